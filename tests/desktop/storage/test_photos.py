"""Photos: kept byte for byte, sent in their order, resumed, never those nobody takes."""

from __future__ import annotations

import hashlib
import io

import msgspec
import pytest
from PIL import Image

from casework import wire
from casework.case import Photo
from desktop.storage.holdings import SIDES
from desktop.storage.partials import PIECE_BYTES
from desktop.storage.records import PhotoState, PhotoUpload
from desktop.storage.uploads import in_slots
from tests.desktop.storage.authority import AT


def _jpeg(side=600):
    out = io.BytesIO()
    Image.effect_noise((side, side // 2), 60).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def _size_of(jpeg):
    with Image.open(io.BytesIO(jpeg)) as image:
        return image.size


def test_a_photo_comes_back_byte_for_byte_in_whole_and_in_parts(desk):
    data = bytes(range(256)) * 3000 + b"end"
    sha = desk.photos.add(data, "a.jpg")
    assert sha == hashlib.sha256(data).hexdigest() == desk.photos.add(data, "again.jpg")
    desk.reopen()
    assert desk.photos.read(sha) == data
    assert desk.photos.size(sha) == len(data)
    for start, length in ((0, 10), (PIECE_BYTES - 3, 6), (5, len(data)), (len(data) - 2, 99),
                          (len(data), 5), (PIECE_BYTES, PIECE_BYTES * 2)):  # fmt: skip
        assert desk.photos.read_range(sha, start, length) == data[start : start + length]
    assert desk.photos.statistics().photos == 1
    assert desk.photos.statistics().photo_bytes == len(data)
    assert desk.photos.read("0" * 64) is None
    assert not desk.photos.has("0" * 64)


def test_thumbnails_are_made_kept_or_taken_as_they_came(desk):
    sha = desk.photos.add(_jpeg(), "a.jpg")
    assert _size_of(desk.photos.thumbnail(sha, 100)) == (192, 96)
    assert desk.photos.thumbnail(sha, 130) == desk.photos.thumbnail(sha, 192)
    assert desk.photos.statistics().thumbnails == 1
    desk.photos.put_thumbnail("f" * 64, 512, b"came")
    assert desk.photos.thumbnail("f" * 64, 160) == desk.photos.thumbnail("f" * 64, 900) == b"came"
    assert desk.photos.thumbnail("0" * 64, 100) is None
    text = desk.photos.add(b"no picture", "a.txt")
    assert desk.photos.thumbnail(text, 100) is None


def test_any_wish_is_served_by_one_of_four_sizes(desk):
    sha = desk.photos.add(_jpeg(2000), "a.jpg")
    for pixels in range(1, 2400, 37):
        width = _size_of(desk.photos.thumbnail(sha, pixels))[0]
        assert width == next((side for side in SIDES if side >= pixels), SIDES[-1])
    assert desk.photos.statistics().thumbnails == len(SIDES)


def test_a_small_size_is_made_from_the_larger_one_that_is_kept(desk):
    photo = Image.new("RGB", (800, 600), "red")
    larger = io.BytesIO()
    Image.new("RGB", (512, 384), "blue").save(larger, "JPEG")
    out = io.BytesIO()
    photo.save(out, "JPEG")
    sha = desk.photos.add(out.getvalue(), "a.jpg")
    desk.photos.put_thumbnail(sha, 512, larger.getvalue())
    with Image.open(io.BytesIO(desk.photos.thumbnail(sha, 96))) as small:
        assert small.convert("RGB").resize((1, 1)).tobytes()[2] > 200


def test_a_thumbnail_that_cannot_be_kept_is_shown_all_the_same(desk):
    sha = desk.photos.add(_jpeg(), "a.jpg")
    writer = desk.photos.file.writer
    pages = writer.execute("PRAGMA page_count").fetchone()[0]
    writer.execute(f"PRAGMA max_page_count = {pages}")
    assert _size_of(desk.photos.thumbnail(sha, 512)) == (512, 256)
    assert desk.photos.statistics().thumbnails == 0


def test_a_photo_with_other_bytes_than_its_name_says_is_not_kept(desk):
    assert not desk.photos.add_fetched("a" * 64, b"other bytes", AT)
    assert desk.photos.held() == set()


def test_likenesses_are_kept(desk):
    desk.photos.put_likeness("a" * 64, "abc")
    desk.photos.put_likeness("a" * 64, "abd")
    assert desk.photos.likenesses() == {"a" * 64: "abd"}


def _upload(name, size):
    return PhotoUpload(name, "HT", "c", name, size, 0, PhotoState.WAITING)


def test_every_fourth_slot_goes_to_the_smallest():
    waiting = [
        _upload(name, size) for name, size in zip("abcdefgh", (9, 8, 7, 6, 5, 4, 3, 2), strict=True)
    ]
    assert "".join(u.sha256 for u in in_slots(waiting, 0)) == "abchdefg"
    assert "".join(u.sha256 for u in in_slots(waiting, 3)) == "habcgdef"
    assert in_slots([], 2) == []


def _fixed(desk, number, *contents):
    shas = [desk.photos.add(content, "a.jpg") for content in contents]
    operation = desk.maker.fix(desk.view(f"case-{number}"), *shas)
    desk.act(operation)
    return operation, shas


def _due(desk, now=AT):
    return [u.sha256 for u in desk.cache.uploads(now)]


def test_photos_go_after_their_operation_and_are_sent_once_verified(synced, server):
    _, shas = _fixed(synced, 1, b"one", b"two!")
    counts = synced.cache.counts("malee", "clerk", AT)
    assert (counts.outbox, counts.photos_waiting) == (1, 2)
    assert _due(synced) == []
    synced.push(server)
    assert _due(synced) == shas
    synced.cache.upload_progress(shas[0], "case-1", "http://x/1", 2)
    synced.reopen()
    first = synced.cache.uploads(AT)[0]
    assert (first.url, first.sent, first.state) == ("http://x/1", 2, PhotoState.SENDING)
    synced.pull(server)
    (item,) = synced.cache.outbox()
    assert [p.state for p in item.photos] == [PhotoState.SENDING, PhotoState.WAITING]
    synced.cache.upload_failed(shas[0], "case-1", "photo_refused", AT + 50)
    assert _due(synced) == [shas[1]]
    assert sorted(_due(synced, AT + 50)) == sorted(shas)
    assert synced.cache.outbox()[0].last_error == "photo_refused"
    synced.cache.upload_verified(shas[1], "case-1")
    synced.cache.upload_progress(shas[1], "case-1", "late", 0)
    assert synced.cache.counts("malee", "clerk", AT).photos_waiting == 1
    assert synced.cache.rows(_unsent(), now=AT).rows
    synced.cache.upload_verified(shas[0], "case-1")
    assert synced.cache.outbox() == []
    assert synced.cache.counts("malee", "clerk", AT).photos_waiting == 0
    assert not synced.cache.rows(_unsent(), now=AT).rows
    assert synced.findings() == []


def _unsent():
    from desktop.storage.records import CaseQuery

    return CaseQuery(unsent=True)


def test_photos_of_what_was_refused_stay_here_until_it_is_settled(synced, server):
    operation, shas = _fixed(synced, 1, b"one")
    synced.send()
    synced.cache.settle([wire.Outcome(id=operation.id, outcome="refused", reason="role")], AT)
    assert _due(synced) == []
    (item,) = synced.cache.attention()
    assert [p.sha256 for p in item.photos] == shas
    assert synced.photos.has(shas[0])
    kept = synced.maker.act(
        synced.view("case-1"), "attach_photo", text="kept", photos=operation.payload.photos,
        resolves=operation.id,
    )  # fmt: skip
    synced.act(kept)
    assert synced.cache.attention() == []
    synced.push(server)
    assert _due(synced) == shas
    assert synced.findings() == []


def test_photos_of_what_was_withdrawn_are_not_sent(synced, server):
    operation, _ = _fixed(synced, 1, b"one")
    synced.cache.withdraw(operation.id)
    synced.push(server)
    assert _due(synced, AT * 2) == []
    assert synced.cache.counts("malee", "clerk", AT).photos_waiting == 0


def test_only_photos_that_the_server_has_and_the_desk_has_not_are_wanted(synced, server):
    here = synced.photos.add(b"here", "a.jpg")
    photos = (
        Photo(sha256=here, verified=True), Photo(sha256="a" * 64, verified=True),
        Photo(sha256="b" * 64), Photo(sha256="c" * 64, verified=True, withdrawn=True),
        Photo(url="https://x/y.jpg"), Photo(sha256="d" * 64, verified=True),
    )  # fmt: skip
    mine = {"photos": photos, "officer": "malee"}
    server.put(msgspec.structs.replace(server.cases["case-1"], **mine))
    synced.pull(server)
    wanted = ["a" * 64, "d" * 64]

    def originals():
        return [w.sha256 for w in synced.keeper.wanted_originals(10)]

    assert originals() == []  # whose desk it is is not known yet
    synced.cache.put("account", {"username": "another"})
    assert originals() == []
    synced.cache.put("account", {"username": "malee"})
    assert originals() == wanted
    assert synced.keeper.wanted_originals(1)[0][:2] == ("HT", "case-1")
    assert [w.sha256 for w in synced.keeper.wanted_thumbnails(1)] == wanted[:1]
    synced.photos.put_thumbnail("a" * 64, 512, b"x")
    assert [w.sha256 for w in synced.keeper.wanted_thumbnails(10)] == wanted[1:]
    assert originals() == wanted


def test_an_act_that_names_a_photo_not_kept_is_not_saved(synced):
    operation = synced.maker.fix(synced.view("case-1"), "0" * 64)
    with pytest.raises(ValueError, match="photo store"):
        synced.act(operation)
    assert synced.cache.outbox() == []
    assert synced.cache.uploads(AT) == []
