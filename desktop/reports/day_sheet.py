"""An officer's sheet for the day: a small map, then each case with photos and room to write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from casework.places.routes import Point
from casework.thai import day_text, time_text
from desktop import clock
from desktop.reports.sheet_cases import SheetCase, due_line
from desktop.reports.sheet_map import MapBlock, PaintGround
from desktop.reports.sheet_pages import INNER, Block, Sheet
from desktop.reports.sheet_text import BODY, GREY, LARGE, SMALL, TITLE, Hand, line_height, wrapped
from desktop.words import translate

PHOTOS = 3
_LEFT, _PHOTO_WIDTH, _PHOTO_HEIGHT, _SMALL_PHOTO = 110.0, 560.0, 420.0, 200.0
_MOST_LINES, _NOTES, _NOTE_LINE = 12, 3, 76.0
_GAP = 30.0


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a sheet, and quiet lines under it."""

    title: str
    lines: Sequence[str]

    @property
    def height(self) -> float:
        """All its lines."""
        return line_height(TITLE) + len(self._wrapped()) * line_height(BODY) + 10

    def paint(self, hand: Hand, at: QPointF) -> None:
        """Write title and lines, with a rule below."""
        hand.line(at, self.title, TITLE, bold=True)
        hand.lines(at + QPointF(0, line_height(TITLE)), self._wrapped(), BODY, ink=GREY)
        hand.rule(at + QPointF(0, self.height), INNER)

    def _wrapped(self) -> list[str]:
        return [part for text in self.lines for part in wrapped(text, BODY, INNER)]


@dataclass(frozen=True, slots=True)
class CaseBlock:
    """A case of the day. `leg` says how far it is from the stop before."""

    stop: int
    case: SheetCase
    leg: str = ""

    @property
    def height(self) -> float:
        """Words with room for notes, or the photos, whichever is taller."""
        words = self._words_height() + _NOTES * _NOTE_LINE
        return max(words, self._photos_height()) + 16

    def paint(self, hand: Hand, at: QPointF) -> None:
        """Number at left, words in the middle, photos at right, lines to write on below."""
        hand.disc(at + QPointF(44, 46), 42, str(self.stop), LARGE)
        left = at + QPointF(_LEFT, 0)
        y = self._paint_head(hand, left)
        for lines, size, bold in self._texts():
            y += hand.lines(left + QPointF(0, y), lines, size, bold=bold)
        for number in range(_NOTES):
            hand.rule(left + QPointF(0, y + (number + 1) * _NOTE_LINE), self._width, dotted=True)
        self._paint_photos(hand, at + QPointF(INNER - _PHOTO_WIDTH, 0))
        hand.rule(at + QPointF(0, self.height + 8), INNER)

    @property
    def _width(self) -> float:
        photos = _PHOTO_WIDTH + _GAP if self.case.photos else 0
        return INNER - _LEFT - photos

    def _paint_head(self, hand: Hand, at: QPointF) -> float:
        """Number and type, then state and marks with their icons; gives the height."""
        wide = hand.line(at, self.case.number, BODY, bold=True)
        rest = " · ".join(part for part in (self.case.types, self.leg) if part)
        room = self._width - wide - 24
        hand.lines(at + QPointF(wide + 24, 0), wrapped(rest, BODY, room, 1), BODY)
        below = at + QPointF(0, line_height(BODY))
        x = 0.0
        for icon, words in self.case.marks:
            hand.icon(below + QPointF(x, 7), icon, 40)
            x += 48 + hand.line(below + QPointF(x + 48, 0), words, SMALL, bold=True) + 24
        hand.line(below + QPointF(x, 0), due_line(self.case), SMALL)
        return line_height(BODY) + line_height(SMALL) + 6

    def _texts(self) -> list[tuple[list[str], int, bool]]:
        """The citizen's words, the place, and the reporter: lines, size and weight."""
        case, width = self.case, self._width
        place = " · ".join(part for part in (case.place, case.coordinates) if part)
        reporter = translate("Sheet", "Reporter: {who}").format(who=case.reporter)
        return [
            (wrapped(case.words, LARGE, width, _MOST_LINES, bold=True), LARGE, True),
            (wrapped(place, BODY, width, 3), BODY, False),
            (wrapped(reporter, SMALL, width, 1) if case.reporter else [], SMALL, False),
        ]

    def _words_height(self) -> float:
        texts = sum(len(lines) * line_height(size) for lines, size, _ in self._texts())
        return line_height(BODY) + line_height(SMALL) + 6 + texts

    def _photos_height(self) -> float:
        count = len(self.case.photos)
        return 0 if not count else _PHOTO_HEIGHT + (_SMALL_PHOTO + 16 if count > 1 else 0)

    def _paint_photos(self, hand: Hand, at: QPointF) -> None:
        """The first large, the others small below it."""
        for number, picture in enumerate(self.case.photos):
            if number == 0:
                box = QRectF(at.x(), at.y(), _PHOTO_WIDTH, _PHOTO_HEIGHT)
            else:
                width = (_PHOTO_WIDTH - 16) / 2
                left = at.x() + (number - 1) * (width + 16)
                box = QRectF(left, at.y() + _PHOTO_HEIGHT + 16, width, _SMALL_PHOTO)
            hand.photo(box, picture)


def day_sheet(
    authority: str,
    officer: str,
    stops: Sequence[tuple[int, SheetCase, str]],
    about: str,
    *,
    start: Point | None = None,
    ground: PaintGround | None = None,
    sources: str = "",
) -> Sheet:
    """The sheet of a day. A stop is its number, the case and how far it is, in words.

    `about` sums the day up.

    Without a `ground`, or where no case has a place, there is no map.
    """
    now = clock.now()
    title = translate("Sheet", "Work for {day}").format(day=day_text(now, "th"))
    blocks: list[Block] = [
        Heading(title, [" · ".join(p for p in (officer, authority) if p), about])
    ]
    placed = [
        (number, case.lon, case.lat)
        for number, case, _ in stops
        if case.lon is not None and case.lat is not None
    ]
    if ground is not None and placed:
        blocks.append(MapBlock(placed, start, ground, sources))
    blocks += [CaseBlock(*stop) for stop in stops]
    return Sheet(title, printed_words(officer, now), blocks)


def printed_words(officer: str, now: int) -> str:
    """Who printed it and when, and that a paper with people's reports is to be kept safe."""
    words = translate(
        "Sheet", "Printed by {who} {day} {time} · keep this paper safe, it holds people's reports"
    )
    return words.format(who=officer, day=day_text(now, "th"), time=time_text(now))
