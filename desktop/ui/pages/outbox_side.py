"""Beside the outbox: what is kept on this computer, the journal of sync, and a word of calm."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casework.thai import time_text
from desktop import messages
from desktop.desk import Desk
from desktop.storage.records import JournalLine
from desktop.ui.theme import Role
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.feedback import Banner, Icon
from desktop.ui.widgets.text import Text
from desktop.ui.wording import size
from desktop.words import translate

LINES = 9


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


class JournalCard(Card):
    """The newest lines of the sync journal."""

    def __init__(self) -> None:
        """Empty until lines come."""
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 12, 14, 12)
        self._column.setSpacing(8)
        self._title = Text("", Role.STRONG, "ink", lines=1)
        self._column.addWidget(self._title)
        self._column.addStretch(1)
        self._shown: list[QWidget] = []
        self._lines: list[JournalLine] = []

    def retranslate(self) -> None:
        """Say it in the language in use."""
        self._title.set_text(translate("Outbox", "Journal"))
        self.show_lines(self._lines)

    def show_lines(self, lines: list[JournalLine]) -> None:
        """Show the newest lines."""
        self._lines = lines
        for widget in self._shown:
            self._column.removeWidget(widget)
            widget.deleteLater()
        self._shown = []
        for line in lines[:LINES]:
            widget = _journal_row(line)
            self._column.insertWidget(self._column.count() - 1, widget)
            self._shown.append(widget)


def _journal_row(line: JournalLine) -> QWidget:
    icon, token, text = _worded(line)
    widget = QWidget()
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(Text(time_text(line.at), Role.SECONDARY, "ink2", lines=1))
    row.addWidget(Icon(icon, token, 15))
    row.addWidget(Text(text, Role.SECONDARY, "ink", lines=2), 1)
    return widget


def _worded(line: JournalLine) -> tuple[str, str, str]:
    """Icon, colour and words of a journal line."""
    if line.code == "sync":
        return "circle-check", "done", _sync_words(line.detail)
    if line.code.startswith("failed"):
        return "cloud-off", "send", messages.of_code(str(line.detail.get("code", "unexpected")))
    return "info", "ink2", line.code


def _sync_words(detail: dict[str, int | str]) -> str:
    parts = []
    if detail.get("pushed"):
        parts.append(translate("Outbox", "sent {n} acts").format(n=detail["pushed"]))
    if detail.get("photos_up"):
        parts.append(translate("Outbox", "sent {n} photos").format(n=detail["photos_up"]))
    if detail.get("pulled"):
        parts.append(translate("Outbox", "received {n} cases").format(n=detail["pulled"]))
    if detail.get("photos_down"):
        parts.append(translate("Outbox", "received {n} pictures").format(n=detail["photos_down"]))
    return " · ".join(parts) or translate("Outbox", "in step with the server")


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
