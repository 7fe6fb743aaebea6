"""Lines that are not what they seem: portals, proxies, certificates, silence."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from desktop import clock
from desktop.messages import of_code
from desktop.status import OF_CODE, Line
from desktop.sync.client import Client
from desktop.sync.errors import SyncError
from desktop.sync.exchange import Outgoing, Parts
from tests.support.certificates import Authority
from tests.support.lying import OURS, Answer, LyingServer, reply

DAY = 86_400_000_000
HTML = b"<html>Please sign in to the Wi-Fi of Huai Tawan Resort</html>"
Serve = Callable[..., LyingServer]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start servers that say what a test wants."""
    servers: list[LyingServer] = []

    def start(answer: Answer | bytes, **more: object) -> LyingServer:
        said = (lambda _: answer) if isinstance(answer, bytes) else answer
        servers.append(LyingServer(said, **more))  # type: ignore[arg-type]
        return servers[-1]

    yield start
    for server in servers:
        server.close()


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """An authority that this computer trusts, as an administrator sets it up."""
    made = Authority(tmp_path)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(made.file))
    return made


def error_of(call: Callable[[], object]) -> SyncError:
    with pytest.raises(SyncError) as caught:
        call()
    return caught.value


def push(client: Client) -> object:
    return client.push([])


@pytest.mark.parametrize(
    "said",
    [
        reply(200, HTML, ours=False),
        reply(200, HTML, ours=False, Date="Wed, 25 Nov 2026 10:00:00 GMT"),
        reply(302, ours=False, Location="http://portal.example/"),
        reply(307, ours=False, Location="https://portal.example/"),
        reply(511, HTML, ours=False),
        reply(403, HTML, ours=False),
        reply(200, HTML, ours=False, length=100_000),
        reply(200, HTML, X_Tambon_Server="another"),
        b"220 mail.example ESMTP\r\n",
        b"\x15\x03\x01\x00\x02\x02\x28" * 3,
    ],
    ids=["page", "page with a date", "302", "307", "511", "403", "cut page", "another server",
         "mail server", "TLS"],
)  # fmt: skip
@pytest.mark.parametrize("call", [push, Client.settings, lambda c: c.changes("")])
def test_who_is_not_our_server_is_no_network(serve, said: bytes, call):
    client = Client(serve(said).url, "s1")
    error = error_of(lambda: call(client))
    assert (error.code, error.is_retryable(), error.never_sent) == ("captive", True, False)
    client.close()


@pytest.mark.parametrize(
    ("said", "code", "wait"),
    [
        (reply(503, b'{"code":"busy"}', Retry_After="7"), "server_down", 7.0),
        (reply(429, b'{"code":"too_many_tries"}', Retry_After="20"), "busy", 20.0),
        (reply(503, ours=False, Retry_After="9"), "server_down", 9.0),
        (reply(502, HTML, ours=False), "server_down", None),
        (reply(504, HTML, ours=False), "server_down", None),
        (reply(500, b'{"code":"server_error"}'), "server_error", None),
        (reply(507, b'{"code":"disk_full"}'), "disk_full_there", None),
        (reply(426, b'{"code":"protocol_too_new"}'), "too_new", None),
        (reply(401, b'{"code":"sign_in_needed"}'), "sign_in_needed", None),
        (reply(401, b'{"code":"account_disabled"}'), "revoked", None),
        (reply(400, b'{"code":"account_disabled"}'), "revoked", None),
        (reply(503, b'{"code":"maintenance"}', Retry_After="1800"), "maintenance", 1800.0),
        (reply(500, b"\xff\xfe"), "server_error", None),
        (reply(500, b"x" * 100, Content_Encoding="zstd"), "cut", None),
        (reply(200, b"{", length=50), "cut", None),
        (b"", "cut", None),
        (b"HTTP/1.1 200 OK\r\nX-Tam", "cut", None),
    ],
)
def test_every_state_of_the_server_has_its_code_and_words(serve, said, code, wait):
    client = Client(serve(said).url, "s1")
    error = error_of(client.settings)
    assert (error.code, error.retry_after) == (code, wait)
    assert of_code(code) != of_code("unexpected")
    client.close()


