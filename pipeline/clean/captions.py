"""Captions that no label tells: a picture's sentence, then who took it. Labels ("Photo: …") are phrases of `chrome`."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.languages import shared
from pipeline.text import fold

_MAX = 220  # characters
SIGNS = "©ⓒ(/|)[]"  # without one of these no line is a caption
# … in the harbour. © A. Name — but "© 2024 The Outlet", the notice of a site, begins with its sign and a year
_SIGN = re.compile(r"\S.{8,200}(?:[\s(/]©|\s\(c\))\s?(?!\d{4}\b)([^\W\d_])(?:[^.!?…]|(?<=\b\w)\.){0,60}\W?", re.IGNORECASE)
_COUNTED = re.compile(r"\[\d{1,2}\s?/\s?\d{1,2}\]\s?\S")  # [2/7] … in the harbour
# … in the harbour. (Name/Agency): one sentence, and behind its end a bracket of a few words
_BRACKET = re.compile(r"[^.!?؟…]{15,200}[.!?؟…]\s{1,3}[(\[][^\W\d_][^()\[\].!?\d]{2,60}[)\]]")
# © Name/Agency, and nothing else
_ALONE = re.compile(r"[(\[][^()\[\]/|]{2,50}[/|][^()\[\]]{2,50}[)\]]")  # (Name/Agency), and nothing else
_OWNER = re.compile(r"(?:©|\(c\)|ⓒ)\s?(?!\d{4}\b)([^\W\d_])[^.!?]{1,80}", re.IGNORECASE)
_NAMES = re.compile(r"[/|]\s?([^\W\d_][^/|()\[\]\d]{1,30}?)(?:\s(?:via|/)\s[^()\[\]]{2,30})?[)\]]?\.?$")
_TAIL = 50  # characters


@lru_cache(maxsize=1)
def _agencies() -> frozenset[str]:
    return frozenset(fold(name) for name in shared().toml("chrome")["picture_agencies"])


def is_owned(text: str) -> bool:
    """Does the line end in whose the picture is, or begin with its number among others? No line of prose does."""
    if "©" in text or "(c)" in text.lower() or text[:1] == "ⓒ":
        match = _SIGN.fullmatch(text) or _OWNER.fullmatch(text) if len(text) <= _MAX else None
        return match is not None and not match.group(1).islower()  # a name; in prose "according to clause (c) the …"
    return text[:1] == "[" and _COUNTED.match(text) is not None


def is_caption(text: str) -> bool:
    """Does the line end as captions do? Prose may end so too: ask where a line is short or stands apart."""
    text = text.strip()
    if len(text) > _MAX:
        return False
    if is_owned(text):
        return True
    if text[-1:] in ")]" and (_BRACKET.fullmatch(text) or _ALONE.fullmatch(text)):
        return True
    return _ends_in_agency(text)


def _ends_in_agency(text: str) -> bool:
    """… Name/Agency"""
    tail = text[-_TAIL:]
    if "/" not in tail and "|" not in tail:
        return False
    match = _NAMES.search(tail)
    return match is not None and fold(match.group(1)).strip() in _agencies()
