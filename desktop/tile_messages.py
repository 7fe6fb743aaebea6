"""The sentences about packages of map tiles. `messages` gives them with all others."""

from __future__ import annotations

from desktop.words import translate


def tiles() -> dict[str, str]:
    """Sentences about map packages, by code."""
    return {**_refused(), **_of_this_computer()}


def _refused() -> dict[str, str]:
    return {
        "tiles_not_package": translate(
            "Messages",
            "This file is not a map package. Nothing was changed. "
            "Please choose a file that ends in .mbtiles or .pmtiles.",
        ),
        "tiles_cut": translate(
            "Messages",
            "The map package is cut off: its end is missing. Nothing was changed. "
            "Please copy or download it again.",
        ),
        "tiles_damaged": translate(
            "Messages",
            "The map package is damaged, so it was not installed. Nothing was changed. "
            "Please copy it again, or ask for a new one.",
        ),
        "tiles_empty": translate(
            "Messages", "There are no map tiles in this package. Nothing was changed."
        ),
        "tiles_bad": translate(
            "Messages",
            "The package has something other than map tiles in it, so it was not installed. "
            "Nothing was changed. Please ask whoever made it.",
        ),
        "tiles_other_projection": translate(
            "Messages",
            "This map is drawn in another projection and would not fit the cases. "
            "Nothing was changed. Please ask for it in Web Mercator (EPSG:3857).",
        ),
        "tiles_other_version": translate(
            "Messages",
            "This package is of another version of PMTiles. Nothing was changed. "
            "Please ask for version 3 (pmtiles convert makes it).",
        ),
        "tiles_other_packing": translate(
            "Messages",
            "This package is compressed in a way that this program can't read. "
            "Nothing was changed. Please ask for it with gzip.",
        ),
        "tiles_other_format": translate(
            "Messages",
            "The tiles of this package are of a kind that this program can't show. "
            "Nothing was changed. PNG, JPEG, WebP and vector tiles (MVT) can be shown.",
        ),
        "tiles_already": translate(
            "Messages", "This map package is installed already. Nothing was changed."
        ),
    }


def _of_this_computer() -> dict[str, str]:
    return {
        "tiles_no_room": translate(
            "Messages",
            "There is not enough room on this computer for the map package. Nothing was changed "
            "and your work is safe. Please make {megabytes} MB free and try again.",
        ),
        "tiles_unreadable": translate(
            "Messages",
            "The file could not be read. Nothing was changed. Is the stick or disk still in?",
        ),
        "tiles_not_written": translate(
            "Messages",
            "The map package could not be written to this computer. Nothing was changed and "
            "your work is safe. Please tell the administrator.",
        ),
        "tiles_not_removed": translate(
            "Messages",
            "The map package could not be removed just now. Please close other windows of this "
            "program and try again.",
        ),
        "tiles_stopped": translate(
            "Messages", "Stopped. Nothing was installed; the maps are as they were."
        ),
    }
