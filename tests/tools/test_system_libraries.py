"""The set-up names the right packages, and its line can be copied as it stands."""

from __future__ import annotations

import os
import shutil
import sys

import pytest

from tools import system_libraries as tool

BOOKWORM = {"ID": "debian", "VERSION_ID": "12"}


def test_debian_12_packages_are_named_once_and_in_order():
    assert tool.packages_for(["libnss3.so", "libasound.so.2", "libnss3.so"], BOOKWORM) == [
        "libasound2",
        "libnss3",
    ]


@pytest.mark.parametrize(
    ("release", "package"),
    [
        ({"ID": "debian", "VERSION_ID": "13"}, "libasound2t64"),
        ({"ID": "debian"}, "libasound2t64"),
        ({"ID": "ubuntu", "VERSION_ID": "24.04"}, "libasound2t64"),
        ({"ID": "ubuntu", "VERSION_ID": "22.04"}, "libasound2"),
        ({"ID": "fedora", "VERSION_ID": "43"}, "libasound2"),
        ({}, "libasound2"),
    ],
)
def test_packages_renamed_by_newer_systems_are_named_as_there(release, package):
    assert tool.packages_for(["libasound.so.2"], release) == [package]


def test_os_release_is_read_and_may_be_missing(tmp_path):
    file = tmp_path / "os-release"
    file.write_text('ID=debian\nVERSION_ID="12"\n# a note\n', encoding="utf-8")
    assert tool.os_release(file) == BOOKWORM
    assert tool.os_release(tmp_path / "none") == {}


def test_who_is_not_root_gets_the_exact_line(monkeypatch, capsys):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(sys, "argv", ["system_libraries.py"])
    monkeypatch.setattr(tool, "missing_libraries", lambda: ["libxcb-icccm.so.4"])
    monkeypatch.setattr(tool, "os_release", lambda: BOOKWORM)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert tool.main() == 1
    assert "    sudo apt-get install libxcb-icccm4\n" in capsys.readouterr().out


def test_a_system_without_apt_gets_the_names_of_the_files(monkeypatch, capsys):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(tool, "missing_libraries", lambda: ["libxcb-icccm.so.4"])
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert tool.main() == 1
    assert "    libxcb-icccm.so.4\n" in capsys.readouterr().out


def test_nothing_missing_says_nothing(monkeypatch, capsys):
    monkeypatch.setattr(tool, "missing_libraries", list)
    assert tool.main() == 0
    assert capsys.readouterr().out == ""
