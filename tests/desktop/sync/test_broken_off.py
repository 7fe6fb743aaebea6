"""What breaks off in the middle: photos go on at the byte; tokens, servers, networks that end."""

from __future__ import annotations

import base64
import io
import json
import socket
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from PIL import Image

from casework import wire
from desktop import clock
from desktop.desk import Desk
from desktop.status import Line as Connection
from desktop.storage.records import PhotoState
from desktop.sync import runner
from desktop.sync.client import Client
from desktop.sync.errors import SyncError
from desktop.sync.pictures import PictureLane
from desktop.sync.sparing import Network
from server.db import DATABASE_FILE
from tests.desktop.conftest import a_photo
from tests.support.lying import LyingServer, reply
from tests.support.town import Town

MEGABYTE = 1_000_000
HOUR = 3_600_000_000
Seat = Callable[..., Desk]


def noise(seed: int, side: int) -> bytes:
    """A JPEG that nothing can pack; 1,700 pixels a side make some megabytes."""
    out = io.BytesIO()
    Image.effect_noise((side, side), 60 + seed).convert("RGB").save(out, "JPEG", quality=97)
    return out.getvalue()


def error_of(act: Callable[[], object]) -> SyncError:
    with pytest.raises(SyncError) as caught:
        act()
    return caught.value


def a_shown_photo(seat: Seat, number: str, data: bytes) -> tuple[str, str]:
    """A photo that the server has: its hash, and its case."""
    desk = seat("malee")
    case = desk.find(number)
    photo = desk.prepare_photo(data, case, "after.jpg")
    desk.attach(case, [photo])
    assert desk.sync().photos_up == 1
    return photo.sha256, case.id


# -- photos ---------------------------------------------------------------------------------------


def test_a_photo_that_is_fetched_goes_on_at_the_byte_also_after_a_restart(seat, line, numbers):
    data = noise(11, 1700)
    assert len(data) > 3 * MEGABYTE
    sha256, case = a_shown_photo(seat, next(numbers), data)
    other = seat("malee")
    before = line.down
    for share in (0.3, 0.5):
        line.cut_down_after(int(len(data) * share))
        assert not other.fetch_photo(sha256, case)
        path = other.profile.path
        other.close()
        other = Desk.open(path, "a passphrase")
        assert not other.photos.has(sha256)
    have = other.photos.arriving.find(sha256)
    assert have.size == len(data)
    assert have.have > 0.7 * len(data)
    assert other.fetch_photo(sha256, case)
    assert other.photos.read(sha256) == data
    assert line.down - before < len(data) + 20_000, "no byte of it came twice"
    assert other.photos.arriving.under_way() == {}
    other.close()


def test_what_came_of_another_photo_by_that_name_is_given_up_and_it_comes_whole(
    seat, line, numbers
):
    data = noise(12, 400)
    sha256, case = a_shown_photo(seat, next(numbers), data)
    other = seat("malee")
    other.photos.arriving.add(sha256, 0, len(data), bytes(1000))
    assert not other.fetch_photo(sha256, case), "its hash is another's"
    assert other.fetch_photo(sha256, case)
    assert other.photos.read(sha256) == data


def test_tokens_that_end_again_and_again_do_not_end_a_long_upload(town, seat, numbers, monkeypatch):
    # So soon after a renewal the server would not take them for another reason.
    monkeypatch.setattr("desktop.sync.engine.EARLY_SECONDS", 0)
    monkeypatch.setattr(PictureLane.__init__, "__kwdefaults__", {"lanes": 1})
    desk = seat("malee")
    case = desk.find(next(numbers))
    photos = [desk.prepare_photo(noise(20 + n, 300), case, f"{n}.jpg") for n in range(3)]
    desk.attach(case, photos)
    ended: list[object] = []

    def end_it(progress):
        if progress.step == "photos_up" and len(ended) < 3:
            ended.append(progress)
            with closing(sqlite3.connect(town.data / DATABASE_FILE, timeout=10)) as database:
                database.execute("UPDATE tokens SET expires_at = 1 WHERE kind = 'access'")
                database.commit()

    assert desk.sync(end_it).photos_failed == 0
    assert len(ended) == 3
    assert desk.outbox() == []


@pytest.fixture
def outside(desk: Desk) -> list[str]:
    """A desk without a server on which five photos of a fix that the server took wait."""
    case = desk.case("HT", "case-0001")
    assert case is not None
    taken = [desk.prepare_photo(a_photo(n), case, f"{n}.jpg") for n in range(5)]
    desk.attach(case, taken)
    sent = desk.cache.to_push()
    desk.cache.mark_sent([o.id for o in sent])
    outcomes = [wire.Outcome(id=o.id, outcome="applied", version=90) for o in sent]
    desk.cache.settle(outcomes, clock.now())
    return [photo.sha256 for photo in taken]


