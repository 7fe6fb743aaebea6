"""A push decided at once comes to what its operations come to when each is pushed alone."""

import uuid
from contextlib import suppress
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select

from casework import acts, wire
from casework.case import State, Ticket
from casework.operations import NewPhoto, Payload, Report
from server import accounts, clock, operations, schema
from server.incoming import Push
from server.timing import DeviceClock
from tests.support.making import operation
from tests.support.small_authority import AUTHORITY, NUMBERS

NOW = 1_800_000_000_000_000
MINUTE = 60_000_000
EARLIER = NOW - 60 * MINUTE
DEVICES = (str(uuid.UUID(int=1)), str(uuid.UUID(int=2)))
PHOTOS = ("a" * 64, "b" * 64)
TABLES = (
    schema.authorities, schema.cases, schema.log, schema.payloads, schema.operations,
    schema.failures, schema.scope_exits,
)  # fmt: skip
_state = st.sampled_from([State.WAITING, State.IN_PROGRESS, State.DONE])
_old, _new = st.integers(0, 2), st.integers(0, 2)
_case = st.integers(0, 2)
_earlier = st.integers(0, 30)
_simple = st.sampled_from(
    ["comment", "accept", "start", "part", "reopen", "reject", "nothing_known", "broken", "text"]
)
_act = st.one_of(
    st.tuples(_simple, _case),
    st.tuples(st.just("set_priority"), _case, _old, _new),
    st.tuples(st.just("assign"), _case, st.sampled_from(["", "somchai", "suda", "nobody"])),
    st.tuples(st.just("record_fix"), _case, _state, st.sampled_from(["", *PHOTOS])),
    st.tuples(st.just("merge"), _case, _case),
    st.tuples(st.just("undo"), _case, _earlier),
    st.tuples(st.just("report"), st.integers(4, 6), st.sampled_from(["2026-NEW", NUMBERS[0]])),
    st.tuples(st.just("again"), _earlier),
    st.tuples(st.just("id_again"), _case, _earlier),
)
# Before the first push, between the two, and by a clock that is fast.
_made = st.sampled_from([-90 * MINUTE, -30 * MINUTE, 30 * MINUTE])
_steps = st.lists(
    st.tuples(_act, st.sampled_from(DEVICES), _made, st.booleans(), st.none() | _earlier),
    min_size=8, max_size=30,
)  # fmt: skip


class _Undone(Exception):
    """Ends a transaction of which nothing is to stay."""


@pytest.fixture
def person(town):
    with town.service.database.reading() as connection:
        row = accounts.find(connection, "malee")
        assert row is not None
        return accounts.person_of(connection, row, clock.now())


def _fields(**values):
    return {"fields": {k: {"old": old, "new": new} for k, (old, new) in values.items()}}


class Maker:
    """Makes the operations of drawn steps on the cases as they were before all of them."""

    def __init__(self, cases):
        self.cases = cases
        self.made: list[Any] = []

    def make(self, step, number):
        act, device, after, knows, resolves = step
        kind, *parts = act
        if kind == "again":
            # What was sent before, as it was: another seq would be another operation.
            return self.made[parts[0] % len(self.made)] if self.made else None
        case = self._case(parts[0])
        raw = msgspec.to_builtins(
            operation(
                case, acts.payload(case, "comment", text=f"{number}"), "malee", device,
                id=str(uuid.UUID(int=1000 + number)), seq=number, made_at=NOW + after,
                base_version=10_000 if knows else case.version,
                boot="b" if number % 7 == 0 else "a", monotonic_us=number * MINUTE,
                resolves=self._id(resolves) if resolves is not None else "",
            )
        )  # fmt: skip
        raw |= self._change(kind, case, parts)
        self.made.append(raw)
        return raw

    def _case(self, index):
        if index < len(self.cases):
            return self.cases[index]
        return msgspec.structs.replace(self.cases[0], id=str(uuid.UUID(int=index)))

    def _id(self, index):
        return self.made[index % len(self.made)]["id"] if self.made else "none"

    def _change(self, kind, case, parts) -> dict[str, Any]:
        if kind in {"comment", "text"}:
            return {"payload": {"text": "" if kind == "text" else "ไปดูแล้ว"}}
        if kind == "nothing_known":
            return {"kind": "teleport"}
        if kind == "broken":
            return {"payload": {"text": 5}}
        if kind == "set_priority":
            return {"kind": kind, "payload": _fields(priority=(parts[1], parts[2]))}
        if kind == "id_again":
            return {"id": self._id(parts[1]), "payload": {"text": "other words"}}
        if kind == "undo":
            return {"kind": kind, "payload": {"target": self._id(parts[1])}}
        if kind == "report":
            made: Payload = Report(ticket=Ticket(number=parts[1], description="น้ำไม่ไหล"))
        elif kind == "merge":
            made = acts.payload(case, "merge", parent=self._case(parts[1]).id)
        elif kind == "assign":
            made = acts.payload(case, "assign", {"officer": parts[1]})
        elif kind == "record_fix":
            photos = (NewPhoto(sha256=parts[2]),) if parts[2] else ()
            made = acts.outcome(case, parts[1], text="แก้แล้ว", photos=photos)
        else:
            made = acts.payload(case, kind, text="เหตุผล")
        return {"kind": kind, "payload": msgspec.to_builtins(made)}


