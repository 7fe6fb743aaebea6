"""The demo's files are what the script makes, so that anyone can regenerate them."""

from __future__ import annotations

import json

import pytest

from server.demo.files import demo_file
from tools import demo_places, make_demo
from tools.demo_cases import compose
from tools.demo_reports import FOLDER, read_reports
from tools.demo_scenes import AFTER_SCENES, SCENES


def test_the_committed_cases_are_the_ones_the_script_composes():
    committed = json.loads(demo_file("cases.json").read_text(encoding="utf-8"))
    assert compose() == committed


def test_the_committed_ground_and_people_are_the_ones_the_script_writes(tmp_path):
    demo_places.write_outlines(tmp_path / "outlines.geojson")
    made = (tmp_path / "outlines.geojson").read_text(encoding="utf-8")
    assert made == demo_file("outlines.geojson").read_text(encoding="utf-8")
    assert make_demo.staff() == json.loads(demo_file("staff.json").read_text(encoding="utf-8"))


def test_there_are_at_least_150_reports_written_by_hand():
    assert len({report.text for report in read_reports()}) >= 150


def test_every_scene_has_its_pictures_small_enough_for_the_repository():
    pictures = list(demo_file("photos").glob("*.jpg")) + list(demo_file("camera").glob("*.jpg"))
    assert len(list(demo_file("camera").glob("*.jpg"))) == len(make_demo.CAMERA) == 6
    for name, numbers in SCENES.items():
        for number in range(1, numbers + 1):
            assert demo_file("photos", f"{name}-{number}-before.jpg").is_file()
            after = demo_file("photos", f"{name}-{number}-after.jpg")
            assert after.is_file() == (name in AFTER_SCENES)
    assert sum(path.stat().st_size for path in pictures) < 4_000_000


def test_a_line_of_no_known_form_is_named(tmp_path, monkeypatch):
    for path in FOLDER.glob("*.txt"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "light.txt").write_text("@ ถนน | กองช่าง | none\n9 | nowhere | text\n", "utf-8")
    monkeypatch.setattr("tools.demo_reports.FOLDER", tmp_path)
    with pytest.raises(ValueError, match=r"light\.txt:2"):
        read_reports()
