"""The page names no address but its own, runs nothing from outside, and shows the outlines."""

import html
import json
import re
from dataclasses import replace

import pytest

from casework.places import OutlineError, read_outlines
from desktop.maps.look import GROUND_DARK, GROUND_LIGHT, Face, MapLook
from desktop.maps.page import build_page
from desktop.maps.scheme import served_files
from desktop.maps.under import Under

LOOK = MapLook(
    dark=False,
    surface="#FFFFFF",
    ink="#16211F",
    line="#B9C4C0",
    accent="#0B5F63",
    on_accent="#FFFFFF",
    focus="#C26F00",
    faces={"waiting": Face("#7A4A00", '<circle cx="12" cy="12" r="10" />', "รอรับเรื่อง")},
    words={"cases": "{n} เรื่อง", "zoom_in": "ขยาย"},
)
SQUARE = [[100.0, 14.0], [100.1, 14.0], [100.1, 14.1], [100.0, 14.1], [100.0, 14.0]]


def feature(kind, name="", geometry=None):
    geometry = geometry or {"type": "Polygon", "coordinates": [SQUARE]}
    properties = {"kind": kind, "name_th": name, "name_en": name and f"{name} (en)"}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features):
    return {"type": "FeatureCollection", "features": list(features)}


OUTLINES = collection(
    feature("subdistrict", "ห้วยตะวัน"),
    feature("village", "หมู่ 3 บ้านห้วยตะวัน"),
    feature("water", "หนองใหญ่"),
    feature("road", "ถนน", {"type": "LineString", "coordinates": SQUARE[:3]}),
)


def page(outlines=OUTLINES, look=LOOK, **options):
    under = Under(areas=read_outlines(outlines) if outlines else ())
    return build_page(under, **{"language": "th", "dark": False, "look": look, **options})


def test_no_address_of_the_internet_stands_in_the_page():
    text = page()
    assert not re.findall(r"(?:https?:)?//(?!maps/)[\w.-]+", text.replace("tambon://maps/", ""))
    assert "http:" not in text
    assert "https:" not in text


def test_everything_the_page_loads_is_a_file_of_ours():
    loaded = re.findall(r'(?:src|href)="([^"]+)"', page())
    served = {*served_files(), "qwebchannel.js"}
    assert len(loaded) >= 6
    assert [url for url in loaded if url.removeprefix("tambon://maps/") not in served] == []


def test_no_file_of_ours_loads_anything_that_is_not_there():
    served = served_files()
    for name, path in served.items():
        assert "sourceMappingURL" not in path.read_bytes().decode("utf-8", "replace"), name
    for needed in re.findall(r"url\(([^)]+)\)", served["map.css"].read_text(encoding="utf-8")):
        assert needed in served
    assert [path.name for path in served.values() if path.suffix == ".map"] == []


def test_the_policy_stands_first_and_allows_only_our_scheme_and_the_nonce():
    text = page()
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)
    assert found is not None
    assert found.start() < text.index("<script") < text.index("<div")
    rules = dict(rule.split(" ", 1) for rule in html.unescape(found[1]).split("; "))
    nonce = re.search(r"'nonce-[\w-]{20,}'", rules["script-src"])
    assert nonce is not None
    assert rules["default-src"] == "'none'"
    assert rules["connect-src"] == "tambon:"
    assert rules["script-src"] == rules["style-src"] == f"tambon: {nonce[0]}"
    assert not re.findall(r"unsafe|\*|data:|blob:", found[1])


def test_every_inline_block_has_the_nonce_and_no_element_runs_code_of_its_own():
    text = page()
    inline = re.findall(r"<(?:script|style)(?![^>]*\b(?:src|type)=)([^>]*)>", text)
    nonces = {re.sub(r'^\s*nonce="([^"]+)"$', r"\1", block) for block in inline}
    assert len(inline) >= 4
    assert len(nonces) == 1
    assert nonces.pop() in text.split("nonce-")[1]
    assert not re.findall(r"<[^>]+\s(?:on\w+|style)=", text)


def test_each_page_has_a_nonce_of_its_own():
    nonces = {re.findall(r"nonce-([\w-]+)", page())[0] for _ in range(3)}
    assert len(nonces) == 3


@pytest.mark.parametrize(
    "evil",
    ["</script><script>alert(1)</script>", '<img src=x onerror="alert(1)">', "${alert(1)}`'\""],
)
def test_a_name_from_outside_stays_words(evil):
    face = Face("#7A4A00", "<path />", evil)
    text = page(collection(feature("village", evil)), replace(LOOK, faces={"waiting": face}))
    harmless = page(collection(feature("village", "x")))
    assert text.count("<script") == harmless.count("<script")
    assert text.count("</script") == harmless.count("</script")
    assert "<img" not in text


def test_names_are_in_the_language_of_the_page():
    def labels(text):
        return [name for name, *_ in settings(text)["labels"]]

    assert labels(page()) == ["ห้วยตะวัน", "หมู่ 3 บ้านห้วยตะวัน", "หนองใหญ่"]
    in_english = ["ห้วยตะวัน (en)", "หมู่ 3 บ้านห้วยตะวัน (en)", "หนองใหญ่ (en)"]
    assert labels(page(language="en")) == in_english
    assert '<html lang="en"' in page(language="en")


def settings(text):
    found = re.search(r'id="settings">(.*?)</script>', text)
    assert found is not None
    return json.loads(found[1])


def test_the_map_opens_on_the_boundary():
    assert settings(page())["bounds"] == [[14.0, 100.0], [14.1, 100.1]]
    assert settings(page(None))["bounds"] is None


def test_icons_and_words_of_the_states_go_along():
    face = settings(page())["faces"]["waiting"]
    assert face == {"icon": '<circle cx="12" cy="12" r="10" />', "word": "รอรับเรื่อง"}


@pytest.mark.parametrize(("dark", "ground"), [(False, GROUND_LIGHT), (True, GROUND_DARK)])
def test_the_ground_follows_the_theme(dark, ground):
    text = page(dark=dark, look=replace(LOOK, dark=dark))
    assert f"--outside:{ground['outside']};" in text
    assert f'data-theme="{"dark" if dark else "light"}"' in text


def test_a_colour_can_smuggle_nothing_in():
    with pytest.raises(ValueError, match="colour"):
        page(look=replace(LOOK, focus="red;}</style>"))


def test_bad_outlines_are_refused():
    with pytest.raises(OutlineError):
        page({"type": "FeatureCollection", "features": [{"type": "Feature"}]})
