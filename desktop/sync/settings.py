"""What the server says of authority, people and account, as it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import msgspec

from casework import wire


class Values(Protocol):
    """The part of the cache that keeps small values."""

    def put_many(self, values: Mapping[str, Any]) -> None:
        """Keep several values, durably and together."""


def keep_settings(cache: Values, settings: wire.DeskSettings) -> None:
    """Keep them. The account comes along: a new role or unit counts here from now on."""
    cache.put_many(
        {
            "settings": msgspec.to_builtins(settings),
            "settings_version": settings.version,
            "account": msgspec.to_builtins(settings.account),
        }
    )
