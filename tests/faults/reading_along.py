"""What a reader does, as a child of the warm process: connect, ask several questions, close; again and again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pipeline

# Each tells of the same version in a way of its own; the answers agree in every whole version.
_QUESTIONS = {
    "version": "SELECT value FROM _meta WHERE key = 'version'",
    "articles": "SELECT count(*) FROM articles",
    "with lines": "SELECT count(DISTINCT article_id) FROM article_lines",
    "places": "SELECT count(*) FROM article_locations WHERE is_present",
    "by source": "SELECT sum(n_articles)::BIGINT FROM sources",
    "run": "SELECT max(run_id) FROM runs",
}


def read(_report: Any, warehouse: str, at_least: int, done: str) -> dict[str, Any]:
    """Read until so many reads are done and the file `done` is there."""
    versions: list[str] = []
    mixed: list[list[Any]] = []
    n_reads = 0
    while n_reads < at_least or not Path(done).exists():
        with pipeline.connect(warehouse) as con:
            answers = {name: con.execute(question).fetchall()[0][0] for name, question in _QUESTIONS.items()}
            again = con.execute(_QUESTIONS["version"]).fetchall()[0][0]
        n_reads += 1
        counts = {answers[name] for name in ("articles", "with lines", "places", "by source")}
        if len(counts) != 1 or again != answers["version"] or answers["run"] != f"run_{again}":
            mixed.append([answers, again])
        if not versions or versions[-1] != again:
            versions.append(again)
    return {"reads": n_reads, "versions": versions, "mixed": mixed}
