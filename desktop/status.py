"""What the status line says: connection, last sync, and what waits."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
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
    PROXY = "proxy"
    MAINTENANCE = "maintenance"
    TOO_NEW = "too_new"
    PROBLEM = "problem"


OF_CODE = {
    "unreachable": Line.OFFLINE,
    "no_name": Line.OFFLINE,
    "cut": Line.OFFLINE,
    "captive": Line.CAPTIVE,
    "proxy": Line.PROXY,
    "server_down": Line.SERVER_DOWN,
    "server_error": Line.SERVER_DOWN,
    "busy": Line.SERVER_DOWN,
    "maintenance": Line.MAINTENANCE,
    "sign_in_needed": Line.SIGN_IN,
    "bad_credentials": Line.SIGN_IN,
    "revoked": Line.REVOKED,
    "device_wiped": Line.REVOKED,
    "wiped": Line.WIPED,
    "clock": Line.CLOCK,
    "expired": Line.CLOCK,
    "too_new": Line.TOO_NEW,
}


class Status(msgspec.Struct, frozen=True):
    """The truth about sync at this moment. Times are µs UTC.

    `waiting` counts operations that the server does not have yet, `photos_waiting` photos that it
    has not verified; `next_try_at` is when the desk tries again by itself; `words` is what the
    server's administrator says of it. `indexing` is how many of how many cases the index of the
    search has, while it has much to do. `text_only` is that this desk leaves pictures alone now,
    and why: "slow", "metered" or "chosen"; then `pictures_left` counts those to send and to fetch,
    of about `pictures_bytes` in all. `clock_off` is by how many seconds this computer's clock is
    fast (below zero: slow), 0 where nobody would notice; the times in the program are right.
    """

    line: Line = Line.UNKNOWN
    code: str = ""
    last_sync_at: int | None = None
    next_try_at: int | None = None
    waiting: int = 0
    photos_waiting: int = 0
    progress: Progress | None = None
    indexing: tuple[int, int] | None = None
    words: str = ""
    text_only: bool = False
    text_only_why: str = ""
    pictures_left: int = 0
    pictures_bytes: int = 0
    clock_off: int = 0
