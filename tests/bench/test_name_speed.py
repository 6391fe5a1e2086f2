"""How fast names and dates are found: articles of 2.5 KB a second of computing time, beside the tokeniser of spaCy on the same texts.

    DATELINE_SPACY=.venv/models/site-packages python tests/bench/test_name_speed.py      # figures of every language

Texts are the project's own sentences (tests/quality/names), shuffled: dense in names, a third of each language. The test holds a ratio, for
machines and their load differ. What the first article costs a fresh process is measured by `test_start.py`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "quality"))

from rounds import fastest
from test_names_in_sentences import sentences

from pipeline.annotate import dates, mentions
from pipeline.languages import pack
from pipeline.lexicon.examples import article
from pipeline.model import Article

LANGUAGES = ("en", "fr", "ar")
SIZE = 2500  # characters of an article
ROUNDS = 5
# One article costs at most as many times what spaCy's tokeniser takes for it, the languages together; about twice of what was measured.
_MOST = 6.0
_OTHER = """
import json, sys, time, warnings
warnings.simplefilter("ignore")
sys.path.append(sys.argv[1])
import spacy
found = {}
for lang, texts in json.load(sys.stdin).items():
    cut = spacy.blank(lang)
    rounds = []
    for _ in range(int(sys.argv[2])):
        begun = time.process_time()
        for text in texts:
            cut(text)
        rounds.append(time.process_time() - begun)
    found[lang] = min(rounds) / len(texts)
print(json.dumps(found))
"""


def texts(lang: str, n: int = 12) -> list[str]:
    """n articles of about SIZE characters, one sentence a line."""
    rng, pool = Random(f"names/{lang}"), [text for text, _ in sentences(lang)]
    out = []
    for _ in range(n):
        rng.shuffle(pool)
        text = ""
        for sentence in pool:
            if len(text) < SIZE:
                text += sentence + "\n"
        out.append(text)
    return out


def find(a: Article) -> None:
    """Names and dates of one article, from its text on."""
    tokens = pack(a.lang).tokenise(a.document.text, tuple((line.start, line.end) for line in a.lines if line.kept))
    mentions.find(a, tokens, dates.date_mentions(a, tokens))


def ours(lang: str) -> float:
    """Seconds an article, tables loaded: of the fastest round."""
    articles = [article(text, lang) for text in texts(lang)]
    return fastest(find, articles, ROUNDS) / len(articles)


def spacys(folder: str) -> dict[str, float]:
    """The same of spaCy's tokeniser, by language, in a process of its own."""
    told = json.dumps({lang: texts(lang) for lang in LANGUAGES})
    command = [sys.executable, "-c", _OTHER, folder, str(ROUNDS)]
    return json.loads(subprocess.run(command, input=told, capture_output=True, text=True, check=True).stdout)  # type: ignore[no-any-return]


def test_an_article_costs_a_few_times_what_spacy_takes_to_cut_it_into_tokens() -> None:
    folder = os.environ.get("DATELINE_SPACY", "")
    if not (Path(folder) / "spacy").is_dir():
        pytest.skip("spacy is not installed: `make test` installs it")
    other = spacys(folder)
    own = {lang: ours(lang) for lang in LANGUAGES}
    assert sum(own.values()) < _MOST * sum(other.values()), (own, other)


def main() -> None:
    folder = os.environ.get("DATELINE_SPACY", "")
    other = spacys(folder) if folder else {}
    own = {lang: ours(lang) for lang in LANGUAGES}
    for lang in LANGUAGES:
        beside = f", spaCy's tokeniser {1 / other[lang]:5.0f}" if other else ""
        print(f"{lang}: {1 / own[lang]:5.0f} articles a second{beside}")
    both = f", spaCy's tokeniser {3 / sum(other.values()):5.0f}" if other else ""
    print(f"all: {3 / sum(own.values()):5.0f} articles a second{both}")


if __name__ == "__main__":
    main()
