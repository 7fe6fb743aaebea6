"""Checks that what lies in the cache holds together; nothing is changed."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass

from sqlcipher3 import dbapi2 as sqlcipher

from casework import wire
from desktop.storage import holdings, needed, replaying, rows, search
from desktop.storage.cache import Cache
from desktop.storage.cases import PHOTOS_WAITING
from desktop.storage.database import Connection, is_encrypted
from desktop.storage.errors import StorageError
from desktop.storage.packing import unpack, unpack_case
from desktop.storage.photos import PhotoStore
from desktop.storage.rebase import ContextFor

CODES = (
    "integrity", "columns", "tallies", "marks", "outbox", "replay", "photos", "kept_photos",
    "photo_file", "cipher",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found. `detail` is for a technician and names nobody."""

    code: str
    ok: bool
    detail: str = ""


def check(cache: Cache, photos: PhotoStore) -> list[Finding]:
    """Run every check. One that cannot run is one that failed."""
    findings: list[Finding] = []
    # The findings are told although the transaction that made them ends on a damaged page.
    with contextlib.suppress(StorageError), cache.file.reading(fresh=True) as connection:
        for code, question in (
            ("integrity", _integrity),
            ("columns", _columns),
            ("tallies", _tallies),
            ("marks", _marks),
            ("outbox", _outbox),
        ):
            try:
                wrong = question(connection)
            except (sqlcipher.Error, ValueError, TypeError) as error:
                wrong = f"{type(error).__name__}: {error}"
            findings.append(Finding(code, not wrong, wrong))
        findings.append(_replay(connection, cache.context_for))
        findings.append(_photos(connection, photos))
        findings.append(_kept(connection, photos))
    findings.append(_photo_file(photos))
    findings.append(_cipher(cache))
    return findings


def _integrity(connection: Connection) -> str:
    pages = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    if pages:
        return f"{len(pages)} damaged pages"
    lines = [row[0] for row in connection.execute("PRAGMA integrity_check(5)")]
    return "" if lines == ["ok"] else "; ".join(lines)


def _columns(connection: Connection) -> str:
    """List columns, facets, words and snapshots say the same of every case."""
    wrong = 0
    words = dict(connection.execute("SELECT word, id FROM names").fetchall())
    found = connection.execute(
        f"SELECT s.view, s.base IS NULL OR c.based = 1, t.text, t.words, u.key, {_COMPARED} "
        "FROM cases c LEFT JOIN snapshots s USING (key) LEFT JOIN facets f USING (key) "
        "LEFT JOIN texts t USING (key) LEFT JOIN unindexed u USING (key)"
    )
    count = len(rows.DERIVED)
    for view, apart, text, digest, unindexed, unsent, attention, *held in found:
        if view is None or not apart or (text is None and unindexed is None):
            wrong += 1
            continue
        case = unpack_case(view)
        marks = unsent * rows.UNSENT | attention * rows.ATTENTION
        columns = rows.derived(case)
        expected = rows.facets(columns, words)
        wrong += (
            columns != tuple(held[:count])
            or (expected[0] | marks, *expected[1:]) != tuple(held[count:])
            or (
                unindexed is None
                and (search.searched_text(case).encode(), search.digest(case))
                != (unpack(text), digest)
            )
        )
    if wrong:
        return f"{wrong} cases differ from their rows"
    sizes = [
        connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("cases", "snapshots", "facets")
    ]
    return _indexes(connection) if len(set(sizes)) == 1 else f"cases and what is derived: {sizes}"


def _indexes(connection: Connection) -> str:
    """Both indexes have the cases whose words are kept, and what is gone waits to leave them."""
    wrong = [
        f"{count} {name}"
        for name, sql in _AMISS.items()
        if (count := connection.execute(f"SELECT count(*) FROM ({sql})").fetchone()[0])
    ]
    return ", ".join(wrong)


_AMISS = {
    "texts without case or mark": "SELECT key FROM texts EXCEPT SELECT key FROM cases "
    "EXCEPT SELECT key FROM unindexed",
    **{
        f"{way} {index}": sql.format(index)
        for index in ("search", "letters")
        for way, sql in (
            ("not in", "SELECT key FROM texts EXCEPT SELECT id FROM {}_docsize"),
            ("too many in", "SELECT id FROM {}_docsize EXCEPT SELECT key FROM texts"),
        )
    },
}


_COMPARED = ", ".join(
    ["c.unsent", "c.attention", *(f"c.{n}" for n in rows.DERIVED), *(f"f.{n}" for n in rows.FACETS)]
)


