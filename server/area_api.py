"""The HTTP interface of area packages: pieces of outlines for the maps of desks."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi import Path as InPath
from starlette.responses import Response

from server import areas
from server.accounts import Person
from server.errors import ApiError
from server.requests import person_of, service_of
from server.service import Service

router = APIRouter(prefix="/v1/areas")
ServiceOf = Annotated[Service, Depends(service_of)]
PersonOf = Annotated[Person, Depends(person_of)]


@router.get("/{sha256}/{number}", response_class=Response)
def get_part(
    request: Request,
    service: ServiceOf,
    person: PersonOf,
    sha256: Annotated[str, InPath(pattern="^[0-9a-f]{64}$")],
    number: Annotated[int, InPath(ge=0, le=100_000)],
) -> Response:
    """A piece of a package of one's own authority; the settings tell how many there are."""
    with service.database.reading() as connection:
        piece = areas.part(connection, person.authority, sha256, number)
    if piece is None:
        raise ApiError(404, "no_such_areas", "no such package of this authority")
    return Response(piece, media_type="application/octet-stream")
