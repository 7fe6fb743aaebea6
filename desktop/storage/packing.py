"""Cases and their words as they lie in the cache: packed by a dictionary that knows their form.

A case is a kilobyte or two of JSON in which little is its own. Zstandard (RFC 8878) with a trained
dictionary leaves about a fifth, and what is not written need not be encrypted either. A frame names
its dictionary by number; one that was given out is never changed (`tools/case_dictionary.py`).
"""

from __future__ import annotations

import threading
from functools import cache

import zstandard

from casework import wire
from casework.case import Case
from desktop.paths import resource

DICTIONARY = 7101
DICTIONARY_FILE = f"cases-{DICTIONARY}.zdict"
_LEVEL = 1
_thread = threading.local()


@cache
def _dictionary() -> zstandard.ZstdCompressionDict:
    return zstandard.ZstdCompressionDict(resource("storage", DICTIONARY_FILE).read_bytes())


def _tools() -> tuple[zstandard.ZstdCompressor, zstandard.ZstdDecompressor]:
    """One pair a thread: they are not made for several at once."""
    found: tuple[zstandard.ZstdCompressor, zstandard.ZstdDecompressor] | None
    found = getattr(_thread, "tools", None)
    if found is None:
        words = _dictionary()
        found = _thread.tools = (
            zstandard.ZstdCompressor(level=_LEVEL, dict_data=words),
            zstandard.ZstdDecompressor(dict_data=words),
        )
    return found


def pack(data: bytes) -> bytes:
    """Bytes as they are stored."""
    return _tools()[0].compress(data)


def unpack(data: bytes) -> bytes:
    """Stored bytes as they were. Raises ValueError where they are damaged."""
    try:
        return _tools()[1].decompress(data)
    except zstandard.ZstdError as error:
        raise ValueError(f"not a packed value: {error}") from error


def pack_case(case: Case) -> bytes:
    """A case as it is stored."""
    return pack(wire.encode(case))


def unpack_case(data: bytes) -> Case:
    """A stored case. Raises ValueError, msgspec.DecodeError where it is damaged."""
    return wire.decode_case(unpack(data))
