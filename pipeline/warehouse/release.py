"""`dateline release`: a version under a name that stays, and a folder to deposit: all that others need to cite it, use it, and make it
again from texts of their own.

    data/             the tables as Parquet, without whole texts, with datapackage.json
    articles.csv      the articles with their digests
    release.json      version, code, settings, and the digest of each table
    audit.json        what the checks found, figures of the run, errors by kind
    CITATION.cff DICTIONARY.md queries/ packs/ overrides/ lexicon/ requirements.lock environment.txt
"""

from __future__ import annotations

import csv
import hashlib
import importlib.metadata
import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.exports.cff import citation_file
from pipeline.languages import ROOT
from pipeline.warehouse import catalogue, checks, export_package, export_tables
from pipeline.warehouse.connect import published_connection
from pipeline.warehouse.digest import digests
from pipeline.warehouse.export_folder import ExportError, refuse_place, written
from pipeline.warehouse.export_rows import Outgoing, Progress, prepare
from pipeline.warehouse.fingerprint import STAGES, stage_version
from pipeline.warehouse.paths import PACKAGE, sql_files
from pipeline.warehouse.pins import pin, refuse_name
from pipeline.warehouse.publish import VERSIONS, versions
from pipeline.warehouse.query import plain
from pipeline.warehouse.run import nothing_to_do
from pipeline.warehouse.store import sql_text

if TYPE_CHECKING:
    from pipeline.settings import Settings

ABOUT = "release.json"
ARTICLES = "articles.csv"
# Settings that decide rows: whoever makes them again needs the same.
DECIDING = ("reading", "speaker_certainty", "max_file_mb", "max_page_mb", "max_record_mb", "max_text_kb", "max_bad_records",
            "max_expansion", "max_expanded_mb", "max_page_elements", "max_sidecar_kb", "max_field_chars", "page_seconds",
            "page_memory_mb")  # fmt: skip
OWN = ("overrides", "lexicon")  # folders of the user's that decide rows too


@dataclass(frozen=True, slots=True)
class Released:
    """A release: its name, the version, the folder of the deposit and its size in bytes."""

    name: str
    version: str
    folder: Path
    size: int
    n_articles: int


def release(
    settings: Settings,
    name: str,
    target: Path | None = None,
    *,
    authors: tuple[str, ...] = (),
    license_: str | None = None,
    progress: Progress | None = None,
) -> Released:
    """Pin what is published under a name, and write its deposit to `target` (else `releases/<name>` of the home). Raises ExportError where
    the published file is not what the present documents, overrides and program make, and PinError for a name that is taken."""
    folder = target or settings.home / "releases" / name
    kept = settings.home / VERSIONS
    con = published_connection(settings.warehouse)
    try:
        out = prepare(con, texts=False, progress=progress)
        version = out.facts.get("version", "")
        refuse_name(kept, name, version)
        refuse_place(settings, folder)
        _refuse_outdated(settings, version)
        about = {"format": "release", "name": name, "version": version, "complete": True}
        with written(folder, about) as place:
            (place / "data").mkdir()
            export_package.write(out, place / "data", "parquet", export_tables.write_parquet(out, place / "data"))
            _write_articles(out, place / ARTICLES)
            known = _about(out, settings, name)
            _write_json(place / ABOUT, known)
            _write_json(place / "audit.json", _audit(out, settings))
            digest = hashlib.sha256(json.dumps(known["digests"], sort_keys=True).encode()).hexdigest()
            (place / "CITATION.cff").write_text(_citation(out, name, digest, authors, license_), encoding="utf-8")
            (place / "README.md").write_text(_readme(out, name), encoding="utf-8")
            _copy_makings(settings, place)
            pin(kept, name, version)
        n_articles = out.count("main.articles")
    finally:
        con.close()
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return Released(name, version, folder, size, n_articles)


def _refuse_outdated(settings: Settings, version: str) -> None:
    """A deposit holds the overrides and lexicons of now; they must be those that the version was made with."""
    latest = next(iter(versions(settings.home)), None)
    if latest is None or latest.stem != version:
        raise ExportError(
            f"{settings.warehouse} holds version {version}, which is not the latest that was published here. `dateline run --full`"
            " publishes the present state; then release it."
        )
    if not nothing_to_do(settings):
        raise ExportError(
            f"Documents, overrides, lexicon or program have changed since version {version} was published. `dateline run` publishes the"
            " present state; then release it."
        )


