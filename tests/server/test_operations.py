"""The push: what is applied, refused, in conflict, held; and the same for ever."""

import msgspec
import pytest

from casework import wire
from casework.case import State, Ticket
from casework.operations import Report
from server import cases, clock
from server.doctor import check
from tests.support.making import new_photo, now, operation, picture

HOUR = 3_600_000_000


def _assigned(town, index=0, to="somchai"):
    clerk = town.desk("wilai")
    assert (
        clerk.push(clerk.make(town.case(index), "assign", {"officer": to}))[0].outcome == "applied"
    )
    return town.case(index)


def _begun(case):
    """The case as the officer sees it after starting, before any sync."""
    return msgspec.structs.replace(case, state=State.IN_PROGRESS)


def _log_numbers(town):
    with town.service.database.reading() as connection:
        return cases.CaseLog(connection, "huai").number


def test_an_officer_works_on_their_case(town):
    case = _assigned(town)
    desk = town.desk("somchai")
    outcomes = desk.push(
        desk.make(case, "start"),
        desk.make(case, "comment", text="ไปดูแล้วครับ"),
        desk.make(_begun(case), "record_fix", {"state": State.DONE}, text="เปลี่ยนหลอดแล้ว"),
    )
    assert [o.outcome for o in outcomes] == ["applied"] * 3
    after = town.case()
    assert after.state == State.DONE
    assert after.version == outcomes[-1].version
    assert [e.kind for e in after.history][-3:] == ["start", "comment", "record_fix"]
    assert after.history[-1].name == "somchai"


@pytest.mark.parametrize(
    ("who", "kind", "values", "more", "reason"),
    [
        ("suda", "start", {}, {}, "not_yours"),
        ("somchai", "assign", {"officer": "suda"}, {}, "role"),
        ("wilai", "assign", {"officer": "nobody"}, {}, "no_such_officer"),
        ("wilai", "reopen", {}, {"text": "x"}, "state_waiting"),
        ("wilai", "close", {}, {}, "needs_reason"),
        ("wilai", "merge", {}, {"parent": "nowhere"}, "no_such_case"),
    ],
)
def test_the_rules_bind_the_server(town, who, kind, values, more, reason):
    case = _assigned(town)
    desk = town.desk(who)
    outcome = desk.push(desk.make(case, kind, values, **more))[0]
    assert (outcome.outcome, outcome.reason) == ("refused", reason)
    assert town.case() == case


def test_an_auditor_only_reads(town):
    desk = town.desk("audit")
    made = desk.make(town.case(), "comment", text="hello")
    [outcome] = desk.push(made)
    assert (outcome.outcome, outcome.reason) == ("refused", "role")
    assert town.case().history == town.case().history[:1]


def test_nobody_acts_as_somebody_else_or_in_another_authority(town):
    desk, stranger = town.desk("wilai"), town.desk("stranger")
    case = town.case()
    other_actor = desk.make(case, "comment", text="x", actor="malee")
    other_authority = stranger.make(case, "comment", text="x")
    claimed = stranger.make(case, "comment", text="x", authority="other")
    assert desk.push(other_actor)[0].reason == "other_actor"
    assert [o.reason for o in stranger.push(other_authority, claimed)] == [
        "other_authority", "no_such_case",
    ]  # fmt: skip
    assert town.case() == case


def test_the_same_operation_again_gets_the_same_outcome_and_does_nothing(town):
    desk = town.desk("wilai")
    case = town.case()
    good = desk.make(case, "comment", text="ครั้งเดียว")
    bad = desk.make(case, "reopen", text="x")
    first = desk.push(good, bad)
    number = _log_numbers(town)
    assert desk.push(good, bad) == first
    assert desk.push(bad)[0] == first[1]
    assert _log_numbers(town) == number
    assert [e.text for e in town.case().history].count("ครั้งเดียว") == 1


def test_the_same_id_with_other_words_is_told_apart(town):
    desk = town.desk("wilai")
    made = desk.make(town.case(), "comment", text="ก")
    other = msgspec.structs.replace(made, payload=msgspec.structs.replace(made.payload, text="ข"))
    first = desk.push(made)
    assert desk.push(other)[0].outcome == "id_reused"
    assert desk.push(made) == first
    assert desk.push(other, made)[1] == first[0]


def test_the_order_of_keys_and_spaces_does_not_make_another_operation(town):
    desk = town.desk("wilai")
    made = msgspec.to_builtins(desk.make(town.case(), "comment", text="ก"))
    first = desk.push(made)
    assert desk.push(dict(reversed(made.items()))) == first


def test_both_sides_changed_a_field(town):
    case = _assigned(town)
    wilai, malee = town.desk("wilai"), town.desk("malee")
    wilai.push(wilai.make(case, "set_priority", {"priority": 2}))
    outcome = malee.push(malee.make(case, "set_priority", {"priority": 3}))[0]
    assert outcome.outcome == "conflict"
    field = outcome.fields["priority"]
    assert (field.before, field.mine, field.theirs) == (0, 3, 2)
    assert town.case().priority == 2


