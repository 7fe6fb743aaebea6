"""The photo viewer shows what is here, fetches what is not, and says which it is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from casework.pictures.decoding import NotAPicture
from desktop.desk import Desk
from desktop.ui.bridge import Bridge
from desktop.ui.pages.photo_viewer import PhotoViewer, ViewedPhoto
from tests.desktop.conftest import a_photo
from tests.support.making import sha256_of

LARGE = a_photo(7, (1200, 900))
KEY = sha256_of(LARGE)


@pytest.fixture
def bridge(qtbot: QtBot, english: None, desk: Desk) -> Iterator[Bridge]:
    made = Bridge(desk)
    yield made
    made.close()


@pytest.fixture
def viewer(qtbot: QtBot, bridge: Bridge) -> PhotoViewer:
    window = QWidget()
    window.resize(900, 700)
    qtbot.addWidget(window)
    window.show()
    return PhotoViewer(bridge, window)


def shown(viewer: PhotoViewer) -> tuple[int, str]:
    """The width of the picture in pixels, 0 for none; and what is said."""
    return viewer._picture.width(), viewer.accessibleName()


def given_up(desk: Desk) -> None:
    """The original was fetched once and had to go; a thumbnail stayed."""
    desk.photos.add_fetched(KEY, LARGE, 1)
    desk.photos.make_thumbnail(KEY, 512)
    desk.photos.drop([(KEY, 0)])
    assert not desk.photos.has(KEY)


def test_a_photo_that_is_here_is_shown_whole(qtbot: QtBot, desk: Desk, viewer: PhotoViewer):
    desk.photos.add(LARGE, "a.jpg")
    viewer.show_photos([ViewedPhoto(KEY, "front", "case-0001")], KEY)
    qtbot.waitUntil(lambda: shown(viewer) == (1200, "front "))


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
    qtbot.waitUntil(lambda: shown(viewer)[0] == 1200)
    assert said == [f"{KEY} case-0001"]
    assert shown(viewer)[1] == "front "


def test_without_a_line_the_small_picture_stays_and_it_says_so(
    qtbot: QtBot, desk: Desk, viewer: PhotoViewer
):
    given_up(desk)
    viewer.show_photos([ViewedPhoto(KEY, "front", "case-0001")], KEY)
    qtbot.waitUntil(lambda: "It will come when there is a signal." in shown(viewer)[1])
    assert shown(viewer)[0] == 512


def test_a_photo_that_brings_the_decoder_down_is_here_but_not_shown(
    qtbot: QtBot, desk: Desk, viewer: PhotoViewer, monkeypatch: pytest.MonkeyPatch
):
    desk.photos.add(LARGE, "a.jpg")
    asked: list[int] = []

    def crash(data: bytes, side: int) -> bytes:
        asked.append(side)
        raise NotAPicture("crashed")

    monkeypatch.setattr(desk.photos.decoder, "thumbnail", crash)
    monkeypatch.setattr(desk, "fetch_photo", lambda *_: pytest.fail("it is here"))
    for _ in range(3):
        viewer.show_photos([ViewedPhoto(KEY, "front", "case-0001")], KEY)
        qtbot.waitUntil(lambda: "here and safe" in shown(viewer)[1])
    assert len(asked) == 1
