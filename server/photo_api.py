"""The HTTP interface of photos: resumable uploads (tus 1.0.0), originals, thumbnails."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, Response

from server import cases, schema
from server.accounts import Person
from server.errors import ApiError
from server.photos import NotAPicture
from server.pouring import pour
from server.requests import person_of, service_of
from server.service import Service
from server.uploads import MAX_BYTES, Upload, read_metadata
from server.wishes import Wish

TUS = "1.0.0"
_SHA256 = re.compile(r"^[0-9a-f]{64}\Z")
_FOREVER = "private, max-age=31536000, immutable"

router = APIRouter(prefix="/v1/photos")
ServiceOf = Annotated[Service, Depends(service_of)]
PersonOf = Annotated[Person, Depends(person_of)]


def _check_version(request: Request) -> None:
    if request.headers.get("Tus-Resumable", TUS) != TUS:
        raise ApiError(412, "tus_version", f"tus {TUS} is spoken here", {"Tus-Version": TUS})


def _number(request: Request, header: str) -> int:
    text = request.headers.get(header, "")
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise ApiError(400, "bad_request", f"{header} is needed")
    return int(text)


def _standing(upload: Upload, status: int) -> Response:
    headers = {
        "Tus-Resumable": TUS,
        "Upload-Offset": str(upload.offset),
        "Upload-Length": str(upload.size),
        "Location": f"/v1/photos/uploads/{upload.id}",
        "Cache-Control": "no-store",
    }
    return Response(status_code=status, headers=headers)


@router.options("")
def options() -> Response:
    """What this server can do of tus."""
    headers = {
        "Tus-Resumable": TUS,
        "Tus-Version": TUS,
        "Tus-Extension": "creation",
        "Tus-Max-Size": str(MAX_BYTES),
    }
    return Response(status_code=204, headers=headers)


@router.post("", status_code=201, dependencies=[Depends(_check_version)])
def create(request: Request, service: ServiceOf, person: PersonOf) -> Response:
    """Begin an upload, or go on with the one of the same photo.

    200 with the full offset where this case has the photo already.
    """
    size = _number(request, "Upload-Length")
    told = read_metadata(request.headers.get("Upload-Metadata", ""))
    wish = Wish(
        told.get("sha256", ""), told.get("authority", ""), told.get("case", ""), size,
        told.get("name", ""),
    )  # fmt: skip
    upload = service.uploads.create(person, wish)
    return _standing(upload, 200 if upload.offset == upload.size else 201)


@router.head("/uploads/{upload_id}", dependencies=[Depends(_check_version)])
def head(service: ServiceOf, person: PersonOf, upload_id: str) -> Response:
    """How many bytes of an upload are here; all of them means that the photo is verified."""
    return _standing(service.uploads.find(person, upload_id), 200)


@router.patch("/uploads/{upload_id}", status_code=204, dependencies=[Depends(_check_version)])
async def patch(request: Request, service: ServiceOf, person: PersonOf, upload_id: str) -> Response:
    """Add bytes at the offset; durable, and at the end verified, before it is answered."""
    if request.headers.get("Content-Type") != "application/offset+octet-stream":
        raise ApiError(415, "bad_request", "Content-Type is application/offset+octet-stream")
    offset = _number(request, "Upload-Offset")
    uploads = service.uploads
    writer = await run_in_threadpool(uploads.open_at, person, upload_id, offset)
    try:
        await pour(request.stream(), writer.write)
        await run_in_threadpool(writer.close)
    finally:
        # Not awaited: it must also happen when this task is being cancelled.
        writer.close()
    upload = await run_in_threadpool(uploads.find, person, upload_id, writer)
    return _standing(upload, 204)


def _named(service: Service, person: Person, sha256: str, case_id: str) -> str:
    """The media type of a photo that a case in the account's scope has. Raises ApiError(404)."""
    missing = ApiError(404, "no_such_photo", "not there, or not within this account's scope")
    if not _SHA256.match(sha256):
        raise missing
    with service.database.reading() as connection:
        case = cases.load(connection, person.authority, [case_id]).get(case_id)
        if case is None or not cases.sees(person, case):
            raise missing
        if not any(p.sha256 == sha256 and p.verified for p in case.photos):
            raise missing
        row = connection.execute(
            schema.photos.select().where(schema.photos.c.sha256 == sha256)
        ).first()
    if row is None:
        raise missing
    return f"image/{row.format}"


def _headers(etag: str) -> dict[str, str]:
    return {
        "ETag": etag,
        "Cache-Control": _FOREVER,
        "X-Content-Type-Options": "nosniff",
        "Content-Disposition": "attachment",
    }


@router.head("/{sha256}", include_in_schema=False)
@router.get("/{sha256}")
def original(
    request: Request,
    service: ServiceOf,
    person: PersonOf,
    sha256: str,
    case: Annotated[str, Query()],
) -> Response:
    """The bytes of a photo, also a range of them, for who sees a case that has it."""
    media_type = _named(service, person, sha256, case)
    etag = f'"{sha256}"'
    if request.headers.get("If-None-Match") == etag:
        return Response(status_code=304, headers=_headers(etag))
    path = service.photos.path(sha256)
    if not path.exists():
        raise ApiError(404, "no_such_photo", "the file is missing on the server")
    return FileResponse(path, media_type=media_type, headers=_headers(etag))


@router.get("/{sha256}/thumbnail")
def thumbnail(
    request: Request,
    service: ServiceOf,
    person: PersonOf,
    sha256: str,
    case: Annotated[str, Query()],
    side: Annotated[int, Query(ge=1, le=4096)] = 256,
) -> Response:
    """A small JPEG of a photo; `side` is the longer side in pixels, rounded up to a usual one."""
    _named(service, person, sha256, case)
    etag = f'"{sha256}-{side}"'
    if request.headers.get("If-None-Match") == etag:
        return Response(status_code=304, headers=_headers(etag))
    try:
        data = service.photos.thumbnail(sha256, side)
    except (FileNotFoundError, NotAPicture) as error:
        raise ApiError(404, "no_such_photo", "no thumbnail can be made of it") from error
    return Response(data, media_type="image/jpeg", headers=_headers(etag))
