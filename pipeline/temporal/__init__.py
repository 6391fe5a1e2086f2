"""Temporal expressions: found by a grammar that is data, resolved against a day.

`find` gives what stands in a line (`Expression`: which words, what they say), `resolve` what it means for a
publication day
(`Meaning`). `clean` dates documents with it, `annotate.dates` makes rows of it. The words and patterns of a language
are in
`languages/<lang>/dates.toml`, what every language shares in `languages/shared/dates.toml`; names of months and
weekdays come from
CLDR (babel), so that full dates of a language without a pack are found too. No article, no line role and no clock
belong here.
"""

from pipeline.temporal.expression import Expression
from pipeline.temporal.find import find, find_all, find_months
from pipeline.temporal.grammar import core_words, vocabulary
from pipeline.temporal.periods import Anchor, Meaning, Told
from pipeline.temporal.resolve import resolve

__all__ = ["Anchor", "Expression", "Meaning", "Told", "core_words", "find", "find_all", "find_months", "resolve", "vocabulary"]
