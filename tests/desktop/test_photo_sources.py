"""Looking for photos on cards and in folders that may hold anything."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import photo_sources
from desktop.photo_sources import (
    MOST_NAMES,
    MOST_PHOTOS,
    MOST_USED,
    FoundPhoto,
    Source,
    look_in,
    read_plain,
    shown_name,
    used_marks,
    with_used,
)

NOW = 1_790_000_000_000_000


def a_file(folder: Path, name: str, age_seconds: int = 60, data: bytes = b"x") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(data)
    at = NOW // 1_000_000 - age_seconds
    os.utime(path, (at, at))
    return path


def names(folder: Path) -> list[str]:
    return [p.name for p in look_in(Source("card", "C", folder), NOW).photos]


def test_photos_come_newest_first_from_all_folders_of_a_camera(tmp_path):
    a_file(tmp_path / "100CANON", "IMG_1.JPG", 300)
    a_file(tmp_path / "101CANON", "IMG_2.jpg", 100)
    a_file(tmp_path / "Camera", "IMG_3.heic", 200)
    a_file(tmp_path, "MOVIE.MP4")
    a_file(tmp_path, "notes.txt")
    a_file(tmp_path, ".hidden.jpg")
    assert names(tmp_path) == ["IMG_2.jpg", "IMG_3.heic", "IMG_1.JPG"]


def test_links_are_never_followed(tmp_path):
    secret = a_file(tmp_path / "secret", "passport.jpg")
    card = tmp_path / "card"
    a_file(card, "real.jpg")
    (card / "link.jpg").symlink_to(secret)
    (card / "folder").symlink_to(secret.parent, target_is_directory=True)
    (card / "round").symlink_to(card, target_is_directory=True)
    assert names(card) == ["real.jpg"]


def test_pipes_empty_and_growing_files_are_no_photos(tmp_path):
    os.mkfifo(tmp_path / "pipe.jpg")
    a_file(tmp_path, "empty.jpg", data=b"")
    a_file(tmp_path, "growing.jpg", age_seconds=0)
    a_file(tmp_path, "done.jpg", age_seconds=3)
    assert names(tmp_path) == ["done.jpg"]


def test_a_folder_without_end_is_looked_at_in_part_and_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(photo_sources, "MOST_NAMES", 50)
    monkeypatch.setattr(photo_sources, "MOST_PHOTOS", 20)
    for number in range(80):
        a_file(tmp_path, f"{number}.jpg")
    found = look_in(Source("card", "C", tmp_path), NOW)
    assert (len(found.photos), found.more) == (20, True)
    assert (MOST_NAMES, MOST_PHOTOS) == (5_000, 500)


def test_folders_are_not_followed_for_ever_down(tmp_path):
    deep = tmp_path
    for number in range(8):
        deep = deep / str(number)
        a_file(deep, f"at{number}.jpg")
    assert sorted(names(tmp_path)) == ["at0.jpg", "at1.jpg", "at2.jpg"]


def test_a_folder_that_vanishes_has_no_photos(tmp_path):
    assert names(tmp_path / "gone") == []


def test_a_file_that_vanishes_while_it_is_looked_at_is_passed_over(tmp_path, monkeypatch):
    a_file(tmp_path, "a.jpg")
    gone = a_file(tmp_path, "b.jpg")
    real = photo_sources._photo

    def vanishing(entry, now):
        gone.unlink(missing_ok=True)
        return real(entry, now)

    monkeypatch.setattr(photo_sources, "_photo", vanishing)
    assert names(tmp_path) == ["a.jpg"]


def test_only_plain_files_are_read_and_only_so_much_of_them(tmp_path):
    plain = a_file(tmp_path, "a.jpg", data=b"12345")
    assert read_plain(plain, 5) == b"12345"
    assert read_plain(plain, 4) is None
    link = tmp_path / "link.jpg"
    link.symlink_to(plain)
    os.mkfifo(tmp_path / "pipe.jpg")
    for path in (link, tmp_path / "pipe.jpg", tmp_path, tmp_path / "gone.jpg"):
        with pytest.raises(OSError):
            read_plain(path, 5)


@given(st.text(max_size=300))
def test_a_name_is_shown_as_one_short_line(name):
    shown = shown_name(name)
    assert len(shown) <= 80
    assert shown == " ".join(shown.split())
    assert not any(photo_sources._breaks(c) for c in shown)


def test_a_name_that_turns_the_writing_round_shows_what_it_is():
    assert shown_name("photo\u202egpj.exe\n.jpg") == "photo gpj.exe .jpg"
    assert shown_name("ภาพหลุม ซอย 3.jpg") == "ภาพหลุม ซอย 3.jpg"


def test_a_drive_with_a_camera_folder_is_a_card(tmp_path, monkeypatch):
    a_file(tmp_path / "one" / "DCIM", "a.jpg")
    a_file(tmp_path / "two" / "dcim", "b.jpg")
    a_file(tmp_path / "three", "c.jpg")
    (tmp_path / "four").mkdir()
    (tmp_path / "four" / "DCIM").symlink_to(tmp_path / "three", target_is_directory=True)
    drives = [(tmp_path / n, n.upper()) for n in ("one", "two", "three", "four", "gone")]
    monkeypatch.setattr(photo_sources, "_drives", lambda: iter(drives))
    monkeypatch.setattr(photo_sources, "_phones_as_folders", lambda: iter(()))
    found = photo_sources.cards()
    assert [(c.name, c.folder.name) for c in found] == [("ONE", "DCIM"), ("TWO", "dcim")]


def test_a_phone_that_the_desktop_shows_as_a_folder_is_found(tmp_path, monkeypatch):
    phone = tmp_path / "gvfs" / "mtp:host=SAMSUNG_A15"
    a_file(phone / "Internal storage" / "DCIM" / "Camera", "a.jpg")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setattr(photo_sources, "_drives", lambda: iter(()))
    [found] = photo_sources.cards()
    assert found.name == "SAMSUNG A15 Internal storage"
    assert [p.name for p in look_in(found, NOW).photos] == ["a.jpg"]


def test_the_drives_of_this_machine_can_be_asked():
    assert isinstance(photo_sources.cards(), list)


def test_what_was_taken_in_is_known_again_on_another_path(tmp_path):
    before = FoundPhoto(Path("E:/DCIM/a.jpg"), "a.jpg", 10, NOW)
    marks = with_used({}, [before], NOW)
    again = FoundPhoto(Path("F:/DCIM/a.jpg"), "a.jpg", 10, NOW)
    assert again.mark in used_marks(marks)
    other = FoundPhoto(Path("F:/DCIM/a.jpg"), "a.jpg", 11, NOW)
    assert other.mark not in used_marks(marks)


def test_the_oldest_marks_go_and_nonsense_is_left_out():
    marks = {f"{n}|1|1": n for n in range(MOST_USED)}
    kept = with_used(marks, [FoundPhoto(Path("a"), "a", 1, 1)], NOW)
    assert len(kept) == MOST_USED
    assert "0|1|1" not in kept
    assert used_marks({"a": 1, "b": "x", "c": None}) == {"a": 1}
    assert used_marks("nonsense") == {}
