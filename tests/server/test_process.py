"""The server as a process: killed at any moment, started again, stopped in peace."""

import contextlib
import os
import random
import socket
import subprocess
import threading

import httpx
import msgspec
import pytest

from casework import wire
from tests.support.making import big_picture, new_photo, sha256_of
from tests.support.server_process import REPOSITORY
from tests.support.small_authority import NUMBERS


class Http:
    """What a Desk needs of a client, with a connection that may break."""

    def __init__(self, url):
        self._client = httpx.Client(base_url=url, timeout=30)

    def request(self, method, path, **more):
        return self._client.request(method, path, **more)

    def post(self, path, **more):
        return self.request("POST", path, **more)

    def close(self):
        self._client.close()


@pytest.fixture
def desk(running_server, make_desk):
    client = Http(running_server.url)
    desk = make_desk(client, "wilai")
    assert desk.sign_in().status_code == 200
    yield desk
    client.close()


def _case(desk, number):
    return next(line.case for line in desk.pull()[0] if line.case.ticket.number == number)


def test_it_stops_in_peace_and_comes_back_with_everything(running_server, desk):
    case = _case(desk, NUMBERS[0])
    made = desk.make(case, "comment", text="อยู่ครบ")
    first = desk.push(made)
    assert running_server.stop() == 0
    with pytest.raises(httpx.TransportError):
        desk.push(made)
    running_server.start()
    assert desk.push(made) == first
    assert running_server.case(NUMBERS[0])["history"][-1]["text"] == "อยู่ครบ"


def test_a_request_of_which_nobody_hears_again_does_not_keep_an_upload(running_server, desk):
    case, data = _case(desk, NUMBERS[0]), big_picture()
    desk.push(desk.make(case, "attach_photo", photos=(new_photo(data),)))
    location = desk.begin_upload(data, case.id).headers["Location"]
    head = (
        f"PATCH {location} HTTP/1.1\r\nHost: server\r\nAuthorization: Bearer {desk.token}\r\n"
        "Tus-Resumable: 1.0.0\r\nContent-Type: application/offset+octet-stream\r\n"
        f"Upload-Offset: 0\r\nContent-Length: {len(data)}\r\n\r\n"
    )
    # As after a cut of the line: this connection never ends, and never says anything more.
    with socket.create_connection(("127.0.0.1", running_server.port)) as silent:
        silent.sendall(head.encode() + data[:70_000])
        # Not by asking: the answer to a question would end the request that is asked about.
        gathering = running_server.data / "uploads" / location.rpartition("/")[2]
        while not gathering.stat().st_size:
            os.sched_yield()
        there = int(desk.call("HEAD", location).headers["Upload-Offset"])
        assert desk.send(location, there, data[there:]).status_code == 204
        with contextlib.suppress(OSError):
            silent.sendall(data[70_000:])  # and if it does after all, nothing comes of it
    params = {"case": case.id}
    whole = desk.call("GET", f"/v1/photos/{sha256_of(data)}", params=params)
    assert whole.content == data


