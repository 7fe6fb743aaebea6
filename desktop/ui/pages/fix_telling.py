"""What a filled-in fix page tells the record: whether it tells enough, its words, and its work."""

from __future__ import annotations

from casework.acts import Work
from casework.amounts import materials_text, total_baht
from casework.fixing import CANNOT, PARTLY
from desktop.ui.pages.fix_draft import FixDraft
from desktop.words import translate


def missing(draft: FixDraft) -> str:
    """What is to be told before the fix can be saved, "" where nothing is."""
    if draft.result == CANNOT and not draft.text.strip():
        return translate("FixPage", "Please say in a few words why it cannot be done.")
    if draft.says_nothing:
        return translate("FixPage", "Please add a photo, or say in a few words what was done.")
    return ""


def words_of(draft: FixDraft) -> str:
    """What the reporter reads: what was done, and what of it is left."""
    text, left = draft.text.strip(), " ".join(draft.left.split())
    if draft.result != PARTLY or not left:
        return text
    rest = translate("FixPage", "Left to do: {left}").format(left=left)
    return f"{text}\n{rest}".strip()


def work_of(draft: FixDraft) -> Work:
    """What it took, for the record. The amounts were checked before."""
    return Work(
        materials=materials_text(draft.materials, translate("FixPage", "baht")),
        cost_baht=total_baht(draft.materials),
        done_by=draft.done_by,
        result=draft.result,
    )
