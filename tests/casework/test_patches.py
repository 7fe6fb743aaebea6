"""What travels of a changed case, and the sums by which two holders compare."""

from __future__ import annotations

import base64

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import wire
from casework.case import Case, Event, FieldChange, Photo, State, Ticket
from casework.checking import BUCKETS, Check, bucket_of, check_of, differing
from casework.patches import Patch, PatchGap, difference, patched

_text = st.text(max_size=8)
_places = st.none() | st.floats(-90, 90, allow_nan=False)
_fields = {
    "state": st.sampled_from(State),
    "types": st.lists(st.sampled_from(["ถนน", "ไฟฟ้า", "ท่อ"]), unique=True).map(tuple),
    "unit": _text,
    "officer": _text,
    "due_at": st.none() | st.integers(0, 2**50),
    "members": st.lists(_text, max_size=3).map(tuple),
    "star": st.none() | st.integers(1, 5),
}
_tickets = st.builds(
    Ticket, number=st.just("TT-1"), description=_text, place=_text, lon=_places, lat=_places,
    organisations=st.lists(_text, max_size=2).map(tuple),
)  # fmt: skip
_photo_states = st.builds(Photo, verified=st.booleans(), withdrawn=st.booleans(), name=_text)


@st.composite
def _growing(draw):
    """A case, and what became of it: fields changed, photos changed and added, lines added."""
    count = draw(st.integers(0, 3))
    more = draw(st.integers(0, 2))

    def photos(number):
        return tuple(
            msgspec.structs.replace(draw(_photo_states), sha256=f"{i:064x}") for i in range(number)
        )

    def case(version, lines, seen):
        return Case(
            authority="TT", id="case-1", ticket=draw(_tickets), version=version, history=lines,
            photos=seen, **{name: draw(values) for name, values in _fields.items()},
        )  # fmt: skip

    lines = tuple(
        Event(id=f"e{i}", kind="comment", at=i, text=draw(_text),
              fields={"unit": FieldChange(old="", new=draw(_text))})
        for i in range(4)
    )  # fmt: skip
    cut = draw(st.integers(0, 4))
    return case(3, lines[:cut], photos(count)), case(9, lines, photos(count + more))


def _travelled(patch: Patch) -> Patch:
    line = wire.decode_line(wire.encode(wire.Line(patch=patch)))
    assert line.patch is not None
    return line.patch


def _patch_of(old: Case, new: Case) -> Patch:
    """The patch as the server makes it: of the old case without its history."""
    bare = msgspec.structs.replace(old, history=())
    patch = difference(bare, new, len(old.history), wire.encode(new))
    assert patch is not None
    return patch


@given(_growing())
def test_a_patch_makes_exactly_the_new_case_of_the_old_one(pair):
    old, new = pair
    body = wire.encode(new)
    patch = _patch_of(old, new)
    assert wire.encode(patched(old, _travelled(patch))) == body


@given(_growing(), _text)
def test_a_patch_never_makes_another_case_than_the_servers(pair, other):
    old, new = pair
    patch = _patch_of(old, new)
    held = msgspec.structs.replace(old, label=other, unit=other)
    try:
        made = patched(held, _travelled(patch))
    except PatchGap:
        return
    assert made == new


def _case(**more):
    return Case(authority="TT", id="case-1", ticket=Ticket(number="TT-1"), version=3, **more)


def _next(case, **more):
    return msgspec.structs.replace(case, version=4, **more)


@pytest.mark.parametrize("held", [{"version": 2}, {"version": 4}, {"id": "case-2"}])
def test_a_patch_is_for_one_version_of_one_case(held):
    patch = _patch_of(_case(), _next(_case(), unit="กองช่าง"))
    with pytest.raises(PatchGap):
        patched(msgspec.structs.replace(_case(), **held), patch)


def test_a_field_that_this_program_does_not_know_is_a_gap():
    patch = _patch_of(_case(), _next(_case(), unit="กองช่าง"))
    with pytest.raises(PatchGap):
        patched(_case(), msgspec.structs.replace(patch, fields={"colour": "red"}))


def test_photos_that_went_away_and_a_shorter_history_need_the_whole_case():
    photo = Photo(sha256="a" * 64)
    line = Event(id="e1", kind="comment", at=1)
    held = _case(photos=(photo,), history=(line,))
    fewer = _next(held, photos=())
    assert difference(held, fewer, 1, wire.encode(fewer)) is None
    shorter = _next(held, history=())
    assert difference(held, shorter, 1, wire.encode(shorter)) is None


def test_a_line_of_history_that_was_rewritten_is_a_gap():
    held = _case(history=(Event(id="e1", kind="comment", at=1, text="ก่อน"),))
    new = _next(held, history=(Event(id="e1", kind="comment", at=1, text="หลัง"),))
    patch = _patch_of(held, new)
    with pytest.raises(PatchGap):
        patched(held, patch)


_versions = st.dictionaries(st.uuids().map(str), st.integers(1, 2**40), min_size=1, max_size=40)


@given(_versions, st.randoms())
def test_equal_holdings_have_equal_sums_in_any_order(versions, rng):
    pairs = list(versions.items())
    rng.shuffle(pairs)
    assert check_of(versions.items()) == check_of(pairs)


@given(_versions, st.data())
def test_a_case_missing_added_or_of_another_version_shows_in_its_bucket_alone(versions, data):
    case_id = data.draw(st.sampled_from(sorted(versions)))
    other = dict(versions)
    if data.draw(st.booleans()):
        del other[case_id]
    else:
        other[case_id] += 1
    assert differing(check_of(versions.items()), check_of(other.items())) == [bucket_of(case_id)]


@pytest.mark.parametrize("sums", ["", "!!", base64.b64encode(bytes(7)).decode()])
def test_sums_that_cannot_be_read_differ_everywhere(sums):
    mine = check_of([("case-1", 1)])
    assert differing(mine, Check(count=1, sums=sums)) == list(range(BUCKETS))
