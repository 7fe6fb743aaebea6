"""The weekly report on paper: figures, then the list, A4 landscape."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from desktop.reports.summary import blocks
from desktop.reports.table import Column, columns
from desktop.reports.week_words import week_name
from desktop.reports.weekly import WeeklyReport
from desktop.ui.theme.theme import FAMILY
from desktop.words import translate

_MARGIN_MM = 12.0
_POINTS = 8
_LONGEST = 300
_LEAST = 8
_FIGURES = 1
_LEFT_OUT = 1  # The first block says unit and time; it stands in the heading.
_STYLE = (
    "h1 { font-size: 13pt; margin: 0; } p { margin: 0 0 6pt 0; }"
    "table { border-collapse: collapse; margin-bottom: 8pt; }"
    "th { background-color: #e8ebe9; text-align: left; font-weight: 600; }"
)


def choose_printer(parent: QWidget) -> QPrinter | None:
    """Let the person choose a printer and pages; None where they think better of it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    set_up(printer)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(translate("Reports", "Print the weekly report"))
    return printer if dialog.exec() == QDialog.DialogCode.Accepted else None


def set_up(printer: QPrinter) -> None:
    """A4 landscape."""
    printer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Landscape,
            QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM),
            QPageLayout.Unit.Millimeter,
        )
    )


def print_report(report: WeeklyReport, printer: QPrinter) -> None:
    """Lay the report out and print it. Slow for long lists: never on the main thread."""
    printer.setDocName(week_name(report.week, report.language))
    paper(report, printer).print_(printer)


def paper(report: WeeklyReport, printer: QPrinter) -> QTextDocument:
    """The report as a document for a printer's page."""
    document = QTextDocument()
    document.setDefaultFont(QFont(FAMILY, _POINTS))
    document.setDefaultStyleSheet(_STYLE)
    document.setDocumentMargin(0)
    document.setPageSize(QSizeF(printer.pageLayout().paintRectPoints().size()))
    document.setHtml(page(report))
    return document


def page(report: WeeklyReport) -> str:
    """The report as HTML; whatever citizens wrote is escaped."""
    about, *tables = blocks(report)
    figures = tables[_FIGURES - _LEFT_OUT]
    told = " · ".join((*about.heading, *(str(row[0]) for row in about.rows)))
    rows = [figures.heading, *([_cell(v) for v in row] for row in figures.rows)]
    wanted = tuple(c for c in columns(report.week, report.names) if c.on_paper)
    return "".join(
        (
            f"<h1>{escape(report.authority)}</h1>" if report.authority else "",
            f"<h1>{escape(week_name(report.week, report.language))}</h1><p>{escape(told)}</p>",
            _table(rows),
            _table([[c.heading for c in wanted], *_listed(report, wanted)], _shares(wanted)),
        )
    )


def _listed(report: WeeklyReport, wanted: tuple[Column, ...]) -> list[list[str]]:
    """The rows of the list; very long words are cut, as the file has them whole."""
    return [[_cut(c.text(case, report.language)) for c in wanted] for case in report.cases]


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _shares(wanted: tuple[Column, ...]) -> list[int]:
    """The widths of columns in percent of the page; a ticket number fits on one line."""
    whole = sum(column.width for column in wanted)
    return [max(_LEAST, round(100 * column.width / whole)) for column in wanted]


def _table(rows: Sequence[Sequence[str]], shares: Sequence[int] = ()) -> str:
    """A table whose first row is its heading and comes again on every page."""
    width = 'width="100%"' if shares else ""
    heads = [f'<th width="{shares[n]}%">' if shares else "<th>" for n in range(len(rows[0]))]
    first = "".join(f"{head}{escape(t)}</th>" for head, t in zip(heads, rows[0], strict=True))
    rest = ("".join(f"<td>{escape(text)}</td>" for text in row) for row in rows[1:])
    body = "".join(f"<tr>{cells}</tr>" for cells in rest)
    return (
        f'<table border="1" cellspacing="0" cellpadding="3" {width}>'
        f"<thead><tr>{first}</tr></thead>{body}</table>"
    )


def _cell(value: str | float | None) -> str:
    return "–" if value is None else str(value)
