"""Text from outside made fit for a spreadsheet: no formulas, no phone numbers, no odd signs.

A cell that begins with one of = + - @ (also full-width) or a control character is run as a
formula by spreadsheet programs (https://owasp.org/www-community/attacks/CSV_Injection); an
apostrophe before it makes it plain text. Excel takes 32,767 characters in a cell.
"""

from __future__ import annotations

import re

MOST = 30_000
_FORMULA = "=+-@\t\r\n＝＋－＠"
_SKIPPED = " \u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_NEWLINES = re.compile(r"\r\n?|\u2028|\u2029")
_SPACES = re.compile(r"\s+")
_DIGIT = "0-9๐-๙"
_PHONE = re.compile(
    rf"(?<![{_DIGIT}])(?:\+?[6๖][6๖][ .-]?[1-9๑-๙](?:[ .-]?[{_DIGIT}]){{7,8}}"
    rf"|[0๐](?:[ .-]?[{_DIGIT}]){{8,9}})(?![{_DIGIT}])"
)
_PHONE_SHOWN = 3


def cell(text: str) -> str:
    """A text as one cell of an XLSX sheet; line breaks stay."""
    clean = _CONTROL.sub("", _NEWLINES.sub("\n", text))
    if len(clean) > MOST:
        clean = clean[: MOST - 1] + "…"
    return guarded(clean)


def line(text: str) -> str:
    """A text as one field of a CSV file: on one line."""
    return guarded(_SPACES.sub(" ", cell(text)).strip())


def guarded(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would run it."""
    start = text.lstrip(_SKIPPED)[:1]
    return f"'{text}" if start and start in _FORMULA else text


def without_phones(text: str) -> str:
    """The text with Thai telephone numbers cut to their first three digits: 081xxxxxxx."""
    return _PHONE.sub(_hide, text)


def masked_phone(phone: str) -> str:
    """A telephone number with its middle hidden: 08x-xxx-4417."""
    digits = [c for c in phone if c.isdigit() or c in "xX"]
    if len(digits) < 7:
        return "x" * len(digits)
    return f"{''.join(digits[:2])}x-xxx-{''.join(digits[-4:])}"


def _hide(match: re.Match[str]) -> str:
    digits = [c for c in match[0] if c.isdigit()]
    return "".join(digits[:_PHONE_SHOWN]) + "x" * (len(digits) - _PHONE_SHOWN)