def test_every_code_of_the_line_is_shown_as_a_state_of_its_own():
    assert OF_CODE["maintenance"] == Line.MAINTENANCE
    assert OF_CODE["revoked"] == Line.REVOKED
    assert OF_CODE["proxy"] == Line.PROXY
    for code in OF_CODE:
        assert of_code(code) != of_code("unexpected"), code


def test_the_words_of_the_administrator_come_along_and_no_more_than_a_few(serve):
    body = '{"code":"maintenance","message":"ย้ายเครื่อง ถึง 15.00 น."}'.encode()
    client = Client(serve(reply(503, body)).url, "s1")
    assert error_of(client.settings).words == "ย้ายเครื่อง ถึง 15.00 น."
    client.close()
    body = b'{"code":"maintenance","message":"' + b"x" * 10_000 + b'"}'
    client = Client(serve(reply(503, body)).url, "s1")
    assert len(error_of(client.settings).words) == 300
    client.close()


# -- a line that stands still ---------------------------------------------------------------------


@pytest.fixture
def silent() -> Iterator[tuple[int, list[socket.socket]]]:
    """A port behind which somebody takes connections and never says a word."""
    listener = socket.create_server(("127.0.0.1", 0))
    taken: list[socket.socket] = []

    def accept() -> None:
        while True:
            try:
                taken.append(listener.accept()[0])
            except OSError:
                return

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    yield listener.getsockname()[1], taken
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join()
    for connection in taken:
        connection.close()


def test_a_line_on_which_nothing_comes_is_given_up(silent):
    client = Client(f"http://127.0.0.1:{silent[0]}", "s1", read_seconds=0.05)
    error = error_of(client.settings)
    assert (error.code, error.never_sent) == ("cut", False)
    client.close()


def test_a_line_that_takes_no_more_is_given_up(silent):
    client = Client(f"http://127.0.0.1:{silent[0]}", "s1", read_seconds=0.05)
    flood = (bytes(100_000) for _ in range(1_000_000))
    error = error_of(lambda: client.send_chunk("/u", 0, Parts(10**11, flood)))
    assert error.code == "cut"
    client.close()


class _Taking(BaseHTTPRequestHandler):
    """Takes what is sent and keeps the connection."""

    protocol_version = "HTTP/1.1"

    def do_PATCH(self) -> None:
        size = int(self.headers["Content-Length"])
        while size > 0:
            size -= len(self.rfile.read1(size))
        self.send_response(204)
        for name, value in (OURS | {"Upload-Offset": self.headers["Content-Length"]}).items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing is to be said."""


def test_sending_has_the_time_of_the_line_and_not_that_of_connecting():
    """A new connection and one that is used again; a large body goes in small parts."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Taking)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    client = Client(
        f"http://127.0.0.1:{server.server_port}", "s1", connect_seconds=3, read_seconds=77
    )
    limits: list[float | None] = []

    def parts() -> Iterator[bytes]:
        for _ in range(4):
            limits.extend(c.sock.gettimeout() for c in client.watch._open)
            yield bytes(250_000)

    for _ in range(2):
        assert client.send_chunk("/u", 0, Parts(1_000_000, parts())) == 1_000_000
    assert limits == [77] * 8, "of one connection, which was kept"
    assert 2_000_000 < client.traffic.up < 2_001_000
    client.close()
    server.shutdown()
    server.server_close()


def test_no_body_is_handed_to_the_system_at_once():
    """Python counts its time limit for the whole of what is handed over (socket.sendall)."""
    taken: list[int] = []
    body = Outgoing(Parts(1_000_000, iter((bytes(1_000_000),))), taken.append)
    while body.read(2**30 if not taken else 16_384):
        pass
    assert sum(taken) == 1_000_000
    assert max(taken) <= 16_384


def test_a_line_that_stands_still_can_be_broken_off_from_another_thread(silent):
    port, taken = silent
    client = Client(f"http://127.0.0.1:{port}", "s1", read_seconds=600)
    found: list[SyncError] = []
    asking = threading.Thread(target=lambda: found.append(error_of(client.settings)))
    asking.start()
    while not found:
        client.watch.break_off()
        asking.join(0.01)
    assert found[0].code == "cut"
    assert taken
    client.close()


