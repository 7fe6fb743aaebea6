"""What an after-photo proves: distance, time, seen before, edited, and the verdict of all."""

from dataclasses import replace

import pytest

from casework.pictures import EvidenceLimits, Picture, SeenBefore, evidence

MINUTE = 60_000_000
HOUR = 60 * MINUTE
REPORTED = 1_790_000_000_000_000
ACCEPTED = REPORTED + 3 * HOUR
NOW = REPORTED + 48 * HOUR
LON, LAT = 100.5231, 14.0212
HASH = "f0e1d2c3b4a59687"

PICTURE = Picture(
    sha256="a" * 64,
    format="jpeg",
    width=4000,
    height=3000,
    size=3_000_000,
    taken_at=REPORTED + 20 * HOUR,
    lon=LON + 0.0001,
    lat=LAT,
    camera="Acme",
    orientation=1,
    edited=None,
    edited_with="",
    perceptual_hash=HASH,
    truncated=False,
)


def judged(seen=(), place=(LON, LAT), accepted=ACCEPTED, limits=None, **changes):
    return evidence(
        replace(PICTURE, **changes),
        case_lon=place[0],
        case_lat=place[1],
        reported_at=REPORTED,
        accepted_at=accepted,
        now=NOW,
        seen_before=seen,
        limits=limits,
    )


def test_a_photo_near_in_time_and_never_seen_is_complete():
    result = judged()
    assert result.verdict == "complete"
    assert [(c.status, c.code) for c in result.checks] == [
        ("ok", "near"),
        ("ok", "after_accept"),
        ("ok", "not_seen"),
    ]
    assert result.distance.metres == pytest.approx(10.8, abs=0.2)
    assert (result.time.at, result.time.against) == (REPORTED + 20 * HOUR, ACCEPTED)


def test_a_photo_from_far_asks_to_look_again_and_says_how_far():
    result = judged(lon=LON + 0.0167)
    assert (result.distance.status, result.distance.code) == ("warn", "far")
    assert result.distance.metres == pytest.approx(1802, abs=5)
    assert result.verdict == "look_again"


def test_an_authority_may_allow_more_metres():
    assert judged(lon=LON + 0.0167, limits=EvidenceLimits(near_metres=2000)).verdict == "complete"


def test_a_photo_through_a_chat_program_proves_nothing_but_warns_of_nothing():
    result = judged(lon=None, lat=None, taken_at=None)
    assert (result.distance.code, result.time.code) == ("photo_without_place", "photo_without_time")
    assert result.verdict == "unproven"


def test_a_case_without_a_place_leaves_the_distance_open():
    result = judged(place=(None, None))
    assert (result.distance.status, result.distance.code) == ("unknown", "case_without_place")
    assert result.verdict == "unproven"


@pytest.mark.parametrize(
    ("taken", "status", "code"),
    [
        (REPORTED - 2 * HOUR, "warn", "before_report"),
        (REPORTED - 5 * MINUTE, "ok", "after_report"),
        (REPORTED + HOUR, "ok", "after_report"),
        (ACCEPTED + HOUR, "ok", "after_accept"),
        (NOW + 5 * MINUTE, "ok", "after_accept"),
        (NOW + HOUR, "warn", "in_the_future"),
    ],
)
def test_the_time_is_held_against_report_acceptance_and_now(taken, status, code):
    check = judged(taken_at=taken).time
    assert (check.status, check.code, check.at) == (status, code, taken)


def test_without_an_acceptance_the_report_counts():
    assert judged(accepted=None).time.code == "after_report"


def other(sha="b" * 64, look=HASH, same_case=False, role="after", case="2026-OTHER1"):
    return SeenBefore(sha, look, case, same_case, role)


@pytest.mark.parametrize(
    ("known", "code"),
    [
        (other(sha="a" * 64, look=""), "same_file"),
        (other(sha="a" * 64, same_case=True, role="before"), "same_file"),
        (other(look="f0e1d2c3b4a59684"), "same_picture"),
        (other(same_case=True, role="before"), "same_as_before_photo"),
    ],
)
def test_a_photo_that_was_used_already_is_named_with_its_case(known, code):
    result = judged(seen=[other(look="0" * 16), known])
    assert (result.seen.status, result.seen.code, result.seen.case) == ("warn", code, "2026-OTHER1")
    assert result.verdict == "look_again"


@pytest.mark.parametrize(
    "known",
    [
        other(look="0f1e2d3c4b5a6978"),
        other(look="not hexadecimal"),
        other(same_case=True, role="after"),
        other(look="f0e1d2c3b4a59684", same_case=True, role="before"),
    ],
)
def test_other_pictures_a_burst_and_the_same_view_are_not_held_against_it(known):
    assert judged(seen=[known]).seen.code == "not_seen"


@pytest.mark.parametrize(
    ("edited", "verdict", "shown"),
    [(None, "complete", None), (False, "complete", "not_edited"), (True, "look_again", "edited")],
)
def test_editing_counts_where_it_is_known(edited, verdict, shown):
    result = judged(edited=edited, edited_with="Snapseed")
    assert result.verdict == verdict
    assert (result.edited.code if result.edited else None) == shown
