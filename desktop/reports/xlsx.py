"""The weekly list as an Excel workbook: the list, and a sheet that sums it up.

Times are true Excel dates. In Thai their number format names the Thai language and the Buddhist
calendar (`[$-107041E]`: calendar 07, language 041E; ECMA-376 part 1, 18.8.31), so that Excel and
LibreOffice show 24 พ.ย. 2569 and still sort and calculate.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from desktop.reports.summary import Block, blocks
from desktop.reports.table import Column, Kind, columns, moment_of
from desktop.reports.text import cell as fit
from desktop.reports.week_words import week_name
from desktop.words import translate

if TYPE_CHECKING:
    from desktop.reports.weekly import WeeklyReport

_THAI: Final = "[$-107041E]"
_A4: Final = 9
_MONEY: Final = "#,##0.00"
# The faces and sizes of Thai official papers; Excel puts another in place where one is missing.
_FACE: Final = {"th": ("TH Sarabun New", 14), "en": ("Calibri", 11)}
_HEAD: Final = PatternFill("solid", fgColor="E1F0EE")
_LINE: Final = Border(bottom=Side("thin", color="B9C4C0"))
_TOP: Final = Alignment(vertical="top")
_WRAP: Final = Alignment(vertical="top", wrap_text=True)


def make_workbook(report: WeeklyReport) -> Workbook:
    """The workbook of a report: the list first, the summary behind it."""
    book = Workbook()
    book.properties.creator = "Tambon Desk"
    book.properties.title = week_name(report.week, report.language)
    listed = book.worksheets[0]
    listed.title = translate("WeeklyList", "List")
    _fill_list(listed, report)
    summary = book.create_sheet(translate("WeeklyList", "Summary"))
    _fill_summary(summary, report)
    for sheet in (listed, summary):
        _set_up_print(sheet, report)
    return book


def _fill_list(sheet: Worksheet, report: WeeklyReport) -> None:
    wanted = columns(report.week, report.names)
    face = _font(report)
    for number, column in enumerate(wanted, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
        _head(_put(sheet, 1, number, column.heading), _font(report, bold=True))
    for row, case in enumerate(report.cases, 2):
        for number, column in enumerate(wanted, 1):
            made = _put(sheet, row, number, _value(column.value(case)))
            made.font = face
            made.border = _LINE
            made.alignment = _WRAP if column.kind is Kind.WRAPPED else _TOP
            if column.kind in (Kind.DAY, Kind.MOMENT):
                made.number_format = _date_format(column, report.language)
            if column.kind is Kind.MONEY:
                made.number_format = _MONEY
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"


def _fill_summary(sheet: Worksheet, report: WeeklyReport) -> None:
    for letter, width in zip("ABCD", (44, 18, 18, 18), strict=True):
        sheet.column_dimensions[letter].width = width
    row = 1
    for text in (report.authority, week_name(report.week, report.language)):
        if text:
            _put(sheet, row, 1, text).font = _font(report, bold=True, larger=4)
            row += 1
    for block in blocks(report):
        row = _fill_block(sheet, row + 1, block, report)


def _fill_block(sheet: Worksheet, row: int, block: Block, report: WeeklyReport) -> int:
    for number, text in enumerate(block.heading, 1):
        _head(_put(sheet, row, number, text), _font(report, bold=True))
    for values in block.rows:
        row += 1
        for number, value in enumerate(values, 1):
            made = _put(sheet, row, number, value)
            made.font = _font(report)
            made.border = _LINE
            made.alignment = _WRAP if number == 1 else Alignment(vertical="top", horizontal="right")
            if isinstance(value, float):
                usual = _MONEY if block.money else "0.0"
                made.number_format = "0%" if block.percent else usual
    return row + 1


def _put(sheet: Worksheet, row: int, column: int, value: str | float | datetime | None) -> Cell:
    """Write a value; text is always text, whatever it begins with."""
    made = sheet.cell(row, column)
    assert isinstance(made, Cell)
    if isinstance(value, str):
        made.value = fit(value)
        made.data_type = "s"
    elif value is not None:
        made.value = value
    return made


def _value(value: str | int | Decimal | None) -> str | float | datetime | None:
    if isinstance(value, Decimal):
        return float(value)
    return moment_of(value) if isinstance(value, int) else value or None


def _date_format(column: Column, language: str) -> str:
    day = "d mmm yyyy hh:mm" if column.kind is Kind.MOMENT else "d mmm yyyy"
    return f"{_THAI}{day}" if language == "th" else day


def _head(made: Cell, face: Font) -> None:
    made.font = face
    made.fill = _HEAD
    made.border = _LINE
    made.alignment = Alignment(vertical="center", wrap_text=True)


def _font(report: WeeklyReport, *, bold: bool = False, larger: int = 0) -> Font:
    name, size = _FACE.get(report.language, _FACE["en"])
    return Font(name=name, size=size + larger, bold=bold)


def _set_up_print(sheet: Worksheet, report: WeeklyReport) -> None:
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    head, foot = sheet.oddHeader, sheet.oddFooter
    if head is not None and foot is not None:
        head.left.text = _plain(report.authority)
        head.right.text = _plain(week_name(report.week, report.language))
        foot.center.text = "&P / &N"


def _plain(text: str) -> str:
    """Text for a page header, where & begins a code."""
    return text.replace("&", "&&")[:100]
