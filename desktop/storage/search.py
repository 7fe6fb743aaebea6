"""Search in the words of cases: folded text, from one character up.

Three characters and more go through FTS5 trigrams, which match nothing below three; shorter ones
are looked for in the folded text itself.
"""

from __future__ import annotations

from casework.case import Case
from casework.thai import fold

TRIGRAM = 3
_MAX_TERMS = 12


def searched_text(case: Case) -> str:
    """The words of a case by which it is found, folded; parts are kept apart by line ends."""
    ticket = case.ticket
    parts = [
        ticket.number, ticket.description, ticket.place, ticket.address, ticket.reporter_name,
        ticket.reporter_phone,
    ]  # fmt: skip
    parts += [event.text for event in case.history if event.text]
    return "\n".join(fold(part.replace("\x00", " ")) for part in parts if part)


def terms(text: str) -> list[str]:
    """What is looked for: every term must occur, in any order."""
    return fold(text.replace("\x00", " ")).split(" ")[:_MAX_TERMS] if text.strip() else []


def conditions(text: str) -> tuple[list[str], list[str]]:
    """SQL conditions on `cases.key` and their values for what a person typed."""
    sql: list[str] = []
    values: list[str] = []
    wanted = [term for term in terms(text) if term]
    long = [term for term in wanted if len(term) >= TRIGRAM]
    if long:
        sql.append("key IN (SELECT rowid FROM search WHERE search MATCH ?)")
        values.append(" AND ".join('"' + term.replace('"', '""') + '"' for term in long))
    short = [term for term in wanted if len(term) < TRIGRAM]
    if short:
        found = " AND ".join("instr(text, ?) > 0" for _ in short)
        sql.append(f"key IN (SELECT rowid FROM search WHERE {found})")
        values += short
    return sql, values
