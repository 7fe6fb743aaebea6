"""The demo's photos: varied, and with an EXIF that other programs read."""

from __future__ import annotations

import hashlib
import io
import math

import exifread
import pytest
from PIL import Image

from casework.pictures.metadata import read_metadata
from server.demo.content import load
from server.demo.photos import camera_roll, render

NOW = 1_795_500_000_000_000  # 24 November 2026, 13:20 in Thailand
SCENE = "pothole-2-before.jpg"


def test_a_photo_says_when_where_and_with_what_it_was_taken():
    data = render(SCENE, 3, NOW, 101.2034, 16.4051)
    tags = exifread.process_file(io.BytesIO(data))
    assert str(tags["Image Make"]) == "Tambon Cam"
    assert str(tags["EXIF DateTimeOriginal"]) == "2026:11:24 13:00:00"
    assert str(tags["EXIF OffsetTimeOriginal"]) == "+07:00"
    place = exifread.utils.get_gps_coords(dict(tags))
    assert place is not None
    lat, lon = place
    assert lon == pytest.approx(101.2034, abs=1e-6)
    assert lat == pytest.approx(16.4051, abs=1e-6)
    ours = read_metadata(data, "jpeg")
    assert ours.taken_at == NOW
    assert ours.lon == pytest.approx(101.2034)
    assert ours.lat == pytest.approx(16.4051)


def test_a_photo_that_went_through_line_says_nothing():
    assert exifread.process_file(io.BytesIO(render(SCENE, 3, None, None, None))) == {}


def test_variants_differ_and_one_variant_is_always_the_same():
    pictures = [render(SCENE, variant, NOW, None, None) for variant in range(12)]
    assert len({hashlib.sha256(p).digest() for p in pictures}) == 12
    assert render(SCENE, 7, NOW, None, None) == pictures[7]
    with Image.open(io.BytesIO(pictures[7])) as picture:
        picture.load()
        assert picture.format == "JPEG"
        assert picture.width >= 1200


def test_every_photo_of_the_demo_can_be_made():
    content = load(NOW)
    made = {
        hashlib.sha256(render(p.file, p.variant, p.taken_at, p.lon, p.lat)).digest()
        for case in content.cases[::6]
        for p in case.photos
    }
    assert len(made) == sum(len(case.photos) for case in content.cases[::6])


def test_the_officers_camera_proves_what_the_fix_page_shows(tmp_path):
    cases = load(NOW).cases
    case = next(c for c in cases if c.number == "2026-K7QWXA")
    paths = camera_roll(tmp_path / "camera", cases, NOW)
    assert len(paths) == 6
    seen = {p.name: read_metadata(p.read_bytes(), "jpeg") for p in paths}

    def metres(name: str) -> float:
        found = seen[name]
        assert found.lon is not None
        assert found.lat is not None
        assert case.lon is not None
        assert case.lat is not None
        east = (found.lon - case.lon) * 111_320 * math.cos(math.radians(case.lat))
        return math.hypot(east, (found.lat - case.lat) * 111_320)

    assert metres("IMG_2041.jpg") == pytest.approx(12, abs=1)
    assert metres("IMG_2043.jpg") == pytest.approx(1800, abs=20)
    assert seen["LINE_ALBUM_17.jpg"].taken_at is None
    assert seen["LINE_ALBUM_17.jpg"].lon is None
    taken_at = seen["IMG_2041.jpg"].taken_at
    assert taken_at is not None
    assert case.accepted_at is not None
    assert case.accepted_at < taken_at < NOW


def test_a_scene_that_is_not_there_is_an_error():
    with pytest.raises(OSError, match="no-such-scene"):
        render("no-such-scene.jpg", 1, None, None, None)
