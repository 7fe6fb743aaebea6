"""Where photos come from: dropped, pasted, on a card, in a watched folder, from a camera."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from casework.pictures import inspect
from desktop import clock
from desktop.desk import Desk
from desktop.photo_sources import Source, look_in
from desktop.ui.bridge import Bridge
from desktop.ui.pages.camera_panel import CameraPanel
from desktop.ui.pages.photo_picker import RECENT, PickModel
from desktop.ui.pages.photo_ways import FOLDER, PhotoWays
from desktop.ui.pages.photo_ways_help import phone_help
from desktop.ui.photo_mime import files_of, may_hold_photos
from desktop.ui.photo_watch import PhotoWatch
from desktop.words import use_language
from tests.support.page_window import PageWindow

NOON = 1_795_582_800_000_000
"""25 November 2026, 12:00 in Thailand: whatever is minutes old is of the same day."""


def a_photo(folder: Path, name: str, age_seconds: int = 60) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    # Noise: bytes of every photo are others, so that sizes are too.
    Image.effect_noise((160, 120), 60).convert("RGB").save(path, "JPEG")
    at = NOON / 1_000_000 - age_seconds
    os.utime(path, (at, at))
    return path


class Ways:
    """The widget with the cards that a test puts in."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.cards: list[Source] = []
        self.qtbot = qtbot
        self.bridge = Bridge(desk)
        self.widget = self.make()

    def make(self) -> PhotoWays:
        watch = PhotoWatch(cards=lambda: list(self.cards))
        widget = PhotoWays(self.bridge, PageWindow(self.bridge), watch=watch)  # type: ignore[arg-type]
        self.qtbot.addWidget(widget)
        self.given: list[tuple[object, str]] = []
        widget.given.connect(self.given.extend)
        widget.show()
        self.settle(widget)
        return widget

    def settle(self, widget: PhotoWays | None = None) -> None:
        shown = widget or self.widget
        self.qtbot.waitUntil(lambda: not self.bridge.busy and not shown.watch._looking)

    def insert(self, folder: Path, name: str = "CANON_DC") -> None:
        self.cards.append(Source("card", name, folder))
        self.look()

    def look(self) -> None:
        self.widget.watch.look()
        self.settle()

    def said(self) -> list[str]:
        return [offer.accessibleName() for offer in self.widget.offers.values()]


@pytest.fixture
def ways(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ways]:
    use_language("en")
    monkeypatch.setattr(clock, "now", lambda: NOON)
    made = Ways(desk, qtbot)
    yield made
    made.bridge.close()


def test_a_card_is_offered_when_it_appears_and_goes_with_it(ways, tmp_path):
    assert ways.said() == []
    a_photo(tmp_path / "DCIM", "IMG_1.jpg")
    a_photo(tmp_path / "DCIM", "IMG_2.jpg", 30)
    ways.insert(tmp_path / "DCIM")
    assert ways.said() == ["Card CANON_DC: 2 new photos from today"]
    ways.cards.clear()
    ways.look()
    assert ways.said() == []


def test_photos_are_ticked_by_keyboard_newest_first_and_given_in_the_order_of_the_work(
    ways, tmp_path
):
    for number, age in ((1, 300), (2, 200), (3, 100)):
        a_photo(tmp_path / "DCIM", f"IMG_{number}.jpg", age)
    ways.insert(tmp_path / "DCIM")
    [offer] = ways.widget.offers.values()
    ways.qtbot.mouseClick(offer.open, Qt.MouseButton.LeftButton)
    picker = offer.picker
    model = picker.model
    assert [model.index(n).data() for n in range(3)] == ["IMG_3.jpg", "IMG_2.jpg", "IMG_1.jpg"]
    assert not picker.take.isEnabled()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Space):
        ways.qtbot.keyClick(picker.list, key)
    assert picker.take.text() == "Add 2 photos"
    said = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("IMG_3.jpg")
    assert said.endswith("chosen")
    ways.qtbot.keyClick(picker.list, Qt.Key.Key_Return)
    assert [name for _, name in ways.given] == ["IMG_1.jpg", "IMG_3.jpg"]
    assert ways.said() == ["Card CANON_DC: 1 new photos from today"]


def test_what_was_taken_in_is_marked_also_after_the_next_start(ways, tmp_path):
    a_photo(tmp_path / "DCIM", "IMG_1.jpg")
    ways.insert(tmp_path / "DCIM")
    [offer] = ways.widget.offers.values()
    offer.show_photos()
    offer.picker.fresh.click()
    offer.picker.take.click()
    ways.settle()
    ways.widget = ways.make()
    ways.look()
    assert ways.said() == ["Card CANON_DC: all photos were taken in"]
    [offer] = ways.widget.offers.values()
    offer.show_photos()
    said = offer.picker.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "taken in before" in said
    assert not offer.picker.fresh.isVisible()


