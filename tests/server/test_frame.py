"""What stands around every reply: headers, protocol, errors as messages, compression."""

import gzip

import pytest
import zstandard

from casework import wire
from server.requests import MAX_BODY_BYTES


@pytest.mark.parametrize("path", ["/v1/hello", "/nowhere", "/v1/changes"])
def test_every_reply_says_the_protocol_and_the_server(town, path):
    reply = town.client.get(path)
    assert reply.headers[wire.PROTOCOL_HEADER] == "1"
    assert reply.headers[wire.SERVER_HEADER] == town.service.database.server_id


def test_hello_needs_no_sign_in(town):
    hello = town.client.get("/v1/hello").json()
    assert hello == {"server": town.service.database.server_id, "epoch": 1, "protocol": 1}


def test_a_newer_protocol_is_told_so(town):
    reply = town.client.get("/v1/hello", headers={wire.PROTOCOL_HEADER: "2"})
    assert reply.status_code == 426
    assert reply.json()["code"] == "protocol_too_new"
    assert reply.headers[wire.SERVER_HEADER]


def test_unforeseen_failures_are_a_message_too(town, monkeypatch):
    desk = town.desk("somchai")
    monkeypatch.setattr("server.changes.page", lambda *_: 1 / 0)
    reply = desk.call("GET", "/v1/changes")
    assert reply.status_code == 500
    assert reply.json()["code"] == "server_error"
    assert reply.headers[wire.PROTOCOL_HEADER] == "1"


def test_no_case_or_photo_without_a_token(town):
    case = town.case()
    for path in (f"/v1/cases/{case.id}", "/v1/settings", f"/v1/photos/{'0' * 64}?case={case.id}"):
        assert town.client.get(path).status_code == 401
    assert town.client.post("/v1/operations", content=b"{}").status_code == 401
    assert town.client.post("/v1/photos").status_code == 401


def test_pages_are_compressed_as_the_desk_accepts_it(town):
    desk = town.desk("malee")
    headers = {"Authorization": f"Bearer {desk.token}", "Accept-Encoding": "gzip, zstd"}
    replied, raw = town.client.raw("/v1/changes", headers)
    assert replied["Content-Encoding"] == "zstd"
    body = zstandard.ZstdDecompressor().decompress(raw)
    assert body.count(b"\n") == 11
    plain = desk.call("GET", "/v1/changes", headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers
    assert plain.content == body


@pytest.mark.parametrize("encoding", ["zstd", "gzip"])
def test_a_compressed_push_is_read_and_a_bomb_is_not(town, encoding):
    desk = town.desk("wilai")
    pack = zstandard.compress if encoding == "zstd" else gzip.compress
    body = pack(wire.encode({"operations": [desk.make(town.case(), "comment", text="ครับ")]}))
    headers = {"Content-Encoding": encoding}
    reply = desk.call("POST", "/v1/operations", content=body, headers=headers)
    assert reply.json()["outcomes"][0]["outcome"] == "applied"
    bomb = pack(b" " * (MAX_BODY_BYTES + 2))
    reply = desk.call("POST", "/v1/operations", content=bomb, headers=headers)
    assert reply.status_code == 413
    reply = desk.call("POST", "/v1/operations", content=b"not packed", headers=headers)
    assert reply.status_code == 400


def test_the_description_names_the_messages(town):
    document = town.client.get("/openapi.json").json()
    assert {"/v1/changes", "/v1/operations", "/v1/photos"} <= document["paths"].keys()
    assert {"Case", "Operation", "Outcome", "Line"} <= document["components"]["schemas"].keys()


def test_a_form_without_end_is_cut_off_before_anybody_signed_in(town):
    asked = 0

    async def endless():
        nonlocal asked
        for _ in range(1000):
            asked += 1
            yield b"password=" + b"x" * 4096

    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    for path in ("/v1/token", "/v1/revoke"):
        asked = 0
        reply = town.client.post(path, content=endless(), headers=headers)
        assert (reply.status_code, reply.json()["code"]) == (413, "too_large")
        assert asked < 100
        assert reply.headers[wire.PROTOCOL_HEADER] == "1"
