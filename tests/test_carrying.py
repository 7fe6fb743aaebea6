"""Sync by stick: a desk's work to the server in a file, the answer back, without any line."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from casework.case import Audience, State
from desktop.desk import Desk
from desktop.errors import DeskError
from desktop.storage.records import Sending
from server import cli as server_cli
from tests.support.town import Town, picture, spoken

PASSWORD = "correct horse battery"
Seat = Callable[[str], Desk]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A server, up while people sign in and down ever after."""
    made = Town(tmp_path_factory.mktemp("town"))
    made.people(30)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def seat(town: Town, tmp_path: Path) -> Iterator[Seat]:
    """A desk that has met its server once and never again."""
    desks: list[Desk] = []
    names = itertools.count()

    def sit(user: str) -> Desk:
        url = f"http://127.0.0.1:{town.port}"
        desk = Desk.sign_in(tmp_path / f"desk{next(names)}", url, user, PASSWORD, "a passphrase")
        desks.append(desk)
        desk.sync()
        return desk

    yield sit
    for desk in desks:
        desk.close()


_numbers = (f"2026-TEST{n:02d}" for n in range(30))


@pytest.fixture
def numbers() -> Iterator[str]:
    return _numbers


def carried(town: Town, stick: Path) -> tuple[dict[str, object], Path]:
    """The administrator takes the stick to the server; the summary and the answer."""
    return json.loads(town.server("operations", "import", str(stick))), Path(f"{stick}.answer")


def events(town: Town, number: str) -> list[str]:
    return [e["text"] for e in json.loads(town.server("case", number, "--json"))["history"]]


def comment(desk: Desk, number: str, text: str) -> None:
    desk.act([desk.find(number)], "comment", text=text, audience=Audience.STAFF)


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(DeskError) as caught:
        act()
    return caught.value.code


def test_work_goes_out_and_changes_come_back_without_a_line(town, seat, numbers, tmp_path):
    desk, other = seat("malee"), seat("malee")
    mine, theirs = next(numbers), next(numbers)
    photo = tmp_path / "after.jpg"
    picture(photo, 3)
    case = desk.find(mine)
    prepared = desk.prepare_photo(photo, case)
    assert desk.fix(case, [prepared], "ซ่อมแล้ว", State.DONE).done
    comment(other, theirs, "ไปดูแล้ว")
    other.sync()

    stick = tmp_path / "out.tambon"
    written = desk.write_carried(stick)
    assert (written.operations, written.photos) == (1, 1)
    summary, answer = carried(town, stick)
    assert (summary["applied"], summary["photos"]) == (1, 1)

    report = desk.take_carried(answer)
    assert (report.pushed, report.photos_up, report.pulled) == (1, 1, 2)
    assert desk.outbox() == []
    assert desk.find(theirs).history[-1].text == "ไปดูแล้ว"
    assert [p.verified for p in desk.find(mine).photos] == [True]
    again = desk.sync()
    assert (again.pushed, again.pulled, again.photos_up, again.repaired) == (0, 0, 0, 0)


def test_the_same_file_twice_decides_nothing_twice(town, seat, numbers, tmp_path):
    desk = seat("malee")
    number = next(numbers)
    comment(desk, number, "ครั้งเดียว")
    first, second = tmp_path / "one", tmp_path / "two"
    desk.write_carried(first)
    desk.write_carried(second)
    for stick in (first, first, second):
        summary, answer = carried(town, stick)
        assert summary["applied"] == 1
    assert events(town, number).count("ครั้งเดียว") == 1
    for _ in range(2):
        desk.take_carried(answer)
    assert desk.outbox() == []
    assert [e.text for e in desk.find(number).history].count("ครั้งเดียว") == 1


def test_what_went_by_a_line_meanwhile_is_no_harm(town, seat, numbers, tmp_path):
    desk, other = seat("malee"), seat("malee")
    number = next(numbers)
    comment(desk, number, "ทั้งสองทาง")
    stick = tmp_path / "out"
    desk.write_carried(stick)
    _, answer = carried(town, stick)
    comment(other, number, "ทีหลัง")
    other.sync()
    desk.sync()
    here = desk.cache.get("cursor")
    desk.take_carried(answer)
    assert desk.cache.get("cursor") == here, "an old answer must not take the desk back"
    assert [e.text for e in desk.find(number).history][-2:] == ["ทั้งสองทาง", "ทีหลัง"]
    assert desk.sync().repaired == 0


def test_a_conflict_comes_back_to_needs_attention(town, seat, numbers, tmp_path):
    desk, other = seat("malee"), seat("malee")
    number = next(numbers)
    desk.act([desk.find(number)], "set_due", {"due_at": 1_900_000_000_000_000})
    other.act([other.find(number)], "set_due", {"due_at": 1_910_000_000_000_000})
    other.sync()
    stick = tmp_path / "out"
    desk.write_carried(stick)
    summary, answer = carried(town, stick)
    assert summary["conflict"] == 1
    desk.take_carried(answer)
    (item,) = desk.attention()
    assert item.sending == Sending.CONFLICT
    assert desk.find(number).due_at == 1_910_000_000_000_000


