"""Moving a desk to another computer, with a real server: nothing is lost and nothing doubled."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from casework.case import Audience, State
from desktop import app
from desktop.desk import Desk
from desktop.errors import DeskError
from desktop.storage import doctor, keys
from desktop.storage.errors import NoKeyring
from desktop.storage.profile import Profile
from desktop.storage.records import Sending
from desktop.sync.errors import SyncError
from tests.support.memory_keyring import MemoryKeyring, at
from tests.support.town import Town, picture, spoken

CASES = 24
PASSWORD = "correct horse battery"
_numbers = (f"2026-TEST{n:02d}" for n in range(CASES))


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """One server for the module, with a clerk."""
    made = Town(tmp_path_factory.mktemp("town"))
    made.people(CASES)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def number() -> str:
    """A case that no other test touches."""
    return next(_numbers)


class Laptop:
    """A computer with a keyring and a folder of its own."""

    def __init__(self, folder: Path, town: Town) -> None:
        self.ring = MemoryKeyring()
        self.folder = folder
        self.profile = folder / "desk"
        self.url = f"http://127.0.0.1:{town.port}"
        folder.mkdir()

    @contextmanager
    def _sitting(self, open_desk: Callable[[], Desk]) -> Iterator[Desk]:
        with at(self.ring), closing(open_desk()) as desk:
            yield desk

    def sign_in(self, passphrase: str | None = None) -> AbstractContextManager[Desk]:
        """Sign in at the server, and sit at the desk while the block runs."""
        return self._sitting(
            lambda: Desk.sign_in(self.profile, self.url, "malee", PASSWORD, passphrase)
        )

    def open(self, passphrase: str | None = None) -> AbstractContextManager[Desk]:
        """Open the desk that lies here."""
        return self._sitting(lambda: Desk.open(self.profile, passphrase))

    def command(self, *words: str, code: int = 0) -> str:
        """Run a headless command; returns what it printed."""
        argv = [*words, "--profile", str(self.profile), "--language", "en"]
        with at(self.ring):
            found, out, err = spoken(lambda: app.main(argv))
        assert found == code, (words, found, out, err)
        return str(out + err)


@pytest.fixture
def laptop(town: Town, tmp_path: Path) -> Callable[[], Laptop]:
    """A new computer with each call."""
    names = (f"laptop{n}" for n in itertools.count())
    return lambda: Laptop(tmp_path / next(names), town)


def say(desk: Desk, number: str, text: str) -> str:
    """Write a comment for staff; returns the operation's id."""
    report = desk.act([desk.find(number)], "comment", text=text, audience=Audience.STAFF)
    return report.done[0].id


def told(town: Town, number: str) -> list[str]:
    """The ids of the acts on a case, as the server has them."""
    found = json.loads(town.server("case", number, "--json"))
    return [event["id"] for event in found["history"]]


