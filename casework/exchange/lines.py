"""One JSON object a line (ndjson), read line by line."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from casework.exchange.convert import convert
from casework.exchange.problems import problem
from casework.exchange.record import Problem, Record
from casework.exchange.source import Source

CONTAINERS = ("results", "features", "data", "records", "issues")
_NUMBER_IN_TEXT = re.compile(r'"ticket_id"\s*:\s*"([^"\\]{1,40})"')
_SPACE = " \t\r\n,\x1e\ufeff"
_decoder = json.JSONDecoder(strict=False)


def numbers_in(text: str) -> list[str]:
    """The ticket numbers that a damaged piece of JSON still shows."""
    return list(dict.fromkeys(_NUMBER_IN_TEXT.findall(text)))


def records_in(value: Any) -> list[Any] | None:
    """The list of records in an envelope (or the one record it holds), None if it is none."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and "ticket_id" not in value:
        for name in CONTAINERS:
            held = value.get(name)
            if isinstance(held, list):
                return held
            if isinstance(held, dict):
                return [held]
    return None


def read_lines(source: Source, file: str) -> Iterator[Record | Problem]:
    """Yield what each line holds. The last line of a cut file is named as cut off."""
    decode = msgspec.json.Decoder().decode
    number, whole = 0, True
    for number, line in enumerate(io.BufferedReader(source, 1 << 18), 1):
        place = f"line {number}"
        try:
            value = decode(line)
        except (ValueError, RecursionError):
            whole = line.endswith(b"\n")
            yield from _read_damaged(line, file, place, at_end=not whole)
            continue
        if isinstance(value, dict) and "ticket_id" in value:
            yield convert(value, file, place)
        else:
            yield from _read_other(value, file, place)
    if whole and source.cut:
        yield problem(file, f"line {number + 1}", "cut_off", "it stops before its end")


def _read_other(value: Any, file: str, place: str) -> Iterator[Record | Problem]:
    held = records_in(value)
    if held is None:
        yield convert(value, file, place)
        return
    for index, item in enumerate(held, 1):
        yield convert(item, file, f"{place} record {index}")


def _read_damaged(
    line: bytes, file: str, place: str, *, at_end: bool
) -> Iterator[Record | Problem]:
    """Save what a line holds that is not quite JSON: glued objects, bytes that are not UTF-8."""
    text = line.decode("utf-8", "surrogateescape").strip(_SPACE)
    position = 0
    while position < len(text):
        try:
            value, position = _decoder.raw_decode(text, position)
        except (ValueError, RecursionError):
            rest = text[position:]
            reason = "cut_off" if at_end else "broken"
            detail = "it stops before its end" if at_end else "it is not valid JSON"
            for number in numbers_in(rest) or [""]:
                yield problem(file, place, reason, detail, number)
            return
        yield from _read_other(value, file, place)
        while position < len(text) and text[position] in _SPACE:
            position += 1
