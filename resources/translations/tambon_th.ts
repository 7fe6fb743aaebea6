<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="th" sourcelanguage="en">
    <context>
        <name>Act</name>
        <message>
            <source>Accepted</source>
            <translation>รับเรื่อง</translation>
        </message>
        <message>
            <source>Another authority invited</source>
            <translation>เชิญร่วม</translation>
        </message>
        <message>
            <source>Assigned</source>
            <translation>มอบหมาย</translation>
        </message>
        <message>
            <source>Assignment taken back</source>
            <translation>ยกเลิกการมอบหมาย</translation>
        </message>
        <message>
            <source>Closed</source>
            <translation>ปิดเรื่อง</translation>
        </message>
        <message>
            <source>Due date changed</source>
            <translation>เปลี่ยนกำหนด</translation>
        </message>
        <message>
            <source>Fix recorded</source>
            <translation>บันทึกการแก้ไข</translation>
        </message>
        <message>
            <source>For staff only</source>
            <translation>เฉพาะเจ้าหน้าที่</translation>
        </message>
        <message>
            <source>Forwarded</source>
            <translation>ส่งต่อ</translation>
        </message>
        <message>
            <source>Given to a unit</source>
            <translation>มอบให้กอง/ฝ่าย</translation>
        </message>
        <message>
            <source>Merged</source>
            <translation>รวมเรื่อง</translation>
        </message>
        <message>
            <source>Not a matter for us</source>
            <translation>ไม่เกี่ยวข้อง</translation>
        </message>
        <message>
            <source>Parted</source>
            <translation>แยกเรื่อง</translation>
        </message>
        <message>
            <source>Personal data removed</source>
            <translation>ลบข้อมูลส่วนบุคคล</translation>
        </message>
        <message>
            <source>Photos attached</source>
            <translation>แนบภาพ</translation>
        </message>
        <message>
            <source>Place corrected</source>
            <translation>แก้ตำแหน่ง</translation>
        </message>
        <message>
            <source>Priority changed</source>
            <translation>เปลี่ยนความเร่งด่วน</translation>
        </message>
        <message>
            <source>Rated</source>
            <translation>ให้คะแนน</translation>
        </message>
        <message>
            <source>Reopened</source>
            <translation>เปิดเรื่องใหม่</translation>
        </message>
        <message>
            <source>Report corrected</source>
            <translation>แก้ข้อความแจ้ง</translation>
        </message>
        <message>
            <source>Reported</source>
            <translation>แจ้งเรื่อง</translation>
        </message>
        <message>
            <source>Taken over from Traffy Fondue</source>
            <translation>รับมาจาก Traffy Fondue</translation>
        </message>
        <message>
            <source>To be followed up</source>
            <translation>ติดตามเรื่อง</translation>
        </message>
        <message>
            <source>To the reporter</source>
            <translation>ถึงผู้แจ้ง</translation>
        </message>
        <message>
            <source>Type changed</source>
            <translation>เปลี่ยนประเภท</translation>
        </message>
        <message>
            <source>Undone</source>
            <translation>เลิกทำ</translation>
        </message>
        <message>
            <source>Work started</source>
            <translation>เริ่มดำเนินการ</translation>
        </message>
    </context>
    <context>
        <name>ActPanel</name>
        <message>
            <source>At most {n} types.</source>
            <translation>เลือกได้ไม่เกิน {n} ประเภท</translation>
        </message>
        <message>
            <source>Authority, for example the highways district</source>
            <translation>หน่วยงาน เช่น แขวงทางหลวง</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>ยกเลิก</translation>
        </message>
        <message>
            <source>Look for a type</source>
            <translation>ค้นหาประเภท</translation>
        </message>
        <message>
            <source>Officer's name or unit</source>
            <translation>ชื่อเจ้าหน้าที่ หรือกอง/ฝ่าย</translation>
        </message>
        <message>
            <source>Please choose an officer.</source>
            <translation>โปรดเลือกเจ้าหน้าที่</translation>
        </message>
        <message>
            <source>Please say to which authority.</source>
            <translation>โปรดระบุหน่วยงานที่จะส่งต่อ</translation>
        </message>
        <message>
            <source>Please say why.</source>
            <translation>โปรดบอกเหตุผล</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>บันทึก</translation>
        </message>
        <message>
            <source>Why? The reporter will read this.</source>
            <translation>เพราะอะไร ผู้แจ้งจะได้อ่านข้อความนี้</translation>
        </message>
        <message>
            <source>Words to the reporter (optional)</source>
            <translation>ข้อความถึงผู้แจ้ง (ไม่บังคับ)</translation>
        </message>
        <message>
            <source>{act}: {n} cases</source>
            <translation>{act} {n} เรื่อง</translation>
        </message>
    </context>
    <context>
        <name>Acts</name>
        <message>
            <source>Accept</source>
            <translation>รับเรื่อง</translation>
        </message>
        <message>
            <source>Assign</source>
            <translation>มอบหมาย</translation>
        </message>
        <message>
            <source>Attach photo</source>
            <translation>แนบภาพ</translation>
        </message>
        <message>
            <source>Case accepted</source>
            <translation>รับเรื่องแล้ว</translation>
        </message>
        <message>
            <source>Case assigned</source>
            <translation>มอบหมายแล้ว</translation>
        </message>
        <message>
            <source>Case forwarded</source>
            <translation>ส่งต่อแล้ว</translation>
        </message>
        <message>
            <source>Case reopened</source>
            <translation>เปิดเรื่องใหม่แล้ว</translation>
        </message>
        <message>
            <source>Change due date</source>
            <translation>เปลี่ยนกำหนด</translation>
        </message>
        <message>
            <source>Change type</source>
            <translation>เปลี่ยนประเภท</translation>
        </message>
        <message>
            <source>Comment</source>
            <translation>ความเห็น</translation>
        </message>
        <message>
            <source>Comment saved</source>
            <translation>บันทึกความเห็นแล้ว</translation>
        </message>
        <message>
            <source>Due date changed</source>
            <translation>เปลี่ยนกำหนดแล้ว</translation>
        </message>
        <message>
            <source>Due date of {n} cases changed</source>
            <translation>เปลี่ยนกำหนดแล้ว {n} เรื่อง</translation>
        </message>
        <message>
            <source>Fix saved</source>
            <translation>บันทึกการแก้ไขแล้ว</translation>
        </message>
        <message>
            <source>Follow up</source>
            <translation>ติดตาม</translation>
        </message>
        <message>
            <source>Forward</source>
            <translation>ส่งต่อ</translation>
        </message>
        <message>
            <source>Marked as not a matter for us</source>
            <translation>ระบุว่าไม่เกี่ยวข้องแล้ว</translation>
        </message>
        <message>
            <source>Marked to be followed up</source>
            <translation>ตั้งให้ติดตามแล้ว</translation>
        </message>
        <message>
            <source>Not a matter for us</source>
            <translation>ไม่เกี่ยวข้อง</translation>
        </message>
        <message>
            <source>Photo attached</source>
            <translation>แนบภาพแล้ว</translation>
        </message>
        <message>
            <source>Record fix</source>
            <translation>บันทึกการแก้ไข</translation>
        </message>
        <message>
            <source>Reopen</source>
            <translation>เปิดเรื่องใหม่</translation>
        </message>
        <message>
            <source>Start work</source>
            <translation>เริ่มดำเนินการ</translation>
        </message>
        <message>
            <source>Taken back</source>
            <translation>เลิกทำแล้ว</translation>
        </message>
        <message>
            <source>Type changed</source>
            <translation>เปลี่ยนประเภทแล้ว</translation>
        </message>
        <message>
            <source>Type of {n} cases changed</source>
            <translation>เปลี่ยนประเภทแล้ว {n} เรื่อง</translation>
        </message>
        <message>
            <source>Work started</source>
            <translation>เริ่มดำเนินการแล้ว</translation>
        </message>
        <message>
            <source>photos still to be sent: {n}</source>
            <translation>ภาพรอส่ง {n} ภาพ</translation>
        </message>
        <message>
            <source>{n} cases accepted</source>
            <translation>รับเรื่องแล้ว {n} เรื่อง</translation>
        </message>
        <message>
            <source>{n} cases assigned</source>
            <translation>มอบหมายแล้ว {n} เรื่อง</translation>
        </message>
        <message>
            <source>{n} cases forwarded</source>
            <translation>ส่งต่อแล้ว {n} เรื่อง</translation>
        </message>
        <message>
            <source>{n} cases marked as not a matter for us</source>
            <translation>ระบุว่าไม่เกี่ยวข้องแล้ว {n} เรื่อง</translation>
        </message>
        <message>
            <source>{n} cases saved</source>
            <translation>บันทึกแล้ว {n} เรื่อง</translation>
        </message>
        <message>
            <source>{n} cases were left as they are. {why}</source>
            <translation>{n} เรื่องยังคงเดิม {why}</translation>
        </message>
        <message>
            <source>{n} taken back</source>
            <translation>เลิกทำแล้ว {n} รายการ</translation>
        </message>
    </context>
    <context>
        <name>Attention</name>
        <message>
            <source>A comment is not possible from here; copy your words.</source>
            <translation>เขียนความเห็นจากเครื่องนี้ไม่ได้ คัดลอกข้อความของคุณไว้ได้</translation>
        </message>
        <message>
            <source>All mine</source>
            <translation>ใช้ของฉันทั้งหมด</translation>
        </message>
        <message>
            <source>All of the authority</source>
            <translation>ใช้ของหน่วยงานทั้งหมด</translation>
        </message>
        <message>
            <source>As the authority has it: {values}</source>
            <translation>ตามของหน่วยงาน: {values}</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>กลับ</translation>
        </message>
        <message>
            <source>Before</source>
            <translation>ค่าเดิม</translation>
        </message>
        <message>
            <source>Choose what is to be for all of them. Nothing is saved yet.</source>
            <translation>เลือกอย่างเดียวให้ทุกรายการ ยังไม่บันทึกจนกว่าจะกดยืนยัน</translation>
        </message>
        <message>
            <source>Copy my words</source>
            <translation>คัดลอกข้อความของฉัน</translation>
        </message>
        <message>
            <source>Decide</source>
            <translation>ดูผล</translation>
        </message>
        <message>
            <source>Do it again</source>
            <translation>ทำรายการนี้อีกครั้ง</translation>
        </message>
        <message>
            <source>Do this for all</source>
            <translation>ทำตามนี้ทุกรายการ</translation>
        </message>
        <message>
            <source>Done again; it goes out with the next sync</source>
            <translation>ทำรายการอีกครั้งแล้ว จะส่งเมื่อมีสัญญาณ</translation>
        </message>
        <message>
            <source>Field</source>
            <translation>ช่อง</translation>
        </message>
        <message>
            <source>Fits by itself</source>
            <translation>เข้ากันได้ ไม่ต้องเลือก</translation>
        </message>
        <message>
            <source>Give up mine</source>
            <translation>ไม่ใช้ของฉัน</translation>
        </message>
        <message>
            <source>Giving up copies these words, to paste elsewhere.</source>
            <translation>เมื่อกดไม่ใช้ของฉัน ข้อความนี้จะถูกคัดลอกไว้ วางที่อื่นได้</translation>
        </message>
        <message>
            <source>Keep as comments</source>
            <translation>เก็บเป็นความเห็น</translation>
        </message>
        <message>
            <source>Keep mine as a comment</source>
            <translation>เขียนของฉันเป็นความเห็น</translation>
        </message>
        <message>
            <source>Kept as a comment for staff</source>
            <translation>เก็บเป็นความเห็นเฉพาะเจ้าหน้าที่แล้ว</translation>
        </message>
        <message>
            <source>Kept as a comment for staff: “{words}”</source>
            <translation>เก็บเป็นความเห็นเฉพาะเจ้าหน้าที่ “{words}”</translation>
        </message>
        <message>
            <source>Needs attention</source>
            <translation>ต้องตรวจสอบ</translation>
        </message>
        <message>
            <source>None could be settled so. All are still here.</source>
            <translation>จัดการแบบนี้ไม่ได้สักรายการ ทุกรายการยังอยู่ที่นี่</translation>
        </message>
        <message>
            <source>Nothing needs your attention.</source>
            <translation>ไม่มีเรื่องที่ต้องตรวจสอบ</translation>
        </message>
        <message>
            <source>Of the authority</source>
            <translation>ของหน่วยงาน</translation>
        </message>
        <message>
            <source>Of the authority · {name}</source>
            <translation>ของหน่วยงาน · {name}</translation>
        </message>
        <message>
            <source>One undo takes all of it back.</source>
            <translation>เลิกทำครั้งเดียวกลับมาได้ทั้งหมด</translation>
        </message>
        <message>
            <source>Only staff read it. The case itself stays as it is.</source>
            <translation>เฉพาะเจ้าหน้าที่อ่านได้ ตัวเรื่องยังคงเดิม</translation>
        </message>
        <message>
            <source>Open the case</source>
            <translation>เปิดเรื่อง</translation>
        </message>
        <message>
            <source>Saved as you chose</source>
            <translation>บันทึกตามที่เลือกแล้ว</translation>
        </message>
        <message>
            <source>Select all</source>
            <translation>เลือกทั้งหมด</translation>
        </message>
        <message>
            <source>Select none</source>
            <translation>ไม่เลือก</translation>
        </message>
        <message>
            <source>Selected: {n}</source>
            <translation>เลือกไว้ {n} รายการ</translation>
        </message>
        <message>
            <source>Settled: {n}</source>
            <translation>จัดการแล้ว {n} รายการ</translation>
        </message>
        <message>
            <source>Stays here: {why}</source>
            <translation>ยังอยู่ที่นี่: {why}</translation>
        </message>
        <message>
            <source>The case is as you wanted already.</source>
            <translation>เรื่องเป็นอย่างที่คุณต้องการอยู่แล้ว</translation>
        </message>
        <message>
            <source>The case stays as the authority has it</source>
            <translation>เรื่องยังคงตามค่าของหน่วยงาน</translation>
        </message>
        <message>
            <source>The words of what is given up are copied, to paste elsewhere.</source>
            <translation>ข้อความของรายการที่ไม่ใช้จะถูกคัดลอกไว้ วางที่อื่นได้</translation>
        </message>
        <message>
            <source>These values are not kept; the case stays as it is.</source>
            <translation>ค่าเหล่านี้ไม่ได้เก็บไว้ เรื่องยังคงเดิม</translation>
        </message>
        <message>
            <source>These were changed on both sides, or no longer fit. Your work is kept. Choose when you are ready.</source>
            <translation>รายการเหล่านี้แก้พร้อมกันสองฝั่ง หรือทำต่อไม่ได้แล้ว งานของคุณยังอยู่ครบ เลือกได้เมื่อพร้อม</translation>
        </message>
        <message>
            <source>This case has moved to {name}.</source>
            <translation>เรื่องนี้ย้ายไปอยู่กับ {name} แล้ว</translation>
        </message>
        <message>
            <source>This case is no longer with you.</source>
            <translation>เรื่องนี้ไม่ได้อยู่กับคุณแล้ว</translation>
        </message>
        <message>
            <source>Use all mine</source>
            <translation>ใช้ของฉันทั้งหมด</translation>
        </message>
        <message>
            <source>Use all theirs</source>
            <translation>ใช้ของเขาทั้งหมด</translation>
        </message>
        <message>
            <source>Use what is chosen</source>
            <translation>ใช้ค่าที่เลือก</translation>
        </message>
        <message>
            <source>Wanted to do, but it no longer fitted: {act}</source>
            <translation>ตั้งใจทำรายการนี้ แต่ทำไม่ได้แล้ว: {act}</translation>
        </message>
        <message>
            <source>What happened</source>
            <translation>ลำดับเหตุการณ์</translation>
        </message>
        <message>
            <source>What is kept as a comment</source>
            <translation>ความเห็นที่จะเก็บไว้</translation>
        </message>
        <message>
            <source>What is not chosen stays in the history, and this can be undone.</source>
            <translation>ค่าที่ไม่ได้เลือกยังดูได้ในประวัติ และเลิกทำได้</translation>
        </message>
        <message>
            <source>What will be</source>
            <translation>ผลที่จะได้</translation>
        </message>
        <message>
            <source>What you did</source>
            <translation>สิ่งที่คุณทำไว้</translation>
        </message>
        <message>
            <source>You and {name} changed this case at the same time</source>
            <translation>คุณกับ{name}แก้เรื่องนี้ในช่วงเวลาเดียวกัน</translation>
        </message>
        <message>
            <source>You changed it {mine} · choose the right value of each</source>
            <translation>คุณแก้{mine} · เลือกค่าที่ถูกต้องทีละช่อง</translation>
        </message>
        <message>
            <source>You changed it {mine} · {name} changed it {theirs} · choose the right value of each</source>
            <translation>คุณแก้{mine} · {name}แก้{theirs} · เลือกค่าที่ถูกต้องทีละช่อง</translation>
        </message>
        <message>
            <source>You did this {when}: {act}. It is kept here.</source>
            <translation>คุณทำรายการนี้{when}: {act} ยังเก็บไว้ที่นี่</translation>
        </message>
        <message>
            <source>Your words are copied</source>
            <translation>คัดลอกข้อความของคุณแล้ว</translation>
        </message>
        <message>
            <source>Your words can go to them as a comment.</source>
            <translation>ส่งข้อความของคุณไปเป็นความเห็นได้</translation>
        </message>
        <message>
            <source>Yours</source>
            <translation>ของคุณ</translation>
        </message>
        <message>
            <source>Yours is given up: {act}</source>
            <translation>ไม่ใช้ของคุณ: {act}</translation>
        </message>
        <message>
            <source>and {n} more in the same way</source>
            <translation>และอีก {n} รายการในทำนองเดียวกัน</translation>
        </message>
        <message>
            <source>another case</source>
            <translation>อีกเรื่องหนึ่ง</translation>
        </message>
        <message>
            <source>done as you wanted: {n}</source>
            <translation>เป็นตามของคุณ {n}</translation>
        </message>
        <message>
            <source>kept as comments: {n}</source>
            <translation>เก็บเป็นความเห็น {n}</translation>
        </message>
        <message>
            <source>left as the authority has them: {n}</source>
            <translation>คงตามของหน่วยงาน {n}</translation>
        </message>
        <message>
            <source>none yet</source>
            <translation>ยังไม่มี</translation>
        </message>
        <message>
            <source>not possible so, stay here: {n}</source>
            <translation>ทำแบบนี้ไม่ได้ ยังอยู่ที่นี่ {n}</translation>
        </message>
        <message>
            <source>of yours: {values}</source>
            <translation>ของคุณ: {values}</translation>
        </message>
        <message>
            <source>sent to the server; it did not fit</source>
            <translation>ส่งถึงระบบกลาง พบว่าไม่ตรงกัน</translation>
        </message>
        <message>
            <source>stay here: {n}</source>
            <translation>ยังอยู่ที่นี่ {n}</translation>
        </message>
        <message>
            <source>the authority</source>
            <translation>หน่วยงาน</translation>
        </message>
        <message>
            <source>theirs, with what fits of yours: {n}</source>
            <translation>ตามของหน่วยงาน รวมกับของคุณที่เข้ากันได้ {n}</translation>
        </message>
        <message>
            <source>values that differ: {n}</source>
            <translation>ค่าไม่ตรงกัน {n} ช่อง</translation>
        </message>
        <message>
            <source>waits for an earlier act on this case</source>
            <translation>รอรายการก่อนหน้าของเรื่องนี้</translation>
        </message>
        <message>
            <source>who set it is not known here</source>
            <translation>ยังไม่รู้ว่าใครตั้งค่านี้</translation>
        </message>
        <message>
            <source>with {n} photos</source>
            <translation>พร้อมภาพ {n} ภาพ</translation>
        </message>
        <message>
            <source>you</source>
            <translation>คุณ</translation>
        </message>
        <message>
            <source>you · {when}</source>
            <translation>คุณ · {when}</translation>
        </message>
        <message>
            <source>your words</source>
            <translation>ข้อความของคุณ</translation>
        </message>
        <message>
            <source>your words are copied, to paste elsewhere</source>
            <translation>คัดลอกข้อความของคุณไว้แล้ว วางที่อื่นได้</translation>
        </message>
        <message>
            <source>{field} {value} (you)</source>
            <translation>{field} {value} (คุณ)</translation>
        </message>
        <message>
            <source>{n} cases</source>
            <translation>{n} เรื่อง</translation>
        </message>
        <message>
            <source>{n} more to choose</source>
            <translation>ยังต้องเลือกอีก {n} ช่อง</translation>
        </message>
        <message>
            <source>{n} photos (you)</source>
            <translation>ภาพ {n} ภาพ (คุณ)</translation>
        </message>
    </context>
    <context>
        <name>Batch</name>
        <message>
            <source> h</source>
            <translation> ชม.</translation>
        </message>
        <message>
            <source> min</source>
            <translation> นาที</translation>
        </message>
        <message>
            <source>A case that is no longer here</source>
            <translation>เรื่องที่ไม่อยู่ในเครื่องนี้แล้ว</translation>
        </message>
        <message>
            <source>Add photos</source>
            <translation>เพิ่มภาพ</translation>
        </message>
        <message>
            <source>Add the photos of a day, all at once. The program says by place and time which case each photo may belong to; you confirm, and every fix is saved in one go. Nothing is saved that you did not tick.</source>
            <translation>ใส่ภาพที่ถ่ายมาทั้งวันได้ในครั้งเดียว โปรแกรมจะดูพิกัดและเวลาในภาพแล้วเสนอว่าภาพไหนน่าจะเป็นของเรื่องไหน คุณเป็นคนยืนยัน แล้วบันทึกทุกเรื่องพร้อมกัน เรื่องที่ไม่ได้ติ๊กจะไม่ถูกบันทึก</translation>
        </message>
        <message>
            <source>Already used for a case</source>
            <translation>เคยใช้กับเรื่องแล้ว</translation>
        </message>
        <message>
            <source>Another case…</source>
            <translation>เรื่องอื่น…</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>ยกเลิก</translation>
        </message>
        <message>
            <source>Cases</source>
            <translation>เรื่อง</translation>
        </message>
        <message>
            <source>Clear</source>
            <translation>ชัดเจน</translation>
        </message>
        <message>
            <source>Close by is also: {numbers}</source>
            <translation>ใกล้กันมีอีกเรื่อง: {numbers}</translation>
        </message>
        <message>
            <source>Cost in baht</source>
            <translation>ค่าใช้จ่าย (บาท)</translation>
        </message>
        <message>
            <source>Done by</source>
            <translation>ผู้ทำงาน</translation>
        </message>
        <message>
            <source>Far from every case</source>
            <translation>ไกลจากทุกเรื่อง</translation>
        </message>
        <message>
            <source>For all cases</source>
            <translation>สำหรับทุกเรื่อง</translation>
        </message>
        <message>
            <source>For photos whose time no satellite confirms. The files stay as they are.</source>
            <translation>ใช้กับภาพที่ไม่มีเวลาจากดาวเทียม ไฟล์ภาพไม่ถูกแก้</translation>
        </message>
        <message>
            <source>Here already, and taken once: {n} photos</source>
            <translation>มีอยู่ในชุดนี้แล้ว {n} ภาพ นับครั้งเดียว</translation>
        </message>
        <message>
            <source>Hours that the clock was off</source>
            <translation>จำนวนชั่วโมงที่นาฬิกาคลาดเคลื่อน</translation>
        </message>
        <message>
            <source>Kept on this computer; not saved to the cases yet</source>
            <translation>เก็บไว้ในเครื่องนี้แล้ว ยังไม่ได้บันทึกลงเรื่อง</translation>
        </message>
        <message>
            <source>Leave out {n} from before the work</source>
            <translation>ไม่ใช้ภาพก่อนทำ {n} ภาพ</translation>
        </message>
        <message>
            <source>Likely</source>
            <translation>น่าจะใช่</translation>
        </message>
        <message>
            <source>Map</source>
            <translation>แผนที่</translation>
        </message>
        <message>
            <source>Map of {cases} cases and {photos} photos</source>
            <translation>แผนที่แสดง {cases} เรื่องและ {photos} ภาพ</translation>
        </message>
        <message>
            <source>Materials</source>
            <translation>วัสดุ</translation>
        </message>
        <message>
            <source>Minutes that the clock was off</source>
            <translation>จำนวนนาทีที่นาฬิกาคลาดเคลื่อน</translation>
        </message>
        <message>
            <source>Neither place nor time in the photo</source>
            <translation>ภาพไม่มีทั้งพิกัดและเวลา</translation>
        </message>
        <message>
            <source>No proposal is clear enough to be ticked together; please look at each.</source>
            <translation>ยังไม่มีเรื่องที่ชัดเจนพอจะติ๊กรวมกันได้ โปรดดูทีละเรื่อง</translation>
        </message>
        <message>
            <source>No ready words for this</source>
            <translation>ยังไม่มีข้อความพร้อมใช้สำหรับผลนี้</translation>
        </message>
        <message>
            <source>None</source>
            <translation>เลิกเลือก</translation>
        </message>
        <message>
            <source>Not clear enough</source>
            <translation>ยังไม่ชัดเจน</translation>
        </message>
        <message>
            <source>Nothing is ticked yet. Tick the cases that are right, then save.</source>
            <translation>ยังไม่ได้ติ๊กเรื่องใด ติ๊กเรื่องที่ถูกต้องแล้วจึงบันทึก</translation>
        </message>
        <message>
            <source>Number, words or place of a case</source>
            <translation>เลขเรื่อง คำในเรื่อง หรือสถานที่</translation>
        </message>
        <message>
            <source>Only the photos and words are added; the case stays as it is.</source>
            <translation>จะเพิ่มเฉพาะภาพและข้อความ สถานะเรื่องคงเดิม</translation>
        </message>
        <message>
            <source>Out of the batch</source>
            <translation>นำออกจากชุดนี้</translation>
        </message>
        <message>
            <source>Own visit</source>
            <translation>แยกเป็นอีกจุด</translation>
        </message>
        <message>
            <source>Photo {n}: {words}</source>
            <translation>ภาพที่ {n}: {words}</translation>
        </message>
        <message>
            <source>Photos are still being taken in.</source>
            <translation>กำลังรับภาพอยู่ โปรดรอสักครู่</translation>
        </message>
        <message>
            <source>Photos chosen: {n}</source>
            <translation>เลือกไว้ {n} ภาพ</translation>
        </message>
        <message>
            <source>Photos of several cases</source>
            <translation>ใส่ภาพหลายเรื่อง</translation>
        </message>
        <message>
            <source>Photos that are set aside come here.</source>
            <translation>ภาพที่พักไว้จะมาอยู่ตรงนี้</translation>
        </message>
        <message>
            <source>Please choose photos first, with Space.</source>
            <translation>โปรดเลือกภาพก่อน กด Space ที่ภาพ</translation>
        </message>
        <message>
            <source>Please say why case {number} could not be fixed.</source>
            <translation>โปรดบอกว่าทำไมเรื่อง {number} จึงยังแก้ไขไม่ได้</translation>
        </message>
        <message>
            <source>Possible</source>
            <translation>อาจใช่</translation>
        </message>
        <message>
            <source>Put here by you</source>
            <translation>คุณจัดเอง</translation>
        </message>
        <message>
            <source>Ready words</source>
            <translation>ข้อความพร้อมใช้</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>บันทึก</translation>
        </message>
        <message>
            <source>Save case {number}</source>
            <translation>บันทึกเรื่อง {number}</translation>
        </message>
        <message>
            <source>Save {n} fixes</source>
            <translation>บันทึก {n} เรื่อง</translation>
        </message>
        <message>
            <source>Set aside</source>
            <translation>พักไว้</translation>
        </message>
        <message>
            <source>Set aside by you</source>
            <translation>คุณพักไว้</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>หยุด</translation>
        </message>
        <message>
            <source>Taken back; the photos are here again</source>
            <translation>เลิกทำแล้ว ภาพกลับมาอยู่ที่นี่ครบ</translation>
        </message>
        <message>
            <source>Taking photos in: {done} of {total}</source>
            <translation>กำลังรับภาพ {done} จาก {total}</translation>
        </message>
        <message>
            <source>The camera's clock was off…</source>
            <translation>นาฬิกากล้องไม่ตรง…</translation>
        </message>
        <message>
            <source>The camera's clock was {length} ahead.</source>
            <translation>นาฬิกากล้องเร็วไป {length}</translation>
        </message>
        <message>
            <source>The camera's clock was {length} behind.</source>
            <translation>นาฬิกากล้องช้าไป {length}</translation>
        </message>
        <message>
            <source>The clock of {camera} was {length} ahead; times were set right.</source>
            <translation>นาฬิกาของ {camera} เร็วไป {length} ปรับเวลาให้แล้ว</translation>
        </message>
        <message>
            <source>The clock of {camera} was {length} behind; times were set right.</source>
            <translation>นาฬิกาของ {camera} ช้าไป {length} ปรับเวลาให้แล้ว</translation>
        </message>
        <message>
            <source>The clock was ahead by</source>
            <translation>นาฬิกาเร็วไป</translation>
        </message>
        <message>
            <source>The clock was behind by</source>
            <translation>นาฬิกาช้าไป</translation>
        </message>
        <message>
            <source>The cost is not read: please write a number, such as 350.</source>
            <translation>อ่านค่าใช้จ่ายไม่ได้ โปรดพิมพ์เป็นตัวเลข เช่น 350</translation>
        </message>
        <message>
            <source>The cost of case {number} is no number. Please look at it.</source>
            <translation>ค่าใช้จ่ายของเรื่อง {number} ไม่ใช่ตัวเลข โปรดดูอีกครั้ง</translation>
        </message>
        <message>
            <source>This case takes nothing from you now.</source>
            <translation>ตอนนี้เรื่องนี้ยังรับงานจากคุณไม่ได้</translation>
        </message>
        <message>
            <source>Tick the clear ones</source>
            <translation>ติ๊กเรื่องที่ชัดเจน</translation>
        </message>
        <message>
            <source>To a case</source>
            <translation>ย้ายไปเรื่อง</translation>
        </message>
        <message>
            <source>What was done (the reporter reads this)</source>
            <translation>ทำอะไรไปแล้ว (ผู้แจ้งจะได้อ่าน)</translation>
        </message>
        <message>
            <source>Which case are these {n} photos of?</source>
            <translation>ภาพ {n} ภาพนี้เป็นของเรื่องไหน</translation>
        </message>
        <message>
            <source>Which case?</source>
            <translation>เรื่องไหน?</translation>
        </message>
        <message>
            <source>Which way the clock was off</source>
            <translation>นาฬิกาเร็วหรือช้า</translation>
        </message>
        <message>
            <source>Who, materials, cost</source>
            <translation>ผู้ทำ วัสดุ ค่าใช้จ่าย</translation>
        </message>
        <message>
            <source>With no case</source>
            <translation>ยังไม่มีเรื่อง</translation>
        </message>
        <message>
            <source>With no case: {n}</source>
            <translation>ยังไม่มีเรื่อง {n} ภาพ</translation>
        </message>
        <message>
            <source>Words for every case that has none of its own</source>
            <translation>ข้อความสำหรับเรื่องที่ยังไม่ได้พิมพ์เอง</translation>
        </message>
        <message>
            <source>Your photos are here again</source>
            <translation>นำภาพที่เก็บไว้กลับมาแล้ว</translation>
        </message>
        <message>
            <source>already used for case {number}</source>
            <translation>เคยใช้กับเรื่อง {number} แล้ว</translation>
        </message>
        <message>
            <source>and {n} more</source>
            <translation>และอีก {n} รายการ</translation>
        </message>
        <message>
            <source>by its time</source>
            <translation>ดูจากเวลา</translation>
        </message>
        <message>
            <source>case {number} is {metres} away too</source>
            <translation>เรื่อง {number} ก็อยู่ห่าง {metres}</translation>
        </message>
        <message>
            <source>chosen</source>
            <translation>เลือกแล้ว</translation>
        </message>
        <message>
            <source>has a place</source>
            <translation>มีพิกัด</translation>
        </message>
        <message>
            <source>in your plan of the day</source>
            <translation>อยู่ในแผนงานวันนี้ของคุณ</translation>
        </message>
        <message>
            <source>it takes nothing from you now.</source>
            <translation>ตอนนี้เรื่องนี้ยังรับงานจากคุณไม่ได้</translation>
        </message>
        <message>
            <source>no case with a place is near</source>
            <translation>ไม่มีเรื่องที่มีพิกัดอยู่ใกล้</translation>
        </message>
        <message>
            <source>no place</source>
            <translation>ไม่มีพิกัด</translation>
        </message>
        <message>
            <source>no place in the photo</source>
            <translation>ไม่มีพิกัดในภาพ</translation>
        </message>
        <message>
            <source>no time</source>
            <translation>ไม่มีเวลา</translation>
        </message>
        <message>
            <source>no time in the photo</source>
            <translation>ไม่มีเวลาถ่ายในภาพ</translation>
        </message>
        <message>
            <source>not chosen</source>
            <translation>ยังไม่เลือก</translation>
        </message>
        <message>
            <source>open</source>
            <translation>เปิดอยู่</translation>
        </message>
        <message>
            <source>perhaps before the work</source>
            <translation>อาจเป็นภาพก่อนทำ</translation>
        </message>
        <message>
            <source>photos added to {n} cases</source>
            <translation>เพิ่มภาพให้ {n} เรื่อง</translation>
        </message>
        <message>
            <source>taken before the case was reported</source>
            <translation>ถ่ายก่อนรับแจ้ง</translation>
        </message>
        <message>
            <source>taken between {time} and {until}, while you were there</source>
            <translation>ถ่ายระหว่าง {time} ถึง {until} ตอนที่อยู่ที่จุดนี้</translation>
        </message>
        <message>
            <source>taken within minutes of the photo at {time}</source>
            <translation>ถ่ายห่างจากภาพเวลา {time} ไม่กี่นาที</translation>
        </message>
        <message>
            <source>taken {at}</source>
            <translation>ถ่าย {at}</translation>
        </message>
        <message>
            <source>the camera</source>
            <translation>กล้อง</translation>
        </message>
        <message>
            <source>the case was closed {at}</source>
            <translation>ปิดเรื่องเมื่อ {at}</translation>
        </message>
        <message>
            <source>the nearest case ({number}) is {metres} away</source>
            <translation>เรื่องที่ใกล้ที่สุด ({number}) อยู่ห่าง {metres}</translation>
        </message>
        <message>
            <source>time from the file's name</source>
            <translation>เวลาจากชื่อไฟล์</translation>
        </message>
        <message>
            <source>{metres} from case {number}</source>
            <translation>ห่างจุดแจ้งเรื่อง {number} {metres}</translation>
        </message>
        <message>
            <source>{n} fixes saved</source>
            <translation>บันทึกการแก้ไขแล้ว {n} เรื่อง</translation>
        </message>
        <message>
            <source>{n} photos</source>
            <translation>{n} ภาพ</translation>
        </message>
        <message>
            <source>{n} photos moved</source>
            <translation>ย้ายแล้ว {n} ภาพ</translation>
        </message>
        <message>
            <source>{n} photos whose case is not clear</source>
            <translation>{n} ภาพที่ยังไม่ชัดว่าเป็นของเรื่องไหน</translation>
        </message>
        <message>
            <source>{photos} photos · {cases} cases</source>
            <translation>{photos} ภาพ · {cases} เรื่อง</translation>
        </message>
    </context>
    <context>
        <name>CaseComment</name>
        <message>
            <source>Attach photo</source>
            <translation>แนบภาพ</translation>
        </message>
        <message>
            <source>For staff only</source>
            <translation>เฉพาะเจ้าหน้าที่</translation>
        </message>
        <message>
            <source>Meant for the reporter: it goes out once your authority is connected to LINE.</source>
            <translation>ข้อความถึงผู้แจ้ง จะส่งออกเมื่อหน่วยงานเชื่อมต่อ LINE แล้ว</translation>
        </message>
        <message>
            <source>Only staff of this authority will read this.</source>
            <translation>เฉพาะเจ้าหน้าที่ของหน่วยงานนี้เท่านั้นที่จะเห็นข้อความนี้</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>บันทึก</translation>
        </message>
        <message>
            <source>The reporter will read this once it is sent.</source>
            <translation>ผู้แจ้งจะเห็นข้อความนี้เมื่อส่งแล้ว</translation>
        </message>
        <message>
            <source>To the reporter</source>
            <translation>ถึงผู้แจ้ง</translation>
        </message>
        <message>
            <source>Write a comment…</source>
            <translation>เขียนความเห็น…</translation>
        </message>
    </context>
    <context>
        <name>CaseFacts</name>
        <message>
            <source>Due</source>
            <translation>ครบกำหนด</translation>
        </message>
        <message>
            <source>Map of the place</source>
            <translation>แผนที่ของสถานที่</translation>
        </message>
        <message>
            <source>No type yet</source>
            <translation>ยังไม่ระบุประเภท</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>สถานที่</translation>
        </message>
        <message>
            <source>Reported</source>
            <translation>แจ้งเมื่อ</translation>
        </message>
        <message>
            <source>Reporter</source>
            <translation>ผู้แจ้ง</translation>
        </message>
        <message>
            <source>Responsible</source>
            <translation>ผู้รับผิดชอบ</translation>
        </message>
        <message>
            <source>Show on the map</source>
            <translation>เปิดในแผนที่</translation>
        </message>
        <message>
            <source>Show the whole number</source>
            <translation>แสดงเบอร์ทั้งหมด</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>ประเภท</translation>
        </message>
        <message>
            <source>at the counter</source>
            <translation>ที่สำนักงาน</translation>
        </message>
        <message>
            <source>by LINE</source>
            <translation>ทาง LINE</translation>
        </message>
        <message>
            <source>by Traffy Fondue</source>
            <translation>ทาง Traffy Fondue</translation>
        </message>
        <message>
            <source>by telephone</source>
            <translation>ทางโทรศัพท์</translation>
        </message>
        <message>
            <source>not set</source>
            <translation>ยังไม่กำหนด</translation>
        </message>
        <message>
            <source>{day} at {time}</source>
            <translation>{day} เวลา {time}</translation>
        </message>
    </context>
    <context>
        <name>CaseHistory</name>
        <message>
            <source>History</source>
            <translation>ประวัติ</translation>
        </message>
        <message>
            <source>Kept on this computer; it goes when there is a signal</source>
            <translation>เก็บในเครื่องนี้แล้ว จะส่งเองเมื่อมีสัญญาณ</translation>
        </message>
        <message>
            <source>Photo {n} of {count}: {what}</source>
            <translation>ภาพที่ {n} จาก {count}: {what}</translation>
        </message>
        <message>
            <source>Press Enter to take this back</source>
            <translation>กด Enter เพื่อเลิกทำรายการนี้</translation>
        </message>
        <message>
            <source>Staff only; the reporter does not see this</source>
            <translation>เฉพาะเจ้าหน้าที่ ผู้แจ้งไม่เห็นข้อความนี้</translation>
        </message>
        <message>
            <source>Take back</source>
            <translation>เลิกทำ</translation>
        </message>
        <message>
            <source>Taken back later</source>
            <translation>เลิกทำแล้วภายหลัง</translation>
        </message>
        <message>
            <source>Taken back: {act}</source>
            <translation>เลิกทำ: {act}</translation>
        </message>
        <message>
            <source>With the main case {number}</source>
            <translation>ทำพร้อมเรื่องหลัก {number}</translation>
        </message>
        <message>
            <source>the reporter {channel}</source>
            <translation>ผู้แจ้ง{channel}</translation>
        </message>
        <message>
            <source>you</source>
            <translation>คุณ</translation>
        </message>
        <message>
            <source>{n} photos</source>
            <translation>{n} ภาพ</translation>
        </message>
        <message>
            <source>{n} photos attached</source>
            <translation>แนบภาพหลังดำเนินการ {n} ภาพ</translation>
        </message>
        <message>
            <source>{who} for you</source>
            <translation>{who} แทนคุณ</translation>
        </message>
        <message>
            <source>{who} for {other}</source>
            <translation>{who} แทน {other}</translation>
        </message>
    </context>
    <context>
        <name>CaseList</name>
        <message>
            <source>Address</source>
            <translation>ที่อยู่</translation>
        </message>
        <message>
            <source>Cases</source>
            <translation>รายการเรื่อง</translation>
        </message>
        <message>
            <source>Comment</source>
            <translation>ความเห็น</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>สถานที่</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>เรื่อง</translation>
        </message>
        <message>
            <source>Reporter</source>
            <translation>ผู้แจ้ง</translation>
        </message>
        <message>
            <source>move</source>
            <translation>เลื่อน</translation>
        </message>
        <message>
            <source>showing {n} of {total} cases</source>
            <translation>แสดง {n} จาก {total} เรื่อง</translation>
        </message>
        <message>
            <source>{n} new cases · show</source>
            <translation>มีเรื่องใหม่ {n} เรื่อง · แสดง</translation>
        </message>
    </context>
    <context>
        <name>CasePage</name>
        <message>
            <source>Back to the list (Esc)</source>
            <translation>กลับไปที่รายการ (Esc)</translation>
        </message>
        <message>
            <source>Belongs to {number}</source>
            <translation>อยู่ในเรื่องหลัก {number}</translation>
        </message>
        <message>
            <source>Choose a case from the list</source>
            <translation>เลือกเรื่องจากรายการด้านซ้าย</translation>
        </message>
        <message>
            <source>Choose photos</source>
            <translation>เลือกภาพ</translation>
        </message>
        <message>
            <source>Copied</source>
            <translation>คัดลอกแล้ว</translation>
        </message>
        <message>
            <source>Copy the number</source>
            <translation>คัดลอกเลขเรื่อง</translation>
        </message>
        <message>
            <source>Go on with the draft</source>
            <translation>ทำร่างการแก้ไขต่อ</translation>
        </message>
        <message>
            <source>More acts</source>
            <translation>คำสั่งอื่น</translation>
        </message>
        <message>
            <source>No longer with you</source>
            <translation>ไม่ได้อยู่กับคุณแล้ว</translation>
        </message>
        <message>
            <source>Photos (*.jpg *.jpeg *.png *.heic *.heif *.webp)</source>
            <translation>ภาพ (*.jpg *.jpeg *.png *.heic *.heif *.webp)</translation>
        </message>
        <message>
            <source>Photos not on the server yet</source>
            <translation>ภาพยังไม่ถึงระบบกลาง</translation>
        </message>
        <message>
            <source>for {name}</source>
            <translation>แทน {name}</translation>
        </message>
        <message>
            <source>for {name} until {day}</source>
            <translation>แทน {name} ถึง {day}</translation>
        </message>
        <message>
            <source>{n} cases together</source>
            <translation>รวมอยู่ {n} เรื่อง</translation>
        </message>
    </context>
    <context>
        <name>CasePhotos</name>
        <message>
            <source>After</source>
            <translation>หลัง</translation>
        </message>
        <message>
            <source>Before</source>
            <translation>ก่อน</translation>
        </message>
        <message>
            <source>Compare before and after</source>
            <translation>เทียบก่อนและหลัง</translation>
        </message>
        <message>
            <source>No photo after the work yet</source>
            <translation>ยังไม่มีภาพหลังดำเนินการ</translation>
        </message>
        <message>
            <source>Photo {n}</source>
            <translation>ภาพ {n}</translation>
        </message>
        <message>
            <source>The picture is with the source only</source>
            <translation>ภาพอยู่ที่ระบบต้นทางเท่านั้น</translation>
        </message>
        <message>
            <source>The reporter sent no photo</source>
            <translation>ผู้แจ้งไม่ได้ส่งภาพ</translation>
        </message>
        <message>
            <source>View large</source>
            <translation>ดูภาพใหญ่</translation>
        </message>
        <message>
            <source>edited</source>
            <translation>แก้ไขภาพแล้ว</translation>
        </message>
        <message>
            <source>no time in the photo</source>
            <translation>ไม่มีเวลาถ่ายในภาพ</translation>
        </message>
        <message>
            <source>reporter</source>
            <translation>ผู้แจ้ง</translation>
        </message>
        <message>
            <source>seen before</source>
            <translation>เคยใช้แล้ว</translation>
        </message>
        <message>
            <source>taken after the case was accepted</source>
            <translation>ถ่ายหลังรับเรื่อง</translation>
        </message>
        <message>
            <source>taken after the report</source>
            <translation>ถ่ายหลังรับแจ้ง</translation>
        </message>
        <message>
            <source>taken before the report</source>
            <translation>ถ่ายก่อนรับแจ้ง</translation>
        </message>
        <message>
            <source>the camera's date is still to come</source>
            <translation>วันที่ในกล้องเป็นวันที่ยังไม่ถึง</translation>
        </message>
    </context>
    <context>
        <name>Clock</name>
        <message>
            <source>This computer's clock is {length} fast; times are corrected.</source>
            <translation>นาฬิกาเครื่องนี้เร็วไป {length} · แก้เวลาให้แล้ว</translation>
        </message>
        <message>
            <source>This computer's clock is {length} slow; times are corrected.</source>
            <translation>นาฬิกาเครื่องนี้ช้าไป {length} · แก้เวลาให้แล้ว</translation>
        </message>
        <message>
            <source>{n} days</source>
            <translation>{n} วัน</translation>
        </message>
        <message>
            <source>{n} hours</source>
            <translation>{n} ชั่วโมง</translation>
        </message>
        <message>
            <source>{n} minutes</source>
            <translation>{n} นาที</translation>
        </message>
        <message>
            <source>{n} years</source>
            <translation>{n} ปี</translation>
        </message>
    </context>
    <context>
        <name>Command</name>
        <message>
            <source>Passphrase of this desk: </source>
            <translation>วลีรหัสผ่านของเครื่องนี้: </translation>
        </message>
        <message>
            <source>Signed in as {name}.</source>
            <translation>เข้าสู่ระบบแล้วในชื่อ {name}</translation>
        </message>
        <message>
            <source>Signed out; this computer holds no data.</source>
            <translation>ออกจากระบบแล้ว ไม่มีข้อมูลเหลือในเครื่องนี้</translation>
        </message>
        <message>
            <source>The desk is restored. Waiting to be sent: {n}.</source>
            <translation>กู้คืนข้อมูลแล้ว มี {n} รายการรอส่ง</translation>
        </message>
        <message>
            <source>{n} pictures ({size}) wait for a better line. To move them all the same: tambon-desk sync --pictures</source>
            <translation>ภาพ {n} ภาพ ({size}) รอสัญญาณที่ดีกว่านี้ ถ้าจะรับส่งเลยใช้คำสั่ง: tambon-desk sync --pictures</translation>
        </message>
        <message>
            <source>{n} things need attention: open Needs attention on the desk.</source>
            <translation>มี {n} รายการที่ต้องตรวจสอบ เปิดหน้า ต้องตรวจสอบ ในโปรแกรม</translation>
        </message>
    </context>
    <context>
        <name>Compare</name>
        <message>
            <source>Divider between before and after</source>
            <translation>เส้นแบ่งภาพก่อนและหลัง</translation>
        </message>
        <message>
            <source>{n} % before, the rest after</source>
            <translation>ก่อน {n} % ที่เหลือเป็นหลัง</translation>
        </message>
    </context>
    <context>
        <name>Connection</name>
        <message>
            <source>All sent</source>
            <translation>ส่งครบแล้ว</translation>
        </message>
        <message>
            <source>Check this computer's date</source>
            <translation>โปรดตรวจวันที่ของเครื่องนี้</translation>
        </message>
        <message>
            <source>Closed for maintenance</source>
            <translation>ระบบกลางปิดปรับปรุง</translation>
        </message>
        <message>
            <source>Not connected yet</source>
            <translation>ยังไม่ได้เชื่อมต่อ</translation>
        </message>
        <message>
            <source>Not sent yet</source>
            <translation>ยังส่งไม่ได้</translation>
        </message>
        <message>
            <source>Offline</source>
            <translation>ออฟไลน์</translation>
        </message>
        <message>
            <source>Opens the outbox</source>
            <translation>เปิดรายการรอส่ง</translation>
        </message>
        <message>
            <source>Pictures wait: {n} ({size})</source>
            <translation>ภาพรออยู่ {n} ภาพ ({size})</translation>
        </message>
        <message>
            <source>Please sign in again</source>
            <translation>โปรดเข้าสู่ระบบอีกครั้ง</translation>
        </message>
        <message>
            <source>Sending…</source>
            <translation>กำลังส่ง…</translation>
        </message>
        <message>
            <source>Server not answering</source>
            <translation>ระบบกลางยังไม่ตอบ</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>หยุดไว้</translation>
        </message>
        <message>
            <source>The network's proxy is in the way</source>
            <translation>พร็อกซีของเครือข่ายกั้นอยู่</translation>
        </message>
        <message>
            <source>This computer was signed out</source>
            <translation>เครื่องนี้ถูกออกจากระบบ</translation>
        </message>
        <message>
            <source>Update needed</source>
            <translation>ต้องปรับรุ่นโปรแกรม</translation>
        </message>
        <message>
            <source>Weak signal</source>
            <translation>สัญญาณอ่อน</translation>
        </message>
        <message>
            <source>Wi-Fi needs sign-in</source>
            <translation>ต้องเข้าใช้ Wi-Fi ก่อน</translation>
        </message>
        <message>
            <source>Words sent</source>
            <translation>ส่งข้อความแล้ว</translation>
        </message>
        <message>
            <source>again at {time}</source>
            <translation>ลองใหม่ {time}</translation>
        </message>
        <message>
            <source>{n} waiting</source>
            <translation>รอส่ง {n}</translation>
        </message>
    </context>
    <context>
        <name>Day</name>
        <message>
            <source>A way of {distance} as the crow flies; it was {before}.</source>
            <translation>ทางใหม่ยาว {distance} (วัดเป็นเส้นตรง) เดิม {before}</translation>
        </message>
        <message>
            <source>By due date</source>
            <translation>ตามกำหนด</translation>
        </message>
        <message>
            <source>Choose where the day begins, then nearest first and the way are reckoned from there.</source>
            <translation>เลือกจุดเริ่มต้นของวัน แล้วโปรแกรมจะเรียงเรื่องที่ใกล้ก่อนและวัดทางจากจุดนั้น</translation>
        </message>
        <message>
            <source>Click where the day begins. Enter takes the middle, Esc leaves.</source>
            <translation>คลิกจุดที่เริ่มต้นวัน กด Enter เลือกกลางภาพ กด Esc เพื่อออก</translation>
        </message>
        <message>
            <source>Coordinates where the day begins</source>
            <translation>พิกัดจุดเริ่มต้นของวัน</translation>
        </message>
        <message>
            <source>List</source>
            <translation>รายการ</translation>
        </message>
        <message>
            <source>Map</source>
            <translation>แผนที่</translation>
        </message>
        <message>
            <source>Map with {n} of today's stops</source>
            <translation>แผนที่ มีจุดของวันนี้ {n} จุด</translation>
        </message>
        <message>
            <source>My day</source>
            <translation>วันนี้ของฉัน</translation>
        </message>
        <message>
            <source>My route</source>
            <translation>เส้นทางของฉัน</translation>
        </message>
        <message>
            <source>Nearest first</source>
            <translation>ใกล้ก่อน</translation>
        </message>
        <message>
            <source>No start</source>
            <translation>ไม่ใช้จุดเริ่มต้น</translation>
        </message>
        <message>
            <source>Not for today</source>
            <translation>ยังไม่ทำวันนี้</translation>
        </message>
        <message>
            <source>Nothing is chosen yet: tick the cases for today below.</source>
            <translation>ยังไม่ได้เลือก ติ๊กเรื่องที่จะทำวันนี้จากรายการด้านล่าง</translation>
        </message>
        <message>
            <source>On the map</source>
            <translation>เลือกบนแผนที่</translation>
        </message>
        <message>
            <source>Propose a short way</source>
            <translation>เสนอทางสั้น</translation>
        </message>
        <message>
            <source>Stop {n}</source>
            <translation>จุดที่ {n}</translation>
        </message>
        <message>
            <source>The day begins at {place}.</source>
            <translation>เริ่มต้นวันที่พิกัด {place}</translation>
        </message>
        <message>
            <source>This is no place yet. Write it like 16.4412, 101.1533, or paste a map link.</source>
            <translation>ยังไม่ใช่พิกัด พิมพ์แบบ 16.4412, 101.1533 หรือวางลิงก์แผนที่</translation>
        </message>
        <message>
            <source>Today</source>
            <translation>วันนี้</translation>
        </message>
        <message>
            <source>or coordinates: 16.4412, 101.1533</source>
            <translation>หรือพิกัด 16.4412, 101.1533</translation>
        </message>
        <message>
            <source>the first {n} are shown; the others are in My cases</source>
            <translation>แสดง {n} เรื่องแรก เรื่องอื่นดูได้ที่เรื่องของฉัน</translation>
        </message>
        <message>
            <source>{distance} as the crow flies</source>
            <translation>{distance} เมื่อวัดเป็นเส้นตรง</translation>
        </message>
        <message>
            <source>{distance} away</source>
            <translation>ห่าง {distance}</translation>
        </message>
        <message>
            <source>{distance} on</source>
            <translation>ไปอีก {distance}</translation>
        </message>
        <message>
            <source>{n} done</source>
            <translation>เสร็จแล้ว {n}</translation>
        </message>
        <message>
            <source>{n} to go</source>
            <translation>เหลือ {n} เรื่อง</translation>
        </message>
    </context>
    <context>
        <name>DayField</name>
        <message>
            <source>3 days</source>
            <translation>3 วัน</translation>
        </message>
        <message>
            <source>30 days</source>
            <translation>30 วัน</translation>
        </message>
        <message>
            <source>7 days</source>
            <translation>7 วัน</translation>
        </message>
        <message>
            <source>A day earlier</source>
            <translation>เร็วขึ้นหนึ่งวัน</translation>
        </message>
        <message>
            <source>A day later</source>
            <translation>ช้าลงหนึ่งวัน</translation>
        </message>
        <message>
            <source>The month before</source>
            <translation>เดือนก่อน</translation>
        </message>
        <message>
            <source>The next month</source>
            <translation>เดือนถัดไป</translation>
        </message>
        <message>
            <source>Tomorrow</source>
            <translation>พรุ่งนี้</translation>
        </message>
    </context>
    <context>
        <name>Demo</name>
        <message>
            <source>Daeng, the road crew</source>
            <translation>ช่างแดง ทีมถนน</translation>
        </message>
        <message>
            <source>Filling the demo server with cases (half a minute) …</source>
            <translation>กำลังเติมเรื่องตัวอย่างลงระบบกลางของชุดสาธิต (ประมาณครึ่งนาที) …</translation>
        </message>
        <message>
            <source>Moo 3 and 5, waiting long</source>
            <translation>หมู่ 3 และ 5 ค้างนาน</translation>
        </message>
        <message>
            <source>The demo's central server listens on {url} (this machine alone).</source>
            <translation>ระบบกลางของชุดสาธิตอยู่ที่ {url} (เฉพาะเครื่องนี้)</translation>
        </message>
        <message>
            <source>The tour's pictures are in {folder}</source>
            <translation>ภาพหน้าจออยู่ที่ {folder}</translation>
        </message>
        <message>
            <source>There is no screen here: the tour is drawn into {folder}</source>
            <translation>เครื่องนี้ไม่มีจอภาพ จึงวาดภาพหน้าจอไว้ที่ {folder}</translation>
        </message>
        <message>
            <source>lines to be painted</source>
            <translation>ตีเส้นจราจร</translation>
        </message>
    </context>
    <context>
        <name>Diagnostics</name>
        <message>
            <source>How many cases ({n}) and acts, by kind and state</source>
            <translation>จำนวนเรื่อง ({n}) และรายการ แยกตามชนิดและสถานะ</translation>
        </message>
        <message>
            <source>How this computer's clock differs from the server's</source>
            <translation>นาฬิกาเครื่องนี้ต่างจากระบบกลางเท่าใด</translation>
        </message>
        <message>
            <source>Not in it: names, telephone numbers, words, places, photos and their names, user names, the server's address, folders of this computer, passwords and keys.</source>
            <translation>ไม่มีในไฟล์: ชื่อคน เบอร์โทร ข้อความ สถานที่ ภาพและชื่อภาพ ชื่อผู้ใช้ ที่อยู่ระบบกลาง ชื่อโฟลเดอร์ในเครื่อง รหัสผ่าน และกุญแจ</translation>
        </message>
        <message>
            <source>Sizes: {mb} MB here, {free} MB free on the disk</source>
            <translation>ขนาดข้อมูลในเครื่อง {mb} MB พื้นที่ว่าง {free} MB</translation>
        </message>
        <message>
            <source>The check of what is kept here: {result}</source>
            <translation>ผลตรวจข้อมูลในเครื่อง: {result}</translation>
        </message>
        <message>
            <source>The last rounds of sync ({n}), with figures and codes</source>
            <translation>การส่งและรับที่ผ่านมา ({n} รอบ) เป็นตัวเลขและรหัส</translation>
        </message>
        <message>
            <source>The version of the program and of the system</source>
            <translation>รุ่นของโปรแกรมและระบบปฏิบัติการ</translation>
        </message>
        <message>
            <source>When and where in the program something failed, not with what</source>
            <translation>โปรแกรมติดขัดเมื่อใด ที่ส่วนใด ไม่มีเนื้อหา</translation>
        </message>
        <message>
            <source>all in order</source>
            <translation>เรียบร้อยทุกข้อ</translation>
        </message>
        <message>
            <source>not in order: {n}</source>
            <translation>ไม่เรียบร้อย {n} ข้อ</translation>
        </message>
    </context>
    <context>
        <name>Directions</name>
        <message>
            <source>at the place itself</source>
            <translation>อยู่ที่จุดนั้นเอง</translation>
        </message>
        <message>
            <source>east</source>
            <translation>ทิศตะวันออก</translation>
        </message>
        <message>
            <source>north</source>
            <translation>ทิศเหนือ</translation>
        </message>
        <message>
            <source>north-east</source>
            <translation>ทิศตะวันออกเฉียงเหนือ</translation>
        </message>
        <message>
            <source>north-west</source>
            <translation>ทิศตะวันตกเฉียงเหนือ</translation>
        </message>
        <message>
            <source>south</source>
            <translation>ทิศใต้</translation>
        </message>
        <message>
            <source>south-east</source>
            <translation>ทิศตะวันออกเฉียงใต้</translation>
        </message>
        <message>
            <source>south-west</source>
            <translation>ทิศตะวันตกเฉียงใต้</translation>
        </message>
        <message>
            <source>west</source>
            <translation>ทิศตะวันตก</translation>
        </message>
        <message>
            <source>{distance} {direction}</source>
            <translation>{distance} ทาง{direction}</translation>
        </message>
        <message>
            <source>{way} from the middle of the area</source>
            <translation>{way} จากกลางพื้นที่ตำบล</translation>
        </message>
        <message>
            <source>{way} from the place you chose</source>
            <translation>{way} จากจุดที่คุณเลือก</translation>
        </message>
        <message>
            <source>{way} from where you are</source>
            <translation>{way} จากที่คุณอยู่</translation>
        </message>
        <message>
            <source>{way} from where your day begins</source>
            <translation>{way} จากจุดเริ่มต้นของวัน</translation>
        </message>
    </context>
    <context>
        <name>Evidence</name>
        <message>
            <source>A picture of a screen, not of the place</source>
            <translation>เป็นภาพหน้าจอ ไม่ใช่ภาพถ่ายจากจุดนั้น</translation>
        </message>
        <message>
            <source>Edited after it was taken</source>
            <translation>ภาพถูกแก้ไขหลังถ่าย</translation>
        </message>
        <message>
            <source>Edited with {program}</source>
            <translation>แก้ไขด้วย {program}</translation>
        </message>
        <message>
            <source>Evidence complete</source>
            <translation>หลักฐานครบ</translation>
        </message>
        <message>
            <source>Looks like a photo of case {case}</source>
            <translation>คล้ายกับภาพในเรื่อง {case}</translation>
        </message>
        <message>
            <source>Looks like the reporter's own photo</source>
            <translation>คล้ายกับภาพของผู้แจ้ง</translation>
        </message>
        <message>
            <source>No place in the photo</source>
            <translation>ไม่มีพิกัดในภาพ</translation>
        </message>
        <message>
            <source>No place: its data were removed, as LINE and other chats do</source>
            <translation>ไม่มีพิกัด ข้อมูลในภาพถูกลบ เช่นเมื่อส่งผ่าน LINE</translation>
        </message>
        <message>
            <source>No time in the photo</source>
            <translation>ไม่มีเวลาถ่ายในภาพ</translation>
        </message>
        <message>
            <source>Not edited after it was taken</source>
            <translation>ไม่พบการแก้ไขภาพ</translation>
        </message>
        <message>
            <source>Not used for another case</source>
            <translation>ไม่เคยใช้กับเรื่องอื่น</translation>
        </message>
        <message>
            <source>Photos {one} and {two} are {distance} apart with {length} between them: the time or the place of one cannot be right.</source>
            <translation>ภาพ {one} กับภาพ {two} ห่างกัน {distance} แต่ถ่ายห่างกันเพียง {length} เวลาหรือพิกัดของภาพใดภาพหนึ่งน่าจะไม่ถูกต้อง</translation>
        </message>
        <message>
            <source>Please look at the distance</source>
            <translation>โปรดดูระยะทาง</translation>
        </message>
        <message>
            <source>Please look at the editing</source>
            <translation>โปรดดูการแก้ไขภาพ</translation>
        </message>
        <message>
            <source>Please look at the time</source>
            <translation>โปรดดูเวลาถ่าย</translation>
        </message>
        <message>
            <source>Please look where the photo comes from</source>
            <translation>โปรดดูที่มาของภาพ</translation>
        </message>
        <message>
            <source>Please look whether it is the same photo</source>
            <translation>โปรดดูว่าเป็นภาพซ้ำหรือไม่</translation>
        </message>
        <message>
            <source>Taken with a computer's camera: its clock, and no place</source>
            <translation>ถ่ายด้วยกล้องคอมพิวเตอร์ ใช้เวลาของเครื่อง ไม่มีพิกัด</translation>
        </message>
        <message>
            <source>Taken {time}, after the case was accepted</source>
            <translation>ถ่าย {time} หลังรับเรื่อง</translation>
        </message>
        <message>
            <source>Taken {time}, after the report</source>
            <translation>ถ่าย {time} หลังรับแจ้ง</translation>
        </message>
        <message>
            <source>Taken {time}, before the report</source>
            <translation>ถ่าย {time} ก่อนรับแจ้ง</translation>
        </message>
        <message>
            <source>Taken {time}, which is still to come</source>
            <translation>ถ่าย {time} ซึ่งยังมาไม่ถึง</translation>
        </message>
        <message>
            <source>The case has no place to compare with</source>
            <translation>เรื่องนี้ไม่มีพิกัดให้เทียบ</translation>
        </message>
        <message>
            <source>The height in the photo cannot be right</source>
            <translation>ความสูงในภาพเป็นไปไม่ได้</translation>
        </message>
        <message>
            <source>The photo proves nothing by itself</source>
            <translation>ภาพไม่มีข้อมูลยืนยัน</translation>
        </message>
        <message>
            <source>The place is older than the photo</source>
            <translation>พิกัดเก่ากว่าภาพ</translation>
        </message>
        <message>
            <source>The place is {length} older than the photo</source>
            <translation>พิกัดเก่ากว่าภาพ {length}</translation>
        </message>
        <message>
            <source>The place was entered by hand, not by satellite</source>
            <translation>พิกัดใส่ด้วยมือ ไม่ได้มาจากดาวเทียม</translation>
        </message>
        <message>
            <source>The place was made up by an app (mock location)</source>
            <translation>พิกัดมาจากแอปจำลองตำแหน่ง</translation>
        </message>
        <message>
            <source>The place was written in by a program</source>
            <translation>พิกัดถูกเขียนเพิ่มด้วยโปรแกรม</translation>
        </message>
        <message>
            <source>The same file is with case {case}</source>
            <translation>ไฟล์เดียวกับภาพในเรื่อง {case}</translation>
        </message>
        <message>
            <source>{distance} from the case</source>
            <translation>ห่างจุดแจ้ง {distance}</translation>
        </message>
        <message>
            <source>{distance} from the case (more than {limit})</source>
            <translation>ห่างจุดแจ้ง {distance} (เกิน {limit})</translation>
        </message>
        <message>
            <source>{distance} from the case (within {limit})</source>
            <translation>ห่างจุดแจ้ง {distance} (ไม่เกิน {limit})</translation>
        </message>
    </context>
    <context>
        <name>Field</name>
        <message>
            <source>Due</source>
            <translation>ครบกำหนด</translation>
        </message>
        <message>
            <source>Forwarded to</source>
            <translation>ส่งต่อไปยัง</translation>
        </message>
        <message>
            <source>Label</source>
            <translation>ป้ายสถานะ</translation>
        </message>
        <message>
            <source>Latitude</source>
            <translation>ละติจูด</translation>
        </message>
        <message>
            <source>Longitude</source>
            <translation>ลองจิจูด</translation>
        </message>
        <message>
            <source>Main case</source>
            <translation>เรื่องหลัก</translation>
        </message>
        <message>
            <source>Officer</source>
            <translation>ผู้รับผิดชอบ</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>สถานที่</translation>
        </message>
        <message>
            <source>Priority</source>
            <translation>ความเร่งด่วน</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>เรื่องที่แจ้ง</translation>
        </message>
        <message>
            <source>State</source>
            <translation>สถานะ</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>ประเภท</translation>
        </message>
        <message>
            <source>Unit</source>
            <translation>กอง/ฝ่าย</translation>
        </message>
    </context>
    <context>
        <name>Filters</name>
        <message>
            <source>After-photo</source>
            <translation>ภาพหลังดำเนินการ</translation>
        </message>
        <message>
            <source>Age</source>
            <translation>แจ้งมานาน</translation>
        </message>
        <message>
            <source>All that is chosen</source>
            <translation>ทั้งหมดที่เลือกไว้</translation>
        </message>
        <message>
            <source>Any age</source>
            <translation>นานเท่าใดก็ได้</translation>
        </message>
        <message>
            <source>At most {n} days old</source>
            <translation>ไม่เกิน {n} วัน</translation>
        </message>
        <message>
            <source>Chosen on the map ({n})</source>
            <translation>เลือกจากแผนที่ ({n})</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>ปิด</translation>
        </message>
        <message>
            <source>Days at least</source>
            <translation>อย่างน้อยกี่วัน</translation>
        </message>
        <message>
            <source>Days at most</source>
            <translation>อย่างมากกี่วัน</translation>
        </message>
        <message>
            <source>Distance</source>
            <translation>ระยะ</translation>
        </message>
        <message>
            <source>Distance from a place</source>
            <translation>ระยะจากจุดหนึ่ง</translation>
        </message>
        <message>
            <source>Everybody</source>
            <translation>ทุกคน</translation>
        </message>
        <message>
            <source>Filters</source>
            <translation>ตัวกรอง</translation>
        </message>
        <message>
            <source>From the case shown</source>
            <translation>จากเรื่องที่เปิดอยู่</translation>
        </message>
        <message>
            <source>From … to … days</source>
            <translation>ตั้งแต่ … ถึง … วัน</translation>
        </message>
        <message>
            <source>Has an after-photo</source>
            <translation>มีภาพหลัง</translation>
        </message>
        <message>
            <source>Latitude, longitude</source>
            <translation>ละติจูด, ลองจิจูด</translation>
        </message>
        <message>
            <source>No after-photo</source>
            <translation>ไม่มีภาพหลัง</translation>
        </message>
        <message>
            <source>No place</source>
            <translation>ไม่มีพิกัด</translation>
        </message>
        <message>
            <source>Nobody responsible</source>
            <translation>ยังไม่มีผู้รับผิดชอบ</translation>
        </message>
        <message>
            <source>Only cases that are</source>
            <translation>เฉพาะเรื่องที่</translation>
        </message>
        <message>
            <source>Order</source>
            <translation>เรียงลำดับ</translation>
        </message>
        <message>
            <source>Order: {order}</source>
            <translation>เรียง: {order}</translation>
        </message>
        <message>
            <source>Over {n} days old</source>
            <translation>นานกว่า {n} วัน</translation>
        </message>
        <message>
            <source>Please write it like 16.4412, 101.1533</source>
            <translation>โปรดพิมพ์เช่น 16.4412, 101.1533</translation>
        </message>
        <message>
            <source>Remove: {filter}</source>
            <translation>เอาออก: {filter}</translation>
        </message>
        <message>
            <source>Responsible</source>
            <translation>ผู้รับผิดชอบ</translation>
        </message>
        <message>
            <source>Show {n} cases</source>
            <translation>แสดง {n} เรื่อง</translation>
        </message>
        <message>
            <source>State</source>
            <translation>สถานะ</translation>
        </message>
        <message>
            <source>The case shown has no place.</source>
            <translation>เรื่องที่เปิดอยู่ไม่มีพิกัด</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>ประเภท</translation>
        </message>
        <message>
            <source>Unit</source>
            <translation>กอง/ฝ่าย</translation>
        </message>
        <message>
            <source>Views</source>
            <translation>มุมมอง</translation>
        </message>
        <message>
            <source>Village</source>
            <translation>หมู่บ้าน</translation>
        </message>
        <message>
            <source>With or without after-photo</source>
            <translation>มีหรือไม่มีภาพหลัง</translation>
        </message>
        <message>
            <source>Within {distance}</source>
            <translation>ห่างไม่เกิน {distance}</translation>
        </message>
        <message>
            <source>folded</source>
            <translation>พับอยู่</translation>
        </message>
        <message>
            <source>open</source>
            <translation>เปิดอยู่</translation>
        </message>
        <message>
            <source>to</source>
            <translation>ถึง</translation>
        </message>
        <message>
            <source>{a} to {b} days old</source>
            <translation>{a} ถึง {b} วัน</translation>
        </message>
        <message>
            <source>{n} cases</source>
            <translation>{n} เรื่อง</translation>
        </message>
    </context>
    <context>
        <name>FixPage</name>
        <message>
            <source>(the reporter will read this)</source>
            <translation>(ผู้แจ้งจะได้อ่าน)</translation>
        </message>
        <message>
            <source>Add a line</source>
            <translation>เพิ่มรายการ</translation>
        </message>
        <message>
            <source>Add photos</source>
            <translation>เพิ่มภาพ</translation>
        </message>
        <message>
            <source>Back for now</source>
            <translation>กลับไปก่อน</translation>
        </message>
        <message>
            <source>Baht, all of it</source>
            <translation>รวมเป็นเงิน (บาท)</translation>
        </message>
        <message>
            <source>Copied photos can be pasted with Ctrl+V. JPEG, PNG or HEIC.</source>
            <translation>ภาพที่คัดลอกไว้วางได้ด้วย Ctrl+V ใช้ไฟล์ JPEG, PNG หรือ HEIC</translation>
        </message>
        <message>
            <source>Draft kept by itself at {time}</source>
            <translation>ร่างนี้เก็บอัตโนมัติเมื่อ {time}</translation>
        </message>
        <message>
            <source>Drop photos here, or press P to choose them</source>
            <translation>ลากภาพมาวางที่นี่ หรือกด P เพื่อเลือกภาพ</translation>
        </message>
        <message>
            <source>Forget “{name}”</source>
            <translation>เลิกเก็บ “{name}”</translation>
        </message>
        <message>
            <source>How much</source>
            <translation>จำนวน</translation>
        </message>
        <message>
            <source>How the case stands now</source>
            <translation>ผลของเรื่องนี้</translation>
        </message>
        <message>
            <source>Keep what is typed as mine</source>
            <translation>เก็บข้อความที่พิมพ์ไว้ใช้อีก</translation>
        </message>
        <message>
            <source>Last told to the reporter</source>
            <translation>บอกผู้แจ้งไว้ล่าสุด</translation>
        </message>
        <message>
            <source>Left to do: {left}</source>
            <translation>ยังเหลือ: {left}</translation>
        </message>
        <message>
            <source>Look again on</source>
            <translation>นัดกลับมาดูวันที่</translation>
        </message>
        <message>
            <source>Materials and cost</source>
            <translation>วัสดุและค่าใช้จ่าย</translation>
        </message>
        <message>
            <source>Not your area? The clerk will see your reason and forward it.</source>
            <translation>ถ้าไม่ใช่พื้นที่เรา ธุรการจะเห็นเหตุผลนี้และส่งต่อให้</translation>
        </message>
        <message>
            <source>Not your area? You can forward the case from its page (F).</source>
            <translation>ถ้าไม่ใช่พื้นที่เรา ส่งต่อได้จากหน้าเรื่อง (กด F)</translation>
        </message>
        <message>
            <source>Photo before the work</source>
            <translation>ภาพก่อนดำเนินการ</translation>
        </message>
        <message>
            <source>Photos after the work</source>
            <translation>ภาพหลังดำเนินการ</translation>
        </message>
        <message>
            <source>Photos are still being checked.</source>
            <translation>กำลังตรวจภาพอยู่ โปรดรอสักครู่แล้วบันทึกอีกครั้ง</translation>
        </message>
        <message>
            <source>Please add a photo, or say in a few words what was done.</source>
            <translation>โปรดเพิ่มภาพ หรือบอกสั้น ๆ ว่าทำอะไรไปแล้ว</translation>
        </message>
        <message>
            <source>Please say in a few words why it cannot be done.</source>
            <translation>โปรดบอกสั้น ๆ ว่าทำไมยังแก้ไม่ได้</translation>
        </message>
        <message>
            <source>Ready words</source>
            <translation>ข้อความสำเร็จรูป</translation>
        </message>
        <message>
            <source>Record a fix</source>
            <translation>บันทึกการแก้ไข</translation>
        </message>
        <message>
            <source>Remove this line</source>
            <translation>ลบรายการนี้</translation>
        </message>
        <message>
            <source>Remove {name}</source>
            <translation>นำ {name} ออก</translation>
        </message>
        <message>
            <source>Reported {when}</source>
            <translation>แจ้งเมื่อ {when}</translation>
        </message>
        <message>
            <source>Save the fix</source>
            <translation>บันทึกการแก้ไข</translation>
        </message>
        <message>
            <source>Saved on this computer at once</source>
            <translation>บันทึกแล้วอยู่ในเครื่องนี้ทันที</translation>
        </message>
        <message>
            <source>The case is followed up and comes back on that day.</source>
            <translation>เรื่องจะอยู่ในการติดตาม และกลับมาให้ดูในวันนั้น</translation>
        </message>
        <message>
            <source>The case stays in progress.</source>
            <translation>เรื่องยังอยู่ระหว่างดำเนินการ</translation>
        </message>
        <message>
            <source>The reporter's photo, to compare with</source>
            <translation>ภาพจากผู้แจ้ง ใช้เทียบกับภาพหลัง</translation>
        </message>
        <message>
            <source>Type the words first, then keep them.</source>
            <translation>พิมพ์ข้อความก่อน แล้วจึงเก็บไว้ใช้อีก</translation>
        </message>
        <message>
            <source>Unit</source>
            <translation>หน่วย</translation>
        </message>
        <message>
            <source>What is left to do</source>
            <translation>ยังเหลืออะไร</translation>
        </message>
        <message>
            <source>What was done</source>
            <translation>ทำอะไรไปแล้ว</translation>
        </message>
        <message>
            <source>What was used</source>
            <translation>ใช้อะไร</translation>
        </message>
        <message>
            <source>Who did it</source>
            <translation>ใครทำ</translation>
        </message>
        <message>
            <source>Why it cannot be done</source>
            <translation>ทำไมยังแก้ไม่ได้</translation>
        </message>
        <message>
            <source>Why photo {n} is far from the case (optional)</source>
            <translation>เหตุผลที่ภาพ {n} อยู่ไกลจากจุดแจ้ง (ไม่บังคับ)</translation>
        </message>
        <message>
            <source>Why photo {n} is right all the same (optional)</source>
            <translation>เหตุผลที่ภาพ {n} ใช้ได้ (ไม่บังคับ)</translation>
        </message>
        <message>
            <source>Why photo {n} was edited (optional)</source>
            <translation>เหตุผลที่ภาพ {n} ถูกแก้ไข (ไม่บังคับ)</translation>
        </message>
        <message>
            <source>Why photo {n} was seen before (optional)</source>
            <translation>เหตุผลที่ภาพ {n} เคยใช้แล้ว (ไม่บังคับ)</translation>
        </message>
        <message>
            <source>Why the time of photo {n} does not fit (optional)</source>
            <translation>เหตุผลที่เวลาของภาพ {n} ไม่ตรง (ไม่บังคับ)</translation>
        </message>
        <message>
            <source>You can switch it off; no work is lost</source>
            <translation>ปิดเครื่องได้ งานไม่หาย</translation>
        </message>
        <message>
            <source>Your draft is here again</source>
            <translation>นำร่างที่เก็บไว้กลับมาแล้ว</translation>
        </message>
        <message>
            <source>baht</source>
            <translation>บาท</translation>
        </message>
        <message>
            <source>checking {n} photos…</source>
            <translation>กำลังตรวจ {n} ภาพ…</translation>
        </message>
        <message>
            <source>close, tell the reporter</source>
            <translation>ปิดเรื่อง แจ้งผู้แจ้ง</translation>
        </message>
        <message>
            <source>for example: lines to be painted</source>
            <translation>เช่น ยังไม่ได้ตีเส้น</translation>
        </message>
        <message>
            <source>none told</source>
            <translation>ยังไม่ได้ระบุ</translation>
        </message>
        <message>
            <source>none yet</source>
            <translation>ยังไม่มีภาพ</translation>
        </message>
        <message>
            <source>not possible now</source>
            <translation>ยังแก้ไม่ได้</translation>
        </message>
        <message>
            <source>partly fixed</source>
            <translation>แก้ได้บางส่วน</translation>
        </message>
        <message>
            <source>together {amount}</source>
            <translation>รวม {amount}</translation>
        </message>
        <message>
            <source>{n} lines</source>
            <translation>{n} รายการ</translation>
        </message>
        <message>
            <source>{n} photos · checked by what is in them</source>
            <translation>{n} ภาพ · ตรวจแล้วจากข้อมูลในภาพ</translation>
        </message>
        <message>
            <source>“{text}” is no amount of baht. Please type it like 1,200.50.</source>
            <translation>“{text}” ไม่ใช่จำนวนเงิน โปรดพิมพ์เช่น 1,200.50</translation>
        </message>
    </context>
    <context>
        <name>FixWords</name>
        <message>
            <source>Cost {amount}</source>
            <translation>ค่าใช้จ่าย {amount}</translation>
        </message>
        <message>
            <source>Could not be fixed yet</source>
            <translation>ยังแก้ไขไม่ได้</translation>
        </message>
        <message>
            <source>Done by {who}</source>
            <translation>ผู้ทำงาน {who}</translation>
        </message>
        <message>
            <source>Fixed</source>
            <translation>แก้ไขแล้ว</translation>
        </message>
        <message>
            <source>Materials: {list}</source>
            <translation>วัสดุ {list}</translation>
        </message>
        <message>
            <source>Partly fixed</source>
            <translation>แก้ไขได้บางส่วน</translation>
        </message>
        <message>
            <source>{n} baht</source>
            <translation>{n} บาท</translation>
        </message>
    </context>
    <context>
        <name>Frame</name>
        <message>
            <source>Preparing search, {n} of {m}</source>
            <translation>เตรียมค้นหา {n} จาก {m}</translation>
        </message>
        <message>
            <source>Search or command</source>
            <translation>ค้นหาหรือสั่งงาน</translation>
        </message>
        <message>
            <source>Searching works meanwhile, a little slower.</source>
            <translation>ระหว่างนี้ค้นหาได้ครบทุกเรื่อง แต่จะช้าลงเล็กน้อย</translation>
        </message>
    </context>
    <context>
        <name>GoThere</name>
        <message>
            <source>&amp;Measure from another place…</source>
            <translation>วัดระยะจากจุดอื่น… (&amp;M)</translation>
        </message>
        <message>
            <source>&amp;Open in the map program</source>
            <translation>เปิดในโปรแกรมแผนที่ (&amp;O)</translation>
        </message>
        <message>
            <source>&amp;{n} Copy {name}: {text}</source>
            <translation>&amp;{n} คัดลอก{name}: {text}</translation>
        </message>
        <message>
            <source>16.4412, 101.1533, then Enter</source>
            <translation>16.4412, 101.1533 แล้วกด Enter</translation>
        </message>
        <message>
            <source>Copied: {text}</source>
            <translation>คัดลอกแล้ว: {text}</translation>
        </message>
        <message>
            <source>Copy the &amp;way: {text}</source>
            <translation>คัดลอกทางไป: {text} (&amp;W)</translation>
        </message>
        <message>
            <source>From where to measure: coordinates</source>
            <translation>วัดระยะจากจุดใด: พิกัด</translation>
        </message>
        <message>
            <source>Go there</source>
            <translation>ไปที่นี่</translation>
        </message>
        <message>
            <source>Opened in the map program.</source>
            <translation>เปิดในโปรแกรมแผนที่แล้ว</translation>
        </message>
        <message>
            <source>This computer has no program for map links. The coordinates are copied: paste them into any map.</source>
            <translation>เครื่องนี้ไม่มีโปรแกรมที่เปิดลิงก์แผนที่ คัดลอกพิกัดให้แล้ว วางในแผนที่ใดก็ได้</translation>
        </message>
        <message>
            <source>This is no place. Type latitude and longitude, such as 16.4412, 101.1533, or paste a map link.</source>
            <translation>อ่านพิกัดไม่ได้ โปรดพิมพ์ละติจูดและลองจิจูด เช่น 16.4412, 101.1533 หรือวางลิงก์แผนที่</translation>
        </message>
        <message>
            <source>UTM</source>
            <translation>พิกัด UTM</translation>
        </message>
        <message>
            <source>degrees</source>
            <translation>พิกัดองศา</translation>
        </message>
        <message>
            <source>degrees and minutes</source>
            <translation>พิกัดองศาและลิปดา</translation>
        </message>
        <message>
            <source>link for Google Maps</source>
            <translation>ลิงก์ Google Maps</translation>
        </message>
    </context>
    <context>
        <name>Incoming</name>
        <message>
            <source>Accept</source>
            <translation>รับเรื่อง</translation>
        </message>
        <message>
            <source>Accepting {n} cases…</source>
            <translation>กำลังรับ {n} เรื่อง…</translation>
        </message>
        <message>
            <source>All</source>
            <translation>ทั้งหมด</translation>
        </message>
        <message>
            <source>All taken. New cases will appear here by themselves.</source>
            <translation>รับครบทุกเรื่องแล้ว เรื่องใหม่จะขึ้นที่นี่เอง</translation>
        </message>
        <message>
            <source>All villages</source>
            <translation>ทุกหมู่บ้าน</translation>
        </message>
        <message>
            <source>Assign</source>
            <translation>มอบหมาย</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>ปิด</translation>
        </message>
        <message>
            <source>Forward</source>
            <translation>ส่งต่อ</translation>
        </message>
        <message>
            <source>Incoming</source>
            <translation>เรื่องเข้าใหม่</translation>
        </message>
        <message>
            <source>May be duplicates</source>
            <translation>อาจซ้ำ</translation>
        </message>
        <message>
            <source>May be the same matter: {n}</source>
            <translation>อาจเป็นเรื่องเดียวกัน {n} เรื่อง</translation>
        </message>
        <message>
            <source>Merge</source>
            <translation>รวม</translation>
        </message>
        <message>
            <source>Merge all</source>
            <translation>รวมเรื่อง</translation>
        </message>
        <message>
            <source>Merging {n} cases…</source>
            <translation>กำลังรวม {n} เรื่อง…</translation>
        </message>
        <message>
            <source>More</source>
            <translation>เพิ่มเติม</translation>
        </message>
        <message>
            <source>No case matches. Try a shorter word or clear the filters.</source>
            <translation>ไม่พบเรื่องที่ตรงกัน ลองใช้คำสั้นลง หรือล้างตัวกรอง</translation>
        </message>
        <message>
            <source>No photo came with this report</source>
            <translation>เรื่องนี้ไม่มีภาพแนบมา</translation>
        </message>
        <message>
            <source>No place</source>
            <translation>ไม่มีพิกัด</translation>
        </message>
        <message>
            <source>Not a matter</source>
            <translation>ไม่เกี่ยวข้อง</translation>
        </message>
        <message>
            <source>Not same</source>
            <translation>ไม่ซ้ำกัน</translation>
        </message>
        <message>
            <source>Noted: not the same matter</source>
            <translation>บันทึกแล้วว่าไม่ใช่เรื่องเดียวกัน</translation>
        </message>
        <message>
            <source>Open the full case</source>
            <translation>เปิดเรื่องเต็มหน้า</translation>
        </message>
        <message>
            <source>Opening the incoming cases…</source>
            <translation>กำลังเปิดเรื่องเข้าใหม่…</translation>
        </message>
        <message>
            <source>Photo of the report</source>
            <translation>ภาพจากผู้แจ้ง</translation>
        </message>
        <message>
            <source>Preview</source>
            <translation>ดูย่อ</translation>
        </message>
        <message>
            <source>Reopened</source>
            <translation>เปิดเรื่องใหม่</translation>
        </message>
        <message>
            <source>Select two cases or more to merge them.</source>
            <translation>โปรดเลือกตั้งแต่สองเรื่องขึ้นไปเพื่อรวมเรื่อง</translation>
        </message>
        <message>
            <source>Suggestions</source>
            <translation>คำแนะนำ</translation>
        </message>
        <message>
            <source>Suggestions used for {n} cases</source>
            <translation>ใช้ตามคำแนะนำแล้ว {n} เรื่อง</translation>
        </message>
        <message>
            <source>Taking it back…</source>
            <translation>กำลังเลิกทำ…</translation>
        </message>
        <message>
            <source>The case pointed at</source>
            <translation>เรื่องที่ชี้อยู่</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>ประเภท</translation>
        </message>
        <message>
            <source>Unit</source>
            <translation>กอง</translation>
        </message>
        <message>
            <source>Use these</source>
            <translation>ใช้ตามนี้</translation>
        </message>
        <message>
            <source>Working on {n} cases…</source>
            <translation>กำลังบันทึก {n} เรื่อง…</translation>
        </message>
        <message>
            <source>and {n} more</source>
            <translation>และอีก {n} เรื่อง</translation>
        </message>
        <message>
            <source>as {n} cases of this type before</source>
            <translation>เคยให้กองนี้ {n} เรื่อง</translation>
        </message>
        <message>
            <source>found the words “{words}”</source>
            <translation>พบคำว่า “{words}”</translation>
        </message>
        <message>
            <source>no place given</source>
            <translation>ไม่ได้ระบุสถานที่</translation>
        </message>
        <message>
            <source>telephone</source>
            <translation>โทรศัพท์</translation>
        </message>
        <message>
            <source>the counter</source>
            <translation>เคาน์เตอร์</translation>
        </message>
        <message>
            <source>the web</source>
            <translation>เว็บไซต์</translation>
        </message>
        <message>
            <source>through {channel}</source>
            <translation>ทาง {channel}</translation>
        </message>
        <message>
            <source>{metres} away · reported {time} apart</source>
            <translation>ห่าง {metres} · แจ้งห่างกัน {time}</translation>
        </message>
        <message>
            <source>{n} cases</source>
            <translation>{n} เรื่อง</translation>
        </message>
        <message>
            <source>{n} cases accepted and given to {name}</source>
            <translation>รับเรื่องแล้ว {n} เรื่อง มอบให้{name}</translation>
        </message>
        <message>
            <source>{n} cases merged into one</source>
            <translation>รวม {n} เรื่องเป็นเรื่องเดียวแล้ว</translation>
        </message>
        <message>
            <source>{n} cases were left as they are</source>
            <translation>{n} เรื่องยังคงเดิม</translation>
        </message>
        <message>
            <source>{n} new</source>
            <translation>มีเรื่องใหม่ {n} เรื่อง</translation>
        </message>
        <message>
            <source>{n} selected</source>
            <translation>เลือก {n} เรื่อง</translation>
        </message>
        <message>
            <source>{n} waiting</source>
            <translation>{n} เรื่องรอรับ</translation>
        </message>
    </context>
    <context>
        <name>Keys</name>
        <message>
            <source>All keys</source>
            <translation>ปุ่มทั้งหมด</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>ปิด</translation>
        </message>
        <message>
            <source>compare before and after (case)</source>
            <translation>เทียบภาพก่อนและหลัง (หน้าเรื่อง)</translation>
        </message>
        <message>
            <source>export, print (reports)</source>
            <translation>ส่งออก พิมพ์ (รายงาน)</translation>
        </message>
        <message>
            <source>filters and views (cases)</source>
            <translation>ตัวกรองและมุมมอง (รายการเรื่อง)</translation>
        </message>
        <message>
            <source>go there, coordinates (case)</source>
            <translation>ไปที่นี่ พิกัด (หน้าเรื่อง)</translation>
        </message>
        <message>
            <source>merge, not the same</source>
            <translation>รวมเรื่อง ไม่ซ้ำกัน</translation>
        </message>
        <message>
            <source>move the stop (my day)</source>
            <translation>เลื่อนลำดับจุด (วันนี้ของฉัน)</translation>
        </message>
        <message>
            <source>next pane</source>
            <translation>ส่วนถัดไปของหน้า</translation>
        </message>
        <message>
            <source>next, previous</source>
            <translation>ถัดไป ก่อนหน้า</translation>
        </message>
        <message>
            <source>open, back</source>
            <translation>เปิด กลับ</translation>
        </message>
        <message>
            <source>pages of the rail</source>
            <translation>หน้าต่าง ๆ ทางซ้าย</translation>
        </message>
        <message>
            <source>propose a short way (my day)</source>
            <translation>เสนอทางสั้น (วันนี้ของฉัน)</translation>
        </message>
        <message>
            <source>save this page</source>
            <translation>บันทึกหน้านี้</translation>
        </message>
        <message>
            <source>search and commands</source>
            <translation>ค้นหาหรือสั่งงาน</translation>
        </message>
        <message>
            <source>select (incoming, attention, my day)</source>
            <translation>เลือก (เรื่องเข้าใหม่ ต้องตรวจสอบ วันนี้ของฉัน)</translation>
        </message>
        <message>
            <source>show on the map</source>
            <translation>เปิดในแผนที่</translation>
        </message>
        <message>
            <source>sync now</source>
            <translation>รับส่งข้อมูลเดี๋ยวนี้</translation>
        </message>
        <message>
            <source>take back (outbox)</source>
            <translation>ถอนคืนหรือเลิกทำ (รอส่ง)</translation>
        </message>
        <message>
            <source>take suggestions</source>
            <translation>ใช้ตามคำแนะนำ</translation>
        </message>
        <message>
            <source>this list</source>
            <translation>รายการนี้</translation>
        </message>
        <message>
            <source>try again (outbox)</source>
            <translation>ลองใหม่ (รอส่ง)</translation>
        </message>
        <message>
            <source>undo the last act</source>
            <translation>เลิกทำรายการล่าสุด</translation>
        </message>
        <message>
            <source>view the photos large (case)</source>
            <translation>ดูภาพใหญ่ (หน้าเรื่อง)</translation>
        </message>
    </context>
    <context>
        <name>Leaves</name>
        <message>
            <source>Call off</source>
            <translation>ยกเลิก</translation>
        </message>
        <message>
            <source>Choose an officer</source>
            <translation>เลือกเจ้าหน้าที่</translation>
        </message>
        <message>
            <source>End now</source>
            <translation>สิ้นสุดเดี๋ยวนี้</translation>
        </message>
        <message>
            <source>First day</source>
            <translation>ตั้งแต่วันที่</translation>
        </message>
        <message>
            <source>Last day</source>
            <translation>ถึงวันที่</translation>
        </message>
        <message>
            <source>Leave and substitutes</source>
            <translation>ลาและผู้ปฏิบัติแทน</translation>
        </message>
        <message>
            <source>Nobody is on leave.</source>
            <translation>ยังไม่มีใครลา</translation>
        </message>
        <message>
            <source>On leave</source>
            <translation>ผู้ลา</translation>
        </message>
        <message>
            <source>Please choose who is on leave and who stands in.</source>
            <translation>โปรดเลือกผู้ลาและผู้ปฏิบัติแทน</translation>
        </message>
        <message>
            <source>Set this leave</source>
            <translation>บันทึกการลา</translation>
        </message>
        <message>
            <source>Set: {substitute} stands in for {officer}, {days}.</source>
            <translation>บันทึกแล้ว {substitute} ปฏิบัติแทน {officer} {days}</translation>
        </message>
        <message>
            <source>Substitute</source>
            <translation>ผู้ปฏิบัติแทน</translation>
        </message>
        <message>
            <source>The leave is ended.</source>
            <translation>สิ้นสุดการลาแล้ว</translation>
        </message>
        <message>
            <source>While an officer is on leave, the substitute sees and works on their cases, in their place. It begins and ends at midnight; the history says who acted for whom.</source>
            <translation>ระหว่างที่เจ้าหน้าที่ลา ผู้ปฏิบัติแทนเห็นและทำงานในเรื่องของผู้ลาได้ เริ่มและสิ้นสุดเวลาเที่ยงคืน ประวัติบอกว่าใครทำแทนใคร</translation>
        </message>
        <message>
            <source>now</source>
            <translation>มีผลอยู่</translation>
        </message>
        <message>
            <source>to come</source>
            <translation>ยังไม่ถึงวัน</translation>
        </message>
        <message>
            <source>{first} to {last}</source>
            <translation>{first} ถึง {last}</translation>
        </message>
        <message>
            <source>{substitute} for {officer}</source>
            <translation>{substitute} แทน {officer}</translation>
        </message>
    </context>
    <context>
        <name>LeftDrafts</name>
        <message>
            <source>Close</source>
            <translation>ปิด</translation>
        </message>
        <message>
            <source>Copy the words</source>
            <translation>คัดลอกข้อความ</translation>
        </message>
        <message>
            <source>Drafts on cases that left</source>
            <translation>ร่างของเรื่องที่ย้ายไปแล้ว</translation>
        </message>
        <message>
            <source>Drop the draft</source>
            <translation>ทิ้งร่าง</translation>
        </message>
        <message>
            <source>It goes when this window is closed.</source>
            <translation>ร่างนี้จะถูกทิ้งเมื่อปิดหน้าต่างนี้</translation>
        </message>
        <message>
            <source>Keep it</source>
            <translation>เก็บไว้</translation>
        </message>
        <message>
            <source>Kept as a comment on {number}</source>
            <translation>ส่งเป็นความเห็นในเรื่อง {number} แล้ว</translation>
        </message>
        <message>
            <source>Send as a comment</source>
            <translation>ส่งเป็นความเห็น</translation>
        </message>
        <message>
            <source>These cases are with somebody else now. What you wrote and photographed is kept here: send it on as a comment for the colleague, copy the words, or drop it.</source>
            <translation>เรื่องเหล่านี้ย้ายไปอยู่กับผู้อื่นแล้ว สิ่งที่คุณเขียนและถ่ายภาพไว้ยังอยู่ครบที่นี่ ส่งต่อเป็นความเห็นให้ผู้รับผิดชอบ คัดลอกข้อความ หรือทิ้งร่างก็ได้</translation>
        </message>
        <message>
            <source>a case that is no longer here</source>
            <translation>เรื่องที่ไม่อยู่ในเครื่องนี้แล้ว</translation>
        </message>
        <message>
            <source>{n} photos</source>
            <translation>ภาพ {n} ภาพ</translation>
        </message>
    </context>
    <context>
        <name>Lock</name>
        <message>
            <source>All that was recorded is safe on this computer and will be sent. Waiting: {n}.</source>
            <translation>ทุกอย่างที่บันทึกไว้ยังอยู่ครบในเครื่องนี้ และจะส่งเมื่อติดต่อได้ รอส่ง {n} รายการ</translation>
        </message>
        <message>
            <source>All that was recorded is safe on this computer.</source>
            <translation>ทุกอย่างที่บันทึกไว้ยังอยู่ครบในเครื่องนี้</translation>
        </message>
        <message>
            <source>Connect now</source>
            <translation>ติดต่อเดี๋ยวนี้</translation>
        </message>
        <message>
            <source>Please connect this computer to the network and press “Connect now”. Where that asks for it, sign in again. The pages open by themselves.</source>
            <translation>โปรดต่ออินเทอร์เน็ต แล้วกด “ติดต่อเดี๋ยวนี้” ถ้าระบบขอ ให้เข้าสู่ระบบอีกครั้ง แล้วข้อมูลจะเปิดให้เอง</translation>
        </message>
        <message>
            <source>Please connect to the server before {day} {time}. Without it the pages close then, until this desk has met it. Your work stays safe either way.</source>
            <translation>โปรดต่ออินเทอร์เน็ตให้เครื่องนี้ติดต่อระบบกลางก่อน {day} {time} มิฉะนั้นข้อมูลจะปิดไว้จนกว่าจะติดต่อได้ งานของคุณยังอยู่ครบไม่ว่ากรณีใด</translation>
        </message>
        <message>
            <source>Settings and signing out</source>
            <translation>ตั้งค่าและออกจากระบบ</translation>
        </message>
        <message>
            <source>Sign in again</source>
            <translation>เข้าสู่ระบบอีกครั้ง</translation>
        </message>
        <message>
            <source>This computer has not met the server for {days} days. Your authority closes the pages then, so that a lost computer shows nothing.</source>
            <translation>เครื่องนี้ไม่ได้ติดต่อระบบกลางมา {days} วันแล้ว หน่วยงานตั้งให้ปิดข้อมูลเมื่อครบเวลานี้ เผื่อเครื่องหายจะได้ไม่มีใครเห็นข้อมูล</translation>
        </message>
        <message>
            <source>This desk waits for its server</source>
            <translation>เครื่องนี้รอติดต่อระบบกลาง</translation>
        </message>
    </context>
    <context>
        <name>Map</name>
        <message>
            <source>Address of the pictures</source>
            <translation>ที่อยู่ของภาพแผนที่</translation>
        </message>
        <message>
            <source>All</source>
            <translation>ทั้งหมด</translation>
        </message>
        <message>
            <source>All in view</source>
            <translation>เลือกที่เห็น</translation>
        </message>
        <message>
            <source>Box</source>
            <translation>กรอบ</translation>
        </message>
        <message>
            <source>Cases in a square of {size}</source>
            <translation>จำนวนเรื่องในช่องกว้าง {size}</translation>
        </message>
        <message>
            <source>Clear filters</source>
            <translation>ล้างตัวกรอง</translation>
        </message>
        <message>
            <source>Click along the way; back at the first point the area is given too. By keys: arrows move the map, Enter sets a point, Space closes. Esc ends.</source>
            <translation>คลิกไปตามแนวที่จะวัด กลับมาที่จุดแรกจะได้เนื้อที่ด้วย ใช้แป้นพิมพ์: ลูกศรเลื่อนแผนที่ Enter วางจุด Space ปิดรูป Esc เลิก</translation>
        </message>
        <message>
            <source>Click the corners, and the first one again; Ctrl adds. By keys: arrows move the map, Enter sets a corner, Space closes. Esc ends.</source>
            <translation>คลิกทีละมุมแล้วคลิกมุมแรกอีกครั้ง กด Ctrl ค้างเพื่อเลือกเพิ่ม ใช้แป้นพิมพ์: ลูกศรเลื่อนแผนที่ Enter วางมุม Space ปิดรูป Esc เลิก</translation>
        </message>
        <message>
            <source>Density</source>
            <translation>ความหนาแน่น</translation>
        </message>
        <message>
            <source>Draw a box with the mouse; Ctrl adds. By keys: arrows move the map, Enter sets a corner at the cross. Esc ends.</source>
            <translation>ลากเมาส์เป็นกรอบ กด Ctrl ค้างเพื่อเลือกเพิ่ม ใช้แป้นพิมพ์: ลูกศรเลื่อนแผนที่ Enter วางมุมที่กากบาท Esc เลิก</translation>
        </message>
        <message>
            <source>Every type</source>
            <translation>ทุกประเภท</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>ส่งออก</translation>
        </message>
        <message>
            <source>Go to</source>
            <translation>ไปที่</translation>
        </message>
        <message>
            <source>Grey ones are not drawn on this computer. The administrator can add their outlines.</source>
            <translation>รายการสีเทายังไม่มีขอบเขตในเครื่องนี้ ผู้ดูแลระบบเพิ่มให้ได้</translation>
        </message>
        <message>
            <source>Ground</source>
            <translation>พื้นหลัง</translation>
        </message>
        <message>
            <source>How far the cases are on the map</source>
            <translation>ความคืบหน้าการแสดงเรื่องบนแผนที่</translation>
        </message>
        <message>
            <source>Install map packages…</source>
            <translation>ติดตั้งชุดแผนที่…</translation>
        </message>
        <message>
            <source>Last 30 days</source>
            <translation>30 วันล่าสุด</translation>
        </message>
        <message>
            <source>Last 90 days</source>
            <translation>90 วันล่าสุด</translation>
        </message>
        <message>
            <source>Last year</source>
            <translation>หนึ่งปีล่าสุด</translation>
        </message>
        <message>
            <source>Map</source>
            <translation>แผนที่</translation>
        </message>
        <message>
            <source>Map in one file for any browser, without reporters (HTML)…</source>
            <translation>แผนที่ไฟล์เดียว เปิดได้ทุกเบราว์เซอร์ ไม่มีข้อมูลผู้แจ้ง (HTML)…</translation>
        </message>
        <message>
            <source>Measure</source>
            <translation>วัดระยะ</translation>
        </message>
        <message>
            <source>More filters</source>
            <translation>ตัวกรองเพิ่มเติม</translation>
        </message>
        <message>
            <source>Move</source>
            <translation>เลื่อน</translation>
        </message>
        <message>
            <source>No background map yet. Village outlines and cases are shown as usual.</source>
            <translation>ยังไม่มีแผนที่พื้นหลัง แสดงขอบเขตหมู่บ้านและจุดแจ้งได้ตามปกติ</translation>
        </message>
        <message>
            <source>No case with a place in this filter.</source>
            <translation>ไม่มีเรื่องที่มีพิกัดในตัวกรองนี้</translation>
        </message>
        <message>
            <source>No place of this name. Try a shorter word.</source>
            <translation>ไม่พบสถานที่ชื่อนี้ ลองใช้คำสั้นลง</translation>
        </message>
        <message>
            <source>Number</source>
            <translation>เลขเรื่อง</translation>
        </message>
        <message>
            <source>Online layer</source>
            <translation>แผนที่ออนไลน์</translation>
        </message>
        <message>
            <source>Online layer…</source>
            <translation>แผนที่ออนไลน์…</translation>
        </message>
        <message>
            <source>Online: {host}</source>
            <translation>ออนไลน์: {host}</translation>
        </message>
        <message>
            <source>Only while it is on, the map asks this provider for pictures of the area that you look at, over the internet. The provider sees which area that is and the address of your connection. No case, name or photo is sent.</source>
            <translation>เฉพาะขณะเปิดไว้ แผนที่จะขอภาพของบริเวณที่คุณดูจากผู้ให้บริการรายนี้ทางอินเทอร์เน็ต ผู้ให้บริการจะเห็นว่าเป็นบริเวณใดและเห็นที่อยู่เครือข่ายของคุณ ไม่มีเรื่องแจ้ง ชื่อ หรือภาพถูกส่งออกไป</translation>
        </message>
        <message>
            <source>Open case</source>
            <translation>เปิดเรื่อง</translation>
        </message>
        <message>
            <source>Open {n} in the list</source>
            <translation>เปิด {n} เรื่องในรายการ</translation>
        </message>
        <message>
            <source>Period</source>
            <translation>ช่วงเวลา</translation>
        </message>
        <message>
            <source>Picture of this view (PNG)…</source>
            <translation>ภาพแผนที่ที่เห็น (PNG)…</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>สถานที่</translation>
        </message>
        <message>
            <source>Polygon</source>
            <translation>หลายเหลี่ยม</translation>
        </message>
        <message>
            <source>Reported</source>
            <translation>วันที่แจ้ง</translation>
        </message>
        <message>
            <source>Save the map</source>
            <translation>บันทึกแผนที่</translation>
        </message>
        <message>
            <source>Save the picture</source>
            <translation>บันทึกภาพ</translation>
        </message>
        <message>
            <source>Saved: {file}. In it are number, type, state, place and date of {n} cases, and nothing about who reported them.</source>
            <translation>บันทึกแล้ว: {file} ในไฟล์มีเลขเรื่อง ประเภท สถานะ สถานที่ และวันที่ของ {n} เรื่อง ไม่มีข้อมูลผู้แจ้ง</translation>
        </message>
        <message>
            <source>Select none</source>
            <translation>เลิกเลือก</translation>
        </message>
        <message>
            <source>State</source>
            <translation>สถานะ</translation>
        </message>
        <message>
            <source>The area you look at is sent to {host}. No case is.</source>
            <translation>บริเวณที่คุณดูถูกส่งไปที่ {host} แต่ไม่มีข้อมูลเรื่องแจ้งออกไป</translation>
        </message>
        <message>
            <source>The full map could not be opened on this computer, so a simpler one is shown. All cases are on it and nothing is lost.</source>
            <translation>เปิดแผนที่แบบเต็มในเครื่องนี้ไม่ได้ จึงแสดงแผนที่แบบง่ายแทน เรื่องทั้งหมดยังอยู่บนแผนที่ครบและไม่มีข้อมูลสูญหาย</translation>
        </message>
        <message>
            <source>The map is on this computer and works offline.</source>
            <translation>แผนที่ในเครื่อง ใช้ได้แม้ออฟไลน์</translation>
        </message>
        <message>
            <source>The online layer is on.</source>
            <translation>เปิดแผนที่ออนไลน์อยู่</translation>
        </message>
        <message>
            <source>The picture is saved: {file}</source>
            <translation>บันทึกภาพแล้ว: {file}</translation>
        </message>
        <message>
            <source>Turn off</source>
            <translation>ปิด</translation>
        </message>
        <message>
            <source>Turn on</source>
            <translation>เปิดใช้</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>ประเภท</translation>
        </message>
        <message>
            <source>Village, subdistrict, district, postal code</source>
            <translation>หมู่บ้าน ตำบล อำเภอ รหัสไปรษณีย์</translation>
        </message>
        <message>
            <source>Whose map it is (shown on the map)</source>
            <translation>แผนที่ของใคร (แสดงบนแผนที่)</translation>
        </message>
        <message>
            <source>Zoom in</source>
            <translation>ขยายแผนที่</translation>
        </message>
        <message>
            <source>Zoom out</source>
            <translation>ย่อแผนที่</translation>
        </message>
        <message>
            <source>ha</source>
            <translation>เฮกตาร์</translation>
        </message>
        <message>
            <source>km</source>
            <translation>กม.</translation>
        </message>
        <message>
            <source>m</source>
            <translation>ม.</translation>
        </message>
        <message>
            <source>m²</source>
            <translation>ตร.ม.</translation>
        </message>
        <message>
            <source>selected</source>
            <translation>เลือกไว้</translation>
        </message>
        <message>
            <source>{n} cases</source>
            <translation>{n} เรื่อง</translation>
        </message>
        <message>
            <source>{n} cases on the map</source>
            <translation>{n} เรื่องบนแผนที่</translation>
        </message>
        <message>
            <source>{n} cases selected</source>
            <translation>เลือกไว้ {n} เรื่อง</translation>
        </message>
        <message>
            <source>{n} cases, {date}. Number, type, state, place and date; nothing about who reported them.</source>
            <translation>{n} เรื่อง ณ วันที่ {date} มีเลขเรื่อง ประเภท สถานะ สถานที่ และวันที่ ไม่มีข้อมูลผู้แจ้ง</translation>
        </message>
        <message>
            <source>{n} of them are selected</source>
            <translation>เลือกไว้ {n} เรื่อง</translation>
        </message>
    </context>
    <context>
        <name>Maps</name>
        <message>
            <source>Background maps that work without a signal. Choose a file (MBTiles or PMTiles) or drop it here. Where maps overlap, the upper one of the list is seen.</source>
            <translation>แผนที่พื้นหลังที่ใช้ได้แม้ไม่มีสัญญาณ เลือกไฟล์ (MBTiles หรือ PMTiles) หรือลากมาวางที่นี่ ตรงที่แผนที่ซ้อนกันจะเห็นแผนที่ที่อยู่บนสุดของรายการ</translation>
        </message>
        <message>
            <source>Down</source>
            <translation>ลง</translation>
        </message>
        <message>
            <source>How far the installation is</source>
            <translation>ติดตั้งไปแล้วเท่าไร</translation>
        </message>
        <message>
            <source>Install a map from a file</source>
            <translation>ติดตั้งแผนที่จากไฟล์</translation>
        </message>
        <message>
            <source>Install a map from a file…</source>
            <translation>ติดตั้งแผนที่จากไฟล์…</translation>
        </message>
        <message>
            <source>Installed: {name}. It is on the map now.</source>
            <translation>ติดตั้งแล้ว: {name} ดูได้บนแผนที่ทันที</translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>เก็บไว้</translation>
        </message>
        <message>
            <source>Map packages</source>
            <translation>ชุดแผนที่</translation>
        </message>
        <message>
            <source>Map packages on this computer</source>
            <translation>ชุดแผนที่ในเครื่องนี้</translation>
        </message>
        <message>
            <source>Move down: {name}</source>
            <translation>เลื่อนลง: {name}</translation>
        </message>
        <message>
            <source>Move up: {name}</source>
            <translation>เลื่อนขึ้น: {name}</translation>
        </message>
        <message>
            <source>No background map yet. Village outlines and cases are shown as usual. Your administrator can give you a map package on a stick.</source>
            <translation>ยังไม่มีแผนที่พื้นหลัง แสดงขอบเขตหมู่บ้านและจุดแจ้งได้ตามปกติ ขอชุดแผนที่จากผู้ดูแลระบบทางแฟลชไดรฟ์ได้</translation>
        </message>
        <message>
            <source>Pictures ({format})</source>
            <translation>แบบภาพ ({format})</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>ลบออก</translation>
        </message>
        <message>
            <source>Remove for good</source>
            <translation>ลบถาวร</translation>
        </message>
        <message>
            <source>Remove it from this computer? Cases and outlines stay.</source>
            <translation>ลบแผนที่นี้ออกจากเครื่องไหม เรื่องแจ้งและขอบเขตยังอยู่ครบ</translation>
        </message>
        <message>
            <source>Remove: {name}</source>
            <translation>ลบออก: {name}</translation>
        </message>
        <message>
            <source>Shapes (vector)</source>
            <translation>แบบเวกเตอร์</translation>
        </message>
        <message>
            <source>Show on maps: {name}</source>
            <translation>แสดงบนแผนที่: {name}</translation>
        </message>
        <message>
            <source>The package does not say whose map it is.</source>
            <translation>ชุดแผนที่ไม่ได้บอกว่าเป็นแผนที่ของใคร</translation>
        </message>
        <message>
            <source>Up</source>
            <translation>ขึ้น</translation>
        </message>
        <message>
            <source>zooms {low} to {high}</source>
            <translation>ระดับซูม {low} ถึง {high}</translation>
        </message>
    </context>
    <context>
        <name>Mark</name>
        <message>
            <source>Needs attention</source>
            <translation>ต้องตรวจสอบ</translation>
        </message>
        <message>
            <source>Overdue</source>
            <translation>เกินกำหนด</translation>
        </message>
        <message>
            <source>Reopened</source>
            <translation>เปิดเรื่องใหม่</translation>
        </message>
        <message>
            <source>To send</source>
            <translation>รอส่ง</translation>
        </message>
        <message>
            <source>Waiting to be sent</source>
            <translation>รอส่ง</translation>
        </message>
    </context>
    <context>
        <name>Messages</name>
        <message>
            <source>A case that is in a group cannot be the main case of another.</source>
            <translation>เรื่องที่รวมอยู่ในกลุ่มแล้วเป็นเรื่องหลักของกลุ่มอื่นไม่ได้</translation>
        </message>
        <message>
            <source>A leave begins on or before its last day, is not over yet, and has at most 366 days. Nothing was changed. Please choose other days.</source>
            <translation>วันแรกของการลาต้องไม่หลังวันสุดท้าย การลาต้องยังไม่สิ้นสุด และไม่เกิน 366 วัน ยังไม่มีอะไรเปลี่ยนแปลง โปรดเลือกวันอื่น</translation>
        </message>
        <message>
            <source>A rating is one to five stars.</source>
            <translation>คะแนนมีได้หนึ่งถึงห้าดาว</translation>
        </message>
        <message>
            <source>A report needs words. Nothing was saved.</source>
            <translation>เรื่องแจ้งต้องมีข้อความ ยังไม่ได้บันทึกอะไร</translation>
        </message>
        <message>
            <source>Both have to be officers of this authority, and the substitute's account open. Nothing was changed.</source>
            <translation>ทั้งสองคนต้องเป็นเจ้าหน้าที่ของหน่วยงานนี้ และบัญชีของผู้ปฏิบัติแทนต้องเปิดใช้อยู่ ยังไม่มีอะไรเปลี่ยนแปลง</translation>
        </message>
        <message>
            <source>Case {number} is not on this desk. Check the number, or sync first.</source>
            <translation>ไม่มีเรื่อง {number} ในเครื่องนี้ โปรดตรวจเลขเรื่อง หรือรับส่งข้อมูลก่อน</translation>
        </message>
        <message>
            <source>Enough for one time. What has arrived is kept; please use it, then receive again.</source>
            <translation>รับครบจำนวนสำหรับครั้งนี้แล้ว ภาพที่ถึงแล้วเก็บไว้ครบ ใช้ภาพเหล่านั้นก่อน แล้วเปิดรับใหม่ได้</translation>
        </message>
        <message>
            <source>No case with the number {number} is on this computer. Nothing was entered. It may belong to another officer, or has not come yet: sync, or search for a word.</source>
            <translation>ไม่พบเลขเรื่อง {number} ในเครื่องนี้ ยังไม่ได้ลงผลใด ๆ เรื่องอาจอยู่กับเจ้าหน้าที่คนอื่นหรือยังมาไม่ถึง ลองซิงก์ หรือค้นหาด้วยคำในเรื่อง</translation>
        </message>
        <message>
            <source>No photo was chosen. Nothing was saved.</source>
            <translation>ยังไม่ได้เลือกภาพ ยังไม่ได้บันทึกอะไร</translation>
        </message>
        <message>
            <source>No signal. Keep working; your work is kept on this computer.</source>
            <translation>ไม่มีสัญญาณ ทำงานต่อได้ งานเก็บไว้ในเครื่องนี้แล้ว</translation>
        </message>
        <message>
            <source>Nobody can stand in for themself. Please choose another substitute.</source>
            <translation>ผู้ปฏิบัติแทนต้องเป็นคนอื่น โปรดเลือกผู้ปฏิบัติแทนใหม่</translation>
        </message>
        <message>
            <source>Nothing was saved: none of these cases takes photos from you now. Your photos and words are kept here.</source>
            <translation>ยังไม่ได้บันทึก เพราะตอนนี้ไม่มีเรื่องใดในนี้ที่รับภาพจากคุณได้ ภาพและข้อความของคุณยังอยู่ครบที่หน้านี้</translation>
        </message>
        <message>
            <source>One photo could not be sent; the others go on. Try again or choose another.</source>
            <translation>ภาพ 1 ภาพยังส่งไม่ได้ ภาพอื่นส่งตามปกติ ลองใหม่หรือเลือกภาพอื่นได้</translation>
        </message>
        <message>
            <source>One photo is no longer on this computer, so it could not be sent. The others go on. Please attach it again.</source>
            <translation>ภาพ 1 ภาพไม่อยู่ในเครื่องนี้แล้วจึงส่งไม่ได้ ภาพอื่นส่งตามปกติ โปรดแนบภาพนั้นอีกครั้ง</translation>
        </message>
        <message>
            <source>Only the person who did this, or a clerk, can undo it.</source>
            <translation>ผู้ที่ทำรายการนี้หรือธุรการเท่านั้นที่เลิกทำได้</translation>
        </message>
        <message>
            <source>Photos need at least {least} MB. Nothing was changed. Please choose more.</source>
            <translation>ภาพต้องใช้อย่างน้อย {least} MB ยังไม่ได้เปลี่ยนอะไร โปรดเลือกให้มากขึ้น</translation>
        </message>
        <message>
            <source>Please fill in the server's address, user name and password.</source>
            <translation>โปรดกรอกที่อยู่ระบบกลาง ชื่อผู้ใช้ และรหัสผ่านให้ครบ</translation>
        </message>
        <message>
            <source>Please say to which authority. Nothing was changed.</source>
            <translation>โปรดบอกหน่วยงานที่จะส่งต่อ ยังไม่มีอะไรเปลี่ยนแปลง</translation>
        </message>
        <message>
            <source>Please say why. Nothing was changed.</source>
            <translation>โปรดบอกเหตุผล ยังไม่มีอะไรเปลี่ยนแปลง</translation>
        </message>
        <message>
            <source>Please sign in again to send. You can keep working meanwhile.</source>
            <translation>โปรดเข้าสู่ระบบอีกครั้งเพื่อส่งงาน ระหว่างนี้ทำงานต่อได้</translation>
        </message>
        <message>
            <source>Please write whose map it is: providers ask to be named, and it stands on the map. Nothing was sent yet.</source>
            <translation>โปรดระบุว่าแผนที่เป็นของใคร ผู้ให้บริการขอให้แสดงชื่อไว้บนแผนที่ ยังไม่มีอะไรถูกส่งออกไป</translation>
        </message>
        <message>
            <source>Setting a leave needs the line to the server. Nothing was changed, and what you chose is kept here. Please try again when there is a signal.</source>
            <translation>การตั้งวันลาต้องต่อกับระบบกลาง ยังไม่มีอะไรเปลี่ยนแปลง สิ่งที่เลือกไว้ยังอยู่ที่นี่ โปรดลองอีกครั้งเมื่อมีสัญญาณ</translation>
        </message>
        <message>
            <source>Someone changed this case at the same time. Your work is kept. Choose when you are ready.</source>
            <translation>มีคนแก้เรื่องนี้พร้อมกัน งานของคุณยังอยู่ครบ เลือกค่าที่ถูกต้องได้เมื่อพร้อม</translation>
        </message>
        <message>
            <source>Something unexpected happened. Saved work is kept. You can start the program again.</source>
            <translation>เกิดข้อผิดพลาดที่ไม่คาดคิด งานที่บันทึกแล้วยังอยู่ครบ เปิดโปรแกรมใหม่ได้เลย</translation>
        </message>
        <message>
            <source>Something was done here while the file was written, so signing out was stopped. Nothing is lost. Please sign out again.</source>
            <translation>มีงานเพิ่มขณะบันทึกไฟล์ จึงยังไม่ออกจากระบบ ไม่มีอะไรหาย โปรดออกจากระบบอีกครั้ง</translation>
        </message>
        <message>
            <source>Stopped. No file was written, and nothing in the cases was changed.</source>
            <translation>หยุดแล้ว ไม่มีไฟล์ถูกบันทึก และไม่มีอะไรในเรื่องเปลี่ยนไป</translation>
        </message>
        <message>
            <source>Stopped. Nothing is lost: what waits still waits, and what came is kept.</source>
            <translation>หยุดแล้ว ไม่มีอะไรหาย รายการที่รอส่งยังรออยู่ และที่รับมาแล้วเก็บไว้ครบ</translation>
        </message>
        <message>
            <source>Stopped. Nothing was installed; the maps are as they were.</source>
            <translation>หยุดแล้ว ไม่ได้ติดตั้งอะไร แผนที่ยังเป็นเหมือนเดิม</translation>
        </message>
        <message>
            <source>Stopped. What was sent and received is kept; the rest follows later.</source>
            <translation>หยุดแล้ว ที่ส่งและรับไปแล้วอยู่ครบ ส่วนที่เหลือตามไปทีหลัง</translation>
        </message>
        <message>
            <source>The administrator ordered this computer's data wiped, and that is done. What the server has is safe there; what was not sent is gone. Please speak to the administrator.</source>
            <translation>ผู้ดูแลระบบสั่งล้างข้อมูลในเครื่องนี้ และล้างเรียบร้อยแล้ว งานที่ส่งถึงระบบกลางแล้วยังอยู่ครบ งานที่ยังไม่ส่งไม่อยู่แล้ว โปรดติดต่อผู้ดูแลระบบ</translation>
        </message>
        <message>
            <source>The administrator says: {words}</source>
            <translation>ผู้ดูแลระบบแจ้งว่า: {words}</translation>
        </message>
        <message>
            <source>The administrator shut this computer out and ordered its data wiped, so nobody can sign in with it. Please speak to the administrator.</source>
            <translation>ผู้ดูแลระบบปิดการใช้งานเครื่องนี้และสั่งล้างข้อมูลในเครื่อง จึงเข้าสู่ระบบด้วยเครื่องนี้ไม่ได้ โปรดติดต่อผู้ดูแลระบบ</translation>
        </message>
        <message>
            <source>The answer is for another computer. Nothing was changed. Take it in on the computer that wrote the file.</source>
            <translation>คำตอบนี้เป็นของเครื่องอื่น ยังไม่มีอะไรเปลี่ยนแปลง โปรดรับไฟล์บนเครื่องที่สร้างไฟล์ส่ง</translation>
        </message>
        <message>
            <source>The case is not there any more. Your words are kept here.</source>
            <translation>ไม่มีเรื่องนี้แล้ว ข้อความของคุณยังเก็บไว้ในเครื่องนี้</translation>
        </message>
        <message>
            <source>The central system is closed for maintenance. Keep working; your work is kept on this computer, and we will try again by ourselves.</source>
            <translation>ระบบกลางปิดปรับปรุง ทำงานต่อได้ งานเก็บไว้ในเครื่องนี้ และจะลองใหม่เอง</translation>
        </message>
        <message>
            <source>The comment has no words. Nothing was saved.</source>
            <translation>ความเห็นยังไม่มีข้อความ ยังไม่ได้บันทึกอะไร</translation>
        </message>
        <message>
            <source>The copy could not be written there. This desk is as it was. Please choose another place.</source>
            <translation>บันทึกสำเนาไว้ที่นั่นไม่ได้ ข้อมูลในเครื่องยังอยู่ตามเดิม โปรดเลือกที่อื่น</translation>
        </message>
        <message>
            <source>The copy was stopped. Nothing was written; the desk is as it was.</source>
            <translation>หยุดทำสำเนาแล้ว ไม่มีไฟล์ที่บันทึก ข้อมูลในเครื่องยังอยู่ตามเดิม</translation>
        </message>
        <message>
            <source>The data on this computer are damaged. They were set aside and your unsent work was saved; the rest comes anew from the server.</source>
            <translation>ข้อมูลในเครื่องนี้เสียหาย โปรแกรมแยกเก็บไว้แล้วและรักษางานที่ยังไม่ส่งไว้ได้ ที่เหลือจะรับใหม่จากระบบกลาง</translation>
        </message>
        <message>
            <source>The demo is open already in another window. Please go on there.</source>
            <translation>ชุดสาธิตเปิดอยู่แล้วในอีกหน้าต่าง โปรดใช้งานต่อที่นั่น</translation>
        </message>
        <message>
            <source>The demo's server did not start: {text}</source>
            <translation>ระบบกลางของชุดสาธิตเริ่มไม่ได้: {text}</translation>
        </message>
        <message>
            <source>The disk is full, so this was not saved; all that was saved before is safe. Please make room and try again.</source>
            <translation>พื้นที่ในเครื่องเต็ม จึงยังไม่ได้บันทึกรายการนี้ สิ่งที่บันทึกไว้ก่อนยังอยู่ครบ โปรดเพิ่มพื้นที่แล้วลองอีกครั้ง</translation>
        </message>
        <message>
            <source>The disk is full. Everything that was saved is here and can be read, but what you do now may find no room to be saved. Please make room.</source>
            <translation>พื้นที่ในเครื่องเต็ม สิ่งที่บันทึกไว้ยังอยู่ครบและเปิดดูได้ แต่งานที่ทำต่อจากนี้อาจไม่มีที่ให้บันทึก โปรดเพิ่มพื้นที่</translation>
        </message>
        <message>
            <source>The file comes from another server. Nothing was changed. Choose the answer of your own authority's server.</source>
            <translation>ไฟล์นี้มาจากเซิร์ฟเวอร์อื่น ยังไม่มีอะไรเปลี่ยนแปลง โปรดเลือกคำตอบจากเซิร์ฟเวอร์ของหน่วยงานคุณ</translation>
        </message>
        <message>
            <source>The file could not be read. Nothing was changed. Is the disk still in?</source>
            <translation>อ่านไฟล์ไม่ได้ ไม่มีอะไรเปลี่ยน โปรดตรวจว่ายังเสียบอุปกรณ์เก็บข้อมูลอยู่</translation>
        </message>
        <message>
            <source>The file could not be read. Nothing was changed. Is the stick or disk still in?</source>
            <translation>อ่านไฟล์ไม่ได้ ยังไม่มีอะไรเปลี่ยน แฟลชไดรฟ์หรือดิสก์ยังเสียบอยู่ไหม</translation>
        </message>
        <message>
            <source>The file could not be saved. Please close the file of that name and try again.</source>
            <translation>บันทึกไฟล์ไม่ได้ โปรดปิดไฟล์ชื่อเดียวกันแล้วลองอีกครั้ง</translation>
        </message>
        <message>
            <source>The file is damaged or was changed by somebody. Nothing of it was used. Please ask the administrator to make it again.</source>
            <translation>ไฟล์เสียหายหรือถูกแก้ไข ยังไม่ได้ใช้อะไรจากไฟล์นี้ โปรดขอให้ผู้ดูแลระบบสร้างใหม่</translation>
        </message>
        <message>
            <source>The file is not whole. Nothing was changed. Please copy it to the stick again.</source>
            <translation>ไฟล์มาไม่ครบ ยังไม่มีอะไรเปลี่ยนแปลง โปรดคัดลอกลงแฟลชไดรฟ์ใหม่</translation>
        </message>
        <message>
            <source>The file that opens this desk's data cannot be read. Nothing was deleted. Please tell the administrator before you sign in anew.</source>
            <translation>อ่านไฟล์ที่ใช้เปิดข้อมูลของเครื่องนี้ไม่ได้ ไม่มีอะไรถูกลบ โปรดแจ้งผู้ดูแลระบบก่อนเข้าสู่ระบบใหม่</translation>
        </message>
        <message>
            <source>The file was not made for this desk by its server. Nothing was changed. Please ask the administrator for the right one.</source>
            <translation>ไฟล์นี้ไม่ได้สร้างจากระบบกลางสำหรับเครื่องนี้ ยังไม่มีอะไรเปลี่ยนแปลง โปรดขอไฟล์ที่ถูกต้องจากผู้ดูแลระบบ</translation>
        </message>
        <message>
            <source>The file {file} could not be read. Nothing was changed.</source>
            <translation>อ่านไฟล์ {file} ไม่ได้ ไม่มีอะไรเปลี่ยนแปลง</translation>
        </message>
        <message>
            <source>The file {file} could not be read. Nothing was changed. Is the stick in?</source>
            <translation>อ่านไฟล์ {file} ไม่ได้ ยังไม่มีอะไรเปลี่ยนแปลง โปรดดูว่าเสียบแฟลชไดรฟ์อยู่</translation>
        </message>
        <message>
            <source>The file {file} could not be written, and nothing counts as sent. Is there room on the stick, and can it be written to?</source>
            <translation>บันทึกไฟล์ {file} ไม่ได้ และยังไม่ถือว่าส่งแล้ว โปรดดูว่าแฟลชไดรฟ์มีที่ว่างและเขียนได้</translation>
        </message>
        <message>
            <source>The key of this desk cannot be found on this computer. Your work is still here. Please sign in with a line, and the desk opens again.</source>
            <translation>ไม่พบกุญแจของข้อมูลในเครื่องนี้ งานของคุณยังอยู่ครบ โปรดเข้าสู่ระบบเมื่อมีสัญญาณ แล้วจะเปิดใช้ได้อีกครั้ง</translation>
        </message>
        <message>
            <source>The line was cut part-way. What arrived is kept; the rest follows by itself.</source>
            <translation>สัญญาณขาดกลางทาง ส่วนที่ได้ยังอยู่ครบ ที่เหลือจะตามมาเอง</translation>
        </message>
        <message>
            <source>The list is being fetched anew. Your unsent work stays as it is.</source>
            <translation>กำลังรับรายการใหม่ทั้งหมด งานที่ยังไม่ส่งยังอยู่ตามเดิม</translation>
        </message>
        <message>
            <source>The map package could not be removed just now. Please close other windows of this program and try again.</source>
            <translation>ตอนนี้ยังลบชุดแผนที่ไม่ได้ โปรดปิดหน้าต่างอื่นของโปรแกรมนี้แล้วลองอีกครั้ง</translation>
        </message>
        <message>
            <source>The map package could not be written to this computer. Nothing was changed and your work is safe. Please tell the administrator.</source>
            <translation>บันทึกชุดแผนที่ลงเครื่องนี้ไม่ได้ ยังไม่มีอะไรเปลี่ยน งานของคุณปลอดภัย โปรดแจ้งผู้ดูแลระบบ</translation>
        </message>
        <message>
            <source>The map package is cut off: its end is missing. Nothing was changed. Please copy or download it again.</source>
            <translation>ชุดแผนที่มาไม่ครบ ส่วนท้ายของไฟล์หายไป ยังไม่มีอะไรเปลี่ยน โปรดคัดลอกหรือดาวน์โหลดใหม่อีกครั้ง</translation>
        </message>
        <message>
            <source>The map package is damaged, so it was not installed. Nothing was changed. Please copy it again, or ask for a new one.</source>
            <translation>ชุดแผนที่เสียหาย จึงไม่ได้ติดตั้ง ยังไม่มีอะไรเปลี่ยน โปรดคัดลอกใหม่ หรือขอไฟล์ใหม่</translation>
        </message>
        <message>
            <source>The other person's change has not arrived here yet. Your work is kept. Please sync, then choose.</source>
            <translation>ค่าที่อีกฝ่ายแก้ยังมาไม่ถึงเครื่องนี้ งานของคุณยังอยู่ครบ โปรดรับส่งข้อมูลก่อน แล้วจึงเลือก</translation>
        </message>
        <message>
            <source>The package has something other than map tiles in it, so it was not installed. Nothing was changed. Please ask whoever made it.</source>
            <translation>ในชุดนี้มีสิ่งอื่นที่ไม่ใช่แผนที่ จึงไม่ได้ติดตั้ง ยังไม่มีอะไรเปลี่ยน โปรดสอบถามผู้จัดทำ</translation>
        </message>
        <message>
            <source>The passphrase does not open this desk. Nothing was changed. Please try again.</source>
            <translation>วลีรหัสผ่านเปิดข้อมูลนี้ไม่ได้ ไม่มีอะไรเปลี่ยนแปลง โปรดลองอีกครั้ง</translation>
        </message>
        <message>
            <source>The password is empty. Nothing was changed.</source>
            <translation>รหัสผ่านว่างอยู่ ไม่มีอะไรเปลี่ยนแปลง</translation>
        </message>
        <message>
            <source>The printer did not take the sheet. Nothing in the cases was changed. See whether the printer is on, or save the sheet as PDF and print it later.</source>
            <translation>เครื่องพิมพ์ยังไม่รับใบงาน ไม่มีอะไรในเรื่องเปลี่ยนไป ดูว่าเครื่องพิมพ์เปิดอยู่หรือไม่ หรือบันทึกเป็น PDF แล้วพิมพ์ภายหลัง</translation>
        </message>
        <message>
            <source>The proxy of this network does not let this program through to the server. Your work is safe and we will try again. Please give this sentence to whoever looks after the network: the proxy must allow HTTPS to the server's address.</source>
            <translation>พร็อกซีของเครือข่ายนี้ไม่ให้โปรแกรมผ่านไปถึงระบบกลาง งานของคุณปลอดภัยและจะลองใหม่เอง โปรดส่งข้อความนี้ให้ผู้ดูแลเครือข่าย: พร็อกซีต้องยอมให้ HTTPS ไปยังที่อยู่ของระบบกลาง</translation>
        </message>
        <message>
            <source>The secure line to the server could not be made: what answers cannot prove that it is the server. Nothing was sent and your work is safe. On a Wi-Fi that asks for a sign-in, sign in to it in a browser first; else please tell the administrator.</source>
            <translation>ต่อกับระบบกลางอย่างปลอดภัยไม่ได้ เพราะปลายทางพิสูจน์ไม่ได้ว่าเป็นระบบกลาง ยังไม่ได้ส่งอะไรออกไป งานของคุณปลอดภัย ถ้าเป็น Wi-Fi ที่ต้องลงชื่อเข้าใช้ โปรดลงชื่อในเบราว์เซอร์ก่อน ถ้าไม่ใช่ โปรดแจ้งผู้ดูแลระบบ</translation>
        </message>
        <message>
            <source>The server could not read this act. It is kept here; please tell the administrator.</source>
            <translation>ระบบกลางอ่านรายการนี้ไม่ได้ รายการยังอยู่ในเครื่องนี้ โปรดแจ้งผู้ดูแลระบบ</translation>
        </message>
        <message>
            <source>The server did not take this. It stays on this computer. Please tell the administrator.</source>
            <translation>ระบบกลางไม่รับรายการนี้ ยังเก็บอยู่ในเครื่องนี้ โปรดแจ้งผู้ดูแลระบบ</translation>
        </message>
        <message>
            <source>The server does not know this act yet. It is kept on this computer.</source>
            <translation>ระบบกลางยังไม่รู้จักรายการนี้ รายการยังเก็บไว้ในเครื่องนี้</translation>
        </message>
        <message>
            <source>The server had a fault and changed nothing. Your work is safe and we will try again. If it stays so, please tell the administrator.</source>
            <translation>ระบบกลางขัดข้องและยังไม่มีอะไรเปลี่ยนแปลง งานของคุณปลอดภัยและจะลองใหม่เอง ถ้ายังเป็นอยู่ โปรดแจ้งผู้ดูแลระบบ</translation>
        </message>
        <message>
            <source>The server has no room just now. Your work stays on this computer and goes later by itself. Please tell the administrator.</source>
            <translation>ระบบกลางไม่มีที่ว่างในขณะนี้ งานยังอยู่ในเครื่องนี้และจะส่งเองภายหลัง โปรดแจ้งผู้ดูแลระบบ</translation>
        </message>
        <message>
            <source>The server is busy. We will try again in a while. Your work is safe.</source>
            <translation>ระบบกลางมีงานมาก จะลองใหม่เองอีกสักครู่ งานของคุณปลอดภัย</translation>
        </message>
        <message>
            <source>The server is not answering. We will try again. Your work is safe.</source>
            <translation>ระบบกลางยังไม่ตอบ จะลองใหม่เอง งานของคุณปลอดภัย</translation>
        </message>
        <message>
            <source>The server is not known on this network. Keep working; your work is kept on this computer and we will try again. If it stays so with a good signal, please have the administrator check the server's address.</source>
            <translation>เครือข่ายนี้ไม่รู้จักชื่อของระบบกลาง ทำงานต่อได้ งานเก็บไว้ในเครื่องนี้ และจะลองใหม่เอง ถ้าสัญญาณดีแล้วยังเป็นอยู่ โปรดให้ผู้ดูแลระบบตรวจที่อยู่ของระบบกลาง</translation>
        </message>
        <message>
            <source>The server knows another act by this name. Yours is kept here; please tell the administrator.</source>
            <translation>ระบบกลางมีรายการอื่นที่ใช้รหัสเดียวกัน รายการของคุณยังอยู่ในเครื่องนี้ โปรดแจ้งผู้ดูแลระบบ</translation>
        </message>
        <message>
            <source>The server speaks a newer version than this program. Your work is safe. Please update the program.</source>
            <translation>ระบบกลางใหม่กว่าโปรแกรมนี้ งานของคุณปลอดภัย โปรดปรับปรุงโปรแกรม</translation>
        </message>
        <message>
            <source>The server's answer could not be read. Your work is safe; we will try again.</source>
            <translation>อ่านคำตอบของระบบกลางไม่ได้ งานของคุณปลอดภัย จะลองใหม่เอง</translation>
        </message>
        <message>
            <source>The server's certificate has run out by this computer's date, so nothing was sent. Your work is safe. If this computer's date is wrong, please set it; if it is right, please tell the administrator.</source>
            <translation>ตามวันที่ของเครื่องนี้ ใบรับรองของระบบกลางหมดอายุแล้ว จึงยังไม่ได้ส่งอะไรออกไป งานของคุณปลอดภัย ถ้าวันที่ของเครื่องผิด โปรดตั้งใหม่ ถ้าถูกแล้ว โปรดแจ้งผู้ดูแลระบบ</translation>
        </message>
        <message>
            <source>The substitute is on leave then too. Nothing was changed. Please choose another.</source>
            <translation>ผู้ปฏิบัติแทนลาในช่วงนั้นด้วย ยังไม่มีอะไรเปลี่ยนแปลง โปรดเลือกคนอื่น</translation>
        </message>
        <message>
            <source>The text is too long or holds signs that cannot be kept.</source>
            <translation>ข้อความยาวเกินไป หรือมีอักขระที่เก็บไม่ได้</translation>
        </message>
        <message>
            <source>The tiles of this package are of a kind that this program can't show. Nothing was changed. PNG, JPEG, WebP and vector tiles (MVT) can be shown.</source>
            <translation>ภาพในชุดนี้เป็นชนิดที่โปรแกรมแสดงไม่ได้ ยังไม่มีอะไรเปลี่ยน แสดงได้เฉพาะ PNG, JPEG, WebP และแผนที่แบบเวกเตอร์ (MVT)</translation>
        </message>
        <message>
            <source>There are no map tiles in this package. Nothing was changed.</source>
            <translation>ไม่มีภาพแผนที่อยู่ในชุดนี้ ยังไม่มีอะไรเปลี่ยน</translation>
        </message>
        <message>
            <source>There is a desk in this folder already. It was not changed. Please restore into another folder (--profile DIR), or sign out here first.</source>
            <translation>โฟลเดอร์นี้มีข้อมูลของโปรแกรมอยู่แล้ว ไม่มีอะไรเปลี่ยน โปรดกู้คืนลงโฟลเดอร์อื่น (--profile DIR) หรือออกจากระบบที่นี่ก่อน</translation>
        </message>
        <message>
            <source>There is no case for this sheet. Choose some, then print again.</source>
            <translation>ยังไม่มีเรื่องสำหรับใบงานนี้ เลือกเรื่องก่อน แล้วพิมพ์อีกครั้ง</translation>
        </message>
        <message>
            <source>There is no officer {officer} here. Nothing was changed.</source>
            <translation>ไม่มีเจ้าหน้าที่ {officer} ในหน่วยงานนี้ ไม่มีอะไรเปลี่ยนแปลง</translation>
        </message>
        <message>
            <source>There is no screen here. The headless commands work: tambon-desk --help</source>
            <translation>เครื่องนี้ไม่มีจอภาพ ใช้คำสั่งแบบไม่มีหน้าต่างได้: tambon-desk --help</translation>
        </message>
        <message>
            <source>There is no view “{name}” on this desk. Views are saved among the filters of the list.</source>
            <translation>ไม่มีมุมมอง “{name}” ในเครื่องนี้ บันทึกมุมมองได้ที่ตัวกรองของรายการ</translation>
        </message>
        <message>
            <source>There is not enough room on this computer for the map package. Nothing was changed and your work is safe. Please make {megabytes} MB free and try again.</source>
            <translation>พื้นที่ในเครื่องไม่พอสำหรับชุดแผนที่ ยังไม่มีอะไรเปลี่ยน งานของคุณปลอดภัย โปรดทำพื้นที่ว่างอีก {megabytes} MB แล้วลองใหม่</translation>
        </message>
        <message>
            <source>There is not enough room to bring this desk's data up to this version of the program. They are as they were and nothing is lost. Please make {megabytes} MB free and start again.</source>
            <translation>พื้นที่ไม่พอสำหรับปรับข้อมูลให้ตรงกับโปรแกรมรุ่นนี้ ข้อมูลยังอยู่ตามเดิม ไม่มีอะไรหาย โปรดทำให้มีพื้นที่ว่าง {megabytes} MB แล้วเปิดใหม่</translation>
        </message>
        <message>
            <source>There is nothing to undo.</source>
            <translation>ไม่มีรายการให้เลิกทำ</translation>
        </message>
        <message>
            <source>There is room for {most} photos at a time. The first ones were taken in; save these, then add the others.</source>
            <translation>ใส่ได้ครั้งละ {most} ภาพ ภาพแรก ๆ รับไว้แล้ว บันทึกชุดนี้ก่อน แล้วจึงเพิ่มภาพที่เหลือ</translation>
        </message>
        <message>
            <source>These data were written by a newer program. Nothing was changed. Please update this program.</source>
            <translation>ข้อมูลนี้บันทึกด้วยโปรแกรมรุ่นใหม่กว่า ไม่มีอะไรเปลี่ยนแปลง โปรดปรับปรุงโปรแกรมนี้</translation>
        </message>
        <message>
            <source>This account was disabled, so nothing was recorded. What you recorded before is safe on this computer. Please speak to the administrator.</source>
            <translation>บัญชีนี้ถูกปิดการใช้งาน จึงยังไม่ได้บันทึก สิ่งที่บันทึกไว้ก่อนหน้ายังอยู่ครบในเครื่องนี้ โปรดติดต่อผู้ดูแลระบบ</translation>
        </message>
        <message>
            <source>This account was disabled. Your unsent work is kept on this computer and goes out when the account is enabled again. Please speak to the administrator.</source>
            <translation>บัญชีนี้ถูกปิดการใช้งาน งานที่ยังไม่ส่งยังอยู่ในเครื่องนี้ และจะส่งเมื่อเปิดบัญชีอีกครั้ง โปรดติดต่อผู้ดูแลระบบ</translation>
        </message>
        <message>
            <source>This address cannot be used, and nothing was sent. It has to begin with https:// and one server's name, and hold {z}, {x} and {y}. The map without it works as before.</source>
            <translation>ใช้ที่อยู่นี้ไม่ได้ และยังไม่มีอะไรถูกส่งออกไป ที่อยู่ต้องขึ้นต้นด้วย https:// ตามด้วยชื่อเซิร์ฟเวอร์เดียว และมี {z} {x} {y} ครบ แผนที่เดิมยังใช้ได้ตามปกติ</translation>
        </message>
        <message>
            <source>This case is in no group.</source>
            <translation>เรื่องนี้ไม่ได้รวมอยู่ในกลุ่มใด</translation>
        </message>
        <message>
            <source>This case is no longer on your desk. Your unsent work is kept.</source>
            <translation>เรื่องนี้ไม่ได้อยู่กับคุณแล้ว งานที่ยังไม่ส่งยังอยู่ครบ</translation>
        </message>
        <message>
            <source>This case is no longer with you, so nothing was changed. You can keep your words and photos as a comment.</source>
            <translation>เรื่องนี้ไม่ได้อยู่กับคุณแล้ว จึงยังไม่มีอะไรเปลี่ยนแปลง เก็บข้อความและภาพของคุณเป็นความเห็นได้</translation>
        </message>
        <message>
            <source>This case is not assigned to you now. You can keep your words as a comment.</source>
            <translation>ตอนนี้เรื่องนี้ไม่ได้มอบหมายให้คุณ เก็บข้อความของคุณเป็นความเห็นได้</translation>
        </message>
        <message>
            <source>This case is there already.</source>
            <translation>มีเรื่องนี้อยู่แล้ว</translation>
        </message>
        <message>
            <source>This computer has no keyring. Please give a passphrase with --passphrase-file FILE. Nothing was changed.</source>
            <translation>เครื่องนี้ไม่มีที่เก็บกุญแจของระบบ โปรดระบุวลีรหัสผ่านด้วย --passphrase-file FILE ไม่มีอะไรเปลี่ยนแปลง</translation>
        </message>
        <message>
            <source>This computer is in no network yet. Nothing is lost. Turn on the phone's hotspot, join it with this computer, and try again.</source>
            <translation>คอมพิวเตอร์ยังไม่ได้ต่อเครือข่าย ไม่มีอะไรเสียหาย เปิดฮอตสปอตที่โทรศัพท์ ต่อคอมพิวเตอร์เข้ากับฮอตสปอตนั้น แล้วลองอีกครั้ง</translation>
        </message>
        <message>
            <source>This computer lets no phone in at the moment. Nothing is lost. Please try again, or bring the photos by cable or card.</source>
            <translation>ตอนนี้คอมพิวเตอร์ยังเปิดรับจากโทรศัพท์ไม่ได้ ไม่มีอะไรเสียหาย โปรดลองอีกครั้ง หรือนำภาพเข้าด้วยสายหรือการ์ด</translation>
        </message>
        <message>
            <source>This computer's date is wrong. Your work is safe. Please set the date and time, then try again.</source>
            <translation>วันที่ของเครื่องนี้ไม่ถูกต้อง งานของคุณปลอดภัย โปรดตั้งวันที่และเวลา แล้วลองอีกครั้ง</translation>
        </message>
        <message>
            <source>This computer's disk does not answer as it should, so this was not saved. What was saved before stays. Please sync soon and have the disk looked at.</source>
            <translation>ดิสก์ของเครื่องนี้ทำงานผิดปกติ จึงยังไม่ได้บันทึกรายการนี้ สิ่งที่บันทึกไว้ก่อนยังอยู่ โปรดส่งข้อมูลโดยเร็วและให้ช่างตรวจดิสก์</translation>
        </message>
        <message>
            <source>This copy of a desk is damaged or cut off, so it was not used. Nothing was changed. Please copy the file again, or use an earlier one.</source>
            <translation>สำเนานี้เสียหายหรือไม่ครบ จึงไม่ได้นำมาใช้ ไม่มีอะไรเปลี่ยน โปรดคัดลอกไฟล์มาใหม่ หรือใช้ไฟล์ก่อนหน้า</translation>
        </message>
        <message>
            <source>This could not be done because nobody has accepted the case yet.</source>
            <translation>ทำรายการนี้ไม่ได้ เพราะเรื่องยังรอรับอยู่</translation>
        </message>
        <message>
            <source>This could not be done because the case is being followed up.</source>
            <translation>ทำรายการนี้ไม่ได้ เพราะเรื่องอยู่ระหว่างติดตาม</translation>
        </message>
        <message>
            <source>This could not be done because the case is closed. You can keep your words as a comment.</source>
            <translation>ทำรายการนี้ไม่ได้ เพราะเรื่องเสร็จสิ้นแล้ว เก็บข้อความของคุณเป็นความเห็นได้</translation>
        </message>
        <message>
            <source>This could not be done because the case was forwarded. You can keep your words as a comment.</source>
            <translation>ทำรายการนี้ไม่ได้ เพราะเรื่องถูกส่งต่อไปแล้ว เก็บข้อความของคุณเป็นความเห็นได้</translation>
        </message>
        <message>
            <source>This could not be done because the case was found to be nobody's matter here. You can keep your words as a comment.</source>
            <translation>ทำรายการนี้ไม่ได้ เพราะเรื่องถูกระบุว่าไม่เกี่ยวข้อง เก็บข้อความของคุณเป็นความเห็นได้</translation>
        </message>
        <message>
            <source>This desk has no key for carried files yet. Your work is kept on this computer. Sync once over a line, or sign in again; after that it works without.</source>
            <translation>เครื่องนี้ยังไม่มีกุญแจสำหรับส่งงานด้วยแฟลชไดรฟ์ งานของคุณเก็บไว้ในเครื่องนี้แล้ว โปรดซิงก์ผ่านเครือข่ายหนึ่งครั้ง หรือเข้าสู่ระบบอีกครั้ง หลังจากนั้นใช้ได้โดยไม่ต้องมีสัญญาณ</translation>
        </message>
        <message>
            <source>This desk has not met its server for {days} days, so its pages are closed. All that was recorded is safe on this computer and will be sent. Please connect and sync, or sign in again.</source>
            <translation>เครื่องนี้ไม่ได้ติดต่อระบบกลางมา {days} วันแล้ว จึงปิดข้อมูลไว้ ทุกอย่างที่บันทึกไว้ยังอยู่ครบในเครื่องนี้และจะส่งเมื่อติดต่อได้ โปรดต่ออินเทอร์เน็ตแล้วรับส่งข้อมูล หรือเข้าสู่ระบบอีกครั้ง</translation>
        </message>
        <message>
            <source>This desk is already open in another window. Please go on there; nothing is lost.</source>
            <translation>โปรแกรมเปิดอยู่แล้วในอีกหน้าต่าง โปรดทำงานต่อที่นั่น ไม่มีอะไรหาย</translation>
        </message>
        <message>
            <source>This desk is not signed in yet. Please sign in once with a line.</source>
            <translation>เครื่องนี้ยังไม่ได้เข้าสู่ระบบ โปรดเข้าสู่ระบบหนึ่งครั้งเมื่อมีสัญญาณ</translation>
        </message>
        <message>
            <source>This desk's data could not be brought up to this version of the program. They are as they were and nothing is lost. Please tell the administrator.</source>
            <translation>ปรับข้อมูลในเครื่องนี้ให้ตรงกับโปรแกรมรุ่นนี้ไม่สำเร็จ ข้อมูลยังอยู่ตามเดิม ไม่มีอะไรหาย โปรดแจ้งผู้ดูแลระบบ</translation>
        </message>
        <message>
            <source>This file comes from a newer version of the program. Nothing was changed. Please update this desk, then take it in again.</source>
            <translation>ไฟล์นี้มาจากโปรแกรมรุ่นใหม่กว่า ยังไม่มีอะไรเปลี่ยนแปลง โปรดปรับรุ่นโปรแกรมในเครื่องนี้แล้วรับไฟล์อีกครั้ง</translation>
        </message>
        <message>
            <source>This file is not a copy of a desk. Nothing was changed. Please choose another file.</source>
            <translation>ไฟล์นี้ไม่ใช่สำเนาข้อมูลของโปรแกรม ไม่มีอะไรเปลี่ยน โปรดเลือกไฟล์อื่น</translation>
        </message>
        <message>
            <source>This file is not a map package. Nothing was changed. Please choose a file that ends in .mbtiles or .pmtiles.</source>
            <translation>ไฟล์นี้ไม่ใช่ชุดแผนที่ ยังไม่มีอะไรเปลี่ยน โปรดเลือกไฟล์ที่ลงท้ายด้วย .mbtiles หรือ .pmtiles</translation>
        </message>
        <message>
            <source>This folder belongs to {user}. Nothing was changed. Please use another profile folder for another account.</source>
            <translation>โฟลเดอร์นี้เป็นของ {user} ไม่มีอะไรเปลี่ยนแปลง โปรดใช้โฟลเดอร์อื่นสำหรับบัญชีอื่น</translation>
        </message>
        <message>
            <source>This is no answer of the server. Nothing was changed. Choose the file that the administrator brought back.</source>
            <translation>ไฟล์นี้ไม่ใช่คำตอบจากระบบกลาง ยังไม่มีอะไรเปลี่ยนแปลง โปรดเลือกไฟล์ที่ผู้ดูแลระบบนำกลับมา</translation>
        </message>
        <message>
            <source>This is no number of a case. Nothing was entered. Scan the code once more, or type the last characters of the number.</source>
            <translation>นี่ไม่ใช่เลขเรื่อง ยังไม่ได้ลงผลใด ๆ ลองสแกนอีกครั้ง หรือพิมพ์ตัวท้าย ๆ ของเลขเรื่อง</translation>
        </message>
        <message>
            <source>This is not a server's address. Please type it like https://desk.example.go.th</source>
            <translation>ที่อยู่ของระบบกลางไม่ถูกต้อง โปรดพิมพ์แบบ https://desk.example.go.th</translation>
        </message>
        <message>
            <source>This leave is not there any more. Nothing was changed.</source>
            <translation>ไม่พบการลานี้แล้ว ยังไม่มีอะไรเปลี่ยนแปลง</translation>
        </message>
        <message>
            <source>This leave was set already. Please look at the list.</source>
            <translation>บันทึกการลานี้ไปแล้ว โปรดดูในรายการ</translation>
        </message>
        <message>
            <source>This map is drawn in another projection and would not fit the cases. Nothing was changed. Please ask for it in Web Mercator (EPSG:3857).</source>
            <translation>แผนที่นี้ใช้ระบบพิกัดอื่น จะวางไม่ตรงกับจุดแจ้ง ยังไม่มีอะไรเปลี่ยน โปรดขอแบบ Web Mercator (EPSG:3857)</translation>
        </message>
        <message>
            <source>This map package is installed already. Nothing was changed.</source>
            <translation>ติดตั้งชุดแผนที่นี้ไว้แล้ว ยังไม่มีอะไรเปลี่ยน</translation>
        </message>
        <message>
            <source>This package is compressed in a way that this program can't read. Nothing was changed. Please ask for it with gzip.</source>
            <translation>ชุดนี้บีบอัดด้วยวิธีที่โปรแกรมอ่านไม่ได้ ยังไม่มีอะไรเปลี่ยน โปรดขอแบบที่บีบอัดด้วย gzip</translation>
        </message>
        <message>
            <source>This package is of another version of PMTiles. Nothing was changed. Please ask for version 3 (pmtiles convert makes it).</source>
            <translation>ชุดนี้เป็น PMTiles รุ่นอื่น ยังไม่มีอะไรเปลี่ยน โปรดขอรุ่น 3 (ใช้คำสั่ง pmtiles convert ได้)</translation>
        </message>
        <message>
            <source>This photo is on its way already. It goes on by itself in a while.</source>
            <translation>ภาพนี้กำลังส่งอยู่แล้ว จะส่งต่อเองในอีกสักครู่</translation>
        </message>
        <message>
            <source>This program asked for something the rules do not know. Nothing changed.</source>
            <translation>โปรแกรมขอสิ่งที่กติกาไม่รู้จัก ไม่มีอะไรเปลี่ยนแปลง</translation>
        </message>
        <message>
            <source>This stood on an act that was withdrawn, so it no longer fits. Your words are kept.</source>
            <translation>รายการนี้ต่อเนื่องจากรายการที่ถอนคืนแล้ว จึงใช้ไม่ได้ ข้อความของคุณยังอยู่ครบ</translation>
        </message>
        <message>
            <source>This ticket number is taken. Your words are kept; please save again.</source>
            <translation>เลขเรื่องนี้ถูกใช้แล้ว ข้อความของคุณยังอยู่ โปรดบันทึกอีกครั้ง</translation>
        </message>
        <message>
            <source>This waits for an earlier act on the same case that needs your decision.</source>
            <translation>รายการนี้รออยู่ เพราะรายการก่อนหน้าของเรื่องเดียวกันต้องให้คุณตัดสินใจก่อน</translation>
        </message>
        <message>
            <source>This was done already: the case is in progress.</source>
            <translation>รายการนี้ทำไปแล้ว เรื่องกำลังดำเนินการอยู่</translation>
        </message>
        <message>
            <source>This was recorded for an authority ({authority}) that you no longer work for, so it could not be done. Your words and photos are kept here. Please copy what is still needed and tell the officer there.</source>
            <translation>รายการนี้บันทึกไว้สำหรับหน่วยงานเดิม ({authority}) ที่คุณย้ายออกแล้ว จึงทำไม่ได้ ข้อความและภาพของคุณยังอยู่ครบที่นี่ โปรดคัดลอกส่วนที่ยังต้องใช้ แล้วแจ้งเจ้าหน้าที่ที่นั่น</translation>
        </message>
        <message>
            <source>This was undone already.</source>
            <translation>รายการนี้เลิกทำไปแล้ว</translation>
        </message>
        <message>
            <source>User name or password is not right. Please type them again.</source>
            <translation>ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง โปรดพิมพ์อีกครั้ง</translation>
        </message>
        <message>
            <source>Wi-Fi is on, but the server is out of reach. Please sign in to the Wi-Fi in a browser first.</source>
            <translation>ต่อ Wi-Fi ได้ แต่ยังไม่ถึงระบบ โปรดเปิดเบราว์เซอร์เพื่อเข้าใช้ Wi-Fi ก่อน</translation>
        </message>
        <message>
            <source>Your account may not see this. Nothing was changed.</source>
            <translation>บัญชีของคุณดูรายการนี้ไม่ได้ ไม่มีอะไรเปลี่ยนแปลง</translation>
        </message>
        <message>
            <source>Your role does not do this. Nothing was changed. Please ask a clerk.</source>
            <translation>สิทธิ์ของคุณทำรายการนี้ไม่ได้ ไม่มีอะไรเปลี่ยนแปลง โปรดแจ้งธุรการ</translation>
        </message>
        <message>
            <source>{count} things are not sent yet, so signing out was stopped. Sync first, save them to a file, or give them up by typing that number.</source>
            <translation>ยังมี {count} รายการที่ไม่ได้ส่ง จึงยังไม่ออกจากระบบ โปรดส่งก่อน บันทึกลงไฟล์ หรือพิมพ์ตัวเลขนี้เพื่อทิ้งรายการเหล่านั้น</translation>
        </message>
        <message>
            <source>{name} could not be opened: it brings the picture reader down. Nothing was saved and nothing else was touched. Please choose another photo.</source>
            <translation>เปิดภาพ {name} ไม่ได้ เพราะภาพนี้ทำให้ส่วนอ่านภาพหยุดทำงาน ยังไม่ได้บันทึกอะไร ข้อมูลอื่นไม่กระทบ โปรดเลือกภาพอื่น</translation>
        </message>
        <message>
            <source>{name} could not be read. Nothing was saved. Is the card still in?</source>
            <translation>อ่านไฟล์ {name} ไม่ได้ ยังไม่ได้บันทึกอะไร การ์ดยังเสียบอยู่หรือไม่</translation>
        </message>
        <message>
            <source>{name} has too many pixels to open safely. Nothing was saved.</source>
            <translation>ภาพ {name} ใหญ่เกินกว่าจะเปิดได้อย่างปลอดภัย ยังไม่ได้บันทึกอะไร</translation>
        </message>
        <message>
            <source>{name} is a kind of picture this program does not know. Nothing was saved. Please use JPEG, PNG or HEIC.</source>
            <translation>โปรแกรมไม่รู้จักภาพชนิดนี้ ({name}) ยังไม่ได้บันทึกอะไร โปรดใช้ JPEG PNG หรือ HEIC</translation>
        </message>
        <message>
            <source>{name} is a video. Nothing was saved. Please choose a photo.</source>
            <translation>ไฟล์ {name} เป็นวิดีโอ ยังไม่ได้บันทึกอะไร โปรดเลือกภาพถ่าย</translation>
        </message>
        <message>
            <source>{name} is cut off and cannot be shown. Nothing was saved. Please copy it from the camera again.</source>
            <translation>ไฟล์ {name} ไม่ครบจึงเปิดไม่ได้ ยังไม่ได้บันทึกอะไร โปรดคัดลอกจากกล้องอีกครั้ง</translation>
        </message>
        <message>
            <source>{name} is damaged and cannot be shown. Nothing was saved. Please choose another.</source>
            <translation>ไฟล์ {name} เสียหายจึงเปิดไม่ได้ ยังไม่ได้บันทึกอะไร โปรดเลือกภาพอื่น</translation>
        </message>
        <message>
            <source>{name} is empty. Nothing was saved. Please choose another photo.</source>
            <translation>ไฟล์ {name} ว่างเปล่า ยังไม่ได้บันทึกอะไร โปรดเลือกภาพอื่น</translation>
        </message>
        <message>
            <source>{name} is larger than 50 MB. Nothing was saved. Please choose another.</source>
            <translation>ไฟล์ {name} ใหญ่กว่า 50 MB ยังไม่ได้บันทึกอะไร โปรดเลือกภาพอื่น</translation>
        </message>
        <message>
            <source>{name} is not a photo. Nothing was saved. Please choose another.</source>
            <translation>ไฟล์ {name} ไม่ใช่ภาพ ยังไม่ได้บันทึกอะไร โปรดเลือกภาพอื่น</translation>
        </message>
        <message>
            <source>{name} needs more memory than is safe to give. Nothing was saved. Please make the picture smaller first.</source>
            <translation>ภาพ {name} ต้องใช้หน่วยความจำมากเกินกว่าจะเปิดได้อย่างปลอดภัย ยังไม่ได้บันทึกอะไร โปรดย่อภาพก่อน</translation>
        </message>
        <message>
            <source>{name} took too long to open, so it was left out. Nothing was saved. Please choose another photo.</source>
            <translation>ภาพ {name} เปิดนานเกินไป จึงข้ามไป ยังไม่ได้บันทึกอะไร โปรดเลือกภาพอื่น</translation>
        </message>
        <message>
            <source>{near} is not a place with a distance. Please write latitude, longitude and metres like 16.4412,101.1533,500.</source>
            <translation>{near} ไม่ใช่พิกัดกับระยะ โปรดพิมพ์ละติจูด ลองจิจูด และเมตร เช่น 16.4412,101.1533,500</translation>
        </message>
        <message>
            <source>{number} is worked on by more than one authority. Please write it with @ and the authority's code.</source>
            <translation>{number} มีมากกว่าหนึ่งหน่วยงานดำเนินการ โปรดเติม @ และรหัสหน่วยงานต่อท้าย</translation>
        </message>
        <message>
            <source>{size} is not a size. Nothing was changed. Please write it like 500MB or 2GB.</source>
            <translation>{size} ไม่ใช่ขนาด ยังไม่ได้เปลี่ยนอะไร โปรดเขียนแบบ 500MB หรือ 2GB</translation>
        </message>
        <message>
            <source>{week} is not a week. Please write it like 2026-W47.</source>
            <translation>{week} ไม่ใช่สัปดาห์ โปรดเขียนแบบ 2026-W47</translation>
        </message>
    </context>
    <context>
        <name>MyCases</name>
        <message>
            <source>All</source>
            <translation>ทั้งหมด</translation>
        </message>
        <message>
            <source>All cases</source>
            <translation>เรื่องทั้งหมด</translation>
        </message>
        <message>
            <source>Best match</source>
            <translation>ตรงที่สุดก่อน</translation>
        </message>
        <message>
            <source>By number</source>
            <translation>ตามเลขเรื่อง</translation>
        </message>
        <message>
            <source>Clear</source>
            <translation>ล้างตัวกรอง</translation>
        </message>
        <message>
            <source>Filter</source>
            <translation>กรอง</translation>
        </message>
        <message>
            <source>Follow up</source>
            <translation>ติดตาม</translation>
        </message>
        <message>
            <source>Getting your cases, {done} of {total}. You can start with those already here.</source>
            <translation>กำลังรับเรื่องครั้งแรก {done} จาก {total} เริ่มใช้เรื่องที่รับแล้วได้เลย</translation>
        </message>
        <message>
            <source>Getting your cases. You can start with those already here.</source>
            <translation>กำลังรับเรื่องครั้งแรก เริ่มใช้เรื่องที่รับแล้วได้เลย</translation>
        </message>
        <message>
            <source>Last changed first</source>
            <translation>แก้ไขล่าสุดก่อน</translation>
        </message>
        <message>
            <source>My cases</source>
            <translation>เรื่องของฉัน</translation>
        </message>
        <message>
            <source>Newest first</source>
            <translation>ใหม่ก่อน</translation>
        </message>
        <message>
            <source>No case matches. Try a shorter word or clear the filters.</source>
            <translation>ไม่พบเรื่องที่ตรงกัน ลองใช้คำสั้นลง หรือล้างตัวกรอง</translation>
        </message>
        <message>
            <source>Nothing is left to do. Thank you for today's work.</source>
            <translation>ไม่มีเรื่องค้าง ขอบคุณสำหรับงานวันนี้</translation>
        </message>
        <message>
            <source>Oldest first</source>
            <translation>เก่าก่อน</translation>
        </message>
        <message>
            <source>On the map</source>
            <translation>ดูบนแผนที่</translation>
        </message>
        <message>
            <source>To do</source>
            <translation>ต้องทำ</translation>
        </message>
        <message>
            <source>Urgent first</source>
            <translation>เร่งด่วนก่อน</translation>
        </message>
        <message>
            <source>look again {day}</source>
            <translation>นัดดูอีกครั้ง {day}</translation>
        </message>
        <message>
            <source>reported {ago} ago</source>
            <translation>แจ้งเมื่อ {ago} ก่อน</translation>
        </message>
        <message>
            <source>{n} cases</source>
            <translation>{n} เรื่อง</translation>
        </message>
        <message>
            <source>{n} cases found</source>
            <translation>พบ {n} เรื่อง</translation>
        </message>
        <message>
            <source>{n} overdue</source>
            <translation>เกินกำหนด {n}</translation>
        </message>
    </context>
    <context>
        <name>Notices</name>
        <message>
            <source>A case is due by the next working day</source>
            <translation>มีเรื่องจะครบกำหนดภายในวันทำการถัดไป</translation>
        </message>
        <message>
            <source>A new case was assigned to you</source>
            <translation>มีเรื่องใหม่มอบหมายให้คุณ</translation>
        </message>
        <message>
            <source>A photo cannot be sent; it is kept here</source>
            <translation>มีภาพ 1 ภาพที่ยังส่งไม่ได้ ภาพยังเก็บอยู่ในเครื่องนี้</translation>
        </message>
        <message>
            <source>Cases due by tomorrow, once each morning</source>
            <translation>เรื่องที่จะครบกำหนดพรุ่งนี้ แจ้งทุกเช้าวันละครั้ง</translation>
        </message>
        <message>
            <source>Cases newly assigned to me</source>
            <translation>เรื่องที่มอบหมายให้ฉันใหม่</translation>
        </message>
        <message>
            <source>Notices</source>
            <translation>การแจ้งเตือน</translation>
        </message>
        <message>
            <source>One of your acts needs attention</source>
            <translation>มีงานของคุณ 1 รายการที่ต้องตรวจสอบ</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>เปิดดู</translation>
        </message>
        <message>
            <source>Photos that cannot be sent</source>
            <translation>ภาพที่ส่งไม่ผ่าน</translation>
        </message>
        <message>
            <source>Put away</source>
            <translation>ปิดข้อความนี้</translation>
        </message>
        <message>
            <source>Quiet hours</source>
            <translation>ช่วงงดแจ้งเตือน</translation>
        </message>
        <message>
            <source>Quiet hours begin</source>
            <translation>เริ่มงดแจ้งเตือน</translation>
        </message>
        <message>
            <source>Quiet hours end</source>
            <translation>สิ้นสุดช่วงงดแจ้งเตือน</translation>
        </message>
        <message>
            <source>Tambon Desk</source>
            <translation>Tambon Desk</translation>
        </message>
        <message>
            <source>The computer says so when something comes. A notice can be read on a locked screen: it says how many, or the type and the village, never who reported or what.</source>
            <translation>เมื่อมีเรื่องเข้ามา เครื่องจะแจ้งเตือนให้ทราบ ข้อความแจ้งเตือนอาจเห็นได้แม้ล็อกหน้าจอ จึงบอกเพียงจำนวน หรือประเภทกับหมู่บ้าน ไม่บอกชื่อผู้แจ้งหรือเนื้อหาที่แจ้ง</translation>
        </message>
        <message>
            <source>What comes in quiet hours is told together when they end. Thai time.</source>
            <translation>สิ่งที่เข้ามาในช่วงงดแจ้งเตือนจะแจ้งรวมกันเมื่อพ้นช่วงนั้น ตามเวลาประเทศไทย</translation>
        </message>
        <message>
            <source>Work that needs attention</source>
            <translation>งานที่ต้องตรวจสอบ</translation>
        </message>
        <message>
            <source>{n} cases are due by the next working day</source>
            <translation>มี {n} เรื่องจะครบกำหนดภายในวันทำการถัดไป</translation>
        </message>
        <message>
            <source>{n} new cases were assigned to you</source>
            <translation>มีเรื่องใหม่มอบหมายให้คุณ {n} เรื่อง</translation>
        </message>
        <message>
            <source>{n} of your acts need attention</source>
            <translation>มีงานของคุณ {n} รายการที่ต้องตรวจสอบ</translation>
        </message>
        <message>
            <source>{n} photos cannot be sent; they are kept here</source>
            <translation>มีภาพ {n} ภาพที่ยังส่งไม่ได้ ภาพยังเก็บอยู่ในเครื่องนี้</translation>
        </message>
    </context>
    <context>
        <name>Outbox</name>
        <message>
            <source>&lt; 1 s</source>
            <translation>&lt; 1 วินาที</translation>
        </message>
        <message>
            <source>A file for support, without personal data.</source>
            <translation>สร้างไฟล์ส่งให้ผู้ดูแลระบบ ไม่มีข้อมูลส่วนบุคคล</translation>
        </message>
        <message>
            <source>Acts and words, sending</source>
            <translation>ส่งรายการและข้อความ</translation>
        </message>
        <message>
            <source>Acts out</source>
            <translation>ส่งรายการ</translation>
        </message>
        <message>
            <source>All files</source>
            <translation>ไฟล์ทั้งหมด</translation>
        </message>
        <message>
            <source>All went well</source>
            <translation>เรียบร้อย</translation>
        </message>
        <message>
            <source>All words are sent and received. Pictures wait.</source>
            <translation>ข้อความส่งและรับครบแล้ว ภาพรออยู่</translation>
        </message>
        <message>
            <source>Always send and fetch pictures</source>
            <translation>ส่งและรับภาพเสมอ</translation>
        </message>
        <message>
            <source>Answers</source>
            <translation>ไฟล์คำตอบ</translation>
        </message>
        <message>
            <source>Asked {n} times. It is asked again until the answer is here; nothing doubles.</source>
            <translation>ถามไปแล้ว {n} ครั้ง จะถามซ้ำจนได้คำตอบ ไม่มีรายการใดซ้ำสอง</translation>
        </message>
        <message>
            <source>Asking the server…</source>
            <translation>กำลังติดต่อระบบกลาง…</translation>
        </message>
        <message>
            <source>Cases</source>
            <translation>เรื่อง</translation>
        </message>
        <message>
            <source>Cases in</source>
            <translation>รับเรื่อง</translation>
        </message>
        <message>
            <source>Cases, receiving</source>
            <translation>รับเรื่อง</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>ปิด</translation>
        </message>
        <message>
            <source>Everything is sent. Nothing is waiting on this computer.</source>
            <translation>ส่งครบแล้ว ไม่มีรายการค้างในเครื่องนี้</translation>
        </message>
        <message>
            <source>File for support</source>
            <translation>ไฟล์สำหรับผู้ดูแลระบบ</translation>
        </message>
        <message>
            <source>File for support…</source>
            <translation>ไฟล์สำหรับผู้ดูแลระบบ…</translation>
        </message>
        <message>
            <source>Full photos</source>
            <translation>ภาพเต็ม</translation>
        </message>
        <message>
            <source>Gathering the figures…</source>
            <translation>กำลังรวบรวมตัวเลข…</translation>
        </message>
        <message>
            <source>Getting your cases, {done} of {total}. You can start with those already here.</source>
            <translation>กำลังรับเรื่องครั้งแรก {done} จาก {total} เริ่มใช้เรื่องที่รับแล้วได้เลย</translation>
        </message>
        <message>
            <source>History</source>
            <translation>ประวัติการส่งและรับ</translation>
        </message>
        <message>
            <source>How far the file is</source>
            <translation>ความคืบหน้าของไฟล์</translation>
        </message>
        <message>
            <source>If sync does not do what it should</source>
            <translation>เมื่อการส่งและรับไม่เป็นปกติ</translation>
        </message>
        <message>
            <source>Kept on this computer</source>
            <translation>เก็บไว้ในเครื่องนี้</translation>
        </message>
        <message>
            <source>Last in step {when}</source>
            <translation>ตรงกับระบบกลางล่าสุด {when}</translation>
        </message>
        <message>
            <source>Needs attention: {n}</source>
            <translation>ต้องตรวจสอบ {n} รายการ</translation>
        </message>
        <message>
            <source>No round of sync has moved anything yet. They will stand here.</source>
            <translation>ยังไม่มีรอบที่ส่งหรือรับอะไร เมื่อมีจะแสดงที่นี่</translation>
        </message>
        <message>
            <source>None is waiting.</source>
            <translation>ไม่มีภาพรออยู่</translation>
        </message>
        <message>
            <source>On slow and metered lines</source>
            <translation>เมื่อสัญญาณอ่อนหรือเน็ตคิดตามปริมาณ</translation>
        </message>
        <message>
            <source>Open the case</source>
            <translation>เปิดเรื่อง</translation>
        </message>
        <message>
            <source>Open the folder</source>
            <translation>เปิดโฟลเดอร์</translation>
        </message>
        <message>
            <source>Outbox</source>
            <translation>รอส่ง</translation>
        </message>
        <message>
            <source>Outlines of the map, receiving</source>
            <translation>รับขอบเขตแผนที่</translation>
        </message>
        <message>
            <source>Photos out</source>
            <translation>ส่งภาพ</translation>
        </message>
        <message>
            <source>Photos that did not go yet: {n}</source>
            <translation>ภาพที่ยังส่งไม่ได้ {n} ภาพ</translation>
        </message>
        <message>
            <source>Photos, sending</source>
            <translation>ส่งภาพ</translation>
        </message>
        <message>
            <source>Pictures</source>
            <translation>ภาพ</translation>
        </message>
        <message>
            <source>Pictures in</source>
            <translation>รับภาพ</translation>
        </message>
        <message>
            <source>Pictures only when I press</source>
            <translation>ภาพเฉพาะเมื่อฉันกด</translation>
        </message>
        <message>
            <source>Pictures, receiving</source>
            <translation>รับภาพ</translation>
        </message>
        <message>
            <source>Preparing search, {n} of {m}</source>
            <translation>กำลังเตรียมการค้นหา {n} จาก {m}</translation>
        </message>
        <message>
            <source>Received</source>
            <translation>รับ</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>ผล</translation>
        </message>
        <message>
            <source>Save the file for support</source>
            <translation>บันทึกไฟล์สำหรับผู้ดูแลระบบ</translation>
        </message>
        <message>
            <source>Save the file…</source>
            <translation>บันทึกไฟล์…</translation>
        </message>
        <message>
            <source>Saved: {file}</source>
            <translation>บันทึกแล้ว {file}</translation>
        </message>
        <message>
            <source>See the whole file</source>
            <translation>ดูทั้งไฟล์</translation>
        </message>
        <message>
            <source>Send and fetch now ({size})</source>
            <translation>ส่งและรับภาพตอนนี้ ({size})</translation>
        </message>
        <message>
            <source>Send it to the administrator where sync does not do what it should. In it are:</source>
            <translation>ส่งให้ผู้ดูแลระบบเมื่อการส่งและรับไม่เป็นปกติ ในไฟล์มี</translation>
        </message>
        <message>
            <source>Send now</source>
            <translation>ส่งเดี๋ยวนี้</translation>
        </message>
        <message>
            <source>Send the work on a stick, encrypted. The answer comes back on it.</source>
            <translation>ส่งงานด้วยแฟลชไดรฟ์แบบเข้ารหัส คำตอบกลับมาในแฟลชไดรฟ์</translation>
        </message>
        <message>
            <source>Sending words first, photos after.</source>
            <translation>กำลังส่งข้อความก่อน ภาพตามไป</translation>
        </message>
        <message>
            <source>Sent</source>
            <translation>ส่ง</translation>
        </message>
        <message>
            <source>Small pictures</source>
            <translation>ภาพย่อ</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>หยุด</translation>
        </message>
        <message>
            <source>Stopping…</source>
            <translation>กำลังหยุด…</translation>
        </message>
        <message>
            <source>Take in an answer of the server</source>
            <translation>รับคำตอบจากระบบกลาง</translation>
        </message>
        <message>
            <source>Take in an answer…</source>
            <translation>รับคำตอบจากไฟล์…</translation>
        </message>
        <message>
            <source>Taken back: {n}</source>
            <translation>ถอนคืนแล้ว {n} รายการ</translation>
        </message>
        <message>
            <source>Taken in: {n} answered, {cases} cases new or changed.</source>
            <translation>รับแล้ว ตอบกลับ {n} รายการ เรื่องใหม่หรือเปลี่ยนแปลง {cases} เรื่อง</translation>
        </message>
        <message>
            <source>The signal is weak: {n} pictures wait, about {size}.</source>
            <translation>สัญญาณอ่อน ภาพรอไว้ {n} ภาพ ประมาณ {size}</translation>
        </message>
        <message>
            <source>The whole file</source>
            <translation>ทั้งไฟล์</translation>
        </message>
        <message>
            <source>They go along with the words.</source>
            <translation>ส่งและรับไปพร้อมข้อความตามปกติ</translation>
        </message>
        <message>
            <source>This computer</source>
            <translation>เครื่องนี้</translation>
        </message>
        <message>
            <source>This network is paid by use: {n} pictures wait, about {size}.</source>
            <translation>เน็ตนี้คิดค่าใช้ตามปริมาณ ภาพรอไว้ {n} ภาพ ประมาณ {size}</translation>
        </message>
        <message>
            <source>Took</source>
            <translation>ใช้เวลา</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>ลองใหม่</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>เลิกทำ</translation>
        </message>
        <message>
            <source>Waiting</source>
            <translation>รายการที่รอส่ง</translation>
        </message>
        <message>
            <source>Waiting for the next turn to send.</source>
            <translation>รอรอบส่งถัดไป</translation>
        </message>
        <message>
            <source>Weak signal. Sending words first, photos after.</source>
            <translation>สัญญาณอ่อน กำลังส่งข้อความก่อน ภาพตามไป</translation>
        </message>
        <message>
            <source>When</source>
            <translation>เมื่อ</translation>
        </message>
        <message>
            <source>Where no signal ever comes</source>
            <translation>ที่ที่ไม่มีสัญญาณเลย</translation>
        </message>
        <message>
            <source>Withdraw</source>
            <translation>ถอนคืน</translation>
        </message>
        <message>
            <source>Words first, pictures wait</source>
            <translation>ส่งข้อความก่อน ภาพรอไว้</translation>
        </message>
        <message>
            <source>Words first, then photos · one stuck photo never blocks the rest</source>
            <translation>ข้อความก่อน แล้วภาพ · ภาพที่ติดขัดไม่ขวางภาพอื่น</translation>
        </message>
        <message>
            <source>Write the work to a file</source>
            <translation>บันทึกงานลงไฟล์</translation>
        </message>
        <message>
            <source>Write the work to a file…</source>
            <translation>บันทึกงานลงไฟล์…</translation>
        </message>
        <message>
            <source>Written: acts {n} · photos {photos}. Give the stick to the administrator.</source>
            <translation>บันทึกแล้ว รายการ {n} · ภาพ {photos} โปรดฝากแฟลชไดรฟ์ให้ผู้ดูแลระบบ</translation>
        </message>
        <message>
            <source>You may close the program or switch off. It goes on from the same place.</source>
            <translation>ปิดโปรแกรมหรือปิดเครื่องได้ เปิดใหม่แล้วจะส่งต่อจากจุดเดิม</translation>
        </message>
        <message>
            <source>You stopped it</source>
            <translation>คุณกดหยุด</translation>
        </message>
        <message>
            <source>Your work is kept on this computer.</source>
            <translation>งานของคุณเก็บไว้ในเครื่องนี้แล้ว</translation>
        </message>
        <message>
            <source>about {time} left for this step</source>
            <translation>ขั้นนี้เหลือประมาณ {time}</translation>
        </message>
        <message>
            <source>acts {n} · photos {photos}</source>
            <translation>{n} รายการ · ภาพ {photos} ภาพ</translation>
        </message>
        <message>
            <source>again in {n} min</source>
            <translation>ลองใหม่ใน {n} นาที</translation>
        </message>
        <message>
            <source>all here</source>
            <translation>ครบแล้ว</translation>
        </message>
        <message>
            <source>all sent</source>
            <translation>ส่งครบแล้ว</translation>
        </message>
        <message>
            <source>as of {time}</source>
            <translation>ณ เวลา {time}</translation>
        </message>
        <message>
            <source>in step with the server</source>
            <translation>ตรงกับระบบกลาง</translation>
        </message>
        <message>
            <source>in the queue</source>
            <translation>รอคิว</translation>
        </message>
        <message>
            <source>needs attention</source>
            <translation>ต้องตรวจสอบ</translation>
        </message>
        <message>
            <source>next round at {time}</source>
            <translation>รอบถัดไป {time}</translation>
        </message>
        <message>
            <source>next try by itself at {time}</source>
            <translation>จะลองใหม่เองเวลา {time}</translation>
        </message>
        <message>
            <source>not yet</source>
            <translation>ยังไม่เคยรับ</translation>
        </message>
        <message>
            <source>sending {n} %</source>
            <translation>กำลังส่ง {n} %</translation>
        </message>
        <message>
            <source>sent and checked</source>
            <translation>ส่งแล้ว ตรวจแล้ว</translation>
        </message>
        <message>
            <source>sent, being checked</source>
            <translation>ส่งแล้ว กำลังตรวจ</translation>
        </message>
        <message>
            <source>sent, no answer yet</source>
            <translation>ส่งแล้ว รอคำตอบ</translation>
        </message>
        <message>
            <source>words are sent</source>
            <translation>ข้อความส่งแล้ว</translation>
        </message>
        <message>
            <source>{done} of {total}</source>
            <translation>{done} จาก {total}</translation>
        </message>
        <message>
            <source>{h} h {m} min</source>
            <translation>{h} ชม. {m} นาที</translation>
        </message>
        <message>
            <source>{n} min</source>
            <translation>{n} นาที</translation>
        </message>
        <message>
            <source>{n} need your attention.</source>
            <translation>ต้องตรวจสอบ {n} รายการ</translation>
        </message>
        <message>
            <source>{n} pictures wait, about {size}.</source>
            <translation>ภาพรออยู่ {n} ภาพ ประมาณ {size}</translation>
        </message>
        <message>
            <source>{n} s</source>
            <translation>{n} วินาที</translation>
        </message>
        <message>
            <source>{n} so far</source>
            <translation>แล้ว {n}</translation>
        </message>
        <message>
            <source>{n} times</source>
            <translation>{n} ครั้ง</translation>
        </message>
        <message>
            <source>{n} waiting</source>
            <translation>รอ {n}</translation>
        </message>
        <message>
            <source>{size} a second</source>
            <translation>{size}/วินาที</translation>
        </message>
        <message>
            <source>{size} on disk · encrypted</source>
            <translation>ใช้พื้นที่ {size} · เข้ารหัสไว้</translation>
        </message>
        <message>
            <source>{size} over the line</source>
            <translation>รับส่งรอบนี้ {size}</translation>
        </message>
    </context>
    <context>
        <name>Phone</name>
        <message>
            <source>1. On the phone, turn on the hotspot (or join the same Wi-Fi).</source>
            <translation>1. เปิดฮอตสปอตที่โทรศัพท์ (หรือใช้ Wi-Fi เดียวกัน)</translation>
        </message>
        <message>
            <source>2. Join that network with this computer.</source>
            <translation>2. ต่อคอมพิวเตอร์เครื่องนี้เข้ากับเครือข่ายนั้น</translation>
        </message>
        <message>
            <source>3. Scan the code with the phone's camera, then choose photos.</source>
            <translation>3. ใช้กล้องโทรศัพท์สแกนรหัสนี้ แล้วเลือกภาพ</translation>
        </message>
        <message>
            <source>Add them</source>
            <translation>ใช้ภาพเหล่านี้</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>ปิด</translation>
        </message>
        <message>
            <source>Closed after an hour. What came is kept.</source>
            <translation>ปิดรับเอง เพราะเปิดไว้ครบหนึ่งชั่วโมง ภาพที่ถึงแล้วเก็บไว้ครบ</translation>
        </message>
        <message>
            <source>Closed after ten minutes without a photo. What came is kept.</source>
            <translation>ปิดรับเอง เพราะไม่มีภาพเข้ามาสิบนาที ภาพที่ถึงแล้วเก็บไว้ครบ</translation>
        </message>
        <message>
            <source>Closed. What has arrived is kept.</source>
            <translation>ปิดรับแล้ว ภาพที่ถึงแล้วเก็บไว้ครบ</translation>
        </message>
        <message>
            <source>Closed: that is enough for one time. What came is kept; receive again.</source>
            <translation>ปิดรับแล้ว เพราะรับครบจำนวนสำหรับครั้งนี้ ภาพที่ถึงแล้วเก็บไว้ครบ เปิดรับใหม่ได้</translation>
        </message>
        <message>
            <source>How far the photo is</source>
            <translation>ความคืบหน้าของภาพ</translation>
        </message>
        <message>
            <source>New code</source>
            <translation>ขอรหัสใหม่</translation>
        </message>
        <message>
            <source>Open for {n} minutes more if nothing comes</source>
            <translation>ถ้าไม่มีภาพเข้ามา จะปิดรับเองในอีก {n} นาที</translation>
        </message>
        <message>
            <source>Or type in the phone's browser: {address}</source>
            <translation>หรือพิมพ์ในเบราว์เซอร์ของโทรศัพท์: {address}</translation>
        </message>
        <message>
            <source>Phone connected. Choose photos on it.</source>
            <translation>โทรศัพท์เชื่อมต่อแล้ว เลือกภาพบนโทรศัพท์ได้เลย</translation>
        </message>
        <message>
            <source>Photos come straight from the phone to this computer, without internet, as the original files. It is off until you press the button, and ends by itself.</source>
            <translation>รับภาพจากโทรศัพท์เข้าเครื่องนี้โดยตรง ไม่ใช้อินเทอร์เน็ต ได้ไฟล์ต้นฉบับ จะเปิดรับเมื่อกดปุ่มเท่านั้น และปิดเองเมื่อเลิกใช้</translation>
        </message>
        <message>
            <source>Photos from the phone</source>
            <translation>ภาพจากโทรศัพท์</translation>
        </message>
        <message>
            <source>QR code. </source>
            <translation>รหัสคิวอาร์ </translation>
        </message>
        <message>
            <source>Receive photos</source>
            <translation>เปิดรับภาพ</translation>
        </message>
        <message>
            <source>Receiving {n} of {of} · {part} %</source>
            <translation>กำลังรับภาพที่ {n} จาก {of} · {part} %</translation>
        </message>
        <message>
            <source>Remove them</source>
            <translation>ไม่ใช้แล้ว</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>หยุดรับ</translation>
        </message>
        <message>
            <source>The page does not open? See that both are in one network. If Windows asks whether to let this program through its firewall, allow it. Another address may be the right one.</source>
            <translation>เปิดหน้าบนโทรศัพท์ไม่ได้? ดูว่าทั้งสองเครื่องอยู่ในเครือข่ายเดียวกัน ถ้า Windows ถามเรื่องไฟร์วอลล์ ให้กดอนุญาต ถ้ามีหลายที่อยู่ ลองเลือกที่อยู่อื่น</translation>
        </message>
        <message>
            <source>This computer's address</source>
            <translation>ที่อยู่ของคอมพิวเตอร์เครื่องนี้</translation>
        </message>
        <message>
            <source>Use the phone's own hotspot, not a Wi-Fi that strangers use: the photos travel unencrypted inside that network.</source>
            <translation>ควรใช้ฮอตสปอตของโทรศัพท์เอง อย่าใช้ Wi-Fi สาธารณะ เพราะภาพที่ส่งภายในเครือข่ายนั้นไม่ได้เข้ารหัส</translation>
        </message>
        <message>
            <source>Waiting for the phone</source>
            <translation>รอโทรศัพท์เชื่อมต่อ</translation>
        </message>
        <message>
            <source>no place</source>
            <translation>ไม่มีพิกัด</translation>
        </message>
        <message>
            <source>{n} files were not taken; the phone says why.</source>
            <translation>มี {n} ไฟล์ที่รับไม่ได้ โทรศัพท์บอกเหตุผลไว้แล้ว</translation>
        </message>
        <message>
            <source>{n} photos came earlier and are in no case yet.</source>
            <translation>มี {n} ภาพที่รับไว้ก่อนหน้านี้และยังไม่ได้ใช้กับเรื่องใด</translation>
        </message>
        <message>
            <source>{n} photos have arrived</source>
            <translation>ถึงแล้ว {n} ภาพ</translation>
        </message>
    </context>
    <context>
        <name>Photo</name>
        <message>
            <source>Fetching the full photo…</source>
            <translation>กำลังรับภาพเต็ม…</translation>
        </message>
        <message>
            <source>Opening photo…</source>
            <translation>กำลังเปิดภาพ…</translation>
        </message>
        <message>
            <source>Photo</source>
            <translation>ภาพ</translation>
        </message>
        <message>
            <source>The full photo is here and safe, but it cannot be shown on this computer.</source>
            <translation>ภาพเต็มอยู่ในเครื่องนี้และปลอดภัย แต่เครื่องนี้แสดงภาพนี้ไม่ได้</translation>
        </message>
        <message>
            <source>The full photo is not here yet. It will come when there is a signal.</source>
            <translation>ภาพเต็มยังไม่อยู่ในเครื่อง จะรับเมื่อมีสัญญาณ</translation>
        </message>
    </context>
    <context>
        <name>PhotoInfo</name>
        <message>
            <source>About this photo</source>
            <translation>เกี่ยวกับภาพนี้</translation>
        </message>
        <message>
            <source>Camera</source>
            <translation>กล้อง</translation>
        </message>
        <message>
            <source>Chat programs such as LINE remove it.</source>
            <translation>โปรแกรมแชต เช่น LINE ลบพิกัดออก</translation>
        </message>
        <message>
            <source>Edited</source>
            <translation>การแต่งภาพ</translation>
        </message>
        <message>
            <source>File</source>
            <translation>ไฟล์</translation>
        </message>
        <message>
            <source>Not known here: the full photo is not on this computer</source>
            <translation>ยังไม่ทราบ เพราะภาพเต็มไม่อยู่ในเครื่องนี้</translation>
        </message>
        <message>
            <source>Not known yet</source>
            <translation>ยังไม่ทราบ</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>สถานที่ถ่าย</translation>
        </message>
        <message>
            <source>Reading the file…</source>
            <translation>กำลังอ่านไฟล์…</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>ขนาด</translation>
        </message>
        <message>
            <source>Taken</source>
            <translation>ถ่ายเมื่อ</translation>
        </message>
        <message>
            <source>The file does not tell</source>
            <translation>ไฟล์ไม่ได้บอก</translation>
        </message>
        <message>
            <source>The photo does not say when it was taken</source>
            <translation>ภาพไม่ได้บอกเวลาที่ถ่าย</translation>
        </message>
        <message>
            <source>The photo does not say with what it was taken</source>
            <translation>ภาพไม่ได้บอกว่าถ่ายด้วยกล้องใด</translation>
        </message>
        <message>
            <source>The photo has no place</source>
            <translation>ภาพไม่มีพิกัด</translation>
        </message>
        <message>
            <source>Try again now</source>
            <translation>ลองส่งอีกครั้ง</translation>
        </message>
        <message>
            <source>What it proves</source>
            <translation>ภาพนี้ยืนยันอะไร</translation>
        </message>
        <message>
            <source>Where it is kept</source>
            <translation>ภาพอยู่ที่ใด</translation>
        </message>
        <message>
            <source>{day} at {time}</source>
            <translation>{day} เวลา {time}</translation>
        </message>
        <message>
            <source>{n} megapixels</source>
            <translation>{n} ล้านพิกเซล</translation>
        </message>
        <message>
            <source>{way} of the case</source>
            <translation>{way} ของจุดแจ้ง</translation>
        </message>
    </context>
    <context>
        <name>PhotoTruth</name>
        <message>
            <source>A link of the source only</source>
            <translation>มีเพียงลิงก์ของต้นทาง</translation>
        </message>
        <message>
            <source>Could not be sent yet</source>
            <translation>ยังส่งไม่ได้</translation>
        </message>
        <message>
            <source>It goes by itself when there is a signal.</source>
            <translation>จะส่งเองเมื่อมีสัญญาณ</translation>
        </message>
        <message>
            <source>It waits on the computer on which it was taken in.</source>
            <translation>ภาพรออยู่ในเครื่องที่รับภาพไว้</translation>
        </message>
        <message>
            <source>Not on the server yet</source>
            <translation>ยังไม่ถึงระบบกลาง</translation>
        </message>
        <message>
            <source>On the server, checked</source>
            <translation>ถึงระบบกลาง ตรวจแล้ว</translation>
        </message>
        <message>
            <source>On this computer only</source>
            <translation>อยู่ในเครื่องนี้เท่านั้น</translation>
        </message>
        <message>
            <source>Sending {sent} of {size}</source>
            <translation>กำลังส่ง {sent} จาก {size}</translation>
        </message>
        <message>
            <source>Sent, the server is checking it</source>
            <translation>ส่งแล้ว ระบบกลางกำลังตรวจ</translation>
        </message>
        <message>
            <source>Waiting to be sent</source>
            <translation>รอส่ง</translation>
        </message>
    </context>
    <context>
        <name>PhotoWays</name>
        <message>
            <source>Add {n} photos</source>
            <translation>เพิ่ม {n} ภาพ</translation>
        </message>
        <message>
            <source>Camera of this computer</source>
            <translation>กล้องของเครื่องนี้</translation>
        </message>
        <message>
            <source>Card {name}: all photos were taken in</source>
            <translation>การ์ด {name}: รับภาพเข้ามาครบแล้ว</translation>
        </message>
        <message>
            <source>Card {name}: {n} new photos from today</source>
            <translation>การ์ด {name}: ภาพใหม่ของวันนี้ {n} ภาพ</translation>
        </message>
        <message>
            <source>Card {name}: {n} photos, the newest from {day}</source>
            <translation>การ์ด {name}: {n} ภาพ ล่าสุด {day}</translation>
        </message>
        <message>
            <source>Choose photos</source>
            <translation>เลือกภาพ</translation>
        </message>
        <message>
            <source>Choose the folder in which photos arrive</source>
            <translation>เลือกโฟลเดอร์ที่ภาพจะเข้ามา</translation>
        </message>
        <message>
            <source>Close the camera</source>
            <translation>ปิดกล้อง</translation>
        </message>
        <message>
            <source>Close the help</source>
            <translation>ปิดคำแนะนำ</translation>
        </message>
        <message>
            <source>Close the phone panel</source>
            <translation>ปิดช่องรับจากมือถือ</translation>
        </message>
        <message>
            <source>Do not show {name} now</source>
            <translation>ไม่ต้องแสดง {name} ตอนนี้</translation>
        </message>
        <message>
            <source>Easiest: press “Photos from a phone” and scan the code. It needs no cable and no internet, and keeps time and place.</source>
            <translation>ง่ายที่สุด: กด “ภาพจากมือถือ” แล้วสแกนคิวอาร์ ไม่ต้องใช้สายหรืออินเทอร์เน็ต เวลาและพิกัดอยู่ครบ</translation>
        </message>
        <message>
            <source>Folder {name}: all photos were taken in</source>
            <translation>โฟลเดอร์ {name}: รับภาพเข้ามาครบแล้ว</translation>
        </message>
        <message>
            <source>Folder {name}: {n} new photos from today</source>
            <translation>โฟลเดอร์ {name}: ภาพใหม่ของวันนี้ {n} ภาพ</translation>
        </message>
        <message>
            <source>Folder {name}: {n} photos, the newest from {day}</source>
            <translation>โฟลเดอร์ {name}: {n} ภาพ ล่าสุด {day}</translation>
        </message>
        <message>
            <source>Hide the photos</source>
            <translation>ซ่อนภาพ</translation>
        </message>
        <message>
            <source>More ways</source>
            <translation>วิธีอื่น</translation>
        </message>
        <message>
            <source>No camera was found on this computer. Photos can come from a phone, a card or a folder.</source>
            <translation>ไม่พบกล้องในเครื่องนี้ ใช้ภาพจากมือถือ การ์ด หรือโฟลเดอร์ได้</translation>
        </message>
        <message>
            <source>On Linux open the phone once in the file manager. Where it then shows as a folder, its photos are offered here by themselves; else copy them to a folder first.</source>
            <translation>บน Linux เปิดมือถือในโปรแกรมจัดการไฟล์หนึ่งครั้ง ถ้าเห็นเป็นโฟลเดอร์ ภาพจะขึ้นที่นี่เอง ถ้าไม่ ให้คัดลอกภาพไปไว้โฟลเดอร์ก่อน</translation>
        </message>
        <message>
            <source>On a Mac open “Image Capture”, import the photos into a folder, then add them here.</source>
            <translation>บน Mac เปิด “Image Capture” นำภาพเข้าโฟลเดอร์ แล้วเพิ่มภาพที่นี่</translation>
        </message>
        <message>
            <source>Only the newest photos are shown.</source>
            <translation>แสดงเฉพาะภาพล่าสุด</translation>
        </message>
        <message>
            <source>Paste (Ctrl+V)</source>
            <translation>วางภาพ (Ctrl+V)</translation>
        </message>
        <message>
            <source>Photos from a phone</source>
            <translation>ภาพจากมือถือ</translation>
        </message>
        <message>
            <source>Photos sent through LINE lose time and place, and prove less. Send them as a file if there is no other way.</source>
            <translation>ภาพที่ส่งผ่าน LINE จะไม่เหลือเวลาและพิกัด ใช้ยืนยันได้น้อยลง ถ้าไม่มีทางอื่น ให้ส่งเป็นไฟล์</translation>
        </message>
        <message>
            <source>Photos to choose from</source>
            <translation>ภาพให้เลือก</translation>
        </message>
        <message>
            <source>Space ticks a photo, Enter adds the ticked ones.</source>
            <translation>Space เลือกภาพ · Enter เพิ่มภาพที่เลือก</translation>
        </message>
        <message>
            <source>Stop watching {name}</source>
            <translation>เลิกเฝ้าดู {name}</translation>
        </message>
        <message>
            <source>Take a photo</source>
            <translation>ถ่ายภาพ</translation>
        </message>
        <message>
            <source>The camera does not answer; another program may be using it. Close that one, then open the camera again.</source>
            <translation>กล้องไม่ตอบ อาจมีโปรแกรมอื่นใช้อยู่ ปิดโปรแกรมนั้น แล้วเปิดกล้องใหม่</translation>
        </message>
        <message>
            <source>The phone is plugged in and does not show</source>
            <translation>เสียบมือถือแล้วไม่เห็นภาพ</translation>
        </message>
        <message>
            <source>The time comes from this computer's clock. Such a photo has no place in it, and the evidence will say so.</source>
            <translation>เวลามาจากนาฬิกาของเครื่องนี้ ภาพจะไม่มีพิกัด และหลักฐานจะบอกไว้ตามนั้น</translation>
        </message>
        <message>
            <source>Tick today's new ones</source>
            <translation>เลือกภาพใหม่ของวันนี้</translation>
        </message>
        <message>
            <source>Watch a folder…</source>
            <translation>เฝ้าดูโฟลเดอร์…</translation>
        </message>
        <message>
            <source>What the camera sees</source>
            <translation>ภาพที่กล้องเห็น</translation>
        </message>
        <message>
            <source>Windows shows the phone without a drive letter. Open it under “This PC”, folder DCIM, copy the photos to any folder, then add them here. The Photos app can import them too: watch its folder from the list beside.</source>
            <translation>Windows แสดงมือถือโดยไม่มีชื่อไดรฟ์ เปิดที่ “พีซีเครื่องนี้” โฟลเดอร์ DCIM คัดลอกภาพไปไว้โฟลเดอร์ใดก็ได้ แล้วเพิ่มภาพที่นี่ หรือนำเข้าด้วยแอป Photos แล้วให้โปรแกรมเฝ้าดูโฟลเดอร์นั้น</translation>
        </message>
        <message>
            <source>With a cable: unlock the phone and choose “File transfer” (Android) or “Trust” (iPhone).</source>
            <translation>ถ้าใช้สาย: ปลดล็อกมือถือ แล้วเลือก “ถ่ายโอนไฟล์” (Android) หรือ “เชื่อถือ” (iPhone)</translation>
        </message>
        <message>
            <source>chosen</source>
            <translation>เลือกไว้</translation>
        </message>
        <message>
            <source>taken in</source>
            <translation>รับแล้ว</translation>
        </message>
        <message>
            <source>taken in before</source>
            <translation>รับเข้ามาแล้ว</translation>
        </message>
    </context>
    <context>
        <name>Photos</name>
        <message>
            <source>At most</source>
            <translation>ไม่เกิน</translation>
        </message>
        <message>
            <source>Most room for photos</source>
            <translation>พื้นที่มากที่สุดสำหรับภาพ</translation>
        </message>
        <message>
            <source>Photos on this computer</source>
            <translation>ภาพในเครื่องนี้</translation>
        </message>
        <message>
            <source>Room that photos take</source>
            <translation>พื้นที่ที่ภาพใช้</translation>
        </message>
        <message>
            <source>There are {photos} full photos and {thumbnails} small pictures on this computer.</source>
            <translation>ในเครื่องนี้มีภาพเต็ม {photos} ภาพ และภาพย่อ {thumbnails} ภาพ</translation>
        </message>
        <message>
            <source>Where it is full, the full photos that were not looked at for longest go first; small pictures stay longest. What is not on the server yet is never removed. A photo that was removed comes again when you open it and there is a signal.</source>
            <translation>เมื่อเต็ม โปรแกรมลบภาพเต็มที่ไม่ได้เปิดดูนานที่สุดก่อน ภาพย่ออยู่นานที่สุด ภาพที่ยังไม่ถึงระบบกลางไม่ถูกลบ ภาพที่ลบแล้วจะกลับมาเมื่อเปิดดูและมีสัญญาณ</translation>
        </message>
        <message>
            <source>{n} full photos ({size}) of your own work stay in any case: the server may still ask for them.</source>
            <translation>ภาพเต็มของงานของคุณ {n} ภาพ ({size}) อยู่ต่อเสมอ เพราะระบบกลางอาจยังต้องใช้</translation>
        </message>
        <message>
            <source>{size} that were not looked at for longest are being removed.</source>
            <translation>กำลังลบภาพที่ไม่ได้เปิดดูนานที่สุด {size}</translation>
        </message>
        <message>
            <source>{used} of {budget} are in use.</source>
            <translation>ใช้ไป {used} จาก {budget}</translation>
        </message>
    </context>
    <context>
        <name>Position</name>
        <message>
            <source>Another program uses the receiver. Close it (another map, or gpsd); the desk tries again by itself.</source>
            <translation>โปรแกรมอื่นกำลังใช้เครื่องรับอยู่ ปิดโปรแกรมนั้น (เช่น แผนที่อื่น หรือ gpsd) แล้วจะลองใหม่เอง</translation>
        </message>
        <message>
            <source>For the nearest cases in My day. The position stays in this program until it is closed: it is not written down and not sent to anyone.</source>
            <translation>ใช้หาเรื่องที่ใกล้ที่สุดในหน้าวันนี้ของฉัน ตำแหน่งอยู่ในโปรแกรมนี้จนกว่าจะปิด ไม่ถูกบันทึก และไม่ส่งให้ใคร</translation>
        </message>
        <message>
            <source>GPS</source>
            <translation>จีพีเอส (GPS)</translation>
        </message>
        <message>
            <source>Listening to the receiver…</source>
            <translation>กำลังฟังเครื่องรับ…</translation>
        </message>
        <message>
            <source>Look for receivers</source>
            <translation>ค้นหาเครื่องรับ</translation>
        </message>
        <message>
            <source>No receiver at this port. Put it in; it is found by itself. You can go on with a place on the map meanwhile.</source>
            <translation>ไม่พบเครื่องรับที่พอร์ตนี้ เสียบแล้วโปรแกรมจะพบเอง ระหว่างนี้เลือกจุดบนแผนที่แทนได้</translation>
        </message>
        <message>
            <source>Nothing has come from the receiver for a while. The last position is used; see whether the receiver is in.</source>
            <translation>ไม่มีข้อมูลจากเครื่องรับมาสักพัก ใช้ตำแหน่งล่าสุดไปก่อน ดูว่าเครื่องรับยังเสียบอยู่หรือไม่</translation>
        </message>
        <message>
            <source>Off</source>
            <translation>ปิด</translation>
        </message>
        <message>
            <source>Stop the test</source>
            <translation>หยุดทดสอบ</translation>
        </message>
        <message>
            <source>Test</source>
            <translation>ทดสอบ</translation>
        </message>
        <message>
            <source>The GPS is off. You can turn it on in Settings.</source>
            <translation>ปิดจีพีเอสอยู่ เปิดได้ในหน้าตั้งค่า</translation>
        </message>
        <message>
            <source>The port is open, but no receiver speaks there. Is it the right port? Take another, or pull the receiver out and put it in again.</source>
            <translation>เปิดพอร์ตได้แล้ว แต่ไม่มีข้อมูลจากเครื่องรับ เลือกถูกพอร์ตหรือไม่ ลองเลือกพอร์ตอื่น หรือถอดเครื่องรับแล้วเสียบใหม่</translation>
        </message>
        <message>
            <source>The position is there.</source>
            <translation>ได้ตำแหน่งแล้ว</translation>
        </message>
        <message>
            <source>The receiver sees too few satellites now. The last position is used until it is back.</source>
            <translation>ตอนนี้เครื่องรับเห็นดาวเทียมน้อยเกินไป ใช้ตำแหน่งล่าสุดไปก่อนจนกว่าจะกลับมา</translation>
        </message>
        <message>
            <source>The receiver works and looks for satellites. Under open sky it takes a minute or two.</source>
            <translation>เครื่องรับทำงานแล้ว กำลังหาดาวเทียม ถ้าอยู่กลางแจ้งใช้เวลาหนึ่งถึงสองนาที</translation>
        </message>
        <message>
            <source>This computer has no location service that answers. A receiver at a port, or a place on the map, does as well.</source>
            <translation>เครื่องนี้ไม่มีบริการระบุตำแหน่งที่ตอบ ใช้เครื่องรับที่เสียบกับเครื่อง หรือเลือกจุดบนแผนที่แทนได้</translation>
        </message>
        <message>
            <source>This computer's own location service</source>
            <translation>บริการระบุตำแหน่งของเครื่องนี้</translation>
        </message>
        <message>
            <source>This person may not use the receiver. On Linux an administrator adds you to the group “dialout”; then sign in to the computer again. Otherwise allow location in the system's settings.</source>
            <translation>ผู้ใช้นี้ยังไม่มีสิทธิ์ใช้เครื่องรับ บนลินุกซ์ให้ผู้ดูแลเครื่องเพิ่มคุณในกลุ่ม “dialout” แล้วเข้าสู่ระบบเครื่องใหม่ ระบบอื่นให้อนุญาตการใช้ตำแหน่งในการตั้งค่าของเครื่อง</translation>
        </message>
        <message>
            <source>Where the position comes from</source>
            <translation>ใช้ตำแหน่งจากที่ใด</translation>
        </message>
        <message>
            <source>within {distance}</source>
            <translation>คลาดเคลื่อนไม่เกิน {distance}</translation>
        </message>
        <message>
            <source>{n} s ago</source>
            <translation>เมื่อ {n} วินาทีก่อน</translation>
        </message>
        <message>
            <source>{n} satellites</source>
            <translation>ดาวเทียม {n} ดวง</translation>
        </message>
    </context>
    <context>
        <name>QFileDialog</name>
        <message>
            <source>%1 already exists.
