"""Acting: operations into the outbox and onto the views, in one transaction; and taking back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from casework import wire
from casework.apply import NEVER_UNDONE, Changes, Refusal, Result, apply
from casework.case import Case
from casework.operations import Operation, Report, Undo
from casework.workflow import RULES
from desktop.storage import replaying, rows
from desktop.storage.cases import is_gone
from desktop.storage.database import Connection
from desktop.storage.rebase import ContextFor, involved
from desktop.storage.replaying import Held, Key
from desktop.storage.small import get_meta, put_meta

HELD_LOCALLY = "stood_on_withdrawn"


def act(
    connection: Connection,
    made: Sequence[Operation],
    context_for: ContextFor,
    has_photo: Callable[[str], bool],
) -> tuple[list[Result], set[Key]]:
    """Apply operations in order; each that fits is appended to the outbox and shown.

    Raises ValueError where a named photo is not in the store or an id was used before.
    """
    results: list[Result] = []
    changed: set[Key] = set()
    for operation in made:
        missing = [p.sha256 for p in operation.photos if not has_photo(p.sha256)]
        if missing:
            raise ValueError(f"photo {missing[0]} is not in the photo store")
        result, touched = _act_once(connection, operation, context_for)
        results.append(result)
        changed |= touched
    return results, changed


def _act_once(
    connection: Connection, operation: Operation, context_for: ContextFor
) -> tuple[Result, set[Key]]:
    held = _load_involved(connection, operation)
    taken = _number_taken(connection, operation)
    views = {case_id: h.view for case_id, h in held.items()}
    left = _has_left(connection, operation)
    result = taken or left or apply(views, operation, context_for(operation))
    if not isinstance(result, Changes):
        return result, set()
    seq = int(get_meta(connection, "last_seq", 0)) + 1
    put_meta(connection, "last_seq", seq)
    numbered = msgspec.structs.replace(operation, seq=seq)
    append(connection, numbered, result.cases)
    for case in result.cases:
        known = held.get(case.id)
        if known is None:
            generation = replaying.generation_of(connection)
            rows.write_new(connection, rows.new_keys(connection, [case]), generation, based=True)
        else:
            replaying.keep_base(connection, known)
            rows.write_views(connection, [(known.key, case)])
    if operation.resolves:
        resolve(connection, operation.resolves, f"by:{operation.id}")
    touched = {case.id for case in result.cases} | {operation.case}
    replaying.refresh_flags(connection, operation.authority, touched)
    return result, {(operation.authority, case_id) for case_id in touched}


def _number_taken(connection: Connection, operation: Operation) -> Refusal | None:
    """The server refuses a second ticket of a number; better to hear it while still typing."""
    if not isinstance(operation.payload, Report):
        return None
    number = operation.payload.ticket.number
    row = connection.execute(
        "SELECT 1 FROM cases WHERE authority = ? AND number = ? AND id <> ?",
        (operation.authority, number, operation.case),
    ).fetchone()
    return Refusal("number_taken", {"number": number}) if row else None


def _has_left(connection: Connection, operation: Operation) -> Refusal | None:
    """Of a case that left this desk only words and photos are taken: it is somebody else's now."""
    rule = RULES.get(operation.kind)
    if rule is None or rule.anyone_here:
        return None
    gone = is_gone(connection, operation.authority, operation.case)
    return Refusal("moved") if gone else None


def _load_involved(connection: Connection, operation: Operation) -> dict[str, Held]:
    """The operation's case and those it may read or change, as far as this desk holds them."""
    own = replaying.load(connection, operation.authority, operation.case)
    wanted = involved(operation, [own.view] if own else [])
    if isinstance(operation.payload, Undo):
        wanted |= replaying.cases_of_target(connection, operation.payload.target)
    held = {operation.case: own} if own else {}
    for case_id in wanted - {operation.case}:
        found = replaying.load(connection, operation.authority, case_id)
        if found is not None:
            held[case_id] = found
    return held


