"""The HTTP interface of leaves: setting one and ending it, for who hands out the work."""

from __future__ import annotations

from typing import Annotated

import msgspec
from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from casework.leaves import SETTERS, Leave
from server import clock, leaves
from server.accounts import Person
from server.errors import ApiError, UsageError
from server.openapi import body_schema, reply_schema
from server.requests import body_of, json_reply, person_of, service_of
from server.service import Service

router = APIRouter(prefix="/v1/leaves")
ServiceOf = Annotated[Service, Depends(service_of)]
PersonOf = Annotated[Person, Depends(person_of)]
BodyOf = Annotated[bytes, Depends(body_of)]


@router.post("", responses=reply_schema("Leave"), openapi_extra=body_schema("Leave"))
def add(request: Request, service: ServiceOf, person: PersonOf, body: BodyOf) -> Response:
    """Set a leave; sent again with the same id it changes nothing."""
    _need_setter(person)
    try:
        wanted = msgspec.json.decode(body, type=Leave)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ApiError(400, "bad_request", str(error)) from error
    try:
        with service.database.writing() as connection:
            made = leaves.add(connection, person.authority, wanted, person.username, clock.now())
    except UsageError as error:
        raise ApiError(400, error.words, str(error)) from error
    return json_reply(request, made)


@router.post("/{leave_id}/end", responses=reply_schema("Leave"))
def end(request: Request, service: ServiceOf, person: PersonOf, leave_id: str) -> Response:
    """End a leave now; one that is over stays as it is."""
    _need_setter(person)
    try:
        with service.database.writing() as connection:
            ended = leaves.end(connection, person.authority, leave_id, person.username, clock.now())
    except UsageError as error:
        raise ApiError(404, error.words, str(error)) from error
    return json_reply(request, ended)


def _need_setter(person: Person) -> None:
    if person.role not in SETTERS:
        raise ApiError(403, "forbidden", "this role does not set leaves")
