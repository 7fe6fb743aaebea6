"""A bare PySide6 window whose plain list a bare SQLCipher connection fills; it says when drawn."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QApplication, QListView, QMainWindow
from sqlcipher3 import dbapi2 as sqlcipher

FIRST_PAGE = "SELECT c.* FROM facets f JOIN cases c USING (key) ORDER BY f.urgency, f.key LIMIT 200"


def rows_of(file: Path, key: str) -> list[str]:
    """The first rows by urgency, by the same index."""
    connection = sqlcipher.connect(str(file))
    connection.execute(f"PRAGMA key = \"x'{key}'\"")
    found = connection.execute(FIRST_PAGE).fetchall()
    connection.close()
    return [str(row[4]) for row in found]


def show_list(file: Path, key: str) -> int:
    """The least that PySide6 and SQLCipher can show."""
    application = QApplication([])
    window = QMainWindow()
    view = QListView(window)
    view.setUniformItemSizes(True)
    model = QStringListModel(rows_of(file, key), view)
    view.setModel(model)
    window.setCentralWidget(view)
    window.resize(1280, 800)
    window.show()
    application.processEvents()
    window.grab()
    print("drawn", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(show_list(Path(sys.argv[1]), sys.argv[2]))
