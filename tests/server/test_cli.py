"""The command line of the server: what an administrator types and is told."""

import gzip
import json

import pytest

from server.cli import main
from tests.support.small_authority import AUTHORITY, NUMBERS, record, write_records


@pytest.fixture
def run(tmp_path, filled_folder, capsys, monkeypatch):
    """Run a command on an empty folder, or on the small authority."""
    import io
    import shutil

    def command(*arguments, stdin="", filled=True):
        data = tmp_path / ("filled" if filled else "empty")
        if filled and not data.exists():
            shutil.copytree(filled_folder, data)
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        code = main(["--data", str(data), *map(str, arguments)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


def test_from_nothing_to_a_case(run, tmp_path):
    file = write_records(tmp_path / "a.ndjson", [record(NUMBERS[0], 0)])
    assert run("authority", "add", "khao", "อบต.เขา", filled=False)[0] == 0
    code, _, said = run(
        "user", "add", "somchai", "--role", "officer", "--authority", "khao",
        "--password-file", "-", "--name", "สมชาย", stdin="pw\n", filled=False,
    )  # fmt: skip
    assert (code, said) == (0, "")
    code, out, _ = run("import-traffy", file, "--authority", "khao", filled=False)
    assert code == 0
    assert json.loads(out)["imported"] == 1
    code, out, _ = run("case", NUMBERS[0].lower(), "--json", filled=False)
    case = json.loads(out)
    assert code == 0
    assert (case["number"], case["authority"], case["state"]) == (NUMBERS[0], "khao", "waiting")
    assert {"types", "officer", "due", "history", "photos"} <= case.keys()


def test_data_may_stand_behind_the_command(tmp_path, capsys):
    assert main(["authority", "add", "a", "A", "--data", str(tmp_path / "d")]) == 0
    assert (tmp_path / "d" / "tambon.db").exists()
    assert not (tmp_path / "tambon-server-data").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("authority", "add", AUTHORITY, "Again"),
        ("authority", "add", "sp ace", "X"),
        ("user", "add", "somchai", "--role", "officer", "--authority", AUTHORITY,
         "--password-file", "-"),
        ("user", "add", "new", "--role", "king", "--authority", AUTHORITY, "--password-file", "-"),
        ("user", "add", "new", "--role", "clerk", "--authority", "none", "--password-file", "-"),
        ("user", "add", "new", "--role", "clerk", "--authority", AUTHORITY,
         "--password-file", "/no/such/file"),
        ("user", "disable", "nobody"),
        ("import-traffy", "x.json", "--authority", "none"),
        ("case", "2026-NONONO", "--json"),
        ("photo", "0" * 64, "--out", "x.jpg"),
        ("demo", "--fresh"),
        ("demo",),
    ],
)  # fmt: skip
def test_wrong_use_gets_a_sentence_in_thai_and_english(run, arguments):
    code, out, said = run(*arguments, stdin="pw\n")
    assert code == 2
    assert out == ""
    thai, english = said.strip().splitlines()
    assert any("\u0e01" <= letter <= "\u0e5b" for letter in thai)
    assert english.isascii()


def test_an_empty_password_is_refused(run):
    code, _, said = run(
        "user", "add", "new", "--role", "clerk", "--authority", AUTHORITY,
        "--password-file", "-", stdin="\n",
    )  # fmt: skip
    assert code == 2
    assert "empty" in said


def test_importing_again_changes_nothing_and_newer_records_do(run, tmp_path):
    records = [record(number, i) for i, number in enumerate(NUMBERS)]
    file = write_records(tmp_path / "same.ndjson", records)
    _, out, _ = run("import-traffy", file, "--authority", AUTHORITY)
    summary = json.loads(out)
    assert (summary["imported"], summary["updated"], summary["unchanged"]) == (0, 0, 10)
    done = record(
        NUMBERS[0], 0, state="เสร็จสิ้น", state_type_latest="finish",
        last_activity="2026-11-20 10:00:00+07", timestamp_finished="2026-11-20 10:00:00+07",
    )  # fmt: skip
    both = write_records(tmp_path / "newer.ndjson", [done, records[0], records[1]])
    _, out, _ = run("import-traffy", both, "--authority", AUTHORITY)
    summary = json.loads(out)
    assert (summary["read"], summary["duplicates"], summary["updated"]) == (3, 1, 1)
    _, out, _ = run("case", NUMBERS[0], "--json")
    assert json.loads(out)["state"] == "done"
    _, out, _ = run("import-traffy", both, "--authority", AUTHORITY)
    assert json.loads(out)["updated"] == 0


