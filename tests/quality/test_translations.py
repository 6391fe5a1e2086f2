"""Translations of statements of our own (translations/open.tsv, held.tsv): which of a speaker's words are one statement in three languages.

`python tests/quality/test_translations.py [-v]` prints the figures, with -v the pairs of the open half that were missed or false and
what their words were taken for. The errors of the held half are read by nobody: it says whether what the open one taught holds elsewhere.

A pool is one speaker within two days, so that all of its statements are compared. No entity is marked: the words alone decide.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path

import pandas as pd
import pytest

from pipeline.resolve.likeness import overlap
from pipeline.resolve.quotes import group
from pipeline.resolve.wording import Wording, read

FOLDER = Path(__file__).parent / "translations"
LANGS = ("en", "fr", "ar")
PAIRS = (("en", "fr"), ("en", "ar"), ("fr", "ar"))
# F1 by half and pair of languages, slightly below what is reached; they only go up. No half may join more than two in a hundred wrongly.
FLOORS: dict[tuple[str, str, str], float] = {
    ("open", "en", "fr"): 0.0,
    ("open", "en", "ar"): 0.0,
    ("open", "fr", "ar"): 0.0,
    ("held", "en", "fr"): 0.0,
    ("held", "en", "ar"): 0.0,
    ("held", "fr", "ar"): 0.0,
}
PRECISION = 0.98
Key = tuple[str, int, str]  # pool, n, lang


def statements(half: str) -> dict[Key, str]:
    """The texts of a half; a cell that is empty was never said in that language."""
    table = pd.read_csv(FOLDER / f"{half}.tsv", sep="\t", comment="#", keep_default_na=False, quoting=3)
    return {(row["pool"], int(row["n"]), lang): row[lang] for _, row in table.iterrows() for lang in LANGS if row[lang]}


def wordings_of(texts: dict[Key, str]) -> dict[Key, Wording]:
    return {key: read(text, key[2]) for key, text in texts.items()}


def groups_of(wordings: dict[Key, Wording]) -> dict[Key, str]:
    """The statement that each text was put in, by the way of the corpus floor. Articles: one a pool, language and statement."""
    unit = {key: (f"{key[0]}.{key[1]}.{key[2]}", 0) for key in wordings}
    units = pd.DataFrame(
        [(unit[k][0], 0, k[0], date(2025, 3, 1 + LANGS.index(k[2])), 0, True) for k in wordings],
        columns=["article_id", "utterance_no", "speaker_entity_id", "published_on", "start", "is_direct"],
    )
    pairs = pd.DataFrame(
        [(*sorted((unit[a], unit[b]))[0], *sorted((unit[a], unit[b]))[1]) for a, b in combinations(wordings, 2) if a[0] == b[0]],
        columns=["article_a", "utterance_a", "article_b", "utterance_b"],
    )
    found = group(units, {unit[k]: w for k, w in wordings.items()}, pairs)
    of = dict(zip(found["article_id"], found["quote_group_id"], strict=True))
    return {key: of[unit[key][0]] for key in wordings}


def _judged(of: dict[Key, str]) -> Iterator[tuple[Key, Key, str]]:
    for a, b in combinations(sorted(of, key=lambda k: (k[0], LANGS.index(k[2]), k[1])), 2):
        if a[0] != b[0]:
            continue
        is_one, joined = a[1] == b[1], of[a] == of[b]
        if is_one or joined:
            yield a, b, "met" if is_one and joined else "missed" if is_one else "false"


def scores(of: dict[Key, str]) -> dict[tuple[str, str], tuple[float, float, float, int]]:
    """Pair of languages (or one language twice) → precision, recall, F1, pairs that are one statement."""
    counts: Counter[tuple[str, str, str]] = Counter((a[2], b[2], verdict) for a, b, verdict in _judged(of))
    out = {}
    for x, y in (*PAIRS, *((lang, lang) for lang in LANGS)):
        met, missed, false = (counts[x, y, verdict] for verdict in ("met", "missed", "false"))
        precision = met / (met + false) if met + false else 1.0
        recall = met / (met + missed) if met + missed else 1.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        out[x, y] = (precision, recall, f1, met + missed)
    return out


@pytest.fixture(scope="module")
def reached() -> dict[str, dict[tuple[str, str], tuple[float, float, float, int]]]:
    return {half: scores(groups_of(wordings_of(statements(half)))) for half in ("open", "held")}


@pytest.mark.parametrize("half", ["open", "held"])
def test_translations_are_found(half: str, reached: dict[str, dict[tuple[str, str], tuple[float, float, float, int]]]) -> None:
    for x, y in PAIRS:
        precision, _, f1, n = reached[half][x, y]
        assert n >= 80
        assert f1 >= FLOORS[half, x, y], (half, x, y, f1)
        assert precision >= PRECISION, (half, x, y, precision)


@pytest.mark.parametrize("half", ["open", "held"])
def test_two_statements_of_one_language_stay_two(half: str, reached: dict[str, dict[tuple[str, str], tuple[float, float, float, int]]]) -> None:
    assert all(reached[half][lang, lang][0] == 1.0 for lang in LANGS)


def _items(wording: Wording) -> str:
    return " ".join(f"{i.word}={'/'.join(i.concepts) if hasattr(i, 'concepts') else i.concept or '-'}" for i in wording.items)


def report(verbose: bool) -> str:
    out = []
    for half in ("open", "held"):
        wordings = wordings_of(statements(half))
        of = groups_of(wordings)
        for (x, y), (precision, recall, f1, n) in scores(of).items():
            out.append(f"{half}  {x}-{y}  precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}  of {n}")
        if verbose and half == "open":
            for a, b, verdict in _judged(of):
                if verdict != "met":
                    out.append(f"{verdict} {a} {b}  {overlap(wordings[a], wordings[b])}")
                    out += [f"    {w.text}\n      {_items(w)}" for w in (wordings[a], wordings[b])]
    return "\n".join(out)


if __name__ == "__main__":
    sys.stdout.write(report("-v" in sys.argv) + "\n")
