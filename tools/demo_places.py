"""The invented subdistrict of the demo: its outlines, roads, water and named places.

The shapes are drawn on a sheet whose unit is 9 metres, y growing southwards, and laid on
WGS 84 around (lon 101.2, lat 16.4). Neighbouring villages share every vertex of their edge.
"""

from __future__ import annotations

import json
import math
import random
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]

METRES_PER_UNIT = 9.0
ORIGIN_XY = (930.0, 420.0)
ORIGIN_LON_LAT = (101.2, 16.4)

SUBDISTRICT = ("ห้วยตะวัน", "Huai Tawan")
DISTRICT = "เวียงตะวัน"
PROVINCE = "ภูตะวัน"

_CORNERS: dict[str, Point] = {
    "A": (518, 146), "B": (757, 96), "C": (1007, 122), "D": (1228, 86), "E": (1328, 246),
    "F": (1299, 487), "G": (1330, 620), "H": (1180, 735), "I": (975, 733), "J": (827, 716),
    "K": (608, 746), "L": (498, 575), "M": (538, 386), "P": (778, 296), "Q": (968, 305),
    "R": (792, 436), "S": (870, 527), "T": (1130, 380), "V": (1010, 610), "W": (1180, 585),
}  # fmt: skip
_RINGS = {
    "1": "SVIJK",
    "2": "MPRSKL",
    "3": "QTFWVS",
    "4": "CDEFTQ",
    "5": "BCQP",
    "6": "PQSR",
    "7": "ABPM",
    "8": "FGHIVW",
}
_OUTER = "ABCDEFGHIJKLM"

VILLAGES: dict[str, tuple[str, str]] = {
    "1": ("บ้านตลาดเช้า", "Ban Talat Chao"),
    "2": ("บ้านท่าเรือ", "Ban Tha Ruea"),
    "3": ("บ้านห้วยตะวัน", "Ban Huai Tawan"),
    "4": ("บ้านคลองไผ่", "Ban Khlong Phai"),
    "5": ("บ้านโคกดิน", "Ban Khok Din"),
    "6": ("บ้านเนินสะแก", "Ban Noen Sakae"),
    "7": ("บ้านสวนยาง", "Ban Suan Yang"),
    "8": ("บ้านไร่ปลายนา", "Ban Rai Plai Na"),
}

# Places that a report may name, besides those that only one report names.
PLACES: dict[str, list[str]] = {
    "1": ["ตลาดเช้า", "ซอยหลังตลาด", "ร้านเจ๊หมวย", "หน้าสถานีอนามัยเก่า", "วัดตลาดเช้า",
          "ซอยโรงน้ำแข็ง", "ร้านถ่ายเอกสารหน้าตลาด", "บ้านผู้ใหญ่หมู่ 1"],
    "2": ["ร้านป้าแดง", "สะพานท่าเรือ", "ศาลาริมน้ำ", "ซอยท่าทราย", "ตลาดนัดท่าเรือ",
          "โรงเรียนบ้านท่าเรือ", "ร้านซ่อมรถลุงแก้ว", "คุ้มวัดใหม่"],
    "3": ["หน้าวัดห้วยตะวัน", "ที่ทำการ อบต.", "โรงเรียนบ้านห้วยตะวัน", "รพ.สต.ห้วยตะวัน",
          "ศูนย์พัฒนาเด็กเล็ก", "ซอยลุงหมาน", "ปั๊มหลอดหมู่ 3", "ป่าช้าห้วยตะวัน"],
    "4": ["โรงเรียนบ้านคลองไผ่", "สะพานคลองไผ่", "สนามกีฬาคลองไผ่", "ฝายน้ำล้น",
          "ร้านค้าชุมชนคลองไผ่", "ซอยบ้านสวน", "คุ้มเหนือคลองไผ่", "ป้อมยามคลองไผ่"],
    "5": ["แยกศาลาประชาคม", "โรงสีโคกดิน", "สระน้ำโคกดิน", "วัดโคกดิน", "ซอยบ้านกลาง",
          "โรงเรียนบ้านโคกดิน", "ท้ายบ้านโคกดิน"],
    "6": ["แยกต้นสะแกใหญ่", "วัดเนินสะแก", "ซอยบ้านผู้ใหญ่", "ศาลาประชาคมเนินสะแก",
          "ร้านก๋วยเตี๋ยวป้านวล", "ลานตากข้าว", "ซอยบ่อน้ำเก่า"],
    "7": ["ทางเข้าสวนยาง", "โรงรับซื้อน้ำยาง", "ศาลารอรถสวนยาง", "ซอยน้ำซับ",
          "โค้งเขาน้อย", "ที่พักสงฆ์สวนยาง"],
    "8": ["ทางโค้งไร่ปลายนา", "ซอยไร่มะขาม", "ศาลากลางบ้านไร่ปลายนา", "ไร่อ้อยลุงสิงห์",
          "สะพานไม้", "ลานมันปลายนา"],
}  # fmt: skip

