"""How well the quotations of a published warehouse agree with the marks in articles of our own (`quote_gold`): spans, kinds, speakers.

    python tests/quality/quote_scores.py [fr ar en] [--errors] [--counts] [--warehouse w.duckdb]

prints the figures of both halves and the errors of the open one; `--counts` how often each way to a speaker was right there (run with
DATELINE_SPEAKER_CERTAINTY=0), as quoting/certainty.py has it.

A span is found where four words in five are shared both ways, with the segments of one statement also taken together. A speaker is
right if the entity of the row has a mention on the gold's name, wrong if it is another or anybody where the article names nobody, else
missing. Errors have a class: what was missed is a `boundary` where a row shares words with it and `unseen` where none does; a wrong or
missing speaker bears how the article writes them.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import corpora
import duckdb
from calibration import Judged, calibration_error, wilson
from corpora import Row
from quote_gold import FOLDER, GoldArticle, GoldQuote, articles
from sample_scores import SHARED_WORDS, WORD

from pipeline.annotate import annotate
from pipeline.annotate.quoting import certainty
from pipeline.lexicon.examples import article

LANGUAGES = ("en", "fr", "ar")


@dataclass(frozen=True)
class Outcome:
    """One quotation of the gold, or a row that matches none: the class of its error ("" = none) and that of its speaker."""

    lang: str
    half: str
    slug: str
    gold: GoldQuote | None
    row: Row | None
    error: str  # "", boundary, unseen, false
    speaker: str  # right, wrong, missing, none (nobody named, nobody given), "" (not found)
    words: str


def load(half: str, lang: str) -> list[GoldArticle]:
    return articles((FOLDER if half == "open" else FOLDER / half) / f"{lang}.txt")


def build(home: Path, found: dict[tuple[str, str], list[GoldArticle]]) -> Path:
    """The warehouse of these articles: a source for each language and half."""
    return corpora.build(
        home,
        {
            f"{half}-{lang}": [{"id": f"{half}/{a.slug}", "text": a.text, "published_at": a.day.isoformat()} for a in gold]
            for (half, lang), gold in found.items()
        },
    )


class Published(corpora.Published):
    """Articles and their quotations, in order."""

    def __init__(self, warehouse: Path) -> None:
        super().__init__(warehouse)
        with duckdb.connect(str(warehouse), read_only=True) as con:
            self.quotes = corpora.by("article_id", corpora.rows(con, "SELECT * FROM quotes ORDER BY article_id, start_char"))


def judge(published: Published, half: str, lang: str, article: GoldArticle) -> Iterator[Outcome]:
    """What became of each quotation of an article, then the rows that match none."""
    key, shift = published.find(f"{half}/{article.slug}", article.text)
    words = [m.span() for m in WORD.finditer(article.text)]
    rows = [dict(r, start_char=r["start_char"] - shift, end_char=r["end_char"] - shift) for r in published.quotes.get(key, ())]
    names = [(m["start_char"] - shift, m["end_char"] - shift, m["entity_id"]) for m in published.mentions.get(key, ())]

    def inside(start: int, end: int) -> frozenset[int]:
        return frozenset(i for i, (lo, hi) in enumerate(words) if lo < end and hi > start)

    gold = [(q, inside(q.start, q.end)) for q in article.quotes]
    given = [(r, inside(r["start_char"], r["end_char"])) for r in rows]
    of_gold = match([(w, q.utterance) for q, w in gold], [w for _, w in given])
    taken = set(of_gold.values())
    for i, (q, span) in enumerate(gold):
        if q.kind == "either":
            continue
        row = given[of_gold[i]][0] if i in of_gold else None
        error = "" if row is not None else "boundary" if any(span & w for k, (_, w) in enumerate(given) if k not in taken) else "unseen"
        speaker = "" if row is None else speaker_of(q, row, names, article.text)
        yield Outcome(lang, half, article.slug, q, row, error, speaker, article.text[q.start : q.end])
    for j, (row, span) in enumerate(given):
        beside = any(q.kind == "either" and 2 * len(span & w) >= min(len(span), len(w)) for q, w in gold)
        if j not in taken and not beside:
            near = any(span & w for q, w in gold)
            yield Outcome(lang, half, article.slug, None, row, "false boundary" if near else "false", "", row["text"])


def match(gold: Sequence[tuple[frozenset[int], int]], given: Sequence[frozenset[int]]) -> dict[int, int]:
    """Gold number → number of the row that has its words, best first; segments of one statement may share a row that has them all."""

    def likeness(a: frozenset[int], b: frozenset[int]) -> float:
        return len(a & b) / max(len(a), len(b), 1)

    pairs = [(-likeness(w, r), i, j) for i, (w, _) in enumerate(gold) for j, r in enumerate(given)]
    whole: dict[int, frozenset[int]] = defaultdict(frozenset)
    for words, utterance in gold:
        whole[utterance] |= words
    for i, (words, utterance) in enumerate(gold):
        if whole[utterance] != words:
            pairs += [(-SHARED_WORDS, i, j) for j, r in enumerate(given) if likeness(whole[utterance], r) >= SHARED_WORDS]
    found: dict[int, int] = {}
    for score, i, j in sorted(pairs):
        others = [k for k, row in found.items() if row == j]
        if -score >= SHARED_WORDS and i not in found and all(gold[k][1] == gold[i][1] for k in others):
            found[i] = j
    return found


def speaker_of(gold: GoldQuote, row: Row, names: Iterable[tuple[int, int, str]], text: str) -> str:
    """Whether the entity of a row is who speaks."""
    entity = row["speaker_entity_id"]
    if entity is None:
        return "none" if gold.who is None else "missing"
    if gold.who is None:
        return "wrong"
    places, at = [], text.find(gold.who)
    while at >= 0:
        places.append((at, at + len(gold.who)))
        at = text.find(gold.who, at + 1)
    for start, end, of in names:
        if of == entity and any(2 * (min(end, b) - max(start, a)) >= max(end - start, b - a) for a, b in places):
            return "right"
    return "wrong"


def figures(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """F1 by kind and over all; of quotations found: the share of speakers that are right, precision and coverage of the named."""
    out: dict[str, float] = {}
    for kind in ("direct", "mixed", "indirect", "all"):
        mine = [o for o in outcomes if kind in ("all", o.gold.kind if o.gold else (o.row or {})["kind"])]
        hits = sum(not o.error for o in mine)
        wanted, rows = sum(o.gold is not None for o in mine), sum(o.error.startswith("false") for o in mine) + hits
        out[kind] = 2 * hits / (wanted + rows) if wanted + rows else 1.0
    found = [o for o in outcomes if o.speaker]
    named = [o for o in found if o.gold and o.gold.who]
    tally = Counter(o.speaker for o in found)
    out["speaker"] = sum(o.speaker == "right" for o in named) / max(len(named), 1)
    out["named precision"] = tally["right"] / max(tally["right"] + tally["wrong"], 1)
    out["coverage"] = (tally["right"] + tally["wrong"]) / max(len(named), 1)
    roles = [o for o in named if o.gold and o.gold.how == "role"]
    out["role resolved"] = sum(o.speaker == "right" for o in roles) / max(len(roles), 1)
    judged = [Judged(o.slug, "", o.row["score"], o.speaker == "right") for o in found if o.row and o.speaker in ("right", "wrong")]
    out["calibration error"] = calibration_error(judged)[0] if judged else 0.0
    return out


def every(
    home: Path, languages: Iterable[str] = LANGUAGES, halves: Iterable[str] = ("open", "held"), warehouse: Path | None = None
) -> dict[tuple[str, str], list[Outcome]]:
    """What became of the quotations of each half and language, by (half, language)."""
    gold = {(h, lang): load(h, lang) for lang in languages for h in halves}
    published = Published(warehouse or build(home, gold))
    return {key: [o for a in found for o in judge(published, *key, a)] for key, found in gold.items()}


def _ways(lang: str, found: Sequence[Outcome]) -> Counter[tuple[str, str, bool]]:
    """How often each way to a speaker led to the right one: (basis, how the speaker is written, right)."""
    said = {a.slug: annotate(article(a.text, lang)) for a in load("open", lang)}
    known = {slug: certainty.firm(a.mentions) for slug, a in said.items()}
    ways: Counter[tuple[str, str, bool]] = Counter()
    for o in found:
        if o.row is None or o.speaker not in ("right", "wrong"):
            continue
        a, row = said[o.slug], o.row
        number = next((q.speaker_no for q in a.quotes if q.text == row["text"] and q.speaker_basis == row["speaker_basis"]), None)
        how = certainty.written(a.entities, known[o.slug], number, row["speaker_mention_type"])
        ways[row["speaker_basis"], how, o.speaker == "right"] += 1
    return ways


def main(arguments: list[str]) -> None:
    languages = [a for a in arguments if a in LANGUAGES] or LANGUAGES
    warehouse = Path(arguments[arguments.index("--warehouse") + 1]) if "--warehouse" in arguments else None
    with tempfile.TemporaryDirectory() as folder:
        outcomes = every(Path(folder), languages, warehouse=warehouse)
    for (half, lang), found in outcomes.items():
        reached = figures(found)
        n = sum(o.speaker in ("right", "wrong") for o in found)
        low, _ = wilson(reached["named precision"], n)
        print(f"{lang} {half}: " + ", ".join(f"{name} {value:.3f}" for name, value in reached.items()) + f" ({n} named, ≥ {low:.3f})")
        if "--counts" in arguments and half == "open":
            ways = _ways(lang, found)
            for basis, how in sorted({way[:2] for way in ways}):
                print(f"    {basis} {how}: {ways[basis, how, True]} of {ways[basis, how, True] + ways[basis, how, False]}")
        print("   ", dict(Counter(o.error for o in found if o.error)), end=" ")
        print(dict(Counter(f"{o.speaker} {o.gold.how}" for o in found if o.gold and o.speaker in ("wrong", "missing"))))
        for o in found if half == "open" and "--errors" in arguments else ():
            if o.error:
                print(f"    {o.error:15}{o.slug} {o.gold.kind if o.gold else o.row and (o.row['kind'], o.row['rule_id'])}: {o.words!r}")
            elif o.speaker in ("wrong", "missing") and o.row and o.gold:
                given = f"{o.row['speaker_text']} ({o.row['speaker_basis']})"
                print(f"    {o.speaker:15}{o.slug} {o.gold.how} {o.gold.who} ≠ {given}: {o.words!r:.80}")


if __name__ == "__main__":
    main(sys.argv[1:])
