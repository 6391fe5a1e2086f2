"""Layouts: how a source's bulk files are laid out, as its `source.toml` states it in `[columns]`, `[table]` and `[split]`.

Here stand the values, their checks, and the profiles of press databases (`split_profiles.toml`). What is done with them is in
`records.py` (columns), `delimited.py` (tables) and `parts.py` (split). A bad value costs itself and one rejection; a `[split]`
that cannot be used costs the files that it is about, for a file of many articles is never read as one.

Patterns are those of RE2, which takes time in proportion to the text whatever the pattern is: no look-around, no references back,
`\\w`, `\\d` and `\\s` are those of ASCII, letters of any script are `\\p{L}`.
"""

from __future__ import annotations

import codecs
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files as package_files
from typing import Any

FIELDS = ("text", "html", "body", "id", "url", "title", "byline", "published_at", "fetched_at", "updated_at", "lang", "source")
PART_FIELDS = FIELDS[3:]
TABLES = ("columns", "table", "split")
_MAX_PATTERN = 500  # characters
_NO_ENCODINGS = ("idna", "punycode", "unicode", "raw", "undefined", "utf-7", "utf7", "mbcs", "oem")
WIDE = ("utf-16", "utf-32")  # how encodings begin that ASCII is no part of
_ASCII = bytes(range(9, 127)).replace(b"\\", b"").replace(b"~", b"")  # two that Japanese encodings have letters of their own for
_COUNTED = re.compile(r"\{([0-9]{1,5})(?:,([0-9]{0,5}))?\}")
_MAX_COUNTED = 300
_MAX_NAMES = 1_000  # columns of a header that is given
_FIELD_KEYS = ("pattern", "line", "behind", "skip")
_SPLIT_KEYS = ("profile", "files", "start", "end", "text_end", "fields")


@dataclass(frozen=True, slots=True)
class Table:
    """How delimited files are written; None: it is told from the file. `quote`: "" where no cell is quoted. `header`: names of the
    columns of files without a line of names."""

    delimiter: str | None = None
    quote: str | None = None
    encoding: str | None = None
    header: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldRule:
    """Where a part states a value: in the first line that matches `pattern` (its first group; without one, or where that is empty, the
    next line with text); in the n-th line with text (`line`, from 1); or in the first line with text behind one that matches `behind`,
    those that match `skip` left out. With several, `pattern` says what of that line is the value."""

    pattern: str = ""
    line: int = 0
    behind: str = ""
    skip: str = ""


@dataclass(frozen=True, slots=True)
class Split:
    """How files of many articles are cut. A part begins with a line that matches `start`, or behind the end of the one before; it ends
    with a line that matches `end`, or before the next start. Its text ends before a line that matches `text_end`. `files`: names that
    this is about (`*` and `?` stand for anything). `problem`: why it cannot be used."""

    start: str = ""
    end: str = ""
    text_end: str = ""
    fields: tuple[tuple[str, FieldRule], ...] = ()
    files: tuple[str, ...] = ()
    problem: str = ""

    def covers(self, name: str) -> bool:
        """Whether a file of this name holds many articles."""
        return not self.files or any(fnmatchcase(name.lower(), pattern.lower()) for pattern in self.files)


@dataclass(frozen=True, slots=True)
class Layout:
    """All of it. `columns`: (field, name of the column or key) where they are called otherwise; a name with full stops leads into
    nested ones."""

    columns: tuple[tuple[str, str], ...] = ()
    table: Table = field(default_factory=Table)
    split: Split | None = None


PLAIN = Layout()


class _WrongError(Exception):
    """(what is wrong, what to write instead)."""

    def __init__(self, wrong: str, hint: str) -> None:
        super().__init__(wrong)
        self.wrong = wrong
        self.hint = hint


