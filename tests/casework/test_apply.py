"""The rules: what an operation does to a case, refuses, or finds in conflict."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import acts, wire
from casework.apply import Changes, Conflict, Context, Refusal, apply
from casework.case import Audience, Case, FieldChange, PhotoRole, Role, State, Ticket
from casework.operations import PAYLOADS, NewPhoto, Operation, Report, UnknownKind

NOW = 1_790_000_000_000_000


def a_case(**more: Any) -> Case:
    ticket = Ticket(number="2026-AAAAAA", description="ถนนเป็นหลุม", home="HT")
    values: dict[str, Any] = {
        "state": State.WAITING,
        "officer": "somchai",
        "types": ("ถนน",),
        "version": 3,
    }
    return Case(authority="HT", id="c1", ticket=ticket, **(values | more))


def context(role=Role.CLERK, actor="malee", at=NOW, **more):
    return Context(actor=actor, name="มาลี", role=role, authority="HT", effective_at=at, **more)


def operation(kind, payload, *, op_id="o1", case="c1", seq=1, actor="malee"):
    return Operation(
        id=op_id, authority="HT", case=case, kind=kind, payload=payload, actor=actor,
        device="d1", seq=seq, made_at=NOW,
    )  # fmt: skip


def act(case, kind, values=None, ctx=None, op_id="o1", others=(), **more):
    """Do one act on the case as this person sees it."""
    made = operation(kind, acts.payload(case, kind, values, **more), op_id=op_id, case=case.id)
    return apply({case.id: case, **{c.id: c for c in others}}, made, ctx or context())


def done(result):
    assert isinstance(result, Changes), result
    return result.cases[0]


def test_accept_takes_a_waiting_case_on():
    case = done(act(a_case(), "accept"))
    assert case.state == State.IN_PROGRESS
    assert case.accepted_at == NOW
    assert [e.kind for e in case.history] == ["accept"]


def test_accepting_what_another_accepted_meanwhile_is_no_conflict():
    seen = a_case()
    now = done(act(seen, "accept", op_id="theirs"))
    mine = operation("accept", acts.payload(seen, "accept"), op_id="mine")
    assert done(apply({"c1": now}, mine, context())).state == State.IN_PROGRESS


def test_a_fix_closes_the_case_with_its_photo():
    case = a_case(state=State.IN_PROGRESS)
    payload = acts.outcome(case, State.DONE, text="ปะแล้ว", photos=(NewPhoto(sha256="ab" * 32),))
    result = apply(
        {"c1": case}, operation("record_fix", payload), context(Role.OFFICER, actor="somchai")
    )
    fixed = done(result)
    assert fixed.state == State.DONE
    assert fixed.finished_at == NOW
    assert [p.sha256 for p in fixed.photos_of(PhotoRole.AFTER)] == ["ab" * 32]
    assert not fixed.photos[0].verified


def test_fixing_a_case_that_was_forwarded_meanwhile_is_refused_with_the_reason():
    seen = a_case(state=State.IN_PROGRESS)
    now = done(act(seen, "forward", to="AMPHOE", op_id="theirs"))
    mine = operation("record_fix", acts.outcome(seen, State.DONE, text="x"), op_id="mine")
    assert apply({"c1": now}, mine, context()) == Refusal("state_forwarded", {"to": "AMPHOE"})


def test_an_imported_forwarded_case_can_be_worked_on():
    assert done(act(a_case(state=State.FORWARDED), "start")).state == State.IN_PROGRESS


def test_two_people_assigning_to_different_officers_conflict_field_by_field():
    seen = a_case(officer="")
    now = done(act(seen, "assign", {"officer": "anan"}, op_id="theirs"))
    mine = operation("assign", acts.payload(seen, "assign", {"officer": "somchai"}), op_id="mine")
    result = apply({"c1": now}, mine, context())
    assert isinstance(result, Conflict)
    field = result.fields["officer"]
    assert (field.before, field.mine, field.theirs) == ("", "somchai", "anan")


def test_types_added_by_two_people_are_both_kept():
    seen = a_case()
    now = done(act(seen, "retype", {"types": ("ถนน", "จุดเสี่ยง")}, op_id="theirs"))
    mine = operation("retype", acts.payload(seen, "retype", {"types": ("ทางเท้า",)}))
    assert done(apply({"c1": now}, mine, context())).types == ("จุดเสี่ยง", "ทางเท้า")


def test_comments_never_conflict_and_tell_who_reads_them():
    case = done(act(a_case(state=State.DONE), "comment", text=" ขอบคุณ ", audience=Audience.STAFF))
    assert (case.history[-1].text, case.history[-1].audience) == ("ขอบคุณ", Audience.STAFF)


@pytest.mark.parametrize(
    ("kind", "more", "ctx", "reason"),
    [
        ("assign", {"values": {"officer": "x"}}, context(Role.OFFICER, "somchai"), "role"),
        ("comment", {"text": "  "}, None, "empty_comment"),
        ("reject", {"text": ""}, None, "needs_reason"),
        ("forward", {"to": " "}, None, "needs_authority"),
        ("attach_photo", {}, None, "no_photo"),
        ("start", {}, context(Role.OFFICER, "someone"), "not_yours"),
        ("accept", {"values": {"officer": "x"}}, context(Role.OFFICER, "somchai"), "role"),
        ("reopen", {"text": "ยังไม่ดี"}, None, "state_waiting"),
        ("comment", {"text": "a\x00b"}, None, "bad_text"),
        ("comment", {"text": "a"}, context(Role.AUDITOR), "role"),
    ],
)
def test_what_the_rules_do_not_admit_is_refused_with_a_reason(kind, more, ctx, reason):
    result = act(a_case(), kind, ctx=ctx, **more)
    assert isinstance(result, Refusal)
    assert result.reason == reason


def test_a_person_of_another_authority_is_refused():
    made = operation("accept", acts.payload(a_case(), "accept"))
    ctx = Context(actor="x", name="x", role=Role.CLERK, authority="ZZ", effective_at=NOW)
    assert apply({"c1": a_case()}, made, ctx) == Refusal("other_authority", {"authority": "HT"})


def test_fields_that_a_kind_may_not_set_are_refused():
    payload = acts.payload(a_case(), "accept", {"reopen_count": 9})
    result = apply({"c1": a_case()}, operation("accept", payload), context())
    assert isinstance(result, Refusal)
    assert result.reason == "bad_fields"


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("set_priority", "priority", "urgent"),
        ("accept", "state", "no such state"),
        ("set_due", "due_at", "tomorrow"),
        ("set_due", "due_at", 1 << 63),
        ("set_priority", "priority", -(10**30)),
        ("retype", "types", "ถนน"),
        ("correct_location", "ticket.lat", 91.0),
        ("correct_location", "ticket.lon", float("nan")),
    ],
)
def test_values_of_the_wrong_kind_are_refused_not_stored(kind, field, value):
    payload = PAYLOADS[kind](fields={field: FieldChange(old=None, new=value)})
    result = apply({"c1": a_case()}, operation(kind, payload), context())
    assert isinstance(result, Refusal)
    assert result.reason == "bad_fields"


@pytest.mark.parametrize("facts", [{"reported_at": 1 << 63}, {"lat": 1e300}, {"lon": -181.0}])
def test_a_report_with_facts_that_no_desk_can_store_is_refused(facts):
    ticket = Ticket(number="2026-NEW", description="น้ำท่วม", **facts)
    made = operation("report", Report(ticket=ticket), case="new")
    result = apply({}, made, context())
    assert isinstance(result, Refusal)
    assert result.reason == "bad_fields"


def test_undo_puts_back_what_the_act_wrote():
    before = a_case(officer="")
    accepted = done(act(before, "accept", {"officer": "anan"}, op_id="a"))
    undone = done(act(accepted, "undo", target="a", op_id="u"))
    assert (undone.state, undone.officer, undone.accepted_at) == (State.WAITING, "", None)
    assert [e.kind for e in undone.history] == ["accept", "undo"]
    assert act(undone, "undo", target="a", op_id="u2") == Refusal("already_undone")


def test_undo_of_a_fix_withdraws_its_photo():
    case = a_case(state=State.IN_PROGRESS)
    fix = operation("record_fix", acts.outcome(case, State.DONE, photos=(NewPhoto(sha256="1"),)))
    fixed = done(apply({"c1": case}, fix, context()))
    undone = done(act(fixed, "undo", target="o1", op_id="u"))
    assert undone.state == State.IN_PROGRESS
    assert undone.photos_of(PhotoRole.AFTER) == ()


def test_undo_conflicts_where_somebody_changed_the_field_since():
    accepted = done(act(a_case(officer=""), "assign", {"officer": "anan"}, op_id="a"))
    since = done(act(accepted, "assign", {"officer": "somchai"}, op_id="b"))
    assert isinstance(act(since, "undo", target="a", op_id="u"), Conflict)


def test_reopening_counts_and_keeps_the_old_finish_time():
    case = a_case(state=State.DONE, finished_at=NOW - 5, reopen_count=1)
    reopened = done(act(case, "reopen", text="ยังไม่เสร็จ"))
    assert (reopened.state, reopened.reopen_count) == (State.WAITING, 2)
    assert reopened.finished_at == NOW - 5


def test_an_act_on_the_main_case_reaches_its_members_and_its_undo_too():
    parent = a_case()
    child = msgspec.structs.replace(a_case(), id="c2")
    merged = act(child, "merge", parent="c1", others=[parent], op_id="m")
    assert isinstance(merged, Changes)
    child, parent = merged.cases
    assert (child.parent, parent.members) == ("c1", ("c2",))
    result = act(parent, "accept", others=[child], op_id="a")
    assert isinstance(result, Changes)
    parent, child = result.cases
    assert (parent.state, child.state) == (State.IN_PROGRESS, State.IN_PROGRESS)
    result = act(parent, "undo", target="a", others=[child], op_id="u")
    assert isinstance(result, Changes)
    assert {c.state for c in result.cases} == {State.WAITING}


def test_a_member_cannot_be_a_main_case():
    parent, child = a_case(parent="c9"), msgspec.structs.replace(a_case(), id="c2")
    result = act(child, "merge", parent="c1", others=[parent])
    assert result == Refusal("bad_group")


def test_operations_survive_the_wire():
    case = a_case()
    made = operation("record_fix", acts.outcome(case, State.DONE, text="ok", photos=(
        NewPhoto(sha256="ab", name="ภาพ.jpg", size=5),)))  # fmt: skip
    assert wire.decode_operation(wire.encode(made)) == made


def test_an_operation_of_a_newer_schema_is_kept_as_it_came():
    raw = msgspec.to_builtins(operation("accept", acts.payload(a_case(), "accept")))
    raw["schema"] = 99
    with pytest.raises(UnknownKind) as caught:
        wire.decode_operation(msgspec.json.encode(raw))
    assert caught.value.raw["id"] == "o1"


_values = st.sampled_from(["", "anan", "somchai", "malee"])


@given(start=_values, mine=_values, theirs=_values)
def test_different_fields_commute_and_same_field_never_overwrites_silently(start, mine, theirs):
    seen = a_case(officer=start, unit="")
    their_case = done(act(seen, "assign", {"officer": theirs}, op_id="t"))
    result = apply(
        {"c1": their_case},
        operation("assign", acts.payload(seen, "assign", {"officer": mine}), op_id="m"),
        context(),
    )
    if isinstance(result, Changes):
        assert mine in (start, theirs) or theirs == start
    else:
        assert isinstance(result, Conflict)
        assert len({start, mine, theirs}) == 3
    unit = operation("set_unit", acts.payload(seen, "set_unit", {"unit": "กองช่าง"}), op_id="n")
    assert done(apply({"c1": their_case}, unit, context())).officer == theirs
