"""The stage itself: one document in, one article out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from itertools import chain

from pipeline.clean import markup
from pipeline.clean.bylines import byline_of
from pipeline.clean.credits import credited
from pipeline.clean.judged import as_decided
from pipeline.clean.language import sample_of, told, told_all
from pipeline.clean.likelihood import odds_of
from pipeline.clean.lines import RawLine, split
from pipeline.clean.measures import measure
from pipeline.clean.pageodds import Kind, kind_of, page_odds
from pipeline.clean.published import TextDates, may_name_year, published_of
from pipeline.clean.repeats import mark_repeats
from pipeline.clean.settle import Said, leaned, said_of_all, settle
from pipeline.clean.shapes import Shape, shapes_of
from pipeline.clean.stamps import Stamp, dateline_of
from pipeline.clean.verdicts import Page, as_lines, judge, keep_all
from pipeline.model import Article, Decided, Document, Line, LineHint, Profile, Published
from pipeline.temporal import Expression, find, find_months

NO_PROFILE = Profile()
UNDECIDED = Decided()
NOTHING: Mapping[str, Decided] = {}
_LONG = 60  # characters of lines whose language is asked for
_EMPTY = (Shape(), 0, 0, 0.0)
Task = tuple[Document, Profile]


def clean(document: Document, profile: Profile = NO_PROFILE, decided: Decided = UNDECIDED) -> Article:
    """Every line with its verdict, and what the chrome says about the document.

    `profile`: what other articles of the source say about its lines. A document whose input calls it a body
    (`is_clean_text`) keeps every line with text. `decided`: what users say outranks both.
    """
    return clean_many([(document, profile)], {document.article_id: decided})[0]


def clean_many(tasks: Sequence[Task], decided: Mapping[str, Decided] = NOTHING) -> list[Article]:
    """As `clean`, for several documents at once: one article a task, in order, the same as each alone gives. `decided`: by article_id."""
    kinds = [kind_of(document.hints) if _is_hinted(document) else "text" for document, _ in tasks]
    articles: dict[int, Article] = {}
    for kind in sorted(set(kinds)):
        chosen = [i for i, own in enumerate(kinds) if own == kind]
        articles |= zip(chosen, _clean_alike(kind, [tasks[i] for i in chosen], decided), strict=True)
    return [articles[i] for i in range(len(tasks))]


def _is_hinted(document: Document) -> bool:
    """Hints come for all of a document's lines or are none."""
    return bool(document.hints) and len(document.hints) == document.text.count("\n") + 1


def _clean_alike(kind: Kind, tasks: Sequence[Task], decided: Mapping[str, Decided]) -> list[Article]:
    """Documents of one kind: plain texts, pages read fast, or pages read in full."""
    cut = [split(document.text) for document, _ in tasks]
    early = [_settled_early(document, lines) if kind == "fast" else {} for (document, _), lines in zip(tasks, cut, strict=True)]
    asked = [
        tuple([line for line in lines if line.number not in settled]) if settled else lines
        for lines, settled in zip(cut, early, strict=True)
    ]
    samples = ["" if document.given.lang else _sample(document, lines) for (document, _), lines in zip(tasks, asked, strict=True)]
    found_langs = [
        (document.given.lang, 1.0) if document.given.lang else found for (document, _), found in zip(tasks, told_all(samples), strict=True)
    ]
    langs = [lang for lang, _ in found_langs]
    drafts = [
        _draft(document, lines, sample, lang, said)
        for (document, _), lines, sample, lang, said in zip(tasks, asked, samples, found_langs, said_of_all(asked, langs), strict=True)
    ]
    open_lines = [
        (d, line, said) for d, draft in enumerate(drafts) for line, said in zip(draft.lines, draft.said, strict=True) if line.text
    ]
    measures = measure([line.text for _, line, _ in open_lines], [d for d, _, _ in open_lines], [said.sign for _, _, said in open_lines])
    hints = [hint for draft in drafts for hint, line in zip(draft.hints, draft.lines, strict=True) if line.text]
    shapes = shapes_of(measures, hints)
    pages = [hint for hint in hints if hint is not None]
    if pages and len(pages) == len(hints):
        odds = page_odds(measures, pages, [line.number for _, line, _ in open_lines], langs)
    else:
        odds = odds_of(measures, langs)
    values = list(zip(shapes, odds.article.tolist(), odds.title.tolist(), odds.shared.tolist(), strict=True))
    out, at = [], 0
    for (document, profile), lines, settled, draft in zip(tasks, cut, early, drafts, strict=True):
        n = sum(1 for line in draft.lines if line.text)
        part = slice(at, at + n)
        at += n
        page = _page(document, draft, values[part])
        out.append(_article(document, lines, settled, draft, page, profile, decided.get(document.article_id, UNDECIDED)))
    return out


def _settled_early(document: Document, lines: Sequence[RawLine]) -> dict[int, Line]:
    """The lines of a page, by number, of which its markup leaves no doubt: no more is asked of them."""
    if document.is_clean_text:
        return {}
    verdicts = markup.settled_early([line.text for line in lines], document.hints)
    return {
        line.number: Line(line.number, line.start, line.end, False, verdict[0], verdict[1], 0.9, verdict[2])
        for line, verdict in zip(lines, verdicts, strict=True)
        if verdict is not None and line.text
    }


