"""The outbox page in words: the line, each step of a round, rates, times and past rounds."""

from __future__ import annotations

from dataclasses import dataclass

from casework.thai import time_text
from desktop import messages
from desktop.clock_words import clock_sentence
from desktop.status import Line, Status
from desktop.storage.records import OutboxItem
from desktop.sync.history import PastRound
from desktop.sync.progress import Lane, Progress
from desktop.ui.widgets.rows import Tone
from desktop.ui.wording import moment, size
from desktop.words import translate

STOPPED = "stopped"
_SHORT = 90


def lengths(seconds: float) -> str:
    """A length of time as people say it: 40 s, 3 min, 2 h 10 min."""
    if seconds < _SHORT:
        return translate("Outbox", "{n} s").format(n=max(1, round(seconds)))
    minutes = round(seconds / 60)
    if minutes < _SHORT:
        return translate("Outbox", "{n} min").format(n=minutes)
    hours, rest = divmod(minutes, 60)
    return translate("Outbox", "{h} h {m} min").format(h=hours, m=rest)


def sentence(status: Status) -> tuple[str, str]:
    """Icon and sentence for the line; first what is safe, then what happens next."""
    waiting = status.waiting + status.photos_waiting
    if status.line == Line.SYNCING:
        return "refresh-cw", _moving(status)
    if status.code == STOPPED:
        return "pause", messages.of_code(STOPPED)
    if status.line == Line.OK:
        return _at_rest(status, waiting)
    if status.line == Line.UNKNOWN:
        return "cloud-upload", translate("Outbox", "Your work is kept on this computer.")
    icons = {Line.OFFLINE: "cloud-off", Line.CAPTIVE: "wifi-off", Line.SERVER_DOWN: "server-off",
             Line.MAINTENANCE: "server-off", Line.SIGN_IN: "log-in"}  # fmt: skip
    return icons.get(status.line, "triangle-alert"), messages.of_status(status)


def _moving(status: Status) -> str:
    far = status.progress
    if far is not None and far.step == "pull" and far.total and status.last_sync_at is None:
        first = translate(
            "Outbox",
            "Getting your cases, {done} of {total}. You can start with those already here.",
        )
        return first.format(done=f"{far.done:,}", total=f"{far.total:,}")
    if status.text_only_why == "slow":
        return translate("Outbox", "Weak signal. Sending words first, photos after.")
    return translate("Outbox", "Sending words first, photos after.")


def _at_rest(status: Status, waiting: int) -> tuple[str, str]:
    if status.text_only and status.pictures_left:
        return "image", translate("Outbox", "All words are sent and received. Pictures wait.")
    if waiting:
        return "cloud-upload", translate("Outbox", "Waiting for the next turn to send.")
    return "circle-check", translate(
        "Outbox", "Everything is sent. Nothing is waiting on this computer."
    )


def detail(status: Status, far: Progress | None, now: int) -> str:
    """While a round runs how fast and for how long; else when the last was and the next is.

    A wrong clock of this computer is told here: the times beside it are right all the same.
    """
    parts = []
    if status.line == Line.SYNCING:
        if far is not None:
            parts = _pace(far)
        return " · ".join(parts) or translate("Outbox", "Asking the server…")
    if status.last_sync_at:
        last = translate("Outbox", "Last in step {when}")
        parts.append(last.format(when=moment(status.last_sync_at, now)))
    if status.next_try_at:
        text = (
            translate("Outbox", "next round at {time}")
            if status.line == Line.OK
            else translate("Outbox", "next try by itself at {time}")
        )
        parts.append(text.format(time=time_text(status.next_try_at)))
    parts += [clock_sentence(status.clock_off)] if status.clock_off else []
    return " · ".join(parts)


def _pace(far: Progress) -> list[str]:
    parts = []
    if far.rate >= 1:
        parts.append(translate("Outbox", "{size} a second").format(size=size(round(far.rate))))
    if far.seconds_left is not None:
        left = translate("Outbox", "about {time} left for this step")
        parts.append(left.format(time=lengths(far.seconds_left)))
    if far.bytes_done:
        parts.append(translate("Outbox", "{size} over the line").format(size=size(far.bytes_done)))
    return parts


@dataclass(frozen=True, slots=True)
class LaneView:
    """A step of sync as a line: how full its bar is (None: no bar), and the words at its end."""

    key: str
    icon: str
    name: str
    words: str
    part: float | None = None
    tone: Tone = "ink2"
    quiet: bool = False


