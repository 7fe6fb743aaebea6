"""Bodies that are cut, broken or far too large: never more than a SyncError, never more memory."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from collections.abc import Callable, Iterator

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from casework import wire
from desktop.sync.client import Client
from desktop.sync.errors import SyncError
from desktop.sync.replies import MESSAGE, Most, Reply, message, retry_after, take, unpacked
from tests.support.lying import LyingServer, reply

MOST = 5_000
_bodies = st.binary(max_size=MOST)
_encodings = st.sampled_from(["zstd", "gzip"])


def packed(body: bytes, encoding: str) -> bytes:
    return zstandard.compress(body) if encoding == "zstd" else gzip.compress(body)


def streamed(body: bytes) -> bytes:
    """zstd that does not say beforehand how much it holds."""
    packer = zstandard.ZstdCompressor(write_content_size=False).compressobj()
    return packer.compress(body) + packer.flush()


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(SyncError) as caught:
        call()
    return caught.value.code


def size_or_code(body: bytes, encoding: str, most: int) -> bool:
    """Whether a body is taken within its limit, or refused with a word that a person can read."""
    try:
        return len(unpacked(body, encoding, most)) <= most
    except SyncError as error:
        return error.code in {"cut", "bad_reply"}


@given(_bodies, _encodings)
def test_what_was_packed_comes_out_as_it_was(body: bytes, encoding: str):
    assert unpacked(packed(body, encoding), encoding, MOST) == body
    assert unpacked(streamed(body), "zstd", MOST) == body
    if body:
        assert unpacked(packed(body, encoding), "", MOST) == body


@given(st.binary(min_size=1, max_size=MOST), _encodings, st.data())
def test_a_packed_body_that_is_cut_anywhere_is_cut(body: bytes, encoding: str, data: st.DataObject):
    whole = packed(body, encoding)
    part = whole[: data.draw(st.integers(0, len(whole) - 1))]
    assert code_of(lambda: unpacked(part, encoding, MOST)) == "cut"


@given(st.binary(max_size=300), st.sampled_from(["zstd", "gzip", "", "br", "identity"]))
def test_noise_is_told_or_taken_as_it_is_and_raises_nothing_else(noise: bytes, encoding: str):
    assert size_or_code(noise, encoding, 200)


@given(_bodies, _encodings, st.integers(0, 10_000), st.integers(0, 255))
def test_one_wrong_byte_is_never_more_than_a_sync_error(
    body: bytes, encoding: str, place: int, value: int
):
    broken = bytearray(packed(body, encoding))
    broken[place % len(broken)] = value
    assert size_or_code(bytes(broken), encoding, MOST)


@pytest.mark.parametrize("pack", [zstandard.compress, gzip.compress, streamed])
def test_a_body_that_unpacks_to_far_too_much_is_refused(pack: Callable[[bytes], bytes]):
    bomb = pack(bytes(MOST * 1000))
    assert len(bomb) < MOST
    # Where the size is told it is refused for it; else it ends where the room does.
    assert code_of(lambda: unpacked(bomb, "", MOST)) in {"bad_reply", "cut"}
    assert len(unpacked(pack(bytes(MOST)), "", MOST)) == MOST


@pytest.mark.parametrize("pack", [zstandard.compress, gzip.compress, streamed])
def test_what_is_refused_takes_no_room_before(pack: Callable[[bytes], bytes]):
    bomb = pack(bytes(60_000_000))
    tracemalloc.start()
    try:
        assert code_of(lambda: unpacked(bomb, "", 1_000_000)) in {"bad_reply", "cut"}
        assert tracemalloc.get_traced_memory()[1] < 4_000_000
    finally:
        tracemalloc.stop()


def test_a_frame_that_lies_about_its_size_gets_no_more_room_than_it_said():
    honest = bytearray(zstandard.compress(bytes(3_000)))
    told = zstandard.get_frame_parameters(bytes(honest))
    assert told.content_size == 3_000
    place = honest.index((3_000 - 256).to_bytes(2, "little"))
    honest[place : place + 2] = (100).to_bytes(2, "little")
    assert code_of(lambda: unpacked(bytes(honest), "zstd", MOST)) == "cut"


def test_what_follows_a_packed_body_is_not_overlooked():
    assert code_of(lambda: unpacked(zstandard.compress(b"a") + b"more", "zstd", MOST)) == "cut"
    assert code_of(lambda: unpacked(gzip.compress(b"a") + b"more", "gzip", MOST)) == "cut"


def test_more_than_the_most_is_not_read_to_its_end():
    read: list[int] = []

    def pieces() -> Iterator[bytes]:
        for number in range(1_000_000):
            read.append(number)
            yield bytes(1000)

    assert code_of(lambda: take(pieces(), Most(10_000, 10_000), "")) == "bad_reply"
    assert len(read) == 11


def nothing_less_than(pieces: Iterator[bytes]) -> Iterator[bytes]:
    yield reply(length=2**50)
    yield from pieces


def endless() -> Iterator[bytes]:
    """Noise cannot be packed: what comes is what is unpacked."""
    while True:
        yield bytes(1_000_000)


@pytest.mark.parametrize("length", [2**50, -1])
@pytest.mark.parametrize(
    ("call", "most"),
    [
        (lambda c: c.settings(), MESSAGE.packed),
        (lambda c: c.changes("", 1), 16_000_000),
        (lambda c: c.thumbnail("a" * 64, "c", 512), 2_000_000),
        (lambda c: c.sign_in("u", "p", "d", "n"), MESSAGE.packed),
    ],
)
def test_a_reply_without_end_is_given_up_at_its_limit(call, most: int, length: int):
    def answer(_: bytes) -> Iterator[bytes]:
        yield reply(length=length)
        yield from endless()

    server = LyingServer(answer)
    client = Client(server.url, "s1")
    assert code_of(lambda: call(client)) == "bad_reply"
    assert most < client.traffic.down < most + 1_000_000
    client.close()
    server.close()


@pytest.mark.parametrize(
    "head",
    [
        {"length": 60_000_000},
        {"length": -1},
        {"status": 206, "length": 10, "Content_Range": "bytes 5-14/60000000"},
        {"status": 206, "length": 10, "Content_Range": "bytes 7-16/17"},
        {"status": 206, "length": 10, "Content_Range": "nonsense"},
    ],
)
def test_a_photo_of_no_size_or_too_large_a_size_is_not_taken(head):
    server = LyingServer(lambda _: reply(**head))
    client = Client(server.url, "s1")

    def photo() -> None:
        with client.photo("a" * 64, "c", 5) as incoming:
            list(incoming.pieces)

    assert code_of(photo) == "bad_reply"
    client.close()
    server.close()


@pytest.mark.parametrize("offset", ["", "-1", "many", "9" * 40])
def test_an_upload_whose_place_is_no_number_is_a_bad_reply(offset: str):
    server = LyingServer(lambda _: reply(204, Upload_Offset=offset, Location="/v1/photos/u"))
    client = Client(server.url, "s1")
    for call in (
        lambda: client.upload_offset("/v1/photos/u"),
        lambda: client.create_upload(5, ""),
        lambda: client.send_chunk("/v1/photos/u", 0, b"12345"),
    ):
        assert code_of(call) == "bad_reply"
    client.close()
    server.close()


def test_json_that_nests_without_end_is_a_bad_reply():
    deep = Reply(200, {}, b'{"settings":' + b"[" * 200_000)
    assert code_of(lambda: message(deep, wire.DeskSettings)) == "bad_reply"
    assert code_of(lambda: message(Reply(200, {}, b"{", delimited=False), dict)) == "cut"


def test_a_page_that_is_too_large_is_asked_for_in_smaller_ones():
    end = wire.encode(wire.Line(end=wire.End(cursor="c", more=False)))

    def answer(request: bytes) -> bytes:
        if b"limit=1000" in request:
            return reply(body=zlib_bomb())
        return reply(body=end)

    server = LyingServer(answer)
    client = Client(server.url, "s1")
    assert client.changes("").end.cursor == "c"
    assert [b"limit=125" in r for r in server.requests] == [False, True]
    client.close()
    server.close()


def zlib_bomb() -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(bytes(1_000_000)) for _ in range(70)) + packer.flush()


@pytest.mark.parametrize(
    ("said", "date", "seconds"),
    [
        ("120", "", 120.0),
        ("0", "", 0.0),
        ("", "", None),
        ("soon", "", None),
        ("-5", "", None),
        ("99999999999999999999999", "", 3600.0),
        ("Wed, 25 Nov 2026 10:02:00 GMT", "Wed, 25 Nov 2026 10:00:00 GMT", 120.0),
        ("Wed, 25 Nov 2026 09:00:00 GMT", "Wed, 25 Nov 2026 10:00:00 GMT", 0.0),
        ("Wed, 25 Nov 2099 09:00:00 GMT", "Wed, 25 Nov 2026 10:00:00 GMT", 3600.0),
    ],
)
def test_when_to_come_again_is_read_in_both_forms(said: str, date: str, seconds: float | None):
    headers = {"Retry-After": said, "Date": date}
    assert retry_after(headers) == seconds
