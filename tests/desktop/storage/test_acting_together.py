"""Acts saved together come to what they come to one after the other."""

from contextlib import suppress

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.apply import Changes, Refusal
from casework.case import Ticket
from casework.operations import Operation, Report, Undo
from desktop.storage import acting
from tests.desktop.storage.authority import a_case

TABLES = ("operations", "operation_cases", "cases", "facets", "snapshots", "case_photos", "meta")
_case = st.integers(1, 3)
_act = st.one_of(
    st.tuples(st.sampled_from(["accept", "reopen", "reject", "part", "comment"]), _case),
    st.tuples(st.just("set_priority"), _case, st.integers(0, 2), st.integers(0, 2)),
    st.tuples(st.just("merge"), _case, _case),
    st.tuples(st.just("undo"), _case, st.integers(0, 9)),
    st.tuples(st.just("report"), st.integers(7, 8), st.sampled_from(["2026-NEW", "2026-OTHER"])),
)


class _Undone(Exception):
    """Ends a transaction of which nothing is to stay."""


def _made(desk, steps):
    made: list[Operation] = []
    for n, (kind, *parts) in enumerate(steps):
        number = parts[0]
        case = desk.view(f"case-{number}") or a_case(number)
        if kind == "set_priority":
            seen = msgspec.structs.replace(case, priority=parts[1])
            operation = desk.maker.act(seen, kind, {"priority": parts[2]})
        elif kind == "merge":
            operation = desk.maker.act(case, "merge", parent=f"case-{parts[1]}")
        elif kind == "undo":
            target = made[parts[1] % n].id if n else "none"
            operation = desk.maker.make(case, Undo(target=target))
        elif kind == "report":
            words = Ticket(number=parts[1], description="น้ำไม่ไหล")
            operation = desk.maker.make(case, Report(ticket=words))
        else:
            operation = desk.maker.act(case, kind, text="เหตุผล")
        made.append(operation)
    return made


def _acted(desk, groups):
    """The results of acts and the tables after them; nothing of it stays."""
    results, tables = [], {}
    with suppress(_Undone), desk.cache.file.writing() as connection:
        for made in groups:
            found, _ = acting.act(connection, made, desk.context_for, lambda _: True)
            results += found
        for table in TABLES:
            rows = connection.execute(f"SELECT * FROM {table}").fetchall()
            tables[table] = sorted(rows, key=repr)
        raise _Undone
    return results, tables


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(_act, min_size=2, max_size=10))
def test_acts_together_come_to_what_they_come_to_one_by_one(synced, steps):
    made = _made(synced, steps)
    together, tables = _acted(synced, [made])
    alone, tables_alone = _acted(synced, [[operation] for operation in made])
    # Written out: values that JSON does not tell apart (tuples, lists) are the same.
    assert msgspec.json.encode(together) == msgspec.json.encode(alone)
    assert tables == tables_alone


def test_what_one_act_changed_the_next_of_the_same_save_meets(synced):
    steps = [("merge", 2, 1), ("reject", 1), ("undo", 1, 1), ("part", 2), ("undo", 2, 3),
             ("report", 7, "2026-NEW"), ("report", 8, "2026-NEW"), ("comment", 7)]  # fmt: skip
    results, _ = _acted(synced, [_made(synced, steps)])
    assert [type(result) for result in results[:6]] == [Changes] * 6
    assert results[4].cases[1].members == ("case-2",), "undoing the parting reached the main case"
    assert results[6] == Refusal("number_taken", {"number": "2026-NEW"})
    assert isinstance(results[7], Changes)


def test_an_id_that_comes_twice_in_one_save_saves_nothing(synced):
    comment = synced.maker.comment(synced.view("case-1"), "ก")
    with pytest.raises(ValueError, match="used before"):
        synced.act(comment, comment)
    assert synced.cache.outbox() == []
