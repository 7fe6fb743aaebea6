"""Build the Thai catalogue: texts out of the code, Thai out of `resources/translations/th`.

`make translations` runs it: lupdate finds the texts, the Thai of each area's JSON file goes into
`tambon_th.ts`, and lrelease makes the `tambon_th.qm` that the program loads. With `--check`
nothing is written; it exits 1 where a text has no Thai.

The `.ts` file is Qt Linguist's (https://doc.qt.io/qt-6/linguist-ts-file-format.html). A JSON file
is `{"Context": {"English text": "ข้อความไทย"}}`; `qt.json` has the texts of Qt itself, such as the
names of standard buttons, for which Qt ships no Thai.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
CATALOGUE = FOLDER / "tambon_th.ts"
BUILT = FOLDER / "tambon_th.qm"
OF_QT = "qt.json"

Key = tuple[str, str]
"""(context, English text)."""

_PLACEHOLDER = re.compile(r"\{([A-Za-z_][A-Za-z0-9_.]*)[^{}]*\}")


class TranslationError(Exception):
    """A file or tool of the catalogue could not be used; the words say which and why."""


@dataclass
class Thai:
    """The Thai of all areas: of our own texts and of Qt's."""

    ours: dict[Key, str] = field(default_factory=dict)
    qt: dict[Key, str] = field(default_factory=dict)
    origin: dict[Key, str] = field(default_factory=dict)


def read_thai(folder: Path = FOLDER / "th") -> Thai:
    """Read every area's JSON file.

    Raises:
        TranslationError: where a file is no such JSON, or two files differ about one text.
    """
    thai = Thai()
    for path in sorted(folder.glob("*.json")):
        for key, text in _entries(path):
            known = thai.ours.get(key)
            if known is not None and known != text:
                other = thai.origin[key]
                raise TranslationError(f"{path.name} and {other} differ about {key}")
            thai.origin[key] = path.name
            (thai.qt if path.name == OF_QT else thai.ours)[key] = text
    return thai


def _entries(path: Path) -> Iterable[tuple[Key, str]]:
    try:
        contexts = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise TranslationError(f"{path.name} cannot be read: {error}") from error
    if not isinstance(contexts, dict):
        raise TranslationError(f"{path.name} is not an object of contexts")
    for context, texts in contexts.items():
        if not isinstance(texts, dict):
            raise TranslationError(f"{path.name}: {context} is not an object of texts")
        for english, text in texts.items():
            if not isinstance(text, str):
                raise TranslationError(f"{path.name}: the Thai of {english!r} is not a text")
            yield (context, english), text


def sources(root: Path = ROOT) -> list[Path]:
    """Give every module whose texts a person may see."""
    return sorted((root / "desktop").rglob("*.py"))