def test_operations_go_in_the_order_of_their_device_not_of_the_message(town):
    case = _assigned(town)
    desk = town.desk("somchai")
    start = desk.make(case, "start", seq=1)
    fix = desk.make(_begun(case), "record_fix", {"state": State.DONE}, text="เสร็จ", seq=2)
    outcomes = desk.push(fix, start)
    assert [o.id for o in outcomes] == [fix.id, start.id]
    assert [e.kind for e in town.case().history][-2:] == ["start", "record_fix"]


def test_what_follows_a_failure_on_the_case_is_held_but_not_words(town):
    case, other = town.case(0), town.case(1)
    desk = town.desk("wilai")
    outcomes = desk.push(
        desk.make(case, "reopen", text="ผิด"),
        desk.make(case, "set_priority", {"priority": 1}),
        desk.make(case, "comment", text="คำพูดไม่หาย"),
        desk.make(other, "set_priority", {"priority": 1}),
    )
    assert [o.outcome for o in outcomes] == ["refused", "held", "applied", "applied"]


def test_held_reaches_over_pushes_until_the_desk_knew(town):
    case = town.case()
    desk = town.desk("wilai")
    failing = desk.make(case, "reopen", text="ผิด")
    made_before = desk.make(case, "set_priority", {"priority": 1})
    assert desk.push(failing)[0].outcome == "refused"
    assert desk.push(made_before)[0].outcome == "held"
    made_after = desk.make(case, "set_priority", {"priority": 2})
    assert desk.push(made_after)[0].outcome == "applied"
    assert desk.push(made_before)[0].outcome == "held", "held is final for that id"


def test_a_failure_whose_answer_was_lost_holds_until_it_is_told_again(town):
    case = town.case()
    desk = town.desk("wilai")
    failing = desk.make(case, "reopen", text="ผิด")
    desk.push(failing)
    unaware = desk.make(case, "set_priority", {"priority": 1})
    outcomes = desk.push(failing, unaware)
    assert [o.outcome for o in outcomes] == ["refused", "held"]


def test_an_operation_that_resolves_goes_through_and_frees_the_case(town):
    case = town.case()
    desk = town.desk("wilai")
    failing = desk.make(case, "reopen", text="ผิด")
    outcomes = desk.push(
        failing,
        desk.make(case, "set_priority", {"priority": 2}, resolves=failing.id),
        desk.make(case, "set_due", {"due_at": now() + HOUR}),
    )
    assert [o.outcome for o in outcomes] == ["refused", "applied", "applied"]


def test_another_device_is_not_held(town):
    case = town.case()
    one, two = town.desk("wilai"), town.desk("wilai")
    made = two.make(case, "set_priority", {"priority": 1}, seq=50)
    one.push(one.make(case, "reopen", text="ผิด"))
    assert two.push(made)[0].outcome == "applied"


def test_an_unknown_kind_is_refused_and_kept(town):
    desk = town.desk("wilai")
    raw = msgspec.to_builtins(desk.make(town.case(), "comment", text="x"))
    newer = raw | {"kind": "teleport", "payload": {"to": "moon"}}
    after = desk.make(town.case(), "set_priority", {"priority": 1})
    outcomes = desk.push(newer, after)
    assert (outcomes[0].outcome, outcomes[0].reason) == ("refused", "unknown_kind")
    assert outcomes[1].outcome == "held"
    assert desk.push(newer)[0] == outcomes[0]
    with town.service.database.reading() as connection:
        kept = connection.exec_driver_sql(
            "select raw from operations where id = ?", (raw["id"],)
        ).scalar_one()
    assert msgspec.json.decode(kept)["payload"] == {"to": "moon"}


@pytest.mark.parametrize(
    "spoil",
    [
        {"seq": "one"},
        {"made_at": 2**70},
        {"case": "../../etc"},
        {"payload": {"text": 5}},
        {"payload": {"text": "a\x00b"}},
        {"payload": []},
        {"device": ""},
        {"id": "x" * 100},
    ],
)
def test_a_bad_operation_is_refused_alone(town, spoil):
    desk = town.desk("wilai")
    bad = msgspec.to_builtins(desk.make(town.case(), "comment", text="x")) | spoil
    good = desk.make(town.case(1), "comment", text="good")
    outcomes = desk.push(bad, good)
    assert outcomes[0].id == bad["id"]
    assert outcomes[0].outcome == "refused"
    assert outcomes[0].reason in {"bad_operation", "bad_text"}
    assert outcomes[1].outcome == "applied"


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("set_priority", {"priority": "urgent"}),
        ("set_due", {"due_at": ["tomorrow"]}),
        ("correct_location", {"ticket.lat": "north"}),
        ("accept", {"state": "in_orbit"}),
        ("retype", {"types": 7}),
    ],
)
def test_values_of_the_wrong_kind_never_reach_a_case(town, kind, values):
    desk = town.desk("wilai")
    case = town.case()
    fields = {name: {"old": None, "new": value} for name, value in values.items()}
    raw = msgspec.to_builtins(desk.make(case, "comment", text="x"))
    raw |= {"kind": kind, "payload": {"fields": fields}}
    assert desk.push(raw)[0].outcome in {"refused", "conflict"}
    assert town.case() == case
    assert len(desk.pull()[0]) == 10


