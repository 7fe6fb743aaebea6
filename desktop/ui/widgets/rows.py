"""What a painted row shows: plain values that a model gives for `ROW_ROLE`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap

ROW_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""A model's data of this role is a RowView, or an OutboxRow or OutboxPhotoRow in the outbox."""

Thumbnails = Callable[[str, int], QPixmap | None]
"""`thumbnail(key, size)`: the picture, about `size` device px wide, or None while it is not there.
It must answer at once; whoever loads the picture updates the view when it came."""

Tone = Literal["ink2", "accent-t", "done", "send", "attn", "over"]


class RowView(msgspec.Struct, frozen=True):
    """One case in a list. Texts are ready for the screen in the language in use.

    `place_line` is type, village and distance; `due_text` stands in the mark's colour when
    `due_mark` names one (`overdue`, `reopened`, `attention`), else in quiet ink. `photo` is the
    thumbnail's key, empty for a case without one. `suggestions` are (type, unit) as shown dashed;
    an empty text shows none. `taken` says that they are no longer mere suggestions; `settled` says
    it for each of them, where one is the case's own and the other is not. `hits` and `place_hits`
    are what a search found in sentence and place line: offsets (first, last-exclusive).
    """

    case_id: str
    number: str
    sentence: str
    place_line: str = ""
    state: str = "waiting"
    marks: tuple[str, ...] = ()
    due_text: str = ""
    due_mark: str = ""
    photo: str = ""
    unsent: bool = False
    checked: bool = False
    is_current: bool = False
    suggestions: tuple[str, ...] = ()
    taken: bool = False
    settled: tuple[bool, ...] = ()
    duplicates_count: int = 0
    area_text: str = ""
    age_text: str = ""
    hits: tuple[tuple[int, int], ...] = ()
    place_hits: tuple[tuple[int, int], ...] = ()


class OutboxRow(msgspec.Struct, frozen=True):
    """One operation in the outbox: what it does, on which case, and how far it is.

    `note` stands below in a line of its own: why something waits.
    """

    operation_id: str
    icon: str
    title: str
    about: str
    status_icon: str
    status_text: str
    time_text: str
    status_tone: Tone = "ink2"
    action_text: str = ""
    note: str = ""


class OutboxPhotoRow(msgspec.Struct, frozen=True):
    """One photo under its operation. `fraction` is 0 to 1, `bytes_text` such as 1.4 / 2.6 MB.

    `action_text` and `note` as in an OutboxRow.
    """

    photo_id: str
    name: str
    fraction: float
    bytes_text: str
    status_icon: str
    status_text: str
    status_tone: Tone = "ink2"
    photo: str = ""
    action_text: str = ""
    note: str = ""


Row = RowView | OutboxRow | OutboxPhotoRow
