"""The door against honest phones and hostile neighbours, over real sockets."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
from http import HTTPStatus

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.phone import request as http
from desktop.phone.door import A_PEER_MOST, PhoneDoor
from desktop.phone.gate import CODE_LENGTH, IDLE_SECONDS, LETTERS, LIFE_SECONDS, WRONG_MOST, Gate
from desktop.phone.reception import PHOTO_BYTES, Refused, clean_name
from tests.desktop.phone.caller import Phone, parsed
from tests.desktop.phone.conftest import Clock, Store

JPEG = b"\xff\xd8\xff\xe1 GPS a photo of the road \xff\xd9"


def status(reply: object) -> int:
    return getattr(reply, "status", 0)


# -- an honest phone ------------------------------------------------------------------------------


def test_a_phone_opens_the_page_and_hands_in_its_photos_byte_for_byte(phone: Phone, store: Store):
    assert status(phone.get()) == 200
    assert status(phone.hello()) == 200
    first = phone.send(JPEG, "name=IMG_1.jpg&at=1&of=2")
    second = phone.send(b"\xff\xd8\xff no place", "name=IMG_2.jpg&at=2&of=2")
    assert first is not None
    assert first.said == {"arrived": True, "place": True}
    assert second is not None
    assert second.said == {"arrived": True, "place": False}
    assert store.kept == [("IMG_1.jpg", JPEG), ("IMG_2.jpg", b"\xff\xd8\xff no place")]
    standing = phone.door.standing()
    assert (standing.state, len(standing.kept)) == ("connected", 2)


def test_it_is_told_arrived_only_after_the_photo_was_kept(phone: Phone, store: Store):
    phone.hello()
    storing, go_on, answers = threading.Event(), threading.Event(), []

    def slowly() -> None:
        storing.set()
        go_on.wait(20)

    store.before = slowly
    sending = threading.Thread(target=lambda: answers.append(phone.send(JPEG, "at=3&of=12")))
    sending.start()
    assert storing.wait(20)
    assert answers == []
    standing = phone.door.standing()
    assert (standing.state, standing.number, standing.of) == ("receiving", 3, 12)
    go_on.set()
    sending.join(20)
    assert status(answers[0]) == 200


def test_a_photo_sent_again_counts_once(phone: Phone):
    phone.hello()
    phone.send(JPEG)
    phone.send(JPEG)
    assert len(phone.door.standing().kept) == 1


def test_it_may_open_the_page_again_and_greet_again(phone: Phone):
    phone.hello()
    phone.send(JPEG)
    assert status(phone.get()) == 200
    again = phone.hello()
    assert again is not None
    assert again.said == {"arrived": 1}


def test_the_code_may_be_typed_by_hand(phone: Phone):
    code = phone.door.code.upper()
    assert status(phone.get("/" + "-".join(code[i : i + 4] for i in range(0, 26, 4)))) == 200


def test_a_refusal_is_told_with_its_reason_and_hinders_no_other(phone: Phone, store: Store):
    phone.hello()
    store.refuse = Refused("photo_damaged", HTTPStatus.UNPROCESSABLE_ENTITY)
    reply = phone.send(JPEG)
    assert reply is not None
    assert (reply.status, reply.said) == (422, {"why": "photo_damaged"})
    store.refuse = None
    assert status(phone.send(JPEG)) == 200
    assert phone.door.standing().refused == ("photo_damaged",)


def test_a_photo_cut_in_the_middle_is_not_kept_and_can_come_again(phone: Phone, store: Store):
    phone.hello()
    head = phone.head("PUT", f"/{phone.door.code}/photo", Content_Length=str(len(JPEG)))
    with socket.create_connection(phone.at, timeout=20) as line:
        line.sendall(head + JPEG[:10])
        line.shutdown(socket.SHUT_WR)
        assert line.recv(10) == b""
    assert store.kept == []
    assert status(phone.send(JPEG)) == 200


# -- everybody else -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    ["/", "/index.html", "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "//", "/photo", "/hello",
     "/" + "a" * CODE_LENGTH, "/" + "a" * CODE_LENGTH + "/photo"],
)  # fmt: skip
def test_without_the_code_there_is_nothing(phone: Phone, path: str):
    reply = phone.get(path)
    assert reply is not None
    assert (reply.status, reply.body) == (404, b"")
    assert "server" not in reply.headers


def test_what_is_beside_the_page_looks_the_same_as_a_wrong_code(phone: Phone):
    wrong = phone.get("/" + "a" * CODE_LENGTH)
    for method, rest in (("GET", "/photo"), ("GET", "/other"), ("DELETE", ""), ("HEAD", "")):
        assert phone.ask(method, f"/{phone.door.code}{rest}") == wrong


def test_a_second_phone_is_told_so_and_can_send_nothing(phone: Phone, store: Store):
    phone.hello()
    other = Phone(phone.door)
    page = other.get()
    assert page is not None
    assert page.status == 409
    assert "New code" in page.body.decode()
    assert status(other.hello()) == 409
    assert status(other.send(JPEG)) == 409
    other.cookie = "tambon-phone=guessed"
    assert status(other.send(JPEG)) == 409
    assert store.kept == []


def test_nobody_sends_without_greeting_first(phone: Phone, store: Store):
    assert status(phone.send(JPEG)) == 409
    assert store.kept == []


@pytest.mark.parametrize(
    "more",
    [{"Host": "evil.example"}, {"Host": "evil.example:8047"}, {"Host": "127.0.0.1:1"},
     {"Origin": "http://evil.example"}, {"Origin": "null"}],
)  # fmt: skip
def test_no_other_site_speaks_for_a_person(phone: Phone, more: dict[str, str]):
    phone.hello()
    assert status(phone.get(**more)) == 404
    assert status(phone.send(JPEG, **more)) == 404


def test_who_guesses_is_heard_no_more_for_a_while(phone: Phone, clock: Clock):
    for _ in range(WRONG_MOST):
        assert status(phone.get("/" + "b" * CODE_LENGTH)) == 404
    assert phone.get("/" + "b" * CODE_LENGTH) is None
    assert phone.get() is None
    clock.now += 61
    assert status(phone.get()) == 200


def test_what_browsers_ask_by_themselves_is_no_guess(phone: Phone):
    for _ in range(WRONG_MOST + 1):
        assert status(phone.get("/favicon.ico")) == 404
    assert status(phone.get()) == 200


def test_the_phone_that_came_first_is_never_barred(phone: Phone):
    phone.hello()
    for _ in range(WRONG_MOST):
        Phone(phone.door).get("/nothing-here")
    assert Phone(phone.door).get() is None
    assert status(phone.send(JPEG)) == 200


# -- limits ---------------------------------------------------------------------------------------


def test_a_photo_that_is_too_large_is_refused_before_it_is_sent(phone: Phone):
    phone.hello()
    head = phone.head("PUT", f"/{phone.door.code}/photo", Content_Length=str(PHOTO_BYTES + 1))
    reply = phone.raw(head)
    assert reply is not None
    assert (reply.status, reply.said) == (413, {"why": "photo_too_large"})


@pytest.mark.parametrize("length", ["-1", "1e3", "0x10", "9" * 40, ""])
def test_a_length_must_be_said_plainly(phone: Phone, length: str):
    phone.hello()
    assert status(phone.send(JPEG, Content_Length=length)) == 411


def test_a_body_in_chunks_is_not_taken(phone: Phone):
    phone.hello()
    assert status(phone.send(b"0\r\n\r\n", Transfer_Encoding="chunked")) == 411


def test_what_is_no_picture_is_refused_by_its_first_bytes(store: Store):
    seen: list[bytes] = []

    def check(data: bytes) -> None:
        seen.append(data)
        raise Refused("photo_not_a_picture", HTTPStatus.UNPROCESSABLE_ENTITY)

    door = PhoneDoor(["127.0.0.1"], store.keep, check, port=0)
    try:
        phone = Phone(door)
        phone.hello()
        head = phone.head("PUT", f"/{door.code}/photo", Content_Length="1000000")
        reply = phone.raw(head + b"MZ" + bytes(64))
        assert reply is not None
        assert reply.said == {"why": "photo_not_a_picture"}
        assert seen[0].startswith(b"MZ")
        assert store.kept == []
    finally:
        door.close()


@pytest.mark.parametrize(
    "data",
    [b"GET / HTTP/1.1\r\n" + b"X-A: " + b"a" * 20_000 + b"\r\n\r\n",
     b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 100 + b"\r\n",
     b"GET /" + b"a" * 5000 + b" HTTP/1.1\r\n\r\n",
     b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
     b"GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n",
     b"GET http://elsewhere/ HTTP/1.1\r\n\r\n",
     b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
     b"\x00" * 100 + b"\r\n\r\n"],
)  # fmt: skip
def test_what_is_no_plain_request_gets_no_answer_and_ends(phone: Phone, data: bytes):
    assert phone.raw(data) is None
    assert status(phone.get()) == 200


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_whatever_comes_is_a_request_or_bad(data: bytes):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(data + b"\r\n\r\n")
        try:
            request = http.read_head(ours)
        except http.Bad:
            return
        assert re.fullmatch(r"/[\x21-\x7e]*", request.path)


def test_a_head_that_comes_too_slowly_is_given_up(monkeypatch: pytest.MonkeyPatch):
    ours, theirs = socket.socketpair()
    ticks = iter(range(0, 1000, 4))
    with ours, theirs:
        for piece in (b"GET / HT", b"TP/1.1\r\n", b"Host: a\r\n", b"A: b\r\n", b"\r\n"):
            theirs.send(piece)
        monkeypatch.setattr(http, "_some", lambda line, most, left: _one(line, left))
        with pytest.raises(http.Bad):
            http.read_head(ours, lambda: float(next(ticks)))


def _one(line: socket.socket, left: float) -> bytes:
    if left <= 0:
        raise http.Bad
    return line.recv(2)


def test_connections_that_say_nothing_do_not_keep_others_out(phone: Phone):
    """A neighbour fills its own places and no more; further ones of it are closed at once."""
    held = [socket.create_connection(phone.at, timeout=20) for _ in range(A_PEER_MOST)]
    assert phone.get() is None
    for line in held:
        line.close()


def test_names_come_clean(phone: Phone, store: Store):
    phone.hello()
    phone.send(JPEG, "name=..%2F..%2Fetc%2Fpas%00swd%E2%80%AEgpj.exe")
    assert store.kept[0][0] == "passwdgpj.exe"
    assert clean_name("C:\\Users\\x\\ภาพ ถนน.jpg") == "ภาพ ถนน.jpg"
    assert clean_name("\u202e\x07 .. ") == "photo.jpg"
    long = clean_name("ก" * 500 + ".jpeg")
    assert (len(long), long[-5:]) == (120, ".jpeg")


@given(st.text(max_size=300))
def test_a_clean_name_is_one_plain_name(name: str):
    clean = clean_name(name)
    assert 0 < len(clean) <= 120
    assert not set(clean) & set('/\\<>:"|?*\x00\n')
    assert clean_name(clean) == clean


# -- how it ends ----------------------------------------------------------------------------------


def test_after_stop_the_port_is_free_and_nobody_answers(phone: Phone):
    phone.hello()
    phone.door.close()
    phone.door.close()
    with pytest.raises(OSError):
        socket.create_connection(phone.at, timeout=5)
    assert phone.door.standing().state == "closed"


def test_stop_cuts_a_photo_that_is_coming(store: Store):
    coming = threading.Event()
    door = PhoneDoor(["127.0.0.1"], store.keep, lambda _: coming.set(), port=0)
    phone = Phone(door)
    phone.hello()
    head = phone.head("PUT", f"/{door.code}/photo", Content_Length="1000000")
    with socket.create_connection(phone.at, timeout=20) as line:
        line.sendall(head + JPEG + bytes(64))
        assert coming.wait(20)
        door.close()
        got = b""
        with contextlib.suppress(ConnectionError):  # what was not read any more resets the line
            got = b"".join(iter(lambda: line.recv(1000), b""))
    assert status(parsed(got)) in {0, 503}
    assert store.kept == []


@pytest.mark.parametrize(("seconds", "why"), [(IDLE_SECONDS, "idle"), (LIFE_SECONDS, "time")])
def test_it_ends_by_itself(phone: Phone, clock: Clock, seconds: int, why: str):
    phone.hello()
    if why == "time":
        for _ in range(LIFE_SECONDS // 60 - 1):
            clock.now += 60
            phone.door._gate.used()
        clock.now += 60
    else:
        clock.now += seconds
    assert phone.door.standing().why == why
    assert status(phone.send(JPEG)) in {0, 404}


def test_each_opening_has_a_code_of_its_own_of_128_bits():
    codes = {Gate().code for _ in range(50)}
    assert len(codes) == 50
    assert len(LETTERS) ** CODE_LENGTH >= 2**128
    assert all(set(code) <= set(LETTERS) and len(code) == CODE_LENGTH for code in codes)


def test_a_taken_port_is_no_hindrance(store: Store):
    first = PhoneDoor(["127.0.0.1"], store.keep, lambda _: None, port=0)
    second = PhoneDoor(["127.0.0.1"], store.keep, lambda _: None, port=first.port)
    assert first.port != second.port
    first.close()
    second.close()


# -- the page -------------------------------------------------------------------------------------


@pytest.mark.parametrize("bound", [False, True])
def test_the_page_loads_nothing_and_is_kept_nowhere(phone: Phone, bound: bool):
    if bound:
        Phone(phone.door).hello()
    reply = phone.get()
    assert reply is not None
    page = reply.body.decode()
    assert "http://" not in page
    assert "https://" not in page
    assert not re.search(r"""(src|href)=(?!"data:,")""", page)
    assert not re.search(r"url\(|@import|\son\w+=", page)
    assert reply.headers["cache-control"] == "no-store"
    assert reply.headers["referrer-policy"] == "no-referrer"
    policy = reply.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    nonce = re.search(r"style-src 'nonce-([^']+)'", policy)
    assert nonce is not None
    assert page.count(f'nonce="{nonce[1]}"') == page.count("<style") + page.count("<script")
    again = phone.get()
    assert again is not None
    assert nonce[1] not in again.body.decode()


def test_the_page_runs_on_browsers_of_2012(repository: object):
    from desktop.paths import resource

    page = resource("phone", "send.html").read_text(encoding="utf-8")
    script = page[page.index("<script") :]
    assert not re.search(r"=>|\blet\b |\bconst\b |`|\basync\b|\bawait\b|\bfetch\(", script)


def test_both_languages_have_every_word():
    from desktop.paths import resource

    page = resource("phone", "send.html").read_text(encoding="utf-8")
    thai = page[page.index("    th: {") : page.index("    en: {")]
    english = page[page.index("    en: {") : page.index("  var MOST_BYTES")]
    words = re.compile(r"\b(\w+): [\"{]")
    assert words.findall(thai)[1:] == words.findall(english)[1:]