def append(connection: Connection, operation: Operation, touched: Sequence[Case]) -> None:
    """Put a numbered operation into the outbox, with journal rows for its photos."""
    own = next((c for c in touched if c.id == operation.case), None)
    target = operation.payload.target if isinstance(operation.payload, Undo) else ""
    if connection.execute("SELECT 1 FROM operations WHERE id = ?", (operation.id,)).fetchone():
        raise ValueError(f"operation id {operation.id} was used before")
    connection.execute(
        "INSERT INTO operations (seq, id, authority, case_id, kind, actor, grp, target, body, "
        "sending, made_at, number, sentence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', "
        "?, ?, ?)",
        (
            operation.seq, operation.id, operation.authority, operation.case, operation.kind,
            operation.actor, operation.group, target, wire.encode(operation), operation.made_at,
            own.ticket.number if own else "",
            rows.one_line(own.ticket.description) if own else "",
        ),
    )  # fmt: skip
    ids = {operation.case, *(case.id for case in touched)}
    connection.executemany(
        "INSERT INTO operation_cases (seq, authority, case_id, own, replaying) "
        "VALUES (?, ?, ?, ?, 1)",
        [(operation.seq, operation.authority, i, int(i == operation.case)) for i in sorted(ids)],
    )
    append_photos(connection, operation)


def append_photos(connection: Connection, operation: Operation) -> None:
    """Journal rows for the photos an operation names; one that was sent stays sent."""
    for photo in operation.photos:
        connection.execute(
            "INSERT OR IGNORE INTO operation_photos (seq, case_id, sha256) VALUES (?, ?, ?)",
            (operation.seq, operation.case, photo.sha256),
        )
        connection.execute(
            "INSERT OR IGNORE INTO uploads (case_id, sha256, authority, name, size, sent, state, "
            "url, tries, next_try_at, last_error, seq) "
            "VALUES (?, ?, ?, ?, ?, 0, 'waiting', '', 0, 0, '', ?)",
            (operation.case, photo.sha256, operation.authority, photo.name, photo.size,
             operation.seq),
        )  # fmt: skip


def resolve(connection: Connection, operation_id: str, how: str) -> Key | None:
    """Mark an item of Needs attention as settled; returns its case."""
    row = connection.execute(
        "SELECT authority, case_id FROM operations WHERE id = ? AND resolved = '' "
        "AND sending IN ('conflict', 'refused', 'held')",
        (operation_id,),
    ).fetchone()
    if row is None:
        return None
    connection.execute("UPDATE operations SET resolved = ? WHERE id = ?", (how, operation_id))
    drop_unnamed_uploads(connection, row[1])
    replaying.refresh_flags(connection, row[0], [row[1]])
    return row[0], row[1]


def drop_unnamed_uploads(connection: Connection, case_id: str) -> None:
    """Forget uploads that only withdrawn or resolved operations name; the bytes stay."""
    connection.execute(
        "DELETE FROM uploads WHERE case_id = ? AND NOT EXISTS ("
        "SELECT 1 FROM operation_photos p JOIN operations o USING (seq) "
        "WHERE p.case_id = uploads.case_id AND p.sha256 = uploads.sha256 "
        "AND o.sending <> 'withdrawn' AND o.resolved = '')",
        (case_id,),
    )


