"""Sealed files, which a stick carries between a desk and its server where no line ever comes.

Such a file begins with a line that names the form and a line of JSON (`Header`) that names server,
device and number and nobody else. Records follow, each encrypted and authenticated by AES-256-GCM
under a key of this file alone; the last one says that it is the last. So whoever finds the stick
reads nothing, and a file that was changed, cut, mixed or turned round is none. docs/carrying.md
tells the form.
"""

from __future__ import annotations

import io
import secrets
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import IO, Any

import msgspec
import zstandard
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from casework.shared_keys import derived, extended

MAGIC = b"tambon-carried 1\n"
MAX_RECORD = 64 * 1024 * 1024
_MAX_HEADER = 4096
_LENGTH = struct.Struct(">I")
_TAG = 16
_END = "end"


class Way(StrEnum):
    """Which way a file is carried; each way has keys of its own."""

    TO_SERVER = "to_server"
    TO_DESK = "to_desk"


class NotSealed(Exception):
    """Not a file of this kind for this key: `code` is not_one, newer, other_key, damaged or cut."""

    def __init__(self, code: str) -> None:
        """Nothing of the file was used."""
        super().__init__(code)
        self.code = code


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """What can be read without a key. An answer has the number of what it answers."""

    way: Way
    server: str
    device: str
    number: int
    salt: bytes


@dataclass(frozen=True, slots=True)
class Record:
    """One thing in a file: what it is, facts about it, and its bytes."""

    kind: str
    about: dict[str, Any] = field(default_factory=dict)
    data: bytes = b""


class _Head(msgspec.Struct, omit_defaults=True):
    kind: str
    about: dict[str, Any] = {}
    packed: bool = False


def carrying_key(recovery_key: str) -> bytes:
    """The key that a device and its server carry files by. Raises ValueError for what is not hex.

    `recovery_key` is hex.
    """
    return derived(recovery_key, b"tambon desk carrying")


class Sealer:
    """Writes a sealed file: records, then `close`."""

    def __init__(
        self, file: IO[bytes], key: bytes, way: Way, *, server: str, device: str, number: int
    ) -> None:
        """Write the header. `key` is the carrying key."""
        salt = secrets.token_bytes(32)
        header = Header(way=way, server=server, device=device, number=number, salt=salt)
        self._file = file
        self._open = msgspec.json.encode(header) + b"\n"
        self._cipher = AESGCM(extended(salt, key, str(way).encode()))
        self._count = 0
        file.write(MAGIC + self._open)

    def add(self, kind: str, about: dict[str, Any], data: bytes = b"", *, pack: bool = True) -> int:
        """Write a record; returns its bytes in the file. Pictures are not packed again."""
        packed = pack and bool(data)
        head = msgspec.json.encode(_Head(kind, about, packed))
        plain = head + b"\n" + (zstandard.compress(data) if packed else data)
        return self._write(plain, last=False)

    def close(self) -> None:
        """Write the last record; the file stays open."""
        self._write(msgspec.json.encode(_Head(_END)) + b"\n", last=True)

    def _write(self, plain: bytes, *, last: bool) -> int:
        sealed = self._cipher.encrypt(_nonce(self._count), plain, _bound(self._open, last=last))
        self._count += 1
        self._file.write(_LENGTH.pack(len(sealed)) + sealed)
        return _LENGTH.size + len(sealed)


def read_header(file: IO[bytes]) -> tuple[Header, bytes]:
    """The header, and it as it stands in the file. Raises NotSealed."""
    magic = file.read(len(MAGIC))
    if magic != MAGIC:
        ours = magic.startswith(b"tambon-carried ")
        raise NotSealed("newer" if ours else "not_one")
    line = file.readline(_MAX_HEADER)
    try:
        return msgspec.json.decode(line, type=Header), line
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise NotSealed("cut" if not line.endswith(b"\n") else "damaged") from error


def records(file: IO[bytes], key: bytes, way: Way) -> Iterator[Record]:
    """The records of a file, each proven when it comes. Raises NotSealed, also half way."""
    header, line = read_header(file)
    if header.way != way:
        raise NotSealed("not_one")
    cipher = AESGCM(extended(header.salt, key, str(way).encode()))
    count = 0
    while True:
        plain, last = _opened(file, cipher, line, count)
        count += 1
        if last:
            return
        yield _record(plain)


def check(file: IO[bytes], key: bytes, way: Way) -> int:
    """Read a file to its end before anything of it is used. Raises NotSealed.

    Returns how many records it has; the file is at its beginning again.
    """
    count = sum(1 for _ in records(file, key, way))
    file.seek(0)
    return count


def _opened(file: IO[bytes], cipher: AESGCM, line: bytes, count: int) -> tuple[bytes, bool]:
    """The next record, and whether it is the last."""
    prefix = file.read(_LENGTH.size)
    if len(prefix) < _LENGTH.size:
        raise NotSealed("cut")
    (length,) = _LENGTH.unpack(prefix)
    if not _TAG < length <= MAX_RECORD + _TAG:
        raise NotSealed("damaged")
    sealed = file.read(length)
    if len(sealed) < length:
        raise NotSealed("cut")
    for last in (False, True):
        try:
            return cipher.decrypt(_nonce(count), sealed, _bound(line, last=last)), last
        except InvalidTag:
            continue
    raise NotSealed("other_key" if count == 0 else "damaged")


def _record(plain: bytes) -> Record:
    line, _, data = plain.partition(b"\n")
    try:
        head = msgspec.json.decode(line, type=_Head)
        if head.packed:
            data = _unpacked(data)
    except (msgspec.DecodeError, zstandard.ZstdError) as error:
        raise NotSealed("damaged") from error
    return Record(head.kind, head.about, data)


def _unpacked(data: bytes) -> bytes:
    with zstandard.ZstdDecompressor().stream_reader(io.BytesIO(data)) as reader:
        plain = reader.read(MAX_RECORD + 1)
    if len(plain) > MAX_RECORD:
        raise NotSealed("damaged")
    return plain


def _nonce(count: int) -> bytes:
    # Never used twice: each file has a key of its own.
    return count.to_bytes(12)


def _bound(line: bytes, *, last: bool) -> bytes:
    return line + (b"\x01" if last else b"\x00")
