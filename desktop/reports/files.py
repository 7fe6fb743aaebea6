"""Writing a file whole or not at all."""

from __future__ import annotations

import errno
import secrets
from collections.abc import Callable
from pathlib import Path

from desktop.errors import DeskError
from desktop.storage import durable

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class ExportError(DeskError):
    """The file could not be written; what stood there before is as it was.

    Codes: `export_failed` (open in another program, not allowed, no such folder), `disk_full`.
    """


def write_whole(path: Path, write: Callable[[Path], None]) -> None:
    """Let `write` fill a new file beside `path`, then put it in its place in one step.

    Raises ExportError; nothing half-written stays behind.
    """
    beside = path.with_name(f".{secrets.token_hex(6)}.part")
    try:
        write(beside)
        with beside.open("rb+") as done:
            durable.sync_descriptor(done.fileno())
        durable.replace(beside, path)
    except OSError as error:
        code = "disk_full" if error.errno in _FULL else "export_failed"
        raise ExportError(code, file=path.name) from error
    finally:
        beside.unlink(missing_ok=True)
