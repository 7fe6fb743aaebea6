"""Only what changed between two lists of markers goes to the map."""

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from desktop.maps.markers import Marker, MarkerChanges, changes

ONE = Marker("1", 100.5, 14.0, "waiting", "", "ไฟดับ")
TWO = Marker("2", 100.6, 14.1, "in_progress", "overdue", "ถนนเป็นหลุม")

markers = st.lists(
    st.builds(
        Marker,
        case_id=st.sampled_from("abcdef"),
        lon=st.sampled_from([100.0, 100.5]),
        lat=st.just(14.0),
        state=st.sampled_from(["waiting", "done"]),
        mark=st.just(""),
        title=st.just(""),
    ),
    unique_by=lambda marker: marker.case_id,
)


def test_new_moved_and_gone_markers_are_told_apart():
    moved = replace(ONE, lat=14.2)
    three = replace(TWO, case_id="3")
    assert changes([ONE, TWO], [moved, three]) == MarkerChanges((three,), (moved,), ("2",))


def test_the_same_list_changes_nothing():
    assert not changes([ONE, TWO], [TWO, ONE])


def test_a_mark_is_worn_before_the_state():
    assert (ONE.face, TWO.face) == ("waiting", "overdue")


@given(markers, markers)
def test_applying_the_changes_gives_the_new_list(old, new):
    shown = {marker.case_id: marker for marker in old}
    difference = changes(old, new)
    for case_id in difference.remove:
        del shown[case_id]
    for marker in (*difference.add, *difference.update):
        shown[marker.case_id] = marker
    assert shown == {marker.case_id: marker for marker in new}


@given(markers, markers, st.integers(1, 4))
def test_parts_for_the_page_are_small_and_give_the_new_list(old, new, size):
    shown = {marker.case_id: marker.for_page() for marker in old}
    for part in changes(old, new).parts(size):
        told = json.loads(part)
        assert len(told["put"]) + len(told["remove"]) <= size
        for case_id in told["remove"]:
            del shown[case_id]
        shown |= {row[0]: tuple(row) for row in told["put"]}
    assert shown == {marker.case_id: marker.for_page() for marker in new}
