"""Makes `resources/demo/`: outlines, staff, cases and pictures. Run it again after any change.

    .venv/bin/python -m tools.make_demo            everything
    .venv/bin/python -m tools.make_demo --text     without the pictures

The result is the same on every run (fixed seeds), so a change shows in the diff.
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path
from typing import Any

from tools import demo_places as ground
from tools import demo_words as words
from tools.demo_cases import compose
from tools.demo_scenes import AFTER_SCENES, SCENES, scene_svg

DEMO = Path(__file__).resolve().parent.parent / "resources" / "demo"
_SIZE = (1280, 960)
_QUALITY = 76

# After-pictures for the officer to drop on a fix: file, scene, its number, another
# place of its kind, and the frame (left, top, width of 400), as the officer stands closer.
CAMERA = [
    ("pothole-a.jpg", "pothole", 1, 0, (72, 58, 318)),
    ("pothole-b.jpg", "pothole", 1, 5, (0, 0, 400)),
    ("pothole-c.jpg", "pothole", 1, 9, (0, 0, 400)),
    ("lamp-a.jpg", "lamp", 1, 0, (130, 50, 250)),
    ("drain-a.jpg", "drain", 1, 0, (0, 90, 280)),
    ("rubbish-a.jpg", "rubbish", 1, 3, (0, 0, 400)),
]


def main() -> None:
    """Write the demo's files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--text", action="store_true", help="leave the pictures as they are")
    only_text = parser.parse_args().text
    DEMO.mkdir(parents=True, exist_ok=True)
    ground.write_outlines(DEMO / "outlines.geojson")
    _write_json(DEMO / "staff.json", staff())
    cases = compose()
    _write_json(DEMO / "cases.json", cases)
    print(f"{len(cases)} cases")
    if not only_text:
        print(f"{paint_all()} pictures")


def staff() -> dict[str, Any]:
    """The authority, its units, villages and people."""
    return {
        "authority": {
            "code": "huaitawan",
            "name": "อบต.ห้วยตะวัน",
            "name_en": "Huai Tawan Subdistrict Administrative Organization",
            "subdistrict": ground.SUBDISTRICT[0],
            "district": ground.DISTRICT,
            "province": ground.PROVINCE,
        },
        "units": words.UNITS,
        "villages": [
            {"number": number, "name": names[0], "name_en": names[1]}
            for number, names in ground.VILLAGES.items()
        ],
        "staff": words.STAFF,
    }


def paint_all() -> int:
    """Paint every scene and the officer's camera; returns how many pictures there are."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication

    application = QGuiApplication.instance() or QGuiApplication([])
    count = 0
    for folder in ("photos", "camera"):
        (DEMO / folder).mkdir(exist_ok=True)
    for name, numbers in SCENES.items():
        for number in range(1, numbers + 1):
            for role in ("before", "after") if name in AFTER_SCENES else ("before",):
                svg = scene_svg(name, number, role == "after")
                _paint(svg, DEMO / "photos" / f"{name}-{number}-{role}.jpg")
                count += 1
    for file, name, number, view, frame in CAMERA:
        _paint(scene_svg(name, number, True, other_view=view, frame=frame), DEMO / "camera" / file)
        count += 1
    del application
    return count


def _paint(svg: str, path: Path) -> None:
    from PySide6.QtCore import QByteArray, QRectF
    from PySide6.QtGui import QImage, QImageWriter, QPainter
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(QByteArray(svg.encode()))
    if not renderer.isValid():
        raise ValueError(f"{path.name}: not a valid picture")
    image = QImage(*_SIZE, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, *_SIZE))
    painter.end()
    writer = QImageWriter(str(path), QByteArray(b"jpeg"))
    writer.setQuality(_QUALITY)
    if not writer.write(image):
        raise OSError(f"{path}: {writer.errorString()}")


def _write_json(path: Path, content: Any) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
