"""Pictures are decoded in a process apart: what goes wrong there is a sentence, never a crash."""

from __future__ import annotations

import io
import os
import struct
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image

from casework.pictures import inspect, thumbnail
from casework.pictures.decoding import NotAPicture
from casework.pictures.showing import describe, pixels
from desktop import messages
from desktop.pictures.apart import ApartDecoder
from desktop.pictures.decoder import HereDecoder

HOSTILE = [sys.executable, "-m", "tests.desktop.pictures.hostile"]


def photo(kind="JPEG", size=(640, 480), **options):
    out = io.BytesIO()
    shown = Image.effect_noise((64, 48), 90).resize(size).convert("RGB")
    shown.save(out, kind, **options)
    return out.getvalue()


def size_of(jpeg):
    with Image.open(io.BytesIO(jpeg)) as image:
        return image.size


def refusal(work):
    with pytest.raises(NotAPicture) as caught:
        work()
    return caught.value.reason


@pytest.fixture(scope="module")
def decoder():
    made = ApartDecoder()
    yield made
    made.close()


@pytest.fixture
def hostile(repository, monkeypatch):
    monkeypatch.chdir(repository)
    made = ApartDecoder(HOSTILE)
    yield made
    made.close()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF", "GIF"])
def test_it_answers_what_decoding_in_this_process_answers(decoder, kind):
    data = photo(kind)
    assert decoder.inspect(data) == inspect(data)
    assert decoder.thumbnail(data, 200) == thumbnail(data, 200)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "HEIF"])
def test_pixels_and_what_the_file_says_come_through_the_pipe(decoder, kind):
    data = photo(kind)
    assert decoder.pixels(data, 200) == pixels(data, 200)
    assert decoder.describe(data) == describe(data)


def _runs(apart: ApartDecoder) -> bool:
    return apart.pid is not None


def test_the_process_can_be_started_before_a_picture_comes():
    apart = ApartDecoder()
    assert not _runs(apart)
    apart.prepare()
    pid = apart.pid
    assert pid is not None
    apart.pixels(photo(), 96)
    assert apart.pid == pid
    apart.close()
    apart.prepare()
    assert not _runs(apart)


@pytest.mark.parametrize("lie", [b"too long", b"too short"])
def test_pixels_that_are_not_of_the_size_told_are_not_believed(hostile, lie):
    assert refusal(lambda: hostile.pixels(lie, 96)) == "crashed"
    assert hostile.pixels(photo(), 96).width == 96


def test_a_turned_photo_stands_upright(decoder):
    tags = Image.Exif()
    tags[0x0112] = 6
    data = photo(exif=tags.tobytes())
    assert (decoder.inspect(data).width, decoder.inspect(data).height) == (480, 640)
    assert size_of(decoder.thumbnail(data, 192)) == (144, 192)


def test_the_largest_photo_of_a_phone_is_taken(decoder):
    data = photo(size=(12_000, 9_000), quality=60)
    assert decoder.inspect(data).width == 12_000
    assert size_of(decoder.thumbnail(data, 1600)) == (1600, 1200)


def test_a_cut_off_jpeg_is_shown_and_flagged(decoder):
    data = photo()
    assert decoder.inspect(data[: len(data) * 2 // 3]).truncated
    assert size_of(decoder.thumbnail(data[: len(data) * 2 // 3], 96)) == (96, 72)


def png_bomb():
    def chunk(name, body):
        crc = struct.pack(">I", zlib.crc32(name + body))
        return struct.pack(">I", len(body)) + name + body + crc

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(bytes(10_000_000), 9))
    return b"\x89PNG\r\n\x1a\n" + header + body + chunk(b"IEND", b"")


def gif_bomb():
    """Forty bytes that ask for four thousand million pixels."""
    screen = b"GIF89a" + struct.pack("<HHBBB", 65_535, 65_535, 0x80, 0, 0) + bytes(6)
    frame = b"," + struct.pack("<HHHHB", 0, 0, 65_535, 65_535, 0)
    return screen + frame + b"\x02\x02\x4c\x01\x00;"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"only words " * 90, "not_a_picture"),
        (png_bomb(), "too_many_pixels"),
        (gif_bomb(), "too_many_pixels"),
        (photo("PNG")[:900], "truncated"),
        (photo("HEIF")[:900], "truncated"),
    ],
)
def test_what_is_no_photo_is_refused_with_its_reason(decoder, data, reason):
    assert refusal(lambda: decoder.inspect(data)) == reason
    assert refusal(lambda: decoder.thumbnail(data, 96)) == reason


def test_one_process_serves_many_and_many_at_once(decoder):
    pictures = [photo(size=(40 + n, 30)) for n in range(12)]
    decoder.thumbnail(pictures[0], 20)
    pid = decoder.pid
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda data: decoder.thumbnail(data, 400), pictures))
    assert [size_of(jpeg)[0] for jpeg in made] == [40 + n for n in range(12)]
    assert decoder.pid == pid


