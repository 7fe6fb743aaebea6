"""Recording a fix with its work from the command line."""

from __future__ import annotations

import pytest

from casework.operations import RecordFix
from desktop.cli import read
from desktop.commands import run
from desktop.desk import Desk


def test_a_script_can_tell_what_a_fix_took(desk: Desk):
    words = ["fix", "2026-AA0001", "--note", "ปะแล้ว", "--result", "fixed", "--done-by", "ช่างแดง"]
    answer = run(desk, read([*words, "--materials", "หินคลุก 1 คิว", "--cost", "๑,๒๐๐.๕๐"]))
    assert answer.code == 0
    payload = desk.outbox()[-1].operation.payload
    assert isinstance(payload, RecordFix)
    told = (payload.done_by, payload.materials, payload.cost_baht, payload.result)
    assert told == ("ช่างแดง", "หินคลุก 1 คิว", 1200.5, "fixed")


def test_the_command_of_before_tells_nothing_of_it(desk: Desk):
    assert run(desk, read(["fix", "2026-AA0001", "--note", "ปะแล้ว"])).code == 0
    payload = desk.outbox()[-1].operation.payload
    assert isinstance(payload, RecordFix)
    told = (payload.done_by, payload.materials, payload.cost_baht, payload.result)
    assert told == ("", "", None, "")


def test_a_cost_that_is_no_number_is_wrong_use():
    with pytest.raises(SystemExit) as caught:
        read(["fix", "2026-AA0001", "--note", "x", "--cost", "12o"])
    assert caught.value.code == 2
