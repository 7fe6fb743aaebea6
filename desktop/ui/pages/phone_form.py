"""The widgets of the phone's panel: closed with a button, open with a code, and the photos."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.receiving import HandedIn
from desktop.ui.pages import phone_panel_words as words
from desktop.ui.services import Thumbnails
from desktop.ui.theme import Role
from desktop.ui.theme.scale import RADIUS_BUTTON
from desktop.ui.widgets.buttons import Button, IconButton
from desktop.ui.widgets.feedback import Banner, Icon, ProgressBar
from desktop.ui.widgets.fields import Dropdown
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.photo_paint import paint_no_photo, paint_photo
from desktop.ui.widgets.qr_code import QrCode
from desktop.ui.widgets.text import Text
from desktop.words import translate

if TYPE_CHECKING:
    from desktop.phone.reception import PhoneStanding

SIDE_BY_SIDE, LEAST = 560, 320
SHOWN_MOST = 24
THUMB = 84


class PhoneForm(QWidget):
    """Everything that is seen; it decides nothing."""

    def __init__(self, panel: QWidget, thumbnails: Thumbnails) -> None:
        """Lay out in the panel, closed."""
        super().__init__(panel)
        # Side by side it would ask for more, and never get so narrow that it need not.
        for widget in (panel, self):
            widget.setMinimumWidth(LEAST)
        self._thumbnails = thumbnails
        self._shown: tuple[str, ...] = ()
        self.title = Text("", Role.HEADING, "ink")
        self.away = IconButton("x", "", size=28, token="ink2")
        self.about = Text("", Role.BODY, "ink2", lines=None)
        self.problem = Banner("", tone="warning")
        self.start = Button("", kind="primary", icon="qr-code")
        self.ended = Banner("", tone="plain")
        self.code = QrCode()
        self.steps = [Text("", Role.BODY, "ink", lines=None) for _ in range(3)]
        self.typed = Text("", Role.SECONDARY, "ink2", lines=None)
        self.networks = Dropdown()
        self.icon = Icon("wifi", "accent-t")
        self.state = Text("", Role.STRONG, "ink", lines=None)
        self.bar = ProgressBar()
        self.refused = Text("", Role.SECONDARY, "attn", lines=None)
        self.hint = Text("", Role.SECONDARY, "ink2", lines=None)
        self.safety = Text("", Role.SECONDARY, "ink2", lines=None)
        self.left = Text("", Role.SECONDARY, "ink2", lines=None)
        self.stop = Button("", icon="x")
        self.anew = Button("", kind="quiet", icon="refresh-cw")
        self.earlier = Banner("", tone="info", icon="smartphone")
        self.use = Button("", size="small", icon="image-plus")
        self.drop = Button("", kind="quiet", size="small")
        self.photos = QWidget()
        self._flow = Flow(self.photos, gap=8)
        self._lay_out(panel)
        self.show_closed("")
        self.show_earlier([])
        self.say_problem("")

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.title.set_text(translate("Phone", "Photos from the phone"))
        self.away.set_icon("x", translate("Phone", "Close"))
        self.about.set_text(words.about())
        self.start.set_text(translate("Phone", "Receive photos"))
        self.stop.set_text(translate("Phone", "Stop"))
        self.anew.set_text(translate("Phone", "New code"))
        self.use.set_text(translate("Phone", "Add them"))
        self.drop.set_text(translate("Phone", "Remove them"))
        for step, text in zip(self.steps, words.steps(), strict=True):
            step.set_text(text)
        self.hint.set_text(words.hint())
        self.safety.set_text(words.safety())
        self.networks.setAccessibleName(translate("Phone", "This computer's address"))
        self.bar.setAccessibleName(translate("Phone", "How far the photo is"))

    # -- what is shown ------------------------------------------------------------------------

    def say_problem(self, text: str) -> None:
        """What went wrong, or nothing."""
        self.problem.say(text, tone="warning")
        self.problem.setVisible(bool(text))

    def show_open(self, urls: Sequence[str]) -> None:
        """Show code and steps."""
        self.networks.clear()
        for url in urls:
            self.networks.addItem(url.removeprefix("http://").partition(":")[0])
        self.networks.setVisible(len(urls) > 1)
        self._switch(open_now=True)
        self.show_earlier([])
        self.ended.hide()

    def show_closed(self, why: str) -> None:
        """Show the button; `why` it was closed, where it was open."""
        self._switch(open_now=False)
        text = words.ended(why)
        self.ended.say(text, tone="plain")
        self.ended.setVisible(bool(text))

    def show_code(self, url: str) -> None:
        """Show the code of an address, and the address in letters."""
        self.code.set_text(url, translate("Phone", "QR code. ") + words.typed(url))
        self.typed.set_text(words.typed(url))

    def show_standing(self, standing: PhoneStanding) -> None:
        """Show how far it is."""
        icon, text = words.state(standing)
        self.icon.set_icon(icon, "done" if icon == "circle-check" else "accent-t")
        self.state.set_text(text)
        self.bar.setVisible(standing.state == "receiving")
        self.bar.set_value(standing.part)
        self.refused.set_text(words.refused(len(standing.refused)))
        self.refused.setVisible(bool(standing.refused))
        self.hint.setVisible(standing.state == "waiting")
        self.left.set_text(words.left(standing.seconds_left))
        self._show_photos(standing)

    def show_earlier(self, photos: Sequence[HandedIn]) -> None:
        """Offer what came before, or nothing."""
        self.earlier.say(words.earlier(len(photos)), tone="info", icon="smartphone")
        self.earlier.setVisible(bool(photos))

    def _show_photos(self, standing: PhoneStanding) -> None:
        newest = standing.kept[::-1][:SHOWN_MOST]
        keys = tuple(one.sha256 for one in newest)
        if keys == self._shown:
            return
        self._shown = keys
        self._flow.clear()
        for one in newest:
            name = one.name
            if not one.has_place:
                name += " · " + translate("Phone", "no place")
            self._flow.addWidget(Thumb(self._thumbnails, one.sha256, name))
        self.photos.setVisible(bool(keys))
        self.photos.updateGeometry()

    # -- laying out ---------------------------------------------------------------------------

    def _switch(self, *, open_now: bool) -> None:
        for widget in (self.about, self.start):
            widget.setVisible(not open_now)
        self._opened.setVisible(open_now)

    def _lay_out(self, panel: QWidget) -> None:
        left = Qt.AlignmentFlag.AlignLeft
        outer = QVBoxLayout(panel)
        outer.setContentsMargins(14, 12, 14, 14)
        outer.addWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.earlier.add_action(self.use)
        self.earlier.add_action(self.drop)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.away)
        column.addLayout(head)
        for widget in (self.about, self.problem, self.ended, self.earlier):
            column.addWidget(widget)
        column.addWidget(self.start, 0, left)
        self._opened = QWidget()
        self._split = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._opened)
        self._split.setContentsMargins(0, 0, 0, 0)
        self._split.setSpacing(16)
        code = QVBoxLayout()
        code.setSpacing(8)
        code.addWidget(self.code, 0, left)
        code.addWidget(self.networks)
        code.addStretch(1)
        self._split.addLayout(code)
        self._split.addLayout(self._words_column(), 1)
        column.addWidget(self._opened)
        column.addWidget(self.photos)

    def _words_column(self) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setSpacing(6)
        for step in self.steps:
            side.addWidget(step)
        side.addWidget(self.typed)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.state, 1)
        side.addSpacing(6)
        side.addLayout(row)
        for widget in (self.bar, self.refused, self.left, self.hint, self.safety):
            side.addWidget(widget)
        buttons = QHBoxLayout()
        buttons.addWidget(self.stop)
        buttons.addWidget(self.anew)
        buttons.addStretch(1)
        side.addLayout(buttons)
        side.addStretch(1)
        return side

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The code above the words where it is narrow."""
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        wide = event.size().width() >= SIDE_BY_SIDE
        self._split.setDirection(directions.LeftToRight if wide else directions.TopToBottom)


class Thumb(QWidget):
    """A small picture of a photo that came; its name is told to screen readers and as a tooltip."""

    def __init__(self, thumbnails: Thumbnails, key: str, name: str) -> None:
        super().__init__()
        self._thumbnails, self._key = thumbnails, key
        self.setFixedSize(THUMB, THUMB)
        self.setAccessibleName(name)
        self.setToolTip(name)
        thumbnails.arrived.connect(self._came)

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(THUMB, THUMB)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the picture, or what stands for it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = round(THUMB * self.devicePixelRatioF())
        picture = self._thumbnails.pixmap(self._key, side)
        if picture is None:
            paint_no_photo(painter, self.rect().toRectF(), RADIUS_BUTTON, "image")
        else:
            paint_photo(painter, self.rect().toRectF(), picture, RADIUS_BUTTON)

    def _came(self, key: str) -> None:
        if key == self._key:
            self.update()
