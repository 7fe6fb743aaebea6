"""What a recorded fix tells beside its words: the limits of it, and how history keeps it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import msgspec

from casework.operations import Payload, RecordFix

FIXED: Final = "fixed"
PARTLY: Final = "partly"
CANNOT: Final = "cannot"
RESULTS: Final = (FIXED, PARTLY, CANNOT)

MAX_MATERIALS: Final = 4_000
MAX_NAME: Final = 300
MAX_RESULT: Final = 40
MAX_TEMPLATES: Final = 500
MAX_BAHT: Final = 1_000_000_000.0


def wrong(payload: RecordFix) -> list[str]:
    """The parts of a recorded fix that nobody could have meant, by name.

    A result that this program does not know is let through: a newer one may have sent it.
    """
    limits = {"materials": MAX_MATERIALS, "done_by": MAX_NAME, "result": MAX_RESULT}
    texts = {name: getattr(payload, name) for name in limits}
    found = [n for n, text in texts.items() if len(text) > limits[n] or "\x00" in text]
    cost = payload.cost_baht
    # Written so that a NaN, which compares with nothing, is wrong too.
    if cost is not None and not 0 <= cost <= MAX_BAHT:
        found.append("cost_baht")
    return found


def told(payload: Payload, *, via: str = "") -> dict[str, Any]:
    """What the line of history keeps of the work.

    A fix that came down from a main case is told there: its cost counts once, not per member.
    """
    if not isinstance(payload, RecordFix):
        return {}
    kept: dict[str, Any] = {"done_by": payload.done_by.strip(), "result": payload.result}
    if not via:
        kept |= {"materials": payload.materials.strip(), "cost_baht": payload.cost_baht}
    return kept


class FixTemplate(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Words for a fix that are often the same: a short `name` for choosing, the `text` itself.

    `types` are the types of case that it is for, () for all; `result` the outcome it goes with.
    """

    name: str
    text: str
    types: tuple[str, ...] = ()
    result: str = FIXED


def templates_for(
    templates: Iterable[FixTemplate], types: Iterable[str], result: str
) -> list[FixTemplate]:
    """The templates of an outcome that fit a case of these types: special ones before general."""
    mine = frozenset(types)
    fitting = [t for t in templates if t.result == result and (not t.types or mine & {*t.types})]
    return sorted(fitting, key=lambda t: not t.types)


def sane_templates(templates: Iterable[FixTemplate]) -> tuple[FixTemplate, ...]:
    """Those that can be used, at most so many: what comes from elsewhere may be anything."""
    kept = []
    for template in templates:
        whole = template.name.strip() and template.text.strip() and template.result in RESULTS
        if whole and len(template.name) <= MAX_NAME and len(template.text) <= MAX_MATERIALS:
            kept.append(template)
    return tuple(kept[:MAX_TEMPLATES])
