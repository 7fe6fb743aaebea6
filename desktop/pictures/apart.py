"""The desk's side of the process that decodes: started on demand, ended when it takes too long."""

from __future__ import annotations

import contextlib
import logging
import sys
import threading
from collections.abc import Callable, Sequence
from typing import IO, TYPE_CHECKING, Any, TypeVar, get_args

import msgspec

from desktop.pictures.decoder import Decoder, HereDecoder
from desktop.pictures.frames import NAME, SECONDS, read_message, write_message

if TYPE_CHECKING:
    import subprocess

    from casework.pictures.inspection import Picture
    from casework.pictures.showing import Described, Pixels

T = TypeVar("T")
START_SECONDS = 60.0
_CLOSING_SECONDS = 2.0
_log = logging.getLogger(__name__)


def command() -> list[str]:
    """How this program starts itself as the process that decodes."""
    if getattr(sys, "frozen", False):
        return [sys.executable, NAME]
    # -P: nothing that lies in the folder where the desk was started is imported.
    return [sys.executable, "-P", "-m", "desktop.pictures.worker"]


class CannotStart(Exception):
    """The process did not come up: pictures are decoded here instead."""


class ApartDecoder:
    """A `Decoder` whose work is done by another process, one picture at a time. Thread-safe.

    A picture that takes the process down or keeps it too long is refused (NotAPicture: crashed,
    too_slow, too_heavy), and the next one gets a new process. Where none can be started, pictures
    are decoded in this process.
    """

    def __init__(self, words: Sequence[str] | None = None, *, seconds: float = SECONDS) -> None:
        """`words` is the command that starts the process; nothing starts before it is needed."""
        self._words = list(words or command())
        self._seconds = seconds
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._here: Decoder | None = None
        self._closed = False

    @property
    def pid(self) -> int | None:
        """The process that runs now, None where none does."""
        process = self._process
        return process.pid if process is not None and process.poll() is None else None

    def inspect(self, data: bytes) -> Picture:
        """What is known of a photo's bytes. Raises NotAPicture."""
        from casework.pictures.inspection import Picture

        return self._apart_or_here(
            lambda: self._told("inspect", data, Picture), lambda here: here.inspect(data)
        )

    def describe(self, data: bytes) -> Described:
        """What the file says of itself, without decoding its pixels. Raises NotAPicture."""
        from casework.pictures.showing import Described

        return self._apart_or_here(
            lambda: self._told("describe", data, Described), lambda here: here.describe(data)
        )

    def pixels(self, data: bytes, longest_side: int) -> Pixels:
        """The bare upright pixels, at most so many long, for a screen. Raises NotAPicture."""
        from casework.pictures.showing import Pixels

        if longest_side < 1:
            raise ValueError("longest_side must be at least 1")
        return self._apart_or_here(
            lambda: Pixels(*self._bare("pixels", data, longest_side)),
            lambda here: here.pixels(data, longest_side),
        )

    def thumbnail(self, data: bytes, longest_side: int) -> bytes:
        """An upright JPEG without metadata, at most so many pixels long. Raises NotAPicture."""
        if longest_side < 1:
            raise ValueError("longest_side must be at least 1")

        def there() -> bytes:
            return self._ask({"do": "thumbnail", "side": longest_side}, data)[1]

        return self._apart_or_here(there, lambda here: here.thumbnail(data, longest_side))

    def prepare(self) -> None:
        """Start the process, which takes longer than most pictures."""
        if self._here is not None:
            return
        try:
            with self._lock:
                if not self._closed:
                    self._started()
        except CannotStart:
            return  # the first picture tells

    def tile(self, data: bytes, most_side: int) -> tuple[int, int, bytes]:
        """(width, height, RGBA) of a map's tile. Raises NotAPicture."""
        return self._apart_or_here(
            lambda: self._bare("tile", data, most_side), lambda here: here.tile(data, most_side)
        )

    def close(self) -> None:
        """End the process, in the middle of a picture too. Twice does no harm."""
        self._closed = True
        process = self._process
        if not self._lock.acquire(blocking=False):
            if process is not None:
                process.kill()
            self._lock.acquire()
        self._end(_CLOSING_SECONDS)
        self._lock.release()

    def _apart_or_here(self, there: Callable[[], T], here: Callable[[Decoder], T]) -> T:
        if self._here is None:
            try:
                return there()
            except CannotStart as error:
                _log.warning("pictures are decoded in the desk itself: %s", error)
                self._here = HereDecoder()
        return here(self._here)

    def _bare(self, what: str, data: bytes, side: int) -> tuple[int, int, bytes]:
        """Width, height and four bytes a pixel. Raises NotAPicture, CannotStart."""
        from casework.pictures.decoding import NotAPicture

        reply, made = self._ask({"do": what, "side": side}, data)
        width, height = reply.get("width"), reply.get("height")
        # Whoever took the process over must not make the desk read beyond its bytes.
        if not (isinstance(width, int) and isinstance(height, int)):
            raise NotAPicture("crashed")
        if not (0 < width <= side and 0 < height <= side) or len(made) != 4 * width * height:
            raise NotAPicture("crashed")
        return width, height, made

    def _told(self, what: str, data: bytes, kind: type[T]) -> T:
        """A record that the process gives of a picture. Raises NotAPicture, CannotStart."""
        from casework.pictures.decoding import NotAPicture

        reply, _ = self._ask({"do": what}, data)
        try:
            return msgspec.convert(reply.get("told"), kind)
        except msgspec.ValidationError as error:
            raise NotAPicture("crashed") from error

    def _ask(self, words: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
        """A request and its reply. Raises NotAPicture, CannotStart."""
        from casework.pictures.decoding import NotAPicture, Reason

        with self._lock:
            process = self._started()
            try:
                reply, made = self._within(
                    self._seconds, process, lambda i, o: _exchange(i, o, words, data)
                )
            except TimeoutError as error:
                raise NotAPicture("too_slow") from error
            except (OSError, EOFError, ValueError, RecursionError) as error:
                # Also what is no reply: whoever took the process over must not be believed.
                self._end()
                raise NotAPicture("crashed") from error
            refused = reply.get("refused")
            if refused == "too_heavy":
                self._end()
        if refused is not None:
            raise NotAPicture(refused if refused in get_args(Reason) else "damaged")
        return reply, made

    def _started(self) -> subprocess.Popen[bytes]:
        """The process, started where none runs. Raises CannotStart."""
        import subprocess  # takes its time, and most starts decode nothing

        if self._closed:
            raise RuntimeError("the decoder is closed")
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._end()
        try:
            process = subprocess.Popen(
                self._words, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )  # fmt: skip
        except (OSError, ValueError) as error:
            raise CannotStart(type(error).__name__) from error
        self._process = process
        try:
            self._within(START_SECONDS, process, lambda _, replies: read_message(replies))
        except (OSError, EOFError, ValueError) as error:
            self._end()
            raise CannotStart(type(error).__name__) from error
        return process

    def _within(
        self,
        seconds: float,
        process: subprocess.Popen[bytes],
        work: Callable[[IO[bytes], IO[bytes]], T],
    ) -> T:
        """Speak with the process; one that is not done in time is killed (TimeoutError)."""
        requests, replies = process.stdin, process.stdout
        if requests is None or replies is None:
            raise CannotStart("no pipes")
        late = threading.Event()

        def give_up() -> None:
            late.set()
            process.kill()

        watch = threading.Timer(seconds, give_up)
        watch.daemon = True
        watch.start()
        try:
            return work(requests, replies)
        except (OSError, EOFError, ValueError) as error:
            if late.is_set():
                raise TimeoutError from error
            raise
        finally:
            watch.cancel()
            watch.join()
            if late.is_set():
                self._end()

    def _end(self, patience: float = 0.0) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        import subprocess

        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _exchange(
    requests: IO[bytes], replies: IO[bytes], words: dict[str, Any], data: bytes
) -> tuple[dict[str, Any], bytes]:
    write_message(requests, words, data)
    reply, made = read_message(replies)
    return reply, made
