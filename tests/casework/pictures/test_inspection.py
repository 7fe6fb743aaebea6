"""A photo is inspected: identity, time, place, camera, look; what is no photo is refused."""

import hashlib
import io
import random
import struct
import zlib
from datetime import UTC, datetime
from functools import cache

import pillow_heif
import pytest
from PIL import Image, ImageDraw

from casework.pictures import NotAPicture, inspect, strip_metadata, thumbnail
from casework.pictures.likeness import bits_apart

LON, LAT = 100.5231, 14.0212


@cache
def scene(seed: int = 7, width: int = 640, height: int = 480) -> Image.Image:
    """A drawn scene with enough shapes to have a perceptual hash of its own."""
    dice = random.Random(seed)
    image = Image.new("RGB", (width, height), (dice.randrange(256), 180, 220))
    draw = ImageDraw.Draw(image)
    for _ in range(40):
        x, y = dice.randrange(width), dice.randrange(height)
        colour = (dice.randrange(256), dice.randrange(256), dice.randrange(256))
        draw.ellipse((x, y, x + dice.randrange(20, 200), y + dice.randrange(20, 200)), fill=colour)
    return image


def degrees(value):
    whole = int(value)
    minutes = int((value - whole) * 60)
    return (float(whole), float(minutes), round((value - whole - minutes / 60) * 3600, 4))


def exif(
    taken="2026:11:24 09:20:05",
    offset=None,
    place=(LON, LAT),
    gps_time=None,
    software=None,
    changed=None,
    orientation=None,
):
    """EXIF as a phone writes it, with only what is asked for."""
    tags = Image.Exif()
    tags[0x010F], tags[0x0110] = "Acme", "Acme Phone 5"
    if software:
        tags[0x0131] = software
    if changed:
        tags[0x0132] = changed
    if orientation:
        tags[0x0112] = orientation
    shot = tags.get_ifd(0x8769)
    if taken:
        shot[0x9003] = taken
    if offset:
        shot[0x9011] = offset
    gps = tags.get_ifd(0x8825)
    if place:
        gps[1], gps[2] = ("S" if place[1] < 0 else "N"), degrees(abs(place[1]))
        gps[3], gps[4] = ("W" if place[0] < 0 else "E"), degrees(abs(place[0]))
    if gps_time:
        gps[29], gps[7] = gps_time[0], gps_time[1]
    return tags


def photo(kind="JPEG", tags=None, image=None, **options):
    out = io.BytesIO()
    if tags is not None:
        options["exif"] = tags.tobytes()
    (image or scene()).save(out, kind, **options)
    return out.getvalue()


def utc(year, month, day, hour, minute, second):
    moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    return int(moment.timestamp()) * 1_000_000


@pytest.mark.parametrize(
    ("kind", "name"), [("JPEG", "jpeg"), ("PNG", "png"), ("WEBP", "webp"), ("HEIF", "heic")]
)
def test_time_place_and_camera_are_read_from_every_format(kind, name):
    data = photo(kind, exif())
    found = inspect(data)
    assert found.format == name
    assert (found.width, found.height, found.size) == (640, 480, len(data))
    assert found.sha256 == hashlib.sha256(data).hexdigest()
    assert found.taken_at == utc(2026, 11, 24, 2, 20, 5)
    assert found.lon == pytest.approx(LON, abs=1e-6)
    assert found.lat == pytest.approx(LAT, abs=1e-6)
    assert found.camera == "Acme Phone 5"
    assert not found.truncated


def test_a_gif_has_size_and_hash_but_no_time_or_place():
    found = inspect(photo("GIF"))
    assert (found.format, found.width, found.taken_at, found.lon) == ("gif", 640, None, None)
    assert len(found.perceptual_hash) == 16


def test_the_zone_in_the_file_is_used_where_it_stands():
    found = inspect(photo(tags=exif(offset="+09:00")))
    assert found.taken_at == utc(2026, 11, 24, 0, 20, 5)


