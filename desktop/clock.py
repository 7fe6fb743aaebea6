"""This computer's clocks: wall time, time since boot, and which boot it is."""

from __future__ import annotations

import os
import time
import uuid
from pathlib import Path

from casework.identifiers import uuid7

_BOOT_FILE = Path("/proc/sys/kernel/random/boot_id")


def now() -> int:
    """Wall time in µs UTC. It can be wrong; the server corrects it by `monotonic` and `boot`."""
    return time.time_ns() // 1000


def monotonic() -> int:
    """Microseconds since a moment that is fixed for this boot."""
    return time.monotonic_ns() // 1000


def boot() -> str:
    """A name for this boot of the computer.

    Where the system gives none, the wall time of the boot to the minute stands for it.
    """
    try:
        return _BOOT_FILE.read_text(encoding="ascii").strip()
    except OSError:
        minute = (now() - monotonic()) // 60_000_000
        return str(uuid.uuid5(uuid.NAMESPACE_OID, f"boot {minute}"))


def new_id() -> str:
    """A new UUIDv7."""
    return uuid7(now(), os.urandom(10))
