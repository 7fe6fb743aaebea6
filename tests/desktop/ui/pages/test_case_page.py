"""The case page: per-photo truth by the real rules, comparing, photos in the history, the place."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PIL import Image
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from casework import wire
from casework.case import Photo, PhotoRole, State
from casework.operations import Operation
from desktop import clock
from desktop.desk import Desk
from desktop.ui.bridge import Bridge
from desktop.ui.pages.case_page import CasePage
from desktop.ui.pages.case_place import area_words, place_words
from desktop.ui.pages.photo_viewer import PhotoViewer
from desktop.ui.whence import Whence, whence
from tests.desktop.conftest import a_case, fill, sign_in_without_server
from tests.support.page_window import PageWindow

NUMBER = "2026-AA0001"
PLACE = {"lon": 101.1533, "lat": 16.4412}


def noise(seed: int) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((320, 240), 30 + seed).convert("RGB").save(out, "JPEG")
    return out.getvalue()


class Shown:
    """A case page alone in its window."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk, self.qtbot = desk, qtbot
        self.bridge = Bridge(desk)
        self.window = PageWindow(self.bridge)
        self.page = CasePage(self.bridge, self.window)  # type: ignore[arg-type]
        qtbot.addWidget(self.page)
        self.page.resize(900, 800)
        self.page.show()
        self.open()

    def settle(self) -> None:
        QApplication.processEvents()  # a change is on its way before the bridge knows of it
        self.qtbot.waitUntil(lambda: not self.bridge.busy)

    def open(self, number: str = NUMBER) -> None:
        case = self.desk.find(number)
        self.page.show_case((case.authority, case.id))
        self.settle()

    def fix(self, count: int = 1) -> Operation:
        """A fix with photos, as this desk records it."""
        case = self.desk.find(NUMBER)
        photos = [self.desk.prepare_photo(noise(n), case, f"after{n}.jpg") for n in range(count)]
        done = self.desk.fix(case, photos, "ปูแล้ว").done[0]
        self.settle()
        return done

    def truth(self) -> str:
        self.settle()
        return self.page.photos.after._truth.text()

    def chips(self) -> list[str]:
        self.settle()
        return [chip.accessibleName() for chip in self.page.head._shown_chips]


@pytest.fixture
def shown(desk: Desk, qtbot: QtBot, english: None) -> Iterator[Shown]:
    made = Shown(desk, qtbot)
    yield made
    made.bridge.close()


def applied(desk: Desk, operation: Operation) -> None:
    """The server answered that it took the act; it has none of the photos yet."""
    desk.cache.mark_sent([operation.id])
    outcome = wire.Outcome(id=operation.id, outcome="applied", version=99)
    desk.cache.settle([outcome], clock.now())


# -- per-photo truth ------------------------------------------------------------------------------