def test_a_body_that_stops_in_the_middle_is_cut_and_what_came_of_a_photo_stands(serve):
    hold = threading.Event()

    def answer(_: bytes) -> Iterator[bytes]:
        yield reply(200, b"a" * 1000, length=5000)
        hold.wait(30)

    client = Client(serve(answer).url, "s1", read_seconds=0.05)
    came = b""

    def photo() -> None:
        nonlocal came
        with client.photo("a" * 64, "c") as incoming:
            for piece in incoming.pieces:
                came += piece

    assert error_of(photo).code == "cut"
    assert came == b"a" * 1000
    hold.set()
    client.close()


# -- names, proxies, certificates -----------------------------------------------------------------


def test_a_name_that_nobody_knows_is_told_apart_from_no_signal(monkeypatch):
    def asked(number: int) -> Callable[..., object]:
        def resolve(*_: object, **__: object) -> object:
            raise socket.gaierror(number, "as the system says it")

        return resolve

    client = Client("http://desk.example.go.th", "s1")
    for number, code in ((socket.EAI_NONAME, "no_name"), (socket.EAI_AGAIN, "unreachable")):
        monkeypatch.setattr(socket, "getaddrinfo", asked(number))
        error = error_of(client.settings)
        assert (error.code, error.never_sent) == (code, True)
        assert OF_CODE[code] == Line.OFFLINE
    client.close()


@pytest.mark.parametrize(
    "said", [reply(407, ours=False), reply(403, ours=False), reply(503, HTML, ours=False)]
)
def test_a_proxy_that_lets_nobody_through_is_told_as_such(serve, authority, monkeypatch, said):
    proxy = serve(said)
    monkeypatch.setenv("HTTPS_PROXY", proxy.url)
    client = Client("https://desk.example.go.th", "s1")
    error = error_of(client.settings)
    assert (error.code, error.never_sent, error.is_retryable()) == ("proxy", True, True)
    assert proxy.requests[0].startswith(b"CONNECT desk.example.go.th:443 ")
    client.close()


def test_a_proxy_that_is_not_there_is_told_as_such(monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    for address in ("https://desk.example.go.th", "http://desk.example.go.th"):
        client = Client(address, "s1")
        assert error_of(client.settings).code == "proxy"
        client.close()


def test_a_proxy_of_plain_http_that_wants_a_password_is_told_as_such(serve, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", serve(reply(407, ours=False)).url)
    client = Client("http://desk.example.go.th", "s1")
    assert error_of(client.settings).code == "proxy"
    client.close()


def test_a_server_of_an_own_authority_is_reached_where_its_certificate_is_trusted(serve, authority):
    server = serve(reply(401, b'{"code":"sign_in_needed"}'), tls=authority.context())
    client = Client(server.url, "s1")
    assert error_of(client.settings).code == "sign_in_needed"
    client.close()


def test_somebody_elses_certificate_sends_nothing(serve, tmp_path):
    (tmp_path / "other").mkdir()
    stranger = Authority(tmp_path / "other")
    server = serve(reply(200, HTML, ours=False), tls=stranger.context())
    client = Client(server.url, "s1")
    error = error_of(lambda: push(client))
    assert (error.code, error.never_sent) == ("tls", True)
    assert not any(server.requests)
    client.close()


def test_a_certificate_for_another_name_is_not_the_servers(serve, authority):
    server = serve(reply(200, HTML), tls=authority.context(name="portal.example"))
    client = Client(server.url, "s1")
    assert error_of(client.settings).code == "tls"
    client.close()


@pytest.mark.parametrize(
    ("begins", "ends", "met_days_ago", "code"),
    [
        (+5, +10, None, "clock"),
        (-10, -5, None, "expired"),
        (-10, -5, 3, "expired"),
        (-10, -5, 700, "clock"),
    ],
)
def test_a_wrong_date_is_told_from_an_old_certificate(
    serve, authority, begins, ends, met_days_ago, code
):
    server = serve(reply(200, HTML), tls=authority.context(begins, ends))
    met = 0 if met_days_ago is None else clock.now() - met_days_ago * DAY
    client = Client(server.url, "s1", met_at=met)
    error = error_of(client.settings)
    assert (error.code, error.never_sent) == (code, True)
    assert OF_CODE[code] == Line.CLOCK
    assert not any(server.requests)
    client.close()
