"""The tables that names and words are looked up by: letter_folds, name_keys, search_articles, search_tokens.

Words are compared as everywhere in the project, by `pipeline.text.fold`. It works letter by letter, so a table of the letters that it
changes lets SQL do the same to what an analyst types (sql/marts/macros/fold.sql, search_words.sql). DuckDB's full-text extension would
have to be downloaded; this needs none, and it knows Arabic letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import pyarrow as pa

from pipeline.text import fold_line
from pipeline.warehouse.store import sql_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from duckdb import DuckDBPyConnection

LONGEST_WORD = 40  # characters; what is longer is an address or a key, and found by its beginning
_PER_BATCH = 2000  # articles
_BLOCK = 256  # letters that are looked at together
_NUMBERS = (*range(0x33480), *range(0xE0000, 0xE0200))  # all that are assigned, private planes apart
_UNKNOWN = "\\U00033480-\\U000dffff\\U000e0200-\\U0010ffff"


_PLAIN = re.compile(r"[^\W_]+")
_OUTSIDE = re.compile(r"[^\w\x00-\x7f]")  # what may be a letter to us and is none to Python


def _ranges(wanted: Iterable[int]) -> str:
    """Characters, by their numbers in order, as the inside of a class of a regular expression."""
    out: list[list[int]] = []
    for number in wanted:
        if out and out[-1][1] == number - 1:
            out[-1][1] = number
        else:
            out.append([number, number])
    return "".join(f"\\U{low:08x}-\\U{high:08x}" for low, high in out)


@cache
def _categories() -> list[tuple[int, str]]:
    return list(zip(_NUMBERS, map(unicodedata.category, map(chr, _NUMBERS)), strict=True))


@cache
def _word() -> re.Pattern[str]:
    """A word: letters and digits, marks that the fold leaves (to Python, vowel signs of Indic scripts are no part of a word), and what this
    Unicode knows nothing of: letters of scripts to come, and private ones."""
    marks = (number for number, category in _categories() if category in ("Mc", "Mn", "Me", "Cn", "Co"))
    others = _ranges(number for number in marks if not unicodedata.combining(chr(number)))
    return re.compile(f"(?:[^\\W_]++|[{others}{_UNKNOWN}]++)++")


def words(text: str) -> list[str]:
    """The words of a text as the tables have them, in order: folded, cut at all that is no letter, digit or mark, and behind 40 of them."""
    folded = fold_line(text)
    # The class of all letters is large, and few texts hold one that Python does not take for one.
    is_plain = not any(map(_word().fullmatch, set(_OUTSIDE.findall(folded))))
    found = (_PLAIN if is_plain else _word()).findall(folded)
    if max(map(len, found), default=0) > LONGEST_WORD:
        return [word[i : i + LONGEST_WORD] for word in found for i in range(0, len(word), LONGEST_WORD)]
    return found


@cache
def letter_folds() -> list[tuple[str, str, str]]:
    """(letter, its fold, what of it stands in words) for each character that one of the two changes."""
    # Not assigned, halves of pairs, private: nothing folds them, and no text has the halves.
    letters = [chr(number) for number, category in _categories() if category not in ("Cn", "Cs", "Co")]
    return [found for first in range(0, len(letters), _BLOCK) for found in _folds_of(letters[first : first + _BLOCK])]


def _folds_of(letters: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Those rows of `letter_folds` that are about these letters."""
    together = "".join(letters)
    if _PLAIN.fullmatch(together) and fold_line(together) == together:
        return  # most letters there are
    folds = [fold_line(letter) for letter in letters]
    of_words = set(_word().findall("\n".join({*"".join(folds)})))
    for letter, folded in zip(letters, folds, strict=True):
        searched = "".join(c if c in of_words else " " for c in folded)
        if (folded, searched) != (letter, letter):
            yield letter, folded, searched


def fill(con: DuckDBPyConnection, *, has_previous: bool = False) -> None:
    """Fill the four tables from the articles, lines, mentions and names of the open file. They are empty. `has_previous`: the version
    before it, made by the same code, is attached as `previous`; the words of articles that are as they were are taken from there."""
    _fill_folds(con, has_previous)
    _fill_names(con)
    _fill_tokens(con, has_previous)


def _fill_folds(con: DuckDBPyConnection, has_previous: bool) -> None:
    if has_previous:
        con.execute("INSERT INTO main.letter_folds BY NAME SELECT * FROM previous.main.letter_folds ORDER BY letter")
        return
    letter, folded, searched = zip(*letter_folds(), strict=True)
    _insert(con, "INSERT INTO main.letter_folds BY NAME SELECT * FROM given", letter=letter, folded=folded, searched=searched)


def _fill_names(con: DuckDBPyConnection) -> None:
    keys: list[str] = []
    entity_ids: list[str] = []
    times: list[int] = []
    parts: list[bool] = []
    for entity_id, name, n_mentions, is_person in con.execute(sql_text("search/names.sql")).fetchall():
        found = words(name)
        for first in range(len(found) if is_person else 1):
            keys.append(" ".join(found[first:]))
            entity_ids.append(entity_id)
            times.append(n_mentions)
            parts.append(first > 0)
    _insert(con, sql_text("search/name_keys.sql"), name_key=keys, entity_id=entity_ids, n_mentions=times, is_part=parts)


def _fill_tokens(con: DuckDBPyConnection, has_previous: bool) -> None:
    """One pass over the articles in the order of their ids, by so many at a time that they fit into memory."""
    con.execute("CREATE OR REPLACE TEMP TABLE tokens (token VARCHAR, article_no INTEGER, n_times INTEGER)")
    con.execute(sql_text("search/known.sql" if has_previous else "search/nothing_known.sql"))
    new = con.execute(sql_text("search/new_articles.sql")).fetchall()
    lengths: list[int] = []
    for first in range(0, len(new), _PER_BATCH):
        batch = new[first : first + _PER_BATCH]
        found: list[str] = []
        times: list[int] = []
        numbers: list[int] = []
        texts = con.execute(sql_text("search/texts.sql"), [batch[0][0], batch[-1][0]]).fetchall()
        for (_, number), (text,) in zip(batch, texts, strict=True):
            counts = Counter(words(text))
            found += counts.keys()
            times += counts.values()
            numbers += [number] * len(counts)
            lengths.append(counts.total())
        _insert(con, "INSERT INTO tokens SELECT token, article_no, n_times FROM given", token=found, article_no=numbers, n_times=times)
    _insert(con, sql_text("search/articles.sql"), article_id=[article_id for article_id, _ in new], n_tokens=lengths)
    if has_previous:
        con.execute(sql_text("search/known_tokens.sql"))
    con.execute("INSERT INTO main.search_tokens BY NAME SELECT * FROM tokens ORDER BY token, article_no")
    con.execute("DROP TABLE tokens")


_TYPES = {"n_mentions": pa.int32(), "n_times": pa.int32(), "n_tokens": pa.int32(), "article_no": pa.int32(), "is_part": pa.bool_()}


def _insert(con: DuckDBPyConnection, sql: str, **columns: Sequence[object]) -> None:
    """Run a statement that reads the columns as the table `given`."""
    con.register("given", pa.table({name: pa.array(values, _TYPES.get(name, pa.string())) for name, values in columns.items()}))
    try:
        con.execute(sql)
    finally:
        con.unregister("given")
