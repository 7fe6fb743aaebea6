"""Acts from a page: what was done in words with the way back, and why something was not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casework.case import Case, Role
from casework.workflow import RULES, fits, may
from desktop import messages
from desktop.acting import ActReport
from desktop.errors import DeskError
from desktop.ui.bridge import Bridge
from desktop.ui.services import WindowServices
from desktop.ui.widgets.keys import both_keys
from desktop.ui.wording import act_word
from desktop.words import translate

if TYPE_CHECKING:
    from desktop.evidence import PreparedPhoto

KEYS = {
    "accept": "A",
    "record_fix": "D",
    "comment": "C",
    "assign": "G",
    "forward": "F",
    "start": "S",
    "reject": "R",
    "follow_up": "W",
    "retype": "T",
    "set_due": "U",
    "reopen": "O",
    "attach_photo": "P",
}
"""The letter of each act, by kind."""

ICONS = {
    "report": "circle-dashed",
    "import": "download",
    "accept": "check",
    "assign": "user-plus",
    "unassign": "user",
    "set_unit": "building-2",
    "start": "wrench",
    "record_fix": "camera",
    "close": "circle-check",
    "reject": "ban",
    "forward": "forward",
    "invite": "users",
    "follow_up": "eye",
    "reopen": "rotate-ccw",
    "retype": "tag",
    "set_priority": "flag",
    "set_due": "calendar-clock",
    "edit_report": "pencil",
    "correct_location": "map-pin",
    "comment": "message-square",
    "attach_photo": "image-plus",
    "merge": "merge",
    "part": "split",
    "rate": "star",
    "redact": "eye-off",
    "undo": "undo-2",
}
"""The icon of each act, by kind."""

NEED_MORE = frozenset({"assign", "forward", "reject", "retype", "set_due", "follow_up", "reopen"})
"""Acts that ask for something first, in a panel."""


def can(
    case: Case | None,
    kind: str,
    role: Role,
    username: str,
    acts_for: frozenset[str] = frozenset(),
) -> bool:
    """Whether a screen should offer an act now. The rules themselves have the last word."""
    if case is None or not may(role, kind) or not fits(case, kind):
        return False
    return _is_ones_own(case, kind, role, acts_for | {username})


def _is_ones_own(case: Case, kind: str, role: Role, whose: frozenset[str]) -> bool:
    return role != Role.OFFICER or RULES[kind].anyone_here or case.officer in whose


def why_not(
    case: Case, kind: str, role: Role, username: str, acts_for: frozenset[str] = frozenset()
) -> str:
    """Why a screen does not offer an act now, in the words of the rules."""
    if not may(role, kind):
        return messages.of_refusal("role")
    if not _is_ones_own(case, kind, role, acts_for | {username}):
        return messages.of_refusal("not_yours")
    if case.forwarded_to and case.state in RULES[kind].states:
        return messages.of_refusal("state_forwarded")
    return messages.of_refusal(f"state_{case.state}")


def button_word(kind: str) -> str:
    """What the button of an act says."""
    words = {
        "accept": translate("Acts", "Accept"),
        "record_fix": translate("Acts", "Record fix"),
        "comment": translate("Acts", "Comment"),
        "assign": translate("Acts", "Assign"),
        "forward": translate("Acts", "Forward"),
        "start": translate("Acts", "Start work"),
        "reject": translate("Acts", "Not a matter for us"),
        "follow_up": translate("Acts", "Follow up"),
        "retype": translate("Acts", "Change type"),
        "set_due": translate("Acts", "Change due date"),
        "reopen": translate("Acts", "Reopen"),
        "attach_photo": translate("Acts", "Attach photo"),
    }
    return words.get(kind, act_word(kind))


def tip(kind: str) -> str:
    """The tooltip of an act's button: its name and key on both layouts."""
    key = KEYS.get(kind, "")
    return f"{button_word(kind)} ({both_keys(key)})" if key else button_word(kind)


def done_words(report: ActReport) -> str:
    """What was done, for the undo bar: 8 cases accepted."""
    count = len({(o.authority, o.case) for o in report.done})
    photos = sum(len(getattr(o.payload, "photos", ())) for o in report.done)
    if count == 1:
        return _one_done(report.kind) + _still_to_send(photos)
    return _many_done(report.kind).format(n=count)


