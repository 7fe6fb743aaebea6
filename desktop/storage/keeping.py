"""Keeping photos within a budget of bytes: what is given up, what never is, what is worth fetching.

Given up are originals first, those not used for the longest time before others, then large
thumbnails, small ones last. What the server may not have stays, even beyond the budget.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Set
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from casework.leaves import Leave, acts_for
from desktop import clock
from desktop.storage import holdings, needed
from desktop.storage.holdings import LARGE, ORIGINAL, SMALL, Holding
from desktop.storage.shrinking import give_back

if TYPE_CHECKING:
    from desktop.storage.cache import Cache
    from desktop.storage.photos import PhotoStore

BUDGET = "photo_budget"
DEFAULT_BUDGET = 2_000_000_000
LEAST_BUDGET = 50_000_000
STEP_BYTES = 16_000_000
"""About what one step gives up: the cache waits for it, some hundredths of a second."""
STEP_ITEMS = 64
FETCHED_SHARE = 0.95
"""What sync may fill by itself; the rest is for the officer's own photos and what they look at."""
GUESSED_ORIGINAL, GUESSED_THUMBNAIL = 3_000_000, 60_000
_PAGE, _ROW = 512, 192


class PhotoUse(msgspec.Struct, frozen=True):
    """How much of the budget is in use; all but the counts are bytes.

    `staying` are originals that cannot be given up now.
    """

    budget: int
    photos: int
    photo_bytes: int
    thumbnails: int
    thumbnail_bytes: int
    staying: int
    staying_bytes: int

    @property
    def used(self) -> int:
        """All bytes here."""
        return self.photo_bytes + self.thumbnail_bytes

    @property
    def excess(self) -> int:
        """How many bytes more than the budget will be given up."""
        thumbnails = max(0, self.thumbnail_bytes - thumbnails_left(self.budget))
        movable = self.photo_bytes - self.staying_bytes + thumbnails
        return max(0, min(self.used - self.budget, movable))


def thumbnails_left(budget: int) -> int:
    """The bytes of thumbnails that stay even where unsent photos alone are over the budget.

    A list without pictures would hinder the work more than a tenth beyond the budget.
    """
    return budget // 10


class Wanted(NamedTuple):
    """A photo that is worth fetching; `since` (µs UTC) is when its case changed last."""

    authority: str
    case: str
    sha256: str
    since: int


