"""Saved views: kept in the profile, replaced, renamed and put back; a newer program's stay."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.case import State
from desktop.desk import Desk
from desktop.errors import DeskError
from desktop.storage.records import CaseQuery, Near, Sort
from desktop.views import Filters, Point, View, Views, query_of
from desktop.words import speaking
from tests.desktop.conftest import sign_in_without_server

DAY = 86_400_000_000
NOW = 1_800_000_000_000_000


class Kept(dict[str, Any]):
    """A place for named values."""

    def put(self, name: str, value: Any) -> None:
        self[name] = value


def names(views: Views) -> list[str]:
    return [view.name for view in views.own()]


_days = st.none() | st.integers(0, 400)
_flags = {
    name: st.booleans()
    for name in ("overdue", "reopened", "unassigned", "without_place", "unsent", "attention")
}
_filters = st.builds(
    Filters, states=st.frozensets(st.sampled_from([str(s) for s in State])),
    types=st.frozensets(st.text(max_size=5), max_size=3), officer=st.text(max_size=5),
    older_days=_days, younger_days=_days, after_photo=st.none() | st.booleans(),
    near=st.none() | st.builds(Point, st.floats(97, 106), st.floats(5, 21), st.floats(1, 9999)),
    **_flags,
)  # fmt: skip


@given(_filters, st.text(max_size=20), st.sampled_from(["", *map(str, Sort)]))
def test_a_view_comes_back_as_it_was_saved(filters: Filters, text: str, sort: str) -> None:
    views = Views(Kept())
    view = View("งานของฉัน", filters, tab="todo", text=text, sort=sort)
    views.save(view)
    assert views.own() == [msgspec.structs.replace(view, key="งานของฉัน")]


def test_views_live_in_the_profile(tmp_path: Path) -> None:
    desk = sign_in_without_server(tmp_path / "p", "prasert")
    near = Filters(types=frozenset({"ถนน"}), near=Point(101.1, 16.4, 500), after_photo=False)
    Views(desk.cache).save(View("ใกล้วัด", near))
    Views(desk.cache).begin_with("ใกล้วัด")
    path, key = desk.profile, desk.key
    desk.close()
    again = Desk(path, key)
    begun = Views(again.cache).start()
    again.close()
    assert begun is not None
    assert begun.filters == near


def test_a_name_used_again_replaces_and_every_change_can_be_put_back() -> None:
    views = Views(Kept())
    views.save(View("ข", text="1"))
    views.save(View("ก", text="2"))
    before = views.save(View("ข", text="3"))
    assert [(v.name, v.text) for v in views.own()] == [("ก", "2"), ("ข", "3")]
    views.restore(before)
    assert [(v.name, v.text) for v in views.own()] == [("ก", "2"), ("ข", "1")]
    views.begin_with("ข")
    before = views.rename("ข", " ค ")
    assert (names(views), views.start()) == (["ก", "ค"], views.find("ค"))
    views.restore(before)
    before = views.remove("ข")
    assert (names(views), views.start()) == (["ก"], None)
    views.restore(before)
    assert (names(views), views.start()) == (["ก", "ข"], views.find("ข"))
    views.rename("ก", "ข")
    assert [(v.name, v.text) for v in views.own()] == [("ข", "2")]
    with pytest.raises(ValueError, match="name"):
        views.save(View("  @ "))


def test_what_a_newer_program_kept_is_not_lost() -> None:
    newer = {"name": "ใหม่กว่า", "filters": {"near": "a drawn area"}}
    known = {"name": "รู้จัก", "filters": {"overdue": True, "weather": "wet"}, "colour": "red"}
    kept = Kept(views={"views": [newer, known, "nonsense"], "start": "ใหม่กว่า", "more": 1})
    views = Views(kept)
    assert [(v.name, v.filters) for v in views.own()] == [("รู้จัก", Filters(overdue=True))]
    assert views.start() is None
    views.save(View("ของฉัน"))
    assert newer in kept["views"]["views"]
    assert known in kept["views"]["views"]
    assert kept["views"]["more"] == 1


def test_the_programs_own_views_are_found_in_both_languages() -> None:
    views = Views(Kept())
    assert views.find("overdue").key == "@overdue"
    assert views.find("เกินกำหนด").key == "@overdue"
    assert views.find("Done without an after-photo").key == "@unproven"
    with pytest.raises(DeskError):
        views.find("nothing of this name")
    with speaking("th"):
        assert next(v.name for v in views.all()) == "ค้างนานกว่า 7 วัน"


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        (View(), CaseQuery(open_only=True)),
        (View(text="ไฟ"), CaseQuery(text="ไฟ", sort=Sort.BEST)),
        (View(text="ไฟ", sort="oldest"), CaseQuery(text="ไฟ", sort=Sort.OLDEST)),
        (View(sort="best"), CaseQuery(open_only=True)),
        (View(sort="of a newer program"), CaseQuery(open_only=True)),
        (View(tab="follow"), CaseQuery(states=frozenset({State.FOLLOWED_UP}))),
        (View(tab="todo", filters=Filters(states=frozenset({"done", "not yet known"}))),
         CaseQuery(states=frozenset({State.DONE}))),
        (View(filters=Filters(unsent=True)), CaseQuery(unsent=True)),
        (View(filters=Filters(older_days=7, younger_days=30)),
         CaseQuery(open_only=True, older_than=7 * DAY, reported_from=NOW - 30 * DAY)),
        (View(filters=Filters(near=Point(1.0, 2.0, 3.0))),
         CaseQuery(open_only=True, near=Near(1.0, 2.0, 3.0))),
    ],
)  # fmt: skip
def test_what_a_view_asks(view: View, expected: CaseQuery) -> None:
    assert query_of(view, NOW) == expected


def test_in_ones_own_list_nobodys_cases_are_not_asked_for() -> None:
    view = View("", Filters(unassigned=True))
    assert query_of(view, NOW).unassigned
    assert not query_of(view, NOW, officer="prasert").unassigned
