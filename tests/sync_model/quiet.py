"""The end of every story: the road holds, everybody syncs until nothing moves, and all agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from casework import wire
from casework.case import Case
from desktop.storage import doctor as desk_doctor
from server import doctor as server_doctor
from server import schema
from tests.sync_model import deeds
from tests.sync_model.ledger import ATTENTION
from tests.sync_model.world import HOUR, ROLES, Seat, World

ROUNDS = 12


def check_desk(world: World, seat: Seat) -> None:
    """At any moment: promises kept, nothing shown twice, and the storage holds together."""
    seat.ledger.check(seat.desk, world.now)
    held = {case.id: case for case in seat.held()}
    for case in held.values():
        _once(case)
    _check_shown(world, seat, held)
    wrong = [f for f in desk_doctor.check(seat.desk.cache, seat.desk.photos) if not f.ok]
    assert not wrong, f"{seat.name}: {wrong}"


def _check_shown(world: World, seat: Seat, held: Mapping[str, Case]) -> None:
    """What was done is shown, and the case with work on it stays, also where it left the scope."""
    for operation_id, promise in seat.ledger.saved.items():
        sending, resolved = seat.ledger.stood[operation_id]
        case = held.get(promise.operation.case)
        if sending == "applied" and case is not None and not world.restored:
            assert case.event(operation_id), f"{seat.name}: {operation_id} is applied and not shown"
        works = sending in {"waiting", "unknown"} or (sending in ATTENTION and not resolved)
        # A report that was refused leaves no case; what was done and is offered to a restored
        # server again may be of one that left long ago.
        new = promise.operation.case.startswith("new-") or operation_id in seat.ledger.offered
        if works and case is None and not new:
            raise AssertionError(f"{seat.name}: the case of {operation_id} is gone")


def check_server(world: World) -> None:
    """At any moment: log, chain and numbers intact, nothing applied twice, nothing told lost."""
    found = server_doctor.check(world.service)
    assert found["ok"], found["problems"]
    entries = schema.log.c
    with world.service.database.reading() as connection:
        rows = connection.execute(schema.log.select().where(entries.operation != ""))
        applied = Counter((row.operation, row.case_id) for row in rows)
    twice = [key for key, count in applied.items() if count > 1]
    assert not twice, f"applied twice: {twice}"
    held = world.on_server()
    for case in held.values():
        _once(case)
    if not world.restored:
        for seat in world.seats.values():
            for operation_id, (sending, _) in seat.ledger.stood.items():
                if sending == "applied" and operation_id in seat.ledger.saved:
                    case_id = seat.ledger.saved[operation_id].operation.case
                    assert (operation_id, case_id) in applied, (
                        f"acknowledged and lost: {operation_id}"
                    )


def _once(case: Case) -> None:
    twice = [i for i, count in Counter(e.id for e in case.history).items() if count > 1]
    assert not twice, f"twice in the history of {case.id}: {twice}"
    photos = [p.key for p in case.photos]
    assert len(photos) == len(set(photos)), f"a photo twice on {case.id}"


def settle(world: World) -> None:
    """Sync until a round of every desk moves nothing."""
    while world.road.late:
        world.road.arrive()
    for _ in range(ROUNDS):
        world.now += HOUR
        moved = [_moved(world, seat) for seat in world.seats.values()]
        if not any(moved):
            return
    raise AssertionError("it never becomes quiet")


def _moved(world: World, seat: Seat) -> bool:
    report = world.sync(seat)
    check_desk(world, seat)
    if report is None:
        return True
    figures = (
        report.pulled, report.gone, report.pushed, report.conflicts, report.refused, report.held,
        report.photos_up,
    )  # fmt: skip
    return any(figures)


def check_agreement(world: World) -> None:
    """Everybody is quiet: each desk shows its scope as the server has it, byte for byte."""
    for seat in world.seats.values():
        scope = world.scope_of(seat.account)
        shown = {case.id: wire.encode(case) for case in seat.held()}
        kept = {item.operation.case for item in seat.desk.attention()}
        assert scope.keys() <= shown.keys(), f"{seat.name} misses {scope.keys() - shown.keys()}"
        strangers = shown.keys() - scope.keys() - kept
        assert not strangers, f"{seat.name} still has {strangers}"
        for case_id, body in scope.items():
            if shown[case_id] != body:
                raise AssertionError(f"{seat.name}: {_difference(body, shown[case_id])}")
        with seat.desk.cache.file.reading() as connection:
            apart = connection.execute(
                "SELECT id FROM cases WHERE based = 1 AND gone = 0"
            ).fetchall()
        assert not apart, f"{seat.name} keeps a base of {apart}"


def _difference(theirs: bytes, mine: bytes) -> str:
    one, other = wire.decode_case(theirs), wire.decode_case(mine)
    names = [n for n in Case.__struct_fields__ if getattr(one, n) != getattr(other, n)]
    return f"another {one.id} is shown, different in {names}"


def check_accounts(world: World) -> None:
    """Every operation ever saved is on the server once, or before its person's eyes, or settled."""
    told: Counter[tuple[str, str]] = Counter()
    for case in world.on_server().values():
        told.update((event.id, case.id) for event in case.history)
    for seat in world.seats.values():
        assert not seat.ledger.waiting(), f"{seat.name} still waits: {seat.ledger.waiting()}"
        attention = {item.operation.id for item in seat.desk.attention()}
        for operation_id, promise in seat.ledger.saved.items():
            sending, resolved = seat.ledger.stood[operation_id]
            count = told[operation_id, promise.operation.case]
            if sending == "applied":
                assert count == 1, f"{operation_id} is {count} times on the server"
            else:
                assert count == 0, f"{operation_id} is {sending} and on the server"
                seen = operation_id in attention or resolved or sending == "withdrawn"
                assert seen, f"{operation_id} is {sending} and nobody sees it"


def end(world: World) -> None:
    """The whole end: quiet, everything settled by hand, quiet again."""
    for account in ROLES:
        world.change_user(account, active=True)
    settle(world)
    for seat in world.seats.values():
        check_desk(world, seat)
    check_server(world)
    check_agreement(world)
    check_accounts(world)
    for seat in world.seats.values():
        for _ in range(len(seat.desk.attention())):
            deeds.resolve(world, seat, 0, "theirs")
    settle(world)
    check_server(world)
    check_agreement(world)
    check_accounts(world)
    for seat in world.seats.values():
        assert {case.id for case in seat.held()} == world.scope_of(seat.account).keys()
