"""Names, codes and postal codes of all areas of Thailand, looked up in Thai and English.

Source: GeoThai's data (CC BY 4.0), from the Department of Provincial Administration and Thailand
Post, in the package geothai. It is read when the first name is asked for, not before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from casework.thai import fold

Level = Literal["province", "district", "subdistrict"]
BANGKOK = "10"
_SHORT_QUERY = 2
_BEFORE_NAMES = ("ต.", "อ.", "จ.", "ตำบล", "แขวง", "อำเภอ", "เขต", "จังหวัด")
_ENGLISH_WORDS = frozenset(
    {"tambon", "subdistrict", "khwaeng", "amphoe", "district", "khet", "changwat", "province"}
)


@dataclass(frozen=True, slots=True)
class AreaName:
    """One area with those around it, the smallest first. `code` is DOPA's: 2, 4 or 6 digits."""

    code: str
    level: Level
    names_th: tuple[str, ...]
    names_en: tuple[str, ...]
    postal_codes: tuple[str, ...] = ()

    def name(self, language: str) -> str:
        """Its own name in that language ("th" or "en")."""
        return (self.names_en if language == "en" else self.names_th)[0]

    def words(self, language: str) -> str:
        """The whole address: ต.บ้านใต้ อ.เกาะพะงัน จ.สุราษฎร์ธานี 84280."""
        if language == "en":
            parts = [", ".join(self.names_en)]
        else:
            prefixes = _prefixes(self.code)[-len(self.names_th) :]
            parts = [f"{p}{name}" for p, name in zip(prefixes, self.names_th, strict=True)]
        return " ".join([*parts, *self.postal_codes[:1]])


def _prefixes(code: str) -> tuple[str, str, str]:
    return ("แขวง", "เขต", "") if code.startswith(BANGKOK) else ("ต.", "อ.", "จ.")


def by_code(code: str) -> AreaName | None:
    """The area with DOPA's code of 2, 4 or 6 digits, or None."""
    return _every().get(code)


def lookup(text: str, limit: int = 20) -> list[AreaName]:
    """Areas by a name, several names or a postal code: "บ้านใต้ พะงัน", "ko tao", "84280".

    Each word has to be in the name of the area or of one around it, or begin its postal code.
    Whole names come first, then names that begin so, then larger areas before smaller ones.
    """
    words = _words(text)
    if not words or (len(words) == 1 and len(words[0]) < _SHORT_QUERY):
        return []
    whole = "".join(words)
    found: list[tuple[tuple[int, int, str], AreaName]] = []
    for key, folded in _folded().items():
        rank = 0 if whole in folded.own else _rank(words, folded)
        if rank is not None:
            found.append(((rank, len(key), key), _every()[key]))
    return [area for _, area in sorted(found, key=lambda pair: pair[0])[:limit]]


def at_address(subdistrict: str, district: str = "", province: str = "") -> AreaName | None:
    """The subdistrict that is written so, where the names leave no doubt, else None."""
    import geothai

    if not subdistrict.strip():
        return None
    fitting = geothai.match(subdistrict, district=district or None, province=province or None)
    return by_code(fitting[0].subdistrict.code) if len(fitting) == 1 else None


@dataclass(frozen=True, slots=True)
class _Folded:
    """Names as they are compared: an area's own, and all with those around it; postal codes."""

    own: tuple[str, ...]
    around: str
    postal_codes: tuple[str, ...]


def _rank(words: list[str], folded: _Folded) -> int | None:
    """How well an area fits, 1 best; None where a word is not found."""
    ranks = []
    for word in words:
        if word.isdecimal():
            if not any(code.startswith(word) for code in folded.postal_codes):
                return None
            ranks.append(1)
        elif word not in folded.around:
            return None
        else:
            ranks.append(_rank_of_name(word, folded.own))
    return min(ranks)


def _rank_of_name(word: str, own: tuple[str, ...]) -> int:
    if word in own:
        return 1
    if any(name.startswith(word) for name in own):
        return 2
    return 3 if any(word in name for name in own) else 4


def _words(text: str) -> list[str]:
    words = [_joined(word) for word in fold(text).replace(",", " ").split()]
    return [word for word in words if word and word not in _ENGLISH_WORDS]


def _joined(name: str) -> str:
    """English names are written with and without spaces and hyphens, Thai ones with ต. or ตำบล."""
    bare = fold(name).replace(" ", "").replace("-", "")
    return bare.removeprefix(next((w for w in _BEFORE_NAMES if bare.startswith(w)), ""))


@cache
def _folded() -> dict[str, _Folded]:
    return {
        key: _Folded(
            (_joined(area.names_th[0]), _joined(area.names_en[0])),
            "\n".join(_joined(name) for name in (*area.names_th, *area.names_en)),
            area.postal_codes,
        )
        for key, area in _every().items()
    }


@cache
def _every() -> dict[str, AreaName]:
    import geothai

    found: dict[str, AreaName] = {}

    def add(code: str, level: Level, th: str, en: str, postal_codes: Iterable[str] = ()) -> None:
        around = found.get(code[:-2])
        found[code] = AreaName(
            code, level, (th, *(around.names_th if around else ())),
            (en, *(around.names_en if around else ())), tuple(postal_codes),
        )  # fmt: skip

    for province in geothai.provinces():
        add(province.code, "province", province.name_th, province.name_en)
        for district in geothai.districts(province.code):
            # Of Bangkok's districts the word is part of the name.
            add(district.code, "district", district.name_th.removeprefix("เขต"), district.name_en)
            for one in geothai.subdistricts(district.code):
                add(one.code, "subdistrict", one.name_th, one.name_en, one.postal_codes)
    return found
