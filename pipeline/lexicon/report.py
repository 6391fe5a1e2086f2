"""What the validator found and what the corpus lacks, as lines for a terminal."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.languages import languages
from pipeline.lexicon.source import Problem, Table

if TYPE_CHECKING:
    from pipeline.warehouse.candidates import Candidate

_TABLE_OF = {"PER": "persons.tsv", "ORG": "orgs.tsv", "GPE": "regions.tsv", "LOC": "regions.tsv", "MISC": "orgs.tsv"}
_LEADING = {"persons.tsv": ("country",), "orgs.tsv": ("type", "country", "sector"), "regions.tsv": ("type", "country")}
_FIRST = ("en", "fr", "ar")  # as the package's own tables have them
_WIDEST = 40
_ISOLATES = "\u2068\u2069"


def lines(tables: Sequence[Table], problems: Sequence[Problem], shown: int) -> Iterator[str]:
    """Errors, then warnings, at most `shown` of each kind, then how many there are."""
    count = Counter((p.severity, p.topic) for p in problems)
    told: Counter[tuple[str, str]] = Counter()
    for p in problems:
        key = (p.severity, p.topic)
        told[key] += 1
        if told[key] <= shown:
            yield str(p)
        elif told[key] == shown + 1:
            yield f"… and {count[key] - shown} more of this kind ({p.severity}: {p.topic}); --all shows them."
    n_rows = sum(_n_rows(t) for t in tables)
    n_errors = sum(n for (severity, _), n in count.items() if severity == "error")
    yield (
        f"{len(tables)} table{'s' * (len(tables) != 1)}, {n_rows:,} rows: {n_errors or 'no'} error{'s' * (n_errors != 1)}, "
        f"{len(problems) - n_errors or 'no'} warning{'s' * (len(problems) - n_errors != 1)}."
    )


def _n_rows(table: Table) -> int:
    try:
        return len(table.lines)
    except ValueError:
        return 0


def uncovered(found: Sequence[Candidate], folder: str) -> Iterator[str]:
    """The candidates as a list, each with the row that would add it."""
    for is_confirmed, title in (
        (True, "Frequent names of your corpus that no lexicon knows:"),
        (False, "Words that may be names, which no article says enough of:"),
    ):
        some = [c for c in found if c.is_confirmed is is_confirmed]
        if not some:
            continue
        yield ""
        yield title
        column = min(_WIDEST, max(width(c.name) for c in some))
        yield f"  type  {padded('name', column)}  articles  sources  languages  for example"
        for c in some:
            where = f"{c.uri}: {isolated(c.around)}"
            yield f"  {c.type:<4}  {padded(c.name, column)}  {c.n_articles:>8}  {c.n_sources:>7}  {' '.join(c.langs):<9}  {where}"
    rows = [c for c in found if c.is_confirmed]
    if rows:
        yield ""
        yield f"To add some, put their lines into these tables (below {folder}), and correct them where they are wrong:"
        for table in dict.fromkeys(_TABLE_OF.get(c.type, "orgs.tsv") for c in rows):
            yield ""
            yield f"# {table}"
            langs = [*_FIRST, *(lang for lang in languages() if lang not in _FIRST)]
            yield "\t".join((*_LEADING[table], *langs))
            for c in rows:
                if _TABLE_OF.get(c.type, "orgs.tsv") == table:
                    yield row(c, table, langs)


def row(c: Candidate, table: str, langs: Sequence[str]) -> str:
    """The line of a table that would add a candidate."""
    cells = {"type": c.type, "country": c.country or "", "sector": c.sector or ""}
    for lang in langs:
        names = dict.fromkeys(name.replace("|", " ") for of, name in c.spellings if of == lang)
        whole = [name for name in names if " " in name] or list(names)
        cells[lang] = "|".join(whole)
    return "\t".join(cells[column] for column in (*_LEADING[table], *langs))


def width(text: str) -> int:
    """Columns that the text takes on a screen."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text if c not in _ISOLATES)


def padded(text: str, columns: int) -> str:
    """The text filled up with spaces."""
    return isolated(text) + " " * max(0, columns - width(text))


def isolated(text: str) -> str:
    """Words of a script written from right to left, kept from turning the line around."""
    if text.startswith(_ISOLATES[0]):
        return text
    return f"\u2068{text}\u2069" if any(unicodedata.bidirectional(c) in ("R", "AL") for c in text) else text
