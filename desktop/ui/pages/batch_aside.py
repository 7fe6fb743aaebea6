"""Photos of the batch that are with no case: why not, in groups, each photo to be moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casework.case import Case
from casework.pictures.proposals import Key, Proposal
from desktop.ui.pages import batch_words
from desktop.ui.pages.batch_target import PhotoTarget
from desktop.ui.pages.batch_tile import TileStrip, TileWords
from desktop.ui.services import Thumbnails
from desktop.ui.theme import Role
from desktop.ui.widgets.text import Text
from desktop.ui.wording import distance
from desktop.words import translate

_ORDER = ("set_aside", "unclear", "far", "unknown", "used")


def kind_of(proposal: Proposal, set_aside: Mapping[str, str]) -> str:
    """Why a photo is with no case: by hand, used before, nothing known of it, far, or unclear."""
    codes = {reason.code for reason in proposal.reasons}
    if proposal.shot.sha256 in set_aside:
        return "set_aside"
    if "used" in codes:
        return "used"
    if {"no_place", "no_time"} <= codes:
        return "unknown"
    return "far" if codes & {"far", "nothing_near"} else "unclear"


class AsidePanel(PhotoTarget):
    """The photos in groups. Photos dropped here are set aside.

    Signals:
        flipped, opened: the SHA-256 of a photo.
    """

    flipped = Signal(str)
    opened = Signal(str)

    def __init__(self, thumbnails: Thumbnails) -> None:
        """Empty."""
        super().__init__()
        self._thumbnails = thumbnails
        self._heading = Text("", Role.HEADING)
        self._empty = Text("", Role.SECONDARY, "ink2", lines=None)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 8, 12, 12)
        self._column.setSpacing(6)
        self._column.addWidget(self._heading)
        self._column.addWidget(self._empty)
        self._parts: dict[str, tuple[QWidget, Text, TileStrip]] = {}
        for kind in _ORDER:
            self._add_part(kind)
        self._column.addStretch(1)
        self.setAcceptDrops(True)

    def show_photos(
        self,
        photos: Sequence[Proposal],
        cases: Mapping[Key, Case],
        placed: Mapping[str, str],
        chosen: frozenset[str],
    ) -> None:
        """Show these photos."""
        found: dict[str, list[tuple[str, TileWords]]] = {kind: [] for kind in _ORDER}
        for proposal in photos:
            found[kind_of(proposal, placed)].append((proposal.shot.sha256, _tile(proposal, cases)))
        heads = _heads()
        for kind, tiles in found.items():
            holder, head, strip = self._parts[kind]
            head.set_text(f"{heads[kind]} ({len(tiles)})")
            strip.show_tiles(tiles)
            for tile in strip.tiles:
                tile.set_chosen(tile.sha256 in chosen)
            holder.setVisible(bool(tiles))
        words = translate("Batch", "With no case: {n}").format(n=len(photos))
        self._heading.set_text(words)
        self._empty.set_text(translate("Batch", "Photos that are set aside come here."))
        self._empty.setVisible(not photos)
        self.setAccessibleName(words)

    def strips(self) -> list[TileStrip]:
        """The strips that have photos."""
        return [strip for _, _, strip in self._parts.values() if strip.tiles]

    def _add_part(self, kind: str) -> None:
        holder, head = QWidget(), Text("", Role.SECONDARY_STRONG, "ink2", lines=2)
        strip = TileStrip(self._thumbnails)
        strip.flipped.connect(self.flipped)
        strip.opened.connect(self.opened)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addWidget(head)
        column.addWidget(strip)
        holder.hide()
        self._parts[kind] = (holder, head, strip)
        self._column.addWidget(holder)


def _heads() -> dict[str, str]:
    return {
        "set_aside": translate("Batch", "Set aside by you"),
        "unclear": translate("Batch", "Not clear enough"),
        "far": translate("Batch", "Far from every case"),
        "unknown": translate("Batch", "Neither place nor time in the photo"),
        "used": translate("Batch", "Already used for a case"),
    }


def _tile(proposal: Proposal, cases: Mapping[Key, Case]) -> TileWords:
    short = ""
    for reason in proposal.reasons:
        if reason.code == "used":
            short = batch_words.number_of(reason.key, cases)
        elif reason.code in ("far", "near") and reason.metres is not None:
            short = distance(reason.metres)
    return TileWords(
        batch_words.short_time(proposal),
        short or batch_words.short_place(proposal, None),
        batch_words.why(proposal, cases),
    )
