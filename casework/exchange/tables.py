"""CSV files, whatever their columns and order: read by the names in the heading."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterator

from casework.exchange.convert import convert
from casework.exchange.problems import problem
from casework.exchange.record import Problem, Record
from casework.exchange.source import Source

# The fields are Thai texts of any length; the limit is a C long, 32 bits on some systems.
csv.field_size_limit(2**31 - 1)

# The columns of files that lost their heading, by their number.
_DUMP = [
    "ticket_id",
    "type",
    "organization",
    "comment",
    "photo",
    "photo_after",
    "coords",
    "address",
    "subdistrict",
    "district",
    "province",
    "timestamp",
    "state",
    "star",
    "count_reopen",
    "last_activity",
]
_CITYDATA = [
    "ticket_id",
    "type",
    "comment",
    "photo",
    "address",
    "subdistrict",
    "district",
    "province",
    "timestamp",
    "last_activity",
    "state",
    "org_response",
    "star",
    "hashtag",
    "coords",
]
_EXCHANGE = [
    "ticket_id",
    "type",
    "organization",
    "description",
    "photo",
    "latitude",
    "longitude",
    "address",
    "subdistrict",
    "district",
    "province",
    "timestamp",
    "photo_after",
    "timestamp_inprogress",
    "timestamp_finished",
    "org_finished",
    "status",
    "confirmed",
    "star",
    "count_reopen",
    "last_activity",
]
_WITHOUT_HEADING = {len(names): names for names in (_DUMP, _CITYDATA, _EXCHANGE)}

_NUMBER = re.compile(r"(?:\d{4}-)?[0-9A-Z]{6}(?![0-9A-Za-z])")
_ROW_BEGINS = re.compile(r"^\"?(?:\d{4}-)?[0-9A-Z]{6}\"?[,;\t|]", re.MULTILINE)
_TIME_COLUMNS = frozenset(
    {"timestamp", "last_activity", "timestamp_finished", "timestamp_inprogress"}
)
_WHOLE_TIME = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d{1,6})?(Z|[+-]\d\d(?::?\d\d)?)?")
_STOPS = "it stops before its end"

Outcome = Record | Problem


def delimiter_of(line: str) -> str:
    """The delimiter of a heading: the one that splits it into most columns."""
    return max(",;\t|", key=line.count)


def heading_of(row: list[str]) -> list[str] | None:
    """The names of the columns in a first row, None when it is no heading."""
    names = [name.strip().strip('"').lstrip("\ufeff").lower().replace(" ", "_") for name in row]
    return names if any(n in {"ticket_id", "ticketid", "ticket_no"} for n in names) else None


def _form(names: list[str]) -> str:
    known = set(names)
    if "org_response" in known:
        return "csv-citydata"
    if known & {"organization_action", "problemtype_tag"}:
        return "csv-monthly"
    if "latitude" in known:
        return "csv-exchange"
    return "csv-dump"


class _Lines:
    """The lines of a text, remembering those since the last row began."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self.raw: list[str] = []

    def __iter__(self) -> Iterator[str]:
        for line in self._text:
            self.raw.append(line)
            yield line

    def take(self) -> list[str]:
        """The lines since the last call."""
        lines = self.raw.copy()
        self.raw.clear()
        return lines


