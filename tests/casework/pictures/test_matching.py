"""Photos of a batch proposed to cases: by place and time, the whole day at once, never a guess."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.pictures.matching import match
from casework.pictures.proposals import Matching, Proposal, Site
from casework.pictures.visits import MINUTE, Shot, bursts, clock_offsets, time_in_name
from tests.support.simulated_days import Habits, Score, proposals_of, simulate

NOON = 1_790_000_000_000_000
LON, LAT = 99.5, 18.25
METRE = 1 / 111_195


def north(metres: float) -> float:
    """A latitude so far north of the place of the tests."""
    return LAT + metres * METRE


def photo(name: str, minute: float | None = 0, metres: float | None = 0, **more) -> Shot:
    at = None if minute is None else NOON + round(minute * MINUTE)
    place = {} if metres is None else {"lon": LON, "lat": north(metres)}
    return Shot(name, at, **{**place, **more})


def site(name: str, metres: float | None = 0, **more) -> Site:
    place = {} if metres is None else {"lon": LON, "lat": north(metres)}
    return Site(("HT", name), **{"reported_at": NOON - 600 * MINUTE, **place, **more})


def of(matching: Matching, name: str) -> Proposal:
    every = [p for v in matching.visits for p in v.photos] + list(matching.apart)
    return next(p for p in every if p.shot.sha256 == name)


def case_of(matching: Matching, name: str) -> str:
    key = of(matching, name).key
    return key[1] if key else ""


def codes(proposal: Proposal) -> set[str]:
    return {reason.code for reason in proposal.reasons}


def test_photos_at_a_case_are_clearly_its_own_and_say_how_far_they_were():
    found = match([photo("a", 0, 8), photo("b", 1, 14)], [site("A"), site("B", 900)])
    (visit,) = found.visits
    assert visit.key == ("HT", "A")
    assert visit.confidence == "sure"
    near = next(r for r in of(found, "b").reasons if r.code == "near")
    assert round(near.metres or 0) == 14


def test_of_two_cases_close_together_both_are_named_and_neither_is_taken_for_sure():
    found = match([photo("a", 0, 14)], [site("A", 0), site("B", 30)])
    (visit,) = found.visits
    assert visit.confidence == "possible"
    assert {visit.key, *visit.others} == {("HT", "A"), ("HT", "B")}
    assert "also_near" in codes(of(found, "a"))


def test_the_plan_of_the_day_tips_the_scale_but_makes_nothing_sure():
    found = match([photo("a", 0, 15)], [site("A", 0), site("B", 30, order=0)])
    assert case_of(found, "a") == "B"
    assert found.visits[0].confidence != "sure"


def test_a_photo_without_a_place_between_two_of_one_case_belongs_there():
    shots = [photo("a", 0, 5), photo("b", 2, None), photo("c", 4, 9)]
    found = match(shots, [site("A"), site("B", 800)])
    assert case_of(found, "b") == "A"
    (between,) = [r for r in of(found, "b").reasons if r.code == "between"]
    assert (between.at, between.until) == (NOON, NOON + 4 * MINUTE)


def test_a_photo_without_a_place_between_two_cases_is_of_neither_for_sure():
    shots = [photo("a", 0, 5), photo("b", 7, None), photo("c", 14, 800)]
    found = match(shots, [site("A"), site("B", 800)])
    assert of(found, "b").confidence in ("none", "possible")


def test_a_photo_far_from_every_case_stays_apart_and_says_how_far():
    found = match([photo("a", 0, 700)], [site("A")])
    assert not found.visits
    (far,) = found.apart[0].reasons
    assert far.code == "far"
    assert round(far.metres or 0) == 700


def test_a_photo_taken_before_the_report_is_no_clear_proof_of_its_fix():
    late = site("A", reported_at=NOON + 60 * MINUTE)
    assert of(match([photo("a", 0, 5)], [late]), "a").confidence != "sure"
    assert case_of(match([photo("a", 0, 5)], [late, site("B", 10)]), "a") == "B"


def test_the_photos_before_a_long_pause_may_show_the_place_before_the_work():
    shots = [photo("a", 0, 5), photo("b", 1, 6), photo("c", 40, 5), photo("d", 41, 3)]
    (visit,) = match(shots, [site("A")]).visits
    assert [p.early for p in visit.photos] == [True, True, False, False]


def test_a_closed_case_that_waits_for_its_photos_takes_them():
    closed = site("A", is_open=False, finished_at=NOON + 5 * MINUTE, awaited=True)
    found = match([photo("a", 0, 12)], [closed])
    assert case_of(found, "a") == "A"
    assert "closed_then" in codes(of(found, "a"))


def test_a_case_without_a_place_is_proposed_only_where_the_plan_leads_there():
    sites = [site("A", 0, order=0), site("B", None, order=1), site("C", 2000, order=2)]
    shots = [photo("a", 0, 3), photo("b", 30, 1000), photo("c", 60, 2001)]
    found = match(shots, sites)
    assert of(found, "b").confidence != "sure"
    assert case_of(found, "a") == "A"
    unplanned = match(shots, [site("A"), site("B", None), site("C", 2000)])
    assert case_of(unplanned, "b") == ""


def test_a_photo_that_a_case_has_already_is_not_proposed_again():
    found = match([photo("a", 0, 2)], [site("A", photos=frozenset({"a"})), site("B", 4)])
    assert not found.visits
    (used,) = found.apart[0].reasons
    assert (used.code, used.key) == ("used", ("HT", "A"))


def test_the_same_file_twice_counts_once():
    found = match([photo("a"), photo("a")], [site("A")])
    assert [p.shot.sha256 for p in found.visits[0].photos] == ["a"]


def test_a_clock_that_is_off_in_photo_after_photo_is_set_right_and_a_stale_fix_is_not_believed():
    off = 75 * MINUTE
    shots = [
        photo(f"{n}", n - 75, 3, camera="C", camera_at=at - off, satellite_at=at)
        for n, at in enumerate(range(NOON, NOON + 4 * MINUTE, MINUTE))
    ]
    shots.append(photo("x", -71, None, camera="C", camera_at=NOON + 4 * MINUTE - off))
    assert clock_offsets(shots) == {"C": off}
    found = match(shots, [site("A")])
    assert found.offsets == {"C": off}
    assert of(found, "x").shot.at == NOON + 4 * MINUTE
    stale = [
        photo(f"{n}", n, 3, camera="C", camera_at=at, satellite_at=NOON - 90 * MINUTE)
        for n, at in enumerate(range(NOON, NOON + 4 * MINUTE, MINUTE))
    ]
    assert clock_offsets(stale) == {}


def test_an_offset_by_hand_moves_what_no_satellite_confirms():
    shots = [photo("a", 0, 5, satellite_at=NOON), photo("b", 61, None)]
    assert case_of(match(shots, [site("A")]), "b") == ""
    found = match(shots, [site("A")], by_hand=-60 * MINUTE)
    assert case_of(found, "b") == "A"
    assert of(found, "a").shot.at == NOON


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("IMG_20261124_093012.jpg", True),
        ("25691124_093012.jpg", True),
        ("Screenshot 2026-11-24 09.30.12.png", True),
        ("IMG_20261324_093012.jpg", False),
        ("LINE_ALBUM_17.jpg", False),
        ("1764000000000.jpg", False),
    ],
)
def test_the_time_in_a_file_name_is_read(name: str, told: bool):
    assert time_in_name(name) == (1_795_487_412_000_000 if told else None)


def test_a_burst_is_one_visit_and_a_walk_of_a_minute_begins_another():
    shots = [photo(f"a{n}", n / 4, n % 3) for n in range(6)]
    assert len(bursts(shots)) == 1
    assert len(bursts([*shots, photo("b", 3, 200)])) == 2


shots_drawn = st.lists(
    st.builds(
        photo,
        st.text("abcdef", min_size=1, max_size=3),
        st.none() | st.floats(0, 600),
        st.none() | st.floats(-2000, 2000),
    ),
    max_size=12,
)
sites_drawn = st.lists(
    st.builds(
        site,
        st.text("ABC", min_size=1, max_size=2),
        st.none() | st.floats(-2000, 2000),
        order=st.none() | st.integers(0, 4),
        is_open=st.booleans(),
        awaited=st.booleans(),
        finished_at=st.none() | st.integers(NOON, NOON + 600 * MINUTE),
    ),
    max_size=6,
    unique_by=lambda s: s.key,
)


@given(shots_drawn, sites_drawn, st.randoms())
@settings(max_examples=60)
def test_every_photo_is_told_of_once_whatever_the_order(shots, sites, chance):
    by_name = {shot.sha256: shot for shot in shots}
    once = list(by_name.values())
    found = match(once, sites)
    told = [p.shot.sha256 for v in found.visits for p in v.photos]
    told += [p.shot.sha256 for p in found.apart]
    assert sorted(told) == sorted(by_name)
    assert all(0 <= p.share <= 1 + 1e-9 for v in found.visits for p in v.photos)
    assert all(p.key is None for p in found.apart)
    firm = [v.key for v in found.visits if v.confidence in ("sure", "likely")]
    assert len(firm) == len(set(firm))
    chance.shuffle(once)
    chance.shuffle(sites)
    assert match(once, sites) == found


@given(st.floats(18, 45), st.floats(0, math.tau))
@settings(max_examples=40)
def test_between_two_equal_cases_nothing_is_ever_sure(apart: float, turn: float):
    """However the pair lies, a photo half-way between is for the officer to decide."""
    east, north_by = math.cos(turn) * apart / 2 * METRE, math.sin(turn) * apart / 2 * METRE
    one = Site(("HT", "A"), LON + east, LAT + north_by)
    other = Site(("HT", "B"), LON - east, LAT - north_by)
    proposal = of(match([photo("p")], [one, other]), "p")
    assert proposal.confidence in ("possible", "none")
    assert {proposal.key, *proposal.others} - {None} == {("HT", "A"), ("HT", "B")}


@pytest.mark.parametrize(
    ("habits", "precision", "recall"),
    [
        (Habits(), 0.95, 0.65),
        (Habits(planned=True), 0.96, 0.80),
        (Habits(placeless=0.5), 0.93, 0.55),
        (Habits(camera_off=5 * 60 * MINUTE), 0.95, 0.65),
    ],
    ids=["usual", "planned", "half without a place", "camera five hours off"],
)
def test_of_simulated_days_clear_proposals_are_right(habits, precision, recall):
    score = Score()
    for seed in range(25):
        day = simulate(seed, habits)
        score.add(day, proposals_of(day))
    assert score.sure > 200
    assert score.sure_wrong / score.sure <= 0.02
    assert score.firm_precision >= precision
    assert score.recall >= recall
    assert score.offered / score.of_cases >= 0.8
