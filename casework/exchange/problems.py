"""The sentences that name what could not be read, in English and Thai."""

from __future__ import annotations

from casework.exchange.record import Problem

# reason -> (English, Thai). {where} is the place, {detail} what the reader found there.
_SENTENCES: dict[str, tuple[str, str]] = {
    "no_number": (
        (
            "A record ({where}) has no ticket number, so it was left out. "
            "The other records are not affected."
        ),
        "ระเบียนหนึ่ง ({where}) ไม่มีหมายเลขเรื่อง จึงไม่ได้นำเข้า ระเบียนอื่นนำเข้าได้ตามปกติ",
    ),
    "no_time": (
        (
            "A record ({where}) has no readable time of report ({detail}), so it was left out. "
            "Correct the time in the file and import it again."
        ),
        "ระเบียนหนึ่ง ({where}) ไม่มีเวลาแจ้งที่อ่านได้ ({detail}) จึงไม่ได้นำเข้า โปรดแก้เวลาในไฟล์แล้วนำเข้าอีกครั้ง",
    ),
    "not_a_record": (
        (
            "What stands at {where} is not a case ({detail}), so it was left out. "
            "The other records are not affected."
        ),
        "ข้อมูลที่ {where} ไม่ใช่เรื่องแจ้ง ({detail}) จึงไม่ได้นำเข้า ระเบียนอื่นนำเข้าได้ตามปกติ",
    ),
    "broken": (
        (
            "A record ({where}) is damaged ({detail}), so it was left out. Reading went on with "
            "the next one; fetch the file again to get this one too."
        ),
        (
            "ระเบียนหนึ่ง ({where}) เสียหาย ({detail}) จึงไม่ได้นำเข้า ระบบอ่านระเบียนถัดไปต่อแล้ว "
            "โปรดดาวน์โหลดไฟล์ใหม่เพื่อให้ได้ระเบียนนี้ด้วย"
        ),
    ),
    "columns": (
        (
            "A row ({where}) does not have the columns of the heading ({detail}), so it was "
            "left out. The other rows are not affected."
        ),
        "แถวหนึ่ง ({where}) มีจำนวนคอลัมน์ไม่ตรงกับหัวตาราง ({detail}) จึงไม่ได้นำเข้า แถวอื่นนำเข้าได้ตามปกติ",
    ),
    "bad_utf8": (
        (
            "A record ({where}) holds bytes that are not UTF-8 text. It was taken, with the "
            "mark \N{REPLACEMENT CHARACTER} in their place."
        ),
        (
            "ระเบียนหนึ่ง ({where}) มีข้อมูลบางส่วนที่ไม่ใช่ข้อความ UTF-8 ระบบนำเข้าแล้ว "
            "โดยใส่เครื่องหมาย \N{REPLACEMENT CHARACTER} แทนส่วนนั้น"
        ),
    ),
    "cut_off": (
        (
            "The file ends in the middle, at {where} ({detail}). The whole records before it were "
            "taken; fetch the file again to get the rest."
        ),
        (
            "ไฟล์ขาดกลางคันที่ {where} ({detail}) ระเบียนที่ครบก่อนหน้านั้นนำเข้าแล้ว "
            "โปรดดาวน์โหลดไฟล์ใหม่เพื่อให้ได้ส่วนที่เหลือ"
        ),
    ),
    "damaged_gzip": (
        (
            "The compressed file is damaged from {where} on ({detail}). The whole records "
            "before it were taken; fetch the file again to get the rest."
        ),
        (
            "ไฟล์บีบอัดเสียหายตั้งแต่ {where} ({detail}) ระเบียนที่ครบก่อนหน้านั้นนำเข้าแล้ว "
            "โปรดดาวน์โหลดไฟล์ใหม่เพื่อให้ได้ส่วนที่เหลือ"
        ),
    ),
    "empty": (
        "The file is empty, so there was nothing to import. Fetch it again.",
        "ไฟล์ว่างเปล่า จึงไม่มีข้อมูลให้นำเข้า โปรดดาวน์โหลดไฟล์ใหม่",
    ),
    "error_reply": (
        (
            "The file holds an error message instead of cases: {detail}. Nothing was imported; "
            "fetch the data again."
        ),
        "ไฟล์นี้เป็นข้อความแจ้งข้อผิดพลาด ไม่ใช่เรื่องแจ้ง: {detail} จึงไม่มีการนำเข้า โปรดดาวน์โหลดข้อมูลใหม่",
    ),
    "unknown_form": (
        (
            "The file is none of the forms of Traffy Fondue's data ({detail}). Nothing was "
            "imported; check that it is the right file."
        ),
        (
            "ไฟล์นี้ไม่ใช่ข้อมูล Traffy Fondue ในรูปแบบที่รู้จัก ({detail}) "
            "จึงไม่มีการนำเข้า โปรดตรวจสอบว่าเลือกไฟล์ถูกต้อง"
        ),
    ),
    "unreadable": (
        (
            "The file could not be read ({detail}). What was read before is imported; check the "
            "file and the disk, then try again."
        ),
        "อ่านไฟล์ไม่ได้ ({detail}) ข้อมูลที่อ่านได้ก่อนหน้านั้นนำเข้าแล้ว โปรดตรวจสอบไฟล์และดิสก์แล้วลองอีกครั้ง",
    ),
}

_THAI_PLACES = {"line": "บรรทัดที่", "record": "ลำดับที่", "byte": "ไบต์ที่", "file": "ไฟล์"}

# What readers say in {detail}, so that a Thai sentence stays Thai.
_THAI_DETAILS = {
    "it stops before its end": "ข้อมูลไม่ครบ",
    "it is not valid JSON": "ไม่ใช่ JSON ที่ถูกต้อง",
    "an object without a case's fields": "ไม่มีช่องข้อมูลของเรื่องแจ้ง",
    "no time at all": "ไม่มีเวลาเลย",
    "a web page": "เป็นหน้าเว็บ",
    "a ZIP archive or workbook: unpack it or save it as CSV first": (
        "เป็นไฟล์ ZIP หรือสมุดงาน โปรดแตกไฟล์หรือบันทึกเป็น CSV ก่อน"
    ),
    "text in UTF-16: save it as UTF-8 first": "เป็นข้อความ UTF-16 โปรดบันทึกเป็น UTF-8 ก่อน",
    "no heading with a ticket_id column": "ไม่มีหัวตารางที่มีคอลัมน์ ticket_id",
    "JSON without a list of records": "เป็น JSON ที่ไม่มีรายการเรื่องแจ้ง",
    "something else follows the data": "มีข้อมูลอื่นต่อท้าย",
}


def _thai_place(place: str) -> str:
    words = place.split(" ")
    return " ".join(_THAI_PLACES.get(word, word) for word in words)


def problem(file: str, place: str, reason: str, detail: str = "", number: str = "") -> Problem:
    """Name a problem: its place ("line 12"), its reason (a code), what was found there."""
    english, thai = _SENTENCES[reason]
    text = english.format(where=place, detail=detail)
    thai = thai.format(where=_thai_place(place), detail=_THAI_DETAILS.get(detail, detail))
    if number:
        text = f"{number}: {text}"
        thai = f"{number}: {thai}"
    return Problem(file=file, place=place, reason=reason, text=text, thai=thai, number=number)
