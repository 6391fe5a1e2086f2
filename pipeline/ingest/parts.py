"""Files of many articles (exports of press databases): text or HTML, cut into parts as `[split]` of source.toml says.

A part is a stretch of its file as it stands there, so that offsets in its text are offsets in the part; `#n` behind the file's name says
which part it is. Patterns are matched by RE2, line by line, all lines at once. A line of HTML is a tag with the text behind it, since
markup knows no lines.
"""

from __future__ import annotations

import html as markup
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import BinaryIO

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.ingest import documents, html, identity, metadata
from pipeline.ingest.decode import Decoded, decode
from pipeline.ingest.forgetting import stated
from pipeline.ingest.layout import FieldRule, Split
from pipeline.ingest.origin import Found, Origin
from pipeline.ingest.registry import suffix_of
from pipeline.ingest.rejections import IngestError, rejection_for, warning
from pipeline.ingest.written import day_of, language_of, outlet_of

_SEEN = 1_000  # characters of a line that patterns see
_MAX_LINES = 2_000_000
_MAX_PIECES = 50  # of an element whose text is a value
_TIMES = ("published_at", "fetched_at", "updated_at")
_TAG = re.compile(r"<(?=[a-zA-Z/])")
_TAGS = re.compile(r"<[^<>]*>?")
_NAME = re.compile(r"<([a-zA-Z][a-zA-Z0-9]{0,30})")


def read(stream: BinaryIO, origin: Origin) -> Iterator[Found]:
    """A Document or a Rejection for each part, in order, with warnings before the document they are about, and one of what stands outside
    of parts. Raises IngestError: what reading a file of one document raises, `bad_split`, `no_parts`."""
    split = origin.layout.split or Split()
    if split.problem:
        raise IngestError("read", "bad_split", f"{origin.uri} holds many articles, and its [split] cannot be used: {split.problem}.",
                          "Mend it in source.toml.")  # fmt: skip
    payload = documents.whole(stream, origin, origin.limits.max_file)
    is_html = suffix_of(origin.uri) != ".txt"
    with documents.about(payload):
        decoded = decode(payload, origin.uri, is_html=is_html)
        lines = _Lines(decoded.text, is_html=is_html, uri=origin.uri)
        found = _cut(lines, split)
        if not found:
            raise IngestError("parse", "no_parts", f"No article begins or ends in {origin.uri} as [split] of source.toml says.",
                              "Look at a line with which one begins, and write its pattern; or is it a file of one article?")  # fmt: skip
    fields, problems = metadata.shared_fields(origin)
    yield from problems
    for number, (first, end) in enumerate(found, 1):
        uri = f"{origin.uri}#{number}"
        try:
            yield from _documents(lines, (first, end), uri, origin, fields, decoded.encoding)
        except (IngestError, RecursionError, MemoryError) as error:
            yield rejection_for(error, uri, origin.source.source_id)
    outside = _outside(lines, found)
    if outside:
        yield warning(origin.uri, origin.source.source_id, identity.sha256(payload), "skipped_records",
                      f"Lines with text stand outside of the articles of {origin.uri}: {len(outside):,}, the first at character"
                      f" {lines.begins[outside[0]]:,}.",
                      "Nothing, if these are what an export has around its articles.")  # fmt: skip


class _Lines:
    """The lines of a file, where each begins in its text, and which ones match a pattern."""

    def __init__(self, text: str, *, is_html: bool, uri: str) -> None:
        if text.count("<" if is_html else "\n") > _MAX_LINES:
            raise IngestError("parse", "too_complex", f"{uri} has more than {_MAX_LINES:,} lines.", "Split it into several files.")
        self.text, self.is_html = text, is_html
        if is_html:
            begins = [0, *(match.start() for match in _TAG.finditer(text) if match.start())]
        else:
            begins = [0]
            at = -1
            while (at := text.find("\n", at + 1)) >= 0:
                begins.append(at + 1)
        self.begins = [*begins, len(text)]
        seen = [text[start : min(end, start + _SEEN)] for start, end in zip(begins, self.begins[1:], strict=True)]
        self.seen = [" ".join(line.split()) for line in seen] if is_html else [line.rstrip("\r\n") for line in seen]
        self._array = pa.array(self.seen, pa.string())
        self._matches: dict[str, list[int]] = {}
        self._groups: dict[str, dict[int, str]] = {}

    def __len__(self) -> int:
        return len(self.seen)

    def matching(self, pattern: str) -> list[int]:
        """The numbers of the lines that match, from 0, in order."""
        if pattern not in self._matches:
            mask = pc.match_substring_regex(self._array, pattern=pattern)
            self._matches[pattern] = pc.indices_nonzero(mask).to_pylist() if pattern else []
        return self._matches[pattern]

    def groups(self, pattern: str) -> dict[int, str]:
        """What the first group of a pattern holds, by the numbers of the lines that match; empty where it has none."""
        if pattern not in self._groups:
            found = self.matching(pattern)
            try:
                whole = f"(?s)^.*?(?:{pattern}).*$"
                held = pc.replace_substring_regex(
                    self._array.take(pa.array(found, pa.int64())), pattern=whole, replacement="\\1"
                ).to_pylist()
            except pa.ArrowInvalid:  # a pattern without groups
                held = [""] * len(found)
            self._groups[pattern] = dict(zip(found, held, strict=True))
        return self._groups[pattern]

    def first(self, pattern: str, start: int, end: int) -> int | None:
        """The first line of a stretch that matches."""
        found = self.matching(pattern)
        at = bisect_left(found, start)
        return found[at] if at < len(found) and found[at] < end else None

    def says(self, number: int) -> str:
        """The text of a line, without markup."""
        line = self.seen[number]
        return " ".join((markup.unescape(_TAGS.sub(" ", line)) if self.is_html else line).split())

    def next_said(self, start: int, end: int, skip: str = "") -> int | None:
        """The first line with text of a stretch, those that match `skip` left out."""
        skipped = self.groups(skip) if skip else {}
        return next((number for number in range(start, min(end, start + _SEEN)) if number not in skipped and self.says(number)), None)

    def element(self, number: int, end: int) -> str:
        """The text of the element that begins with a line."""
        name = _NAME.match(self.seen[number])
        closing = f"</{name[1].lower()}" if name else "</"
        parts: list[str] = []
        for at in range(number, min(end, number + _MAX_PIECES)):
            if at > number and self.seen[at].lower().startswith(closing):
                break
            parts.append(self.says(at))
        return " ".join(part for part in parts if part)


