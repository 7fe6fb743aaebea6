"""One tile of a map as bare pixels, from bytes that may be anything."""

from __future__ import annotations

from PIL import Image

from casework.pictures.decoding import NotAPicture, open_checked, sniff, why_it_fails


def tile_pixels(data: bytes, most_side: int) -> tuple[int, int, bytes]:
    """(width, height, RGBA row by row); see-through parts stay so. Never enlarges.

    Raises NotAPicture: also too_many_pixels for one longer than `most_side` on a side;
    MemoryError, which says nothing of the file.
    """
    kind = sniff(data)
    image = open_checked(data, kind)
    if max(image.size) > most_side:
        raise NotAPicture("too_many_pixels")
    try:
        image.load()
        pixels: Image.Image = image.convert("RGBA")
    except MemoryError:
        raise
    except Exception as error:  # decoders of hostile bytes raise anything
        raise NotAPicture(why_it_fails(data, kind)) from error
    return pixels.width, pixels.height, pixels.tobytes()
