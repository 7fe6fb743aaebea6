"""What a file tells of how it came about: where its place is from, and whether it is a photo."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from casework.pictures import inspect
from tests.casework.pictures.test_inspection import exif, photo, scene


def gps(tags, **values):
    """Put raw values into the GPS part, by the number of their tag."""
    part = tags.get_ifd(0x8825)
    for name, value in values.items():
        part[int(name[1:])] = value
    return tags


def origin(tags=None, kind="JPEG", image=None):
    return inspect(photo(kind, tags, image)).origin


@pytest.mark.parametrize(
    ("method", "code"),
    [
        (b"ASCII\0\0\0MOCK", "place_mocked"),
        (b"ASCII\0\0\0fake gps", "place_mocked"),
        (b"ASCII\0\0\0MANUAL", "place_by_hand"),
        (b"ASCII\0\0\0GPS", ""),
        (b"ASCII\0\0\0fused", ""),  # Android's own: satellites, Wi-Fi and cells together
        (b"ASCII\0\0\0CELLID", ""),
        (b"\0", ""),
        (b"", ""),
    ],
)
def test_how_the_place_was_found_is_told_as_the_file_names_it(method, code):
    assert origin(gps(exif(), t27=method)) == code


def test_a_mock_provider_without_a_place_says_nothing():
    assert origin(gps(exif(place=None), t27=b"ASCII\0\0\0MOCK")) == ""


@pytest.mark.parametrize(
    ("metres", "below", "code"),
    [(12.0, 0, ""), (12.0, 1, ""), (9500.0, 0, "place_impossible"), (900.0, 1, "place_impossible")],
)
def test_a_height_that_nobody_can_have(metres, below, code):
    assert origin(gps(exif(), t5=bytes([below]), t6=metres)) == code


@pytest.mark.parametrize("program", ["ExifTool 12.1", "GeoSetter 3.5"])
def test_a_place_that_was_written_in_afterwards(program):
    assert origin(exif(software=program)) == "place_by_program"
    assert origin(exif(software=program, place=None)) == ""


def test_a_picture_without_any_data_was_stripped_on_its_way():
    assert origin() == "stripped"
    assert origin(Image.Exif()) == "stripped"
    assert origin(exif(place=None)) == ""


def test_a_screenshot_is_no_photo():
    screen = scene(3, 1080, 2400)
    assert origin(kind="PNG", image=screen) == "screenshot"
    assert origin(kind="PNG") == ""  # a drawing, a scan: nothing is known
    assert origin(exif(), kind="PNG", image=screen) == ""  # a camera took it
    marked = Image.Exif()
    marked.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0Screenshot"
    assert origin(marked, kind="PNG") == "screenshot"
    assert origin(marked) == "screenshot"


def test_nonsense_in_the_tags_never_stops_a_photo():
    odd = gps(exif(), t27=b"UNICODE\0\xff\xfe\x00", t5=b"\x07", t6=1e30)
    made = io.BytesIO(photo("JPEG", odd))
    assert inspect(made.getvalue()).sha256
