"""Sheets of paper: blocks that are never cut in two, on A4 pages with heading and number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QMarginsF, QPointF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter

from desktop.reports.files import write_whole
from desktop.reports.sheet_text import GREY, SMALL, Hand, line_height, width_of
from desktop.words import translate

WIDTH, HEIGHT, MARGIN = 2100.0, 2970.0, 120.0
"""A4 in tenths of a millimetre; 12 mm is what every printer can reach."""
INNER = WIDTH - 2 * MARGIN
_HEAD, _FOOT, _GAP = 70.0, 80.0, 36.0
ROOM = HEIGHT - 2 * MARGIN - _HEAD - _FOOT
"""The height of a page for its blocks."""
_RESOLUTION = 300
Told = Callable[[int, int], None]


class Block(Protocol):
    """A part of a sheet that stays in one piece; `height` is for a page's full width."""

    @property
    def height(self) -> float:
        """Tenths of a millimetre."""

    def paint(self, hand: Hand, at: QPointF) -> None:
        """Draw it with its top left corner at `at`."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed: a title for heading and file, quiet words at the foot, and the blocks."""

    title: str
    foot: str
    blocks: Sequence[Block]


def in_pages(heights: Sequence[float], room: float = ROOM, gap: float = _GAP) -> list[list[int]]:
    """The numbers of the blocks on each page; none is cut, one that is too tall has its own."""
    pages: list[list[int]] = []
    used = room
    for number, height in enumerate(heights):
        if not pages or (used + gap + height > room and pages[-1]):
            pages.append([])
            used = -gap
        pages[-1].append(number)
        used += gap + height
    return pages


def write_pdf(sheet: Sheet, path: Path, told: Told) -> None:
    """Write a sheet as PDF. Slow: worker thread. Raises ExportError, and what `told` raises."""

    def write(beside: Path) -> None:
        writer = QPdfWriter(str(beside))
        writer.setResolution(_RESOLUTION)
        writer.setTitle(sheet.title)
        writer.setCreator("Tambon Desk")
        print_sheet(sheet, writer, told)

    write_whole(path, write)


def print_sheet(sheet: Sheet, device: QPagedPaintDevice, told: Told) -> None:
    """Paint a sheet on a printer or into a file. Slow: worker thread.

    Raises OSError where the device cannot be written, and what `told` raises.
    """
    _set_up(device)
    heights = [block.height for block in sheet.blocks]
    pages = _wanted(in_pages(heights), device)
    painter = QPainter()
    if not painter.begin(device):
        raise OSError(sheet.title)
    try:
        for number, (page, of, blocks) in enumerate(pages):
            told(number, len(pages))
            if number:
                device.newPage()
            painter.save()
            _measure(painter, device)
            _paint_page(Hand(painter), sheet, blocks, page, of)
            painter.restore()
        told(len(pages), len(pages))
    finally:
        painter.end()


def _set_up(device: QPagedPaintDevice) -> None:
    """A4 upright; the margins are ours, so that they are the same on every device."""
    none = QMarginsF(0, 0, 0, 0)
    layout = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, none)
    layout.setMode(QPageLayout.Mode.FullPageMode)
    device.setPageLayout(layout)


def _wanted(pages: list[list[int]], device: QPagedPaintDevice) -> list[tuple[int, int, list[int]]]:
    """The pages that were asked for, each with its number and of how many."""
    every = [(n, len(pages), blocks) for n, blocks in enumerate(pages, start=1)]
    ranges = device.pageRanges()
    return every if ranges.isEmpty() else [page for page in every if ranges.contains(page[0])]


def _measure(painter: QPainter, device: QPagedPaintDevice) -> None:
    """One unit is a tenth of a millimetre on paper."""
    scale = device.logicalDpiX() / 254
    painter.scale(scale, scale)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)


def _paint_page(hand: Hand, sheet: Sheet, blocks: list[int], page: int, of: int) -> None:
    y = MARGIN
    if page > 1:
        hand.line(QPointF(MARGIN, y), sheet.title, SMALL, ink=GREY)
        hand.rule(QPointF(MARGIN, y + line_height(SMALL)), INNER)
    y += _HEAD if page > 1 else 0
    for number in blocks:
        block = sheet.blocks[number]
        block.paint(hand, QPointF(MARGIN, y))
        y += block.height + _GAP
    foot = HEIGHT - MARGIN - line_height(SMALL)
    hand.rule(QPointF(MARGIN, foot - 12), INNER)
    hand.line(QPointF(MARGIN, foot), sheet.foot, SMALL, ink=GREY)
    words = translate("Sheet", "page {n} of {m}").format(n=page, m=of)
    at = QPointF(MARGIN + INNER - width_of(words, SMALL, bold=True), foot)
    hand.line(at, words, SMALL, bold=True)
