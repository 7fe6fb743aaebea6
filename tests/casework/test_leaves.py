"""Leave: days in Thailand whatever the hour is elsewhere; the number for scope never goes back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.apply import Changes, Context, Refusal, apply
from casework.case import Case, FieldChange, Role, Staff, State, Ticket
from casework.leaves import Leave, acts_for, midnight, substitutes_of, turns
from casework.operations import Comment, Operation, Payload, RecordFix, Undo

DAY = 86_400_000_000
DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
# Close together, so that times fall into leaves and leaves into each other.
NEAR = st.dates(date(2026, 12, 1), date(2026, 12, 20))
SOON = st.integers(midnight(date(2026, 11, 29)), midnight(date(2027, 1, 2)))
TIMES = st.integers(midnight(date(2025, 12, 1)), midnight(date(2029, 2, 1)))


def leave(first: date, last: date, **more: object) -> Leave:
    values = {"id": "l1", "officer": "anong", "substitute": "somchai"} | more
    return Leave(from_day=first, to_day=last, **values)  # type: ignore[arg-type]


def utc(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * 1_000_000


@pytest.mark.parametrize(
    ("at", "on"),
    [
        ("2026-11-30T16:59:59", False),  # 23:59:59 of 30 November in Thailand
        ("2026-11-30T17:00:00", True),  # midnight in Thailand, still November in UTC
        ("2026-12-01T00:00:00", True),
        ("2026-12-03T16:59:59", True),
        ("2026-12-03T17:00:00", False),
        ("2026-12-03T23:59:59", False),  # still the last day in UTC
    ],
)
def test_days_begin_at_midnight_in_thailand(at, on):
    december = leave(date(2026, 12, 1), date(2026, 12, 3))
    assert december.is_on(utc(at)) is on
    assert bool(acts_for([december], "somchai", utc(at))) is on
    assert acts_for([december], "anong", utc(at)) == frozenset()


@given(DAYS, st.integers(0, 30), TIMES)
def test_a_leave_runs_on_just_its_days(first, length, at):
    found = leave(first, first + timedelta(days=length))
    in_thailand = (datetime.fromtimestamp(at / 1e6, UTC) + timedelta(hours=7)).date()
    assert found.is_on(at) is (first <= in_thailand <= first + timedelta(days=length))
    assert substitutes_of([found], "anong", at) == ({"somchai"} if found.is_on(at) else set())


@given(
    st.lists(st.tuples(NEAR, st.integers(0, 9)), max_size=5),
    st.lists(SOON, min_size=2, max_size=6),
    st.lists(st.integers(0, 4), max_size=4),
)
def test_whatever_is_ended_when_each_change_of_who_is_stood_in_for_is_a_higher_number(
    spans, times, endings
):
    leaves = [
        leave(first, first + timedelta(days=n), id=str(i), officer=f"o{i}")
        for i, (first, n) in enumerate(spans)
    ]
    before_acts, before_turns = None, -1
    for step, at in enumerate(sorted(times)):
        acts, count = acts_for(leaves, "somchai", at), turns(leaves, "somchai", at)
        assert count >= before_turns
        if before_acts is not None and acts != before_acts:
            assert count > before_turns
        before_acts, before_turns = acts, count
        if step < len(endings) and endings[step] < len(leaves):
            ended = leaves[endings[step]]
            if ended.ends_at > at and ended.happens:
                leaves[endings[step]] = leave(
                    ended.from_day, ended.to_day, id=ended.id, officer=ended.officer, ended_at=at
                )


def test_one_ended_before_its_first_day_never_was():
    off = leave(date(2026, 12, 1), date(2026, 12, 3), ended_at=utc("2026-11-20T00:00:00"))
    for day in range(-30, 30):
        at = midnight(date(2026, 12, 1)) + day * DAY
        assert not off.is_on(at)
        assert turns([off], "somchai", at) == 0


# -- acting -------------------------------------------------------------------------------------

NAMES = {
    name: Staff(username=name, name=name.title(), role=Role.OFFICER, authority="HT")
    for name in ("somchai", "anong", "malee")
}
CASE = Case(
    authority="HT", id="c1", ticket=Ticket(number="N1", description="x"), officer="anong",
    state=State.IN_PROGRESS, version=4,
)  # fmt: skip


def context(*stands_in: str, actor: str = "somchai") -> Context:
    return Context(
        actor=actor, name=actor.title(), role=Role.OFFICER, authority="HT", effective_at=100,
        staff=NAMES, acts_for=frozenset(stands_in),
    )  # fmt: skip


def done(what: Payload, case: Case = CASE, ident: str = "o1", actor: str = "somchai") -> Operation:
    return Operation(
        id=ident, authority="HT", case=case.id, kind=what.KIND, payload=what,
        actor=actor, device="d", seq=1, made_at=100,
    )  # fmt: skip


FIX = RecordFix(text="ปะหลุมแล้ว", fields={"state": FieldChange("in_progress", "done")})


def fixed(case: Case, who: Context) -> Changes | Refusal:
    found = apply({case.id: case}, done(FIX, case), who)
    assert isinstance(found, Changes | Refusal)
    return found


def test_a_substitute_acts_and_the_history_says_for_whom():
    found = fixed(CASE, context("anong"))
    assert isinstance(found, Changes)
    line = found.cases[0].history[-1]
    assert (line.actor, line.name, line.for_officer, line.for_name) == (
        "somchai", "Somchai", "anong", "Anong",
    )  # fmt: skip
    assert found.cases[0].officer == "anong"


def test_nobody_else_acts_and_ones_own_case_is_done_in_ones_own_name():
    refused = fixed(CASE, context("malee"))
    assert refused == Refusal("not_yours", {"officer": "anong"})
    own = msgspec.structs.replace(CASE, officer="somchai")
    found = fixed(own, context("anong"))
    assert isinstance(found, Changes)
    assert found.cases[0].history[-1].for_officer == ""


def test_the_officer_on_leave_goes_on_and_an_undo_stays_with_who_did_it():
    mine = fixed(CASE, context(actor="anong"))
    assert isinstance(mine, Changes)
    assert mine.cases[0].history[-1].for_officer == ""
    theirs = fixed(CASE, context("anong"))
    assert isinstance(theirs, Changes)
    case = theirs.cases[0]
    undo = done(Undo(target="o1"), case, "o2")
    assert isinstance(apply({"c1": case}, undo, context("anong")), Changes)
    # After the leave, too, one may take back what one did oneself.
    assert isinstance(apply({"c1": case}, undo, context()), Changes)
    assert apply({"c1": case}, undo, context("malee", actor="malee")) == Refusal("not_your_act")


def test_a_comment_of_one_who_does_not_stand_in_is_in_their_own_name():
    found = apply({"c1": CASE}, done(Comment(text="ดูแล้ว")), context())
    assert isinstance(found, Changes)
    assert found.cases[0].history[-1].for_officer == ""
