"""Weeks and spans of time in words."""

from __future__ import annotations

import re
from datetime import date, timedelta

from casework.insight.figures import DAY, Week
from casework.thai import BUDDHIST_OFFSET, date_text, local
from desktop.words import translate

# What a file name cannot hold on one of the systems.
_UNFIT = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


def week_name(week: Week, language: str) -> str:
    """A week as people say it: สัปดาห์ที่ 47 · 16–22 พ.ย. 2569, Week 47 · 16–22 Nov 2026."""
    monday = local(week.start).date()
    number = monday.isocalendar().week
    days = span_text(monday, monday + timedelta(days=6), language)
    return translate("WeeklyList", "Week {n} · {days}").format(n=number, days=days)


def file_name(week: Week, unit: str, language: str) -> str:
    """A file name for a week's list, without its ending; the year as people write it."""
    year, _, number = week.name.partition("-W")
    shown = int(year) + (BUDDHIST_OFFSET if language == "th" else 0)
    name = translate("WeeklyList", "Weekly list {year}-{week}").format(year=shown, week=number)
    return _UNFIT.sub("-", f"{name} {unit}".strip())


def span_text(first: date, last: date, language: str) -> str:
    """Two days as one span, saying month and year once where they are the same."""
    end = date_text(last, language)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    return f"{date_text(first, language, year=first.year != last.year)} – {end}"


def days_text(span: int) -> str:
    """A span (µs) in days with one decimal: 2.4 days."""
    return translate("WeeklyList", "{n} days").format(n=f"{span / DAY:.1f}")


def signed(number: int) -> str:
    """A change with its sign: +6, −2, ±0."""
    if number == 0:
        return "±0"
    return f"+{number}" if number > 0 else f"−{-number}"


def weekdays() -> tuple[str, ...]:
    """The days of the week, short, Monday first."""
    return (
        translate("Weekday", "Mon"),
        translate("Weekday", "Tue"),
        translate("Weekday", "Wed"),
        translate("Weekday", "Thu"),
        translate("Weekday", "Fri"),
        translate("Weekday", "Sat"),
        translate("Weekday", "Sun"),
    )
