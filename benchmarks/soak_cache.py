"""Kill the desk's storage, cut its power and fill its disk, and count what is lost or doubled.

A third of the rounds each. A killed process works on the encrypted storage and is forked from this
one, so that a round takes tenths of a second; power and room are those of a disk made of Python
(`tests/support/disk.py`), without encryption. Each round goes on with the profile of the one
before; each hundred begins a new one. Ends with the line
`storage soak: N rounds, P promises, L lost, D doubled, W wrong`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.desktop.storage.ledger import Verdict
from tests.desktop.storage.rounds import Office, full_round, kill_round, power_round

PROFILE_ROUNDS = 100
WAYS: dict[str, tuple[Callable[[Office], Verdict], int]] = {
    "kill": (kill_round, 300),
    "power": (power_round, 80),
    "full": (full_round, 80),
}


def soak(way: str, rounds: int, seed: int, folder: Path) -> tuple[Verdict, int]:
    """Do so many rounds of a way, each hundred on a profile of its own; and count promises."""
    one_round, cases = WAYS[way]
    verdict, promises = Verdict(), 0
    for start in range(0, rounds, PROFILE_ROUNDS):
        office = Office(folder / f"{way}-{start}", seed + start, cases)
        for number in range(start, min(start + PROFILE_ROUNDS, rounds)):
            found = one_round(office)
            if found:
                told = "; ".join([*found.lost, *found.doubled, *found.wrong][:5])
                print(f"{way} round {number + 1}, seed {seed + start}: {told}", flush=True)
            verdict += found
            if found:
                break  # the same would be found in every later round
        verdict += office.judge_at_the_end(encrypted=way == "kill")
        promises += office.ledger.promises
        office.remove()
    return verdict, promises


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
            verdict, told = soak(way, rounds, args.seed, Path(folder))
            each = (time.perf_counter() - started) / max(rounds, 1)
            print(f"{way}: {rounds} rounds of {each:.2f} s, {told} promises", flush=True)
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
