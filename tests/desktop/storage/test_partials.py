"""Photos that come in parts: each byte once, whole or not at all, through restarts."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.storage import partials
from desktop.storage.partials import MOST_BYTES, PIECE_BYTES, Partial
from tests.desktop.storage.authority import AT

_sizes = st.one_of(
    st.integers(1, 50), st.integers(1, 3 * PIECE_BYTES),
    st.sampled_from([PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 2 * PIECE_BYTES]),
)  # fmt: skip


def noise(size: int) -> bytes:
    seed = hashlib.sha256(str(size).encode()).digest()
    return (seed * (size // 32 + 1))[:size]


def sha256_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sizes=st.lists(_sizes, min_size=1, max_size=6), restarts=st.sets(st.integers(0, 5)))
def test_in_whatever_parts_it_comes_it_is_the_same_photo(desk, sizes, restarts):
    data = noise(sum(sizes))
    sha = sha256_of(data)
    at = 0
    for number, size in enumerate(sizes):
        desk.photos.arriving.add(sha, at, len(data), data[at : at + size])
        at += size
        if number in restarts:
            desk.reopen()
        assert desk.photos.arriving.find(sha) == Partial(at, len(data))
        assert not desk.photos.has(sha)
        assert desk.photos.read(sha) is None
    assert desk.photos.arriving.finish(sha, AT)
    assert desk.photos.read(sha) == data
    assert desk.photos.arriving.under_way() == {}
    assert desk.findings() == []
    desk.photos.drop([(sha, 0)])
    assert not desk.photos.has(sha)


def test_bytes_that_do_not_follow_are_refused_and_what_was_there_stays(desk):
    data = noise(1000)
    sha = sha256_of(data)
    desk.photos.arriving.add(sha, 0, 1000, data[:400])
    for start in (300, 401, 1000):
        with pytest.raises(ValueError, match="bytes from"):
            desk.photos.arriving.add(sha, start, 1000, b"x")
    assert desk.photos.arriving.find(sha) == Partial(400, 1000)
    desk.photos.arriving.add(sha, 0, 1000, data[:100])
    assert desk.photos.arriving.find(sha) == Partial(100, 1000), "begun anew"


def test_other_bytes_than_the_hash_names_never_become_that_photo(desk):
    sha = sha256_of(noise(1000))
    desk.photos.arriving.add(sha, 0, 1000, bytes(1000))
    assert not desk.photos.arriving.finish(sha, AT)
    assert not desk.photos.has(sha)
    assert desk.photos.arriving.find(sha) == Partial()
    assert desk.findings() == []


def test_a_photo_that_comes_by_another_way_takes_the_place_of_its_part(desk):
    data = noise(1000)
    sha = sha256_of(data)
    desk.photos.arriving.add(sha, 0, 1000, data[:400])
    assert desk.photos.add(data, "own.jpg") == sha
    assert desk.photos.read(sha) == data
    assert desk.photos.arriving.find(sha) == Partial()
    with pytest.raises(ValueError, match="here already"):
        desk.photos.arriving.add(sha, 0, 1000, data[:400])
    assert desk.findings() == []


def test_parts_that_nobody_goes_on_with_do_not_fill_the_disk(desk, monkeypatch):
    monkeypatch.setattr(partials, "MOST_BYTES", 3_000)
    assert MOST_BYTES >= 50 * 1024 * 1024, "the largest photo always has room"
    now = iter(range(AT, AT + 100))
    monkeypatch.setattr("desktop.clock.now", lambda: next(now))
    shas = [sha256_of(noise(n)) for n in range(5)]
    for sha in shas:
        desk.photos.arriving.add(sha, 0, 5_000, bytes(1_000))
    assert set(desk.photos.arriving.under_way()) == set(shas[-3:])
    desk.photos.arriving.add(shas[2], 1_000, 5_000, bytes(900))
    assert set(desk.photos.arriving.under_way()) == {shas[2], shas[4]}