@dataclass(frozen=True, slots=True)
class _Draft:
    """What is known of a document before its lines are weighed."""

    lines: tuple[RawLine, ...]
    hints: Sequence[LineHint | None]
    lang: str
    lang_score: float
    sample: str  # that the language was told by; empty where it is given
    said: tuple[Said, ...]


def _draft(document: Document, lines: tuple[RawLine, ...], sample: str, lang: tuple[str, float], said: tuple[Said, ...]) -> _Draft:
    hints = [document.hints[line.number - 1] for line in lines] if _is_hinted(document) else (None,) * len(lines)
    return _Draft(lines, hints, lang[0], lang[1], sample, said)


def _page(document: Document, draft: _Draft, values: Sequence[tuple[Shape, int, int, float]]) -> Page:
    """The values of lines with text, spread over all lines."""
    filled = iter(values)
    shapes, odds, title_odds, shared = zip(*(next(filled) if line.text else _EMPTY for line in draft.lines), strict=True)
    return Page(draft.lines, shapes, draft.said, _titles(document), odds, title_odds, shared)


def _article(
    document: Document, lines: tuple[RawLine, ...], early: Mapping[int, Line], draft: _Draft, page: Page, profile: Profile, decided: Decided
) -> Article:
    """`lines`: all of the document, of which `early` are settled and the others in `draft` and `page`."""
    if document.is_clean_text:
        rows = as_lines(page, keep_all(page))
    else:
        settled = settle(page.lines, page.shapes, page.said, page.titles, profile)
        if document.hints:
            mark_repeats(page.lines, settled)
        page = replace(page, odds=leaned(page.lines, page.odds, profile))
        rows = as_lines(page, judge(page, settled))
    if early:
        others = iter(rows)
        rows = tuple([early.get(line.number) or next(others) for line in lines])
    rows = as_decided(rows, decided.lines)
    lang, lang_score = draft.lang, draft.lang_score
    if not document.given.lang:
        lang, lang_score = _final_language(rows, lines, draft)
    published, updated_at = _published(document, rows, lines, tuple(said.stamp for said in draft.said), lang)
    return Article(
        document=document,
        lines=rows,
        title=_title(document, rows, lines),
        byline=_byline(document, rows, lines),
        credit=_credit(rows, lines),
        lang=lang,
        lang_score=lang_score,
        published=decided.published or published,
        updated_at=updated_at,
    )


def _sample(document: Document, lines: Sequence[RawLine]) -> str:
    return sample_of([x.text for x in lines if len(x.text) >= _LONG] or [document.text[:2000]])


def _final_language(rows: tuple[Line, ...], lines: tuple[RawLine, ...], draft: _Draft) -> tuple[str, float]:
    """The language of the kept lines; most often the longest lines are kept, and the answer is known."""
    kept = [line.text for line, row in zip(lines, rows, strict=True) if row.kept]
    sample = sample_of(kept)
    return told(sample) if any(kept) and sample != draft.sample else (draft.lang, draft.lang_score)


def _titles(document: Document) -> tuple[str, ...]:
    return tuple(t for t in (document.given.title, document.page.title if document.page else None) if t)


def _title(document: Document, rows: tuple[Line, ...], lines: tuple[RawLine, ...]) -> str | None:
    if document.given.title:
        return document.given.title
    found = next((lines[row.line_no - 1].text for row in rows if row.role == "title"), None)
    return found or (document.page.title if document.page else None)


def _byline(document: Document, rows: tuple[Line, ...], lines: tuple[RawLine, ...]) -> str | None:
    if document.given.byline:
        return document.given.byline
    named = (row for row in rows if row.role == "byline" or row.rule_id == "byline_within")
    found = next((byline_of(lines[row.line_no - 1].text) for row in named), None)
    return found or (document.page.author if document.page else None)


def _credit(rows: tuple[Line, ...], lines: tuple[RawLine, ...]) -> str | None:
    for row in rows:
        if row.role == "credit":
            found = credited(lines[row.line_no - 1].text)
            if found is not None:
                return found
    return None


def _published(
    document: Document, rows: tuple[Line, ...], lines: tuple[RawLine, ...], stamps: tuple[Stamp | None, ...], lang: str
) -> tuple[Published, datetime | None]:
    body = [row for row in rows if row.role in ("body", "list_item")]
    first = body[0].line_no if body else len(rows) + 1
    last = body[-1].line_no if body else 0
    above = [s for s in stamps if s is not None and s.line_no < first and rows[s.line_no - 1].role == "date_stamp"]
    below = [s for s in stamps if s is not None and s.line_no > last and rows[s.line_no - 1].role == "date_stamp"]
    opening = next((lines[row.line_no - 1].text for row in body[:1]), "")
    dateline = dateline_of(opening, lang) if rows and body else None
    datelines = [s for s in stamps if s is not None and rows[s.line_no - 1].role == "dateline"]
    if datelines and dateline is None:
        dateline = datelines[0].expressions[0]
    has_title = any(row.role == "title" for row in rows)

    @cache  # of this document: several stamps may ask
    def body_expressions(is_dated: bool) -> tuple[Expression, ...]:
        texts = [lines[row.line_no - 1].text for row in body]
        found = (find_months(text, lang) if is_dated else find(text, lang) for text in texts if not is_dated or may_name_year(text))
        return tuple(chain.from_iterable(found))

    return published_of(document, TextDates(above, below, body_expressions, has_title, dateline))
