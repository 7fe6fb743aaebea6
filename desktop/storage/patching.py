"""Lines of a page made whole: what changed in a case, put onto what the server sent before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from casework import wire
from casework.case import Case
from casework.patches import PatchGap, patched
from desktop.storage.database import Connection, parts
from desktop.storage.packing import unpack_case


class Gaps(Exception):
    """Patches that do not fit what is held: these cases are to be asked for whole."""

    def __init__(self, ids: list[str]) -> None:
        """`ids` are those of the cases."""
        super().__init__(f"{len(ids)} cases")
        self.ids = ids


def whole(
    connection: Connection, lines: Sequence[wire.Line], instead: Mapping[str, Case] | None
) -> list[wire.Line]:
    """The lines with whole cases in place of patches. Raises Gaps.

    `instead` are the cases that were asked for because of gaps, None where nobody asked yet. A
    case that the server then did not give is out of scope by now: its line is dropped, and its
    tombstone is on its way.
    """
    patches = [line.patch for line in lines if line.patch is not None]
    if not patches:
        return list(lines)
    bases = _bases(connection, [patch.id for patch in patches])
    made: dict[str, Case] = {}
    missing: list[str] = []
    for patch in patches:
        try:
            made[patch.id] = patched(bases[patch.id], patch)
        except (KeyError, PatchGap):
            missing.append(patch.id)
    if missing and instead is None:
        raise Gaps(missing)
    made |= instead or {}
    return list(_lines(lines, made))


def _lines(lines: Iterable[wire.Line], made: Mapping[str, Case]) -> Iterable[wire.Line]:
    for line in lines:
        if line.patch is None:
            yield line
        elif line.patch.id in made:
            yield wire.Line(case=made[line.patch.id])


def _bases(connection: Connection, case_ids: Sequence[str]) -> dict[str, Case]:
    """What the server last sent of these cases, by id."""
    found: dict[str, Case] = {}
    for part, marks in parts(case_ids):
        rows = connection.execute(
            "SELECT id, iif(based = 1, base, view) FROM cases JOIN snapshots USING (key) "
            f"WHERE id IN ({marks})",
            part,
        )
        found |= {case_id: unpack_case(body) for case_id, body in rows if body is not None}
    return found