def tus(poison: str, how: bytes | None) -> LyingServer:
    """An upload server that takes every photo but one."""

    def answer(request: bytes) -> bytes:
        head = request.decode("latin-1")
        if head.startswith("POST"):
            place = head.partition("sha256 ")[2].partition(",")[0]
            size = int(head.partition("Upload-Length: ")[2].partition("\r\n")[0])
            return reply(201, Location=f"/u/{place}/{size}", Upload_Offset="0")
        _, _, place, size_text = head.partition(" HTTP")[0].split("/")
        if place == poison:
            return how or b""
        if head.startswith("HEAD"):
            return reply(200, Upload_Offset="0")
        return reply(204, Upload_Offset=size_text)

    return LyingServer(answer)


def named(sha256: str) -> str:
    return base64.b64encode(sha256.encode()).decode()


@pytest.mark.parametrize(
    "how",
    [
        reply(422, b'{"code":"not_a_picture"}'),
        reply(500, b'{"code":"server_error"}'),
        reply(423, b'{"code":"upload_busy"}'),
        reply(204, Upload_Offset="0"),
        reply(204, Upload_Offset="999999999"),
        reply(204, Upload_Offset="much"),
    ],
)
@pytest.mark.parametrize("lanes", [1, 4])
def test_one_poisoned_photo_never_holds_up_the_rest(desk, outside, how: bytes, lanes: int):
    server = tus(named(outside[0]), how)
    client = Client(server.url, "s1")
    lane = PictureLane(desk.cache, desk.photos, client, lanes=lanes)
    told = lane.send(lambda *_: None, lambda: None, lambda: None, hurry=True)
    assert told == (4, 1)
    (left,) = desk.cache.uploads(2**62)
    assert (left.sha256, left.state) == (outside[0], PhotoState.FAILED)
    assert left.next_try_at > clock.now()
    client.close()
    server.close()


def test_a_photo_that_breaks_the_line_each_time_lets_the_others_pass(desk, outside):
    server = tus(named(outside[0]), None)
    client = Client(server.url, "s1")
    lane = PictureLane(desk.cache, desk.photos, client, lanes=1)
    for _ in range(2):
        with pytest.raises(SyncError, match="cut"):
            lane.send(lambda *_: None, lambda: None, lambda: None, hurry=False)
    assert lane.send(lambda *_: None, lambda: None, lambda: None, hurry=False) == (4, 0)
    (left,) = desk.cache.uploads(2**62)
    assert left.sha256 == outside[0]
    client.close()
    server.close()


def test_pictures_that_are_not_admitted_stay_and_are_counted(desk, outside):
    client = Client("http://127.0.0.1:9", "s1")
    lane = PictureLane(desk.cache, desk.photos, client)
    told = lane.send(lambda *_: None, lambda: None, lambda: None, hurry=True, admits=lambda: False)
    assert told == (0, 0)
    count, size = lane.left()
    assert count >= 5
    assert size >= sum(u.size for u in desk.cache.uploads(2**62))
    client.close()


# -- text only ------------------------------------------------------------------------------------


def test_pictures_wait_where_the_person_wants_it_and_go_when_they_ask(town, seat, numbers, qtbot):
    desk = seat("malee")
    case = desk.find(next(numbers))
    desk.set_pictures_choice("ask")
    data = noise(30, 400)
    desk.attach(case, [desk.prepare_photo(data, case, "after.jpg")])
    report = desk.sync()
    assert (report.pushed, report.photos_up) == (1, 0)
    status = desk.status
    assert (status.text_only, status.text_only_why) == (True, "chosen")
    assert status.pictures_left >= 1
    assert status.pictures_bytes >= len(data)
    desk.start_sync()
    desk.fetch_pictures()
    qtbot.waitUntil(lambda: desk.counts().photos_waiting == 0, timeout=30_000)
    qtbot.waitUntil(lambda: desk.status.pictures_left == 0, timeout=30_000)
    desk.stop_sync()
    path = desk.profile.path
    desk.close()
    again = Desk.open(path, "a passphrase")
    assert again.pictures_choice == "ask"
    again.set_pictures_choice("auto")
    assert not again.status.text_only
    with pytest.raises(ValueError, match="sometimes"):
        again.set_pictures_choice("sometimes")  # type: ignore[arg-type]
    again.close()


def test_a_metered_network_is_for_words_alone(seat, numbers):
    desk = seat("malee")
    desk.network_changed(Network(metered=True, name="Cellular"))
    case = desk.find(next(numbers))
    desk.attach(case, [desk.prepare_photo(noise(31, 300), case, "after.jpg")])
    report = desk.sync()
    assert (report.pushed, report.photos_up) == (1, 0)
    assert desk.status.text_only_why == "metered"
    assert desk.sync(pictures=True).photos_up == 1
    desk.network_changed(Network(name="WiFi"))
    assert not desk.status.text_only


