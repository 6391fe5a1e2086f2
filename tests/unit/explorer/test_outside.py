"""Text from outside reaches a page as text: escaped, its direction contained, what steers it made visible."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.explorer.marked import line_html
from pipeline.explorer.outside import attributes, direction, foreign, visible, web_address
from pipeline.explorer.spans import Span, segments

_TAG = re.compile(r'<span class="ctl" title="[^"<>]*">[^<>]*</span>')


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_no_text_makes_markup(text: str) -> None:
    bare = _TAG.sub("", str(visible(text)))
    assert not set("<>\"'") & set(bare)
    assert not re.search(r"&(?!amp;|lt;|gt;|#34;|#39;)", bare)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp"])))
def test_ordinary_text_is_what_it_was(text: str) -> None:
    assert html.unescape(str(visible(text))) == text


@pytest.mark.parametrize(("char", "name"), [("\u202e", "RLO"), ("\u202a", "LRE"), ("\u2066", "LRI"), ("\u2069", "PDI"), ("\x1b", "U+001B")])
def test_what_turns_the_direction_is_shown_and_not_emitted(char: str, name: str) -> None:
    shown = str(visible(f"a{char}b"))
    assert char not in shown
    assert f">{name}</span>" in shown
    assert f"U+{ord(char):04X}" in shown


def test_marks_of_letters_stay_in_effect_beside_their_sign() -> None:
    shown = str(visible("\u200fأ"))
    assert "\u200f" in shown
    assert ">RLM</span>" in shown


def test_half_a_surrogate_is_named_and_not_emitted() -> None:
    shown = str(visible("a\ud800b"))
    assert "U+D800" in shown
    shown.encode("utf-8")


def test_the_end_of_a_windows_line_says_nothing_but_one_within_does() -> None:
    assert str(visible("end\r")) == "end"
    assert "U+000D" in str(visible("a\rb"))


@pytest.mark.parametrize(
    ("lang", "expected"),
    [("ar", "rtl"), ("fa", "rtl"), ("he", "rtl"), ("ar-TN", "rtl"), ("uz-Arab", "rtl"), ("fr", "ltr"), ("und", "auto"), (None, "auto")],
)
def test_direction_follows_the_language(lang: str | None, expected: str) -> None:
    assert direction(lang) == expected


def test_a_language_that_is_none_gets_no_attribute_of_its_own() -> None:
    assert str(attributes('"><script>')) == 'lang="" dir="ltr"'


def test_a_value_is_isolated_and_bounded() -> None:
    assert str(foreign("تونس", "ar")) == '<bdi lang="ar" dir="rtl">تونس</bdi>'
    assert len(str(foreign("x" * 100_000))) < 3_000
    assert str(foreign(None)) == ""


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "https://a b", 'https://a"b', "", None])
def test_only_addresses_of_the_web_become_links(address: str | None) -> None:
    assert web_address(address) == ""


def test_an_address_of_the_web_does() -> None:
    assert web_address("https://outlet.example/a?b=c#d") == "https://outlet.example/a?b=c#d"


@given(
    st.text(alphabet="ab<>&\"' عر\u202e", min_size=1, max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=6),
)
def test_a_marked_line_is_the_text_whatever_the_spans(text: str, offsets: list[tuple[int, int]]) -> None:
    spans = [Span(low, high, "name", "k", "<b>\"'", "/entity/k") for low, high in offsets]
    shown = str(line_html(text, segments(0, len(text), spans), len(text)))
    for left in re.findall(r"<[^>]*>", _TAG.sub("\u202e", shown)):
        assert re.fullmatch(r'</?(span|mark|a)( (class|id|title|href)="[^"<>]*")*>', left), left
    assert html.unescape(re.sub(r"<[^>]*>", "", _TAG.sub("\u202e", shown))) == text


def test_a_quote_is_numbered_where_it_ends() -> None:
    text = "He said: we go."
    shown = str(line_html(text, segments(0, 15, [Span(9, 14, "quote", "q3", "direct quote")]), 15))
    assert '<span class="l-quote" id="c9" title="direct quote">we go</span><a class="ref ref-quote" href="#q3"' in shown
