"""Beside the outbox: what is kept here, pictures that wait, the file for support, and calm."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.desk import Desk
from desktop.status import Line, Status
from desktop.ui.theme import Role
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.feedback import Banner
from desktop.ui.widgets.fields import Dropdown
from desktop.ui.widgets.text import Text
from desktop.ui.wording import size
from desktop.words import translate


@dataclass(frozen=True, slots=True)
class Kept:
    """What this computer holds; `bytes` on disk, encrypted."""

    cases: int
    thumbnails: int
    originals: int
    bytes: int


def kept_here(desk: Desk) -> Kept:
    """Count what this desk holds (a reading thread's work)."""
    figures = desk.photos.statistics()
    files = (desk.profile.cache_file, desk.profile.photos_file)
    total = sum(f.stat().st_size for f in files if f.exists())
    return Kept(desk.counts().cases, figures.thumbnails, figures.photos, total)


class KeptCard(Card):
    """The figures of what is kept here."""

    def __init__(self) -> None:
        """Empty until the figures come."""
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 12, 14, 12)
        self._column.setSpacing(2)
        self._title = Text("", Role.STRONG, "ink", lines=1)
        self._column.addWidget(self._title)
        self._rows: list[tuple[Text, Text]] = []
        for _ in range(3):
            row = QHBoxLayout()
            pair = (Text("", Role.SECONDARY, "ink"), Text("", Role.SECONDARY_STRONG, "ink"))
            row.addWidget(pair[0], 1)
            row.addWidget(pair[1])
            self._rows.append(pair)
            self._column.addLayout(row)
        self._foot = Text("", Role.CAPTION, "ink2", lines=2)
        self._column.addWidget(self._foot)
        self._index = Text("", Role.CAPTION, "ink2", lines=2)
        self._column.addWidget(self._index)
        self.show_index(None)
        self._kept = Kept(0, 0, 0, 0)

    def retranslate(self) -> None:
        """Say it in the language in use."""
        self._title.set_text(translate("Outbox", "Kept on this computer"))
        self.show_figures(self._kept)

    def show_figures(self, kept: Kept) -> None:
        """Show the figures."""
        self._kept = kept
        words = (
            (translate("Outbox", "Cases"), kept.cases),
            (translate("Outbox", "Small pictures"), kept.thumbnails),
            (translate("Outbox", "Full photos"), kept.originals),
        )
        for (label, value), (name, count) in zip(self._rows, words, strict=True):
            label.set_text(name)
            value.set_text(f"{count:,}")
        text = translate("Outbox", "{size} on disk · encrypted").format(size=size(kept.bytes))
        self._foot.set_text(text)

    def show_index(self, progress: tuple[int, int] | None) -> None:
        """Say how far the index of the search is, while it follows."""
        self._index.setVisible(progress is not None)
        if progress is not None:
            words = translate("Outbox", "Preparing search, {n} of {m}")
            done, total = (f"{number:,}" for number in progress)
            self._index.set_text(words.format(n=done, m=total))


class PicturesCard(Card):
    """Pictures that wait on a slow or metered line: how many, a button for now, and the choice.

    Signals:
        wanted: the pictures are to go and come now.
        chosen: what is to be from now on: auto, always or ask.
    """

    wanted = Signal()
    chosen = Signal(str)

    def __init__(self) -> None:
        """Nothing waits until a status says so."""
        super().__init__()
        self._status = Status()
        self._title = Text("", Role.STRONG, "ink", lines=1)
        self._about = Text("", Role.SECONDARY, "ink", lines=None)
        self.button = Button("", icon="image", size="small")
        self.button.clicked.connect(self.wanted)
        self._label = Text("", Role.CAPTION, "ink2", lines=1)
        self.choice = Dropdown()
        self.choice.activated.connect(lambda _: self.chosen.emit(str(self.choice.currentData())))
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 14)
        column.setSpacing(6)
        for widget in (self._title, self._about, self.button, self._label, self.choice):
            column.addWidget(widget)

    def retranslate(self, choice: str) -> None:
        """Say it in the language in use, with the present choice."""
        self._title.set_text(translate("Outbox", "Pictures"))
        self._label.set_text(translate("Outbox", "On slow and metered lines"))
        self.choice.setAccessibleName(self._label.text())
        self.choice.clear()
        for value, words in (
            ("auto", translate("Outbox", "Words first, pictures wait")),
            ("always", translate("Outbox", "Always send and fetch pictures")),
            ("ask", translate("Outbox", "Pictures only when I press")),
        ):
            self.choice.addItem(words, value)
        self.choice.setCurrentIndex(max(0, self.choice.findData(choice)))
        self.show_status(self._status)

    def show_status(self, status: Status) -> None:
        """Show what waits and why."""
        self._status = status
        left = status.pictures_left if status.text_only else 0
        amount = size(status.pictures_bytes)
        self._about.set_text(self._why(status).format(n=f"{left:,}", size=amount))
        now = translate("Outbox", "Send and fetch now ({size})")
        self.button.set_text(now.format(size=amount))
        self.button.setVisible(bool(left))
        self.button.setEnabled(status.line != Line.SYNCING)

    @staticmethod
    def _why(status: Status) -> str:
        if not status.text_only:
            return translate("Outbox", "They go along with the words.")
        if not status.pictures_left:
            return translate("Outbox", "None is waiting.")
        return {
            "slow": translate("Outbox", "The signal is weak: {n} pictures wait, about {size}."),
            "metered": translate(
                "Outbox", "This network is paid by use: {n} pictures wait, about {size}."
            ),
        }.get(status.text_only_why, translate("Outbox", "{n} pictures wait, about {size}."))


class SupportCard(Card):
    """The way to the file for support.

    Signals:
        wanted: the person wants such a file.
    """

    wanted = Signal()

    def __init__(self) -> None:
        """A title, a sentence, a button."""
        super().__init__()
        self._title = Text("", Role.STRONG, "ink", lines=1)
        self._about = Text("", Role.SECONDARY, "ink2", lines=None)
        self.button = Button("", icon="file-text", size="small")
        self.button.clicked.connect(self.wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 14)
        column.setSpacing(6)
        for widget in (self._title, self._about, self.button):
            column.addWidget(widget)

    def retranslate(self) -> None:
        """Say it in the language in use."""
        self._title.set_text(translate("Outbox", "If sync does not do what it should"))
        self._about.set_text(translate("Outbox", "A file for support, without personal data."))
        self.button.set_text(translate("Outbox", "File for support…"))


class SafeNote(Banner):
    """Says that the computer may be switched off at any time."""

    def __init__(self) -> None:
        """In indigo: offline is a normal day."""
        super().__init__("", tone="info", icon="lock")

    def retranslate(self) -> None:
        """Say it in the language in use."""
        self.say(
            translate(
                "Outbox",
                "You may close the program or switch off. It goes on from the same place.",
            ),
            tone="info",
            icon="lock",
        )
