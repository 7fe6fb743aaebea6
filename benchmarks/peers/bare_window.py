"""A bare PySide6 window with one empty list, which says when it is drawn."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication, QListView, QMainWindow


def show_bare() -> int:
    """The least that PySide6 can show."""
    application = QApplication([])
    window = QMainWindow()
    window.setCentralWidget(QListView(window))
    window.resize(1280, 800)
    window.show()
    application.processEvents()
    window.grab()
    print("drawn", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(show_bare())
