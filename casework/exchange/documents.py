"""JSON documents: an envelope, a bare list, GeoJSON, one reply; read without holding the file.

Records are decoded one by one while the file streams by, so that those before a cut or beside a
damaged one are saved.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any

from casework.exchange.convert import convert, looks_like_record
from casework.exchange.lines import CONTAINERS, numbers_in, records_in
from casework.exchange.problems import problem
from casework.exchange.record import Problem, Record
from casework.exchange.source import Source

_CHUNK = 1 << 17
# A value that has not ended after so many characters is taken for one that was never closed.
_LONGEST_VALUE = 1 << 26
_STRUCTURE = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]]', re.DOTALL)
_SPACES = re.compile(r"[ \t\r\n\ufeff\x1e]*")
_NEXT_OBJECT = re.compile(r",\s*(?=\{\s*\")")
_STOPS = "it stops before its end"


class _CutError(Exception):
    """The text ends inside a value."""


class _BrokenError(Exception):
    """The value at the position is no JSON; it ends at `end`, None where that is not known."""

    def __init__(self, end: int | None) -> None:
        super().__init__(end)
        self.end = end


class _Text:
    """The text of a source as far as it was read, and the position in it."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._bytes = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        self._json = json.JSONDecoder(strict=False)
        self.buffer = ""
        self.position = 0
        self.ended = False
        self._doubtful = False

    def fill(self) -> None:
        """Read on: at least as much again as is waiting, so that retries stay cheap."""
        rest = self.buffer[self.position :]
        data = self._source.read(max(_CHUNK, len(rest))) or b""
        self.ended = not data
        self.buffer = rest + self._bytes.decode(data, self.ended)
        self.position = 0

    def peek(self) -> str:
        """The next character that is no white space, "" at the end."""
        while True:
            match = _SPACES.match(self.buffer, self.position)
            self.position = match.end() if match else self.position
            if self.position < len(self.buffer):
                return self.buffer[self.position]
            if self.ended:
                return ""
            self.fill()

    def take(self, wanted: str) -> None:
        """Step over a character. Raises _CutError at the end, _BrokenError at another one."""
        found = self.peek()
        if not found:
            raise _CutError
        if found not in wanted:
            raise _BrokenError(None)
        self.position += 1

    def value(self) -> Any:
        """Decode the value that begins here. Raises _CutError and _BrokenError."""
        self.peek()
        while True:
            try:
                value, end = self._json.raw_decode(self.buffer, self.position)
            except RecursionError:
                raise _BrokenError(self._end()) from None
            except ValueError:
                self._ask_for_more()
                continue
            if end == len(self.buffer) and not self.ended and not isinstance(value, dict | list):
                self.fill()  # a number may go on
                continue
            self.position = end
            return value

    def _ask_for_more(self) -> None:
        if self._doubtful and self._next_record() is not None:
            raise _BrokenError(None)
        end = self._end()
        if end is not None or len(self.buffer) - self.position > _LONGEST_VALUE:
            raise _BrokenError(end)
        if self.ended:
            raise _CutError
        self.fill()

    def _end(self) -> int | None:
        """Where the object or list at the position ends, None when not in what was read."""
        depth = 0
        for match in _STRUCTURE.finditer(self.buffer, self.position):
            if match[0] in "{[":
                depth += 1
            elif match[0] in "}]":
                depth -= 1
                if depth <= 0:
                    return match.end() if depth == 0 else match.start()
        return None

    def find_record(self) -> int | None:
        """Where behind the position the next whole record begins, after one never closed.

        From then on such records are looked for before much is read ahead: there may be many.
        """
        self._doubtful = True
        while (found := self._next_record()) is None:
            if self.ended or len(self.buffer) - self.position > _LONGEST_VALUE:
                return None
            self.fill()
        return found

    def _next_record(self) -> int | None:
        starts = (m.end() for m in _NEXT_OBJECT.finditer(self.buffer, self.position))
        return next((start for start in starts if self._is_record(start)), None)

    def _is_record(self, position: int) -> bool:
        try:
            return looks_like_record(self._json.raw_decode(self.buffer, position)[0])
        except (ValueError, RecursionError):
            return False


