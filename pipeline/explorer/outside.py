"""Text from outside as HTML: escaped, bounded, its writing direction contained, and what would steer it made visible.

Whatever stands in an article, a name or a file's path goes through here (or through Jinja's own escaping, where it is an id). Pure.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

from markupsafe import Markup, escape

LONGEST = 2_000  # characters of a value in a table or list
_RTL = frozenset("ar fa he ur ps yi dv ug sd ckb ku-Arab syr iw arc".split())  # noqa: SIM905
# Letters' own marks stay in effect and are shown; what opens or closes a stretch of another direction is shown in its place.
_MARKS = {"\u200e": "LRM", "\u200f": "RLM", "\u061c": "ALM"}
_TURNS = {
    "\u202a": "LRE", "\u202b": "RLE", "\u202c": "PDF", "\u202d": "LRO", "\u202e": "RLO",
    "\u2066": "LRI", "\u2067": "RLI", "\u2068": "FSI", "\u2069": "PDI",
}  # fmt: skip
_UNSEEN = {"\u200b": "ZWSP", "\ufeff": "BOM", "\u00ad": "SHY", "\u2060": "WJ", "\u2028": "LS", "\u2029": "PS", "\x85": "NEL"}
_STEERS = re.compile(
    "[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\u200b\ufeff\u00ad\u2060\u2028\u2029\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]"
)
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,7}")


def direction(lang: str | None) -> str:
    """`rtl` or `ltr` by a BCP 47 tag; `auto` where the language is not known."""
    if not lang or lang in ("und", "mul", "zxx"):
        return "auto"
    return "rtl" if lang in _RTL or lang.split("-")[0].lower() in _RTL or "-Arab" in lang or "-Hebr" in lang else "ltr"


def attributes(lang: str | None) -> Markup:
    """`lang` and `dir` for an element that holds text in that language."""
    known = lang if lang and _TAG.fullmatch(lang) and lang not in ("und", "mul", "zxx") else ""
    return Markup('lang="{}" dir="{}"').format(known, direction(lang))


@cache
def _mark(char: str) -> str:
    name = _MARKS.get(char) or _TURNS.get(char) or _UNSEEN.get(char) or f"U+{ord(char):04X}"
    full = unicodedata.name(char, "control character" if unicodedata.category(char) == "Cc" else "half of a surrogate pair")
    kept = char if char in _MARKS or char == "\u00ad" else ""
    return f'{kept}<span class="ctl" title="U+{ord(char):04X} {full}">{name}</span>'


def visible(text: str) -> Markup:
    """The text, escaped; each control character, and each character that turns the direction or is not seen, as a small mark that says
    which it is. Characters that would turn the direction of what follows are not emitted; U+200E, U+200F and U+061C are, beside their
    mark. A carriage return at the end, half of a line break of Windows, says nothing and is left out."""
    safe = str(escape(text.removesuffix("\r")))
    return Markup(_STEERS.sub(lambda found: _mark(found[0]), safe))  # noqa: S704 -- escaped above; the marks are made here


def shortened(text: str, longest: int = LONGEST) -> str:
    """The text, cut to so many characters."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def foreign(value: Any, lang: str | None = None, longest: int = LONGEST) -> Markup:
    """A value from outside, to stand within a line: isolated (`bdi`), with its language and direction where they are known."""
    if value is None:
        return Markup("")
    return Markup("<bdi {}>{}</bdi>").format(attributes(lang), visible(shortened(str(value), longest)))


def web_address(value: Any) -> str:
    """An address of the web that may be a link; "" for anything else, such as `javascript:`."""
    text = str(value or "")
    return text if re.fullmatch(r"https?://[^\s<>\"'`\\\x00-\x20\u2028\u2029\u202a-\u202e\u2066-\u2069]{1,2000}", text) else ""
