"""Kill desks and server through whole days of work over a breaking line; count what is lost.

A clerk's and an officer's desk and the central server are processes, killed with SIGKILL after a
time or when a drawn byte passes on the line, which resets, stalls, truncates, delays, trickles,
and brings what was sent after the desk had given it up (`tests/support/bad_proxy.py`). What people
were told is kept apart from the desks (`tests/road/ledger.py`) and compared in the end: every
operation once or before somebody's eyes, every photo byte for byte, both desks equal to the server,
the checks of all three without a finding. Some dozens of rounds, then new desks and a new server.
Ends with the line `soak: N rounds, P promises, L lost, D doubled, W wrong`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from contextlib import closing
from pathlib import Path

from tests.road.judge import Verdict
from tests.road.rounds import Town

ROUNDS_OF_A_TOWN = 50


def soak(folder: Path, seed: int, rounds: int, ended: Counter[str]) -> Verdict:
    """So many rounds in one town, judged; `ended` counts how rounds and connections ended."""
    with closing(Town(folder, seed)) as town:
        for number in range(rounds):
            town.round(number)
        verdict = town.judge()
        ended += town.ended + town.line.met
    taken = f"{verdict.applied} of {verdict.operations} operations, {verdict.photos} photos"
    print(f"seed {seed}: {rounds} rounds; the server took {taken}", flush=True)
    for finding in (*verdict.lost, *verdict.doubled, *verdict.wrong):
        print(f"  {finding}", flush=True)
    return verdict


def main() -> int:
    """Run the rounds; exit 1 when anything was lost, doubled or wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    promises = lost = doubled = wrong = 0
    ended: Counter[str] = Counter()
    for start in range(0, args.rounds, ROUNDS_OF_A_TOWN):
        with tempfile.TemporaryDirectory() as folder:
            rounds = min(ROUNDS_OF_A_TOWN, args.rounds - start)
            verdict = soak(Path(folder), args.seed + start, rounds, ended)
        promises += verdict.operations + verdict.photos
        lost += len(verdict.lost)
        doubled += len(verdict.doubled)
        wrong += len(verdict.wrong)
    print("ends of rounds and connections:", ", ".join(f"{n} {c}" for n, c in ended.most_common()))
    print(f"soak: {args.rounds} rounds, {promises} promises, {lost} lost, {doubled} doubled, "
          f"{wrong} wrong")  # fmt: skip
    return 1 if lost or doubled or wrong else 0


if __name__ == "__main__":
    sys.exit(main())
