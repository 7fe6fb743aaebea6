"""Taking a photo in: its bytes are kept, and what it proves is said before anything is saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from casework.case import Case, Evidence, PhotoRole
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
    return judge(picture, shown, case, seen_before(cache, photos, case))


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


def judge(picture: Picture, name: str, case: Case, seen: Sequence[SeenBefore]) -> PreparedPhoto:
    """What a photo that is kept proves about a case; `seen` are the photos known before."""
    checks = evidence(
        picture,
        case_lon=case.ticket.lon,
        case_lat=case.ticket.lat,
        reported_at=case.ticket.reported_at,
        accepted_at=case.accepted_at,
        now=clock.now(),
        seen_before=seen,
    )
    return PreparedPhoto(
        picture.sha256, name, picture.size, picture, checks, _kept(picture, checks)
    )


def seen_before(cache: Cache, photos: PhotoStore, case: Case) -> list[SeenBefore]:
    """Every photo this desk knows, with the case that it belongs to."""
    likeness = photos.likenesses()
    return [
        SeenBefore(
            sha256=known.sha256,
            perceptual_hash=likeness.get(known.sha256, ""),
            case=known.number,
            same_case=known.case == case.id,
            role="before" if known.role == PhotoRole.BEFORE else "after",
        )
        for known in cache.known_photos()
    ]


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
