"""One article of the published file, line by line: what was kept, what was dropped, why, and how sure that is.

For `dateline explain`. Here stand the search for the article that is meant, and the page for the screen or for programs. The
verdicts themselves were made by the stage `clean`; nothing is judged here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.screen import printable, width
from pipeline.warehouse import labels
from pipeline.warehouse.explain_judged import decided
from pipeline.warehouse.explain_judged import lines as judged_lines
from pipeline.warehouse.paths import sql_directory
from pipeline.warehouse.query import as_json_text, plain

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_LISTED = 20  # articles in a list
_NAMED = ("article_id", "source_id", "uri", "external_id", "url", "title", "byline", "credit", "lang", "lang_score", "published_on",
          "published_at", "published_utc_offset", "published_precision", "published_basis", "updated_at", "is_current",
          "supersedes_article_id")  # fmt: skip
Paint = Callable[[str, str], str]  # (text, what it is: kept, dropped, faint, strong) → text


class ExplainError(Exception):
    """No article is meant, or several: the message lists them or says where to look."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of `article_lines` with the text that it covers."""

    line_no: int
    start_char: int
    end_char: int
    kept: bool
    role: str
    score: float
    rule_id: str
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Explained:
    """An article (columns of `articles`, without its text) and all its lines, in order."""

    article: dict[str, Any]
    lines: tuple[Line, ...]
    decided: tuple[dict[str, Any], ...] = ()  # by hand, of the article and what stands in it

    @property
    def n_kept(self) -> int:
        return sum(line.kept for line in self.lines)

    @property
    def characters(self) -> tuple[int, int]:
        """(of kept lines, of all lines)"""
        sizes = [(line.end_char - line.start_char, line.kept) for line in self.lines]
        return sum(size for size, kept in sizes if kept), sum(size for size, _ in sizes)


def explain(con: DuckDBPyConnection, wanted: str, raw: Path, *, history: bool = False) -> Explained:
    """The article that `wanted` means: an article_id or the beginning of one, a uri, an external id, a url, or the path of a file
    in the raw folder. `history`: look among superseded versions too, also where there is a current one. Raises ExplainError."""
    wanted = wanted.strip()
    uri = path_below(wanted, raw)
    found = rows_of(con, "find", wanted=wanted, uri=uri, history=history) if wanted else []
    if not found:
        raise ExplainError(_nothing(con, wanted, uri))
    if len(found) > 1:
        raise ExplainError(_several(wanted, found))
    key = found[0]["article_id"]
    (article,) = rows_of(con, "article", article_id=key)
    rows = rows_of(con, "lines", article_id=key)
    return Explained({name: article[name] for name in _NAMED}, tuple(Line(**row) for row in rows),
                     decided(con, article_id=key))  # fmt: skip


def rows_of(con: DuckDBPyConnection, name: str, **values: Any) -> list[dict[str, Any]]:
    """The rows of the query in sql/explain/<name>.sql."""
    cursor = con.execute((sql_directory() / "explain" / f"{name}.sql").read_text(encoding="utf-8"), values)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def by_id(con: DuckDBPyConnection, kind: str, wanted: str, listed: tuple[str, str], **values: Any) -> dict[str, Any]:
    """The one row of the query `kind` for an id or the beginning of one, with or without `kind:` before it. `listed`: the columns that
    tell rows apart, the id first. Raises ExplainError where none is meant, or several."""
    key = wanted.strip().removeprefix(f"{kind}:").strip()
    found = rows_of(con, kind, wanted=key, most=_LISTED + 1, **values) if key else []
    if not found:
        look = f'dateline query "SELECT {", ".join(listed)} FROM {kind}s"'  # noqa: S608 -- shown, not run
        now = now_under(con, key)
        moved = f" In an earlier version it stood for what is now {now}." if now else ""
        raise ExplainError(f"No {kind}_id begins with `{printable(key)}`.{moved} See what there is: {look}")
    if len(found) > 1:
        rows = [f"  {row[listed[0]]}  {shortened(printable(row[listed[1]] or ''), 80)}" for row in found[:_LISTED]]
        more = ["  … and more"] if len(found) > _LISTED else []
        raise ExplainError("\n".join([f"Several {kind}s begin with `{printable(key)}`. Name one of them:", *rows, *more]))
    return found[0]


def now_under(con: DuckDBPyConnection, cited: str) -> str:
    """Ids under which the members of an id of an earlier version stand now; "" where there are none."""
    if not con.execute("SELECT 1 FROM duckdb_functions() WHERE function_name = 'current_ids'").fetchall():
        return ""  # published by an earlier release
    return ", ".join(
        f"{name} ({share:.0%})" for name, share in con.execute("SELECT id, share_of_members FROM current_ids(?)", [cited]).fetchall()
    )


def path_below(wanted: str, raw: Path) -> str:
    """A path as the warehouse names it: below raw/, with `/`; what lies elsewhere stays as it was typed."""
    path, mark, record = wanted.partition("#")
    for base in (Path.cwd(), raw):
        inside = (base / path).resolve() if path else raw
        if inside.is_relative_to(raw.resolve()) and inside.exists() and inside != raw.resolve():
            return inside.relative_to(raw.resolve()).as_posix() + mark + record
    return wanted.removeprefix("./").removeprefix("raw/")


