"""The settings page: language and look, who is signed in, room for photos, and signing out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop import messages
from desktop.errors import DeskError
from desktop.ui.bridge import Bridge
from desktop.ui.pages.settings_copy import CopyCard, choose_copy
from desktop.ui.pages.settings_leaves import LeavesCard
from desktop.ui.pages.settings_maps import MapsCard
from desktop.ui.pages.settings_notices import NoticesCard
from desktop.ui.pages.settings_photos import PhotosCard
from desktop.ui.pages.settings_position import PositionCard
from desktop.ui.position import position_of
from desktop.ui.services import WindowServices
from desktop.ui.text_size import SIZES, size_in_use
from desktop.ui.theme import Role, Theme
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.feedback import Banner
from desktop.ui.widgets.fields import Dropdown
from desktop.ui.widgets.text import Text
from desktop.ui.wording import role_word
from desktop.words import translate

COLUMN = 720
ROOM = 100


class SettingsPage(QWidget):
    """How the desk looks and speaks, and whose it is.

    Signals:
        heading_changed: never; the heading is fixed.
        signed_out: this computer holds no data of the account any more.
    """

    heading_changed = Signal()
    signed_out = Signal()

    def __init__(self, bridge: Bridge, window: WindowServices) -> None:
        """Show the settings as they are now."""
        super().__init__()
        self._bridge = bridge
        self._window = window
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(self._scroll)
        self._copy = CopyCard(bridge, window)
        self._leaves = LeavesCard(bridge)
        self._maps = MapsCard(bridge, window)
        self._maps.grew.connect(self._show_maps)
        self._rebuild()

    def title(self) -> str:
        """The heading."""
        return translate("Settings", "Settings")

    def subtitle(self) -> str:
        """Nothing is counted here."""
        return ""

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._rebuild()
        self.heading_changed.emit()

    def panes(self) -> list[QWidget]:
        """Where F6 goes."""
        return [self._language]

    def release(self) -> None:
        """The window closes: it does not wait for a copy."""
        self._copy.cancel()
        self._maps.cancel()

    def activate(self, **what: str) -> None:
        """Come into view; `show="maps"` leads to the map packages."""
        if what.get("show") == "maps":
            self._maps.point_out()
            self._show_maps()

    def _show_maps(self) -> None:
        # The page may only now be laid out.
        button = self._maps.button
        QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(button, 0, ROOM))

    def bring_up(self, card: QWidget) -> None:
        """Scroll until a card can be seen."""
        self._scroll.ensureWidgetVisible(card)

    # -- building ---------------------------------------------------------------------------------

    def _rebuild(self) -> None:
        choosing = self._choosing()
        inside = QWidget()
        across = QHBoxLayout(inside)
        across.setContentsMargins(16, 16, 16, 16)
        column = QVBoxLayout()
        column.setSpacing(14)
        column.addWidget(self._looks())
        column.addWidget(self._account())
        # What is chosen in it stays, so this card outlives the others.
        self._leaves.setParent(None)
        if self._bridge.desk.may_set_leaves():
            self._leaves.retranslate()
            column.addWidget(self._leaves)
        # A copy may be running: its card stays too.
        self._copy.setParent(None)
        self._copy.retranslate()
        column.addWidget(self._copy)
        column.addWidget(NoticesCard(self._bridge))
        column.addWidget(PhotosCard(self._bridge))
        # Neither is one that installs a map disturbed.
        self._maps.setParent(None)
        self._maps.retranslate()
        column.addWidget(self._maps)
        column.addWidget(PositionCard(position_of(self._bridge)))
        column.addWidget(self._sign_out())
        column.addStretch(1)
        holder = QWidget()
        holder.setMaximumWidth(COLUMN)
        holder.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        across.addWidget(holder, 10)
        across.addStretch(1)
        # It may be its own box whose choice brought this about: that one must end in peace.
        old = self._scroll.takeWidget()
        if old is not None:
            old.hide()
            old.deleteLater()
        self._scroll.setWidget(inside)
        if choosing:
            getattr(self, choosing).setFocus(Qt.FocusReason.OtherFocusReason)

    def _choosing(self) -> str:
        """Which of the boxes has the keyboard: the one made in its place takes it over."""
        for name in ("_language", "_mode", "_density", "_size"):
            box = getattr(self, name, None)
            if box is not None and box.hasFocus():
                return name
        return ""

    def _looks(self) -> QWidget:
        card, form = _card_with_form(translate("Settings", "Language and look"))
        self._language = _choice(
            [("ไทย", "th"), ("English", "en")], self._window.language, self._choose_language
        )
        self._mode = _choice(
            [
                (translate("Settings", "As the computer is set"), "system"),
                (translate("Settings", "Light"), "light"),
                (translate("Settings", "Dark"), "dark"),
            ],
            Theme.current().mode,
            self._choose_mode,
        )
        self._density = _choice(
            [
                (translate("Settings", "Standard"), "standard"),
                (translate("Settings", "Compact"), "compact"),
                (translate("Settings", "Comfortable"), "comfortable"),
            ],
            Theme.current().density,
            self._choose_density,
        )
        self._size = _choice(
            [(f"{size} %", str(size)) for size in SIZES],
            str(self._window.chosen_text_size()),
            self._choose_size,
        )
        for label, widget in (
            (translate("Settings", "Language"), self._language),
            (translate("Settings", "Light or dark"), self._mode),
            (translate("Settings", "Rows"), self._density),
            (translate("Settings", "Size of words"), self._size),
        ):
            widget.setAccessibleName(label)
            form.addRow(label, widget)
        later = translate(
            "Settings", "Words, rows and buttons grow together when the program is started again."
        )
        self._later = Text(later, Role.SECONDARY, "ink2", lines=None)
        form.addRow("", self._later)
        self._say_later()
        return card

    def _account(self) -> QWidget:
        desk = self._bridge.desk
        card, form = _card_with_form(translate("Settings", "Who works here"))
        settings = desk.settings
        rows = (
            (translate("Settings", "Name"), desk.name_of(desk.account.username,
                                                         self._window.language)),
            (translate("Settings", "Role"), role_word(desk.account.role)),
            (translate("Settings", "Authority"),
             settings.authority_name if settings else desk.account.authority),
            (translate("Settings", "Central server"), desk.server_url),
        )  # fmt: skip
        for label, value in rows:
            form.addRow(label, Text(value, Role.BODY, "ink"))
        return card

    def _sign_out(self) -> QWidget:
        card = Card()
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(10)
        column.addWidget(Text(translate("Settings", "Sign out"), Role.HEADING, "ink"))
        column.addWidget(
            Text(
                translate(
                    "Settings",
                    "Signing out removes all cases, photos and the key from this computer. "
                    "What is not sent yet must be sent first, or saved to a file.",
                ),
                Role.BODY,
                "ink2",
                lines=None,
            )
        )
        self._problem = Banner("", tone="warning")
        self._problem.hide()
        column.addWidget(self._problem)
        line = QHBoxLayout()
        self._number = QLineEdit()
        self._number.setPlaceholderText(translate("Settings", "number"))
        self._number.setAccessibleName(translate("Settings", "Number of unsent things to give up"))
        self._number.setMaximumWidth(120)
        self._number.hide()
        self._button = Button(translate("Settings", "Sign out"), icon="log-out")
        self._button.clicked.connect(self._leave)
        self._save = Button(translate("Settings", "Save to a file and sign out…"), icon="download")
        self._save.clicked.connect(self._save_and_leave)
        self._save.hide()
        line.addWidget(self._number)
        line.addWidget(self._button)
        line.addWidget(self._save)
        line.addStretch(1)
        column.addLayout(line)
        return card

    # -- acts -------------------------------------------------------------------------------------

    def _choose_language(self, chosen: str) -> None:
        self._window.choose_language(chosen)

    def _choose_mode(self, mode: str) -> None:
        self._window.choose_mode(mode)

    def _choose_density(self, density: str) -> None:
        self._window.choose_density(density)

    def _choose_size(self, size: str) -> None:
        self._window.choose_text_size(int(size))
        self._say_later()

    def _say_later(self) -> None:
        self._later.setVisible(self._window.chosen_text_size() != size_in_use())

    def _leave(self) -> None:
        """Sign out; with unsent work only when its number was typed."""
        text = self._number.text().strip()
        self._sign_out_with(give_up=int(text) if text.isdigit() else None)

    def _save_and_leave(self) -> None:
        """Sign out with the unsent work in a file, from which another day it is sent."""
        path = choose_copy(self._window, self._bridge.desk.account.username)
        if path is not None:
            self._sign_out_with(save=path)

    def _sign_out_with(self, *, give_up: int | None = None, save: Path | None = None) -> None:
        desk = self._bridge.desk
        for button in (self._button, self._save):
            button.setEnabled(False)
        # On the writing thread: no act of this window comes between file and wiping.
        self._bridge.write(
            lambda: desk.sign_out(give_up=give_up, save=save), lambda _: self._left(), self._stays
        )

    def _left(self) -> None:
        self.signed_out.emit()
        self.window().close()

    def _stays(self, error: Exception) -> None:
        for button in (self._button, self._save):
            button.setEnabled(True)
        self._problem.say(messages.sentence(error), tone="warning")
        self._problem.show()
        if isinstance(error, DeskError) and error.code == "unsent_work":
            self._number.show()
            self._save.show()
            self._number.setFocus()
            # The card is the last one, and grows when it is laid out next.
            bar = self._scroll.verticalScrollBar()
            once = Qt.ConnectionType.SingleShotConnection
            bar.rangeChanged.connect(lambda _, foot: bar.setValue(foot), once)


def _card_with_form(title: str) -> tuple[Card, QFormLayout]:
    card = Card()
    column = QVBoxLayout(card)
    column.setContentsMargins(16, 14, 16, 16)
    column.setSpacing(10)
    column.addWidget(Text(title, Role.HEADING, "ink"))
    form = QFormLayout()
    form.setSpacing(10)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    column.addLayout(form)
    return card, form


def _choice(
    choices: list[tuple[str, str]], current: str, chosen: Callable[[str], None]
) -> Dropdown:
    box = Dropdown()
    box.setMinimumWidth(260)
    for text, value in choices:
        box.addItem(text, value)
    box.setCurrentIndex(max(0, box.findData(current)))
    box.activated.connect(lambda _: chosen(str(box.currentData())))
    return box