def _one_done(kind: str) -> str:
    words = {
        "accept": translate("Acts", "Case accepted"),
        "assign": translate("Acts", "Case assigned"),
        "start": translate("Acts", "Work started"),
        "record_fix": translate("Acts", "Fix saved"),
        "reject": translate("Acts", "Marked as not a matter for us"),
        "forward": translate("Acts", "Case forwarded"),
        "follow_up": translate("Acts", "Marked to be followed up"),
        "reopen": translate("Acts", "Case reopened"),
        "retype": translate("Acts", "Type changed"),
        "set_due": translate("Acts", "Due date changed"),
        "comment": translate("Acts", "Comment saved"),
        "attach_photo": translate("Acts", "Photo attached"),
        "undo": translate("Acts", "Taken back"),
    }
    return words.get(kind, act_word(kind))


def _still_to_send(photos: int) -> str:
    """Photos are kept here, which is not the same as sent: that is never left open."""
    if not photos:
        return ""
    return " · " + translate("Acts", "photos still to be sent: {n}").format(n=photos)


def _many_done(kind: str) -> str:
    words = {
        "accept": translate("Acts", "{n} cases accepted"),
        "assign": translate("Acts", "{n} cases assigned"),
        "reject": translate("Acts", "{n} cases marked as not a matter for us"),
        "forward": translate("Acts", "{n} cases forwarded"),
        "retype": translate("Acts", "Type of {n} cases changed"),
        "set_due": translate("Acts", "Due date of {n} cases changed"),
        "undo": translate("Acts", "{n} taken back"),
    }
    return words.get(kind, translate("Acts", "{n} cases saved"))


def refusal_words(report: ActReport) -> str:
    """Why something was not done; "" when all of it was."""
    if not report.not_done:
        return ""
    _, why = report.not_done[0]
    text = messages.of_result(why)
    if len(report.not_done) == 1:
        return text
    return translate("Acts", "{n} cases were left as they are. {why}").format(
        n=len(report.not_done), why=text
    )


def choose_photos(window: WindowServices) -> list[Path]:
    """Let the person choose photos from files."""
    title = translate("CasePage", "Choose photos")
    pattern = translate("CasePage", "Photos (*.jpg *.jpeg *.png *.heic *.heif *.webp)")
    return window.choose_files(title, pattern)


def prepare_all(
    files: list[Path], prepare: Callable[[Path], PreparedPhoto]
) -> tuple[list[PreparedPhoto], list[str]]:
    """Take photos in one by one; what is no photo gets its sentence and hinders no other."""
    good: list[PreparedPhoto] = []
    bad: list[str] = []
    for path in files:
        try:
            good.append(prepare(path))
        except DeskError as error:
            bad.append(messages.sentence(error))
    return good, bad


class Acting:
    """Runs acts for a page: off the main thread, then the undo bar, or why not, beside the acts."""

    def __init__(
        self, bridge: Bridge, window: WindowServices, problem: Callable[[str], None]
    ) -> None:
        """`problem` shows a sentence beside the acts; "" takes it away."""
        self._bridge = bridge
        self._window = window
        self._problem = problem

    def act(
        self,
        cases: Sequence[Case],
        kind: str,
        values: Mapping[str, Any] | None = None,
        then: Callable[[ActReport], None] | None = None,
        **more: Any,
    ) -> None:
        """Do an act; `then` gets the report when at least one case took it."""
        desk = self._bridge.desk
        if kind == "assign":
            officer = str((values or {}).get("officer", ""))
            self.run(lambda: desk.assign(cases, officer), then)
        else:
            self.run(lambda: desk.act(cases, kind, values, **more), then)

    def attach(self, case: Case, files: list[Path]) -> None:
        """Attach photos to a case; what is no photo is told, and hinders no other."""
        desk = self._bridge.desk

        def prepare() -> tuple[list[PreparedPhoto], list[str]]:
            return prepare_all(files, lambda path: desk.prepare_photo(path, case))

        def prepared(found: tuple[list[PreparedPhoto], list[str]]) -> None:
            photos, bad = found
            if photos:
                self.run(lambda: desk.attach(case, photos))
            if bad:
                self._problem("\n".join(bad))

        self._bridge.picture(prepare, prepared, self._failed)

    def run(
        self, work: Callable[[], ActReport], then: Callable[[ActReport], None] | None = None
    ) -> None:
        """Run what makes a report on the writing thread, then say what came of it."""
        self._problem("")
        self._bridge.write(work, lambda report: self._done(report, then), self._failed)

    def _done(self, report: ActReport, then: Callable[[ActReport], None] | None) -> None:
        self._problem(refusal_words(report))
        if not report.done:
            return
        undo = None if report.kind == "undo" else lambda: self.take_back(report)
        self._window.show_undo(done_words(report), undo)
        if then is not None:
            then(report)

    def take_back(self, report: ActReport) -> None:
        """Undo what a report says was done."""
        desk = self._bridge.desk
        self.run(lambda: desk.take_back(report.done))

    def _failed(self, error: Exception) -> None:
        self._problem(messages.sentence(error))
