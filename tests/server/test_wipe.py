"""Wiping a device from afar: who is told, by which proof, and what the administrator sees."""

import json

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from casework.wiping import Purpose, proof, wipe_key
from server import accounts, clock, devices
from server.tokens import REFRESH_SECONDS
from tests.support.server_process import PASSWORD

CHALLENGE = "a-fresh-random-challenge"


def order(town, desk, username=""):
    with town.service.database.writing() as connection:
        devices.order_wipe(connection, username or desk.username, desk.device, clock.now())


def cancel(town, desk):
    with town.service.database.writing() as connection:
        devices.cancel_wipe(connection, desk.username, desk.device)


def state(town, desk):
    with town.service.database.reading() as connection:
        found = devices.listed(connection, desk.username, clock.now())
    return next(device for device in found if device["device"] == desk.device)


class Known:
    """A device with the wipe key of its last sign-in."""

    def __init__(self, town, username="somchai"):
        self.desk = town.desk(username)
        self.key = wipe_key(self.desk.sign_in().json()["recovery_key"])
        self.whose = {
            "server": town.service.database.server_id,
            "account": username,
            "device": self.desk.device,
        }

    def form(self, purpose, *about):
        said = proof(self.key, purpose, **self.whose, about=about)
        return {"account": self.desk.username, "device": self.desk.device, "proof": said}

    def ask(self, fresh=CHALLENGE, **more):
        form = self.form(Purpose.ASK, fresh) | {"challenge": fresh} | more
        return self.desk.client.post("/v1/wipe/ask", data=form)

    def done(self, ordered_at, **more):
        form = self.form(Purpose.DONE, str(ordered_at)) | {"ordered_at": str(ordered_at)} | more
        return self.desk.client.post("/v1/wipe/done", data=form)


def test_the_wipe_key_is_hkdf_of_the_recovery_key():
    recovery = bytes(range(32))
    wanted = HKDF(SHA256(), 32, salt=None, info=b"tambon desk wipe").derive(recovery)
    assert wipe_key(recovery.hex()) == wanted


def test_an_ordered_device_is_shut_out_at_once_on_every_way_in(town):
    desk, other = town.desk("somchai"), town.desk("somchai")
    order(town, desk)
    replies = [
        desk.call("GET", "/v1/settings"),
        desk.call("GET", "/v1/changes"),
        desk.call("POST", "/v1/operations", content=b"{}"),
        desk.refresh(),
        desk.sign_in(),
    ]
    assert [(r.status_code, r.json()["code"]) for r in replies] == [(401, "device_wiped")] * 5
    assert other.call("GET", "/v1/settings").status_code == 200
    assert other.refresh().status_code == 200
    assert other.sign_in().status_code == 200


def test_a_spent_and_an_expired_token_still_show_which_device_it_is(town, monkeypatch):
    desk = town.desk("somchai")
    spent = desk.refresh_token
    second = desk.refresh(spent).json()["refresh_token"]
    desk.refresh(second)
    order(town, desk)
    assert desk.refresh(spent).json()["code"] == "device_wiped"
    later = clock.now() + (REFRESH_SECONDS + 60) * 1_000_000
    monkeypatch.setattr(clock, "now", lambda: later)
    assert desk.call("GET", "/v1/changes").json()["code"] == "device_wiped"
    assert desk.refresh().json()["code"] == "device_wiped"


def test_strangers_learn_nothing_of_an_order(town):
    desk = town.desk("somchai")
    order(town, desk)
    assert desk.sign_in("wrong").json()["code"] == "bad_credentials"
    assert desk.refresh("no token of it").json()["code"] == "bad_credentials"
    assert desk.refresh(device="another-device").json()["code"] == "bad_credentials"
    unknown = town.client.get("/v1/settings", headers={"Authorization": "Bearer nothing"})
    assert unknown.json()["code"] == "sign_in_needed"


def test_the_device_gets_the_order_with_a_proof_for_its_challenge_alone(town):
    known, other = Known(town), Known(town)
    assert known.ask().json() == {}
    order(town, known.desk)
    told = known.ask().json()
    about = (str(told["ordered_at"]), CHALLENGE)
    assert told["proof"] == proof(known.key, Purpose.ORDER, **known.whose, about=about)
    assert known.ask("another-random-challenge").json()["proof"] != told["proof"]
    assert told["proof"] != proof(other.key, Purpose.ORDER, **known.whose, about=about)
    assert other.ask().json() == {}


def test_an_order_reaches_a_device_whose_tokens_are_gone(town):
    known = Known(town)
    with town.service.database.writing() as connection:
        accounts.change_user(connection, "somchai", password="another one")
    order(town, known.desk)
    assert known.desk.call("GET", "/v1/settings").json()["code"] == "sign_in_needed"
    assert known.ask().json()["ordered_at"] > 0


@pytest.mark.parametrize(
    "forged",
    [
        {"proof": "0" * 64},
        {"proof": "ไม่ใช่"},
        {"device": "another-device"},
        {"account": "suda"},
        {"challenge": "another-random-challenge"},
    ],
)
def test_who_does_not_prove_to_be_the_device_is_not_answered(town, forged):
    known = Known(town)
    order(town, known.desk)
    reply = known.ask(**forged)
    assert (reply.status_code, reply.json()["code"]) == (403, "not_this_device")
    assert state(town, known.desk)["state"] == "wipe_ordered"


