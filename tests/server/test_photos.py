"""Photos: resumable uploads, what is taken and what is not, and who may see them."""

import base64
import os
import shutil
from types import SimpleNamespace

import pytest

from server.service import Service
from tests.support.making import big_picture, new_photo, picture, sha256_of


def _photo_of(case, sha256):
    return next(p for p in case.photos if p.sha256 == sha256)


def _named(town, data, index=0):
    """A clerk's desk whose photo is named by a case."""
    desk = town.desk("wilai")
    made = desk.make(town.case(index), "attach_photo", photos=(new_photo(data),))
    assert desk.push(made)[0].outcome == "applied"
    return desk


def _original(desk, sha256, case, **headers):
    return desk.call("GET", f"/v1/photos/{sha256}", params={"case": case}, headers=headers)


def test_a_photo_is_shown_when_its_bytes_are_verified_not_before(town):
    data = picture(1)
    desk = _named(town, data)
    case, sha256 = town.case(), sha256_of(data)
    assert not _photo_of(case, sha256).verified
    assert _original(desk, sha256, case.id).status_code == 404
    _, end = desk.pull()
    assert desk.upload(data, case.id).status_code == 204
    lines, _ = desk.pull(end.cursor)
    assert _photo_of(lines[0].case, sha256).verified, "the desk learns of it by its pull"
    reply = _original(desk, sha256, case.id)
    assert reply.content == data
    assert reply.headers["Content-Type"] == "image/jpeg"
    assert reply.headers["X-Content-Type-Options"] == "nosniff"


def test_bytes_that_come_before_the_operation_are_kept_for_it(town):
    data = picture(2)
    desk = town.desk("wilai")
    assert desk.upload(data, town.case().id).status_code == 204
    desk.push(desk.make(town.case(), "attach_photo", photos=(new_photo(data),)))
    assert _photo_of(town.case(), sha256_of(data)).verified


def test_an_upload_goes_on_where_it_broke_also_after_a_restart(town):
    data = big_picture()
    desk = _named(town, data)
    location = desk.begin_upload(data, town.case().id).headers["Location"]
    assert desk.send(location, 0, data[:50_000]).headers["Upload-Offset"] == "50000"
    wrong = desk.send(location, 40_000, data[40_000:])
    assert (wrong.status_code, wrong.headers["Upload-Offset"]) == (409, "50000")
    again = Service(town.service.database.folder)
    assert again.uploads.path(location.rsplit("/", 1)[1]).stat().st_size == 50_000
    again.close()
    head = desk.call("HEAD", location, headers={"Tus-Resumable": "1.0.0"})
    assert head.headers["Upload-Offset"] == "50000"
    assert desk.send(location, 50_000, data[50_000:]).status_code == 204
    assert _original(desk, sha256_of(data), town.case().id).content == data
    head = desk.call("HEAD", location)
    assert head.headers["Upload-Offset"] == str(len(data)), "the last reply may have been lost"


def test_an_upload_whole_on_the_disk_but_not_finished_is_finished_when_asked(town):
    data = picture(3)
    desk = _named(town, data)
    location = desk.begin_upload(data, town.case().id).headers["Location"]
    town.service.uploads.path(location.rsplit("/", 1)[1]).write_bytes(data)
    assert desk.call("HEAD", location).headers["Upload-Offset"] == str(len(data))
    assert _photo_of(town.case(), sha256_of(data)).verified


def test_other_bytes_than_the_hash_says_are_thrown_away(town):
    data, other = picture(4), picture(5)
    desk = _named(town, data)
    location = desk.begin_upload(data, town.case().id).headers["Location"]
    reply = desk.send(location, 0, other.ljust(len(data), b"\0")[: len(data)])
    assert (reply.status_code, reply.json()["code"]) == (460, "hash_mismatch")
    assert desk.call("HEAD", location).status_code == 404
    assert not _photo_of(town.case(), sha256_of(data)).verified
    assert desk.upload(data, town.case().id).status_code == 204


@pytest.mark.parametrize(
    "data", [b"<html><script>alert(1)</script></html>", b"\xff\xd8\xff" + b"x" * 500, b"MZ" * 99]
)
def test_what_is_no_picture_is_not_taken(town, data):
    desk = _named(town, data)
    reply = desk.upload(data, town.case().id)
    assert (reply.status_code, reply.json()["code"]) == (422, "not_a_picture")
    assert not town.service.photos.path(sha256_of(data)).exists()
    assert list((town.service.database.folder / "uploads").iterdir()) == []


def test_more_bytes_than_announced_are_refused(town):
    data = picture(6)
    desk = _named(town, data)
    location = desk.begin_upload(data, town.case().id).headers["Location"]
    assert desk.send(location, 0, data + b"more").status_code == 413


@pytest.mark.parametrize(
    ("metadata", "status"),
    [
        ({"sha256": "../../etc/passwd"}, 400),
        ({"sha256": "A" * 64}, 400),
        ({"case": "../x"}, 400),
        ({"authority": "other"}, 403),
        ({"name": "../../../x\x00.jpg"}, 201),
    ],
)
def test_hostile_metadata(town, metadata, status):
    desk = town.desk("wilai")
    metadata = dict(metadata)
    case = metadata.pop("case", town.case().id)
    assert desk.begin_upload(picture(), case, **metadata).status_code == status
    folder = town.service.database.folder
    assert not list(folder.parent.glob("*passwd*"))


