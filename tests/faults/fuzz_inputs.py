"""What the fuzzer feeds: bytes for the readers, texts for cleaner and annotators; from a `random.Random` and nothing else.

Texts are made of pieces that the floors look for (the packs' words, phrases and examples, marks of quotation, dates, numbers) and
of pieces that break naive code (controls of direction, combining marks, letters that change length when folded, digits that are
none for `int`), then mutated. Bytes are well-formed files of each format, then mutated.
"""

# fmt: off
# ruff: noqa: E501, PLW0108

from __future__ import annotations

import gzip
import io
import json
import random
import re
from collections.abc import Callable
from functools import cache, partial

import archives
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.languages import ROOT

LANGS = ("en", "fr", "ar")
NAMES = ("a.txt", "a.html", "a.jsonl", "a.jsonl.gz", "a.csv", "a.tsv.gz", "a.parquet", "a.warc", "a.warc.gz", "many.txt", "many.html")
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


_CELLS = ('"', '""', ",", ";", "\t", "|", "\n", "\r\n", "'", "\x00", '",', '"\n"', " ")
_CODES = ("none", "snappy", "gzip", "zstd")
_HEADERS = ("Content-Type: text/html", "Content-Type: text/html; charset=windows-1256", "Content-Type: image/png", "Content-Encoding: gzip", "Content-Encoding: br",
            "Content-Encoding: deflate", "Content-Encoding: zstd", "Transfer-Encoding: chunked", "Content-Type:", "X: \xff", "Content-Encoding: gzip, br, gzip", ":", "")
_STATUS = ("HTTP/1.1 200 OK", "HTTP/1.1 404 Not Found", "HTTP/2 200", "HTTP/1.1 20", "", "GET / HTTP/1.1", "\x00")


def _table(rng: random.Random, sign: str) -> str:
    """Rows of cells that may be quoted, or should be."""
    n = rng.randint(1, 5)
    rows = [sign.join(rng.choice(_FIELDS[:10]) if rng.random() < 0.3 else name for name in ("text", "id", "title", "published_at", "x")[:n])]
    for _ in range(rng.choice((1, 4, 20))):
        cells = [rng.choice((str(_value(rng))[:400], text(rng, rng.choice(LANGS))[:300], rng.choice(_CELLS))) for _ in range(n if rng.random() < 0.9 else rng.randint(0, 7))]
        rows.append(sign.join(f'"{cell.replace(chr(34), chr(34) * 2)}"' if rng.random() < 0.6 else cell for cell in cells))
    return rng.choice(("\n", "\r\n", "\r")).join(rows)


def _columns(rng: random.Random) -> bytes:
    """A Parquet file with columns of all sorts."""
    n = rng.choice((1, 3, 40))
    kinds: tuple[Callable[[], pa.Array], ...] = (
        lambda: pa.array([text(rng, "en")[:200] for _ in range(n)]), lambda: pa.array([b"\xff\x00" * k for k in range(n)]), lambda: pa.array([rng.random() for _ in range(n)]),
        lambda: pa.array([["a", None, text(rng, "fr")[:50]]] * n), lambda: pa.array([{"text": "a", "b": [{"c": 1}]}] * n), lambda: pa.array([rng.randrange(-(2**62), 2**62) for _ in range(n)], pa.timestamp("us")),
        lambda: pa.array([None] * n, pa.string()), lambda: pa.array(["k"] * n).dictionary_encode(), lambda: pa.array([rng.randrange(2**31) - 2**30 for _ in range(n)], pa.date32()),
        lambda: pa.array([text(rng, "ar")[:200] for _ in range(n)], pa.large_string()), lambda: pa.array([[("a", "b")]] * n, pa.map_(pa.string(), pa.string())),
    )  # fmt: skip
    names = rng.sample(_FIELDS, rng.randint(1, 5))
    out = io.BytesIO()
    pq.write_table(pa.table({name: rng.choice(kinds)() for name in names}), out, row_group_size=rng.choice((1, 10, 100)), compression=rng.choice(_CODES))
    return out.getvalue()


