"""Area packages on the server: what an administrator does, and what whose desks get."""

from __future__ import annotations

import hashlib
import json

import msgspec
import pytest
import zstandard

from casework import wire
from casework.places import read_outlines
from server import accounts, cli
from server.areas import PART_BYTES
from tests.server.conftest import Town
from tests.support.small_authority import AUTHORITY

RING = [[101.2, 16.4], [101.3, 16.4], [101.3, 16.5], [101.2, 16.4]]


@pytest.fixture
def command(town: Town, tmp_path, capsys):
    """Run a command of the server; its exit code, output and errors."""

    def run(*words: str) -> tuple[int, str, str]:
        code = cli.main(["--data", str(town.service.database.folder), *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def file(tmp_path):
    properties = {"TAM_NAM_T": "เขาเขียว", "TAM_NAM_E": "Khao Khiao"}
    geometry = {"type": "Polygon", "coordinates": [RING]}
    feature = {"type": "Feature", "properties": properties, "geometry": geometry}
    path = tmp_path / "Tambon 2569.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), "utf-8")
    return str(path)


def settings(desk) -> wire.DeskSettings:
    return msgspec.json.decode(desk.call("GET", "/v1/settings").content, type=wire.DeskSettings)


def test_a_desk_is_told_of_a_package_and_gets_it(town: Town, command, file):
    desk = town.desk("somchai")
    before = settings(desk)
    code, out, _ = command("areas", "add", AUTHORITY, file, "--name", "ตำบล", "--source", "DOPA")
    assert code == 0
    assert json.loads(out)["id"] == "tambon-2569"
    after = settings(desk)
    assert after.version > before.version
    (package,) = after.areas
    assert (package.name, package.source, package.parts) == ("ตำบล", "DOPA", 1)
    body = desk.call("GET", f"/v1/areas/{package.sha256}/0").content
    assert hashlib.sha256(body).hexdigest() == package.sha256
    (area,) = read_outlines(zstandard.decompress(body))
    assert (area.kind, area.name_th, area.name_en) == ("subdistrict", "เขาเขียว", "Khao Khiao")
    assert len(body) <= PART_BYTES
    assert desk.call("GET", f"/v1/areas/{package.sha256}/1").status_code == 404


def test_a_package_is_given_to_its_own_authority_alone(town: Town, command, file):
    command("areas", "add", AUTHORITY, file)
    (package,) = settings(town.desk("somchai")).areas
    with town.service.database.writing() as connection:
        accounts.add_authority(connection, "ELSE", "Elsewhere")
        accounts.change_user(connection, "suda", authority="ELSE")
    stranger = town.desk("suda")
    assert settings(stranger).areas == ()
    assert stranger.call("GET", f"/v1/areas/{package.sha256}/0").status_code == 404
    assert stranger.client.get(f"/v1/areas/{package.sha256}/0").status_code == 401


def test_a_package_is_replaced_listed_and_taken_away(town: Town, command, file):
    command("areas", "add", AUTHORITY, file, "--id", "tambon")
    command("areas", "add", AUTHORITY, file, "--id", "tambon", "--name", "ใหม่")
    code, out, _ = command("areas", "list", AUTHORITY)
    assert code == 0
    assert [line.split("\t")[2] for line in out.splitlines()] == ["ใหม่"]
    assert command("areas", "remove", AUTHORITY, "tambon")[0] == 0
    assert settings(town.desk("somchai")).areas == ()
    code, _, err = command("areas", "remove", AUTHORITY, "tambon")
    assert code == 2
    assert "There is no package tambon" in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--id", "ตำบล"), "cannot be used"),
        (("--metres", "0"), "at most 500"),
        (("--name-th", "nothing"), "Its fields: TAM_NAM_T, TAM_NAM_E"),
    ],
)
def test_a_wrong_word_changes_nothing(town: Town, command, file, words, said):
    code, _, err = command("areas", "add", AUTHORITY, file, *words)
    assert code == 2
    assert said in err
    assert settings(town.desk("somchai")).areas == ()
