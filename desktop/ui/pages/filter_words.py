"""The words of filters and orders: what is chosen, and what can be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from msgspec.structs import replace

from casework.case import State
from desktop.storage.records import Sort
from desktop.ui.theme import mark_style, state_style
from desktop.ui.wording import distance, village
from desktop.views import Filters
from desktop.words import translate

FLAGS = ("overdue", "reopened", "unassigned", "without_place", "unsent", "attention")
AGES = (3, 7, 15, 30, 90)
DISTANCES = (200, 500, 1000, 2000, 5000, 10_000)


@dataclass(frozen=True, slots=True)
class Chosen:
    """One thing that is chosen, and the filters without it."""

    text: str
    without: Filters


def chosen(filters: Filters, name_of: Callable[[str], str]) -> list[Chosen]:
    """Everything that is chosen, in the order of the panel; `name_of` gives a person's name."""
    found: list[Chosen] = []
    for state in State:
        if str(state) in filters.states:
            rest = replace(filters, states=filters.states - {str(state)})
            found.append(Chosen(state_style(str(state)).word, rest))
    flags = [flag for flag in FLAGS if getattr(filters, flag)]
    found += [Chosen(flag_word(flag), replace(filters, **{flag: False})) for flag in flags]
    if filters.after_photo is not None:
        word = photo_words()[filters.after_photo]
        found.append(Chosen(word, replace(filters, after_photo=None)))
    if filters.older_days is not None or filters.younger_days is not None:
        rest = replace(filters, older_days=None, younger_days=None)
        found.append(Chosen(age_words(filters.older_days, filters.younger_days), rest))
    for kind in ("types", "units", "villages"):
        names = getattr(filters, kind)
        for name in sorted(names):
            word = village(name) if kind == "villages" else name
            found.append(Chosen(word, replace(filters, **{kind: names - {name}})))
    if filters.officer:
        found.append(Chosen(name_of(filters.officer), replace(filters, officer="")))
    if filters.chosen:
        words = translate("Filters", "Chosen on the map ({n})")
        text = words.format(n=f"{len(filters.chosen):,}")
        found.insert(0, Chosen(text, replace(filters, chosen=frozenset())))
    if filters.near is not None:
        found.append(Chosen(near_words(filters.near.metres), replace(filters, near=None)))
    return found


def flag_word(flag: str) -> str:
    """What a case is that a flag asks for."""
    words = {
        "overdue": mark_style("overdue").word,
        "reopened": mark_style("reopened").word,
        "unassigned": translate("Filters", "Nobody responsible"),
        "without_place": translate("Filters", "No place"),
        "unsent": mark_style("unsent").word,
        "attention": mark_style("attention").word,
    }
    return words[flag]


def photo_words() -> dict[bool | None, str]:
    """Whether a case has an after-photo."""
    return {
        None: translate("Filters", "With or without after-photo"),
        True: translate("Filters", "Has an after-photo"),
        False: translate("Filters", "No after-photo"),
    }


def age_words(older: int | None, younger: int | None) -> str:
    """How long ago cases were reported."""
    if older is None and younger is None:
        return translate("Filters", "Any age")
    if older is None:
        return translate("Filters", "At most {n} days old").format(n=younger)
    if younger is None:
        return translate("Filters", "Over {n} days old").format(n=older)
    return translate("Filters", "{a} to {b} days old").format(a=older, b=younger)


def near_words(metres: float) -> str:
    """Within a distance of a point."""
    return translate("Filters", "Within {distance}").format(distance=short_distance(metres))


def short_distance(metres: float) -> str:
    """A distance as a choice: 500 m, 2 km."""
    if metres >= 1000 and metres % 1000 == 0:
        return translate("Wording", "{n} km").format(n=round(metres / 1000))
    return distance(metres)


def order_words(*, searching: bool) -> dict[Sort, str]:
    """The orders in which a list can stand; the best hits are there in a search only."""
    best = {Sort.BEST: translate("MyCases", "Best match")} if searching else {}
    return best | {
        Sort.URGENT: translate("MyCases", "Urgent first"),
        Sort.NEWEST: translate("MyCases", "Newest first"),
        Sort.OLDEST: translate("MyCases", "Oldest first"),
        Sort.UPDATED: translate("MyCases", "Last changed first"),
        Sort.NUMBER: translate("MyCases", "By number"),
    }