def _archive(rng: random.Random) -> list[bytes]:
    """Records of a WARC file."""
    made = []
    for _ in range(rng.choice((1, 3, 8))):
        body = _html(rng).encode("utf-8", "replace")
        body = rng.choice((body, body, gzip.compress(body, mtime=0), b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body), broken(rng, gzip.compress(body, mtime=0))))
        headers = "\r\n".join(rng.sample(_HEADERS, rng.randint(0, 3)))
        length = rng.choice((None, None, None, 0, 17, len(body), 10**6, 10**17))
        made.append(archives.record(body, rng.choice(("response", "response", "request", "revisit", "warcinfo", "x")), http=rng.choice(_STATUS[:1] * 6 + _STATUS), headers=headers,
                                    url=rng.choice(("https://a.example/1", "<https://a.example/2>", "\ud800".encode("utf-8", "replace").decode(), "", "dns:a")), length=length))  # fmt: skip
    return made


def _exported(rng: random.Random) -> str:
    """An export of a press database, with lines that begin, end and describe parts."""
    lines = ("== A", "Document 1 of 2", "2 of 3 DOCUMENTS", "HD", "HD Bridge", "AN Document ABCDEFGH12345678", "Document ABCDEFGH12345678", "End of Document", "_" * 40, "<article>", "</article>",
             "HEADLINE: Bridge", "Title: Bridge", "3 March 2025", "lundi 3 mars 2025", "PD 31 February 2025", "LANGUAGE: ENGLISH", "Par Ana Ruiz", "LOAD-DATE: March 3, 2025", "<span class='DocHeader'>")
    return "\n".join(rng.choice((rng.choice(lines), text(rng, rng.choice(LANGS))[:300])) for _ in range(rng.choice((2, 10, 60))))


def payload(rng: random.Random, name: str) -> bytes:
    """Bytes of a file of this name, whole or broken."""
    if name.endswith(".parquet"):
        return broken(rng, _columns(rng))
    if ".warc" in name:
        records = _archive(rng)
        return broken(rng, archives.packed(*records) if name.endswith(".gz") else b"".join(records))
    if name.startswith("many"):
        made = _exported(rng)
    elif ".csv" in name or ".tsv" in name:
        made = _table(rng, "\t" if ".tsv" in name else rng.choice(",;|"))
    elif name.endswith(".html"):
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
    if rng.random() < 0.5:
        lines += ["[columns]", *(f"{rng.choice(_FIELDS) or 'text'} = {rng.choice(_COLUMN_NAMES)}" for _ in range(rng.randint(0, 2)))]
    if rng.random() < 0.3:
        lines += ["[table]", *(f"{key} = {rng.choice(_OPTIONS)}" for key in rng.sample(("delimiter", "quote", "encoding", "header", "nothing"), 2))]
    if rng.random() < 0.6:
        lines += ["[split]", 'files = ["many*"]', rng.choice((f"profile = '{rng.choice(_PROFILES)}'", f"start = '{rng.choice(_PATTERNS)}'", f"end = '{rng.choice(_PATTERNS)}'", "start = 1")),
                  "[split.fields]", f"title = '{rng.choice(_PATTERNS)}'", rng.choice(("id = { line = 2 }", "lang = { behind = '^HD', skip = 'a' }", "url = {}", f"published_at = '{rng.choice(_PATTERNS)}'"))]
    return broken(rng, "\n".join(lines).encode())


_COLUMN_NAMES = (*_TOML[:4], '"x"', '"title"', '"text.b"')
_OPTIONS = ('","', '";"', '"\\t"', '"a"', '""', '"\'"', '"utf-8"', '"cp1256"', '"utf-16"', '"rot13"', '"idna"', '["text"]', '["id", "text"]', "[]", "1")
_PROFILES = ("factiva", "factiva-indexed", "nexis", "nexis-uni", "europresse", "proquest", "nobody")
_PATTERNS = ("^==", "^(.*)$", "^HD(.*)", "(a+)+$", "(?=a)", "(", "^<article", "", "^$", "(?i)title: (.*)", "\\p{L}+", "(a|a)*b", "x{1,250}", ".")


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
