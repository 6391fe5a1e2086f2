"""The table from which the odds of lines are computed: all that is known of a line, by name."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.clean.measures import Ints, Measures
from pipeline.clean.overlap import Stems
from pipeline.clean.regions import region_columns
from pipeline.clean.surroundings import Columns, Pages, columns, prose_weights
from pipeline.clean.vocabulary import vocabulary_columns


def steady_of(m: Measures, s: Stems, p: Pages, langs: Sequence[str]) -> Columns:
    """What both passes see alike, one place a line. `langs`: the language of each document, by its number."""
    vocabulary = vocabulary_columns(m, s, p, langs)
    return vocabulary | region_columns(m, s, p, prose_weights(m), vocabulary)


def table_of(m: Measures, s: Stems, p: Pages, steady: Columns, odds: Ints | None = None) -> Columns:
    """All of it. `odds`: log-odds of the first pass in 1/1000, for the second."""
    return columns(m, s, p, odds) | steady
