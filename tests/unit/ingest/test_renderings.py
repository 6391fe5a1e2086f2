"""One walk for both parsers: the same lines, hints and metadata; what classes say, where prose stands, what readings keep."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest import marks, readings
from pipeline.ingest.pages import PageReading, PageRequest, read_page
from pipeline.model import MARKS, LineHint

PARAGRAPHS = (
    "The harbour of Mombasa closed on Monday after two cranes were damaged by a storm, the port authority said in a statement.",
    "Engineers from Nairobi are to inspect the foundations before any ship may dock, and the work may take until the weekend.",
    "« Aucun navire n'a été endommagé », a déclaré la capitaine du port, Adèle Kimani, devant les journalistes réunis à Mombasa.",
    "وقالت السلطات إن حركة السفن ستستأنف تدريجيا بعد انتهاء الفحص الفني للرافعات في الميناء خلال الأيام القليلة المقبلة.",
)
PAGE = f"""<!DOCTYPE html><html lang=en><head><title>Port closed | The Coast Post</title>
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Port closed", "datePublished": "2025-03-04T08:00:00Z"}}</script>
<meta property="og:site_name" content="The Coast Post"><link rel=canonical href="https://coast.example/port"></head><body>
<nav class="main-menu"><ul><li><a href="/a">Home</a></li><li><a href="/b">Sport</a></li></ul></nav>
<article itemprop="articleBody"><h1>Port closed</h1><p class="byline">By Otieno Baraka</p>
<figure><img src=x.jpg><figcaption>The harbour on Sunday</figcaption></figure>
{"".join(f"<p>{text}</p>" for text in PARAGRAPHS)}
<div class="related-posts"><a href="/c">Fishermen of Lamu ask for a new pier</a></div></article>
<div id="comments"><p>I saw the storm from my window and it was frightening, says a reader who lives close to the quays.</p></div>
<footer>Imprint</footer></body></html>"""


def read(markup: str, reading: str = "full") -> PageReading:
    return read_page(PageRequest(markup, "a.html", reading="fast" if reading == "fast" else "full"))


def by_soup(markup: str) -> PageReading:
    """Read by BeautifulSoup, as a source with selectors is; this one matches nothing."""
    return read_page(PageRequest(markup, "a.html", drop=("no-such-element",), reading="fast"))


def in_common(found: PageReading) -> PageReading:
    """What every way of reading tells: the fast one knows of no bold text, no pictures and no names of inline elements, and of a
    line that is a link nothing but its element and its region."""
    return replace(found, kinds=(), hints=tuple(map(_in_common, found.hints)))


def _in_common(hint: LineHint) -> LineHint:
    if hint.link_share == 1.0:
        return LineHint(hint.tag, 1.0, hint.region)
    return replace(hint, readings=(), bold=0.0, is_behind_image=False, marks=0, n_links=0)


def test_both_parsers_give_the_same_page() -> None:
    full, fast = read(PAGE), read(PAGE, "fast")
    assert len(full.lines) == len(PARAGRAPHS) + 8
    assert in_common(full) == in_common(fast) == in_common(by_soup(PAGE))
    assert replace(full, hints=tuple(replace(hint, readings=()) for hint in full.hints)) == by_soup(PAGE)
    assert fast.meta.published_at == "2025-03-04T08:00:00Z"
    assert fast.meta.canonical_url == "https://coast.example/port"
    assert all(len(hint.readings) == len(readings.NAMES) for hint in full.hints)


def test_odd_attributes_and_elements_stop_neither_parser() -> None:
    page = f"<p {{{{path}}}}=1 :class='a' @click=x =y>{PARAGRAPHS[0]}</p><o:p>note</o:p><x-card #ref>card</x-card><p a:b:c=1>end</p>"
    assert by_soup(page).lines == read(page, "fast").lines == (PARAGRAPHS[0], "notecard", "end")


_TEXT = st.text(alphabet="ab cé م\n漢.", max_size=12)
_BLOCKS = st.sampled_from(("div", "p", "section", "h2", "blockquote"))
_INLINE = st.sampled_from(("b", "span", "a href=x", "em"))


@st.composite
def _trees(draw: st.DrawFn, depth: int = 3) -> str:
    name = draw(_BLOCKS if depth else _INLINE)
    parts = draw(st.lists(_TEXT if depth == 0 else st.one_of(_TEXT, _trees(depth - 1)), max_size=3))
    if name in ("p", "h2"):  # blocks end them, in one parser as in the other
        parts = [part for part in parts if "<" not in part]
    return f"<{name} class='{draw(st.sampled_from(('', 'ad', 'entry-content')))}'>{''.join(parts)}</{name.split()[0]}>"


@settings(max_examples=60, deadline=None)
@given(st.lists(_trees(), min_size=1, max_size=4))
def test_well_formed_pages_are_the_same_in_both_parsers(parts: list[str]) -> None:
    page = f"<html><body>{''.join(parts)}</body></html>"
    assert in_common(by_soup(page)) == in_common(read(page, "fast"))


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ("post__related-links", "related"),
        ("articleBody", "body"),
        ("entry-content", "body"),
        ("wp-caption-text", "caption"),
        ("js-newsletterSignup", "newsletter"),
        ("sidebar2", "sidebar"),
        ("bread-crumbs", "breadcrumb"),
        ("lista-komentarzy", "comment"),
        ("boxKommentare", "comment"),
        ("zona_comentarios", "comment"),
        ("opOpinia", "comment"),
        ("reklama-top", "promo"),
        ("noticias-relacionadas", "related"),
    ],
)
def test_names_say_what_an_element_is(names: str, said: str) -> None:
    assert marks.of_names(names) >> MARKS.index(said) & 1


@pytest.mark.parametrize("names", ["grid-6 col-md-8", "padded", "recommence", "opinion-page", "public-notice", "shadow-lg", "", "x" * 5000])
def test_names_of_looks_say_nothing(names: str) -> None:
    assert marks.of_names(names) == 0


def test_prose_stands_in_the_core_of_the_page() -> None:
    found = read(PAGE, "fast")
    hints = dict(zip(found.lines, found.hints, strict=True))
    assert all(hints[text].away == 0 and hints[text].siblings == len(PARAGRAPHS) for text in PARAGRAPHS)
    assert hints[PARAGRAPHS[0]].shares[1] > 0.7
    assert hints["Imprint"].away > 0
    full = read(PAGE)
    hints = dict(zip(full.lines, full.hints, strict=True))
    assert hints["Home"].away > 0
    assert hints["Home"].lists == 1
    assert hints["The harbour on Sunday"].is_behind_image
    assert sum(hints[text].path_share for text in PARAGRAPHS[:1]) > 0.7


def test_readings_keep_the_article_and_not_the_rest() -> None:
    found = read(PAGE)
    kept = dict(zip(found.lines, (hint.readings for hint in found.hints), strict=True))
    for text in PARAGRAPHS[:2]:
        assert sum(kept[text]) >= 2
    assert sum(kept["Home"]) == sum(kept["Imprint"]) == 0


def test_a_short_line_is_held_where_it_stands_and_not_elsewhere() -> None:
    lines = ["More", PARAGRAPHS[0], "More", PARAGRAPHS[1], "More"]
    article = [PARAGRAPHS[0], "More", PARAGRAPHS[1]]
    assert readings.held(readings.tokens_of(lines), article) == [0.0, 1.0, 1.0, 1.0, 0.0]
    assert readings.held(readings.tokens_of(lines), []) == [0.0] * 5


def test_text_without_spaces_is_compared_by_characters() -> None:
    lines = ["港口星期一因暴風雨關閉，兩座起重機受損。", "工程師將於週末前檢查地基，船隻暫停靠岸。"]
    assert readings.held(readings.tokens_of(lines), lines[:1]) == [1.0, 0.0]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.text(alphabet="ab ", max_size=20), max_size=8), st.lists(st.text(alphabet="ab ", max_size=20), max_size=8))
def test_shares_are_shares(lines: list[str], reading: list[str]) -> None:
    flat = [line.replace("\n", " ") for line in lines]
    shares = readings.held(readings.tokens_of(flat) if flat else [], reading)
    assert len(shares) == len(flat)
    assert all(0 <= share <= 1 for share in shares)
