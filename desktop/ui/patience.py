"""Slow work before there is a window: it runs beside, and a word is said when it takes long."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout

from desktop.ui.background import run_in_background
from desktop.ui.sign_in import MARGIN
from desktop.ui.theme import Role
from desktop.ui.widgets.text import Text

T = TypeVar("T")
MOMENT_MS = 700


class _Word(QDialog):
    """A sentence that stays until the work is done."""

    def __init__(self, text: str) -> None:
        super().__init__(None, Qt.WindowType.CustomizeWindowHint | Qt.WindowType.WindowTitleHint)
        self.setWindowTitle("Tambon Desk")
        self.setMinimumWidth(460)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.addWidget(Text(text, Role.BODY, "ink", lines=None))

    def reject(self) -> None:
        """Escape does not end what cannot be left half done."""

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nor does closing."""
        event.ignore()


def patiently(work: Callable[[], T], text: str) -> T:
    """Run `work` on a thread and wait with an event loop; `text` is shown after a moment.

    Raises what the work raises.
    """
    word, loop = _Word(text), QEventLoop()
    answers: list[T] = []
    errors: list[Exception] = []

    def done(answer: T) -> None:
        answers.append(answer)
        loop.quit()

    def failed(error: Exception) -> None:
        errors.append(error)
        loop.quit()

    moment = QTimer(word, singleShot=True, interval=MOMENT_MS)
    moment.timeout.connect(word.show)
    moment.start()
    run_in_background(word, work, done, failed)
    loop.exec()
    word.hide()
    word.deleteLater()
    if errors:
        raise errors[0]
    return answers[0]
