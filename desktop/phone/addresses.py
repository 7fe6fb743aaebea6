"""Under which addresses of local networks a phone can reach this computer, the likeliest first."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from typing import Final, NamedTuple

_HOTSPOTS: Final = tuple(
    ipaddress.IPv4Network(net)
    for net in ("172.20.10.0/28", "192.168.43.0/24", "192.168.49.0/24", "192.168.137.0/24")
)
"""What an iPhone, Androids and Windows give out to those who join their hotspot."""

_APART: Final = (
    "docker", "br-", "veth", "virbr", "vbox", "virtualbox", "vmware", "vmnet", "vethernet",
    "tun", "tap", "wg", "zt", "tailscale", "utun", "ppp", "loopback",
)  # fmt: skip
"""Beginnings of names of interfaces that no phone is behind."""


class Network(NamedTuple):
    """One IPv4 address of this computer: on which interface, and whether that is Wi-Fi."""

    address: str
    interface: str
    wireless: bool = False


def choose(networks: Iterable[Network], on_the_way_out: str = "") -> list[Network]:
    """Those a phone may reach, the likeliest first.

    Only private addresses count. `on_the_way_out` is the one from which this computer would go
    to the internet: the gateway there is the phone whose hotspot was joined.
    """
    found = {network.address: network for network in networks if _is_local(network)}

    def rank(network: Network) -> tuple[bool, bool, bool, str]:
        own = ipaddress.IPv4Address(network.address)
        return (
            network.address != on_the_way_out,
            not any(own in net for net in _HOTSPOTS),
            not network.wireless,
            network.address,
        )

    return sorted(found.values(), key=rank)


def local_networks() -> list[Network]:
    """The networks of this computer now, the likeliest first; empty where it has none."""
    # Only QtNetwork knows the interfaces of every system; it is needed nowhere else here.
    from PySide6.QtNetwork import QNetworkInterface

    flags = QNetworkInterface.InterfaceFlag
    found = [
        Network(
            entry.ip().toString(),
            f"{interface.name()} {interface.humanReadableName()}",
            interface.type() == QNetworkInterface.InterfaceType.Wifi,
        )
        for interface in QNetworkInterface.allInterfaces()
        if interface.flags() & flags.IsRunning and not interface.flags() & flags.IsLoopBack
        for entry in interface.addressEntries()
    ]
    return choose(found, _way_out())


def is_local(address: str) -> bool:
    """Whether an address lies in a private network (or is this computer itself)."""
    try:
        return ipaddress.IPv4Address(address).is_private
    except ValueError:
        return False


def _is_local(network: Network) -> bool:
    try:
        own = ipaddress.IPv4Address(network.address)
    except ValueError:
        return False
    names = network.interface.lower().split()
    apart = any(name.startswith(_APART) for name in names)
    return own.is_private and not own.is_loopback and not own.is_link_local and not apart


def _way_out() -> str:
    """The own address on the way to the internet; nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(("203.0.113.1", 9))  # RFC 5737: an address that nobody has
            return str(asking.getsockname()[0])
        except OSError:
            return ""
