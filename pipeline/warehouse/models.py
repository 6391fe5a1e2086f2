"""The models of a run: found before anything is touched, and part of the version of what they take part in.

The ledger sees a model as backend, settings, weights (digest of all files) or what an endpoint is asked and told, code of the seam, and
versions of the libraries it runs on. Switch one on, exchange it, upgrade its library, and articles are annotated again; switch it off,
and the version of the stage is what it was, and so are the rows.

The backends are not imported here, or the versions of all stages would depend on libraries that nobody asked for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline import languages
from pipeline.models.choice import floors
from pipeline.models.spans import DROPPED, KEPT, UNANSWERED, UNAVAILABLE
from pipeline.models.weights import Model, endpoint, locate
from pipeline.warehouse.fingerprint import STAGES, code_of, file_digest, library_versions, stage_version
from pipeline.warehouse.store import sql_text

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from pipeline.settings import Settings

ANSWERS = "answers"  # folder of the home
_CODE = ("models",)
_USED = ("new", "longer", "speaker", "confirmed", "known", "known_as_other")  # the other outcomes are dropped
_SAID = {"quotes": "quotes"}  # what a model proposes, by floor; else spans
_RULED = (KEPT, DROPPED, UNANSWERED)  # outcomes of what it judges; for the others, what it said was ignored


def models_of(settings: Settings) -> tuple[Model, ...]:
    """The models that the user has named, in that order. Reads their files (what is unchanged since the last run is remembered) and
    loads nothing. Raises ModelError."""
    answers = settings.home / ANSWERS
    return tuple(endpoint(c, answers) if c.endpoint is not None else locate(c, file_digest) for c in settings.models)


def annotate_version(models: Sequence[Model], lang: str | None = None) -> str:
    """The version of the stage `annotate` with these models, for articles of one language (the name of its pack) or for all; without any
    model, that of the stage alone."""
    version = stage_version("annotate", lang)
    if not models:
        return version
    parts = [version, *code_of(_CODE)]
    for model in models:
        parts += [repr(model.identity), *(line for name in model.libraries for line in library_versions(name))]
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def annotate_versions(con: DuckDBPyConnection, models: Sequence[Model]) -> dict[str, str]:
    """The versions by pack, and the temporary table `annotate_wanted` (article_id, version) of them: what the articles of a language do not
    read cannot change their version."""
    found = {lang: annotate_version(models, lang) for lang in (*languages.languages(), languages.NO_PACK)}
    con.execute("CREATE OR REPLACE TEMP TABLE annotate_versions (lang VARCHAR, version VARCHAR)")
    con.execute("INSERT INTO annotate_versions SELECT unnest(?::VARCHAR[]), unnest(?::VARCHAR[])", [list(found), list(found.values())])
    con.execute(sql_text("state/annotate_wanted.sql"), {"none": languages.NO_PACK})
    return found


def code_version(models: Sequence[Model] = ()) -> str:
    """One version for all stages: what `runs.code_version` and `_meta` hold."""
    versions = {stage: annotate_version(models) if stage == "annotate" else stage_version(stage) for stage in STAGES}
    return hashlib.sha256(repr(versions).encode()).hexdigest()[:16]


def told(con: DuckDBPyConnection) -> list[str]:
    """What became of the proposals of each model, or of what it judged, over all current articles: a line a model, for logs and the
    screen."""
    rows = con.execute(
        "SELECT c.model, c.floor, c.outcome, sum(c.n)::BIGINT AS n FROM evidence.model_counts AS c"
        " JOIN state.versions AS v ON v.article_id = c.article_id AND v.is_current"
        " GROUP BY c.model, c.floor, c.outcome ORDER BY c.model, c.floor, n DESC, c.outcome"
    ).fetchall()
    lines = []
    for model, floor in dict.fromkeys((model, floor) for model, floor, _, _ in rows):
        found = {outcome: n for m, f, outcome, n in rows if (m, f) == (model, floor)}
        silent = found.pop(UNAVAILABLE, 0)
        judges = floors()[floor].judges
        good = _RULED if judges else _USED
        used = {outcome: n for outcome, n in found.items() if outcome in good}
        rest = {outcome: n for outcome, n in found.items() if outcome not in good}
        if judges:
            used = {outcome: used[outcome] for outcome in _RULED if outcome in used}
            line = f"{sum(used.values()):,} candidates: {_list(used)}" + (f"; ignored: {_list(rest)}" if rest else "")
        else:
            line = f"{sum(found.values()):,} {_SAID.get(floor, 'spans')} proposed: {_list(used)}; dropped: {_list(rest)}"
        lines.append(f"model {model}, {floor}: {line}" + (f"; no answer on {silent:,} articles" if silent else ""))
    return lines


def _list(outcomes: dict[str, int]) -> str:
    return ", ".join(f"{n:,} {outcome.replace('_', ' ')}" for outcome, n in outcomes.items()) or "none"
