"""The HTTP interface by which a device learns that it is to be wiped, and says that it was."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import Response

from server import clock, devices
from server.openapi import reply_schema
from server.requests import json_reply, service_of
from server.service import Service

router = APIRouter(prefix="/v1/wipe")
ServiceOf = Annotated[Service, Depends(service_of)]


@router.post("/ask", responses=reply_schema("WipeAnswer"))
def ask(
    request: Request,
    service: ServiceOf,
    account: Annotated[str, Form()],
    device: Annotated[str, Form()],
    challenge: Annotated[str, Form()],
    proof: Annotated[str, Form()],
) -> Response:
    """Whether this device is to be wiped; no session is needed, only the device's proof."""
    database = service.database
    with database.reading() as connection:
        told = devices.answer(connection, database.server_id, account, device, challenge, proof)
    if told.ordered_at:
        with database.writing() as connection:
            devices.note_given(connection, account, device, clock.now())
    return json_reply(request, told)


@router.post("/done")
def done(
    request: Request,
    service: ServiceOf,
    account: Annotated[str, Form()],
    device: Annotated[str, Form()],
    ordered_at: Annotated[int, Form()],
    proof: Annotated[str, Form()],
) -> Response:
    """The device obeyed the order of that time."""
    database = service.database
    with database.writing() as connection:
        devices.note_wiped(
            connection, database.server_id, account, device, ordered_at, proof, clock.now()
        )
    return json_reply(request, {})