def test_the_command_line_leaves_pictures_or_takes_them(town: Town, numbers):
    town.sign_in("somchai")
    number = next(numbers)
    town.sign_in("malee")
    town.desk("malee", "sync", "--text-only")
    photo = town.folder / "p.jpg"
    photo.write_bytes(noise(32, 300))
    town.desk("malee", "fix", number, "--photo", str(photo), "--note", "ซ่อมแล้ว",
              "--outcome", "in_progress", code=0)  # fmt: skip
    assert json.loads(town.desk("malee", "sync", "--text-only"))["photos_up"] == 0
    assert json.loads(town.desk("malee", "sync", "--pictures"))["photos_up"] == 1


# -- the server is closed, the line stands still, the network is another ---------------------------


def test_a_server_in_maintenance_is_told_and_waited_for(town, seat, numbers, qtbot):
    desk = seat("malee")
    desk.act([desk.find(next(numbers))], "comment", text="ไว้ส่งทีหลัง")
    town.server("maintenance", "on", "--minutes", "30", "--words", "ย้ายเครื่อง")
    try:
        error = error_of(desk.sync)
        assert (error.code, error.words) == ("maintenance", "ย้ายเครื่อง")
        assert error.retry_after is not None
        assert 1700 < error.retry_after <= 1800
        desk.start_sync()
        qtbot.waitUntil(lambda: desk.status.line == Connection.MAINTENANCE, timeout=15_000)
        status = desk.status
        assert status.words == "ย้ายเครื่อง"
        assert status.next_try_at is not None
        assert status.next_try_at - clock.now() > 1700 * 1_000_000
        assert status.waiting == 1
    finally:
        town.server("maintenance", "off")
    desk.wake()  # a person asks: nobody waits for the half hour
    qtbot.waitUntil(lambda: desk.status.waiting == 0, timeout=15_000)
    qtbot.waitUntil(lambda: desk.status.line == Connection.OK, timeout=15_000)
    assert desk.status.words == ""


@pytest.fixture
def silent() -> Iterator[tuple[str, list[socket.socket]]]:
    """A server that takes connections and never says a word."""
    listener = socket.create_server(("127.0.0.1", 0))
    taken: list[socket.socket] = []

    def accept() -> None:
        while True:
            try:
                taken.append(listener.accept()[0])
            except OSError:
                return

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}", taken
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join()
    for connection in taken:
        connection.close()


def test_a_line_that_stands_still_does_not_keep_the_program_open(desk, silent, qtbot, monkeypatch):
    monkeypatch.setattr(runner, "PATIENCE_SECONDS", 0.01)
    desk.cache.put("server_url", silent[0])
    desk._link.tokens.save(type(desk._link.tokens.load())("a", "r", clock.now() + HOUR))
    desk.start_sync()
    qtbot.waitUntil(lambda: bool(silent[1]), timeout=15_000)
    desk.stop_sync()


def test_another_network_ends_what_stands_still_and_tries_at_once(desk, silent, qtbot, monkeypatch):
    monkeypatch.setattr("desktop.sync.watch.STILL_SECONDS", 0.0)
    desk.cache.put("server_url", silent[0])
    desk._link.tokens.save(type(desk._link.tokens.load())("a", "r", clock.now() + HOUR))
    desk.start_sync()
    qtbot.waitUntil(lambda: len(silent[1]) == 1, timeout=15_000)
    desk.network_changed(Network(reachable=False))
    desk.network_changed(Network(name="WiFi"))
    qtbot.waitUntil(lambda: len(silent[1]) == 2, timeout=15_000)
    monkeypatch.setattr(runner, "PATIENCE_SECONDS", 0.01)
    desk.stop_sync()


def test_waiting_outlives_a_restart_but_no_clock_and_no_person(desk, qtbot):
    now = clock.now()
    kept = {"sync_failures": 4, "next_try_at": now + HOUR // 4, "failed_at": now}
    desk.cache.put_many(kept)
    desk.start_sync()
    # A person asks: it is tried at once, and there is nobody.
    assert error_of(desk.sync).code in {"unreachable", "sign_in_needed"}
    assert int(desk.cache.get("sync_failures")) == 5
    desk.stop_sync()
    for failed_at, tried in ((now - 1, False), (now + 10 * HOUR, True)):
        desk.cache.put_many(kept | {"failed_at": failed_at})
        heard: list[object] = []
        desk.on_status(heard.append)
        desk.start_sync()
        if tried:
            qtbot.waitUntil(lambda: int(desk.cache.get("sync_failures")) == 5, timeout=15_000)
        desk.stop_sync()
        assert int(desk.cache.get("sync_failures")) == (5 if tried else 4)


def test_a_portal_that_the_system_knows_of_is_named_whatever_it_does(desk, qtbot):
    desk._link.tokens.save(type(desk._link.tokens.load())("a", "r", clock.now() + HOUR))
    desk.network_changed(Network(captive=True))
    desk.start_sync()
    qtbot.waitUntil(lambda: desk.status.line == Connection.CAPTIVE, timeout=15_000)
    assert desk.status.code == "captive"
    desk.stop_sync()
