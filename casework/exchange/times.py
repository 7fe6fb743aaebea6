"""Times as Traffy Fondue writes them, to µs UTC.

Search results and dumps write "2022-12-15 16:19:40.82937+00" (1 to 6 digits of fraction, a zone
without minutes); the statistics and exchange APIs write the clock of Bangkok without a zone.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Any

from casework.thai import BUDDHIST_OFFSET, MICROSECONDS, MONTHS_SHORT

_DAY = 86_400 * MICROSECONDS
_BANGKOK_OFFSET = 7 * 3600 * MICROSECONDS
_EPOCH_DAY = date(1970, 1, 1).toordinal()
_FIRST_BUDDHIST_YEAR = 2400
_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ]+(\d\d?):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*(?:น\.)?)?"
    r"\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?$"
)
_SLASHED = re.compile(
    r"(\d{1,2})/(\d{1,2})/(\d{4})(?:,?\s+(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?"
    r"\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?$"
)
_THAI = re.compile(
    r"(\d{1,2})\s+([ก-๙.]+)\s+(\d{2}|\d{4})(?:,?\s+(\d{1,2})[:.](\d\d)(?::(\d\d))?)?\s*(?:น\.)?$"
)


@lru_cache(maxsize=8192)
def _midnight(year: str, month: str, day: str) -> int:
    number = int(year)
    if number >= _FIRST_BUDDHIST_YEAR:
        number -= BUDDHIST_OFFSET
    return (date(number, int(month), int(day)).toordinal() - _EPOCH_DAY) * _DAY


def _clock(hour: str | None, minute: str | None, second: str | None, fraction: str | None) -> int:
    h, m, s = int(hour or 0), int(minute or 0), int(second or 0)
    if h > 23 or m > 59 or s > 59:
        raise ValueError("not a time of day")
    micro = int((fraction or "0")[:6].ljust(6, "0"))
    return ((h * 60 + m) * 60 + s) * MICROSECONDS + micro


@lru_cache(maxsize=64)
def _offset(zone: str | None) -> int:
    if zone is None:
        return _BANGKOK_OFFSET
    if zone in {"Z", "UTC", "GMT"}:
        return 0
    minutes = int(zone[1:3]) * 60 + int(zone[3:].lstrip(":") or 0)
    return (-1 if zone[0] == "-" else 1) * minutes * 60 * MICROSECONDS


def _thai_month(word: str) -> str:
    return str(MONTHS_SHORT.index(word) + 1)


def parse_time(value: Any) -> int | None:
    """A time as µs UTC, None for an empty value. A time without a zone is Bangkok's.

    Raises ValueError when it cannot be read. Beside the two usual forms it knows dates that a
    spreadsheet rewrote (19/9/2021 14:56), Thai dates (9 ธ.ค. 67 14:05 น.), Buddhist years, and
    seconds, milliseconds or microseconds since 1970.
    """
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _since_1970(float(value))
    text = str(value).strip()
    if not text or text.lower() in {"null", "none", "nan", "nat", "\\n", "-"}:
        return None
    match = _ISO.match(text)
    if match:
        year, month, day, hour, minute, second, fraction, zone = match.groups()
    else:
        match = _SLASHED.match(text)
        if not match:
            return _parse_thai(text)
        day, month, year, hour, minute, second, fraction, zone = match.groups()
    return _midnight(year, month, day) + _clock(hour, minute, second, fraction) - _offset(zone)


def _parse_thai(text: str) -> int:
    match = _THAI.match(text)
    if not match:
        raise ValueError("not a time")
    day, month, year, hour, minute, second = match.groups()
    if len(year) == 2:
        year = f"25{year}"
    return (
        _midnight(year, _thai_month(month), day)
        + _clock(hour, minute, second, None)
        - _BANGKOK_OFFSET
    )


def _since_1970(value: float) -> int | None:
    if value == 0:
        return None
    for scale in (1, 1_000, 1_000_000):
        if 1e9 <= value / scale < 5e9:
            return int(value * (MICROSECONDS // scale))
    raise ValueError("not a time")
