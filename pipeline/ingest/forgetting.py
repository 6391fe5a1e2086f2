"""A document on its way in, with what is forgotten taken out of it: left out, or its names blanked before anything is made of it.

Names are blanked in the bytes, so that ids, digests, the kept object, title, address and text are those of a file that never held them.
What readers of files of one document, and of parts and pages within a file, share stands here; records are in `records.py`, which asks the
same questions.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.ingest import identity, metadata
from pipeline.ingest.decode import Decoded, decode
from pipeline.ingest.origin import Origin
from pipeline.ingest.redact import blanked
from pipeline.ingest.rejections import BLANKED_CODE, FORGOTTEN_CODE, warning
from pipeline.ingest.views import Form
from pipeline.model import Given, Rejection, Source

_BOM = "utf-8-sig"
PASSES = 4  # a name that is blanked in one article only may be said of the id that the article has without other names


@dataclass(frozen=True, slots=True)
class Stated:
    """A file that is one document, decoded, with what is stated beside it. `problems` come before the document; where it `is_forgotten`
    there is none."""

    payload: bytes
    decoded: Decoded
    source: Source
    given: Given
    problems: tuple[Rejection, ...]
    is_forgotten: bool = False

    @property
    def article_id(self) -> str:
        """The id that the document has, or would have."""
        return identity.article_id(self.source.source_id, self.given.external_id, self.payload)


def stated(payload: bytes, origin: Origin, *, is_html: bool, charset: str | None = None) -> Stated:
    """The bytes of a file, or of a document within one, as they are to be read. `charset`: the label that came with a page over HTTP.
    Raises IngestError."""
    file = _stated(payload, decode(payload, origin.uri, is_html=is_html, charset=charset), origin)
    if not origin.register.rows:
        return file
    is_blanked = False
    for _ in range(PASSES):
        if _is_forgotten(file, origin, is_html=is_html):
            return _left_out(file, origin)
        beside = (origin.sidecar or b"").decode("utf-8-sig", "replace")
        texts: list[tuple[str, Form]] = [(file.decoded.text, "page" if is_html else "text"), (beside, "record")]
        text, sidecar = blanked(texts, origin.register, file.article_id)
        if text is file.decoded.text and sidecar is beside:
            break
        is_blanked = True
        changed = (file.payload, file.decoded) if text is file.decoded.text else encoded(text, file.decoded)
        if sidecar is not beside:
            origin = replace(origin, sidecar=sidecar.encode("utf-8", "surrogatepass"))
        file = _stated(*changed, origin)
    return replace(file, problems=(*file.problems, told_blanked(origin.uri, file.source.source_id))) if is_blanked else file


def encoded(text: str, was: Decoded) -> tuple[bytes, Decoded]:
    """A text that was changed, as bytes, and as if they had been decoded: in UTF-8, with its mark where it had one."""
    mark = codecs.BOM_UTF8 if was.encoding == _BOM else b""
    encoding = was.encoding if was.encoding in ("utf-8", _BOM) else "utf-8"
    return mark + text.encode("utf-8", "surrogatepass"), replace(was, text=text, encoding=encoding)


def forgotten(uri: str, source_id: str) -> Rejection:
    """What stands in the place of a document that is left out: counted by the caller, and written nowhere."""
    return warning(uri, source_id, None, FORGOTTEN_CODE, f"{uri} is forgotten.", "Take its rows out of forgotten.tsv to have it read.")


def told_blanked(uri: str, source_id: str) -> Rejection:
    """What stands before a document in which names were blanked: noted by the caller, and written nowhere."""
    return warning(uri, source_id, None, BLANKED_CODE, f"{uri} holds forgotten names.", "Take their rows out of forgotten.tsv.")


def is_forgotten(origin: Origin, article_id: str, source: Source, given: Given, urls: Iterable[str | None], text: str | None) -> bool:
    """Whether a document is forgotten, as far as it is known: of a page, `text` is known when it is read."""
    if not origin.register.rows:
        return False
    text_sha256 = None if text is None else identity.text_sha256(text)
    return origin.register.forgets(article_id, source.source_id, given.external_id, (given.url, *urls), text_sha256)


def _stated(payload: bytes, decoded: Decoded, origin: Origin) -> Stated:
    where = origin.uri if "#" in origin.uri else f"{origin.uri}.meta.json"
    fields, problems = metadata.sidecar_of(origin)
    source, more = metadata.source_of(fields, origin, where)
    given, others = metadata.given_of(fields, origin.uri, source, where, origin.limits.max_field)
    return Stated(payload, decoded, source, given, (*problems, *more, *others))


def _is_forgotten(file: Stated, origin: Origin, *, is_html: bool) -> bool:
    return is_forgotten(origin, file.article_id, file.source, file.given, (), None if is_html else file.decoded.text)


def _left_out(file: Stated, origin: Origin) -> Stated:
    return replace(file, problems=(forgotten(origin.uri, file.source.source_id),), is_forgotten=True)
