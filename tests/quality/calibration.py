"""Is the score of a line a probability? `python tests/quality/calibration.py LINES.jsonl.gz [w.duckdb] [--variant window] [--by rule]`.

LINES: one page a row, `id`, `variant`, `lines` and `labels` (k article, c chrome; others are not counted). Without a warehouse the pages
are read and cleaned first, in a folder that is thrown away; one with `external_id` = `id` may be given instead. A verdict is right where
a k line was kept or a c line dropped. Title, byline and dateline are left out: the warehouse keeps them, such labels do not.

For each rule (`--by role`, `lang`, `score` for others): lines and pages, the mean score, the share that was right with its 95 % interval
(Wilson 1927, on pages' worth of evidence: lines of one page err together), and the gap between the two. A `!` marks a gap that the
interval does not explain. The last lines give the expected calibration error (Naeini et al. 2015) and the Brier score over all.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipeline.settings import load
from pipeline.warehouse.articles import clean_articles
from pipeline.warehouse.current import resolve_corpus
from pipeline.warehouse.documents import ingest_documents
from pipeline.warehouse.publish import publish
from pipeline.warehouse.run import begin_run
from pipeline.warehouse.workspace import open_workspace

FREE_ROLES = ("title", "byline", "dateline")
SURE = 1.96  # standard deviations of a 95 % interval


@dataclass(frozen=True)
class Judged:
    """One scored line: the page, what it is grouped by, the score of its verdict, whether that was right."""

    page: str
    group: str
    score: float
    right: bool


@dataclass(frozen=True)
class Reliability:
    """How right the verdicts of one group are, against what they state."""

    group: str
    n: int
    n_pages: int
    stated: float  # mean score
    right: float  # share
    low: float
    high: float

    @property
    def is_off(self) -> bool:
        return not self.low <= self.stated <= self.high


def wilson(share: float, n: float) -> tuple[float, float]:
    """The 95 % interval of a share that was seen in n cases."""
    if n <= 0:
        return 0.0, 1.0
    z2 = SURE * SURE
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = SURE / (1 + z2 / n) * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def reliability(judged: Iterable[Judged]) -> list[Reliability]:
    """One row a group, the largest first."""
    groups: dict[str, list[Judged]] = defaultdict(list)
    for line in judged:
        groups[line.group].append(line)
    rows = []
    for group, lines in groups.items():
        n, pages = len(lines), len({line.page for line in lines})
        right = sum(line.right for line in lines) / n
        low, high = wilson(right, math.sqrt(n * pages))  # between independent lines and lines that err by the page
        rows.append(Reliability(group, n, pages, sum(line.score for line in lines) / n, right, low, high))
    return sorted(rows, key=lambda row: (-row.n, row.group))


def calibration_error(judged: Sequence[Judged], n_bins: int = 10) -> tuple[float, float]:
    """(expected calibration error over bins of equal width, Brier score)"""
    bins: dict[int, list[Judged]] = defaultdict(list)
    for line in judged:
        bins[min(int(line.score * n_bins), n_bins - 1)].append(line)
    gaps = sum(abs(sum(x.score for x in lines) - sum(x.right for x in lines)) for lines in bins.values())
    return gaps / len(judged), sum((line.score - line.right) ** 2 for line in judged) / len(judged)


def judge(gold: Sequence[dict[str, Any]], con: duckdb.DuckDBPyConnection, by: str) -> list[Judged]:
    """The scored lines of these pages, from a warehouse."""
    column = {"rule": "l.rule_id", "role": "l.role", "lang": "a.lang", "score": "format('{:.2f}', floor(l.score * 20) / 20)"}[by]
    verdicts: dict[str, dict[int, tuple[bool, str, float, str]]] = defaultdict(dict)
    for page, number, *verdict in con.execute(
        f"SELECT a.external_id, l.line_no, l.kept, l.role, l.score, {column} FROM article_lines AS l JOIN articles AS a USING (article_id)"
        " WHERE a.external_id IS NOT NULL"
    ).fetchall():
        verdicts[page][number] = tuple(verdict)
    out = []
    for row in gold:
        found = verdicts.get(row["id"], {})
        for number, label in enumerate(row["labels"], 1):
            if label in "kc" and number in found:
                kept, role, score, group = found[number]
                if role not in FREE_ROLES:
                    out.append(Judged(row["id"], group, score, kept == (label == "k")))
    return out


def clean_only(gold: Sequence[dict[str, Any]], folder: Path) -> Path:
    """A warehouse of these pages, read and cleaned, without names, quotes and events."""
    raw: dict[str, list[str]] = defaultdict(list)
    for row in gold:
        source = "".join(c if c.isalnum() or c in ".-" else "_" for c in row.get("domain") or "pages")
        raw[source].append(json.dumps({"id": row["id"], "text": "\n".join(row["lines"])}, ensure_ascii=False))
    for source, records in raw.items():
        (folder / "raw" / source).mkdir(parents=True)
        (folder / "raw" / source / "pages.jsonl").write_text("\n".join(records) + "\n", encoding="utf-8")
    settings = load({}, environ={"DATELINE_HOME": str(folder / "home"), "DATELINE_RAW": str(folder / "raw")}, cwd=folder)
    with open_workspace(settings) as ws:
        begin_run(ws)
        ingest_documents(ws)
        clean_articles(ws)
        resolve_corpus(ws)
        publish(ws)
    return settings.warehouse


def table(judged: Sequence[Judged], least: int) -> str:
    lines = [f"{'':<28}{'lines':>7}{'pages':>7}{'score':>7}{'right':>7}   95 %           gap"]
    for row in reliability(judged):
        if row.n >= least:
            gap = row.right - row.stated
            interval = f"{row.low:.3f}-{row.high:.3f}"
            marked = f"{row.stated:>7.3f}{row.right:>7.3f}   {interval}  {gap:+.3f}{' !' if row.is_off else ''}"
            lines.append(f"{row.group:<28}{row.n:>7}{row.n_pages:>7}{marked}")
    error, brier = calibration_error(judged)
    lines.append(f"expected calibration error {error:.4f}, Brier score {brier:.4f}, {len(judged)} lines")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("lines", type=Path)
    parser.add_argument("warehouse", type=Path, nargs="?")
    parser.add_argument("--variant", default="window")
    parser.add_argument("--by", choices=("rule", "role", "lang", "score"), default="rule")
    parser.add_argument("--least", type=int, default=1, help="groups of fewer lines are not shown")
    options = parser.parse_args(arguments)
    with (
        gzip.open(options.lines, "rt", encoding="utf-8") if options.lines.suffix == ".gz" else options.lines.open(encoding="utf-8") as file
    ):
        gold = [row for row in map(json.loads, file) if row.get("variant", options.variant) == options.variant]
    with tempfile.TemporaryDirectory() as folder:
        con = duckdb.connect(str(options.warehouse or clean_only(gold, Path(folder))), read_only=True)
        try:
            judged = judge(gold, con, options.by)
        finally:
            con.close()
    if not judged:
        sys.exit(f"No line of {options.lines} stands in the warehouse: are its documents read with `id` as external_id?")
    print(table(judged, options.least))


if __name__ == "__main__":
    main()
