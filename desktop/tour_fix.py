"""Scenes of the tour: an officer's fix, with a card offered, what was done, and what it took."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from casework.amounts import Material
from desktop.photo_sources import Source
from desktop.words import translate

if TYPE_CHECKING:
    from desktop.tour import Look
    from desktop.ui.pages.fix import FixPage
    from desktop.ui.window import DeskWindow

MATERIALS = (
    Material("แอสฟัลต์สำเร็จรูป", "4", "ถุง", "720"),
    Material("ค่าแรง", "1", "วัน", "400"),
)


def record_fix(
    look: Look, window: DeskWindow, page: FixPage, camera: Path, photos: tuple[str, ...]
) -> None:
    """Fill in the fix page as an officer would: photos, ready words, materials; and save it."""
    ways = page.ways
    ways.watch.add(Source("card", "CANON_DC", camera))
    look.until(lambda: bool(ways.offers))
    for offer in list(ways.offers.values())[:1]:
        offer.show_photos().model.tick(0)
        look.wait(1.5)
        look.shoot(window, "officer-fix-card")
        offer.hidden.emit()
    page.add_photos([camera / name for name in photos])
    look.settle(window)
    page.form.ready.choose(0)
    look.settle(window)
    look.shoot(window, "officer-fix")
    page.form.outcome.set_result("partly")
    page.form.outcome.left.setText(translate("Demo", "lines to be painted"))
    look.settle(window)
    look.shoot(window, "officer-fix-partly")
    page.form.outcome.set_result("fixed")
    page.form.work.fill(translate("Demo", "Daeng, the road crew"), MATERIALS)
    page.form.work.add_line()
    look.settle(window)
    look.shoot(window, "officer-fix-materials")
    page.save()
    look.settle(window)
