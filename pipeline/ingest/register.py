"""The register of what is to be forgotten: salted digests of articles, addresses and names, as values.

The register tells whether something is forgotten without saying what: a row holds a digest under a salt, never the thing. Whoever has it
can test a guess. Here stand its rows, how they are written (a table divided by tabs) and asked; where the file lies is
`warehouse/forgotten.py`, how names are looked for in a text `redact.py`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property

from pipeline.ingest.addresses import canonical

COLUMNS = ("entry", "kind", "mark", "scope", "words", "sieve", "salt", "digest", "reason", "day")
KINDS = ("article", "url", "person")
# What a digest was made of: an article_id; a text's SHA-256; source and external id; an address; a name, or all words of one in one; and
# what the files of users may call an article by, beside these: the SHA-256 of its bytes, its path. By the last two nothing is left out.
MARKS = ("id", "text", "record", "url", "name", "glued", "raw", "place")
EVERYWHERE, BESIDE = "all", "beside"  # scopes of a name; any other is the digest of the one article that it is blanked in
MAX_WORDS = 12  # of a name
_REMEMBERED = 65_536
_HEX = re.compile(r"[0-9a-f]{32}")
_SIEVE = re.compile(r"(?:[0-9a-f]{2})?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_HEAD = (
    "# What Dateline has forgotten and does not take up again: salted digests, no names and no texts. Keep this file; who has it can test",
    "# a guess. Without the rows of one entry the thing comes back with the next run.",
)


class RegisterError(Exception):
    """A register that cannot be used. The message says what is wrong, where, and what to do."""


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """One row. `entry` binds the rows of one article or person; `scope`, `words` (their number) and `sieve` (two
    digits of the digest of the first word, so that most words of a text are looked up no further) are of names, else "", 0 and ""."""

    entry: str
    kind: str
    mark: str
    scope: str
    words: int
    sieve: str
    salt: str
    digest: str
    reason: str
    day: str


@dataclass(frozen=True)
class Register:
    """All rows. Asking costs a digest a salt; there is one salt, unless files of several people were joined. `is_of_quotations`: the
    words of a row may be divided by any signs, not only by those that stand within names."""

    rows: tuple[Row, ...] = ()
    is_of_quotations: bool = False

    @cached_property
    def digest(self) -> str:
        """A digest of what the rows forget, whatever their order and reasons; "" for no rows."""
        told = sorted((r.mark, r.scope, r.salt, r.digest, r.entry) for r in self.rows)
        return hashlib.sha256(repr(told).encode()).hexdigest()[:16] if told else ""

    @cached_property
    def _known(self) -> dict[str, dict[str, set[str]]]:
        known: dict[str, dict[str, set[str]]] = {}
        for row in self.rows:
            known.setdefault(row.mark, {}).setdefault(row.salt, set()).add(row.digest)
        return known

    @cached_property
    def names(self) -> dict[str, dict[tuple[int, str], list[Row]]]:
        """Salt → (number of words, digest) → the rows of names."""
        found: dict[str, dict[tuple[int, str], list[Row]]] = {}
        for row in self.rows:
            if row.mark in ("name", "glued"):
                found.setdefault(row.salt, {}).setdefault((row.words, row.digest), []).append(row)
        return found

    @cached_property
    def _sieves(self) -> dict[str, set[str]]:
        return {salt: {row.sieve for rows in names.values() for row in rows} for salt, names in self.names.items()}

    @cached_property
    def _may_begin(self) -> dict[tuple[str, str], bool]:
        return {}

    def may_begin(self, word: str, salt: str) -> bool:
        """Whether a name may begin with this word: no is certain. What was asked is remembered, for words recur."""
        known = self._may_begin.get((word, salt))
        if known is None:
            if len(self._may_begin) >= _REMEMBERED:
                self._may_begin.clear()
            known = self._may_begin[word, salt] = sieve(word, salt) in self._sieves[salt]
        return known

    def holds(self, mark: str, value: str | None) -> bool:
        """Whether a value is forgotten."""
        if not value or mark not in self._known:
            return False
        return any(salted(mark, value, salt) in digests for salt, digests in self._known[mark].items())

    def forgets(
        self, article_id: str, source_id: str, external_id: str | None, urls: Iterable[str | None] = (), text_sha256: str | None = None
    ) -> bool:
        """Whether a document is forgotten: by its id, its source's id for it, one of its addresses, or its text."""
        if not self.rows:
            return False
        return (
            self.holds("id", article_id)
            or self.holds("text", text_sha256)
            or bool(external_id and self.holds("record", record_key(source_id, external_id)))
            or any(self.holds("url", canonical(url)) for url in urls if url)
        )

    @cached_property
    def everywhere(self) -> Register:
        """The register with every name to be looked for everywhere, as in files that were made of many documents."""
        return Register(tuple(replace(r, scope=EVERYWHERE) if r.words else r for r in self.rows))

    def with_rows(self, rows: Iterable[Row]) -> Register:
        """The register with these rows as well; a digest that it has is not added again."""
        known = {(r.mark, r.scope, r.salt, r.digest) for r in self.rows}
        return Register((*self.rows, *(r for r in rows if (r.mark, r.scope, r.salt, r.digest) not in known)))