def parse_layout(tables: Mapping[str, object]) -> tuple[Layout, list[tuple[str, str, str]]]:
    """The layout that these tables of a `source.toml` state, and (key, what is wrong, hint) of each value that is not used."""
    problems: list[tuple[str, str, str]] = []
    given: dict[str, Mapping[str, object]] = {}
    for name in TABLES:
        value = tables.get(name, {})
        if isinstance(value, dict):
            given[name] = value
        else:
            problems.append((name, "is no table", f"Write [{name}], and its keys on the lines below."))
            given[name] = {"": value} if name == "split" else {}
    columns: list[tuple[str, str]] = []
    table = Table()
    for key, value in given["columns"].items():
        try:
            columns.append((_field(key, FIELDS), _text(value, "the name of a column")))
        except _WrongError as error:
            problems.append((f"columns.{key}", error.wrong, error.hint))
    for key, value in given["table"].items():
        try:
            table = replace(table, **_option(key, value))
        except _WrongError as error:
            problems.append((f"table.{key}", error.wrong, error.hint))
    split = None
    if "split" in tables:
        split, more = _split(given["split"])
        problems += more
    return Layout(tuple(sorted(columns)), table, split), problems


def _option(key: str, value: object) -> dict[str, Any]:
    if key == "delimiter":
        if not isinstance(value, str) or len(value) != 1 or not value.isascii() or value.isalnum() or value in '"\r\n\0':
            raise _WrongError(f"is {value!r:.60}, no delimiter", 'Write one sign: ";", ",", "|" or "\\t".')
        return {key: value}
    if key == "quote":
        if value not in ("", '"', "'"):
            raise _WrongError(f"is {value!r:.60}, no mark of quotation", 'Write "\\"", "\'", or "" where cells are not quoted.')
        return {key: value}
    if key == "encoding":
        try:
            name = codecs.lookup(_text(value, "the name of an encoding")).name
            is_one = name.startswith(WIDE) or _ASCII.decode(name) == _ASCII.decode("ascii")  # refuses codecs that make bytes of bytes
        except (LookupError, ValueError):
            is_one = False
        if not is_one or name.startswith(_NO_ENCODINGS):
            raise _WrongError(f"is {value!r:.60}, no encoding of texts", 'Write "utf-8", "windows-1252", "windows-1256" …')
        return {key: name}
    if key == "header":
        if not isinstance(value, list) or not 0 < len(value) <= _MAX_NAMES:
            raise _WrongError(f"is {value!r:.60}, no list of names", 'Write header = ["id", "date", "text"].')
        return {key: tuple(_text(name, "the name of a column") for name in value)}
    raise _WrongError("is not a key of [table]", "Known are delimiter, quote, encoding and header.")


def _field(key: str, known: tuple[str, ...]) -> str:
    if key not in known:
        raise _WrongError("is no field of a document", f"Known are {', '.join(known)}.")
    return key


def _text(value: object, what: str) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > 200 or "\0" in value:
        raise _WrongError(f"is {value!r:.60}, not {what}", 'Write it in quotes: text = "content".')
    return value.strip()


# ------------------------------------------------------------------ files of many articles
@cache
def profiles() -> Mapping[str, Mapping[str, object]]:
    """The layouts that are known by name."""
    return tomllib.loads(package_files("pipeline.ingest").joinpath("split_profiles.toml").read_text(encoding="utf-8"))


