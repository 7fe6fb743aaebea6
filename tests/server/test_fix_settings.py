"""What an authority sets for fixes: ready words and limits, from the command line to its desks."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from casework.fixing import FixTemplate
from casework.limits import EvidenceLimits
from casework.wire import DeskSettings
from server import accounts, clock, fix_settings
from server.cli import main
from server.errors import UsageError
from server.service import Service

TABLE = (
    "\ufeffประเภท,ชื่อ,ข้อความ,ผล\n"
    'ถนน|ทางเท้า,ปะหลุม,"ปะหลุมแล้ว, ขอบคุณ",\n'
    ",รอของ,รอวัสดุจากอำเภอ,ทำไม่ได้\n"
    "\n"
)


@pytest.fixture
def data(tmp_path):
    folder = str(tmp_path / "data")
    assert main(["--data", folder, "authority", "add", "KHAO", "อบต.เขา"]) == 0
    arguments = ["user", "add", "nok", "--role", "officer", "--authority", "KHAO"]
    secret = tmp_path / "pw"
    secret.write_text("secret\n", encoding="utf-8")
    assert main(["--data", folder, *arguments, "--password-file", str(secret)]) == 0
    return folder


def settings(folder) -> DeskSettings:
    """What a desk of the authority gets, as it travels."""
    with Service(Path(folder), "").database.reading() as connection:
        row = accounts.find(connection, "nok")
        assert row is not None
        person = accounts.person_of(connection, row, clock.now())
        told = accounts.settings_of(connection, person)
    return msgspec.json.decode(msgspec.json.encode(told), type=DeskSettings)


def change(folder, *arguments) -> int:
    return main(["--data", folder, "authority", "change", "KHAO", *map(str, arguments)])


def test_ready_words_come_to_the_desks(data, tmp_path):
    file = tmp_path / "words.csv"
    file.write_text(TABLE, encoding="utf-8")
    before = settings(data).version
    assert change(data, "--fix-templates", file) == 0
    told = settings(data)
    assert told.version > before
    assert told.fix_templates == (
        FixTemplate(name="ปะหลุม", text="ปะหลุมแล้ว, ขอบคุณ", types=("ถนน", "ทางเท้า")),
        FixTemplate(name="รอของ", text="รอวัสดุจากอำเภอ", result="cannot"),
    )
    file.write_text("name,text\n", encoding="utf-8")
    assert change(data, "--fix-templates", file) == 0
    assert settings(data).fix_templates == ()


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_table_is_read_whatever_the_spreadsheet_puts_between(mark):
    text = f"type{mark}name{mark}text\nถนน{mark}a{mark}b\n"
    assert fix_settings.read_templates(text, "f") == (
        FixTemplate(name="a", text="b", types=("ถนน",)),
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("name\na\n", 1),
        ("name,text\na,\n", 2),
        ("name,text,result\na,b,\nc,d,later\n", 3),
        ("name,text\n" + "a,b\n" * 501, 502),
    ],
)
def test_a_table_that_cannot_be_used_says_in_which_line(text, line):
    with pytest.raises(UsageError) as caught:
        fix_settings.read_templates(text, "f.csv")
    assert caught.value.values == {"file": "f.csv", "line": line}


def test_limits_come_to_the_desks_and_can_be_put_back(data):
    assert settings(data).evidence == EvidenceLimits()
    assert change(data, "--evidence", "near_metres=300", "--evidence", "clock_slack_minutes=5") == 0
    assert settings(data).evidence == EvidenceLimits(near_metres=300.0, clock_slack_minutes=5)
    assert change(data, "--evidence", "same_picture_bits=6") == 0
    assert settings(data).evidence.near_metres == 300.0
    assert change(data, "--evidence", "default") == 0
    assert settings(data).evidence == EvidenceLimits()


@pytest.mark.parametrize(
    "told",
    ["near_metres=5", "near_metres=nan", "near_metres=99999", "near_metres", "metres=50",
     "clock_slack_minutes=1.5", "same_view_bits=-1", "near_metres=a lot", ""],
)  # fmt: skip
def test_a_limit_beyond_sense_is_refused_and_nothing_is_changed(data, capsys, told):
    before = settings(data)
    assert change(data, "--evidence", "clock_slack_minutes=5", "--evidence", told) == 2
    said = capsys.readouterr().err
    assert "near_metres=10..10000" in said
    assert "ยังไม่มีอะไรเปลี่ยนแปลง" in said
    assert settings(data) == before


def test_settings_of_a_server_from_before_are_read():
    raw = {"version": 1, "account": {"username": "a", "name": "A", "role": "officer",
           "authority": "K"}, "authority": "K", "authority_name": "เขา"}  # fmt: skip
    told = msgspec.convert(raw, DeskSettings)
    assert (told.evidence, told.fix_templates) == (EvidenceLimits(), ())
    assert b"evidence" not in msgspec.json.encode(told)


def test_an_unknown_authority_is_told(tmp_path, capsys):
    folder = str(tmp_path / "d")
    arguments = ["authority", "change", "NONE", "--evidence", "near_metres=50"]
    assert main(["--data", folder, *arguments]) == 2
    assert "There is no authority NONE" in capsys.readouterr().err
