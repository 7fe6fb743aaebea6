"""A walk through every place of a role and what opens from it: the scenes that are checked.

A new place of the rail is walked by itself. What opens inside a page is a line in `INSIDE`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, NamedTuple

import msgspec
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from casework import wire
from casework.case import Case, Photo, PhotoRole
from desktop import clock
from desktop.desk import Desk
from desktop.pictures.decoder import HereDecoder
from desktop.ui.pages.my_cases import MyCasesPage
from desktop.ui.window import DeskWindow
from tests.desktop.conftest import a_photo
from tests.desktop.ui.access import work_of_a_day
from tests.support import unsettled

SECONDS = 20_000


class Scene(NamedTuple):
    """Something that a person sees: its name, and the window or dialog with the keyboard."""

    name: str
    root: QWidget


def furnish(desk: Desk) -> None:
    """Give a desk photos that are here, work that waits, and something that needs attention."""
    desk.photos.decoder.close()
    desk.photos.decoder = HereDecoder()
    first = desk.find("2026-AA0001")
    sha256 = desk.photos.add(a_photo(3), "before.jpg")
    photos = (Photo(sha256=sha256, role=PhotoRole.BEFORE, verified=True),)
    _take(desk, msgspec.structs.replace(first, photos=photos, version=60))
    day = 86_400_000_000
    due = {"due_at": unsettled.case_of(desk, 4).due_at}
    assert due["due_at"] is not None
    unsettled.conflict(
        desk, 4, {"due_at": due["due_at"] + 4 * day}, {"due_at": due["due_at"] + day}
    )
    later = {"due_at": clock.now() + 9 * day}
    [refused] = desk.act([unsettled.case_of(desk, 5)], "set_due", later).done
    unsettled.answer(desk, refused, "refused", reason="state_forwarded")
    waiting = desk.find("2026-AA0002")
    desk.attach(waiting, [desk.prepare_photo(a_photo(5), waiting, "after.jpg")], "ภาพเพิ่ม")
    desk.act([desk.find("2026-AA0003")], "set_due", {"due_at": clock.now() + 86_400_000_000})


def _take(desk: Desk, case: Case) -> None:
    end = wire.End(cursor="c2", more=False)
    desk.cache.apply_page([wire.Line(case=case)], end, epoch=1, now=clock.now())


Opening = Callable[["Walk"], "Callable[[], None] | None"]
"""Opens something inside a page and says how it is closed; None where it does not open."""


class Walk:
    """One window, walked scene by scene."""

    def __init__(self, window: DeskWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot

    def scenes(self) -> Iterator[Scene]:
        """Every place, then what opens inside one; what was opened is closed again."""
        for key in self.window.page_keys():
            self.window.navigate(key)
            self.settle()
            yield Scene(key, self.window)
            for name, (place, open_) in INSIDE.items():
                if place == key:
                    yield from self._inside(name, open_)
        self.window.show_keys()
        yield from self._dialogs("keys")

    def _inside(self, name: str, open_: Opening) -> Iterator[Scene]:
        close = open_(self)
        if close is None:
            return
        self.settle()
        dialogs = list(self._dialogs(name))
        yield from dialogs or [Scene(name, self.window)]
        close()
        self.settle()

    def _dialogs(self, name: str) -> Iterator[Scene]:
        for dialog in self.window.findChildren(QDialog):
            if dialog.isVisible():
                yield Scene(name, dialog)
                dialog.close()

    def settle(self) -> None:
        """Until nothing is on its way any more."""
        self.qtbot.waitUntil(lambda: not self.window.bridge.busy, timeout=SECONDS)
        for _ in range(3):
            QCoreApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.qtbot.waitUntil(lambda: not self.window.bridge.busy, timeout=SECONDS)

    def page(self) -> Any:
        """The page that is shown."""
        return self.window.page(self.window.current_key())


def _case(walk: Walk) -> Callable[[], None]:
    case = walk.window.desk.find("2026-AA0001")
    page = walk.window.navigate("cases", authority=case.authority, case=case.id)
    assert isinstance(page, MyCasesPage)
    walk.qtbot.waitUntil(lambda: page.case_page.case is not None, timeout=SECONDS)
    return lambda: None


def _filters(walk: Walk) -> Callable[[], None]:
    walk.page().open_panel()
    return walk.page().close_panel  # type: ignore[no-any-return]


def _fix(walk: Walk) -> Callable[[], None]:
    _case(walk)
    page = walk.page()
    page.open_fix()
    assert page.is_fixing()
    walk.settle()
    page.fix.form.text.setPlainText("ซ่อมแล้ว")
    return page.fix.leave  # type: ignore[no-any-return]


def _phone(walk: Walk) -> Callable[[], None]:
    """The panel of the phone, open and waiting."""
    close = _fix(walk)
    ways = walk.page().fix.ways
    ways.open_phone()
    ways.panel.open_door()
    walk.settle()

    def away() -> None:
        ways.panel.leave()
        close()

    return away


def _letter(letter: str) -> Opening:
    """What a letter opens on a case, closed with Esc."""

    def open_(walk: Walk) -> Callable[[], None] | None:
        _case(walk)
        walk.settle()
        before = _seen(walk.window)
        walk.page().handle_key(letter)
        walk.settle()
        if _seen(walk.window) == before:
            return None
        return lambda: _escape(walk)

    return open_


def _seen(window: QWidget) -> set[int]:
    return {id(w) for w in window.findChildren(QWidget) if w.isVisible()}


def _escape(walk: Walk) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    QTest.keyClick(QApplication.focusWidget() or walk.window, Qt.Key.Key_Escape)


def _selected(walk: Walk) -> Callable[[], None]:
    for letter in "XJX":
        walk.page().handle_key(letter)
    return lambda: None


def _assigning(walk: Walk) -> Callable[[], None]:
    page = walk.page()
    page.handle_key("G")
    return page.acts.close_panel  # type: ignore[no-any-return]


def _history(walk: Walk) -> Callable[[], None]:
    walk.window.navigate("outbox", show="history")
    return lambda: None


def _all_conflicts(walk: Walk) -> Callable[[], None]:
    page = walk.page()
    page.list.all_wanted.emit()
    page.handle_key("1")
    page.list.opened.emit()

    def close() -> None:
        with suppress(AttributeError):
            page.list.left.emit()
            page.list.left.emit()

    return close


INSIDE: dict[str, tuple[str, Opening]] = {
    "filters": ("cases", _filters),
    "case": ("cases", _case),
    "assign": ("cases", _letter("G")),
    "type": ("cases", _letter("T")),
    "due": ("cases", _letter("U")),
    "forward": ("cases", _letter("F")),
    "follow up": ("cases", _letter("W")),
    "reject": ("cases", _letter("R")),
    "comment": ("cases", _letter("C")),
    "merge": ("cases", _letter("M")),
    "fix": ("cases", _fix),
    "phone": ("cases", _phone),
    "selected": ("incoming", _selected),
    "assign several": ("incoming", _assigning),
    "all conflicts": ("attention", _all_conflicts),
    "history": ("outbox", _history),
    "batch with photos": ("batch", work_of_a_day.batch),
    "choosing a case": ("batch", work_of_a_day.choosing),
    "result": ("results", work_of_a_day.result),
}
"""What opens inside a place, by a name of its own: the place, and how it is opened and closed."""
