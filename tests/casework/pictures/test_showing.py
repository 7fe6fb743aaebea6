"""Bare pixels for a screen, and what a photo's file says of itself."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from casework.pictures.decoding import NotAPicture
from casework.pictures.inspection import inspect
from casework.pictures.showing import describe, pixels
from tests.support.exif_photos import jpeg_with_exif


def photo(kind: str = "JPEG", size: tuple[int, int] = (640, 480), **options: object) -> bytes:
    picture = Image.new("RGB", size, (200, 30, 10))
    picture.paste((10, 20, 220), (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "HEIF", "WEBP"])
def test_pixels_are_those_of_the_picture_at_the_size_asked(kind: str):
    made = pixels(photo(kind), 320)
    assert (made.width, made.height) == (320, 240)
    assert len(made.bgra) == 320 * 240 * 4
    blue, red = made.bgra[:4], made.bgra[4 * 300 : 4 * 300 + 4]
    assert blue == pytest.approx((220, 20, 10, 255), abs=12)
    assert red == pytest.approx((10, 30, 200, 255), abs=12)


def test_nothing_is_enlarged_and_a_turned_photo_stands_upright():
    tags = Image.Exif()
    tags[0x0112] = 6
    made = pixels(photo(exif=tags.tobytes()), 4000)
    assert (made.width, made.height) == (480, 640)
    assert made.bgra[:4] == pytest.approx((220, 20, 10, 255), abs=12)
    assert made.bgra[-4:] == pytest.approx((10, 30, 200, 255), abs=12)


def test_what_is_no_picture_is_refused():
    with pytest.raises(NotAPicture):
        pixels(b"words", 100)
    with pytest.raises(NotAPicture):
        describe(b"words")
    with pytest.raises(ValueError, match="at least 1"):
        pixels(photo(), 0)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "HEIF", "WEBP"])
def test_a_description_is_what_a_whole_inspection_says(kind: str):
    data = photo(kind)
    if kind == "JPEG":
        data = jpeg_with_exif(
            lon=101.2, lat=16.4, taken="2026:11:24 09:20:05", camera=("Acme", "Five")
        )
    whole, told = inspect(data), describe(data)
    for name in (
        "format", "width", "height", "size", "taken_at", "lon", "lat", "camera", "edited",
        "edited_with", "origin",
    ):  # fmt: skip
        assert getattr(told, name) == getattr(whole, name), name
