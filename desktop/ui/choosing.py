"""What a person chooses for the window: files, light or dark, how tall rows are."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from desktop.ui.dressing import density_of, mode_of
from desktop.ui.frame import MainFrame
from desktop.ui.text_size import KEY, size_of
from desktop.ui.theme import Theme


class Choosing(MainFrame):
    """The part of the window that asks for files and keeps its look."""

    settings: QSettings

    def choose_files(self, title: str, pattern: str) -> list[Path]:
        """Let the person choose files to open."""
        from PySide6.QtWidgets import QFileDialog

        names, _ = QFileDialog.getOpenFileNames(self, title, self._last_folder(), pattern)
        if names:
            self.settings.setValue("folder", str(Path(names[0]).parent))
        return [Path(name) for name in names]

    def choose_save(self, title: str, suggested: str) -> Path | None:
        """Let the person choose where to save."""
        from PySide6.QtWidgets import QFileDialog

        start = str(Path(self._last_folder()) / suggested)
        name, _ = QFileDialog.getSaveFileName(self, title, start)
        return Path(name) if name else None

    def open_file(self, path: Path) -> None:
        """Open a file or folder with the program that the computer has for it."""
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def choose_mode(self, mode: str) -> None:
        """Light, dark, or as the system is."""
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        Theme.current().apply(application, mode_of(mode))
        self.settings.setValue("mode", mode)

    def choose_density(self, density: str) -> None:
        """How tall rows are: compact, standard or comfortable."""
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        Theme.current().apply(application, Theme.current().mode, density_of(density))
        self.settings.setValue("density", density)

    def choose_text_size(self, size: int) -> None:
        """How large everything is from the next start on, in percent."""
        self.settings.setValue(KEY, size)

    def chosen_text_size(self) -> int:
        """How large everything will be at the next start, in percent."""
        return size_of(self.settings.value(KEY))

    def _last_folder(self) -> str:
        return str(self.settings.value("folder", str(Path.home())))