def _tallies(connection: Connection) -> str:
    """The tallies of states and officers are those of the cases."""
    counted = connection.execute(
        f"SELECT state, officer, marks & {rows.CHILD} <> 0, count(*) FROM facets GROUP BY 1, 2, 3"
    ).fetchall()
    held = connection.execute(
        "SELECT state, officer, child, number FROM tallies WHERE number <> 0"
    ).fetchall()
    wrong = set(map(tuple, counted)) ^ set(map(tuple, held))
    return f"{len(wrong)} tallies differ" if wrong else ""


def _marks(connection: Connection) -> str:
    """The marks "unsent" and "needs attention" agree with outbox and uploads."""
    unsent = (
        "SELECT authority, case_id FROM operation_cases t WHERE EXISTS (SELECT 1 FROM operations o "
        "WHERE o.seq = t.seq AND o.sending IN ('waiting', 'unknown')) "
        f"UNION SELECT authority, case_id FROM uploads JOIN ({PHOTOS_WAITING}) "
        "USING (case_id, sha256)"
    )
    attention = (
        "SELECT authority, case_id FROM operations WHERE resolved = '' "
        "AND sending IN ('conflict', 'refused', 'held')"
    )
    for mark, truth in (("unsent", unsent), ("attention", attention)):
        wrong = connection.execute(
            f"SELECT count(*) FROM cases WHERE {mark} <> ((authority, id) IN ({truth}))"
        ).fetchone()[0]
        if wrong:
            return f"{wrong} cases with a wrong mark {mark}"
    return ""


def _outbox(connection: Connection) -> str:
    """No number of the outbox is missing or was given twice, and every operation can be read."""
    held = {
        row[0]: int(row[1])
        for row in connection.execute(
            "SELECT name, value FROM meta WHERE name IN ('last_seq', 'forgotten')"
        )
    }
    number, highest = connection.execute(
        "SELECT count(*), coalesce(max(seq), 0) FROM operations"
    ).fetchone()
    last, forgotten = held.get("last_seq", 0), held.get("forgotten", 0)
    if highest > last or number + forgotten != last:
        return f"{number} kept and {forgotten} forgotten of {last} numbers"
    for seq, operation_id, body in connection.execute("SELECT seq, id, body FROM operations"):
        operation = wire.decode_operation(body)
        if (operation.seq, operation.id) != (seq, operation_id):
            return f"operation number {seq} is another inside"
    return ""


def _replay(connection: Connection, context_for: ContextFor) -> Finding:
    """Every view is its base with what is pending replayed."""
    wrong = checked = 0
    based = connection.execute("SELECT authority, id FROM cases WHERE based = 1").fetchall()
    try:
        for authority, case_id in based:
            knot = replaying.gather(connection, authority, [case_id])
            replayed, _ = replaying.compute(knot, context_for)
            checked += 1
            # Written out: values that JSON does not tell apart (tuples, lists) are the same.
            view = wire.encode(replayed.views.get(case_id))
            wrong += view != wire.encode(knot.held[case_id].view)
    except (sqlcipher.Error, ValueError, TypeError, RuntimeError) as error:
        return Finding("replay", False, f"{type(error).__name__}: {error}")
    return Finding("replay", not wrong, f"{wrong} of {checked} cases differ" if wrong else "")


def _photos(connection: Connection, photos: PhotoStore) -> Finding:
    """Every photo that is still to be sent is here, with the bytes that its hash names."""
    try:
        named = {row[1] for row in connection.execute(PHOTOS_WAITING)}
        wrong = sorted(sha256 for sha256 in named if not photos.is_whole(sha256))
    except (sqlcipher.Error, StorageError) as error:
        return Finding("photos", False, f"{type(error).__name__}: {error}")
    return Finding("photos", not wrong, f"missing or changed: {', '.join(wrong)}" if wrong else "")


def _kept(connection: Connection, photos: PhotoStore) -> Finding:
    """Nothing that this desk took in and still needs was given up."""
    try:
        gone = sorted(needed.here_for_certain(connection) - photos.held())
    except (sqlcipher.Error, StorageError) as error:
        return Finding("kept_photos", False, f"{type(error).__name__}: {error}")
    return Finding("kept_photos", not gone, f"not here: {', '.join(gone)}" if gone else "")


def _photo_file(photos: PhotoStore) -> Finding:
    """The file of photos is sound, and its list says what lies in it."""
    try:
        with photos.file.reading(fresh=True) as connection:
            wrong = _integrity(connection) or holdings.disagreements(connection)
    except (sqlcipher.Error, StorageError) as error:
        wrong = f"{type(error).__name__}: {error}"
    return Finding("photo_file", not wrong, wrong)


def _cipher(cache: Cache) -> Finding:
    files = (cache.profile.cache_file, cache.profile.photos_file)
    plain = [f.name for f in files if f.exists() and not is_encrypted(f)]
    return Finding("cipher", not plain, f"not encrypted: {', '.join(plain)}" if plain else "")
