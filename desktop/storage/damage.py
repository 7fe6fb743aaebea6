"""A damaged cache is set aside after its outbox was read out of it, as far as it can be read.

Cases come anew from the server; what it does not have yet must not be lost. The new files are
built apart, and each takes the old one's place in one step, so that a crash loses nothing.
"""

from __future__ import annotations

import contextlib
import itertools
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from casework import wire
from casework.operations import Operation, UnknownKind
from desktop import clock
from desktop.storage import acting, durable, photos, salvage, schema, small
from desktop.storage.database import Connection, File
from desktop.storage.errors import CacheDamaged, translated
from desktop.storage.photos import PhotoStore
from desktop.storage.profile import Profile
from desktop.storage.records import PhotoState

_SHA = 64
_SCRATCH = "rescue-new"
_NOT_KEPT = frozenset({"cursor", "phase", "generation", "sweeping", "last_seq", "forgotten"})
_UNSENT = frozenset({"waiting", "unknown", "conflict", "refused", "held"})
_FIELDS = (
    "seq", "sending", "tries", "sent_at", "outcome", "version", "settled_at", "resolved",
    "number", "sentence", "body",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rescue:
    """How much unsent work was saved, and where the damaged files lie now."""

    outbox_saved: int
    folder: Path


@dataclass(slots=True)
class _Saved:
    """What could be read of a damaged cache."""

    meta: dict[str, Any] = field(default_factory=dict)
    operations: list[tuple[Operation, dict[str, Any]]] = field(default_factory=list)
    touched: dict[int, set[str]] = field(default_factory=dict)
    uploads: list[tuple[Any, ...]] = field(default_factory=list)
    drafts: list[tuple[Any, ...]] = field(default_factory=list)
    last_seq: int = 0


def rescue(profile: Profile, key: bytes) -> Rescue:
    """Set the damaged files aside and start anew with the outbox that they held.

    Call it as the profile's one writer with everything closed. Raises DiskFull; then nothing
    was set aside.
    """
    for database in (profile.cache_file, profile.photos_file):
        profile.finish_rescue(database)
    _sweep_up(profile)
    with translated(profile.path):
        saved = _read(profile, key)
        scratch = Profile(profile.path / _SCRATCH)
        _new_cache(scratch, key, saved)
        photos_too = _new_photos(profile, key, scratch)
        folder = _folder(profile)
        _set_aside(profile, profile.cache_file, folder, scratch.cache_file)
        if photos_too:
            _set_aside(profile, profile.photos_file, folder, scratch.photos_file)
    _sweep_up(profile)
    count = sum(1 for _, row in saved.operations if row["sending"] in _UNSENT)
    return Rescue(count, folder)


def _sweep_up(profile: Profile) -> None:
    """Remove what a rescue that was killed left half built. All of it is still elsewhere."""
    for place in profile.half_rescued():
        shutil.rmtree(place, ignore_errors=True)


def _folder(profile: Profile) -> Path:
    moment = datetime.fromtimestamp(clock.now() / 1e6, UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    folder = profile.path / f"damaged-{moment}"
    durable.make_folder(folder)
    return folder


def _set_aside(profile: Profile, database: Path, folder: Path, new: Path) -> None:
    """Put the new file where the old one was. Once that is moved away, opening finishes it."""
    durable.replace(new, profile.rescued(database))
    for old in profile.path.glob(f"{database.stem}.v*.db"):
        # Kept by a migration that was cut off: it may have what is damaged now. And it must not
        # be taken for the file when that is moved away.
        durable.replace(old, folder / old.name)
    # The file itself first: what is left of its journals is not taken for the new file's.
    for file in durable.with_its_journals(database):
        if file.exists():
            durable.replace(file, folder / file.name)
    profile.put_rescued(database)


# -- reading what can be read -----------------------------------------------------------------


def _fresh_cache(path: Path, key: bytes) -> File:
    return File(path, key, schema.migrations, schema.VERSION)


def _fresh_photos(path: Path, key: bytes) -> File:
    return File(path, key, photos.migrations, photos.VERSION)


def _is_json(text: Any) -> bool:
    msgspec.json.decode(text)
    return True


# What a row of each table looks like, for finding it without the first page.
_CACHE_TABLES: dict[str, salvage.Looks] = {
    "operations": lambda row: wire.decode_operation(row["body"]).seq == row["seq"],
    "operation_cases": lambda row: (
        row["seq"] > 0 and {row["own"], row["replaying"]} <= {0, 1} and len(row["authority"]) < _SHA
    ),
    "uploads": lambda row: len(row["sha256"]) == _SHA and row["state"] in set(PhotoState),
    "meta": lambda row: bool(row["name"]) and _is_json(row["value"]),
    "drafts": lambda row: bool(row["kind"]) and _is_json(row["body"]) and row["at"] > 0,
}
_PHOTO_TABLES: dict[str, salvage.Looks] = {
    # The list of what is held looks alike, but has a number for a name, and none for bytes.
    "photos": lambda row: (
        len(row["sha256"]) == _SHA and isinstance(row["name"], str) and row["added_at"] > 0
    ),
    # So does a thumbnail, but none has side 0.
    "pieces": lambda row: (
        len(row["sha256"]) == _SHA and row["number"] == 0 and isinstance(row["data"], bytes)
    ),
}


def _read(profile: Profile, key: bytes) -> _Saved:
    saved = _Saved()
    with salvage.readable(profile.cache_file, key, _fresh_cache, _CACHE_TABLES) as connection:
        if connection is None:
            return saved
        for name, value in salvage.rows(connection, "SELECT name, value FROM meta"):
            with contextlib.suppress(ValueError, TypeError):
                saved.meta[name] = msgspec.json.decode(value)
        saved.last_seq = int(saved.meta.get("last_seq", 0))
        saved.operations = list(_operations(connection, saved.last_seq))
        for seq, case_id in salvage.rows(connection, "SELECT seq, case_id FROM operation_cases"):
            saved.touched.setdefault(seq, set()).add(case_id)
        saved.uploads = salvage.rows(
            connection,
            "SELECT state, sent, url, tries, next_try_at, last_error, case_id, sha256 FROM uploads",
        )
        drafts = "SELECT authority, case_id, kind, body, at FROM drafts"
        saved.drafts = salvage.rows(connection, drafts)
    return saved


def _operations(
    connection: Connection, last_seq: int
) -> Iterator[tuple[Operation, dict[str, Any]]]:
    for values in salvage.numbered(connection, "operations", "seq", _FIELDS[1:], last_seq):
        row = dict(zip(_FIELDS, values, strict=True))
        with contextlib.suppress(msgspec.DecodeError, UnknownKind, ValueError, TypeError):
            yield wire.decode_operation(row["body"]), row


# -- writing it anew --------------------------------------------------------------------------


def _new_cache(scratch: Profile, key: bytes, saved: _Saved) -> None:
    with contextlib.closing(_fresh_cache(scratch.cache_file, key)) as file:
        _write(file, saved)
        file.gather()


def _write(file: File, saved: _Saved) -> None:
    kept = [(o, row) for o, row in saved.operations if row["sending"] != "withdrawn"]
    last = max([saved.last_seq, *(o.seq for o, _ in kept)])
    meta = {name: value for name, value in saved.meta.items() if name not in _NOT_KEPT}
    with file.writing() as connection:
        small.put_metas(connection, meta | {"last_seq": last, "forgotten": last - len(kept)})
        for operation, row in kept:
            _write_operation(connection, operation, row, saved.touched.get(operation.seq, set()))
        for case_id in {operation.case for operation, _ in kept}:
            acting.drop_unnamed_uploads(connection, case_id)
        connection.executemany(
            "UPDATE uploads SET state = ?, sent = ?, url = ?, tries = ?, next_try_at = ?, "
            "last_error = ? WHERE case_id = ? AND sha256 = ?",
            saved.uploads,
        )
        connection.executemany(
            "INSERT OR REPLACE INTO drafts (authority, case_id, kind, body, at) "
            "VALUES (?, ?, ?, ?, ?)",
            saved.drafts,
        )
        small.add_line(connection, clock.now(), "rescued", {"operations": len(kept)})


def _write_operation(
    connection: Connection, operation: Operation, row: dict[str, Any], touched: set[str]
) -> None:
    acting.append(connection, [(operation, ())])
    # Others of its group: whichever of the cases comes last, the operation is then replayed.
    connection.executemany(
        "INSERT OR IGNORE INTO operation_cases (seq, authority, case_id, own, replaying) "
        "VALUES (?, ?, ?, 0, 1)",
        [(operation.seq, operation.authority, case_id) for case_id in sorted(touched)],
    )
    columns = [name for name in _FIELDS if name not in {"seq", "body"}]
    connection.execute(
        f"UPDATE operations SET {', '.join(f'{c} = ?' for c in columns)} WHERE seq = ?",
        (*(row[c] for c in columns), operation.seq),
    )
    if row["sending"] not in {"waiting", "unknown"}:
        # The cases that come anew hold what was applied; the rest is not replayed.
        connection.execute(
            "UPDATE operation_cases SET replaying = 0 WHERE seq = ?", (operation.seq,)
        )


def _new_photos(profile: Profile, key: bytes, scratch: Profile) -> bool:
    """Gather every photo that is still whole, where the photo file is damaged too."""
    try:
        photos.open_file(profile, key).close()
    except CacheDamaged:
        pass
    else:
        return False
    with (
        contextlib.closing(PhotoStore(scratch, key)) as store,
        salvage.readable(profile.photos_file, key, _fresh_photos, _PHOTO_TABLES) as connection,
    ):
        if connection is not None:
            names = dict(salvage.rows(connection, "SELECT sha256, name FROM photos"))
            for sha256, data in _photos_in(connection):
                store.add_if_whole(sha256, data, names.get(sha256) or "")
    with contextlib.closing(photos.open_file(scratch, key)) as file:
        file.gather()
    return True


def _photos_in(connection: Connection) -> Iterator[tuple[str, bytes]]:
    """The bytes of each photo as far as they can be read; its pieces were written in a row."""
    pieces = salvage.numbered(connection, "pieces", "rowid", ("sha256", "data"))
    for sha256, of_one in itertools.groupby(pieces, key=lambda piece: str(piece[1])):
        yield sha256, b"".join(piece[2] for piece in of_one)
