"""Words for a computer whose clock is wrong: what is off, and that the times shown are right."""

from __future__ import annotations

from desktop.words import translate

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_YEAR = 365 * _DAY


def clock_sentence(off: int) -> str:
    """The sentence for a clock `off` seconds fast (below zero: slow); "" for a right one."""
    if not off:
        return ""
    how_far = _how_far(abs(off))
    if off > 0:
        text = translate(
            "Clock", "This computer's clock is {length} fast. The times shown here are corrected."
        )
    else:
        text = translate(
            "Clock", "This computer's clock is {length} slow. The times shown here are corrected."
        )
    return text.format(length=how_far)


def _how_far(seconds: int) -> str:
    """In the unit that tells most: 2 years, 40 days, 7 hours, 12 minutes."""
    if seconds >= 2 * _YEAR - 15 * _DAY:
        return translate("Clock", "{n} years").format(n=round(seconds / _YEAR))
    if seconds >= 2 * _DAY:
        return translate("Clock", "{n} days").format(n=round(seconds / _DAY))
    if seconds >= 2 * _HOUR:
        return translate("Clock", "{n} hours").format(n=round(seconds / _HOUR))
    return translate("Clock", "{n} minutes").format(n=round(seconds / _MINUTE))
