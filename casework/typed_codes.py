"""What a hand scanner types, whatever layout the keyboard has: the code of a printed work sheet.

The QR of a sheet holds `TD1*<ticket number>`. A scanner presses the keys of an American keyboard;
with the Thai layout on, other characters come of them: they are read by the place of the key.
Thai characters by key: the Kedmanee layout (TIS 820-2538).
"""

from __future__ import annotations

import re
from typing import Final

PREFIX: Final = "TD1*"
LEAST_SUFFIX: Final = 3
"""Fewer last characters of a number would fit too many cases."""
_PLAIN = "1234567890-=qwertyuiop[]asdfghjkl;'zxcvbnm,./"
_SHIFTED = '!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?'
_THAI_PLAIN = "ๅ/-ภถุึคตจขชๆไำพะัีรนยบลฟหกดเ้่าสวงผปแอิืทมใฝ"
_THAI_SHIFTED = '+๑๒๓๔ู฿๕๖๗๘๙๐"ฎฑธํ๊ณฯญฐ,ฤฆฏโฌ็๋ษศซ.()ฉฮฺ์?ฒฬฦ'
_KEYS: Final = dict(zip(_THAI_PLAIN + _THAI_SHIFTED, _PLAIN + _SHIFTED, strict=True))
_NUMBER = re.compile(r"[0-9A-Z][0-9A-Z-]{1,38}[0-9A-Z]")


def by_key(text: str) -> str:
    """The text as an American keyboard would have typed it, where it was typed in Thai."""
    thai = any("\u0e00" <= character <= "\u0e7f" for character in text)
    # The keys of 2 and 3 give no Thai letters: only a text of nothing else can be no other.
    if not thai and not (text and set(text) <= {"/", "-"}):
        return text
    return "".join(_KEYS.get(character, character) for character in text)


def scanned_number(text: str) -> str:
    """The ticket number of a scanned code, "" where the text is none."""
    found = by_key(text.strip()).upper()
    if not found.startswith(PREFIX):
        return ""
    number = found.removeprefix(PREFIX).strip()
    return number if _NUMBER.fullmatch(number) else ""


def is_scan(text: str) -> bool:
    """Whether the text begins as a scanned code does, whole or not."""
    return by_key(text.strip()).upper().startswith(PREFIX)


def typed_number(text: str) -> str:
    """A number or its last characters as people type them, "" where it can be none.

    Small letters, a leading # and the Thai layout are all meant the same.
    """
    plain = by_key(text.strip()).lstrip("#").upper()
    return plain if len(plain) >= LEAST_SUFFIX and _NUMBER.fullmatch(plain) else ""


def ends_so(number: str, typed: str) -> bool:
    """Whether a ticket number ends with what was typed, its hyphens left aside."""
    return number.upper().replace("-", "").endswith(typed.replace("-", ""))
