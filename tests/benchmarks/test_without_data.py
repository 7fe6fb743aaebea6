"""Benchmarks of real data say that they are skipped where there are none."""

from __future__ import annotations

import importlib
import socket

import pytest

from benchmarks.harness import Options
from benchmarks.support.meter import Meter


@pytest.mark.parametrize("name", ["import_traffy", "sync", "cache", "startup"])
def test_a_benchmark_without_data_is_skipped_with_a_message(name, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("TAMBON_DATA", str(tmp_path))
    module = importlib.import_module(f"benchmarks.{name}")
    assert list(module.measures(Options(quick=True))) == []
    assert "skipped" in capsys.readouterr().err


def test_the_meter_counts_both_ways_and_the_requests():
    with socket.create_server(("127.0.0.1", 0)) as server:
        meter = Meter(server.getsockname()[1])
        port = int(meter.url.rsplit(":", 1)[1])
        question, answer = b"GET /x HTTP/1.1\r\n\r\n", b"HTTP/1.1 200 OK\r\n\r\n"
        with socket.create_connection(("127.0.0.1", port)) as desk:
            desk.sendall(question)
            relayed, _ = server.accept()
            with relayed:
                assert relayed.recv(100) == question
                relayed.sendall(answer)
                assert desk.recv(100) == answer
        meter.close()
    assert (meter.count.up, meter.count.down) == (len(question), len(answer))
    assert meter.count.requests == 1
