"""What a recorded fix took and what came of it, in words: for the history and the fix page."""

from __future__ import annotations

from casework.case import Event
from casework.fixing import CANNOT, FIXED, PARTLY
from desktop.words import translate


def result_word(result: str) -> str:
    """What came of the work, "" where it was not told or this program does not know it."""
    words = {
        FIXED: translate("FixWords", "Fixed"),
        PARTLY: translate("FixWords", "Partly fixed"),
        CANNOT: translate("FixWords", "Could not be fixed yet"),
    }
    return words.get(result, "")


def baht(amount: float) -> str:
    """An amount of money: 1,200.50 baht; whole amounts without satang."""
    number = f"{amount:,.2f}".removesuffix(".00")
    return translate("FixWords", "{n} baht").format(n=number)


def work_notes(event: Event) -> list[str]:
    """What a line of history tells of the work, shortest first; a plain fix needs no word."""
    notes = []
    if event.result != FIXED and (word := result_word(event.result)):
        notes.append(word)
    if event.done_by:
        notes.append(translate("FixWords", "Done by {who}").format(who=event.done_by))
    if event.cost_baht is not None:
        notes.append(translate("FixWords", "Cost {amount}").format(amount=baht(event.cost_baht)))
    if event.materials:
        one_line = " · ".join(line.strip() for line in event.materials.splitlines() if line.strip())
        notes.append(translate("FixWords", "Materials: {list}").format(list=one_line))
    return notes
