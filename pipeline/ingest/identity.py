"""Identity: ids and digests made from content, never from a counter, a clock or a place.

`article_id` is a digest of source, external id and content, so a document keeps its id when its file is moved, renamed
or read on another machine, and the same content in the same source is one article wherever it lies.
"""

from __future__ import annotations

import hashlib

ID_HEX_DIGITS = 20  # 80 bits: a collision among a billion articles has a chance of about 4 in 10 million


def sha256(payload: bytes) -> str:
    """Digest of bytes, 64 lower-case hexadecimal digits."""
    return hashlib.sha256(payload).hexdigest()


def text_sha256(text: str) -> str:
    """Digest of a text: of its UTF-8 bytes. `text` holds no lone surrogate (see `decode.storable`)."""
    return sha256(text.encode("utf-8"))


def article_id(source_id: str, external_id: str | None, content: bytes) -> str:
    """`art_` and 20 hexadecimal digits from (source, external id or "", content).

    `content` is the payload's bytes for a file, the UTF-8 of the text/html/body value for a record. Each part is
    preceded by its length, so no two triples share a digest by moving a character from one part to the next.
    """
    digest = hashlib.sha256()
    for part in (source_id.encode("utf-8", "surrogatepass"), (external_id or "").encode("utf-8", "surrogatepass")):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    digest.update(content)
    return f"art_{digest.hexdigest()[:ID_HEX_DIGITS]}"
