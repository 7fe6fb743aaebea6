"""A server with its people, a line that can be cut, and desks that sit at its end."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.desk import Desk
from desktop.sync.speed import Speed
from tests.support.line import Line
from tests.support.town import Town

CASES = 60
PASSWORD = "correct horse battery"
GOOD_RATE = 10_000_000.0
Seat = Callable[..., Desk]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """One server for the module: a clerk, two officers, sixty tickets."""
    made = Town(tmp_path_factory.mktemp("town"))
    made.people(CASES)
    made.server(
        "user", "add", "anan", "--role", "officer", "--authority", "TT",
        "--password-file", str(made.secret),
    )  # fmt: skip
    made.start()
    yield made
    made.stop()


@pytest.fixture
def line(town: Town) -> Iterator[Line]:
    """A line to the server that can be cut."""
    made = Line(town.port)
    yield made
    made.close()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A good line, however busy this machine is: its speed decides what goes first and together."""
    monkeypatch.setattr(Speed, "_judge", lambda speed, *_: setattr(speed, "rate", GOOD_RATE))


@pytest.fixture
def seat(town: Town, line: Line, tmp_path: Path, quick: None) -> Iterator[Seat]:
    """Sign a person in at a desk of their own."""
    desks: list[Desk] = []
    names = (f"desk{n}" for n in itertools.count())

    def sit(user: str, *, synced: bool = True) -> Desk:
        folder = tmp_path / next(names)
        desk = Desk.sign_in(folder, line.url, user, PASSWORD, "a passphrase")
        desks.append(desk)
        if synced:
            desk.sync()
        return desk

    yield sit
    for desk in desks:
        desk.close()


_numbers = (f"2026-TEST{n:02d}" for n in range(CASES))


@pytest.fixture
def numbers() -> Iterator[str]:
    """Numbers of cases that no other test touches."""
    return _numbers
