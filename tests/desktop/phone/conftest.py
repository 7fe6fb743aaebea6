"""A door on this computer alone, with a store in memory, and a clock that stands still."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

import pytest

from desktop.phone.door import PhoneDoor
from desktop.phone.gate import Gate
from desktop.phone.reception import Kept
from tests.desktop.phone.caller import Phone


class Clock:
    """Seconds that pass only when told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Store:
    """What was kept, and a look at the first bytes that refuses nothing."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, bytes]] = []
        self.refuse: Exception | None = None
        self.before: Callable[[], None] = lambda: None

    def keep(self, data: bytes, name: str) -> Kept:
        self.before()
        if self.refuse is not None:
            raise self.refuse
        self.kept.append((name, data))
        return Kept(hashlib.sha256(data).hexdigest(), name, has_place=b"GPS" in data)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def door(store: Store, clock: Clock) -> Iterator[PhoneDoor]:
    made = PhoneDoor(["127.0.0.1"], store.keep, lambda _: None, Gate(clock), port=0)
    yield made
    made.close()


@pytest.fixture
def phone(door: PhoneDoor) -> Phone:
    return Phone(door)
