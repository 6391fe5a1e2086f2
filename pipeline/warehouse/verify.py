"""`dateline verify`: make a deposited release again from texts of one's own, and say whether it comes out the same.

The files that the article list names are laid aside under the same names (other files of the folder are none of the release's), a run in
a home of its own reads them with the deposit's overrides, lexicon and settings, and its tables are compared with those of the release by
digest. Nothing of the deposit or of the folder of texts is changed.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline import settings as settings_module
from pipeline.ingest.scan import SIDECAR_SUFFIX
from pipeline.ingest.sources import SOURCE_FILE
from pipeline.settings import Settings
from pipeline.warehouse.connect import facts_of, published_connection
from pipeline.warehouse.digest import digests
from pipeline.warehouse.export_folder import MANIFEST, ExportError, digests_below
from pipeline.warehouse.release import ABOUT, ARTICLES, DECIDING, OWN
from pipeline.warehouse.run import run
from pipeline.warehouse.workspace import Progress, RunOptions, open_workspace

_RUN_CODE = "code_version"


@dataclass(frozen=True, slots=True)
class Article:
    """An article of a release: its id, where it lay, the digest of its bytes."""

    article_id: str
    uri: str
    raw_sha256: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What came of it. `damaged`: files of the deposit that are not as they were written. `missing`, `different`: articles of the release
    that the folder has not, or has with other bytes. `extra`: uris that stand in its files and are none of the release's. `tables`: name →
    whether it came out the same. `notes`: what else may make a difference."""

    name: str
    version: str
    n_articles: int
    damaged: tuple[str, ...] = ()
    missing: tuple[Article, ...] = ()
    different: tuple[Article, ...] = ()
    extra: tuple[str, ...] = ()
    tables: dict[str, bool] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether the deposit is whole and every table came out the same."""
        return not self.damaged and all(self.tables.values())


def verify(deposit: Path, raw: Path, progress: Progress | None = None, *, workers: int = 0) -> Verification:
    """Verify a deposit with the texts below `raw`. Raises ExportError where it is no deposit, or there are no texts."""
    about = _read(deposit)
    listed = _articles(deposit)
    if not raw.is_dir():
        raise ExportError(f"There is no folder {raw}. Name the one that holds the texts, laid out as {deposit / ARTICLES} says.")
    with tempfile.TemporaryDirectory(prefix="dateline-verify-") as scratch:
        settings = _settings(deposit, about, Path(scratch), workers)
        _lay_aside(raw, settings.raw, {article.uri for article in listed})
        with open_workspace(settings, RunOptions(), progress=progress or _quiet) as ws:
            run(ws)
        con = published_connection(settings.warehouse)
        try:
            made = digests(con)
            rows = con.execute("SELECT article_id, uri, raw_sha256 FROM main.articles ORDER BY uri").fetchall()
            code = facts_of(con).get(_RUN_CODE, "")
        finally:
            con.close()
    there = {article_id for article_id, _, _ in rows}
    by_uri = {uri: digest for _, uri, digest in rows}
    gone = [article for article in listed if article.article_id not in there]
    ids, uris = {article.article_id for article in listed}, {article.uri for article in listed}
    return Verification(
        name=str(about["name"]),
        version=str(about["version"]),
        n_articles=len(listed),
        damaged=tuple(_damaged(deposit)),
        missing=tuple(article for article in gone if article.uri not in by_uri),
        different=tuple(article for article in gone if article.uri in by_uri),
        extra=tuple(uri for article_id, uri, _ in rows if article_id not in ids and uri not in uris),
        tables={name: made.get(name) == digest for name, digest in about["digests"].items()},
        notes=tuple(_notes(about, code)),
    )


def _notes(about: dict[str, Any], code: str) -> Iterable[str]:
    if code != about.get(_RUN_CODE):
        yield (
            f"This program is another release (code {code}) than the one that made the deposit ({about.get(_RUN_CODE)}): tables may differ"
            " for that alone. Install the libraries of its requirements.lock and that release of Dateline."
        )
    if about.get("models"):
        models = "; ".join(about["models"])
        yield f"The release was made with models ({models}), which did not take part here: rows that they found are missing."


def _read(deposit: Path) -> dict[str, Any]:
    try:
        found = json.loads((deposit / ABOUT).read_text(encoding="utf-8"))
        return {key: found[key] for key in ("name", "version", "settings", "digests", _RUN_CODE, "models")}
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise ExportError(
            f"{deposit} is no deposit of a release: {ABOUT}: {error!r:.200}. Name a folder that `dateline release` wrote."
        ) from error


def _articles(deposit: Path) -> list[Article]:
    path = deposit / ARTICLES
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return [Article(row["article_id"], _as_it_was(row["uri"]), row["raw_sha256"]) for row in csv.DictReader(file)]
    except (OSError, KeyError, csv.Error) as error:
        raise ExportError(f"The article list cannot be read: {path}: {error}. Take the deposit from where it is kept.") from error


def _as_it_was(cell: str) -> str:
    """A text without the apostrophe that made it harmless."""
    from pipeline.warehouse.query import harmless  # noqa: PLC0415

    return cell[1:] if cell.startswith("'") and harmless(cell[1:]) == cell else cell


def _damaged(deposit: Path) -> list[str]:
    """Files that are missing or not as they were written."""
    try:
        wanted = json.loads((deposit / MANIFEST).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError) as error:
        raise ExportError(f"{deposit / MANIFEST} cannot be read: {error}. Take the deposit from where it is kept.") from error
    there = digests_below(deposit)
    return sorted(name for name, digest in wanted.items() if there.get(name) != digest)


def _settings(deposit: Path, about: dict[str, Any], scratch: Path, workers: int) -> Settings:
    """The release's settings in a home of its own; nothing of the environment or of a dateline.toml counts."""
    environ = {f"DATELINE_{key.upper()}": str(about["settings"][key]) for key in DECIDING if key in about["settings"]}
    environ |= {f"DATELINE_{own.upper()}": str(deposit.resolve() / own) for own in OWN}
    environ |= {"DATELINE_HOME": str(scratch / "home"), "DATELINE_RAW": str(scratch / "texts" / "raw"), "DATELINE_WORKERS": str(workers)}
    return settings_module.load({}, environ=environ, cwd=scratch)


def _lay_aside(raw: Path, place: Path, uris: Iterable[str]) -> None:
    """The files that hold these articles, with what stands beside them, under the same names elsewhere: linked where the disk can."""
    place.mkdir(parents=True)
    files = {uri.partition("#")[0] for uri in uris} | {uri for uri in uris if (raw / uri).is_file()}
    names = files | {name + SIDECAR_SUFFIX for name in files} | {SOURCE_FILE}
    names |= {f"{name.split('/')[0]}/{SOURCE_FILE}" for name in files if "/" in name}
    for name in sorted(names):
        source = (raw / name).resolve()
        if not source.is_file() or not source.is_relative_to(raw.resolve()):
            continue
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(source, place / name)
        except OSError:  # another disk
            shutil.copy2(source, place / name)


def _quiet(_what: str, _done: int, _total: int | None) -> None:
    return
