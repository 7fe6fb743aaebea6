"""What a case page shows of one case, gathered on a worker thread and put into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from casework.apply import NEVER_UNDONE
from casework.case import Audience, Case, Event, Photo, PhotoRole, Role, State
from casework.thai import date_text, day_text, time_text
from casework.workflow import RULES
from desktop import messages
from desktop.desk import Desk
from desktop.storage.records import PhotoState, PhotoUpload
from desktop.ui.fix_words import work_notes
from desktop.ui.pages.acts import ICONS, can, why_not
from desktop.ui.photo_truth import PhotoTruth, truth_of
from desktop.ui.whence import Whence, whence
from desktop.ui.widgets.timeline import HistoryEntry
from desktop.ui.wording import act_word, field_word, moment
from desktop.words import language, translate

# Labels that say no more than the state itself.
_PLAIN_LABELS = frozenset(
    {
        "รอรับเรื่อง", "เปิดเรื่องใหม่", "กำลังดำเนินการ", "ส่งต่อ", "ติดตาม", "ติดตามเรื่อง", "เสร็จสิ้น",
        "ไม่เกี่ยวข้อง", "รับเรื่อง",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case with what this desk knows around it.

    `unsent` holds the ids of operations that the server does not have, `uploads` the photos of
    this desk by SHA-256, `numbers` ticket numbers by case id of the group, `names` people's.
    `acts_for` are those for whom the person stands in, until `until`; `gone` says that the case is
    with somebody else now, and here only for work of one's own on it. `start` is from
    where its distance is told. `sending` says that photos are still to be sent.
    """

    case: Case
    username: str
    role: Role
    unsent: frozenset[str] = frozenset()
    attention: bool = False
    uploads: Mapping[str, PhotoUpload] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    drafted: bool = False
    acts_for: frozenset[str] = frozenset()
    until: date | None = None
    gone: bool = False
    start: Whence | None = None
    sending: bool = False

    @property
    def stands_in(self) -> bool:
        """Whether the person works on this case in its officer's place."""
        return self.case.officer != self.username and self.case.officer in self.acts_for

    def can(self, kind: str) -> bool:
        """Whether to offer an act now."""
        if self.gone and not RULES[kind].anyone_here:
            return False
        return can(self.case, kind, self.role, self.username, self.acts_for)

    def why_not(self, kind: str) -> str:
        """Why an act is not offered now."""
        if self.gone:
            return messages.of_refusal("moved")
        return why_not(self.case, kind, self.role, self.username, self.acts_for)


def load(
    desk: Desk, authority: str, case_id: str, fix: tuple[float, float] | None = None
) -> CaseView | None:
    """Gather everything about a case; None where it is not on this desk. Slow: worker thread.

    `fix` is where the computer is, (lon, lat), where that is known.
    """
    case = desk.case(authority, case_id)
    if case is None:
        return None
    waiting = [i for i in desk.outbox() if i.operation.case == case_id]
    open_ = [i for i in waiting if i.operation.authority == authority]
    group = [(authority, other) for other in (case.parent, *case.members) if other]
    people = {
        case.officer, *(e.actor for e in case.history), *(e.for_officer for e in case.history),
    } - {""}  # fmt: skip
    return CaseView(
        case=case,
        username=desk.account.username,
        role=desk.role,
        unsent=frozenset(i.operation.id for i in open_ if i.sending in ("waiting", "unknown")),
        attention=any(i.operation.case == case_id for i in desk.attention()),
        uploads={u.sha256: u for u in desk.cache.uploads_of(case_id) if u.authority == authority},
        numbers={c.id: c.ticket.number for c in desk.cache.many(group)},
        names={name: desk.name_of(name, language()) for name in people},
        drafted=desk.cache.draft(authority, case_id, "fix") is not None,
        acts_for=desk.acts_for(),
        until=desk.stands_in_until(case.officer),
        gone=desk.cache.is_gone(authority, case_id),
        start=whence(desk, fix),
        sending=any(p.state != PhotoState.VERIFIED for i in open_ for p in i.photos),
    )


def stands_in_text(view: CaseView) -> str:
    """In whose place the person works on the case, and until when."""
    name = view.names.get(view.case.officer, view.case.officer)
    if view.until is None:
        return translate("CasePage", "for {name}").format(name=name)
    text = translate("CasePage", "for {name} until {day}")
    return text.format(name=name, day=date_text(view.until, language(), year=False))


def own_label(case: Case) -> str | None:
    """The authority's own label where it says more than the state, else None."""
    return case.label if case.label and case.label not in _PLAIN_LABELS else None


# -- photos -----------------------------------------------------------------------------------


def photo_caption(view: CaseView, photo: Photo, now: int) -> str:
    """Where a photo comes from and when: reporter · 20 Nov 07:15."""
    event = view.case.event(photo.event) if photo.event else None
    at = photo.taken_at or photo.added_at or (event.at if event else None)
    if photo.role == PhotoRole.BEFORE:
        who = translate("CasePhotos", "reporter")
        at = at or view.case.ticket.reported_at
    else:
        who = _person(view, event) if event else ""
    return " · ".join(part for part in (who, moment(at, now) if at else "") if part)


def photo_truth(view: CaseView, photo: Photo) -> PhotoTruth:
    """Where the bytes of a photo are, as this desk knows it."""
    upload = view.uploads.get(photo.sha256)
    return truth_of(photo, upload, unsent=photo.event in view.unsent)


