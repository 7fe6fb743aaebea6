"""The server closed for maintenance: what desks are told, and that nothing goes in meanwhile."""

from __future__ import annotations

import pytest

from casework import wire
from server import clock, maintenance
from server.cli import main

MINUTE = 60_000_000


def test_every_call_is_told_so_and_until_when(town, monkeypatch):
    desk = town.desk("malee")
    folder = town.service.database.folder
    now = clock.now()
    monkeypatch.setattr("server.clock.now", lambda: now)
    assert main(["--data", str(folder), "maintenance", "on", "--minutes", "30",
                 "--words", "ย้ายเครื่อง"]) == 0  # fmt: skip
    case = town.case()
    calls = [
        ("GET", "/v1/hello"), ("GET", "/v1/changes"), ("POST", "/v1/token"),
        ("POST", "/v1/operations"), ("POST", "/v1/photos"), ("GET", "/v1/settings"),
        ("GET", f"/v1/photos/{'0' * 64}?case={case.id}"), ("POST", "/v1/wipe/ask"),
    ]  # fmt: skip
    for method, path in calls:
        reply = desk.call(method, path)
        assert reply.status_code == 503, path
        assert reply.json() == {"code": "maintenance", "message": "ย้ายเครื่อง"}
        assert reply.headers["Retry-After"] == "1800"
        assert reply.headers[wire.SERVER_HEADER] == town.service.database.server_id
    now += 45 * MINUTE
    assert desk.call("GET", "/v1/changes").headers["Retry-After"] == "60"
    assert main(["--data", str(folder), "maintenance", "off"]) == 0
    assert desk.call("GET", "/v1/hello").status_code == 200


def test_a_second_notice_takes_the_place_of_the_first(town):
    folder = town.service.database.folder
    maintenance.close(folder, 5, "one")
    assert town.client.get("/v1/hello").json()["message"] == "one"
    maintenance.close(folder, 5, "two")
    assert town.client.get("/v1/hello").json()["message"] == "two"
    assert maintenance.open_again(folder)
    assert not maintenance.open_again(folder)
    assert town.client.get("/v1/hello").status_code == 200


def test_a_notice_that_cannot_be_read_keeps_the_door_shut(town):
    (town.service.database.folder / maintenance.FILE).write_text("{half a no", "utf-8")
    reply = town.client.get("/v1/hello")
    assert (reply.status_code, reply.json()["code"]) == (503, "maintenance")


def test_the_administrator_sees_how_the_door_stands(tmp_path, capsys):
    command = ["--data", str(tmp_path), "maintenance"]
    assert main([*command, "status"]) == 0
    assert main([*command, "on", "--minutes", "30", "--words", "ย้ายเครื่อง"]) == 0
    assert "maintenance off" in capsys.readouterr().err
    assert main([*command, "status"]) == 1
    assert "ย้ายเครื่อง" in capsys.readouterr().out
    assert main([*command, "off"]) == 0
    assert main([*command, "off"]) == 0
    assert main([*command, "status"]) == 0


@pytest.mark.parametrize("words", [("--minutes", "0"), ("--minutes", "99999999"),
                                   ("--minutes", "5", "--words", "x" * 301)])  # fmt: skip
def test_what_cannot_be_is_refused_with_a_sentence(tmp_path, capsys, words):
    assert main(["--data", str(tmp_path), "maintenance", "on", *words]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 2
    assert main(["--data", str(tmp_path), "maintenance", "status"]) == 0
