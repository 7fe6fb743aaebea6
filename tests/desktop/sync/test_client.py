"""What the desk understands of replies that are not, or not quite, from its server."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import msgspec
import pytest
import zstandard

from casework import wire
from casework.case import Case, Ticket
from desktop.sync.client import Client
from desktop.sync.errors import SyncError

OURS = {wire.PROTOCOL_HEADER: "1", wire.SERVER_HEADER: "s1"}
Reply = tuple[int, dict[str, str], bytes]


@pytest.fixture
def replying() -> Iterator[Callable[[Reply], str]]:
    """Start an HTTP server that gives one fixed reply; returns its address."""
    servers: list[HTTPServer] = []

    def start(reply: Reply) -> str:
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _any(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                self.rfile.read(length)
                status, headers, body = reply
                self.send_response(status)
                for name, value in ({"Content-Length": str(len(body))} | headers).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)
                self.close_connection = True

            do_GET = do_POST = do_PATCH = do_HEAD = _any

            def log_message(self, *_: object) -> None:
                pass

        server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(SyncError) as caught:
        call()
    return caught.value.code


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        ((200, {}, b"<html>Please sign in to the Wi-Fi</html>"), "captive"),
        ((302, {"Location": "http://portal.example/"}, b""), "captive"),
        ((200, {**OURS, wire.SERVER_HEADER: "another"}, b"{}"), "captive"),
        ((502, {}, b"bad gateway"), "server_down"),
        ((503, OURS, b""), "server_down"),
        ((429, OURS, b""), "busy"),
        ((426, OURS, b'{"code":"protocol_too_new"}'), "too_new"),
        ((401, OURS, b'{"code":"bad_token"}'), "sign_in_needed"),
        ((403, OURS, b'{"code":"revoked"}'), "revoked"),
        ((507, OURS, b""), "disk_full_there"),
        ((200, OURS, b"not json"), "bad_reply"),
        ((200, {**OURS, "Content-Length": "100"}, b"{}"), "cut"),
    ],
)
def test_every_strange_reply_has_its_meaning(replying, reply, code):
    client = Client(replying(reply), server_id="s1")
    assert code_of(client.settings) == code
    client.close()


def test_a_server_that_is_not_there_is_unreachable():
    client = Client("http://127.0.0.1:9", server_id="s1")
    assert code_of(client.settings) == "unreachable"


@pytest.mark.parametrize("address", ["desk.example.go.th", "ftp://x", "", "http://"])
def test_an_address_that_is_none_is_told_at_once(address):
    assert code_of(lambda: Client(address)) == "bad_address"


def test_a_password_that_is_wrong_is_told_as_such(replying):
    client = Client(replying((400, OURS, b'{"code":"bad_credentials"}')))
    assert code_of(lambda: client.sign_in("u", "p", "d", "n")) == "bad_credentials"


def test_a_refresh_token_that_is_not_taken_means_signing_in_again(replying):
    client = Client(replying((400, OURS, b'{"code":"bad_credentials"}')))
    assert code_of(lambda: client.refresh("t", "d")) == "sign_in_needed"


def page(lines: list[wire.Line]) -> bytes:
    return b"".join(wire.encode(line) + b"\n" for line in lines)


def a_line() -> wire.Line:
    ticket = Ticket(number="2026-AAAAAA", description="น้ำท่วม")
    return wire.Line(case=Case(authority="HT", id="c1", ticket=ticket, version=7))


@pytest.mark.parametrize("packed", [True, False])
def test_a_page_of_changes_is_read_packed_or_not(replying, packed):
    body = page([a_line(), wire.Line(end=wire.End(cursor="c", more=False))])
    headers = dict(OURS)
    if packed:
        body = zstandard.compress(body)
        headers["Content-Encoding"] = "zstd"
    client = Client(replying((200, headers, body)), server_id="s1")
    got = client.changes("")
    assert [line.case.ticket.description for line in got.lines if line.case] == ["น้ำท่วม"]
    assert got.end.cursor == "c"
    assert len(body) <= client.traffic.down < len(body) + 400


def test_a_page_without_its_end_is_cut_and_nothing_of_it_is_used(replying):
    client = Client(replying((200, OURS, page([a_line()]))), server_id="s1")
    assert code_of(lambda: client.changes("")) == "cut"


def test_a_page_with_fields_of_a_newer_server_is_read(replying):
    raw = json.loads(page([a_line()]))
    raw["case"]["colour_of_the_sky"] = "blue"
    end = msgspec.to_builtins(wire.Line(end=wire.End(cursor="c", more=False)))
    body = b"\n".join(json.dumps(line).encode() for line in (raw, end))
    client = Client(replying((200, OURS, body)), server_id="s1")
    assert len(client.changes("").lines) == 1


def test_an_upload_location_elsewhere_is_never_followed(replying):
    url = replying((204, {**OURS, "Upload-Offset": "4"}, b""))
    client = Client(url, server_id="s1")
    assert client.send_chunk("http://elsewhere.example/v1/photos/u1", 0, b"abcd") == 4
