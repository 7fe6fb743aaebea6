"""Kill desk and server at random moments of a day's work; count what is lost or doubled.

Every comment and every fix that the desk said was saved must be on the server exactly once at
the end, and the photo of each fix byte for byte. Ends with the line
`soak: N rounds, L lost, D doubled`.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.town import Town, picture

CASES = 6
ACTS = 3


@dataclass
class Saved:
    """What the desk said it had saved: words, and for fixes the bytes of their photo."""

    words: list[str] = field(default_factory=list)
    photos: dict[str, bytes] = field(default_factory=dict)


def act(town: Town, rng: random.Random, words: str, saved: Saved) -> None:
    """Write a comment or record a fix, perhaps killed on the way."""
    # Even ones are in progress, so that work on them can be recorded.
    number = f"2026-TEST{rng.randrange(0, CASES, 2):02d}"
    if rng.random() < 0.4:
        file = town.folder / f"{words.replace(' ', '-')}.jpg"
        data = picture(file, rng.randrange(100))
        told = done_unless_killed(
            town, rng, "fix", number, "--photo", str(file), "--note", words,
            "--outcome", "in_progress",
        )  # fmt: skip
        if told:
            saved.photos[words] = data
    else:
        told = done_unless_killed(town, rng, "comment", number, "--text", words)
    if told:
        saved.words.append(words)


def done_unless_killed(town: Town, rng: random.Random, *words: str) -> bool:
    """Run a command that may be killed; True when the desk said that the act was saved.

    Raises RuntimeError where the desk refused it without being killed.
    """
    process = subprocess.Popen(
        town.desk_command("malee", *words), env=town.env, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    if rng.random() < 0.4:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=rng.uniform(0.1, 1.0))
        process.kill()
    out, err = process.communicate()
    if process.returncode not in {0, -signal.SIGKILL}:
        raise RuntimeError(f"{words[0]} ended with {process.returncode}: {err}")
    try:
        return bool(json.loads(out)["done"])
    except ValueError:
        return False


def broken_sync(town: Town, rng: random.Random) -> None:
    """Sync while the desk, or the server, is killed at a random moment."""
    process = subprocess.Popen(
        town.desk_command("malee", "sync"), env=town.env,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    time.sleep(rng.uniform(0.3, 1.6))
    if rng.random() < 0.5:
        process.kill()
        process.wait()
    else:
        town.kill()
        process.wait()
        town.start()


def run_round(town: Town, rng: random.Random, number: int, saved: Saved) -> None:
    """One stretch of work, then a sync that breaks."""
    for n in range(ACTS):
        act(town, rng, f"round {number} act {n}", saved)
    broken_sync(town, rng)


def found_on_server(town: Town) -> Counter[str]:
    """How often each comment or fix stands in the histories on the server."""
    found: Counter[str] = Counter()
    for n in range(CASES):
        case = json.loads(town.server("case", f"2026-TEST{n:02d}", "--json"))
        kinds = {"comment", "record_fix"}
        found.update(event["text"] for event in case["history"] if event["kind"] in kinds)
    return found


def whole_on_server(town: Town, data: bytes) -> bool:
    """Whether the server gives a photo back byte for byte."""
    out = town.folder / "returned"
    out.unlink(missing_ok=True)
    with contextlib.suppress(AssertionError):
        town.server("photo", hashlib.sha256(data).hexdigest(), "--out", str(out))
    return out.exists() and out.read_bytes() == data


def main() -> int:
    """Run the rounds; exit 1 when anything was lost or doubled."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    saved = Saved()
    with tempfile.TemporaryDirectory() as folder:
        town = Town(Path(folder))
        town.people(CASES)
        town.start()
        town.sign_in("malee")
        town.desk("malee", "sync")
        try:
            for number in range(args.rounds):
                run_round(town, rng, number, saved)
                told = f"{len(saved.words)} saved so far, {len(saved.photos)} with a photo"
                print(f"round {number + 1}: {told}", flush=True)
            town.desk("malee", "sync")
            doctor = json.loads(town.desk("malee", "doctor", "--json"))
            found = found_on_server(town)
            broken = [w for w, data in saved.photos.items() if not whole_on_server(town, data)]
        finally:
            town.stop()
    lost = len({words for words in saved.words if not found[words]} | set(broken))
    doubled = sum(count - 1 for count in found.values())
    if not doctor["ok"]:
        print(json.dumps(doctor, ensure_ascii=False))
    print(f"soak: {args.rounds} rounds, {lost} lost, {doubled} doubled")
    return 1 if lost or doubled or not doctor["ok"] else 0


if __name__ == "__main__":
    sys.exit(main())