def test_only_the_pictures_that_are_seen_are_decoded(ways, tmp_path, monkeypatch):
    for number in range(60):
        a_photo(tmp_path / "DCIM", f"IMG_{number:02}.jpg", 100 + number)
    made: list[bytes] = []
    decoder = ways.bridge.desk.photos.decoder
    real = decoder.thumbnail

    def noted(data, side):
        made.append(data)
        return real(data, side)

    monkeypatch.setattr(decoder, "thumbnail", noted)
    ways.widget.resize(700, 300)
    ways.insert(tmp_path / "DCIM")
    [offer] = ways.widget.offers.values()
    offer.show_photos()
    model = offer.picker.model
    ways.qtbot.waitUntil(lambda: model._pictures.get(model.photos[0].mark) is not None)
    ways.settle()
    assert 0 < len(made) < 20


def test_a_file_that_is_no_picture_is_shown_as_one_that_cannot_be_shown(ways, tmp_path):
    path = a_photo(tmp_path / "DCIM", "IMG_1.jpg")
    told = path.stat()
    path.write_bytes(b"not a picture")
    os.utime(path, (told.st_mtime, told.st_mtime))
    ways.insert(tmp_path / "DCIM")
    [offer] = ways.widget.offers.values()
    offer.show_photos()
    model = offer.picker.model
    ways.qtbot.waitUntil(lambda: model.is_broken(model.photos[0]))


def test_a_card_can_be_hidden_until_the_next_case(ways, tmp_path):
    a_photo(tmp_path / "DCIM", "IMG_1.jpg")
    ways.insert(tmp_path / "DCIM")
    [offer] = ways.widget.offers.values()
    offer.hidden.emit()
    assert ways.said() == []
    ways.widget.begin()
    assert len(ways.said()) == 1


def test_the_watched_folder_is_kept_and_tells_of_new_files_at_once(ways, tmp_path):
    folder = tmp_path / "Bluetooth"
    folder.mkdir()
    ways.widget.watch_folder(folder)
    ways.settle()
    assert ways.said() == []
    assert ways.bridge.desk.cache.get(FOLDER) == str(folder)
    a_photo(folder, "IMG_1.jpg")
    ways.qtbot.waitUntil(lambda: ways.said() == ["Folder Bluetooth: 1 new photos from today"])
    ways.widget = ways.make()
    ways.look()
    assert ways.said() == ["Folder Bluetooth: 1 new photos from today"]
    ways.widget.watch_folder(None)
    ways.settle()
    assert ways.said() == []


def test_nothing_is_looked_for_while_the_page_is_hidden(ways, tmp_path):
    ways.widget.hide()
    a_photo(tmp_path / "DCIM", "IMG_1.jpg")
    assert not ways.widget.watch._timer.isActive()
    ways.widget.show()
    assert ways.widget.watch._timer.isActive()


def test_files_pictures_and_file_addresses_as_text_can_be_pasted(ways, tmp_path):
    path = a_photo(tmp_path, "ภาพ 1.jpg")
    files, text, picture = QMimeData(), QMimeData(), QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(path))])
    text.setText(f"copy\n{QUrl.fromLocalFile(str(path)).toString()}\n")
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    picture.setImageData(image)
    for data in (files, text, picture):
        assert may_hold_photos(data)
        assert ways.widget.take_mime(data)
        ways.settle()
    assert [source for source, _ in ways.given[:2]] == [path, path]
    data, name = ways.given[2]
    assert name == "pasted-1.png"
    assert inspect(data).width == 40


def test_ordinary_text_is_no_photo(ways):
    data = QMimeData()
    for text in ("ปะหลุมแล้ว", "/etc/passwd", "file:///a.jpg\nsome words", ""):
        data.setText(text)
        assert files_of(data) == []
        assert not ways.widget.take_mime(data)


def test_the_help_for_a_phone_names_what_there_is_on_this_system():
    use_language("en")
    assert "This PC" in " ".join(phone_help("win32"))
    assert "Image Capture" in " ".join(phone_help("darwin"))
    assert "file manager" in " ".join(phone_help("linux"))
    assert len({tuple(phone_help(s)) for s in ("win32", "darwin", "linux")}) == 3


def test_the_help_is_shown_where_one_looks_for_the_phone(ways):
    ways.widget.show_help()
    assert ways.widget._help.isVisible()
    assert "scan the code" in ways.widget._help.accessibleName()


