"""The cases of a sheet in words and pictures, as they are put on paper.

A paper gets lost: telephone numbers are masked and names left out unless a person wants them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QImage

from casework.case import Case, PhotoRole
from casework.thai import day_text
from desktop import clock
from desktop.image_reading import read_image
from desktop.reports.table import mark_word, place_of, state_of, words_of
from desktop.reports.text import masked_phone
from desktop.storage.photos import PhotoStore
from desktop.words import translate

PHOTO_SIDE = 720
"""Pixels: 60 mm at the 300 dots an inch of a good printer."""
MOST_PHOTOS = 3
Told = Callable[[int, int], None]
Key = tuple[str, str]
"""(authority, case id)."""

_ICONS = {
    "waiting": "circle-dashed", "in_progress": "wrench", "forwarded": "forward",
    "followed_up": "eye", "done": "circle-check", "rejected": "ban",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SheetCase:
    """One case on paper. `marks` are (icon, words), the state first. `lon` and `lat` as in a case.

    `reporter` is ready words; `photos` are of the problem as reported, at most MOST_PHOTOS.
    """

    number: str
    words: str
    types: str
    place: str
    coordinates: str
    due: str
    marks: tuple[tuple[str, str], ...]
    reporter: str
    photos: tuple[QImage, ...]
    lon: float | None
    lat: float | None


def gather(
    look: Callable[[str, str], Case | None],
    photos: PhotoStore,
    keys: Sequence[Key],
    told: Told,
    *,
    most_photos: int,
    telephones: bool = False,
) -> list[SheetCase | None]:
    """The cases in the order given, None for one that is no longer here. Slow: worker thread.

    `look` finds a case by authority and id. Raises StorageError, and what `told` (how many are
    read, of how many) raises.
    """
    found: list[SheetCase | None] = []
    for number, key in enumerate(keys):
        told(number, len(keys))
        case = look(*key)
        pictures = () if case is None else _pictures(photos, case, most_photos)
        found.append(None if case is None else _on_paper(case, pictures, telephones=telephones))
    told(len(keys), len(keys))
    return found


def _on_paper(case: Case, photos: tuple[QImage, ...], *, telephones: bool) -> SheetCase:
    ticket, now = case.ticket, clock.now()
    marks = [(_ICONS[case.state.value], state_of(case))]
    if case.is_overdue(now):
        marks.append(("alarm-clock", mark_word("overdue")))
    if case.reopen_count:
        marks.append(("rotate-ccw", mark_word("reopened")))
    placed = ticket.lon is not None and ticket.lat is not None
    return SheetCase(
        number=ticket.number,
        words=ticket.description if telephones and not ticket.hidden else words_of(case),
        types=", ".join(case.types),
        place=place_of(case),
        coordinates=f"{ticket.lat:.5f}, {ticket.lon:.5f}" if placed else "",
        due="" if case.due_at is None else day_text(case.due_at, "th"),
        marks=tuple(marks),
        reporter=_reporter(case, telephones=telephones),
        photos=photos,
        lon=ticket.lon,
        lat=ticket.lat,
    )


def _reporter(case: Case, *, telephones: bool) -> str:
    """Name and number where they are wanted; else the number with its middle hidden."""
    ticket = case.ticket
    if ticket.hidden:
        return ""
    if not telephones:
        return masked_phone(ticket.reporter_phone) if ticket.reporter_phone else ""
    return " ".join(part for part in (ticket.reporter_name, ticket.reporter_phone) if part)


def _pictures(photos: PhotoStore, case: Case, most: int) -> tuple[QImage, ...]:
    """What this desk can show of the problem. The decoding was done in a process of its own."""
    found: list[QImage] = []
    for photo in case.photos_of(PhotoRole.BEFORE):
        if len(found) >= most:
            break
        data = photos.thumbnail(photo.sha256, PHOTO_SIDE) if photo.sha256 else None
        picture = read_image(data) if data is not None else QImage()
        if not picture.isNull():
            found.append(picture)
    return tuple(found)


def due_line(case: SheetCase) -> str:
    """When it is due, in words; empty where it is not set."""
    return translate("Sheet", "Due {day}").format(day=case.due) if case.due else ""
