"""One writer per profile: a command that finds a running desk hands its act to it.

A local socket (a named pipe on Windows) beside the profile; both ends prove that they can open
the profile (HMAC by a key derived from the cache key). Messages are JSON, never pickles.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import logging
import os
import secrets
import sys
import tempfile
import threading
from collections.abc import Callable
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path
from typing import Any

_log = logging.getLogger(__name__)
_ADDRESS_FILE = "desk.address"


def _authkey(key: bytes) -> bytes:
    return hmac.new(key, b"tambon desk handover", hashlib.sha256).digest()


def _address(profile: Path) -> str:
    """A short address of its own: socket paths may have about a hundred characters."""
    name = f"tambon-desk-{secrets.token_hex(8)}"
    if sys.platform == "win32":
        return rf"\\.\pipe\{name}"
    return str(Path(tempfile.gettempdir()) / f"{name}.sock")


class Door:
    """Listens for commands of other processes while the desk runs."""

    def __init__(
        self, profile: Path, key: bytes, answer: Callable[[dict[str, Any]], dict[str, Any]]
    ) -> None:
        """`answer` runs in the door's own thread."""
        self._file = profile / _ADDRESS_FILE
        self._answer = answer
        self._address = _address(profile)
        self._listener = Listener(self._address, authkey=_authkey(key))
        if sys.platform != "win32":
            os.chmod(self._address, 0o600)
        self._file.write_text(self._address, encoding="utf-8")
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="handover", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop listening and remove the address."""
        self._closing.set()
        self._file.unlink(missing_ok=True)
        # Closing a listener does not wake who waits in it; a knock does.
        with contextlib.suppress(OSError):
            Client(self._address).close()
        self._thread.join(timeout=1)
        self._listener.close()
        if sys.platform != "win32":
            Path(self._address).unlink(missing_ok=True)

    def _serve(self) -> None:
        while not self._closing.is_set():
            try:
                connection = self._listener.accept()
            except Exception as error:  # noqa: BLE001 - a stranger's knock must not end the door
                _log.info("a handover was turned away: %s", type(error).__name__)
                continue
            if not self._closing.is_set():
                self._serve_one(connection)

    def _serve_one(self, connection: Connection[Any, Any]) -> None:
        with contextlib.closing(connection):
            try:
                request = json.loads(connection.recv_bytes(maxlength=1_000_000))
                reply = self._answer(request)
                connection.send_bytes(json.dumps(reply, ensure_ascii=False).encode())
            except Exception as error:  # noqa: BLE001 - the next command finds the door open
                _log.info("a handover broke off: %s", type(error).__name__)


def hand_over(profile: Path, key: bytes, request: dict[str, Any]) -> dict[str, Any] | None:
    """Give a request to the desk that runs on the profile; None where none answers."""
    try:
        address = (profile / _ADDRESS_FILE).read_text(encoding="utf-8")
        with contextlib.closing(Client(address, authkey=_authkey(key))) as connection:
            connection.send_bytes(json.dumps(request, ensure_ascii=False).encode())
            reply: dict[str, Any] = json.loads(connection.recv_bytes())
            return reply
    except (OSError, EOFError, ValueError, AuthenticationError):
        return None
