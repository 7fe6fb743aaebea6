"""The gate passes bytes to one host while it is open, and to nobody otherwise."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest

from desktop.maps.gate import Gate


class Far:
    """Answers every line with the name it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def connect(self, host: str) -> socket.socket:
        self.asked.append(host)
        near, far = socket.socketpair()
        threading.Thread(target=self._answer, args=(far, host), daemon=True).start()
        return near

    def _answer(self, far: socket.socket, host: str) -> None:
        with far:
            while data := far.recv(100):
                far.sendall(host.encode() + b":" + data)


@pytest.fixture
def far() -> Far:
    return Far()


@pytest.fixture
def gate(far: Far) -> Iterator[Gate]:
    made = Gate(far.connect)
    yield made
    made.close()


def ask(port: int, text: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as one:
        with suppress(ConnectionError):
            one.sendall(text)
            return one.recv(100)
        return b""


def test_nobody_listens_before_it_is_opened(far: Far, gate: Gate):
    with pytest.raises(ConnectionRefusedError):
        ask(gate.port, b"hello")
    assert far.asked == []


def test_bytes_go_to_the_one_host(far: Far, gate: Gate):
    gate.open_to(1, "tiles.example.org")
    assert ask(gate.port, b"hello") == b"tiles.example.org:hello"
    assert far.asked == ["tiles.example.org"]


def test_closed_again_it_passes_nothing_and_ends_what_it_passed(far: Far, gate: Gate):
    gate.open_to(1, "tiles.example.org")
    with socket.create_connection(("127.0.0.1", gate.port), timeout=10) as one:
        one.sendall(b"hello")
        assert one.recv(100) == b"tiles.example.org:hello"
        gate.open_to(1, "")
        assert one.recv(100) == b""
    assert ask(gate.port, b"hello") == b""
    assert far.asked == ["tiles.example.org"]


def test_two_maps_hold_it_open_until_both_let_go(far: Far, gate: Gate):
    gate.open_to(1, "tiles.example.org")
    gate.open_to(2, "tiles.example.org")
    gate.open_to(1, "")
    assert ask(gate.port, b"x") == b"tiles.example.org:x"


def test_a_host_that_cannot_be_reached_ends_the_connection():
    def nowhere(_host: str) -> socket.socket:
        raise OSError("no network")

    gate = Gate(nowhere)
    gate.open_to(1, "tiles.example.org")
    assert ask(gate.port, b"hello") == b""
    gate.close()
