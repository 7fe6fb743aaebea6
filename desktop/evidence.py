"""Taking a photo in: its bytes are kept, and what it proves is said before anything is saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from casework.case import Case, Evidence, PhotoRole
from casework.limits import EvidenceLimits, within
from casework.operations import NewPhoto
from casework.pictures.decoding import NotAPicture
from casework.pictures.evidence import Evidence as Checks
from casework.pictures.evidence import SeenBefore, evidence
from casework.pictures.inspection import Picture
from desktop import clock
from desktop.errors import DeskError

if TYPE_CHECKING:
    from desktop.storage.cache import Cache
    from desktop.storage.photos import PhotoStore
    from desktop.storage.records import KnownPhoto

MOST_RECORDS, SIDE = 2_000, 512
MAX_PHOTO_BYTES = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class PreparedPhoto:
    """A photo whose bytes this desk keeps, ready to be named by an operation.

    `checks` are for wording on the screen, `evidence` is what the record keeps of them.
    """

    sha256: str
    name: str
    size: int
    picture: Picture
    checks: Checks
    evidence: Evidence

    def named(self, reason: str = "") -> NewPhoto:
        """The photo as an operation names it; `reason` are the officer's words for a warning."""
        return NewPhoto(
            sha256=self.sha256,
            name=Path(self.name).name,
            size=self.size,
            role=PhotoRole.AFTER,
            taken_at=self.picture.taken_at,
            evidence=msgspec.structs.replace(self.evidence, reason=reason),
        )


def prepare(
    cache: Cache, photos: PhotoStore, source: Path | bytes, case: Case, name: str
) -> PreparedPhoto:
    """Read, check and keep a photo. Raises DeskError; then nothing was kept."""
    picture, shown = keep(photos, source, name)
    return judge(picture, shown, case, seen_before(cache, photos, case), limits_of(cache))


def limits_of(cache: Cache) -> EvidenceLimits:
    """How strict the authority wants the checks to be; what is beyond sense counts as not set."""
    settings = cache.get("settings")
    told = settings.get("evidence") if isinstance(settings, dict) else None
    try:
        return within(msgspec.convert(told or {}, EvidenceLimits))
    except msgspec.ValidationError:
        return EvidenceLimits()


def keep(photos: PhotoStore, source: Path | bytes, name: str) -> tuple[Picture, str]:
    """Read a photo and keep its bytes; returns what is in it, and its name as shown.

    Raises DeskError; then nothing was kept.
    """
    data = _read(source)
    try:
        picture = photos.decoder.inspect(data)
    except NotAPicture as error:
        raise DeskError("photo_" + str(error.reason), name=name or _name(source)) from error
    shown = name or _name(source)
    sha256 = photos.add(data, shown)
    photos.put_likeness(sha256, picture.perceptual_hash)
    return picture, shown


def judge(
    picture: Picture,
    name: str,
    case: Case,
    seen: Sequence[SeenBefore],
    limits: EvidenceLimits | None = None,
) -> PreparedPhoto:
    """What a photo that is kept proves about a case; `seen` are the photos known before."""
    checks = evidence(
        picture,
        case_lon=case.ticket.lon,
        case_lat=case.ticket.lat,
        reported_at=case.ticket.reported_at,
        accepted_at=case.accepted_at,
        now=clock.now(),
        seen_before=seen,
        limits=limits,
    )
    return PreparedPhoto(
        picture.sha256, name, picture.size, picture, checks, _kept(picture, checks)
    )


def seen_before(cache: Cache, photos: PhotoStore, case: Case) -> list[SeenBefore]:
    """Every photo this desk knows, with the case that it belongs to."""
    known_photos = cache.known_photos()
    likeness = photos.likenesses()
    learned = _of_records(cache, known_photos, likeness) | _of_case(photos, case, likeness)
    if learned:
        photos.put_likenesses(learned)
        likeness |= learned
    return [
        SeenBefore(
            sha256=known.sha256,
            perceptual_hash=likeness.get(known.sha256, ""),
            case=known.number,
            same_case=known.case == case.id,
            role="before" if known.role == PhotoRole.BEFORE else "after",
        )
        for known in known_photos
    ]


def _of_records(
    cache: Cache, known: Sequence[KnownPhoto], likeness: Mapping[str, str]
) -> dict[str, str]:
    """The perceptual hashes that records tell of after-photos which this desk has not seen itself.

    Each record is read once: a photo without one is noted too. Where there are very many, the
    newest come first and the others with the next photos.
    """
    unknown = [k for k in known if k.role == PhotoRole.AFTER and k.sha256 not in likeness]
    keys = list(dict.fromkeys((k.authority, k.case) for k in reversed(unknown)))[:MOST_RECORDS]
    learned: dict[str, str] = {}
    for case in cache.many(keys):
        for photo in case.photos:
            if photo.role == PhotoRole.AFTER and photo.sha256 and photo.sha256 not in likeness:
                told = photo.evidence.likeness if photo.evidence is not None else ""
                learned[photo.sha256] = told
    return learned


def _of_case(photos: PhotoStore, case: Case, likeness: Mapping[str, str]) -> dict[str, str]:
    """The perceptual hashes of the reporter's photos of this case, as far as they are here.

    They came by sync and were only shown until now; of many there is but a small picture.
    """
    learned: dict[str, str] = {}
    for photo in case.photos_of(PhotoRole.BEFORE):
        if not photo.sha256 or photo.sha256 in likeness:
            continue
        data = photos.read(photo.sha256) or photos.thumbnail(photo.sha256, SIDE)
        try:
            if data is not None:
                learned[photo.sha256] = photos.decoder.inspect(data).perceptual_hash
        except NotAPicture:
            continue
    return learned


def _kept(picture: Picture, checks: Checks) -> Evidence:
    return Evidence(
        verdict=checks.verdict,
        distance_m=checks.distance.metres,
        taken_at=picture.taken_at,
        time_check=checks.time.code,
        place_check=checks.distance.code,
        seen_check=checks.seen.code,
        edited=bool(picture.edited),
        camera=picture.camera,
        lon=picture.lon,
        lat=picture.lat,
        likeness=picture.perceptual_hash,
        origin_check=checks.origin.code if checks.origin is not None else "",
    )


def _name(source: Path | bytes) -> str:
    return source.name if isinstance(source, Path) else "photo"


def _read(source: Path | bytes) -> bytes:
    if isinstance(source, bytes):
        data = source
    else:
        try:
            if not source.is_file():
                # A device or pipe of that name could be read without end.
                raise DeskError("photo_unreadable", name=source.name)
            if source.stat().st_size > MAX_PHOTO_BYTES:
                raise DeskError("photo_too_large", name=source.name)
            data = source.read_bytes()
        except OSError as error:
            raise DeskError("photo_unreadable", name=source.name) from error
    if len(data) > MAX_PHOTO_BYTES:
        raise DeskError("photo_too_large", name=_name(source))
    return data
