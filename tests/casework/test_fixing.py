"""What a recorded fix tells: the work it took, as it is applied, kept in history and travels."""

from __future__ import annotations

import msgspec
import pytest

from casework import acts, wire
from casework.acts import Work
from casework.apply import Changes, Context, Refusal, apply
from casework.case import Case, Evidence, Photo, Role, State, Ticket
from casework.operations import Operation, RecordFix
from casework.patches import PatchGap, check_of, difference, patched

NOW = 1_790_000_000_000_000
WORK = Work(materials=" ยางมะตอย 2 ถุง ", cost_baht=360.5, done_by=" ช่างแดง ", result="fixed")


def a_case(case_id="c1", **more) -> Case:
    ticket = Ticket(number=f"2026-{case_id}", description="ถนนเป็นหลุม", home="HT")
    return Case(
        authority="HT", id=case_id, ticket=ticket, state=State.IN_PROGRESS, version=3, **more
    )


def fixed(case, work=WORK, others=()):
    payload = acts.outcome(case, State.DONE, text="ปะแล้ว", work=work)
    made = Operation(
        id="o1", authority="HT", case=case.id, kind="record_fix", payload=payload,
        actor="malee", device="d1", seq=1, made_at=NOW,
    )  # fmt: skip
    made = wire.decode_operation(wire.encode(made))
    context = Context(actor="malee", name="มาลี", role=Role.CLERK, authority="HT", effective_at=NOW)
    return apply({case.id: case, **{c.id: c for c in others}}, made, context)


def test_history_keeps_what_the_work_took_and_who_did_it():
    result = fixed(a_case())
    assert isinstance(result, Changes)
    line = wire.decode_case(wire.encode(result.cases[0])).history[-1]
    told = (line.materials, line.cost_baht, line.done_by, line.result)
    assert told == ("ยางมะตอย 2 ถุง", 360.5, "ช่างแดง", "fixed")


def test_the_cost_of_a_group_stands_once_with_the_main_case():
    main, member = a_case(members=("c2",)), a_case("c2", parent="c1")
    result = fixed(main, others=(member,))
    assert isinstance(result, Changes)
    by_id = {case.id: case.history[-1] for case in result.cases}
    assert [by_id[i].cost_baht for i in ("c1", "c2")] == [360.5, None]
    assert [by_id[i].materials for i in ("c1", "c2")] == ["ยางมะตอย 2 ถุง", ""]
    assert [by_id[i].done_by for i in ("c1", "c2")] == ["ช่างแดง", "ช่างแดง"]


@pytest.mark.parametrize(
    ("work", "field"),
    [
        (Work(cost_baht=-1), "cost_baht"),
        (Work(cost_baht=float("inf")), "cost_baht"),
        (Work(cost_baht=2e9), "cost_baht"),
        (Work(materials="ก" * 4001), "materials"),
        (Work(done_by="a\x00b"), "done_by"),
        (Work(result="x" * 41), "result"),
    ],
)
def test_what_nobody_can_have_meant_is_refused(work, field):
    case = a_case()
    payload = acts.outcome(case, State.DONE, text="x", work=work)
    made = Operation(
        id="o1", authority="HT", case="c1", kind="record_fix", payload=payload,
        actor="malee", device="d1", seq=1, made_at=NOW,
    )  # fmt: skip
    context = Context(actor="malee", name="", role=Role.CLERK, authority="HT", effective_at=NOW)
    assert apply({"c1": case}, made, context) == Refusal("bad_fields", {"fields": [field]})


def test_not_a_number_is_no_cost():
    payload = RecordFix(cost_baht=float("nan"))
    made = Operation(
        id="o1", authority="HT", case="c1", kind="record_fix", payload=payload,
        actor="malee", device="d1", seq=1, made_at=NOW,
    )  # fmt: skip
    context = Context(actor="malee", name="", role=Role.CLERK, authority="HT", effective_at=NOW)
    assert isinstance(apply({"c1": a_case()}, made, context), Refusal)


# As the first version of the program wrote them: these bytes must be read for ever.
OLD_FIX = (
    b'{"id":"o1","authority":"HT","case":"c1","kind":"record_fix","payload":{"fields":{"state":'
    b'{"old":"in_progress","new":"done"}},"text":"x","photos":[{"sha256":"%s","evidence":'
    b'{"verdict":"complete","distance_m":12.5,"taken_at":1790000000000000,"time_check":'
    b'"after_accept","place_check":"near","seen_check":"not_seen"}}]},"actor":"malee",'
    b'"device":"d1","seq":1,"made_at":1790000000000000}' % (b"ab" * 32)
)
OLD_CASE = (
    b'{"authority":"HT","id":"c1","ticket":{"number":"2026-AAAAAA","description":"x"},"version":4,'
    b'"state":"done","history":[{"id":"o1","kind":"record_fix","at":1790000000000000,"text":"x",'
    b'"fields":{"state":{"old":"in_progress","new":"done"}}}]}'
)


def test_an_operation_of_an_older_desk_is_applied_and_tells_no_work():
    made = wire.decode_operation(OLD_FIX)
    context = Context(actor="malee", name="", role=Role.CLERK, authority="HT", effective_at=NOW)
    result = apply({"c1": a_case()}, made, context)
    assert isinstance(result, Changes)
    line, photo = result.cases[0].history[-1], result.cases[0].photos[0]
    assert (line.materials, line.cost_baht, line.done_by, line.result) == ("", None, "", "")
    assert photo.evidence is not None
    assert (photo.evidence.camera, photo.evidence.lon, photo.evidence.likeness) == ("", None, "")


def test_what_does_not_tell_the_work_is_written_as_before():
    """Its hash on the server, and the check of a patch, hang on every byte."""
    case = wire.decode_case(OLD_CASE)
    assert wire.encode(case) == OLD_CASE
    assert wire.encode(wire.decode_operation(OLD_FIX)) == OLD_FIX


def test_a_newer_programs_unknown_parts_never_stop_a_page():
    raw = msgspec.json.decode(OLD_CASE)
    raw["history"][0] |= {"result": "postponed", "weather": "rain"}
    raw["photos"] = [{"sha256": "ab" * 32, "evidence": {"verdict": "complete", "lens": "50 mm"}}]
    case = wire.decode_case(msgspec.json.encode(raw))
    assert case.history[0].result == "postponed"
    assert case.photos[0].evidence == Evidence(verdict="complete")


def test_a_desk_that_does_not_know_a_part_asks_for_the_whole_case():
    """As an older desk does with the patch that brings a fix with its cost."""
    old = a_case()
    new = msgspec.structs.replace(
        old, version=4, photos=(Photo(sha256="cd" * 32, evidence=Evidence(camera="Canon")),)
    )
    body = wire.encode(new)
    patch = difference(old, new, 0, body)
    assert patch is not None
    assert wire.encode(patched(old, patch)) == body
    more = msgspec.json.decode(body)
    more["photos"][0]["evidence"]["lens"] = "50 mm"
    told = msgspec.structs.replace(patch, check=check_of(msgspec.json.encode(more)))
    with pytest.raises(PatchGap):
        patched(old, told)


def test_an_operation_of_a_newer_desk_loses_only_what_is_not_known_here():
    raw = msgspec.json.decode(OLD_FIX)
    raw["payload"] |= {"result": "cannot", "cost_baht": 12, "hours": 3}
    made = wire.decode_operation(msgspec.json.encode(raw))
    assert isinstance(made.payload, RecordFix)
    assert (made.payload.result, made.payload.cost_baht) == ("cannot", 12.0)
