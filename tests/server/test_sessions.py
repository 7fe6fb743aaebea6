"""Signing in, refreshing, signing out."""

from server import accounts, clock
from server.tokens import ACCESS_SECONDS


def test_a_wrong_password_and_an_unknown_name_look_the_same(town):
    desk = town.desk("somchai")
    wrong = desk.sign_in("wrong")
    desk.username = "nobody"
    unknown = desk.sign_in("wrong")
    assert wrong.status_code == unknown.status_code == 400
    assert wrong.json() == unknown.json()
    assert wrong.json()["code"] == "bad_credentials"


def test_guessing_is_slowed_down_and_does_not_lock_out_others(town):
    desk = town.desk("somchai")
    codes = [desk.sign_in(f"guess {n}").status_code for n in range(6)]
    assert codes == [400] * 5 + [429]
    reply = desk.sign_in()
    assert reply.status_code == 429, "also the right password has to wait"
    assert int(reply.headers["Retry-After"]) > 0
    town.desk("suda")


def test_the_token_reply_tells_who_and_keeps_the_recovery_key_of_the_device(town):
    desk = town.desk("somchai")
    first = desk.sign_in().json()
    assert first["account"]["username"] == "somchai"
    assert first["account"]["role"] == "officer"
    assert len(bytes.fromhex(first["recovery_key"])) == 32
    assert desk.sign_in().json()["recovery_key"] == first["recovery_key"]
    desk.device = "another-device"
    assert desk.sign_in().json()["recovery_key"] != first["recovery_key"]


def test_a_refresh_whose_reply_was_lost_can_be_repeated(town):
    desk = town.desk("somchai")
    first = desk.refresh_token
    lost = desk.refresh(first)
    again = desk.refresh(first)
    assert lost.status_code == again.status_code == 200
    following = desk.refresh(again.json()["refresh_token"])
    assert following.status_code == 200


def test_the_previous_refresh_token_ends_when_the_new_one_is_used(town):
    desk = town.desk("somchai")
    first = desk.refresh_token
    second = desk.refresh(first).json()["refresh_token"]
    third = desk.refresh(second).json()["refresh_token"]
    assert desk.refresh(first).json()["code"] == "bad_credentials"
    # The first was copied by somebody: nobody goes on with this session.
    assert desk.refresh(third).status_code == 400


def test_a_refresh_token_is_of_one_device(town):
    desk = town.desk("somchai")
    assert desk.refresh(device="somebody-else").status_code == 400
    assert desk.refresh().status_code == 200


def test_an_access_token_runs_out(town, monkeypatch):
    desk = town.desk("somchai")
    later = clock.now() + (ACCESS_SECONDS + 1) * 1_000_000
    monkeypatch.setattr(clock, "now", lambda: later)
    reply = desk.call("GET", "/v1/changes")
    assert reply.status_code == 401
    assert reply.json()["code"] == "sign_in_needed"
    assert desk.refresh().status_code == 200


def test_signing_out_ends_this_device_alone(town):
    desk, other = town.desk("somchai"), town.desk("somchai")
    assert town.client.post("/v1/revoke", data={"token": desk.refresh_token}).status_code == 200
    assert desk.call("GET", "/v1/settings").status_code == 401
    assert desk.refresh().status_code == 400
    assert other.call("GET", "/v1/settings").status_code == 200


def test_a_disabled_account_is_out_at_once_and_goes_on_when_it_is_enabled(town):
    desk = town.desk("somchai")
    with town.service.database.writing() as connection:
        accounts.change_user(connection, "somchai", active=False)
    for reply in (desk.call("GET", "/v1/settings"), desk.refresh(), desk.sign_in()):
        assert (reply.status_code, reply.json()["code"]) == (401, "account_disabled")
    # Who does not know the password learns nothing.
    assert desk.sign_in("a guess").json()["code"] == "bad_credentials"
    with town.service.database.writing() as connection:
        accounts.change_user(connection, "somchai", active=True)
    assert desk.call("GET", "/v1/settings").status_code == 200
    assert desk.refresh().status_code == 200


def test_tokens_and_passwords_lie_hashed(town):
    desk = town.desk("somchai")
    town.service.close()
    held = b"".join(p.read_bytes() for p in town.service.database.folder.glob("tambon.db*"))
    assert desk.token.encode() not in held
    assert desk.refresh_token.encode() not in held
    assert b"correct horse" not in held


def test_settings_name_the_people_and_their_version_moves(town):
    desk = town.desk("somchai")
    settings = desk.call("GET", "/v1/settings").json()
    assert {"somchai", "suda", "wilai"} <= {person["username"] for person in settings["staff"]}
    assert settings["units"] == [{"code": "works", "name": "กองช่าง"}]
    assert "ไฟส่องสว่าง" in settings["types"]
    _, end = desk.pull()
    assert end.settings == settings["version"]
    with town.service.database.writing() as connection:
        accounts.add_user(connection, "new", "pw", role="officer", authority="huai")
    assert desk.page(end.cursor)[1].settings > settings["version"]
