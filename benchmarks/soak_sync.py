"""Weeks of work at five desks and a server, over a road that breaks; count what is lost or doubled.

Each round is some weeks drawn from its seed (`tests/sync_model/weeks.py`): acts of every kind,
cuts before and after commit, restarts, clocks that are years off, changes of posts, news of another
system; in every second round the server comes back from backups too. After each round every desk
must show what the server has, byte for byte, and every act must be accounted for. The last line is
`sync soak: N rounds, O operations, C cuts, F failed`; a round that fails tells its seed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from collections import Counter
from pathlib import Path

# The person's own keyring is no place for the tokens of desks that are made up.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

from tests.sync_model import weeks
from tests.sync_model.world import Template, World, make_template, quick_folder


def one_round(template: Template, folder: Path, seed: int, days: int) -> tuple[Counter[str], str]:
    """The days of one seed: what happened, and what was wrong, "" where nothing was."""
    world = World(folder, template)
    try:
        return weeks.work(world, seed, days, restores=seed % 2 == 0), ""
    except Exception as error:  # noqa: BLE001 - whatever it is, the round has failed
        return Counter(), f"{type(error).__name__}: {error}"
    finally:
        world.close()
        shutil.rmtree(folder, ignore_errors=True)


def main(arguments: list[str] | None = None) -> int:
    """Run the rounds; exit 1 when anything was lost, doubled or different."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--days", type=int, default=21, help="of each round")
    parser.add_argument("--seed", type=int, default=1, help="of the first round")
    args = parser.parse_args(arguments)
    base = quick_folder()
    told, failed, started = Counter[str](), 0, time.perf_counter()
    try:
        template = make_template(base / "template")
        for seed in range(args.seed, args.seed + args.rounds):
            found, wrong = one_round(template, base / str(seed), seed, args.days)
            told += found
            if wrong:
                failed += 1
                print(f"sync round of seed {seed}: {wrong}", flush=True)
    finally:
        shutil.rmtree(base, ignore_errors=True)
    each = (time.perf_counter() - started) / max(args.rounds, 1)
    print(f"{args.days} days in {each:.1f} s each; " + ", ".join(
        f"{name.replace('_', ' ')} {count}" for name, count in sorted(told.items())
    ))  # fmt: skip
    print(
        f"sync soak: {args.rounds} rounds, {told['saved']} operations, "
        f"{told['cut']} cuts, {failed} failed"
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
