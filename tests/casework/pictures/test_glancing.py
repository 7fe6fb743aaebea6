"""A glance sees what an inspection sees of a photo's kind and size, and refuses what is none."""

from __future__ import annotations

import hashlib
import io

import pytest
from PIL import Image

from casework.pictures import NotAPicture, glance, inspect


def photo(kind: str = "JPEG", size: tuple[int, int] = (64, 40), orientation: int = 1) -> bytes:
    """A photo that is turned by its EXIF."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    out = io.BytesIO()
    extra = {} if kind == "GIF" else {"exif": exif}
    Image.effect_noise(size, 80).convert("RGB").save(out, kind, **extra)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "HEIF"])
@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_glance_agrees_with_an_inspection(kind, orientation):
    data = photo(kind, orientation=orientation)
    seen, inspected = glance(data), inspect(data)
    assert (seen.format, seen.width, seen.height) == (
        inspected.format, inspected.width, inspected.height,
    )  # fmt: skip
    assert (seen.sha256, seen.size) == (hashlib.sha256(data).hexdigest(), len(data))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"<html></html>", "not_a_picture"),
        (b"\xff\xd8\xff" + b"x" * 500, "truncated"),
        (b"\0\0\0\x18ftypmp42" + b"\0" * 40, "video"),
        (b"II*\0" + b"\0" * 40, "unsupported"),
        (photo("PNG")[:-20], "truncated"),
        (photo("WEBP")[:-20], "truncated"),
        (photo("GIF")[:-20], "truncated"),
    ],
)
def test_what_is_no_photo_is_refused_with_its_reason(data, reason):
    with pytest.raises(NotAPicture) as caught:
        glance(data)
    assert caught.value.reason == reason


def test_a_photo_without_its_last_rows_can_still_be_shown():
    data = photo(size=(400, 400))[:-2_000]
    assert inspect(data).truncated
    assert glance(data).width == 400


def test_no_pixel_is_decoded(monkeypatch):
    data = photo("PNG", (3000, 3000))
    monkeypatch.setattr(Image.Image, "load", lambda _: pytest.fail("decoded"))
    assert glance(data).height == 3000
