"""What is known of the photo shown, beside it: where its bytes are, EXIF, and what it proves."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.pages.photo_facts import Fact
from desktop.ui.photo_truth import PhotoTruth
from desktop.ui.theme import Role
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Ground
from desktop.ui.widgets.feedback import Icon
from desktop.ui.widgets.scrolling import scrolling
from desktop.ui.widgets.text import Text
from desktop.words import translate

WIDTH = 292


class PhotoInfo(Ground):
    """A column of facts that scrolls.

    Signals:
        again_wanted: try to send the photo shown again.
    """

    again_wanted = Signal()

    def __init__(self) -> None:
        """Empty."""
        super().__init__("surface", ("left",))
        self.setFixedWidth(WIDTH)
        self._heading = Text("", Role.HEADING)
        self._truth = _Line()
        self.again = Button("", icon="refresh-cw", key="T", size="small")
        self.again.clicked.connect(self.again_wanted)
        self._facts: list[_Line] = []
        inner = Ground("surface")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(16, 12, 16, 12)
        self._column.setSpacing(10)
        self._column.addWidget(self._heading)
        self._column.addWidget(self._truth)
        self._column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addStretch(1)
        scroll = scrolling(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 0, 0)
        whole.addWidget(scroll)
        self.retranslate()

    def retranslate(self) -> None:
        """Say headings in the language in use."""
        self._heading.set_text(translate("PhotoInfo", "About this photo"))
        self.again.set_text(translate("PhotoInfo", "Try again now"))

    def show_truth(self, truth: PhotoTruth | None) -> None:
        """Show where the bytes are."""
        self._truth.setVisible(truth is not None)
        self.again.setVisible(truth is not None and truth.stuck is not None)
        if truth is not None:
            heading = translate("PhotoInfo", "Where it is kept")
            self._truth.show_fact(Fact(truth.icon, heading, truth.words, truth.note, truth.token))

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show what is known."""
        while len(self._facts) > len(facts):
            line = self._facts.pop()
            line.hide()
            line.deleteLater()
        while len(self._facts) < len(facts):
            line = _Line()
            self._column.insertWidget(self._column.count() - 1, line)
            self._facts.append(line)
        for line, fact in zip(self._facts, facts, strict=True):
            line.show_fact(fact)

    def words(self) -> str:
        """All that is said, for screen readers and tests."""
        shown = [self._truth] if not self._truth.isHidden() else []
        return "\n".join(line.accessibleName() for line in [*shown, *self._facts])


class _Line(QWidget):
    """An icon, what it is about, and what is known."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = Icon("info", "ink2", 18)
        self._heading = Text("", Role.CAPTION, "ink2")
        self._text = Text("", Role.BODY, lines=None)
        self._note = Text("", Role.SECONDARY, "ink2", lines=None)
        words = QVBoxLayout()
        words.setSpacing(0)
        for text in (self._heading, self._text, self._note):
            words.addWidget(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def show_fact(self, fact: Fact) -> None:
        """Show another fact."""
        self._icon.set_icon(fact.icon, "ink2" if fact.token == "ink" else fact.token)
        self._heading.set_text(fact.heading)
        self._text.set_text(fact.text, fact.token)
        self._note.set_text(fact.note)
        self._note.setVisible(bool(fact.note))
        parts = (f"{fact.heading}: {fact.text}", fact.note)
        self.setAccessibleName(". ".join(part for part in parts if part))