@pytest.mark.parametrize("challenge", ["", "short", "x" * 65, "has a space in the middle"])
def test_a_challenge_has_its_form(town, challenge):
    assert Known(town).ask(challenge).json()["code"] == "bad_request"


def test_the_state_tells_how_far_the_order_is_and_the_order_stays(town):
    known = Known(town)
    assert state(town, known.desk)["state"] == "active"
    order(town, known.desk)
    assert state(town, known.desk)["state"] == "wipe_ordered"
    told = known.ask().json()
    given = state(town, known.desk)
    assert given["state"] == "wipe_given"
    assert given["last_seen"] == given["wipe_given"]
    assert known.done(told["ordered_at"], proof="0" * 64).status_code == 403
    assert state(town, known.desk)["state"] == "wipe_given"
    assert known.done(told["ordered_at"]).status_code == 200
    wiped = state(town, known.desk)
    assert (wiped["state"], wiped["wiped"] is not None) == ("wiped", True)
    assert known.done(told["ordered_at"]).status_code == 200
    assert state(town, known.desk) == wiped
    assert known.ask().json()["ordered_at"] == told["ordered_at"], "a copy of the disk obeys too"


def test_a_cancelled_order_lets_the_person_sign_in_again_and_no_old_token(town):
    known = Known(town)
    order(town, known.desk)
    cancel(town, known.desk)
    assert known.desk.call("GET", "/v1/settings").json()["code"] == "sign_in_needed"
    assert known.desk.refresh().json()["code"] == "bad_credentials"
    assert known.ask().json() == {}
    assert state(town, known.desk)["state"] == "signed_out"
    assert known.desk.sign_in().status_code == 200
    assert state(town, known.desk)["state"] == "active"


def test_ordering_twice_keeps_the_first_order(town):
    known = Known(town)
    order(town, known.desk)
    first = state(town, known.desk)
    order(town, known.desk)
    assert state(town, known.desk) == first


# -- the command line -----------------------------------------------------------------------------


@pytest.fixture
def run(running_server):
    """Run a command beside the server that runs; the exit code, output and errors."""

    def command(*words, stdin=""):
        done = running_server.command(*words, stdin=stdin)
        return done.returncode, done.stdout, done.stderr

    return command


def test_the_administrator_lists_orders_and_cancels(running_server, make_desk, run):
    import httpx

    with httpx.Client(base_url=running_server.url) as client:
        lost, kept = make_desk(client, "somchai"), make_desk(client, "somchai")
        for desk in (lost, kept):
            assert desk.sign_in(PASSWORD).status_code == 200
        code, out, _ = run("user", "devices", "somchai", "--json")
        found = {device["device"]: device for device in json.loads(out)}
        assert code == 0
        assert set(found) == {lost.device, kept.device}
        device = found[lost.device]
        assert (device["name"], device["state"]) == ("test", "active")
        assert device["first_seen"] <= device["last_seen"]

        code, _, said = run("user", "wipe", "somchai", "--device", lost.device)
        thai, english = said.strip().splitlines()
        assert code == 0
        assert "หายถาวร" in thai
        assert "lost for good" in english
        assert f"last seen at {device['last_seen']}" in english
        assert lost.call("GET", "/v1/settings").json()["code"] == "device_wiped"
        assert kept.call("GET", "/v1/settings").status_code == 200
        listed = run("user", "devices", "somchai")[1]
        assert [line.split("\t")[1] for line in sorted(listed.splitlines())] == [
            {lost.device: "wipe_ordered", kept.device: "active"}[d] for d in sorted(found)
        ]

        code, _, said = run("user", "wipe", "somchai", "--device", lost.device, "--cancel")
        assert (code, "sign in again" in said) == (0, True)
        assert run("user", "wipe", "somchai", "--cancel", "--all")[0] == 2
        assert run("user", "wipe", "somchai", "--all")[0] == 0
        assert kept.call("GET", "/v1/settings").json()["code"] == "device_wiped"


@pytest.mark.parametrize(
    "words",
    [
        ("user", "devices", "nobody"),
        ("user", "wipe", "nobody", "--all"),
        ("user", "wipe", "somchai", "--device", "no-such-device"),
        ("user", "wipe", "somchai", "--all", "--cancel"),
        ("authority", "set", "huai", "--lock-after-days", "-1"),
        ("authority", "set", "huai", "--lock-after-days", "3651"),
        ("authority", "set", "nowhere", "--lock-after-days", "3"),
    ],
)
def test_wrong_use_gets_a_sentence_in_thai_and_english(run, words):
    code, out, said = run(*words)
    assert (code, out) == (2, "")
    assert len(said.strip().splitlines()) == 2


def test_the_days_of_the_lock_come_with_the_settings_and_move_their_version(town):
    desk = town.desk("somchai")
    before = desk.call("GET", "/v1/settings").json()
    assert "lock_after_days" not in before
    with town.service.database.writing() as connection:
        accounts.set_lock_after_days(connection, "huai", 30)
    after = desk.call("GET", "/v1/settings").json()
    assert after["lock_after_days"] == 30
    assert after["version"] > before["version"]
