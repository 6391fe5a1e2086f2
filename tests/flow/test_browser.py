"""The pages in a real Chromium: opened, looked at, walked through by keyboard; no complaint, no other host, no script from an article."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, urlsplit

import chromium
import pytest
from chromium import Seen, Tab
from invented_corpus import CORPUS
from pages_server import HOSTILE_LINE, Server, home, publish, serving
from published import ask

from pipeline.explorer import site
from pipeline.explorer.catalogue import PAGES
from pipeline.explorer.pen import Pen
from pipeline.settings import Settings

PROGRAM = chromium.find()
pytestmark = pytest.mark.skipif(
    PROGRAM is None, reason="No Chromium is installed; name one with DATELINE_CHROMIUM to test the pages in a browser."
)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The samples, the seeds where they are at hand, and hostile articles, published."""
    found = home(tmp_path_factory.mktemp("browser"))
    publish(found)
    return found


@pytest.fixture(scope="module")
def server(settings: Settings) -> Iterator[Server]:
    with serving(settings.warehouse) as found:
        yield found


@pytest.fixture(scope="module")
def tab() -> Iterator[Tab]:
    assert PROGRAM is not None
    with chromium.browser(PROGRAM) as found:
        found.size(1200, 900)
        yield found


def _is_quiet(seen: Seen, base: str) -> None:
    """Nothing was complained about, nobody else was asked, and no text of an article took effect."""
    assert seen.messages == [], seen.url
    elsewhere = [url for url in seen.requests if not url.startswith(base) and not url.startswith("data:image/svg+xml")]
    assert elsewhere == [], seen.url


def test_every_page_is_opened_without_a_complaint_and_links_lead_on(server: Server, settings: Settings, tab: Tab) -> None:
    waiting, seen, kinds = ["/", "/search?q=Tibesti", "/sql?name=who_met_whom"], set[str](), dict[str, int]()
    while waiting:
        path = waiting.pop().partition("#")[0]
        kind = urlsplit(path).path.split("/")[1] or "home"
        if path in seen or kinds.get(kind, 0) >= (5 if kind in PAGES and PAGES[kind].keyed else 3) or (kind == "sql" and "q=" in path):
            continue
        seen.add(path)
        kinds[kind] = kinds.get(kind, 0) + 1
        found = tab.open(server.base + path)
        _is_quiet(found, server.base)
        assert found.status == 200, path
        if kind == "static":
            continue
        assert tab.evaluate("document.title").endswith("· Dateline")
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} is wider than the window"
        links = tab.evaluate("[...document.querySelectorAll('a[href], image')].map(a => new URL(a.href.baseVal ?? a.href, location).href)")
        waiting += [url.removeprefix(server.base) for url in links if url.startswith(server.base + "/")]
    assert set(PAGES) | {"sql"} <= set(kinds)


def test_every_article_of_the_seeds_is_opened(server: Server, settings: Settings, tab: Tab) -> None:
    keys = ask(settings, "SELECT article_id FROM articles WHERE source_id = 'seeds' ORDER BY ALL")
    if not keys:
        pytest.skip("the seed documents (../shared/seeds) are not beside this checkout")
    for (key,) in keys:
        found = tab.open(f"{server.base}/article/{key}")
        _is_quiet(found, server.base)
        text = ask(settings, f"SELECT text FROM articles WHERE article_id = '{key}'")[0][0]
        assert _shown(tab) == _plain(text)


def _shown(tab: Tab) -> str:
    """The text that the reader shows, without the numbers and signs that it puts into it."""
    return str(
        tab.evaluate(
            """[...document.querySelectorAll('.txt')].map(p => { const copy = p.cloneNode(true);
            copy.querySelectorAll('.ref, .ctl').forEach(e => e.remove()); return copy.textContent }).join('\\n')"""
        )
    )


def _plain(text: str) -> str:
    """A text as the reader shows it: what would steer the page is a sign there."""
    gone = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200B, 0x2060, 0xFEFF, 0x2028, 0x2029, 0x85, 7])
    return "\n".join(line.removesuffix("\r") for line in text.split("\n")).translate(gone)


