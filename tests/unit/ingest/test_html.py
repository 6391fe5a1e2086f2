"""Pages: one line a block element, never torn at inline elements; hints, selectors and what a page says of itself."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import ingest
from pipeline.ingest.pagetimes import page_time
from pipeline.ingest.render import RENDERER_VERSION
from pipeline.model import Document, PageMeta, Rejection, Source


def results(page: str, source: Source | None = None) -> list[Document | Rejection]:
    return list(ingest.read_payload(page.encode(), ingest.Origin("wire/a.html", source or Source("wire"))))


def document(page: str, source: Source | None = None) -> Document:
    found = results(page, source)[-1]
    assert isinstance(found, Document), found
    return found


def lines(page: str, source: Source | None = None) -> list[str]:
    return document(page, source).text.split("\n")


def meta(head: str, body: str = "<p>Some text of the page.</p>") -> PageMeta:
    page = document(f"<html><head>{head}</head><body>{body}</body></html>").page
    assert page is not None
    return page


def test_a_paragraph_is_one_line_whatever_stands_inside_it() -> None:
    page = "<p>Le <b>maire</b> de <a href='/x'>Dj<i>en</i>né</a>, <span>Oumar\n   Konta</span>, a dit&nbsp;: «&nbsp;Non.&nbsp;»</p>"
    assert lines(page) == ["Le maire de Djenné, Oumar Konta, a dit\u00a0: «\u00a0Non.\u00a0»"]


def test_each_block_is_a_line_and_br_splits_one() -> None:
    page = """<body>before<h1>Head</h1><div>leaf<p>one<br>two<br/><br>three</p>tail</div>
    <ul><li>a</li><li><p>b</p></li></ul><table><tr><th>c</th><td>d</td></tr></table><dl><dt>e</dt><dd>f</dd></dl>
    <blockquote>g</blockquote><figure><img alt="no"><figcaption>h</figcaption></figure><pre>i\n  j</pre></body>"""
    found = document(page)
    assert found.text.split("\n") == [
        "before", "Head", "leaf", "one", "two", "three", "tail", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j",
    ]  # fmt: skip
    assert [hint.tag for hint in found.hints] == [
        "body", "h1", "div", "p", "p", "p", "div", "li", "p", "th", "td", "dt", "dd", "blockquote", "figcaption", "pre", "pre",
    ]  # fmt: skip
    assert found.renderer_version == RENDERER_VERSION
    assert found.media_type == "text/html"


def test_what_no_browser_shows_is_left_out() -> None:
    page = """<head><title>no</title><style>no</style></head><body><!-- no --><script>no()</script><noscript>no</noscript>
    <template><p>no</p></template><p hidden>no</p><div style="color:red; display : none"><p>no</p></div><svg><text>no</text></svg>
    <select><option>no</option></select><textarea>no</textarea><p>He said<span style="visibility:hidden"> not</span> yes.</p></body>"""
    assert lines(page) == ["He said yes."]


def test_a_hidden_note_does_not_tear_the_line_around_it() -> None:
    assert lines("<div>The gate <div hidden>tooltip</div>is open.</div>") == ["The gate is open."]


def test_an_article_that_a_script_reveals_is_read() -> None:
    page = "<nav><p>Menu</p></nav><div hidden id='S:0'><article><p>The dam at Kariba holds, engineers say.</p></article></div>"
    found = document(page)
    assert "The dam at Kariba holds, engineers say." in found.text.split("\n")
    assert found.hints[-1].region == "article"


def test_neighbouring_links_are_words_of_their_own_and_soft_hyphens_go() -> None:
    assert lines("<div><a href=/1>Home</a><a href=/2>World</a></div>") == ["Home World"]
    assert lines("<p>con&shy;ti&shy;nua&#8203;tion</p>") == ["continuation"]
    assert lines("<p><span class=cap>L</span>ibye</p>") == ["Libye"]


def test_hints_tell_links_and_landmarks() -> None:
    page = """<nav><a href=/>Home</a></nav><main><article><p>Half <a href=/x>half</a></p><p><a name=x>no link</a></p></article></main>
    <aside><li>x</li></aside><div role="contentinfo">y</div>"""
    hints = document(page).hints
    assert [hint.region for hint in hints] == ["nav", "article", "article", "aside", "footer"]
    assert [hint.link_share for hint in hints] == [1.0, 0.5, 0.0, 0.0, 0.0]


def test_selectors_of_the_source_choose_the_parts() -> None:
    page = "<div id=top>chrome</div><main><p>kept</p><p class=ad>advert</p></main><main><p>also</p></main>"
    assert lines(page, Source("wire", keep=("main",), drop=(".ad",))) == ["kept", "also"]
    assert lines(page, Source("wire", keep=("main", "main p"))) == ["kept", "advert", "also"]
    warning, found = results(page, Source("wire", keep=("#gone",)))
    assert isinstance(warning, Rejection)
    assert (warning.error_code, ingest.is_warning(warning)) == ("no_match", True)
    assert isinstance(found, Document)
    assert "chrome" in found.text


def test_metadata_comes_from_the_markup() -> None:
    found = meta(
        """<title>Harvest fails | Herald</title><link rel=canonical href="https://h.example/a">
        <meta property="og:site_name" content="Herald"><meta property="article:published_time" content="2025-04-02">
        <script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "H"},
        {"@type": ["NewsArticle"], "headline": "Harvest fails", "datePublished": "2025-04-02T09:10:00+02:00",
         "dateModified": "2025-04-03T00:00:00Z", "author": [{"name": "Ada Nkemi"}, "Bo Lindqvist"]}]}</script>""",
        "<h1>Harvest  fails</h1><p>Text.</p>",
    )
    assert found == PageMeta(
        title="Harvest fails",
        published_at="2025-04-02T09:10:00+02:00",
        updated_at="2025-04-03T00:00:00Z",
        author="Ada Nkemi, Bo Lindqvist",
        site_name="Herald",
        canonical_url="https://h.example/a",
        lang=None,
    )


@pytest.mark.parametrize(
    ("head", "body", "published"),
    [
        ('<meta name="date" content="Wed, 02 Apr 2025 09:10:00 +0200">', "", "2025-04-02T09:10:00+02:00"),
        ('<meta itemprop="datePublished" content="2025-04-02T09:10:00Z">', "", "2025-04-02T09:10:00Z"),
        ("", '<article><time datetime="2025-04-02T07:00Z">x</time></article>', "2025-04-02T07:00Z"),
        ("", '<ul><li><time datetime="2025-04-02">x</time></li></ul>', None),
        ("", '<div><time datetime="2025-04-02">x</time><time datetime="2025-03-01">y</time></div>', None),
        ('<meta name="date" content="last week">', "", None),
        ('<script type="application/ld+json">{"@type": "Article", "datePublished": 5}</script>', "", None),
        ('<script type="application/ld+json">' + "[" * 5000 + "</script>", "", None),
    ],
)
def test_publication_times_of_pages(head: str, body: str, published: str | None) -> None:
    assert meta(head, body + "<p>Text.</p>").published_at == published


def test_a_stated_title_is_found_in_the_page_despite_quotes_and_site_name() -> None:
    found = meta('<meta property="og:title" content="Le maire : \'Je reste\' - Le Quai">', "<h1>Le maire : « Je reste »</h1>")
    assert found.title == "Le maire : « Je reste »"


def test_page_times_are_iso_or_nothing() -> None:
    assert page_time("20250402091000") == "2025-04-02T09:10:00"
    assert page_time("2025-04-02 09:10:00+0100") == "2025-04-02 09:10:00+0100"
    assert page_time("1743584400000") == page_time("1743584400") == "2025-04-02T09:00:00Z"
    assert page_time(None) is None


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 60_000 + "text",
        "<p><b><font>" * 30_000 + "text",
        "<p " + " ".join(f"a{n}=1" for n in range(60_000)) + ">text",
        "<div hidden><p>abc" * 20_000,
        "<table><tr><td>" * 5_000 + "text",
        "<p style='" + "display:" * 50_000 + "'>text",
        '<a href="' * 50_000 + "x",
        ("<div>" * 100 + "<time datetime='2020-01-01'>a</time>") * 100,
    ],
    ids=["deep", "inline", "attributes", "hidden", "tables", "style", "quotes", "times"],
)
def test_hostile_pages_cost_seconds_at_most(page: str) -> None:
    start = time.perf_counter()
    results(page)
    assert time.perf_counter() - start < 15  # about 2 s each on an idle machine; quadratic work would take minutes


def test_a_page_of_endless_lines_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.ingest.render.MAX_LINES", 1000)
    assert isinstance(results("<br>x" * 1000)[0], Document)
    (rejection,) = results("<br>x" * 1001)
    assert isinstance(rejection, Rejection)
    assert rejection.error_code == "too_complex"


_FRAGMENTS = st.sampled_from(
    ["<p>", "</p>", "<b>", "</b>", "<br>", "<li>", "<a href=x>", "</a>", "<div hidden>", "</div>", "<pre>", "</pre>", "<nav>",
     "<script>", "</script>", "&amp;", "&#0;", "&#xD800;", " ", "\n", "\u2028", "نص", "mot", "<!--", "-->", "<", ">"]
)  # fmt: skip


@given(st.lists(_FRAGMENTS, max_size=30))
def test_any_page_has_one_hint_a_line_and_no_empty_or_torn_line(fragments: list[str]) -> None:
    for result in results("".join(fragments)):
        if isinstance(result, Document):
            found = result.text.split("\n")
            assert len(found) == len(result.hints)
            assert all(line and line == line.strip() for line in found)
            assert all(0 <= hint.link_share <= 1 for hint in result.hints)
        else:
            assert result.error_code in {"empty_page", "empty_file"}
