"""Keeps a desk's photos within their budget, on a thread beside, a little at a time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from desktop.errors import DeskError
from desktop.storage.keeping import LEAST_BUDGET, Keeper, PhotoUse
from desktop.woken import Woken
from desktop.words import translate

if TYPE_CHECKING:
    from desktop.storage.cache import Cache
    from desktop.storage.photos import PhotoStore

_UNITS = {"": 1, "kb": 10**3, "mb": 10**6, "gb": 10**9, "tb": 10**12}


class PhotoKeeping:
    """Gives photos up when there are more than the budget. Thread-safe.

    Nothing runs while there is nothing to do.
    """

    def __init__(self, cache: Cache, photos: PhotoStore) -> None:
        """Work on these whenever photos were added; only in the process that writes."""
        self._keeper = Keeper(cache, photos)
        self._woken = Woken("photos", self._tidy, "photos could not be given up")
        self._closing = self._woken.closing
        photos.on_growth(self.wake)

    def use(self) -> PhotoUse:
        """How much of the budget is in use."""
        return self._keeper.use()

    def set_budget(self, budget: int) -> None:
        """Change the budget (bytes); what is too much goes soon. Raises DeskError."""
        try:
            self._keeper.set_budget(budget)
        except ValueError:
            raise DeskError("budget_too_small", least=LEAST_BUDGET // 10**6) from None
        self.wake()

    def wake(self) -> None:
        """There may be more than the budget now."""
        self._woken.wake()

    def finish(self) -> None:
        """Wait until there is no more than the budget, or no more that can go."""
        self._woken.wait()

    def close(self) -> None:
        """Stop after the present step and wait for it. Twice does no harm."""
        self._woken.close()
        self._woken.wait()

    def _tidy(self) -> None:
        given_up = False
        while not self._closing.is_set() and self._keeper.step():
            given_up = True
        while given_up and not self._closing.is_set() and self._keeper.give_back():
            pass


def bytes_of(text: str) -> int:
    """The bytes of a size as people write it: 500MB, 2 GB (powers of ten).

    Raises DeskError("bad_size").
    """
    match = re.fullmatch(r"\s*(\d{1,6}(?:\.\d{1,3})?)\s*([kmgt]?b)?\s*", text.lower())
    if match is None:
        raise DeskError("bad_size", size=text)
    return round(float(match[1]) * _UNITS[match[2] or ""])


def size_words(count: int) -> str:
    """A number of bytes in GB or MB, as disks are sold (powers of ten)."""
    if count >= 10**9:
        return f"{count / 10**9:.1f}".removesuffix(".0") + " GB"
    return f"{round(count / 10**6):,} MB" if count >= 10**6 else f"{-(-count // 1000)} KB"


def photo_use_words(use: PhotoUse) -> list[str]:
    """How much of the budget is in use, in sentences for a person."""
    room = translate("Photos", "{used} of {budget} are in use.")
    here = translate(
        "Photos", "There are {photos} full photos and {thumbnails} small pictures on this computer."
    )
    words = [
        room.format(used=size_words(use.used), budget=size_words(use.budget)),
        here.format(photos=f"{use.photos:,}", thumbnails=f"{use.thumbnails:,}"),
    ]
    if use.staying:
        staying = translate(
            "Photos",
            "{n} full photos ({size}) of your own work stay in any case: "
            "the server may still ask for them.",
        )
        words.append(staying.format(n=f"{use.staying:,}", size=size_words(use.staying_bytes)))
    if use.excess:
        words.append(
            translate("Photos", "{size} that were not looked at for longest are being removed.")
            .format(size=size_words(use.excess))
        )  # fmt: skip
    return words
