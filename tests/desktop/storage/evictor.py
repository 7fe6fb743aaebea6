"""A process that takes photos in and gives them up, until it is killed: `PROFILE KEY`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from desktop.storage.cache import Cache
from desktop.storage.keeping import BUDGET, Keeper
from desktop.storage.photos import PhotoStore
from desktop.storage.profile import Profile
from tests.desktop.storage.authority import Maker, context_for
from tests.support.making import sha256_of


def main() -> None:
    """Fetch photos and fix a case with one now and then; say which of them must stay."""
    profile, key = Profile(Path(sys.argv[1])), bytes.fromhex(sys.argv[2])
    cache, photos = Cache.open(profile, key), PhotoStore(profile, key)
    cache.use_photos(photos)
    cache.put(BUDGET, 1_500_000)
    keeper, maker = Keeper(cache, photos), Maker(actor=f"p{os.getpid()}")
    print("ready", flush=True)
    for number in range(1_000_000):
        data = os.urandom(300_000)
        if number % 5 == 0:
            sha256 = photos.add(data, "own.jpg")
            case = cache.case("HT", f"case-{number % 5 + 1}")
            assert case is not None
            cache.act([maker.act(case, "comment", text=sha256)], context_for)
            cache.save_draft("HT", f"case-{number}", "fix", {"photos": [{"sha256": sha256}]})
            print(sha256, flush=True)
        else:
            photos.add_fetched(sha256_of(data), data, number)
        while keeper.step():
            print("-", flush=True)
        while keeper.give_back():
            pass


if __name__ == "__main__":
    main()