@pytest.mark.parametrize(
    ("size", "status", "code"),
    [("0", 400, "empty"), (str(50 * 1024 * 1024 + 1), 413, "too_large"), ("-5", 400, "bad_request"),
     ("9" * 40, 400, "bad_request"), ("", 400, "bad_request")],
)  # fmt: skip
def test_sizes_have_bounds(town, size, status, code):
    desk = town.desk("wilai")
    reply = desk.call("POST", "/v1/photos", headers={"Upload-Length": size})
    if code in {"empty", "too_large"}:
        encoded = (
            f"sha256 {base64.b64encode(b'0' * 64).decode()},"
            f"authority {base64.b64encode(b'huai').decode()},"
            f"case {base64.b64encode(b'c').decode()}"
        )
        reply = desk.call(
            "POST", "/v1/photos", headers={"Upload-Length": size, "Upload-Metadata": encoded}
        )
    assert (reply.status_code, reply.json()["code"]) == (status, code)


def test_a_full_disk_is_said_and_nothing_is_lost(town, monkeypatch):
    data = big_picture(1)
    desk = _named(town, data)
    location = desk.begin_upload(data, town.case().id).headers["Location"]
    desk.send(location, 0, data[:1000])
    with monkeypatch.context() as full:
        full.setattr(os, "fsync", _no_room)
        reply = desk.send(location, 1000, data[1000:2000])
        assert (reply.status_code, reply.json()["code"]) == (507, "disk_full")
    with monkeypatch.context() as full:
        full.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(total=100, used=99, free=1))
        assert desk.begin_upload(data, town.case().id).status_code == 507
    offset = int(desk.call("HEAD", location).headers["Upload-Offset"])
    assert desk.send(location, offset, data[offset:]).status_code == 204
    assert _original(desk, sha256_of(data), town.case().id).content == data


def _no_room(_handle):
    raise OSError(28, os.strerror(28))


def test_nobody_goes_on_with_the_upload_of_another(town):
    data = picture(7)
    desk = town.desk("wilai")
    location = desk.begin_upload(data, town.case().id).headers["Location"]
    other = town.desk("malee")
    assert other.call("HEAD", location).status_code == 404
    assert other.send(location, 0, data).status_code == 404


def test_knowing_a_hash_gives_no_access(town):
    data = picture(8)
    desk = _named(town, data, 0)
    desk.upload(data, town.case(0).id)
    sha256 = sha256_of(data)
    officer = town.desk("somchai")
    # Naming the hash in another case proves nothing: the bytes are asked for.
    claimed = desk.make(town.case(1), "attach_photo", photos=(new_photo(data),))
    desk.push(claimed)
    assert not _photo_of(town.case(1), sha256).verified
    assert desk.begin_upload(data, town.case(1).id).status_code == 201
    assert _original(desk, sha256, town.case(1).id).status_code == 404
    assert _original(desk, sha256, town.case(2).id).status_code == 404
    assert _original(officer, sha256, town.case(0).id).status_code == 404
    assert _original(town.desk("stranger"), sha256, town.case(0).id).status_code == 404
    assert _original(town.desk("nayok"), sha256, town.case(0).id).status_code == 404
    assert _original(town.desk("audit"), sha256, town.case(0).id).content == data


def test_a_photo_that_the_case_has_needs_no_bytes_again(town):
    data = picture(9)
    desk = _named(town, data)
    desk.upload(data, town.case().id)
    again = desk.begin_upload(data, town.case().id)
    assert again.status_code == 200
    assert again.headers["Upload-Offset"] == str(len(data))
    assert town.desk("somchai").begin_upload(data, town.case().id).status_code == 201


def test_readers_do_not_upload(town):
    assert town.desk("audit").begin_upload(picture(), town.case().id).status_code == 403


def test_a_part_of_a_photo_and_one_that_is_known_already(town):
    data = big_picture(2)
    desk = _named(town, data)
    desk.upload(data, town.case().id)
    case, sha256 = town.case().id, sha256_of(data)
    part = _original(desk, sha256, case, Range="bytes=1000-1999")
    assert (part.status_code, part.content) == (206, data[1000:2000])
    known = _original(desk, sha256, case, **{"If-None-Match": f'"{sha256}"'})
    assert (known.status_code, known.content) == (304, b"")


def test_a_thumbnail_is_a_small_jpeg_also_the_second_time(town):
    data = big_picture(3)
    desk = _named(town, data)
    desk.upload(data, town.case().id)
    params = {"case": town.case().id, "side": "100"}
    path = f"/v1/photos/{sha256_of(data)}/thumbnail"
    first = desk.call("GET", path, params=params)
    assert first.content[:3] == b"\xff\xd8\xff"
    assert len(first.content) < len(data)
    assert desk.call("GET", path, params=params).content == first.content
    assert town.desk("somchai").call("GET", path, params=params).status_code == 404
    assert desk.call("GET", path, params=params | {"side": "0"}).status_code == 400


def test_what_the_server_can_do_of_tus(town):
    reply = town.client.request("OPTIONS", "/v1/photos")
    assert reply.headers["Tus-Version"] == "1.0.0"
    desk = town.desk("wilai")
    assert desk.call("POST", "/v1/photos", headers={"Tus-Resumable": "0.2"}).status_code == 412
