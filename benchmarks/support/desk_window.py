"""The program started as a person starts it, which says when its list can be used.

That is when rows are painted and the keyboard is in them. With `--rest` it says so when all that
follows is there too (the case at the right, commands, undo, sync). With `--work` it goes on as a
person does, searching, narrowing and reading down the list, and says how much memory that took.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import app

# No more than the program itself imports: what comes here would not be counted there.
if TYPE_CHECKING:
    from desktop.ui.models import CaseListModel
    from desktop.ui.pages.my_cases import MyCasesPage
    from desktop.ui.window import DeskWindow

_WINDOWS = 10
_LOOK_MS = 5


def show_desk(profile: str, secret: str, *, rest: bool, work: bool) -> int:
    """Start the program on the profile of somebody whose first page is a list of cases."""
    words = ["--profile", profile]
    words += ["--passphrase-file", secret] if secret else []
    return app.main(words, lambda window: _watch(window, rest=rest, work=work))


def _watch(window: DeskWindow, *, rest: bool, work: bool) -> None:
    # As large as the bare one, with list and case; the screen that is none is small.
    window.resize(1280, 800)
    page: MyCasesPage = window.page("cases")  # type: ignore[assignment]
    page.list.view.drawn.connect(lambda: _drawn(window, page, rest=rest, work=work))


def _drawn(window: DeskWindow, page: MyCasesPage, *, rest: bool, work: bool) -> None:
    if not rest and not work:
        print("drawn" if page.list.view.hasFocus() else "without the keyboard", flush=True)
        _later(window.close)
        return
    _once(lambda: window.later.is_done and page.case_page.case is not None and not _busy(window),
          lambda: _all_there(window, page, work=work))  # fmt: skip


def _all_there(window: DeskWindow, page: MyCasesPage, *, work: bool) -> None:
    print("drawn", flush=True)
    if not work:
        window.close()
        return
    steps = _asked(page.list.model)
    _through(steps, window)


def _through(steps: Iterator[Callable[[], None]], window: DeskWindow) -> None:
    window.grab()
    step = next(steps, None)
    if step is None:
        print(f"resident {resident_mb():.1f}", flush=True)
        window.close()
        return
    step()
    _once(lambda: not _busy(window), lambda: _through(steps, window))


def _busy(window: DeskWindow) -> bool:
    return window.bridge.busy


def _once(true: Callable[[], bool], then: Callable[[], None]) -> None:
    """Do something as soon as a condition holds."""
    if true():
        then()
    else:
        _later(lambda: _once(true, then), _LOOK_MS)


def _later(act: Callable[[], object], milliseconds: int = 0) -> None:
    from PySide6.QtCore import QTimer

    QTimer.singleShot(milliseconds, act)


def _asked(model: CaseListModel) -> Iterator[Callable[[], None]]:
    """Ask for one list after the other, and for ten windows of each."""
    from desktop.storage.records import CaseQuery, Sort

    queries = (
        *(CaseQuery(text=word, sort=Sort.BEST) for word in ("น", "ไฟ", "ถนน", "กรุงเทพมหา")),
        CaseQuery(open_only=True, types=frozenset({"ถนน"})), CaseQuery(sort=Sort.NUMBER),
    )  # fmt: skip
    for query in queries:
        yield lambda query=query: model.set_query(query)  # type: ignore[misc]
        for _ in range(_WINDOWS):
            if model.canFetchMore(model.index(-1)):
                yield lambda: model.fetchMore(model.index(-1))


def resident_mb() -> float:
    """The memory that this process holds now, in MB (Linux)."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1000


if __name__ == "__main__":
    named = [word for word in sys.argv[1:] if not word.startswith("--")]
    sys.exit(
        show_desk(
            named[0], "".join(named[1:]), rest="--rest" in sys.argv, work="--work" in sys.argv
        )
    )
