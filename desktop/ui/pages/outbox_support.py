"""The file for support: what is in it and what is not, before it is saved."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from casework.thai import local
from desktop import clock, diagnostics, messages
from desktop.ui.bridge import Bridge
from desktop.ui.services import WindowServices
from desktop.ui.theme import Role
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.feedback import Banner, Icon
from desktop.ui.widgets.text import Text
from desktop.words import translate

ENDING = ".json"
_WIDTH, _WHOLE_HEIGHT = 560, 260


class SupportDialog(QDialog):
    """Says what the file holds, shows all of it to who wants to see, and saves it."""

    def __init__(self, bridge: Bridge, window: WindowServices, parent: QWidget) -> None:
        """Gather the figures on a reading thread; saving waits for them."""
        super().__init__(parent)
        self._bridge, self._window = bridge, window
        self._report: dict[str, Any] | None = None
        self._folder: Path | None = None
        self.setWindowTitle(translate("Outbox", "File for support"))
        self.setMinimumWidth(_WIDTH)
        self._build()
        desk = bridge.desk
        bridge.read(lambda: diagnostics.build(desk), self._gathered, self._failed)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        column.addWidget(Text(translate("Outbox", "File for support"), Role.TITLE, "ink"))
        about = translate(
            "Outbox",
            "Send it to the administrator where sync does not do what it should. In it are:",
        )
        column.addWidget(Text(about, Role.BODY, "ink2", lines=None))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self.waiting = Text(translate("Outbox", "Gathering the figures…"), Role.BODY, "ink2")
        self._lines.addWidget(self.waiting)
        column.addLayout(self._lines)
        column.addWidget(Banner(diagnostics.left_out(), tone="done", icon="shield-check"))
        self.whole = QPlainTextEdit()
        self.whole.setReadOnly(True)
        self.whole.setMinimumHeight(_WHOLE_HEIGHT)
        self.whole.setAccessibleName(translate("Outbox", "The whole file"))
        self.whole.hide()
        column.addWidget(self.whole)
        self.said = Banner("")
        self.said.hide()
        column.addWidget(self.said)
        column.addLayout(self._build_buttons())

    def _build_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.look = Button(translate("Outbox", "See the whole file"), kind="quiet", icon="eye")
        self.look.clicked.connect(self._show_whole)
        self.folder = Button(translate("Outbox", "Open the folder"), icon="folder-open")
        self.folder.clicked.connect(self._open_folder)
        self.folder.hide()
        close = Button(translate("Outbox", "Close"), key="Esc")
        close.clicked.connect(self.reject)
        self.save = Button(translate("Outbox", "Save the file…"), kind="primary", icon="save")
        self.save.clicked.connect(self._save)
        for button in (self.look, self.save):
            button.setEnabled(False)
        row.addWidget(self.look)
        row.addStretch(1)
        for button in (self.folder, close, self.save):
            row.addWidget(button)
        return row

    def _gathered(self, report: dict[str, Any]) -> None:
        self._report = report
        self.waiting.hide()
        for text in diagnostics.contents(report):
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(Icon("check", "done", 15))
            line.addWidget(Text(text, Role.BODY, "ink", lines=None), 1)
            self._lines.addLayout(line)
        for button in (self.look, self.save):
            button.setEnabled(True)
        self.save.setFocus()
        self.adjustSize()

    def _show_whole(self) -> None:
        if self._report is not None:
            self.whole.setPlainText(json.dumps(self._report, indent=1))
            self.whole.show()
            self.look.setEnabled(False)
            self.whole.setFocus()
            self.adjustSize()

    def _save(self) -> None:
        day = local(clock.now()).date().isoformat()
        title = translate("Outbox", "Save the file for support")
        path = self._window.choose_save(title, f"tambon-desk-support {day}{ENDING}")
        report = self._report
        if path is None or report is None:
            return
        target = path if path.suffix.lower() == ENDING else path.with_name(path.name + ENDING)
        self.save.setEnabled(False)
        self._bridge.read(
            lambda: diagnostics.write(report, target), lambda _: self._saved(target), self._failed
        )

    def _saved(self, target: Path) -> None:
        self._folder = target.parent
        said = translate("Outbox", "Saved: {file}").format(file=target.name)
        self.said.say(said, tone="done")
        self._ended()
        self.folder.show()

    def _failed(self, error: Exception) -> None:
        self.waiting.hide()
        self.said.say(messages.sentence(error), tone="warning")
        self._ended()

    def _ended(self) -> None:
        self.save.setEnabled(self._report is not None)
        self.said.show()
        self.adjustSize()

    def _open_folder(self) -> None:
        if self._folder is not None:
            self._window.open_file(self._folder)
