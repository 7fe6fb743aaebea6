"""What a recorded fix took, as the history of a case says it."""

from __future__ import annotations

from casework.case import Case, Event, Role, Ticket
from desktop.ui.fix_words import baht, result_word, work_notes
from desktop.ui.pages.case_view import CaseView, history

AT = 1_790_000_000_000_000


def a_fix(**more) -> Event:
    return Event(id="e1", kind="record_fix", at=AT, actor="malee", **more)


def test_the_history_tells_what_it_took_who_did_it_and_what_came_of_it():
    line = a_fix(
        materials="ยางมะตอย 2 ถุง\nหินคลุก 1 คิว", cost_baht=1200.5, done_by="ช่างแดง", result="partly"
    )
    case = Case(authority="HT", id="c1", ticket=Ticket(number="1"), history=(line,))
    [(_, entry)] = history(CaseView(case=case, username="malee", role=Role.OFFICER), AT)
    assert entry.note == (
        "Partly fixed · Done by ช่างแดง · Cost 1,200.50 baht · Materials: ยางมะตอย 2 ถุง · หินคลุก 1 คิว"
    )


def test_a_line_of_an_older_program_says_nothing_of_it():
    assert work_notes(a_fix()) == []


def test_a_result_of_a_newer_program_is_passed_over():
    assert work_notes(a_fix(result="postponed")) == []
    assert result_word("cannot") == "Could not be fixed yet"


def test_work_that_cost_nothing_is_not_work_whose_cost_is_unknown():
    assert work_notes(a_fix(cost_baht=0.0)) == ["Cost 0 baht"]
    assert baht(1_234_567.0) == "1,234,567 baht"