class Keeper:
    """Keeps the photos of one profile within their budget. Holds nothing itself; thread-safe.

    Only for the process that writes in the profile.
    """

    def __init__(self, cache: Cache, photos: PhotoStore) -> None:
        """Work on this cache and this photo store."""
        self._cache = cache
        self._photos = photos

    @property
    def budget(self) -> int:
        """The most bytes that photos and thumbnails should take."""
        return int(self._cache.get(BUDGET, DEFAULT_BUDGET))

    def set_budget(self, budget: int) -> None:
        """Change the budget (bytes). Raises ValueError below LEAST_BUDGET."""
        if budget < LEAST_BUDGET:
            raise ValueError("too small a budget")
        self._cache.put(BUDGET, budget)

    def use(self) -> PhotoUse:
        """How much of the budget is in use."""
        staying = self._staying()
        with self._photos.file.reading() as connection:
            figures = holdings.statistics(connection)
            kept = [h for h in holdings.every(connection, [ORIGINAL]) if h.sha256 in staying]
        return PhotoUse(
            self.budget, figures.photos, figures.photo_bytes, figures.thumbnails,
            figures.thumbnail_bytes, len(kept), sum(h.size for h in kept),
        )  # fmt: skip

    # -- giving up ------------------------------------------------------------------------------

    def step(self) -> bool:
        """Give a little up where there is more than the budget; True while there may be more.

        Each step is whole: after a crash between two nothing is half gone. Raises StorageError.
        """
        self._photos.write_uses()
        if not self._is_settled():
            return False
        budget, figures = self.budget, self._photos.statistics()
        over = figures.photo_bytes + figures.thumbnail_bytes - budget
        if over <= 0:
            return False
        thumbnails = min(over, figures.thumbnail_bytes - thumbnails_left(budget))
        return self._drop_originals(over) or self._drop_thumbnails(thumbnails)

    def _is_settled(self) -> bool:
        with self._cache.file.reading() as connection:
            return needed.is_settled(connection)

    def give_back(self) -> bool:
        """A step of giving room to the disk; True while there is more. Raises StorageError."""
        return give_back(self._photos.file)

    def _drop_originals(self, over: int) -> bool:
        staying = self._staying()
        chosen = _enough((h for h in self._listed(ORIGINAL) if h.sha256 not in staying), over)
        for holding in chosen:
            # What is given up can still be seen, only not enlarged.
            self._photos.make_thumbnail(holding.sha256, _PAGE)
        # While the cache is held nobody can save an act or a draft that names one of them: who
        # comes later looks for the photo again, in that same transaction (`acting.act`).
        with self._cache.file.writing() as connection:
            if chosen and needed.is_settled(connection):
                items = [(h.sha256, ORIGINAL) for h in chosen]
                self._photos.drop(items, needed.needed(connection))
        return bool(chosen)

    def _drop_thumbnails(self, over: int) -> bool:
        """They can be made or fetched again, whatever photo they are of."""
        chosen = _enough(self._listed(*LARGE), over)
        for holding in chosen:
            self._photos.make_thumbnail(holding.sha256, _ROW)
        chosen = chosen or _enough(self._listed(*SMALL), over)
        self._photos.drop([(h.sha256, h.side) for h in chosen])
        return bool(chosen)

    def _listed(self, *sides: int) -> list[Holding]:
        with self._photos.file.reading() as connection:
            return holdings.every(connection, sides)

    def _staying(self) -> set[str]:
        with self._cache.file.reading() as connection:
            return needed.needed(connection) | self._photos.young()

    # -- fetching -------------------------------------------------------------------------------

    def wanted_thumbnails(self, limit: int) -> list[Wanted]:
        """Photos of which this desk has neither bytes nor thumbnail, as many as there is room for.

        Only photos that the server has.
        """
        staying = self._staying()
        listed = self._listed(ORIGINAL, *SMALL, *LARGE)
        originals = sum(h.size for h in listed if not h.side and h.sha256 in staying)
        left = max(self.budget - originals, thumbnails_left(self.budget))
        left -= sum(h.size for h in listed if h.side in SMALL)
        room = _Room(left, (h for h in listed if h.side in LARGE))
        held = {h.sha256 for h in listed}
        return self._wanted(held, (), room, {}, GUESSED_THUMBNAIL)[:limit]

    def wanted_originals(self, limit: int) -> list[Wanted]:
        """Full photos that this desk should hold and does not yet, as many as there is room for.

        Those are the photos of the person's own open cases, and of those for whom they stand in;
        others come when they are looked at.
        One is wanted only where nothing must go for it that was used after its case changed: so
        that what was given up is not fetched again and again.
        """
        whose = self._whose()
        if not whose:
            return []
        staying = self._staying()
        listed = self._listed(ORIGINAL, *SMALL, *LARGE)
        left = self.budget - sum(h.size for h in listed if h.side or h.sha256 in staying)
        originals = [h for h in listed if not h.side]
        room = _Room(left, (h for h in originals if h.sha256 not in staying))
        with self._photos.file.reading() as connection:
            sizes = holdings.sizes_of_dropped(connection)
        held = {h.sha256 for h in originals}
        return self._wanted(held, whose, room, sizes, GUESSED_ORIGINAL)[:limit]

    def _whose(self) -> tuple[str, ...]:
        """The person, and those for whom they stand in now: whose cases they go out for."""
        me = str((self._cache.get("account") or {}).get("username", ""))
        kept = (self._cache.get("settings") or {}).get("leaves", ())
        leaves = msgspec.convert(kept, tuple[Leave, ...])
        return (me, *sorted(acts_for(leaves, me, clock.now()))) if me else ()

    def _wanted(
        self,
        held: Set[str],
        officers: tuple[str, ...],
        room: _Room,
        sizes: dict[str, int],
        guess: int,
    ) -> list[Wanted]:
        with self._cache.file.reading() as connection:
            found = [Wanted(*row) for row in needed.wanted(connection, officers)]
        chosen: dict[str, Wanted] = {}
        for photo in found:
            if photo.sha256 in held or photo.sha256 in chosen:
                continue
            if room.take(sizes.get(photo.sha256, guess), photo.since):
                chosen[photo.sha256] = photo
        return list(chosen.values())


class _Room:
    """How much may still come, when what was used before it may go for it."""

    def __init__(self, left: int, movable: Iterable[Holding]) -> None:
        newest_first = sorted(movable, key=lambda h: -h.used_at)
        self._times = [-h.used_at for h in newest_first]
        self._sums = [0]
        for holding in newest_first:
            self._sums.append(self._sums[-1] + holding.size)
        self._left = int(left * FETCHED_SHARE)

    def take(self, size: int, since: int) -> bool:
        """Whether so many bytes of that time have room beside all that was used since."""
        newer = self._sums[bisect.bisect_right(self._times, -since)]
        if newer + size > self._left:
            return False
        self._left -= size
        return True


def _enough(listed: Iterable[Holding], over: int) -> list[Holding]:
    """The first of these that make up `over` bytes, as far as one step goes."""
    chosen: list[Holding] = []
    left = min(over, STEP_BYTES)
    for holding in listed:
        if left <= 0 or len(chosen) >= STEP_ITEMS:
            break
        chosen.append(holding)
        left -= holding.size
    return chosen