def _about(out: Outgoing, settings: Settings, name: str) -> dict[str, Any]:
    return {
        "name": name,
        **out.facts,
        "stages": {stage: stage_version(stage) for stage in STAGES},
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "settings": {key: getattr(settings, key) for key in DECIDING},
        "models": [choice.shown for choice in settings.models],
        "digests": digests(out.con),
        "rows": {table.name: out.count(f"main.{table.name}") for table in out.tables()},
    }


def _audit(out: Outgoing, settings: Settings) -> dict[str, Any]:
    """What was checked and what came of it; no row and no text."""
    found = checks.run_checks(out.con, checks.given_by(settings))
    figures = out.con.execute(sql_text("export/figures.sql"))
    names = [column[0] for column in figures.description or ()]
    rows = [dict(zip(names, map(plain, row), strict=True)) for row in figures.fetchall()]
    errors = out.con.execute(
        "SELECT error_code, count(*) FROM main.ingest_errors WHERE NOT is_resolved GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    return {
        "checks": [{"name": r.name, "severity": r.severity, "description": r.description, "n_offending": r.n_offending} for r in found],
        "figures": rows,
        "unresolved_errors": dict(errors),
    }


def _write_articles(out: Outgoing, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer: Any = None
        for row in out.rows("article_list", "main.articles"):
            if writer is None:
                writer = csv.writer(file)
                writer.writerow(row)
            writer.writerow(map(export_tables.csv_cell, row.values()))


def _copy_makings(settings: Settings, place: Path) -> None:
    """All that rows are made with beside the documents: packs, overrides, lexicon, questions, the locked libraries."""
    (place / "DICTIONARY.md").write_text(catalogue.markdown(), encoding="utf-8")
    (place / "queries").mkdir()
    for path in sql_files("queries"):
        shutil.copyfile(path, place / "queries" / path.name)
    shutil.copytree(ROOT, place / "packs", ignore=shutil.ignore_patterns("*.py", "*.pyc", "__pycache__"))
    for own in OWN:
        folder: Path = getattr(settings, own)
        if folder.is_dir():
            shutil.copytree(folder, place / own, ignore=shutil.ignore_patterns(".*", "~*"))
    for lock in (PACKAGE.parent / "requirements.lock", PACKAGE / "requirements.lock"):  # of a clone; of a wheel
        if lock.is_file():
            shutil.copyfile(lock, place / "requirements.lock")
            break
    installed = sorted({f"{d.name}=={d.version}" for d in importlib.metadata.distributions() if d.name}, key=str.lower)
    (place / "environment.txt").write_text("\n".join(installed) + "\n", encoding="utf-8")


def _citation(out: Outgoing, name: str, digest: str, authors: tuple[str, ...], license_: str | None) -> str:
    n = out.count("main.articles")
    return citation_file(
        title=f"Dateline release {name}: who said what, who did what to whom, in {n:,} news articles",
        version=f"{name} ({out.facts.get('version', '')})",
        released=out.facts.get("built_at", "")[:10],
        abstract="Events, quotations and entities with offsets into the articles' texts, which are not included. Attributed by a machine.",
        digest=digest,
        authors=authors,
        license_=license_,
    )


def _readme(out: Outgoing, name: str) -> str:
    version, built, n_articles = out.facts.get("version", ""), out.facts.get("built_at", ""), out.count("main.articles")
    return f"""# Release {name}

Version {version} of a Dateline warehouse, built {built}: {n_articles:,} articles.
Rows are attributed by a machine; where somebody has reviewed one, its column `review` says so. Whole texts are not included: `articles.csv`
tells each article's digests, and every row its offsets (Unicode code points) in that text.

- `data/` tables as Parquet, described in `data/datapackage.json` and `DICTIONARY.md`; `queries/` questions to them
- `CITATION.cff` how to cite it; `audit.json` what the checks found
- `release.json`, `packs/`, `overrides/`, `lexicon/`, `requirements.lock`, `environment.txt`: what it was made with

Whoever holds the texts makes it again: lay them out as the column `uri` of `articles.csv` says, install the release of Dateline whose
`code_version` `release.json` names, and run `dateline verify {name} --raw FOLDER` (this folder, and that of the texts).
"""


def _write_json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