def _decided(town, person, pushes):
    """The outcomes of pushes (when received, what) and the tables after them; nothing stays."""
    outcomes, tables = [], {}
    with suppress(_Undone), town.service.database.writing() as connection:
        proof = {"authority": AUTHORITY, "case_id": town.case(0).id, "account": "malee", "at": 1}
        connection.execute(insert(schema.photo_proofs).values(sha256=PHOTOS[0], **proof))
        for at, raws in pushes:
            shown = DeviceClock(wall=at, monotonic_us=100 * MINUTE, boot="b")
            push = Push(operations=[msgspec.Raw(wire.encode(raw)) for raw in raws], clock=shown)
            outcomes += operations.take(connection, person, push, at)
        for table in TABLES:
            rows = connection.execute(select(table).order_by(*table.primary_key)).all()
            tables[table.name] = [tuple(row) for row in rows]
        raise _Undone
    return outcomes, tables


def _pushes(raws, alone):
    """A third of the operations comes an hour earlier; all at once, or each by itself."""
    third = len(raws) // 3
    parts = ((EARLIER, raws[:third]), (NOW, raws[third:]))
    if not alone:
        return parts
    in_order = ((at, sorted(part, key=_order)) for at, part in parts)
    return [(at, [raw]) for at, part in in_order for raw in part]


def _order(raw):
    return raw["device"], raw["seq"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=_steps)
def test_a_batch_comes_to_what_its_operations_come_to_alone(town, person, steps):
    maker = Maker([town.case(index) for index in range(4)])
    made = (maker.make(step, n) for n, step in enumerate(steps, 1))
    raws = [raw for raw in made if raw is not None]
    at_once, tables = _decided(town, person, _pushes(raws, alone=False))
    alone, tables_alone = _decided(town, person, _pushes(raws, alone=True))
    assert sorted(at_once, key=wire.encode) == sorted(alone, key=wire.encode)
    for name, rows in tables_alone.items():
        assert tables[name] == rows, name


def test_the_steps_meet_every_outcome(town, person):
    """What the property draws from is worth drawing: each way an operation can end is there."""
    ways: tuple[Any, ...] = (
        ("set_priority", 0, 0, 1), ("set_priority", 0, 2, 2), ("accept", 0), ("assign", 1, "suda"),
        ("merge", 2, 1), ("reject", 1), ("undo", 1, 5), ("part", 2), ("undo", 2, 7),
        ("report", 4, "2026-NEW"), ("report", 5, "2026-NEW"), ("nothing_known", 3), ("again", 0),
        ("id_again", 0, 0), ("record_fix", 0, State.DONE, PHOTOS[0]), ("broken", 3),
    )  # fmt: skip
    steps = [(act, DEVICES[0], -60_000_000, False, None) for act in ways]
    maker = Maker([town.case(index) for index in range(4)])
    raws = [maker.make(step, n) for n, step in enumerate(steps, 1)]
    outcomes, tables = _decided(town, person, [(NOW, raws)])
    assert [o.outcome for o in outcomes] == [
        "applied", "conflict", "held", "applied", "applied", "applied", "applied", "applied",
        "applied", "applied", "refused", "refused", "applied", "id_reused", "held", "refused",
    ]  # fmt: skip
    reasons = [o.reason for o in outcomes if o.reason]
    assert reasons == ["number_taken", "unknown_kind", "bad_operation"]
    assert len(tables["operations"]) == len(raws) - 2
    bodies = {row[1]: wire.decode_case(row[6]) for row in tables["cases"]}
    main, member = (bodies[raws[n]["case"]] for n in (3, 4))
    assert (main.members, member.parent) == ((member.id,), main.id), "parting was undone"


def test_a_resolved_failure_frees_the_case_within_the_batch(town, person):
    ways = [
        (("set_priority", 0, 2, 1), DEVICES[0], -90 * MINUTE, False, None),
        (("set_priority", 0, 0, 1), DEVICES[0], -90 * MINUTE, False, 0),
        (("set_priority", 0, 1, 2), DEVICES[0], -90 * MINUTE, False, None),
    ]
    maker = Maker([town.case(0)])
    raws = [maker.make(step, n) for n, step in enumerate(ways, 1)]
    outcomes, tables = _decided(town, person, [(NOW, raws)])
    assert [o.outcome for o in outcomes] == ["conflict", "applied", "applied"]
    assert tables["failures"] == []
