"""What a phone handed in: stored before it is told, there after a crash, offered until used."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from casework.case import State
from desktop import clock
from desktop.desk import Desk
from desktop.errors import DeskError
from desktop.phone.addresses import Network
from desktop.pictures.decoder import HereDecoder
from desktop.storage import keys, needed
from desktop.storage.errors import DiskFull
from desktop.storage.keeping import BUDGET
from desktop.storage.outbox import KEEP_MICROSECONDS
from desktop.storage.profile import Profile
from tests.desktop.conftest import a_photo
from tests.desktop.phone.caller import Phone


@pytest.fixture(autouse=True)
def _on_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    here = [Network("127.0.0.1", "lo")]
    monkeypatch.setattr("desktop.phone.addresses.local_networks", lambda: here)
    monkeypatch.setattr("desktop.phone.door.PORT", 0)


@pytest.fixture
def phone(desk: Desk) -> Iterator[Phone]:
    desk.photos.decoder.close()
    desk.photos.decoder = HereDecoder()
    made = Phone(desk.open_phone())
    made.hello()
    yield made
    desk.close_phone()


def hand_in(phone: Phone, shade: int) -> bytes:
    photo = a_photo(shade)
    reply = phone.send(photo, f"name=IMG_{shade}.jpg")
    assert reply is not None
    assert reply.said == {"arrived": True, "place": False}
    return photo


def test_nothing_listens_until_it_is_opened(desk: Desk):
    assert desk._door is None
    assert desk.handed_in() == []


def test_what_arrived_is_kept_as_it_was_and_offered_newest_first(desk: Desk, phone: Phone):
    photos = [hand_in(phone, shade) for shade in (1, 2)]
    offered = desk.handed_in()
    assert [one.name for one in offered] == ["IMG_2.jpg", "IMG_1.jpg"]
    assert [desk.photos.read(one.sha256) for one in offered] == photos[::-1]


def test_a_crash_after_arrived_loses_nothing(desk: Desk, phone: Phone):
    """Another process sees it in the very files, while this one has closed nothing."""
    photo = hand_in(phone, 3)
    profile = Profile(desk.profile.path)
    other = Desk(profile, keys.load_key(profile, "a passphrase"))
    try:
        [offered] = other.handed_in()
        assert other.photos.read(offered.sha256) == photo
    finally:
        other.close()


def test_it_stays_however_full_and_old_until_it_is_removed(
    desk: Desk, phone: Phone, monkeypatch: pytest.MonkeyPatch
):
    hand_in(phone, 4)
    [offered] = desk.handed_in()
    desk.photos._taken_in.clear()  # as after a new start
    later = clock.now() + 2 * KEEP_MICROSECONDS
    monkeypatch.setattr("desktop.clock.now", lambda: later)
    desk.cache.put(BUDGET, 10_000_000)
    for number in range(1, 5):  # all used after it
        data = bytes([number]) * 5_000_000
        assert desk.photos.add_fetched(hashlib.sha256(data).hexdigest(), data, later + number)
    desk.photo_keeping.finish()
    assert desk.photos.has(offered.sha256)
    desk.drop_handed_in([offered.sha256])
    assert desk.handed_in() == []
    with desk.cache.file.reading() as connection:
        assert offered.sha256 not in needed.needed(connection)


def test_what_a_case_or_a_draft_has_is_offered_no_more(desk: Desk, phone: Phone):
    for shade in (5, 6, 7):
        hand_in(phone, shade)
    third, second, _ = desk.handed_in()
    case = desk.find("2026-AA0001")
    data = desk.photos.read(third.sha256)
    assert data is not None
    desk.fix(case, [desk.prepare_photo(data, case, third.name)], "ซ่อมแล้ว", State.DONE)
    draft = {"photos": [{"sha256": second.sha256, "name": second.name}]}
    desk.cache.save_draft(case.authority, "case-0002", "fix", draft)
    assert [one.name for one in desk.handed_in()] == ["IMG_5.jpg"]
    desk.cache.delete_draft(case.authority, "case-0002", "fix")
    assert [one.name for one in desk.handed_in()] == ["IMG_6.jpg", "IMG_5.jpg"]
    hand_in(phone, 8)
    listed = desk.cache.get(needed.HANDED_IN)
    assert [one["name"] for one in listed] == ["IMG_5.jpg", "IMG_6.jpg", "IMG_8.jpg"]


@pytest.mark.parametrize(
    ("data", "why"),
    [(b"MZ" + bytes(500), "photo_not_a_picture"), (b"%PDF-1.7" + bytes(50), "photo_unsupported"),
     (b"\x00\x00\x00\x18ftypmp42" + bytes(50), "photo_video"),
     (a_photo(9)[:200], "photo_truncated"), (b"", "photo_empty")],
)  # fmt: skip
def test_what_is_no_photo_is_refused_with_its_reason(
    desk: Desk, phone: Phone, data: bytes, why: str
):
    reply = phone.send(data)
    assert reply is not None
    assert (reply.status, reply.said) == (422, {"why": why})
    assert desk.handed_in() == []
    assert desk.photos.statistics().photos == 0


def test_a_full_disk_is_told_and_nothing_counts_as_arrived(
    desk: Desk, phone: Phone, monkeypatch: pytest.MonkeyPatch
):
    def full(*_: object) -> str:
        raise DiskFull("full")

    monkeypatch.setattr(desk.photos, "add", full)
    reply = phone.send(a_photo(1))
    assert reply is not None
    assert (reply.status, reply.said) == (507, {"why": "disk_full"})
    assert desk.handed_in() == []


def test_without_a_network_there_is_a_sentence(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("desktop.phone.addresses.local_networks", list)
    with pytest.raises(DeskError, match="phone_no_network"):
        desk.open_phone()


def test_opening_anew_ends_the_opening_before(desk: Desk, phone: Phone):
    before = phone.door
    again = desk.open_phone()
    assert before.standing().state == "closed"
    assert again.code != before.code
    desk.close_phone()
    assert again.standing().state == "closed"


def test_a_desk_that_closes_closes_its_door(tmp_path: Path, desk: Desk, phone: Phone):
    desk._close_helpers()
    assert phone.door.standing().state == "closed"