def evidence_awaited(view: CaseView) -> bool:
    """Whether the case is done while the server has not checked all photos of the work."""
    after = view.case.photos_of(PhotoRole.AFTER)
    return view.case.state == State.DONE and any(
        photo.sha256 and not photo_truth(view, photo).safe for photo in after
    )


# -- history ----------------------------------------------------------------------------------


def history(view: CaseView, now: int) -> list[tuple[Event, HistoryEntry]]:
    """The history, newest first, in words."""
    undone = {e.undoes for e in view.case.history if e.undoes}
    shown = [(event, _entry(view, event, event.id in undone, now)) for event in view.case.history]
    shown.sort(key=lambda pair: pair[0].at, reverse=True)
    return shown


def can_undo(view: CaseView, event: Event) -> bool:
    """Whether to offer this person to take back that line of the history."""
    if event.kind in NEVER_UNDONE or event.via or event.undoes:
        return False
    if any(e.undoes == event.id for e in view.case.history):
        return False
    return event.actor == view.username


def _entry(view: CaseView, event: Event, undone: bool, now: int) -> HistoryEntry:
    unsent = event.id in view.unsent
    notes = [*work_notes(event), *_change_notes(view, event)]
    if event.audience == Audience.STAFF and event.kind == "comment":
        notes.append(translate("CaseHistory", "Staff only; the reporter does not see this"))
    if event.via:
        main = view.numbers.get(event.via, "")
        notes.append(translate("CaseHistory", "With the main case {number}").format(number=main))
    if undone:
        notes.append(translate("CaseHistory", "Taken back later"))
    if unsent:
        notes.append(
            translate("CaseHistory", "Kept on this computer; it goes when there is a signal")
        )
    return HistoryEntry(
        icon=ICONS.get(event.kind, "info"),
        title=_title(view, event),
        who=_person(view, event),
        when=moment(event.at, now),
        quote=f"“{event.text}”" if event.text else "",
        note=" · ".join(notes),
        unsent=unsent,
        photos=_photos_of(view, event),
    )


def _photos_of(view: CaseView, event: Event) -> tuple[str, ...]:
    """The photos that came with an act; those of the reporter with the report."""
    wanted = set(event.photos)
    if event.kind in ("report", "import"):
        before = view.case.photos_of(PhotoRole.BEFORE)
        wanted |= {photo.key for photo in before if not photo.event}
    return tuple(
        p.sha256
        for p in view.case.photos
        if p.sha256 and not p.withdrawn and (p.key in wanted or p.event == event.id)
    )


def _title(view: CaseView, event: Event) -> str:
    if event.kind == "comment" and event.audience == Audience.STAFF:
        return act_word("staff_comment")
    if event.kind == "attach_photo":
        return translate("CaseHistory", "{n} photos attached").format(n=len(event.photos))
    if event.kind == "undo":
        target = view.case.event(event.undoes)
        what = act_word(target.kind) if target else ""
        return translate("CaseHistory", "Taken back: {act}").format(act=what)
    title = act_word(event.kind)
    if event.kind == "record_fix" and event.photos:
        more = translate("CaseHistory", "{n} photos").format(n=len(event.photos))
        return f"{title} · {more}"
    return title


def _person(view: CaseView, event: Event | None) -> str:
    if event is None:
        return ""
    who = _actor(view, event)
    if not event.for_officer:
        return who
    if event.for_officer == view.username:
        return translate("CaseHistory", "{who} for you").format(who=who)
    known = view.names.get(event.for_officer, event.for_officer)
    other = event.for_name if known == event.for_officer and event.for_name else known
    return translate("CaseHistory", "{who} for {other}").format(who=who, other=other)


def _actor(view: CaseView, event: Event) -> str:
    if event.actor and event.actor == view.username:
        return translate("CaseHistory", "you")
    if event.kind in ("report", "import") and not event.actor:
        how = channel_word(view.case.ticket.channel)
        return translate("CaseHistory", "the reporter {channel}").format(channel=how).strip()
    return event.name or view.names.get(event.actor, event.actor)


def _change_notes(view: CaseView, event: Event) -> list[str]:
    """What an act changed, where its title does not say it."""
    notes = []
    for name in ("officer", "unit", "types", "due_at", "forwarded_to", "priority"):
        change = event.fields.get(name)
        if change is not None and change.new not in (None, "", ()):
            notes.append(f"{field_word(name)} {value_words(view, name, change.new)}")
    return notes


def value_words(view: CaseView, name: str, value: object) -> str:
    """A field's value for reading."""
    if name == "due_at" and isinstance(value, int):
        return day_text(value, language())
    if name == "types" and isinstance(value, list | tuple):
        return ", ".join(str(one) for one in value)
    if name == "officer":
        return view.names.get(str(value), str(value))
    return str(value)


# -- facts ------------------------------------------------------------------------------------


def day_and_time(at: int) -> str:
    """A day with its year, and the time of day."""
    text = translate("CaseFacts", "{day} at {time}")
    return text.format(day=day_text(at, language()), time=time_text(at))


def channel_word(channel: str) -> str:
    """How a report came."""
    words = {
        "line": translate("CaseFacts", "by LINE"),
        "phone": translate("CaseFacts", "by telephone"),
        "counter": translate("CaseFacts", "at the counter"),
        "traffy": translate("CaseFacts", "by Traffy Fondue"),
    }
    return words.get(channel.lower(), channel)
