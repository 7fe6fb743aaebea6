"""The work sheet of a crew without a laptop: per case a QR code and boxes for what came of it.

The code holds `TD1*` and the ticket number, so that a scanner that types like a keyboard brings the
case up where results are entered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import segno
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainterPath, QRegion

from casework.thai import day_text
from casework.typed_codes import PREFIX
from desktop import clock
from desktop.reports.day_sheet import Heading, printed_words
from desktop.reports.sheet_cases import SheetCase, due_line
from desktop.reports.sheet_pages import INNER, Block, Sheet
from desktop.reports.sheet_text import BODY, LARGE, SMALL, Hand, line_height, width_of, wrapped
from desktop.words import translate

PHOTOS = 1
QR_SIDE = 210.0
"""The code without its quiet zone: 21 mm, of which 18 are enough for a hand scanner."""
QUIET_MODULES = 4
_PHOTO_WIDTH, _PHOTO_HEIGHT, _BOX = 400.0, 300.0, 44.0
_MOST_LINES, _LINE = 3, 92.0
_HEAD = 320.0
_GAP = 30.0


def qr_text(number: str) -> str:
    """What the code of a ticket holds."""
    return PREFIX + number.upper()


@lru_cache(maxsize=256)
def qr_matrix(text: str) -> tuple[tuple[bool, ...], ...]:
    """The modules of a code, dark ones True, without the quiet zone."""
    made = segno.make(text, error="m", micro=False, boost_error=False)
    return tuple(tuple(bool(module) for module in row) for row in made.matrix)


@dataclass(frozen=True, slots=True)
class WorkBlock:
    """A case for a crew: code, words, photo, and the boxes to tick and lines to write on."""

    case: SheetCase

    @property
    def height(self) -> float:
        """The same for every case."""
        return _HEAD + 4 * _LINE + 6

    def paint(self, hand: Hand, at: QPointF) -> None:
        """Code at left, words in the middle, photo at right; below what is to be filled in."""
        side = self._paint_code(hand, at)
        left = at + QPointF(side + _GAP, 0)
        photo = _PHOTO_WIDTH + _GAP if self.case.photos else 0
        self._paint_words(hand, left, INNER - side - _GAP - photo)
        for picture in self.case.photos[:PHOTOS]:
            box = QRectF(at.x() + INNER - _PHOTO_WIDTH, at.y(), _PHOTO_WIDTH, _PHOTO_HEIGHT)
            hand.photo(box, picture)
        self._paint_form(hand, at + QPointF(0, _HEAD))
        hand.rule(at + QPointF(0, self.height + 12), INNER)

    def _paint_code(self, hand: Hand, at: QPointF) -> float:
        """Draw the code in its quiet zone, the number below it; gives the whole width."""
        matrix = qr_matrix(qr_text(self.case.number))
        module = QR_SIDE / len(matrix)
        quiet = QUIET_MODULES * module
        hand.painter.save()
        hand.painter.translate(at + QPointF(quiet, quiet))
        hand.painter.scale(module, module)
        hand.painter.setPen(Qt.PenStyle.NoPen)
        hand.painter.setBrush(QColor("#000000"))
        hand.painter.drawPath(_path_of(matrix))
        hand.painter.restore()
        return QR_SIDE + 2 * quiet

    def _paint_words(self, hand: Hand, at: QPointF, width: float) -> None:
        case = self.case
        y = line_height(BODY)
        wide = hand.line(at, case.number, BODY, bold=True)
        rest = " · ".join(part for part in (case.types, due_line(case)) if part)
        marks = [words for icon, words in case.marks[1:]]
        rest = " · ".join([rest, *marks]) if marks else rest
        hand.lines(at + QPointF(wide + 24, 0), wrapped(rest, SMALL, width - wide - 24, 1), SMALL)
        lines = wrapped(case.words, LARGE, width, _MOST_LINES, bold=True)
        y += hand.lines(at + QPointF(0, y), lines, LARGE, bold=True)
        place = " · ".join(part for part in (case.place, case.coordinates) if part)
        hand.lines(at + QPointF(0, y), wrapped(place, SMALL, width, 1), SMALL)

    def _paint_form(self, hand: Hand, at: QPointF) -> None:
        x = 0.0
        for words in (
            translate("Sheet", "Fixed"),
            translate("Sheet", "Fixed in part"),
            translate("Sheet", "Could not be done, because"),
        ):
            x += _tick(hand, at + QPointF(x, 0), words)
        hand.rule(at + QPointF(x - 20, _LINE - 24), INNER - x + 20, dotted=True)
        rows: tuple[tuple[tuple[str, float], ...], ...] = (
            ((translate("Sheet", "Materials"), 0.66), (translate("Sheet", "Cost (baht)"), 0.34)),
            ((translate("Sheet", "What was done"), 1.0),),
            (
                (translate("Sheet", "Done by"), 0.4),
                (translate("Sheet", "Date"), 0.22),
                (translate("Sheet", "Signature"), 0.38),
            ),
        )
        for number, row in enumerate(rows, start=1):
            x = 0.0
            for words, share in row:
                width = share * INNER
                _to_fill_in(hand, at + QPointF(x, number * _LINE), words, width - 24)
                x += width


def _tick(hand: Hand, at: QPointF, words: str) -> float:
    """A box to tick with its words; gives the width."""
    hand.box(QRectF(at.x() + 4, at.y() + 12, _BOX, _BOX))
    wide = hand.line(at + QPointF(_BOX + 22, 8), words, BODY, bold=True)
    return _BOX + 22 + wide + 70


def _to_fill_in(hand: Hand, at: QPointF, words: str, width: float) -> None:
    hand.line(at + QPointF(0, 8), words, SMALL)
    begins = width_of(words, SMALL) + 14
    hand.rule(at + QPointF(begins, _LINE - 24), width - begins, dotted=True)


def _path_of(matrix: tuple[tuple[bool, ...], ...]) -> QPainterPath:
    """The dark modules as one outline: no hairline shows between two that touch."""
    region = QRegion()
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if dark:
                region += QRegion(QRect(x, y, 1, 1))
    path = QPainterPath()
    path.addRegion(region)
    return path.simplified()


def work_sheet(authority: str, officer: str, cases: Sequence[SheetCase]) -> Sheet:
    """The sheet for a crew with these cases."""
    now = clock.now()
    title = translate("Sheet", "Work sheet for crews, {day}").format(day=day_text(now, "th"))
    how = translate(
        "Sheet",
        "Tick what came of it and write the rest on the lines. Give the sheet back to the "
        "officer, who scans the code of each case and enters the result.",
    )
    who = " · ".join(part for part in (officer, authority) if part)
    blocks: list[Block] = [Heading(title, [who, how]), *(WorkBlock(case) for case in cases)]
    return Sheet(title, printed_words(officer, now), blocks)