def test_it_does_not_outlive_the_program_that_started_it(running_server):
    running_server.stop()
    words = [*running_server._program(), "--data", str(running_server.data)]
    started = subprocess.Popen(
        [*words, "serve", "--port", "0", "--until-eof"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=REPOSITORY,
    )  # fmt: skip
    assert started.stdin is not None
    assert started.stdout is not None
    assert "listening on" in started.stdout.readline()
    started.stdin.close()
    assert started.wait(timeout=30) == 0
    started.stdout.close()


def test_a_second_server_on_the_same_folder_says_so(running_server):
    done = running_server.command("serve", "--port", "0")
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 2


def test_killed_during_pushes_nothing_is_lost_and_nothing_doubled(running_server, desk):
    rng = random.Random(7)
    by_number = {line.case.ticket.number: line.case for line in desk.pull()[0]}
    made = [desk.make(by_number[NUMBERS[n % 10]], "comment", text=f"คำที่ {n}") for n in range(120)]
    acknowledged = {}
    pending = [made[n : n + 6] for n in range(0, 120, 6)]
    kills = 0
    while pending:
        killer = threading.Timer(rng.uniform(0.0, 0.15), running_server.kill)
        if kills < 5:
            killer.start()
            kills += 1
        with contextlib.suppress(httpx.TransportError):
            while pending:
                for outcome in desk.push(*pending[0]):
                    acknowledged[outcome.id] = outcome
                pending.pop(0)
        if killer.ident is not None:
            killer.join()
            if running_server.process is None:
                running_server.start()
    assert {o.outcome for o in acknowledged.values()} == {"applied"}
    told = [e.text for line in desk.pull()[0] for e in line.case.history if e.text]
    assert sorted(told) == sorted(f"คำที่ {n}" for n in range(120))
    again = desk.push(*made)
    assert again == [acknowledged[operation.id] for operation in made], "the same word for ever"
    assert running_server.doctor()["problems"] == []


def test_killed_during_an_upload_it_goes_on_and_the_photo_is_whole(running_server, desk):
    rng = random.Random(11)
    data = big_picture(9)
    case = _case(desk, NUMBERS[3])
    desk.push(desk.make(case, "attach_photo", photos=(new_photo(data),)))
    location = desk.begin_upload(data, case.id).headers["Location"]
    acknowledged = kills = 0
    while acknowledged < len(data):
        killer = threading.Timer(rng.uniform(0.0, 0.05), running_server.kill)
        if kills < 4:
            killer.start()
            kills += 1
        with contextlib.suppress(httpx.TransportError):
            offset = int(desk.call("HEAD", location).headers["Upload-Offset"])
            assert offset >= acknowledged
            while offset < len(data):
                reply = desk.send(location, offset, data[offset : offset + 20_000])
                assert reply.status_code == 204
                offset = acknowledged = int(reply.headers["Upload-Offset"])
        if killer.ident is not None:
            killer.join()
            if running_server.process is None:
                running_server.start()
    found = desk.call("GET", f"/v1/photos/{sha256_of(data)}", params={"case": case.id})
    assert found.content == data
    photo = running_server.case(NUMBERS[3])["photos"][-1]
    assert (photo["sha256"], photo["verified"]) == (sha256_of(data), True)
    assert running_server.doctor()["problems"] == []


def test_two_pushes_of_the_same_operation_at_once_are_one(running_server, desk, make_desk):
    case = _case(desk, NUMBERS[1])
    made = [desk.make(case, "comment", text=f"{n}") for n in range(40)]
    answers = []

    def push():
        client = Http(running_server.url)
        other = make_desk(client, "wilai")
        other.token = desk.token
        answers.append(other.push(*made))
        client.close()

    threads = [threading.Thread(target=push) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [answers[0]] * 4
    assert {o.outcome for o in answers[0]} == {"applied"}
    texts = [e["text"] for e in running_server.case(NUMBERS[1])["history"] if e["text"]]
    assert sorted(texts) == sorted(str(n) for n in range(40))


def test_the_photo_comes_out_of_the_command_line_byte_for_byte(running_server, desk, tmp_path):
    data = big_picture(4)
    case = _case(desk, NUMBERS[2])
    desk.push(desk.make(case, "attach_photo", photos=(new_photo(data),)))
    assert desk.upload(data, case.id).status_code == 204
    out = tmp_path / "out.jpg"
    done = running_server.command("photo", sha256_of(data), "--out", str(out))
    assert done.returncode == 0
    assert out.read_bytes() == data
    assert running_server.command("photo", "0" * 64, "--out", str(out)).returncode == 2


def test_a_broken_request_line_does_not_stop_the_server(running_server, desk):
    body = wire.encode({"operations": [msgspec.Raw(b'{"id":"\\ud800"}')]})
    reply = desk.call("POST", "/v1/operations", content=body)
    assert reply.status_code in {200, 400}
    assert desk.call("GET", "/v1/hello").status_code == 200
