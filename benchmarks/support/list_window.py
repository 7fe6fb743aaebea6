"""The desk's own list of cases in a bare window, without pages, sync or map; it says when drawn."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication, QMainWindow

from desktop.desk import Desk
from desktop.storage.profile import Profile
from desktop.storage.records import CaseQuery
from desktop.ui.bridge import Bridge
from desktop.ui.pages.case_list import CaseList
from desktop.ui.services import Thumbnails


def show_list(path: Path, key: str) -> int:
    """Open the profile and show the first page of its list."""
    application = QApplication([])
    window = QMainWindow()
    window.resize(1280, 800)
    desk = Desk(Profile(path), bytes.fromhex(key))
    bridge = Bridge(desk)
    shown = CaseList(bridge, Thumbnails(bridge))
    window.setCentralWidget(shown)

    def drawn() -> None:
        window.grab()
        print("drawn" if shown.model.rowCount() else "an empty list", flush=True)
        bridge.close()
        desk.close()
        application.quit()

    shown.model.loaded.connect(drawn)
    shown.model.set_query(CaseQuery())
    window.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(show_list(Path(sys.argv[1]), sys.argv[2]))
