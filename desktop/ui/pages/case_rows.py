"""Cases as rows of a list: the words of a row, and how many stand behind each tab."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from msgspec.structs import replace

from casework.case import State
from casework.finding import spans
from casework.thai import day_text, local
from desktop import clock
from desktop.desk import Desk
from desktop.storage.records import CaseQuery, CaseRow, Where
from desktop.storage.search import terms
from desktop.sync.progress import Progress
from desktop.ui.pages.list_choice import ListChoice
from desktop.ui.widgets.rows import RowView
from desktop.ui.wording import ago, due_text, masked_phone, reopened_text, village
from desktop.views import TABS
from desktop.words import language, translate

__all__ = [
    "TABS", "found_line", "loading_words", "place_line", "row_view", "searched", "tab_counts",
    "tab_queries",
]  # fmt: skip


def row_view(row: CaseRow, wanted: Sequence[str] = ()) -> RowView:
    """A row in words; what was searched (folded terms) is marked."""
    now = clock.now()
    line = found_line(row, wanted) or place_line(row)
    marks = []
    if row.attention:
        marks.append("attention")
    overdue = row.is_overdue(now)
    if overdue:
        marks.append("overdue")
    if row.reopen_count:
        marks.append("reopened")
    mark, words = _due(row, now, overdue=overdue)
    return RowView(
        case_id=row.id,
        number=row.number,
        sentence=row.sentence,
        place_line=line,
        state=str(row.state),
        marks=tuple(marks),
        due_text=words,
        due_mark=mark,
        photo=row.before or row.after,
        unsent=row.unsent,
        age_text=ago(row.reported_at, now),
        hits=tuple(spans(row.sentence, wanted)),
        place_hits=tuple(spans(line, wanted)),
    )


@lru_cache(maxsize=16)
def searched(text: str) -> tuple[str, ...]:
    """The folded terms of what a person typed into the search field."""
    return tuple(terms(text))


def found_line(row: CaseRow, wanted: Sequence[str]) -> str:
    """Where a search found a row whose own words do not show it; empty where they do.

    A comment or the reporter's name is quoted, a telephone number with its middle hidden; a
    number that holds the hit stands before the place.
    """
    if row.found is not None:
        text = row.found.text
        if row.found.where == "phone":
            text = masked_phone(text)  # a list never shows a reporter's number in full
        return f"{_where(row.found.where)}: {text}"
    if wanted and not spans(row.sentence, wanted) and spans(row.number, wanted):
        return " · ".join(part for part in (row.number, place_line(row)) if part)
    return ""


def _where(part: Where) -> str:
    words = {
        "description": translate("CaseList", "Report"),
        "place": translate("CaseList", "Place"),
        "address": translate("CaseList", "Address"),
        "reporter": translate("CaseList", "Reporter"),
        "phone": translate("CaseList", "Reporter"),
        "comment": translate("CaseList", "Comment"),
    }
    return words.get(part, "")


def place_line(row: CaseRow) -> str:
    """Type, village and place of a case: road · Moo 3 · in front of the temple."""
    parts = [row.types[0] if row.types else "", village(row.village), row.place]
    return " · ".join(part for part in parts if part)


def _due(row: CaseRow, now: int, *, overdue: bool) -> tuple[str, str]:
    """The mark whose words stand beside the state, and the words."""
    if overdue and row.due_at is not None:
        return "overdue", due_text(row.due_at, now)
    if row.reopen_count and row.is_open:
        return "reopened", reopened_text(row.reopen_count)
    if row.state == State.WAITING:
        text = translate("MyCases", "reported {ago} ago")
        return "", text.format(ago=ago(row.reported_at, now))
    if row.finished_at is not None and not row.is_open:
        return "", day_text(row.finished_at, language())
    if row.due_at is None:
        return "", ""
    if row.state == State.FOLLOWED_UP:
        same_year = local(row.due_at).year == local(now).year
        text = translate("MyCases", "look again {day}")
        return "", text.format(day=day_text(row.due_at, language(), year=not same_year))
    return "", due_text(row.due_at, now)


def tab_queries(choice: ListChoice) -> dict[str, CaseQuery]:
    """What stands behind each tab of what is chosen, and what of it is overdue.

    Nothing where states are chosen, which every tab then shows.
    """
    if choice.filters.states:
        return {}
    plain = replace(choice.view, text="")
    found = {tab: choice.query(replace(plain, tab=tab)) for tab in TABS}
    late = replace(plain, tab="all", filters=replace(plain.filters, overdue=True))
    return found | {"overdue": choice.query(late)}


def tab_counts(desk: Desk, queries: Mapping[str, CaseQuery]) -> dict[str, int]:
    """How many cases each of these has. Slow: worker thread."""
    return {name: desk.count(query) for name, query in queries.items()}


def loading_words(progress: Progress | None) -> str:
    """What an empty list says while the first cases come."""
    if progress is None or progress.step != "pull" or not progress.total:
        return translate("MyCases", "Getting your cases. You can start with those already here.")
    counted = translate(
        "MyCases", "Getting your cases, {done} of {total}. You can start with those already here."
    )
    return counted.format(done=f"{progress.done:,}", total=f"{progress.total:,}")


def empty_words(*, filtered: bool) -> tuple[str, str]:
    """What an empty list says, and its icon."""
    if filtered:
        words = translate("MyCases", "No case matches. Try a shorter word or clear the filters.")
        return words, "search"
    words = translate("MyCases", "Nothing is left to do. Thank you for today's work.")
    return words, "circle-check"


def count_words(counts: dict[str, int]) -> str:
    """How many cases there are and how many are late; empty before they are counted."""
    if "all" not in counts:
        return ""
    parts = [translate("MyCases", "{n} cases").format(n=f"{counts['all']:,}")]
    if counts.get("overdue"):
        parts.append(translate("MyCases", "{n} overdue").format(n=f"{counts['overdue']:,}"))
    return " · ".join(parts)
