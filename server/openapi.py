"""The OpenAPI description: FastAPI's own, with the messages of `casework.wire` as schemas."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import FastAPI

from casework import wire
from casework.bundles import Bundle, Standings
from casework.case import Case
from casework.leaves import Leave
from casework.operations import Operation
from server.timing import DeviceBoot, DeviceClock

_REF = "#/components/schemas/"


class Hello(msgspec.Struct):
    """Who a server is."""

    server: str
    epoch: int
    protocol: int


class CaseIds(msgspec.Struct):
    """Ids of cases."""

    ids: list[str]


class Buckets(msgspec.Struct):
    """Buckets of case ids (0 to 63) whose versions are asked for."""

    buckets: list[int]


class Outcomes(msgspec.Struct):
    """The outcome of each operation of a push, in its order."""

    outcomes: list[wire.Outcome]


class Push(msgspec.Struct):
    """Operations, what the device's clocks show when it sends them, and of its earlier boots."""

    operations: list[Operation]
    clock: DeviceClock | None = None
    boots: list[DeviceBoot] | None = None


_MESSAGES = (Hello, CaseIds, Buckets, Outcomes, Push, wire.Cases, wire.Versions, wire.TokenReply,
             wire.DeskSettings, wire.WipeAnswer, wire.Line, wire.Problem, Case, Bundle,
             Standings, Leave)  # fmt: skip


def reply_schema(name: str, media_type: str = "application/json") -> dict[int | str, Any]:
    """The description of a reply, and of the error that may come instead."""
    problem = {"application/json": {"schema": {"$ref": _REF + "Problem"}}}
    return {
        200: {"content": {media_type: {"schema": {"$ref": _REF + name}}}},
        "4XX": {"description": "Not done; the code says why", "content": problem},
    }


def body_schema(name: str) -> dict[str, Any]:
    """The description of a request body."""
    content = {"application/json": {"schema": {"$ref": _REF + name}}}
    return {"requestBody": {"required": True, "content": content}}


def describe(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document of the app."""
    document = FastAPI.openapi(app)
    _, schemas = msgspec.json.schema_components(_MESSAGES, ref_template=_REF + "{name}")
    document.setdefault("components", {}).setdefault("schemas", {}).update(schemas)
    document["components"]["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer"},
    }
    document["security"] = [{"token": []}]
    return document