def test_a_buddhist_year_is_understood():
    found = inspect(photo(tags=exif(taken="2569:11:24 09:20:05")))
    assert found.taken_at == utc(2026, 11, 24, 2, 20, 5)


@pytest.mark.parametrize(
    ("gps_time", "expected"),
    [
        # The same moment: satellite time is the more exact one.
        (("2026:11:24", (2.0, 20.0, 1.0)), utc(2026, 11, 24, 2, 20, 1)),
        # The camera stood on another zone (09:20 was UTC+8).
        (("2026:11:24", (1.0, 20.0, 5.0)), utc(2026, 11, 24, 1, 20, 5)),
        # A fix from 67 minutes earlier is stale.
        (("2026:11:24", (1.0, 13.0, 0.0)), utc(2026, 11, 24, 2, 20, 5)),
        # A week counter that rolled over.
        (("2007:04:10", (2.0, 20.0, 1.0)), utc(2026, 11, 24, 2, 20, 5)),
        # Nonsense.
        (("2026:99:24", (77.0, 20.0, 1.0)), utc(2026, 11, 24, 2, 20, 5)),
    ],
)
def test_satellite_time_is_preferred_where_it_is_sane(gps_time, expected):
    assert inspect(photo(tags=exif(gps_time=gps_time))).taken_at == expected


def test_a_camera_whose_clock_was_never_set_yields_to_the_satellites():
    tags = exif(taken="2012:01:01 00:00:10", gps_time=("2026:11:24", (2.0, 20.0, 1.0)))
    assert inspect(photo(tags=tags)).taken_at == utc(2026, 11, 24, 2, 20, 1)


@pytest.mark.parametrize("taken", [None, "    :  :     :  :  ", "2026:13:45 99:00:00", "abc"])
def test_a_missing_or_nonsense_time_is_no_time(taken):
    assert inspect(photo(tags=exif(taken=taken))).taken_at is None


@pytest.mark.parametrize("place", [None, (0.0, 0.0), (190.0, 14.0), (100.0, 95.0)])
def test_no_place_nowhere_and_out_of_range_are_no_place(place):
    found = inspect(photo(tags=exif(place=place)))
    assert (found.lon, found.lat) == (None, None)


def test_south_and_west_are_negative():
    found = inspect(photo(tags=exif(place=(-70.5, -33.25))))
    assert found.lon == pytest.approx(-70.5)
    assert found.lat == pytest.approx(-33.25)


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({"changed": "2026:11:24 09:20:06"}, False),
        ({"changed": "2026:11:24 11:00:00"}, True),
        ({"software": "Adobe Photoshop 25.1"}, True),
        ({"software": "Snapseed 2.0", "taken": None}, True),
        ({"software": "HDR+ 1.0.5", "changed": "2026:11:24 09:20:05"}, False),
        ({"taken": None}, None),
    ],
)
def test_an_edited_photo_is_known_by_its_program_or_its_dates(tags, expected):
    assert inspect(photo(tags=exif(**tags))).edited is expected


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_turned_photo_counts_as_it_is_seen(kind):
    upright = inspect(photo(kind, image=scene(3, 480, 640)))
    lying = scene(3, 480, 640).transpose(Image.Transpose.ROTATE_90)
    turned = inspect(photo(kind, exif(orientation=6), image=lying))
    assert turned.orientation == 6
    assert (turned.width, turned.height) == (480, 640)
    assert bits_apart(turned.perceptual_hash, upright.perceptual_hash) <= 2


def test_the_same_picture_saved_anew_has_almost_the_same_hash_and_another_has_not():
    original = inspect(photo("PNG"))
    again = inspect(photo("JPEG", quality=40, image=scene().resize((320, 240))))
    other = inspect(photo("PNG", image=scene(8)))
    assert original.sha256 != again.sha256
    assert bits_apart(original.perceptual_hash, again.perceptual_hash) <= 4
    assert bits_apart(original.perceptual_hash, other.perceptual_hash) > 12


