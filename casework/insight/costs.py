"""What fixes cost, counted from the history of cases: the figures for an authority's budget.

A fix counts on the day it was recorded for. One that was taken back counts nothing, and one that
came down from a main case counts with that case alone. Amounts are baht.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import fsum

from casework.case import Case, Event


@dataclass(frozen=True, slots=True)
class Costs:
    """The cost of a span of time; `total` is None where nobody told any.

    `by_type` and `by_unit` are (name, baht), the dearest first; each sums up to `total`.
    """

    total: float | None = None
    by_type: tuple[tuple[str, float], ...] = ()
    by_unit: tuple[tuple[str, float], ...] = ()


NO_COSTS = Costs()


def fixes(case: Case, holds: Callable[[int], bool]) -> list[Event]:
    """The recorded fixes of a case whose time (µs UTC) is held, without those taken back."""
    undone = {event.undoes for event in case.history if event.undoes}
    return [
        event
        for event in case.history
        if event.kind == "record_fix" and event.id not in undone and holds(event.at)
    ]


def cost_of(case: Case, holds: Callable[[int], bool]) -> float | None:
    """What the fixes of a case cost in a span, None where none of them told."""
    told = [e.cost_baht for e in fixes(case, holds) if e.cost_baht is not None]
    return round(fsum(told), 2) if told else None


def materials_of(case: Case, holds: Callable[[int], bool]) -> str:
    """What the fixes of a case took in a span, a line each."""
    return "\n".join(e.materials for e in fixes(case, holds) if e.materials)


def done_by(case: Case, holds: Callable[[int], bool]) -> str:
    """Who did the fixes of a case in a span: the names told, else of those who recorded them."""
    names = [e.done_by or e.name or e.actor for e in fixes(case, holds)]
    return ", ".join(dict.fromkeys(name for name in names if name))


def costs(cases: Iterable[Case], holds: Callable[[int], bool]) -> Costs:
    """The costs of a span over cases.

    A case of several types counts under its first one, so that the parts sum up to the whole.
    """
    told = [(case, cost) for case in cases if (cost := cost_of(case, holds)) is not None]
    if not told:
        return NO_COSTS
    return Costs(
        total=round(fsum(cost for _, cost in told), 2),
        by_type=_dearest_first((case.types[0] if case.types else "", cost) for case, cost in told),
        by_unit=_dearest_first((case.unit, cost) for case, cost in told),
    )


def _dearest_first(pairs: Iterable[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    parts: dict[str, list[float]] = {}
    for name, cost in pairs:
        parts.setdefault(name, []).append(cost)
    sums = [(name, round(fsum(values), 2)) for name, values in parts.items()]
    return tuple(sorted(sums, key=lambda pair: (-pair[1], pair[0])))
