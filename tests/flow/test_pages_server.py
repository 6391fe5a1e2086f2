"""The pages, asked for over HTTP: every page there is, what is not there, hostile text, guarded SQL, a version published in between."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urlsplit

import pyarrow.parquet as pq
import pytest
from invented_corpus import CORPUS
from pages_server import HOSTILE_LINE, Answer, Server, home, publish, serving
from published import ask

from pipeline.defs.build import build_defs
from pipeline.explorer import site
from pipeline.explorer.catalogue import PAGES
from pipeline.settings import Settings

NAME = "Ilse Verbruggen"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A small corpus in three languages, with hostile articles, published."""
    found = home(tmp_path_factory.mktemp("pages"), samples=False)
    for name, content in CORPUS.items():
        path = found.raw / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    (found.raw / "harbour-post/source.toml").write_text("may_publish_text = true\n", encoding="utf-8")
    found.overrides.mkdir()
    judged = f'kind,name,value,who,when,why\nalias,{NAME},I. Verbruggen,N. Haddad,2025-06-02,"her by-line elsewhere"\n'
    (found.overrides / "harbour.csv").write_text(judged, encoding="utf-8")
    publish(found)
    return found


@pytest.fixture(scope="module")
def server(settings: Settings) -> Iterator[Server]:
    with serving(settings.warehouse) as found:
        yield found


def _one(settings: Settings, sql: str) -> str:
    return str(ask(settings, sql)[0][0])


