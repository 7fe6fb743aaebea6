"""What the server says of authority, people and account, as it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import msgspec

from casework import wire
from desktop.storage.area_parts import AREAS


class Values(Protocol):
    """The part of the cache that keeps small values, and shows cases by them."""

    def put(self, name: str, value: Any) -> None:
        """Keep a value, durably."""

    def put_many(self, values: Mapping[str, Any]) -> None:
        """Keep several values, durably and together."""

    def person_changed(self) -> None:
        """Show what is pending by what is now known of the person."""


def keep_settings(cache: Values, settings: wire.DeskSettings) -> None:
    """Keep them. The account comes along: a new role or unit counts here from now on."""
    cache.put_many(
        {
            "settings": msgspec.to_builtins(settings),
            "account": msgspec.to_builtins(settings.account),
            # By itself too: every round looks at it, and the outlines in the settings are long.
            AREAS: msgspec.to_builtins(settings.areas),
        }
    )
    cache.person_changed()
    # Last, so that all of this is done again after a crash in the middle of it.
    cache.put("settings_version", settings.version)
