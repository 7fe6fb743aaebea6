"""An online map layer: off by default, typed by a person, one exact host and nothing else.

It is the only thing that ever makes a map ask the network. What it sends is the numbers of the
tiles of the area that is looked at, to its provider alone: no case, no name, no cookie.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

import msgspec

from desktop.errors import DeskError

_KEPT_AS = "online_layer"
_HOST = re.compile(r"^(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))+$")
_PATH = re.compile(r"^/[A-Za-z0-9._~!$&'()*+,;=:@%/{}?-]*$")
_PLACES = ("{z}", "{x}", "{y}")
LONGEST = 500


@dataclass(frozen=True, slots=True)
class OnlineLayer:
    """A layer of tiles from one provider, by a template with {z}, {x} and {y}."""

    url: str
    attribution: str

    @property
    def origin(self) -> str:
        """The only origin that is let through: https and the exact host, port 443."""
        return f"https://{self.host}"

    @property
    def host(self) -> str:
        """The provider's host."""
        return urlsplit(self.url).hostname or ""

    def admits(self, scheme: str, host: str, port: int) -> bool:
        """Whether an address is of this provider; `port` -1 where none is written."""
        return scheme == "https" and host == self.host and port in (-1, 443)

    def for_page(self) -> dict[str, str]:
        """What the page needs of it."""
        return {"url": self.url, "attribution": self.attribution}


def layer_of(url: str, attribution: str) -> OnlineLayer:
    """The layer of what a person typed.

    Raises DeskError("online_address", reason=...) for anything but https to one named host, with
    {z}, {x} and {y} after it; DeskError("online_attribution") without the provider's name.
    """
    url, attribution = url.strip(), " ".join(attribution.split())
    if not attribution:
        raise DeskError("online_attribution")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise DeskError("online_address") from None
    host = parts.netloc.lower()
    rest = url[url.find(parts.netloc) + len(parts.netloc) :] if parts.netloc else ""
    plain = (
        len(url) <= LONGEST
        and parts.scheme == "https"
        and port is None
        and bool(_HOST.match(host))
        and not host.replace(".", "").isdigit()
        and bool(_PATH.match(rest))
        and all(rest.count(place) == 1 for place in _PLACES)
        and re.sub(r"\{[zxy]\}", "", rest).count("{") == 0
    )
    if not plain:
        raise DeskError("online_address")
    return OnlineLayer(f"https://{host}{rest}", attribution[:200])


class Named(Protocol):
    """Where named values are kept: the cache."""

    def get(self, name: str, default: Any = None) -> Any:
        """The value of a name."""

    def put(self, name: str, value: Any) -> None:
        """Keep a value under a name."""


class KeptOnline(msgspec.Struct, frozen=True):
    """What is kept on this computer of an online layer; it is off until it is turned on."""

    url: str = ""
    attribution: str = ""
    on: bool = False

    @property
    def layer(self) -> OnlineLayer | None:
        """The layer while it is on; a kept address that is no good counts as off."""
        if not self.on:
            return None
        try:
            return layer_of(self.url, self.attribution)
        except DeskError:
            return None


def kept(names: Named) -> KeptOnline:
    """What is kept; what cannot be read counts as nothing."""
    try:
        return msgspec.convert(names.get(_KEPT_AS) or {}, KeptOnline)
    except msgspec.ValidationError:
        return KeptOnline()


def keep(names: Named, url: str, attribution: str, *, on: bool) -> KeptOnline:
    """Keep a layer, on or off. Raises DeskError as `layer_of` does, where it is to be on."""
    if on:
        layer = layer_of(url, attribution)
        url, attribution = layer.url, layer.attribution
    value = KeptOnline(url.strip(), " ".join(attribution.split()), on)
    names.put(_KEPT_AS, msgspec.to_builtins(value))
    return value
