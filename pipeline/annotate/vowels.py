"""Tokens without the vowel marks that writers of Arabic add at will: شمّاء and شماء are one word, and its spelling is looked at.

The fold leaves the marks out anyway; what is compared as written (endings, letters that the fold makes equal) must not see them either.
The mark of the accusative (ً) stays, for it tells an adverb.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.text import Tokens

_MARKS = "\u064c-\u0652\u0670\u0640"
_MARK = re.compile(f"[{_MARKS}]+")


def unmarked(tokens: Tokens) -> Tokens:
    """The same tokens at the same places, written without vowel marks and lengthened lines."""
    written = " ".join(tokens.text)
    if written.isascii() or _MARK.search(written) is None:
        return tokens
    return replace(tokens, text=tuple([_MARK.sub("", text) or text for text in tokens.text]))


def behind_marks(text: str, offset: int) -> int:
    """The offset behind the marks that stand there: a name goes on at the next letter."""
    found = _MARK.match(text, offset)
    return found.end() if found is not None else offset
