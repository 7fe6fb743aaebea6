"""The words between the desk and the process that decodes: frames of bytes over a pipe.

A frame is its length (8 bytes, big-endian) and so many bytes. A message is two frames: a JSON
object, then the bytes of a picture or none. Nothing that came from outside is ever unpickled.
"""

from __future__ import annotations

import json
import struct
from typing import IO, Any

_LENGTH = struct.Struct(">Q")
NAME = "picture-worker"
"""The word with which the bundled program starts as the process that decodes."""
SECONDS = 20.0
"""Longest time for one picture."""
MOST_WORDS = 64 * 1024
MOST_BYTES = 256 * 1024 * 1024


def write_message(stream: IO[bytes], words: dict[str, Any], data: bytes = b"") -> None:
    """Send a message. Raises OSError where nobody reads any more."""
    head = json.dumps(words).encode()
    stream.write(_LENGTH.pack(len(head)) + head + _LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def read_message(stream: IO[bytes]) -> tuple[dict[str, Any], bytes]:
    """The next message. Raises EOFError at the end, ValueError for what is no message."""
    words = json.loads(_read_frame(stream, MOST_WORDS))
    if not isinstance(words, dict):
        raise ValueError("not a message")
    return words, _read_frame(stream, MOST_BYTES)


def _read_frame(stream: IO[bytes], most: int) -> bytes:
    (length,) = _LENGTH.unpack(_read(stream, _LENGTH.size))
    if length > most:
        raise ValueError(f"a frame of {length} bytes")
    return _read(stream, length)


def _read(stream: IO[bytes], length: int) -> bytes:
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return data
