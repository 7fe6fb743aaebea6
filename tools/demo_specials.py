"""The demo's hand-made cases: those of the officer's day, the morning's inbox, duplicates.

Hours are before now; a positive `due` lies ahead.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Special:
    """A case told in full; what is left empty the composer fills in."""

    village: str
    place: str
    types: list[str]
    unit: str
    text: str
    scene: str
    state: str
    hours: float
    officer: str = ""
    number: str = ""
    due: float | None = None
    reporter: str = ""
    phone: str = ""
    address: str = ""
    reopened: int = 0
    forwarded_to: str = ""
    offset_m: tuple[float, float] = (0.0, 0.0)
    members: list[tuple[str, float]] = field(default_factory=list)
    history: list[dict[str, Any]] = field(default_factory=list)
    no_place: bool = False
    scene_number: int = 0


OFFICER_DAY = [
    Special(
        "3", "หน้าวัดห้วยตะวัน", ["ถนน", "จุดเสี่ยง"], "กองช่าง",
        "ถนนเป็นหลุมลึกหน้าวัดห้วยตะวัน รถจักรยานยนต์ล้มแล้ว 2 คัน",
        "pothole", "in_progress", 98.75, "prasert", "2026-K7QWXA", -48.0, "มาลี", "081-000-4417",
        "ถนนสายบ้านห้วยตะวัน–คลองไผ่ หน้าวัด หมู่ 3", scene_number=1,
        members=[("หลุมหน้าวัดใหญ่มาก ล้อแม็กซ์คดเลยครับ", 80.5),
                 ("รถล้มหน้าวัดอีกแล้วค่ะ หลุมเดิมที่แจ้งไป", 52.2)],
        history=[
            {"kind": "accept", "actor": "wilaiporn", "hours_ago": 97.47, "text": "มอบหมายกองช่าง"},
            {"kind": "assign", "actor": "wilaiporn", "hours_ago": 97.45, "text": "",
             "to": "prasert"},
            {"kind": "start", "actor": "prasert", "hours_ago": 73.2, "text": ""},
            {"kind": "staff_comment", "actor": "surachai", "hours_ago": 66.1,
             "text": "ยางมะตอยสำเร็จรูปมาถึงคลังแล้ว 20 ถุง ใช้จุดนี้ก่อน"},
            {"kind": "comment", "actor": "prasert", "hours_ago": 41.33,
             "text": "กั้นกรวยและลงหินคลุกชั่วคราวแล้ว จะปูยางมะตอยเมื่อฝนหยุด ขอบคุณที่แจ้งครับ"},
        ],
    ),
    Special(
        "5", "แยกศาลาประชาคม", ["แสงสว่าง"], "กองช่าง",
        "ไฟทางดับ 4 ต้น ตั้งแต่แยกศาลาประชาคมถึงโรงเรียนบ้านโคกดิน",
        "lamp", "in_progress", 76.0, "prasert", "2026-L4MP9X", 24.0, scene_number=1,
    ),
    Special(
        "1", "หน้าตลาดเช้า", ["ท่อระบายน้ำ"], "กองช่าง",
        "ท่อระบายน้ำตันหน้าตลาดเช้า น้ำเอ่อเข้าบ้าน",
        "drain", "in_progress", 520.0, "prasert", "2026-D7RA2N", 48.0, reopened=2,
    ),
    Special(
        "7", "ทางเข้าสวนยาง", ["ต้นไม้"], "กองช่าง",
        "ต้นจามจุรีล้มขวางทางเข้าสวนยาง หลังพายุเมื่อคืน รถกระบะยังผ่านไม่ได้",
        "tree", "waiting", 3.0, "prasert", "2026-TR3E77", scene_number=1,
    ),
    Special(
        "2", "ตลาดนัดท่าเรือ", ["ขยะ"], "กองช่าง",
        "ถังขยะล้น ไม่มีรถเก็บมาสองสัปดาห์ ส่งกลิ่นเหม็น",
        "rubbish", "in_progress", 54.0, "prasert", "2026-B4N5WA", 72.0, scene_number=1,
    ),
    Special(
        "4", "สะพานคลองไผ่", ["น้ำท่วม"], "กองช่าง",
        "น้ำท่วมขังทางลงสะพานคลองไผ่ เด็กนักเรียนเดินไปโรงเรียนไม่ได้",
        "flood", "followed_up", 150.0, "prasert", "2026-F6HD42", 144.0, scene_number=1,
    ),
    Special(
        "1", "สนามเด็กเล่นตลาดเช้า", ["สัตว์"], "กองช่าง",
        "สุนัขจรจัดรวมฝูงข้างสนามเด็กเล่น ผู้ปกครองกังวล",
        "dogs", "forwarded", 100.0, "prasert", "2026-DQG5PK",
        forwarded_to="ปศุสัตว์อำเภอเวียงตะวัน", scene_number=1,
    ),
]  # fmt: skip

_W = "waiting"
INBOX = [
    Special("4", "หน้า รร.บ้านคลองไผ่", [], "",
            "ไฟส่องสว่างหน้าโรงเรียนบ้านคลองไผ่ดับ เด็กกลับบ้านมืด",
            "lamp", _W, 0.2, number="2026-V5KHQN", reporter="สุดา", scene_number=2),
    Special("4", "หน้า รร.บ้านคลองไผ่", [], "", "เสาไฟหน้าโรงเรียนไม่ติดมา 3 คืนแล้วค่ะ",
            "lamp", _W, 0.43, offset_m=(16.0, 8.0), scene_number=2),
    Special("4", "หน้า รร.บ้านคลองไผ่", ["แสงสว่าง"], "",
            "ไฟทางดับช่วงโค้งโรงเรียนคลองไผ่ มืดมาก อันตราย",
            "lamp", _W, 0.68, offset_m=(-58.0, 27.0), scene_number=2),
    Special("1", "ซอยหลังตลาด", [], "", "มีคนเอาขยะก่อสร้างมาทิ้งริมทางหลังตลาด",
            "rubbish", _W, 1.05, scene_number=2),
    Special("1", "ซอยหลังตลาด", [], "", "กองเศษปูนกับกระเบื้องหลังตลาด มีคนเอามาเทเมื่อคืน",
            "rubbish", _W, 1.9, offset_m=(11.0, -14.0), scene_number=2),
    Special("2", "ร้านป้าแดง", [], "", "ฝาท่อแตกหน้าร้านป้าแดง กลัวเด็กตก", "cover", _W, 1.2),
    Special("6", "ซอยบ่อน้ำเก่า", [], "", "สุนัขกัดเป็ดของชาวบ้าน ขอให้มาช่วยจับ",
            "dogs", _W, 2.0, scene_number=2),
    Special("7", "โค้งเขาน้อย", [], "", "ถนนลูกรังเป็นร่องลึก รถขนอ้อยผ่านไม่ได้",
            "laterite", _W, 2.3),
    Special("8", "ซอยไร่มะขาม", [], "", "น้ำประปาไม่ไหลทั้งหมู่บ้านตั้งแต่เช้า", "tap", _W, 3.0),
    Special("8", "ซอยไร่มะขาม", [], "", "ซอยไร่มะขามน้ำบ่มาเลยเด้อ รอตั้งแต่ตีห้า", "tap", _W, 2.6,
            offset_m=(30.0, 22.0)),
    Special("8", "ซอยไร่มะขาม", ["ประปา"], "", "ประปาหมู่ 8 หยุดอีกแล้ว ใครรู้บ้างว่าซ่อมเสร็จกี่โมง",
            "none", _W, 2.1, offset_m=(-44.0, 12.0)),
    Special("5", "วัดโคกดิน", [], "", "กิ่งไม้พาดสายไฟ ลมแรงแล้วมีประกายไฟ", "branch", _W, 4.0),
    Special("3", "ซอยลุงหมาน", [], "", "เผาหญ้าตอนกลางคืน ควันเข้าบ้าน คนแก่หายใจไม่ออก",
            "smoke", _W, 5.0),
    Special("3", "หน้าวัดห้วยตะวัน", ["ถนน"], "", "ถนนหน้าวัดยังเป็นหลุม แจ้งไปแล้วยังไม่มา",
            "pothole", _W, 6.0, offset_m=(21.0, 5.0), scene_number=1),
]  # fmt: skip

# Trouble that several people told of: the first is the main case, the others were merged into it.
CLUSTERS = [
    Special("1", "ซอยโรงน้ำแข็ง", ["แสงสว่าง"], "กองช่าง", "เสาไฟหน้าโรงน้ำแข็งดับ รถส่งน้ำแข็งถอยชนถังไปแล้ว",
            "lamp", "done", 612.0, "anucha",
            members=[("ไฟตรงโรงน้ำแข็งไม่ติดค่ะ มืดมากกก", 606.0),
                     ("หน้าโรงน้ำแข็งไฟเสียมาสองคืนแล้ว", 590.0)]),
    Special("6", "ลานตากข้าว", ["ต้นไม้"], "กองช่าง", "ต้นยูคาล้มทับรั้วลานตากข้าว กิ่งพาดถนนครึ่งเลน",
            "tree", "done", 934.0, "anucha",
            members=[("มีต้นไม้ล้มทางไปลานตากข้าวครับ", 933.4),
                     ("รถผ่านลานตากข้าวไม่ได้ ไม้ล้ม", 931.0)]),
    Special("3", "ซอยลุงหมาน", ["ประปา"], "กองประปา", "ท่อประปาแตกปากซอยลุงหมาน น้ำพุ่งสูงเท่าหลังคา 😂",
            "pipe", "done", 1310.0, "boonsong",
            members=[("ปากซอยลุงหมานท่อแตกค่ะ น้ำท่วมซอยแล้ว", 1309.7),
                     ("น้ำประปารั่วแรงมาก ซอยข้างวัด", 1309.2)]),
    Special("2", "ซอยท่าทราย", ["น้ำท่วม"], "กองช่าง", "ซอยท่าทรายน้ำท่วมตั้งแต่ตีสี่ รถจมไปสองคัน",
            "flood", "done", 1700.0, "thongchai",
            members=[("น้ำเข้าบ้านซอยท่าทรายแล้วครับ ขอกระสอบทราย", 1699.4),
                     ("ขอเรือ ซอยท่าทราย มีคนแก่", 1698.8)]),
]  # fmt: skip
