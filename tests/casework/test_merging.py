"""Two people change one case and do not know of each other: what merges, what is asked."""

from __future__ import annotations

import itertools
from typing import Any

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from casework import acts, wire
from casework.apply import NEVER_UNDONE, Changes, Conflict, Context, Refusal, apply
from casework.case import Case, FieldChange, Photo, Role, State, Ticket
from casework.insight.figures import reopenings
from casework.operations import NewPhoto, Operation, Rate
from casework.workflow import fits

NOW = 1_790_000_000_000_000
# The act that the server takes first gives these.
TIMES = {"accepted_at", "started_at", "finished_at"}
APART = {"history", "version", "updated_at", "photos", "ticket"}
GROUP = ("main", "member", "loose")


def case_of(case_id: str, **more: Any) -> Case:
    ticket = Ticket(number=case_id, description="ถนนเป็นหลุม", village="3", lon=101.0, lat=16.0)
    return Case(authority="HT", id=case_id, ticket=ticket, version=3, **more)


def town(**more: Any) -> dict[str, Case]:
    """A main case with one member, and a case of its own."""
    return {
        "main": case_of("main", members=("member",), **more),
        "member": case_of("member", parent="main", **more),
        "loose": case_of("loose", **more),
    }


def context(actor: str) -> Context:
    return Context(
        actor=actor, name=actor, role=Role.SUPERVISOR, authority="HT",
        effective_at=NOW + ord(actor[-1]),
    )  # fmt: skip


def made(op_id: str, case: Case, kind: str, values: Any = None, **more: Any) -> Operation:
    """An act as the person who sees this case makes it, as it comes over the line."""
    what = acts.payload(case, kind, values, **more)
    operation = Operation(
        id=op_id, authority="HT", case=case.id, kind=kind, payload=what, actor=op_id, device="d",
        seq=1, made_at=NOW,
    )  # fmt: skip
    return wire.decode_operation(wire.encode(operation))


def after(cases: dict[str, Case], *operations: Operation) -> dict[str, Case] | Conflict | Refusal:
    """The cases after these acts in their order, or what stops the first that does not fit."""
    for operation in operations:
        result = apply(cases, operation, context(operation.actor))
        if not isinstance(result, Changes):
            return result
        cases = cases | {c.id: wire.decode_case(wire.encode(c)) for c in result.cases}
    return cases


def fields_of(case: Case, *, times: bool = False) -> dict[str, Any]:
    """What a person sees of a case; sets without an order."""
    found = {n: getattr(case, n) for n in Case.__struct_fields__ if n not in APART}
    if not times:
        found = {name: value for name, value in found.items() if name not in TIMES}
    found |= {"types": set(case.types), "members": set(case.members), "ticket": case.ticket}
    found["photos"] = {(p.key, p.withdrawn) for p in case.photos if not p.withdrawn}
    return found


def seen(cases: Any, *, times: bool = False) -> dict[str, dict[str, Any]]:
    assert isinstance(cases, dict), cases
    return {case_id: fields_of(case, times=times) for case_id, case in cases.items()}


def lines(cases: dict[str, Case]) -> set[tuple[str, str]]:
    return {(event.id, case.id) for case in cases.values() for event in case.history}


