"""Many small photos in one request, over lines that break, and servers that lie or refuse."""

from __future__ import annotations

import contextlib
import hashlib
import io
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import pytest
from PIL import Image

from casework.bundles import Piece, head_of
from desktop.desk import Desk
from desktop.storage import doctor
from desktop.sync.bundles import FIRST_BYTES, MOST_BYTES, bundle_bytes, photos_at_once
from desktop.sync.client import Client
from desktop.sync.errors import SyncError
from tests.desktop.sync.conftest import Seat
from tests.support.line import Line
from tests.support.lying import LyingServer, reply

COUNT = 12
OVERHEAD = 20_000
"""More than all requests of a round beside the bytes of photos."""


def photos(seed: int) -> list[bytes]:
    """A dozen of some 60 kB each."""
    found = []
    for n in range(COUNT):
        out = io.BytesIO()
        Image.effect_noise((300, 300), 50 + seed * COUNT + n).convert("RGB").save(
            out, "JPEG", quality=90
        )
        found.append(out.getvalue())
    return found


def sha256_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def attach(desk: Desk, number: str, taken: Sequence[bytes]) -> None:
    """Photos on a case, its text already across."""
    case = desk.find(number)
    assert case is not None
    prepared = [desk.prepare_photo(data, case, f"{n}.jpg") for n, data in enumerate(taken)]
    desk.attach(case, prepared)
    desk.sync(pictures=False)


def sound(desk: Desk) -> bool:
    return all(finding.ok for finding in doctor.check(desk.cache, desk.photos))


