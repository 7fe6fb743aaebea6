"""Small pieces of wording that several pages share: time, distance, states, acts."""

from __future__ import annotations

from datetime import timedelta

from casework.thai import MICROSECONDS, day_text, local, time_text
from desktop.reports import text
from desktop.ui.theme import mark_style
from desktop.words import language, translate

MINUTE = 60 * MICROSECONDS
HOUR = 60 * MINUTE
DAY = 24 * HOUR
masked_phone = text.masked_phone
"""As papers and lists say a telephone number."""


def ago(at: int, now: int) -> str:
    """How long ago a time was, in the largest unit: 12 minutes, 3 hours, 2 days."""
    passed = max(0, now - at)
    if passed < MINUTE:
        return translate("Wording", "just now")
    return length(passed) if passed < 60 * DAY else day_text(at, language())


def length(passed: int) -> str:
    """A length of time (µs) in its largest unit: 14 minutes, 3 hours, 2 days."""
    if passed < HOUR:
        return translate("Wording", "{n} min").format(n=passed // MINUTE)
    if passed < DAY:
        return translate("Wording", "{n} h").format(n=passed // HOUR)
    return translate("Wording", "{n} days").format(n=passed // DAY)


def moment(at: int, now: int) -> str:
    """A time in a history: today 09:21, 22 Nov 16:40, with the year where it is another."""
    then, today = local(at), local(now)
    if then.date() == today.date():
        return translate("Wording", "today {time}").format(time=time_text(at))
    if then.date() == today.date() - timedelta(days=1):
        return translate("Wording", "yesterday {time}").format(time=time_text(at))
    same_year = then.year == today.year
    return f"{day_text(at, language(), year=not same_year)} {time_text(at)}"


def due_text(due_at: int, now: int) -> str:
    """When a case is due: overdue by two days, due today, due tomorrow, due 27 Nov."""
    days = (local(due_at).date() - local(now).date()).days
    if due_at < now:
        late = max(1, -days)
        return translate("Wording", "overdue {n} days").format(n=late)
    if days == 0:
        return translate("Wording", "due today")
    if days == 1:
        return translate("Wording", "due tomorrow")
    same_year = local(due_at).year == local(now).year
    return translate("Wording", "due {day}").format(
        day=day_text(due_at, language(), year=not same_year)
    )


def distance(metres: float) -> str:
    """A distance with its unit: 12 m, 600 m, 1.8 km."""
    if metres < 1000:
        return translate("Wording", "{n} m").format(n=round(metres))
    return translate("Wording", "{n} km").format(n=f"{metres / 1000:.1f}")


def size(count: int) -> str:
    """A number of bytes in MB or KB."""
    if count >= 1_000_000:
        return f"{count / 1_000_000:.1f} MB"
    return f"{max(1, round(count / 1000)) if count else 0} KB"


def village(number: str) -> str:
    """A village by its number, as addresses name it: Moo 3, หมู่ 3."""
    return translate("Wording", "Moo {n}").format(n=number) if number else ""


def reopened_text(times: int) -> str:
    """That a case was reopened, and how often where it was more than once."""
    if times < 2:
        return mark_style("reopened").word
    return translate("Wording", "Reopened {n} times").format(n=times)


def act_word(kind: str) -> str:
    """What an act is called in a history or the outbox; an unknown kind keeps its own name."""
    words = {
        "report": translate("Act", "Reported"),
        "import": translate("Act", "Taken over from Traffy Fondue"),
        "accept": translate("Act", "Accepted"),
        "assign": translate("Act", "Assigned"),
        "unassign": translate("Act", "Assignment taken back"),
        "set_unit": translate("Act", "Given to a unit"),
        "start": translate("Act", "Work started"),
        "record_fix": translate("Act", "Fix recorded"),
        "close": translate("Act", "Closed"),
        "reject": translate("Act", "Not a matter for us"),
        "forward": translate("Act", "Forwarded"),
        "invite": translate("Act", "Another authority invited"),
        "follow_up": translate("Act", "To be followed up"),
        "reopen": translate("Act", "Reopened"),
        "retype": translate("Act", "Type changed"),
        "set_priority": translate("Act", "Priority changed"),
        "set_due": translate("Act", "Due date changed"),
        "edit_report": translate("Act", "Report corrected"),
        "correct_location": translate("Act", "Place corrected"),
        "comment": translate("Act", "To the reporter"),
        "staff_comment": translate("Act", "For staff only"),
        "attach_photo": translate("Act", "Photos attached"),
        "merge": translate("Act", "Merged"),
        "part": translate("Act", "Parted"),
        "rate": translate("Act", "Rated"),
        "redact": translate("Act", "Personal data removed"),
        "undo": translate("Act", "Undone"),
    }
    return words.get(kind, kind)


def field_word(name: str) -> str:
    """What a field of a case is called."""
    words = {
        "state": translate("Field", "State"),
        "label": translate("Field", "Label"),
        "types": translate("Field", "Type"),
        "unit": translate("Field", "Unit"),
        "officer": translate("Field", "Officer"),
        "priority": translate("Field", "Priority"),
        "due_at": translate("Field", "Due"),
        "parent": translate("Field", "Main case"),
        "forwarded_to": translate("Field", "Forwarded to"),
        "ticket.lon": translate("Field", "Longitude"),
        "ticket.lat": translate("Field", "Latitude"),
        "ticket.place": translate("Field", "Place"),
        "ticket.description": translate("Field", "Report"),
    }
    return words.get(name, name)


def role_word(role: str) -> str:
    """What a role is called."""
    words = {
        "officer": translate("Role", "Officer"),
        "clerk": translate("Role", "Clerk"),
        "supervisor": translate("Role", "Supervisor"),
        "administrator": translate("Role", "Administrator"),
        "auditor": translate("Role", "Auditor"),
        "leader": translate("Role", "Leader"),
    }
    return words.get(role, role)
