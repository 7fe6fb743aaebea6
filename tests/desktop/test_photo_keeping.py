"""The thread that keeps photos within their budget: woken by growth, alive after a failure."""

from __future__ import annotations

import hashlib

import pytest

from desktop.desk import Desk
from desktop.errors import DeskError
from desktop.photo_keeping import bytes_of, size_words
from desktop.storage.errors import DiskFull
from desktop.storage.keeping import BUDGET, Keeper

BUDGET_BYTES = 10_000_000


def fetch(desk: Desk, number: int, size: int = 5_000_000) -> str:
    data = bytes([number]) * size
    sha256 = hashlib.sha256(data).hexdigest()
    assert desk.photos.add_fetched(sha256, data, number)
    return sha256


def test_photos_that_come_push_old_ones_out_by_themselves(desk: Desk):
    desk.cache.put(BUDGET, BUDGET_BYTES)
    shas = [fetch(desk, number) for number in range(1, 7)]
    desk.photo_keeping.finish()
    assert desk.photos.held() == set(shas[-2:])
    assert desk.photo_keeping.use().excess == 0


@pytest.mark.parametrize("error", [DiskFull("full"), RuntimeError("a fault of ours")])
def test_a_failure_is_forgotten_when_the_next_photo_comes(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, error: Exception
):
    desk.cache.put(BUDGET, BUDGET_BYTES)
    failed: list[Exception] = []
    step = Keeper.step

    def failing(keeper: Keeper) -> bool:
        if failed:
            return step(keeper)
        failed.append(error)
        raise error

    monkeypatch.setattr(Keeper, "step", failing)
    fetch(desk, 1)
    desk.photo_keeping.finish()
    assert failed
    for number in range(2, 5):
        fetch(desk, number)
    desk.photo_keeping.finish()
    assert desk.photo_keeping.use().used <= BUDGET_BYTES


def test_after_closing_nothing_starts_any_more(desk: Desk):
    desk.cache.put(BUDGET, 1)
    desk.photo_keeping.close()
    desk.photo_keeping.close()
    sha256 = fetch(desk, 1)
    desk.photo_keeping.wake()
    desk.photo_keeping.finish()
    assert desk.photos.has(sha256)


@pytest.mark.parametrize(
    ("text", "count"),
    [("500MB", 500_000_000), ("2 gb", 2_000_000_000), (" 1.5GB ", 1_500_000_000), ("70000kb", 7e7),
     ("123456", 123_456), ("1TB", 10**12), ("๕๐๐MB", 500_000_000)],
)  # fmt: skip
def test_sizes_are_read_as_people_write_them(text: str, count: float):
    assert bytes_of(text) == count


@pytest.mark.parametrize("text", ["", "MB", "1,5GB", "2 PB", "1e9", "nan", "9" * 30])
def test_what_is_no_size_is_refused(text: str):
    with pytest.raises(DeskError) as caught:
        bytes_of(text)
    assert caught.value.code == "bad_size"


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 KB"), (1, "1 KB"), (999_999, "1000 KB"), (1_000_000, "1 MB"), (99_400_000, "99 MB"),
     (2_000_000_000, "2 GB"), (1_250_000_000, "1.2 GB")],
)  # fmt: skip
def test_sizes_are_said_in_round_figures(count: int, words: str):
    assert size_words(count) == words
