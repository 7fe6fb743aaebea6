"""What every route needs: who asks, the body as it was before packing, a packed reply."""

from __future__ import annotations

import io
import zlib
from typing import Any

import zstandard
from fastapi import Request
from starlette.responses import Response

from casework import wire
from server import clock, tokens
from server.accounts import Person
from server.errors import ApiError
from server.service import Service

MAX_BODY_BYTES = 32 * 1024 * 1024
_SMALL = 1024


def service_of(request: Request) -> Service:
    """The service behind this request."""
    service: Service = request.app.state.service
    return service


def person_of(request: Request) -> Person:
    """The person whose access token came with the request. Raises ApiError(401)."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    person = None
    if scheme.lower() == "bearer" and token:
        with service_of(request).database.reading() as connection:
            person = tokens.person_of(connection, token.strip(), clock.now())
    if person is None:
        raise ApiError(
            401, "sign_in_needed", "no valid access token", {"WWW-Authenticate": "Bearer"}
        )
    return person


async def body_of(request: Request) -> bytes:
    """The body of a request, decompressed. Raises ApiError(413) beyond MAX_BODY_BYTES."""
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > MAX_BODY_BYTES:
            raise too_large()
        parts.append(part)
    return _decompressed(b"".join(parts), request.headers.get("Content-Encoding", ""))


def _decompressed(body: bytes, encoding: str) -> bytes:
    """Undo a content encoding, stopping at the limit whatever the body would grow to."""
    try:
        if encoding == "zstd":
            with zstandard.ZstdDecompressor().stream_reader(io.BytesIO(body)) as reader:
                body = reader.read(MAX_BODY_BYTES + 1)
        elif encoding == "gzip":
            body = zlib.decompressobj(31).decompress(body, MAX_BODY_BYTES + 1)
        elif encoding not in {"", "identity"}:
            raise ApiError(415, "unknown_encoding", "Content-Encoding may be zstd or gzip")
    except (zstandard.ZstdError, zlib.error) as error:
        raise ApiError(400, "bad_request", "the body cannot be decompressed") from error
    if len(body) > MAX_BODY_BYTES:
        raise too_large()
    return body


def too_large() -> ApiError:
    """The error reply for a body beyond the limit."""
    return ApiError(413, "too_large", f"a body has at most {MAX_BODY_BYTES} bytes")


def reply(
    request: Request, data: bytes, media_type: str = "application/json", status: int = 200
) -> Response:
    """A reply, compressed as the client accepts it."""
    headers = {"Cache-Control": "no-store", "Vary": "Accept-Encoding"}
    accepted = request.headers.get("Accept-Encoding", "").lower()
    if len(data) >= _SMALL:
        if "zstd" in accepted:
            data = zstandard.ZstdCompressor(level=3).compress(data)
            headers["Content-Encoding"] = "zstd"
        elif "gzip" in accepted:
            packer = zlib.compressobj(6, zlib.DEFLATED, 31)
            data = packer.compress(data) + packer.flush()
            headers["Content-Encoding"] = "gzip"
    return Response(data, status, headers, media_type)


def json_reply(request: Request, value: Any) -> Response:
    """A message as a reply."""
    return reply(request, wire.encode(value))
