"""The HTTP interface of the sync protocol, without photos; docs/protocol.md describes it."""

from __future__ import annotations

import re
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Depends, Form, Query, Request
from starlette.responses import Response

from casework import wire
from server import accounts, cases, changes, clock, operations, tokens
from server.accounts import Person
from server.errors import ApiError
from server.incoming import read_push
from server.openapi import body_schema, reply_schema
from server.requests import body_of, json_reply, person_of, reply, service_of
from server.service import Service

router = APIRouter(prefix="/v1")
ServiceOf = Annotated[Service, Depends(service_of)]
PersonOf = Annotated[Person, Depends(person_of)]
BodyOf = Annotated[bytes, Depends(body_of)]

_DEVICE = re.compile(r"^[0-9A-Za-z-]{1,64}\Z")
MAX_IDS = 1000


@router.get("/hello", responses=reply_schema("Hello"))
def hello(request: Request, service: ServiceOf) -> Response:
    """Who this server is; no sign-in needed."""
    database = service.database
    return json_reply(
        request,
        {"server": database.server_id, "epoch": database.epoch, "protocol": wire.PROTOCOL},
    )


@router.post("/token", responses=reply_schema("TokenReply"))
def token(
    request: Request,
    service: ServiceOf,
    grant_type: Annotated[str, Form()],
    device: Annotated[str, Form()],
    username: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    device_name: Annotated[str, Form()] = "",
    refresh_token: Annotated[str, Form()] = "",
) -> Response:
    """Sign in or refresh (OAuth 2, RFC 6749 sections 4.3 and 6)."""
    if not _DEVICE.match(device):
        raise ApiError(400, "bad_request", "device is no identifier")
    if grant_type == "password":
        session = _sign_in(request, service, username, password, device, device_name)
    elif grant_type == "refresh_token":
        with service.database.writing() as connection:
            found = tokens.refresh(connection, refresh_token, device, clock.now())
        if found is None:
            raise tokens.bad_credentials()
        session = found
    else:
        raise ApiError(400, "unsupported_grant_type", "password or refresh_token")
    return json_reply(
        request,
        wire.TokenReply(
            access_token=session.access,
            refresh_token=session.refresh,
            expires_in=tokens.ACCESS_SECONDS,
            server=service.database.server_id,
            epoch=service.database.epoch,
            account=session.person.account,
            recovery_key=session.recovery_key,
        ),
    )


def _sign_in(
    request: Request,
    service: Service,
    username: str,
    password: str,
    device: str,
    device_name: str,
) -> tokens.Session:
    guesser = f"{username}\n{request.client.host if request.client else ''}"
    wait = service.brake.wait_seconds(guesser)
    if wait:
        raise ApiError(
            429, "too_many_tries", "wait before the next try", {"Retry-After": str(wait)}
        )
    try:
        with service.database.reading() as connection:
            person = tokens.check_sign_in(connection, username, password, clock.now())
    except ApiError as error:
        if error.code == "bad_credentials":
            service.brake.failed(guesser)
        raise
    service.brake.succeeded(guesser)
    with service.database.writing() as connection:
        return tokens.open_session(connection, person, device, device_name, clock.now())


@router.post("/revoke")
def revoke(request: Request, service: ServiceOf, token: Annotated[str, Form()]) -> Response:
    """Sign the device out that this token belongs to (RFC 7009)."""
    with service.database.writing() as connection:
        tokens.revoke(connection, token)
    return json_reply(request, {})


@router.get("/settings", responses=reply_schema("DeskSettings"))
def settings(request: Request, service: ServiceOf, person: PersonOf) -> Response:
    """What a desk of this authority needs to know beside cases."""
    with service.database.reading() as connection:
        return json_reply(request, accounts.settings_of(connection, person))


@router.get("/changes", responses=reply_schema("Line", wire.NDJSON))
def get_changes(
    request: Request,
    service: ServiceOf,
    person: PersonOf,
    cursor: Annotated[str, Query(max_length=2000)] = "",
    limit: Annotated[int, Query(ge=1)] = 1000,
    patches: Annotated[bool, Query()] = False,
    check: Annotated[bool, Query()] = False,
) -> Response:
    """A page of what changed after the cursor: lines of JSON, the last one is the end."""
    database = service.database
    with database.reading() as connection:
        page = changes.page(
            connection, person, database.epoch, cursor, limit, patches=patches, check=check
        )
    return reply(request, page.body(), wire.NDJSON)


@router.get("/cases/{case_id}", responses=reply_schema("Case"))
def get_case(request: Request, service: ServiceOf, person: PersonOf, case_id: str) -> Response:
    """One case, where it is within the account's scope."""
    with service.database.reading() as connection:
        case = cases.load(connection, person.authority, [case_id]).get(case_id)
    if case is None or not cases.sees(person, case):
        raise ApiError(404, "no_such_case", "not there, or not within this account's scope")
    return json_reply(request, case)


class _Ids(msgspec.Struct):
    ids: list[str]


@router.post(
    "/cases:batchGet", responses=reply_schema("Cases"), openapi_extra=body_schema("CaseIds")
)
def batch_get(request: Request, service: ServiceOf, person: PersonOf, body: BodyOf) -> Response:
    """Some cases by id; those out of scope are left out."""
    wanted: Any = _decoded(body, _Ids).ids
    if len(wanted) > MAX_IDS:
        raise ApiError(413, "too_many", f"at most {MAX_IDS} cases at once")
    with service.database.reading() as connection:
        found = cases.load(connection, person.authority, wanted)
    seen = [case for case in found.values() if cases.sees(person, case)]
    return json_reply(request, wire.Cases(cases=seen))


class _Buckets(msgspec.Struct):
    buckets: list[int]


@router.post(
    "/cases:versions", responses=reply_schema("Versions"), openapi_extra=body_schema("Buckets")
)
def versions(request: Request, service: ServiceOf, person: PersonOf, body: BodyOf) -> Response:
    """The versions of all cases of some buckets that this account is to hold."""
    buckets: Any = _decoded(body, _Buckets).buckets
    with service.database.reading() as connection:
        found = changes.versions(connection, person, set(buckets))
    return json_reply(request, wire.Versions(versions=found))


def _decoded(body: bytes, kind: type[Any]) -> Any:
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ApiError(400, "bad_request", str(error)) from error


@router.post("/operations", responses=reply_schema("Outcomes"), openapi_extra=body_schema("Push"))
def post_operations(
    request: Request, service: ServiceOf, person: PersonOf, body: BodyOf
) -> Response:
    """Decide operations; every outcome is durable before it is told.

    Also those of who only reads now: what they did before is answered for, act by act.
    """
    push = read_push(body)
    with service.database.writing() as connection:
        outcomes = operations.take(connection, person, push, clock.now())
    return json_reply(request, {"outcomes": outcomes})
