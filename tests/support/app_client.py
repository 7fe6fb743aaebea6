"""A plain client of an ASGI application within this process."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx


class AppClient:
    """Sends requests to the application one after the other and waits for each reply."""

    def __init__(self, app: Any) -> None:
        self._loop = asyncio.new_event_loop()
        transport = httpx.ASGITransport(app=app)
        self._client = httpx.AsyncClient(transport=transport, base_url="http://server")

    def close(self) -> None:
        """End the client's loop."""
        self._loop.run_until_complete(self._client.aclose())
        self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()

    def request(self, method: str, path: str, **more: Any) -> httpx.Response:
        """Send a request and read the whole reply."""
        return self._loop.run_until_complete(self._client.request(method, path, **more))

    def get(self, path: str, **more: Any) -> httpx.Response:
        """GET."""
        return self.request("GET", path, **more)

    def post(self, path: str, **more: Any) -> httpx.Response:
        """POST."""
        return self.request("POST", path, **more)

    def raw(self, path: str, headers: dict[str, str]) -> tuple[httpx.Headers, bytes]:
        """GET, with the body as it travelled."""

        _, given, body = self.exchange("GET", path, headers, None)
        return given, body

    def exchange(
        self, method: str, path: str, headers: dict[str, str], content: Any
    ) -> tuple[int, httpx.Headers, bytes]:
        """Any request; status, headers and body of the reply as they travelled."""

        async def read() -> tuple[int, httpx.Headers, bytes]:
            asked = self._client.stream(method, path, headers=headers, content=content)
            async with asked as reply:
                body = b"".join([part async for part in reply.aiter_raw()])
                return reply.status_code, reply.headers, body

        return self._loop.run_until_complete(read())
