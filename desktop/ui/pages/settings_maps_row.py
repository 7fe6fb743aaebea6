"""One map package in the list of settings: what it is, whose it is, shown or not, its place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.maps.tiles import TilePackage
from desktop.photo_keeping import size_words
from desktop.ui.theme import Role
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Rule
from desktop.ui.widgets.text import Text
from desktop.words import translate


class PackageRow(QWidget):
    """A package with its switches. Removing asks once more, as the file would have to be found
    again.

    Signals:
        shown: id, and whether maps are to draw it.
        moved: id, and by how many places.
        removed: id; it is to go for good.
    """

    shown = Signal(str, bool)
    moved = Signal(str, int)
    removed = Signal(str)

    def __init__(self, package: TilePackage, *, first: bool, last: bool) -> None:
        """`first` and `last` in the list can't be moved further."""
        super().__init__()
        self.package = package
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(2)
        column.addWidget(Rule())
        self.box = QCheckBox()
        self.box.setChecked(package.shown)
        self.box.setMinimumHeight(32)
        self.box.setAccessibleName(
            translate("Maps", "Show on maps: {name}").format(name=package.name)
        )
        self.box.toggled.connect(lambda on: self.shown.emit(package.id, on))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.box)
        head.addWidget(Text(package.name, Role.STRONG, "ink", lines=2), 1)
        self._add_buttons(head, first=first, last=last)
        column.addLayout(head)
        column.addWidget(Text(_about(package), Role.SECONDARY, "ink2", lines=None))
        credit = package.attribution or translate(
            "Maps", "The package does not say whose map it is."
        )
        column.addWidget(Text(credit, Role.SECONDARY, "ink2", lines=None))
        self._add_question(column)

    def _add_buttons(self, head: QHBoxLayout, *, first: bool, last: bool) -> None:
        name = self.package.name
        self.up = Button(translate("Maps", "Up"), kind="quiet", icon="chevron-up", size="small")
        self.down = Button(
            translate("Maps", "Down"), kind="quiet", icon="chevron-down", size="small"
        )
        for button, by, text, at_end in (
            (self.up, -1, translate("Maps", "Move up: {name}"), first),
            (self.down, 1, translate("Maps", "Move down: {name}"), last),
        ):
            button.setAccessibleName(text.format(name=name))
            button.setEnabled(not at_end)
            button.clicked.connect(lambda _=False, by=by: self.moved.emit(self.package.id, by))
            head.addWidget(button)
            if first and last:
                button.hide()
        self.remove = Button(
            translate("Maps", "Remove"), kind="quiet", icon="trash-2", size="small"
        )
        self.remove.setAccessibleName(translate("Maps", "Remove: {name}").format(name=name))
        self.remove.clicked.connect(lambda: self._ask(sure=True))
        head.addWidget(self.remove)

    def _add_question(self, column: QVBoxLayout) -> None:
        self._question = QWidget()
        line = QHBoxLayout(self._question)
        line.setContentsMargins(0, 4, 0, 0)
        text = translate("Maps", "Remove it from this computer? Cases and outlines stay.")
        line.addWidget(Text(text, Role.BODY, "ink", lines=None), 1)
        self.sure = Button(translate("Maps", "Remove for good"), size="small")
        self.keep = Button(translate("Maps", "Keep"), size="small")
        self.sure.clicked.connect(lambda: self.removed.emit(self.package.id))
        self.keep.clicked.connect(lambda: self._ask(sure=False))
        line.addWidget(self.sure)
        line.addWidget(self.keep)
        self._question.hide()
        column.addWidget(self._question)

    def _ask(self, *, sure: bool) -> None:
        self._question.setVisible(sure)
        self.remove.setEnabled(not sure)
        (self.keep if sure else self.remove).setFocus(Qt.FocusReason.OtherFocusReason)

    # -- the keyboard stays where it was while the list is made anew

    def has_focus(self) -> bool:
        """Whether one of its switches has the keyboard."""
        return bool(self.focused_part())

    def focused_part(self) -> str:
        """Which of them has it."""
        parts = ("box", "up", "down", "remove", "sure", "keep")
        return next((part for part in parts if getattr(self, part).hasFocus()), "")

    def take_focus(self, part: str) -> None:
        """Give the keyboard to a switch, or to one beside it that is awake and seen."""
        wanted: QWidget = getattr(self, part if part in ("box", "up", "down") else "box")
        if not wanted.isEnabled():
            wanted = self.down if wanted is self.up else self.up
        usable = wanted.isEnabled() and not wanted.isHidden()
        (wanted if usable else self.box).setFocus(Qt.FocusReason.OtherFocusReason)


def _about(package: TilePackage) -> str:
    kind = (
        translate("Maps", "Pictures ({format})").format(format=package.info.format.upper())
        if package.kind == "raster"
        else translate("Maps", "Shapes (vector)")
    )
    zooms = translate("Maps", "zooms {low} to {high}").format(
        low=package.min_zoom, high=package.max_zoom
    )
    return " · ".join((kind, zooms, size_words(package.size)))