def withdraw(
    connection: Connection, operation_id: str, context_for: ContextFor, at: int
) -> tuple[bool, set[Key]]:
    """Take an operation out of the replay before its first send; later ones are replayed.

    Later ones that stood on it and were never sent either are held, for Needs attention.
    """
    row = connection.execute(
        "SELECT seq, authority, case_id FROM operations "
        "WHERE id = ? AND sending = 'waiting' AND tries = 0",
        (operation_id,),
    ).fetchone()
    if row is None:
        return False, set()
    seq, authority, case_id = row
    cases = _cases_of(connection, seq)
    knot = replaying.gather(connection, authority, cases)
    unfit_before = set(replaying.compute(knot, context_for)[0].unfit)
    connection.execute(
        "UPDATE operations SET sending = 'withdrawn', settled_at = ? WHERE seq = ?", (at, seq)
    )
    connection.execute("UPDATE operation_cases SET replaying = 0 WHERE seq = ?", (seq,))
    unresolve(connection, operation_id)
    drop_unnamed_uploads(connection, case_id)
    changed, replayed = replaying.recompute(connection, authority, cases, context_for)
    held = set(replayed.unfit) - unfit_before
    if hold(connection, held, at):
        more, _ = replaying.recompute(connection, authority, cases, context_for)
        changed |= more
    return True, changed | {(authority, i) for i in cases}


def _cases_of(connection: Connection, seq: int) -> set[str]:
    return {
        row[0]
        for row in connection.execute("SELECT case_id FROM operation_cases WHERE seq = ?", (seq,))
    }


def unresolve(connection: Connection, operation_id: str) -> None:
    """What an operation settled needs attention again when it is withdrawn."""
    _bring_back(connection, "resolved = ?", f"by:{operation_id}")


def take_up(connection: Connection, operation_id: str) -> set[Key]:
    """What was given up needs attention again; returns its case."""
    return _bring_back(connection, "id = ? AND resolved = 'theirs'", operation_id)


def _bring_back(connection: Connection, which: str, value: str) -> set[Key]:
    found = connection.execute(
        f"SELECT authority, case_id, seq FROM operations WHERE {which}", (value,)
    ).fetchall()
    connection.executemany(
        "UPDATE operations SET resolved = '' WHERE seq = ?", [(row[2],) for row in found]
    )
    for authority, case_id, seq in found:
        append_photos(connection, replaying.operation_at(connection, seq))
        replaying.refresh_flags(connection, authority, [case_id])
    return {(row[0], row[1]) for row in found}


def hold(connection: Connection, operation_ids: set[str], at: int) -> bool:
    """Move never-sent operations that no longer fit to Needs attention."""
    any_held = False
    for operation_id in operation_ids:
        outcome = wire.encode(wire.Outcome(id=operation_id, outcome="held", reason=HELD_LOCALLY))
        cursor = connection.execute(
            "UPDATE operations SET sending = 'held', outcome = ?, settled_at = ? "
            "WHERE id = ? AND sending = 'waiting' AND tries = 0",
            (outcome, at, operation_id),
        )
        if cursor.rowcount:
            any_held = True
            connection.execute(
                "UPDATE operation_cases SET replaying = 0 WHERE seq = "
                "(SELECT seq FROM operations WHERE id = ?)",
                (operation_id,),
            )
    return any_held


_LIVE = "('waiting', 'unknown', 'applied')"


def last_undoable(connection: Connection, actor: str) -> list[Operation]:
    """A person's last act, or the whole group it belongs to; empty when it cannot be undone.

    Acts that were undone already, and undoing itself, are passed over.
    """
    not_undone = (
        f"sending IN {_LIVE} AND NOT EXISTS (SELECT 1 FROM operations u "
        f"WHERE u.target = operations.id AND u.sending IN {_LIVE})"
    )
    last: Any = connection.execute(
        "SELECT seq, grp, kind, sending, tries FROM operations "
        f"WHERE actor = ? AND target = '' AND {not_undone} ORDER BY seq DESC LIMIT 1",
        (actor,),
    ).fetchone()
    if last is None:
        return []
    never_sent = last[3] == "waiting" and last[4] == 0
    if last[2] in NEVER_UNDONE and not never_sent:
        return []
    if not last[1]:
        return [replaying.operation_at(connection, last[0])]
    seqs = connection.execute(
        f"SELECT seq FROM operations WHERE grp = ? AND target = '' AND {not_undone} ORDER BY seq",
        (last[1],),
    ).fetchall()
    return [replaying.operation_at(connection, seq) for (seq,) in seqs]
