"""Thumbnails and stripped copies show the same picture, upright, and tell nothing else."""

import io

import pytest
from PIL import Image

from casework.pictures import NotAPicture, inspect, strip_metadata, thumbnail
from casework.pictures.likeness import bits_apart

SECRET = b"Acme Phone"


def photo(kind="JPEG", size=(900, 600), orientation=1, **options):
    image = Image.radial_gradient("L").resize(size)
    image = Image.merge("RGB", (image, image.point(lambda v: v // 2), image))
    image.paste((250, 240, 20), (0, 0, size[0] // 3, size[1] // 3))
    tags = Image.Exif()
    tags[0x0110] = SECRET.decode()
    tags[0x0112] = orientation
    tags.get_ifd(0x8825)[2] = (14.0, 1.0, 16.0)
    out = io.BytesIO()
    image.save(out, kind, exif=tags.tobytes(), **options)
    return out.getvalue()


def opened(data):
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_a_thumbnail_is_a_small_jpeg_without_metadata(kind):
    small = opened(thumbnail(photo(kind), 240))
    assert (small.format, small.size, small.mode) == ("JPEG", (240, 160), "RGB")
    assert not small.getexif()
    assert SECRET not in thumbnail(photo(kind), 240)


def test_a_thumbnail_stands_upright():
    assert opened(thumbnail(photo(orientation=6), 240)).size == (160, 240)


def test_a_small_picture_is_not_enlarged():
    assert opened(thumbnail(photo(size=(60, 40)), 240)).size == (60, 40)


def test_a_truncated_jpeg_still_has_a_thumbnail():
    data = photo()
    assert opened(thumbnail(data[: len(data) // 2], 240)).size == (240, 160)


def test_a_transparent_picture_gets_a_white_ground():
    out = io.BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(out, "PNG")
    assert opened(thumbnail(out.getvalue(), 50)).getpixel((25, 25)) == (255, 255, 255)


@pytest.mark.parametrize("side", [0, -5])
def test_a_side_below_one_is_refused(side):
    with pytest.raises(ValueError, match="longest_side"):
        thumbnail(photo(), side)


@pytest.mark.parametrize(
    ("kind", "expected"), [("JPEG", "JPEG"), ("PNG", "PNG"), ("WEBP", "JPEG"), ("HEIF", "JPEG")]
)
def test_a_stripped_copy_keeps_the_picture_and_nothing_else(kind, expected):
    data = photo(kind)
    bare = strip_metadata(data)
    assert opened(bare).format == expected
    assert opened(bare).size == (900, 600)
    assert not opened(bare).getexif()
    assert SECRET not in bare
    before, after = inspect(data), inspect(bare)
    assert (after.taken_at, after.lon, after.camera) == (None, None, "")
    assert bits_apart(before.perceptual_hash, after.perceptual_hash) <= 2


def test_a_stripped_copy_drops_comments_and_what_follows_the_picture():
    data = photo(comment="ผู้แจ้งชื่อ") + b"hidden trailer"
    bare = strip_metadata(data)
    assert "ผู้แจ้งชื่อ".encode() not in bare
    assert b"hidden trailer" not in bare


def test_a_stripped_copy_stands_upright():
    assert opened(strip_metadata(photo(orientation=8))).size == (600, 900)


@pytest.mark.parametrize("door", [strip_metadata, lambda data: thumbnail(data, 100)])
def test_what_is_no_photo_is_refused(door):
    with pytest.raises(NotAPicture) as refusal:
        door(b"just words, named photo.jpg")
    assert refusal.value.reason == "not_a_picture"
