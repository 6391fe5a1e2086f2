"""Are the tables of a lexicon right? The one validator behind `dateline lexicon check` and the tests.

`check(pack)` looks at the tables of a language, of `shared`, at one table, or at those of a user: cells (`columns`), what stands twice and
what means two things (`names`), and whether the example of each row does what the row says (`examples`). What a column
holds is data (`columns.tsv`, `tables.tsv`). It reads the packs as the floors do and opens no file but theirs.
"""

from __future__ import annotations

from pipeline.lexicon.check import check
from pipeline.lexicon.source import Problem, Table

__all__ = ["Problem", "Table", "check"]
