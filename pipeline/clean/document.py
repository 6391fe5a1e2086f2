"""The stage itself: one document in, one article out."""

from __future__ import annotations

from datetime import datetime

from pipeline.clean.bylines import byline_of
from pipeline.clean.credits import credited
from pipeline.clean.language import identify
from pipeline.clean.lines import RawLine, split
from pipeline.clean.markup import has_article
from pipeline.clean.published import TextDates, published_of
from pipeline.clean.settle import Page, Verdict
from pipeline.clean.shapes import shape_of
from pipeline.clean.stamps import Stamp, dateline_of, stamp_of
from pipeline.clean.titles import same_title
from pipeline.clean.verdicts import as_lines, judge
from pipeline.model import Article, Document, Line, Published
from pipeline.temporal import Expression, find


def clean(document: Document, profile: frozenset[str] = frozenset()) -> Article:
    """Every line with its verdict, and what the chrome says about the document.

    `profile`: keys (`line_key`) of lines that stand on at least three other articles of the same source. A document
    whose input calls it a body
    (`is_clean_text`) keeps every line with text.
    """
    lines = split(document.text)
    hints = document.hints if len(document.hints) == len(lines) else (None,) * len(lines)
    shapes = tuple(shape_of(line, hint) for line, hint in zip(lines, hints, strict=True))
    lang, lang_score = _language(document, [line.text for line, shape in zip(lines, shapes, strict=True) if shape.size >= 60])
    stamps = tuple(None if line.is_blank else stamp_of(line.text, line.number, lang) for line in lines)
    page = Page(lines, shapes, stamps, _titles(document), profile, has_article(shapes))
    verdicts = _keep_all(page) if document.is_clean_text else judge(page)
    rows = as_lines(page, verdicts)
    if not document.given.lang:
        lang, lang_score = _final_language(rows, lines, lang, lang_score)
    published, updated_at = _published(document, rows, lines, stamps, lang)
    return Article(
        document=document,
        lines=rows,
        title=_title(document, rows, lines),
        byline=_byline(document, rows, lines),
        credit=_credit(rows, lines),
        lang=lang,
        lang_score=lang_score,
        published=published,
        updated_at=updated_at,
    )


def _language(document: Document, texts: list[str]) -> tuple[str, float]:
    if document.given.lang:
        return document.given.lang, 1.0
    return identify(texts or [document.text[:2000]])


def _final_language(rows: tuple[Line, ...], lines: tuple[RawLine, ...], lang: str, score: float) -> tuple[str, float]:
    kept = [lines[row.line_no - 1].text for row in rows if row.kept]
    return identify(kept) if any(kept) else (lang, score)


def _titles(document: Document) -> tuple[str, ...]:
    return tuple(t for t in (document.given.title, document.page.title if document.page else None) if t)


def _keep_all(page: Page) -> tuple[Verdict, ...]:
    out = []
    is_titled = False
    for line in page.lines:
        if line.is_blank:
            out.append(Verdict("blank", "The line is empty.", 1.0, "blank"))
        elif not is_titled and any(same_title(line.text, t) for t in page.titles):
            is_titled = True
            out.append(Verdict("title", "The line equals the title that the input names.", 0.98, "title_named"))
        else:
            out.append(Verdict("body", "The input states that the text is clean.", 1.0, "given_body"))
    return tuple(out)


def _title(document: Document, rows: tuple[Line, ...], lines: tuple[RawLine, ...]) -> str | None:
    if document.given.title:
        return document.given.title
    found = next((lines[row.line_no - 1].text for row in rows if row.role == "title"), None)
    return found or (document.page.title if document.page else None)


def _byline(document: Document, rows: tuple[Line, ...], lines: tuple[RawLine, ...]) -> str | None:
    found = next((byline_of(lines[row.line_no - 1].text) for row in rows if row.role == "byline"), None)
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

    def body_expressions() -> tuple[Expression, ...]:
        return tuple(e for row in body for e in find(lines[row.line_no - 1].text, lang))

    return published_of(document, TextDates(above, below, body_expressions, has_title, dateline))
