"""A short run of the fuzzer, and what longer ones found: each finding stands here as the smallest input that shows it."""

# ruff: noqa: E501 — inputs stand on one line

from __future__ import annotations

import gzip
import json
import time

import fuzz
import pytest

from pipeline.engines.work import CleanTask, Failure, clean_batch
from pipeline.ingest.origin import Origin
from pipeline.ingest.reading import read_payload
from pipeline.ingest.sources import parse_source
from pipeline.model import Document, Profile, Rejection, Source
from pipeline.text import tokenise

PROSE = "<p>Dockers in Rotterdam ended a nine-day strike on Monday after talks with the port authority, the union said.</p>"


def test_a_short_run_finds_nothing() -> None:
    fuzzer = fuzz.Fuzzer(None)
    fuzzer.go(15, seed=20_241_119)
    assert fuzzer.found == []
    assert fuzzer.counts["text"] > 3
    assert fuzzer.counts["bytes"] > 3


def test_the_fuzzer_tells_what_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: object) -> list[Failure]:
        return [Failure("art_0", "ValueError: no", "")]

    monkeypatch.setattr(fuzz, "clean_batch", fails)
    fuzzer = fuzz.Fuzzer(None)
    fuzzer.step("text", 1)
    assert len(fuzzer.found) == 1
    assert "ValueError: no" in fuzzer.found[0]

    def slow() -> None:
        until = time.process_time() + 0.4
        while time.process_time() < until:
            pass

    with pytest.raises(fuzz.FindingError, match="slow"):
        fuzz._expect(slow, 0.4, 100, 1e-6)


@pytest.mark.parametrize("control", ["\x01", "\x1b[2J", "\ufffe"])
@pytest.mark.parametrize("place", ["<div>a{0}<script>x</script>b{0}</div>", "<p>{0}<svg></svg>{0}</p>", "<title>{0}</title>"])
def test_control_characters_in_a_page(control: str, place: str) -> None:
    page = f"<html><body><h1>Dockers end strike</h1>{PROSE * 3}{place.format(control)}</body></html>"
    fuzz.check_bytes("a.html", page.encode(), None, b"")
    (document,) = read_payload(page.encode(), Origin("g/a.html", Source("g")), name="a.html")
    assert isinstance(document, Document)
    assert "Dockers in Rotterdam" in document.text


@pytest.mark.parametrize("bad", ["\\u0000", "\\ud800"])
@pytest.mark.parametrize("key", ["author", "headline", "publisher", "url", "datePublished"])
def test_what_a_page_says_of_itself_in_json(bad: str, key: str) -> None:
    script = f'<script type="application/ld+json">{{"@type": "NewsArticle", "{key}": "{bad}"}}</script>'
    fuzz.check_bytes("a.html", f"<html><head>{script}</head><body><h1>Dockers end strike</h1>{PROSE}</body></html>".encode(), None, b"")


def test_source_toml_with_nul_and_an_endless_key() -> None:
    source, problems = parse_source(b'name = "a\\u0000b"\n' + b"9" * 5_000 + b" = 1\n", "g", "g/source.toml")
    assert source.name == "a\ufffdb"
    assert [len(problem.message) < 300 for problem in problems] == [True]


@pytest.mark.parametrize("digits", ["²³", "①", "²", "٣", "𝟗", "9" * 5_000])
def test_digits_that_are_no_numbers(digits: str) -> None:
    for lang in ("en", "fr", "ar"):
        fuzz.check_text(f"Ilse Verbruggen, {digits}, of Rotterdam said on {digits} May {digits} that {digits} people left.", lang)


def test_a_table_in_an_encoding_of_host_names() -> None:
    fuzz.check_bytes("a.tsv", b"text\n" + "Cédille".encode("latin-1"), None, b"[table]\nencoding = 'idna'")


def test_what_stands_before_the_damage_of_a_gzip_file_is_read() -> None:
    payload = gzip.compress(json.dumps({"text": "The quay reopened on Monday."}).encode() + b"\n") + b"no gzip"
    found = list(read_payload(payload, Origin("g/a.jsonl.gz", Source("g")), name="a.jsonl.gz"))
    assert isinstance(found[0], Document)
    assert [result.error_code for result in found[1:] if isinstance(result, Rejection)] == ["bad_gzip"]


# Units that took time by the square of their number, within a sentence without end or over the whole article.
GROWING = [
    ("fr", "« "), ("fr", "“‘ "), ("fr", "– "), ("fr", ": "), ("fr", "' "), ("ar", '" '), ("fr", "frappe "), ("ar", 'استهدف " '), ("ar", "يتهم أنشيلوتيSt."),
    ("en", "Malaysia sent in the army near the Thai border."), ("en", "Rotterdam\n"), ("fr", "NATO ‹ pronostiquer\nWHO "),
    ("en", "Ilse Verbruggen of Peru said: “We left Chile.” Kenya attacked Ghana in Accra on Monday.\n"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "unit"), GROWING)
def test_four_times_the_text_is_no_more_than_some_times_the_time(lang: str, unit: str) -> None:
    few, many = ((unit * size)[:size] for size in (6_000, 24_000))
    fuzz.check_text(few, lang, thorough=False)
    short = max(0.05, min(fuzz._timed(lambda: fuzz.check_text(few, lang, thorough=False)) for _ in range(2)))
    long = min(fuzz._timed(lambda: fuzz.check_text(many, lang, thorough=False)) for _ in range(2))
    assert long < 9 * short


def test_a_sentence_without_end_is_cut_and_others_are_not() -> None:
    tokens = tokenise("word " * 2_000 + ". Next sentence. Last one.")
    sizes = [tokens.sentence.count(n) for n in range(tokens.sentence[-1] + 1)]
    assert max(sizes) <= 400
    assert sizes[-2:] == [3, 3]
    assert sorted(tokens.sentence) == list(tokens.sentence)
    assert set(tokenise("One two. " * 500).sentence) == set(range(500))
    (article,) = clean_batch([CleanTask(fuzz.document("word " * 5_000, "en"), Profile())])
    assert not isinstance(article, Failure)
