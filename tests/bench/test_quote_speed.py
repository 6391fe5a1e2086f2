"""How fast quotations are found: articles of 2.5 KB a second of computing time, against a yardstick of the machine in the same run.

`python tests/bench/test_quote_speed.py` prints the figures of every language. Texts are the project's own articles with marked quotations
(tests/quality/quotes), put together: dense in quotations, far more so than news are. Tokens and names are found before; the test holds
a ratio, for machines and their load differ.
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "quality"))

from quote_gold import FOLDER, articles
from rounds import beside_a_yardstick, fastest, joined, show

from pipeline.annotate import dates, mentions, quotes
from pipeline.annotate.names import Names
from pipeline.languages import pack
from pipeline.lexicon.examples import article
from pipeline.model import Article
from pipeline.text import Tokens

yardstick = runpy.run_path(str(Path(__file__).with_name("test_text_speed.py")))["yardstick"]
LANGUAGES = ("en", "fr", "ar")
SIZE = 2500  # characters of an article
ROUNDS = 5
# One article costs at most as many yardsticks: nearly twice of what was measured, on a machine with other work.
_MOST = 120.0
Read = tuple[Article, Tokens, Names]


def texts(lang: str) -> list[str]:
    """Articles of at least SIZE characters."""
    return joined((short.text for short in articles(FOLDER / f"{lang}.txt")), SIZE)


def read(text: str, lang: str) -> Read:
    """An article with what the extractor is given of it."""
    found = article(text, lang)
    tokens = pack(lang).tokenise(text, tuple((line.start, line.end) for line in found.lines if line.kept))
    return found, tokens, mentions.find(found, tokens, dates.date_mentions(found, tokens))


def per_article(lang: str) -> float:
    """Seconds that SIZE characters take, tables loaded: of the fastest round."""
    given = [read(text, lang) for text in texts(lang)]
    return fastest(lambda each: quotes.find(*each), given, ROUNDS) * SIZE / sum(len(each[0].document.text) for each in given)


def test_the_quotations_of_an_article_cost_some_yardsticks() -> None:
    own, unit = beside_a_yardstick(per_article, LANGUAGES, yardstick)
    assert sum(own.values()) / len(own) < _MOST * unit, (own, unit)


if __name__ == "__main__":
    show(*beside_a_yardstick(per_article, LANGUAGES, yardstick))