class _Outline(HTMLParser):
    """What a page is made of: elements with attributes, and ids."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in {"meta", "link", "input", "br", "img"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.elements if name == tag]


def _sound(answer: Answer) -> _Outline:
    """What holds for every page: well formed, no script or style of its own, labelled, its ids its own."""
    page = _Outline(answer.text)
    assert page.wrong == []
    assert page.open == []
    assert not {"script", "style", "iframe", "object", "embed", "base"} & {name for name, _ in page.elements}
    assert not {key for _, attrs in page.elements for key in attrs if key.startswith("on") or key == "style"}
    assert [n for n, count in Counter(a["id"] for _, a in page.elements if a.get("id")).items() if count > 1] == []
    assert len(page.of("main")) == len(page.of("h1")) == 1
    labelled = {a.get("for") for a in page.of("label")}
    for field in [*page.of("input"), *page.of("select"), *page.of("textarea")]:
        assert field.get("type") in ("hidden", "checkbox") or field["id"] in labelled
    assert all(a.get("scope") for a in page.of("th"))
    assert all(not href or not href.lower().startswith(("javascript:", "data:")) for href in (a.get("href") for a in page.of("a")))
    return page


def test_every_page_answers_and_every_link_leads_somewhere(server: Server) -> None:
    waiting, seen, kinds = ["/", f"/search?q={quote(NAME)}"], set[str](), Counter[str]()
    while waiting:
        path = waiting.pop().partition("#")[0]
        kind = urlsplit(path).path.split("/")[1] or "home"
        if path in seen or (kind == "sql" and "q=" in path) or kinds[kind] > 7:
            continue
        seen.add(path)
        kinds[kind] += 1
        answer = server.get(path)
        assert answer.status == 200, (path, answer.text[:2000])
        if not path.startswith("/static/"):
            _sound(answer)
            assert "Data as of" in answer.text
            assert "The SQL behind this page" in answer.text
            waiting += [href for href in answer.links if href.startswith("/")]
    assert set(PAGES) | {"sql", "static"} <= set(kinds)


def test_headers_keep_scripts_frames_and_other_sites_out(server: Server) -> None:
    answer = server.get("/")
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert server.get("/", {"Host": "pages.example"}).status == 421
    assert server.get("/", {"Host": "127.0.0.1.evil.example:80"}).status == 421
    assert server.get("/", {"Host": "localhost:3002"}).status == 200
    assert server.get("/", {"Host": "[::1]:3002"}).status == 200
    assert server.get("/", method="POST").status == server.get("/", method="DELETE").status == 405
    assert server.get("/", method="HEAD").body == b""
    assert server.get("/static/pages.css", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}).status == 403
    assert server.get("/none", {"Host": "x"}).headers["content-security-policy"] == policy


@pytest.mark.parametrize(
    "path", ["/none", "/article/art_none", "/entity/..%2f..%2fetc", "/statement/%3Cscript%3E", "/static/../app.py", "/static/none"]
)
def test_what_is_not_there_is_told_in_words(server: Server, path: str) -> None:
    answer = server.get(path)
    assert answer.status == 404
    assert "<h1>There is no" in answer.text
    assert "<script>" not in answer.text


@pytest.mark.parametrize("path", ["/quotes?since=yesterday", "/articles?page=0", "/timeline?outlets=many", "/search?q=" + "x" * 300])
def test_an_address_that_means_nothing_is_refused_in_words(server: Server, path: str) -> None:
    answer = server.get(path)
    assert answer.status == 400
    assert "Write" in answer.text or "no number" in answer.text


def test_the_reader_shows_text_verdicts_and_what_was_found(server: Server, settings: Settings) -> None:
    key = _one(settings, "SELECT article_id FROM articles WHERE uri = 'harbour-post/strike.txt'")
    page = server.get(f"/article/{key}").text
    assert "said a" not in page
    lines = re.findall(r'<li id="L\d+" class="line (kept|dropped) role-(\w+)">.*?<p class="txt">(.*?)</p>', page, re.DOTALL)
    bare = [re.sub(r'<a class="ref.*?</a>', "", text) for *_, text in lines]
    text = _one(settings, f"SELECT text FROM articles WHERE article_id = '{key}'")
    assert [re.sub(r"<[^>]*>", "", t).replace("&#34;", '"') for t in bare] == text.split("\n")
    assert ("dropped", "navigation") in {(verdict, role) for verdict, role, _ in lines}
    assert re.search(r'class="why".*?<b>navigation</b>', page)
    assert NAME in page
    start = text.index("nine-day strike")
    marked = server.get(f"/article/{key}?from={start}&to={start + 15}").text
    assert "".join(re.findall(r"<mark[^>]*>(.*?)</mark>", marked)) == "nine-day strike"
    assert re.search(rf'<mark[^>]* id="c{start}"', marked)


def test_a_long_text_comes_in_parts_and_a_passage_opens_its_own(tmp_path: Path) -> None:
    settings = home(tmp_path, samples=False)
    shutil.rmtree(settings.raw)
    body = "\n\n".join(
        f"Dockers in Rotterdam ended strike number {n} on Monday, and the port said that work would go on." for n in range(900)
    )
    (settings.raw / "post").mkdir(parents=True)
    (settings.raw / "post/long.txt").write_text(f"Dockers end strikes\n\n{body}\n", encoding="utf-8")
    publish(settings)
    key = _one(settings, "SELECT article_id FROM articles")
    start = len(f"Dockers end strikes\n\n{body}") - 40
    with serving(settings.warehouse) as server:
        first, last = server.get(f"/article/{key}").text, server.get(f"/article/{key}?from={start}&to={start + 4}").text
    assert "Part 1 of 2" in first
    assert "strike number 0 " in re.sub(r"<[^>]*>", "", first)
    assert "Part 2 of 2" in last
    assert f'id="c{start}"' in last


def test_arabic_stands_from_right_to_left_within_a_page_that_does_not(server: Server, settings: Settings) -> None:
    key = _one(settings, "SELECT article_id FROM articles WHERE lang = 'ar'")
    page = _sound(server.get(f"/article/{key}"))
    assert page.of("html")[0]["dir"] == "ltr"
    assert page.of("ol")[0]["class"] == "lines"
    assert (page.of("ol")[0]["lang"], page.of("ol")[0]["dir"]) == ("ar", "rtl")
    assert {a["dir"] for a in page.of("bdi")} <= {"rtl", "ltr", "auto"}
    assert all(a["dir"] == "ltr" for a in page.of("p") if a.get("class") == "why")


def test_hostile_text_is_text_on_every_page(server: Server, settings: Settings) -> None:
    key = _one(settings, "SELECT article_id FROM articles WHERE uri LIKE '%strike.txt' AND source_id LIKE '<b%'")
    note = _one(settings, "SELECT article_id FROM articles WHERE external_id = 'x1'")
    said = _one(settings, f"SELECT quote_group_id FROM quotes WHERE article_id = '{key}' AND text LIKE '%<script>%'")
    asked = (
        f"/search?q={quote('<script>')}",
        f"/quotes?words={quote(HOSTILE_LINE)}",
        f"/sql?q={quote(HOSTILE_LINE)}",
        f"/sql?q={quote('FROM articles')}",
    )
    for path in (f"/article/{key}", f"/article/{note}", f"/statement/{said}", "/quotes", "/articles", "/quality", "/stories", *asked):
        answer = server.get(path)
        assert answer.status == 200, path
        _sound(answer)
        assert "49" not in re.findall(r"onerror.{0,40}?(49)", answer.text), path
    page = server.get(f"/article/{key}").text
    assert "&lt;script&gt;" in page
    assert "\u202e" not in page
    assert ">RLO</span>" in page
    assert ">LRI</span>" in page


def test_what_a_program_attributed_is_marked_until_somebody_has_reviewed_it(server: Server, settings: Settings) -> None:
    judged = _one(settings, f"SELECT entity_id FROM entities WHERE name = '{NAME}'")
    other = _one(settings, "SELECT entity_id FROM entities WHERE name LIKE '%Quispe'")
    head = re.compile(r'<p class="lead">.*?</p>', re.DOTALL)
    assert 'class="reviewed"' in head.search(server.get(f"/entity/{judged}").text)[0]
    assert "N. Haddad" in server.get(f"/entity/{judged}").text
    assert 'class="made"' in head.search(server.get(f"/entity/{other}").text)[0]
    quotes = server.get("/quotes").text
    assert quotes.count('<article class="quote">') == quotes.split('<footer class="foot">')[0].count('class="made"')


def test_a_search_finds_a_name_in_every_script_and_words_in_any_case(server: Server) -> None:
    page = server.get(f"/search?q={quote('Tomas Quispe')}").text
    assert "<mark>Tomas Quispe</mark>" in page
    assert "<mark>توماس كيسبي</mark>" in page
    assert "<mark>Senate</mark> of Kenya rejects the levy" in server.get(f"/search?q={quote('senate LEVY')}").text


def test_quotes_can_be_narrowed(server: Server) -> None:
    def n(path: str) -> int:
        return server.get(path).text.count('<article class="quote">')

    everything = n("/quotes")
    assert n(f"/quotes?name={quote('verbruggen')}") == n(f"/quotes?name={quote('VERBRUGGEN')}") > 0
    assert 0 < n("/quotes?lang=ar") < everything
    assert n("/quotes?since=2030-01-01") == 0
    assert 0 < n("/quotes?source=harbour-post") < everything
    assert n("/quotes?words=agreement") == 1


def test_one_question_is_answered_within_bounds(server: Server) -> None:
    page = server.get(f"/sql?q={quote('SELECT 6 * 7 AS n, NULL AS nothing')}").text
    assert ">42</bdi></td>" in page
    cut = server.get(f"/sql?q={quote('FROM range(5000)')}").text
    assert "200 rows, cut" in cut
    for bad in (
        "SELECT 1; SELECT 2",
        "DROP TABLE articles",
        "FROM read_text('/etc/passwd')",
        "COPY articles TO '/tmp/x'",
        "SELECT nothing",
    ):
        answer = server.get(f"/sql?q={quote(bad)}")
        assert 'role="alert"' in answer.text, bad
        assert "root:" not in answer.text
    assert (
        'role="alert"' in server.get(f"/sql?q={quote('SELECT 6 * 7')}", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}).text
    )
    assert "who_said_what" in server.get("/sql").text
    assert "SELECT" in server.get("/sql?name=who_said_what").text


def test_an_answer_can_be_taken_away_as_csv_and_parquet(server: Server) -> None:
    sql = quote("SELECT '=HYPERLINK(1)' AS formula, 'تونس' AS name, n FROM range(300) AS t(n)")
    answer = server.get(f"/sql.csv?q={sql}")
    assert "attachment" in answer.headers["content-disposition"]
    assert answer.body.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig"), newline="")))
    assert (len(rows), rows[1]) == (301, ["'=HYPERLINK(1)", "تونس", "0"])
    table = pq.read_table(io.BytesIO(server.get(f"/sql.parquet?q={sql}").body))
    assert (table.num_rows, table.column("name")[0].as_py()) == (300, "تونس")
    assert server.get("/sql.csv?q=DROP").status == 400
    assert server.get(f"/sql.csv?q={sql}", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}).status == 403


def test_the_sql_behind_a_page_runs_as_it_is_shown(server: Server) -> None:
    shown = [href for href in server.get(f"/quotes?name={quote(NAME)}").links if href.startswith("/sql?q=")]
    assert len(shown) >= 3
    for href in shown:
        answer = server.get(href)
        assert 'role="alert"' not in answer.text, href
        assert "<table" in answer.text


def test_a_version_published_meanwhile_is_seen_by_the_next_request(tmp_path: Path, settings: Settings) -> None:
    mine = home(tmp_path, samples=False)
    shutil.rmtree(mine.raw)
    (mine.raw / "post").mkdir(parents=True)
    (mine.raw / "post/one.txt").write_text(CORPUS["harbour-post/strike.txt"], encoding="utf-8")
    publish(mine)
    with serving(mine.warehouse) as server:
        before = server.get("/articles").text
        (mine.raw / "post/two.txt").write_text(CORPUS["harbour-post/vote.txt"], encoding="utf-8")
        publish(mine)
        after = server.get("/articles").text
        assert ("Senate of Kenya" in before, "Senate of Kenya" in after) == (False, True)
        key = _one(mine, "SELECT article_id FROM articles WHERE title LIKE 'Dockers%'")
        (mine.raw / "post/one.txt").write_text(CORPUS["harbour-post/strike.txt"].replace("nine-day", "ten-day"), encoding="utf-8")
        publish(mine)
        old = server.get(f"/article/{key}")
        assert old.status == 410
        assert [href for href in old.links if href.startswith("/article/")]
        mine.warehouse.unlink()
        gone = server.get("/")
        assert gone.status == 503
        assert "dateline run" in gone.text


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_command_serves_on_this_machine_until_it_is_stopped(settings: Settings, tmp_path: Path, number: signal.Signals) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "pipeline.cli", "serve", "--port", str(port), "--allowed-host", "pages.example"]
    environment = {**os.environ, "DATELINE_HOME": str(settings.home), "DATELINE_RAW": str(settings.raw)}
    with subprocess.Popen(command, env=environment, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        try:
            assert f"http://127.0.0.1:{port}" in process.stdout.readline()
            server, deadline = Server(port), time.monotonic() + 30
            while time.monotonic() < deadline and not _listens(port):
                time.sleep(0.1)
            assert server.get("/", {"Host": "pages.example"}).status == 200
            assert server.get("/", {"Host": "other.example"}).status == 421
            second = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
            assert (second.returncode, "taken" in second.stderr) == (3, True)
        finally:
            process.send_signal(number)
        assert process.wait(20) == 0
        assert process.stdout.read() == ""


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_the_static_site_links_to_itself_and_keeps_texts_back(tmp_path: Path, settings: Settings) -> None:
    written = site.write(settings, tmp_path / "site")
    pages = {path: Answer(200, {}, path.read_bytes()) for path in written.folder.rglob("*.html")}
    assert (written.sources, len(pages)) == (("harbour-post",), written.n_pages)
    for path, answer in pages.items():
        _sound(answer)
        for href in answer.links:
            if not href.startswith(("#", "https://")):
                assert (path.parent / href.partition("#")[0]).is_file(), (path.name, href)
    whole = _one(settings, "SELECT article_id FROM articles WHERE uri = 'harbour-post/strike.txt'")
    kept = _one(settings, "SELECT article_id FROM articles WHERE uri = 'courrier-du-delta/pont.txt'")
    assert '<ol class="lines"' in pages[written.folder / f"article/{whole}.html"].text
    assert '<ol class="lines"' not in pages[written.folder / f"article/{kept}.html"].text
    assert site.write(settings, tmp_path / "site").n_pages == written.n_pages
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/keep.txt").touch()
    with pytest.raises(site.SiteError, match="something else"):
        site.write(settings, tmp_path / "mine")
    assert (tmp_path / "mine/keep.txt").is_file()


def test_the_site_is_an_asset_with_a_job_of_its_own(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    for key in ("home", "raw", "warehouse"):
        monkeypatch.setenv(f"DATELINE_{key.upper()}", str(getattr(settings, key)))
    definitions = build_defs()
    assert "site" not in {key.to_user_string() for key in definitions.resolve_job_def("reingest").asset_layer.executable_asset_keys}
    config = {"ops": {"site": {"config": {"full_texts": True}}}, "loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
    result = definitions.resolve_job_def("write_site").execute_in_process(run_config=config)
    metadata = result.asset_materializations_for_node("site")[0].metadata
    pages = list((settings.home / "site").rglob("*.html"))
    assert metadata["n_pages"].value == len(pages)
    assert metadata["n_outlets_with_texts"].value == 5
    assert all('class="lines"' in path.read_text(encoding="utf-8") for path in pages if path.parent.name == "article")
