"""How fast events are coded: articles of 2.5 KB a second of computing time, against a yardstick of the machine in the same run.

`python tests/bench/test_event_speed.py` prints the figures of every language. Texts are the project's own with marked events
(tests/quality/events), put together: dense in events, far more so than news are. Names, dates and quotations are found before; the test
holds a ratio, for machines and their load differ.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "quality"))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from event_gold import FOLDER
from event_gold import texts as gold_texts
from rounds import beside_a_yardstick, fastest, joined, show
from test_quote_speed import LANGUAGES, ROUNDS, SIZE, yardstick
from test_quote_speed import read as read_names

from pipeline.annotate import dates, events, quotes
from pipeline.annotate.names import Names
from pipeline.model import Article, DateMention, Quote
from pipeline.text import Tokens

# One article costs at most as many yardsticks: twice of what was measured, on a machine with other work.
_MOST = 400.0
Read = tuple[Article, Tokens, Names, tuple[DateMention, ...], tuple[Quote, ...]]


def texts(lang: str) -> list[str]:
    """Articles of at least SIZE characters."""
    stories = [t for t in gold_texts(FOLDER / "stories.txt") if t.slug.startswith(lang)]
    return joined((short.text for short in [*gold_texts(FOLDER / f"{lang}.txt"), *stories]), SIZE)


def read(text: str, lang: str) -> Read:
    """An article with what the coder is given of it."""
    found, tokens, names = read_names(text, lang)
    days = tuple(dates.date_mentions(found, tokens))
    return found, tokens, names, days, tuple(quotes.find(found, tokens, names))


def per_article(lang: str) -> float:
    """Seconds that SIZE characters take, tables loaded: of the fastest round."""
    given = [read(text, lang) for text in texts(lang)]
    return fastest(lambda each: events.find(*each), given, ROUNDS) * SIZE / sum(len(each[0].document.text) for each in given)


def test_the_events_of_an_article_cost_some_yardsticks() -> None:
    own, unit = beside_a_yardstick(per_article, LANGUAGES, yardstick)
    assert sum(own.values()) / len(own) < _MOST * unit, (own, unit)


if __name__ == "__main__":
    show(*beside_a_yardstick(per_article, LANGUAGES, yardstick))
