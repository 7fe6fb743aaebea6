"""Pulling: a page of changes and its cursor in one transaction, and sweeping what is gone.

While everything is pulled anew each row that came gets the number of the sweep (`generation`);
at the end the rows with an older number are gone from this account's scope.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from casework import wire
from casework.case import Case, linked
from desktop.storage import outbox, patching, replaying, rows
from desktop.storage.database import Connection, parts
from desktop.storage.packing import pack_case
from desktop.storage.rebase import ContextFor
from desktop.storage.replaying import Key
from desktop.storage.small import get_meta, put_meta, put_metas

CHECKED = "checked_at"
"""When all that is held was compared with the server last (µs UTC)."""


class PageResult(msgspec.Struct, frozen=True):
    """How many cases a page brought and how many it took away."""

    pulled: int
    gone: int


class _Known(msgspec.Struct, frozen=True):
    key: int
    version: int
    based: bool


class _Page(msgspec.Struct):
    """What a page asks for, sorted out before anything is written."""

    new: list[tuple[int, Case]] = msgspec.field(default_factory=list)
    plain: list[tuple[int, Case]] = msgspec.field(default_factory=list)
    based: list[tuple[int, Case]] = msgspec.field(default_factory=list)
    seen: list[int] = msgspec.field(default_factory=list)


def begin_sweep(connection: Connection) -> int:
    """Start pulling everything anew; returns the number of the sweep."""
    generation = replaying.generation_of(connection) + 1
    put_metas(connection, {"generation": generation, "sweeping": True, CHECKED: 0})
    return generation


def needs_full_pull(connection: Connection, reason: str, at: int) -> None:
    """Forget the cursor and sweep; after a restored server offer what it may have lost again."""
    # Another scope may be another authority, whose settings may have the same number.
    put_metas(connection, {"cursor": "", "settings_version": None})
    begin_sweep(connection)
    if reason == "epoch":
        outbox.offer_again(connection, at)


def apply_page(
    connection: Connection,
    lines: Sequence[wire.Line],
    end: wire.End,
    now: int,
    context_for: ContextFor,
    instead: Mapping[str, Case] | None,
) -> tuple[PageResult, set[Key]]:
    """Write a page: bases, views with what is pending on top, tombstones, cursor.

    Raises Gaps where patches need whole cases; `instead` are those, by id.
    """
    latest: dict[Key, Case] = {}
    gone: list[str] = []
    for line in patching.whole(connection, lines, instead):
        if line.case is not None:
            latest[line.case.authority, line.case.id] = line.case
            if line.case.id in gone:
                gone.remove(line.case.id)
        elif line.gone:
            latest = {key: case for key, case in latest.items() if key[1] != line.gone}
            gone.append(line.gone)
    changed = _write_cases(connection, list(latest.values()), context_for, force=False)
    taken = _take_away(connection, gone, changed)
    if end.sweep:
        taken |= _sweep(connection, changed)
    changed |= outbox.show_without(connection, taken, context_for)
    if not end.more:
        changed |= _close_replay(connection, context_for)
        forgotten = int(get_meta(connection, "forgotten", 0))
        put_meta(connection, "forgotten", forgotten + outbox.forget_done(connection, now))
    put_metas(
        connection,
        {"cursor": end.cursor, "phase": end.phase, "pull_total": end.total, "scope": end.scope},
    )
    return PageResult(len(latest), len(taken)), changed | taken | set(latest)


def repair(
    connection: Connection, cases: Sequence[Case], gone: Iterable[str], context_for: ContextFor
) -> set[Key]:
    """Write cases as the server has them, whatever was held, and take away what it has not."""
    changed = _write_cases(connection, list(cases), context_for, force=True)
    taken = _take_away(connection, gone, changed)
    changed |= outbox.show_without(connection, taken, context_for)
    return changed | taken


def _write_cases(
    connection: Connection, cases: list[Case], context_for: ContextFor, *, force: bool
) -> set[Key]:
    """Write cases; an older version than is held only where all is pulled anew, or by `force`."""
    generation = replaying.generation_of(connection)
    page = _sort_out(connection, cases, force=force)
    rows.write_new(connection, page.new, generation)
    arrived = _arrived(connection, page.based)
    rows.write_views(connection, [*page.plain, *arrived])
    own = {case.id for _, case in arrived}
    connection.executemany(
        "UPDATE snapshots SET base = ? WHERE key = ?",
        [(pack_case(case), key) for key, case in page.based if case.id not in own],
    )
    connection.executemany(
        "UPDATE cases SET generation = ?, gone = 0 WHERE key = ?",
        [(generation, key) for key in page.seen],
    )
    written = [case for _, case in (*page.new, *page.plain, *page.based)]
    changed = _rebase(connection, written, context_for)
    _mark(connection, [case for _, case in page.new])
    return changed


def _arrived(connection: Connection, based: Sequence[tuple[int, Case]]) -> list[tuple[int, Case]]:
    """Those of these cases whose base now has all that was done here: it is shown as it is.

    A replay would give the same. Cases of groups are left to it, as work on one reaches others.
    """
    touches = _touches(connection, [case.id for _, case in based])
    arrived: list[tuple[int, Case]] = []
    left: list[tuple[int, str]] = []
    for key, case in based:
        found = touches.get((case.authority, case.id), [])
        if case.parent or case.members or not all(case.version >= at for _, at in found):
            continue
        arrived.append((key, case))
        left += [(seq, case.id) for seq, _ in found]
    connection.executemany(
        "UPDATE operation_cases SET replaying = 0 WHERE seq = ? AND case_id = ?", left
    )
    keys = [(key,) for key, _ in arrived]
    connection.executemany("UPDATE cases SET based = 0 WHERE key = ?", keys)
    connection.executemany("UPDATE snapshots SET base = NULL WHERE key = ?", keys)
    return arrived


def _touches(connection: Connection, case_ids: list[str]) -> dict[Key, list[tuple[int, float]]]:
    """What is replayed on each case: its number, and from which version on the base has it."""
    found: dict[Key, list[tuple[int, float]]] = {}
    for part, marks in parts(case_ids):
        rows_ = connection.execute(
            "SELECT t.authority, t.case_id, t.seq, o.sending = 'applied' AND t.own = 1, o.version "
            "FROM operation_cases t JOIN operations o USING (seq) WHERE t.replaying = 1 "
            f"AND t.case_id IN ({marks})",
            part,
        )
        for authority, case_id, seq, applied, version in rows_:
            at = version if applied else math.inf
            found.setdefault((authority, case_id), []).append((seq, at))
    return found


def _sort_out(connection: Connection, cases: list[Case], *, force: bool) -> _Page:
    known = _known(connection, cases)
    sweeping = force or bool(get_meta(connection, "sweeping", False))
    page = _Page()
    new: list[Case] = []
    for case in cases:
        found = known.get((case.authority, case.id))
        if found is None:
            new.append(case)
            continue
        page.seen.append(found.key)
        if case.version < found.version and not sweeping:
            continue  # an old page come again
        (page.based if found.based else page.plain).append((found.key, case))
    page.new = rows.new_keys(connection, new)
    return page


def _known(connection: Connection, cases: list[Case]) -> dict[Key, _Known]:
    known: dict[Key, _Known] = {}
    for part, marks in parts(case.id for case in cases):
        found = connection.execute(
            f"SELECT authority, id, key, version, based FROM cases WHERE id IN ({marks})",
            part,
        )
        known |= {(r[0], r[1]): _Known(r[2], r[3], bool(r[4])) for r in found}
    return known


def _rebase(connection: Connection, cases: list[Case], context_for: ContextFor) -> set[Key]:
    """Replay what is pending on these cases or reaches them through their group."""
    pending: set[Key] = {
        (row[0], row[1])
        for row in connection.execute(
            "SELECT DISTINCT t.authority, t.case_id FROM operation_cases t "
            "JOIN operations o USING (seq) "
            "WHERE t.replaying = 1 OR o.sending IN ('waiting', 'unknown')"
        )
    }
    if not pending:
        return set()
    wanted = _reports_not_shown(connection)
    for case in cases:
        group = {case.id, *linked(case)}
        if any((case.authority, case_id) in pending for case_id in group):
            wanted.setdefault(case.authority, set()).add(case.id)
    changed: set[Key] = set()
    for authority, case_ids in wanted.items():
        # A base of a restored server may lack what an earlier base had.
        connection.executemany(
            "UPDATE operation_cases SET replaying = 1 WHERE authority = ? AND case_id = ? "
            "AND replaying = 0 AND seq IN (SELECT seq FROM operations "
            "WHERE sending IN ('waiting', 'unknown'))",
            [(authority, case_id) for case_id in case_ids],
        )
        shown, _ = replaying.recompute(connection, authority, case_ids, context_for)
        changed |= shown
    return changed


def _mark(connection: Connection, new: list[Case]) -> None:
    """Cases that came back (to the scope, after a rescue) get the marks of work on them."""
    marked: set[Key] = {
        (row[0], row[1])
        for row in connection.execute(
            "SELECT authority, case_id FROM operations WHERE sending IN "
            "('waiting', 'unknown', 'conflict', 'refused', 'held') "
            "UNION SELECT authority, case_id FROM uploads WHERE state <> 'verified'"
        )
    }
    for case in new:
        if (case.authority, case.id) in marked:
            replaying.refresh_flags(connection, case.authority, [case.id])


def _reports_not_shown(connection: Connection) -> dict[str, set[str]]:
    """Reports taken here whose case is not held (after a rescue), by authority."""
    wanted: dict[str, set[str]] = {}
    for authority, case_id in connection.execute(
        "SELECT o.authority, o.case_id FROM operations o WHERE o.kind = 'report' "
        "AND o.sending IN ('waiting', 'unknown') AND NOT EXISTS (SELECT 1 FROM cases c "
        "WHERE c.authority = o.authority AND c.id = o.case_id)"
    ):
        wanted.setdefault(authority, set()).add(case_id)
    return wanted


def _take_away(connection: Connection, case_ids: Iterable[str], hidden: set[Key]) -> set[Key]:
    """Remove cases gone from the scope; those on which work of ours waits are only `hidden`."""
    removed: set[Key] = set()
    for case_id in case_ids:
        found = connection.execute(
            "SELECT authority FROM cases WHERE id = ?", (case_id,)
        ).fetchall()
        connection.execute("UPDATE cases SET gone = 1 WHERE id = ?", (case_id,))
        for (authority,) in found:
            removed |= outbox.remove_gone(connection, authority, [case_id])
            hidden.add((authority, case_id))
    return removed


def _sweep(connection: Connection, hidden: set[Key]) -> set[Key]:
    """Everything was pulled: what did not come is gone."""
    generation = replaying.generation_of(connection)
    put_meta(connection, "sweeping", False)
    unseen = connection.execute(
        "SELECT authority, id FROM cases WHERE generation < ? AND gone = 0", (generation,)
    ).fetchall()
    connection.execute("UPDATE cases SET gone = 1 WHERE generation < ?", (generation,))
    removed: set[Key] = set()
    for authority, case_id in unseen:
        removed |= outbox.remove_gone(connection, authority, [case_id])
        hidden.add((authority, case_id))
    return removed


def _close_replay(connection: Connection, context_for: ContextFor) -> set[Key]:
    """All changes up to now are here, so what the server applied before is in them.

    An operation whose own case has it leaves the replay on every other case too: where the
    server did not take it to a group's member that we had taken it to, the member shows it no
    more.
    """
    found = connection.execute(
        "SELECT t.authority, t.case_id, t.seq FROM operation_cases t JOIN operations o USING (seq) "
        "WHERE t.replaying = 1 AND o.sending = 'applied' AND t.own = 0 AND NOT EXISTS ("
        "SELECT 1 FROM operation_cases s WHERE s.seq = t.seq AND s.own = 1 AND s.replaying = 1)"
    ).fetchall()
    changed: set[Key] = set()
    for authority, case_id, seq in found:
        connection.execute(
            "UPDATE operation_cases SET replaying = 0 WHERE seq = ? AND case_id = ?",
            (seq, case_id),
        )
        shown, _ = replaying.recompute(connection, authority, [case_id], context_for)
        changed |= shown
    return changed
