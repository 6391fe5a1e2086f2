"""Arabic persons behind common nouns, joined by "and", named again, with vowel marks; words that are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.annotate.names import Names
from pipeline.annotate.vowels import unmarked
from pipeline.languages import pack


def persons(found: Names) -> list[tuple[str, str]]:
    """Confirmed persons: as written, and by the name of their entity."""
    sure = [m for m in found.mentions if m.type == "PER" and found.entities[m.local_no].is_confirmed]
    return [(m.text, found.entities[m.local_no].name) for m in sure]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("سمعت المحكمة الشاهد ميلود الوهراني ثم رفعت الجلسة.", ["ميلود الوهراني"]),
        ("كان مسافر يُدعى تركي الدخيّل يصرخ.", ["تركي الدخيّل"]),
        ("عرضت الباحثتان سلمى الحوراني ورؤى القدسي النتائج.", ["سلمى الحوراني", "رؤى القدسي"]),
        ("شكت الحاجة أم هاشم عبد الجليل من البرد.", ["أم هاشم عبد الجليل"]),
        ("وصل الخباز قاسم ود الفكي باكرا.", ["قاسم ود الفكي"]),
        ("حضر السائق عوض الكريم أبو ضريس الجلسة.", ["عوض الكريم أبو ضريس"]),
        ("قالت وَلَمياءُ الزعابي غائبة إن السوق كاسد.", ["لَمياءُ الزعابي"]),
        ("تحدث المحامي باسم أسر الضحايا.", []),
        ("قررت لجان الأحياء توزيع الخبز.", []),
        ("قال الولد إن عمره سبع سنوات وإن غيابك طال.", []),
        ("ارتفع سقف السحب الشهري وسد المحتجون طريق الزبير.", []),
        ("أجاب من دون أسماء.", []),
    ],
)
def test_persons_of_a_sentence(names: Callable[[str, str], Names], text: str, expected: list[str]) -> None:
    assert [written for written, _ in persons(names(text, "ar"))] == expected


def test_short_forms_belong_to_the_full_name(names: Callable[[str, str], Names]) -> None:
    text = "الحاج رزق السمان يرتق الشباك. وعند الغروب يطوي رزق شبكته. ويسأل السمان عن البحر."
    assert {entity for _, entity in persons(names(text, "ar"))} == {"رزق السمان"}
    text = "النائبة هدى صعب: متى؟\nالمهندس فادي معلوف: في الربيع.\nصعب: ولماذا؟\nمعلوف: لا أعرف. الأمر صعب."
    spoken = persons(names(text, "ar"))
    assert spoken == [("هدى صعب", "هدى صعب"), ("فادي معلوف", "فادي معلوف"), ("صعب", "هدى صعب"), ("معلوف", "فادي معلوف")]


def test_two_bearers_of_a_given_name_leave_it_open(names: Callable[[str, str], Names]) -> None:
    text = "قال حسام الخطيب إن العرض طويل. وقال حسام الحلبي إنه قصير. ثم ضحك حسام."
    assert ("حسام", "حسام الخطيب") not in persons(names(text, "ar"))


def test_a_company_with_its_field(names: Callable[[str, str], Names]) -> None:
    found = names("نفت شركة نسيم للطيران الخبر. وقالت نسيم للطيران إن الرحلات مستمرة.", "ar")
    assert [(m.text, m.type) for m in found.mentions] == [("نسيم للطيران", "ORG")] * 2


def test_vowel_marks_change_no_place() -> None:
    tokens = pack("ar").tokenise("قالَتْ شمّاء")
    bare = unmarked(tokens)
    assert bare.text == ("قالت", "شماء")
    assert (bare.start, bare.end) == (tokens.start, tokens.end)