def test_a_hostile_article_is_shown_and_does_nothing(server: Server, settings: Settings, tab: Tab) -> None:
    keys = ask(settings, "SELECT article_id FROM articles WHERE source_id LIKE '<b%' ORDER BY uri")
    assert len(keys) == 2
    groups = ask(settings, "SELECT DISTINCT quote_group_id FROM quotes JOIN articles USING (article_id) WHERE source_id LIKE '<b%'")
    names = ask(settings, "SELECT DISTINCT entity_id FROM entity_mentions JOIN articles USING (article_id) WHERE source_id LIKE '<b%'")
    paths = [f"/article/{key}" for (key,) in keys] + [f"/statement/{key}" for (key,) in groups] + [f"/entity/{key}" for (key,) in names]
    for path in [*paths, "/articles", "/quotes", "/quality", f"/search?q={quote('<script>')}", f"/sql?q={quote(HOSTILE_LINE)}"]:
        found = tab.open(server.base + path)
        _is_quiet(found, server.base)
        assert tab.evaluate("document.title") != "owned", path
        assert tab.evaluate("document.querySelectorAll('script, [onerror], [onload], [onclick], img, iframe, svg svg').length") == 0
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    tab.open(server.base + paths[0])
    text = next(t for (t,) in ask(settings, f"SELECT text FROM articles WHERE article_id = '{keys[0][0]}'"))
    assert _shown(tab) == _plain(text)


def test_a_page_that_tried_to_run_a_script_could_not(server: Server, tab: Tab) -> None:
    tab.open(server.base + "/")
    tab.evaluate("(() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s) })()")
    assert tab.evaluate("window.ran === undefined"), "the policy of the pages does not hold"


def test_layers_are_switched_without_a_script_and_by_keyboard(server: Server, settings: Settings, tab: Tab) -> None:
    ((key,),) = ask(settings, "SELECT article_id FROM articles WHERE uri LIKE '%ceasefire-tunis.txt'")
    tab.open(f"{server.base}/article/{key}")
    assert tab.evaluate("getComputedStyle(document.querySelector('.dropped')).display") != "none"
    assert tab.evaluate("getComputedStyle(document.querySelector('.l-event')).boxShadow") == "none"
    for layer in ("dropped", "event"):
        tab.evaluate(f"document.getElementById('layer-{layer}').focus()")
        tab.key("Space")
    assert tab.evaluate("getComputedStyle(document.querySelector('.dropped')).display") == "none"
    assert tab.evaluate("getComputedStyle(document.querySelector('.l-event')).boxShadow") != "none"


def test_the_first_tab_skips_to_the_content_and_focus_is_seen(server: Server, tab: Tab) -> None:
    tab.open(server.base + "/quotes")
    tab.key("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    assert tab.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    tab.key("Enter")
    assert tab.evaluate("location.hash") == "#main"
    tab.key("Tab")
    assert tab.evaluate("document.querySelector('main').contains(document.activeElement)")
    assert tab.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_a_passage_is_cited_by_its_address(server: Server, settings: Settings, tab: Tab) -> None:
    row = ask(settings, "SELECT article_id, start_char, end_char, text FROM quotes WHERE lang = 'ar' ORDER BY length(text) DESC LIMIT 1")[0]
    tab.open(f"{server.base}/article/{row[0]}?from={row[1]}&to={row[2]}#c{row[1]}")
    words = tab.evaluate("[...document.querySelectorAll('mark')].map(m => m.textContent).join('')")
    assert _plain(words) == _plain(row[3])
    assert tab.evaluate("(b => b.top >= 0 && b.top < innerHeight)(document.querySelector('mark').getBoundingClientRect())")


def test_arabic_is_drawn_from_right_to_left(server: Server, settings: Settings, tab: Tab) -> None:
    ((key,),) = ask(settings, "SELECT article_id FROM articles WHERE uri LIKE '%oman-nafi-salalah.html'")
    tab.open(f"{server.base}/article/{key}")
    number, text = (
        tab.evaluate(f"document.querySelector('.role-body .{name}').getBoundingClientRect().toJSON()") for name in ("lineno", "txt")
    )
    assert number["left"] >= text["right"] - 1, "the line numbers stand on the right of an Arabic text"
    why = tab.evaluate("(e => [getComputedStyle(e).direction, e.dir])(document.querySelector('.dropped .why'))")
    assert why == ["ltr", "ltr"]
    column, right, left = tab.evaluate(
        """(() => { const p = [...document.querySelectorAll('.role-body .txt')].find(p => p.getClientRects()[0].height > 60);
        const range = document.createRange(); range.selectNodeContents(p); const rects = [...range.getClientRects()];
        const low = Math.max(...rects.map(r => r.bottom)); const last = rects.filter(r => r.bottom > low - 8);
        return [p.getBoundingClientRect().right, Math.max(...last.map(r => r.right)), Math.min(...last.map(r => r.left))] })()"""
    )
    assert column - right < 4, "the last line of a paragraph begins at its right edge"
    assert left < right
    picture = tab.picture()
    assert _colours(picture) > 20, "the page is blank"


def _colours(png: bytes) -> int:
    """How many different rows of pixels a picture has: one that shows nothing has one."""
    data, at = b"", 8
    width = int.from_bytes(png[16:20], "big")
    while at < len(png):
        size = int.from_bytes(png[at : at + 4], "big")
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + size]
        at += 12 + size
    rows, channels = zlib.decompress(data), 3 if png[25] == 2 else 4
    line = width * channels + 1
    return len({rows[i : i + line] for i in range(0, len(rows), line)})


