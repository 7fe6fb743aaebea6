"""The outbox: what is to be pushed, what the server answered, what needs attention."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from casework import wire
from casework.operations import Operation
from desktop.storage import replaying, rows
from desktop.storage.database import Connection, parts
from desktop.storage.rebase import ContextFor
from desktop.storage.records import OutboxItem, Sending
from desktop.storage.replaying import Key
from desktop.storage.uploads import uploads_of

KEEP_MICROSECONDS = 30 * 86_400 * 1_000_000
_ATTENTION = "('conflict', 'refused', 'held')"
_COLUMNS = (
    "o.seq, o.body, coalesce(c.number, o.number), coalesce(c.sentence, o.sentence), o.sending, "
    "o.tries, o.outcome, o.version, o.settled_at, coalesce(c.gone, o.kind <> 'report')"
)
_FROM = "operations o LEFT JOIN cases c ON c.authority = o.authority AND c.id = o.case_id"
_outcome_decoder = msgspec.json.Decoder(wire.Outcome)


def _item(connection: Connection, row: Sequence[Any]) -> OutboxItem:
    outcome = _outcome_decoder.decode(row[6]) if row[6] else None
    photos = uploads_of(connection, row[0])
    errors = [p.last_error for p in photos if p.last_error]
    return OutboxItem(
        operation=wire.decode_operation(row[1]),
        number=row[2] or "",
        sentence=row[3] or "",
        sending=Sending(row[4]),
        tries=row[5],
        last_error=errors[0] if errors else "",
        reason=outcome.reason if outcome else "",
        version=row[7],
        settled_at=row[8],
        conflicts=dict(outcome.fields) if outcome else {},
        detail=dict(outcome.detail) if outcome else {},
        gone=bool(row[9]),
        photos=photos,
    )


def _items(connection: Connection, condition: str, *values: Any) -> list[OutboxItem]:
    found = connection.execute(
        f"SELECT {_COLUMNS} FROM {_FROM} WHERE {condition} ORDER BY o.seq", values
    ).fetchall()
    return [_item(connection, row) for row in found]


def waiting(connection: Connection) -> list[OutboxItem]:
    """What the server does not have yet: operations, and applied ones with photos on the way."""
    return _items(
        connection,
        "o.sending IN ('waiting', 'unknown') OR (o.sending = 'applied' AND EXISTS ("
        "SELECT 1 FROM operation_photos p JOIN uploads u USING (case_id, sha256) "
        "WHERE p.seq = o.seq AND u.state <> 'verified'))",
    )


def attention(connection: Connection) -> list[OutboxItem]:
    """What no longer fits and is not settled yet."""
    return _items(connection, f"o.sending IN {_ATTENTION} AND o.resolved = ''")


def item(connection: Connection, operation_id: str) -> OutboxItem | None:
    """One operation, wherever it stands."""
    found = _items(connection, "o.id = ?", operation_id)
    return found[0] if found else None


def to_push(connection: Connection, limit: int) -> list[Operation]:
    """What is to be sent: first what was sent with unknown outcome, each in order."""
    found = connection.execute(
        "SELECT body FROM operations WHERE sending IN ('unknown', 'waiting') "
        "ORDER BY sending = 'waiting', seq LIMIT ?",
        (limit,),
    )
    return [wire.decode_operation(row[0]) for row in found]


def unsent(connection: Connection) -> int:
    """How many operations the server does not have yet, as far as this desk knows."""
    sql = "SELECT count(*) FROM operations WHERE sending IN ('unknown', 'waiting')"
    return int(connection.execute(sql).fetchone()[0])


def has_unknown(connection: Connection) -> bool:
    """Whether something was sent of which nobody knows the outcome."""
    sql = "SELECT 1 FROM operations WHERE sending = 'unknown' LIMIT 1"
    return connection.execute(sql).fetchone() is not None


def mark_sent(connection: Connection, operation_ids: Iterable[str], at: int) -> set[str]:
    """Note, before a request goes out, that from now on the outcome is unknown.

    Returns what may go out: an operation that was withdrawn in the meantime must not.
    """
    sql = (
        "UPDATE operations SET sending = 'unknown', tries = tries + 1, sent_at = ? "
        "WHERE id = ? AND sending IN ('waiting', 'unknown')"
    )
    return {i for i in operation_ids if connection.execute(sql, (at, i)).rowcount}


def mark_not_sent(connection: Connection, operation_ids: Iterable[str]) -> None:
    """Note that a request never left. What an earlier request may have carried stays unknown."""
    connection.executemany(
        "UPDATE operations SET sending = 'waiting', tries = 0, sent_at = NULL "
        "WHERE id = ? AND sending = 'unknown' AND tries = 1",
        [(operation_id,) for operation_id in operation_ids],
    )
    connection.executemany(
        "UPDATE operations SET tries = tries - 1 WHERE id = ? AND sending = 'unknown'",
        [(operation_id,) for operation_id in operation_ids],
    )


def settle(
    connection: Connection, outcomes: Sequence[wire.Outcome], at: int, context_for: ContextFor
) -> set[Key]:
    """Note what the server answered, and show each case accordingly.

    An outcome that is known already, or of an operation that is not waiting, changes nothing.
    """
    answered = _answered(connection, outcomes)
    _note(connection, answered, at)
    out = [(seq,) for seq, outcome in answered.items() if outcome.outcome != "applied"]
    touched: dict[str, set[str]] = {}
    anew: dict[str, set[str]] = {}
    for authority, case_id, is_shown in _touched(connection, answered):
        touched.setdefault(authority, set()).add(case_id)
        if not is_shown:
            anew.setdefault(authority, set()).add(case_id)
    connection.executemany("UPDATE operation_cases SET replaying = 0 WHERE seq = ?", out)
    changed: set[Key] = set()
    for authority, case_ids in touched.items():
        again = anew.get(authority, set())
        if again:
            changed |= replaying.recompute(connection, authority, again, context_for)[0]
        replaying.refresh_flags(connection, authority, case_ids - again)
        changed |= {(authority, i) for i in case_ids}
        removed = remove_gone(connection, authority, case_ids)
        changed |= show_without(connection, removed, context_for)
    return changed


def _answered(connection: Connection, outcomes: Sequence[wire.Outcome]) -> dict[int, wire.Outcome]:
    """The outcomes of operations that wait for one, by seq."""
    by_id = {outcome.id: outcome for outcome in reversed(outcomes)}
    return {
        seq: by_id[operation_id]
        for part, marks in parts(by_id)
        for seq, operation_id in connection.execute(
            "SELECT seq, id FROM operations WHERE sending IN ('waiting', 'unknown') "
            f"AND id IN ({marks})",
            part,
        ).fetchall()
    }


def _note(connection: Connection, answered: Mapping[int, wire.Outcome], at: int) -> None:
    noted = []
    for seq, outcome in answered.items():
        reused = outcome.outcome == "id_reused"
        sending = Sending.REFUSED if reused else Sending(outcome.outcome)
        if reused and not outcome.reason:
            outcome = msgspec.structs.replace(outcome, reason="id_reused")  # noqa: PLW2901
        noted.append((str(sending), wire.encode(outcome), outcome.version, at, seq))
    connection.executemany(
        "UPDATE operations SET sending = ?, outcome = ?, version = ?, settled_at = ? WHERE seq = ?",
        noted,
    )


def _touched(
    connection: Connection, answered: Mapping[int, wire.Outcome]
) -> list[tuple[str, str, bool]]:
    """The cases of answered operations, each with whether its view stays as it is.

    It does where the operation was taken and the server has not sent yet what it made of it: the
    operation is replayed on the case as before.
    """
    return [
        (
            authority,
            case_id,
            answered[seq].outcome == "applied"
            and (not replayed or (version is not None and version < answered[seq].version)),
        )
        for part, marks in parts(answered)
        for seq, authority, case_id, replayed, version in connection.execute(
            "SELECT t.seq, t.authority, t.case_id, t.replaying, c.version FROM operation_cases t "
            "LEFT JOIN cases c ON c.authority = t.authority AND c.id = t.case_id "
            f"WHERE t.seq IN ({marks})",
            part,
        )
    ]


_STILL_NEEDED = (
    "SELECT 1 FROM operations o JOIN operation_cases t USING (seq) "
    "WHERE t.authority = cases.authority AND t.case_id = cases.id "
    "AND (o.sending IN ('waiting', 'unknown') "
    f"OR (o.sending IN {_ATTENTION} AND o.resolved = '' AND t.own = 1))"
)


def remove_gone(connection: Connection, authority: str, case_ids: Iterable[str]) -> set[Key]:
    """Remove cases that the server took from this account's scope, unless work of ours waits.

    A draft is such work: what was written and photographed can still be sent as a comment.
    """
    gone = [
        (key, case_id)
        for part, marks in parts(case_ids)
        for key, case_id in connection.execute(
            f"SELECT key, id FROM cases WHERE authority = ? AND id IN ({marks}) AND gone = 1 "
            f"AND NOT EXISTS ({_STILL_NEEDED}) AND NOT EXISTS (SELECT 1 FROM drafts d "
            "WHERE d.authority = cases.authority AND d.case_id = cases.id)",
            [authority, *part],
        )
    ]
    rows.remove(connection, [key for key, _ in gone])
    connection.executemany(
        "UPDATE operation_cases SET replaying = 0 WHERE authority = ? AND case_id = ?",
        [(authority, case_id) for _, case_id in gone],
    )
    return {(authority, case_id) for _, case_id in gone}


def show_without(connection: Connection, removed: set[Key], context_for: ContextFor) -> set[Key]:
    """Show others of their groups as they are without cases that were removed; returns those.

    What was done to both cannot be replayed any more: the others are shown as the server last
    sent them, which is about to send what it made of it.
    """
    changed: set[Key] = set()
    for authority, case_id in removed:
        found = connection.execute(
            "SELECT DISTINCT t.case_id FROM operation_cases t JOIN operation_cases s USING (seq) "
            "WHERE s.authority = ? AND s.case_id = ? AND t.replaying = 1",
            (authority, case_id),
        )
        beside = [row[0] for row in found]
        if beside:
            changed |= replaying.recompute(connection, authority, beside, context_for)[0]
    return changed


def offer_again(connection: Connection, at: int) -> int:
    """After the server came back from a backup: what it had applied lately is sent again.

    The server answers what it still has as it did; the rest it applies anew. Photos likewise.
    """
    since = at - KEEP_MICROSECONDS
    lately = "SELECT seq FROM operations WHERE sending = 'applied' AND settled_at >= ?"
    connection.execute(
        "UPDATE uploads SET state = 'waiting', sent = 0, url = '', tries = 0, next_try_at = 0 "
        "WHERE EXISTS (SELECT 1 FROM operation_photos p WHERE p.case_id = uploads.case_id "
        f"AND p.sha256 = uploads.sha256 AND p.seq IN ({lately}))",
        (since,),
    )
    cursor = connection.execute(
        "UPDATE operations SET sending = 'unknown', version = 0 WHERE sending = 'applied' "
        "AND settled_at >= ?",
        (since,),
    )
    found = connection.execute(
        "SELECT DISTINCT t.authority, t.case_id FROM operation_cases t JOIN operations o "
        "USING (seq) WHERE o.sending = 'unknown'"
    )
    for authority, case_id in found.fetchall():
        replaying.refresh_flags(connection, authority, [case_id])
    return int(cursor.rowcount)


def forget_done(connection: Connection, at: int) -> int:
    """Forget operations that were settled more than 30 days ago; returns how many."""
    done = (
        "SELECT seq FROM operations o WHERE settled_at < ? AND (sending IN ('applied', "
        "'withdrawn') OR resolved <> '') AND NOT EXISTS (SELECT 1 FROM operation_cases t "
        "WHERE t.seq = o.seq AND t.replaying = 1) AND NOT EXISTS (SELECT 1 FROM operation_photos p "
        "JOIN uploads u USING (case_id, sha256) WHERE p.seq = o.seq AND o.sending = 'applied' "
        "AND u.state <> 'verified')"
    )
    seqs = [row[0] for row in connection.execute(done, (at - KEEP_MICROSECONDS,))]
    for table in ("operation_photos", "operation_cases", "operations"):
        connection.executemany(f"DELETE FROM {table} WHERE seq = ?", [(seq,) for seq in seqs])
    connection.execute(
        "DELETE FROM uploads WHERE state = 'verified' AND NOT EXISTS (SELECT 1 FROM "
        "operation_photos p WHERE p.case_id = uploads.case_id AND p.sha256 = uploads.sha256)"
    )
    return len(seqs)
