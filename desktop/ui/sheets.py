"""Making the sheets of a day and of a crew: cases gathered, laid out, and written or printed.

Everything here runs on a worker thread but `choose_printer`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from casework.places.routes import Point
from desktop.day import Key
from desktop.desk import Desk
from desktop.errors import DeskError
from desktop.ui.wording import distance
from desktop.words import speaking, translate

if TYPE_CHECKING:
    from PySide6.QtGui import QPagedPaintDevice
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

    from desktop.maps.look import MapLook
    from desktop.reports.sheet_cases import SheetCase
    from desktop.reports.sheet_pages import Sheet

Kind = Literal["day", "work"]
Told = Callable[[int, int], None]
MOST_CASES = 100
"""More on one sheet is hardly meant; a case takes a third of a page."""
_PARTS = 1000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is put on paper: the cases in their order, and for a day's sheet stops and start.

    `stops` are for each case its number and the metres from the stop before, None where they are
    not known; `length` are those of the whole way.
    """

    kind: Kind
    keys: tuple[Key, ...]
    stops: tuple[tuple[int, float | None], ...] = ()
    length: float = 0.0
    start: Point | None = None
    telephones: bool = False


def write(desk: Desk, wanted: Wanted, path: Path, look: MapLook, told: Told) -> Path:
    """Write a sheet as PDF. Raises DeskError, StorageError, and what `told` raises."""
    from desktop.reports.sheet_pages import write_pdf

    with speaking("th"):
        sheet = _sheet(desk, wanted, look, _part(told, 0))
        write_pdf(sheet, path, _part(told, 1))
    return path


def print_on(
    desk: Desk, wanted: Wanted, device: QPagedPaintDevice, look: MapLook, told: Told
) -> None:
    """Print a sheet. Raises DeskError("not_printed"), StorageError, and what `told` raises."""
    from desktop.reports.sheet_pages import print_sheet

    with speaking("th"):
        sheet = _sheet(desk, wanted, look, _part(told, 0))
        try:
            print_sheet(sheet, device, _part(told, 1))
        except OSError as error:
            raise DeskError("not_printed") from error


def _part(told: Told, part: int) -> Told:
    """Half of the work is to gather the cases with their photos, half to lay them out."""
    return lambda done, total: told(round((part + done / max(total, 1)) / 2 * _PARTS), _PARTS)


def _sheet(desk: Desk, wanted: Wanted, look: MapLook, told: Told) -> Sheet:
    """Gather the cases and lay them out. Sheets are in Thai, which every crew reads."""
    from desktop.reports import day_sheet, work_sheet
    from desktop.reports.sheet_cases import gather
    from desktop.ui.sheet_ground import paper_ground

    photos = day_sheet.PHOTOS if wanted.kind == "day" else work_sheet.PHOTOS
    keys = wanted.keys[:MOST_CASES]
    cases = gather(
        desk.case, desk.photos, keys, told, most_photos=photos, telephones=wanted.telephones
    )
    here = [case for case in cases if case is not None]
    if not here:
        raise DeskError("nothing_to_print")
    settings, account = desk.settings, desk.account
    authority = settings.authority_name if settings else account.authority
    officer = desk.name_of(account.username)
    if wanted.kind == "work":
        return work_sheet.work_sheet(authority, officer, here)
    ground, sources = paper_ground(desk, look)
    return day_sheet.day_sheet(
        authority, officer, _stops(wanted, cases), _about(wanted, len(here)),
        start=wanted.start,
        ground=ground,
        sources=translate("Sheet", "Map: {sources}").format(sources=", ".join(sources)),
    )  # fmt: skip


def _about(wanted: Wanted, count: int) -> str:
    """How many cases, and how far it is."""
    about = translate("Sheet", "{n} cases").format(n=count)
    if not wanted.length:
        return about
    way = translate("Sheet", "about {distance} as the crow flies; by road it is farther")
    return f"{about} · {way.format(distance=distance(wanted.length))}"


def _stops(wanted: Wanted, cases: Sequence[SheetCase | None]) -> list[tuple[int, SheetCase, str]]:
    """Number, case, and how far each stop is from the one before, in words."""
    words = translate("Day", "{distance} on")
    return [
        (number, case, "" if leg is None else words.format(distance=distance(leg)))
        for (number, leg), case in zip(wanted.stops, cases, strict=False)
        if case is not None
    ]


def choose_printer(parent: QWidget, title: str) -> QPrinter | None:
    """Let the person choose a printer and pages; None where they think better of it."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(title)
    return printer if dialog.exec() == QPrintDialog.DialogCode.Accepted else None
