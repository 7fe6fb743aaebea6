"""A desk at the far end of a bad line, as a program that obeys lines of JSON and tells events.

`{"do": "sign_in" | "sync" | "work" | "photos" | "incoming" | "begin", ...}`; each answers one line.
From `begin` on it syncs in the background and tells, with the seconds since, what stands here
and on the server, whenever that changed, and each HTTP request with its time.
"""

from __future__ import annotations

import json
import socket
import sys
import threading
import time
from pathlib import Path
from typing import Any

import requests

from casework.case import State
from desktop.desk import Desk
from desktop.storage.records import CaseQuery
from tests.support.photographs import photograph
from tests.support.server_process import PASSWORD

LOOK_SECONDS = 0.1
WORDS = (
    "ได้ออกไปตรวจสอบร่วมกับผู้ใหญ่บ้านแล้ว ดำเนินการกลบหลุมด้วยหินคลุกและบดอัดแน่น "
    "ปิดผิวจราจรด้วยยางมะตอยสำเร็จรูป จุดที่ {n} ตรวจรับงานเรียบร้อย"
)


_telling = threading.Lock()


def tell(**values: Any) -> None:
    """Print an event."""
    with _telling:
        print(json.dumps(values, ensure_ascii=False), flush=True)


class RoadDesk:
    """One person's desk and what was asked of it."""

    def __init__(self, profile: Path) -> None:
        """The profile is opened, or made by the sign-in."""
        self._profile = profile
        self._desk: Desk | None = None

    @property
    def desk(self) -> Desk:
        """The open desk."""
        assert self._desk is not None
        return self._desk

    def sign_in(self, url: str, user: str) -> dict[str, Any]:
        """Sign in and stay open."""
        self._desk = Desk.sign_in(self._profile, url, user, PASSWORD, "a passphrase")
        self._desk.set_pictures_choice("always")
        return {}

    def sync(self) -> dict[str, Any]:
        """Do one whole round."""
        return dict(self.desk.sync().as_dict())

    def work(self, fixes: int, photos: int, photo_bytes: int) -> dict[str, Any]:
        """A day's work without a line: each case accepted and its fix recorded with words."""
        cases = list(self.desk.cases(CaseQuery()))[:fixes]
        for n, case in enumerate(cases):
            if case.state == State.WAITING:
                assert self.desk.accept([case]).done
            now = self.desk.case(case.authority, case.id)
            assert now is not None
            taken = [photograph(n, photo_bytes)] if n < photos else []
            prepared = [self.desk.prepare_photo(data, now, f"after-{n}.jpg") for data in taken]
            assert self.desk.fix(now, prepared, WORDS.format(n=n)).done
        sizes = [upload.size for upload in self.desk.cache.uploads(2**62)]
        return {"operations": self.desk.counts().outbox, "photo_sizes": sizes}

    def photos(self, count: int, photo_bytes: int) -> dict[str, Any]:
        """Further photos on cases that are done."""
        cases = list(self.desk.cases(CaseQuery(open_only=False)))
        for n in range(count):
            case = cases[n % len(cases)]
            prepared = self.desk.prepare_photo(photograph(1000 + n, photo_bytes), case, f"{n}.jpg")
            assert self.desk.attach(case, [prepared]).done
        return {"photos": count}

    def incoming(self, since: int, photo_bytes: int) -> dict[str, Any]:
        """At the good end: each case that came since gets the citizen's photo."""
        cases = sorted(self.desk.cases(CaseQuery()), key=lambda case: case.ticket.number)[since:]
        for n, case in enumerate(cases):
            prepared = self.desk.prepare_photo(photograph(5000 + n, photo_bytes), case, f"{n}.jpg")
            assert self.desk.attach(case, [prepared]).done
        self.desk.sync()
        return {"cases": len(cases)}

    def begin(self) -> dict[str, Any]:
        """Sync in the background from now on and tell what changes."""
        self._start = time.monotonic()
        _wire_tap(self._start)
        self.desk.on_status(self._status)
        threading.Thread(target=self._look, daemon=True).start()
        self.desk.start_sync()
        return {}

    def wake(self) -> dict[str, Any]:
        """The person asks for a round."""
        self.desk.wake()
        return {}

    def _status(self, status: Any) -> None:
        step = status.progress.step if status.progress else ""
        tell(at=self._now(), line=str(status.line), code=status.code, step=step)

    def _look(self) -> None:
        before: dict[str, int] = {}
        while True:
            now = self._standing()
            if now != before:
                before = now
                tell(at=self._now(), **now)
            time.sleep(LOOK_SECONDS)

    def _standing(self) -> dict[str, int]:
        counts = self.desk.counts()
        thumbnails = self.desk.photos.statistics().thumbnails
        uploads = self.desk.cache.uploads(2**62)
        return {
            "outbox": counts.outbox,
            "cases": self.desk.count(CaseQuery(open_only=False)),
            "uploads": counts.photos_waiting,
            "sent": sum(upload.sent for upload in uploads),
            "thumbnails": thumbnails,
        }

    def _now(self) -> float:
        return round(time.monotonic() - self._start, 2)


def _wire_tap(start: float) -> None:
    """Tell each request when its reply begins, whoever makes it."""
    send = requests.Session.send

    def told(self: requests.Session, request: requests.PreparedRequest, **more: Any) -> Any:
        began = time.monotonic()
        status: int | str = ""
        try:
            reply = send(self, request, **more)
            status = reply.status_code
            return reply
        except requests.RequestException as error:
            status = type(error).__name__
            raise
        finally:
            seconds = round(time.monotonic() - began, 2)
            call = f"{request.method} {str(request.path_url).partition('?')[0]}"
            tell(at=round(began - start, 2), seconds=seconds, call=call, status=status)

    setattr(requests.Session, "send", told)  # noqa: B010 - not meant to be replaced


def main() -> None:
    """Obey until standard input ends."""
    if sys.argv[2] == "cubic" and hasattr(socket, "TCP_CONGESTION"):
        del socket.TCP_CONGESTION
    desk = RoadDesk(Path(sys.argv[1]))
    for line in sys.stdin:
        asked = json.loads(line)
        answer = getattr(desk, asked.pop("do"))(**asked)
        tell(answer=answer)


if __name__ == "__main__":
    main()