def test_an_answer_that_was_cut_off_while_taken_in_is_taken_on(
    town, seat, numbers, tmp_path, monkeypatch
):
    monkeypatch.setattr("server.changes.MAX_LIMIT", 3)
    desk, other = seat("malee"), seat("malee")
    changed = [next(numbers) for _ in range(7)]
    for number in changed:
        comment(other, number, "ไปดูแล้ว")
    other.sync()
    stick = tmp_path / "out"
    desk.write_carried(stick)
    _, answer = carried(town, stick)

    pages = 0
    apply_page = desk.cache.apply_page

    def failing(*args, **more):
        nonlocal pages
        pages += 1
        if pages == 2:
            raise KeyboardInterrupt
        return apply_page(*args, **more)

    monkeypatch.setattr(desk.cache, "apply_page", failing)
    with pytest.raises(KeyboardInterrupt):
        desk.take_carried(answer)
    monkeypatch.undo()
    assert desk.take_carried(answer).pulled == 4
    assert [desk.find(n).history[-1].text for n in changed] == ["ไปดูแล้ว"] * 7
    assert desk.sync().pulled == 0


def test_nothing_is_readable_on_the_stick_and_nothing_changed_is_taken(
    town, seat, numbers, tmp_path
):
    desk = seat("malee")
    number = next(numbers)
    comment(desk, number, "ความลับของชาวบ้าน")
    stick = tmp_path / "out"
    desk.write_carried(stick)
    data = stick.read_bytes()
    for word in ("ความลับ", number, "malee", "comment"):
        assert word.encode() not in data
    _, answer = carried(town, stick)

    def refused(path: Path) -> str:
        words = ["--data", str(town.data), "operations", "import", str(path)]
        code, _, err = spoken(lambda: server_cli.main(words))
        assert code == 2
        return err.splitlines()[1]

    bad = tmp_path / "bad"
    bad.write_bytes(data[:-1])
    assert "not whole" in refused(bad)
    bad.write_bytes(data[: len(data) // 2] + bytes([data[len(data) // 2] ^ 1])
                    + data[len(data) // 2 + 1 :])  # fmt: skip
    assert "Nothing" in refused(bad)
    bad.write_bytes(b"hello")
    assert "no file that a desk wrote" in refused(bad)
    assert "no file that a desk wrote" in refused(answer)
    assert code_of(lambda: desk.take_carried(stick)) == "carried_not_one"
    whole = answer.read_bytes()
    bad.write_bytes(whole[:-30])
    assert code_of(lambda: desk.take_carried(bad)) == "carried_cut"
    assert desk.outbox()[0].sending == Sending.UNKNOWN
    assert code_of(lambda: seat("malee").take_carried(answer)) == "carried_other_device"
    assert code_of(lambda: desk.take_carried(tmp_path / "nowhere")) == "cannot_read"
    desk.take_carried(answer)
    assert desk.outbox() == []


def test_a_disabled_account_and_a_device_to_be_wiped_are_not_taken(town, seat, numbers, tmp_path):
    desk = seat("somchai")
    stick = tmp_path / "out"
    desk.write_carried(stick)

    def said() -> str:
        words = ["--data", str(town.data), "operations", "import", str(stick)]
        return spoken(lambda: server_cli.main(words))[2]

    town.server("user", "disable", "somchai")
    assert "disabled" in said()
    town.server("user", "enable", "somchai")
    town.server("user", "wipe", "somchai", "--device", str(desk.cache.get("device")))
    assert "wiped" in said()


def test_a_stick_without_room_leaves_everything_waiting(town, seat, numbers, tmp_path):
    desk = seat("malee")
    comment(desk, next(numbers), "รอส่ง")
    assert code_of(lambda: desk.write_carried(tmp_path / "no" / "such")) == "not_written"
    (item,) = desk.outbox()
    assert item.sending == Sending.WAITING
    assert desk.undo().done, "it can still be withdrawn"


def test_the_commands_carry_it(town, tmp_path):
    town.sign_in("malee")
    town.desk("malee", "sync")
    town.desk("malee", "comment", "2026-TEST29", "--text", "ด้วยแฟลชไดรฟ์", "--staff")
    stick = tmp_path / "out"
    assert json.loads(town.desk("malee", "outbox", "export", str(stick)))["operations"] == 1
    _, answer = carried(town, stick)
    assert json.loads(town.desk("malee", "outbox", "import", str(answer)))["pushed"] == 1
    assert json.loads(town.desk("malee", "outbox", "--json")) == []
    town.desk("malee", "outbox", "export", code=2)
