"""The peek beside the incoming list: one case with its photo, suggestions and duplicates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from casework.case import Case, PhotoRole
from desktop.ui.pages.incoming_study import Hint, Key, Likely
from desktop.ui.services import Thumbnails
from desktop.ui.theme import Role, state_style
from desktop.ui.theme.theme import Theme
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Card, Ground
from desktop.ui.widgets.chip import Chip, Tag
from desktop.ui.widgets.feedback import Icon
from desktop.ui.widgets.keys import both_keys
from desktop.ui.widgets.photo_paint import paint_no_photo, paint_photo
from desktop.ui.widgets.photos import PhotoView
from desktop.ui.widgets.text import Text, draw_line
from desktop.ui.wording import MINUTE, distance, length, masked_phone, village
from desktop.words import translate

PHOTO_HEIGHT = 150
LIKELY_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Peeked:
    """What the peek shows: the case, its hint, and its photo where it is on this computer."""

    case: Case
    hint: Hint
    photo: QImage | None = None


class Peek(Ground):
    """The pane at the right.

    Signals:
        take_wanted: the suggestions are to be used.
        merge_wanted, apart_wanted: the likely duplicates are one matter, or are not.
        open_wanted: the key of a case to be opened in full.
    """

    take_wanted = Signal()
    merge_wanted = Signal()
    apart_wanted = Signal()
    open_wanted = Signal(object)

    def __init__(self, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        """An empty pane."""
        super().__init__("surface", ("left",), parent)
        self._thumbnails = thumbnails
        self._shown: Peeked | None = None
        self._key: Key | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 0, 0, 0)
        self._column.setSpacing(0)
        self.pane = self._scroll = QScrollArea()
        self._scroll.setAccessibleName(translate("Incoming", "Preview"))
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._column.addWidget(self._scroll, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 4, 16, 8)
        self._open = Button("", icon="file-text", key="Enter")
        self._open.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._open.clicked.connect(self._open_case)
        foot.addWidget(self._open)
        self._column.addLayout(foot)
        self.retranslate()
        self.show_case(None)

    @property
    def shown(self) -> Peeked | None:
        """What is shown now."""
        return self._shown

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._open.set_text(translate("Incoming", "Open the full case"))
        self.show_case(self._shown)

    def show_case(self, shown: Peeked | None) -> None:
        """Show a case, or nothing."""
        self._shown = shown
        self._key = (shown.case.authority, shown.case.id) if shown else None
        self._open.setEnabled(shown is not None)
        body = QWidget()
        body.setObjectName("plain")
        column = QVBoxLayout(body)
        column.setContentsMargins(15, 10, 16, 12)
        column.setSpacing(10)
        if shown is not None:
            self._put(column, shown)
        column.addStretch(1)
        self._scroll.setWidget(body)

    def _put(self, column: QVBoxLayout, shown: Peeked) -> None:
        case, ticket = shown.case, shown.case.ticket
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(Chip.of_state(str(case.state)))
        if case.reopen_count:
            head.addWidget(Chip.of_mark("reopened"))
        head.addStretch(1)
        head.addWidget(Text(ticket.number, Role.SECONDARY, "ink2"))
        column.addLayout(head)
        column.addWidget(self._photo(shown))
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addWidget(Text(ticket.description.strip(), Role.ROW, "ink", lines=12))
        place = QHBoxLayout()
        place.setSpacing(4)
        icon = "map-pin" if ticket.lon is not None else "map-pin-off"
        place.addWidget(Icon(icon, "ink2", 15), 0, Qt.AlignmentFlag.AlignTop)
        place.addWidget(Text(_where_and_who(case), Role.SECONDARY, "ink2", lines=3), 1)
        words.addLayout(place)
        column.addLayout(words)
        suggestions = self._suggestions(shown)
        if suggestions is not None:
            column.addWidget(suggestions)
        if shown.hint.likely:
            column.addWidget(self._duplicates(shown.hint.likely))

    def _photo(self, shown: Peeked) -> PhotoView:
        view = PhotoView(translate("Incoming", "Photo of the report"))
        view.setFixedHeight(PHOTO_HEIGHT)
        if shown.photo is not None:
            view.set_picture(QPixmap.fromImage(shown.photo))
        elif shown.case.photos_of(PhotoRole.BEFORE):
            view.set_absent()
        else:
            view.set_words("image-off", translate("Incoming", "No photo came with this report"))
        view.opened.connect(self._open_case)
        return view

    def _suggestions(self, shown: Peeked) -> Card | None:
        case, hint = shown.case, shown.hint
        if not (hint.type or hint.unit):
            return None
        card, column = _card()
        head = QHBoxLayout()
        head.addWidget(Text(translate("Incoming", "Suggestions"), Role.SECONDARY_STRONG), 1)
        take = Button(translate("Incoming", "Use these"), kind="quiet", key="Y", size="small")
        take.setToolTip(both_keys("Y"))
        take.clicked.connect(self.take_wanted)
        head.addWidget(take)
        column.addLayout(head)
        if hint.type:
            why = translate("Incoming", "found the words “{words}”")
            words = why.format(words="”, “".join(hint.words[:2]))
            _line(column, translate("Incoming", "Type"), Tag(hint.type, suggestion=True), words)
        elif case.types:
            _line(column, translate("Incoming", "Type"), Tag(", ".join(case.types)), "")
        if hint.unit:
            why = translate("Incoming", "as {n} cases of this type before")
            words = why.format(n=hint.unit_count)
            _line(column, translate("Incoming", "Unit"), Tag(hint.unit, suggestion=True), words)
        elif case.unit:
            _line(column, translate("Incoming", "Unit"), Tag(case.unit), "")
        return card

    def _duplicates(self, likely: Sequence[Likely]) -> Card:
        card, column = _card()
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(Icon("copy", "ink", 15))
        title = translate("Incoming", "May be the same matter: {n}").format(n=len(likely))
        head.addWidget(Text(title, Role.SECONDARY_STRONG), 1)
        column.addLayout(head)
        for one in likely[:LIKELY_SHOWN]:
            row = LikelyRow(one, self._thumbnails)
            row.opened.connect(self.open_wanted)
            column.addWidget(row)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        merge = Button(translate("Incoming", "Merge all"), icon="merge", key="M", size="small")
        merge.setToolTip(both_keys("M"))
        merge.clicked.connect(self.merge_wanted)
        apart = Button(translate("Incoming", "Not same"), kind="quiet", key="N", size="small")
        apart.setToolTip(both_keys("N"))
        apart.clicked.connect(self.apart_wanted)
        acts.addWidget(merge)
        acts.addWidget(apart)
        acts.addStretch(1)
        column.addLayout(acts)
        return card

    def _open_case(self) -> None:
        if self._key is not None:
            self.open_wanted.emit(self._key)


class LikelyRow(QWidget):
    """A likely duplicate: photo, sentence, how far in metres and in time. A click opens it."""

    opened = Signal(object)

    def __init__(self, likely: Likely, thumbnails: Thumbnails) -> None:
        """Show one case."""
        super().__init__()
        self._likely, self._thumbnails = likely, thumbnails
        apart = translate("Incoming", "{metres} away · reported {time} apart")
        self._far = apart.format(
            metres=distance(likely.metres), time=length(abs(likely.minutes) * MINUTE)
        )
        self._state = state_style(str(likely.state)).word
        self.setFixedHeight(44)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{likely.sentence} · {self._far} · {self._state}")
        self.setToolTip(f"{likely.sentence}\n{likely.number} · {self._state}")
        thumbnails.arrived.connect(self._arrived)
        Theme.current().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(200, 44)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw photo and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(0, 3, 44, 38)
        side = round(44 * self.devicePixelRatioF())
        picture = self._thumbnails.pixmap(self._likely.photo, side)
        if picture is None:
            paint_no_photo(painter, box, 6)
        else:
            paint_photo(painter, box, picture, 6)
        width = self.width() - 52
        upper, lower = QRectF(52, 0, width, 22), QRectF(52, 22, width, 20)
        draw_line(painter, upper, self._likely.sentence, Role.SECONDARY, "ink")
        draw_line(painter, lower, self._far, Role.CAPTION, "ink2")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the case."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(self._likely.key)

    def _arrived(self, key: str) -> None:
        if key == self._likely.photo:
            self.update()


def _where_and_who(case: Case) -> str:
    ticket = case.ticket
    place = " ".join(p for p in (ticket.place or ticket.address, village(ticket.village)) if p)
    place = place or translate("Incoming", "no place given")
    who = " ".join(p for p in (ticket.reporter_name, masked_phone(ticket.reporter_phone)) if p)
    if ticket.channel:
        through = translate("Incoming", "through {channel}").format(
            channel=_channel(ticket.channel)
        )
        who = f"{who} {through}".strip()
    return " · ".join(part for part in (place, who) if part)


def _channel(channel: str) -> str:
    words = {
        "line": "LINE",
        "traffy": "Traffy Fondue",
        "phone": translate("Incoming", "telephone"),
        "counter": translate("Incoming", "the counter"),
        "web": translate("Incoming", "the web"),
    }
    return words.get(channel.lower(), channel)


def _card() -> tuple[Card, QVBoxLayout]:
    card = Card()
    column = QVBoxLayout(card)
    column.setContentsMargins(12, 8, 12, 9)
    column.setSpacing(5)
    return card, column


def _line(column: QVBoxLayout, name: str, tag: Tag, why: str) -> None:
    row = QHBoxLayout()
    row.setSpacing(8)
    label = Text(name, Role.SECONDARY, "ink2")
    label.setFixedWidth(54)
    top = Qt.AlignmentFlag.AlignTop
    row.addWidget(label, 0, top)
    row.addWidget(tag, 0, top)
    row.addWidget(Text(why, Role.CAPTION, "ink2", lines=3), 1)
    column.addLayout(row)