def lanes(status: Status, far: Progress | None, items: list[OutboxItem]) -> list[LaneView]:
    """The four lines: words up, cases down, photos up, pictures down.

    While outlines of the map come, theirs is the last one.
    """
    done = {lane.step: lane for lane in far.lanes} if far is not None else {}
    now = far.step if far is not None and status.line == Line.SYNCING else ""
    running = status.line == Line.SYNCING
    photos = [p for item in items for p in item.photos if p.state != "verified"]
    left = sum(p.size - p.sent for p in photos)
    # What is left counts both ways.
    to_come = max(0, status.pictures_left - len(photos))
    of_them = max(0, status.pictures_bytes - left)
    down = done.get("originals") or done.get("thumbnails")
    last = "areas" if now == "areas" else "pictures"
    here = done.get("areas") if last == "areas" else down
    return [
        _lane("push", now, done.get("push"), running, _waits(status.waiting)),
        _lane("pull", now, done.get("pull"), running, _in_step(status)),
        _lane("photos_up", now, done.get("photos_up"), running, _waits(len(photos), left)),
        _lane(
            last, "pictures" if now in {"originals", "thumbnails"} else now, here, running,
            _waits(to_come, of_them, sending=False),
        ),
    ]  # fmt: skip


def _lane(key: str, now: str, lane: Lane | None, running: bool, idle: tuple[str, Tone]) -> LaneView:
    icon, name = _ICONS[key], _lane_name(key)
    if lane is None or not running:
        words, tone = idle
        return LaneView(key, icon, name, words, tone=tone, quiet=tone == "done")
    words = _counted(lane)
    if now == key:
        return LaneView(key, icon, name, words, lane.part, "accent-t")
    return LaneView(key, icon, name, words, 1.0 if lane.part is not None else None, "done")


_ICONS = {"push": "send", "pull": "inbox", "photos_up": "upload",
          "areas": "map", "pictures": "download"}  # fmt: skip


def _lane_name(key: str) -> str:
    return {
        "push": translate("Outbox", "Acts and words, sending"),
        "pull": translate("Outbox", "Cases, receiving"),
        "photos_up": translate("Outbox", "Photos, sending"),
        "areas": translate("Outbox", "Outlines of the map, receiving"),
        "pictures": translate("Outbox", "Pictures, receiving"),
    }[key]


def _counted(lane: Lane) -> str:
    if lane.total:
        words = translate("Outbox", "{done} of {total}").format(
            done=f"{min(lane.done, lane.total):,}", total=f"{lane.total:,}"
        )
    else:
        words = translate("Outbox", "{n} so far").format(n=f"{lane.done:,}")
    if lane.bytes_total:
        over = min(lane.bytes_done, lane.bytes_total)
        return f"{words} · {size(over)} / {size(lane.bytes_total)}"
    return f"{words} · {size(lane.bytes_done)}" if lane.bytes_done > 0 else words


def _waits(count: int, amount: int = 0, *, sending: bool = True) -> tuple[str, Tone]:
    if not count:
        done = translate("Outbox", "all sent") if sending else translate("Outbox", "all here")
        return done, "done"
    words = translate("Outbox", "{n} waiting").format(n=f"{count:,}")
    return (f"{words} · {size(amount)}" if amount else words), "send"


def _in_step(status: Status) -> tuple[str, Tone]:
    if status.last_sync_at is None:
        return translate("Outbox", "not yet"), "ink2"
    if status.line == Line.OK:
        return translate("Outbox", "in step with the server"), "done"
    return translate("Outbox", "as of {time}").format(time=time_text(status.last_sync_at)), "send"


# -- past rounds --------------------------------------------------------------------------------


def when(past: PastRound, now: int) -> str:
    """When a round was, or from when to when a run of them."""
    if past.times < 2:
        return moment(past.ended, now)
    begun, ended = moment(past.began, now), moment(past.ended, now)
    if begun == ended:
        return ended
    day, other = begun.rpartition(" ")[0], ended.rpartition(" ")[0]
    until = time_text(past.ended) if day == other else ended
    return f"{begun} – {until}"


def took(past: PastRound) -> str:
    """How long it took; a run of failures how often it was tried."""
    if past.times > 1:
        return translate("Outbox", "{n} times").format(n=f"{past.times:,}")
    return lengths(past.seconds) if past.seconds >= 1 else translate("Outbox", "< 1 s")


def result(past: PastRound) -> tuple[str, Tone, str]:
    """Icon, tone and words of how a round ended."""
    if past.code == STOPPED:
        return "pause", "ink2", translate("Outbox", "You stopped it")
    if past.code:
        return "cloud-off", "send", messages.of_code(past.code)
    attention = past.conflicts + past.refused + past.held
    if attention:
        words = translate("Outbox", "Needs attention: {n}").format(n=attention)
        return "triangle-alert", "attn", words
    if past.photos_failed:
        words = translate("Outbox", "Photos that did not go yet: {n}").format(n=past.photos_failed)
        return "refresh-cw", "attn", words
    return "circle-check", "done", translate("Outbox", "All went well")
