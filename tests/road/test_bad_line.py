"""A desk and a server far apart: a line of its own that loses packets and is cut, both ways."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from contextlib import closing

import pytest

from tests.support.far_apart import DESK, REPOSITORY, SERVER, FarApart, Shape, missing
from tests.support.photographs import photograph
from tests.support.server_process import PASSWORD, ServerProcess
from tests.support.small_authority import AUTHORITY, NAME, NUMBERS, small_file
from tests.support.tun_relay import Direction

SHAPE = Shape(rate=1_000_000, delay=0.05, loss=0.05, queue=64_000)


@pytest.fixture
def line():
    if why := missing():
        pytest.skip(why)
    made = FarApart(SHAPE)
    yield made
    made.close()


@pytest.mark.slow
def test_a_fix_and_its_photo_go_through_a_line_that_loses_and_is_pulled_out(line, tmp_path):
    server = ServerProcess(tmp_path / "server", host=SERVER, reached_by=line.at("server", []))
    server.add_authority(AUTHORITY, NAME)
    server.add_user("wilai", "clerk", AUTHORITY)
    server.import_traffy(AUTHORITY, small_file(tmp_path))
    server.start()
    secret = tmp_path / "secret"
    secret.write_text(PASSWORD + "\n", encoding="utf-8")
    photo = tmp_path / "after.jpg"
    photo.write_bytes(photograph(1, 200_000))

    def desk(*words: str) -> subprocess.CompletedProcess[str]:
        own = ["--profile", str(tmp_path / "wilai"), "--passphrase-file", str(secret)]
        program = [sys.executable, "-m", "desktop.app", *words, *own]
        return subprocess.run(
            line.at("desk", program), cwd=REPOSITORY, capture_output=True, text=True, check=False,
            timeout=120, stdin=subprocess.DEVNULL,
        )  # fmt: skip

    try:
        account = ("--user", "wilai", "--password-file", str(secret))
        signed_in = desk("sign-in", "--server", server.url, *account)
        assert signed_in.returncode == 0, signed_in.stderr
        assert desk("sync").returncode == 0
        line.unplug()
        assert desk("fix", NUMBERS[0], "--photo", str(photo), "--note", "ซ่อมแล้ว").returncode == 0
        assert desk("sync").returncode == 3, "there is no line"
        line.plug_in()
        line.reset()
        there = json.loads(desk("sync").stdout)
        assert (there["pushed"], there["photos_up"]) == (1, 1)
    finally:
        server.kill()
    shown = [photo["verified"] for photo in server.case(NUMBERS[0])["photos"]]
    assert shown == [True]
    counted = line.count()
    assert counted["up"]["lost"] > 0, "the line was as bad as it should be"
    assert counted["up"]["payload"] > 200_000


def _direction(shape: Shape):
    read, write = os.pipe()
    os.set_blocking(read, False)
    return Direction(shape, write, random.Random(1)), read


def test_packets_come_out_at_the_rate_after_the_delay_and_the_queue_has_an_end():
    shape = Shape(rate=8_000, delay=0.3, loss=0.0, queue=5_000)
    direction, out = _direction(shape)
    for _ in range(6):
        direction.enter(b"x" * 1000, 10.0)
    assert direction.count.full == 1, "five of a second each fill the queue"
    assert direction.leave(11.29) == pytest.approx(11.3)
    for second in range(1, 6):
        direction.leave(10.31 + second)
        assert len(os.read(out, 10_000)) == 1000
    direction.enter(b"y", 60.0)
    assert direction.leave(60.0) == pytest.approx(60.301), "an idle line owes nothing"


def test_so_many_packets_are_lost():
    direction, _ = _direction(Shape(rate=1e9, delay=1.0, loss=0.05, queue=1_000_000))
    for n in range(10_000):
        direction.enter(b"x" * 100, float(n))
    assert 400 < direction.count.lost < 600
    assert len(direction.waiting) + direction.count.lost == 10_000


def test_a_line_that_is_cut_loses_everything(line):
    line.cut()
    asking = f"import socket; socket.create_connection(('{SERVER}', 5000), timeout=1)"
    done = subprocess.run(
        line.at("desk", [sys.executable, "-c", asking]), check=False, stderr=subprocess.PIPE,
        text=True, timeout=60,
    )  # fmt: skip
    assert "TimeoutError" in done.stderr
    counted = line.count()["up"]
    assert counted["cut"] == counted["packets"] or counted["packets"] == 0
    assert counted["cut"] > 0


def test_a_line_ends_with_the_program_that_made_it(line):
    with closing(FarApart(SHAPE)) as other:
        words = other.at("desk", ["ip", "-br", "addr"])
        seen = subprocess.run(words, capture_output=True, text=True, check=True)
        assert DESK in seen.stdout
    assert subprocess.run(words, capture_output=True, check=False).returncode != 0
