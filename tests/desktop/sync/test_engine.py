"""Rounds of sync against a real server, over lines that break where they hurt most."""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from PIL import Image

from casework.case import Audience, Case, State
from desktop import clock
from desktop.desk import Desk
from desktop.errors import DeskError
from desktop.storage import doctor
from desktop.storage.errors import WrongKey
from desktop.storage.keeping import BUDGET
from desktop.storage.records import CaseQuery, PhotoState, Sending
from desktop.sync.client import Client
from desktop.sync.errors import SyncError
from desktop.sync.progress import Progress
from desktop.sync.uploading import CHUNK_BYTES
from server.db import DATABASE_FILE
from tests.desktop.sync.conftest import CASES, PASSWORD, Seat
from tests.support.line import Line
from tests.support.town import Town

DUE = 1_800_000_000_000_000


def noise(seed: int, side: int = 1200) -> bytes:
    """A JPEG of more than two chunks."""
    picture = Image.effect_noise((side, side), 60 + seed)
    out = io.BytesIO()
    picture.convert("RGB").save(out, "JPEG", quality=97)
    return out.getvalue()


def sha256_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(SyncError) as caught:
        act()
    return caught.value.code


def comments(town: Town, case: Case) -> list[str]:
    """The comments of a case as the server has them."""
    found = json.loads(town.server("case", case.ticket.number, "--json"))
    return [event["text"] for event in found["history"] if event["kind"] == "comment"]


def sound(desk: Desk) -> bool:
    return all(finding.ok for finding in doctor.check(desk.cache, desk.photos))


