"""The card over a page from which a sheet is saved as PDF or printed, with progress and a stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QVBoxLayout, QWidget

from casework.thai import local
from desktop import clock
from desktop.desk import Desk
from desktop.ui import sheets
from desktop.ui.bridge import Bridge
from desktop.ui.services import WindowServices
from desktop.ui.sheets import MOST_CASES, Kind, Told, Wanted
from desktop.ui.theme import Role
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.work_card import WorkCard
from desktop.words import translate

WIDTH, TOP = 520, 56
Ask = Callable[[Desk], Wanted]
"""What is to be printed, without the wish for telephone numbers. Slow: worker thread."""


class SheetPanel(WorkCard):
    """Asks whether telephone numbers are wanted, and makes the sheet. Esc closes it."""

    def __init__(self, kind: Kind, bridge: Bridge, window: WindowServices, ask: Ask) -> None:
        """Hidden until `open_over`."""
        self.save = Button("", kind="primary", icon="download")
        self.print = Button("", icon="printer")
        self.close_button = Button("", key="Esc")
        super().__init__(bridge, self.save, self.print, self.close_button)
        self._kind, self._window, self._ask = kind, window, ask
        self._file: Path | None = None
        self.set_tokens("surface", "line3")
        self.setFixedWidth(WIDTH)
        self.telephones = QCheckBox()
        self._why = Text("", Role.SECONDARY, "ink2", lines=None)
        self.open_file = Button("", kind="quiet", icon="external-link")
        self.open_file.clicked.connect(self._open_file)
        self.open_file.hide()
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        for place, widget in enumerate((self.telephones, self._why), start=2):
            column.insertWidget(place, widget)
            # A crew needs to telephone nobody: their sheet never has numbers.
            widget.setVisible(kind == "day")
        column.addWidget(self.open_file, 0, Qt.AlignmentFlag.AlignLeft)
        self.save.clicked.connect(self._save)
        self.print.clicked.connect(self._print)
        self.close_button.clicked.connect(self.leave)
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language in use; a sheet that is being made goes on."""
        super().retranslate()
        day = self._kind == "day"
        if day:
            title = translate("Sheet", "Sheet for the day")
            about = translate(
                "Sheet",
                "A map with today's stops, then each case with its words, place, photos and room "
                "for notes, in the order of the list.",
            )
        else:
            title = translate("Sheet", "Work sheets for crews")
            about = translate(
                "Sheet",
                "For crews without a laptop: each case with a QR code and boxes to fill in. Enter "
                "the results afterwards by scanning the codes. At most {n} cases at a time.",
            ).format(n=MOST_CASES)
        self._title.set_text(title)
        self._about.set_text(about)
        self.telephones.setText(translate("Sheet", "With reporters' names and telephone numbers"))
        self._why.set_text(
            translate(
                "Sheet",
                "A paper gets lost easily, so names are left out and numbers masked unless you "
                "need them today.",
            )
        )
        self.save.set_text(translate("Sheet", "Save as PDF…"))
        self.print.set_text(translate("Sheet", "Print…"))
        self.close_button.set_text(translate("Sheet", "Close"))
        self.open_file.set_text(translate("Sheet", "Open the file"))
        self._bar.setAccessibleName(translate("Sheet", "How far the sheet is"))
        self.setAccessibleName(title)

    def open_over(self, page: QWidget) -> None:
        """Show it over the page; telephone numbers are asked for anew each time."""
        if self.parentWidget() is not page:
            self.setParent(page)
        if not self.stop.isVisible():
            self.telephones.setChecked(False)
            self._said.hide()
            self.open_file.hide()
        self.setMaximumWidth(min(WIDTH, page.width() - 24))
        self.adjustSize()
        self.move(max(12, (page.width() - self.width()) // 2), min(TOP, page.height() // 8))
        self.show()
        self.raise_()
        self.save.setFocus(Qt.FocusReason.PopupFocusReason)

    def leave(self) -> None:
        """Close; a sheet that is being made goes on."""
        page = self.parentWidget()
        self.hide()
        activate = getattr(page, "activate", None)
        if callable(activate):
            activate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _running(self, running: bool) -> None:
        super()._running(running)
        self.close_button.setEnabled(True)
        if self.isVisible():
            QApplication.sendPostedEvents(self)
            self.adjustSize()

    # -- making it --------------------------------------------------------------------------------

    def _save(self) -> None:
        from desktop.ui.sheet_ground import light_look

        day = local(clock.now()).date().isoformat()
        words = translate("Sheet", "Day") if self._kind == "day" else translate("Sheet", "Crews")
        title = translate("Sheet", "Save the sheet as PDF")
        path = self._window.choose_save(title, f"{words} {day}.pdf")
        if path is None:
            return
        path = path if path.suffix.lower() == ".pdf" else path.with_name(path.name + ".pdf")
        desk, ask, look = self._bridge.desk, self._ask, light_look()
        telephones = self.telephones.isChecked()
        self.open_file.hide()

        def work(told: Told) -> Path:
            return sheets.write(desk, _with(ask(desk), telephones), path, look, told)

        self.start(work, self._saved, "sheet_stopped")

    def _saved(self, path: Path) -> str:
        self._file = path
        self.open_file.show()
        return translate("Sheet", "Saved: {file}").format(file=path.name)

    def _print(self) -> None:
        from desktop.ui.sheet_ground import light_look

        printer = sheets.choose_printer(self, self._title.text())
        if printer is None:
            return
        desk, ask, look = self._bridge.desk, self._ask, light_look()
        telephones = self.telephones.isChecked()
        self.open_file.hide()

        def work(told: Told) -> None:
            sheets.print_on(desk, _with(ask(desk), telephones), printer, look, told)

        sent = translate("Sheet", "The sheet went to the printer.")
        self.start(work, lambda _: sent, "sheet_stopped")

    def _open_file(self) -> None:
        if self._file is not None:
            self._window.open_file(self._file)


def _with(wanted: Wanted, telephones: bool) -> Wanted:
    return replace(wanted, telephones=telephones)
