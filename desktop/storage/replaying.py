"""Keeping views right: which cases hang together by pending operations, and their recomputing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from casework import wire
from casework.case import Case, linked
from casework.operations import Operation, Undo
from desktop.storage import rows
from desktop.storage.database import Connection, parts
from desktop.storage.packing import pack_case, unpack_case
from desktop.storage.rebase import ContextFor, Pending, Replayed, replay

Key = tuple[str, str]


class Held(msgspec.Struct):
    """A case as it lies in the cache. `base` is None where the server never sent the case."""

    key: int
    view: Case
    base: Case | None
    based: bool


class Touch(msgspec.Struct):
    """That an operation is replayed on a case."""

    seq: int
    case_id: str
    sending: str
    version: int
    own: bool


class Knot(msgspec.Struct):
    """Cases of one authority that hang together by pending operations or groups."""

    authority: str
    held: dict[str, Held] = msgspec.field(default_factory=dict)
    operations: dict[int, Operation] = msgspec.field(default_factory=dict)
    settled: dict[int, set[str]] = msgspec.field(default_factory=dict)
    touches: list[Touch] = msgspec.field(default_factory=list)


def load(connection: Connection, authority: str, case_ids: Iterable[str]) -> dict[str, Held]:
    """Cases with their bases, by id; those not held are left out."""
    found: dict[str, Held] = {}
    for part, marks in parts(case_ids):
        for case_id, key, view, base, based in connection.execute(
            "SELECT id, key, view, base, based FROM cases JOIN snapshots USING (key) "
            f"WHERE authority = ? AND id IN ({marks})",
            [authority, *part],
        ):
            shown = unpack_case(view)
            sent = shown if not based else unpack_case(base) if base is not None else None
            found[case_id] = Held(key, shown, sent, bool(based))
    return found


def operation_at(connection: Connection, seq: int) -> Operation:
    """A stored operation."""
    row = connection.execute("SELECT body FROM operations WHERE seq = ?", (seq,)).fetchone()
    return wire.decode_operation(row[0])


def _touches(connection: Connection, authority: str, case_ids: Iterable[str]) -> list[Touch]:
    return [
        Touch(row[0], row[1], row[2], row[3], bool(row[4]))
        for part, marks in parts(case_ids)
        for row in connection.execute(
            "SELECT c.seq, c.case_id, o.sending, o.version, c.own FROM operation_cases c "
            "JOIN operations o USING (seq) "
            f"WHERE c.authority = ? AND c.replaying = 1 AND c.case_id IN ({marks})",
            [authority, *part],
        )
    ]


def _take_in(connection: Connection, knot: Knot, seqs: Iterable[int]) -> set[str]:
    """Read operations into the knot; returns the cases that they concern."""
    found: set[str] = set()
    for part, marks in parts(seqs):
        for seq, body in connection.execute(
            f"SELECT seq, body FROM operations WHERE seq IN ({marks})", part
        ):
            operation = knot.operations[seq] = wire.decode_operation(body)
            knot.settled[seq] = set()
            found.update(operation.others)
            if isinstance(operation.payload, Undo):
                found |= cases_of_target(connection, operation.payload.target)
        for seq, case_id, replaying in connection.execute(
            f"SELECT seq, case_id, replaying FROM operation_cases WHERE seq IN ({marks})", part
        ):
            found.add(case_id)
            if not replaying:
                knot.settled[seq].add(case_id)
    return found


def cases_of_target(connection: Connection, operation_id: str) -> set[str]:
    """The cases that an operation of this desk touched."""
    return {
        row[0]
        for row in connection.execute(
            "SELECT t.case_id FROM operation_cases t JOIN operations o USING (seq) WHERE o.id = ?",
            (operation_id,),
        )
    }


def gather(connection: Connection, authority: str, start: Iterable[str]) -> Knot:
    """Load every case that hangs together with these, and the operations replayed on them."""
    knot = Knot(authority)
    waiting, seen = set(start), set[str]()
    while waiting:
        seen |= waiting
        held = load(connection, authority, waiting)
        touches = _touches(connection, authority, waiting)
        knot.held |= held
        knot.touches += touches
        found = _take_in(connection, knot, {t.seq for t in touches} - knot.operations.keys())
        for case in held.values():
            found |= linked(case.view)
            if case.base is not None and case.based:
                found |= linked(case.base)
        waiting = found - seen
    return knot


def _has_left(touch: Touch, operation: Operation, base: Case | None) -> bool:
    """Whether the base holds what the operation did, so that the replay must not do it again."""
    if base is None:
        return False
    if base.event(operation.id) is not None:
        return True
    if touch.sending != "applied":
        return False
    # The server numbers the operation's own case first, the others of its group after it.
    return base.version >= touch.version if touch.own else base.version > touch.version


def _lines_of(bases: Mapping[str, Case]) -> dict[str, set[str]]:
    """The cases that have each line of history, by its id, which is that of its operation."""
    found: dict[str, set[str]] = {}
    for case_id, base in bases.items():
        for event in base.history:
            found.setdefault(event.id, set()).add(case_id)
    return found


def compute(knot: Knot, context_for: ContextFor) -> tuple[Replayed, list[Touch]]:
    """Replay a knot; also returns the touches that left the replay."""
    bases = {i: h.base for i, h in knot.held.items() if h.base is not None}
    left: list[Touch] = []
    held_by: dict[int, set[str]] = {}
    active: set[int] = set()
    for touch in knot.touches:
        if _has_left(touch, knot.operations[touch.seq], bases.get(touch.case_id)):
            left.append(touch)
        else:
            active.add(touch.seq)
    lines = _lines_of(bases)
    for seq in active:
        held_by[seq] = lines.get(knot.operations[seq].id, set()) | knot.settled[seq]
    for touch in left:
        held_by.setdefault(touch.seq, set()).add(touch.case_id)
    pending = [Pending(knot.operations[s], frozenset(held_by[s])) for s in sorted(active)]
    return replay(bases, pending, context_for), left


def recompute(
    connection: Connection, authority: str, start: Iterable[str], context_for: ContextFor
) -> tuple[set[Key], Replayed]:
    """Bring the views of these cases, and of all that hang together with them, up to date.

    Operations that the bases hold leave the replay. Cases left with neither base nor pending
    operation are removed.
    """
    wanted = list(start)
    knot = gather(connection, authority, wanted)
    replayed, left = compute(knot, context_for)
    connection.executemany(
        "UPDATE operation_cases SET replaying = 0 WHERE seq = ? AND case_id = ?",
        [(t.seq, t.case_id) for t in left],
    )
    gone = {(t.seq, t.case_id) for t in left}
    note_touched(connection, authority, knot.operations, replayed)
    still = {t.case_id for t in knot.touches if (t.seq, t.case_id) not in gone}
    for touched in replayed.touched.values():
        still |= touched
    changed = _write(connection, knot, replayed, still)
    refresh_flags(connection, authority, {*wanted, *knot.held})
    return {(authority, case_id) for case_id in changed}, replayed


def replay_all(connection: Connection, context_for: ContextFor) -> set[Key]:
    """Replay all that is pending anew, as the rules may judge it otherwise by now."""
    found: dict[str, list[str]] = {}
    for authority, case_id in connection.execute(
        "SELECT DISTINCT authority, case_id FROM operation_cases WHERE replaying = 1"
    ):
        found.setdefault(authority, []).append(case_id)
    changed: set[Key] = set()
    for authority, case_ids in found.items():
        changed |= recompute(connection, authority, case_ids, context_for)[0]
    return changed


def note_touched(
    connection: Connection, authority: str, operations: dict[int, Operation], replayed: Replayed
) -> None:
    """Remember the cases that operations now touch."""
    connection.executemany(
        "INSERT INTO operation_cases (seq, authority, case_id, own, replaying) "
        "VALUES (?, ?, ?, ?, 1) "
        "ON CONFLICT (seq, case_id) DO UPDATE SET replaying = 1 WHERE replaying = 0",
        [
            (seq, authority, case_id, int(case_id == operation.case))
            for seq, operation in operations.items()
            for case_id in replayed.touched.get(operation.id, frozenset())
        ],
    )


def _write(connection: Connection, knot: Knot, replayed: Replayed, still: set[str]) -> set[str]:
    """Write views that differ, and bases where something is still replayed on them."""
    gone: list[int] = []
    views: list[tuple[int, Case]] = []
    changed: set[str] = set()
    for case_id, held in knot.held.items():
        view = replayed.views.get(case_id)
        if view is None:
            gone.append(held.key)
            changed.add(case_id)
        elif view is not held.view and wire.encode(view) != wire.encode(held.view):
            views.append((held.key, view))
            changed.add(case_id)
    shown = [(i, held) for i, held in knot.held.items() if i in replayed.views]
    if gone:
        rows.remove(connection, gone)
    if views:
        rows.write_views(connection, views)
    keep_bases(connection, [held for case_id, held in shown if case_id in still])
    free = [(held.key,) for case_id, held in shown if held.based and case_id not in still]
    connection.executemany("UPDATE cases SET based = 0 WHERE key = ?", free)
    connection.executemany("UPDATE snapshots SET base = NULL WHERE key = ?", free)
    return changed | _write_unheld(connection, knot, replayed)


def _write_unheld(connection: Connection, knot: Knot, replayed: Replayed) -> set[str]:
    """Cases that only the replay makes (a report taken here that came back into it)."""
    made = [view for case_id, view in replayed.views.items() if case_id not in knot.held]
    if made:
        new = rows.new_keys(connection, made)
        rows.write_new(connection, new, generation_of(connection), based=True)
    return {view.id for view in made}


def keep_bases(connection: Connection, cases: Iterable[Held]) -> None:
    """Put the bases apart before the views depart from them."""
    apart = [held for held in cases if not held.based]
    connection.executemany("UPDATE cases SET based = 1 WHERE key = ?", [(h.key,) for h in apart])
    connection.executemany(
        "UPDATE snapshots SET base = ? WHERE key = ?",
        [(pack_case(h.base) if h.base is not None else None, h.key) for h in apart],
    )


def generation_of(connection: Connection) -> int:
    """The number of the running sweep."""
    row = connection.execute("SELECT value FROM meta WHERE name = 'generation'").fetchone()
    return int(row[0]) if row else 1


def refresh_flags(connection: Connection, authority: str, case_ids: Iterable[str]) -> None:
    """Set the marks "unsent" and "needs attention" of cases from outbox and uploads."""
    connection.executemany(
        "UPDATE cases SET unsent = EXISTS (SELECT 1 FROM operation_cases c "
        "JOIN operations o USING (seq) WHERE c.authority = ?1 AND c.case_id = ?2 "
        "AND o.sending IN ('waiting', 'unknown')) "
        "OR EXISTS (SELECT 1 FROM uploads u JOIN operation_photos p "
        "ON p.case_id = u.case_id AND p.sha256 = u.sha256 JOIN operations o ON o.seq = p.seq "
        "WHERE u.case_id = ?2 AND u.state <> 'verified' "
        "AND o.sending IN ('waiting', 'unknown', 'applied')), "
        "attention = EXISTS (SELECT 1 FROM operations o WHERE o.authority = ?1 "
        "AND o.case_id = ?2 AND o.sending IN ('conflict', 'refused', 'held') "
        "AND o.resolved = '') WHERE authority = ?1 AND id = ?2",
        [(authority, case_id) for case_id in set(case_ids)],
    )