def test_a_person_fills_in_a_form_and_the_row_is_written(settings: Settings, tab: Tab, tmp_path: Path) -> None:
    """About a hostile quote: what stands in it does nothing on the pages with forms either."""
    pen = Pen(replace(settings, overrides=tmp_path / "overrides"), "Noor Haddad")
    ((key,),) = ask(settings, f"SELECT quote_id FROM quotes WHERE contains(text, '{HOSTILE_LINE[:8]}') LIMIT 1")
    with serving(settings.warehouse, pen) as server:
        _is_quiet(tab.open(f"{server.base}/judge/{key}"), server.base)
        tab.evaluate("document.querySelector('[name=name]').value = 'none'; document.querySelector('[name=why]').value = 'a test'; 1")
        _is_quiet(tab.follow("document.querySelector('.say button').click()"), server.base)
        assert "as it will stand" in tab.evaluate("document.querySelector('h2').textContent")
        assert not (tmp_path / "overrides" / "noor-haddad.csv").exists()
        _is_quiet(tab.follow("document.querySelector('form.act button').click()"), server.base)
        assert "noor-haddad.csv" in tab.evaluate("document.querySelector('[role=status]').textContent")
        assert "a test" in (tmp_path / "overrides" / "noor-haddad.csv").read_text(encoding="utf-8")
        _is_quiet(tab.open(f"{server.base}/judge"), server.base)
        assert tab.evaluate("document.title") != "owned"


@pytest.mark.parametrize(("width", "dark"), [(360, False), (360, True), (1200, True)])
def test_pages_fit_narrow_windows_and_dark_ones(server: Server, settings: Settings, tab: Tab, width: int, dark: bool) -> None:
    tab.size(width, 800, dark=dark)
    try:
        ((article,),) = ask(settings, "SELECT min(article_id) FROM articles WHERE lang = 'ar'")
        ((story,),) = ask(settings, "SELECT story_id FROM stories ORDER BY n_articles DESC, story_id LIMIT 1")
        for path in (
            "/",
            "/quotes",
            "/timeline",
            "/map",
            "/entities",
            "/quality",
            "/sql",
            "/dictionary",
            f"/article/{article}",
            f"/story/{story}",
        ):
            _is_quiet(tab.open(server.base + path), server.base)
            assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        brightness = tab.evaluate("getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/g).map(Number)[0]")
        assert (brightness < 60) is dark
    finally:
        tab.size(1200, 900)


def test_paper_has_the_text_and_no_controls(server: Server, settings: Settings, tab: Tab) -> None:
    ((key,),) = ask(settings, "SELECT min(article_id) FROM articles WHERE lang = 'en'")
    tab.size(1200, 900, dark=True, media="print")
    try:
        tab.open(f"{server.base}/article/{key}")
        for hidden in (".top nav", ".layers", ".find"):
            assert tab.evaluate(f"getComputedStyle(document.querySelector('{hidden}')).display") == "none"
        assert tab.evaluate("document.querySelector('.txt').getClientRects().length") > 0
        assert tab.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    finally:
        tab.size(1200, 900)


def test_the_static_site_opens_from_the_disk(tab: Tab, tmp_path: Path) -> None:
    settings = home(tmp_path, samples=False)
    for name in ("harbour-post/strike.txt", "sahifat-alwadi/jisr.txt"):
        (settings.raw / name).parent.mkdir()
        (settings.raw / name).write_text(CORPUS[name], encoding="utf-8")
        (settings.raw / name).with_name("source.toml").write_text("may_publish_text = true\n", encoding="utf-8")
    publish(settings)
    folder = site.write(settings, tmp_path / "site").folder
    pages = [
        *folder.glob("*.html"),
        *(page for below in ("article", "event", "entity", "table") for page in [*(folder / below).iterdir()][:2]),
    ]
    for path in pages:
        _is_quiet(tab.open(path.as_uri()), folder.as_uri())
        assert tab.evaluate("getComputedStyle(document.body).maxWidth") != "none", "the style sheet is not in force"
        assert tab.evaluate("document.title") != "owned"
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), path.name
