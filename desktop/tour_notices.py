"""Scenes of the tour: what is news in a line of the window, and the choices for notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.notices import Kind, Notice, Owed

if TYPE_CHECKING:
    from desktop.tour import Look
    from desktop.ui.window import DeskWindow


def notice_scenes(look: Look, window: DeskWindow) -> None:
    """As on a computer whose system shows no notices; then the card of the settings."""
    from desktop.ui.pages.settings_notices import NoticesCard

    page = window.navigate("cases")
    look.settle(window)
    row = next(iter(window.desk.all_rows(page.choice.query(), 1)))  # type: ignore[attr-defined]
    kind = row.types[0] if row.types else ""
    one = Owed(row.authority, row.id, kind, row.village)
    window.notices.line_says((Notice(Kind.ASSIGNED, (one,)), Notice(Kind.DUE, (one, one, one))))
    look.settle(window)
    look.shoot(window, "officer-notice")
    window.notices.line.hide()
    page = window.navigate("settings")
    look.settle(window)
    card = page.findChild(NoticesCard)
    assert isinstance(card, NoticesCard)
    page.bring_up(card)  # type: ignore[attr-defined]
    look.settle(window)
    look.shoot(window, "officer-settings-notices")
