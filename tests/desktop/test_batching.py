"""A batch of photos on a real desk: taken in encrypted, proposed, saved as one group, undone."""

from __future__ import annotations

import msgspec
import pytest

from casework.acts import Work
from casework.case import Case, Photo, PhotoRole, State
from casework.pictures.proposals import Key
from casework.thai import local
from desktop import batch_draft, batching, clock
from desktop.batch_draft import BatchDraft, CaseWords
from desktop.batch_state import ASIDE, BatchState, choices, place_of
from desktop.batching import BatchPhoto, CaseFix
from desktop.desk import Desk
from desktop.errors import DeskError
from desktop.storage.needed import drafted
from tests.desktop.conftest import a_case, fill
from tests.support.field_photos import field_photo, moved

MINUTE = 60_000_000


def key_of(case: Case) -> Key:
    return (case.authority, case.id)


def shots_at(desk: Desk, case: Case, seeds: range, minutes_ago: int, north: float = 6):
    """Photos at a case, some seconds apart."""
    lon, lat = case.ticket.lon or 0.0, case.ticket.lat or 0.0
    start = clock.now() - minutes_ago * MINUTE
    return [
        take(desk, seed, start + n * 20_000_000, moved(lon, lat, north))
        for n, seed in enumerate(seeds)
    ]


def take(desk: Desk, seed: int, at: int | None, place: tuple[float, float] | None) -> BatchPhoto:
    return batching.take_in(desk.photos, field_photo(seed, at, place), f"IMG_{seed}.jpg")


def state_of(desk: Desk, photos: list[BatchPhoto]) -> BatchState:
    state = BatchState()
    state.add(photos)
    state.proposed = batching.propose(desk, photos, None)
    return state


def test_the_photos_of_a_day_come_to_their_cases_and_are_saved_with_one_undo(desk: Desk):
    one, other = desk.find("2026-AA0003"), desk.find("2026-AA0007")
    photos = [*shots_at(desk, one, range(2), 90), *shots_at(desk, other, range(2, 5), 30)]
    groups = state_of(desk, photos).groups()
    assert [(g.key, g.confidence, len(g.photos)) for g in groups] == [
        (key_of(one), "sure", 2),
        (key_of(other), "sure", 3),
    ]
    fixes = [
        CaseFix(key_of(one), tuple(photos[:2]), "ถมแล้ว"),
        CaseFix(
            key_of(other),
            tuple(photos[2:]),
            "เปลี่ยนหลอดแล้ว รอดูอีกครั้ง",
            State.FOLLOWED_UP,
            work=Work(done_by="ทีมช่าง", cost_baht=350.0, result="partly"),
        ),
    ]
    report = batching.save(desk, fixes)
    assert len(report.done) == 2
    assert report.group
    saved = desk.find("2026-AA0007")
    assert saved.state == State.FOLLOWED_UP
    assert {p.sha256 for p in saved.photos_of(PhotoRole.AFTER)} == {p.sha256 for p in photos[2:]}
    assert saved.history[-1].cost_baht == 350.0
    near = saved.photos_of(PhotoRole.AFTER)[0].evidence
    assert near is not None
    assert near.verdict == "complete"
    desk.undo()
    for number in ("2026-AA0003", "2026-AA0007"):
        assert desk.find(number).state == State.IN_PROGRESS
        assert not desk.find(number).photos_of(PhotoRole.AFTER)


def test_a_closed_case_takes_late_photos_and_nothing_else(desk: Desk):
    closed_at = clock.now() - 20 * MINUTE
    late = msgspec.structs.replace(a_case(3, State.DONE, finished_at=closed_at), version=90)
    fill(desk, [late])
    photos = shots_at(desk, late, range(2), 25)
    (group,) = state_of(desk, photos).groups()
    assert group.key == key_of(late)
    assert batching.allowed(desk, late) == "attach_photo"
    report = batching.save(desk, [CaseFix(key_of(late), tuple(photos), "ภาพตามมา")])
    assert [o.kind for o in report.done] == ["attach_photo"]
    assert desk.find("2026-AA0003").state == State.DONE


def test_nothing_that_could_be_saved_is_told_and_a_case_gone_meanwhile_hinders_no_other(desk: Desk):
    here = desk.find("2026-AA0003")
    photos = shots_at(desk, here, range(1), 10)
    with pytest.raises(DeskError, match="batch_nothing"):
        batching.save(desk, [CaseFix(("HT", "nowhere"), tuple(photos), "x")])
    wanted = [CaseFix(("HT", "nowhere"), (), "x"), CaseFix(key_of(here), tuple(photos), "ซ่อมแล้ว")]
    assert len(batching.save(desk, wanted).done) == 1


