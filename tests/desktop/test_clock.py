"""The computer's own clocks, as the system gives them."""

import sys
import time

import pytest

from desktop import clock


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux alone has this clock")
def test_the_time_that_a_computer_sleeps_counts():
    before = time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1000
    assert before <= clock.monotonic() <= time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1000


def test_a_boot_keeps_its_name_where_the_system_gives_none(monkeypatch, tmp_path):
    monkeypatch.setattr(clock, "_BOOT_FILE", tmp_path / "none")
    clock.boot.cache_clear()
    try:
        name = clock.boot()
        monkeypatch.setattr(clock, "wall", lambda: 0)
        assert clock.boot() == name
        assert not clock.clocks().is_named
    finally:
        clock.boot.cache_clear()


def test_what_contacts_told_lasts_until_it_is_forgotten(monkeypatch):
    true = clock.wall()
    monkeypatch.setattr(clock, "wall", lambda: true - 10**14)
    here = clock.monotonic()
    clock.heard(true, here, here, 0)
    assert abs(clock.now() - true) < 10**9
    assert abs(clock.off() + 10**14) < 10**9
    clock.forget()
    assert clock.now() == true - 10**14
