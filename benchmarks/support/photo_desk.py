"""A desk of its own with photos as phones take them, for timing how they are shown."""

from __future__ import annotations

import io
from pathlib import Path

import msgspec
from PIL import Image

from casework import wire
from casework.case import Role
from desktop.desk import Desk
from desktop.storage import keys
from desktop.storage.profile import Profile

SIDES = (4000, 3000)
"""Twelve megapixels."""


def open_desk(folder: Path) -> Desk:
    """A desk as signing in leaves it, encrypted, with no server behind."""
    folder.mkdir(parents=True)
    profile = Profile(folder)
    desk = Desk(profile, keys.create_key(profile, "a passphrase", b"r" * 32))
    account = wire.Account(username="anan", name="อนันต์", role=str(Role.OFFICER), authority="HT")
    settings = wire.DeskSettings(
        version=1, account=account, authority="HT", authority_name="อบต.ห้วยตะวัน"
    )
    desk.cache.put_many(
        {
            "account": msgspec.to_builtins(account), "server": "s1", "epoch": 1, "device": "d1",
            "server_url": "http://127.0.0.1:9", "settings": msgspec.to_builtins(settings),
        }
    )  # fmt: skip
    return desk


def photo(kind: str, seed: int) -> bytes:
    """A photo of twelve megapixels with the grain of a camera, "JPEG" or "HEIF", 3 to 4 MB."""
    import pillow_heif

    pillow_heif.register_heif_opener()
    rough = Image.effect_noise((SIDES[0] // 4, SIDES[1] // 4), 30 + seed)
    grain = rough.resize(SIDES, Image.Resampling.BICUBIC)
    sky = Image.linear_gradient("L").resize(SIDES)
    picture = Image.merge("RGB", (grain, sky, Image.blend(grain, sky, 0.5)))
    out = io.BytesIO()
    picture.save(out, kind, quality=88 if kind == "JPEG" else 80)
    return out.getvalue()
