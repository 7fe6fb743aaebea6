"""A file as a stream of bytes: plain or gzip by content, cut or whole."""

from __future__ import annotations

import io
import os
import zlib
from pathlib import Path
from typing import BinaryIO

_GZIP = b"\x1f\x8b"
_CHUNK = 1 << 18
_LAYERS = 3


class Source(io.RawIOBase):
    """The unpacked bytes of a file, with a look ahead.

    After the end, `cut` says that a gzip stream stopped before its end, `damage` what was wrong
    with one ("" when nothing), and `size` how many unpacked bytes there were. Raises OSError
    where the file cannot be read; damage in a gzip stream only ends it.
    """

    def __init__(self, file: BinaryIO | Source) -> None:
        self._file = file
        self._ahead = b""
        self._packed = b""
        self._unzip: zlib._Decompress | None = None
        self._ended = False
        self._cut = False
        self._damage = ""
        self.size = 0

    @property
    def cut(self) -> bool:
        """Whether a gzip stream stopped before its end."""
        return self._cut or (isinstance(self._file, Source) and self._file.cut)

    @property
    def damage(self) -> str:
        """What was wrong with a gzip stream, "" when nothing."""
        inner = self._file.damage if isinstance(self._file, Source) else ""
        return self._damage or inner

    @staticmethod
    def open(path: str | os.PathLike[str]) -> Source:
        """Open a file; gzip, also gzip within gzip, is recognised by its first bytes."""
        source = Source(Path(path).open("rb"))  # noqa: SIM115  closed with the source
        for _ in range(_LAYERS):
            if not source.head(2).startswith(_GZIP):
                break
            source = Source(source)
            source.begin_gzip()
        return source

    def begin_gzip(self) -> None:
        """Unpack what follows."""
        self._unzip = zlib.decompressobj(wbits=31)

    def readable(self) -> bool:
        """Always: this is a stream to read from."""
        return True

    def close(self) -> None:
        """Close the file too."""
        if not self.closed:
            self._file.close()
        super().close()

    def readinto(self, buffer: object) -> int:
        """Fill a buffer, as io.RawIOBase asks for; 0 at the end."""
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        if self._ahead:
            data, self._ahead = self._ahead[: len(view)], self._ahead[len(view) :]
        else:
            data = self._next(len(view))
            data, self._ahead = data[: len(view)], data[len(view) :]
        view[: len(data)] = data
        self.size += len(data)
        return len(data)

    def head(self, size: int) -> bytes:
        """The next bytes without taking them, fewer only at the end."""
        while len(self._ahead) < size:
            data = self._next(size - len(self._ahead))
            if not data:
                break
            self._ahead += data
        return self._ahead[:size]

    def skip(self, size: int) -> None:
        """Leave out bytes that were seen with `head`."""
        self._ahead = self._ahead[size:]
        self.size += size

    def _next(self, size: int) -> bytes:
        if self._ended:
            return b""
        if self._unzip is None:
            return self._file.read(size) or b""
        return self._unpack(size)

    def _unpack(self, size: int) -> bytes:
        unzip = self._unzip
        while unzip is not None:
            if not self._packed:
                self._packed = self._file.read(_CHUNK) or b""
            if not self._packed:
                self._ended = True
                data = unzip.flush()
                self._cut = not unzip.eof
                return data
            before = unzip.copy()
            try:
                data = unzip.decompress(self._packed, size)
            except zlib.error as error:
                self._ended = True
                self._damage = str(error)
                return _until_damage(before, self._packed)
            self._packed = unzip.unconsumed_tail
            if unzip.eof:
                self._begin_member(unzip.unused_data)
                unzip = self._unzip
            if data:
                return data
        return b""

    def _begin_member(self, rest: bytes) -> None:
        """After one gzip member another may follow; zeros or rubbish after it are padding."""
        rest = rest or self._file.read(_CHUNK) or b""
        self._packed = rest
        if rest.startswith(_GZIP):
            self._unzip = zlib.decompressobj(wbits=31)
        else:
            self._ended = True
            self._unzip = None
            self._packed = b""


def _until_damage(unzip: zlib._Decompress, packed: bytes) -> bytes:
    """What can be unpacked up to the damaged byte, so that no whole record before it is lost."""
    found = bytearray()
    try:
        for at in range(len(packed)):
            found += unzip.decompress(packed[at : at + 1])
    except zlib.error:
        pass
    return bytes(found)