_NAMES = st.sampled_from(["", "anan", "somchai"])
_TYPES = st.lists(st.sampled_from(["ถนน", "ไฟ", "น้ำ", "ขยะ"]), max_size=3, unique=True).map(tuple)
_PLACES = st.sampled_from([101.0, 101.5, 102.0])
_WORDS = st.sampled_from(["ถนนเป็นหลุม", "ถนนพัง", "ทางขาด"])
_PHOTOS = st.sampled_from(["a" * 64, "b" * 64]).map(lambda sha: (NewPhoto(sha256=sha),))
_LABELS = st.sampled_from([None, "รับแล้ว", "นัดแล้ว"]).map(lambda w: {} if w is None else {"label": w})
DEEDS = {
    "accept": st.builds(lambda label, officer: ("accept", {**label, "officer": officer}, {}),
                        _LABELS, _NAMES),
    "assign": st.builds(lambda o, u: ("assign", {"officer": o, "unit": u}, {}), _NAMES, _NAMES),
    "unit": st.builds(lambda unit: ("set_unit", {"unit": unit}, {}), _NAMES),
    "start": st.builds(lambda label: ("start", label, {}), _LABELS),
    "fix": st.builds(
        lambda state, photos: ("record_fix", {"state": state}, {"text": "x", "photos": photos}),
        st.sampled_from([State.DONE, State.IN_PROGRESS, State.FOLLOWED_UP]), _PHOTOS,
    ),
    "close": st.just(("close", {}, {"text": "x"})),
    "reject": st.just(("reject", {}, {"text": "x"})),
    "forward": st.builds(lambda to: ("forward", {}, {"to": to}), st.sampled_from(["A", "B"])),
    "invite": st.just(("invite", {}, {"to": "A"})),
    "follow up": st.builds(lambda due: ("follow_up", {"due_at": due}, {}), st.integers(1, 3)),
    "reopen": st.just(("reopen", {}, {"text": "x"})),
    "retype": st.builds(lambda types: ("retype", {"types": types}, {}), _TYPES),
    "priority": st.builds(lambda n: ("set_priority", {"priority": n}, {}), st.integers(0, 2)),
    "due": st.builds(lambda n: ("set_due", {"due_at": n}, {}), st.integers(1, 3)),
    "words": st.builds(
        lambda words, village: (
            "edit_report", {"ticket.description": words, "ticket.village": village}, {}
        ), _WORDS, st.sampled_from(["3", "4"]),
    ),
    "place": st.builds(
        lambda lon, lat: ("correct_location", {"ticket.lon": lon, "ticket.lat": lat}, {}),
        _PLACES, _PLACES.map(lambda lat: lat - 85),
    ),
    "comment": st.just(("comment", {}, {"text": "x"})),
    "attach": st.builds(lambda photos: ("attach_photo", {}, {"photos": photos}), _PHOTOS),
    "rate": st.builds(lambda stars: ("rate", {}, {"stars": stars}), st.integers(1, 5)),
    "merge": st.just(("merge", {}, {"parent": "main"})),
    "part": st.just(("part", {}, {})),
}  # fmt: skip
DEED = st.sampled_from(sorted(DEEDS)).flatmap(DEEDS.__getitem__)
START = st.builds(
    town, state=st.sampled_from([State.WAITING, State.IN_PROGRESS, State.DONE]), officer=_NAMES,
    types=_TYPES, label=st.sampled_from(["", "เดิม"]),
)  # fmt: skip


@st.composite
def two_acts(draw: Any) -> tuple[dict[str, Case], Operation, Operation]:
    """Cases, and an act of each of two people who saw them so, that each fits by itself.

    Both on one case, or each on a case of the same group.
    """
    start = draw(START)
    where = draw(st.sampled_from(["loose", "member", "main"]))
    places = [where, where]
    chosen = [draw(DEED), draw(DEED)]
    if all(kind in {"merge", "part"} for kind, _, _ in chosen):
        places = [draw(st.sampled_from(["loose", "member"])) for _ in places]
    operations = []
    for actor, place, (kind, values, more) in zip(("ann", "ben"), places, chosen, strict=True):
        assume(fits(start[place], kind))
        operation = made(actor, start[place], kind, values, **more)
        assume(isinstance(after(start, operation), dict))
        operations.append(operation)
    return start, operations[0], operations[1]


def is_change(change: FieldChange) -> bool:
    return bool(change.old != change.new)


@given(two_acts())
def test_acts_that_merge_give_the_same_whoever_came_first(drawn):
    start, a, b = drawn
    one, other = after(start, a, b), after(start, b, a)
    if isinstance(one, dict) and isinstance(other, dict):
        assert seen(one) == seen(other)
        assert lines(one) == lines(other)


@given(two_acts())
def test_no_change_of_either_is_lost_without_a_word(drawn):
    start, a, b = drawn
    merged = after(start, a, b)
    if not isinstance(merged, dict):
        return
    for operation in (a, b):
        case = merged[operation.case]
        for name, change in operation.payload.fields.items():
            left = name == "label" and case.state != start[operation.case].state
            if not is_change(change) or (left and "state" not in operation.payload.fields):
                # An authority's words for a state go with it when the other moves the case on.
                continue
            value = getattr(case.ticket, name[7:]) if "." in name else getattr(case, name)
            if name == "types":
                assert {*change.new} - {*change.old} <= {*value}
                assert not ({*change.old} - {*change.new}) & {*value}
            else:
                assert value == change.new
        assert {p.sha256 for p in operation.photos} <= {p.sha256 for p in case.photos}
        assert case.event(operation.id) is not None


