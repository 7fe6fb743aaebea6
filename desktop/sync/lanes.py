"""Work on several connections at once: one alone is slow where packets get lost or travel far."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import closing
from typing import TypeVar

from desktop.sync.client import Client

LANES = 4
Job = TypeVar("Job")


def work(
    client: Client,
    next_job: Callable[[], Job | None],
    do: Callable[[Client, Job], None],
    lanes: int = LANES,
) -> None:
    """Do jobs, each with a client of its own lane, until `next_job` gives none.

    `next_job` is called by one lane at a time. The first error ends all lanes at their next job,
    and is raised when they have ended.
    """
    lock = threading.Lock()
    errors: list[BaseException] = []

    def take() -> Job | None:
        with lock:
            if errors:
                return None
            try:
                return next_job()
            except BaseException as error:  # noqa: BLE001 - raised below, on the thread that asked
                errors.append(error)
                return None

    def attempt(own: Client, job: Job) -> None:
        try:
            do(own, job)
        except BaseException as error:  # noqa: BLE001 - raised below
            with lock:
                errors.append(error)

    def run_beside() -> None:
        with closing(client.beside()) as own:
            # One that is slow by itself is not made faster by many who share it.
            while not client.speed.slow and (job := take()) is not None:
                attempt(own, job)

    others = [
        threading.Thread(target=run_beside, name=f"pictures-{n}", daemon=True)
        for n in range(1, lanes)
    ]
    for other in others:
        other.start()
    while (job := take()) is not None:
        attempt(client, job)
    for other in others:
        other.join()
    if errors:
        raise errors[0]