def _split(stated: Mapping[str, object]) -> tuple[Split, list[tuple[str, str, str]]]:
    problems: list[tuple[str, str, str]] = []
    merged = dict(stated)
    if "profile" in stated:
        known = profiles().get(str(stated["profile"]))
        if known is None:
            wrong = f"is {stated['profile']!r:.60}, no known layout"
            return Split(problem=f"its profile {wrong}"), [("split.profile", wrong, f"Known are {', '.join(sorted(profiles()))}.")]
        own, base = stated.get("fields", {}), known.get("fields", {})
        merged = {**known, **stated}
        if isinstance(own, dict) and isinstance(base, dict):
            merged["fields"] = {**base, **own}
    values: dict[str, str] = {}
    for key in ("start", "end", "text_end"):
        try:
            values[key] = _pattern(merged[key]) if key in merged else ""
        except _WrongError as error:
            problems.append((f"split.{key}", error.wrong, error.hint))
            values["problem"] = f"`{key}` {error.wrong}"
    listed = merged.get("files", [])
    names = [listed] if isinstance(listed, str) else listed
    if not isinstance(names, list) or not all(isinstance(name, str) and name for name in names):
        problems.append(("split.files", f"is {listed!r:.60}, no list of names", 'Write files = ["*.txt"].'))
        names, values["problem"] = [], "`files` is no list of names"
    unknown = sorted(merged.keys() - set(_SPLIT_KEYS))
    problems += [(f"split.{key}", "is not a key of [split]", f"Known are {', '.join(_SPLIT_KEYS)}.") for key in unknown]
    if not (values.get("start") or values.get("end")) and "problem" not in values:
        values["problem"] = "it has neither `start` nor `end`"
        hint = "Say by a pattern with which line an article begins or ends, or name a profile."
        problems.append(("split", "has neither `start` nor `end`", hint))
    rules, more = _rules(merged.get("fields", {}))
    return Split(files=tuple(names), fields=rules, **values), [*problems, *more]


def _rules(stated: object) -> tuple[tuple[tuple[str, FieldRule], ...], list[tuple[str, str, str]]]:
    if not isinstance(stated, dict):
        return (), [("split.fields", "is no table", "Write [split.fields], and its keys on the lines below.")]
    rules: list[tuple[str, FieldRule]] = []
    problems: list[tuple[str, str, str]] = []
    for key, value in stated.items():
        try:
            rules.append((_field(key, PART_FIELDS), _rule(value)))
        except _WrongError as error:
            problems.append((f"split.fields.{key}", error.wrong, error.hint))
    return tuple(sorted(rules, key=lambda rule: rule[0])), problems


def _rule(value: object) -> FieldRule:
    if isinstance(value, str):
        return FieldRule(pattern=_pattern(value))
    if not isinstance(value, dict) or not value or value.keys() - set(_FIELD_KEYS):
        raise _WrongError(f"is {value!r:.60}, no rule", "Write a pattern, or a table with pattern, line, behind or skip.")
    line = value.get("line", 0)
    if not isinstance(line, int) or isinstance(line, bool) or not 0 <= line <= 100:
        raise _WrongError(f"has the line {line!r:.40}", "Write a number from 1 to 100.")
    rule = FieldRule(line=line, **{key: _pattern(value[key]) for key in ("pattern", "behind", "skip") if key in value})
    if not (rule.pattern or rule.line or rule.behind):
        raise _WrongError("names no line", "Give it a pattern, a line, or the line that it stands behind.")
    return rule


@cache
def _complaint(pattern: str) -> str:
    """What RE2 has against a pattern; empty where it takes it."""
    import pyarrow as pa  # noqa: PLC0415 (half a second: only where a source has patterns)
    import pyarrow.compute as pc  # noqa: PLC0415

    try:
        pc.match_substring_regex(pa.array([""]), pattern=pattern)
    except pa.ArrowInvalid as error:
        return " ".join(str(error).split())[:120]
    return ""


def _pattern(value: object) -> str:
    if not isinstance(value, str) or not value or len(value) > _MAX_PATTERN or not value.isprintable():
        raise _WrongError(f"is {value!r:.60}, no pattern", f"Write a regular expression of at most {_MAX_PATTERN} signs, in single quotes.")
    if sum(int(most or least) for least, most in _COUNTED.findall(value)) > _MAX_COUNTED:  # each is a copy of what is repeated
        raise _WrongError(
            f"is {value!r:.60}, which counts too far", f"Let the numbers in braces come to {_MAX_COUNTED} at most, or write *."
        )
    if complaint := _complaint(value):
        raise _WrongError(f"is {value!r:.60}, no pattern of RE2 ({complaint})", "See the syntax of RE2; it knows no look-around.")
    return value