def test_nothing_says_done_before_the_server_has_checked_the_bytes(shown: Shown):
    operation = shown.fix()
    photo = shown.desk.find(NUMBER).photos[-1].sha256
    size = shown.desk.photos.size(photo) or 0
    not_yet = "Photos not on the server yet"
    assert shown.truth() == "On this computer only"
    assert shown.chips()[:2] == ["Done", not_yet]
    applied(shown.desk, operation)
    assert shown.truth() == "Waiting to be sent"
    assert not_yet in shown.chips()
    shown.desk.cache.upload_progress(photo, operation.case, "/v1/photos/u", size // 2)
    assert shown.truth() == f"Sending {round(size / 2000)} KB of {round(size / 1000)} KB"
    shown.desk.cache.upload_progress(photo, operation.case, "/v1/photos/u", size)
    assert shown.truth() == "Sent, the server is checking it"
    assert not_yet in shown.chips()
    shown.desk.cache.upload_verified(photo, operation.case)
    assert shown.truth() == "On the server, checked"
    assert not_yet not in shown.chips()


def test_a_stuck_photo_says_why_and_can_be_tried_again(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
):
    operation = shown.fix()
    applied(shown.desk, operation)
    photo = shown.desk.find(NUMBER).photos[-1].sha256
    far_off = clock.now() + 3_600_000_000
    shown.desk.cache.upload_failed(photo, operation.case, "photo_refused", far_off)
    assert shown.truth() == "Could not be sent yet"
    column = shown.page.photos.after
    assert column._why.isVisible()
    assert "Try again or choose another." in column._why.text()
    column._again.click()
    assert shown.truth() == "Waiting to be sent"
    assert not column._again.isVisible()
    assert [u.sha256 for u in shown.desk.cache.uploads(clock.now())] == [photo]


def test_the_undo_bar_says_that_photos_are_still_to_be_sent(shown: Shown, tmp_path: Path):
    file = tmp_path / "a.jpg"
    file.write_bytes(noise(3))
    shown.page._acting.attach(shown.desk.find(NUMBER), [file])
    shown.qtbot.waitUntil(lambda: bool(shown.window.said))
    assert shown.window.said == ["Photo attached · photos still to be sent: 1"]


def test_somebody_else_s_photo_that_is_not_there_yet_is_not_called_done(
    desk: Desk, qtbot: QtBot, english: None
):
    shown = Shown(desk, qtbot)
    after = Photo(sha256="cd" * 32, role=PhotoRole.AFTER, event="e-other")
    fill(desk, [a_case(30, State.DONE, photos=(after,))])
    shown.open("2026-AA0030")
    assert shown.truth() == "Not on the server yet"
    assert "Photos not on the server yet" in shown.chips()
    shown.bridge.close()


# -- photos ---------------------------------------------------------------------------------------


def test_before_and_after_are_compared_with_a_key_and_a_button(shown: Shown):
    assert not shown.page.photos.compare.isVisible()
    assert shown.page.handle_key("B")
    assert not shown.page.findChildren(PhotoViewer)
    shown.fix(2)
    assert shown.page.photos.compare.isVisible()
    shown.page.photos.compare.click()
    viewer = shown.page.viewer
    assert viewer is not None
    assert viewer.comparing()
    viewer.leave()
    shown.page.handle_key("Z")
    assert viewer.isVisible()
    assert not viewer.comparing()
    assert viewer.current() == shown.desk.find(NUMBER).photos[-1].sha256
    shown.settle()
    viewer.leave()


def test_the_photo_under_the_pointer_is_decoded_before_the_click(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
):
    shown.fix()
    shown.page.photos.after.picture.near.emit()
    shown.settle()
    monkeypatch.setattr(shown.desk.photos, "pixels", lambda *_: pytest.fail("it was at hand"))
    shown.page.photos.after.picture.opened.emit()
    viewer = shown.page.viewer
    assert viewer is not None
    assert viewer.stage.picture().width() == 320
    viewer.leave()


def test_a_turned_photo_stands_turned_on_the_page_too(shown: Shown):
    shown.fix()
    column = shown.page.photos.after
    shown.qtbot.waitUntil(column.picture.has_picture)
    assert column.picture._picture.width() > column.picture._picture.height()
    shown.page._turns.turn(column.key(), 1)
    assert column.picture._picture.width() < column.picture._picture.height()
    shown.settle()


def test_the_history_shows_the_photos_of_each_act(shown: Shown):
    shown.fix(2)
    newest = shown.page.history._rows[0]
    assert [p.accessibleName() for p in newest.pictures] == [
        "Photo 1 of 2: Fix recorded · 2 photos", "Photo 2 of 2: Fix recorded · 2 photos",
    ]  # fmt: skip
    assert all(newest.rect().contains(p.geometry()) for p in newest.pictures)
    assert newest.entry.unsent
    said = "On this computer only. It goes by itself when there is a signal."
    assert [p.accessibleDescription() for p in newest.pictures] == [said, said]
    assert [p.accessibleDescription() for p in shown.page.photos.after._small] == [said, said]
    oldest = shown.page.history._rows[-1]
    assert oldest.pictures[0].accessibleDescription() == "On the server, checked"
    second = shown.desk.find(NUMBER).photos[-1].sha256
    shown.qtbot.keyClick(newest.pictures[1], Qt.Key.Key_Return)
    viewer = shown.page.viewer
    assert viewer is not None
    assert viewer.current() == second
    shown.settle()
    viewer.leave()


# -- where it is ----------------------------------------------------------------------------------


def test_a_place_is_told_with_its_area_and_postal_code(english: None):
    ticket = a_case(1).ticket
    there = msgspec.structs.replace(
        ticket, village="3", subdistrict="บ้านใต้", district="เกาะพะงัน", province="สุราษฎร์ธานี"
    )
    assert place_words(there) == "หน้าวัด Moo 3"
    assert area_words(there, "th") == "ต.บ้านใต้ อ.เกาะพะงัน จ.สุราษฎร์ธานี 84280"
    assert area_words(there, "en").endswith("84280")
    nowhere = msgspec.structs.replace(ticket, subdistrict="ตำบลที่ไม่มี", district="ก", province="ข")
    assert area_words(nowhere, "th") == "ต.ตำบลที่ไม่มี อ.ก จ.ข"


def test_the_area_is_told_as_given_at_once_and_in_full_when_one_stays(
    tmp_path: Path, qtbot: QtBot, english: None
):
    desk = sign_in_without_server(tmp_path / "p", "prasert")
    cases = []
    for number, names in ((1, ("บ้านใต้", "เกาะพะงัน", "สุราษฎร์ธานี")), (2, ("ห้วยตะวัน", "", ""))):
        ticket = msgspec.structs.replace(
            a_case(number).ticket, subdistrict=names[0], district=names[1], province=names[2]
        )
        cases.append(msgspec.structs.replace(a_case(number), ticket=ticket))
    fill(desk, cases)
    shown = Shown(desk, qtbot)
    line = shown.page.facts.place._area_line
    assert line.text() == "บ้านใต้, เกาะพะงัน, สุราษฎร์ธานี"
    qtbot.waitUntil(lambda: line.text() == "Ban Tai, Ko Pha-ngan, Surat Thani 84280")
    shown.open("2026-AA0002")
    assert line.text() == "ห้วยตะวัน"
    shown.bridge.close()
    desk.close()


class MapProgram:
    """Stands for whatever opens geo: links on a computer."""

    def __init__(self) -> None:
        self.links: list[str] = []

    def open(self, link: QUrl) -> bool:
        self.links.append(link.toString())
        return True


def menu_of(shown: Shown) -> QMenu:
    assert shown.page.handle_key("H")
    menus = [m for m in shown.page.facts.place.findChildren(QMenu) if m.isVisible()]
    assert len(menus) == 1
    return menus[0]


def choose(menu: QMenu, words: str) -> None:
    next(a for a in menu.actions() if words in a.text()).trigger()
    menu.close()


@pytest.mark.parametrize(
    ("words", "copied"),
    [
        ("degrees:", "16.40000, 101.20100"),
        ("degrees and minutes", "16°24′00.0″N 101°12′03.6″E"),
        ("UTM", "47N 735063 E 1814457 N"),
        ("Google", "https://www.google.com/maps/search/?api=1&query=16.40000,101.20100"),
    ],
)
def test_coordinates_are_copied_in_the_usual_forms(shown: Shown, words: str, copied: str):
    choose(menu_of(shown), words)
    assert QGuiApplication.clipboard().text() == copied
    assert shown.page.facts.place.said() == f"Copied: {copied}"


def test_a_map_program_is_handed_a_geo_link(shown: Shown, monkeypatch: pytest.MonkeyPatch):
    program = MapProgram()
    monkeypatch.setattr(QDesktopServices, "openUrl", program.open)
    choose(menu_of(shown), "map program")
    assert program.links == ["geo:16.400000,101.201000"]


def test_without_a_map_program_it_says_so_and_copies(shown: Shown, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: False)
    choose(menu_of(shown), "map program")
    assert "no program for map links" in shown.page.facts.place.said()
    assert QGuiApplication.clipboard().text() == "16.40000, 101.20100"


def test_the_way_is_told_from_a_typed_place_and_kept(shown: Shown):
    place = shown.page.facts.place
    choose(menu_of(shown), "another place")
    assert place.field.hasFocus()
    place.field.setText("nowhere at all")
    shown.qtbot.keyClick(place.field, Qt.Key.Key_Return)
    assert "This is no place." in place.said()
    place.field.setText("16.40000, 101.19100")
    shown.qtbot.keyClick(place.field, Qt.Key.Key_Return)
    shown.qtbot.waitUntil(lambda: "from the place you chose" in place._way.text())
    assert place._way.text() == "1.1 km east (90°) from the place you chose"
    assert not place.field.isVisible()
    assert whence(shown.desk) == Whence((101.191, 16.4), "chosen")


def test_where_the_computer_is_goes_before_a_chosen_place(shown: Shown):
    place = shown.page.facts.place
    shown.page._here._position.moved.emit(101.201, 16.391, 5.0, clock.now())
    assert place._way.text() == "1.0 km north (0°) from where you are"
    shown.page._here._position.moved.emit(101.201, 16.4, 5.0, clock.now())
    assert place._way.text() == "at the place itself from where you are"


def test_a_case_without_a_place_offers_no_way(
    tmp_path: Path,
    qtbot: QtBot,
    english: None,
):
    desk = sign_in_without_server(tmp_path / "p", "prasert")
    case = a_case(1)
    ticket = msgspec.structs.replace(case.ticket, lon=None, lat=None)
    fill(desk, [msgspec.structs.replace(case, ticket=ticket)])
    shown = Shown(desk, qtbot)
    shown.page.handle_key("H")
    assert not [m for m in shown.page.facts.place.findChildren(QMenu) if m.isVisible()]
    assert not shown.page.facts.place._go.isVisible()
    shown.bridge.close()
    desk.close()
