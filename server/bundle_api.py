"""The HTTP interface of bundles: many photos in one request or reply (casework/bundles.py)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Annotated

import msgspec
from fastapi import APIRouter, Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse

from casework.bundles import (
    MEDIA_TYPE,
    MOST_BYTES,
    MOST_HEAD_BYTES,
    MOST_PHOTOS,
    Bundle,
    Piece,
    Standing,
    Standings,
    head_of,
    read_head,
)
from server.accounts import Person
from server.bundles import Receiver, Sender, wishes_of
from server.errors import ApiError
from server.openapi import body_schema, reply_schema
from server.pouring import pour
from server.requests import body_of, json_reply, person_of, service_of
from server.service import Service

router = APIRouter(prefix="/v1")
ServiceOf = Annotated[Service, Depends(service_of)]
PersonOf = Annotated[Person, Depends(person_of)]
BodyOf = Annotated[bytes, Depends(body_of)]
_MOST_ASKED = 500


def _asked(body: bytes, most: int) -> Bundle:
    try:
        asked = msgspec.json.decode(body, type=Bundle)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ApiError(400, "bad_request", str(error)) from error
    if len(asked.photos) > most:
        raise ApiError(413, "too_many", f"at most {most} photos at once")
    if any(piece.offset < 0 for piece in asked.photos):
        raise ApiError(400, "bad_request", "an offset is at least 0")
    return asked


@router.post(
    "/photos:offsets", responses=reply_schema("Standings"), openapi_extra=body_schema("Bundle")
)
def offsets(request: Request, service: ServiceOf, person: PersonOf, body: BodyOf) -> Response:
    """How many bytes of photos are here; all of them says that one is verified for its case."""
    pieces = _asked(body, _MOST_ASKED).photos
    found = service.uploads.offsets(person, wishes_of(pieces))
    return json_reply(request, Standings(tuple(Standing(offset) for offset in found)))


@router.post("/photos:send", responses=reply_schema("Standings"))
async def send(request: Request, service: ServiceOf, person: PersonOf) -> Response:
    """Take parts of many photos; durable, and the whole ones verified, before it is answered."""
    stream = request.stream()
    pieces, first = await _head(stream)
    receiver = await run_in_threadpool(Receiver, service.uploads, person, pieces)
    try:
        if first:
            await run_in_threadpool(receiver.write, first)
        await pour(stream, receiver.write)
        standings = await run_in_threadpool(receiver.settled)
    finally:
        # Not awaited: it must also happen when this task is being cancelled.
        receiver.close()
    return json_reply(request, Standings(tuple(standings)))


async def _head(stream: AsyncIterator[bytes]) -> tuple[tuple[Piece, ...], bytes]:
    """The first line of a bundle, and what came of the rest with it. Raises ApiError."""
    came = b""
    async for part in stream:
        came += part
        line, found, rest = came.partition(b"\n")
        if len(line) > MOST_HEAD_BYTES:
            raise ApiError(413, "too_large", f"a first line has at most {MOST_HEAD_BYTES} bytes")
        if found:
            try:
                return read_head(line), rest
            except (ValueError, msgspec.DecodeError) as error:
                raise ApiError(400, "bad_request", str(error)) from error
    raise ApiError(400, "bad_request", "a bundle begins with a line that lists its photos")


@router.post("/photos:get", openapi_extra=body_schema("Bundle"))
def get(service: ServiceOf, person: PersonOf, body: BodyOf) -> Response:
    """Parts of many photos, for who sees cases that have them."""
    sender = Sender(service.database, service.photos)
    asked = _asked(body, MOST_PHOTOS)
    pieces = sender.granted(person, asked.photos, max(0, min(asked.most, MOST_BYTES)))
    head = head_of(pieces)
    size = len(head) + sum(piece.length for piece in pieces)

    def parts() -> Iterator[bytes]:
        yield head
        yield from sender.bytes_of(pieces)

    headers = {"Cache-Control": "no-store", "Content-Length": str(size)}
    return StreamingResponse(parts(), headers=headers, media_type=MEDIA_TYPE)
