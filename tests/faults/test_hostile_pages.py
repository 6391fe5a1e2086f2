"""Hostile pages cost themselves: the run goes on, other documents are published, and a row says what is wrong.

Everything here goes through the command `dateline run` in a home of its own. `PAGES`: name → (markup, what becomes of it:
`read`, or an error code); those that are read hold an article, which must come out whole.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from published import ask

from pipeline import settings as settings_module
from pipeline.settings import Settings

SENTENCES = (
    "The dam at Kariba holds, said Tendai Moyo, an engineer of the river authority, after a week of rain.",
    "Water stood eleven metres below the spillway on Tuesday, four metres higher than in the year before.",
    "Zambia and Zimbabwe will open two gates in February if the rain goes on, the authority wrote.",
)
ARTICLE = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
TITLE = "<h1>Kariba dam holds after rain</h1>"


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>Kariba</title>{head}</head><body>{body}</body></html>"


def attributes(n: int, value: str = "x") -> str:
    return " ".join(f'a{i}="{value}"' for i in range(n))


PAGES: dict[str, tuple[str, str]] = {
    "deep": (page("<div>" * 100_000 + TITLE + ARTICLE + "</div>" * 100_000), "read"),
    "deep_in_the_middle": (page(TITLE + SENTENCES[0] + "<div>" * 6_000 + ARTICLE + "</div>" * 6_000), "read"),
    "never_closed": (page("<div>" * 100_000 + TITLE + ARTICLE), "read"),
    "inline": (page("<b>" * 100_000 + TITLE + ARTICLE), "read"),
    "tables": (page("<table><tr><td>" * 30_000 + TITLE + ARTICLE), "read"),
    "deceptive": (page("<div></span>" * 50_000 + TITLE + ARTICLE), "read"),
    "attributes": (page(f"<div {attributes(200_000)}>{TITLE}{ARTICLE}</div>"), "read"),
    "attributes_of_an_unclosed_tag": (page(f"{TITLE}{ARTICLE}<div {attributes(200_000)}"), "read"),
    "comments": (page(TITLE + ARTICLE + "<!-- x" * 500_000), "read"),
    "comments_before": (page("<!-- " * 100_000 + TITLE + ARTICLE), "read"),
    "declarations": (page("<!" * 100_000 + ">" + TITLE + ARTICLE), "read"),
    "quotes": (page('<a b="c ' * 20_001 + '">' + TITLE + ARTICLE), "read"),
    "entities": (
        '<!DOCTYPE html [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
        + page(TITLE + ARTICLE + "<p>&c;&c;&c; &#0; &#xD800; &#x110000; &#99999999999999999999;</p>"),
        "read",
    ),
    "nul": (page(TITLE + ARTICLE.replace("</p>", "</p>\x00\x00")), "read"),
    "json": (page(TITLE + ARTICLE, '<script type="application/ld+json">' + '[{"@graph":' * 50_000 + "</script>"), "read"),
    "tiny_elements": (page("<b>a</b>" * 1_000_000), "too_complex"),
    "lines": (page("<br>a" * 240_000), "too_complex"),
    "in_a_drawing": (page("<svg>" * 20_000 + TITLE + ARTICLE * 3), "lost_in_parsing"),
    "in_a_script": (page("<script>" + TITLE + ARTICLE * 3), "lost_in_parsing"),
    "nothing": (page("<script>render()</script><div id=app></div>"), "empty_page"),
    "one_line": (page("<p>" + "word of a line " * 3_400_000), "too_large"),
}
NEIGHBOURS = {
    "gazette/before.html": page("<h1>Ferry to Zanzibar resumes</h1><p>The ferry from Dar es Salaam to Zanzibar resumed on Monday.</p>"),
    "gazette/zebra.txt": "Port of Beira reopens\n\nBEIRA - The port of Beira reopened on 4 March 2024, said Inês Machava, its director.\n",
}
# Bytes in no or the wrong encoding: what they hold is settled by decoding, before there is a page.
ENCODINGS: dict[str, tuple[bytes, str]] = {
    "utf16": (page(ARTICLE).encode("utf-16"), "read"),
    "says_utf8_is_1252": (page("<p>Le député de Thiès a été réélu à l’unanimité, a annoncé le préfet.</p>" * 3).encode("cp1252"), "read"),
    "cut_in_a_character": (page(ARTICLE + "<p>Zürich, Genève, Delémont, Écublens</p>").encode()[:-20] + "é".encode()[:1], "read"),
    "noise": (bytes(range(128, 256)) * 400, "undecodable"),
    "zeros": (b"\x00" * 100_000, "binary"),
}


def cli(settings: Settings, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ, "DATELINE_HOME": str(settings.home), "DATELINE_RAW": str(settings.raw), "DATELINE_WAREHOUSE": str(settings.warehouse),
        "DATELINE_PAGE_SECONDS": "120",
    }  # fmt: skip
    command = [sys.executable, "-m", "pipeline.cli", *arguments]
    return subprocess.run(command, env=environment, cwd=settings.raw.parent, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, subprocess.CompletedProcess[str]]:
    """All pages in one raw folder, and one run."""
    folder = tmp_path_factory.mktemp("hostile")
    settings = settings_module.load({}, environ={"DATELINE_HOME": str(folder / "home"), "DATELINE_RAW": str(folder / "raw")}, cwd=folder)
    files = {name: text.encode() for name, text in NEIGHBOURS.items()}
    files |= {f"gazette/{name}.html": text.encode() for name, (text, _) in PAGES.items()}
    files |= {f"gazette/{name}.html": content for name, (content, _) in ENCODINGS.items()}
    for name, content in files.items():
        path = settings.raw / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return settings, cli(settings, "run")


def texts(settings: Settings) -> dict[str, str]:
    return {Path(str(uri)).stem: str(text) for uri, text in ask(settings, "SELECT uri, text FROM articles")}


def errors(settings: Settings) -> dict[str, tuple[str, str, str]]:
    rows = ask(settings, "SELECT uri, error_code, message, hint FROM ingest_errors WHERE NOT is_resolved AND error_code <> 'damaged_text'")
    return {Path(str(uri)).stem: (str(code), str(message), str(hint)) for uri, code, message, hint in rows}


def test_the_run_goes_on_and_says_that_something_failed(ran: tuple[Settings, subprocess.CompletedProcess[str]]) -> None:
    settings, done = ran
    assert done.returncode == 1, done.stdout + done.stderr
    assert {"before", "zebra"} <= set(texts(settings))


@pytest.mark.parametrize("name", [name for name, (_, outcome) in PAGES.items() if outcome == "read"])
def test_an_article_comes_out_of_it_whole(name: str, ran: tuple[Settings, subprocess.CompletedProcess[str]]) -> None:
    settings, _ = ran
    text = texts(settings).get(name)
    assert text is not None, errors(settings).get(name)
    # One line a paragraph, in order.
    assert [line for line in text.split("\n") if line in SENTENCES][-3:] == list(SENTENCES)


REJECTED = {name: outcome for name, (_, outcome) in (*PAGES.items(), *ENCODINGS.items()) if outcome != "read"}


@pytest.mark.parametrize(("name", "code"), REJECTED.items(), ids=REJECTED)
def test_a_row_says_what_is_wrong_and_what_to_do(name: str, code: str, ran: tuple[Settings, subprocess.CompletedProcess[str]]) -> None:
    settings, _ = ran
    found, message, hint = errors(settings)[name]
    assert found == code
    assert f"gazette/{name}.html" in message
    assert len(message) < 400
    assert len(hint) > 20
    assert name not in texts(settings)


@pytest.mark.parametrize("name", [name for name, (_, outcome) in ENCODINGS.items() if outcome == "read"])
def test_a_broken_encoding_costs_a_character_at_most(name: str, ran: tuple[Settings, subprocess.CompletedProcess[str]]) -> None:
    text = texts(ran[0])[name]
    assert text.count("\ufffd") <= 1
    assert "Thiès a été réélu" in text if name == "says_utf8_is_1252" else SENTENCES[2] in text


def test_every_file_is_accounted_for(ran: tuple[Settings, subprocess.CompletedProcess[str]]) -> None:
    settings, _ = ran
    files = {path.stem for path in (settings.raw / "gazette").iterdir()}
    assert set(texts(settings)) | set(errors(settings)) == files
    assert not set(texts(settings)) & set(errors(settings))


def test_the_next_run_does_not_try_in_vain(ran: tuple[Settings, subprocess.CompletedProcess[str]]) -> None:
    settings, _ = ran
    before = ask(settings, "SELECT uri, error_code, last_seen_at FROM ingest_errors ORDER BY ALL")
    again = cli(settings, "run")
    assert again.returncode == 0, again.stdout + again.stderr
    assert ask(settings, "SELECT uri, error_code, last_seen_at FROM ingest_errors ORDER BY ALL") == before