def test_two_bare_walls_are_not_one_picture():
    walls = [
        inspect(photo("PNG", image=Image.new("RGB", (90, 80), colour))).perceptual_hash
        for colour in ("white", "grey")
    ]
    assert bits_apart(*walls) == 64


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        ("รายการซื้อของ\n".encode() * 50, "not_a_picture"),
        (b"\0" * 5000, "not_a_picture"),
        (b"\0\0\0\x18ftypisom" + b"\0" * 90, "video"),
        (b"\x1aE\xdf\xa3" + b"\0" * 90, "video"),
        (b"RIFF\x10\0\0\0AVI LIST", "video"),
        (b"\0\0\0\x18ftypavif" + b"\0" * 90, "unsupported"),
        (b"BM" + b"\0" * 90, "unsupported"),
        (b"\xff\xd8", "truncated"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 600 + b"\xff\xd9", "damaged"),
    ],
)
def test_what_is_no_photo_is_refused_with_its_reason(data, reason):
    with pytest.raises(NotAPicture) as refusal:
        inspect(data)
    assert refusal.value.reason == reason


def bomb(width, height):
    """A small PNG whose header promises far more pixels than a computer holds."""

    def chunk(name, body):
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    body = zlib.compress(b"\0" * 100_000, 9)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(60_000, 60_000), (12_000, 10_001), (2_000_000_000, 1)])
@pytest.mark.parametrize("door", [inspect, strip_metadata, lambda data: thumbnail(data, 200)])
def test_a_decompression_bomb_is_refused_before_decoding(size, door):
    with pytest.raises(NotAPicture) as refusal:
        door(bomb(*size))
    assert refusal.value.reason == "too_many_pixels"


def outcome(data):
    """The reason of a refusal, or whether the picture is flagged as cut off or passes as whole."""
    try:
        return "flagged" if inspect(data).truncated else "whole"
    except NotAPicture as refusal:
        return refusal.reason


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "HEIF"])
def test_a_file_cut_off_anywhere_is_flagged_or_refused_and_never_passes_as_whole(kind):
    data = photo(kind, None if kind == "GIF" else exif())
    outcomes = {}
    for cut in sorted({*range(0, 64, 3), *range(64, len(data) - 64, len(data) // 60)}):
        outcomes[cut] = outcome(data[:cut])
    assert set(outcomes.values()) <= {"empty", "not_a_picture", "truncated", "flagged"}, outcomes
    flagged = [cut for cut, word in outcomes.items() if word == "flagged"]
    assert flagged or kind != "JPEG", "a JPEG that lacks its last rows can still be shown"


def test_a_truncated_jpeg_keeps_its_time_and_place():
    data = photo(tags=exif())
    found = inspect(data[: len(data) * 2 // 3])
    assert found.truncated
    assert found.taken_at == utc(2026, 11, 24, 2, 20, 5)
    assert found.lon == pytest.approx(LON, abs=1e-6)


def test_flipped_bytes_never_raise_anything_but_the_refusal():
    dice = random.Random(20261124)
    for kind in ("JPEG", "PNG", "WEBP", "GIF", "HEIF"):
        whole = photo(kind, None if kind == "GIF" else exif(), image=scene(5, 120, 90))
        for _ in range(120):
            data = bytearray(whole)
            for _ in range(dice.randrange(1, 12)):
                data[dice.randrange(len(data))] = dice.randrange(256)
            try:
                inspect(bytes(data))
            except NotAPicture:
                continue


def test_heic_support_is_there():
    assert pillow_heif.libheif_version()


def test_camera_clock_and_satellites_are_both_told():
    """For a batch: what one photo cannot tell, several that differ by the same do."""
    tags = exif(taken="2026:11:24 08:05:05", gps_time=("2026:11:24", (2.0, 20.0, 5.0)))
    told = inspect(photo(tags=tags))
    assert told.camera_at == utc(2026, 11, 24, 1, 5, 5)
    assert told.satellite_at == utc(2026, 11, 24, 2, 20, 5)
