"""Operations and pictures for tests."""

from __future__ import annotations

import hashlib
import io
import os
import time
from typing import Any

from PIL import Image

from casework.case import Case
from casework.identifiers import uuid7
from casework.operations import NewPhoto, Operation


def now() -> int:
    """The time in µs UTC."""
    return time.time_ns() // 1000


def picture(seed: int = 0, size: int = 64) -> bytes:
    """A small JPEG, another one for each seed."""
    image = Image.new("RGB", (size, size), ((seed * 37) % 256, (seed * 91) % 256, 128))
    out = io.BytesIO()
    image.save(out, "JPEG", comment=f"picture {seed}".encode())
    return out.getvalue()


def big_picture(seed: int = 0) -> bytes:
    """A JPEG of some hundred kilobytes."""
    image = Image.frombytes("RGB", (400, 400), hashlib.shake_256(bytes([seed])).digest(480_000))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=95)
    return out.getvalue()


def sha256_of(data: bytes) -> str:
    """The hash that names the bytes."""
    return hashlib.sha256(data).hexdigest()


def new_photo(data: bytes) -> NewPhoto:
    """A photo as an operation names it."""
    return NewPhoto(sha256=sha256_of(data), name="photo.jpg", size=len(data))


def operation(case: Case, what: Any, by: str, device: str, **more: Any) -> Operation:
    """An operation on the case as it is now."""
    values: dict[str, Any] = {
        "id": uuid7(now(), os.urandom(10)),
        "authority": case.authority,
        "case": case.id,
        "kind": what.KIND,
        "payload": what,
        "actor": by,
        "device": device,
        "seq": 1,
        "made_at": now(),
        "base_version": case.version,
    }
    return Operation(**(values | more))