@pytest.mark.parametrize("item", [7, "text", None, [], {}])
def test_what_is_no_operation_at_all_is_refused(town, item):
    desk = town.desk("wilai")
    good = desk.make(town.case(), "comment", text="good")
    outcomes = desk.push(item, good)
    assert [o.outcome for o in outcomes] == ["refused", "applied"]


def test_a_push_has_its_limits(town):
    desk = town.desk("wilai")
    made = msgspec.to_builtins(desk.make(town.case(), "comment", text="x"))
    many = wire.encode({"operations": [made] * 201})
    reply = desk.call("POST", "/v1/operations", content=many)
    assert (reply.status_code, reply.json()["code"]) == (413, "too_many")
    reply = desk.call("POST", "/v1/operations", content=b"[]")
    assert (reply.status_code, reply.json()["code"]) == (400, "bad_request")
    long = desk.make(town.case(), "comment", text="ก" * 300_000)
    assert desk.push(long)[0].reason == "too_large"


def test_a_bulk_of_two_hundred_is_one_push(town):
    desk = town.desk("wilai")
    made = [desk.make(town.case(n % 10), "comment", text=f"{n}") for n in range(200)]
    outcomes = desk.push(*made)
    assert {o.outcome for o in outcomes} == {"applied"}
    assert [o.id for o in outcomes] == [o.id for o in made]


def test_a_new_report_becomes_a_case_with_a_number_of_its_own(town):
    desk = town.desk("wilai")
    case = msgspec.structs.replace(town.case(), id="00000000-0000-7000-8000-000000000001")
    ticket = Ticket(number="2026-NEWNEW", description="น้ำไม่ไหล")
    made = operation(case, Report(ticket=ticket, types=("น้ำ",)), "wilai", desk.device, seq=1)
    twice = operation(
        msgspec.structs.replace(case, id="00000000-0000-7000-8000-000000000002"),
        Report(ticket=ticket), "wilai", desk.device, seq=2,
    )  # fmt: skip
    outcomes = desk.push(made, twice)
    assert outcomes[0].outcome == "applied"
    assert outcomes[1].reason == "number_taken"
    found = desk.call("GET", f"/v1/cases/{case.id}").json()
    assert found["ticket"]["home"] == "huai"
    assert found["version"] == outcomes[0].version


def test_an_act_on_a_main_case_reaches_its_members_and_undo_takes_all_back(town):
    desk = town.desk("wilai")
    main, member = town.case(0), town.case(1)
    assert desk.push(desk.make(member, "merge", parent=main.id))[0].outcome == "applied"
    _, end = desk.pull()
    reject = desk.make(town.case(0), "reject", text="อยู่นอกเขต")
    assert desk.push(reject)[0].outcome == "applied"
    lines, end = desk.pull(end.cursor)
    assert {line.case.id for line in lines} == {main.id, member.id}
    assert {line.case.state for line in lines} == {State.REJECTED}
    undo = desk.make(town.case(0), "undo", target=reject.id)
    assert desk.push(undo)[0].outcome == "applied"
    assert {town.case(0).state, town.case(1).state} == {State.WAITING}
    assert len(desk.pull(end.cursor)[0]) == 2


def test_a_wrong_clock_is_corrected_and_clamped(town):
    desk = town.desk("wilai")
    case = town.case()
    before = clock.now()
    made = msgspec.structs.replace(
        desk.make(case, "comment", text="1", made_at=before + 90 * HOUR),
        boot="b", monotonic_us=50 * HOUR,
    )  # fmt: skip
    device = {"wall": before + 91 * HOUR, "monotonic_us": 51 * HOUR, "boot": "b"}
    desk.push(made, clock=device)
    event = town.case().history[-1]
    assert abs(event.at - (before - HOUR)) < 60_000_000, "an hour ago by the monotonic clock"
    assert not event.estimated
    earlier = desk.make(case, "comment", text="2", made_at=before - 30 * HOUR)
    future = desk.make(case, "comment", text="3", made_at=before + 30 * HOUR)
    desk.push(earlier, future)
    first, second, third = town.case().history[-3:]
    assert first.at == second.at, "not before this device's previous act on the case"
    assert second.estimated
    assert third.at <= clock.now()
    assert third.estimated


def test_the_log_holds_after_all_this(town):
    desk = town.desk("wilai")
    photo = picture(1)
    desk.push(desk.make(town.case(), "attach_photo", photos=(new_photo(photo),)))
    desk.upload(photo, town.case().id)
    assert check(town.service, thorough=True)["problems"] == []
    town.service.photos.path(new_photo(photo).sha256).write_bytes(b"rot")
    with town.service.database.writing() as connection:
        connection.exec_driver_sql("update log set at = at, case_id = 'x' where number = 2")
    found = {problem["what"] for problem in check(town.service)["problems"]}
    assert {"size_differs", "chain_broken"} <= found