RIVER: list[Point] = [
    (448, 283), (520, 268), (600, 266), (690, 286), (780, 315), (860, 322), (960, 306),
    (1040, 298), (1105, 338), (1150, 400), (1195, 436), (1262, 430), (1320, 402), (1366, 366),
]  # fmt: skip
ROADS: list[tuple[str, str, list[Point]]] = [
    ("ถนนสายหลัก", "Main road",
     [(468, 694), (560, 628), (690, 540), (840, 432), (955, 392), (1090, 345), (1220, 296),
      (1366, 246)]),
    ("ถนนสายสวนยาง", "Suan Yang road",
     [(748, 86), (776, 172), (808, 258), (830, 360), (840, 432)]),
    ("ถนนสายไร่ปลายนา", "Rai Plai Na road",
     [(955, 392), (1000, 462), (1048, 536), (1120, 582), (1200, 640), (1240, 690)]),
    ("ถนนตลาดเช้า", "Talat Chao road", [(1048, 536), (985, 622), (905, 690), (850, 714)]),
    ("ถนนคลองไผ่เหนือ", "Khlong Phai Nuea road",
     [(1128, 330), (1160, 244), (1140, 116)]),
    ("ทางเข้าท่าเรือ", "Tha Ruea lane", [(690, 540), (640, 450), (538, 386)]),
    ("ทางโคกดินใน", "Inner Khok Din lane", [(808, 258), (880, 200), (960, 180), (1010, 122)]),
]  # fmt: skip
POND = (1088.0, 226.0, 52.0, 26.0)
GREENS: list[tuple[str, str, list[Point]]] = [
    ("ป่าชุมชนท่าเรือ", "Tha Ruea community forest",
     [(570, 416), (640, 388), (730, 392), (812, 460), (840, 520), (846, 590), (780, 650),
      (690, 684), (616, 646), (590, 540)]),
    ("ทุ่งนาคลองไผ่", "Khlong Phai fields",
     [(1050, 146), (1140, 138), (1240, 180), (1272, 250), (1240, 330), (1190, 366),
      (1150, 330), (1110, 250)]),
    ("ไร่ปลายนา", "Plai Na fields",
     [(1066, 540), (1160, 516), (1270, 560), (1296, 620), (1200, 690), (1090, 640)]),
]  # fmt: skip

# Places whose position the pictures of the pages rely on.
_FIXED: dict[str, Point] = {
    "หน้าวัดห้วยตะวัน": (958, 394),
    "ที่ทำการ อบต.": (1000, 458),
    "หน้า รร.บ้านคลองไผ่": (1204, 290),
    "โรงเรียนบ้านคลองไผ่": (1206, 290),
    "สะพานคลองไผ่": (1092, 344),
    "สระน้ำโคกดิน": (900, 188),
    "หน้าตลาดเช้า": (930, 668),
    "ตลาดเช้า": (926, 672),
    "สะพานท่าเรือ": (664, 500),
    "แยกต้นสะแกใหญ่": (838, 430),
}


def lon_lat(point: Point) -> tuple[float, float]:
    """Lay a sheet point on the globe: (lon, lat) in WGS 84 degrees, six decimals."""
    metres_east = (point[0] - ORIGIN_XY[0]) * METRES_PER_UNIT
    metres_north = (ORIGIN_XY[1] - point[1]) * METRES_PER_UNIT
    lat = ORIGIN_LON_LAT[1] + metres_north / 110_650.0
    lon = ORIGIN_LON_LAT[0] + metres_east / (111_320.0 * math.cos(math.radians(16.4)))
    return round(lon, 6), round(lat, 6)


def village_ring(village: str) -> list[Point]:
    """The outline of a village on the sheet, not closed."""
    return _ring(_RINGS[village])


def subdistrict_ring() -> list[Point]:
    """The outline of the whole subdistrict on the sheet, not closed."""
    return _ring(_OUTER)


def inside(point: Point, ring: list[Point]) -> bool:
    """Whether a point lies in a ring (even-odd rule)."""
    x, y = point
    found = False
    for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            found = not found
    return found


def place_point(village: str, place: str) -> Point:
    """Where a place lies on the sheet: always the same, on a road where one is near."""
    ring = village_ring(village)
    fixed = _FIXED.get(place)
    if fixed is not None and inside(fixed, ring):
        return fixed
    rng = random.Random(f"place {village} {place}")
    roads = [p for _, _, line in ROADS for p in _smooth(line) if _well_inside(p, ring, 12)]
    if roads and rng.random() < 0.6:
        return rng.choice(roads)
    return _anywhere(ring, rng)


