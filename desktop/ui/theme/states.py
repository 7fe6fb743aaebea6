"""How each state and mark of a case is shown: its icon, its colours and its word."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec

from desktop.words import translate


class Look(msgspec.Struct, frozen=True):
    """Icon, colour tokens (text, fill, edge) and word of a state, mark or other chip."""

    icon: str
    text: str
    fill: str
    edge: str
    word: str


_STATES: Final = {
    "waiting": ("circle-dashed", "wait"),
    "in_progress": ("wrench", "prog"),
    "forwarded": ("forward", "fwd"),
    "followed_up": ("eye", "follow"),
    "done": ("circle-check", "done"),
    "rejected": ("ban", "rej"),
}
_MARKS: Final = {
    "attention": ("triangle-alert", "attn"),
    "overdue": ("alarm-clock", "over"),
    "reopened": ("rotate-ccw", "reop"),
    "unsent": ("cloud-upload", "send"),
}
STATES: Final = tuple(_STATES)
MARKS: Final = tuple(_MARKS)


def state_style(state: str) -> Look:
    """How a state (`waiting`, `in_progress` …) looks; an unknown one looks as `rejected` does,
    in quiet grey, with its own name for a word."""
    drawing, tone = _STATES.get(str(state), ("circle-help", "rej"))
    return Look(drawing, tone, f"{tone}-bg", f"{tone}-ln", _state_words().get(state, str(state)))


def mark_style(mark: str) -> Look:
    """How a mark (`attention`, `overdue`, `reopened`, `unsent`) looks.

    Raises KeyError for any other mark.
    """
    drawing, tone = _MARKS[mark]
    return Look(drawing, tone, f"{tone}-bg", f"{tone}-ln", _mark_words()[mark])


def first_look(state: str, marks: Iterable[str]) -> Look:
    """The look of a map marker: the first mark in the order of importance, else the state."""
    there = set(marks)
    return next((mark_style(mark) for mark in MARKS if mark in there), state_style(state))


def _state_words() -> dict[str, str]:
    return {
        "waiting": translate("State", "Waiting"),
        "in_progress": translate("State", "In progress"),
        "forwarded": translate("State", "Forwarded"),
        "followed_up": translate("State", "Followed up"),
        "done": translate("State", "Done"),
        "rejected": translate("State", "Not a matter"),
    }


def _mark_words() -> dict[str, str]:
    return {
        "attention": translate("Mark", "Needs attention"),
        "overdue": translate("Mark", "Overdue"),
        "reopened": translate("Mark", "Reopened"),
        "unsent": translate("Mark", "Waiting to be sent"),
    }
