"""Kill desk and server at random moments of a day's work; count what is lost or doubled.

Every comment that the desk said was saved must be on the server exactly once at the end. Ends
with the line `soak: N rounds, L lost, D doubled`.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.support.town import Town

CASES = 6
ACTS = 3


def saved_comment(town: Town, rng: random.Random, words: str) -> bool:
    """Write a comment, perhaps killed on the way; True when the desk said it was saved."""
    number = f"2026-TEST{rng.randrange(CASES):02d}"
    command = town.desk_command("malee", "comment", number, "--text", words)
    process = subprocess.Popen(
        command, env=town.env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    if rng.random() < 0.4:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=rng.uniform(0.2, 1.5))
        process.kill()
    out, _ = process.communicate()
    return '"done"' in out and "comment" in out


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


def run_round(town: Town, rng: random.Random, number: int) -> list[str]:
    """One stretch of work; returns the comments that were told to be saved."""
    saved = []
    for act in range(ACTS):
        words = f"round {number} act {act}"
        if saved_comment(town, rng, words):
            saved.append(words)
    broken_sync(town, rng)
    return saved


def found_on_server(town: Town) -> Counter[str]:
    """How often each comment stands in the histories on the server."""
    found: Counter[str] = Counter()
    for n in range(CASES):
        case = json.loads(town.server("case", f"2026-TEST{n:02d}", "--json"))
        found.update(event["text"] for event in case["history"] if event["kind"] == "comment")
    return found


def main() -> int:
    """Run the rounds; exit 1 when anything was lost or doubled."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    saved: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        town = Town(Path(folder))
        town.people(CASES)
        town.start()
        town.sign_in("malee")
        town.desk("malee", "sync")
        try:
            for number in range(args.rounds):
                saved += run_round(town, rng, number)
                print(f"round {number + 1}: {len(saved)} saved so far", flush=True)
            town.desk("malee", "sync")
            doctor = json.loads(town.desk("malee", "doctor", "--json"))
            found = found_on_server(town)
        finally:
            town.stop()
    lost = sum(1 for words in saved if not found[words])
    doubled = sum(count - 1 for count in found.values())
    if not doctor["ok"]:
        print(json.dumps(doctor, ensure_ascii=False))
    print(f"soak: {args.rounds} rounds, {lost} lost, {doubled} doubled")
    return 1 if lost or doubled or not doctor["ok"] else 0


if __name__ == "__main__":
    sys.exit(main())
