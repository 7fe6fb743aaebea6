"""The comment box at the foot of a case: who will read it is always said."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from casework.case import Audience
from desktop.ui.bridge import Bridge
from desktop.ui.models import Key
from desktop.ui.theme import Role
from desktop.ui.theme.scale import line_height
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Ground
from desktop.ui.widgets.fields import TextArea
from desktop.ui.widgets.keys import both_keys
from desktop.ui.widgets.text import Text
from desktop.words import translate

DRAFT_MS = 800
_MOST_LINES = 5
_FIELD_LEAST, _MARGIN, _GAP = 180, 20, 8


class CommentBox(Ground):
    """A field that grows with its words, the audience, and attaching a photo.

    Signals:
        saved: (text, Audience).
        photo_wanted: attach a photo.
        left: Esc in the field.
        edited: the words changed.
    """

    saved = Signal(str, object)
    photo_wanted = Signal()
    left = Signal()
    edited = Signal()

    def __init__(self) -> None:
        """Empty, for the reporter."""
        super().__init__("head", ("top",))
        self._audience = Audience.REPORTER
        self._channel = ""
        self.field = TextArea("", lines=1)
        self.field.setFixedHeight(self._height(1))
        self.field.textChanged.connect(self._typed)
        self.field.installEventFilter(self)
        self._who = Button("", icon="message-square")
        menu = QMenu(self)
        self._choices = {Audience.REPORTER: QAction(menu), Audience.STAFF: QAction(menu)}
        for audience, action in self._choices.items():
            action.triggered.connect(lambda _=False, a=audience: self.set_audience(a))
            menu.addAction(action)
        self._who.setMenu(menu)
        self._photo = Button("", icon="image-plus", key="P")
        self._photo.clicked.connect(self.photo_wanted)
        self._send = Button("", kind="primary", icon="check", key="Ctrl+Enter")
        self._send.clicked.connect(self.save)
        self._says = Text("", Role.CAPTION, "ink2")
        self._below = False
        self._buttons, self._grid = QWidget(), QGridLayout()
        self._lay_out()
        self.retranslate()
        self._typed()

    def text(self) -> str:
        """What was typed."""
        return self.field.toPlainText().strip()

    def audience(self) -> Audience:
        """Who will read it."""
        return self._audience

    def set_audience(self, audience: Audience) -> None:
        """Choose who will read it."""
        self._audience = audience
        self._say()
        self.field.setFocus()

    def set_channel(self, channel: str) -> None:
        """How the reporter hears of it: line, phone …"""
        self._channel = channel.lower()
        self._say()

    def set_draft(self, text: str, audience: Audience) -> None:
        """Put words back that were typed before."""
        self.field.setPlainText(text)
        self._audience = audience
        self._say()

    def clear(self) -> None:
        """Empty the field."""
        self.field.clear()

    def write(self) -> None:
        """Begin to write."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def save(self) -> None:
        """Hand the words over, if there are any."""
        if self.text():
            self.saved.emit(self.text(), self._audience)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        hint = translate("CaseComment", "Write a comment…")
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(hint)
        self._photo.set_text(translate("CaseComment", "Attach photo"))
        self._photo.setToolTip(f"{self._photo.text()} ({both_keys('P')})")
        self._send.set_text(translate("CaseComment", "Save"))
        self._choices[Audience.REPORTER].setText(translate("CaseComment", "To the reporter"))
        self._choices[Audience.STAFF].setText(translate("CaseComment", "For staff only"))
        self._say()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter saves, Esc leaves the field; Enter is a new line."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and held:
                self.save()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
        return super().eventFilter(watched, event)

    def _typed(self) -> None:
        typed = bool(self.text())
        self._send.setVisible(typed)
        self._photo.setVisible(not typed)
        lines = min(_MOST_LINES, max(1, round(self.field.document().size().height() / 23)))
        self.field.setFixedHeight(self._height(lines))
        self.edited.emit()

    def _say(self) -> None:
        staff = self._audience == Audience.STAFF
        self._who.set_text(self._choices[self._audience].text())
        self._who.set_icon("lock" if staff else "message-square")
        if staff:
            text = translate("CaseComment", "Only staff of this authority will read this.")
        elif self._channel == "line":
            text = translate(
                "CaseComment",
                "Meant for the reporter: it goes out once your authority is connected to LINE.",
            )
        else:
            text = translate("CaseComment", "The reporter will read this once it is sent.")
        self._says.set_text(text)
        self._fit()

    @staticmethod
    def _height(lines: int) -> int:
        return lines * line_height(Role.BODY) + 15

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may leave the field too little beside the buttons."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The buttons beside the field, or below it where it would be too narrow to write in.

        Counted with the wider of the buttons that change while one types, so that none jumps.
        """
        last = max(button.sizeHint().width() for button in (self._photo, self._send))
        beside = self._who.sizeHint().width() + last + 2 * _GAP
        below = self.width() - 2 * _MARGIN - beside < _FIELD_LEAST
        if below != self._below:
            self._below = below
            self._grid.removeWidget(self._buttons)
            place = (1, 0) if below else (0, 1)
            self._grid.addWidget(self._buttons, *place, Qt.AlignmentFlag.AlignBottom)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 10, _MARGIN, 8)
        column.setSpacing(2)
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        for button in (self._who, self._photo, self._send):
            row.addWidget(button)
        row.addStretch(1)
        self._grid.setSpacing(_GAP)
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(self.field, 0, 0)
        self._grid.addWidget(self._buttons, 0, 1, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(self._grid)
        column.addWidget(self._says)

    def buttons(self) -> list[QWidget]:
        """The buttons, for tests and the order of Tab."""
        return [self._who, self._photo, self._send]


class CommentDrafts(QObject):
    """Keeps half-written comments: nothing typed is lost by moving on or closing."""

    def __init__(self, bridge: Bridge, box: CommentBox) -> None:
        """Watch a comment box; `restore` says whose words it holds."""
        super().__init__(box)
        self._bridge = bridge
        self._box = box
        self._key: Key | None = None
        self._kept: dict[Key, tuple[str, Audience]] = {}
        self._timer = QTimer(self, singleShot=True, interval=DRAFT_MS)
        self._timer.timeout.connect(self._save)
        box.edited.connect(self._edited)

    def restore(self, key: Key, draft: object) -> None:
        """Show what was half written on a case, from here or from the cache (`draft`)."""
        self._key = None
        text, audience = "", Audience.REPORTER
        if key in self._kept:
            text, audience = self._kept[key]
        elif isinstance(draft, dict):
            text = str(draft.get("text", ""))
            staff = draft.get("audience") == str(Audience.STAFF)
            audience = Audience.STAFF if staff else Audience.REPORTER
        self._box.set_draft(text, audience)
        self._key = key

    def leave(self) -> None:
        """The case is about to be left: keep its words now."""
        if self._timer.isActive():
            self._save()

    def forget(self, key: Key) -> None:
        """The words of a case were saved as a comment."""
        self._timer.stop()
        self._kept[key] = ("", Audience.REPORTER)
        cache = self._bridge.desk.cache
        self._bridge.write(lambda: cache.delete_draft(*key, "comment"), _ignore)

    def _edited(self) -> None:
        key = self._key
        if key is None or (key not in self._kept and not self._box.text()):
            return
        self._kept[key] = (self._box.text(), self._box.audience())
        self._timer.start()

    def _save(self) -> None:
        self._timer.stop()
        key = self._key
        if key is None or key not in self._kept:
            return
        text, audience = self._kept[key]
        if not text:
            self.forget(key)
            return
        body = {"text": text, "audience": str(audience)}
        cache = self._bridge.desk.cache
        self._bridge.write(lambda: cache.save_draft(*key, "comment", body), _ignore)


def _ignore(_: object) -> None:
    """The answer of work that nobody waits for."""
