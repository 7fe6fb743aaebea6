"""A line to a server on this machine that breaks in every way a bad one does.

Each connection draws its fate, and the byte at which it meets it, from the seed:

- `reset`, `end`: both sides lose it, with a reset or as if it had been closed;
- `silent`: nothing more passes, and neither side hears of it until the line is closed;
- `slow`, `trickle`: every piece comes late; pieces of a few bytes come late;
- `held`: it is opened late, so that later connections overtake it;
- `late`: the desk loses it, and what it had sent arrives at the server some time after;
- `well`: nothing.
"""

from __future__ import annotations

import contextlib
import random
import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable

FATES = ("reset", "end", "silent", "slow", "trickle", "held", "late", "well")
_PIECE = 16 * 1024
_LATEST = 2.0


class BadProxy:
    """Passes TCP connections on to a port of this machine, badly while `weather` says so."""

    def __init__(self, port: int, seed: int) -> None:
        """Listen on a port of its own; what comes goes to `port`."""
        self._target = port
        self._rng = random.Random(f"line {seed}")
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self.weather = 0.0
        self.met: Counter[str] = Counter()
        self._passed = {"up": 0, "down": 0}
        self._watch: tuple[str, int, Callable[[], None]] | None = None
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        threading.Thread(target=self._accept, name="line", daemon=True).start()

    @property
    def url(self) -> str:
        """The server's address by way of this line."""
        return f"http://127.0.0.1:{self.port}"

    def when(self, direction: str, count: int, act: Callable[[], None]) -> None:
        """Act once, before the byte after so many more of this direction passes on."""
        with self._lock:
            self._watch = (direction, self._passed[direction] + count, act)

    def forget(self) -> None:
        """Act no more."""
        with self._lock:
            self._watch = None

    def clear(self) -> None:
        """From now on pass everything on; what hangs is reset."""
        self.weather = 0.0
        self.forget()
        self._end(*list(self._open))

    def close(self) -> None:
        """End every connection and listen no more."""
        self._listener.close()
        self._end(*list(self._open))

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                self._open.add(near)
                bad = self._rng.random() < self.weather
                fate = self._rng.choice(FATES) if bad else "well"
                # Each magnitude is as likely as the next.
                at = int(10 ** self._rng.uniform(0, 5.5))
                way = self._rng.choice(("up", "down"))
                later = self._rng.uniform(0.0, _LATEST)
                self.met[fate] += 1
            threading.Thread(
                target=self._connect, args=(near, Fate(fate, way, at, later)), daemon=True
            ).start()

    def _connect(self, near: socket.socket, fate: Fate) -> None:
        if fate.kind == "held":
            time.sleep(fate.later)
        try:
            far = socket.create_connection(("127.0.0.1", self._target), timeout=10)
        except OSError:
            self._end(near)
            return
        far.settimeout(None)
        with self._lock:
            self._open.add(far)
        for way, source, sink in (("up", near, far), ("down", far, near)):
            passing = (way, source, sink, fate)
            threading.Thread(target=self._pass_on, args=passing, daemon=True).start()

    def _pass_on(self, way: str, source: socket.socket, sink: socket.socket, fate: Fate) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(_PIECE):
                self._look(way, len(data))
                left = fate.left(way, len(data))
                if left is None:
                    sink.sendall(data)
                elif not fate.go_on(data, left, source, sink):
                    break
        if fate.kind == "silent" and fate.met:
            return  # both stay open, until somebody gives up
        self._end(source, sink)

    def _look(self, way: str, count: int) -> None:
        with self._lock:
            self._passed[way] += count
            watch = self._watch
            if watch is None or watch[0] != way or self._passed[way] < watch[1]:
                return
            self._watch = None
        watch[2]()

    def _end(self, *sockets: socket.socket) -> None:
        for end in sockets:
            reset(end)
            with self._lock:
                self._open.discard(end)


class Fate:
    """What happens to one connection, in one direction, from which byte on."""

    def __init__(self, kind: str, way: str, at: int, later: float) -> None:
        """`later` are seconds."""
        self.kind, self.way, self.at, self.later = kind, way, at, later
        self.met = False

    def left(self, way: str, count: int) -> int | None:
        """How many of the next bytes pass unharmed; None for all of them."""
        if self.kind in {"well", "held"} or way != self.way:
            # Where one direction fell silent the other one did too.
            return 0 if self.kind == "silent" and self.met else None
        left, self.at = max(0, self.at), self.at - count
        return left if left < count else None

    def go_on(self, data: bytes, left: int, source: socket.socket, sink: socket.socket) -> bool:
        """Do to these bytes what is to be done; False where the connection is over."""
        self.met = True
        if self.kind in {"slow", "trickle"}:
            step = 16 if self.kind == "trickle" else _PIECE
            for start in range(0, len(data), step):
                time.sleep(0.001 if self.kind == "trickle" else self.later / 20)
                sink.sendall(data[start : start + step])
            return True
        if self.kind == "late" and self.way == "up":
            reset(source)
            time.sleep(self.later)
            sink.sendall(data)
            sink.settimeout(_LATEST)
            with contextlib.suppress(OSError):
                while sink.recv(_PIECE):
                    pass
            return False
        sink.sendall(data[:left])
        if self.kind == "end":
            for end in (source, sink):
                end.shutdown(socket.SHUT_RDWR)
        return False


def reset(end: socket.socket) -> None:
    """Close a connection so that the other side meets a reset."""
    with contextlib.suppress(OSError):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        # A thread that waits for bytes of it is woken by this alone.
        end.shutdown(socket.SHUT_RD)
    end.close()