def _cut(lines: _Lines, split: Split) -> list[tuple[int, int]]:
    """The parts, as (first line, line behind the last)."""
    starts, ends = (set(lines.matching(pattern)) for pattern in (split.start, split.end))
    parts: list[tuple[int, int]] = []
    begun = None if split.start else 0
    for number in sorted(starts | ends):
        if number in starts:
            if begun is not None:
                parts.append((begun, number))
            begun = number
        if number in ends and begun is not None:
            parts.append((begun, number + 1))
            begun = None if split.start else number + 1
    if split.start and begun is not None:
        parts.append((begun, len(lines)))
    return parts


def _outside(lines: _Lines, parts: Sequence[tuple[int, int]]) -> list[int]:
    """The lines with text that are in no part."""
    gaps = zip([0, *(end for _, end in parts)], [*(first for first, _ in parts), len(lines)], strict=True)
    return [number for first, end in gaps for number in range(first, end) if lines.says(number)]


def _documents(lines: _Lines, part: tuple[int, int], uri: str, origin: Origin, fields: dict[str, object], encoding: str) -> Iterator[Found]:
    split = origin.layout.split or Split()
    first, end = part
    behind = lines.first(split.text_end, first + 1, end) if split.text_end else None
    text = lines.text[lines.begins[first] : lines.begins[end if behind is None else behind]].strip("\r\n \t\f")
    payload = text.encode("utf-8", "surrogatepass")
    if len(payload) > origin.limits.max_record:
        raise IngestError("read", "too_large", f"{uri} is longer than {origin.limits.max_record / 1e6:g} MB.",
                          "Does [split] of source.toml miss where articles begin? Else raise max_record_mb in dateline.toml.")  # fmt: skip
    fields = {**fields, **{name: _stated(name, value, origin) for name, rule in split.fields if (value := _value(lines, rule, first, end))}}
    origin = metadata.within(origin, uri, fields)
    with documents.about(payload):
        if not text:
            raise IngestError("read", "empty_file", f"{uri} holds no text.", "Look at `start`, `end` and `text_end` of [split].")
        file = stated(payload, origin, is_html=lines.is_html)
        yield from file.problems
        if file.is_forgotten:
            return
        said = Decoded(file.decoded.text, encoding, file.decoded.text.count("\ufffd") if "\ufffd" in text else 0)
        make = html.page_document if lines.is_html else documents.text_document
        yield from make(origin, uri, file.source, file.given, raw=file.payload, content=file.payload, decoded=said)


def _value(lines: _Lines, rule: FieldRule, first: int, end: int) -> str:
    """What a part states by a rule; empty where it does not."""
    number: int | None
    if rule.line:
        number = first - 1
        for _ in range(rule.line):
            number = lines.next_said(number + 1, end, rule.skip) if number is not None else None
    elif rule.behind:
        number = lines.first(rule.behind, first, end)
        number = number if number is None else lines.next_said(number + (not lines.is_html), end, rule.skip)
    else:
        number = lines.first(rule.pattern, first, end)
    if number is None:
        return ""
    if not rule.pattern:
        return lines.says(number)
    told = lines.groups(rule.pattern).get(number, "")
    if told or rule.line or rule.behind:
        return " ".join((markup.unescape(_TAGS.sub(" ", told)) if lines.is_html else told).split())
    if lines.is_html:
        return lines.element(number, end)
    following = lines.next_said(number + 1, end)
    return "" if following is None else lines.says(following)


def _stated(name: str, value: str, origin: Origin) -> str:
    """A value as documents state it; as it stands where it cannot be read, so that this is told."""
    if name in _TIMES:
        return day_of(value) or value
    if name == "lang":
        return language_of(value) or value
    return outlet_of(value, origin.sources) if name == "source" else value
