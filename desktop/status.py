"""What the status line says: connection, last sync, and what waits."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop.sync.progress import Progress


class Line(StrEnum):
    """How the line to the server stands, as far as the last try told."""

    UNKNOWN = "unknown"
    OK = "ok"
    SYNCING = "syncing"
    WEAK = "weak"
    OFFLINE = "offline"
    CAPTIVE = "captive"
    SERVER_DOWN = "server_down"
    SIGN_IN = "sign_in"
    REVOKED = "revoked"
    WIPED = "wiped"
    CLOCK = "clock"
    TOO_NEW = "too_new"
    PROBLEM = "problem"


OF_CODE = {
    "unreachable": Line.OFFLINE,
    "cut": Line.OFFLINE,
    "captive": Line.CAPTIVE,
    "server_down": Line.SERVER_DOWN,
    "busy": Line.SERVER_DOWN,
    "sign_in_needed": Line.SIGN_IN,
    "bad_credentials": Line.SIGN_IN,
    "revoked": Line.REVOKED,
    "device_wiped": Line.REVOKED,
    "wiped": Line.WIPED,
    "clock": Line.CLOCK,
    "too_new": Line.TOO_NEW,
}


@dataclass(frozen=True, slots=True)
class Status:
    """The truth about sync at this moment. Times are µs UTC.

    `waiting` counts operations that the server does not have yet, `photos_waiting` photos that it
    has not verified; `next_try_at` is when the desk tries again by itself. `indexing` is how many
    of how many cases the index of the search has, while it has much to do.
    """

    line: Line = Line.UNKNOWN
    code: str = ""
    last_sync_at: int | None = None
    next_try_at: int | None = None
    waiting: int = 0
    photos_waiting: int = 0
    progress: Progress | None = None
    indexing: tuple[int, int] | None = None