def extract(files: Iterable[Path], catalogue: Path) -> None:
    """Bring `catalogue` up to the texts of `files`; texts no longer in use go.

    Raises:
        TranslationError: where lupdate fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder, "files.lst")
        listed.write_text("\n".join(str(path) for path in files), encoding="utf-8")
        # Without line numbers, as they would change the file with every edit of the code.
        options = ["-silent", "-no-obsolete", "-sort-messages", "-locations", "none"]
        options += ["-disable-heuristic", "similartext", "-disable-heuristic", "sametext"]
        options += ["-source-language", "en", "-target-language", "th"]
        _run("lupdate", [*options, f"@{listed}", "-ts", str(catalogue)])


def _run(tool: str, arguments: list[str]) -> None:
    program = Path(sys.executable).parent / f"pyside6-{tool}"
    done = subprocess.run(
        [str(program), *arguments],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    if done.returncode != 0 or "error" in done.stderr.lower():
        raise TranslationError(f"{tool} failed: {done.stdout}{done.stderr}")


def read_catalogue(path: Path) -> dict[Key, str]:
    """Give every text of a `.ts` file with its Thai, or with "" where that is missing."""
    texts = {}
    for context in ET.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            key = (context.findtext("name") or "", message.findtext("source") or "")
            texts[key] = message.findtext("translation") or ""
    return texts


def merge(catalogue: Path, thai: Thai) -> dict[Key, str]:
    """Put the Thai of the JSON files in the catalogue and give all its texts.

    The JSON wins over what the catalogue had; Thai written with Qt Linguist stays where no JSON
    file has the text.
    """
    texts = read_catalogue(catalogue)
    merged = {key: thai.ours.get(key) or text for key, text in texts.items()}
    merged.update(thai.qt)
    catalogue.write_text(_as_xml(merged), encoding="utf-8", newline="\n")
    return merged


def _as_xml(texts: dict[Key, str]) -> str:
    root = ET.Element("TS", version="2.1", language="th", sourcelanguage="en")
    context: ET.Element | None = None
    for (name, english), text in sorted(texts.items()):
        if context is None or context.findtext("name") != name:
            context = ET.SubElement(root, "context")
            ET.SubElement(context, "name").text = name
        message = ET.SubElement(context, "message")
        ET.SubElement(message, "source").text = english
        translation = ET.SubElement(message, "translation")
        translation.text = text
        if not text:
            translation.set("type", "unfinished")
    ET.indent(root, space="    ")
    body = ET.tostring(root, encoding="unicode", short_empty_elements=False)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n'


def placeholders(text: str) -> set[str]:
    """Give the names in braces that str.format would fill: `{n} of {total:,}` has n and total."""
    plain = text.replace("{{", "").replace("}}", "")
    return {name.split(".")[0] for name in _PLACEHOLDER.findall(plain)}


def faults(texts: dict[Key, str]) -> list[str]:
    """Say what is wrong with the catalogue: texts without Thai, and placeholders that differ."""
    found = []
    for (context, english), thai in sorted(texts.items()):
        if not thai:
            found.append(f"no Thai: {context}: {english!r}")
        elif placeholders(english) != placeholders(thai):
            found.append(f"other placeholders: {context}: {english!r} and {thai!r}")
    return found


def unused(texts: dict[Key, str], thai: Thai) -> list[str]:
    """Name the Thai that no code asks for."""
    return [
        f"no code uses: {thai.origin[key]}: {key[0]}: {key[1]!r}"
        for key in sorted(thai.ours)
        if key not in texts
    ]


def current(folder: Path) -> tuple[dict[Key, str], Thai]:
    """Merge the catalogue as it would be now in `folder`, leaving the one of the tree alone."""
    trial = folder / CATALOGUE.name
    if CATALOGUE.exists():
        trial.write_bytes(CATALOGUE.read_bytes())
    extract(sources(), trial)
    thai = read_thai()
    return merge(trial, thai), thai


def build() -> tuple[dict[Key, str], Thai]:
    """Write the catalogue, where it changed, and what the program loads."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts, thai = current(folder)
        _replace(folder / CATALOGUE.name, CATALOGUE)
    release()
    return texts, thai


def release() -> None:
    """Write what the program loads from the catalogue of the tree, as it is."""
    with tempfile.TemporaryDirectory() as folder:
        built = Path(folder, BUILT.name)
        _run("lrelease", ["-silent", str(CATALOGUE), "-qm", str(built)])
        BUILT.write_bytes(built.read_bytes())


def _replace(new: Path, old: Path) -> None:
    data = new.read_bytes()
    if not old.exists() or old.read_bytes() != data:
        old.parent.mkdir(parents=True, exist_ok=True)
        old.write_bytes(data)


def main(arguments: list[str] | None = None) -> int:
    """Build the catalogue, or with `--check` only say what is missing."""
    parser = argparse.ArgumentParser(prog="translations", description="Build the Thai catalogue.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 on a fault")
    parser.add_argument("--built", action="store_true", help="only build what the program loads")
    options = parser.parse_args(arguments)
    try:
        if options.built:
            release()
            return 0
        if options.check:
            with tempfile.TemporaryDirectory() as folder:
                texts, thai = current(Path(folder))
        else:
            texts, thai = build()
    except TranslationError as error:
        print(f"translations: {error}", file=sys.stderr)
        return 1
    wrong = faults(texts)
    for line in [*unused(texts, thai), *wrong]:
        print(line)
    print(f"translations: {len(texts)} texts, {len(wrong)} to mend")
    return 1 if options.check and wrong else 0


if __name__ == "__main__":
    sys.exit(main())
