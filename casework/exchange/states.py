"""From Traffy Fondue's labels and machine words to the kind of state.

The label is what people see, so it decides; labels are an open set (each organisation adds its
own), and for an unknown one the machine word decides, else a guess by the words in it.
"""

from __future__ import annotations

from casework.case import State

LABELS: dict[str, State] = {
    "รอรับเรื่อง": State.WAITING,
    "เปิดเรื่องใหม่": State.WAITING,
    "รับเรื่อง": State.IN_PROGRESS,
    "รับเรื่องแล้ว": State.IN_PROGRESS,
    "กำลังดำเนินการ": State.IN_PROGRESS,
    "จัดทำนโยบาย": State.IN_PROGRESS,
    "ศึกษาปัญหา": State.IN_PROGRESS,
    "ของบประมาณ": State.IN_PROGRESS,
    "ส่งต่อ": State.FORWARDED,
    "ส่งต่อ(ใหม่)": State.FORWARDED,
    "ส่งเรื่องแล้ว": State.FORWARDED,
    "ติดตามเรื่อง": State.FOLLOWED_UP,
    "เสร็จสิ้น": State.DONE,
    "ไม่เกี่ยวข้อง": State.REJECTED,
    "ไม่เกี่ยวข้อง/ยกเลิก": State.REJECTED,
    "ยกเลิก": State.REJECTED,
}

MACHINE: dict[str, State] = {
    "start": State.WAITING,
    "report": State.WAITING,
    "waiting": State.WAITING,
    "open": State.WAITING,
    "inprogress": State.IN_PROGRESS,
    "in_progress": State.IN_PROGRESS,
    "in progress": State.IN_PROGRESS,
    "forward": State.FORWARDED,
    "forwarded": State.FORWARDED,
    "follow": State.FOLLOWED_UP,
    "followed_up": State.FOLLOWED_UP,
    "finish": State.DONE,
    "finished": State.DONE,
    "done": State.DONE,
    "irrelevant": State.REJECTED,
    "rejected": State.REJECTED,
}

# Looked for in an unknown label, in this order; what matches none of them is work in progress,
# because an organisation that chose a label has the case in hand.
_GUESSES: tuple[tuple[str, State], ...] = (
    ("ไม่เกี่ยวข้อง", State.REJECTED),
    ("ยกเลิก", State.REJECTED),
    ("ไม่รับเรื่อง", State.REJECTED),
    ("ไม่เสร็จ", State.IN_PROGRESS),
    ("ยังไม่", State.IN_PROGRESS),
    ("เสร็จ", State.DONE),
    ("ยุติเรื่อง", State.DONE),
    ("ปิดเรื่อง", State.DONE),
    ("ติดตาม", State.FOLLOWED_UP),
    ("ส่งต่อ", State.FORWARDED),
    ("ส่งเรื่อง", State.FORWARDED),
    ("รอรับ", State.WAITING),
    ("เปิดเรื่องใหม่", State.WAITING),
    ("เปิดซ้ำ", State.WAITING),
)

_STAGES = {State.WAITING: 0, State.DONE: 2, State.REJECTED: 2}


def stage_of(state: State) -> int:
    """The coarse order of states: 0 report, 1 in progress, 2 finished."""
    return _STAGES.get(state, 1)


def _compact(label: str) -> str:
    return label if " " not in label else "".join(label.split())


def read_state(label: str, machine: str) -> tuple[State, int, str]:
    """Kind, stage (0 to 2) and a note ("" when nothing was odd) for a label and a machine word.

    The stage is the machine word's where there is one, because that is what Traffy orders by.
    """
    word = MACHINE.get(machine.strip().lower()) if machine else None
    known = LABELS.get(label) or LABELS.get(_compact(label)) or MACHINE.get(label.lower())
    if known is not None:
        stage = stage_of(word if word is not None else known)
        differs = word is not None and stage_of(word) != stage_of(known)
        return known, stage, "status_differs" if differs else ""
    if word is not None:
        return word, stage_of(word), "unknown_label" if label else "state_from_status"
    if not label and not machine:
        return State.WAITING, 0, "state_missing"
    text = label or machine
    guess = next((kind for part, kind in _GUESSES if part in text), State.IN_PROGRESS)
    return guess, stage_of(guess), "state_guessed"
