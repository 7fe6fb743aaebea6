"""Writing the body of a request as it comes, off the event loop, to the last byte before a cut."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable, Callable

from starlette.concurrency import run_in_threadpool

MOST_HELD = 1024 * 1024
"""Beyond so many bytes the sender waits for the disk."""


async def pour(stream: AsyncIterable[bytes], write: Callable[[bytes], None]) -> None:
    """Write what a stream brings; also where it breaks, what came before is written.

    What waits to be read when a connection breaks is lost. So it is read at once, and written on
    another thread meanwhile. Raises what `write` or the stream raises.
    """
    held = bytearray()
    writing: asyncio.Task[None] | None = None
    try:
        async for part in stream:
            held += part
            if writing is not None and (writing.done() or len(held) >= MOST_HELD):
                ending, writing = writing, None
                await ending
            if writing is None and held:
                writing = asyncio.create_task(run_in_threadpool(write, bytes(held)))
                held.clear()
    finally:
        if writing is not None:
            await writing
        if held:
            await run_in_threadpool(write, bytes(held))
