"""Ready words for a fix: the first ones as buttons with a key each, the others in a menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QMenu, QTextEdit, QWidget

from casework.fixing import FixTemplate
from desktop.ui.photo_mime import means_photos
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.fields import TextArea
from desktop.words import translate

MOST_BUTTONS: Final = 5
BLANK: Final = "…"
"""Stands in ready words where the person fills something in."""


class WordsField(TextArea):
    """The field for what was done; photos that are pasted or dropped into it go to the photos."""

    def __init__(self, take: Callable[[QMimeData], bool], lines: int) -> None:
        """`take` takes photos, and says whether there were any."""
        super().__init__("", lines=lines)
        self._take = take

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Words, and photos."""
        return means_photos(source) or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Words come here, photos go to the photos."""
        if not (means_photos(source) and self._take(source)):
            super().insertFromMimeData(source)


class ReadyWords(QWidget):
    """Buttons for ready words; Alt with their number chooses them too.

    Signals:
        chosen: a FixTemplate.
        kept: what is typed is to be kept as one's own.
        forgotten: the text of own words that are to go.
    """

    chosen = Signal(object)
    kept = Signal()
    forgotten = Signal(str)

    def __init__(self) -> None:
        """Empty until templates are shown."""
        super().__init__()
        self._templates: list[FixTemplate] = []
        self._own: frozenset[str] = frozenset()
        self.buttons: list[Button] = []
        self.more = Button("", kind="quiet", size="small")
        self._menu = QMenu(self.more)
        self.more.setMenu(self._menu)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self._row.addStretch(1)
        self._row.addWidget(self.more)
        self.show_templates([], frozenset())

    def show_templates(self, templates: Sequence[FixTemplate], own: frozenset[str]) -> None:
        """Offer these; `own` are the texts of those that the person kept."""
        self._templates, self._own = list(templates), own
        for button in self.buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        for number, template in enumerate(self._templates[:MOST_BUTTONS]):
            button = Button(template.name, size="small", key=f"Alt+{number + 1}")
            button.setToolTip(template.text)
            button.clicked.connect(partial(self.choose, number))
            self._row.insertWidget(number, button)
            self.buttons.append(button)
        self._make_menu()
        self._fit()

    def choose(self, number: int, _checked: bool = False) -> None:
        """Choose by place, the first is 0; nothing happens where there is none."""
        if number < len(self._templates):
            self.chosen.emit(self._templates[number])

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.show_templates(self._templates, self._own)

    def resizeEvent(self, event: object) -> None:
        """As many buttons as fit; the others are in the menu."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def _fit(self) -> None:
        left = self.width() - self.more.sizeHint().width() - 12
        for button in self.buttons:
            left -= button.sizeHint().width() + 6
            button.setVisible(left >= 0)

    def _make_menu(self) -> None:
        self.more.set_text(translate("FixPage", "Ready words"))
        self._menu.clear()
        for template in self._templates:
            action = self._menu.addAction(template.name)
            action.setToolTip(template.text)
            action.triggered.connect(partial(self._emit, template))
        if self._templates:
            self._menu.addSeparator()
        keep = self._menu.addAction(translate("FixPage", "Keep what is typed as mine"))
        keep.triggered.connect(lambda _=False: self.kept.emit())
        for template in self._templates:
            if template.text.strip() in self._own:
                text = translate("FixPage", "Forget “{name}”").format(name=template.name)
                action = self._menu.addAction(text)
                action.triggered.connect(partial(self._forget, template.text))

    def _emit(self, template: FixTemplate, _checked: bool = False) -> None:
        self.chosen.emit(template)

    def _forget(self, text: str, _checked: bool = False) -> None:
        self.forgotten.emit(text)


def put_words(field: QTextEdit, text: str, before: str) -> None:
    """Put ready words into a field, in one step that Ctrl+Z takes back.

    What a person typed stays: the words go under it. Ready words that were put in just now
    (`before`) and left as they are give way to the others.
    """
    typed = field.toPlainText()
    cursor = field.textCursor()
    cursor.beginEditBlock()
    if not typed.strip() or (before and typed.strip() == before.strip()):
        cursor.select(QTextCursor.SelectionType.Document)
        start = 0
        cursor.insertText(text)
    else:
        cursor.movePosition(QTextCursor.MoveOperation.End)
        gap = "" if typed.endswith("\n") else "\n"
        start = cursor.position() + len(gap)
        cursor.insertText(gap + text)
    cursor.endEditBlock()
    field.setTextCursor(cursor)
    blank = text.find(BLANK)
    if blank >= 0:
        cursor.setPosition(start + blank)
        cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor)
        field.setTextCursor(cursor)
