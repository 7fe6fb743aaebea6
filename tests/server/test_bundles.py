"""Many photos in one request: each at its own byte, whole ones verified, nothing for strangers."""

from __future__ import annotations

import asyncio
import json

import msgspec
import pytest
from sqlalchemy import delete

from casework.bundles import MOST_PHOTOS, Bundle, Piece, Standing, Standings, head_of, read_head
from server import clock, schema, tokens
from server.bundles import Receiver
from server.pouring import pour
from tests.support.making import big_picture, new_photo, picture, sha256_of
from tests.support.small_authority import AUTHORITY

TINY = {"sha256": "a", "case": "c"}


def _piece(data, case, offset=0, length=None, sha256=""):
    length = len(data) - offset if length is None else length
    return Piece(
        sha256=sha256 or sha256_of(data), case=case, authority=AUTHORITY, name="p.jpg",
        size=len(data), offset=offset, length=length,
    )  # fmt: skip


def _send(desk, *photos):
    """Send pairs of a piece and its bytes."""
    head = head_of(tuple(piece for piece, _ in photos))
    reply = desk.call("POST", "/v1/photos:send", content=head + b"".join(d for _, d in photos))
    assert reply.status_code == 200, reply.text
    return list(msgspec.json.decode(reply.content, type=Standings).photos)


def _offsets(desk, *pieces):
    body = msgspec.json.encode(Bundle(photos=pieces))
    reply = desk.call("POST", "/v1/photos:offsets", content=body)
    return [s.offset for s in msgspec.json.decode(reply.content, type=Standings).photos]


def _get(desk, *pieces, most=10**6):
    body = msgspec.json.encode(Bundle(photos=pieces, most=most))
    reply = desk.call("POST", "/v1/photos:get", content=body)
    head, _, rest = reply.content.partition(b"\n")
    assert len(reply.content) == int(reply.headers["Content-Length"])
    found = []
    for piece in read_head(head):
        found.append((piece, rest[: piece.length]))
        rest = rest[piece.length :]
    assert rest == b""
    return found


def _person(town, desk):
    with town.service.database.reading() as connection:
        return tokens.person_of(connection, desk.token, clock.now())


def _named(town, *photos):
    """A clerk's desk whose photos are named by the first two cases by turns."""
    desk = town.desk("wilai")
    for index in (0, 1):
        named = tuple(new_photo(data) for data in photos[index::2])
        if named:
            desk.push(desk.make(town.case(index), "attach_photo", photos=named))
    return desk


def _uploading(town):
    return list((town.service.database.folder / "uploads").iterdir())


def test_photos_of_several_cases_are_verified_by_one_request_and_come_back(town):
    photos = [picture(n) for n in range(7)]
    desk = _named(town, *photos)
    _, end = desk.pull()
    sent = [(_piece(data, town.case(n % 2).id), data) for n, data in enumerate(photos)]
    assert _send(desk, *sent) == [Standing(len(data)) for data in photos]
    lines, _ = desk.pull(end.cursor)
    assert len(lines) == 2, "each case changed once, however many of its photos came"
    assert all(p.verified for line in lines for p in line.case.photos if p.sha256)
    assert _uploading(town) == []
    back = _get(desk, *(piece for piece, _ in sent))
    assert [data for _, data in back] == photos
    assert _offsets(desk, *(piece for piece, _ in sent)) == [len(data) for data in photos]


def test_a_photo_goes_on_at_the_byte_in_whatever_way_it_began(town):
    data, other = big_picture(1), big_picture(2)
    desk = _named(town, data, other)
    first, second = town.case(0).id, town.case(1).id
    location = desk.begin_upload(data, first).headers["Location"]
    desk.send(location, 0, data[:10_000])
    part = _piece(other, second, 0, 20_000)
    assert _send(desk, (part, other[:20_000])) == [Standing(20_000)]
    asked = (_piece(data, first, 0, 0), _piece(other, second, 0, 0))
    assert _offsets(desk, *asked) == [10_000, 20_000]
    wrong = _send(
        desk,
        (_piece(data, first, 10_000), data[10_000:]),
        (_piece(other, second, 30_000), other[30_000:]),
    )
    assert wrong == [Standing(len(data)), Standing(20_000, "wrong_offset")]
    begun = desk.begin_upload(other, second)
    assert (begun.status_code, begun.headers["Upload-Offset"]) == (201, "20000")
    assert desk.send(begun.headers["Location"], 20_000, other[20_000:]).status_code == 204
    assert [d for _, d in _get(desk, *asked)] == [data, other]


def test_a_body_that_ends_early_leaves_what_came(town):
    photos = [big_picture(n) for n in range(3)]
    desk = _named(town, *photos)
    pieces = [_piece(data, town.case(n % 2).id) for n, data in enumerate(photos)]
    head = head_of(tuple(pieces))
    reply = desk.call("POST", "/v1/photos:send", content=head + photos[0] + photos[1][:5_000])
    found = msgspec.json.decode(reply.content, type=Standings).photos
    assert found == (Standing(len(photos[0])), Standing(5_000), Standing(0))
    assert _offsets(desk, *pieces) == [len(photos[0]), 5_000, 0]


