"""Outlines come from the server's administrator to the map of every desk, and go again."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator

import pytest

from casework.places.outlines import Area
from casework.places.writing import to_geojson
from desktop.storage import area_parts
from desktop.sync.client import Client
from desktop.sync.errors import SyncError
from tests.desktop.sync.conftest import Seat
from tests.support.line import Line
from tests.support.town import Town


def outlines(count: int, shift: float = 0.0) -> str:
    """A row of villages whose borders are too crooked to be simplified away or packed small."""
    areas, chance = [], random.Random(7)
    for n in range(count):
        west, south = 101.2 + n * 0.01, 16.4 + shift
        edge = [(west + k * 0.0001, south + chance.random() * 0.001) for k in range(100)]
        ring = (*edge, (west + 0.0099, south + 0.01), (west, south + 0.01), edge[0])
        areas.append(Area("village", f"บ้าน {n}", "", polygons=((ring,),), village=n + 1))
    return json.dumps(to_geojson(areas))


@pytest.fixture
def give(town: Town, tmp_path) -> Iterator[Callable[..., str]]:
    """Let the administrator add a package; all are taken away again."""
    given: set[str] = set()

    def add(text: str, key: str, source: str = "") -> str:
        file = tmp_path / f"{key}.geojson"
        file.write_text(text, encoding="utf-8")
        given.add(key)
        return town.server("areas", "add", "TT", str(file), "--source", source, "--metres", "0.1")

    yield add
    for key in given:
        town.server("areas", "remove", "TT", key)


def test_outlines_come_with_a_sync_and_lie_on_the_map(seat: Seat, give):
    desk = seat("somchai")
    assert desk.ground().areas == ()
    give(outlines(3), "villages", "กรมการปกครอง")
    desk.sync()
    ground = desk.ground()
    assert [a.label("th") for a in ground.areas] == ["หมู่ 1 บ้าน 0", "หมู่ 2 บ้าน 1", "หมู่ 3 บ้าน 2"]
    assert ground.sources == ("Natural Earth", "กรมการปกครอง")
    assert desk.ground() is ground


def test_a_first_sync_brings_them(seat: Seat, give):
    give(outlines(2), "villages")
    assert len(seat("somchai").ground().areas) == 2


def test_what_is_here_does_not_come_again_and_what_was_replaced_goes(seat: Seat, line: Line, give):
    give(outlines(40), "many")
    desk = seat("somchai")
    before = line.down
    desk.sync()
    assert line.down - before < 5_000
    give(outlines(1), "many")
    desk.sync()
    assert len(desk.ground().areas) == 1
    assert len(desk.cache.names(area_parts.PREFIX)) == 1


def test_a_package_of_many_pieces_goes_on_where_it_broke(
    seat: Seat, give, monkeypatch: pytest.MonkeyPatch
):
    give(outlines(400), "many")
    desk = seat("somchai", synced=False)
    asked: list[int] = []
    take = Client.area_part

    def cut(self: Client, sha256: str, number: int) -> bytes:
        asked.append(number)
        if len(asked) == 3:
            raise SyncError("unreachable")
        return take(self, sha256, number)

    monkeypatch.setattr(Client, "area_part", cut)
    with pytest.raises(SyncError):
        desk.sync()
    assert desk.ground().areas == (), "a part of it is not shown"
    desk.sync()
    assert len(desk.ground().areas) == 400
    assert asked[:4] == [0, 1, 2, 2], "no piece came twice"


def test_other_bytes_than_the_hash_says_are_never_shown(
    seat: Seat, give, monkeypatch: pytest.MonkeyPatch
):
    give(outlines(2), "villages")
    take = Client.area_part
    monkeypatch.setattr(Client, "area_part", lambda self, sha, n: take(self, sha, n)[:-1] + b"!")
    desk = seat("somchai")
    assert desk.ground().areas == ()
    monkeypatch.setattr(Client, "area_part", take)
    desk.sync()
    assert len(desk.ground().areas) == 2


def test_a_package_that_was_taken_away_a_moment_ago_holds_up_nothing(
    seat: Seat, give, monkeypatch: pytest.MonkeyPatch
):
    give(outlines(2), "villages")

    def gone(*_: object) -> bytes:
        raise SyncError("refused", "no_such_areas")

    monkeypatch.setattr(Client, "area_part", gone)
    desk = seat("somchai")
    assert desk.counts().mine >= 0
    assert desk.ground().areas == ()
