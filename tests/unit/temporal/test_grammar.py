"""The temporal grammar: every example in the packs, what holds for every line, and time that grows with the length."""

from __future__ import annotations

import re
import time
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.languages import languages, pack, shared
from pipeline.temporal import Anchor, Expression, find, find_all, find_months, resolve
from pipeline.temporal.characters import fold_with_offsets
from pipeline.temporal.find import found_where
from pipeline.temporal.grammar import grammar_of
from pipeline.temporal.patterns import expand
from pipeline.temporal.periods import period

ANCHOR = Anchor(date(2024, 11, 19), datetime.fromisoformat("2024-11-19T18:00"))


@pytest.mark.parametrize("lang", languages())
def test_rules_have_names_of_their_own(lang: str) -> None:
    ids = [row["id"] for row in (*pack(lang).toml("dates")["rule"], *shared().toml("dates")["rule"])]
    assert len(ids) == len(set(ids))


WORDS = st.sampled_from(
    [
        "le",
        "31",
        "février",
        "29",
        "02",
        "2023",
        "il",
        "y",
        "a",
        "trois",
        "jours",
        "lundi",
        "dernier",
        "99/99/2024",
        "0000",
        "1e9",
        "on",
        "May",
        "5",
        ",",
        "24:61",
        "12:30pm",
        "5",
        "pm",
        "2024-02-30T25:61Z",
        "yesterday",
        "9999",
        "منذ",
        "7",
        "ساعات",
        "والاثنين",
        "العام",
        "المقبل",
        "٢٠٢٤",
        "31/12",
        "to",
        "-",
        "–",
        "19",
        "نوفمبر/تشرين",
        "الثاني",
        "2024",
        "1445",
        "هـ",
        "(",
        ")",
        ".",
        "!",
        "'s",
        "1990s",
        "Q3",
        "d'ici",
    ]
)
LINES = st.one_of(st.text(max_size=120), st.lists(WORDS, max_size=25).map(" ".join))


@given(LINES, st.sampled_from(["en", "fr", "ar", "de", "und", "zh"]), st.booleans())
@settings(max_examples=400, deadline=None)
def test_expressions_lie_in_the_line_in_order_and_resolve_or_stay_open(line: str, lang: str, is_dated: bool) -> None:
    found = find(line, lang, 7)
    at = 7
    for expression in found:
        assert at <= expression.start < expression.end <= 7 + len(line)
        text = line[expression.start - 7 : expression.end - 7]
        assert text == text.strip()
        at = expression.end
        meaning = resolve(expression, ANCHOR if is_dated else None)
        assert (meaning.start is None) == (meaning.end is None) == (meaning.basis == "none")
        if meaning.start is not None and meaning.end is not None:
            assert meaning.start <= meaning.end
    assert find(line, lang, 7) == found


def test_an_unknown_day_leaves_an_offset_only_where_days_are_counted() -> None:
    def offsets(line: str, lang: str) -> list[int | None]:
        return [resolve(e, None).anchor_offset for e in find(line, lang)]

    assert offsets("He left yesterday and returns tomorrow.", "en") == [-1, 1]
    assert offsets("Elle est partie il y a deux semaines, un mardi.", "fr") == [-14, None]
    assert offsets("وصل اليوم الاثنين، وسيغادر الشهر المقبل.", "ar") == [0, None]
    assert resolve(find("Posted 7 hours ago", "en")[0], Anchor(date(2024, 1, 1))).start is None


def test_the_same_day_in_every_order_of_writing() -> None:
    for lang, text in [
        ("en", "on 5 March 2021"), ("en", "on March 5, 2021"), ("en", "2021-03-05"), ("fr", "le 5 mars 2021"), ("fr", "05/03/2021"),
        ("ar", "في 5 آذار/مارس 2021"), ("ar", "٥ مارس ٢٠٢١"), ("de", "am 5. März 2021"), ("es", "el 5 marzo 2021"), ("zh", "2021年3月5日"),
    ]:  # fmt: skip
        found = find(text, lang)
        assert [resolve(e, None).start for e in found] == [date(2021, 3, 5)], (lang, text)


def test_an_ambiguous_numeric_date_waits_for_its_anchor() -> None:
    found = find("The note of 03/04/2024 was leaked.", "en")[0]
    assert resolve(found, None).start is None
    assert resolve(found, Anchor(date(2024, 3, 10))).start == date(2024, 3, 4)
    assert resolve(found, Anchor(date(2024, 4, 5))).start == date(2024, 4, 3)


