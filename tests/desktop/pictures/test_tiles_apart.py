"""Tiles of maps are decoded in the process apart, to the same pixels as here."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from casework.pictures.decoding import NotAPicture
from casework.pictures.tile_pixels import tile_pixels
from desktop.pictures.apart import ApartDecoder


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (4, 2), (200, 30, 30, 128)).save(out, "PNG")
    return out.getvalue()


def test_the_process_apart_gives_the_same_pixels():
    decoder = ApartDecoder()
    try:
        assert decoder.tile(picture(), 256) == tile_pixels(picture(), 256)
        with pytest.raises(NotAPicture):
            decoder.tile(b"\x89PNG\r\n\x1a\n" + bytes(90), 256)
        assert decoder.pid is not None
    finally:
        decoder.close()
