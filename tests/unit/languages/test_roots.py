"""Words that roots and shapes explain, and words from abroad that none does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.languages import pack
from pipeline.languages.roots import COSTLY, NOUN, PAST, PLAIN, PRESENT, roots
from pipeline.text import fold


def cost(word: str) -> int | None:
    return roots("ar").cost(fold(word))


# one line a kind of building: strong, doubled, hollow, defective and assimilated roots, hamza, four letters, plurals, derived stems
@pytest.mark.parametrize(
    "words",
    [
        "كتب كاتب مكتوب كتاب كتابة كتبهم والكتاب بكتابه للكتاب سيكتبون",
        "شد يشد شديد مشدد اشتد استمر استمرار انضم انضمام مهتم",
        "قال يقول قلت قائل مقال أقال إقالة استقال استقالة يستطيع قيل",
        "دعا يدعو دعت دعوة داع استدعى استدعاء يدعون مدعو لقاء تسمية",
        "وصل يصل صلة اتصل اتصال متصل يتصل إيصال مواصلة اتحاد",
        "أخذ يأخذ مأخذ سأل مسألة مسؤول قرأ قراءة بدأ يبدأ ابتداء رئيس مؤتمر تأكيد",
        "ترجم ترجمة مترجم يترجم تترجم زلزال زلازل اطمأن قناديل",
        "مدارس مفاتيح كتّاب وزراء أنبياء أعمال طوابق شواهد عواصم أسابيع رسائل",
        "انكسر انكسار اجتمع اجتماعات اصطدم ازدهار استخرج استخراج تفاوض تفاوضا مفاوضات متفاوضون",
        "سياسي سياسية سياسيين اقتصاديا صحراوي زملائي مسؤولياتها",
        "التلفزيون تلفزيونية كمبيوتر وبروتوكول الديمقراطيون كيلومترات سيمفونيته برلمانيا",
    ],
)
def test_words_of_the_language_are_explained(words: str) -> None:
    assert [w for w in words.split() if cost(w) in (None, COSTLY)] == []


def test_words_from_abroad_are_not() -> None:
    abroad = "هارينغتون زيمرمان كوفالتشوك بيترسبورغ أوكونكو ماكفارلاند فيسكونتيني شتاينهاوزر ديميتروفا لوكاشيفيتش"
    assert [w for w in abroad.split() if cost(w) is not None] == []


def test_a_letter_that_a_shape_has_twice_is_one_letter() -> None:
    assert cost("اهتمام") is not None
    assert roots("ar").kinds(fold("امتنع")) & NOUN == 0


def test_rare_endings_are_told_apart() -> None:
    assert cost("كتابكم") == COSTLY
    assert cost("كتابهم") == PLAIN


def test_a_genitive_has_no_ending_of_the_nominative() -> None:
    assert cost("المهندسون") == PLAIN
    assert cost("بالمهندسون") is None


@pytest.mark.parametrize(
    ("word", "kinds"),
    [("استقبلت", PAST), ("يستقبل", PRESENT), ("استقبال", NOUN), ("انكسرت", PAST), ("امتنع", PAST | PRESENT), ("زيمرمان", 0)],
)
def test_what_a_word_may_be(word: str, kinds: int) -> None:
    assert roots("ar").kinds(fold(word)) == kinds


def test_some_words_are_built_as_names_are() -> None:
    names, others = "قاسم حمدان منصور عمار خليل زيمرمان", "التقرير تكريما يستقبل استقبال محاضرات"
    assert [n for n in names.split() if not roots("ar").bearable(fold(n))] == []
    assert [n for n in others.split() if roots("ar").bearable(fold(n).removeprefix("ال"))] == []


def test_tables_hold_no_row_twice() -> None:
    for table, column in (("roots", "root"), ("loanwords", "word")):
        rows = [row[column] for row in pack("ar").table(table)]
        assert len(rows) == len(set(rows)) > 1400
    assert {len(row["root"]) for row in pack("ar").table("roots")} == {3, 4}


def test_a_language_without_roots_explains_no_word() -> None:
    assert roots("en").cost("house") is None
    assert roots("en").kinds("house") == 0


@given(st.text(alphabet=st.characters(min_codepoint=0x621, max_codepoint=0x64A), max_size=24))
def test_any_word_is_judged_alike_twice(word: str) -> None:
    first = roots("ar").cost(fold(word))
    assert first in (None, *range(3))
    assert roots("ar").cost(fold(word)) == first
    assert (roots("ar").kinds(fold(word)) > 0) == (first in (0, 1))
