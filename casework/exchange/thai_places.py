"""Plain names of provinces, districts and subdistricts, and what an address says of them."""

from __future__ import annotations

import re
from typing import NamedTuple

BANGKOK_PROVINCE = "กรุงเทพมหานคร"
_BANGKOK_NAMES = frozenset(
    {
        "กรุงเทพ",
        "กรุงเทพฯ",
        "กทม",
        "กทม.",
        "กรุงเทพมหานครฯ",
        "Bangkok",
        "bangkok",
        "Krung Thep Maha Nakhon",
    }
)
# The polygons of Bangkok's districts spell this one with another letter; the cases do not.
_SPELLINGS = {"ราษฏร์บูรณะ": "ราษฎร์บูรณะ"}

_PROVINCE = re.compile(r"^(?:จังหวัด|จ\.)\s*")
_DISTRICT = re.compile(r"^(?:เขต|กิ่งอำเภอ|อำเภอ|อ\.)\s*")
_SUBDISTRICT = re.compile(r"^(?:แขวง|ตำบล|ต\.)\s*")

_NAME = r"\s*([ก-ฮเ-ไ][ก-๎]+)"
_IN_ADDRESS = re.compile(
    rf"(แขวง|ตำบล|(?<![ก-๙.])ต\.|เขต|กิ่งอำเภอ|อำเภอ|(?<![ก-๙.])อ\.|จังหวัด|(?<![ก-๙.])จ\.){_NAME}"
)
# Addresses that a map service wrote name the province last and without the word for it.
_BARE_PROVINCE = re.compile(
    rf"(?:อำเภอ|อ\.){_NAME}\s+([ก-ฮเ-ไ][ก-๎]+)\s*(?:\d{{5}})?\s*(?:ประเทศไทย|Thailand)\s*$"
)
_VILLAGE = re.compile(
    r"(?:หมู่\s*ที่|หมู่(?!บ้าน)|(?<![ก-๙A-Za-z.])ม\.|\b(?:[Mm]oo|[Mm]u|MOO)\b\.?)"
    r"\s*([0-9๐-๙]{1,2})(?![0-9๐-๙])"
)
_DIGITS = {ord(thai): str(n) for n, thai in enumerate("๐๑๒๓๔๕๖๗๘๙")}
_LEVELS = {
    "แขวง": 0, "ตำบล": 0, "ต.": 0,
    "เขต": 1, "กิ่งอำเภอ": 1, "อำเภอ": 1, "อ.": 1,
    "จังหวัด": 2, "จ.": 2,
}  # fmt: skip


class Area(NamedTuple):
    """Names of an administrative area, each "" where unknown."""

    subdistrict: str
    district: str
    province: str


def plain_province(name: str) -> str:
    """A province without the word for it: จังหวัดลำพูน is ลำพูน, กทม. is กรุงเทพมหานคร."""
    plain = _PROVINCE.sub("", name) or name
    return BANGKOK_PROVINCE if plain in _BANGKOK_NAMES else plain


def plain_district(name: str) -> str:
    """A district without เขต or อำเภอ, in the spelling that the cases use."""
    plain = _DISTRICT.sub("", name) or name
    return _SPELLINGS.get(plain, plain)


def plain_subdistrict(name: str) -> str:
    """A subdistrict without แขวง or ตำบล."""
    return _SUBDISTRICT.sub("", name) or name


def area_in_address(address: str) -> Area:
    """What the words แขวง/ตำบล, เขต/อำเภอ and จังหวัด in an address are followed by."""
    found, last = ["", "", ""], 0
    for match in _IN_ADDRESS.finditer(address):
        found[_LEVELS[match[1]]] = match[2]
        last = match.end()
    if address.find(BANGKOK_PROVINCE, last) >= 0 or (not found[2] and BANGKOK_PROVINCE in address):
        found[2] = BANGKOK_PROVINCE
    elif not found[2]:
        bare = _BARE_PROVINCE.search(address)
        found[2] = bare[2] if bare else ""
    return Area(found[0], plain_district(found[1]), plain_province(found[2]))


def village_in_address(address: str) -> str:
    """The village number (หมู่) of an address in Arabic digits, "" where it has none."""
    match = _VILLAGE.search(address)
    if not match:
        return ""
    number = int(match[1].translate(_DIGITS))
    return str(number) if number else ""
