"""The scenes of a whole day's work: a batch with photos that are chosen, a result being entered."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop import clock
from tests.support.field_photos import field_photo, moved

if TYPE_CHECKING:
    from tests.desktop.ui.access.walk import Walk

MINUTE = 60_000_000
WAIT_MS = 20_000


def batch(walk: Walk) -> Callable[[], None]:
    """Photos of two cases and one of none, some of them chosen."""
    page, desk = walk.page(), walk.window.desk
    now, given = clock.now(), []
    for seed, number in enumerate(("2026-AA0002", "2026-AA0002", "2026-AA0006")):
        ticket = desk.find(number).ticket
        place = moved(ticket.lon or 0, ticket.lat or 0, 5)
        given.append((field_photo(seed, now - (90 - 40 * seed) * MINUTE, place), f"{seed}.jpg"))
    page.add_photos([*given, (field_photo(9), "LINE.jpg"), (b"nothing", "broken.jpg")])
    walk.qtbot.waitUntil(
        lambda: not page.taking.running and bool(page.board.groups), timeout=WAIT_MS
    )
    page.tick_clear()
    for card in page.board.cards.values():
        card.form.unfold(True)
    page.board.flip(page.board.state.aside()[0].shot.sha256)
    walk.settle()

    def away() -> None:
        page.board.chosen = set(page.board.state.photos)
        page.board.remove_chosen()

    return away


def choosing(walk: Walk) -> Callable[[], None]:
    """The list of cases over the page."""
    away = batch(walk)
    page = walk.page()
    page.choose_case()

    def close() -> None:
        page.chooser.leave()
        away()

    return close


def result(walk: Walk) -> Callable[[], None]:
    """A case with a result chosen, and one that was entered."""
    page = walk.page()
    page.look_up("TD1*2026-AA0003")
    walk.settle()
    if page.form.case is not None:
        page.form.choose("fixed")
        page.save()
        walk.settle()
    page.look_up("TD1*2026-AA0006")
    walk.settle()
    if page.form.case is not None:
        page.form.choose("partly")
    return page.leave  # type: ignore[no-any-return]
