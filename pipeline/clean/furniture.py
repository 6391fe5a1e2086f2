"""Lines of a site that are told by their shape, whatever the language: lists of tags, breadcrumbs, rows of links, embedded
posts, contacts, copyright lines. Words of a site are in `chrome`.

The expressions run on lines of at most `words.MAX` characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.model import LineRole

SIGNS = "#@©ⓒ>›»|→/("  # without one of these no rule below can match
_SIGNS = re.compile(f"[{SIGNS}]")  # one class is searched ten times as fast as two
_TAGS = re.compile(r"(?:#[\w’'.-]{1,40}[\s,;·|]{0,3}){1,40}")
# White space before a sign begins where no other stands before it, so that a long stretch is looked at once.
TRAIL_SIGNS = re.compile(r"(?:(?<!\s)\s+)?[>›»→]\s*|(?<!\s)\s+/\s+")
ROW_SIGNS = re.compile(r"(?:(?<!\s)\s+)?[|]\s*")
_POST = re.compile(r"[—–-]\s?[^()]{1,60}\(@\w{1,30}\)|[^.!?]{0,80}\(@[\w.]{1,40}\)\s?$|pic\.(?:twitter|x)\.com/\w+")
_ADDRESS = re.compile(r"(?:[^\W\d_]{1,12}[.-]?[^\W\d_]{0,8}\s?[:：]\s?)?[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}[\s,;|]{0,3}")
_CONTACT = re.compile(r"[^.!?]{0,80}\s[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}\W{0,2}")  # Write to Ana Mora at …
NOTICE = re.compile(r"(?:copyright\b|\(c\)|©|ⓒ)\W{0,3}(?:copyright\W{0,3})?(?:\d{4}|[^\W\d_]).{0,200}", re.IGNORECASE)
_BEGIN_RIGHTS = "cC(©ⓒ"
_OF_TRAIL = ">›»→/"
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MAX_PART, _MAX_PART_WORDS = 36, 4


@dataclass(frozen=True, slots=True)
class Furniture:
    """What a line is, in words of a reason, and its role."""

    role: LineRole
    name: str
    rule_id: str


TAGS = Furniture("navigation", "a list of tags", "tag_list")
TRAIL = Furniture("navigation", "a trail of sections", "breadcrumb")
ROW = Furniture("navigation", "a row of links", "link_row")
POST = Furniture("share", "the signature of a post", "embed")
ADDRESS = Furniture("notice", "an address", "contact_line")
RIGHTS = Furniture("notice", "a copyright line", "copyright_line")


def furniture_of(text: str) -> Furniture | None:
    """What the shape of the line says, None where it says nothing. Lines of up to 300 characters."""
    if _SIGNS.search(text) is None:
        return None
    if text[0] == "#" and _TAGS.fullmatch(text) and any(c.isalpha() for c in text):
        return TAGS
    if ("@" in text or ".com/" in text) and _POST.match(text):
        return POST
    if "@" in text and (_ADDRESS.fullmatch(text) or _CONTACT.fullmatch(text)):
        return ADDRESS
    if text[0] in _BEGIN_RIGHTS and NOTICE.match(text) and YEAR.search(text):
        return RIGHTS
    if sum(map(text.count, _OF_TRAIL)) >= 2 and is_row(TRAIL_SIGNS.split(text), 3):  # signs are counted at a tenth of a split's cost
        return TRAIL
    return ROW if text.count("|") >= 3 and is_row(ROW_SIGNS.split(text), 4) else None


def is_row(parts: list[str], least: int) -> bool:
    """Are the parts of a line those of a row: short, with letters, and no sentence?"""
    parts = [p for p in parts if p]
    if len(parts) < least or "<" in parts[0] or parts[-1][-1] in ".!?…。":
        return False
    return all(len(p) <= _MAX_PART and len(p.split()) <= _MAX_PART_WORDS and any(c.isalpha() for c in p) for p in parts)
