"""A corpus of persons, bodies and places of any size for the resolution of entities: skewed, in three languages, without anybody's text.

Persons share given names and families as those of the news do (a few given names have most of them), each is written in several
spellings and two scripts, by full name or by surname alone; bodies and countries stand beside them. All follows from the seed.

    python tests/bench/people.py 100000        # seconds of computing that _entities takes for so many mentions
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import duckdb

from pipeline import model as m
from pipeline.languages import shared
from pipeline.text import script_of
from pipeline.warehouse import corpus, evidence, store

LANGS = ("en", "fr", "ar")
FIRST = date(2024, 1, 1)
PER_ARTICLE = 12  # mentions
_LATIN = ("b", "d", "f", "j", "k", "l", "m", "n", "r", "s", "sh", "t", "z", "kh", "gh", "h")
_ARABIC = ("ب", "د", "ف", "ج", "ك", "ل", "م", "ن", "ر", "س", "ش", "ت", "ز", "خ", "غ", "ه")
_VOWELS = (("a", "ا"), ("i", "ي"), ("ou", "و"))


def skewed(rng: random.Random, n: int) -> int:
    """A number below n, small ones far more often."""
    return min(n - 1, int(n ** rng.random()) - 1)


def family(rng: random.Random) -> tuple[str, str]:
    """A family's name in Latin and in Arabic letters."""
    latin = arabic = ""
    for _ in range(rng.choice((2, 2, 3))):
        c, (v, w) = rng.randrange(len(_LATIN)), rng.choice(_VOWELS)
        latin, arabic = latin + _LATIN[c] + v, arabic + _ARABIC[c] + w
    c = rng.randrange(len(_LATIN))
    return (latin + _LATIN[c]).title(), arabic + _ARABIC[c]


class _Person:
    """Somebody with a few spellings: (language group, full name, surname)."""

    def __init__(self, rng: random.Random, given: list[dict[str, str]], families: list[tuple[str, str]]) -> None:
        row = given[skewed(rng, len(given))]
        latin, arabic = families[skewed(rng, len(families))]
        middle = given[skewed(rng, len(given))] if rng.random() < 0.2 else None
        spellings = row["latin"].split("|")
        second = (middle["key"].title(), middle["arabic"].split("|")[0]) if middle else ("", "")
        self.latin = [" ".join(filter(None, (rng.choice(spellings).title(), second[0], latin))) for _ in range(2)]
        self.arabic = " ".join(filter(None, (row["arabic"].split("|")[0], second[1], arabic)))
        self.surnames = {"Latn": latin, "Arab": arabic}

    def written(self, rng: random.Random, lang: str, short: bool) -> str:
        if short:
            return self.surnames["Arab" if lang == "ar" else "Latn"]
        return self.arabic if lang == "ar" else rng.choice(self.latin)


def fill(con: duckdb.DuckDBPyConnection, n_mentions: int, seed: int = 7) -> None:
    """Articles with their local entities, mentions and offices in an empty build: so many mentions."""
    rng = random.Random(seed)
    given = [row for row in shared().table("given_names") if row["arabic"] and row["latin"]]
    rng.shuffle(given)
    n_persons = max(30, n_mentions // 2)
    families = [family(rng) for _ in range(max(20, n_persons // 4))]
    people = [_Person(rng, given, families) for _ in range(n_persons)]
    kinds = ("Union", "Council", "Front", "Movement")
    bodies = [f"{rng.choice(kinds)} of {rng.choice(families)[0]}" for _ in range(max(10, n_persons // 12))]
    countries = [(row["code"], row["id"]) for row in shared().table("countries")]
    # who is named together
    circles = [[skewed(rng, n_persons), *(rng.randrange(n_persons) for _ in range(7))] for _ in range(max(5, n_persons // 4))]
    found: dict[str, list[Any]] = {"local_entities": [], "mentions": [], "roles": []}
    articles = []
    for number in range(n_mentions // PER_ARTICLE):
        article, lang = f"art_{number:06d}", LANGS[skewed(rng, 3)]
        circle = rng.choice(circles)
        cast = sorted({rng.choice(circle) for _ in range(3)} | {skewed(rng, n_persons)})
        locals_: list[m.LocalEntity] = []
        for person in cast:
            name = people[person].written(rng, lang, rng.random() < 0.15)
            sure = rng.random() < 0.8
            locals_.append(m.LocalEntity("PER", name, lang, script_of(name), None, None, None, is_confirmed=sure))
        if lang != "ar":
            body = bodies[skewed(rng, len(bodies))]
            locals_.append(m.LocalEntity("ORG", body, lang, "Latn", None, None, None))
        for _ in range(2):
            code, key = countries[skewed(rng, len(countries))]
            if all(e.lexicon_id != key for e in locals_):
                locals_.append(m.LocalEntity("GPE", code, lang, "Latn", key, code, code))
        if rng.random() < 0.3:
            found["roles"].append(((article, 0), m.Role(0, 1, "x", "minister", rng.choice(countries)[0], None, 0, None, False, "b", 0.9)))
        for no, entity in enumerate(locals_):
            found["local_entities"].append(((article, no), entity))
        for at in range(PER_ARTICLE):
            no = at % len(locals_)
            form: Any = "name" if locals_[no].is_confirmed else "candidate"
            row = m.Mention(at, at + 1, locals_[no].name, locals_[no].type, no, form, None, "b", 0.9)
            found["mentions"].append(((article, at), row))
        articles.append((article, lang, FIRST + timedelta(number // 40)))
    con.executemany(
        "INSERT INTO main.articles BY NAME SELECT ? AS article_id, 's' AS source_id, 'u' AS uri, 'text/plain' AS media_type,"
        " 'utf-8' AS encoding, '0' AS raw_sha256, '' AS text, '' AS text_sha256, '' AS renderer_version,"
        " ? AS lang, ?::DATE AS published_on, 'given' AS published_basis, TIMESTAMP '2025-07-01' AS ingested_at, true AS is_current",
        articles,
    )
    for name, rows in found.items():
        evidence.insert(con, evidence.table_named(name), rows)


def seconds(n_mentions: int) -> float:
    """Seconds of computing that resolving so many mentions takes, lexicons read and the corpus filled before."""
    con = duckdb.connect()
    con.execute("SET threads = 1")
    store.prepare(con)
    fill(con, n_mentions)
    corpus._run(con, "macros")
    start = time.process_time()
    corpus._entities(con, (), *corpus._corrected(con, ()))
    return time.process_time() - start


def main(sizes: Sequence[str]) -> None:
    seconds(600)
    for size in sizes:
        print(f"{size} mentions: {seconds(int(size)):.1f} s", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:] or ["25000", "50000"])
