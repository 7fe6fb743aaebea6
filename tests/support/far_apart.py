"""Two network namespaces with a bad line between them, and programs at either end of it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.support.tun_relay import DESK, SERVER, Shape, route

REPOSITORY = Path(__file__).resolve().parents[2]
__all__ = ["DESK", "SERVER", "FarApart", "Shape", "missing"]


def missing() -> str:
    """Why two namespaces cannot be made here; "" where they can."""
    for program in ("ip", "nsenter"):
        if shutil.which(program) is None:
            return f"{program} is not installed"
    try:
        FarApart(Shape(1e6, 0.0, 0.0, 100_000)).close()
    except (OSError, AssertionError) as error:
        return f"no network namespace of our own: {error}"
    return ""


class FarApart:
    """A line of this shape between DESK and SERVER; it ends with `close`, or this process."""

    def __init__(self, shape: Shape, *, seed: int = 1, congestion: str = "cubic") -> None:
        """`congestion` is the control of TCP at both ends. Raises AssertionError."""
        self._congestion = congestion
        asked = {"shape": asdict(shape), "seed": seed, "congestion": congestion}
        self._relay = subprocess.Popen(
            [sys.executable, "-m", "tests.support.tun_relay", json.dumps(asked)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            cwd=REPOSITORY,
        )  # fmt: skip
        assert self._relay.stdout is not None
        assert self._relay.stderr is not None
        line = self._relay.stdout.readline()
        if not line:
            why = self._relay.stderr.read().strip().splitlines()
            self.close()
            raise AssertionError(why[-1] if why else "the relay ended")
        self._namespaces: dict[str, int] = json.loads(line)

    def at(self, end: str, words: Sequence[str]) -> list[str]:
        """The words of a command so that it runs at this end: desk or server."""
        space = f"/proc/{self._relay.pid}/fd/{self._namespaces[end]}"
        return ["nsenter", f"--net={space}", *words]

    def shape(self, shape: Shape) -> None:
        """Change the line from now on."""
        self._say(f"shape {json.dumps(asdict(shape))}")

    def cut(self) -> None:
        """Drop everything, also what is on the way."""
        self._say("cut")

    def mend(self) -> None:
        """Let packets through again."""
        self._say("mend")

    def unplug(self) -> None:
        """Take the desk's interface down, as the system does when a modem is pulled out."""
        self._ip("link", "set", "desk", "down")

    def plug_in(self) -> None:
        """Bring the desk's interface up again."""
        self._ip("link", "set", "desk", "up")
        self._ip(*route("desk", self._congestion))

    def count(self) -> dict[str, dict[str, int]]:
        """What went up and down since the start or the last `reset`."""
        counted: dict[str, dict[str, int]] = self._say("count")
        return counted

    def reset(self) -> None:
        """Count from nothing."""
        self._say("reset")

    def close(self) -> None:
        """End the line; what still runs at its ends has no network."""
        for pipe in (self._relay.stdin, self._relay.stdout, self._relay.stderr):
            if pipe is not None:
                pipe.close()
        self._relay.wait(timeout=10)

    def _ip(self, *words: str) -> None:
        subprocess.run(self.at("desk", ["ip", *words]), check=True, timeout=10)

    def _say(self, words: str) -> Any:
        assert self._relay.stdin is not None
        assert self._relay.stdout is not None
        self._relay.stdin.write(words + "\n")
        self._relay.stdin.flush()
        return json.loads(self._relay.stdout.readline())
