"""What an after-photo proves: distance, time, seen before, edited, and the verdict of all."""

from dataclasses import replace

import pytest

from casework.limits import outside, within
from casework.pictures import EvidenceLimits, Picture, SeenBefore, evidence
from casework.pictures.together import too_fast

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


@pytest.mark.parametrize(
    "origin",
    ["place_mocked", "place_by_hand", "place_by_program", "place_impossible", "screenshot"],
)
def test_what_a_file_says_against_itself_is_said_plainly(origin):
    result = judged(origin=origin)
    assert result.origin is not None
    assert (result.origin.status, result.origin.code) == ("warn", origin)
    assert result.origin in result.checks
    assert result.verdict == "look_again"


def test_a_photo_of_this_computers_camera_is_no_full_proof():
    result = judged(origin="taken_here", lon=None, lat=None)
    assert result.origin is not None
    assert (result.origin.status, result.distance.code) == ("unknown", "photo_without_place")
    assert result.verdict == "unproven"


def test_a_file_without_any_data_is_told_apart_from_a_camera_without_a_place():
    assert judged(origin="stripped", lon=None, lat=None).distance.code == "photo_stripped"
    assert judged(lon=None, lat=None).distance.code == "photo_without_place"
    assert judged(origin="stripped").origin is None


def test_a_place_that_was_fixed_long_before_the_photo_is_stale():
    taken = REPORTED + 20 * HOUR
    stale = judged(camera_at=taken, satellite_at=taken - HOUR)
    assert stale.origin is not None
    assert (stale.origin.code, stale.origin.at, stale.origin.against) == (
        "place_stale", taken - HOUR, taken,
    )  # fmt: skip
    assert judged(camera_at=taken, satellite_at=taken - 19 * MINUTE).origin is None
    # Where the satellites' time was believed, the camera's clock is what is off.
    assert judged(camera_at=taken + HOUR, satellite_at=taken).origin is None


def test_limits_beyond_sense_count_as_not_set():
    wild = EvidenceLimits(near_metres=float("nan"), clock_slack_minutes=-1, same_view_bits=1)
    assert outside(wild) == ["near_metres", "clock_slack_minutes"]
    assert within(wild) == EvidenceLimits()
    strict = EvidenceLimits(near_metres=50)
    assert within(strict) == strict
    assert judged(lon=LON + 0.001, limits=strict).distance.code == "far"


def at(minutes, north_km, camera="Acme"):
    return replace(
        PICTURE, taken_at=REPORTED + minutes * MINUTE, lat=LAT + north_km / 111.2, camera=camera
    )


def test_photos_that_follow_each_other_faster_than_anybody_drives():
    pictures = [at(0, 0), at(5, 40), at(50, 40)]
    [found] = too_fast(pictures)
    assert (found.first, found.second, found.passed) == (0, 1, 5 * MINUTE)
    assert found.metres == pytest.approx(40_000, rel=0.01)


def test_a_journey_that_can_be_made_is_none_of_our_business():
    assert too_fast([at(0, 0), at(30, 40), at(31, 40.5)]) == []
    assert too_fast([at(0, 0), at(0, 0.9)]) == []  # a satellite fix may err so far
    assert too_fast([at(0, 0), at(1, 40, camera="Other")]) == []
    assert too_fast([at(0, 0), replace(at(1, 40), lon=None, lat=None)]) == []
    assert too_fast([]) == []