def test_a_first_pull_tells_how_far_it_is_and_when_the_list_can_be_used(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(Client.changes, "__defaults__", (20,))
    desk = seat("malee", synced=False)
    told: list[Progress] = []
    report = desk.sync(told.append)
    pulls = [p for p in told if p.step == "pull"]
    assert report.pulled == CASES == desk.count(CaseQuery())
    assert [p.done for p in pulls] == sorted(p.done for p in pulls)
    assert pulls[0].done < pulls[-1].done == pulls[-1].total == CASES
    assert pulls[-1].usable
    assert report.bytes_down > 0
    assert desk.status.last_sync_at is not None


def test_the_second_round_moves_nothing(seat: Seat):
    desk = seat("malee")
    again = desk.sync()
    moved = (again.pulled, again.gone, again.pushed, again.photos_up, again.photos_down)
    assert moved == (0, 0, 0, 0, 0)


def test_what_was_done_offline_reaches_the_server_and_the_other_desk(town, seat, numbers):
    desk, other = seat("malee"), seat("malee")
    case = desk.find(next(numbers))
    town.stop()
    try:
        desk.act([case], "comment", text="ไปดูหน้างานแล้ว", audience=Audience.STAFF)
        assert code_of(desk.sync) in {"unreachable", "cut"}
        assert desk.status.waiting == 1
        assert [item.operation.kind for item in desk.outbox()] == ["comment"]
    finally:
        town.start()
    assert desk.sync().pushed == 1
    assert desk.outbox() == []
    assert comments(town, case) == ["ไปดูหน้างานแล้ว"]
    other.sync()
    assert other.find(case.ticket.number).history[-1].text == "ไปดูหน้างานแล้ว"


def test_a_page_cut_in_the_middle_is_asked_for_again_without_loss_or_doubling(
    seat: Seat, line: Line, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(Client.changes, "__defaults__", (20,))
    desk = seat("malee", synced=False)

    def cut_the_second_page(progress):
        if progress.step == "pull" and progress.done == 20:
            line.cut_down_after(600)

    with pytest.raises(SyncError) as caught:
        desk.sync(cut_the_second_page)
    assert caught.value.is_retryable()
    kept = desk.count(CaseQuery())
    # The page after the first was on its way already: it came, or it was the one that was cut.
    assert kept in {20, 40}
    told: list[Progress] = []
    assert desk.sync(told.append).pulled == CASES - kept
    pulls = [p for p in told if p.step == "pull" and p.total]
    assert kept < pulls[0].done <= kept + 20, "it goes on where it broke"
    assert pulls[-1].done == pulls[-1].total == CASES
    assert desk.count(CaseQuery()) == CASES
    assert sound(desk)


def test_a_photo_goes_on_at_the_byte_where_the_line_broke(town, seat, line, numbers):
    desk = seat("malee")
    case = desk.find(next(numbers))
    data = noise(1)
    assert len(data) > 2.5 * CHUNK_BYTES
    photo = desk.prepare_photo(data, case, "after.jpg")
    desk.act([case], "accept")
    desk.fix(desk.find(case.ticket.number), [photo], "ซ่อมแล้ว")
    before = line.up

    def cut_in_the_second_chunk(progress):
        if progress.step == "photos_up":
            line.cut_up_after(CHUNK_BYTES * 3 // 2)

    assert code_of(lambda: desk.sync(cut_in_the_second_chunk)) in {"unreachable", "cut"}
    fix = desk.outbox()[-1]
    assert (fix.sending, fix.photos[0].state) == (Sending.APPLIED, PhotoState.SENDING)
    assert CHUNK_BYTES <= fix.photos[0].sent < len(data)
    assert desk.counts().photos_waiting == 1
    shown = desk.find(case.ticket.number).photos[-1]
    assert (shown.sha256, shown.verified) == (photo.sha256, False)

    report = desk.sync()
    assert report.photos_up == 1
    assert line.up - before < len(data) + CHUNK_BYTES
    assert desk.outbox() == []
    assert desk.find(case.ticket.number).photos[-1].verified
    out = town.folder / "back.jpg"
    town.server("photo", photo.sha256, "--out", str(out))
    assert out.read_bytes() == data


def test_a_photo_that_arrived_while_its_answer_was_lost_is_not_sent_again(
    seat: Seat, line: Line, numbers
):
    desk = seat("malee")
    case = desk.find(next(numbers))
    data = noise(2, 300)
    photo = desk.prepare_photo(data, case, "after.jpg")
    desk.act([case], "accept")
    desk.fix(desk.find(case.ticket.number), [photo], "ซ่อมแล้ว")
    line.before_reply_to(b"PATCH ", lambda: None)
    assert code_of(desk.sync) in {"unreachable", "cut"}
    before = line.up
    assert desk.sync().photos_up == 1
    assert line.up - before < len(data)
    assert desk.find(case.ticket.number).photos[-1].verified


def test_a_photo_that_was_given_up_comes_again_when_it_is_looked_at(town, seat, numbers):
    desk = seat("malee")
    case = desk.find(next(numbers))
    data = noise(9, 200)
    photo = desk.prepare_photo(data, case, "after.jpg")
    desk.attach(case, [photo])
    assert desk.sync().photos_up == 1
    desk.cache.put(BUDGET, 1)
    desk.photo_keeping.wake()
    desk.photo_keeping.finish()
    assert desk.photos.has(photo.sha256), "the outbox remembers the act for 30 days"
    desk.photos.drop([(photo.sha256, 0)])
    assert desk.photos.has(photo.sha256), "nor is one given up that this run took in"
    other = seat("malee")
    assert other.fetch_photo(photo.sha256, case.id)
    other.cache.put(BUDGET, 1)
    other.photo_keeping.wake()
    other.photo_keeping.finish()
    assert not other.photos.has(photo.sha256)
    assert other.sync().photos_down == 0, "no room: it is not fetched to be given up again"
    assert other.fetch_photo(photo.sha256, case.id)
    assert other.photos.read(photo.sha256) == data
    assert sound(desk)
    assert sound(other)


def test_a_photo_comes_whole_to_another_desk_only_after_the_server_has_it(
    seat: Seat, line: Line, numbers
):
    desk, other = seat("malee"), seat("malee")
    case = desk.find(next(numbers))
    data = noise(3, 300)
    photo = desk.prepare_photo(data, case, "after.jpg")
    desk.attach(case, [photo])

    def cut_the_photo(progress):
        if progress.step == "photos_up":
            line.cut_up_after(2_000)

    with pytest.raises(SyncError):
        desk.sync(cut_the_photo)
    other.sync()
    assert not other.find(case.ticket.number).photos[-1].verified
    assert other.photos.thumbnail(photo.sha256, 512) is None
    desk.sync()
    other.sync()
    assert other.find(case.ticket.number).photos[-1].verified
    assert other.photos.thumbnail(photo.sha256, 512) is not None
    assert other.fetch_photo(photo.sha256, case.id)
    assert other.photos.read(photo.sha256) == data


def test_a_server_killed_before_it_answers_a_push_applies_it_once(town, seat, line, numbers):
    desk = seat("malee")
    case = desk.find(next(numbers))
    desk.act([case], "comment", text="ครั้งเดียวเท่านั้น", audience=Audience.STAFF)
    line.before_reply_to(b"POST /v1/operations", town.kill)
    try:
        assert desk_cannot_sync(desk)
        assert [item.sending for item in desk.outbox()] == [Sending.UNKNOWN]
    finally:
        town.kill()
        town.start()
    assert comments(town, case) == ["ครั้งเดียวเท่านั้น"]
    assert desk.sync().pushed == 1
    assert desk.outbox() == []
    assert comments(town, case) == ["ครั้งเดียวเท่านั้น"]
    history = desk.find(case.ticket.number).history
    assert [e.text for e in history if e.kind == "comment"] == ["ครั้งเดียวเท่านั้น"]


def desk_cannot_sync(desk: Desk) -> bool:
    return code_of(desk.sync) in {"unreachable", "cut"}


def expire_access_tokens(town: Town) -> None:
    with closing(sqlite3.connect(town.data / DATABASE_FILE, timeout=10)) as database:
        database.execute("UPDATE tokens SET expires_at = 1 WHERE kind = 'access'")
        database.commit()


def test_an_access_token_that_ends_on_the_way_is_renewed(town, seat, monkeypatch):
    monkeypatch.setattr(Client.changes, "__defaults__", (20,))
    desk = seat("malee", synced=False)

    def end_it(progress):
        if progress.step == "pull" and progress.done == 20 and not ended:
            ended.append(progress)
            expire_access_tokens(town)

    ended: list[object] = []
    assert desk.sync(end_it).pulled == CASES


def test_two_that_renew_tokens_at_once_do_not_lock_the_desk_out(town, seat, numbers):
    desk = seat("malee")
    case = desk.find(next(numbers))
    photo = desk.prepare_photo(noise(4, 200), case, "x.jpg")
    desk.attach(case, [photo])

    def another_asks_meanwhile(progress):
        if progress.step == "push" and not asked:
            asked.append(progress)
            expire_access_tokens(town)
            desk.fetch_photo("0" * 64, case.id)

    asked: list[object] = []
    assert desk.sync(another_asks_meanwhile).photos_up == 1
    expire_access_tokens(town)
    assert desk.sync().pushed == 0


def test_what_is_taken_back_while_a_round_begins_never_reaches_the_server(town, seat, numbers):
    desk = seat("malee")
    case = desk.find(next(numbers))
    desk.act([case], "comment", text="เขียนผิดเรื่อง")

    def take_it_back(progress):
        if progress.step == "push" and not done:
            done.append(desk.undo())

    done: list[object] = []
    assert desk.sync(take_it_back).pushed == 0
    assert done
    assert desk.outbox() == []
    assert comments(town, case) == []


def test_a_new_role_counts_at_the_desk_after_a_sync(town, seat):
    town.server(
        "user", "add", "porn", "--role", "officer", "--authority", "TT",
        "--password-file", str(town.secret),
    )  # fmt: skip
    desk = seat("porn")
    with closing(sqlite3.connect(town.data / DATABASE_FILE, timeout=10)) as database:
        database.execute("UPDATE accounts SET role = 'clerk', scope = 2 WHERE username = 'porn'")
        database.execute("UPDATE authorities SET settings_version = settings_version + 1")
        database.commit()
    assert desk.sync().pulled == CASES
    assert desk.role == "clerk"


def a_conflict(seat: Seat, number: str) -> tuple[Desk, Case]:
    """Two desks set another due date; the second one to send it does not fit."""
    first, second = seat("malee"), seat("malee")
    for desk, due in ((first, DUE), (second, DUE + 1)):
        desk.act([desk.find(number)], "set_due", {"due_at": due})
    first.sync()
    report = second.sync()
    assert report.conflicts == 1
    assert second.outbox() == []
    item = second.attention()[0]
    assert item.sending == Sending.CONFLICT
    assert (item.conflicts["due_at"].mine, item.conflicts["due_at"].theirs) == (DUE + 1, DUE)
    assert second.find(number).due_at == DUE
    return second, second.find(number)


def test_a_conflict_is_settled_with_mine(seat: Seat, numbers):
    desk, case = a_conflict(seat, next(numbers))
    desk.choose(desk.attention()[0], {"due_at": True})
    assert desk.attention() == []
    assert desk.sync().pushed == 1
    assert desk.find(case.ticket.number).due_at == DUE + 1
    assert seat("malee").find(case.ticket.number).due_at == DUE + 1


def test_a_conflict_is_settled_with_theirs(seat: Seat, numbers):
    desk, case = a_conflict(seat, next(numbers))
    desk.choose(desk.attention()[0], {"due_at": False})
    assert (desk.attention(), desk.outbox()) == ([], [])
    assert desk.sync().pushed == 0
    assert desk.find(case.ticket.number).due_at == DUE


def test_a_conflict_is_kept_as_a_comment(town, seat: Seat, numbers):
    desk, case = a_conflict(seat, next(numbers))
    desk.as_comment(desk.attention()[0], "ตั้งใจกำหนดเป็นวันศุกร์")
    assert desk.attention() == []
    assert desk.sync().pushed == 1
    assert comments(town, case) == ["ตั้งใจกำหนดเป็นวันศุกร์"]
    assert desk.find(case.ticket.number).due_at == DUE


def test_a_case_given_to_another_officer_leaves_but_never_work_on_it(seat: Seat, numbers):
    clerk, quiet, busy = seat("malee"), next(numbers), next(numbers)
    waiting = [n for n in (quiet, busy) if clerk.find(n).state == State.WAITING]
    clerk.accept([clerk.find(n) for n in waiting])
    clerk.assign([clerk.find(n) for n in (quiet, busy)], "somchai")
    clerk.sync()
    officer = seat("somchai")
    photo = officer.prepare_photo(noise(5, 200), officer.find(busy), "after.jpg")
    officer.fix(officer.find(busy), [photo], "ซ่อมเสร็จแล้ว")
    clerk.assign([clerk.find(n) for n in (quiet, busy)], "anan")
    clerk.sync()
    report = officer.sync()
    assert (report.pushed, report.refused) == (0, 1)
    with pytest.raises(DeskError):
        officer.find(quiet)
    item = officer.attention()[0]
    assert (item.number, item.reason) == (busy, "not_yours")
    assert item.operation.payload.text == "ซ่อมเสร็จแล้ว"
    assert officer.photos.has(photo.sha256)
    assert officer.find(busy).state == State.IN_PROGRESS
    officer.take_theirs(item)
    with pytest.raises(DeskError):
        officer.find(busy)
    assert officer.unsent_count() == 0
    assert sound(officer)


def test_a_revoked_session_says_so_and_keeps_the_work(town, seat: Seat, numbers):
    desk = seat("anan")
    clerk = seat("malee")
    case = clerk.find(next(numbers))
    if case.state == State.WAITING:
        clerk.accept([case])
    clerk.assign([clerk.find(case.ticket.number)], "anan")
    clerk.sync()
    desk.sync()
    desk.act([desk.find(case.ticket.number)], "comment", text="ยังอยู่", audience=Audience.STAFF)
    with closing(sqlite3.connect(town.data / DATABASE_FILE, timeout=10)) as database:
        database.execute("DELETE FROM tokens WHERE account = 'anan'")
        database.commit()
    assert code_of(desk.sync) in {"sign_in_needed", "revoked"}
    assert [item.operation.kind for item in desk.outbox()] == ["comment"]
    path, url = desk.profile.path, desk.server_url
    desk.close()
    again = Desk.sign_in(path, url, "anan", PASSWORD, "a passphrase")
    try:
        assert again.sync().pushed == 1
    finally:
        again.close()


def test_a_lost_passphrase_never_loses_unsent_work(seat, numbers):
    desk = seat("malee")
    number = next(numbers)
    desk.act([desk.find(number)], "comment", text="ยังไม่ได้ส่ง", audience=Audience.STAFF)
    path, url = desk.profile.path, desk.server_url
    desk.close()
    with pytest.raises(WrongKey):
        Desk.open(path, "another passphrase")
    again = Desk.sign_in(path, url, "malee", PASSWORD, "another passphrase")
    assert [item.operation.kind for item in again.outbox()] == ["comment"]
    assert again.sync().pushed == 1
    again.close()
    reopened = Desk.open(path, "another passphrase")
    assert reopened.find(number).history[-1].text == "ยังไม่ได้ส่ง"
    reopened.close()


def test_another_account_cannot_recover_the_key_of_a_profile(seat):
    desk = seat("malee")
    path, url = desk.profile.path, desk.server_url
    desk.close()
    with pytest.raises(WrongKey):
        Desk.sign_in(path, url, "anan", PASSWORD, "another passphrase")


def test_signing_in_again_sends_what_waited(town, seat, numbers):
    desk = seat("malee")
    desk.act([desk.find(next(numbers))], "comment", text="รออยู่", audience=Audience.STAFF)
    with closing(sqlite3.connect(town.data / DATABASE_FILE, timeout=10)) as database:
        database.execute("DELETE FROM tokens WHERE account = 'malee'")
        database.commit()
    assert code_of(desk.sync) == "sign_in_needed"
    assert code_of(lambda: desk.sign_in_again("wrong")) == "bad_credentials"
    desk.sign_in_again(PASSWORD)
    assert desk.sync().pushed == 1


def test_signing_out_is_refused_until_unsent_work_is_given_up_by_its_number(seat, numbers):
    desk = seat("malee")
    desk.act([desk.find(next(numbers))], "comment", text="ยังไม่ส่ง", audience=Audience.STAFF)
    for given_up in (None, 2):
        with pytest.raises(DeskError) as caught:
            desk.sign_out(give_up=given_up)
        assert (caught.value.code, caught.value.detail) == ("unsent_work", {"count": 1})
    assert len(desk.outbox()) == 1
    desk.sign_out(give_up=1)
    left = [p.name for p in desk.profile.path.iterdir() if p.name.startswith(("cache", "photos"))]
    assert left == []
    with pytest.raises(DeskError) as gone:
        Desk.open(desk.profile.path, "a passphrase")
    assert gone.value.code == "not_signed_in"


def test_the_background_sync_sends_an_act_by_itself_and_survives_an_outage(
    town, seat, numbers, qtbot
):
    desk = seat("malee")
    heard = []
    desk.on_status(lambda status: heard.append((str(status.line), status.waiting)))
    desk.start_sync()
    qtbot.waitUntil(lambda: ("ok", 0) in heard)
    case = desk.find(next(numbers))
    town.stop()
    try:
        heard.clear()
        desk.act([case], "comment", text="ส่งเอง", audience=Audience.STAFF)
        qtbot.waitUntil(lambda: ("offline", 1) in heard, timeout=15_000)
        assert desk.status.next_try_at is not None
        failed = desk.sync_history(1)[0]
        assert (failed.code, failed.pushed) in {("unreachable", 0), ("cut", 0)}
    finally:
        town.start()
    desk.wake()
    qtbot.waitUntil(lambda: ("ok", 0) in heard, timeout=15_000)
    assert comments(town, case) == ["ส่งเอง"]
    desk.act([desk.find(case.ticket.number)], "comment", text="อีกครั้ง", audience=Audience.STAFF)
    assert desk.sync().seconds >= 0  # a round that began after the act
    assert desk.outbox() == []


def test_every_round_that_moved_something_is_kept_with_what_it_moved(seat, numbers):
    desk = seat("malee")
    [first] = desk.sync_history()
    assert (first.pulled, first.code, first.times) == (CASES, "", 1)
    assert first.bytes_down > first.bytes_up > 0
    desk.sync()
    assert len(desk.sync_history()) == 1, "a quiet round leaves no line"
    case = desk.find(next(numbers))
    photo = desk.prepare_photo(noise(71), case)
    desk.attach(case, [photo])
    told: list[Progress] = []
    desk.sync(told.append)
    newest = desk.sync_history()[0]
    assert (newest.pushed, newest.photos_up) == (1, 1)
    assert newest.bytes_up > len(noise(71))
    lanes = {lane.step: lane for lane in told[-1].lanes}
    assert (lanes["push"].done, lanes["push"].total) == (1, 1)
    assert (lanes["photos_up"].done, lanes["photos_up"].part) == (1, 1.0)
    assert max(p.bytes_done for p in told) <= newest.bytes_up + newest.bytes_down


def test_a_round_cut_in_the_middle_is_kept_with_why(seat, line, numbers):
    desk = seat("malee")
    case = desk.find(next(numbers))
    desk.attach(case, [desk.prepare_photo(noise(72), case)])
    line.cut_up_after(CHUNK_BYTES + 100_000)
    with pytest.raises(SyncError):
        desk.sync()
    newest = desk.sync_history()[0]
    assert newest.code in {"cut", "unreachable"}
    assert newest.pushed == 1


def test_a_round_that_a_person_stopped_goes_on_when_they_ask(seat, numbers, qtbot):
    desk = seat("malee")
    case = desk.find(next(numbers))
    photos = [desk.prepare_photo(noise(80 + n), case) for n in range(4)]
    stopping: list[bool] = []

    def stop_at_the_first_photo(status) -> None:
        if not stopping and status.progress and status.progress.step == "photos_up":
            stopping.append(True)
            desk.stop_round()

    desk.on_status(stop_at_the_first_photo)
    desk.attach(case, photos)
    desk.start_sync()
    qtbot.waitUntil(lambda: desk.status.code == "stopped", timeout=15_000)
    assert desk.status.next_try_at is not None
    assert desk.status.photos_waiting > 0
    assert desk.sync_history()[0].code == "stopped"
    desk.wake()
    qtbot.waitUntil(lambda: desk.outbox() == [], timeout=15_000)


def test_a_photo_that_failed_is_tried_again_when_a_person_asks(seat, numbers):
    desk = seat("malee")
    case = desk.find(next(numbers))
    photo = desk.prepare_photo(noise(90), case)
    desk.attach(case, [photo])
    later = clock.now() + 3_600_000_000
    desk.cache.upload_failed(photo.sha256, case.id, "photo_refused", later)
    [item] = desk.outbox()
    desk.retry(item.photos)
    [item] = desk.outbox()
    assert (item.photos[0].state, item.photos[0].next_try_at) == (PhotoState.WAITING, 0)
