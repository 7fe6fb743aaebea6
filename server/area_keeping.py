"""Adding area packages to an authority, and taking them away."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from server import accounts, area_files, area_packing, areas, schema
from server.area_files import Wishes
from server.errors import UsageError

MOST_PACKAGES = 20
_t = schema.areas.c


def add(
    connection: Connection,
    authority: str,
    key: str,
    name: str,
    source: str,
    packed: area_packing.Packed,
    now: int,
) -> dict[str, Any]:
    """Keep a package under `key`, in place of an earlier one; what it is, for the administrator.

    Raises UsageError.
    """
    accounts.need_authority(connection, authority)
    if len(packed.body) > area_packing.MOST_PACKED:
        raise UsageError("areas_too_much", most=area_packing.MOST_PACKED // 1_000_000)
    connection.execute(schema.areas.delete().where(_t.authority == authority, _t.id == key))
    if len(areas.packages(connection, authority)) >= MOST_PACKAGES:
        raise UsageError("areas_packages", most=MOST_PACKAGES)
    row = {
        "authority": authority, "id": key, "name": name, "source": source,
        "sha256": hashlib.sha256(packed.body).hexdigest(), "body": packed.body,
        "count": packed.count, "points": packed.points, "added_at": now,
    }  # fmt: skip
    connection.execute(schema.areas.insert().values(row))
    accounts.touch_settings(connection, authority)
    return {
        "id": key, "name": name, "areas": packed.count, "points": packed.points,
        "bytes": len(packed.body), "simplified_metres": packed.metres,
    }  # fmt: skip


def remove(connection: Connection, authority: str, key: str) -> None:
    """Take a package away; desks drop it at their next contact. Raises UsageError."""
    accounts.need_authority(connection, authority)
    gone = connection.execute(schema.areas.delete().where(_t.authority == authority, _t.id == key))
    if not gone.rowcount:
        raise UsageError("no_areas", id=key, code=authority)
    accounts.touch_settings(connection, authority)


def pack_file(path: Path, wishes: Wishes, metres: float) -> area_packing.Packed:
    """Read a file and make it small. Takes seconds to minutes. Raises UsageError."""
    return area_packing.pack(area_files.read(path, wishes), metres)
