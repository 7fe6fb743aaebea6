"""Where a Thai text may break between syllables, for Qt without libthai.

Qt breaks Thai between words only where the system has libthai; elsewhere a line would break
inside a syllable or not at all. These rules find sure breaks and leave out doubtful ones: a
longer unbroken piece does no harm, a torn syllable does. The break is shown as U+200B and is
never stored.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QFont, QTextLayout, QTextOption

ZERO_WIDTH_SPACE = "\u200b"
_LEADING = frozenset("เแโใไ")
_SIGNS = frozenset("ะัาำิีึืุู็่้๊๋")
_TIGHT = frozenset("ะาำๅๆฯ") | frozenset("ัิีึืฺุู็่้๊๋์ํ๎")
_CONSONANTS = frozenset(chr(code) for code in range(0x0E01, 0x0E2F))
_HEADS = {
    "ก": "รลวนมบ",
    "ข": "รลวนมบย",
    "ค": "รลวนมณ",
    "จ": "รมล",
    "ฉ": "ลวบมน",
    "ช": "รลนว",
    "ซ": "ร",
    "ด": "รล",
    "ต": "รลวน",
    "ถ": "นลว",
    "ท": "รวลนย",
    "ธ": "รนย",
    "บ": "รลว",
    "ป": "รลฏฐท",
    "ผ": "ลนวส",
    "ฝ": "รล",
    "พ": "รลยนว",
    "ฟ": "รล",
    "ภ": "รย",
    "ศ": "รลจว",
    "ส": "รลวนมตถบปงกขคทยพ",
    "ห": "งญนมยรลว",
    "อ": "ยรวงนภ",
    "ม": "รลนห",
    "ย": "ร",
    "ล": "ร",
    "ว": "ร",
    "ร": "ย",
}


def breaks(text: str) -> list[int]:
    """Positions in `text` before which a line may break, beside those at spaces."""
    found: list[int] = []
    start = 0
    for position in range(1, len(text)):
        if text[position - 1].isspace():
            start = position
        if _may_break(text, start, position):
            found.append(position)
            start = position
    return found


def breakable(text: str) -> str:
    """The text with zero-width spaces at the breaks, only for showing; never store it.

    Where Qt breaks Thai by itself the text comes back as it is.
    """
    if _qt_breaks_thai() or not any("\u0e00" <= character <= "\u0e7f" for character in text):
        return text
    pieces: list[str] = []
    last = 0
    for position in breaks(text):
        pieces.append(text[last:position])
        last = position
    pieces.append(text[last:])
    return ZERO_WIDTH_SPACE.join(pieces)


def _may_break(text: str, start: int, at: int) -> bool:
    here, before = text[at], text[at - 1]
    if before in _LEADING or here in _TIGHT or not _is_thai(before) or at - start < 2:
        return False
    if here in _LEADING:
        return _is_whole(text[start:at])
    if here not in _CONSONANTS or at + 1 >= len(text):
        return False
    if text[at + 1] not in _SIGNS or not _is_whole(text[start:at]):
        return False
    if at + 2 < len(text) and text[at + 2] == "์":
        return False  # a silent syllable such as สิทธิ์ belongs to what stands before
    return before not in _CONSONANTS or here not in _HEADS.get(before, "")


def _is_whole(piece: str) -> bool:
    """Whether the piece can stand as a syllable: a vowel or two consonants, nothing begun."""
    if piece[-1] in "ั็" or (len(piece) > 1 and piece[-1] in "่้๊๋" and piece[-2] in "ัึื"):
        return False
    if piece[0] in "เแโ":
        return len(piece) > 2
    consonants = sum(character in _CONSONANTS for character in piece)
    return consonants > 1 or any(character in _SIGNS for character in piece)


def _is_thai(character: str) -> bool:
    return "\u0e00" <= character <= "\u0e7f"


@lru_cache(maxsize=1)
def _qt_breaks_thai() -> bool:
    """Try two words without a space: a Qt with libthai breaks between them, not inside."""
    layout = QTextLayout("ถนนเป็นหลุมลึกหน้าวัด", QFont())
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(1)
    length = line.textLength()
    layout.endLayout()
    return length == len("ถนน")
