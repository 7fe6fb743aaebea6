"""Sealed files: what comes out is what went in, or nothing."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.sealing import NotSealed, Record, Sealer, Way, carrying_key, check, records

KEY = carrying_key("11" * 32)
_records = st.lists(
    st.tuples(st.sampled_from(["desk", "page", "photo"]), st.binary(max_size=60), st.booleans()),
    max_size=4,
)


def sealed(content, key: bytes = KEY, way: Way = Way.TO_SERVER, *, end: bool = True) -> bytes:
    out = io.BytesIO()
    sealer = Sealer(out, key, way, server="s", device="d", number=1)
    for kind, data, pack in content:
        sealer.add(kind, {"n": len(data)}, data, pack=pack)
    if end:
        sealer.close()
    return out.getvalue()


def opened(data: bytes, key: bytes = KEY, way: Way = Way.TO_SERVER) -> list[Record]:
    return list(records(io.BytesIO(data), key, way))


def code_of(data: bytes, key: bytes = KEY, way: Way = Way.TO_SERVER) -> str:
    with pytest.raises(NotSealed) as caught:
        opened(data, key, way)
    return caught.value.code


@given(_records)
def test_what_comes_out_is_what_went_in(content):
    data = sealed(content)
    assert opened(data) == [Record(kind, {"n": len(d)}, d) for kind, d, _ in content]
    assert check(io.BytesIO(data), KEY, Way.TO_SERVER) == len(content)


@given(_records, st.data())
def test_a_changed_byte_is_always_found(content, data):
    whole = bytearray(sealed(content))
    at = data.draw(st.integers(0, len(whole) - 1))
    whole[at] ^= data.draw(st.integers(1, 255))
    assert code_of(bytes(whole)) in {"not_one", "newer", "damaged", "cut", "other_key"}


@given(_records, st.data())
def test_a_file_that_was_cut_is_none(content, data):
    whole = sealed(content)
    assert code_of(whole[: data.draw(st.integers(0, len(whole) - 1))])


def test_records_cannot_be_left_out_or_come_from_another_file():
    one = sealed([("desk", b"a", False), ("page", b"b", False)])
    assert code_of(sealed([("desk", b"a", False)], end=False)) == "cut"
    head = one.index(b"\n", one.index(b"\n") + 1) + 1
    length = 4 + int.from_bytes(one[head : head + 4])
    assert code_of(one[:head] + one[head + length :]) == "other_key"
    other = sealed([("desk", b"a", False), ("page", b"b", False)])
    assert code_of(one[:head] + other[head:]) == "other_key"


def test_a_file_is_for_one_key_and_one_way():
    data = sealed([("desk", b"a", False)])
    assert code_of(data, carrying_key("22" * 32)) == "other_key"
    assert code_of(data, way=Way.TO_DESK) == "not_one"
    turned = data.replace(b'"to_server"', b'"to_desk"')
    assert code_of(turned, way=Way.TO_DESK) == "other_key"


def test_a_file_of_a_newer_form_says_so():
    assert code_of(b"tambon-carried 2\n{}\n") == "newer"


def test_bytes_that_would_unpack_to_more_than_a_record_are_refused():
    huge = sealed([("page", bytes(64 * 1024 * 1024 + 1), True)])
    assert code_of(huge) == "damaged"
