"""Which of a computer's addresses a phone is told."""

from __future__ import annotations

import pytest

from desktop.phone.addresses import Network, choose, is_local, local_networks

WIRED = Network("192.168.1.20", "eth0 eth0")
HOTSPOT = Network("192.168.43.17", "wlan0 Wi-Fi", wireless=True)
OTHER = Network("10.20.0.9", "wlan1 Wi-Fi", wireless=True)


def test_the_network_whose_gateway_is_the_phone_comes_first():
    assert choose([WIRED, OTHER], "10.20.0.9") == [OTHER, WIRED]
    assert choose([WIRED, OTHER], "192.168.1.20") == [WIRED, OTHER]


def test_without_a_way_out_a_known_hotspot_then_wireless_comes_first():
    assert choose([WIRED, OTHER, HOTSPOT]) == [HOTSPOT, OTHER, WIRED]


@pytest.mark.parametrize(
    "network",
    [
        Network("127.0.0.1", "lo"),
        Network("8.8.8.8", "eth0"),
        Network("100.64.0.3", "tailscale0"),
        Network("169.254.4.4", "eth0"),
        Network("172.17.0.1", "docker0 docker0"),
        Network("192.168.56.1", "ethernet_32770 VirtualBox Host-Only Network"),
        Network("fe80::1", "wlan0"),
        Network("fd00::2", "eth0"),
    ],
)
def test_what_no_phone_can_or_should_reach_is_left_out(network: Network):
    assert choose([network, HOTSPOT], network.address) == [HOTSPOT]


def test_this_computer_is_asked_without_failing():
    for network in local_networks():
        assert is_local(network.address)


def test_only_private_callers_are_local():
    assert is_local("192.168.43.1")
    assert not is_local("8.8.8.8")
    assert not is_local("nonsense")