def near(village: str, point: Point, metres: float, rng: random.Random) -> Point:
    """A point at most `metres` away that is still in the village."""
    ring = village_ring(village)
    for _ in range(50):
        turn, far = rng.random() * math.tau, rng.random() * metres / METRES_PER_UNIT
        found = (point[0] + far * math.cos(turn), point[1] + far * math.sin(turn))
        if _well_inside(found, ring, 1.5):
            return found
    return point


def write_outlines(path: Path) -> None:
    """Write the ground as GeoJSON; one feature a line, so that changes can be read."""
    features = [_feature("subdistrict", SUBDISTRICT, _polygon(subdistrict_ring()))]
    for village, names in VILLAGES.items():
        features.append(_feature("village", names, _polygon(village_ring(village)), village))
    features.append(_feature("river", ("คลองไผ่", "Khlong Phai"), _line(_smooth(RIVER))))
    for name_th, name_en, line in ROADS:
        features.append(_feature("road", (name_th, name_en), _line(_smooth(line))))
    pond = [
        (
            POND[0] + POND[2] * math.cos(a / 24 * math.tau),
            POND[1] + POND[3] * math.sin(a / 24 * math.tau),
        )
        for a in range(24)
    ]
    features.append(_feature("pond", ("หนองไผ่", "Nong Phai"), _polygon(pond)))
    for name_th, name_en, ring in GREENS:
        closed = _smooth([ring[-1], *ring, ring[0], ring[1]])
        features.append(_feature("green", (name_th, name_en), _polygon(closed[8:-9])))
    lines = ",\n".join(json.dumps(f, ensure_ascii=False) for f in features)
    path.write_text(
        f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}\n', encoding="utf-8"
    )


def _feature(
    kind: str, names: tuple[str, str], geometry: dict[str, Any], village: str = ""
) -> dict[str, Any]:
    properties = {"kind": kind, "village": village, "name_th": names[0], "name_en": names[1]}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _polygon(ring: list[Point]) -> dict[str, Any]:
    """A GeoJSON polygon: closed, counter-clockwise on the globe (RFC 7946, 3.1.6)."""
    points = [lon_lat(p) for p in ring]
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*points, points[0]]))
    if area < 0:
        points.reverse()
    return {"type": "Polygon", "coordinates": [[list(p) for p in [*points, points[0]]]]}


def _line(points: list[Point]) -> dict[str, Any]:
    return {"type": "LineString", "coordinates": [list(lon_lat(p)) for p in points]}


def _ring(corners: str) -> list[Point]:
    ring: list[Point] = []
    for a, b in pairwise(corners + corners[0]):
        ring.extend(_edge(a, b)[:-1])
    return ring


def _edge(a: str, b: str) -> list[Point]:
    """A border from corner to corner, wandering a little, the same from both sides."""
    first, last = sorted((a, b))
    points = [_CORNERS[first], _CORNERS[last]]
    rng = random.Random(f"edge {first}{last}")
    for _ in range(3):
        bent: list[Point] = [points[0]]
        for p, q in pairwise(points):
            push = rng.uniform(-0.07, 0.07)
            middle = ((p[0] + q[0]) / 2 - (q[1] - p[1]) * push,
                      (p[1] + q[1]) / 2 + (q[0] - p[0]) * push)  # fmt: skip
            bent += [middle, q]
        points = bent
    return points if a == first else points[::-1]


def _smooth(line: list[Point]) -> list[Point]:
    """A Catmull-Rom curve through the points, eight steps a span."""
    padded = [line[0], *line, line[-1]]
    curve: list[Point] = []
    for p0, p1, p2, p3 in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        steps = [step / 8 for step in range(8)]
        curve += [
            (_spline(p0[0], p1[0], p2[0], p3[0], t), _spline(p0[1], p1[1], p2[1], p3[1], t))
            for t in steps
        ]
    return [*curve, line[-1]]


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
    )


def _anywhere(ring: list[Point], rng: random.Random) -> Point:
    xs, ys = [p[0] for p in ring], [p[1] for p in ring]
    while True:
        point = (rng.uniform(min(xs), max(xs)), rng.uniform(min(ys), max(ys)))
        if _well_inside(point, ring, 14):
            return point


def _well_inside(point: Point, ring: list[Point], margin: float) -> bool:
    x, y = point
    around = [(x + margin, y), (x - margin, y), (x, y + margin), (x, y - margin)]
    return all(inside(p, ring) for p in [point, *around])