def test_photos_used_before_are_told_with_their_case(desk: Desk):
    photos = shots_at(desk, desk.find("2026-AA0003"), range(1), 10)
    user = msgspec.structs.replace(
        desk.find("2026-AA0009"),
        photos=(Photo(sha256=photos[0].sha256, role=PhotoRole.AFTER, verified=True),),
        version=91,
    )
    fill(desk, [user])
    state = state_of(desk, photos)
    assert not state.groups()
    (apart,) = state.aside()
    assert [(r.code, r.key) for r in apart.reasons] == [("used", key_of(user))]
    assert key_of(user) in state.proposed.cases


def test_the_officer_moves_splits_and_sets_aside_and_can_go_back(desk: Desk):
    one, other = desk.find("2026-AA0003"), desk.find("2026-AA0007")
    photos = shots_at(desk, one, range(4), 60)
    state = state_of(desk, photos)
    before = dict(state.placed)
    first, second, third, _ = [p.sha256 for p in photos]
    state.move([first], place_of(key_of(other)))
    state.move([second], ASIDE)
    place = state.split([third])
    groups = {g.place: [p.shot.sha256 for p in g.photos] for g in state.groups()}
    assert groups[place_of(key_of(other))] == [first]
    assert groups[place] == [third]
    assert len(groups[place_of(key_of(one))]) == 1
    assert [p.shot.sha256 for p in state.aside()] == [second]
    state.put_back(before)
    (group,) = state.groups()
    assert len(group.photos) == 4


def test_a_visit_that_may_be_of_two_cases_offers_both(desk: Desk):
    twin = a_case(40)
    lon, lat = moved(twin.ticket.lon or 0, twin.ticket.lat or 0, 28)
    ticket = msgspec.structs.replace(twin.ticket, number="2026-AA0041", lon=lon, lat=lat)
    fill(desk, [twin, msgspec.structs.replace(twin, id="case-0041", ticket=ticket)])
    photos = shots_at(desk, twin, range(2), 30, north=14)
    (group,) = state_of(desk, photos).groups()
    assert group.key is None
    assert {case for _, case in choices(group)} == {"case-0040", "case-0041"}


def test_the_batch_is_kept_and_its_photos_with_it_and_it_is_not_left_behind(desk: Desk):
    case = desk.find("2026-AA0003")
    photos = tuple(shots_at(desk, case, range(3), 30))
    draft = BatchDraft(
        photos,
        {photos[0].sha256: ASIDE},
        frozenset({key_of(case)}),
        {key_of(case): CaseWords("ถมแล้ว", "partly", "ทีม ก", "หินคลุก 2 คิว", "350")},
        CaseWords("ซ่อมแล้ว"),
        3_600_000_000,
    )
    batch_draft.keep(desk.cache, draft)
    assert batch_draft.kept(desk.cache) == draft
    assert desk.left_drafts() == []
    with desk.cache.file.reading() as connection:
        assert {p.sha256 for p in photos} <= drafted(connection)
    batch_draft.keep(desk.cache, BatchDraft())
    assert batch_draft.kept(desk.cache).is_empty


@pytest.mark.parametrize(
    "kept",
    [None, [], {"photos": 3}, {"photos": [{"name": "a"}, 7], "words": [[1]], "for_all": 9},
     {"placed": [], "ticked": [["a"]], "offset": "x"}],
)  # fmt: skip
def test_a_draft_that_cannot_be_read_is_an_empty_batch(kept: object):
    assert batch_draft.read(kept).is_empty


@pytest.mark.parametrize("data", [b"", b"no picture", b"%PDF-1.7", field_photo(1)[:200]])
def test_what_is_no_photo_is_refused_and_nothing_of_it_is_kept(desk: Desk, data: bytes):
    with pytest.raises(DeskError, match="photo_"):
        batching.take_in(desk.photos, data, "IMG_1.jpg")
    assert desk.photos.statistics().photos == 0


def test_time_of_the_file_name_helps_a_photo_that_lost_its_own(desk: Desk):
    case = desk.find("2026-AA0003")
    photos = shots_at(desk, case, range(2), 30)
    at = local((photos[0].shot.at or 0) + 10_000_000)
    stripped = batching.take_in(desk.photos, field_photo(9), at.strftime("IMG_%Y%m%d_%H%M%S.jpg"))
    (group,) = state_of(desk, [*photos, stripped]).groups()
    assert len(group.photos) == 3
