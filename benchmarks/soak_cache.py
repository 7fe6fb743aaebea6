"""Kill the desk's storage, cut its power and fill its disk, and count what is lost or doubled.

A third of the rounds each. A killed process works on the encrypted storage and is forked from this
one, so that a round takes tenths of a second; power and room are those of a disk made of Python
(`tests/support/disk.py`), without encryption. Each round goes on with the profile of the one
before: forty on a new one, then ten on one that a program of version 1 left. For each way a
line tells at what its rounds ended. The last line is
`storage soak: N rounds, P promises, L lost, D doubled, W wrong`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.desktop.storage.kept import kept_office
from tests.desktop.storage.ledger import Verdict
from tests.desktop.storage.rounds import Office, full_round, kill_round, power_round

# Of fifty rounds the last ten are those of a profile of an earlier version.
FRESH_ROUNDS, KEPT_ROUNDS = 40, 10
WAYS: dict[str, tuple[Callable[[Office], Verdict], int]] = {
    "kill": (kill_round, 300),
    "power": (power_round, 80),
    "full": (full_round, 80),
}


def soak(way: str, rounds: int, seed: int, folder: Path) -> tuple[Verdict, int, Counter[str]]:
    """Do so many rounds of a way; count promises, and at what the rounds ended."""
    verdict, promises, ended = Verdict(), 0, Counter[str]()
    start = 0
    while start < rounds:
        for length, begun in ((FRESH_ROUNDS, _fresh), (KEPT_ROUNDS, _kept)):
            number = min(length, rounds - start)
            if number:
                office = begun(way, folder / f"{way}-{start}", seed + start)
                verdict += _rounds(office, way, number)
                promises += office.ledger.promises
                ended += office.ended
                office.remove()
            start += number
    return verdict, promises, ended


def _fresh(way: str, folder: Path, seed: int) -> Office:
    return Office(folder, seed, WAYS[way][1])


def _kept(way: str, folder: Path, seed: int) -> Office:
    return kept_office(folder, seed, encrypted=way == "kill")


def _rounds(office: Office, way: str, rounds: int) -> Verdict:
    for _ in range(rounds):
        found = WAYS[way][0](office)
        if found:
            told = "; ".join([*found.lost, *found.doubled, *found.wrong][:5])
            print(f"{way} round {office.number} of seed {office.seed}: {told}", flush=True)
            return found  # the same would be found in every later round
    return office.judge_at_the_end(encrypted=way == "kill")


def main(arguments: list[str] | None = None) -> int:
    """Run the rounds; exit 1 when anything is not as it was promised."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=300, help="of all ways together")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=sorted(WAYS), help="one way alone")
    args = parser.parse_args(arguments)
    ways = [args.only] if args.only else list(WAYS)
    total, promises = Verdict(), 0
    with tempfile.TemporaryDirectory() as folder:
        for number, way in enumerate(ways):
            rounds = (args.rounds + number) // len(ways)
            started = time.perf_counter()
            verdict, told, ended = soak(way, rounds, args.seed, Path(folder))
            each = (time.perf_counter() - started) / max(rounds, 1)
            at = ", ".join(f"{kind} {count}" for kind, count in sorted(ended.items()))
            print(f"{way}: {rounds} rounds of {each:.2f} s, {told} promises; {at}", flush=True)
            total += verdict
            promises += told
    lost, doubled, wrong = len(total.lost), len(total.doubled), len(total.wrong)
    print(
        f"storage soak: {args.rounds} rounds, {promises} promises, "
        f"{lost} lost, {doubled} doubled, {wrong} wrong"
    )
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
