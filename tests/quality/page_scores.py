"""What `clean` makes of the project's own pages: lines kept and dropped rightly, per language and in all.

Precision and recall are of a page, then averaged, F1 is of the averages; `char_*` weighs each line by its length.
Bylines, datelines and titles are kept by contract while labels call them chrome: one line of each role above the body, up to
200 characters, is not counted, unless `strict`. Pages with markup: 4-token shingles (8 characters in zh, ja, th) of the kept
lines against the article's.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from page_gold import DROPPED, KEPT, HtmlPage, TextPage

from pipeline.clean import clean
from pipeline.ingest import Origin, read_payload
from pipeline.model import Article, Document, Source

FREE_ROLES, FREE_LENGTH = ("title", "byline", "dateline"), 200
SPACELESS = {"zh", "ja", "th"}
LOWER_IS_BETTER = ("outside_headlines_kept", "inside_teasers_kept", "subheads_dropped")


@dataclass(slots=True)
class PageScore:
    """Counts of one page: lines, and characters."""

    name: str
    lang: str
    counts: Counter[str] = field(default_factory=Counter)
    chars: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def document_of(page: TextPage) -> Document:
    text = "\n".join(page.lines)
    return Document(page.name, Source(page.source), page.name, "text/plain", "utf-8", "", text, "", "")


def score_text(page: TextPage, strict: bool = False) -> PageScore:
    """One page against its labels."""
    article = clean(document_of(page))
    body = [i for i, label in enumerate(page.labels) if label in KEPT]
    out, free = PageScore(f"{page.name}.{page.variant}", page.lang), set[str]()
    for i, (label, line) in enumerate(zip(page.labels, article.lines, strict=True)):
        text = page.lines[i]
        if label not in KEPT + DROPPED:
            continue
        is_free = label in DROPPED and line.role in FREE_ROLES and len(text) <= FREE_LENGTH and i < body[0]
        if line.kept and is_free and not strict and line.role not in free:
            free.add(line.role)
            continue
        kind = ("t" if line.kept == (label in KEPT) else "f") + ("p" if line.kept else "n")
        out.counts[kind] += 1
        out.chars[kind] += len(text)
        out.counts[label] += 1
        out.counts[label + "_wrong"] += kind[0] == "f"
        if kind[0] == "f":
            out.wrong.append(f"{label} {line.role:16} {line.score:.2f} {line.rule_id:18} {text[:110]}")
    return out


def summary(scores: Sequence[PageScore]) -> dict[str, float]:
    """The figures of some pages; a kind of line that none of them has is left out."""
    out: dict[str, float] = {}
    for prefix, part in (("line", [s.counts for s in scores]), ("char", [s.chars for s in scores])):
        precision, recall = _mean(_share(c["tp"], c["fp"]) for c in part), _mean(_share(c["tp"], c["fn"]) for c in part)
        out[f"{prefix}_f1"] = _f1(precision, recall)
    out["exact"] = _mean(float(not s.wrong) for s in scores)
    for label, name in zip("hxs", LOWER_IS_BETTER, strict=True):
        n = sum(s.counts[label] for s in scores)
        if n:
            out[name] = sum(s.counts[label + "_wrong"] for s in scores) / n
    return out


def score_html(page: HtmlPage, strict: bool = False) -> tuple[float, float, list[str]]:
    """Precision and recall of one page's shingles; the lines kept in error."""
    origin = Origin(f"pages/{page.name}.html", Source("pages"))
    documents = [d for d in read_payload(page.markup.encode(), origin, name="page.html") if isinstance(d, Document)]
    if not documents:
        return 0.0, 0.0, ["no document"]
    lines, extra = _kept(clean(documents[0]), page, strict)
    gold, got = shingles(page.text, page.lang), shingles("\n".join(lines), page.lang)
    same = (gold & got).total()
    missed = [f"missed {row[:110]}" for row in page.text.split("\n") if letters(row) not in letters("\n".join(lines))]
    return _share(same, (got - gold).total()), _share(same, (gold - got).total()), extra + missed


def _kept(article: Article, page: HtmlPage, strict: bool) -> tuple[list[str], list[str]]:
    """Kept lines without free ones, and those of them that the article does not hold."""
    gold, free, out, extra, begun = letters(page.text), set[str](), list[str](), list[str](), False
    for line in article.lines:
        text = article.text[line.start : line.end]
        if not line.kept:
            continue
        is_gold = letters(text) in gold
        begun = begun or (len(text) > 40 and is_gold)
        if not (begun or strict or is_gold or line.role in free) and line.role in FREE_ROLES and len(text) <= FREE_LENGTH:
            free.add(line.role)
            continue
        out.append(text)
        extra += [] if is_gold else [f"kept {line.role:12} {line.rule_id:18} {text[:110]}"]
    return out, extra


def shingles(text: str, lang: str) -> Counter[tuple[str, ...]]:
    tokens = [c for c in text if c.isalnum()] if lang in SPACELESS else re.findall(r"\w+", text)
    n = 8 if lang in SPACELESS else 4
    return Counter(tuple(tokens[i : i + n]) for i in range(max(1, len(tokens) - n + 1)) if tokens[i : i + n])


def letters(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def html_f1(scores: Sequence[tuple[float, float, list[str]]]) -> float:
    return _f1(_mean(p for p, _, _ in scores), _mean(r for _, r, _ in scores))


def _mean(values: Iterable[float]) -> float:
    known = list(values)
    return sum(known) / len(known) if known else 0.0


def _share(right: int, wrong: int) -> float:
    return right / (right + wrong) if right + wrong else 0.0


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
