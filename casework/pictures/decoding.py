"""Opening a picture from hostile bytes: what it is, its size and pixels, or a clear refusal."""

from __future__ import annotations

import io
import warnings
from typing import Final, Literal

import pillow_heif
from PIL import Image, ImageOps

PictureFormat = Literal["jpeg", "png", "webp", "heic", "gif"]
Reason = Literal[
    "empty", "not_a_picture", "video", "unsupported", "too_many_pixels", "truncated", "damaged",
    "too_heavy", "too_slow", "crashed",
]  # fmt: skip

MAX_PIXELS: Final = 120_000_000
"""Most pixels that are decoded: a phone's 108 MP camera fits, a decompression bomb does not."""

_PILLOW_NAMES: Final[dict[PictureFormat, str]] = {
    "jpeg": "JPEG",
    "png": "PNG",
    "webp": "WEBP",
    "heic": "HEIF",
    "gif": "GIF",
}
_HEIC_BRANDS: Final = {b"heic", b"heix", b"heim", b"heis", b"mif1", b"mif2"}
_VIDEO_BRANDS: Final = {
    b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"qt  ",
    b"3gp4", b"3gp5", b"3gp6", b"3g2a", b"hevc", b"hevx", b"msf1", b"dash", b"mmp4",
}  # fmt: skip

_ORIENTATION: Final = 0x0112  # EXIF 2.3, table 4

pillow_heif.register_heif_opener()


class NotAPicture(ValueError):
    """The bytes are no photo that can be used; `reason` is a code for which the desk has words.

    empty, not_a_picture, video, unsupported (a picture of another kind), too_many_pixels,
    truncated (cut off before anything can be shown), damaged. Who decodes in a process apart adds:
    too_heavy (more memory than it may take), too_slow, crashed (the decoder broke down).
    """

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


def sniff(data: bytes) -> PictureFormat:
    """The format by the first bytes, never by a file name.

    Raises NotAPicture: empty, not_a_picture, video, unsupported, truncated.
    """
    if not data:
        raise NotAPicture("empty")
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp":
        return _sniff_iso_media(data)
    if data.startswith(b"\x1aE\xdf\xa3") or (data[:4] == b"RIFF" and data[8:12] == b"AVI "):
        raise NotAPicture("video")
    if data.startswith((b"II*\0", b"MM\0*", b"BM", b"\0\0\x01\0", b"8BPS", b"%PDF")):
        raise NotAPicture("unsupported")
    if _is_a_beginning(data):
        raise NotAPicture("truncated")
    raise NotAPicture("not_a_picture")


def _sniff_iso_media(data: bytes) -> PictureFormat:
    """HEIC, video and AVIF share one container (ISO/IEC 14496-12); the major brand tells."""
    brand = data[8:12]
    if brand in _HEIC_BRANDS:
        return "heic"
    if brand in _VIDEO_BRANDS:
        raise NotAPicture("video")
    raise NotAPicture("unsupported" if len(brand) == 4 else "truncated")


def _is_a_beginning(data: bytes) -> bool:
    """Whether fewer bytes are here than a signature has, and they fit one."""
    return len(data) < 12 and any(
        signature.startswith(data) for signature in (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8")
    )


def open_checked(data: bytes, kind: PictureFormat) -> Image.Image:
    """Open the header only, and refuse a decompression bomb before any pixel is decoded.

    Raises NotAPicture: too_many_pixels, truncated, damaged; MemoryError, which says nothing of
    the file.
    """
    try:
        with warnings.catch_warnings():
            # Our own limit is checked below; Pillow's lower one only warns.
            warnings.simplefilter("ignore", category=Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=[_PILLOW_NAMES[kind]])
    except Image.DecompressionBombError as error:
        raise NotAPicture("too_many_pixels") from error
    except MemoryError:
        raise
    except Exception as error:  # decoders of hostile bytes raise anything
        raise NotAPicture(why_it_fails(data, kind)) from error
    width, height = image.size
    if width <= 0 or height <= 0:
        raise NotAPicture("damaged")
    if width * height > MAX_PIXELS:
        raise NotAPicture("too_many_pixels")
    return image


def why_it_fails(data: bytes, kind: PictureFormat) -> Reason:
    """ "truncated" where the file lacks its end, else "damaged"."""
    return "damaged" if is_whole(data, kind) else "truncated"


def is_whole(data: bytes, kind: PictureFormat) -> bool:
    """Whether the bytes end as a file of this format does."""
    if kind == "jpeg":
        return b"\xff\xd9" in data[-4096:]
    if kind == "png":
        return b"IEND" in data[-64:]
    if kind == "gif":
        return data.rstrip(b"\0").endswith(b";")
    if kind == "webp":
        return len(data) >= 8 + int.from_bytes(data[4:8], "little")
    return _iso_boxes_are_whole(data)


def _iso_boxes_are_whole(data: bytes) -> bool:
    at = 0
    while at + 8 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        if size == 1 and at + 16 <= len(data):
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        if size == 0:
            return True
        if size < 8:
            return False
        at += size
    return at == len(data)


def upright_pixels(
    data: bytes, kind: PictureFormat, *, draft_side: int | None = None
) -> tuple[Image.Image, bool]:
    """The first frame as RGB, turned upright, and whether the file was cut off.

    `draft_side` lets the JPEG decoder work at a fraction of the size as long as the longest side
    stays at least that many pixels; others decode in full. A JPEG cut off in its pixels is filled
    up with grey by its decoder; any other format that is cut off can't be shown.

    Raises NotAPicture: too_many_pixels, truncated, damaged; MemoryError.
    """
    try:
        return _load(open_checked(data, kind), draft_side), False
    except (NotAPicture, MemoryError):
        raise
    except Exception as error:
        if kind != "jpeg" or is_whole(data, kind):
            raise NotAPicture(why_it_fails(data, kind)) from error
    try:
        # An end marker makes the decoder fill the missing rows instead of waiting for them.
        return _load(open_checked(data + b"\xff\xd9" * 8, kind), draft_side), True
    except (NotAPicture, MemoryError):
        raise
    except Exception as error:
        raise NotAPicture("truncated") from error


def _load(image: Image.Image, draft_side: int | None) -> Image.Image:
    if draft_side is not None:
        # The decoder keeps both sides at least as long as asked for, so ask for this shape.
        longest = max(image.size)
        width, height = (max(1, draft_side * side // longest) for side in image.size)
        image.draft("RGB", (width, height))
    image.load()
    # pillow-heif turns a HEIC upright itself and resets the tag.
    upright: Image.Image = image
    if image.getexif().get(_ORIENTATION, 1) != 1:
        upright = ImageOps.exif_transpose(image)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        layered = upright.convert("RGBA")
        ground = Image.new("RGBA", layered.size, "white")
        return Image.alpha_composite(ground, layered).convert("RGB")
    return upright if upright.mode == "RGB" else upright.convert("RGB")