@given(two_acts())
def test_an_act_that_somebody_did_already_changes_nothing_more(drawn):
    start, a, _ = drawn
    again = msgspec.structs.replace(a, id="again", actor="ben")
    once, twice = after(start, a), after(start, a, again)
    assert seen(once, times=True) == seen(twice, times=True)


@given(two_acts())
def test_undoing_one_of_two_leaves_what_the_other_did(drawn):
    start, a, b = drawn
    assume(not {a.kind, b.kind} & NEVER_UNDONE)
    # A label that one took off with the state and the other set has no one value before.
    for act in (a, b):
        labelled = "label" in act.payload.fields
        assume(not labelled or ("state" in act.payload.fields and not start["loose"].label))
    merged = after(start, a, b)
    if not isinstance(merged, dict):
        return
    for first, left in ((a, b), (b, a)):
        without = after(merged, made("undo", merged[first.case], "undo", target=first.id))
        assert seen(without) == seen(after(start, left))
        assert isinstance(without, dict)
        neither = after(without, made("and", without[left.case], "undo", target=left.id))
        assert seen(neither, times=True) == seen(start, times=True)


@given(two_acts(), st.booleans())
def test_groups_hold_together_whatever_is_merged_and_taken_back(drawn, undo):
    start, a, b = drawn
    found = after(start, a, b)
    if not isinstance(found, dict):
        return
    if undo and a.kind not in NEVER_UNDONE:
        found = after(found, made("undo", found[a.case], "undo", target=a.id))
    if not isinstance(found, dict):
        return
    for case in found.values():
        assert set(case.members) == {c.id for c in found.values() if c.parent == case.id}


MERGES: list[tuple[Any, Any]] = [
    (("accept", {}, {}), ("accept", {}, {})),
    (("accept", {}, {}), ("accept", {"officer": "anan"}, {})),
    (("accept", {}, {}), ("start", {}, {})),
    (("accept", {"label": "รับแล้ว"}, {}), ("accept", {}, {})),
    (("close", {}, {"text": "x"}), ("close", {}, {"text": "y"})),
    (("close", {}, {"text": "x"}), ("record_fix", {"state": State.DONE}, {"text": "y"})),
    (("record_fix", {"state": State.DONE}, {"text": "x"}), ("retype", {"types": ("ไฟ",)}, {})),
    (("retype", {"types": ("ถนน", "ไฟ")}, {}), ("retype", {"types": ("น้ำ",)}, {})),
    (("forward", {}, {"to": "A"}), ("forward", {}, {"to": "A"})),
    (("comment", {}, {"text": "x"}), ("reject", {}, {"text": "y"})),
    (("set_due", {"due_at": 5}, {}), ("set_priority", {"priority": 2}, {})),
    (("set_due", {"due_at": 5}, {}), ("set_due", {"due_at": 5}, {})),
    (("edit_report", {"ticket.village": "9"}, {}), ("correct_location", {"ticket.lon": 102.0}, {})),
    (("rate", {}, {"stars": 4}), ("rate", {}, {"stars": 4})),
    (("merge", {}, {"parent": "main"}), ("merge", {}, {"parent": "main"})),
]
ASKS: list[tuple[Any, Any]] = [
    (("assign", {"officer": "anan"}, {}), ("assign", {"officer": "somchai"}, {})),
    (("accept", {"label": "รับแล้ว"}, {}), ("accept", {"label": "นัดแล้ว"}, {})),
    (("accept", {}, {}), ("close", {}, {"text": "x"})),
    (("close", {}, {"text": "x"}), ("reject", {}, {"text": "x"})),
    (("forward", {}, {"to": "A"}), ("forward", {}, {"to": "B"})),
    (("set_due", {"due_at": 5}, {}), ("set_due", {"due_at": 6}, {})),
    (("set_priority", {"priority": 1}, {}), ("set_priority", {"priority": 2}, {})),
    (("rate", {}, {"stars": 4}), ("rate", {}, {"stars": 5})),
    (
        ("edit_report", {"ticket.description": "x"}, {}),
        ("edit_report", {"ticket.description": "y"}, {}),
    ),
    # Neither meant the place that is half of the one and half of the other.
    (
        ("correct_location", {"ticket.lon": 102.0}, {}),
        ("correct_location", {"ticket.lat": 17.0}, {}),
    ),
]


