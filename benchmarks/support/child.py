"""A desk in a process of its own, told what to do in lines of JSON: one verb, one answer.

Each side needs the standard library alone, so that a peer's own Python can run its desk.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[2]
Verb = Callable[..., dict[str, Any]]


class Child:
    """The parent's side: asks, and waits for the answer."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str] | None = None) -> None:
        """Start the process; it waits for the first verb."""
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=REPOSITORY,
            env=os.environ | {"PYTHONPATH": str(REPOSITORY)} | dict(env or {}),
        )  # fmt: skip

    def ask(self, verb: str, **given: Any) -> dict[str, Any]:
        """Do something and give what it answers. Raises RuntimeError where it failed or ended."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"verb": verb, **given}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        answer: dict[str, Any] = json.loads(line) if line else {"error": "ended"}
        if "error" in answer:
            raise RuntimeError(f"{verb}: {answer['error']}")
        return answer

    def close(self) -> None:
        """Let it end by itself, as a desk that is closed."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(timeout=60)
        self._process.stdout.close()


def serve(verbs: Mapping[str, Verb]) -> None:
    """The child's side: do each verb that comes until the parent hangs up."""
    # What libraries print must not stand between the answers.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    for line in sys.stdin:
        asked: dict[str, Any] = json.loads(line)
        try:
            answer = verbs[asked.pop("verb")](**asked)
        except Exception as error:  # noqa: BLE001 - the parent tells it
            answer = {"error": repr(error)}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


def seconds(act: Callable[[], object]) -> float:
    """How long it takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


class Memory:
    """The most memory (bytes) that this process took since `begin`, above what it had then.

    Resident pages, as Linux counts them; 0 on other systems.
    """

    def __init__(self) -> None:
        self._idle = 0

    def begin(self) -> None:
        """From here on."""
        self._idle = _status("VmRSS")
        clear = Path("/proc/self/clear_refs")
        if clear.exists():
            clear.write_text("5")  # forgets the highest value so far

    def most(self) -> int:
        """The highest value since, above that of the idle process."""
        return max(0, _status("VmHWM") - self._idle)


def _status(name: str) -> int:
    file = Path("/proc/self/status")
    if not file.exists():
        return 0
    for line in file.read_text().splitlines():
        if line.startswith(name + ":"):
            return int(line.split()[1]) * 1024
    return 0
