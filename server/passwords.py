"""Keeping passwords: scrypt (RFC 7914), and the brake on guessing."""

from __future__ import annotations

import functools
import hashlib
import hmac
import os
import threading
import time
from collections.abc import Callable

_N, _R, _P = 1 << 14, 8, 1
_SALT_BYTES = 16
_FREE_TRIES = 5
_FIRST_WAIT_SECONDS = 10
_LONGEST_WAIT_SECONDS = 900
_FORGET_SECONDS = 3600
_MAX_NAMES = 10_000


def hash_password(password: str) -> str:
    """The password as it is stored: scrypt$n$r$p$salt$key, salt and key in hex."""
    salt = os.urandom(_SALT_BYTES)
    key = hashlib.scrypt(password.encode(), salt=salt, n=_N, r=_R, p=_P)
    return f"scrypt${_N}${_R}${_P}${salt.hex()}${key.hex()}"


def check_password(password: str, stored: str) -> bool:
    """Whether this is the password that was stored. Takes as long for a wrong one."""
    _, n, r, p, salt, key = stored.split("$")
    found = hashlib.scrypt(
        password.encode(), salt=bytes.fromhex(salt), n=int(n), r=int(r), p=int(p)
    )
    return hmac.compare_digest(found, bytes.fromhex(key))


@functools.cache
def nobody() -> str:
    """A stored password that fits nothing: checked for unknown names, so that they take as long."""
    return hash_password(os.urandom(16).hex())


class Brake:
    """Makes whoever guesses passwords wait longer with every wrong one."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` gives seconds."""
        self._clock = clock
        self._lock = threading.Lock()
        self._failures: dict[str, tuple[int, float]] = {}

    def wait_seconds(self, name: str) -> int:
        """How long this name must wait before the next try; 0 when it need not."""
        with self._lock:
            count, last = self._failures.get(name, (0, 0.0))
            if count < _FREE_TRIES:
                return 0
            wait = min(_FIRST_WAIT_SECONDS << min(count - _FREE_TRIES, 10), _LONGEST_WAIT_SECONDS)
            return max(0, round(last + wait - self._clock()))

    def failed(self, name: str) -> None:
        """Note a wrong password."""
        with self._lock:
            now = self._clock()
            if len(self._failures) >= _MAX_NAMES:
                old = [n for n, (_, at) in self._failures.items() if now - at > _FORGET_SECONDS]
                for known in old or list(self._failures)[: _MAX_NAMES // 2]:
                    del self._failures[known]
            count, last = self._failures.get(name, (0, now))
            self._failures[name] = (1 if now - last > _FORGET_SECONDS else count + 1, now)

    def succeeded(self, name: str) -> None:
        """Forget the wrong ones."""
        with self._lock:
            self._failures.pop(name, None)
