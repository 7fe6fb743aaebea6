"""What settling several items one way comes to, in words, before anything is saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from casework.apply import Conflict, Refusal
from desktop.messages import of_code, of_result
from desktop.resolving import Decision, How
from desktop.storage.records import Sending
from desktop.ui.pages.attention_words import (
    Known,
    asked_fields,
    comment_words,
    moved_line,
    theirs_of,
    value_text,
)
from desktop.ui.widgets.rows import Tone
from desktop.ui.wording import act_word, field_word
from desktop.words import translate

HIDDEN = frozenset({"accepted_at", "started_at", "finished_at", "label", "members", "reopen_count"})


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One item of the preview: its case in a line, and what becomes of it."""

    sentence: str
    words: str
    icon: str
    tone: Tone


def line_of(known: Known, decision: Decision, how: How) -> PlanLine:
    """What becomes of one item."""
    title = " · ".join(part for part in (known.item.number, known.item.sentence) if part)
    left = decision.left_of_mine
    if left == "undecided":
        stays = translate("Attention", "Stays here: {why}")
        return PlanLine(title, stays.format(why=_why(known, decision)), "triangle-alert", "attn")
    if left == "comment":
        words = decision.payload.text if decision.payload is not None else ""
        kept = translate("Attention", "Kept as a comment for staff: “{words}”")
        return PlanLine(title, kept.format(words=one_line(words)), "message-square", "accent-t")
    if left == "act" and decision.payload is not None:
        values = _values(known, decision) or act_word(decision.payload.KIND)
        if how == How.THEIRS:
            mine = translate("Attention", "of yours: {values}").format(values=values)
            values = f"{_as_theirs(known)} · {mine}"
        return PlanLine(title, values, "check", "done")
    return PlanLine(title, _given_up(known, how), "undo-2", "ink2")


def summary(decisions: Sequence[Decision], how: How) -> str:
    """How many go which way."""
    number = {"act": 0, "comment": 0, "nothing": 0, "undecided": 0}
    for decision in decisions:
        number[decision.left_of_mine] += 1
    words = {
        "act": translate("Attention", "theirs, with what fits of yours: {n}")
        if how == How.THEIRS
        else translate("Attention", "done as you wanted: {n}"),
        "comment": translate("Attention", "kept as comments: {n}"),
        "nothing": translate("Attention", "left as the authority has them: {n}"),
        "undecided": translate("Attention", "not possible so, stay here: {n}"),
    }
    return " · ".join(text.format(n=number[key]) for key, text in words.items() if number[key])


def words_lost(known: Sequence[Known], decisions: Sequence[Decision]) -> str:
    """The own words of acts that are given up, a line each, so that they can be kept elsewhere."""
    by_id = {k.id: k for k in known}
    lines = [
        f"{d.item.number}: {d.item.operation.payload.text.strip()}"
        for d in decisions
        if d.left_of_mine == "nothing"
        and d.item.operation.id in by_id
        and d.item.operation.payload.text.strip()
    ]
    return "\n".join(lines)


def comments_of(known: Sequence[Known]) -> dict[str, str]:
    """What each act would say as a comment, by operation id."""
    return {k.id: comment_words(k) for k in known}


def one_line(text: str) -> str:
    """Words without their line breaks."""
    return " ".join(text.split())


def _values(known: Known, decision: Decision) -> str:
    assert decision.payload is not None
    return " · ".join(
        f"{field_word(name)} {value_text(known, name, change.new)}"
        for name, change in decision.payload.fields.items()
        if name not in HIDDEN
    )


def _as_theirs(known: Known) -> str:
    values = " · ".join(
        f"{field_word(name)} {value_text(known, name, theirs_of(known, name))}"
        for name in asked_fields(known.item)
    )
    return translate("Attention", "As the authority has it: {values}").format(values=values)


def _given_up(known: Known, how: How) -> str:
    item = known.item
    if how == How.MINE:
        return translate("Attention", "The case is as you wanted already.")
    if item.sending == Sending.CONFLICT and not item.gone:
        return _as_theirs(known)
    given = translate("Attention", "Yours is given up: {act}").format(
        act=act_word(item.operation.kind)
    )
    text = one_line(item.operation.payload.text)
    return f"{given} “{text}”" if text else given


def _why(known: Known, decision: Decision) -> str:
    why = decision.why
    if isinstance(why, Refusal | Conflict):
        return of_result(why)
    if why == "case_gone" and known.item.gone:
        return moved_line(known)
    return of_code(why or "unexpected")
