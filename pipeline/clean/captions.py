"""Captions that no markup and no label tells: a picture's sentence, then who took it."""

from __future__ import annotations

import re

_MAX = 220  # characters
# … in the harbour. © A. Name — but "© 2024 The Outlet", the notice of a site, begins with its sign and a year
_SIGN = re.compile(r"\S.{8,200}[\s(]©\s?(?!\d{4}\b)[^\W\d_]")
# … in the harbour. (Name/Agency): one sentence, and behind its end a bracket of a few words
_BRACKET = re.compile(r"[^.!?؟…]{15,200}[.!?؟…]\s{1,3}[(\[][^()\[\].!?]{3,60}[)\]]")


def is_caption(text: str) -> bool:
    """Does the line end as captions do? Prose may end so too: ask where a line is short or stands apart."""
    text = text.strip()
    return len(text) <= _MAX and bool(_SIGN.match(text) or _BRACKET.fullmatch(text))
