"""Results that crews wrote on a printed sheet: the case found, the result saved as a fix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from casework import acts
from casework.case import Case, State
from casework.fixing import CANNOT, FIXED, PARTLY
from casework.thai import date_text, local
from casework.typed_codes import ends_so, is_scan, scanned_number, typed_number
from desktop import clock, fix_offers
from desktop.acting import ActReport
from desktop.errors import DeskError
from desktop.storage.records import CaseQuery, CaseRow
from desktop.words import language, translate

if TYPE_CHECKING:
    from desktop.desk import Desk

STATES = {FIXED: State.DONE, PARTLY: State.IN_PROGRESS, CANNOT: State.IN_PROGRESS}
"""How a case stands after each result, where no day to look again is set."""
MOST_FOUND = 40
WORDS = "result_words"
"""The name in the cache of words used before, by result."""
MOST_KEPT = 30
_BLANK = "…"


@dataclass(frozen=True, slots=True)
class Found:
    """What was meant: one case, or several to choose from. `by_number`: found by its number."""

    case: Case | None = None
    several: tuple[CaseRow, ...] = ()
    by_number: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A result as it stands on the sheet. `day` is the day on which the work was done."""

    result: str
    text: str = ""
    done_by: str = ""
    materials: str = ""
    cost_baht: float | None = None
    day: date | None = None


def look_up(desk: Desk, text: str) -> Found:
    """Find the case that a scan, a number, its last characters or words mean. Slow.

    Raises DeskError: result_no_number for a broken scan, result_unknown where nothing is found.
    """
    number = scanned_number(text)
    if not number and is_scan(text):
        raise DeskError("result_no_number")
    if number:
        return _one_of(desk, desk.cache.find(number), number)
    typed = typed_number(text)
    if typed:
        exact = desk.cache.find(typed) or desk.cache.find(f"{typed[:4]}-{typed[4:]}")
        if exact:
            return _one_of(desk, exact, typed)
        rows = desk.rows(CaseQuery(text=typed), limit=MOST_FOUND).rows
        ending = tuple(row for row in rows if ends_so(row.number, typed))
        if ending:
            return _of_rows(desk, ending, by_number=True)
    rows = desk.rows(CaseQuery(text=text), limit=MOST_FOUND).rows if text.strip() else ()
    if not rows:
        raise DeskError("result_unknown", number=typed or text.strip()[:40])
    return _of_rows(desk, rows)


def ready_words(desk: Desk, case: Case) -> dict[str, tuple[str, ...]]:
    """The words that are ready for a case, by result: one's own, the authority's, the program's.

    Those with a gap to be filled in are left out: who enters a pile has no time for it. Slow.
    """
    offers = fix_offers.offers(desk, case, language())
    return {
        result: tuple(t.text for t in offers.templates(result) if _BLANK not in t.text)
        for result in STATES
    }


def enter(desk: Desk, case: Case, entry: Entry) -> ActReport:
    """Save a result as a recorded fix, the words telling the day where it was another."""
    now = desk.case(case.authority, case.id) or case
    work = acts.Work(
        materials=entry.materials,
        cost_baht=entry.cost_baht,
        done_by=entry.done_by,
        result=entry.result,
    )
    text = with_day(entry.text.strip(), entry.day)
    return desk.save([(now, acts.outcome(now, STATES[entry.result], text=text, work=work))])


def with_day(text: str, day: date | None) -> str:
    """The words with the day of the work, where that was not today: the record's own time is now.

    A reader must not take the time of entering for the time of the work.
    """
    if day is None or day == local(clock.now()).date():
        return text
    told = translate("Results", "Work done on {day}.").format(day=date_text(day, language()))
    return f"{text}\n{told}".strip()


@dataclass(frozen=True, slots=True)
class Habits:
    """What was typed before, the last first: names of crews, and words by result."""

    crews: tuple[str, ...] = ()
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def habits(desk: Desk) -> Habits:
    """What was typed before; what cannot be read is left out. Slow."""
    words = desk.cache.get(WORDS)
    kept = words if isinstance(words, dict) else {}
    crews = fix_offers.crews(desk.cache.get(fix_offers.CREWS))
    return Habits(crews, {r: _texts(kept.get(r)) for r in STATES})


def keep_habits(desk: Desk, entry: Entry) -> Habits:
    """Remember what was typed in an entry. Slow."""
    known = habits(desk)
    crews = tuple(fix_offers.with_crew(list(known.crews), entry.done_by))
    words = {**known.words, entry.result: _first(entry.text, known.words.get(entry.result, ()))}
    desk.cache.put_many(
        {fix_offers.CREWS: list(crews), WORDS: {r: list(w) for r, w in words.items()}}
    )
    return Habits(crews, words)


def _first(text: str, before: tuple[str, ...]) -> tuple[str, ...]:
    plain = text.strip()
    return (plain, *(one for one in before if one != plain))[:MOST_KEPT] if plain else before


def _texts(kept: object) -> tuple[str, ...]:
    found = [t for t in kept if isinstance(t, str) and t] if isinstance(kept, list) else []
    return tuple(found[:MOST_KEPT])


def _one_of(desk: Desk, cases: Sequence[Case], number: str) -> Found:
    """Of a number that several authorities have, the case of one's own."""
    own = [case for case in cases if case.authority == desk.account.authority] or list(cases)
    if not own:
        raise DeskError("result_unknown", number=number)
    return Found(case=own[0], by_number=True)


def _of_rows(desk: Desk, rows: Sequence[CaseRow], *, by_number: bool = False) -> Found:
    if len(rows) == 1:
        case = desk.case(rows[0].authority, rows[0].id)
        if case is not None:
            return Found(case=case, by_number=by_number)
    return Found(several=tuple(rows), by_number=by_number)
