"""The desk's window as a person's start makes it, which says when its list is drawn.

With `--work` it goes on as a person does, searching, narrowing and reading down the list, and says
how much memory that took.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from desktop.desk import Desk
from desktop.storage.profile import Profile
from desktop.storage.records import CaseQuery, Sort
from desktop.ui.application import make_application
from desktop.ui.models import CaseListModel

_WORK = (
    *(CaseQuery(text=word, sort=Sort.BEST) for word in ("น", "ไฟ", "ถนน", "กรุงเทพมหา")),
    CaseQuery(open_only=True, types=frozenset({"ถนน"})), CaseQuery(sort=Sort.NUMBER),
)  # fmt: skip
_WINDOWS = 10


def show_desk(path: Path, passphrase: str, *, work: bool) -> int:
    """Open the profile of somebody whose first page is a list of cases, until that is drawn."""
    application = make_application()
    # As in the program: these come after the application.
    from desktop.ui.dressing import dress
    from desktop.ui.window import DeskWindow

    settings = dress(application)
    with Profile(path).lock():
        window = DeskWindow(Desk.open(path, passphrase), settings)
        window.resize(1280, 800)
        model = window.findChild(CaseListModel)
        assert model is not None, "the first page has no list of cases"
        to_do = iter(_asked(model) if work else ())

        def drawn() -> None:
            window.grab()
            if next(to_do, None) is not None:
                return
            print("drawn" if model.rowCount() else "an empty list", flush=True)
            if work:
                print(f"resident {resident_mb():.1f}", flush=True)
            window.close()
            application.quit()

        model.loaded.connect(drawn)
        model.rowsInserted.connect(drawn)
        window.show()
        window.desk.start_sync()
        return application.exec()


def _asked(model: CaseListModel) -> Iterator[bool]:
    """Ask for one list after the other, and for ten windows of each."""
    for query in _WORK:
        model.set_query(query)
        yield True
        for _ in range(_WINDOWS):
            if not model.canFetchMore(model.index(-1)):
                break
            model.fetchMore(model.index(-1))
            yield True


def resident_mb() -> float:
    """The memory that this process holds now, in MB (Linux)."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1000


if __name__ == "__main__":
    sys.exit(show_desk(Path(sys.argv[1]), sys.argv[2], work="--work" in sys.argv))
