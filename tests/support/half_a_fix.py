"""A person half way through recording a fix, in a process of their own that may be killed.

Run: python -m tests.support.half_a_fix PROFILE PHOTO. Says "kept" when the pause came after which
all of it is kept, and types on without a pause until somebody ends it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from casework.amounts import Material
from desktop.desk import Desk
from desktop.ui.bridge import Bridge
from desktop.ui.pages.fix import DRAFT_MS, FixPage
from tests.support.page_window import PageWindow

NUMBER, PASSPHRASE = "2026-AA0001", "a passphrase"
TEXT, LEFT, WHO = "ปะหลุมแล้ว เหลือตีเส้น", "ตีเส้นจราจร", "ช่างแดง"
MATERIALS = (Material("หินคลุก", "2", "คิว", "1,200.50"), Material("ค่าแรง", "1", "วัน", "12o"))
UNKEPT = " และยังพิมพ์ไม่จบ"


def main(profile: Path, photo: Path) -> int:
    """Fill the page in, and go on typing faster than any pause."""
    application = QApplication([])
    desk = Desk.open(profile, PASSPHRASE)
    bridge = Bridge(desk)
    page = FixPage(bridge, PageWindow(bridge))  # type: ignore[arg-type]
    page.show()
    case = desk.find(NUMBER)
    page.open_case(case)
    form = page.form

    def fill() -> None:
        page.add_photos([photo])
        form.outcome.set_result("partly")
        form.outcome.left.setText(LEFT)
        form.work.fill(WHO, MATERIALS)
        form.text.insertPlainText(TEXT)

    def kept() -> None:
        # The photo is checked beside: what counts is a draft that has it.
        draft = desk.cache.draft(case.authority, case.id, "fix")
        if draft is None or not draft["photos"] or typing.isActive():
            return
        typing.start()
        print("kept", flush=True)

    typing = QTimer(interval=DRAFT_MS // 8)
    typing.timeout.connect(lambda: form.text.insertPlainText(UNKEPT))
    page.kept.connect(kept)
    QTimer.singleShot(0, fill)
    return application.exec()


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), Path(sys.argv[2])))
