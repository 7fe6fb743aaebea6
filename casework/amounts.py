"""Amounts as people type them: Thai digits, thousands, units behind them; and lists of material."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Final, NamedTuple

from casework.fixing import MAX_BAHT

_THAI_DIGITS: Final = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_MONEY_WORDS: Final = re.compile(r"(บาท|baht|thb|฿|\.-)", re.IGNORECASE)
_NUMBER: Final = re.compile(r"^\d{1,3}(,\d{3})+(\.\d+)?$|^\d+(\.\d*)?$|^\.\d+$")


class Material(NamedTuple):
    """A line of what a fix took, as it was typed."""

    what: str = ""
    amount: str = ""
    unit: str = ""
    baht: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not any(part.strip() for part in self)


def read_amount(text: str) -> Decimal | None:
    """A number as typed ("1,200.50", "๑,๒๐๐", "450 บาท"); None for nothing.

    Raises ValueError for what is no number, is negative, or is more than any fix can cost.
    """
    bare = _MONEY_WORDS.sub("", text.translate(_THAI_DIGITS))
    bare = "".join(bare.split())
    if not bare:
        if text.strip():
            raise ValueError(text)
        return None
    if not _NUMBER.match(bare):
        raise ValueError(text)
    try:
        value = Decimal(bare.replace(",", ""))
    except InvalidOperation as error:  # pragma: no cover - the pattern lets none through
        raise ValueError(text) from error
    if value > Decimal(MAX_BAHT):
        raise ValueError(text)
    return value


def number_text(value: Decimal) -> str:
    """A number for reading: 1,200.50, whole ones without decimals."""
    rounded = f"{value:,.2f}"
    return rounded.removesuffix(".00")


def total_baht(lines: Iterable[Material]) -> float | None:
    """What all lines cost together, None where none tells a price. Raises ValueError."""
    prices = [read_amount(line.baht) for line in lines]
    told = [price for price in prices if price is not None]
    return float(sum(told, Decimal(0))) if told else None


def materials_text(lines: Iterable[Material], baht_word: str = "บาท") -> str:
    """The lines for reading, one each: "ยางมะตอย 2 ถุง · 360 บาท". Raises ValueError."""
    shown = []
    for line in lines:
        if line.is_empty:
            continue
        parts = [line.what, _tidy(line.amount), line.unit]
        words = " ".join(" ".join(part.split()) for part in parts if part.strip())
        price = read_amount(line.baht)
        money = f"{number_text(price)} {baht_word}" if price is not None else ""
        shown.append(" · ".join(part for part in (words, money) if part))
    return "\n".join(shown)


def _tidy(amount: str) -> str:
    """An amount as a plain number where it is one; "ครึ่ง" and "2-3" stay as they are."""
    try:
        value = read_amount(amount)
    except ValueError:
        return amount
    return "" if value is None else number_text(value)
