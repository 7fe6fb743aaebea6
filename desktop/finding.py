"""Finding the one case that a person names, and reading a list window by window."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from casework.case import Case
from casework.identifiers import parse_reference
from desktop.errors import DeskError
from desktop.storage.cache import Cache
from desktop.storage.records import CaseRow, Page


def find(cache: Cache, text: str) -> Case:
    """The one case that people name so (`2022-K4MDMW`, `2022-K4MDMW@CODE`).

    Raises DeskError: no_such_case, or several_cases where the authority is needed.
    """
    try:
        number, authority = parse_reference(text)
    except ValueError:
        raise DeskError("no_such_case", number=text) from None
    found = cache.find(number, authority)
    if not found:
        raise DeskError("no_such_case", number=text)
    if len(found) > 1:
        raise DeskError("several_cases", number=number)
    return found[0]


def every_row(window: Callable[[str | None], Page]) -> Iterator[CaseRow]:
    """Every row of a list; `window` gives the page after a place."""
    after: str | None = None
    while True:
        page = window(after)
        yield from page.rows
        after = page.after
        if after is None:
            return
