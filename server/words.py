"""What the server's command line says to the administrator, in Thai and English."""

from __future__ import annotations

from server import area_words

# name -> (Thai, English)
SENTENCES: dict[str, tuple[str, str]] = {
    "bad_code": (
        "รหัสหน่วยงาน {code!r} ใช้ไม่ได้ โปรดใช้ตัวอักษร A–Z ตัวเลข จุด ขีด ไม่เกิน 32 ตัว ยังไม่มีอะไรเปลี่ยนแปลง",
        (
            "The authority code {code!r} cannot be used: letters A to Z, digits, dots and dashes, "
            "at most 32. Nothing was changed."
        ),
    ),
    "needs_name": (
        "โปรดระบุชื่อหน่วยงาน ยังไม่มีอะไรเปลี่ยนแปลง",
        "An authority needs a name. Nothing was changed.",
    ),
    "authority_exists": (
        "มีหน่วยงานรหัส {code} อยู่แล้ว ยังไม่มีอะไรเปลี่ยนแปลง",
        "There is an authority {code} already. Nothing was changed.",
    ),
    "no_authority": (
        "ไม่มีหน่วยงานรหัส {code} เพิ่มได้ด้วยคำสั่ง: tambon-server authority add {code} ชื่อ",
        "There is no authority {code}. Add it with: tambon-server authority add {code} NAME",
    ),
    "bad_username": (
        "ชื่อผู้ใช้ {name!r} ใช้ไม่ได้ โปรดใช้ตัวอักษร A–Z ตัวเลข จุด ขีด @ ไม่เกิน 64 ตัว",
        (
            "The user name {name!r} cannot be used: letters A to Z, digits, dots, dashes and @, "
            "at most 64."
        ),
    ),
    "user_exists": (
        "มีผู้ใช้ {name} อยู่แล้ว แก้ไขได้ด้วยคำสั่ง: tambon-server user change {name} …",
        "There is a user {name} already. Change it with: tambon-server user change {name} ...",
    ),
    "no_user": ("ไม่มีผู้ใช้ {name}", "There is no user {name}."),
    "bad_role": (
        "ไม่มีบทบาท {role!r} บทบาทที่มี: {roles}",
        "There is no role {role!r}. The roles are: {roles}",
    ),
    "empty_password": (
        "รหัสผ่านว่างเปล่า โปรดใส่รหัสผ่านในบรรทัดแรกของไฟล์",
        "The password is empty. Put it on the first line of the file.",
    ),
    "bad_days": (
        "จำนวนวันต้องเป็น 0 (ไม่ล็อก) ถึง {most:,} ยังไม่มีอะไรเปลี่ยนแปลง",
        "The number of days is 0 (never) to {most:,}. Nothing was changed.",
    ),
    "bad_day": (
        "{day!r} ไม่ใช่วันที่ โปรดเขียนแบบ 2026-12-01 หรือ 2569-12-01 ยังไม่มีอะไรเปลี่ยนแปลง",
        "{day!r} is no day. Write it like 2026-12-01 or 2569-12-01. Nothing was changed.",
    ),
    "leave_days": (
        "วันลาต้องเริ่มก่อนหรือวันเดียวกับวันสิ้นสุด ยังไม่ผ่านไป และไม่เกิน {most} วัน ยังไม่มีอะไรเปลี่ยนแปลง",
        (
            "A leave begins on or before its last day, is not over yet, and has at most {most} "
            "days. Nothing was changed."
        ),
    ),
    "leave_self": (
        "ผู้ปฏิบัติแทนต้องเป็นคนอื่น ยังไม่มีอะไรเปลี่ยนแปลง",
        "Nobody can stand in for themself. Nothing was changed.",
    ),
    "leave_officer": (
        ("{name} ต้องเป็นเจ้าหน้าที่ของหน่วยงานเดียวกัน และผู้ปฏิบัติแทนต้องไม่ถูกปิดบัญชี ยังไม่มีอะไรเปลี่ยนแปลง"),
        (
            "{name} has to be an officer of the same authority, and a substitute one that is not "
            "disabled. Nothing was changed."
        ),
    ),
    "leave_away": (
        "{name} ลาในช่วงนั้นด้วย โปรดเลือกผู้ปฏิบัติแทนคนอื่น ยังไม่มีอะไรเปลี่ยนแปลง",
        "{name} is on leave then too. Choose another substitute. Nothing was changed.",
    ),
    "leave_id_taken": (
        "รหัสการลา {id!r} ใช้ไม่ได้หรือมีอยู่แล้ว ยังไม่มีอะไรเปลี่ยนแปลง",
        "The id {id!r} of the leave cannot be used or is taken. Nothing was changed.",
    ),
    "no_leave": (
        "ไม่มีการลารหัส {id} ดูรายการได้ด้วยคำสั่ง: tambon-server leave list หน่วยงาน",
        "There is no leave {id}. List them with: tambon-server leave list CODE",
    ),
    "bad_minutes": (
        "จำนวนนาทีต้องเป็น 1 ถึง {most:,} ยังไม่มีอะไรเปลี่ยนแปลง",
        "The number of minutes is 1 to {most:,}. Nothing was changed.",
    ),
    "long_words": (
        "ข้อความยาวเกิน {most:,} ตัวอักษร ยังไม่มีอะไรเปลี่ยนแปลง",
        "The words are longer than {most:,} letters. Nothing was changed.",
    ),
    "closed": (
        (
            "ปิดระบบเพื่อปรับปรุงแล้ว ถึงประมาณ {time} ทุกเครื่องจะทราบเมื่อติดต่อครั้งต่อไป "
            "เปิดใหม่ด้วยคำสั่ง: tambon-server maintenance off"
        ),
        (
            "The server is closed until about {time}; desks are told at their next contact. "
            "Open it with: tambon-server maintenance off"
        ),
    ),
    "opened": (
        "เปิดระบบแล้ว เครื่องต่าง ๆ จะกลับมาเองภายในเวลาที่แจ้งไว้",
        "The server is open. Desks come back by themselves within the time they were told.",
    ),
    "was_open": ("ระบบเปิดอยู่แล้ว", "The server was open already."),
    "no_device": (
        "ผู้ใช้ {name} ไม่มีเครื่อง {device} ดูรายการเครื่องได้ด้วยคำสั่ง: tambon-server user devices {name}",
        "There is no device {device} of {name}. List them with: tambon-server user devices {name}",
    ),
    "no_wipe_order": (
        "ไม่มีคำสั่งล้างเครื่องที่รออยู่ของ {name} ยังไม่มีอะไรเปลี่ยนแปลง",
        "No device of {name} waits to be wiped. Nothing was changed.",
    ),
    "wiped_already": (
        "เครื่อง {name} ถูกล้างไปแล้วเมื่อ {time} จึงยกเลิกไม่ได้",
        "The device {name} was wiped already at {time}: there is nothing to take back.",
    ),
    "wiped": (
        "เครื่อง {name} ({device}) ถูกล้างแล้วเมื่อ {time} คำสั่งยังมีผลกับสำเนาของดิสก์",
        "The device {name} ({device}) was wiped at {time}. The order holds for copies of its disk.",
    ),
    "wipe_ordered": (
        (
            "สั่งล้างเครื่อง {name} ({device}) แล้ว เครื่องนั้นเข้าระบบไม่ได้ทันที และจะถูกล้างเมื่อติดต่อระบบครั้งต่อไป "
            "งานที่ยังไม่ส่งในเครื่องนั้นจะหายถาวร ระบบเห็นเครื่องนี้ครั้งสุดท้ายเมื่อ {time} "
            "ยกเลิกได้ด้วย --cancel จนกว่าจะถูกล้าง"
        ),
        (
            "The device {name} ({device}) is shut out from now on and is wiped at its next "
            "contact. What it has not sent by then is lost for good. It was last seen at {time}. "
            "--cancel takes this back until it has happened."
        ),
    ),
    "wipe_cancelled": (
        "ยกเลิกคำสั่งล้างเครื่อง {name} ({device}) แล้ว ผู้ใช้ต้องเข้าสู่ระบบอีกครั้งบนเครื่องนั้น",
        "The device {name} ({device}) is not wiped. Its person has to sign in again there.",
    ),
    "wipe_cancelled_late": (
        (
            "ยกเลิกคำสั่งล้างเครื่อง {name} ({device}) แล้ว แต่เครื่องนั้นได้รับคำสั่งไปก่อน จึงอาจล้างไปแล้ว "
            "ถ้ายังไม่ล้าง ผู้ใช้ต้องเข้าสู่ระบบอีกครั้งบนเครื่องนั้น"
        ),
        (
            "The order to wipe {name} ({device}) is taken back, but the device had been given it "
            "and may have obeyed. If not, its person has to sign in again there."
        ),
    ),
    "cannot_read": (
        "อ่านไฟล์ {file} ไม่ได้ ({why}) ยังไม่มีอะไรเปลี่ยนแปลง",
        "The file {file} cannot be read ({why}). Nothing was changed.",
    ),
    "cannot_write": (
        "เขียนไฟล์ {file} ไม่ได้ ({why}) ข้อมูลบนเซิร์ฟเวอร์ยังอยู่ครบ",
        "The file {file} cannot be written ({why}). The server's data are safe.",
    ),
    "bad_file": (
        "ไฟล์ {file} ไม่ใช่ข้อมูลที่ต้องการ ({why}) ยังไม่มีอะไรเปลี่ยนแปลง",
        "The file {file} does not hold what is needed ({why}). Nothing was changed.",
    ),
    "carried_not_one": (
        "ไฟล์ {file} ไม่ใช่ไฟล์ส่งงานจากเครื่องของเจ้าหน้าที่ ยังไม่มีอะไรเปลี่ยนแปลง โปรดเลือกไฟล์ที่สร้างจากหน้ารอส่ง",
        (
            "{file} is no file that a desk wrote to be carried here. Nothing was changed. Take the "
            "one that was made on its Sync page."
        ),
    ),
    "carried_newer": (
        "ไฟล์ {file} มาจากโปรแกรมรุ่นใหม่กว่า ยังไม่มีอะไรเปลี่ยนแปลง โปรดปรับรุ่นเซิร์ฟเวอร์แล้วสั่งอีกครั้ง",
        (
            "{file} comes from a newer version of the program. Nothing was changed. Update the "
            "server, then run the command again."
        ),
    ),
    "carried_cut": (
        "ไฟล์ {file} มาไม่ครบ ยังไม่มีอะไรเปลี่ยนแปลง งานยังอยู่ครบในเครื่องของเจ้าหน้าที่ โปรดคัดลอกใหม่",
        (
            "{file} is not whole. Nothing was changed, and the work is still on the desk. Copy it "
            "again."
        ),
    ),
    "carried_damaged": (
        "ไฟล์ {file} เสียหายหรือถูกแก้ไข ยังไม่มีอะไรเปลี่ยนแปลง งานยังอยู่ครบในเครื่องของเจ้าหน้าที่ โปรดสร้างไฟล์ใหม่",
        (
            "{file} is damaged or was changed. Nothing of it was taken in, and the work is still "
            "on the desk. Write it again there."
        ),
    ),
    "carried_other_key": (
        (
            "ไฟล์ {file} ไม่ได้มาจากเครื่องที่ระบุไว้ ยังไม่มีอะไรเปลี่ยนแปลง "
            "โปรดเข้าสู่ระบบบนเครื่องนั้นอีกครั้งแล้วสร้างไฟล์ใหม่"
        ),
        (
            "{file} was not written by the device that it names. Nothing was changed. Sign in "
            "again there and write it anew."
        ),
    ),
    "carried_other_server": (
        "ไฟล์ {file} เป็นของเซิร์ฟเวอร์อื่น ยังไม่มีอะไรเปลี่ยนแปลง โปรดนำไปที่เซิร์ฟเวอร์ของหน่วยงานนั้น",
        "{file} is for another server. Nothing was changed. Take it to the one it was written for.",
    ),
    "carried_no_device": (
        "ระบบไม่รู้จักเครื่องที่สร้างไฟล์ {file} ยังไม่มีอะไรเปลี่ยนแปลง เครื่องนั้นต้องเข้าสู่ระบบผ่านเครือข่ายก่อนหนึ่งครั้ง",
        (
            "The device that wrote {file} is not known here. Nothing was changed. It has to sign "
            "in over a line once."
        ),
    ),
    "carried_wiped": (
        "เครื่องที่สร้างไฟล์นี้ ({name}) ถูกสั่งล้าง จึงไม่รับงานจากเครื่องนั้น ยังไม่มีอะไรเปลี่ยนแปลง",
        (
            "The device of {name} that wrote this was ordered wiped, so its work is not taken. "
            "Nothing was changed."
        ),
    ),
    "carried_disabled": (
        (
            "บัญชี {name} ถูกปิดใช้งาน จึงไม่รับไฟล์นี้ ยังไม่มีอะไรเปลี่ยนแปลง เปิดได้ด้วยคำสั่ง: "
            "tambon-server user enable {name}"
        ),
        (
            "The account {name} is disabled, so this is not taken in. Nothing was changed. Enable "
            "it with: tambon-server user enable {name}"
        ),
    ),
    "bad_templates": (
        "บรรทัดที่ {line} ของ {file} ใช้ไม่ได้ ต้องมีคอลัมน์ type,name,text,result ยังไม่มีอะไรเปลี่ยนแปลง",
        (
            "Line {line} of {file} cannot be used: the columns are type,name,text,result. "
            "Nothing was changed."
        ),
    ),
    "bad_limit": (
        "ใช้ค่า {told!r} ไม่ได้ ค่าที่ตั้งได้: {allowed} ยังไม่มีอะไรเปลี่ยนแปลง",
        "{told!r} cannot be set. What can be: {allowed}. Nothing was changed.",
    ),
    "no_case": ("ไม่พบเรื่องหมายเลข {number}", "There is no case {number}."),
    "many_cases": (
        "เรื่องหมายเลข {number} มีในหลายหน่วยงาน ({codes}) โปรดระบุ --authority",
        "Several authorities have a case {number} ({codes}). Say which with --authority.",
    ),
    "no_photo": ("ไม่มีรูปภาพ {sha256} บนเซิร์ฟเวอร์", "There is no photo {sha256} on the server."),
    "port_taken": (
        "เปิดเซิร์ฟเวอร์ที่ {host}:{port} ไม่ได้ ({why}) โปรดเลือกพอร์ตอื่นด้วย --port",
        "Cannot listen on {host}:{port} ({why}). Choose another port with --port.",
    ),
    "already_serving": (
        "มีเซิร์ฟเวอร์อีกตัวกำลังใช้โฟลเดอร์ {folder} อยู่ โปรดปิดตัวนั้นก่อน หรือเลือกโฟลเดอร์อื่นด้วย --data",
        (
            "Another server is using the folder {folder}. Stop that one first, or choose another "
            "folder with --data."
        ),
    ),
    "cannot_open": (
        "เปิดฐานข้อมูลในโฟลเดอร์ {folder} ไม่ได้ ({why}) ข้อมูลเดิมยังไม่ถูกแก้ไข",
        "The data in the folder {folder} cannot be opened ({why}). They were not changed.",
    ),
    "database_newer": (
        "ฐานข้อมูลใน {folder} มาจากโปรแกรมรุ่นใหม่กว่า โปรดปรับรุ่นโปรแกรมก่อน ข้อมูลยังอยู่ครบ",
        (
            "The data in {folder} come from a newer version of this program. Update the program; "
            "the data are safe."
        ),
    ),
    "disk_full": (
        "ดิสก์เต็ม งานที่ทำไม่เสร็จถูกยกเลิก ข้อมูลเดิมยังอยู่ครบ โปรดเพิ่มที่ว่างแล้วสั่งอีกครั้ง",
        (
            "The disk is full. What was not finished was taken back and the data are safe. "
            "Make room, then run the command again."
        ),
    ),
    "not_fresh": (
        "โฟลเดอร์ {folder} มีข้อมูลอื่นอยู่ จึงไม่ล้างให้ โปรดเลือกโฟลเดอร์อื่นด้วย --data",
        "The folder {folder} holds other data, so it is not cleared. Choose another with --data.",
    ),
    "demo_there": (
        "โฟลเดอร์ {folder} มีข้อมูลอยู่แล้ว ใช้ --fresh เพื่อเริ่มตัวอย่างใหม่",
        "The folder {folder} has data already. Use --fresh to begin the demo anew.",
    ),
    "reading": ("อ่านแล้ว {done:,} ระเบียน", "read {done:,} records"),
    "writing": ("บันทึกแล้ว {done:,} จาก {total:,} เรื่อง", "stored {done:,} of {total:,} cases"),
    "some_problems": (
        "มี {count:,} รายการที่ต้องดู รายละเอียดอยู่ในผลสรุป",
        "{count:,} entries need a look; the summary names each.",
    ),
    "epoch": (
        "เริ่มยุคข้อมูลที่ {epoch} แล้ว ทุกเครื่องจะตรวจข้อมูลทั้งหมดใหม่ในการซิงก์ครั้งต่อไป",
        "Epoch {epoch} has begun: every desk compares all its data at its next sync.",
    ),
}


def both(name: str, /, **values: object) -> str:
    """The sentence in Thai and English, on two lines."""
    thai, english = (area_words.SENTENCES if name in area_words.SENTENCES else SENTENCES)[name]
    return f"{thai.format(**values)}\n{english.format(**values)}"