def test_a_decoder_that_crashes_costs_one_picture(hostile):
    good = photo()
    hostile.thumbnail(good, 96)
    first = hostile.pid
    assert refusal(lambda: hostile.thumbnail(b"crash", 96)) == "crashed"
    assert size_of(hostile.thumbnail(good, 96)) == (96, 72)
    assert hostile.pid not in {None, first}


def test_a_process_killed_while_it_decodes_costs_one_picture(hostile, tmp_path):
    begun = tmp_path / "begun"
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(refusal, lambda: hostile.thumbnail(f"wait {begun}".encode(), 96))
        while not begun.exists():
            assert not answer.done()
        os.kill(hostile.pid, 9)
        assert answer.result() == "crashed"
    assert size_of(hostile.thumbnail(photo(), 96)) == (96, 72)


def test_a_process_that_died_between_two_pictures_costs_none(hostile):
    hostile.thumbnail(photo(), 96)
    process = hostile._process
    process.kill()
    process.wait()
    assert size_of(hostile.thumbnail(photo(), 96)) == (96, 72)


@pytest.mark.parametrize("what", ["endless", "wait"])
def test_a_decoding_that_never_ends_is_ended(hostile, tmp_path, what):
    hostile.thumbnail(photo(), 96)
    hostile._seconds = 0.3
    words = f"{what} {tmp_path / 'begun'}".encode()
    assert refusal(lambda: hostile.thumbnail(words, 96)) == "too_slow"
    hostile._seconds = 20
    assert size_of(hostile.thumbnail(photo(), 96)) == (96, 72)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps the limit")
def test_a_decoding_that_wants_too_much_memory_is_refused(hostile):
    assert refusal(lambda: hostile.thumbnail(b"greedy", 96)) == "too_heavy"
    assert size_of(hostile.thumbnail(photo(), 96)) == (96, 72)


@pytest.mark.parametrize(
    "words",
    [["/no/such/program"], [*HOSTILE, "dead"], [*HOSTILE, "babble"]],
    ids=["missing", "dead", "babble"],
)
def test_where_no_process_comes_up_pictures_are_decoded_here(repository, monkeypatch, words):
    monkeypatch.chdir(repository)
    decoder = ApartDecoder(words)
    data = photo()
    assert decoder.thumbnail(data, 96) == thumbnail(data, 96)
    assert decoder.inspect(data) == inspect(data)
    assert refusal(lambda: decoder.inspect(b"only words " * 90)) == "not_a_picture"
    assert decoder.pid is None
    decoder.close()


def test_closing_ends_the_process():
    decoder = ApartDecoder()
    decoder.thumbnail(photo(), 96)
    process = decoder._process
    assert process is not None
    decoder.close()
    decoder.close()
    assert process.poll() == 0


def test_memory_that_runs_out_here_is_a_refusal_too(monkeypatch):
    def greedy(*_):
        raise MemoryError

    monkeypatch.setattr("casework.pictures.decoding._load", greedy)
    for work in (HereDecoder().inspect, lambda data: HereDecoder().thumbnail(data, 96)):
        assert refusal(lambda work=work: work(photo())) == "too_heavy"


@pytest.mark.parametrize("reason", ["too_heavy", "too_slow", "crashed"])
def test_each_has_a_sentence_of_its_own(reason):
    said = messages.of_code("photo_" + reason, name="a.jpg")
    assert said != messages.of_code("unexpected")
    assert "a.jpg" in said
