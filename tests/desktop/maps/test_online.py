"""An online layer is one https host that a person typed, and off until it is turned on."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.errors import DeskError
from desktop.maps import online
from desktop.messages import sentence

GOOD = "https://Tiles.example.org/a/{z}/{x}/{y}.png?key=abc"


class Kept(dict[str, Any]):
    """A place for named values."""

    def put(self, name: str, value: Any) -> None:
        self[name] = value


def test_a_good_address_admits_its_very_host_over_https_alone():
    layer = online.layer_of(GOOD, " Example   maps ")
    assert layer.origin == "https://tiles.example.org"
    assert layer.attribution == "Example maps"
    assert layer.admits("https", "tiles.example.org", -1)
    assert layer.admits("https", "tiles.example.org", 443)
    for scheme, host, port in (
        ("http", "tiles.example.org", -1), ("https", "tiles.example.org", 8443),
        ("https", "example.org", -1), ("https", "a.tiles.example.org", -1),
        ("https", "tiles.example.org.evil.org", -1), ("wss", "tiles.example.org", -1),
    ):  # fmt: skip
        assert not layer.admits(scheme, host, port)


@pytest.mark.parametrize(
    "url",
    [
        "", "http://tiles.example.org/{z}/{x}/{y}.png", "https://tiles.example.org/{z}/{x}.png",
        "https://{s}.example.org/{z}/{x}/{y}.png", "https://tiles.example.org:8443/{z}/{x}/{y}",
        "https://a@tiles.example.org/{z}/{x}/{y}", "https://localhost/{z}/{x}/{y}",
        "https://127.0.0.1/{z}/{x}/{y}", "https://[::1]/{z}/{x}/{y}",
        "https://tiles.example.org/{z}/{x}/{y}/{token}", "//tiles.example.org/{z}/{x}/{y}",
        "https://tiles.example.org/{z}/{x}/{y}' ; img-src *", "https://tiles.example.org {z}{x}{y}",
        "https://tiles.example.org/{z}/{x}/{y}\nhttps://b.org", "https:///{z}/{x}/{y}",
        "https://tiles.example.org/{z}/{x}/{y}" + "a" * 600, "javascript:alert(1)//{z}{x}{y}",
        "https://tiles_x.example.org/{z}/{x}/{y}", "https://ex%61mple.org/{z}/{x}/{y}",
    ],
)  # fmt: skip
def test_any_other_address_is_refused_in_words(url: str):
    with pytest.raises(DeskError) as refused:
        online.layer_of(url, "Example")
    assert "https://" in sentence(refused.value)


def test_whose_map_it_is_must_be_said():
    with pytest.raises(DeskError) as refused:
        online.layer_of(GOOD, "  ")
    assert refused.value.code == "online_attribution"


def test_it_is_off_until_it_is_turned_on_and_an_address_stays_when_off():
    kept = Kept()
    assert online.kept(kept).layer is None
    online.keep(kept, GOOD, "Example", on=True)
    layer = online.kept(kept).layer
    assert layer is not None
    online.keep(kept, GOOD, "Example", on=False)
    assert online.kept(kept).layer is None
    assert online.kept(kept).url == GOOD


@pytest.mark.parametrize(
    "value", [7, {"url": 3}, {"url": "http://a.b/{z}{x}{y}", "attribution": "x", "on": True}]
)
def test_what_is_kept_and_no_good_counts_as_off(value: Any):
    assert online.kept(Kept(online_layer=value)).layer is None
