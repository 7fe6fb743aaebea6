"""Serving a data folder over HTTP until told to stop."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
from contextlib import suppress
from pathlib import Path

import uvicorn
from filelock import FileLock, Timeout

from server.app import create_app
from server.errors import UsageError
from server.service import Service

LOCK_FILE = "serve.lock"
GRACE_SECONDS = 10


class _Server(uvicorn.Server):
    """Tells on standard output when it is ready."""

    url = ""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            print(f"tambon-server: listening on {self.url}", flush=True)


def serve(
    folder: Path, host: str, port: int, database_url: str = "", *, until_eof: bool = False
) -> None:
    """Serve until SIGTERM or SIGINT. Port 0 takes a free one. Raises UsageError.

    With `until_eof` it stops too when standard input ends: so it never outlives the program that
    started it, however that one ended.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = FileLock(folder / LOCK_FILE)
    try:
        lock.acquire(blocking=False)
    except Timeout as error:
        raise UsageError("already_serving", folder=folder) from error
    try:
        _serve(folder, host, port, database_url, until_eof=until_eof)
    finally:
        lock.release()


def _serve(folder: Path, host: str, port: int, database_url: str, *, until_eof: bool) -> None:
    listener = _listen(host, port)
    service = Service(folder, database_url)
    config = uvicorn.Config(
        create_app(service),
        access_log=False,  # names of cases and people stay out of logs
        log_level="warning",
        lifespan="off",
        server_header=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    server = _Server(config)
    shown = f"[{host}]" if ":" in host else host
    server.url = f"http://{shown}:{listener.getsockname()[1]}"
    # uvicorn raises the signal again when it has stopped; that is no failure here.
    signal.signal(signal.SIGTERM, lambda *_: None)
    if until_eof:
        threading.Thread(target=_wait_for_end, args=(server,), daemon=True).start()
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        print("tambon-server: stopped", file=sys.stderr)
    finally:
        listener.close()
        service.close()


def _wait_for_end(server: _Server) -> None:
    """On a thread of its own: read on until nobody can write any more."""
    while os.read(sys.stdin.fileno(), 4096):
        pass
    server.should_exit = True


def _make_patient(listener: socket.socket) -> None:
    """What connections inherit for bad lines: dead ones are noticed, lost packets borne.

    Most ways of congestion control take each loss for a full line: with 5 % loss and a round trip
    of 600 ms they come to 0.14 Mbit/s. BBR measures the line; only Linux lets a program choose it.
    """
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for option, value in (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 20), ("TCP_CONGESTION", b"bbr")):
        with suppress(AttributeError, OSError):
            listener.setsockopt(socket.IPPROTO_TCP, getattr(socket, option), value)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With the protocol named, asyncio turns Nagle's algorithm off: else every small reply waits
    # 40 ms for an acknowledgement.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if sys.platform != "win32":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    _make_patient(listener)
    try:
        listener.bind((host, port))
    except (OSError, OverflowError) as error:
        listener.close()
        why = getattr(error, "strerror", None) or str(error)
        raise UsageError("port_taken", host=host, port=port, why=why) from error
    return listener