@pytest.mark.parametrize(("one", "other"), MERGES)
def test_what_merges_without_asking(one, other):
    start = town(types=("ถนน",))
    (kind, values, more), (kind2, values2, more2) = one, other
    a = made("ann", start["loose"], kind, values, **more)
    b = made("ben", start["loose"], kind2, values2, **more2)
    assert seen(after(start, a, b)) == seen(after(start, b, a))


@pytest.mark.parametrize(("one", "other"), ASKS)
def test_what_a_person_is_asked(one, other):
    start = town()
    (kind, values, more), (kind2, values2, more2) = one, other
    a = made("ann", start["loose"], kind, values, **more)
    b = made("ben", start["loose"], kind2, values2, **more2)
    for order in itertools.permutations((a, b)):
        assert isinstance(after(start, *order), Conflict | Refusal)


def test_members_that_come_and_go_at_once_all_count():
    start = town()
    merged = made("ann", start["loose"], "merge", parent="main")
    parted = made("ben", start["member"], "part")
    for order in itertools.permutations((merged, parted)):
        found = after(start, *order)
        assert isinstance(found, dict)
        assert found["main"].members == ("loose",)


def test_a_member_that_went_to_another_group_meanwhile_is_not_taken_from_it():
    start = town()
    parted, moved = made("ann", start["member"], "part"), made("ben", start["member"], "part")
    there = after(start, moved)
    assert isinstance(there, dict)
    there = after(there, made("bes", there["member"], "merge", parent="loose"))
    assert isinstance(there, dict)
    assert isinstance(after(there, parted), Conflict)
    assert there["loose"].members == ("member",)


def test_a_place_as_a_desk_of_before_tells_it_still_counts():
    start = town()
    operation = made("ann", start["loose"], "correct_location", {"ticket.lon": 102.0})
    assert set(operation.payload.fields) == {"ticket.lon", "ticket.lat"}
    only = {"ticket.lon": operation.payload.fields["ticket.lon"]}
    what = msgspec.structs.replace(operation.payload, fields=only)
    found = after(start, msgspec.structs.replace(operation, payload=what))
    assert isinstance(found, dict)
    assert (found["loose"].ticket.lon, found["loose"].ticket.lat) == (102.0, 16.0)


def test_a_rating_as_a_desk_of_before_tells_it_still_counts():
    start = town()
    operation = made("ann", start["loose"], "rate", stars=4)
    operation = msgspec.structs.replace(operation, payload=Rate(stars=4))
    found = after(start, operation)
    assert isinstance(found, dict)
    assert found["loose"].star == 4


def test_a_photo_that_two_people_sent_goes_only_with_the_second_undo():
    start = {"loose": case_of("loose", photos=(Photo(sha256="c" * 64),))}
    a = made("ann", start["loose"], "attach_photo", photos=(NewPhoto(sha256="a" * 64),))
    b = made("ben", start["loose"], "attach_photo", photos=(NewPhoto(sha256="a" * 64),))
    both = after(start, a, b)
    assert isinstance(both, dict)
    one = after(both, made("undo", both["loose"], "undo", target="ann"))
    assert isinstance(one, dict)
    assert [p.withdrawn for p in one["loose"].photos] == [False, False]
    none = after(one, made("and", one["loose"], "undo", target="ben"))
    assert isinstance(none, dict)
    assert [p.withdrawn for p in none["loose"].photos] == [False, True]


def test_two_people_who_reopen_at_once_reopen_once():
    start = town(state=State.DONE)
    a = made("ann", start["loose"], "reopen", text="x")
    b = made("ben", start["loose"], "reopen", text="y")
    found = after(start, a, b)
    assert isinstance(found, dict)
    assert found["loose"].reopen_count == 1
    assert len(reopenings(found["loose"])) == 1
