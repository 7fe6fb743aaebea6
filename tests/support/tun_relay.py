"""A line of chosen rate, delay and loss between two network namespaces, as a program of its own.

Each namespace has one TUN device; this process carries packets from one to the other. The
machine's own network is not touched, and all of it ends with this process. Started by
`tests/support/far_apart.py`, which tells it what to do by lines on standard input:

    shape {"rate": bits/s, "delay": s, "loss": 0..1, "queue": bytes}
    cut | mend       everything is dropped, also what is on the way | nothing is any more
    count            answers {"up": {...}, "down": {...}}; reset sets them to nothing
"""

from __future__ import annotations

import ctypes
import fcntl
import json
import os
import random
import select
import struct
import subprocess
import sys
import time
from collections import deque
from dataclasses import asdict, dataclass, field
from typing import Any

NET = "10.77.0"
DESK, SERVER = f"{NET}.1", f"{NET}.2"
MTU = 1500
_CLONE_NEWNET = 0x4000_0000
_TUNSETIFF = 0x4004_54CA
_IFF_TUN, _IFF_NO_PI = 0x0001, 0x1000
_TCP = 6


@dataclass(slots=True)
class Count:
    """What entered one direction of the line; `payload` are bytes within TCP."""

    packets: int = 0
    bytes: int = 0
    payload: int = 0
    lost: int = 0
    full: int = 0
    cut: int = 0


@dataclass(slots=True)
class Shape:
    """One direction: bits a second, seconds one way, share lost, bytes that may queue."""

    rate: float
    delay: float
    loss: float
    queue: int


@dataclass(slots=True)
class Direction:
    """Packets of one direction, each with the time at which it comes out."""

    shape: Shape
    sink: int
    rng: random.Random
    count: Count = field(default_factory=Count)
    free_at: float = 0.0
    waiting: deque[tuple[float, float, bytes]] = field(default_factory=deque)

    def enter(self, packet: bytes, now: float) -> None:
        """Take a packet onto the line, or lose it."""
        shape, count = self.shape, self.count
        count.packets += 1
        count.bytes += len(packet)
        count.payload += payload_of(packet)
        begins = max(now, self.free_at)
        if (begins - now) * shape.rate / 8 + len(packet) > shape.queue:
            count.full += 1
            return
        # Lost on the air: it took its time all the same.
        self.free_at = begins + len(packet) * 8 / shape.rate
        if self.rng.random() < shape.loss:
            count.lost += 1
            return
        self.waiting.append((self.free_at + shape.delay, self.free_at, packet))

    def leave(self, now: float) -> float | None:
        """Let out what is due; returns when the next one is."""
        while self.waiting and self.waiting[0][0] <= now:
            packet = self.waiting.popleft()[2]
            try:
                os.write(self.sink, packet)
            except OSError:
                self.count.cut += 1  # the interface there is down
        return self.waiting[0][0] if self.waiting else None

    def drop(self) -> None:
        """Lose what is on the way."""
        self.count.cut += len(self.waiting)
        self.waiting.clear()
        self.free_at = 0.0


def payload_of(packet: bytes) -> int:
    """The bytes within TCP of an IPv4 packet; 0 for anything else."""
    if len(packet) < 40 or packet[0] >> 4 != 4 or packet[9] != _TCP:
        return 0
    head = (packet[0] & 15) * 4
    return max(0, len(packet) - head - (packet[head + 12] >> 4) * 4)


def new_namespace(name: str, address: str, congestion: str) -> int:
    """Enter a new network namespace and make its TUN device; returns the device."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), "no network namespace can be made here")
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    wanted = struct.pack("16sH22x", name.encode(), _IFF_TUN | _IFF_NO_PI)
    fcntl.ioctl(device, _TUNSETIFF, wanted)
    for words in (
        ("addr", "add", f"{address}/24", "dev", name),
        ("link", "set", name, "mtu", str(MTU), "txqueuelen", "1000", "up"),
        ("link", "set", "lo", "up"),
        route(name, congestion),
    ):
        subprocess.run(["ip", *words], check=True)
    return device


def route(device: str, congestion: str) -> tuple[str, ...]:
    """The words for `ip` that lead to the other end with this congestion control of TCP.

    A namespace may not set it for all routes where the system does not let everybody use it.
    """
    return ("route", "replace", f"{NET}.0/24", "dev", device, "congctl", congestion)


class Relay:
    """Both directions, and the words that change them."""

    def __init__(self, desk: int, server: int, shape: Shape, seed: int) -> None:
        """`desk` and `server` are the two TUN devices."""
        self.devices = {desk: "up", server: "down"}
        self.lines = {
            "up": Direction(shape, server, random.Random(f"{seed} up")),
            "down": Direction(shape, desk, random.Random(f"{seed} down")),
        }
        self.is_cut = False

    def run(self) -> None:
        """Carry packets until standard input ends."""
        words = sys.stdin.fileno()
        os.set_blocking(words, False)
        heard = b""
        while True:
            due = [t for line in self.lines.values() if (t := line.leave(time.monotonic()))]
            wait = max(0.0, min(due) - time.monotonic()) if due else None
            ready, _, _ = select.select([*self.devices, words], [], [], wait)
            for source in ready:
                if source != words:
                    self._read(source)
                    continue
                if not (more := os.read(words, 65_536)):
                    return
                *lines, heard = (heard + more).split(b"\n")
                for line in lines:
                    self._obey(*line.decode().split(" ", 1))

    def _read(self, device: int) -> None:
        line = self.lines[self.devices[device]]
        for _ in range(64):
            try:
                packet = os.read(device, 65_536)
            except OSError:  # none is left, or the interface is down
                return
            if packet[0] >> 4 != 4:
                continue  # the system's own IPv6 greetings
            if self.is_cut:
                line.count.cut += 1
            else:
                line.enter(packet, time.monotonic())

    def _obey(self, word: str, more: str = "{}") -> None:
        answer: Any = {}
        if word == "shape":
            for line in self.lines.values():
                line.shape = Shape(**json.loads(more))
        elif word in {"cut", "mend"}:
            self.is_cut = word == "cut"
            for line in self.lines.values():
                line.drop()
        elif word == "count":
            answer = {name: asdict(line.count) for name, line in self.lines.items()}
        elif word == "reset":
            for line in self.lines.values():
                line.count = Count()
        print(json.dumps(answer), flush=True)


def main() -> None:
    """Make both namespaces, tell where they are, and carry packets."""
    asked = json.loads(sys.argv[1])
    devices: dict[str, int] = {}
    namespaces: dict[str, int] = {}
    for name, address in (("desk", DESK), ("server", SERVER)):
        devices[name] = new_namespace(name, address, asked["congestion"])
        namespaces[name] = os.open("/proc/self/ns/net", os.O_RDONLY)
    shape = Shape(**asked["shape"])
    relay = Relay(devices["desk"], devices["server"], shape, asked["seed"])
    print(json.dumps(namespaces), flush=True)
    relay.run()


if __name__ == "__main__":
    main()
