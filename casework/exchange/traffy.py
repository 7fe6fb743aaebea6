"""Reading Traffy Fondue's public data in every form, by content and not by the file's name.

The forms (docs/import.md): search results of 2022, 2023 and 2026 (envelope or bare list), one
object a line, CSV (public dump, monthly file, exchange API, CityData), GeoJSON of the statistics
API, replies of the exchange API; each plain or gzip.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from casework.exchange.documents import read_document
from casework.exchange.lines import read_lines, records_in
from casework.exchange.problems import problem
from casework.exchange.record import Problem, Record
from casework.exchange.source import Source
from casework.exchange.tables import delimiter_of, heading_of, read_table

_HEAD = 1 << 17
_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_ZIP = b"PK\x03\x04"
_JSON_AFTER_WARNING = re.compile(rb"(?m)^\s*[\[{]\s*[\"{\[]|>\s*(?=\{\s*\"|\[\s*[{\]])")
_DATA_ROW = re.compile(r"\"?\d{4}-[0-9A-Z]{6}\"?[,;\t|]")
_OBJECT_LINE = re.compile(rb"(?m)^\s*\{\s*\"")


def read_file(path: str | os.PathLike[str]) -> Iterator[Record | Problem]:
    """Yield every case of a file as a Record, and a Problem for whatever could not be taken.

    Never raises for what the file holds, nor for a file that cannot be read: that is a problem
    too. Memory stays small, whatever the size of the file.
    """
    name = Path(path).name
    try:
        source = Source.open(path)
    except OSError as error:
        yield problem(name, "file", "unreadable", error.strerror or str(error))
        return
    with source:
        try:
            for item in _read(source, name):
                if isinstance(item, Record) and "bad_utf8" in item.notes:
                    yield problem(name, item.place, "bad_utf8", number=item.number)
                yield item
        except OSError as error:
            yield problem(name, "file", "unreadable", error.strerror or str(error))
            return
        if source.damage:
            yield problem(name, f"byte {source.size}", "damaged_gzip", source.damage)


def _read(source: Source, name: str) -> Iterator[Record | Problem]:
    _skip_what_is_not_data(source)
    head = source.head(_HEAD)
    if not head.strip():
        reason = "cut_off" if source.cut else "empty"
        yield problem(name, "byte 0", reason, "it stops before its end")
    elif _is_json_lines(head):
        yield from read_lines(source, name)
    elif head.lstrip()[:1] in (b"{", b"["):
        yield from read_document(source, name)
    elif _is_table(head):
        yield from read_table(source, name)
    elif _OBJECT_LINE.search(head) and not head.lstrip().startswith(b"<"):
        yield from read_lines(source, name)
    else:
        yield problem(name, "file", "unknown_form", _what_it_is(head))


def _skip_what_is_not_data(source: Source) -> None:
    """Step over a byte order mark, saved HTTP headers, and a PHP warning before the JSON."""
    if source.head(3) == _BOM:
        source.skip(3)
    head = source.head(_HEAD)
    if head.startswith(b"HTTP/"):
        end = re.search(rb"\r?\n\r?\n", head)
        if end:
            source.skip(end.end())
            head = source.head(_HEAD)
    if head.lstrip()[:3].lower() in (b"<br", b"<b>"):
        begin = _JSON_AFTER_WARNING.search(head)
        if begin:
            source.skip(begin.end() if begin[0].startswith(b">") else begin.start())


def _object(line: bytes) -> object:
    try:
        return msgspec.json.decode(line.strip().rstrip(b","))
    except (ValueError, RecursionError):
        return None


def _is_json_lines(head: bytes) -> bool:
    """Whether the first or second line is a whole object that is no envelope."""
    lines = [line for line in head.split(b"\n", 4)[:3] if line.strip()]
    if not lines or lines[0].lstrip()[:1] != b"{" or b"\n" not in head:
        return False
    first = _object(lines[0])
    if isinstance(first, dict):
        return records_in(first) is None or len(lines) > 1
    if lines[0].rstrip().endswith((b"[", b",", b"{")) or len(lines) < 2:
        return False
    return isinstance(_object(lines[1]), dict)


def _is_table(head: bytes) -> bool:
    first = head.lstrip().split(b"\n", 1)[0].decode("utf-8", "replace").rstrip("\r")
    if _DATA_ROW.match(first):
        return True
    return heading_of(first.split(delimiter_of(first))) is not None


def _what_it_is(head: bytes) -> str:
    start = head.lstrip()[:200].lower()
    if head.startswith(_ZIP):
        return "a ZIP archive or workbook: unpack it or save it as CSV first"
    if head.startswith(_UTF16):
        return "text in UTF-16: save it as UTF-8 first"
    if start.startswith(b"<"):
        return "a web page"
    return "no heading with a ticket_id column"
