"""The tour's walk through My day: the plan, a short way from the office, and the sheet to print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui.pages.day import DayPage

if TYPE_CHECKING:
    from desktop.tour import Look
    from desktop.ui.window import DeskWindow

STOPS = 6


def walk(look: Look, window: DeskWindow) -> None:
    """Choose some cases, let the day begin in the middle of the map, and propose a way."""
    window.navigate("day")
    look.settle(window)
    look.shoot(window, "officer-day")
    page = window.page("day")
    assert isinstance(page, DayPage)
    for stop in page.day.rest[: max(0, STOPS - len(page.day.today))]:
        page.toggle(stop.key)
    places = [at for stop in page.day.today if (at := stop.place) is not None]
    if places:
        lons, lats = zip(*places, strict=True)
        page.map.started.emit(sum(lons) / len(lons), sum(lats) / len(lats))
    page.propose()
    look.settle(window)
    look.shoot(window, "officer-day-route")
    page.sheets.open("day")
    look.settle(window)
    look.shoot(window, "officer-day-sheet")
    page.sheets.panels["day"].leave()
