"""What is offered for a fix: ready words of three sources, materials, and names."""

from __future__ import annotations

import json

import pytest

from casework.case import Case, Ticket
from casework.fixing import RESULTS, FixTemplate, sane_templates
from casework.insight.suggest import TABLE
from desktop import fix_offers
from desktop.fix_offers import (
    MOST_CREWS,
    Offers,
    crews,
    own_templates,
    short_name,
    with_crew,
    with_own,
    without_own,
)
from desktop.paths import resource


def words(name, *, types=(), text="", result="fixed"):
    return FixTemplate(name=name, text=text or name, types=types, result=result)


def test_own_words_come_first_then_special_ones_then_those_for_all():
    found = Offers(
        types=("ถนน",),
        own=(words("mine"),),
        authority=(words("theirs for all"), words("theirs", types=("ถนน",))),
        common=(words("common", types=("ถนน", "x")), words("other", types=("ไฟฟ้า",))),
    )
    assert [t.name for t in found.templates("fixed")] == [
        "mine", "theirs", "common", "theirs for all",
    ]  # fmt: skip
    assert found.templates("cannot") == []


def test_what_says_the_same_is_offered_once():
    found = Offers(own=(words("a", text="x"),), common=(words("b", text=" x "),))
    assert [t.name for t in found.templates("fixed")] == ["a"]


def test_words_that_nobody_can_use_are_left_out():
    bad = [words(" "), words("a", text=" "), words("b", result="later"), words("n" * 301)]
    assert sane_templates([*bad, words("ok")]) == (words("ok"),)
    assert len(sane_templates([words(str(n)) for n in range(600)])) == 500


def test_own_words_are_kept_once_the_newest_first_and_can_be_forgotten():
    kept = with_own(with_own(None, words("a")), words("b"))
    kept = with_own(kept, words("a", result="partly"))
    kept = json.loads(json.dumps(kept))
    assert [(t.name, t.result) for t in own_templates(kept)] == [("a", "partly"), ("b", "fixed")]
    assert [t.name for t in own_templates(without_own(kept, "a"))] == ["b"]
    assert own_templates([{"name": "x"}, 3, None]) == ()
    assert own_templates("nonsense") == ()


def test_names_typed_before_are_offered_the_last_first():
    kept = with_crew(with_crew(with_crew(None, "แดง"), "ดำ"), " แดง ")
    assert kept == ["แดง", "ดำ"]
    assert crews(["", 3, "ขาว"]) == ("ขาว",)
    for number in range(50):
        kept = with_crew(kept, str(number))
    assert len(kept) == MOST_CREWS


def test_a_name_for_kept_words_is_how_they_begin():
    assert short_name("ปะหลุมแล้ว") == "ปะหลุมแล้ว"
    assert short_name("x" * 40) == "x" * 23 + "…"


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_programs_own_words_are_whole_and_fit_the_common_types(language):
    templates, materials = fix_offers._common(language)
    assert len(sane_templates(templates)) == len(templates)
    assert {t.result for t in templates} == set(RESULTS)
    known = {name for row in TABLE for name in row.names}
    for_types = {name for t in templates for name in t.types}
    # Every type that is suggested often has words of its own, but those that are words only.
    talk = {"จราจร", "ผิดกฎจราจร", "คนจรจัด", "คนเร่ร่อน", "การเดินทาง", "แท็กซี่/รถเมล์"}
    talk |= {"สถานบันเทิง", "ถนน ทางเท้า ที่จอดรถ", "ป้ายโฆษณา"}
    assert known - talk - for_types == set()
    assert all(what and unit for _, pairs in materials for what, unit in pairs)


def test_reasons_why_not_are_offered_for_every_case():
    common, _ = fix_offers._common("en")
    names = [t.name for t in Offers(types=("whatever",), common=common).templates("cannot")]
    assert names == ["Budget", "Not our area", "Another unit", "Weather", "Owner refuses"]


def test_what_is_offered_for_a_case_of_this_desk(desk):
    case = Case(authority="HT", id="c", ticket=Ticket(number="1"), types=("แสงสว่าง",))
    desk.cache.put(fix_offers.CREWS, ["ช่างแดง"])
    desk.cache.put(fix_offers.OWN, with_own(None, words("ของฉัน")))
    found = fix_offers.offers(desk, case, "th")
    names = [t.name for t in found.templates("fixed")]
    assert names[:2] == ["ของฉัน", "เปลี่ยนหลอด"]
    assert ("หลอด LED", "หลอด") in found.materials
    assert ("ค่าแรง", "วัน") in found.materials
    assert found.crews == ("ช่างแดง",)
    assert resource("fix", "common.json").exists()
