"""Digests of the values that cross a floor: what the ledger compares. A machine elsewhere takes them of what it has made."""

from __future__ import annotations

import dataclasses
import hashlib
from typing import Any

from pipeline.model import Annotations, Article, Document


def digest(*values: Any) -> str:
    """A digest of plain values, the same in every process: 32 hexadecimal digits."""
    return hashlib.sha256(repr(values).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def document_digest(document: Document) -> str:
    """What a document is, wherever it lies: all of it but its place."""
    left_out = {"uri", "text"}  # the text has a digest of its own among the fields
    return digest(*(getattr(document, f.name) for f in dataclasses.fields(document) if f.name not in left_out))


def article_digests(article: Article) -> tuple[str, str]:
    """(digest of the whole article, digest of what annotation decides by: the verdicts on lines without their reasons)."""
    document, source = article.document, article.document.source
    verdicts = [(line.start, line.end, line.kept, line.role) for line in article.lines]
    head = (article.title, article.byline, article.credit, article.lang, article.published, article.updated_at)
    passed_on = digest(document.text_sha256, source.source_id, source.country, source.timezone, source.language, head, verdicts)
    return digest(passed_on, article.lang_score, article.lines), passed_on


def annotations_digest(annotations: Annotations) -> str:
    """Digest of all evidence of an article."""
    return digest(annotations)