class _Table:
    """One CSV file: its heading, and what every row is read with."""

    def __init__(self, source: Source, file: str) -> None:
        self.source = source
        self.file = file
        self.names: list[str] = []
        self.form = "csv-dump"
        self.delimiter = ","
        self.zone_seen = False
        self.last_filled = False

    def read(self) -> Iterator[Outcome]:
        """Yield all rows; the last one is looked at for a cut."""
        text = io.TextIOWrapper(
            io.BufferedReader(self.source, 1 << 18),
            encoding="utf-8-sig",
            errors="surrogateescape",
            newline="",
        )
        lines = _Lines(text)
        start, first = next(((n, t) for n, t in enumerate(text, 1) if t.strip()), (1, ""))
        self.delimiter = delimiter_of(first)
        waiting = self._begin(first, start)
        start += 1
        reader = csv.reader(lines, delimiter=self.delimiter)
        for row in reader:
            raw = lines.take()
            if waiting:
                yield from self._row(*waiting)
            waiting = (row, raw, start)
            start += len(raw)
        if waiting:
            yield from self._last(*waiting)
        elif self.source.cut or not first.endswith(("\n", "\r")):
            yield problem(self.file, f"line {start}", "cut_off", _STOPS)

    def _begin(self, first: str, line: int) -> tuple[list[str], list[str], int] | None:
        """Take the heading; a file without one has its first row waiting instead."""
        row = next(csv.reader([first], delimiter=self.delimiter), [])
        names = heading_of(row)
        if names is not None:
            self.names, self.form = names, _form(names)
            return None
        self.names = _WITHOUT_HEADING.get(len(row), _DUMP)
        self.form = _form(self.names)
        return row, [first], line

    def _row(self, row: list[str], raw: list[str], line: int) -> Iterator[Outcome]:
        if not any(cell.strip() for cell in row):
            return
        if self._fits(row):
            yield self._taken(row, line)
        else:
            yield from self._misfit(row, raw, line)

    def _fits(self, row: list[str]) -> bool:
        width = len(self.names)
        return len(row) == width or (len(row) > width and not any(row[width:]))

    def _taken(self, row: list[str], line: int) -> Outcome:
        fields = dict(zip(self.names, row, strict=False))
        self.last_filled = self.last_filled or bool(row[len(self.names) - 1])
        whole = _WHOLE_TIME.fullmatch(row[len(self.names) - 1])
        self.zone_seen = self.zone_seen or bool(whole and whole[1])
        return convert(fields, self.file, f"line {line}", self.form)

    def _misfit(self, row: list[str], raw: list[str], line: int) -> Iterator[Outcome]:
        """A row of the wrong width: perhaps a stray quotation mark swallowed rows behind it."""
        text = "".join(raw)
        begins = [m.start() for m in _ROW_BEGINS.finditer(text)] if len(raw) > 1 else []
        if self.names[0] == "ticket_id" and len(begins) > 1:
            for begin, end in zip(begins, [*begins[1:], len(text)], strict=True):
                yield from self._piece(text[begin:end], line + text.count("\n", 0, begin))
            return
        yield self._wrong_width(row, line)

    def _piece(self, text: str, line: int) -> Iterator[Outcome]:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=self.delimiter))
        if len(rows) == 1 and self._fits(rows[0]):
            yield self._taken(rows[0], line)
        elif rows:
            yield self._wrong_width(rows[0], line)

    def _wrong_width(self, row: list[str], line: int) -> Problem:
        found = _NUMBER.match(row[0]) if row else None
        detail = f"{len(row)} ≠ {len(self.names)}"
        number = found[0] if found else ""
        return problem(self.file, f"line {line}", "columns", detail, number)

    def _last(self, row: list[str], raw: list[str], line: int) -> Iterator[Outcome]:
        text = "".join(raw)
        if not self._is_cut(row, text):
            yield from self._row(row, raw, line)
            if self.source.cut:
                yield problem(self.file, f"line {line + len(raw)}", "cut_off", _STOPS)
            return
        begins = [m.start() for m in _ROW_BEGINS.finditer(text)]
        if not self._fits(row) and len(begins) > 1 and self.names[0] == "ticket_id":
            for begin, end in itertools.pairwise(begins):
                yield from self._piece(text[begin:end], line + text.count("\n", 0, begin))
            line += text.count("\n", 0, begins[-1])
            row = [text[begins[-1] :]]
        found = _NUMBER.match(row[0].lstrip('"')) if row else None
        place = f"line {line} byte {self.source.size}"
        yield problem(self.file, place, "cut_off", _STOPS, found[0] if found else "")

    def _is_cut(self, row: list[str], text: str) -> bool:
        if _ends_in_quotes(text, self.delimiter):
            return True
        if text.endswith(("\n", "\r")):
            return False
        if len(row) < len(self.names) or self.source.cut:
            return True
        last = row[len(self.names) - 1]
        if not last:
            return self.last_filled
        if self.names[-1] not in _TIME_COLUMNS:
            return False
        whole = _WHOLE_TIME.fullmatch(last)
        return whole is None or (self.zone_seen and not whole[1])


def _ends_in_quotes(text: str, delimiter: str) -> bool:
    """Whether a row's text ends inside a quoted field."""
    try:
        list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def read_table(source: Source, file: str) -> Iterator[Outcome]:
    """Yield the records of a CSV file, and a problem for each row that cannot be read."""
    return _Table(source, file).read()
