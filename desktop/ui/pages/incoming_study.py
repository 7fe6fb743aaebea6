"""What the desk makes of waiting cases: likely duplicates, and a suggested type and unit.

Runs on a reading thread over the cases that the desk holds. Everything here is a hint that a
person takes or leaves; the rules are those of `casework.insight`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from casework.case import Case, PhotoRole, State
from casework.insight.duplicates import DAYS, DuplicateFinder
from casework.insight.suggest import Suggestion, suggest_type
from desktop.desk import Desk
from desktop.storage.records import CaseQuery, CaseRow, Sort

Key = tuple[str, str]
"""(authority, case id)."""

NOT_SAME = "not_same"
"""The name under which the cache keeps the pairs that a person called not the same."""

MOST_COMPARED = 5_000
"""No more cases are compared; the newest come first."""
MOST_PAIRS_KEPT = 5_000
UNIT_LEAST, UNIT_SHARE, UNIT_ROWS = 2, 0.6, 2_000
"""A unit is suggested where it got at least so many cases of a type, and this share of them."""
_DAY = 86_400_000_000


@dataclass(frozen=True, slots=True)
class Likely:
    """Another open case that may tell of the same thing.

    `minutes` is how long before the case in hand it was reported, negative for after.
    """

    key: Key
    number: str
    sentence: str
    photo: str
    state: State
    metres: float
    minutes: int


@dataclass(frozen=True, slots=True)
class Hint:
    """What is suggested for one case. `unit_count` cases of that type went to the unit before."""

    type: str = ""
    words: tuple[str, ...] = ()
    unit: str = ""
    unit_count: int = 0
    likely: tuple[Likely, ...] = ()


NO_HINT = Hint()


@dataclass(frozen=True, slots=True)
class UnitRule:
    """The unit that cases of each type went to, and how many did."""

    units: Mapping[str, tuple[str, int]] = field(default_factory=dict)

    def of(self, types: Iterable[str]) -> tuple[str, int]:
        """The unit for the first of these types that has one, with the count; ("", 0) for none."""
        return next((self.units[t] for t in types if t in self.units), ("", 0))


def unit_rule(rows: Iterable[CaseRow]) -> UnitRule:
    """Learn from cases given to units which unit works on which type."""
    given: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row.unit:
            for name in row.types:
                given[name][row.unit] += 1
    rule: dict[str, tuple[str, int]] = {}
    for name, units in given.items():
        unit, count = min(units.items(), key=lambda one: (-one[1], one[0]))
        if count >= UNIT_LEAST and count >= UNIT_SHARE * units.total():
            rule[name] = (unit, count)
    return UnitRule(rule)


def study(desk: Desk, rows: Sequence[CaseRow]) -> dict[Key, Hint]:
    """The hints for waiting cases. Slow (a second for thousands): never on the main thread."""
    if not rows:
        return {}
    rule = unit_rule(desk.rows(CaseQuery(sort=Sort.UPDATED), limit=UNIT_ROWS).rows)
    settings = desk.settings
    known = settings.types if settings else ()
    waiting = _cases(desk, [(r.authority, r.id) for r in rows[:MOST_COMPARED]])
    oldest = min(case.ticket.reported_at for case in waiting) if waiting else 0
    others = _others(desk, {(c.authority, c.id) for c in waiting}, oldest - round(DAYS * _DAY))
    suggested = {c.id: suggest_type(c.ticket.description, known) for c in waiting if not c.types}
    # A case without a type is compared by the type that its words speak for.
    typed = [_typed(c, suggested.get(c.id)) for c in waiting]
    finder = DuplicateFinder([*typed, *others])
    parted = not_same(desk)
    return {(c.authority, c.id): _hint(c, suggested.get(c.id), finder, parted, rule) for c in typed}


def not_same(desk: Desk) -> set[frozenset[Key]]:
    """The pairs of cases that a person called not the same."""
    kept = desk.cache.get(NOT_SAME) or []
    return {frozenset(((a, one), (b, other))) for a, one, b, other in kept}


def keep_apart(desk: Desk, pairs: Iterable[tuple[Key, Key]], *, apart: bool = True) -> None:
    """Remember that these pairs are not the same, or forget it again."""
    kept = [list(one) for one in desk.cache.get(NOT_SAME) or []]
    for pair in pairs:
        (a, one), (b, other) = sorted(pair)
        line = [a, one, b, other]
        kept = [k for k in kept if k != line]
        if apart:
            kept.append(line)
    desk.cache.put(NOT_SAME, kept[-MOST_PAIRS_KEPT:])


def main_of(cases: Sequence[Case]) -> Case:
    """The case that the others are merged into: one that has members, else one being worked on,
    else the most complete, else the oldest. Raises ValueError for no case."""
    return min(cases, key=_fitness)


def _fitness(case: Case) -> tuple[bool, bool, int, int, str]:
    ticket = case.ticket
    complete = sum(
        (
            bool(case.photos_of(PhotoRole.BEFORE)),
            ticket.lon is not None,
            bool(ticket.reporter_phone or ticket.reporter_name),
        )
    )
    waiting = case.state == State.WAITING
    return (not case.members, waiting, -complete, ticket.reported_at, case.id)


def _cases(desk: Desk, keys: Sequence[Key]) -> list[Case]:
    found: list[Case] = []
    for start in range(0, len(keys), 500):
        found += desk.cache.many(keys[start : start + 500])
    return found


def _others(desk: Desk, known: set[Key], since: int) -> list[Case]:
    """Cases being worked on that were reported late enough to be compared; no group's members."""
    query = CaseQuery(
        states=frozenset({State.IN_PROGRESS, State.FOLLOWED_UP}),
        reported_from=max(0, since),
        sort=Sort.NEWEST,
    )
    rows = desk.rows(query, limit=max(0, MOST_COMPARED - len(known)) or 1).rows
    return _cases(desk, [(r.authority, r.id) for r in rows
                         if not r.parent and (r.authority, r.id) not in known])  # fmt: skip


def _typed(case: Case, suggestion: Suggestion | None) -> Case:
    return msgspec.structs.replace(case, types=(suggestion.type,)) if suggestion else case


def _hint(
    case: Case,
    suggestion: Suggestion | None,
    finder: DuplicateFinder,
    parted: set[frozenset[Key]],
    rule: UnitRule,
) -> Hint:
    own = (case.authority, case.id)
    name, words = (suggestion.type, suggestion.words) if suggestion else ("", ())
    unit, count = ("", 0) if case.unit else rule.of(case.types)
    likely = []
    for found in finder.likely(case):
        other = (found.case.authority, found.case.id)
        if frozenset((own, other)) not in parted:
            likely.append(_likely(other, found.case, found.metres, found.minutes))
    return Hint(name, words, unit, count, tuple(likely))


def _likely(key: Key, case: Case, metres: float, minutes: int) -> Likely:
    photos = case.photos_of(PhotoRole.BEFORE)
    return Likely(
        key=key,
        number=case.ticket.number,
        sentence=" ".join(case.ticket.description.split()),
        photo=photos[0].sha256 if photos else "",
        state=case.state,
        metres=metres,
        minutes=minutes,
    )
