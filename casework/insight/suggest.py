"""A suggested type from the citizen's words, with the words that gave the reason.

The table is our own, for the types of Traffy Fondue (names of 2022 and of 2024 on). Names of
roads and places are full of words such as ถนน or คลอง, so the table has words for what is wrong
with a thing rather than for the thing alone. A person takes a suggestion or leaves it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from casework.thai import fold


class Suggestion(NamedTuple):
    """A type, and the words of the description that speak for it, in the order of the table."""

    type: str
    words: tuple[str, ...]


class _Row(NamedTuple):
    """Names of a type, the usual one first, and the words that speak for it.

    A `faint` row has words that tell of a consequence ("an accident will happen"); they count
    only where hardly anything else was said.
    """

    names: tuple[str, ...]
    words: tuple[str, ...]
    faint: bool = False


# Where two types score the same, the earlier row wins: the more special stand first.
TABLE: tuple[_Row, ...] = (
    _Row(
        ("แสงสว่าง", "ไฟฟ้า"),
        ("ไฟดับ", "ไฟทางดับ", "ไฟถนนดับ", "ไฟฟ้าดับ", "ไฟส่องสว่าง", "ไฟส่องทาง", "ไฟข้างทาง",
         "หลอดไฟ", "ไฟไม่ติด", "ไฟกระพริบ", "ไฟกะพริบ", "ไฟเสีย", "โคมไฟ", "มืดมาก", "ทางมืด",
         "ซอยมืด", "ไม่มีไฟ", "เสาไฟ", "ไฟริมถนน", "ไฟซอย", "แสงสว่าง", "ไฟทาง"),
    ),
    _Row(
        ("ท่อระบายน้ำ",),
        ("ท่อระบายน้ำ", "ท่อตัน", "ท่ออุดตัน", "ฝาท่อ", "ลอกท่อ", "ล้างท่อ", "รางระบายน้ำ",
         "บ่อพัก", "ตะแกรงท่อ", "ระบายน้ำไม่ทัน", "น้ำไม่ระบาย", "คูระบายน้ำ"),
    ),
    _Row(
        ("น้ำท่วม", "อุทกภัย"),
        ("น้ำท่วม", "น้ำขัง", "ท่วมขัง", "น้ำรอระบาย", "น้ำเอ่อ", "น้ำล้น", "ระดับน้ำสูง"),
    ),
    _Row(
        ("ทางเท้า", "ถนน ทางเท้า ที่จอดรถ"),
        ("ทางเท้า", "ฟุตบาท", "ฟุตบาธ", "ฟุทบาท", "ฟุตปาธ", "กระเบื้องทางเดิน", "ทางเดินเท้า"),
    ),
    _Row(
        ("ถนน", "ภัยทางถนน", "ถนน ทางเท้า ที่จอดรถ"),
        ("ถนนชำรุด", "ถนนพัง", "ถนนทรุด", "ถนนเป็นหลุม", "ถนนแตก", "ถนนไม่เรียบ", "ผิวถนน",
         "ถนนขรุขระ", "ถนนเสีย", "หลุมบ่อ", "เป็นหลุม", "หลุมลึก", "ผิวจราจร", "ยางมะตอย",
         "ลาดยาง", "คอนกรีตแตก", "ถนนยุบ", "ถนนต่างระดับ", "ลูกระนาด", "ซ่อมถนน", "ถนนลูกรัง"),
    ),
    _Row(
        ("ขยะ", "ความสะอาด"),
        ("ขยะ", "เก็บขยะ", "ทิ้งขยะ", "ถังขยะ", "กองขยะ", "รถขยะ", "เศษวัสดุ", "เศษกิ่งไม้"),
    ),
    _Row(
        ("ความสะอาด",),
        ("สกปรก", "ความสะอาด", "ส่งกลิ่นเหม็น", "น้ำเน่า", "ล้างถนน", "กวาดถนน", "คราบ"),
    ),
    _Row(
        ("ต้นไม้",),
        ("ต้นไม้", "กิ่งไม้", "ตัดแต่งกิ่ง", "ไม้ล้ม", "ตัดหญ้า", "หญ้ารก", "หญ้าขึ้น", "วัชพืช",
         "รกร้าง", "ตัดกิ่ง"),
    ),
    _Row(
        ("สายไฟ", "สายสื่อสาร"),
        ("สายไฟ", "สายสื่อสาร", "สายเคเบิล", "สายอินเทอร์เน็ต", "สายโทรศัพท์", "สายห้อย",
         "สายขาด", "สายรกรุงรัง"),
    ),
    _Row(("สะพาน",), ("สะพานลอย", "สะพานชำรุด", "คอสะพาน", "ราวสะพาน", "สะพานข้าม", "สะพานพัง")),
    _Row(
        ("คลอง",),
        ("ผักตบ", "ขุดลอกคลอง", "น้ำในคลอง", "ริมคลอง", "ตลิ่ง", "เขื่อนกันดิน", "คลองตื้นเขิน",
         "ลำคลอง", "ขุดลอก"),
    ),
    _Row(
        ("ป้ายจราจร", "ป้าย"),
        ("ป้ายจราจร", "ป้ายหยุด", "ป้ายห้าม", "กระจกโค้ง", "ป้ายบอกทาง"),
    ),
    _Row(("ป้าย", "ป้ายโฆษณา"), ("ป้ายโฆษณา", "ป้ายหาเสียง", "ป้ายไวนิล", "ติดป้าย", "ป้าย")),
    _Row(
        ("จราจร", "ผิดกฎจราจร", "ภัยทางถนน"),
        ("รถติด", "สัญญาณไฟ", "ไฟจราจร", "ไฟแดง", "ย้อนศร", "ฝ่าไฟ", "ทางม้าลาย", "ขับรถเร็ว",
         "จราจรติดขัด", "ตีเส้น", "ขับบนทางเท้า"),
    ),
    _Row(
        ("กีดขวาง", "หาบเร่แผงลอย"),
        ("กีดขวาง", "จอดรถขวาง", "วางของ", "ตั้งของ", "หาบเร่", "แผงลอย", "รุกล้ำ",
         "จอดซ้อนคัน", "ขวางทาง", "ตั้งร้าน"),
    ),
    _Row(
        ("เสียงรบกวน", "เสียง", "สถานบันเทิง"),
        ("เสียงดัง", "ส่งเสียง", "เสียงรบกวน", "เปิดเพลง", "เครื่องเสียง", "รบกวนเวลา"),
    ),
    _Row(
        ("สัตว์จรจัด", "สัตว์"),
        ("สุนัข", "หมาจรจัด", "แมวจรจัด", "หมากัด", "หมาเห่า", "สัตว์จรจัด", "หมาจร", "งู", "ยุง",
         "หนู", "นกพิราบ", "ตัวเงินตัวทอง"),
    ),
    _Row(
        ("PM2.5", "ฝุ่นควัน&กลิ่น&PM2.5", "เผาในที่โล่ง"),
        ("pm2.5", "pm 2.5", "เผาขยะ", "เผาหญ้า", "ควันไฟ", "ควันดำ", "ฝุ่น", "กลิ่นควัน", "เผา"),
    ),
    _Row(
        ("ประปา",),
        ("น้ำประปา", "น้ำไม่ไหล", "ท่อแตก", "ท่อประปา", "ประปา", "น้ำไหลอ่อน", "น้ำรั่ว"),
    ),
    _Row(
        ("คนจรจัด", "คนเร่ร่อน"),
        ("คนเร่ร่อน", "คนจรจัด", "ขอทาน", "คนไร้บ้าน"),
    ),
    _Row(("ห้องน้ำ", "อาคารสถานที่ชำรุด"), ("ห้องน้ำ", "สุขา", "ห้องส้วม")),
    _Row(
        ("การเดินทาง", "แท็กซี่/รถเมล์"),
        ("รถเมล์", "แท็กซี่", "รถโดยสาร", "วินมอเตอร์ไซค์", "รถสองแถว", "รถตู้"),
    ),
    _Row(
        ("ความปลอดภัย", "จุดเสี่ยง"),
        ("อันตราย", "ไม่ปลอดภัย", "อุบัติเหตุ", "มิจฉาชีพ", "ขโมย", "ยาเสพติด", "กล้องวงจรปิด",
         "มั่วสุม", "จุดเสี่ยง"),
        faint=True,
    ),
    _Row(("เสนอแนะ",), ("ขอเสนอ", "เสนอแนะ", "ข้อเสนอ", "อยากให้มี")),
    _Row(("สอบถาม",), ("สอบถาม", "ขอทราบ", "อยากทราบ")),
)  # fmt: skip

# Words that hold a word of the table but mean something else, or only say where.
_NOT_MEANT = ("ป้ายรถเมล์", "หนูขอ", "หนูอยาก", "ยุงลายทอง", "งูๆ", "น้องหนู", "คุณหนู")


def suggest_type(text: str, known: Iterable[str] = ()) -> Suggestion | None:
    """The type that most of the citizen's words speak for, or None where none does.

    `known` are the types the authority uses; where given, no other type is suggested. Longer
    words weigh more, as they say more; a word inside another found word adds nothing.
    """
    allowed = frozenset(known)
    folded = fold(text)
    for phrase in _NOT_MEANT:
        folded = folded.replace(phrase, " ")
    best: Suggestion | None = None
    most = 0
    for row in TABLE:
        name = next((n for n in row.names if not allowed or n in allowed), None)
        if name is None:
            continue
        words = _found(row.words, folded)
        weight = len(words) if row.faint else sum(len(word) for word in words)
        if weight > most:
            best, most = Suggestion(name, words), weight
    return best


def suggest_unit(types: Iterable[str], units: Mapping[str, str]) -> str:
    """The unit that the caller's mapping gives for the first of these types, "" for none."""
    return next((units[t] for t in types if t in units), "")


def _found(words: tuple[str, ...], folded: str) -> tuple[str, ...]:
    found = [word for word in words if word in folded]
    return tuple(w for w in found if not any(w != other and w in other for other in found))
