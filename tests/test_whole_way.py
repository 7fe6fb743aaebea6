"""The whole way once: import, sign in, work with the server stopped, and back, byte for byte.

Everything goes through the two command lines, as a script of an authority would do it.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from tests.support.town import Town, picture


@pytest.fixture
def town(tmp_path: Path):
    """Twelve tickets, a clerk and an officer."""
    made = Town(tmp_path)
    made.people(12)
    yield made
    made.stop()


def test_ten_fixes_recorded_without_a_server_arrive_with_their_photos(town: Town):
    town.start()
    town.sign_in("malee")
    assert json.loads(town.desk("malee", "sync"))["pulled"] == 12
    numbers = [f"2026-TEST{n:02d}" for n in range(12)]
    town.desk("malee", "assign", *numbers, "--to", "somchai")
    town.desk("malee", "sync")
    town.sign_in("somchai")
    town.desk("somchai", "sync")
    assert len(json.loads(town.desk("somchai", "list", "--json"))) == 12

    town.stop()
    photos: dict[str, bytes] = {}
    for n, number in enumerate(numbers[:10]):
        photos[number] = picture(town.folder / f"after{n}.jpg", n)
        # Most commands run within this process; these show that scripts start the same program.
        desk = town.desk_process if n == 0 else town.desk
        desk("somchai", "start", number)
        desk(
            "somchai", "fix", number, "--photo", str(town.folder / f"after{n}.jpg"),
            "--note", "ซ่อมเรียบร้อยแล้ว",
        )  # fmt: skip
    waiting = json.loads(town.desk("somchai", "outbox", "--json"))
    assert len([item for item in waiting if item["kind"] == "record_fix"]) == 10
    town.desk("somchai", "sync", code=3)
    assert len(json.loads(town.desk("somchai", "outbox", "--json"))) == 20

    town.start()
    first = json.loads(town.desk_process("somchai", "sync"))
    assert (first["pushed"], first["photos_up"], first["conflicts"]) == (20, 10, 0)
    for number, data in photos.items():
        case = json.loads(town.server("case", number, "--json"))
        sha256 = hashlib.sha256(data).hexdigest()
        assert case["state"] == "done"
        after = [p for p in case["photos"] if p["role"] == "after"]
        assert [(p["sha256"], p["verified"]) for p in after] == [(sha256, True)]
        out = town.folder / "back.jpg"
        town.server("photo", sha256, "--out", str(out))
        assert out.read_bytes() == data

    second = json.loads(town.desk("somchai", "sync"))
    moved = ("pulled", "pushed", "photos_up", "photos_down", "conflicts")
    assert [second[name] for name in moved] == [0, 0, 0, 0, 0]
    assert json.loads(town.desk("somchai", "outbox", "--json")) == []
    assert json.loads(town.desk("somchai", "doctor", "--json"))["ok"]


def test_bad_input_has_its_exit_code_and_loses_nothing(town: Town):
    town.start()
    town.sign_in("malee")
    town.desk("malee", "sync")
    text = town.folder / "not-a-photo.jpg"
    text.write_text("this is no picture", encoding="utf-8")
    town.desk("malee", "fix", "2026-TEST00", "--photo", str(text), "--note", "x", code=1)
    town.desk("malee", "show", "2026-NOSUCH", code=1)
    town.desk("malee", "accept", "2026-TEST00", code=1)  # in progress already
    town.desk("malee", "list", "--state", "nonsense", code=2)
    town.secret.write_text("another\n", encoding="utf-8")
    town.desk("malee", "list", "--json", code=2)  # the wrong passphrase


def test_undo_takes_a_bulk_act_back_before_and_after_it_was_sent(town: Town):
    town.start()
    town.sign_in("malee")
    town.desk("malee", "sync")
    town.desk("malee", "accept", "2026-TEST01", "2026-TEST03")
    town.desk("malee", "undo")
    assert json.loads(town.desk("malee", "outbox", "--json")) == []
    town.desk("malee", "accept", "2026-TEST01", "2026-TEST03")
    town.desk("malee", "sync")
    town.desk("malee", "undo")
    town.desk("malee", "sync")
    for number in ("2026-TEST01", "2026-TEST03"):
        assert json.loads(town.server("case", number, "--json"))["state"] == "waiting"
