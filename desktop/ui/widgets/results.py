"""What came of the work as three buttons side by side: fixed, partly, cannot; a key each."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from casework.fixing import CANNOT, FIXED, PARTLY, RESULTS
from desktop.ui.fix_words import result_word
from desktop.ui.widgets.buttons import Button, Size
from desktop.words import translate

_ICONS = {FIXED: "circle-check", PARTLY: "wrench", CANNOT: "circle-x"}


def meaning(result: str) -> str:
    """What a result does to the case."""
    words = {
        FIXED: translate("Results", "the case is closed"),
        PARTLY: translate("Results", "work on it goes on"),
        CANNOT: translate("Results", "work on it goes on; say why"),
    }
    return words.get(result, "")


class ResultButtons(QWidget):
    """One of three results.

    Signals:
        changed: the result that the person chose.
    """

    changed = Signal(str)

    def __init__(self, *, keys: bool = False, size: Size = "small") -> None:
        """`keys` prints 1, 2, 3 on the buttons; the page binds them."""
        super().__init__()
        self._group = QButtonGroup(self)
        self.buttons: dict[str, Button] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for number, result in enumerate(RESULTS, start=1):
            button = Button("", icon=_ICONS[result], key=str(number) if keys else "", size=size)
            button.setCheckable(True)
            button.clicked.connect(partial(self._picked, result))
            self._group.addButton(button)
            self.buttons[result] = button
            row.addWidget(button)
        self.retranslate()

    def result(self) -> str:
        """The result that is chosen, "" while there is none."""
        return next((r for r, button in self.buttons.items() if button.isChecked()), "")

    def set_result(self, result: str) -> None:
        """Show a result, or none, without telling."""
        self._group.setExclusive(False)
        for name, button in self.buttons.items():
            button.setChecked(name == result)
        self._group.setExclusive(True)
        self._say()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        for result, button in self.buttons.items():
            button.set_text(result_word(result))
            button.setToolTip(f"{result_word(result)}: {meaning(result)}")
        self._say()

    def _picked(self, result: str) -> None:
        self._say()
        self.changed.emit(result)

    def _say(self) -> None:
        for result, button in self.buttons.items():
            chosen = translate("Results", "chosen") if button.isChecked() else ""
            words = [result_word(result), meaning(result), chosen]
            button.setAccessibleName(", ".join(word for word in words if word))
