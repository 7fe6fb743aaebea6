"""Acting: operations into the outbox and onto the views, in one transaction; and taking back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from casework import wire
from casework.apply import NEVER_UNDONE, Changes, Context, Refusal, Result, apply
from casework.case import Case, linked
from casework.operations import Operation, Report, Undo
from casework.workflow import RULES
from desktop.storage import replaying, rows
from desktop.storage.cases import is_gone
from desktop.storage.database import Connection, parts
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
    for operation in made:
        missing = [p.sha256 for p in operation.photos if not has_photo(p.sha256)]
        if missing:
            raise ValueError(f"photo {missing[0]} is not in the photo store")
    acts = _Acts(connection, made)
    results = [acts.apply(operation, context_for(operation)) for operation in made]
    return results, acts.write()


class _Acts:
    """Acts done together: what they need is read at once, and what they change written at once."""

    def __init__(self, connection: Connection, made: Sequence[Operation]) -> None:
        self._connection = connection
        self._held: dict[Key, Held | None] = {}
        self._views: dict[Key, Case] = {}
        self._numbers: dict[Key, str] = {}
        self._done: list[tuple[Operation, tuple[Case, ...]]] = []
        self._seq = int(get_meta(connection, "last_seq", 0))
        self._foresee(made)

    def _foresee(self, made: Sequence[Operation]) -> None:
        """Read the cases of these operations and of their groups."""
        wanted: dict[str, set[str]] = {}
        for operation in made:
            wanted.setdefault(operation.authority, set()).update(involved(operation, []))
        for authority, case_ids in wanted.items():
            own = self._shown(authority, case_ids)
            self._shown(authority, {i for case in own.values() for i in linked(case)})

    def _shown(self, authority: str, case_ids: set[str]) -> dict[str, Case]:
        """Cases as they now stand, as far as this desk holds them."""
        unread = {i for i in case_ids if (authority, i) not in self._held}
        if unread:
            found = replaying.load(self._connection, authority, unread)
            for case_id in unread:
                held = self._held[authority, case_id] = found.get(case_id)
                if held is not None:
                    self._views[authority, case_id] = held.view
        return {i: self._views[authority, i] for i in case_ids if (authority, i) in self._views}

    def apply(self, operation: Operation, context: Context) -> Result:
        """Apply one operation to the cases as the earlier ones left them."""
        authority = operation.authority
        own = self._shown(authority, {operation.case})
        wanted = involved(operation, own.values())
        if isinstance(operation.payload, Undo):
            wanted |= self._touched_by(operation.payload.target)
        refused = self._number_taken(operation) or _has_left(self._connection, operation)
        result = refused or apply(self._shown(authority, wanted), operation, context)
        if isinstance(result, Changes):
            self._seq += 1
            self._done.append((msgspec.structs.replace(operation, seq=self._seq), result.cases))
            self._views |= {(authority, case.id): case for case in result.cases}
            if isinstance(operation.payload, Report):
                self._numbers[authority, operation.payload.ticket.number] = operation.case
        return result

    def _touched_by(self, operation_id: str) -> set[str]:
        here = {case.id for o, cases in self._done if o.id == operation_id for case in cases}
        return here or replaying.cases_of_target(self._connection, operation_id)

    def _number_taken(self, operation: Operation) -> Refusal | None:
        """The server refuses a second ticket of a number; better to hear it while still typing."""
        if not isinstance(operation.payload, Report):
            return None
        number = operation.payload.ticket.number
        row = self._connection.execute(
            "SELECT 1 FROM cases WHERE authority = ? AND number = ? AND id <> ?",
            (operation.authority, number, operation.case),
        ).fetchone()
        by = self._numbers.get((operation.authority, number), operation.case)
        taken = row is not None or by != operation.case
        return Refusal("number_taken", {"number": number}) if taken else None

    def write(self) -> set[Key]:
        """Write what fits; returns the cases that it touched."""
        if not self._done:
            return set()
        put_meta(self._connection, "last_seq", self._seq)
        append(self._connection, self._done)
        changed = {(o.authority, case.id) for o, cases in self._done for case in cases}
        self._write_views(changed)
        for operation, _ in self._done:
            if operation.resolves:
                resolve(self._connection, operation.resolves, f"by:{operation.id}")
        touched = changed | {(o.authority, o.case) for o, _ in self._done}
        for authority in {authority for authority, _ in touched}:
            here = [case_id for a, case_id in touched if a == authority]
            replaying.refresh_flags(self._connection, authority, here)
        return touched

    def _write_views(self, changed: set[Key]) -> None:
        held = {key: known for key in sorted(changed) if (known := self._held[key]) is not None}
        replaying.keep_bases(self._connection, held.values())
        if held:
            rows.write_views(
                self._connection, [(known.key, self._views[key]) for key, known in held.items()]
            )
        new = [view for key, view in self._views.items() if key in changed - held.keys()]
        if new:
            generation = replaying.generation_of(self._connection)
            keys = rows.new_keys(self._connection, new)
            rows.write_new(self._connection, keys, generation, based=True)


def _has_left(connection: Connection, operation: Operation) -> Refusal | None:
    """Of a case that left this desk only words and photos are taken: it is somebody else's now."""
    rule = RULES.get(operation.kind)
    if rule is None or rule.anyone_here:
        return None
    gone = is_gone(connection, operation.authority, operation.case)
    return Refusal("moved") if gone else None


def append(connection: Connection, acts: Sequence[tuple[Operation, tuple[Case, ...]]]) -> None:
    """Put numbered operations into the outbox, each with the cases as it left them.

    Raises ValueError where an id was used before.
    """
    _refuse_used(connection, [operation.id for operation, _ in acts])
    connection.executemany(
        "INSERT INTO operations (seq, id, authority, case_id, kind, actor, grp, target, body, "
        "sending, made_at, number, sentence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', "
        "?, ?, ?)",
        [_row(operation, touched) for operation, touched in acts],
    )
    connection.executemany(
        "INSERT INTO operation_cases (seq, authority, case_id, own, replaying) "
        "VALUES (?, ?, ?, ?, 1)",
        [
            (operation.seq, operation.authority, i, int(i == operation.case))
            for operation, touched in acts
            for i in sorted({operation.case, *(case.id for case in touched)})
        ],
    )
    for operation, _ in acts:
        append_photos(connection, operation)


def _refuse_used(connection: Connection, ids: Sequence[str]) -> None:
    used = [i for i, n in Counter(ids).items() if n > 1]
    for part, marks in parts(ids):
        sql = f"SELECT id FROM operations WHERE id IN ({marks})"
        used += [row[0] for row in connection.execute(sql, part)]
    if used:
        raise ValueError(f"operation id {used[0]} was used before")


def _row(operation: Operation, touched: Sequence[Case]) -> tuple[Any, ...]:
    own = next((c for c in touched if c.id == operation.case), None)
    target = operation.payload.target if isinstance(operation.payload, Undo) else ""
    return (
        operation.seq, operation.id, operation.authority, operation.case, operation.kind,
        operation.actor, operation.group, target, wire.encode(operation), operation.made_at,
        own.ticket.number if own else "",
        rows.one_line(own.ticket.description) if own else "",
    )  # fmt: skip


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