def test_what_cannot_be_read_is_named_and_the_rest_arrives(run, tmp_path):
    good = write_records(tmp_path / "g", [record("2026-CUTCUA", 1), record("2026-CUTCUB", 2)])
    cut = tmp_path / "cut.ndjson.gz"
    cut.write_bytes(gzip.compress(good.read_bytes()[:-40] + b"\n"))
    code, out, said = run("import-traffy", cut, "--authority", AUTHORITY)
    summary = json.loads(out)
    assert code == 1
    assert summary["imported"] == 1
    assert [p["file"] for p in summary["problems"]] == ["cut.ndjson.gz"]
    assert all(p["place"] and p["reason"] and p["text"] and p["thai"] for p in summary["problems"])
    assert "1" in said


def test_a_case_in_two_authorities_has_to_be_told_apart(run, tmp_path):
    file = write_records(tmp_path / "a.ndjson", [record(NUMBERS[0], 0)])
    run("import-traffy", file, "--authority", "other")
    code, _, said = run("case", NUMBERS[0], "--json")
    assert code == 2
    assert "huai, other" in said
    code, out, _ = run("case", f"{NUMBERS[0]}@other", "--json")
    assert json.loads(out)["authority"] == "other"
    code, out, _ = run("case", NUMBERS[0], "--json", "--authority", "huai")
    assert json.loads(out)["authority"] == "huai"


def test_doctor_and_openapi(run):
    code, out, _ = run("doctor", "--json")
    report = json.loads(out)
    assert code == 0
    assert report["ok"]
    assert {a["authority"]: a["cases"] for a in report["authorities"]} == {"huai": 10, "other": 0}
    code, out, _ = run("openapi")
    assert "/v1/changes" in json.loads(out)["paths"]


def test_settings_of_an_authority(run, tmp_path):
    outlines = tmp_path / "o.geojson"
    outlines.write_text("{}", encoding="utf-8")
    code, _, said = run("authority", "change", AUTHORITY, "--outlines", outlines)
    assert (code, len(said.strip().splitlines())) == (2, 2)
    assert run("authority", "change", AUTHORITY, "--unit", "water=กองประปา")[0] == 0


def test_a_folder_that_holds_no_database_of_ours_is_left_alone(tmp_path, capsys):
    (tmp_path / "tambon.db").write_bytes(b"this is no database at all, but somebody's text" * 99)
    assert main(["--data", str(tmp_path), "doctor"]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 2
    assert (tmp_path / "tambon.db").read_bytes().startswith(b"this is no database")


def test_data_of_a_newer_program_are_left_alone(run, tmp_path):
    from server.db import Database

    run("doctor")
    database = Database(tmp_path / "filled")
    with database.writing() as connection:
        connection.exec_driver_sql("update alembic_version set version_num = '9999'")
    database.close()
    code, _, said = run("doctor")
    assert code == 2
    assert "newer" in said


@pytest.mark.slow
def test_the_demo_fills_a_folder_and_begins_anew_only_over_a_demo(tmp_path, capsys):
    folder = str(tmp_path / "demo")
    assert main(["demo", "--fresh", "--data", folder]) == 0
    summary = json.loads(capsys.readouterr().out)
    assert summary["cases"] > 300
    assert summary["photos"] > 100
    assert len(list((tmp_path / "demo" / "camera-roll").iterdir())) == 6
    assert main(["demo", "--data", folder]) == 0
    assert json.loads(capsys.readouterr().out) == summary
    assert main(["doctor", "--json", "--thorough", "--data", folder]) == 0


@pytest.mark.real_data
@pytest.mark.slow
def test_public_data_arrive_in_every_form(run, real_data):
    names = (
        "traffy-dump-1000.csv", "traffy-search-page-1000.json", "traffy-quirks.json",
        "traffy-search-2026-sample.json", "traffy-search-2023-schema.json",
        "traffy-statapi-geojson-2026-edge.json",
    )  # fmt: skip
    files = [real_data(name) for name in names]
    _, out, _ = run("import-traffy", *files, "--authority", "other", "--quiet")
    first = json.loads(out)
    assert first["read"] == first["imported"] + first["duplicates"]
    assert first["imported"] > 1500
    _, out, _ = run("import-traffy", *files, "--authority", "other", "--quiet")
    again = json.loads(out)
    assert (again["imported"], again["updated"]) == (0, 0)
    assert run("doctor")[0] == 0