def at_server(town: Town, number: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(town.server("case", number, "--json"))
    return found


def sound(desk: Desk) -> bool:
    return all(finding.ok for finding in doctor.check(desk.cache, desk.photos))


def fix_with_photo(desk: Desk, number: str, folder: Path, shade: int) -> tuple[str, str]:
    """Record a fix; returns the ids of operation and photo."""
    data = picture(folder / f"after{shade}.jpg", shade)
    case = desk.find(number)
    photo = desk.prepare_photo(folder / f"after{shade}.jpg", case)
    (done,) = desk.fix(case, [photo], "ซ่อมแล้ว", State.DONE).done
    return done.id, hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("passphrase", [None, "วลีเดิม"])
@pytest.mark.parametrize("more", [[], ["--without-photos"]])
def test_a_desk_moves_and_both_computers_go_on(
    town: Town,
    laptop: Callable[[], Laptop],
    tmp_path: Path,
    passphrase: str | None,
    more: list[str],
):
    """The old one is not gone: it goes on too, and its numbers are never given twice."""
    first, second = next(_numbers), next(_numbers)
    old, new, copy = laptop(), laptop(), tmp_path / "copy.tambon"
    words = []
    if passphrase is not None:
        (tmp_path / "words").write_text(passphrase, encoding="utf-8")
        words = ["--passphrase-file", str(tmp_path / "words")]
    with old.sign_in(passphrase) as desk:
        desk.sync()
        before = [say(desk, first, "ก่อนย้าย 1"), say(desk, first, "ก่อนย้าย 2")]
        fix, sha256 = fix_with_photo(desk, first, tmp_path, 3)
        sent_unheard = say(desk, second, "ส่งแล้วแต่ไม่ได้ยินผล")
        desk.cache.mark_sent([sent_unheard])
        desk.cache.save_draft("TT", desk.find(second).id, "comment", {"text": "ร่าง"})
        device = desk.cache.get("device")
        old_numbers = {o.operation.id: o.operation.seq for o in desk.outbox()}
        # As a command beside the desk that is open.
        said = json.loads(old.command("backup", str(copy), *more, *words))
        assert said == {"file": str(copy), "bytes": copy.stat().st_size, "unsent": 4}
        after_copy = say(desk, second, "หลังทำสำเนา ที่เครื่องเดิม")
        assert desk.cache.operation(after_copy).operation.seq == 5  # type: ignore[union-attr]

    restored = new.command("restore", str(copy), *words)
    assert "Waiting to be sent: 4." in restored
    if passphrase is None:
        assert "sign in with a line" in restored
        with pytest.raises(NoKeyring), new.open():
            pass
    else:
        # Without a line too, it works on: as another device.
        with new.open(passphrase) as desk:
            assert len(desk.outbox()) == 4
            with pytest.raises(SyncError) as caught:
                desk.sync()
            assert caught.value.code == "sign_in_needed"
    with new.sign_in(passphrase) as desk:
        assert {o.operation.id: o.operation.seq for o in desk.outbox()} == old_numbers
        assert {o.operation.device for o in desk.outbox()} == {device}
        assert desk.cache.draft("TT", desk.find(second).id, "comment") == {"text": "ร่าง"}
        later = say(desk, second, "หลังย้าย ที่เครื่องใหม่")
        made = desk.cache.operation(later)
        assert made is not None
        # The number that the old computer gave to its own act after the copy.
        assert made.operation.seq == 5
        assert made.operation.device != device
        report = desk.sync()
        assert (report.pushed, report.photos_up, report.needs_attention) == (5, 1, 0)
        assert desk.sync().pushed == 0
        assert sound(desk)
        assert desk.unsent_count() == 0
        assert keys.device_of(desk.profile) == made.operation.device

    with old.open(passphrase) as desk:
        if passphrase is None:
            # Signing in at the new computer asked for the old one's recovery key.
            with pytest.raises(SyncError):
                desk.sync()
            desk.sign_in_again(PASSWORD)
        last = say(desk, first, "เครื่องเดิมยังทำต่อ")
        report = desk.sync()
        assert report.needs_attention == 0
        assert sound(desk)
        assert desk.unsent_count() == 0
        assert [e.id for e in desk.find(second).history].count(later) == 1
    with new.open(passphrase) as desk:
        assert desk.sync().needs_attention == 0
        assert {after_copy, later} <= {e.id for e in desk.find(second).history}
    events = told(town, first) + told(town, second)
    for act in (*before, fix, sent_unheard, after_copy, later, last):
        assert events.count(act) == 1
    photos = at_server(town, first)["photos"]
    assert [(p["sha256"], p["verified"]) for p in photos if p["role"] == "after"] == [
        (sha256, True)
    ]


def test_a_copy_of_a_restored_desk_restores_again(
    laptop: Callable[[], Laptop], tmp_path: Path, number: str, town: Town
):
    """The recovery key is then the one of the second computer."""
    one, two, three = laptop(), laptop(), laptop()
    with one.sign_in() as desk:
        desk.sync()
        first = say(desk, number, "หนึ่ง")
        desk.backup(tmp_path / "1")
    two.command("restore", str(tmp_path / "1"))
    with two.sign_in() as desk:
        second = say(desk, number, "สอง")
        desk.backup(tmp_path / "2")
    three.command("restore", str(tmp_path / "2"))
    with three.sign_in() as desk:
        third = say(desk, number, "สาม")
        devices = {o.operation.device for o in desk.outbox()}
        assert len(devices) == 3
        assert desk.sync().pushed == 3
        assert sound(desk)
    assert [e for e in told(town, number) if e in {first, second, third}] == [first, second, third]


def test_signing_out_with_the_work_in_a_file_and_sending_it_from_there(
    laptop: Callable[[], Laptop], tmp_path: Path, number: str, town: Town
):
    computer, file = laptop(), tmp_path / "work.tambon"
    with computer.sign_in() as desk:
        desk.sync()
        comment = say(desk, number, "ยังไม่ส่ง")
        fix, sha256 = fix_with_photo(desk, number, tmp_path, 5)
    # Two acts and a photo.
    assert "3 things are not sent yet" in computer.command("sign-out", code=1)
    assert "holds no data" in computer.command("sign-out", "--save", str(file))
    assert computer.ring.kept == {}
    left = {f.name for f in computer.profile.iterdir()}
    assert not {n for n in left if n.startswith(("cache", "photos", "key"))}
    assert comment not in told(town, number)

    # The same computer, later: the key went with signing out, the server has another way in.
    assert "Waiting to be sent: 2." in computer.command("restore", str(file))
    with computer.sign_in() as desk:
        assert [o.operation.id for o in desk.outbox()] == [comment, fix]
        report = desk.sync()
        assert (report.pushed, report.photos_up) == (2, 1)
        assert sound(desk)
    assert [e for e in told(town, number) if e in {comment, fix}] == [comment, fix]
    photos = at_server(town, number)["photos"]
    assert (sha256, True) in [(p["sha256"], p["verified"]) for p in photos]


def test_signing_out_waits_for_work_done_while_the_file_was_written(
    laptop: Callable[[], Laptop], tmp_path: Path, number: str
):
    computer = laptop()
    with computer.sign_in() as desk:
        desk.sync()
        say(desk, number, "ก่อน")
        done: list[str] = []

        def meanwhile(_done: int, _total: int) -> None:
            if not done:
                done.append(say(desk, number, "ระหว่างนั้น"))

        with pytest.raises(DeskError) as caught:
            desk.sign_out(save=tmp_path / "file", progress=meanwhile)
        assert caught.value.code == "work_meanwhile"
        assert len(desk.outbox()) == 2
    with computer.open() as desk:
        assert len(desk.outbox()) == 2


def test_where_the_file_cannot_be_written_nobody_is_signed_out(
    laptop: Callable[[], Laptop], tmp_path: Path, number: str
):
    computer = laptop()
    with computer.sign_in() as desk:
        desk.sync()
        say(desk, number, "ยังอยู่")
    said = computer.command("sign-out", "--save", str(tmp_path / "nowhere" / "file"), code=1)
    assert "could not be written there" in said
    with computer.open() as desk:
        assert [o.sending for o in desk.outbox()] == [Sending.WAITING]
        assert desk.sync().pushed == 1


def test_a_lost_keyring_never_loses_unsent_work(
    laptop: Callable[[], Laptop], tmp_path: Path, number: str, town: Town
):
    computer = laptop()
    with computer.sign_in() as desk:
        desk.sync()
        comment = say(desk, number, "ยังไม่ส่ง")
        fix, _ = fix_with_photo(desk, number, tmp_path, 7)
        device = desk.cache.get("device")
    computer.ring.kept.clear()  # the system was set up anew
    assert "no keyring" in computer.command("list", code=2)
    with computer.sign_in() as desk:
        assert [o.operation.id for o in desk.outbox()] == [comment, fix]
        assert desk.cache.get("device") == device
        report = desk.sync()
        assert (report.pushed, report.photos_up) == (2, 1)
        assert sound(desk)
    with computer.open():
        pass
    assert [e for e in told(town, number) if e in {comment, fix}] == [comment, fix]


def test_another_account_cannot_open_a_copy(
    laptop: Callable[[], Laptop], tmp_path: Path, number: str
):
    old, new = laptop(), laptop()
    with old.sign_in() as desk:
        desk.sync()
        say(desk, number, "ของมาลี")
        desk.backup(tmp_path / "copy")
    new.command("restore", str(tmp_path / "copy"))
    (tmp_path / "password").write_text(PASSWORD, encoding="utf-8")
    words = ("sign-in", "--server", new.url, "--password-file", str(tmp_path / "password"))
    new.command(*words, "--user", "somchai", code=2)
    # Nothing was spoilt by the attempt.
    new.command(*words, "--user", "malee")
    with new.open() as desk:
        assert len(desk.outbox()) == 1
    assert keys.restored_as(Profile(new.profile))
