"""The looks and language a person chose, kept between runs of the program."""

from __future__ import annotations

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from desktop.ui.theme import Density, Mode, Theme
from desktop.words import use_language


def mode_of(value: object) -> Mode:
    """A mode as it was kept; as the system is, where it is none."""
    if value == "light":
        return "light"
    return "dark" if value == "dark" else "system"


def density_of(value: object) -> Density:
    """A density as it was kept; the standard one, where it is none."""
    if value == "compact":
        return "compact"
    return "comfortable" if value == "comfortable" else "standard"


def dress(application: QApplication) -> QSettings:
    """Give the application the looks and language that the person chose last."""
    settings = QSettings("tambon-desk", "tambon-desk")
    mode, density = mode_of(settings.value("mode")), density_of(settings.value("density"))
    Theme.current().apply(application, mode, density)
    use_language("en" if settings.value("language", "th") == "en" else "th")
    return settings
