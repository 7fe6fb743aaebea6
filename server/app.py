"""The web application: routes, the headers of every reply, and errors as messages."""

from __future__ import annotations

import logging
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import OperationalError
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from casework import wire
from server import api, area_api, bundle_api, clock, leave_api, openapi, photo_api, wipe_api
from server.errors import ApiError
from server.service import Service
from server.uploads import disk_full

log = logging.getLogger("tambon.server")
_STATUS_CODES = {404: "not_found", 405: "method_not_allowed", 413: "too_large"}
MAX_FORM_BYTES = 64 * 1024
FORMS = frozenset({"/v1/token", "/v1/revoke", "/v1/wipe/ask", "/v1/wipe/done"})


def problem(error: ApiError) -> Response:
    """An error as a reply."""
    body = wire.encode(wire.Problem(code=error.code, message=error.message))
    return Response(body, error.status, error.headers, "application/json")


class Frame:
    """What stands around every reply: the protocol's headers, and a reply whatever happens."""

    def __init__(self, app: ASGIApp, service: Service) -> None:
        """Wrap the application."""
        self._app = app
        self._service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = whole = False

        async def framed(message: Message) -> None:
            nonlocal begun, whole
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                headers[wire.PROTOCOL_HEADER] = str(wire.PROTOCOL)
                headers[wire.SERVER_HEADER] = self._service.database.server_id
                headers[wire.TIME_HEADER] = str(clock.now())
            else:
                whole = not message.get("more_body", False)
            await send(message)

        asked = Headers(scope=scope).get(wire.PROTOCOL_HEADER, "")
        if asked.isascii() and asked.isdigit() and int(asked[:9]) > wire.PROTOCOL:
            text = f"this server speaks protocol {wire.PROTOCOL}"
            await problem(ApiError(426, "protocol_too_new", text))(scope, receive, framed)
            return
        notice = self._service.door.notice()
        if notice is not None:
            await problem(notice.refusal(clock.now()))(scope, receive, framed)
            return
        try:
            limited = bounded(receive) if scope["path"] in FORMS else receive
            await self._app(scope, limited, framed)
        except ClientDisconnect:
            return
        except Exception as error:
            # The last net: nobody is to get a reply without our headers. No personal data here.
            log.exception("%s %s failed", scope["method"], scope.get("route", scope["path"]))
            if begun and not whole:
                # Half a reply must not look like a whole one: the connection breaks.
                raise
            if not begun:
                await problem(_unforeseen(error))(scope, receive, framed)


def bounded(receive: Receive) -> Receive:
    """A receive that refuses more of a form than it can rightly hold: nobody has signed in yet."""
    size = 0

    async def counting() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > MAX_FORM_BYTES:
            raise HTTPException(413, f"a form has at most {MAX_FORM_BYTES} bytes")
        return message

    return counting


def _unforeseen(error: Exception) -> ApiError:
    if isinstance(error, OperationalError):
        text = str(error.orig).lower()
        if "full" in text:
            return disk_full()
        if "locked" in text or "busy" in text:
            return ApiError(503, "busy", "the database is busy", {"Retry-After": "5"})
    return ApiError(500, "server_error", "the server failed; nothing was changed")


def _failure(_request: Request, error: Exception) -> Response:
    return problem(_unforeseen(error))


def _api_error(_request: Request, error: Exception) -> Response:
    assert isinstance(error, ApiError)
    return problem(error)


def _http_error(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = _STATUS_CODES.get(error.status_code, "bad_request")
    return problem(ApiError(error.status_code, code, str(error.detail), error.headers))


def _invalid(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    where = "; ".join(".".join(map(str, e["loc"])) + ": " + e["msg"] for e in error.errors())
    return problem(ApiError(400, "bad_request", where))


class Application(FastAPI):
    """The FastAPI application with our description of the messages."""

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI document, made once."""
        if self.openapi_schema is None or "Problem" not in str(self.openapi_schema):
            self.openapi_schema = openapi.describe(self)
        return self.openapi_schema


def create_api() -> Application:
    """The application without a service, enough for its description."""
    app = Application(
        title="Tambon Desk central server",
        version=str(wire.PROTOCOL),
        description="The sync protocol between desks and the central server.",
        docs_url=None,
        redoc_url=None,
    )
    app.include_router(api.router)
    app.include_router(bundle_api.router)
    app.include_router(photo_api.router)
    app.include_router(wipe_api.router)
    app.include_router(leave_api.router)
    app.include_router(area_api.router)
    app.add_exception_handler(Exception, _failure)
    app.add_exception_handler(ApiError, _api_error)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _invalid)
    return app


def create_app(service: Service) -> Frame:
    """The whole application on a service."""
    app = create_api()
    app.state.service = service
    return Frame(app, service)
