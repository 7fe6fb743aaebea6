"""The photo viewer: what is here, what is fetched, size, turning, comparing, and what is known."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QImage, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from casework.case import Evidence, Photo, PhotoRole
from casework.pictures.decoding import NotAPicture
from desktop.desk import Desk
from desktop.storage.records import PhotoState, PhotoUpload
from desktop.ui.bridge import Bridge
from desktop.ui.pages.photo_viewer import PhotoViewer, ViewedPhoto
from desktop.ui.photo_truth import truth_of
from desktop.ui.photo_turns import NAME
from tests.desktop.conftest import a_photo
from tests.support.exif_photos import jpeg_with_exif
from tests.support.making import sha256_of

LARGE = a_photo(7, (1200, 900))
KEY = sha256_of(LARGE)
TALL = a_photo(90, (300, 500))
WIDE = a_photo(40, (640, 320))


@pytest.fixture
def bridge(qtbot: QtBot, english: None, desk: Desk) -> Iterator[Bridge]:
    made = Bridge(desk)
    yield made
    made.close()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1300, 800)
    column = QVBoxLayout(made)
    for name in ("first", "second"):
        column.addWidget(QPushButton(name))
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def viewer(bridge: Bridge, window: QWidget) -> PhotoViewer:
    return PhotoViewer(bridge, window)


def wide(viewer: PhotoViewer) -> int:
    """The width of the picture in pixels, 0 for none."""
    return viewer.stage.picture().width()


def settle(qtbot: QtBot, viewer: PhotoViewer) -> None:
    qtbot.waitUntil(lambda: not viewer._bridge.busy)


def press(widget: QWidget, text: str) -> None:
    """A key that gives this letter, on whatever layout."""
    shift = Qt.KeyboardModifier.ShiftModifier
    held = shift if text in ("R", "ฑ") else Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QKeyEvent(QKeyEvent.Type.KeyPress, 0, held, text))


def after(desk: Desk, data: bytes, **more: object) -> ViewedPhoto:
    key = desk.photos.add(data, "after.jpg")
    photo = Photo(sha256=key, role=PhotoRole.AFTER, name="after.jpg", size=len(data), **more)  # type: ignore[arg-type]
    return ViewedPhoto(key, "After", "case-0001", photo, (101.2, 16.4))


def before(desk: Desk, data: bytes) -> ViewedPhoto:
    key = desk.photos.add(data, "before.jpg")
    return ViewedPhoto(key, "Before", "case-0001", Photo(sha256=key), (101.2, 16.4))


def given_up(desk: Desk) -> None:
    """The original was fetched once and had to go; a thumbnail stayed."""
    desk.photos.add_fetched(KEY, LARGE, 1)
    desk.photos.make_thumbnail(KEY, 512)
    desk.photos.drop([(KEY, 0)])
    assert not desk.photos.has(KEY)


# -- what is here ---------------------------------------------------------------------------------


def test_a_photo_that_is_here_is_shown_as_large_as_the_room(
    qtbot: QtBot, desk: Desk, viewer: PhotoViewer
):
    desk.photos.add(LARGE, "a.jpg")
    viewer.show_photos([ViewedPhoto(KEY, "front", "case-0001")], KEY)
    qtbot.waitUntil(lambda: wide(viewer) > 900)
    assert wide(viewer) <= 1200
    assert viewer.note() == ""
    settle(qtbot, viewer)


def test_a_photo_that_was_given_up_is_fetched_when_it_is_looked_at(
    qtbot: QtBot, desk: Desk, viewer: PhotoViewer, monkeypatch: pytest.MonkeyPatch
):
    given_up(desk)
    said: list[str] = []

    def fetch(sha256: str, case: str) -> bool:
        said.append(f"{sha256} {case}")
        return desk.photos.add_fetched(sha256, LARGE, 2)

    monkeypatch.setattr(desk, "fetch_photo", fetch)
    viewer.show_photos([ViewedPhoto(KEY, "front", "case-0001")], KEY)
    qtbot.waitUntil(lambda: wide(viewer) > 900)
    assert said == [f"{KEY} case-0001"]
    assert viewer.note() == ""


def test_without_a_line_the_small_picture_stays_and_it_says_so(
    qtbot: QtBot, desk: Desk, viewer: PhotoViewer
):
    given_up(desk)
    viewer.show_photos([ViewedPhoto(KEY, "front", "case-0001")], KEY)
    qtbot.waitUntil(lambda: "It will come when there is a signal." in viewer.note())
    assert wide(viewer) == 512
    assert viewer.note() in viewer.stage.accessibleName()


def test_a_photo_that_brings_the_decoder_down_is_here_but_not_shown(
    qtbot: QtBot, desk: Desk, viewer: PhotoViewer, monkeypatch: pytest.MonkeyPatch
):
    desk.photos.add(LARGE, "a.jpg")
    asked: list[int] = []

    def crash(data: bytes, side: int) -> None:
        asked.append(side)
        raise NotAPicture("crashed")

    monkeypatch.setattr(desk.photos.decoder, "pixels", crash)
    monkeypatch.setattr(desk, "fetch_photo", lambda *_: pytest.fail("it is here"))
    for _ in range(3):
        viewer.show_photos([ViewedPhoto(KEY, "front", "case-0001")], KEY)
        qtbot.waitUntil(lambda: "here and safe" in viewer.note())
        viewer.leave()
    assert len(asked) == 1


def test_its_neighbours_are_decoded_before_they_are_asked_for(
    qtbot: QtBot, desk: Desk, viewer: PhotoViewer, monkeypatch: pytest.MonkeyPatch
):
    photos = [before(desk, a_photo(n, (400, 300))) for n in (10, 20, 30)]
    viewer.show_photos(photos, photos[1].key)
    settle(qtbot, viewer)
    monkeypatch.setattr(desk.photos, "pixels", lambda *_: pytest.fail("it was to be at hand"))
    for by in (1, -1, -1):
        viewer.turn(by)
        assert wide(viewer) == 400  # in the same turn of the loop as the key


def test_the_full_photo_comes_when_one_zooms_in(
    qtbot: QtBot, desk: Desk, viewer: PhotoViewer, window: QWidget
):
    window.resize(700, 520)
    desk.photos.add(LARGE, "a.jpg")
    viewer.show_photos([ViewedPhoto(KEY, "front", "case-0001")], KEY)
    qtbot.waitUntil(lambda: 0 < wide(viewer) < 800)
    settle(qtbot, viewer)
    qtbot.keyClick(viewer.stage, Qt.Key.Key_Plus)
    qtbot.waitUntil(lambda: wide(viewer) == 1200)
    assert viewer.stage.lens.zoom == 1.25


# -- keys and buttons -----------------------------------------------------------------------------


def test_every_tool_has_a_name_and_a_key_and_tab_goes_around(
    qtbot: QtBot, desk: Desk, viewer: PhotoViewer
):
    photos = [before(desk, WIDE), after(desk, TALL)]
    viewer.show_photos(photos, photos[0].key)
    settle(qtbot, viewer)
    buttons = [*viewer.top.buttons.values(), *viewer.foot.buttons.values()]
    for button in buttons:
        assert button.accessibleName()
        assert "(" in button.toolTip()
        assert button.isVisible()
    passed: list[QWidget | None] = []
    for _ in range(30):
        focus = QApplication.focusWidget()
        assert focus is not None
        assert viewer.isAncestorOf(focus)
        passed.append(focus)
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    offered = {button for button in buttons if button.isEnabled()}
    assert offered <= set(passed)
    assert viewer.stage in passed


@pytest.mark.parametrize("letters", [("r", "R"), ("พ", "ฑ")])
def test_turning_is_for_the_eye_alone_and_is_remembered(
    qtbot: QtBot,
    desk: Desk,
    bridge: Bridge,
    window: QWidget,
    viewer: PhotoViewer,
    letters: tuple[str, str],
):
    photo = before(desk, WIDE)
    viewer.show_photos([photo], photo.key)
    settle(qtbot, viewer)
    press(viewer.stage, letters[0])
    assert viewer.stage.lens.turns == 1
    settle(qtbot, viewer)
    viewer.leave()
    again = PhotoViewer(bridge, window)
    settle(qtbot, again)
    again.show_photos([photo], photo.key)
    assert again.stage.lens.turns == 1
    press(again.stage, letters[1])
    settle(qtbot, again)
    assert again.stage.lens.turns == 0
    assert desk.cache.get(NAME) == {}
    assert desk.photos.read(photo.key) == WIDE


def test_the_wheel_zooms_where_the_pointer_is(qtbot: QtBot, desk: Desk, viewer: PhotoViewer):
    photo = before(desk, WIDE)
    viewer.show_photos([photo], photo.key)
    settle(qtbot, viewer)
    at = QPointF(viewer.stage.rect().center()) + QPointF(100, 50)
    nothing = QPoint()
    wheel = QWheelEvent(
        at, viewer.stage.mapToGlobal(at), nothing, QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(viewer.stage, wheel)
    lens = viewer.stage.lens
    assert lens.zoom == 1.25
    assert (lens.shift.x(), lens.shift.y()) == pytest.approx((-25, -12.5), abs=1)
    qtbot.keyClick(viewer.stage, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert lens.shift.x() < -100
    qtbot.keyClicks(viewer.stage, "0")
    assert lens.zoom == 1.0


def test_full_screen_comes_and_esc_leaves_it_before_the_viewer(
    qtbot: QtBot, desk: Desk, viewer: PhotoViewer, window: QWidget
):
    photo = before(desk, WIDE)
    viewer.show_photos([photo], photo.key)
    qtbot.keyClick(viewer.stage, Qt.Key.Key_F11)
    qtbot.waitUntil(window.isFullScreen)
    assert not viewer.top.isVisible()
    assert viewer.foot.isVisible()
    qtbot.keyClick(viewer.stage, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.isFullScreen())
    assert viewer.isVisible()
    qtbot.keyClicks(viewer.stage, "f")
    qtbot.waitUntil(window.isFullScreen)
    viewer.leave()  # as the lock does
    assert not window.isFullScreen()


def test_the_keyboard_goes_back_to_where_it_was(
    qtbot: QtBot, desk: Desk, viewer: PhotoViewer, window: QWidget
):
    below = window.findChildren(QPushButton, options=Qt.FindChildOption.FindDirectChildrenOnly)[1]
    below.setFocus()
    photo = before(desk, WIDE)
    viewer.show_photos([photo], photo.key)
    with qtbot.waitSignal(viewer.closed):
        qtbot.keyClick(viewer.stage, Qt.Key.Key_Escape)
    assert below.hasFocus()
    assert viewer.stage.picture().isNull()


# -- before and after -----------------------------------------------------------------------------


def coloured(colour: str, size: tuple[int, int]) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def at(image: QImage, x: float) -> str:
    colour = image.pixelColor(round(image.width() * x), image.height() // 2 + 60)
    return "red" if colour.red() > 150 > colour.green() else "blue" if colour.blue() > 150 else ""


def test_the_divider_shows_before_on_its_left_and_after_on_its_right(
    qtbot: QtBot, desk: Desk, viewer: PhotoViewer
):
    photos = [before(desk, coloured("red", (800, 500))), after(desk, coloured("blue", (640, 480)))]
    viewer.show_photos(photos, photos[1].key, compare=True)
    settle(qtbot, viewer)
    view = viewer.sides.view
    assert view.hasFocus()
    image = view.grab().toImage()
    assert (at(image, 0.4), at(image, 0.6)) == ("red", "blue")
    for _ in range(12):
        qtbot.keyClick(view, Qt.Key.Key_Right)
    assert at(view.grab().toImage(), 0.6) == "red"
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=view.rect().center())
    qtbot.mouseMove(view, QPoint(round(view.width() * 0.3), 200))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(round(view.width() * 0.3), 200))
    image = view.grab().toImage()
    assert (at(image, 0.25), at(image, 0.4)) == ("red", "blue")
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert at(view.grab().toImage(), 0.7) == "red"


def test_a_screen_reader_knows_the_divider_as_a_slider(
    qtbot: QtBot, desk: Desk, viewer: PhotoViewer
):
    photos = [before(desk, WIDE), after(desk, TALL)]
    viewer.show_photos(photos, photos[0].key, compare=True)
    settle(qtbot, viewer)
    known = QAccessible.queryAccessibleInterface(viewer.sides.view)
    assert known is not None
    assert known.role() == QAccessible.Role.Slider
    assert known.text(QAccessible.Text.Name) == "Divider between before and after"
    assert "50 %" in known.text(QAccessible.Text.Description)
    view = viewer.sides.view
    qtbot.keyClick(view, Qt.Key.Key_PageUp)
    assert "60 %" in known.text(QAccessible.Text.Description)


def test_pictures_of_other_shapes_stay_whole_in_the_same_box(
    qtbot: QtBot, desk: Desk, viewer: PhotoViewer
):
    photos = [before(desk, coloured("red", (900, 300))), after(desk, coloured("blue", (300, 600)))]
    viewer.show_photos(photos, photos[0].key, compare=True)
    settle(qtbot, viewer)
    view = viewer.sides.view
    qtbot.keyClick(view, Qt.Key.Key_Home)  # all of it after
    image = view.grab().toImage()
    middle = image.width() // 2
    blue = [y for y in range(image.height()) if image.pixelColor(middle - 40, y).blue() > 150]
    assert len(blue) == pytest.approx(image.height() - 24, abs=3)
    assert at(image, 0.1) == ""


def test_comparing_is_offered_only_where_there_are_both(
    qtbot: QtBot, desk: Desk, viewer: PhotoViewer
):
    photo = before(desk, WIDE)
    viewer.show_photos([photo], photo.key)
    assert not viewer.foot.buttons["compare"].isEnabled()
    qtbot.keyClicks(viewer.stage, "b")
    assert not viewer.comparing()
    viewer.leave()
    photos = [photo, after(desk, TALL)]
    viewer.show_photos(photos, photos[0].key)
    qtbot.keyClicks(viewer.stage, "b")
    assert viewer.comparing()
    qtbot.keyClicks(viewer.sides.view, "b")
    assert not viewer.comparing()
    settle(qtbot, viewer)


# -- what is known --------------------------------------------------------------------------------


def test_what_the_file_says_stands_beside_it(qtbot: QtBot, desk: Desk, viewer: PhotoViewer):
    data = jpeg_with_exif(lon=101.2, lat=16.401, taken="2026:11:24 09:20:00", camera=("vivo", "V2"))
    photo = after(desk, data)
    viewer.show_photos([photo], photo.key)
    qtbot.waitUntil(lambda: "vivo V2" in viewer.info.words())
    words = viewer.info.words()
    assert "Taken: 24 Nov 2026 at 09:20" in words
    assert "16.40100, 101.20000" in words
    assert "111 m north of the case" in words
    assert "after.jpg" in words


def test_what_the_file_lacks_is_said_plainly(qtbot: QtBot, desk: Desk, viewer: PhotoViewer):
    photo = before(desk, WIDE)
    viewer.show_photos([photo], photo.key)
    qtbot.waitUntil(lambda: "The photo has no place" in viewer.info.words())
    words = viewer.info.words()
    assert "Chat programs such as LINE remove it." in words
    assert "The photo does not say when it was taken" in words
    assert "640 × 320" in words


def test_what_the_record_says_is_known_without_the_file(
    qtbot: QtBot, desk: Desk, viewer: PhotoViewer, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(desk, "fetch_photo", lambda *_: False)
    told = Evidence(
        verdict="look_again", place_check="far", distance_m=1800.0, time_check="after_accept",
        camera="OPPO A5", lon=101.2, lat=16.4162, reason="the pin was wrong",
    )  # fmt: skip
    photo = Photo(sha256="ab" * 32, role=PhotoRole.AFTER, taken_at=1, evidence=told)
    viewer.show_photos(
        [ViewedPhoto(photo.sha256, "After", "case-0001", photo, (101.2, 16.4))], photo.sha256
    )
    qtbot.waitUntil(lambda: "when there is a signal" in viewer.note())
    words = viewer.info.words()
    assert "OPPO A5" in words
    assert "1.8 km north of the case" in words
    assert "1.8 km from the case · taken after the case was accepted" in words
    assert "the pin was wrong" in words
    assert "Edited: Not known here: the full photo is not on this computer" in words


def upload(state: PhotoState, sent: int, error: str = "") -> PhotoUpload:
    return PhotoUpload(KEY, "HT", "case-0001", "a.jpg", 3_400_000, sent, state, last_error=error)


def test_the_bytes_on_their_way_are_told_while_it_is_open(
    qtbot: QtBot, desk: Desk, viewer: PhotoViewer
):
    desk.photos.add(LARGE, "a.jpg")
    record = Photo(sha256=KEY, role=PhotoRole.AFTER, event="e1")

    def told(sent: PhotoUpload | None, *, unsent: bool = False) -> str:
        truth = truth_of(record, sent, unsent=unsent)
        viewer.update_photos([ViewedPhoto(KEY, "After", "c", record, None, truth)])
        return viewer.top.words()

    viewer.show_photos([ViewedPhoto(KEY, "After", "c", record)], KEY)
    settle(qtbot, viewer)
    viewer.stage.zoom_by(2.0)
    waiting = upload(PhotoState.WAITING, 0)
    assert "On this computer only" in told(waiting, unsent=True)
    assert "Waiting to be sent" in told(waiting)
    assert "Sending 1.2 MB of 3.4 MB" in told(upload(PhotoState.SENDING, 1_200_000))
    assert "the server is checking it" in told(upload(PhotoState.SENDING, 3_400_000))
    assert "On the server, checked" in told(upload(PhotoState.VERIFIED, 3_400_000))
    assert viewer.stage.lens.zoom == 2.0
    assert "Could not be sent yet" in told(upload(PhotoState.FAILED, 10, "unreachable"))
    assert "No signal." in viewer.info.words()
    with qtbot.waitSignal(viewer.again_wanted) as again:
        qtbot.keyClicks(viewer.stage, "t")
    assert again.args == [upload(PhotoState.FAILED, 10, "unreachable")]
