"""A map's tile as bare pixels: see-through parts stay, bombs and rubbish are refused."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from casework.pictures.decoding import NotAPicture
from casework.pictures.tile_pixels import tile_pixels


def picture(kind="PNG", mode="RGBA", size=(4, 2), colour=(200, 30, 30, 128)):
    out = io.BytesIO()
    Image.new(mode, size, colour[: len(mode)]).save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_see_through_parts_stay(kind):
    width, height, pixels = tile_pixels(picture(kind), 256)
    assert (width, height, len(pixels)) == (4, 2, 32)
    assert pixels[3] == 128


def test_what_has_no_alpha_is_opaque():
    assert tile_pixels(picture("JPEG", "RGB"), 256)[2][3] == 255


def test_a_bomb_is_refused_by_its_size():
    with pytest.raises(NotAPicture, match="too_many_pixels"):
        tile_pixels(picture(size=(300, 2)), 256)


@pytest.mark.parametrize("data", [b"", b"<html>", picture()[:40]])
def test_what_is_no_picture_is_refused(data):
    with pytest.raises(NotAPicture):
        tile_pixels(data, 256)