@pytest.fixture
def requests(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of all requests with many photos."""
    seen: list[str] = []
    asked = Client._asked

    def noting(self: Client, method: str, path: str, **more: object):
        seen.append(path)
        return asked(self, method, path, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Client, "_asked", noting)
    return seen


def test_small_photos_go_together_and_come_together(
    seat: Seat, numbers: Iterator[str], requests: list[str]
):
    desk, officer = seat("malee"), seat("somchai")
    number, taken = next(numbers), photos(0)
    desk.assign([desk.find(number)], "somchai")
    attach(desk, number, taken)
    officer.sync()
    requests.clear()
    assert desk.sync().photos_up == COUNT
    assert requests.count("/v1/photos:send") <= 2
    assert "/v1/photos" not in requests, "none went alone"
    assert all(p.verified for p in desk.find(number).photos if p.sha256)
    assert desk.outbox() == []
    requests.clear()
    assert officer.sync().photos_down == COUNT
    assert 1 <= requests.count("/v1/photos:get") <= COUNT // 3
    assert not any("thumbnail" in path for path in requests), "the photos follow at once"
    assert [officer.photos.read(sha256_of(data)) for data in taken] == taken
    assert officer.photos.thumbnail(sha256_of(taken[0]), 100)
    assert sound(desk)
    assert sound(officer)


def test_no_byte_goes_twice_after_cuts_on_the_way_up(
    seat: Seat, line: Line, numbers: Iterator[str], requests: list[str]
):
    desk = seat("malee")
    number, taken = next(numbers), photos(1)
    attach(desk, number, taken)
    before, size = line.up, sum(map(len, taken))

    def cut(progress):
        if progress.step == "photos_up":
            line.cut_up_after(size // 3)

    rounds = 0
    while desk.counts().photos_waiting:
        rounds += 1
        with contextlib.suppress(SyncError):
            desk.sync(cut if rounds <= 2 else lambda _: None)
    assert rounds == 3
    assert line.up - before < size + rounds * OVERHEAD
    assert all(p.verified for p in desk.find(number).photos if p.sha256)
    assert sound(desk)


def test_photos_whose_answer_was_lost_are_not_sent_again(
    seat: Seat, line: Line, numbers: Iterator[str]
):
    desk = seat("malee")
    number, taken = next(numbers), photos(2)
    attach(desk, number, taken)
    line.before_reply_to(b"/v1/photos:send", lambda: None)
    with pytest.raises(SyncError):
        desk.sync()
    before = line.up
    assert desk.sync().photos_up == COUNT
    assert line.up - before < OVERHEAD
    assert desk.outbox() == []


def test_no_byte_comes_twice_after_a_cut_on_the_way_down(
    seat: Seat, line: Line, numbers: Iterator[str]
):
    desk, officer = seat("malee"), seat("somchai")
    number, taken = next(numbers), photos(3)
    desk.assign([desk.find(number)], "somchai")
    attach(desk, number, taken)
    desk.sync()
    officer.sync(pictures=False)
    before, size = line.down, sum(map(len, taken))

    def cut(progress):
        if progress.step == "originals":
            line.cut_down_after(size // 2)

    with pytest.raises(SyncError) as caught:
        officer.sync(cut)
    assert caught.value.is_retryable()
    officer.sync()
    # The line drops what it holds of a piece when it is cut.
    assert line.down - before < size + 2 * OVERHEAD + 16 * 1024
    assert [officer.photos.read(sha256_of(data)) for data in taken] == taken
    assert sound(officer)


def test_a_server_that_takes_no_bundles_gets_and_gives_photos_one_by_one(
    seat: Seat, numbers: Iterator[str], monkeypatch: pytest.MonkeyPatch
):
    def unknown(*_: object) -> None:
        raise SyncError("refused", "not_found")

    for name in ("photo_offsets", "send_photos", "photos"):
        monkeypatch.setattr(Client, name, unknown)
    desk, officer = seat("malee"), seat("somchai")
    number, taken = next(numbers), photos(4)
    desk.assign([desk.find(number)], "somchai")
    attach(desk, number, taken)
    assert desk.sync().photos_up == COUNT
    assert officer.sync().photos_down == COUNT
    assert officer.photos.read(sha256_of(taken[5])) == taken[5]


def test_one_photo_that_is_gone_from_here_holds_up_no_other(seat: Seat, numbers: Iterator[str]):
    desk = seat("malee")
    taken = photos(5)
    attach(desk, next(numbers), taken)
    with desk.photos.file.writing() as connection:
        connection.execute("DELETE FROM photos WHERE sha256 = ?", (sha256_of(taken[3]),))
    report = desk.sync()
    assert (report.photos_up, report.photos_failed) == (COUNT - 1, 1)
    assert desk.sync().photos_up == 0, "it waits for its next try"


def test_a_bundle_carries_what_the_line_carries_in_seconds():
    assert bundle_bytes(0) == FIRST_BYTES, "nobody knows yet"
    assert bundle_bytes(8_000) == 0, "one by one, so that a cut leaves whole photos"
    assert photos_at_once(8_000) == 1
    rates = [2e5, 5e5, 1e6, 1e9]
    assert all(bundle_bytes(a) <= bundle_bytes(b) for a, b in pairwise(rates))
    assert bundle_bytes(1e9) == MOST_BYTES
    assert photos_at_once(1e9) > photos_at_once(0) > 1


ASKED = (Piece(sha256="a" * 64, case="c", offset=2), Piece(sha256="b" * 64, case="c"))
GIVEN = (
    Piece(sha256="a" * 64, case="c", size=6, offset=2, length=4),
    Piece(sha256="b" * 64, case="c", size=3, length=3),
)


def lied(body: bytes) -> str:
    """What becomes of asking a server that answers so."""
    server = LyingServer(lambda _: reply(body=body))
    client = Client(server.url, "s1")

    def ask() -> list[bytes]:
        with client.photos(ASKED, 100) as (_, parts):
            return list(parts)

    try:
        return b"".join(ask()).decode()
    except SyncError as error:
        return error.code
    finally:
        client.close()
        server.close()


@pytest.mark.parametrize(
    ("body", "becomes"),
    [
        (head_of(GIVEN) + b"aaaabbb", "aaaabbb"),
        (b"", "cut"),
        (b"{", "cut"),
        (b"x" * 70_000, "bad_reply"),
        (b"nonsense\n", "bad_reply"),
        (head_of(GIVEN[:1]) + b"aaaa", "bad_reply"),
        (head_of(GIVEN[::-1]) + b"bbbaaaa", "bad_reply"),
        (head_of((GIVEN[0], Piece(sha256="b" * 64, case="c", size=999, length=999))), "bad_reply"),
        (head_of((Piece(sha256="a" * 64, case="c", size=6, length=6), GIVEN[1])), "bad_reply"),
    ],
)
def test_only_what_was_asked_for_is_taken(body: bytes, becomes: str):
    assert lied(body) == becomes


@pytest.mark.parametrize("body", [b"{}", b'{"photos":[]}', b'{"photos":[{"offset":9},{}]}', b"["])
def test_standings_of_other_photos_are_a_bad_reply(body: bytes):
    server = LyingServer(lambda _: reply(body=body))
    client = Client(server.url, "s1")
    calls: tuple[Callable[[], object], ...] = (
        lambda: client.photo_offsets(GIVEN), lambda: client.send_photos(GIVEN, iter([b"aaaabbb"])),
    )  # fmt: skip
    for call in calls:
        with pytest.raises(SyncError) as caught:
            call()
        assert caught.value.code == "bad_reply"
    client.close()
    server.close()
