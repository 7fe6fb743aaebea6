"""What a fix page offers: ready words, common materials, and names of those who do the work.

Words come from three places: one's own, the authority's (with the settings), and the program's
(`resources/fix/common.json`). One's own and the names are small things kept in the cache.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import msgspec

from casework.case import Case
from casework.fixing import FixTemplate, sane_templates, templates_for
from desktop.paths import resource

if TYPE_CHECKING:
    from desktop.desk import Desk

OWN, CREWS = "fix_templates_own", "fix_crews"
MOST_OWN: Final = 100
MOST_CREWS: Final = 30


@dataclass(frozen=True, slots=True)
class Offers:
    """What is offered for one case. `materials` are (what, unit); `own` are the person's words."""

    types: tuple[str, ...] = ()
    own: tuple[FixTemplate, ...] = ()
    authority: tuple[FixTemplate, ...] = ()
    common: tuple[FixTemplate, ...] = ()
    materials: tuple[tuple[str, str], ...] = ()
    crews: tuple[str, ...] = ()

    def templates(self, result: str) -> list[FixTemplate]:
        """The words for an outcome: one's own first, then the authority's, then the program's.

        In each the special ones come before those for every type; what says the same comes once.
        """
        found: dict[str, FixTemplate] = {}
        layers = [templates_for(x, self.types, result) for x in self._layers()]
        special = [t for layer in layers for t in layer if t.types]
        general = [t for layer in layers for t in layer if not t.types]
        for template in (*templates_for(self.own, self.types, result), *special, *general):
            found.setdefault(template.text.strip(), template)
        return list(found.values())

    def _layers(self) -> tuple[tuple[FixTemplate, ...], ...]:
        return self.own, self.authority, self.common


def offers(desk: Desk, case: Case, language: str) -> Offers:
    """What to offer for a case. Reads the cache: not on the main thread."""
    settings = desk.settings
    templates, materials = _common(language)
    fitting = [
        pair for types, pairs in materials if not types or {*types} & {*case.types}
        for pair in pairs
    ]  # fmt: skip
    return Offers(
        types=case.types,
        own=own_templates(desk.cache.get(OWN)),
        authority=sane_templates(settings.fix_templates) if settings else (),
        common=templates,
        materials=tuple(dict.fromkeys(fitting)),
        crews=crews(desk.cache.get(CREWS)),
    )


def own_templates(kept: Any) -> tuple[FixTemplate, ...]:
    """One's own words from what was kept; nonsense is left out."""
    found = []
    for raw in kept if isinstance(kept, list) else []:
        try:
            found.append(msgspec.convert(raw, FixTemplate))
        except msgspec.ValidationError:
            continue
    return sane_templates(found)


def with_own(kept: Any, template: FixTemplate) -> list[Any]:
    """What to keep with one more of one's own words, the newest first."""
    others = [t for t in own_templates(kept) if t.text.strip() != template.text.strip()]
    return _builtins([template, *others][:MOST_OWN])


def without_own(kept: Any, text: str) -> list[Any]:
    """What to keep without the words `text`."""
    return _builtins(t for t in own_templates(kept) if t.text.strip() != text.strip())


def short_name(text: str, longest: int = 24) -> str:
    """A name for words that a person keeps: how they begin."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def crews(kept: Any) -> tuple[str, ...]:
    """The names typed before, the last first."""
    names = [n.strip() for n in kept if isinstance(n, str)] if isinstance(kept, list) else []
    return tuple(dict.fromkeys(n for n in names if n))[:MOST_CREWS]


def with_crew(kept: Any, name: str) -> list[str]:
    """What to keep after a name was used."""
    return list(crews([name, *crews(kept)]))


def _builtins(templates: Iterable[FixTemplate]) -> list[Any]:
    return [msgspec.to_builtins(template) for template in templates]


_Materials = tuple[tuple[tuple[str, ...], tuple[tuple[str, str], ...]], ...]


@lru_cache(maxsize=2)
def _common(language: str) -> tuple[tuple[FixTemplate, ...], _Materials]:
    """The program's own words in a language, and materials by type."""
    raw = json.loads(resource("fix", "common.json").read_text(encoding="utf-8"))
    spoken = "en" if language == "en" else "th"
    templates = tuple(
        FixTemplate(
            name=one[spoken]["name"],
            text=one[spoken]["text"],
            types=tuple(one["types"]),
            result=one["result"],
        )
        for one in raw["templates"]
    )
    materials = tuple(
        (tuple(one["types"]), tuple((i["what"], i["unit"]) for i in one["items"]))
        for one in raw["materials"]
    )
    return templates, materials
