"""The words of notices, and where each leads. They lie on a lock screen: no person is named."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.notices import Kind, Notice, Subject
from desktop.ui.wording import village
from desktop.words import translate

_PLACES = {Kind.ASSIGNED: "cases", Kind.DUE: "cases", Kind.ATTENTION: "attention",
           Kind.STUCK: "outbox"}  # fmt: skip


def words_of(notices: Sequence[Notice]) -> str:
    """All that is news, a line each."""
    return "\n".join(_line(notice) for notice in notices)


def target(notices: Sequence[Notice]) -> tuple[str, dict[str, str]]:
    """The page that a click leads to, and what it is to show: one case, where it is about one."""
    notice = notices[0]
    place = _PLACES[notice.kind]
    only = notice.subjects[0]
    if len(notices) == 1 and len(notice.subjects) == 1 and place == "cases" and only.case:
        return place, {"authority": only.authority, "case": only.case}
    return place, {}


def kind_word(kind: Kind) -> str:
    """A kind of notice as a choice."""
    return {
        Kind.ASSIGNED: translate("Notices", "Cases newly assigned to me"),
        Kind.DUE: translate("Notices", "Cases due by tomorrow, once each morning"),
        Kind.ATTENTION: translate("Notices", "Work that needs attention"),
        Kind.STUCK: translate("Notices", "Photos that cannot be sent"),
    }[kind]


def _line(notice: Notice) -> str:
    count = len(notice.subjects)
    if count == 1:
        return _one(notice.kind, _of(notice.subjects[0]))
    words = {
        Kind.ASSIGNED: translate("Notices", "{n} new cases were assigned to you"),
        Kind.DUE: translate("Notices", "{n} cases are due by the next working day"),
        Kind.ATTENTION: translate("Notices", "{n} of your acts need attention"),
        Kind.STUCK: translate("Notices", "{n} photos cannot be sent; they are kept here"),
    }
    return words[notice.kind].format(n=f"{count:,}")


def _one(kind: Kind, of: str) -> str:
    words = {
        Kind.ASSIGNED: translate("Notices", "A new case was assigned to you"),
        Kind.DUE: translate("Notices", "A case is due by the next working day"),
        Kind.ATTENTION: translate("Notices", "One of your acts needs attention"),
        Kind.STUCK: translate("Notices", "A photo cannot be sent; it is kept here"),
    }
    return f"{words[kind]}: {of}" if of else words[kind]


def _of(subject: Subject) -> str:
    """Type and village: never what was reported, nor who reported it."""
    return " · ".join(part for part in (subject.type, village(subject.village)) if part)