def test_one_whose_bytes_are_wrong_holds_up_no_other(town):
    good, lied, text = picture(1), picture(2), b"<html>" * 50
    desk = _named(town, good, lied, text)
    case, other = town.case(0).id, town.case(1).id
    wrong = lied[:-1] + b"\x00"
    standings = _send(
        desk, (_piece(good, case), good), (_piece(lied, other), wrong), (_piece(text, case), text)
    )
    assert standings == [
        Standing(len(good)), Standing(0, "hash_mismatch"), Standing(0, "not_a_picture"),
    ]  # fmt: skip
    assert _uploading(town) == []
    assert not town.service.photos.path(sha256_of(text)).exists()
    assert _send(desk, (_piece(lied, other), lied)) == [Standing(len(lied))]


def test_one_whole_on_the_disk_but_not_finished_is_finished_when_asked(town):
    data = picture(3)
    desk = _named(town, data)
    location = desk.begin_upload(data, town.case().id).headers["Location"]
    town.service.uploads.path(location.rsplit("/", 1)[1]).write_bytes(data)
    assert _offsets(desk, _piece(data, town.case().id)) == [len(data)]
    assert town.case().photos[-1].verified


def test_an_upload_that_somebody_discards_meanwhile_does_not_count_as_verified(town):
    data = picture(7)
    desk = _named(town, data)
    service, person = town.service, _person(town, desk)
    receiver = Receiver(service.uploads, person, [_piece(data, town.case().id)])
    receiver.write(data)
    with service.database.writing() as connection:
        connection.execute(delete(schema.uploads))
    assert receiver.settled() == [Standing(0, "no_such_upload")]
    assert not town.case().photos[-1].verified


def test_nobody_learns_or_gets_what_is_beyond_their_scope(town):
    data = picture(4)
    desk = _named(town, data)
    piece = _piece(data, town.case().id)
    _send(desk, (piece, data))
    for username in ("somchai", "stranger", "nayok"):
        other = town.desk(username)
        assert _offsets(other, piece) == [0], username
        ((found, got),) = _get(other, piece)
        assert (found.error, got) == ("no_such_photo", b""), username
    # Naming the hash in another case proves nothing.
    claimed = desk.make(town.case(1), "attach_photo", photos=(new_photo(data),))
    desk.push(claimed)
    ((found, _),) = _get(desk, _piece(data, town.case(1).id))
    assert found.error == "no_such_photo"
    begun = _piece(big_picture(5), town.case().id, 0, 100)
    _send(desk, (begun, big_picture(5)[:100]))
    assert _offsets(town.desk("malee"), begun) == [0], "nobody goes on with another's upload"


def test_readers_send_nothing(town):
    data = picture(5)
    head = head_of((_piece(data, town.case().id),))
    reply = town.desk("audit").call("POST", "/v1/photos:send", content=head + data)
    assert (reply.status_code, reply.json()["code"]) == (403, "forbidden")


def test_a_reply_has_no_more_bytes_than_are_asked_for_and_goes_on_at_the_byte(town):
    photos = [big_picture(n) for n in range(2)]
    desk = _named(town, *photos)
    pieces = [_piece(data, town.case(n).id) for n, data in enumerate(photos)]
    _send(desk, *zip(pieces, photos, strict=True))
    whole, begun = _get(desk, *pieces, most=len(photos[0]) + 1_000)
    assert whole[1] == photos[0]
    assert begun[1] == photos[1][:1_000]
    assert begun[0].size == len(photos[1])
    ((_, rest),) = _get(desk, msgspec.structs.replace(pieces[1], offset=1_000))
    assert begun[1] + rest == photos[1]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"no line", 400),
        (b"[]\n", 400),
        (b"\xff\n", 400),
        (b'{"photos":[{"sha256":"a","case":"c","size":5,"length":9}]}\n', 400),
        (b'{"photos":[{"sha256":"a","case":"c","size":5,"offset":-1,"length":5}]}\n', 400),
        (json.dumps({"photos": [TINY] * (MOST_PHOTOS + 1)}).encode() + b"\n", 400),
        (b"x" * 70_000, 413),
    ],
)  # fmt: skip
def test_what_is_no_bundle_is_refused(town, body, status):
    assert town.desk("wilai").call("POST", "/v1/photos:send", content=body).status_code == status


def test_more_bytes_than_the_first_line_tells_are_refused(town):
    data = picture(6)
    desk = _named(town, data)
    head = head_of((_piece(data, town.case().id),))
    reply = desk.call("POST", "/v1/photos:send", content=head + data + b"more")
    assert (reply.status_code, reply.json()["code"]) == (413, "too_much")


def test_what_came_before_a_break_is_written_in_its_order():
    written = bytearray()

    async def breaking():
        for n in range(200):
            yield bytes([n]) * 1000
            if n % 7 == 0:
                await asyncio.sleep(0)
        raise ConnectionError

    with pytest.raises(ConnectionError):
        asyncio.run(pour(breaking(), written.extend))
    assert bytes(written) == b"".join(bytes([n]) * 1000 for n in range(200))


def test_a_disk_that_fails_is_told():
    def full(_data):
        raise OSError(28, "no room")

    async def some():
        for _ in range(5):
            yield b"x"
            await asyncio.sleep(0)

    with pytest.raises(OSError, match="no room"):
        asyncio.run(pour(some(), full))