Do you want to replace it?</source>
            <translation>มีไฟล์ %1 อยู่แล้ว
ต้องการเขียนทับหรือไม่</translation>
        </message>
        <message>
            <source>&amp;Choose</source>
            <translation>เลือก</translation>
        </message>
        <message>
            <source>&amp;Delete</source>
            <translation>ลบ</translation>
        </message>
        <message>
            <source>&amp;File name:</source>
            <translation>ชื่อไฟล์:</translation>
        </message>
        <message>
            <source>&amp;New Folder</source>
            <translation>โฟลเดอร์ใหม่</translation>
        </message>
        <message>
            <source>&amp;Open</source>
            <translation>เปิด</translation>
        </message>
        <message>
            <source>&amp;Rename</source>
            <translation>เปลี่ยนชื่อ</translation>
        </message>
        <message>
            <source>&amp;Save</source>
            <translation>บันทึก</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>ไฟล์ทั้งหมด (*)</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>กลับ</translation>
        </message>
        <message>
            <source>Create New Folder</source>
            <translation>สร้างโฟลเดอร์ใหม่</translation>
        </message>
        <message>
            <source>Directory:</source>
            <translation>โฟลเดอร์:</translation>
        </message>
        <message>
            <source>File &amp;name:</source>
            <translation>ชื่อไฟล์:</translation>
        </message>
        <message>
            <source>Files of type:</source>
            <translation>ชนิดไฟล์:</translation>
        </message>
        <message>
            <source>Forward</source>
            <translation>ไปข้างหน้า</translation>
        </message>
        <message>
            <source>Look in:</source>
            <translation>ดูใน:</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>เปิด</translation>
        </message>
        <message>
            <source>Parent Directory</source>
            <translation>โฟลเดอร์ที่อยู่เหนือขึ้นไป</translation>
        </message>
        <message>
            <source>Save As</source>
            <translation>บันทึกเป็น</translation>
        </message>
        <message>
            <source>Show &amp;hidden files</source>
            <translation>แสดงไฟล์ที่ซ่อน</translation>
        </message>
    </context>
    <context>
        <name>QFileSystemModel</name>
        <message>
            <source>Date Modified</source>
            <translation>วันที่แก้ไข</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>ชื่อ</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>ขนาด</translation>
        </message>
    </context>
    <context>
        <name>QLineEdit</name>
        <message>
            <source>&amp;Copy</source>
            <translation>คัดลอก</translation>
        </message>
        <message>
            <source>&amp;Paste</source>
            <translation>วาง</translation>
        </message>
        <message>
            <source>&amp;Redo</source>
            <translation>ทำซ้ำ</translation>
        </message>
        <message>
            <source>&amp;Undo</source>
            <translation>เลิกทำ</translation>
        </message>
        <message>
            <source>Cu&amp;t</source>
            <translation>ตัด</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>ลบ</translation>
        </message>
        <message>
            <source>Select All</source>
            <translation>เลือกทั้งหมด</translation>
        </message>
    </context>
    <context>
        <name>QPlatformTheme</name>
        <message>
            <source>&amp;No</source>
            <translation>ไม่ใช่</translation>
        </message>
        <message>
            <source>&amp;Yes</source>
            <translation>ใช่</translation>
        </message>
        <message>
            <source>Abort</source>
            <translation>หยุด</translation>
        </message>
        <message>
            <source>Apply</source>
            <translation>นำไปใช้</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>ยกเลิก</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>ปิด</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>ทิ้ง</translation>
        </message>
        <message>
            <source>Don't Save</source>
            <translation>ไม่บันทึก</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>ช่วยเหลือ</translation>
        </message>
        <message>
            <source>Ignore</source>
            <translation>ข้าม</translation>
        </message>
        <message>
            <source>N&amp;o to All</source>
            <translation>ไม่ใช่ทั้งหมด</translation>
        </message>
        <message>
            <source>OK</source>
            <translation>ตกลง</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>เปิด</translation>
        </message>
        <message>
            <source>Reset</source>
            <translation>คืนค่า</translation>
        </message>
        <message>
            <source>Restore Defaults</source>
            <translation>คืนค่าเริ่มต้น</translation>
        </message>
        <message>
            <source>Retry</source>
            <translation>ลองอีกครั้ง</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>บันทึก</translation>
        </message>
        <message>
            <source>Save All</source>
            <translation>บันทึกทั้งหมด</translation>
        </message>
        <message>
            <source>Yes to &amp;All</source>
            <translation>ใช่ทั้งหมด</translation>
        </message>
    </context>
    <context>
        <name>QWidgetTextControl</name>
        <message>
            <source>&amp;Copy</source>
            <translation>คัดลอก</translation>
        </message>
        <message>
            <source>&amp;Paste</source>
            <translation>วาง</translation>
        </message>
        <message>
            <source>&amp;Redo</source>
            <translation>ทำซ้ำ</translation>
        </message>
        <message>
            <source>&amp;Undo</source>
            <translation>เลิกทำ</translation>
        </message>
        <message>
            <source>Copy &amp;Link Location</source>
            <translation>คัดลอกลิงก์</translation>
        </message>
        <message>
            <source>Cu&amp;t</source>
            <translation>ตัด</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>ลบ</translation>
        </message>
        <message>
            <source>Select All</source>
            <translation>เลือกทั้งหมด</translation>
        </message>
    </context>
    <context>
        <name>Reports</name>
        <message>
            <source>Cost of fixes: {amount}</source>
            <translation>ค่าใช้จ่ายในการแก้ไข {amount}</translation>
        </message>
        <message>
            <source>Counting the week's cases</source>
            <translation>กำลังนับเรื่องของสัปดาห์</translation>
        </message>
        <message>
            <source>Export Excel</source>
            <translation>ส่งออก Excel</translation>
        </message>
        <message>
            <source>File saved</source>
            <translation>บันทึกไฟล์แล้ว</translation>
        </message>
        <message>
            <source>Hide charts</source>
            <translation>ซ่อนกราฟ</translation>
        </message>
        <message>
            <source>No cases this week yet. You can choose another week.</source>
            <translation>สัปดาห์นี้ยังไม่มีเรื่อง เลือกสัปดาห์อื่นได้</translation>
        </message>
        <message>
            <source>Nothing was reported.</source>
            <translation>ไม่มีเรื่องแจ้งเข้า</translation>
        </message>
        <message>
            <source>Nothing with a due date was finished.</source>
            <translation>ไม่มีเรื่องที่มีกำหนดเสร็จในสัปดาห์นี้</translation>
        </message>
        <message>
            <source>Open file</source>
            <translation>เปิดไฟล์</translation>
        </message>
        <message>
            <source>Open folder</source>
            <translation>เปิดโฟลเดอร์</translation>
        </message>
        <message>
            <source>Others</source>
            <translation>อื่น ๆ</translation>
        </message>
        <message>
            <source>Print</source>
            <translation>พิมพ์</translation>
        </message>
        <message>
            <source>Print the weekly report</source>
            <translation>พิมพ์รายงานประจำสัปดาห์</translation>
        </message>
        <message>
            <source>Reported and finished, day by day</source>
            <translation>แจ้งเข้าและเสร็จสิ้น รายวัน</translation>
        </message>
        <message>
            <source>Save the list as CSV</source>
            <translation>บันทึกรายการเป็น CSV</translation>
        </message>
        <message>
            <source>Save the weekly list</source>
            <translation>บันทึกรายการประจำสัปดาห์</translation>
        </message>
        <message>
            <source>Show charts</source>
            <translation>แสดงกราฟ</translation>
        </message>
        <message>
            <source>The week's list</source>
            <translation>รายการประจำสัปดาห์</translation>
        </message>
        <message>
            <source>Time to fix (median)</source>
            <translation>เวลาแก้ไข (มัธยฐาน)</translation>
        </message>
        <message>
            <source>Week after</source>
            <translation>สัปดาห์ถัดไป</translation>
        </message>
        <message>
            <source>Week before</source>
            <translation>สัปดาห์ก่อนหน้า</translation>
        </message>
        <message>
            <source>Weekly report</source>
            <translation>รายงานประจำสัปดาห์</translation>
        </message>
        <message>
            <source>as the week before</source>
            <translation>เท่าสัปดาห์ก่อน</translation>
        </message>
        <message>
            <source>{days} less</source>
            <translation>ลดลง {days}</translation>
        </message>
        <message>
            <source>{days} more</source>
            <translation>เพิ่มขึ้น {days}</translation>
        </message>
        <message>
            <source>{n} cases · by unit, then by due date</source>
            <translation>{n} เรื่อง · เรียงตามกอง แล้วตามกำหนด</translation>
        </message>
        <message>
            <source>{n} from the week before</source>
            <translation>{n} จากสัปดาห์ก่อน</translation>
        </message>
    </context>
    <context>
        <name>Results</name>
        <message>
            <source>Case {number}</source>
            <translation>เรื่อง {number}</translation>
        </message>
        <message>
            <source>Cases found</source>
            <translation>เรื่องที่พบ</translation>
        </message>
        <message>
            <source>Code, number or words</source>
            <translation>รหัส เลขเรื่อง หรือคำ</translation>
        </message>
        <message>
            <source>Cost in baht</source>
            <translation>ค่าใช้จ่าย (บาท)</translation>
        </message>
        <message>
            <source>Day of the work</source>
            <translation>วันที่ทำงาน</translation>
        </message>
        <message>
            <source>Done by</source>
            <translation>ผู้ทำงาน</translation>
        </message>
        <message>
            <source>Enter saves. Tab goes to words, who, day and cost.</source>
            <translation>กด Enter เพื่อบันทึก กด Tab เพื่อไปช่องข้อความ ผู้ทำ วันที่ และค่าใช้จ่าย</translation>
        </message>
        <message>
            <source>Enter the result</source>
            <translation>ลงผล</translation>
        </message>
        <message>
            <source>Entered: {n}</source>
            <translation>ลงผลแล้ว {n} เรื่อง</translation>
        </message>
        <message>
            <source>Materials</source>
            <translation>วัสดุ</translation>
        </message>
        <message>
            <source>Not this one</source>
            <translation>ไม่ใช่เรื่องนี้</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>เปิด</translation>
        </message>
        <message>
            <source>Open case {n}</source>
            <translation>เปิดเรื่อง {n}</translation>
        </message>
        <message>
            <source>Part of the work was done; the rest will follow.</source>
            <translation>ดำเนินการแล้วบางส่วน ส่วนที่เหลือจะทำต่อไป</translation>
        </message>
        <message>
            <source>Photos can follow later</source>
            <translation>รอภาพ เพิ่มภายหลังได้</translation>
        </message>
        <message>
            <source>Please choose a result first: 1, 2 or 3.</source>
            <translation>โปรดเลือกผลก่อน กด 1, 2 หรือ 3</translation>
        </message>
        <message>
            <source>Please say in a few words why it could not be done.</source>
            <translation>โปรดบอกสั้น ๆ ว่าทำไมจึงยังทำไม่ได้</translation>
        </message>
        <message>
            <source>Press 1, 2 or 3 for the result, then Enter.</source>
            <translation>กด 1, 2 หรือ 3 เพื่อเลือกผล แล้วกด Enter</translation>
        </message>
        <message>
            <source>Results of crews</source>
            <translation>ลงผลงานช่าง</translation>
        </message>
        <message>
            <source>Scan a code, or type the last characters of a number, or words</source>
            <translation>สแกนรหัส หรือพิมพ์ตัวท้ายของเลขเรื่อง หรือคำในเรื่อง</translation>
        </message>
        <message>
            <source>Scan the code on the sheet, or type the last characters of the number or a word, then Enter.</source>
            <translation>สแกนรหัสบนใบงาน หรือพิมพ์ตัวท้ายของเลขเรื่องหรือคำในเรื่อง แล้วกด Enter</translation>
        </message>
        <message>
            <source>Several cases: choose with the arrows, then Enter.</source>
            <translation>พบหลายเรื่อง เลือกด้วยลูกศรแล้วกด Enter</translation>
        </message>
        <message>
            <source>The cost is not read: please write a number, such as 350.</source>
            <translation>อ่านค่าใช้จ่ายไม่ได้ โปรดพิมพ์เป็นตัวเลข เช่น 350</translation>
        </message>
        <message>
            <source>The reporter's photo</source>
            <translation>ภาพจากผู้แจ้ง</translation>
        </message>
        <message>
            <source>The result of {number} is not entered yet. Enter saves it, Esc leaves it; then scan the next.</source>
            <translation>ผลของเรื่อง {number} ยังไม่ได้บันทึก กด Enter เพื่อบันทึก หรือ Esc เพื่อข้าม แล้วจึงสแกนเรื่องถัดไป</translation>
        </message>
        <message>
            <source>The result of {number} was taken back</source>
            <translation>เลิกทำผลของเรื่อง {number} แล้ว</translation>
        </message>
        <message>
            <source>The work was done and everything works as it should.</source>
            <translation>ดำเนินการเรียบร้อยแล้ว ใช้งานได้ตามปกติ</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>เลิกทำ</translation>
        </message>
        <message>
            <source>Undo the result of {n}</source>
            <translation>เลิกทำผลของเรื่อง {n}</translation>
        </message>
        <message>
            <source>What was done (the reporter reads this)</source>
            <translation>ทำอะไรไปแล้ว (ผู้แจ้งจะได้อ่าน)</translation>
        </message>
        <message>
            <source>What you enter comes here, each with its way back.</source>
            <translation>ผลที่ลงแล้วจะมาอยู่ตรงนี้ เลิกทำทีละเรื่องได้</translation>
        </message>
        <message>
            <source>Work done on {day}.</source>
            <translation>ทำงานเมื่อ {day}</translation>
        </message>
        <message>
            <source>chosen</source>
            <translation>เลือกแล้ว</translation>
        </message>
        <message>
            <source>reported {day}</source>
            <translation>แจ้งเมื่อ {day}</translation>
        </message>
        <message>
            <source>the case is closed</source>
            <translation>ปิดเรื่อง</translation>
        </message>
        <message>
            <source>today {day}</source>
            <translation>วันนี้ {day}</translation>
        </message>
        <message>
            <source>work of {day}</source>
            <translation>งานวันที่ {day}</translation>
        </message>
        <message>
            <source>work on it goes on</source>
            <translation>ยังทำต่อ</translation>
        </message>
        <message>
            <source>work on it goes on; say why</source>
            <translation>ยังทำต่อ โปรดบอกเหตุผล</translation>
        </message>
        <message>
            <source>yesterday {day}</source>
            <translation>เมื่อวาน {day}</translation>
        </message>
        <message>
            <source>{number}: {result} entered</source>
            <translation>ลงผลเรื่อง {number} แล้ว: {result}</translation>
        </message>
    </context>
    <context>
        <name>Role</name>
        <message>
            <source>Administrator</source>
            <translation>ผู้ดูแลระบบ</translation>
        </message>
        <message>
            <source>Auditor</source>
            <translation>ผู้ตรวจสอบ</translation>
        </message>
        <message>
            <source>Clerk</source>
            <translation>ธุรการ</translation>
        </message>
        <message>
            <source>Leader</source>
            <translation>ผู้บริหาร</translation>
        </message>
        <message>
            <source>Officer</source>
            <translation>เจ้าหน้าที่</translation>
        </message>
        <message>
            <source>Supervisor</source>
            <translation>หัวหน้า</translation>
        </message>
    </context>
    <context>
        <name>Rows</name>
        <message>
            <source>Reported</source>
            <translation>แจ้งมาแล้ว</translation>
        </message>
        <message>
            <source>Select all</source>
            <translation>เลือกทั้งหมด</translation>
        </message>
        <message>
            <source>Select all (Ctrl+A)</source>
            <translation>เลือกทั้งหมด (Ctrl+A)</translation>
        </message>
        <message>
            <source>Similar {n}</source>
            <translation>อาจซ้ำ {n}</translation>
        </message>
        <message>
            <source>Suggested type</source>
            <translation>ประเภทที่แนะนำ</translation>
        </message>
        <message>
            <source>Suggested unit</source>
            <translation>กองที่แนะนำ</translation>
        </message>
        <message>
            <source>Village</source>
            <translation>หมู่บ้าน</translation>
        </message>
        <message>
            <source>What was reported</source>
            <translation>เรื่องที่แจ้ง</translation>
        </message>
    </context>
    <context>
        <name>Settings</name>
        <message>
            <source>A copy of this desk</source>
            <translation>สำเนาของเครื่องนี้</translation>
        </message>
        <message>
            <source>As the computer is set</source>
            <translation>ตามเครื่อง</translation>
        </message>
        <message>
            <source>Authority</source>
            <translation>หน่วยงาน</translation>
        </message>
        <message>
            <source>Cases, photos and what waits to be sent, in one encrypted file: to keep safe, or for a new computer. You can go on working meanwhile.</source>
            <translation>เรื่อง ภาพ และรายการรอส่ง รวมไว้ในไฟล์เดียวที่เข้ารหัส เก็บไว้สำรองหรือใช้กับเครื่องใหม่ ระหว่างนี้ทำงานต่อได้</translation>
        </message>
        <message>
            <source>Central server</source>
            <translation>ระบบกลาง</translation>
        </message>
        <message>
            <source>Comfortable</source>
            <translation>สบายตา</translation>
        </message>
        <message>
            <source>Compact</source>
            <translation>กระชับ</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>มืด</translation>
        </message>
        <message>
            <source>How far the copy is</source>
            <translation>ความคืบหน้าของสำเนา</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>ภาษา</translation>
        </message>
        <message>
            <source>Language and look</source>
            <translation>ภาษาและหน้าจอ</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>สว่าง</translation>
        </message>
        <message>
            <source>Light or dark</source>
            <translation>สว่างหรือมืด</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>ชื่อ</translation>
        </message>
        <message>
            <source>Number of unsent things to give up</source>
            <translation>จำนวนรายการที่ยังไม่ส่งซึ่งจะทิ้ง</translation>
        </message>
        <message>
            <source>Role</source>
            <translation>บทบาท</translation>
        </message>
        <message>
            <source>Rows</source>
            <translation>ความสูงของแถว</translation>
        </message>
        <message>
            <source>Save a copy of this desk</source>
            <translation>บันทึกสำเนาของเครื่องนี้</translation>
        </message>
        <message>
            <source>Save a copy of this desk…</source>
            <translation>บันทึกสำเนาของเครื่องนี้…</translation>
        </message>
        <message>
            <source>Save to a file and sign out…</source>
            <translation>บันทึกลงไฟล์แล้วออกจากระบบ…</translation>
        </message>
        <message>
            <source>Saved and checked: {file}</source>
            <translation>บันทึกและตรวจแล้ว: {file}</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>ตั้งค่า</translation>
        </message>
        <message>
            <source>Sign out</source>
            <translation>ออกจากระบบ</translation>
        </message>
        <message>
            <source>Signing out removes all cases, photos and the key from this computer. What is not sent yet must be sent first, or saved to a file.</source>
            <translation>การออกจากระบบจะลบเรื่อง ภาพ และกุญแจทั้งหมดจากเครื่องนี้ รายการที่ยังไม่ส่งต้องส่งให้ครบหรือบันทึกลงไฟล์ก่อน</translation>
        </message>
        <message>
            <source>Size of words</source>
            <translation>ขนาดตัวอักษร</translation>
        </message>
        <message>
            <source>Standard</source>
            <translation>ปกติ</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>หยุด</translation>
        </message>
        <message>
            <source>Who works here</source>
            <translation>ผู้ใช้งานเครื่องนี้</translation>
        </message>
        <message>
            <source>Words, rows and buttons grow together when the program is started again.</source>
            <translation>ตัวอักษร แถว และปุ่มจะใหญ่ขึ้นพร้อมกันเมื่อเปิดโปรแกรมครั้งต่อไป</translation>
        </message>
        <message>
            <source>number</source>
            <translation>ตัวเลข</translation>
        </message>
    </context>
    <context>
        <name>Sheet</name>
        <message>
            <source>A map with today's stops, then each case with its words, place, photos and room for notes, in the order of the list.</source>
            <translation>แผนที่จุดของวันนี้ แล้วตามด้วยแต่ละเรื่องพร้อมข้อความ สถานที่ ภาพ และที่ว่างสำหรับจด เรียงตามรายการ</translation>
        </message>
        <message>
            <source>A paper gets lost easily, so names are left out and numbers masked unless you need them today.</source>
            <translation>กระดาษหายง่าย จึงไม่พิมพ์ชื่อและปิดบางส่วนของเบอร์โทร เว้นแต่วันนี้จำเป็นต้องใช้</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>ปิด</translation>
        </message>
        <message>
            <source>Cost (baht)</source>
            <translation>ค่าใช้จ่าย (บาท)</translation>
        </message>
        <message>
            <source>Could not be done, because</source>
            <translation>ทำไม่ได้ เพราะ</translation>
        </message>
        <message>
            <source>Crews</source>
            <translation>ใบงานช่าง</translation>
        </message>
        <message>
            <source>Date</source>
            <translation>วันที่</translation>
        </message>
        <message>
            <source>Day</source>
            <translation>ใบงานประจำวัน</translation>
        </message>
        <message>
            <source>Day's sheet</source>
            <translation>ใบงานวันนี้</translation>
        </message>
        <message>
            <source>Done by</source>
            <translation>ผู้ปฏิบัติงาน</translation>
        </message>
        <message>
            <source>Due {day}</source>
            <translation>ครบกำหนด {day}</translation>
        </message>
        <message>
            <source>Fixed</source>
            <translation>แก้ไขเสร็จ</translation>
        </message>
        <message>
            <source>Fixed in part</source>
            <translation>เสร็จบางส่วน</translation>
        </message>
        <message>
            <source>For crews</source>
            <translation>ใบงานช่าง</translation>
        </message>
        <message>
            <source>For crews without a laptop: each case with a QR code and boxes to fill in. Enter the results afterwards by scanning the codes. At most {n} cases at a time.</source>
            <translation>สำหรับช่างที่ไม่มีคอมพิวเตอร์ แต่ละเรื่องมีคิวอาร์โค้ดและช่องให้กรอก กลับมาแล้วสแกนรหัสเพื่อบันทึกผล ครั้งละไม่เกิน {n} เรื่อง</translation>
        </message>
        <message>
            <source>How far the sheet is</source>
            <translation>ทำใบงานถึงไหนแล้ว</translation>
        </message>
        <message>
            <source>Map: {sources}</source>
            <translation>แผนที่: {sources}</translation>
        </message>
        <message>
            <source>Materials</source>
            <translation>วัสดุที่ใช้</translation>
        </message>
        <message>
            <source>Open the file</source>
            <translation>เปิดไฟล์</translation>
        </message>
        <message>
            <source>Printed by {who} {day} {time} · keep this paper safe, it holds people's reports</source>
            <translation>พิมพ์โดย {who} {day} {time} · โปรดเก็บกระดาษนี้ให้ดี มีข้อมูลของผู้แจ้ง</translation>
        </message>
        <message>
            <source>Print…</source>
            <translation>พิมพ์…</translation>
        </message>
        <message>
            <source>Reporter: {who}</source>
            <translation>ผู้แจ้ง: {who}</translation>
        </message>
        <message>
            <source>Save as PDF…</source>
            <translation>บันทึกเป็น PDF…</translation>
        </message>
        <message>
            <source>Save the sheet as PDF</source>
            <translation>บันทึกใบงานเป็น PDF</translation>
        </message>
        <message>
            <source>Saved: {file}</source>
            <translation>บันทึกแล้ว: {file}</translation>
        </message>
        <message>
            <source>Sheet for the day</source>
            <translation>ใบงานประจำวัน</translation>
        </message>
        <message>
            <source>Signature</source>
            <translation>ลายมือชื่อ</translation>
        </message>
        <message>
            <source>The sheet went to the printer.</source>
            <translation>ส่งใบงานไปที่เครื่องพิมพ์แล้ว</translation>
        </message>
        <message>
            <source>Tick what came of it and write the rest on the lines. Give the sheet back to the officer, who scans the code of each case and enters the result.</source>
            <translation>กาเครื่องหมายหน้าผลที่ได้ แล้วกรอกส่วนที่เหลือ ส่งใบงานคืนเจ้าหน้าที่ ซึ่งจะสแกนรหัสของแต่ละเรื่องแล้วบันทึกผล</translation>
        </message>
        <message>
            <source>What was done</source>
            <translation>สิ่งที่ทำ</translation>
        </message>
        <message>
            <source>With reporters' names and telephone numbers</source>
            <translation>พิมพ์ชื่อและเบอร์โทรของผู้แจ้งด้วย</translation>
        </message>
        <message>
            <source>Work for {day}</source>
            <translation>ใบงานประจำวัน {day}</translation>
        </message>
        <message>
            <source>Work sheet for crews, {day}</source>
            <translation>ใบงานสำหรับช่าง {day}</translation>
        </message>
        <message>
            <source>Work sheets for crews</source>
            <translation>ใบงานสำหรับช่าง</translation>
        </message>
        <message>
            <source>about {distance} as the crow flies; by road it is farther</source>
            <translation>ระยะทางราว {distance} เมื่อวัดเป็นเส้นตรง ตามถนนจะไกลกว่านี้</translation>
        </message>
        <message>
            <source>page {n} of {m}</source>
            <translation>หน้า {n} จาก {m}</translation>
        </message>
        <message>
            <source>{n} cases</source>
            <translation>{n} เรื่อง</translation>
        </message>
    </context>
    <context>
        <name>ShutOut</name>
        <message>
            <source>Please speak to the administrator: {names}. If the account stays closed, save the unsent work to a file and hand it over.</source>
            <translation>โปรดติดต่อผู้ดูแลระบบ: {names} ถ้าบัญชียังปิดอยู่ ให้บันทึกงานที่ยังไม่ส่งลงไฟล์แล้วส่งมอบ</translation>
        </message>
        <message>
            <source>Please speak to your administrator. If the account stays closed, save the unsent work to a file and hand it over.</source>
            <translation>โปรดติดต่อผู้ดูแลระบบ ถ้าบัญชียังปิดอยู่ ให้บันทึกงานที่ยังไม่ส่งลงไฟล์แล้วส่งมอบ</translation>
        </message>
        <message>
            <source>Save the unsent work to a file…</source>
            <translation>บันทึกงานที่ยังไม่ส่งลงไฟล์…</translation>
        </message>
        <message>
            <source>Saved: {n} things that are not sent yet. The file is encrypted; it opens with your passphrase, or by signing in with this account.</source>
            <translation>บันทึกแล้ว {n} รายการที่ยังไม่ส่ง ไฟล์เข้ารหัสไว้ เปิดได้ด้วยวลีรหัสผ่านของคุณ หรือด้วยการเข้าสู่ระบบบัญชีนี้</translation>
        </message>
        <message>
            <source>Settings and signing out</source>
            <translation>ตั้งค่าและออกจากระบบ</translation>
        </message>
        <message>
            <source>Sign in again</source>
            <translation>เข้าสู่ระบบอีกครั้ง</translation>
        </message>
        <message>
            <source>The administrator disabled it, so this desk shows no cases and records nothing new.</source>
            <translation>ผู้ดูแลระบบปิดบัญชีนี้ เครื่องนี้จึงไม่แสดงเรื่องใด และบันทึกเพิ่มไม่ได้</translation>
        </message>
        <message>
            <source>This account was disabled</source>
            <translation>บัญชีนี้ถูกปิดการใช้งาน</translation>
        </message>
        <message>
            <source>Try again now</source>
            <translation>ลองอีกครั้งเดี๋ยวนี้</translation>
        </message>
        <message>
            <source>What you recorded and is not sent: {n}</source>
            <translation>สิ่งที่คุณบันทึกและยังไม่ได้ส่ง {n} รายการ</translation>
        </message>
        <message>
            <source>What you recorded before is safe on this computer. It is sent by itself when the account is enabled again.</source>
            <translation>สิ่งที่คุณบันทึกไว้ยังอยู่ครบในเครื่องนี้ และจะส่งไปเองเมื่อเปิดบัญชีอีกครั้ง</translation>
        </message>
        <message>
            <source>and {n} more</source>
            <translation>และอีก {n} รายการ</translation>
        </message>
        <message>
            <source>{n} photos</source>
            <translation>ภาพ {n} ภาพ</translation>
        </message>
    </context>
    <context>
        <name>SignIn</name>
        <message>
            <source>Go on</source>
            <translation>ไปต่อ</translation>
        </message>
        <message>
            <source>Opening this desk. After an update of the program its data are brought up to date first, which may take some minutes. Your work is safe.</source>
            <translation>กำลังเปิดโปรแกรม หลังปรับรุ่นโปรแกรมต้องปรับข้อมูลในเครื่องก่อน อาจใช้เวลาหลายนาที งานของคุณปลอดภัย</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>รหัสผ่าน</translation>
        </message>
        <message>
            <source>Server address</source>
            <translation>ที่อยู่ระบบกลาง</translation>
        </message>
        <message>
            <source>Sign in</source>
            <translation>เข้าสู่ระบบ</translation>
        </message>
        <message>
            <source>Sign in once while there is a line. After that this desk works without one.</source>
            <translation>เข้าสู่ระบบหนึ่งครั้งเมื่อมีสัญญาณ หลังจากนั้นทำงานได้แม้ไม่มีสัญญาณ</translation>
        </message>
        <message>
            <source>Sign in with a line, and the pages open by themselves.</source>
            <translation>เข้าสู่ระบบเมื่อมีสัญญาณ แล้วข้อมูลจะเปิดให้เอง</translation>
        </message>
        <message>
            <source>Signing in…</source>
            <translation>กำลังเข้าสู่ระบบ…</translation>
        </message>
        <message>
            <source>User name</source>
            <translation>ชื่อผู้ใช้</translation>
        </message>
    </context>
    <context>
        <name>State</name>
        <message>
            <source>Done</source>
            <translation>เสร็จสิ้น</translation>
        </message>
        <message>
            <source>Followed up</source>
            <translation>ติดตาม</translation>
        </message>
        <message>
            <source>Forwarded</source>
            <translation>ส่งต่อ</translation>
        </message>
        <message>
            <source>In progress</source>
            <translation>กำลังดำเนินการ</translation>
        </message>
        <message>
            <source>Not a matter</source>
            <translation>ไม่เกี่ยวข้อง</translation>
        </message>
        <message>
            <source>Waiting</source>
            <translation>รอรับเรื่อง</translation>
        </message>
    </context>
    <context>
        <name>UndoBar</name>
        <message>
            <source>Undo</source>
            <translation>เลิกทำ</translation>
        </message>
    </context>
    <context>
        <name>Viewer</name>
        <message>
            <source>About this photo</source>
            <translation>ข้อมูลภาพ</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>ปิด</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>เทียบ</translation>
        </message>
        <message>
            <source>Enlarged to {n} %</source>
            <translation>ขยาย {n} %</translation>
        </message>
        <message>
            <source>Full screen</source>
            <translation>เต็มจอ</translation>
        </message>
        <message>
            <source>Larger</source>
            <translation>ขยาย</translation>
        </message>
        <message>
            <source>Leave full screen</source>
            <translation>ออกจากเต็มจอ</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>ถัดไป</translation>
        </message>
        <message>
            <source>Previous</source>
            <translation>ก่อนหน้า</translation>
        </message>
        <message>
            <source>Smaller</source>
            <translation>ย่อ</translation>
        </message>
        <message>
            <source>Turn left</source>
            <translation>หมุนซ้าย</translation>
        </message>
        <message>
            <source>Turn right</source>
            <translation>หมุนขวา</translation>
        </message>
        <message>
            <source>Whole</source>
            <translation>พอดีจอ</translation>
        </message>
    </context>
    <context>
        <name>Views</name>
        <message>
            <source>Begin as usual</source>
            <translation>เริ่มตามปกติ</translation>
        </message>
        <message>
            <source>Begin with this view</source>
            <translation>เริ่มด้วยมุมมองนี้</translation>
        </message>
        <message>
            <source>Done without an after-photo</source>
            <translation>เสร็จแต่ไม่มีภาพหลัง</translation>
        </message>
        <message>
            <source>More about {name}</source>
            <translation>คำสั่งของ {name}</translation>
        </message>
        <message>
            <source>Name of the view</source>
            <translation>ชื่อมุมมอง</translation>
        </message>
        <message>
            <source>Open for more than 7 days</source>
            <translation>ค้างนานกว่า 7 วัน</translation>
        </message>
        <message>
            <source>Overdue</source>
            <translation>เกินกำหนด</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>ลบ</translation>
        </message>
        <message>
            <source>Rename</source>
            <translation>เปลี่ยนชื่อ</translation>
        </message>
        <message>
            <source>Reopened</source>
            <translation>เปิดเรื่องใหม่</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>บันทึก</translation>
        </message>
        <message>
            <source>Save this view</source>
            <translation>บันทึกมุมมองนี้</translation>
        </message>
        <message>
            <source>The list begins as usual</source>
            <translation>รายการเริ่มตามปกติ</translation>
        </message>
        <message>
            <source>The list begins with: {name}</source>
            <translation>รายการเริ่มด้วย: {name}</translation>
        </message>
        <message>
            <source>View removed: {name}</source>
            <translation>ลบมุมมองแล้ว: {name}</translation>
        </message>
        <message>
            <source>View renamed: {name}</source>
            <translation>เปลี่ยนชื่อมุมมองแล้ว: {name}</translation>
        </message>
        <message>
            <source>View saved: {name}</source>
            <translation>บันทึกมุมมองแล้ว: {name}</translation>
        </message>
        <message>
            <source>shown now</source>
            <translation>แสดงอยู่</translation>
        </message>
        <message>
            <source>start</source>
            <translation>เริ่ม</translation>
        </message>
        <message>
            <source>the list begins with it</source>
            <translation>รายการเริ่มด้วยมุมมองนี้</translation>
        </message>
    </context>
    <context>
        <name>Weekday</name>
        <message>
            <source>Fri</source>
            <translation>ศ.</translation>
        </message>
        <message>
            <source>Mon</source>
            <translation>จ.</translation>
        </message>
        <message>
            <source>Sat</source>
            <translation>ส.</translation>
        </message>
        <message>
            <source>Sun</source>
            <translation>อา.</translation>
        </message>
        <message>
            <source>Thu</source>
            <translation>พฤ.</translation>
        </message>
        <message>
            <source>Tue</source>
            <translation>อ.</translation>
        </message>
        <message>
            <source>Wed</source>
            <translation>พ.</translation>
        </message>
    </context>
    <context>
        <name>WeeklyList</name>
        <message>
            <source>A case with several types counts under each of them.</source>
            <translation>เรื่องที่มีหลายประเภทนับในทุกประเภทของเรื่องนั้น</translation>
        </message>
        <message>
            <source>All units</source>
            <translation>ทุกกอง</translation>
        </message>
        <message>
            <source>Baht</source>
            <translation>บาท</translation>
        </message>
        <message>
            <source>Cases</source>
            <translation>จำนวนเรื่อง</translation>
        </message>
        <message>
            <source>Cases finished</source>
            <translation>เสร็จสิ้น</translation>
        </message>
        <message>
            <source>Cases reported</source>
            <translation>แจ้งเข้า</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>เปลี่ยนแปลง</translation>
        </message>
        <message>
            <source>Cost in the week (baht)</source>
            <translation>ค่าใช้จ่ายในสัปดาห์ (บาท)</translation>
        </message>
        <message>
            <source>Cost of fixes, by type</source>
            <translation>ค่าใช้จ่าย แยกประเภท</translation>
        </message>
        <message>
            <source>Cost of fixes, by unit</source>
            <translation>ค่าใช้จ่าย แยกกอง</translation>
        </message>
        <message>
            <source>Cost: of the fixes recorded in the week and not taken back; under the first type.</source>
            <translation>ค่าใช้จ่าย: ของการแก้ไขที่บันทึกในสัปดาห์และไม่ได้ถอนคืน นับในประเภทแรกของเรื่อง</translation>
        </message>
        <message>
            <source>Data up to {time} · what waits to be sent is counted</source>
            <translation>ข้อมูลถึง {time} · นับรวมรายการที่รอส่ง</translation>
        </message>
        <message>
            <source>Day</source>
            <translation>วัน</translation>
        </message>
        <message>
            <source>Details are not shown</source>
            <translation>ไม่แสดงรายละเอียด</translation>
        </message>
        <message>
            <source>Done by</source>
            <translation>ผู้ทำงาน</translation>
        </message>
        <message>
            <source>Due</source>
            <translation>กำหนด</translation>
        </message>
        <message>
            <source>Figure</source>
            <translation>ตัวเลข</translation>
        </message>
        <message>
            <source>Finished</source>
            <translation>เสร็จเมื่อ</translation>
        </message>
        <message>
            <source>Finished on time, by unit</source>
            <translation>เสร็จตามกำหนด แยกกอง</translation>
        </message>
        <message>
            <source>Finished: last finished in the week, and not rejected.</source>
            <translation>เสร็จสิ้น คือเรื่องที่เสร็จครั้งล่าสุดในสัปดาห์ ไม่รวมเรื่องที่ไม่เกี่ยวข้อง</translation>
        </message>
        <message>
            <source>Had a due date</source>
            <translation>มีกำหนด</translation>
        </message>
        <message>
            <source>List</source>
            <translation>รายการ</translation>
        </message>
        <message>
            <source>Mark</source>
            <translation>หมายเหตุ</translation>
        </message>
        <message>
            <source>Materials</source>
            <translation>วัสดุ</translation>
        </message>
        <message>
            <source>No type</source>
            <translation>ไม่ระบุประเภท</translation>
        </message>
        <message>
            <source>No unit</source>
            <translation>ไม่ระบุกอง</translation>
        </message>
        <message>
            <source>Number</source>
            <translation>เลขที่</translation>
        </message>
        <message>
            <source>Officer</source>
            <translation>เจ้าหน้าที่</translation>
        </message>
        <message>
            <source>On time</source>
            <translation>ตามกำหนด</translation>
        </message>
        <message>
            <source>Overdue</source>
            <translation>เกินกำหนด</translation>
        </message>
        <message>
            <source>Overdue: open at the end of the week, with the due date passed.</source>
            <translation>เกินกำหนด คือเรื่องที่ยังไม่เสร็จเมื่อสิ้นสัปดาห์และเลยกำหนดแล้ว</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>พื้นที่</translation>
        </message>
        <message>
            <source>Reopened</source>
            <translation>เปิดเรื่องใหม่</translation>
        </message>
        <message>
            <source>Reopened: opened again in the week.</source>
            <translation>เปิดเรื่องใหม่ คือเรื่องที่ถูกเปิดใหม่ในสัปดาห์</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>เรื่อง</translation>
        </message>
        <message>
            <source>Reported</source>
            <translation>แจ้งเมื่อ</translation>
        </message>
        <message>
            <source>Reported: the citizen reported it in the week.</source>
            <translation>แจ้งเข้า คือเรื่องที่ประชาชนแจ้งในสัปดาห์</translation>
        </message>
        <message>
            <source>Share</source>
            <translation>ร้อยละ</translation>
        </message>
        <message>
            <source>State</source>
            <translation>สถานะ</translation>
        </message>
        <message>
            <source>Summary</source>
            <translation>สรุป</translation>
        </message>
        <message>
            <source>This week</source>
            <translation>สัปดาห์นี้</translation>
        </message>
        <message>
            <source>Time to fix, median (days)</source>
            <translation>เวลาแก้ไข (มัธยฐาน, วัน)</translation>
        </message>
        <message>
            <source>Time to fix: from report to finish, of what was finished.</source>
            <translation>เวลาแก้ไข นับจากแจ้งจนเสร็จสิ้น เฉพาะเรื่องที่เสร็จในสัปดาห์</translation>
        </message>
        <message>
            <source>Together</source>
            <translation>รวม</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>ประเภท</translation>
        </message>
        <message>
            <source>Type reported</source>
            <translation>ประเภทที่แจ้งเข้า</translation>
        </message>
        <message>
            <source>Unit</source>
            <translation>กอง</translation>
        </message>
        <message>
            <source>Week before</source>
            <translation>สัปดาห์ก่อน</translation>
        </message>
        <message>
            <source>Week {n} · {days}</source>
            <translation>สัปดาห์ที่ {n} · {days}</translation>
        </message>
        <message>
            <source>Weekly list {year}-{week}</source>
            <translation>รายการประจำสัปดาห์ {year}-{week}</translation>
        </message>
        <message>
            <source>What the figures mean</source>
            <translation>ความหมายของตัวเลข</translation>
        </message>
        <message>
            <source>{n} cases on the list</source>
            <translation>{n} เรื่องในรายการ</translation>
        </message>
        <message>
            <source>{n} days</source>
            <translation>{n} วัน</translation>
        </message>
    </context>
    <context>
        <name>Whose</name>
        <message>
            <source>Drafts on cases that left: {n}</source>
            <translation>เรื่องย้ายไปแล้ว มีร่างค้าง {n}</translation>
        </message>
        <message>
            <source>For {name} {n}</source>
            <translation>แทน {name} {n}</translation>
        </message>
        <message>
            <source>Mine {n}</source>
            <translation>ของฉัน {n}</translation>
        </message>
    </context>
    <context>
        <name>Window</name>
        <message>
            <source>All cases</source>
            <translation>เรื่องทั้งหมด</translation>
        </message>
        <message>
            <source>All keys</source>
            <translation>ปุ่มทั้งหมด</translation>
        </message>
        <message>
            <source>Attention</source>
            <translation>ต้องตรวจสอบ</translation>
        </message>
        <message>
            <source>Dark screen</source>
            <translation>หน้าจอมืด</translation>
        </message>
        <message>
            <source>Filter the list</source>
            <translation>กรองรายการ</translation>
        </message>
        <message>
            <source>Go to {page}</source>
            <translation>ไปที่ {page}</translation>
        </message>
        <message>
            <source>Incoming</source>
            <translation>เรื่องเข้าใหม่</translation>
        </message>
        <message>
            <source>Light screen</source>
            <translation>หน้าจอสว่าง</translation>
        </message>
        <message>
            <source>Map</source>
            <translation>แผนที่</translation>
        </message>
        <message>
            <source>My cases</source>
            <translation>เรื่องของฉัน</translation>
        </message>
        <message>
            <source>My day</source>
            <translation>วันนี้ของฉัน</translation>
        </message>
        <message>
            <source>Outbox</source>
            <translation>รอส่ง</translation>
        </message>
        <message>
            <source>Reports</source>
            <translation>รายงาน</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>ตั้งค่า</translation>
        </message>
        <message>
            <source>Sync now</source>
            <translation>รับส่งข้อมูลเดี๋ยวนี้</translation>
        </message>
        <message>
            <source>Undo the last act</source>
            <translation>เลิกทำรายการล่าสุด</translation>
        </message>
        <message>
            <source>Undone: {n}</source>
            <translation>เลิกทำแล้ว {n} รายการ</translation>
        </message>
        <message>
            <source>View: {name}</source>
            <translation>มุมมอง: {name}</translation>
        </message>
        <message>
            <source>{n} in somebody's place</source>
            <translation>แทนผู้อื่น {n}</translation>
        </message>
        <message>
            <source>{n} waiting</source>
            <translation>รอส่ง {n}</translation>
        </message>
    </context>
    <context>
        <name>Wording</name>
        <message>
            <source>Moo {n}</source>
            <translation>หมู่ {n}</translation>
        </message>
        <message>
            <source>Reopened {n} times</source>
            <translation>เปิดเรื่องใหม่ {n} ครั้ง</translation>
        </message>
        <message>
            <source>due today</source>
            <translation>ครบกำหนดวันนี้</translation>
        </message>
        <message>
            <source>due tomorrow</source>
            <translation>ครบกำหนดพรุ่งนี้</translation>
        </message>
        <message>
            <source>due {day}</source>
            <translation>ครบกำหนด {day}</translation>
        </message>
        <message>
            <source>just now</source>
            <translation>เมื่อสักครู่</translation>
        </message>
        <message>
            <source>overdue {n} days</source>
            <translation>เกินกำหนด {n} วัน</translation>
        </message>
        <message>
            <source>today {time}</source>
            <translation>วันนี้ {time}</translation>
        </message>
        <message>
            <source>yesterday {time}</source>
            <translation>เมื่อวาน {time}</translation>
        </message>
        <message>
            <source>{n} days</source>
            <translation>{n} วัน</translation>
        </message>
        <message>
            <source>{n} h</source>
            <translation>{n} ชม.</translation>
        </message>
        <message>
            <source>{n} km</source>
            <translation>{n} กม.</translation>
        </message>
        <message>
            <source>{n} m</source>
            <translation>{n} ม.</translation>
        </message>
        <message>
            <source>{n} min</source>
            <translation>{n} นาที</translation>
        </message>
    </context>
</TS>
