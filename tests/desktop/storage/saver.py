"""A process that saves acts and says so, until it is killed: `python saver.py PROFILE KEY SEED`."""

from __future__ import annotations

import sys
from pathlib import Path

from desktop.storage.cache import Cache
from desktop.storage.photos import PhotoStore
from desktop.storage.profile import Profile
from tests.desktop.storage.authority import Maker, context_for


def main() -> None:
    """Comment on cases in turn, each third time with a photo; print what was saved."""
    profile, key, seed = Profile(Path(sys.argv[1])), bytes.fromhex(sys.argv[2]), sys.argv[3]
    cache, photos = Cache.open(profile, key), PhotoStore(profile, key)
    maker = Maker(actor=f"p{seed}")
    print("ready", flush=True)
    number = 0
    while True:
        number += 1
        case = cache.case("HT", f"case-{number % 5 + 1}")
        assert case is not None
        operation = maker.comment(case, f"{seed}-{number}")
        if number % 3 == 0:
            sha = photos.add(f"photo {seed} {number}".encode() * 20_000, "a.jpg")
            operation = maker.fix(case, sha) if number % 2 else maker.comment(case, sha)
        cache.act([operation], context_for)
        print(operation.id, flush=True)
        if number % 7 == 0:
            cache.mark_sent([operation.id])
            print(f"sent {operation.id}", flush=True)


if __name__ == "__main__":
    main()