EMPTY = Register()


def record_key(source_id: str, external_id: str) -> str:
    """What tells a record of a source."""
    return f"{source_id}\0{external_id}"


def salted(mark: str, value: str, salt: str) -> str:
    """The digest of a value: 32 hexadecimal digits. `salt`: 32 hexadecimal digits."""
    said = f"{mark}\0{value}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(said, digest_size=16, key=bytes.fromhex(salt)).hexdigest()


def sieve(word: str, salt: str) -> str:
    """What tells most words from the first one of a name."""
    return salted("sieve", word, salt)[:2]


def written(register: Register) -> str:
    """The text of the file."""
    lines = [*_HEAD, "\t".join(COLUMNS)]
    lines += ["\t".join(" ".join(str(getattr(row, name)).split()) for name in COLUMNS) for row in register.rows]
    return "\n".join(lines) + "\n"


def parsed(text: str, where: str) -> Register:
    """The register that a file holds. Raises RegisterError, which names file and line."""
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip() and not line.startswith("#")]
    if not lines:
        return EMPTY
    if tuple(lines[0][1].rstrip("\r").split("\t")) != COLUMNS:
        raise RegisterError(f"{where}, line {lines[0][0]}: the columns are not {', '.join(COLUMNS)}. Take the file from a backup.")
    return Register(tuple(_row(line.rstrip("\r").split("\t"), f"{where}, line {number}") for number, line in lines[1:]))


def _row(cells: Sequence[str], where: str) -> Row:
    problem = ""
    if len(cells) != len(COLUMNS):
        problem = f"{len(cells)} cells where {len(COLUMNS)} are wanted"
    else:
        values = dict(zip(COLUMNS, cells, strict=True))
        if values["kind"] not in KINDS or values["mark"] not in MARKS:
            problem = f"the kind `{values['kind']:.40}` or the mark `{values['mark']:.40}` is not known"
        elif not (_HEX.fullmatch(values["salt"]) and _HEX.fullmatch(values["digest"])):
            problem = "salt and digest are 32 hexadecimal digits each"
        elif not (values["words"].isascii() and values["words"].isdigit() and int(values["words"]) <= MAX_WORDS):
            problem = f"`words` is no number up to {MAX_WORDS}"
        elif (values["mark"] in ("name", "glued")) != (int(values["words"]) > 0):
            problem = "a name has a number of words, and nothing else has"
        elif not _SIEVE.fullmatch(values["sieve"]) or bool(values["sieve"]) != (int(values["words"]) > 0):
            problem = "the sieve of a name is two hexadecimal digits"
        elif not _DAY.fullmatch(values["day"]):
            problem = "the day is no 2025-06-30"
    if problem:
        raise RegisterError(f"{where}: {problem}. Nothing is read while what is forgotten is not known: mend the row or take it out.")
    return Row(**{f.name: int(values[f.name]) if f.name == "words" else values[f.name] for f in fields(Row)})  # type: ignore[arg-type]
