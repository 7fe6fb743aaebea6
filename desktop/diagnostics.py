"""The diagnostic file: what support needs to find a fault, and nothing about any person.

Everything passes one gate: numbers, times, and words of a closed vocabulary (codes, kinds, states,
versions). A word that is not known there becomes `other`, wherever it came from.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import json
import os
import platform
import re
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casework.case import Role, State
from casework.operations import PAYLOADS
from desktop import clock, contact, diagnostic_log, messages, reckoning
from desktop.errors import DeskError
from desktop.status import Line
from desktop.storage import doctor, durable, figures, schema
from desktop.storage.errors import StorageError
from desktop.storage.records import PhotoState, Sending
from desktop.words import language, translate

if TYPE_CHECKING:
    from desktop.desk import Desk

FORMAT = 1
ROUNDS, LINES = 200, 200
MOST = 1_000_000
"""A figure of the journal is a small count."""
OTHER = "other"
_PACKAGES = (
    "tambon-desk", "PySide6", "sqlcipher3", "sqlite-utils", "requests", "urllib3", "msgspec",
    "zstandard", "pillow", "pillow-heif", "exifread", "folium", "keyring",
)  # fmt: skip
_VERSION = re.compile(r"\d+(\.\d+)*")
_WORDS = ("full_pull", "repaired", "restored_copy", "sync", "failed", "stopped", "resolved",
            "epoch", "scope", "start_over", "rescue")  # fmt: skip
_SYSTEMS = ("linux", "win32", "darwin", "x86_64", "amd64", "arm64", "aarch64", "i686", "th", "en")


def build(desk: Desk) -> dict[str, Any]:
    """Everything that the file holds. Not for the main thread; what cannot be told says so."""
    gate = _Gate()
    report: dict[str, Any] = {"format": FORMAT, "made": _time(clock.now())}
    for name, part in _PARTS.items():
        try:
            report[name] = part(desk, gate)
        except Exception as error:  # noqa: BLE001 - what is broken is what the file is for
            report[name] = {"failed": type(error).__name__}
    return report


def text(report: Mapping[str, Any]) -> str:
    """The file as it is written: plain JSON, so that anybody can read what is in it."""
    return json.dumps(report, ensure_ascii=True, indent=1) + "\n"


def write(report: Mapping[str, Any], target: Path) -> int:
    """Write the file, whole or not at all; returns its bytes. Raises DeskError("export_failed")."""
    body = text(report).encode("ascii")
    beside = target.with_name(f".{clock.new_id()}.part")
    try:
        beside.write_bytes(body)
        durable.replace(beside, target)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise DeskError("export_failed") from error
    return len(body)


def contents(report: Mapping[str, Any]) -> list[str]:
    """What is in the file, in words, a line each."""
    cases = _found(report, "cache", "rows", "cases")
    here, free = _found(report, "files", "bytes"), _found(report, "files", "free_bytes")
    checks = report["doctor"] if isinstance(report["doctor"], list) else [{"ok": False}]
    wrong = sum(1 for check in checks if not check["ok"])
    sound = translate("Diagnostics", "all in order")
    unsound = translate("Diagnostics", "not in order: {n}").format(n=wrong)
    return [
        translate("Diagnostics", "The version of the program and of the system"),
        translate("Diagnostics", "How many cases ({n}) and acts, by kind and state").format(
            n=f"{cases:,}"
        ),
        translate("Diagnostics", "Sizes: {mb} MB here, {free} MB free on the disk").format(
            mb=f"{here / 1e6:,.0f}", free=f"{free / 1e6:,.0f}"
        ),
        translate("Diagnostics", "The last rounds of sync ({n}), with figures and codes").format(
            n=len(report["history"])
        ),
        translate("Diagnostics", "How this computer's clock differs from the server's"),
        translate("Diagnostics", "When and where in the program something failed, not with what"),
        translate("Diagnostics", "The check of what is kept here: {result}").format(
            result=unsound if wrong else sound
        ),
    ]


def _found(report: Mapping[str, Any], *path: str) -> int:
    """A figure of the report, 0 where its part could not be told."""
    at: Any = report
    for name in path:
        at = at.get(name, {}) if isinstance(at, dict) else {}
    return at if isinstance(at, int) else 0


def left_out() -> str:
    """What is not in the file, in words."""
    return translate(
        "Diagnostics",
        "Not in it: names, telephone numbers, words, places, photos and their names, user names, "
        "the server's address, folders of this computer, passwords and keys.",
    )


# -- the parts ----------------------------------------------------------------------------------


def _program(_: Desk, gate: _Gate) -> dict[str, Any]:
    packages: dict[str, str | None] = {}
    for name in _PACKAGES:
        try:
            packages[name] = gate.version(importlib.metadata.version(name))
        except importlib.metadata.PackageNotFoundError:
            packages[name] = None
    return {
        "packages": packages,
        "bundled": bool(getattr(sys, "frozen", False)),
        "python": gate.version(platform.python_version()),
        "system": gate.word(sys.platform),
        "release": gate.version(platform.release()),
        "machine": gate.word(platform.machine().lower()),
        "processors": os.cpu_count() or 0,
        "language": gate.word(language()),
    }


def _desk(desk: Desk, gate: _Gate) -> dict[str, Any]:
    settings = desk.settings
    return {
        "role": gate.word(desk.account.role),
        # A technician tells two desks apart by these, and the administrator finds this one.
        "device": _hashed("device", desk.cache.get("device")),
        "server": _hashed("server", desk.cache.get("server")),
        "scope": gate.number(desk.account.scope),
        "settings_version": gate.number(desk.cache.get("settings_version")),
        "lock_after_days": gate.number(settings.lock_after_days if settings else None),
        "staff": len(settings.staff) if settings else 0,
        "units": len(settings.units) if settings else 0,
        "types": len(settings.types) if settings else 0,
    }


def _cache(desk: Desk, gate: _Gate) -> dict[str, Any]:
    with desk.cache.file.reading() as connection:
        shape = figures.shape(connection)
    counts, use = desk.counts(), desk.photo_keeping.use()
    return {
        "schema": gate.number(shape["pragmas"]["user_version"]),
        "schema_of_program": schema.VERSION,
        "cipher": gate.version(str(shape["pragmas"]["cipher_version"])),
        "pages": {
            name: gate.number(shape["pragmas"][name])
            for name in ("page_count", "page_size", "freelist_count")
        },
        "rows": {table: gate.number(number) for table, number in shape["rows"].items()},
        "marked": {mark: gate.number(number) for mark, number in shape["marked"].items()},
        "by_state": {gate.word(str(s)): gate.number(n) for s, n in counts.by_state.items()},
        "photos": {
            "budget": use.budget, "originals": use.photos, "original_bytes": use.photo_bytes,
            "thumbnails": use.thumbnails, "thumbnail_bytes": use.thumbnail_bytes,
            "staying": use.staying, "staying_bytes": use.staying_bytes,
        },
    }  # fmt: skip


def _files(desk: Desk, _: _Gate) -> dict[str, Any]:
    profile = desk.profile
    named = {
        f"{file.name}{suffix}": _size(file.with_name(file.name + suffix))
        for file in (profile.cache_file, profile.photos_file)
        for suffix in ("", "-wal")
    }
    try:
        free = shutil.disk_usage(profile.path).free
    except OSError:
        free = 0
    return {**named, "bytes": sum(named.values()), "free_bytes": free}


def _outbox(desk: Desk, gate: _Gate) -> dict[str, Any]:
    with desk.cache.file.reading() as connection:
        operations, uploads = figures.operations(connection), figures.uploads(connection)
    return {
        "operations": [
            {
                "kind": gate.word(g.kind), "state": gate.word(g.state),
                "reason": gate.reason(g.code), "number": gate.number(g.number),
                "oldest": _time(g.oldest), "tries": gate.number(g.tries),
            }
            for g in operations
        ],
        "photos": [
            {
                "state": gate.word(g.state), "error": gate.word(g.code),
                "number": gate.number(g.number), "bytes": gate.number(g.size),
                "sent": gate.number(g.done), "tries": gate.number(g.tries),
            }
            for g in uploads
        ],
    }  # fmt: skip


def _sync(desk: Desk, gate: _Gate) -> dict[str, Any]:
    status, cache = desk.status, desk.cache
    return {
        "line": gate.word(str(status.line)),
        "code": gate.word(status.code),
        "last": _time(cache.get("last_sync_at")),
        "next_try": _time(cache.get("next_try_at")),
        "failures": gate.number(cache.get("sync_failures")),
        "epoch": gate.number(cache.get("epoch")),
        "generation": gate.number(cache.get("generation")),
        "sweeping": bool(cache.get("sweeping")),
        "begun": bool(cache.get("cursor")),
    }


def _history(desk: Desk, gate: _Gate) -> list[dict[str, Any]]:
    return [_round(asdict(past), gate) for past in desk.sync_history(ROUNDS)]


def _round(past: Mapping[str, Any], gate: _Gate) -> dict[str, Any]:
    told = {"began": _time(past["began"]), "ended": _time(past["ended"]),
            "code": gate.word(past["code"])}  # fmt: skip
    figures_of_it = {n: gate.number(v) for n, v in past.items() if n not in told and v}
    return {**told, **figures_of_it}


def _journal(desk: Desk, gate: _Gate) -> list[dict[str, Any]]:
    return [
        {
            "at": _time(line.at),
            "code": gate.word(line.code),
            "figures": [v for v in line.detail.values() if isinstance(v, int) and 0 <= v < MOST],
            "words": [gate.word(v) for v in line.detail.values() if isinstance(v, str)],
        }
        for line in desk.journal(LINES)
    ]


def _clocks(desk: Desk, _: _Gate) -> dict[str, Any]:
    """This computer's clock against the server's, and what is known of its boots."""
    standing, seen = desk.lock_standing(keep=False), contact.kept(desk.cache)
    shown, known = clock.clocks(), clock.known()
    boot = reckoning.of(known, shown.boot)
    told: dict[str, Any] = {
        "running_seconds": shown.monotonic // 1_000_000,
        "boot": _hashed("boot", shown.boot),
        "boots_known": len(known.boots),
        "ahead_seconds": reckoning.off(known, shown) // 1_000_000,
        "error_seconds": None if boot is None else boot.error // 1_000_000,
        "locked": standing.locked,
    }
    if seen is not None:
        told |= {
            "met": _time(seen.met),
            "reached": _time(seen.reached),
            "boot_of_contact": _hashed("boot", seen.boot),
        }
    return told


def _doctor(desk: Desk, gate: _Gate) -> list[dict[str, Any]]:
    try:
        findings = doctor.check(desk.cache, desk.photos)
    except StorageError as error:
        return [{"code": gate.word(error.code), "ok": False}]
    # Its details are for who sits at the desk: an error may quote what it stumbled over.
    return [{"code": gate.word(f.code), "ok": bool(f.ok)} for f in findings]


def _log(desk: Desk, _: _Gate) -> dict[str, Any]:
    return diagnostic_log.tail(desk.profile.path)


_PARTS: dict[str, Callable[[Desk, _Gate], Any]] = {
    "program": _program,
    "desk": _desk,
    "cache": _cache,
    "files": _files,
    "outbox": _outbox,
    "sync": _sync,
    "history": _history,
    "journal": _journal,
    "clocks": _clocks,
    "doctor": _doctor,
    "log": _log,
}


# -- the gate -----------------------------------------------------------------------------------


class _Gate:
    """Lets through numbers and words of the vocabulary alone."""

    def __init__(self) -> None:
        known: Sequence[str] = (
            "", *messages.codes(), *PAYLOADS, *map(str, State), *map(str, Role), *map(str, Line),
            *map(str, Sending), *map(str, PhotoState), *_WORDS, *_SYSTEMS, *doctor.CODES,
        )  # fmt: skip
        self._known = frozenset(known)

    def word(self, value: object) -> str:
        """The word if it is one of ours."""
        return value if isinstance(value, str) and value in self._known else OTHER

    def reason(self, value: object) -> str:
        """The reason of a refusal, if it is one of ours."""
        if value == "":
            return ""
        known = isinstance(value, str) and f"refused_{value}" in self._known
        return str(value) if known else OTHER

    @staticmethod
    def number(value: object) -> float | int | None:
        """The number; None for what is none."""
        return value if isinstance(value, int | float) else None

    @staticmethod
    def version(value: str) -> str:
        """The digits at the start of a version; what people add to it stays out."""
        found = _VERSION.match(value)
        return found.group()[:20] if found else OTHER


def _time(at: object) -> str | None:
    """A time in whole seconds, UTC."""
    if not isinstance(at, int) or isinstance(at, bool) or at <= 0:
        return None
    try:
        return datetime.fromtimestamp(at // 1_000_000, UTC).isoformat()
    except (OverflowError, ValueError, OSError):
        return None


def _hashed(what: str, value: object) -> str | None:
    """Something that names this desk and nobody can lead back."""
    if not value:
        return None
    return hashlib.sha256(f"tambon-desk {what} {value}".encode()).hexdigest()[:16]


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0
