"""The lock after days without the server, through the command line and a real server."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import filelock
import pytest

from desktop import app, clock, contact
from desktop.desk import Desk
from desktop.locking import DAY
from desktop.sync.client import Client
from desktop.sync.errors import SyncError
from tests.support.town import Town, spoken

PASSPHRASE = "correct horse battery"
NUMBER = "2026-TEST01"
Turn = Callable[[int], None]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """One server for the module, whose authority locks after three days."""
    made = Town(tmp_path_factory.mktemp("town"))
    made.people(4)
    made.server("authority", "set", "TT", "--lock-after-days", "3")
    made.start()
    yield made
    made.stop()


@pytest.fixture
def town(served: Town, tmp_path: Path) -> Town:
    """That server, and the clerk's desk in step with it, for each test its own."""
    made = Town(tmp_path)
    made.data, made.port = served.data, served.port
    made.sign_in("malee")
    made.desk("malee", "sync")
    return made


@pytest.fixture
def turn(monkeypatch: pytest.MonkeyPatch) -> Turn:
    """Turn the computer's wall clock by so many µs; its monotonic clock goes on as it does."""
    true = clock.wall

    def by(amount: int) -> None:
        monkeypatch.setattr(clock, "wall", lambda: true() + amount)

    return by


def is_open(town: Town) -> bool:
    desk = Desk.open(town.folder / "malee", PASSPHRASE)
    try:
        return not desk.lock_standing().locked
    finally:
        desk.close()


def out_of_reach(town: Town) -> None:
    desk = Desk.open(town.folder / "malee", PASSPHRASE)
    desk.cache.put("server_url", "http://127.0.0.1:9")
    desk.close()


@pytest.mark.parametrize(
    "words",
    [
        ("list", "--json"),
        ("show", NUMBER),
        ("outbox",),
        ("export", "weekly", "--week", "2026-W47", "--out", "week.xlsx"),
        ("accept", NUMBER),
        ("comment", NUMBER, "--text", "x"),
        ("fix", NUMBER, "--note", "x"),
        ("undo",),
    ],
)
def test_reading_and_acting_commands_refuse_on_a_locked_desk(
    town: Town, turn: Turn, words: tuple[str, ...]
):
    turn(3 * DAY - DAY // 24)
    town.desk("malee", "list", "--json")
    turn(3 * DAY)
    code, out, said = town_says(town, *words)
    assert (code, out) == (1, "")
    assert "has not met its server for 3 days" in said
    assert "safe on this computer" in said


def town_says(town: Town, *words: str) -> tuple[int, str, str]:
    return spoken(lambda: app.main([*town._desk_words("malee", *words), "--language", "en"]))


def test_a_sync_that_goes_through_unlocks_and_sends_what_waited(town: Town, turn: Turn):
    town.desk("malee", "comment", NUMBER, "--text", "ก่อนล็อก", "--staff")
    turn(4 * DAY)
    town.desk("malee", "outbox", code=1)
    assert json.loads(town.desk("malee", "doctor", "--json"))["ok"]
    assert json.loads(town.desk("malee", "sync"))["pushed"] == 1
    assert len(json.loads(town.desk("malee", "list", "--json"))) == 4


def test_without_a_line_it_stays_locked_and_nothing_is_lost(town: Town, turn: Turn):
    town.desk("malee", "comment", NUMBER, "--text", "ยังอยู่", "--staff")
    out_of_reach(town)
    turn(4 * DAY)
    town.desk("malee", "sync", code=3)
    town.desk("malee", "list", code=1)
    turn(0)
    town.desk("malee", "list", code=1)
    town.sign_in("malee")
    assert [i["kind"] for i in json.loads(town.desk("malee", "outbox", "--json"))] == ["comment"]


def test_turning_the_clock_back_does_not_unlock(town: Town, turn: Turn):
    turn(2 * DAY)
    assert is_open(town)
    turn(4 * DAY)
    assert not is_open(town)
    for back in (0, -DAY, -4000 * DAY):
        turn(back)
        assert not is_open(town)


def test_a_clock_that_jumped_years_ahead_locks_only_until_the_next_contact(town: Town, turn: Turn):
    turn(3650 * DAY)
    assert not is_open(town)
    town.desk("malee", "sync")
    assert is_open(town)
    turn(0)
    assert is_open(town)
    town.desk("malee", "sync")
    turn(4 * DAY)
    assert not is_open(town), "it counts from the last contact again"


def test_a_clock_years_behind_that_is_set_right_after_a_contact_does_not_lock(
    town: Town, turn: Turn
):
    turn(-3650 * DAY)
    town.desk("malee", "sync")
    assert is_open(town)
    turn(DAY)
    assert is_open(town)
    turn(3 * DAY)
    assert not is_open(town)


def test_signing_out_of_a_locked_desk_is_possible(town: Town, turn: Turn):
    turn(4 * DAY)
    town.desk("malee", "list", code=1)
    town.desk("malee", "sign-out")
    assert not (town.folder / "malee" / "cache.db").exists()


def test_a_round_that_breaks_after_the_server_was_met_counts_as_a_contact(
    town: Town, turn: Turn, monkeypatch: pytest.MonkeyPatch
):
    desk = Desk.open(town.folder / "malee", PASSPHRASE)

    def cut(*_: object, **__: object) -> None:
        raise SyncError("cut")

    monkeypatch.setattr("desktop.sync.engine.PictureLane.send", cut)
    turn(4 * DAY)
    assert desk.lock_standing().locked
    with pytest.raises(SyncError):
        desk.sync()
    assert not desk.lock_standing().locked
    desk.close()


def test_without_the_setting_no_desk_ever_locks_nor_writes_down_the_time(town: Town, turn: Turn):
    desk = Desk.open(town.folder / "malee", PASSPHRASE)
    settings = dict(desk.cache.get("settings"))
    del settings["lock_after_days"]
    desk.cache.put("settings", settings)
    before = desk.cache.get(contact.KEPT)
    turn(4000 * DAY)
    assert not desk.lock_standing().locked
    assert desk.cache.get(contact.KEPT) == before
    desk.close()


def test_while_another_process_writes_what_the_clocks_show_is_left_to_it(town: Town, turn: Turn):
    desk = Desk.open(town.folder / "malee", PASSPHRASE)
    before = desk.cache.get(contact.KEPT)
    turn(4 * DAY)
    with filelock.FileLock(desk.profile.lock_file):
        assert desk.lock_standing().locked
        assert desk.cache.get(contact.KEPT) == before
    assert desk.lock_standing().locked
    assert desk.cache.get(contact.KEPT) != before
    desk.close()


def test_a_desk_that_never_wrote_down_a_contact_begins_to_count_now(town: Town, turn: Turn):
    desk = Desk.open(town.folder / "malee", PASSPHRASE)
    desk.cache.put(contact.KEPT, None)
    assert not desk.lock_standing().locked
    turn(3 * DAY)
    assert desk.lock_standing().locked
    desk.close()


def test_the_time_of_the_server_is_read_from_its_replies(town: Town):
    client = Client(f"http://127.0.0.1:{town.port}")
    with pytest.raises(SyncError):
        client.settings()
    assert abs(client.server_time - clock.now()) < 60_000_000
    client.close()


def test_the_lock_leaves_with_the_setting_at_the_next_contact(town: Town, served: Town, turn: Turn):
    served.server("authority", "set", "TT", "--lock-after-days", "0")
    try:
        town.desk("malee", "sync")
        turn(400 * DAY)
        assert is_open(town)
    finally:
        served.server("authority", "set", "TT", "--lock-after-days", "3")
