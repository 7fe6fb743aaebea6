"""A server for tests: inside this process for rules, in its own for what only that can show."""

from __future__ import annotations

import base64
import itertools
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import pytest

from casework import wire
from casework.acts import payload
from casework.case import Case
from casework.operations import Operation
from server import accounts, cases
from server.app import create_app
from server.importing import import_files
from server.service import Service
from tests.support.app_client import AppClient
from tests.support.making import operation, sha256_of
from tests.support.server_process import PASSWORD, ServerProcess
from tests.support.small_authority import AUTHORITY, NAME, NUMBERS, STAFF, small_file


@dataclass
class Desk:
    """What a desk does over HTTP, without a cache."""

    client: Any
    username: str
    device: str = field(default_factory=lambda: str(uuid.uuid4()))
    token: str = ""
    refresh_token: str = ""
    seq: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def sign_in(self, password: str = PASSWORD) -> Any:
        form = {
            "grant_type": "password", "username": self.username, "password": password,
            "device": self.device, "device_name": "test",
        }  # fmt: skip
        reply = self.client.post("/v1/token", data=form)
        if reply.status_code == 200:
            self.token = reply.json()["access_token"]
            self.refresh_token = reply.json()["refresh_token"]
        return reply

    def refresh(self, token: str = "", device: str = "") -> Any:
        form = {
            "grant_type": "refresh_token",
            "refresh_token": token or self.refresh_token,
            "device": device or self.device,
        }
        return self.client.post("/v1/token", data=form)

    def call(self, method: str, path: str, **more: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.token}"} | more.pop("headers", {})
        return self.client.request(method, path, headers=headers, **more)

    def page(self, cursor: str = "", limit: int = 1000) -> tuple[list[wire.Line], wire.End]:
        reply = self.call("GET", "/v1/changes", params={"cursor": cursor, "limit": limit})
        assert reply.status_code == 200, reply.text
        lines = [wire.decode_line(line) for line in reply.content.splitlines()]
        end = lines[-1].end
        assert end is not None
        assert all(line.end is None for line in lines[:-1])
        return lines[:-1], end

    def pull(self, cursor: str = "", limit: int = 1000) -> tuple[list[wire.Line], wire.End]:
        """All pages until there is no more."""
        lines, end = self.page(cursor, limit)
        while end.more:
            more, end = self.page(end.cursor, limit)
            lines += more
        return lines, end

    def make(self, case: Case, kind: str, values: Any = None, **more: Any) -> Operation:
        """An operation as the desk makes it; `more` goes to the payload or the operation."""
        made: dict[str, Any] = {
            name: more.pop(name)
            for name in ("made_at", "resolves", "base_version", "seq", "actor", "authority")
            if name in more
        }
        return operation(
            case, payload(case, kind, values, **more), self.username, self.device,
            **({"seq": next(self.seq)} | made),
        )  # fmt: skip

    def push(self, *operations: Any, clock: Any = None) -> list[wire.Outcome]:
        body: dict[str, Any] = {"operations": list(operations)}
        if clock is not None:
            body["clock"] = clock
        reply = self.call("POST", "/v1/operations", content=wire.encode(body))
        assert reply.status_code == 200, reply.text
        return msgspec.json.decode(reply.content, type=dict[str, list[wire.Outcome]])["outcomes"]

    def begin_upload(self, data: bytes, case: str, **more: str) -> Any:
        metadata = {"sha256": sha256_of(data), "authority": AUTHORITY, "case": case} | more
        encoded = ",".join(
            f"{k} {base64.b64encode(v.encode()).decode()}" for k, v in metadata.items()
        )
        headers = {
            "Tus-Resumable": "1.0.0",
            "Upload-Length": str(len(data)),
            "Upload-Metadata": encoded,
        }
        return self.call("POST", "/v1/photos", headers=headers)

    def send(self, location: str, offset: int, data: bytes) -> Any:
        headers = {
            "Tus-Resumable": "1.0.0",
            "Upload-Offset": str(offset),
            "Content-Type": "application/offset+octet-stream",
        }
        return self.call("PATCH", location, content=data, headers=headers)

    def upload(self, data: bytes, case: str) -> Any:
        """The whole way of one photo."""
        begun = self.begin_upload(data, case)
        assert begun.status_code == 201, begun.text
        return self.send(begun.headers["Location"], 0, data)


@dataclass
class Town:
    """The small authority on a service within this process."""

    service: Service
    client: AppClient

    def desk(self, username: str) -> Desk:
        desk = Desk(self.client, username)
        assert desk.sign_in().status_code == 200
        return desk

    def case(self, index: int = 0) -> Case:
        with self.service.database.reading() as connection:
            return cases.find_number(connection, NUMBERS[index])[0]


@pytest.fixture(scope="session")
def filled_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the small authority, to be copied."""
    folder = tmp_path_factory.mktemp("filled")
    fill(folder / "data")
    return folder / "data"


def fill(folder: Path) -> None:
    service = Service(folder)
    with service.database.writing() as connection:
        accounts.add_authority(connection, AUTHORITY, NAME)
        accounts.add_unit(connection, AUTHORITY, "works", "กองช่าง")
        for username, role in STAFF:
            accounts.add_user(connection, username, PASSWORD, role=role, authority=AUTHORITY)
        accounts.add_authority(connection, "other", "อบต.อื่น")
        accounts.add_user(connection, "stranger", PASSWORD, role="clerk", authority="other")
    import_files(service.database, AUTHORITY, [small_file(folder)], lambda *_: None)
    service.close()


@pytest.fixture
def town(tmp_path: Path, filled_folder: Path) -> Iterator[Town]:
    shutil.copytree(filled_folder, tmp_path / "data")
    service = Service(tmp_path / "data")
    client = AppClient(create_app(service))
    yield Town(service, client)
    client.close()
    service.close()


@pytest.fixture
def server_process(tmp_path: Path, filled_folder: Path) -> Iterator[ServerProcess]:
    """A server that is not started yet, on the small authority."""
    shutil.copytree(filled_folder, tmp_path / "data")
    process = ServerProcess(tmp_path / "data")
    yield process
    process.kill()


@pytest.fixture
def running_server(server_process: ServerProcess) -> ServerProcess:
    """A server that runs, on the small authority."""
    server_process.start()
    return server_process


@pytest.fixture
def make_desk() -> type[Desk]:
    """Make desks on any client."""
    return Desk
