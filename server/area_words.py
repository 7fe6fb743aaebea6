"""What the server says of files with outlines, in Thai and English."""

from __future__ import annotations

# name -> (Thai, English)
SENTENCES: dict[str, tuple[str, str]] = {
    "areas_form": (
        "อ่านไฟล์ {file} ไม่ได้ ใช้ไฟล์แบบ {forms} ยังไม่มีอะไรเปลี่ยนแปลง",
        "The file {file} cannot be read: its name has to end in {forms}. Nothing was changed.",
    ),
    "areas_large": (
        "ไฟล์ {file} ใหญ่เกิน {most} MB โปรดตัดเฉพาะพื้นที่ของหน่วยงาน ยังไม่มีอะไรเปลี่ยนแปลง",
        "The file {file} is over {most} MB. Cut out the authority's area. Nothing was changed.",
    ),
    "areas_many": (
        "ไฟล์ {file} มีขอบเขตเกิน {most:,} รายการ โปรดตัดเฉพาะพื้นที่ของหน่วยงาน ยังไม่มีอะไรเปลี่ยนแปลง",
        "{file} has over {most:,} outlines. Cut out the authority's area. Nothing was changed.",
    ),
    "areas_none": (
        "ไม่พบขอบเขตพื้นที่หรือเส้นในไฟล์ {file} (จุดอย่างเดียวใช้ไม่ได้) ยังไม่มีอะไรเปลี่ยนแปลง",
        "There are no areas or lines in {file} (points alone are of no use). Nothing was changed.",
    ),
    "areas_layers": (
        "ไฟล์ {file} มีหลายชั้นข้อมูล โปรดเลือกด้วย --layer: {layers} ยังไม่มีอะไรเปลี่ยนแปลง",
        "{file} has several layers. Choose with --layer: {layers}. Nothing was changed.",
    ),
    "areas_crs": (
        (
            "ไม่ทราบระบบพิกัดของไฟล์ {file} โปรดระบุด้วย --crs เช่น EPSG:32647 (UTM 47N) "
            "หรือ EPSG:24047 (Indian 1975) ยังไม่มีอะไรเปลี่ยนแปลง"
        ),
        (
            "The file {file} does not say in which grid it is. Say it with --crs, such as "
            "EPSG:32647 (UTM 47N) or EPSG:24047 (Indian 1975). Nothing was changed."
        ),
    ),
    "areas_swapped": (
        "พิกัดในไฟล์ {file} สลับลำดับ (ละติจูดมาก่อน) ต้องเป็นลองจิจูดก่อน ยังไม่มีอะไรเปลี่ยนแปลง",
        (
            "The positions in {file} are in the wrong order: longitude comes first, then latitude. "
            "Nothing was changed."
        ),
    ),
    "areas_field": (
        "ไม่มีช่องข้อมูล {field} ในไฟล์ {file} ช่องที่มี: {fields} ยังไม่มีอะไรเปลี่ยนแปลง",
        "There is no field {field} in {file}. Its fields: {fields}. Nothing was changed.",
    ),
    "areas_kind": (
        (
            "ไม่ทราบว่าขอบเขตในไฟล์ {file} เป็นระดับใด โปรดระบุด้วย --kind เช่น subdistrict "
            "และชื่อด้วย --name-th ช่องที่มี: {fields} ยังไม่มีอะไรเปลี่ยนแปลง"
        ),
        (
            "The file {file} does not tell what its outlines are. Say it with --kind, such as "
            "subdistrict, and the field of names with --name-th. Its fields: {fields}. "
            "Nothing was changed."
        ),
    ),
    "areas_too_much": (
        "ขอบเขตยังใหญ่เกิน {most} MB แม้ลดรายละเอียดแล้ว โปรดตัดเฉพาะพื้นที่ของหน่วยงาน ยังไม่มีอะไรเปลี่ยนแปลง",
        (
            "The outlines are over {most} MB even when simplified. Cut out the authority's area. "
            "Nothing was changed."
        ),
    ),
    "areas_packages": (
        "มีชุดขอบเขตครบ {most} ชุดแล้ว ลบชุดที่ไม่ใช้ด้วยคำสั่ง: tambon-server areas remove",
        "There are {most} packages already. Remove one with: tambon-server areas remove",
    ),
    "areas_id": (
        "รหัสชุด {id!r} ใช้ไม่ได้ โปรดระบุด้วย --id ใช้ตัวอักษร a–z ตัวเลข และขีด ยังไม่มีอะไรเปลี่ยนแปลง",
        (
            "The id {id!r} cannot be used. Give one with --id: letters a to z, digits, dashes. "
            "Nothing was changed."
        ),
    ),
    "areas_metres": (
        "--metres ต้องมากกว่า 0 และไม่เกิน {most:.0f} ยังไม่มีอะไรเปลี่ยนแปลง",
        "--metres is more than 0 and at most {most:.0f}. Nothing was changed.",
    ),
    "no_areas": (
        "ไม่มีชุดขอบเขตรหัส {id} ดูรายการได้ด้วยคำสั่ง: tambon-server areas list {code}",
        "There is no package {id}. List them with: tambon-server areas list {code}",
    ),
}
