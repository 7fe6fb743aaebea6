"""Taking a photo in: outside pictures are inspected in the process apart, and each is told."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from desktop.desk import Desk
from desktop.errors import DeskError
from desktop.messages import sentence
from desktop.pictures.apart import ApartDecoder
from desktop.words import speaking
from tests.desktop.conftest import a_photo

HOSTILE = [sys.executable, "-m", "tests.desktop.pictures.hostile"]


@pytest.fixture
def hostile(desk: Desk, repository: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk whose decoder crashes, hangs or eats memory at words that say so."""
    monkeypatch.chdir(repository)
    desk.photos.decoder.close()
    desk.photos.decoder = ApartDecoder(HOSTILE)
    return desk


def test_a_photo_is_inspected_in_another_process(desk: Desk):
    photo = desk.prepare_photo(a_photo(3), desk.find("2026-AA0001"), "a.jpg")
    assert isinstance(desk.photos.decoder, ApartDecoder)
    assert desk.photos.decoder.pid is not None
    assert (photo.picture.width, photo.picture.height) == (320, 240)
    assert desk.photos.read(photo.sha256) == a_photo(3)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"crash", "brings the picture reader down"),
        (b"greedy", "needs more memory than is safe"),
        (b"endless", "took too long to open"),
    ],
)
def test_a_hostile_picture_costs_a_sentence(hostile: Desk, data: bytes, said: str):
    case = hostile.find("2026-AA0001")
    decoder = hostile.photos.decoder
    assert isinstance(decoder, ApartDecoder)
    hostile.prepare_photo(a_photo(3), case, "good.jpg")
    if data == b"endless":
        decoder._seconds = 0.3
    with pytest.raises(DeskError) as caught, speaking("en"):
        hostile.prepare_photo(data, case, "bad.jpg")
    decoder._seconds = 20
    with speaking("en"):
        words = sentence(caught.value)
    assert "bad.jpg" in words
    assert said in words
    assert "Nothing was saved" in words
    assert hostile.photos.statistics().photos == 1
    assert hostile.prepare_photo(a_photo(4), case, "next.jpg").sha256
