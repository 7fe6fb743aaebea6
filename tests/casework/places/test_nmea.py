"""Only sound sentences of a receiver are believed, whatever comes down the line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.places.nmea import read_sentence
from tests.support.receiver import sentence

GGA = sentence("GPGGA,092751.000,1626.4720,N,10109.1980,E,1,08,1.03,61.7,M,55.3,M,,")


def test_it_says_how_many_satellites_and_whether_there_is_a_position():
    heard = read_sentence(GGA)
    assert heard is not None
    assert (heard.satellites, heard.fix, heard.sentence) == (8, True, GGA)
    void = read_sentence(sentence("GNRMC,092752.00,V,,,,,,,251126,,,N"))
    assert void is not None
    assert void.fix is False
    none_yet = read_sentence(sentence("GPGGA,092752.00,,,,,0,03,,,M,,M,,"))
    assert none_yet is not None
    assert (none_yet.satellites, none_yet.fix) == (3, False)


def test_other_sentences_are_sound_and_say_nothing_of_it():
    heard = read_sentence(sentence("GPGSV,1,1,01,12,45,180,40"))
    assert heard is not None
    assert heard.satellites is heard.fix is None


@pytest.mark.parametrize(
    "line",
    [
        GGA.replace(b"16", b"17", 1),  # the checksum is another one's
        GGA[:-6],  # cut
        b"",
        b"\xff\xfe\x00garbage",
        b"$GPGGA,1,2,3",
        sentence("GPGGA,\xe0\xb8,1").replace(b"*", b"\n*"),
    ],
)
def test_what_is_cut_or_garbled_is_not_believed(line):
    assert read_sentence(line) is None


def test_a_first_line_that_begins_in_a_sentence_does_no_harm():
    heard = read_sentence(b"6.4720,N,101" + GGA)
    assert heard is not None
    assert heard.sentence == GGA


@given(st.binary(max_size=300))
def test_no_bytes_of_a_line_take_it_down(line):
    heard = read_sentence(line)
    assert heard is None or heard.sentence.startswith(b"$")


@given(st.integers(0, len(GGA) - 5), st.integers(1, 255))
def test_one_wrong_byte_is_noticed(place, change):
    wrong = bytearray(GGA)
    wrong[place] ^= change
    heard = read_sentence(bytes(wrong))
    assert heard is None or heard.sentence != GGA
    assert heard is None or bytes(wrong[place:]).find(b"$") >= 0
