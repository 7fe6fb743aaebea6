"""How strict the checks of after-photos are: an authority may set its own, within sane bounds."""

from __future__ import annotations

from typing import Final

import msgspec

_MINUTE = 60_000_000
BOUNDS: Final[dict[str, tuple[int, int]]] = {
    "near_metres": (10, 10_000),
    "clock_slack_minutes": (0, 24 * 60),
    "same_picture_bits": (0, 12),
    "same_view_bits": (0, 8),
}
"""Least and most of each limit. Beyond them a check would always warn, or never."""


class EvidenceLimits(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The limits of an authority.

    `near_metres`: as far as a photo may be from the case (satellite fix and pin both err).
    `clock_slack_minutes`: how far a camera's clock may be off.
    `same_picture_bits`: hashes of another case's photo that differ by no more are one picture.
    `same_view_bits`: the same for this case's own before-photo, taken of the same place, so less.
    """

    near_metres: float = 150.0
    clock_slack_minutes: int = 10
    same_picture_bits: int = 4
    same_view_bits: int = 1

    @property
    def clock_slack_us(self) -> int:
        """How far a camera's clock may be off, in microseconds."""
        return self.clock_slack_minutes * _MINUTE


def outside(limits: EvidenceLimits) -> list[str]:
    """The names of limits that are beyond their bounds."""
    # Written so that a NaN, which compares with nothing, is outside.
    return [n for n, (least, most) in BOUNDS.items() if not least <= getattr(limits, n) <= most]


def within(limits: EvidenceLimits) -> EvidenceLimits:
    """The same limits; one beyond its bounds counts as not set."""
    usual = EvidenceLimits()
    wrong = {name: getattr(usual, name) for name in outside(limits)}
    return msgspec.structs.replace(limits, **wrong) if wrong else limits
