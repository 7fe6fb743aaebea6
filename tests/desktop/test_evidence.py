"""Taking a photo in: outside pictures are inspected in the process apart, and each is told."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import msgspec
import pytest

from casework.case import Case, Evidence, Photo, PhotoRole
from desktop.desk import Desk
from desktop.errors import DeskError
from desktop.messages import sentence
from desktop.pictures.apart import ApartDecoder
from desktop.words import speaking
from tests.casework.pictures.test_inspection import exif, photo, scene
from tests.desktop.conftest import a_photo, fill

HOSTILE = [sys.executable, "-m", "tests.desktop.pictures.hostile"]


@pytest.fixture
def hostile(desk: Desk, repository: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk whose decoder crashes, hangs or eats memory at words that say so."""
    monkeypatch.chdir(repository)
    desk.photos.decoder.close()
    desk.photos.decoder = ApartDecoder(HOSTILE)
    return desk


def test_a_photo_is_inspected_in_another_process(desk: Desk):
    photo = desk.prepare_photo(a_photo(3), desk.find("2026-AA0001"), "a.jpg")
    assert isinstance(desk.photos.decoder, ApartDecoder)
    assert desk.photos.decoder.pid is not None
    assert (photo.picture.width, photo.picture.height) == (320, 240)
    assert desk.photos.read(photo.sha256) == a_photo(3)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"crash", "brings the picture reader down"),
        (b"greedy", "needs more memory than is safe"),
        (b"endless", "took too long to open"),
    ],
)
def test_a_hostile_picture_costs_a_sentence(hostile: Desk, data: bytes, said: str):
    case = hostile.find("2026-AA0001")
    decoder = hostile.photos.decoder
    assert isinstance(decoder, ApartDecoder)
    hostile.prepare_photo(a_photo(3), case, "good.jpg")
    if data == b"endless":
        decoder._seconds = 0.3
    with pytest.raises(DeskError) as caught, speaking("en"):
        hostile.prepare_photo(data, case, "bad.jpg")
    decoder._seconds = 20
    with speaking("en"):
        words = sentence(caught.value)
    assert "bad.jpg" in words
    assert said in words
    assert "Nothing was saved" in words
    assert hostile.photos.statistics().photos == 1
    assert hostile.prepare_photo(a_photo(4), case, "next.jpg").sha256


def test_the_authoritys_limits_are_used(desk: Desk):
    case = desk.find("2026-AA0001")
    lon, lat = case.ticket.lon, case.ticket.lat
    assert lon is not None
    assert lat is not None
    photo = placed_photo(lon, lat + 0.0018)  # about 200 m
    assert desk.prepare_photo(photo, case, "a.jpg").evidence.place_check == "far"
    settings = desk.cache.get("settings")
    desk.cache.put("settings", settings | {"evidence": {"near_metres": 300}})
    assert desk.prepare_photo(photo, case, "a.jpg").evidence.place_check == "near"
    desk.cache.put("settings", settings | {"evidence": {"near_metres": -5}})
    assert desk.prepare_photo(photo, case, "a.jpg").evidence.place_check == "far"
    desk.cache.put("settings", settings | {"evidence": "nonsense"})
    assert desk.prepare_photo(photo, case, "a.jpg").evidence.place_check == "far"


def test_the_record_keeps_what_the_file_told(desk: Desk):
    photo = desk.prepare_photo(placed_photo(100.5, 14.0), desk.find("2026-AA0001"), "a.jpg")
    kept = photo.named().evidence
    assert kept is not None
    assert (kept.camera, kept.lon, kept.lat) == ("Acme Phone 5", 100.5, 14.0)
    assert kept.likeness == photo.picture.perceptual_hash
    stripped = desk.prepare_photo(a_photo(3), desk.find("2026-AA0001"), "b.jpg").evidence
    assert (stripped.place_check, stripped.camera) == ("photo_stripped", "")


def test_a_photo_that_another_desk_used_is_found_by_its_record_alone(desk: Desk):
    """Its bytes never came here: only the perceptual hash in the record of the case did."""
    from casework.pictures import inspect
    from desktop import evidence

    picture = saved_again(90)
    other = desk.find("2026-AA0002")
    elsewhere = Photo(
        sha256="ee" * 32, role=PhotoRole.AFTER, event="x",
        evidence=Evidence(likeness=inspect(picture).perceptual_hash),
    )  # fmt: skip
    put_case(desk, msgspec.structs.replace(other, photos=(*other.photos, elsewhere)))
    found = desk.prepare_photo(saved_again(55), desk.find("2026-AA0001"), "mine.jpg")
    assert found.evidence.seen_check == "same_picture"
    assert found.checks.seen.case == "2026-AA0002"
    # Read once: the next photo asks no record again.
    likeness = desk.photos.likenesses()
    assert evidence._of_records(desk.cache, desk.cache.known_photos(), likeness) == {}


def test_the_reporters_own_photo_that_came_by_sync_is_known_again(desk: Desk):
    case = desk.find("2026-AA0001")
    theirs = saved_again(92)
    sha256 = desk.photos.add(theirs, "report.jpg")
    before = Photo(sha256=sha256, role=PhotoRole.BEFORE)
    put_case(desk, msgspec.structs.replace(case, photos=(before,)))
    found = desk.prepare_photo(saved_again(60), desk.find("2026-AA0001"), "fix.jpg")
    assert found.evidence.seen_check == "same_as_before_photo"


def put_case(desk: Desk, case: Case) -> None:
    """Let the desk hold a case as if it had been pulled so."""
    fill(desk, [msgspec.structs.replace(case, version=case.version + 1)])


def saved_again(quality: int) -> bytes:
    """The same picture in other bytes."""
    out = io.BytesIO()
    scene(11).save(out, "JPEG", quality=quality)
    return out.getvalue()


def placed_photo(lon: float, lat: float) -> bytes:
    """A photo with a camera and a place."""
    data: bytes = photo(tags=exif(place=(lon, lat)), image=scene(12))
    return data