class _Reader:
    """Walks the documents of one file and counts the records."""

    def __init__(self, source: Source, file: str) -> None:
        self.text = _Text(source)
        self.source = source
        self.file = file
        self.count = 0

    def read(self) -> Iterator[Record | Problem]:
        """Yield all records and problems of the file."""
        try:
            while (sign := self.text.peek()) != "":
                if sign == "[":
                    yield from self._array()
                elif sign == "{":
                    yield from self._object()
                elif sign == ",":
                    self.text.position += 1
                else:
                    raise _BrokenError(None)
        except _CutError:
            yield from self._cut()
            return
        except _BrokenError:
            after = "something else follows the data"
            yield problem(self.file, f"record {self.count + 1}", "broken", after)
        if self.source.cut:
            yield from self._cut()

    def _cut(self) -> Iterator[Problem]:
        rest = self.text.buffer[self.text.position :]
        for number in numbers_in(rest) or [""]:
            self.count += 1
            place = f"record {self.count} byte {self.source.size}"
            yield problem(self.file, place, "cut_off", _STOPS, number)

    def _array(self) -> Iterator[Record | Problem]:
        text = self.text
        text.take("[")
        while (sign := text.peek()) != "]":
            if sign == "":
                raise _CutError
            if sign == ",":
                text.position += 1
                continue
            try:
                value = text.value()
                self._check_number(value)
            except _BrokenError as broken:
                yield from self._after_broken(broken.end)
                continue
            except _CutError:
                yield from self._after_unclosed()
                continue
            yield from self._records(value)
        text.take("]")

    def _records(self, value: Any) -> Iterator[Record | Problem]:
        """An element of a list: a record, or a page with records of its own."""
        for item in records_in(value) or [value]:
            self.count += 1
            yield convert(item, self.file, f"record {self.count}")

    def _check_number(self, value: Any) -> None:
        if isinstance(value, int | float) and self.text.peek() not in ",]":
            raise _BrokenError(None)

    def _after_broken(self, end: int | None) -> Iterator[Problem]:
        """Name the damaged record and go behind it. Raises _CutError when nothing follows."""
        text = self.text
        if end is None or end <= text.position:
            yield from self._after_unclosed()
            return
        piece = text.buffer[text.position : end]
        if piece.count('"ticket_id"') > 1:  # a lost quotation mark swallowed the next records
            yield from self._after_unclosed()
            return
        text.position = end
        if text.peek() not in (",", "]", ""):
            yield from self._after_unclosed(piece)
            return
        yield from self._broken(piece)

    def _broken(self, piece: str) -> Iterator[Problem]:
        """Name every record that a damaged piece shows a number of, at least one."""
        for number in numbers_in(piece) or [""]:
            self.count += 1
            place = f"record {self.count}"
            yield problem(self.file, place, "broken", "it is not valid JSON", number)

    def _after_unclosed(self, piece: str = "") -> Iterator[Problem]:
        """A record that is never closed: go to the next that can be read, else it is the cut."""
        text = self.text
        following = text.find_record()
        if following is None:
            raise _CutError
        piece = piece or text.buffer[text.position : following]
        text.position = following
        yield from self._broken(piece)

    def _object(self) -> Iterator[Record | Problem]:
        text = self.text
        members: dict[str, Any] = {}
        held = False
        text.take("{")
        while text.peek() != "}":
            name = text.value()
            text.take(":")
            if text.peek() == "[" and name in CONTAINERS and "ticket_id" not in members:
                held = True
                yield from self._array()
            else:
                members[str(name)] = text.value()
            if text.peek() == ",":
                text.position += 1
            elif text.peek() != "}":
                text.take("}")
        text.take("}")
        yield from self._members(members, held=held)

    def _members(self, members: dict[str, Any], *, held: bool) -> Iterator[Record | Problem]:
        """An object that was no envelope: a record itself, a reply with one, or replies by name."""
        found = [members] if looks_like_record(members) else _records_below(members)
        for value in found:
            self.count += 1
            yield convert(value, self.file, f"record {self.count}")
        message = members.get("message")
        failed = str(members.get("status", "")).lower() in {"fail", "error", "false"}
        if not found and not self.count and (failed or not held):
            if isinstance(message, str) and message:
                yield problem(self.file, "file", "error_reply", message[:200])
            elif "ticket_id" in members or "properties" in members:
                self.count += 1
                yield convert(members, self.file, f"record {self.count}")
            elif not held:
                detail = "JSON without a list of records"
                yield problem(self.file, "file", "unknown_form", detail)


def _records_below(value: Any, depth: int = 0) -> list[Any]:
    """Records within named replies, as in a collection of samples; lists count as a whole."""
    found: list[Any] = []
    if isinstance(value, dict) and depth < 3:
        for inner in value.values():
            if looks_like_record(inner):
                found.append(inner)
            elif isinstance(inner, list) and any(map(looks_like_record, inner)):
                found.extend(inner)
            else:
                found.extend(_records_below(inner, depth + 1))
    return found


def read_document(source: Source, file: str) -> Iterator[Record | Problem]:
    """Yield the records of a JSON file, and a problem for each one that cannot be read."""
    return _Reader(source, file).read()
