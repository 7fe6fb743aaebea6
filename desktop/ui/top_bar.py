"""The bar at the top of the window: title with count, search and commands, connection."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.theme.scale import TOP_BAR, Role
from desktop.ui.theme.theme import Theme, colour
from desktop.ui.widgets.connection import ConnectionButton
from desktop.ui.widgets.fields import SearchField
from desktop.ui.widgets.text import Text
from desktop.words import translate

SEARCH, SEARCH_NARROW, SEARCH_TIGHT = 290, 252, 150
TIGHT_UNDER, TITLE_LEAST, TITLE_TIGHT = 740, 240, 140


class TopBar(QWidget):
    """Title with count, search and commands, connection."""

    def __init__(self, parent: QWidget) -> None:
        """Empty until a page says its heading."""
        super().__init__(parent)
        self.setFixedHeight(TOP_BAR)
        self._title = Text("", Role.TITLE, "ink")
        self._note = Text("", Role.BODY, "ink2")
        self.search = SearchField("")
        self._preparing: tuple[int, int] | None = None
        self.connection = ConnectionButton()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 1)
        row.setSpacing(12)
        row.addWidget(self._title)
        row.addWidget(self._note, 1)
        row.addWidget(self.search)
        row.addWidget(self.connection)
        row.setStretchFactor(self.search, 0)
        Theme.current().changed.connect(self.update)
        self.set_narrow(False)
        self.retranslate()

    def set_heading(self, title: str, note: str) -> None:
        """Say which page is shown, with quiet words beside it."""
        self._title.set_text(title)
        # The note beside it and the field give way first.
        self._title_room()
        self._note.set_text(note)

    def set_narrow(self, narrow: bool) -> None:
        """Give the search less room."""
        self._narrow = narrow
        self.search.setFixedWidth(SEARCH_NARROW if narrow else SEARCH)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where everything is very large, the field of search leaves room for the title."""
        super().resizeEvent(event)
        if self._narrow:
            tight = event.size().width() < TIGHT_UNDER
            self.search.setFixedWidth(SEARCH_TIGHT if tight else SEARCH_NARROW)
        self._title_room()

    def _title_room(self) -> None:
        least = TITLE_TIGHT if self.width() < TIGHT_UNDER else TITLE_LEAST
        self._title.setMinimumWidth(min(least, self._title.sizeHint().width()))

    def set_preparing(self, progress: tuple[int, int] | None) -> None:
        """Say how far the index of the search is; None where it is whole."""
        if progress != self._preparing:
            self._preparing = progress
            self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.search.set_placeholder(translate("Frame", "Search or command"))
        hint = ""
        if self._preparing is not None:
            done, total = (f"{number:,}" for number in self._preparing)
            words = translate("Frame", "Preparing search, {n} of {m}").format(n=done, m=total)
            self.search.setPlaceholderText(words)
            hint = translate("Frame", "Searching works meanwhile, a little slower.")
        self.search.setToolTip(hint)
        self.search.setAccessibleDescription(hint)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, colour("line"))
