"""A server within this process whose clock a test moves, and computers with clocks of their own."""

from __future__ import annotations

import socket
import threading
import time
from pathlib import Path

import pytest
import uvicorn

from desktop import clock as desk_clock
from server import clock as server_clock
from server.app import create_app
from server.service import Service

START = 1_800_000_000_000_000


class World:
    """The true time (µs UTC), which moves when it is told to; the server's clock shows it."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.now = START
        patch.setattr(server_clock, "now", lambda: self.now)

    def pass_by(self, microseconds: int) -> int:
        """Let time pass; returns what it is then."""
        self.now += microseconds
        return self.now


class Computer:
    """A computer: a wall clock that is `behind` (µs), and boots. The desks of a test sit at it."""

    def __init__(self, world: World, patch: pytest.MonkeyPatch, behind: int = 0) -> None:
        self._world = world
        self.behind = behind
        self._boots = 0
        self.start()
        patch.setattr(desk_clock, "wall", lambda: world.now - self.behind)
        patch.setattr(desk_clock, "monotonic", lambda: world.now - self._started_at)
        patch.setattr(desk_clock, "boot", lambda: f"boot-{self._boots}")

    def start(self) -> None:
        """Start anew: another boot, whose monotonic clock begins at a few seconds."""
        self._boots += 1
        self._started_at = self._world.now - 5_000_000
        desk_clock.forget()

    def set_wall(self, at: int) -> None:
        """Somebody sets the wall clock."""
        self.behind = self._world.now - at


class ServerHere:
    """The real server application on a data folder, on a thread of this process."""

    def __init__(self, data: Path) -> None:
        self.service = Service(data)
        self._socket = socket.create_server(("127.0.0.1", 0))
        config = uvicorn.Config(
            create_app(self.service), log_level="warning", access_log=False, lifespan="off"
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],))
        self._thread.start()
        while not self._server.started and self._thread.is_alive():
            time.sleep(0.01)

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def close(self) -> None:
        """Stop it."""
        self._server.should_exit = True
        self._thread.join()
        self._socket.close()
        self.service.close()
