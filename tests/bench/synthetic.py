"""A corpus of any size that looks like news to the corpus floor: skewed, in three languages, without a word of anybody's text.

A few persons and countries have most of the mentions, a few speakers most of the statements, and some statements stand in several articles,
as copies and as translations. Words are stems of the bilingual lexicon, names are drawn from the list of given names. Everything
follows from the seed.

    python tests/bench/synthetic.py 2000        # seconds that the corpus floor takes for so many articles
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import duckdb
from people import LANGS, skewed

from pipeline import model as m
from pipeline.languages import shared
from pipeline.text import script_of
from pipeline.warehouse import corpus, evidence, store

TYPES = ("CONSULT", "AGREE", "REQUEST", "ACCUSE", "SUPPORT", "ASSAULT", "AID")
FIRST = date(2025, 1, 1)
PER_DAY = 40  # articles


class _Page:
    """The text of one article as it grows."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0

    def put(self, text: str) -> tuple[int, int]:
        self.parts.append(text)
        start, self.length = self.length, self.length + len(text) + 1
        return start, start + len(text)


@dataclass(frozen=True)
class _Saying:
    """A statement: rows of the lexicon, the speaker, the day."""

    words: tuple[int, ...]
    speaker: int
    day: int


def _vocabulary() -> list[dict[str, str]]:
    rows = ({lang: row[lang].split("|")[0].rstrip(".") for lang in LANGS} for row in shared().table("bilingual"))
    return [row for row in rows if all(len(word) >= 3 for word in row.values())]


def _persons(rng: random.Random, n: int) -> list[str]:
    given = [row["key"] for row in shared().table("given_names")]
    syllables = ("ba", "dro", "kel", "mir", "sho", "tun", "var", "zan", "lou", "gue", "rim", "pas")
    families = ["".join(rng.sample(syllables, 3)).title() for _ in range(n)]
    return [f"{rng.choice(given).title()} {family}" for family in families]


def fill(con: duckdb.DuckDBPyConnection, n: int, seed: int = 7) -> None:
    """Articles and their evidence in an empty build: `n` articles, three to five statements and as many events each."""
    rng = random.Random(seed)
    words = _vocabulary()
    people = _persons(rng, max(20, n // 4))
    known = shared().table("countries")
    countries = [(row["code"], row["id"]) for row in known]
    said: list[_Saying] = []
    found: dict[str, list[Any]] = {table.name: [] for table in evidence.TABLES}
    for number in range(n):
        article, lang, day = f"art_{number:06d}", LANGS[skewed(rng, 3)], number // PER_DAY
        page = _Page()
        cast = sorted({skewed(rng, len(people)) for _ in range(3)})
        places = sorted({skewed(rng, len(countries)) for _ in range(3)})
        for no, person in enumerate(cast):
            start, end = page.put(people[person])
            found["local_entities"].append(((article, no), m.LocalEntity("PER", people[person], lang, "Latn", None, None, None)))
            found["mentions"].append(((article, no), m.Mention(start, end, people[person], "PER", no, "name", None, "b", 0.9)))
        for no, place in enumerate(places, len(cast)):
            code, key = countries[place]
            name = code
            start, end = page.put(name)
            found["local_entities"].append(((article, no), m.LocalEntity("GPE", name, lang, script_of(name), key, code, code)))
            found["mentions"].append(((article, no), m.Mention(start, end, name, "GPE", no, "name", None, "b", 0.9)))
        for no in range(rng.randint(3, 5)):
            old = said[-1 - skewed(rng, min(len(said), 60))] if said and rng.random() < 0.3 else None
            speaker = rng.randrange(len(cast))
            if old is None or day - old.day > 3 or old.speaker not in cast:
                saying = _Saying(tuple(skewed(rng, len(words)) for _ in range(rng.randint(8, 18))), cast[speaker], day)
                said.append(saying)
            else:
                saying, speaker = old, cast.index(old.speaker)
            text = " ".join(words[w][lang] for w in saying.words)
            start, end = page.put(text)
            found["quotes"].append(((article, no), m.Quote(
                no, 1, start, end, text, "direct", None, None, None, "say", None, None, None, "name", speaker, None, "b",
                None, None, False, "b", 0.9,
            )))  # fmt: skip
        told = FIRST + timedelta(day)
        for no in range(rng.randint(3, 5)):
            text = " ".join(words[skewed(rng, len(words))][lang] for _ in range(8))
            start, end = page.put(text)
            found["events"].append(((article, no), m.EventMention(
                start, end, text, text.split(" ")[0], start, start + 3, rng.choice(TYPES), None, "04", 1, 1.0, (), "actual", "narrator",
                None, told, told, "day", None, rng.choice(("article", "relative")), None, None, None, None, False, "b", 0.9,
            )))  # fmt: skip
            for ord_, place in enumerate(places[:2]):
                party = m.Participant("participant", len(cast) + ord_, None, countries[place][0], None, None, None, None, None, "direct")
                found["participants"].append(((article, no, ord_), party))
        text = "\n".join(page.parts)
        found["lines"].append(((article, 0), m.Line(1, 0, len(text), True, "body", "prose", 0.9, "b")))
        title = " ".join(words[w][lang] for w in saying.words[:5])
        con.execute(
            "INSERT INTO main.articles BY NAME SELECT ? AS article_id, ? AS source_id, ? AS uri, 'text/plain' AS media_type,"
            " 'utf-8' AS encoding, '0' AS raw_sha256, ? AS text, sha256(?) AS text_sha256, '' AS renderer_version, ? AS title,"
            " ? AS lang, ?::DATE AS published_on, 'given' AS published_basis, TIMESTAMP '2025-07-01' AS ingested_at, true AS is_current",
            [article, f"s{number % 9}", article, text, article, title, lang, told],
        )  # fmt: skip
    for table in evidence.TABLES:
        evidence.insert(con, table, found[table.name])


def seconds(n: int) -> float:
    """Seconds of computing that the corpus floor takes for n synthetic articles, whatever else the machine does."""
    con = duckdb.connect()
    con.execute("SET threads = 2")
    store.prepare(con)
    fill(con, n)
    start = time.process_time()
    corpus.resolve(con)
    return time.process_time() - start


def main(sizes: Sequence[str]) -> None:
    for size in sizes:
        print(f"{size} articles: {seconds(int(size)):.1f} s", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:] or ["200", "400"])
