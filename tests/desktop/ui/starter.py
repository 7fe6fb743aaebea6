"""The program as a person starts it, which says what it has imported by when (test_start)."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop import app

if TYPE_CHECKING:
    from desktop.ui.pages.my_cases import MyCasesPage
    from desktop.ui.window import DeskWindow


def _watch(window: DeskWindow) -> None:
    page: MyCasesPage = window.page("cases")  # type: ignore[assignment]
    window.resize(1280, 800)
    page.list.view.drawn.connect(lambda: _drawn(window, page))


def _drawn(window: DeskWindow, page: MyCasesPage) -> None:
    first = {
        "modules": sorted(sys.modules), "keyboard": page.list.view.hasFocus(),
        "rows": page.list.model.rowCount(), "case_at_the_right": page._case is not None,
        "room": page._splitter.sizes(),
    }  # fmt: skip
    _once(
        lambda: window.later.is_done and page.case_page.case is not None and not window.bridge.busy,
        lambda: _all_there(window, page, first),
    )


def _all_there(window: DeskWindow, page: MyCasesPage, first: dict[str, object]) -> None:
    case = page.case_page.case
    then = {
        "modules": sorted(sys.modules), "keyboard": page.list.view.hasFocus(),
        "case": case.ticket.number if case is not None else "", "room": page._splitter.sizes(),
    }  # fmt: skip
    print(json.dumps({"first": first, "then": then}), flush=True)
    window.close()


def _once(true: Callable[[], bool], then: Callable[[], None]) -> None:
    from PySide6.QtCore import QTimer

    if true():
        then()
    else:
        QTimer.singleShot(5, lambda: _once(true, then))


if __name__ == "__main__":
    sys.exit(app.main(sys.argv[1:], _watch))