def _nothing(con: DuckDBPyConnection, wanted: str, uri: str) -> str:
    failed = con.execute(
        "SELECT message, hint FROM ingest_errors WHERE NOT is_resolved AND (uri = ? OR starts_with(uri, ? || '#')) ORDER BY uri LIMIT 1",
        [uri, uri],
    ).fetchall()
    if failed:
        return f"There is no article of {uri}: {failed[0][0]} {failed[0][1]}"
    near = con.execute(
        "SELECT uri FROM articles WHERE contains(lower(uri), lower(?)) OR contains(lower(title), lower(?)) ORDER BY uri LIMIT 5",
        [wanted, wanted],
    ).fetchall()
    hint = f" Did you mean {' or '.join(printable(uri) for (uri,) in near)}?" if near and wanted else ""
    look = 'dateline query "SELECT article_id, uri, title FROM articles"'
    return (
        f"No article_id, beginning of one, uri, external id, url or file in the raw folder is `{wanted}`.{hint} See what there is: {look}"
    )


def _several(wanted: str, found: Sequence[dict[str, Any]]) -> str:
    rows = [
        f"  {row['article_id']}  {printable(row['uri'])}  {row['published_on'] or '':10}  "
        f"{'' if row['is_current'] else 'superseded  '}{shortened(printable(row['title'] or ''), 60)}".rstrip()
        for row in found[:_LISTED]
    ]
    more = [f"  … and {len(found) - _LISTED} more"] if len(found) > _LISTED else []
    return "\n".join([f"{len(found)} articles are meant by `{wanted}`. Name one of them by its article_id:", *rows, *more])


def as_json(explained: Explained, chosen: Sequence[Line]) -> str:
    """The article, its numbers, and the chosen lines, for programs."""
    n_kept, n_all = explained.characters
    record = {name: plain(value) for name, value in explained.article.items()}
    record |= {"n_lines": len(explained.lines), "n_kept": explained.n_kept, "n_characters": n_all, "n_characters_kept": n_kept}
    record["decided"] = [{name: plain(value) for name, value in row.items()} for row in explained.decided]
    record["lines"] = [{name: plain(getattr(line, name)) for name in Line.__slots__} for line in chosen]
    return as_json_text(record)


def as_text(explained: Explained, chosen: Sequence[Line], columns: int, paint: Paint) -> str:
    """A page for a screen of that many columns: what the article is, a line for the verdict on each line of its text and one for
    the reason, and the sums. Right-to-left text stands as it is; the terminal turns it."""
    article = explained.article
    out = [paint(printable(article["title"] or "(no title)"), "strong")]
    out += [paint(fact, "faint") for fact in _facts(article)]
    out += judged_lines(explained.decided)
    out.append("")
    digits, roles = len(str(len(explained.lines))), max((len(line.role) for line in chosen), default=0)
    for line in chosen:
        verdict = "kept   " if line.kept else "dropped"
        head = f"{line.line_no:>{digits}}  {verdict}  {line.role:<{roles}}  {line.score:.2f}  "
        text = shortened(printable(line.text), max(20, columns - len(head)))
        out.append((paint(head, "kept" if line.kept else "dropped") + text).rstrip())
        if line.role != "blank":
            out.append(" " * (digits + 2) + paint(f"{printable(line.reason)} [{line.rule_id}]", "faint"))
    n_kept, n_all = explained.characters
    share = f", {n_kept / n_all:.0%}" if n_all else ""
    sums = f"kept {explained.n_kept} of {len(explained.lines)} lines, {n_kept:,} of {n_all:,} characters{share}"
    return "\n".join([*out, *([""] if chosen else []), paint(sums, "strong")]) + "\n"


def _facts(article: dict[str, Any]) -> list[str]:
    """What is known of the article, in a few lines."""
    state = "" if article["is_current"] else " · superseded or removed version"
    out = [f"{article['article_id']} · {printable(article['uri'])}{state}"]
    if article["url"]:
        out.append(printable(article["url"]))
    day = article["published_at"] or article["published_on"]
    basis = labels.PUBLISHED.get(article["published_basis"], article["published_basis"])
    if day is None:
        published = "publication day unknown"
    else:
        moment = f"{day:%Y-%m-%d %H:%M} UTC" if article["published_at"] else f"{day}"
        published = f"published {moment} ({article['published_precision']}; {basis})"
    score = article["lang_score"]
    out.append(f"{published} · language {article['lang']}" + (f" ({score:.2f})" if score is not None else ""))
    signed = [f"{name} {printable(article[name])}" for name in ("byline", "credit") if article[name]]
    return out + ([" · ".join(signed)] if signed else [])


def shortened(text: str, columns: int) -> str:
    """The text, cut to so many columns of a screen."""
    if width(text) <= columns:
        return text
    taken = 0
    for i, c in enumerate(text):
        taken += width(c)
        if taken > columns - 1:
            return text[:i] + "…"
    return text


_CODES = {"kept": "32", "dropped": "31", "faint": "2", "strong": "1"}


def painted(text: str, what: str) -> str:
    """The text in the colour of what it is."""
    return f"\x1b[{_CODES[what]}m{text}\x1b[0m"


def unpainted(text: str, _what: str) -> str:
    """The text as it is: for files, pipes and terminals without colour."""
    return text
