"""Who may hand in photos: a one-time code, the one phone that opened it first, and for how long."""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Final, Literal

Why = Literal["", "stopped", "idle", "time", "full"]

LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
CODE_LENGTH: Final = 26
"""26 of 31 letters that cannot be mistaken for one another: 128.8 bits."""
IDLE_SECONDS: Final = 10 * 60
LIFE_SECONDS: Final = 60 * 60
WRONG_MOST: Final = 10
WRONG_SECONDS: Final = 60
_PEERS_MOST: Final = 200


def new_code() -> str:
    """A code that nobody can guess."""
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


class Gate:
    """One opening: its code, its phone and its end. Thread-safe; times are seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Opened now."""
        self.code = new_code()
        self._clock = clock
        self._lock = threading.Lock()
        self._token = ""
        self._opened = self._used = clock()
        self._wrong: dict[str, deque[float]] = {}
        self._why: Why = ""

    def knows(self, code: str) -> bool:
        """Whether this is the code; hyphens and capitals of a person's typing do no harm."""
        plain = code.replace("-", "").lower()
        return hmac.compare_digest(plain.encode(), self.code.encode())

    def bind(self) -> str:
        """Let the phone in that asks first: its token. Empty where another was first."""
        with self._lock:
            if self._token:
                return ""
            self._token = secrets.token_urlsafe(32)
            self._used = self._clock()
            return self._token

    @property
    def is_bound(self) -> bool:
        """Whether a phone has come."""
        return bool(self._token)

    def admits(self, token: str) -> bool:
        """Whether this is the token of the phone that came first."""
        held = self._token
        return bool(held) and hmac.compare_digest(token.encode(), held.encode())

    def used(self) -> None:
        """The phone did something: it is not idle."""
        self._used = self._clock()

    def wrong(self, peer: str) -> None:
        """Somebody at this address asked for what is not here."""
        with self._lock:
            if peer not in self._wrong and len(self._wrong) >= _PEERS_MOST:
                self._wrong.pop(next(iter(self._wrong)))
            tries = self._wrong.setdefault(peer, deque(maxlen=WRONG_MOST))
            tries.append(self._clock())

    def is_barred(self, peer: str) -> bool:
        """Whether that address has tried too often of late."""
        with self._lock:
            tries = self._wrong.get(peer)
            if tries is None or len(tries) < WRONG_MOST:
                return False
            return self._clock() - tries[0] < WRONG_SECONDS

    def close(self, why: Why = "stopped") -> None:
        """Nothing is taken any more."""
        self._why = self._why or why

    @property
    def why_closed(self) -> Why:
        """Empty while photos are taken, else why not: stopped, idle, time or full."""
        now = self._clock()
        if not self._why and now - self._opened >= LIFE_SECONDS:
            self._why = "time"
        if not self._why and now - self._used >= IDLE_SECONDS:
            self._why = "idle"
        return self._why

    @property
    def seconds_left(self) -> int:
        """How long photos are still taken if nothing more comes."""
        now = self._clock()
        left = min(self._used + IDLE_SECONDS, self._opened + LIFE_SECONDS) - now
        return 0 if self.why_closed else max(0, round(left))