class FakeCamera(QObject):
    """A camera that sees what a test gives it."""

    frame = Signal(QImage)
    failed = Signal(str)
    name = "Integrated\nWebcam"

    def __init__(self) -> None:
        super().__init__()
        self.on = False

    def start(self) -> None:
        self.on = True

    def stop(self) -> None:
        self.on = False


def test_a_picture_of_the_camera_has_the_time_of_the_clock_and_no_place(ways):
    camera = FakeCamera()
    panel = CameraPanel(ways.bridge, lambda: camera)
    ways.qtbot.addWidget(panel)
    panel.show()
    got: list[tuple[bytes, str]] = []
    panel.taken.connect(got.extend)
    assert not panel.take.isEnabled()
    image = QImage(320, 240, QImage.Format.Format_RGB32)
    image.fill(QColor("green"))
    camera.frame.emit(image)
    ways.qtbot.keyClick(panel, Qt.Key.Key_Space)
    ways.settle()
    [(data, name)] = got
    picture = inspect(data)
    assert name.startswith("camera-")
    assert (picture.width, picture.lon) == (320, None)
    assert picture.origin == "taken_here"
    assert picture.camera.endswith("Integrated Webcam")
    assert picture.taken_at == NOON
    panel.hide()
    assert not camera.on


def test_where_there_is_no_camera_the_panel_says_so(ways):
    camera = FakeCamera()
    panel = CameraPanel(ways.bridge, lambda: camera)
    ways.qtbot.addWidget(panel)
    camera.failed.emit("")
    assert panel.note().startswith("No camera was found")
    camera.failed.emit("busy")
    assert "another program" in panel.note()

    def missing():
        raise ImportError("no multimedia")

    panel = CameraPanel(ways.bridge, missing)
    ways.qtbot.addWidget(panel)
    assert panel.note().startswith("No camera was found")
    assert not panel.take.isEnabled()


def test_the_camera_of_this_machine_can_be_asked(ways):
    """Where there is none, as on a build machine, it says so and nothing breaks."""
    ways.widget.open_camera()
    panel = ways.widget.panel
    assert isinstance(panel, CameraPanel)
    QApplication.processEvents()
    panel.closed.emit()
    assert ways.widget.panel is None


def test_multimedia_is_not_loaded_before_somebody_asks():
    import subprocess
    import sys

    code = (
        "import sys, desktop.ui.pages.photo_ways; "
        "sys.exit(any(n.startswith('PySide6.QtMultimedia') for n in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_phone_panel_opens_and_closes_with_the_same_button(ways):
    from desktop.ui.pages.phone_panel import FromPhone, PhonePanel

    ways.qtbot.mouseClick(ways.widget.phone, Qt.MouseButton.LeftButton)
    ways.settle()
    panel = ways.widget.panel
    assert isinstance(panel, PhonePanel)
    panel.arrived.emit([FromPhone(b"photo", "IMG_1.jpg")])
    assert ways.given == [(b"photo", "IMG_1.jpg")]
    ways.qtbot.mouseClick(ways.widget.phone, Qt.MouseButton.LeftButton)
    assert ways.widget.panel is None
    assert ways.widget.phone.text() == "Photos from a phone"


def test_a_folder_that_is_dropped_is_offered_for_choosing(ways, tmp_path):
    a_photo(tmp_path / "งาน", "IMG_1.jpg")
    loose = a_photo(tmp_path, "IMG_2.jpg")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(p)) for p in (tmp_path / "งาน", loose)])
    assert ways.widget.take_mime(data)
    ways.settle()
    assert [source for source, _ in ways.given] == [loose]
    ways.qtbot.waitUntil(lambda: ways.said() == ["Folder งาน: 1 new photos from today"])


def test_who_scrolls_on_waits_for_no_picture_that_was_passed(ways, tmp_path, monkeypatch):
    for number in range(60):
        a_photo(tmp_path / "DCIM", f"IMG_{number:02}.jpg", 100 + number)
    found = look_in(Source("card", "C", tmp_path / "DCIM"), NOON)
    model = PickModel(ways.bridge)
    model.show(found.photos, ())
    asked = []
    monkeypatch.setattr(ways.bridge, "picture", lambda work, *_: asked.append(work))
    for photo in found.photos:
        model.picture(photo)
    made = [work() for work in asked]
    assert len(made) == 60
    assert [image is None for image in made] == [True] * (59 - RECENT) + [False] * (RECENT + 1)
    model._got(found.photos[0].mark, None)
    model.picture(found.photos[0])  # seen again: asked again
    assert len(asked) == 61


def test_a_panel_closed_at_once_hears_its_answers_in_peace(ways):
    ways.widget.open_phone()
    ways.widget.open_phone()  # closed before it was answered
    QApplication.processEvents()
    ways.settle()
    assert ways.widget.panel is None
