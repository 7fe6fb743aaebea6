"""The theme in use: one object that dresses the application and tells when it changed."""

from __future__ import annotations

import logging
from typing import Literal, get_args

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from desktop.paths import resource
from desktop.ui.theme.tokens import DARK, LIGHT

Mode = Literal["light", "dark", "system"]
Density = Literal["compact", "standard", "comfortable"]

FAMILY = "Sarabun"
FUSION = "is_fusion"
"""The property of an application that was given Qt's own style, which looks alike everywhere."""
_log = logging.getLogger(__name__)


class Theme(QObject):
    """Colours, density and fonts of the running application.

    `changed` comes after every change of colour or density, once palette and style sheet are
    set: painted widgets repaint then, delegates measure again.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.mode: Mode = "light"
        self.density: Density = "standard"
        self._dark = False
        self._fonts_loaded = False
        self._watching: QApplication | None = None

    @staticmethod
    def current() -> Theme:
        """The one theme of the process."""
        return _current

    @property
    def is_dark(self) -> bool:
        """Whether the dark colours are in use."""
        return self._dark

    def value(self, token: str) -> str:
        """The colour of a token as `#RRGGBB`. Raises KeyError for an unknown name."""
        return (DARK if self._dark else LIGHT)[token]

    def colour(self, token: str) -> QColor:
        """The colour of a token. Raises KeyError for an unknown name."""
        return QColor(self.value(token))

    def apply(
        self, app: QApplication, mode: Mode = "system", density: Density | None = None
    ) -> None:
        """Dress `app`: fonts, palette and style sheet; then `changed` is sent.

        `density` None keeps the density in use. Raises ValueError for an unknown mode or density.
        """
        if mode not in get_args(Mode) or (density and density not in get_args(Density)):
            raise ValueError(f"no such look: {mode!r}, {density!r}")
        self.mode = mode
        self.density = density or self.density
        self._load_fonts()
        if self._watching is not app:
            app.styleHints().colorSchemeChanged.connect(self._system_changed)
            self._watching = app
        self._dark = mode == "dark" or (mode == "system" and _system_is_dark())
        self._dress(app)
        self.changed.emit()

    def _dress(self, app: QApplication) -> None:
        from desktop.ui.theme.scale import Role, font
        from desktop.ui.theme.stylesheet import stylesheet

        # Not asked of the style itself: PySide would make every class of styles to answer.
        if not app.property(FUSION):
            app.setStyle("Fusion")
            app.setProperty(FUSION, True)
        app.setFont(font(Role.BODY))
        app.setPalette(self._palette())
        app.setStyleSheet(stylesheet(self))

    def _palette(self) -> QPalette:
        roles = QPalette.ColorRole
        tokens = {
            roles.Window: "ground",
            roles.WindowText: "ink",
            roles.Base: "surface",
            roles.AlternateBase: "head",
            roles.Text: "ink",
            roles.PlaceholderText: "ink2",
            roles.Button: "surface",
            roles.ButtonText: "ink",
            roles.BrightText: "on-accent",
            roles.Highlight: "accent",
            roles.HighlightedText: "on-accent",
            roles.ToolTipBase: "toast",
            roles.ToolTipText: "on-toast",
            roles.Link: "accent-t",
            roles.LinkVisited: "accent-t",
            roles.Accent: "accent",
            roles.Mid: "line2",
            roles.Dark: "line3",
            roles.Light: "surface",
            roles.Midlight: "line",
        }
        palette = QPalette()
        for role, token in tokens.items():
            palette.setColor(role, self.colour(token))
        for role in (roles.WindowText, roles.Text, roles.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("line3"))
        return palette

    def _load_fonts(self) -> None:
        if self._fonts_loaded:
            return
        for path in sorted(resource("fonts").glob("*.ttf")):
            if QFontDatabase.addApplicationFont(str(path)) < 0:
                _log.error("A font could not be loaded: %s", path.name)
        self._fonts_loaded = True

    def _system_changed(self) -> None:
        if self.mode == "system" and self._watching is not None:
            self.apply(self._watching, "system")


def colour(token: str) -> QColor:
    """The colour of a token in the theme in use."""
    return _current.colour(token)


def _system_is_dark() -> bool:
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


_current = Theme()