def test_a_hijri_date_is_dated_by_the_gregorian_one_beside_it() -> None:
    found = find("صدر القرار في 15 رمضان 1445 هـ الموافق 25 مارس 2024.", "ar")
    assert [resolve(e, None).start for e in found] == [date(2024, 3, 25)]


@given(
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.sampled_from(["day", "week", "month", "quarter", "year", "decade"]),
    st.integers(-30, 30),
)
def test_periods_follow_each_other(day: date, unit: str, shift: int) -> None:
    first, last = period(day, unit, shift)
    assert period(day, unit, shift + 1)[0].toordinal() == last.toordinal() + 1
    assert period(first, unit, -shift)[0] <= day


def test_patterns_expand() -> None:
    assert expand("a [b] (c|d)") == (("a", "c"), ("a", "d"), ("a", "b", "c"), ("a", "b", "d"))
    assert expand("<in> {year}") == (("<in", "{year}"),)
    with pytest.raises(ValueError, match="date pattern"):
        expand("a ] b")


@pytest.mark.parametrize("piece", ["12/", "1 ", "2024-", "و", "le ", "12:", "Jan. ", "1.", "a'"])
def test_hostile_lines_take_linear_time(piece: str) -> None:
    line = piece * (20_000 // len(piece))
    begin = time.process_time()
    for lang in ("en", "fr", "ar"):
        assert all(isinstance(e, Expression) for e in find(line, lang))
    assert time.process_time() - begin < 3


NUMBERS = st.sampled_from([
    "3", "12", "2024", "20½4", "200½", "٢٠٢٤", "3/4", "3.4.2024", "2024-03-05", "12mai", "3_mai", "14:22", "14h30", "80s", "²", "⑫", "㏠",
    "للاحد", "لليوم", "والأحد", "مايو", "سنوات", "في", "ه", "1445", "le", "of", "in", "the", "5th", "May", "mai", "lundi", "year", "ans",
    ",", "(", ")", ".", "-", "/", "nov.", "年", "월", "12.", "Freitag.", "novembre",
    "brighter", "tomorrow", "Black", "Friday", "version",
    "last", "past", "two", "weeks", "ago", "il", "y", "a", "deux", "شهرين", "قبل", "at", "pm", "الساعة", "غداً", "Q3", "T2",
])  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "fr", "ar", "de", "ja"])
@given(
    words=st.lists(NUMBERS, max_size=12),
    more=st.text(max_size=8),
    gap=st.sampled_from([" ", "  ", " zil" * 15 + " ", ". "]),
)
@settings(max_examples=200, deadline=None)
def test_what_is_left_out_before_the_trie_changes_nothing(lang: str, words: list[str], more: str, gap: str) -> None:
    text = " ".join([*words, more]) + gap + " ".join(reversed(words))
    long = found_where(text, grammar_of(lang), 0, lambda _: True)
    assert find(text, lang) == long
    months = [(e.start, e.end) for e in long if e.month is not None and e.year is not None and e.op in ("date", "range")]
    if re.search(r"\d\d", text):
        assert set(months) <= {(e.start, e.end) for e in find_months(text, lang)}


@pytest.mark.parametrize("lang", ["en", "fr", "ar"])
@given(st.lists(st.lists(NUMBERS, max_size=6).map(" ".join), max_size=6), st.text(max_size=5))
@settings(max_examples=150, deadline=None)
def test_a_text_is_searched_as_its_lines_are(lang: str, parts: list[str], more: str) -> None:
    text, at, wanted = "\n".join([*parts, more]), 0, []
    for number, line in enumerate(text.split("\n"), 1):
        wanted += [(number, e) for e in find(line, lang, at)]
        at += len(line) + 1
    assert list(find_all(text, lang)) == wanted


@given(st.one_of(st.text(max_size=40), st.text("aéœÆ…ـًّ٣½ß'’\xa0\u2003İىةأ", max_size=20)))
@settings(max_examples=300, deadline=None)
def test_a_folded_text_is_its_folded_letters(text: str) -> None:
    folded, offsets = fold_with_offsets(text)
    letters = [fold_with_offsets(letter)[0] for letter in text]
    assert folded == "".join(letters)
    assert list(offsets) == [i for i, letter in enumerate(letters) for _ in letter] + [len(text)]


@pytest.mark.parametrize("lang", languages())
def test_only_long_numbers_need_no_word(lang: str) -> None:
    assert grammar_of(lang).needs_number
    assert not find("12 14:22 294", lang)
