"""The first line of a bundle of photos: what it may say, whoever wrote it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.bundles import MOST_BYTES, MOST_PHOTOS, Piece, head_of, read_head

_numbers = st.integers(-(2**62), 2**62) | st.integers(-5, 5)


@given(st.lists(st.tuples(_numbers, _numbers, _numbers, st.sampled_from(["", "gone"]))))
def test_no_line_makes_anybody_wait_for_more_than_a_bundle_holds(told):
    pieces = tuple(
        Piece(sha256="a" * 64, case="c", size=size, offset=offset, length=length, error=error)
        for size, offset, length, error in told
    )
    try:
        found = read_head(head_of(pieces))
    except ValueError:
        return
    assert len(found) <= MOST_PHOTOS
    assert all(0 <= piece.length <= MOST_BYTES for piece in found)
    assert sum(piece.length for piece in found) <= MOST_BYTES


def test_a_length_below_nothing_does_not_hide_another():
    large = Piece(sha256="a" * 64, case="c", size=2**40, length=2**40)
    debt = Piece(sha256="b" * 64, case="c", length=-(2**40), error="no_such_photo")
    with pytest.raises(ValueError, match="beyond the limits"):
        read_head(head_of((large, debt)))


def test_what_is_given_and_what_is_not_is_read_as_it_was_written():
    pieces = (
        Piece(sha256="a" * 64, case="c", size=9, offset=4, length=5),
        Piece(sha256="b" * 64, case="c", error="no_such_photo"),
    )
    assert read_head(head_of(pieces)) == pieces
