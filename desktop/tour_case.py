"""The tour's scenes of one case: its photos large, and before and after compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casework.case import Case, PhotoRole

if TYPE_CHECKING:
    from desktop.tour import Look
    from desktop.ui.window import DeskWindow


def case_scenes(look: Look, window: DeskWindow, case: Case) -> None:
    """Walk through a case that has photos of before and after."""
    from desktop.ui.pages.my_cases import MyCasesPage

    window.navigate("cases", authority=case.authority, case=case.id)
    look.settle(window)
    page = window.page("cases")
    assert isinstance(page, MyCasesPage)
    look.shoot(window, "officer-case-sent")
    newest = page.case_page.case or case
    after = newest.photos_of(PhotoRole.AFTER)
    page.case_page.photos.opened.emit(after[-1].sha256 if after else "")
    viewer = page.case_page.viewer
    if viewer is None:
        return
    look.settle(window)
    look.shoot(window, "officer-photo")
    viewer.use("compare")
    viewer.use("info")
    look.settle(window)
    look.shoot(window, "officer-photo-compared")
    viewer.use("info")
    viewer.leave()
