"""What the fuzzer feeds: bytes for the readers, texts for cleaner and annotators; from a `random.Random` and nothing else.

Texts are made of pieces that the floors look for (the packs' words, phrases and examples, marks of quotation, dates, numbers) and
of pieces that break naive code (controls of direction, combining marks, letters that change length when folded, digits that are
none for `int`), then mutated. Bytes are well-formed files of each format, then mutated.
"""

# fmt: off
# ruff: noqa: E501, PLW0108

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Callable
from functools import cache, partial

from pipeline.languages import ROOT

LANGS = ("en", "fr", "ar")
NAMES = ("a.txt", "a.html", "a.jsonl", "a.jsonl.gz")
_WORD = re.compile(r"[^\W\d_]{2,}")
_LEAD = re.compile(r"[\[\]{}()|~]")

MARKS = ("“", "”", "«", "»", '"', "'", "‘", "’", "„", "‹", "›", "« ", " »", "”,", "\",", "''", "“‘", "—", "– ", "- ", "…", ":", " : ", "،", "؟", "؛", "!?", ".", ", ", "(", ")", "[", "]")
DATES = (
    "12 May 2024", "Monday, 3 March 2025", "May 12", "05/11/2024", "31/02/2023", "2024-02-30", "0000-00-00", "9999-12-31", "le 1er mars 2024",
    "mardi 29 février", "لـ12 مايو 2024", "يوم الاثنين", "٣ آذار ٢٠٢٤", "yesterday", "hier", "أمس", "next week", "il y a 99999999999 ans", "قبل 3 أيام", "12:99",
    "25:61 GMT", "10h30", "Q3 2024", "1990s", "the 19th century", "1 January 1", "31 December 9999", "in 5000 years", "999999999 days ago", "١٤٤٥ هـ", "Feb. 29, 2023",
    "2024-W53-7", "Published: 05/11/2024 08:30", "Mis à jour le 32/13/2024 à 25h99", "نشر في 12/05/2024", "Tues", "24:00", "from 3 to 2 May 2024",
)
ODD = (
    "\u202e", "\u202d", "\u2066", "\u2069", "\u200e", "\u200f", "\u061c", "\u200b", "\u200c", "\u200d", "\ufeff", "\u00ad", "\u2028", "\u2029", "\x85", "\r", "\r\n", "\x0b", "\x0c",
    "\x1b[31m", "\x1b]0;x\x07", "\x9b2J", "\x7f", "\x01", "\ufffd", "\u0301", "\u0301" * 40, "\u0651\u064e", "\u0640" * 5, "ﷺ", "ﷲ", "ﻻ", "ß", "İ", "ı", "ŉ", "ﬁ", "ǰ", "ΐ", "ς", "Σ",
    "²", "①", "Ⅷ", "½", "𝟗", "٣", "۳", "३", "一", "九", "𝒜", "😀", "👨‍👩‍👧", "🇹🇩", "\U000e0041", "\U0010ffff", "\ue000", "ͅ", "℀", "ª", "º", "\u00a0", "\u202f", "\u3000", "\t", "ʼ", "·", "_", "@",
    "=1+1", "|", "\\", "%s", "{0}", "${x}", "<b>", "&amp;", "http://a.example/?q=1", "a@b.example", "U.S.", "No.", "M.", "St.", "d'", "l’", "وال", "بـ",
)
NUMBERS = ("0", "1", "12", "3,000", "3.000.000", "1 000", "٣٠٠٠", "2.5 million", "deux cents", "مئة", "a dozen", "-5", "1/2", "9" * 30, "1" * 5000, "0" * 400, "1e999", "$3bn", "€12", "50%", "²³", "٪٥٠")
NAMES_OF = ("Ilse Verbruggen", "Tomas Quispe", "M. Dupré-Lavigne", "توماس كيسبي", "عبد الكريم ناصور", "UN", "NATO", "l'ONU", "WHO", "Rotterdam", "N'Djamena", "باريس", "Chad", "Tchad", "France's", "Dr. Amina al-Sayyid", "O’Neill", "van der Berg", "MOUSSA Ali", "President", "le ministre", "وزير الخارجية")


