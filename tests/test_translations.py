"""Every text on screen has Thai that fits, and the program speaks it."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop import words
from desktop.words import translate
from tools import translations


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory) -> dict[translations.Key, str]:
    texts, _thai = translations.current(tmp_path_factory.mktemp("catalogue"))
    return texts


@pytest.fixture
def thai_spoken() -> Iterator[None]:
    words.use_language("th")
    if words.translate("QPlatformTheme", "Cancel") == "Cancel":
        pytest.fail("the Thai catalogue is not built: run `make translations`")
    yield
    words.use_language("en")


def literal_texts(path: Path) -> Iterator[translations.Key]:
    """The (context, text) of every call with plain words, as Python reads them."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or len(node.args) != 2:
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name in {"translate", "QT_TRANSLATE_NOOP"}:
            values = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
            if len(values) == 2:
                yield str(values[0]), str(values[1])


def test_every_text_has_thai_with_the_same_placeholders(catalogue):
    assert translations.faults(catalogue) == []


def test_lupdate_finds_every_text_that_python_sees(catalogue):
    missed = [
        f"{path.name}: {key}"
        for path in translations.sources()
        for key in literal_texts(path)
        if key not in catalogue
    ]
    assert missed == []


def test_no_text_is_put_together_before_it_is_translated():
    """An f-string or a sum is never found by lupdate and would stay English for ever."""
    faulty = [
        f"{path.name}:{node.lineno}"
        for path in translations.sources()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "translate"
        and any(isinstance(arg, ast.JoinedStr | ast.BinOp) for arg in node.args)
    ]
    assert faulty == []


def test_the_catalogue_in_the_tree_is_up_to_date(catalogue):
    kept = translations.read_catalogue(translations.CATALOGUE)
    assert kept == catalogue, "run `make translations` and commit tambon_th.ts"


def test_a_text_is_spoken_in_the_language_in_use(thai_spoken):
    assert words.language() == "th"
    assert translate("QPlatformTheme", "Cancel") == "ยกเลิก"
    words.use_language("en")
    assert translate("QPlatformTheme", "Cancel") == "Cancel"


def test_qts_own_buttons_speak_thai(qapp, thai_spoken):
    from PySide6.QtWidgets import QDialogButtonBox

    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "ยกเลิก"


def test_an_unknown_text_stays_as_it_is(thai_spoken):
    assert translate("Nowhere", "never said") == "never said"


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="no such language"):
        words.use_language("fr")  # type: ignore[arg-type]


def test_a_missing_catalogue_leaves_english_and_says_so_once(tmp_path, monkeypatch, caplog):
    monkeypatch.setattr(words, "_catalogue", type(words._catalogue)())
    monkeypatch.setattr(words, "resource", tmp_path.joinpath)
    for _ in range(2):
        words.use_language("th")
        assert translate("QPlatformTheme", "Cancel") == "Cancel"
    assert [record.message for record in caplog.records].count(caplog.records[0].message) == 1
    assert "make translations" in caplog.text


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("nothing", set()),
        ("{n} of {total:,}", {"n", "total"}),
        ("{case.number!r} {{brace}}", {"case"}),
    ],
)
def test_placeholders_are_named(text, names):
    assert translations.placeholders(text) == names


def test_a_text_without_thai_or_with_another_placeholder_is_a_fault():
    texts = {("A", "a plain text"): "", ("A", "{n} left"): "เหลือ {m}", ("A", "{n} ok"): "ได้ {n}"}
    assert [line.split(":")[0] for line in translations.faults(texts)] == [
        "no Thai",
        "other placeholders",
    ]


def test_two_areas_that_differ_about_one_text_are_named(tmp_path):
    for name, thai in (("a.json", "หนึ่ง"), ("b.json", "สอง")):
        (tmp_path / name).write_text(json.dumps({"C": {"one": thai}}), encoding="utf-8")
    with pytest.raises(translations.TranslationError, match=r"b\.json and a\.json differ"):
        translations.read_thai(tmp_path)


def test_a_file_that_is_no_json_is_named(tmp_path):
    (tmp_path / "broken.json").write_text('{"C": {', encoding="utf-8")
    with pytest.raises(translations.TranslationError, match=r"broken\.json cannot be read"):
        translations.read_thai(tmp_path)


def test_thai_written_with_qt_linguist_stays(tmp_path):
    code = tmp_path / "screen.py"
    code.write_text('translate("C", "one")\ntranslate("C", "two")\n', encoding="utf-8")
    made = tmp_path / "t.ts"
    translations.extract([code], made)
    translations.merge(made, translations.Thai(ours={("C", "one"): "หนึ่ง"}))
    translations.extract([code], made)
    texts = translations.merge(made, translations.Thai(ours={("C", "two"): "สอง"}))
    assert texts == {("C", "one"): "หนึ่ง", ("C", "two"): "สอง"}


def test_thai_that_no_code_uses_is_named():
    thai = translations.Thai(ours={("C", "old"): "เก่า"}, origin={("C", "old"): "a.json"})
    assert translations.unused({("C", "new"): "ใหม่"}, thai) == ["no code uses: a.json: C: 'old'"]
