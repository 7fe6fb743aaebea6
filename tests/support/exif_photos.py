"""Photos with the EXIF that a phone writes."""

from __future__ import annotations

import io

from PIL import Image

Angle = tuple[float, float, float]


def jpeg_with_exif(
    *,
    lon: float | None = None,
    lat: float | None = None,
    taken: str = "",
    camera: tuple[str, str] = ("", ""),
    size: tuple[int, int] = (320, 240),
) -> bytes:
    """A JPEG; (lon, lat) WGS 84 degrees, `taken` as EXIF writes it, camera (maker, model)."""
    tags = Image.Exif()
    for number, text in zip((0x010F, 0x0110), camera, strict=True):
        if text:
            tags[number] = text
    if taken:
        tags.get_ifd(0x8769)[0x9003] = taken
    if lon is not None and lat is not None:
        gps = tags.get_ifd(0x8825)
        gps[1], gps[2] = ("S" if lat < 0 else "N"), _angle(abs(lat))
        gps[3], gps[4] = ("W" if lon < 0 else "E"), _angle(abs(lon))
    out = io.BytesIO()
    Image.new("RGB", size, (90, 120, 60)).save(out, "JPEG", exif=tags.tobytes())
    return out.getvalue()


def _angle(value: float) -> Angle:
    whole = int(value)
    minutes = int((value - whole) * 60)
    return float(whole), float(minutes), round((value - whole - minutes / 60) * 3600, 4)