@cache
def pack_pieces(lang: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(phrases, words) of a pack: every cell of its tables, and what its settings list."""
    phrases: set[str] = set()
    words: set[str] = set()
    for path in sorted((ROOT / lang).iterdir()):
        for row in path.read_text(encoding="utf-8").splitlines():
            if row.startswith("#"):
                continue
            for cell in row.split("\t"):
                plain = " ".join(_LEAD.sub(" ", cell).split())
                if 1 < len(plain) < 300:
                    phrases.add(plain)
                words.update(_WORD.findall(cell))
    return tuple(sorted(phrases)), tuple(sorted(words))


def piece(rng: random.Random, lang: str) -> str:
    """One piece of a text."""
    phrases, words = pack_pieces(lang)
    kind = rng.random()
    if kind < 0.3:
        return rng.choice(words)
    if kind < 0.5:
        return rng.choice(phrases)
    if kind < 0.62:
        return rng.choice(MARKS)
    if kind < 0.7:
        return rng.choice(NAMES_OF)
    if kind < 0.78:
        return rng.choice(DATES)
    if kind < 0.86:
        return rng.choice(ODD)
    if kind < 0.92:
        return rng.choice(NUMBERS)
    if kind < 0.97:
        return "\n" * rng.randint(1, 3)
    if kind < 0.98:
        return chr(rng.randrange(0x20, 0x3000))
    return rng.choice(words) * rng.randint(2, 200)


def text(rng: random.Random, lang: str) -> str:
    """A text of a few words to a few thousand characters."""
    joins = rng.choice(((" ",), (" ", ""), (" ", "\n"), ("",), (" ", ", ", ". ", "\n")))
    made = "".join(piece(rng, lang) + rng.choice(joins) for _ in range(rng.choice((3, 20, 60, 150, 300))))
    for _ in range(rng.choice((0, 0, 1, 3, 10))):
        made = _mutated(rng, made, lang)
    return made[:20_000]


def repeated(rng: random.Random, lang: str) -> str:
    """A short unit that a growth probe repeats."""
    unit = "".join(piece(rng, lang) + rng.choice((" ", " ", "", "\n")) for _ in range(rng.randint(1, 4)))
    return unit[:400]


def _mutated(rng: random.Random, value: str, lang: str) -> str:
    at, to = sorted((rng.randrange(len(value) + 1), rng.randrange(len(value) + 1)))
    to = min(to, at + 400)
    chunk = value[at:to]
    changed: Callable[[], str] = rng.choice((
        lambda: "", lambda: chunk * 3, lambda: chunk.upper(), lambda: chunk[::-1], lambda: chunk.title(),
        lambda: "".join(rng.sample(chunk, len(chunk))), partial(piece, rng, lang), lambda: rng.choice(ODD).join(chunk.split(" ")),
        lambda: rng.choice(MARKS).join(chunk.split(" ")), lambda: chunk.replace(" ", "\n"), lambda: chunk.replace("\n", " "),
    ))
    return value[:at] + changed() + value[to:]


# ------------------------------------------------------------------ bytes
_CODECS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "cp1256", "latin-1", "iso8859-6", "koi8-r", "gb18030", "shift_jis", "utf-7", "cp037")
_BYTES = (b"\x00", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\x1f\x8b", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\x80", b"\n", b"\r", b'"', b"{", b"[" * 3000, b"<", b"<!--", b"]]>", b"&#0;",
          b"&#xD800;", b"\\ud800", b"\x1b", b"<script>", b"</body>", b"=", b"'''", b"\\", b"9" * 5000, b"-" * 70_000, b"NaN", b"1e999", b"<table><tr><td>" * 50, b"\x80" * 30)
_TAGS = ("div", "p", "h1", "h2", "article", "main", "nav", "table", "tr", "td", "ul", "li", "a", "b", "span", "br", "figure", "figcaption", "blockquote", "time", "script", "style", "svg", "math",
         "template", "select", "option", "textarea", "noscript", "iframe", "title", "head", "body", "html", "base", "form", "x-y", "pre", "ruby", "address")
_VALUES = ("article:published_time", "og:type", "author", "date", "robots", "content-type", "text/html; charset=utf-16", "datePublished", "headline", "javascript:x", "display:none", "http://[::1", "//", "en-\x00", "9" * 40)
_JSON_VALUES: tuple[object, ...] = (None, True, 0, -1, 10**400, 1.5, float("nan"), float("inf"), [], {}, [[]], "", " ", "\ud800", "\x00", "\ufeff", "x" * 5000, "2024-02-30", "24:00", "0001-01-01T00:00:00+23:59",
                                    "9999-12-31T23:59:59-23:59", "2024-11-19T08:30:00+03:00", "en", "zz-ZZZZ", "../../etc", "a/b", "\x1b[2J", "=cmd|' /C calc'!A0", "' OR 1=1; --", {"a": {"b": []}})
_FIELDS = ("text", "html", "body", "id", "url", "title", "published_at", "fetched_at", "updated_at", "lang", "source", "", "x")
_KEYS = ("name", "homepage", "country", "language", "timezone", "rights", "may_publish_text", "keep", "drop", "html", "html.keep", "nmae", "''")
_TOML = ('"x"', "''", "1", "true", "1979-05-27", "[]", '["p", ".a"]', '[":has(:has(a))"]', "{keep=['a']}", '"Africa/Cairo"', '"/etc/passwd"', '"../x"', '"FRA"', '"\\u0000"', '"\\uD800"', "'''\n", "inf", "nan", "[" * 2000, '":is(" ', '"a:nth-child(99999999999n)"')


def _value(rng: random.Random) -> object:
    return rng.choice((rng.choice(_JSON_VALUES), text(rng, rng.choice(LANGS))[:500]))


def _html(rng: random.Random) -> str:
    out = [rng.choice(("<!DOCTYPE html>", "", "<?xml version='1.0' encoding='x'?>", "<!DOCTYPE html [<!ENTITY a '&a;'>]>"))]
    for _ in range(rng.choice((2, 10, 60))):
        tag = rng.choice(_TAGS)
        attributes = "".join(f" {rng.choice(('class', 'id', 'href', 'style', 'datetime', 'content', 'itemprop', 'property', 'lang', 'rel', 'type', 'a:b', '=', chr(0)))}"
                             f"={rng.choice(chr(34) + chr(39) + ' ')}{rng.choice(_VALUES)}{rng.choice(chr(34) + chr(39) + ' ')}" for _ in range(rng.choice((0, 0, 1, 4))))
        out.append(rng.choice((
            f"<{tag}{attributes}>", f"<{tag}{attributes}/>", f"</{tag}>", f"<{tag}{attributes}>{text(rng, rng.choice(LANGS))[:600]}</{tag}>",
            f"<{tag}", f"<meta name='{rng.choice(_VALUES)}' property='{rng.choice(_VALUES)}' content='{rng.choice(DATES)}'>",
            f"<script type='application/ld+json'>{json.dumps({rng.choice(_VALUES): _value(rng), '@type': 'NewsArticle', 'datePublished': _value(rng), 'author': _value(rng)})}</script>",
            f"<time datetime='{rng.choice(DATES)}'>", "<!-- ", "-->", "<![CDATA[", "&nbsp;&#1114112;&#x0;&bogus;", rng.choice(ODD),
        )))
    return "".join(out)


def _record(rng: random.Random) -> str:
    if rng.random() < 0.1:
        return json.dumps(rng.choice(_JSON_VALUES))
    record = {rng.choice(_FIELDS): _value(rng) for _ in range(rng.randint(0, 6))}
    if rng.random() < 0.7:
        record[rng.choice(("text", "body", "html"))] = _html(rng) if rng.random() < 0.3 else text(rng, rng.choice(LANGS))
    return json.dumps(record, ensure_ascii=rng.random() < 0.5)


def payload(rng: random.Random, name: str) -> bytes:
    """Bytes of a file of this name, whole or broken."""
    if name.endswith(".html"):
        made = _html(rng)
    elif ".jsonl" in name:
        made = "\n".join(_record(rng) for _ in range(rng.choice((1, 3, 12)))) + rng.choice(("\n", "", "\n\n\n"))
    else:
        made = text(rng, rng.choice(LANGS))
    content = made.encode(rng.choice(_CODECS) if rng.random() < 0.4 else "utf-8", "replace")
    content = broken(rng, content)
    if name.endswith(".gz") or rng.random() < 0.05:
        content = gzip.compress(content, 1, mtime=0)
        if rng.random() < 0.3:
            content = broken(rng, content)
    return content


def sidecar(rng: random.Random) -> bytes | None:
    """Content of a `<file>.meta.json`, or None."""
    if rng.random() < 0.4:
        return None
    return broken(rng, json.dumps({rng.choice(_FIELDS): _value(rng) for _ in range(rng.randint(0, 5))}).encode())


def source_toml(rng: random.Random) -> bytes:
    """Content of a `source.toml`."""
    lines = [f"{rng.choice(_KEYS)} = {rng.choice(_TOML)}" for _ in range(rng.randint(0, 6))]
    if rng.random() < 0.2:
        lines.insert(rng.randint(0, len(lines)), "[html]")
    return broken(rng, "\n".join(lines).encode())


def broken(rng: random.Random, content: bytes) -> bytes:
    """Bytes after some mutations, or as they were."""
    for _ in range(rng.choice((0, 0, 1, 2, 8))):
        at, to = sorted((rng.randrange(len(content) + 1), rng.randrange(len(content) + 1)))
        to = min(to, at + 300)
        chunk = content[at:to]
        new = rng.choice((b"", chunk * 2, chunk[::-1], rng.choice(_BYTES), bytes(rng.randrange(256) for _ in range(rng.randint(1, 8))), bytes(b ^ 0x20 for b in chunk)))
        content = content[:at] + new + content[to:]
        if rng.random() < 0.1:
            content = content[: rng.randrange(len(content) + 1)]
    return content
