"""The door itself: listens on addresses of local networks while it is open, a thread a request."""

from __future__ import annotations

import contextlib
import logging
import selectors
import socket
import sys
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

from desktop.phone import request as http
from desktop.phone.addresses import is_local
from desktop.phone.gate import Gate
from desktop.phone.page import page
from desktop.phone.reception import COOKIE, Kept, PhoneStanding, Reception
from desktop.phone.request import Bad

PORT: Final = 8047
"""Tried first, so that an address typed by hand looks the same each day."""
CONNECTIONS_MOST: Final = 12
A_PEER_MOST: Final = 6
_LOOK_SECONDS: Final = 1.0
_PHONE_LINGER: Final = 20.0

_log = logging.getLogger(__name__)


class NoPort(OSError):
    """No port of these addresses can be listened on."""


class PhoneDoor:
    """Takes photos from one phone, until it is closed, idle, or an hour has passed."""

    def __init__(
        self,
        addresses: Sequence[str],
        keep: Callable[[bytes, str], Kept],
        check: Callable[[bytes], None],
        gate: Gate | None = None,
        port: int = PORT,
    ) -> None:
        """Open it on these addresses. Raises NoPort. `keep` and `check`: see Reception."""
        self._gate = gate or Gate()
        self._reception = Reception(self._gate, keep, check, page)
        self._listening = _listen(addresses, port)
        self.port = int(self._listening[0].getsockname()[1])
        self._reception.hosts = frozenset(f"{address}:{self.port}" for address in addresses)
        self.urls = tuple(f"http://{a}:{self.port}/{self._gate.code}" for a in addresses)
        self._lock = threading.Lock()
        self._talking: dict[socket.socket, str] = {}
        self._waker, self._woken = socket.socketpair()
        self._thread = threading.Thread(target=self._serve, name="phone", daemon=True)
        self._thread.start()

    @property
    def code(self) -> str:
        """The one-time code."""
        return self._gate.code

    def standing(self) -> PhoneStanding:
        """How far it is."""
        return self._reception.standing()

    def close(self) -> None:
        """Take nothing more, cut what is under way, and free the port. Quick; twice is no harm."""
        self._gate.close()
        with contextlib.suppress(OSError):
            self._waker.send(b"x")
        self._thread.join()
        self._waker.close()

    # -- the thread that listens --------------------------------------------------------------

    def _serve(self) -> None:
        with selectors.DefaultSelector() as selector:
            for listening in self._listening:
                selector.register(listening, selectors.EVENT_READ)
            selector.register(self._woken, selectors.EVENT_READ)
            while not self._gate.why_closed:
                for key, _ in selector.select(_LOOK_SECONDS):
                    if key.fileobj is not self._woken and isinstance(key.fileobj, socket.socket):
                        self._accept(key.fileobj)
        for listening in self._listening:
            listening.close()
        self._woken.close()
        if self._gate.why_closed == "stopped":
            self._cut_all()

    def _cut_all(self) -> None:
        with self._lock:
            for connection in self._talking:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def _accept(self, listening: socket.socket) -> None:
        try:
            connection, (peer, _) = listening.accept()
        except OSError:
            return  # gone again
        with self._lock:
            of_peer = Counter(self._talking.values())[peer]
            full = len(self._talking) >= CONNECTIONS_MOST or of_peer >= A_PEER_MOST
            if full or not is_local(peer):
                connection.close()
                return
            self._talking[connection] = peer
        threading.Thread(
            target=self._talk, args=(connection, peer), name="phone-talk", daemon=True
        ).start()

    # -- a thread for each request ------------------------------------------------------------

    def _talk(self, connection: socket.socket, peer: str) -> None:
        try:
            with contextlib.suppress(OSError, Bad):
                self._answer(connection, peer)
        except Exception:  # noqa: BLE001 - a fault of ours ends one request, never the door
            _log.exception("a request of a phone failed")
        finally:
            with self._lock:
                self._talking.pop(connection, None)
            connection.close()

    def _answer(self, connection: socket.socket, peer: str) -> None:
        request = http.read_head(connection)
        is_phone = self._gate.admits(request.cookie(COOKIE))
        if not is_phone and self._gate.is_barred(peer):
            return

        def body(length: int, look: Callable[[bytearray], None]) -> bytes:
            return http.read_body(connection, request, length, look)

        answer = self._reception.answer(request, peer, body)
        linger = _PHONE_LINGER if is_phone else http.LINGER_SECONDS
        http.write(connection, answer, linger)


def _listen(addresses: Sequence[str], port: int) -> list[socket.socket]:
    """A socket for each address, all on one port: this one, or one that is free."""
    for wanted in (port, 0, 0, 0):
        made: list[socket.socket] = []
        try:
            for address in addresses:
                taken = made[0].getsockname()[1] if made else wanted
                made.append(_bound(address, taken))
        except OSError:
            for one in made:
                one.close()
            continue
        if made:
            return made
    raise NoPort


def _bound(address: str, port: int) -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":
            # There a second program could take the port over otherwise.
            made.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((address, port))
        made.listen(CONNECTIONS_MOST)
        made.setblocking(False)
    except OSError:
        made.close()
        raise
    return made
