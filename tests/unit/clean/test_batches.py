"""Many documents at once give what each gives alone, in any company and order."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from clean_documents import text_document
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.clean import clean, clean_many
from pipeline.clean.document import NO_PROFILE
from pipeline.clean.likelihood import judged, odds_of, weights
from pipeline.clean.measures import CODES, Measures, measure
from pipeline.clean.overlap import Stems, shared_with_body, shared_with_nearest, stems_of
from pipeline.clean.prose import best_run
from pipeline.clean.shapes import could_be_headlines
from pipeline.clean.surroundings import Columns, best_runs, pages_of
from pipeline.clean.table import steady_of, table_of

DUMPS = [p.read_text(encoding="utf-8") for p in sorted((Path(__file__).parent / "dumps").glob("*.txt"))]


@pytest.mark.parametrize("seed", range(3))
def test_the_company_of_a_document_changes_nothing(seed: int) -> None:
    texts = [*DUMPS, "", "\n\n", "One line only.", "漢字の行だけです。\n\n次の行。"]
    alone = {text: clean(text_document(text)) for text in texts}
    random.Random(seed).shuffle(texts)
    for text, article in zip(texts, clean_many([(text_document(t), NO_PROFILE) for t in texts]), strict=True):
        assert article == alone[text]


@given(st.lists(st.text(max_size=300), max_size=6))
@settings(max_examples=60, deadline=None)
def test_any_texts_together_and_alone(texts: list[str]) -> None:
    together = clean_many([(text_document(t), NO_PROFILE) for t in texts])
    assert together == [clean(text_document(t)) for t in texts]


@given(st.lists(st.lists(st.text(alphabet="aB1 .,:!?«»漢字مر\U0001f600", min_size=1, max_size=60), max_size=8), max_size=4))
@example([["aaaa bbbb"], ["!BBBB aaaa", "aaaa BBBB"]])  # a name behind one sign: what stands two before it is of no line, or of another
@settings(max_examples=60, deadline=None)
def test_tables_are_finite_and_hang_on_their_document_alone(pages: list[list[str]]) -> None:
    pages = [[line for line in page if line.strip()] for page in pages]
    flat, numbers = [line for page in pages for line in page], [n for n, page in enumerate(pages) for _ in page]
    m = measure(flat, numbers, [0] * len(flat))
    table = _table(m)
    at = 0
    for page in pages:
        own = measure(page, [0] * len(page), [0] * len(page))
        alone = _table(own)
        for name, values in alone.items():
            assert np.isfinite(values).all(), name
            assert (table[name][at : at + len(page)] == values).all(), name
        at += len(page)


def _table(m: Measures) -> Columns:
    s, p = stems_of(m), pages_of(m.document)
    return table_of(m, s, p, steady_of(m, s, p, ["ar"] * (int(m.document.max(initial=0)) + 1)))


def test_shapes_of_lines_in_three_scripts() -> None:
    lines = ["THE COUNCIL MEETS", "قال الوزير إن الميناء سيفتح غدا.", "漢字とかなの見出し", "- first item,", '"Why now?"']
    m = measure(lines, [0] * 5, [0] * 5)
    assert m.columns["all_capitals"].tolist() == [1, 0, 0, 0, 0]
    assert m.is_wide.tolist() == [False, False, True, False, False]
    assert m.columns["stop"].tolist() == [0, 1, 0, 0, 1]  # behind the closing mark stands a sentence's end
    assert m.columns["asks"].tolist() == [0, 0, 0, 0, 1]
    assert m.columns["bullet"].tolist() == [0, 0, 0, 1, 0]
    assert m.columns["comma"].tolist() == [0, 0, 0, 1, 0]
    assert m.n_words.tolist() == [3, 6, 1, 2, 2]
    assert m.size[2] > 2 * len(lines[2])


def test_stems_meet_across_case_accents_articles_and_scripts_without_spaces() -> None:
    lines = ["Les élections municipales", "Elections", "الميناء الجديد", "ميناء جديد", "水道料金", "料金の値上げ", "nothing alike"]
    m = measure(lines, [0] * 7, [0] * 7)
    s = stems_of(m)
    here = np.arange(7)
    before, behind = shared_with_nearest(s, np.ones(7, np.bool_), here - 1, np.where(here < 6, here + 1, -1))
    assert (behind[[0, 2, 4]] > 0).all()
    assert (before[[1, 3, 5]] > 0).all()
    assert before[[0, 2, 4, 6]].tolist() == behind[[1, 3, 5, 6]].tolist() == [0, 0, 0, 0]
    body = shared_with_body(s, np.array([True, False, True, False, True, False, False]))
    assert body.words[1] == 1  # "Elections" stands in the body
    assert body.words[0] == 0  # a line is no witness for itself
    assert body.words[6] == 0


def _share(s: Stems, line: int, other: int) -> float:
    own, its = set(s.stem[s.line == line].tolist()), set(s.stem[s.line == other].tolist())
    return len(own & its) / max(len(own), 1) if other >= 0 else 0.0


@given(st.lists(st.lists(st.tuples(st.text(alphabet="abcd efgh 漢字", min_size=1, max_size=40), st.booleans()), max_size=6), max_size=3))
@settings(max_examples=60, deadline=None)
def test_shares_of_the_nearest_lines_are_those_of_sets(pages: list[list[tuple[str, bool]]]) -> None:
    pages = [[(line, flag) for line, flag in page if line.strip()] for page in pages]
    numbers = [n for n, page in enumerate(pages) for _ in page]
    m = measure([line for page in pages for line, _ in page], numbers, [0] * len(numbers))
    s, p, flag = stems_of(m), pages_of(m.document), np.array([flag for page in pages for _, flag in page], np.bool_)
    before, behind = p.last(flag), p.next(flag)
    found = shared_with_nearest(s, flag, before, behind)
    for shares, lines in zip(found, (before, behind), strict=True):
        wanted = [_share(s, i, int(other)) for i, other in enumerate(lines)]
        assert shares.tolist() == np.array(wanted, np.float32).tolist()


def test_title_odds_of_headlines_are_those_of_all_lines() -> None:
    lines = [line.strip() for text in DUMPS for line in text.split("\n") if line.strip()]
    numbers = [n for n, text in enumerate(DUMPS) for line in text.split("\n") if line.strip()]
    m = measure(lines, numbers, [0] * len(lines))
    s, p = stems_of(m), pages_of(m.document)
    langs = ["en"] * len(DUMPS)
    full = weights().title.odds(judged(m, s, p, steady_of(m, s, p, langs), weights())[1])
    asked = could_be_headlines(m)
    assert 0 < asked.sum() < len(lines)
    assert odds_of(m, langs).title.tolist() == np.where(asked, full, 0).tolist()


def test_words_of_one_document_are_no_words_of_another() -> None:
    m = measure(["harbour council", "harbour council"], [0, 1], [0, 0])
    assert shared_with_body(stems_of(m), np.array([True, True])).words.tolist() == [0, 0]


@given(st.lists(st.lists(st.integers(-5, 5), min_size=1, max_size=12), min_size=1, max_size=4))
def test_runs_of_a_batch_are_those_of_each_document(weights: list[list[int]]) -> None:
    numbers = np.array([n for n, part in enumerate(weights) for _ in part])
    first, end = best_runs(np.array([w for part in weights for w in part]), pages_of(numbers))
    at = 0
    for part in weights:
        low, high = best_run(part)
        assert (int(first[at]) - at, int(end[at]) - at) == (low, high)
        at += len(part)


def test_every_role_that_settles_has_a_code() -> None:
    assert len(set(CODES.values())) == len(CODES)
    assert min(CODES.values()) == 1
