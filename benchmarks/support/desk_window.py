"""The desk's window as a person's start makes it, which says when its list is drawn."""

from __future__ import annotations

import sys
from pathlib import Path

from desktop.desk import Desk
from desktop.storage.profile import Profile
from desktop.ui.application import make_application


def show_desk(path: Path, passphrase: str) -> int:
    """Open the profile of somebody whose first page is a list of cases, until that is drawn."""
    application = make_application()
    # As in the program: these come after the application.
    from desktop.ui.dressing import dress
    from desktop.ui.models import CaseListModel
    from desktop.ui.window import DeskWindow

    settings = dress(application)
    with Profile(path).lock():
        window = DeskWindow(Desk.open(path, passphrase), settings)
        window.resize(1280, 800)
        model = window.findChild(CaseListModel)
        assert model is not None, "the first page has no list of cases"

        def drawn() -> None:
            window.grab()
            print("drawn" if model.rowCount() else "an empty list", flush=True)
            window.close()
            application.quit()

        model.loaded.connect(drawn)
        window.show()
        window.desk.start_sync()
        return application.exec()


if __name__ == "__main__":
    sys.exit(show_desk(Path(sys.argv[1]), sys.argv[2]))
