"""Where the tokens of a signed-in desk lie: the OS keyring, else the encrypted cache."""

from __future__ import annotations

import contextlib
import threading
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

import msgspec

from desktop.storage.keys import keyring_works

if TYPE_CHECKING:
    from desktop.sync.client import Tokens

SERVICE = "Tambon Desk"
_NAME = "tokens"


class Meta(Protocol):
    """The part of the cache that keeps small values."""

    def get(self, name: str, default: object = None) -> object:
        """The value of this name."""

    def put(self, name: str, value: object) -> None:
        """Keep a value, durably."""


class TokenStore:
    """The tokens of one profile."""

    def __init__(self, profile: str, cache: Meta) -> None:
        """`profile` names the profile in the keyring."""
        self._profile = f"{profile}#tokens"
        self._cache = cache
        # Held while tokens are renewed: a refresh token is good for one exchange.
        self.lock = threading.Lock()

    @cached_property
    def _keyring(self) -> bool:
        """Asked once, and only where tokens are needed: a locked keyring takes its time."""
        return keyring_works()

    def load(self) -> Tokens:
        """The tokens, empty ones where the desk is not signed in."""
        from desktop.sync.client import Tokens

        raw = self._read()
        return msgspec.convert(raw, Tokens) if raw else Tokens()

    def save(self, tokens: Tokens) -> None:
        """Keep the tokens before they are used."""
        value = msgspec.to_builtins(tokens)
        if self._keyring:
            import keyring

            keyring.set_password(SERVICE, self._profile, msgspec.json.encode(value).decode())
        else:
            self._cache.put(_NAME, value)

    def forget(self) -> None:
        """Remove the tokens from this computer."""
        if self._keyring:
            import keyring
            import keyring.errors

            with contextlib.suppress(keyring.errors.KeyringError):
                keyring.delete_password(SERVICE, self._profile)
        else:
            self._cache.put(_NAME, None)

    def _read(self) -> object:
        if not self._keyring:
            return self._cache.get(_NAME)
        import keyring
        import keyring.errors

        try:
            text = keyring.get_password(SERVICE, self._profile)
        except keyring.errors.KeyringError:
            return None
        return msgspec.json.decode(text) if text else None
