"""The tour's scenes of a whole day's work entered at once: a batch of photos, results of crews."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casework.case import State
from desktop.storage.records import CaseQuery

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.tour import Look
    from desktop.ui.window import DeskWindow

_MOST = 8


def batch_scenes(look: Look, window: DeskWindow, camera: Path) -> None:
    """The camera's photos proposed to cases, and a result being entered; nothing is saved."""
    from desktop.ui.pages.batch import BatchPage

    window.navigate("batch")
    look.settle(window)
    look.shoot(window, "officer-batch-empty")
    page = window.page("batch")
    assert isinstance(page, BatchPage)
    files = sorted(camera.glob("*.jpg"))[:_MOST]
    page.add_photos([(file, file.name) for file in files])
    look.until(lambda: not page.taking.running and bool(page.board.groups))
    look.settle(window)
    page.tick_clear()
    look.settle(window)
    look.shoot(window, "officer-batch")
    aside = page.board.state.aside()
    if aside:
        page.board.flip(aside[0].shot.sha256)
        page.choose_case()
        look.settle(window)
        look.shoot(window, "officer-batch-choose")
        page.chooser.leave()
    page.board.chosen = set(page.board.state.photos)
    page.board.remove_chosen()
    page.keep_draft()
    look.settle(window)
    _results(look, window)


def _results(look: Look, window: DeskWindow) -> None:
    from desktop.ui.pages.results import ResultsPage

    query = CaseQuery(states=frozenset({State.IN_PROGRESS}), officer=window.desk.account.username)
    rows = window.desk.rows(query, limit=1).rows
    window.navigate("results")
    page = window.page("results")
    assert isinstance(page, ResultsPage)
    if rows:
        page.look_up(f"TD1*{rows[0].number}")
        look.settle(window)
        page.form.choose("fixed")
    look.settle(window)
    look.shoot(window, "officer-results")
    page.leave()
