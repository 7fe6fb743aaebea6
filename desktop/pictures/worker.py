"""The process that decodes pictures for the desk: a crash, a bomb or an endless loop ends it alone.

It reads requests from its standard input and answers on its standard output (`frames`), until the
desk closes the pipe or is gone.
"""

from __future__ import annotations

import contextlib
import dataclasses
import faulthandler
import os
import signal
import sys
from typing import IO, Any

from casework.pictures.decoding import NotAPicture
from desktop.pictures.decoder import Decoder, HereDecoder
from desktop.pictures.frames import SECONDS, read_message, write_message

MEMORY_BYTES = 2 * 1024**3
"""Most address space of the process: enough for the largest picture that is decoded."""
_ORPHAN_SECONDS = 2 * SECONDS


def serve(decoder: Decoder | None = None, memory: int = MEMORY_BYTES) -> int:
    """Answer requests until there are no more; returns the exit code."""
    requests, replies = _pipes()
    # Ctrl+C in the desk's terminal is for the desk.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory(memory)
    decoder = decoder or HereDecoder()
    with contextlib.suppress(EOFError, OSError, ValueError):
        write_message(replies, {"ready": True})
        while True:
            words, data = read_message(requests)
            # The desk ends who takes too long; where the desk is gone, this does.
            faulthandler.dump_traceback_later(_ORPHAN_SECONDS, exit=True, file=2)
            reply, made = _answer(decoder, words, data)
            faulthandler.cancel_dump_traceback_later()
            write_message(replies, reply, made)
    return 0


def _answer(decoder: Decoder, words: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    try:
        if words["do"] == "inspect":
            return {"told": dataclasses.asdict(decoder.inspect(data))}, b""
        if words["do"] == "describe":
            return {"told": dataclasses.asdict(decoder.describe(data))}, b""
        if words["do"] == "pixels":
            made = decoder.pixels(data, int(words["side"]))
            return {"width": made.width, "height": made.height}, made.bgra
        if words["do"] == "tile":
            width, height, pixels = decoder.tile(data, int(words["side"]))
            return {"width": width, "height": height}, pixels
        return {}, decoder.thumbnail(data, int(words["side"]))
    except NotAPicture as error:
        return {"refused": error.reason}, b""
    except MemoryError:
        return {"refused": "too_heavy"}, b""


def _pipes() -> tuple[IO[bytes], IO[bytes]]:
    """The pipes to the desk, out of the way of libraries that print."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    return requests, replies


def _limit_memory(most: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    # macOS knows the limit and does not always let it be set.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


if __name__ == "__main__":
    raise SystemExit(serve())
