"""Thai text and time: folding for search, local time, Buddhist years, weeks.

Source of the time zone: Asia/Bangkok has been UTC+7 without summer time since 1920.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone

BANGKOK = timezone(timedelta(hours=7), "Asia/Bangkok")
BUDDHIST_OFFSET = 543
MICROSECONDS = 1_000_000
_WEEK = re.compile(r"^(\d{4})-W(\d{2})$")

MONTHS_SHORT = (
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
)
MONTHS_SHORT_EN = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)

# Patterns, not `str.translate`: most letters are none of these, and a table asks for each one.
_DIGIT = re.compile("[๐-๙]")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
_TONES = "\u0e48\u0e49\u0e4a\u0e4b\u0e47\u0e4c"
_SWAPPED = re.compile(f"([{_TONES}])([\u0e31\u0e34-\u0e3a])")
# Few texts have anything to fold but case and space: one look tells.
_ODD = re.compile(
    f"[๐-๙\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\u0e4d]|\u0e40\u0e40"
    f"|[{_TONES}][\u0e31\u0e34-\u0e3a]"
)
_SARA_AM = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32")
_SARA_AM_TONE_FIRST = re.compile("([\u0e48-\u0e4b])\u0e4d\u0e32")


def fold(text: str) -> str:
    """Fold text for search: look-alike spellings, digits, case and white space become one.

    เเ (two characters) is แ, ํา is ำ, Thai digits are Arabic ones, a tone mark typed before its
    vowel goes behind it. The letters themselves and the tone marks are kept.
    """
    text = unicodedata.normalize("NFC", text)
    if _ODD.search(text):
        text = _evened(text)
    return " ".join(text.split()).casefold()


def _evened(text: str) -> str:
    text = _INVISIBLE.sub("", text)
    text = _DIGIT.sub(lambda found: str(int(found[0])), text)
    text = text.replace("\u0e40\u0e40", "\u0e41")
    text = _SWAPPED.sub(r"\2\1", text)
    if "\u0e4d" in text:
        text = _SARA_AM.sub("\\1\u0e33", text)
        text = _SARA_AM_TONE_FIRST.sub("\\1\u0e33", text)
    return text


def local(at: int) -> datetime:
    """The time `at` (µs UTC) as the clock on the wall in Thailand shows it."""
    return datetime.fromtimestamp(at // MICROSECONDS, UTC).astimezone(BANGKOK)


def to_microseconds(moment: datetime) -> int:
    """A moment with a zone as µs UTC. Raises ValueError without a zone."""
    if moment.tzinfo is None:
        raise ValueError("a time needs its zone")
    delta = moment - datetime(1970, 1, 1, tzinfo=UTC)
    return (delta.days * 86_400 + delta.seconds) * MICROSECONDS + delta.microseconds


def day_text(at: int, language: str = "th", *, year: bool = True) -> str:
    """A day as people write it: 24 พ.ย. 2569, or 24 Nov 2026 in English."""
    moment = local(at)
    return date_text(moment.date(), language, year=year)


def date_text(day: date, language: str = "th", *, year: bool = True) -> str:
    """A calendar day as people write it, Buddhist year in Thai."""
    thai = language == "th"
    month = (MONTHS_SHORT if thai else MONTHS_SHORT_EN)[day.month - 1]
    shown_year = day.year + (BUDDHIST_OFFSET if thai else 0)
    return f"{day.day} {month} {shown_year}" if year else f"{day.day} {month}"


def time_text(at: int) -> str:
    """The time of day, 24 hours: 09:21."""
    return local(at).strftime("%H:%M")


def week_bounds(week: str) -> tuple[int, int]:
    """First and last-exclusive instant (µs UTC) of an ISO week `2026-W47` in Thailand.

    Raises ValueError for what is not a week.
    """
    match = _WEEK.match(week)
    if not match:
        raise ValueError(f"not a week: {week!r} (write it like 2026-W47)")
    monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
    start = datetime(monday.year, monday.month, monday.day, tzinfo=BANGKOK)
    return to_microseconds(start), to_microseconds(start + timedelta(days=7))


def week_of(at: int) -> str:
    """The ISO week in which a time falls, in Thailand: 2026-W47."""
    year, week, _ = local(at).isocalendar()
    return f"{year}-W{week:02d}"
