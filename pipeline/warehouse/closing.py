"""The books of a batch of documents that a stage has worked on: rows of the ledger, what failed, and whether the stage itself is broken.

The rows of the stage are written by who calls this (`articles.py`, `cluster.py`), in the same transaction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipeline.engines.work import Failure
from pipeline.languages import pack
from pipeline.model import Rejection
from pipeline.warehouse import errors, ledger
from pipeline.warehouse.connect import scalar
from pipeline.warehouse.errors import Trouble
from pipeline.warehouse.fingerprint import stage_version
from pipeline.warehouse.ledger import Entry
from pipeline.warehouse.models import annotate_version

if TYPE_CHECKING:
    from pipeline.models.spans import Silence
    from pipeline.warehouse.workspace import Workspace

DOING = {"clean": "cleaning", "annotate": "annotating"}  # stage → what who waits is told
_TOO_MANY = 5  # failures, if they are more than half of what was tried, stop the run
_ASK_AGAIN = "It has the rows that rules give. The next run asks again: see that the endpoint answers, then `dateline run`."
_HINT = "This is an error of the program, not of the document: please report it together with the file."


class StageError(Exception):
    """A stage fails for most documents: then the stage is broken, not they, and nothing is published."""

    def __init__(self, what: str, n_failed: int, n_done: int, example: Failure) -> None:
        self.details = example.details
        super().__init__(
            f"{what.capitalize()} failed for {n_failed} of {n_done} documents, the last with {example.message}. "
            "The published warehouse was left as it was. This is an error of the program or of its installation: "
            "mend it and run again; nothing needs to be cleaned up."
        )


def stop_where_most_fail(what: str, n_failed: int, n_done: int, failures: Sequence[Failure]) -> None:
    """Raise StageError where most of the documents done so far have failed. `failures`: the last of them."""
    if failures and n_failed >= _TOO_MANY and 2 * n_failed > n_done:
        raise StageError(what, n_failed, n_done, failures[-1])


def close(
    ws: Workspace,
    stage: str,
    inputs: dict[str, str],
    digests: Mapping[str, tuple[str, str]],
    failures: Sequence[Failure],
    silent: Mapping[str, Sequence[Silence]] = MappingProxyType({}),
) -> None:
    """The books of a batch, inside its transaction: ledger rows for all, error rows for what failed and what a model took no part in.
    `silent`: article → models that gave no answer on it."""
    versions = _versions(ws, stage, list(inputs))
    without = {article_id: _version_without(ws, article_id, models) for article_id, models in silent.items()}
    entries = [
        Entry(
            article_id,
            stage,
            without.get(article_id, versions[article_id]),
            input_digest,
            *digests.get(article_id, ("", "")),
            article_id not in digests,
        )
        for article_id, input_digest in inputs.items()
    ]
    ledger.record(ws.con, entries, ws.started_at)
    errors.resolve_articles(ws, list(inputs), [stage] if stage == "annotate" else ["clean", "annotate"])
    places = _places(ws, [f.article_id for f in failures] + list(without))
    troubles = []
    for failure in failures:
        uri, source_id, raw_sha256 = places[failure.article_id]
        message = f"{uri} could not be {'cleaned' if stage == 'clean' else 'annotated'}: {failure.message}."
        rejection = Rejection(uri, source_id, raw_sha256, stage, "internal_error", message, _HINT)
        troubles.append(Trouble(rejection, article_id=failure.article_id))
        ws.log(f"{stage} failed for {failure.article_id}: {failure.message}")
    for article_id, models in silent.items():
        uri, source_id, raw_sha256 = places[article_id]
        names, reason = ", ".join(dict.fromkeys(s.model for s in models)), models[0].reason
        message = f"{uri} was annotated without the model {names}: {reason}."
        rejection = Rejection(uri, source_id, raw_sha256, stage, errors.MODEL_UNAVAILABLE, message, _ASK_AGAIN)
        troubles.append(Trouble(rejection, article_id=article_id))
        ws.log(f"no answer of {names} on {article_id}: {reason}")
    errors.write(ws, troubles)


def _versions(ws: Workspace, stage: str, article_ids: list[str]) -> dict[str, str]:
    """The version of the stage for each of these articles."""
    if stage != "annotate":
        return dict.fromkeys(article_ids, stage_version(stage))
    wanted = "SELECT article_id, version FROM annotate_wanted WHERE article_id IN (SELECT unnest(?::VARCHAR[]))"
    return dict(ws.con.execute(wanted, [article_ids]).fetchall())


def _version_without(ws: Workspace, article_id: str, models: Sequence[Silence]) -> str:
    """The version of the stage without the models that gave no answer; one endpoint may have answered on another floor."""
    silent = {(s.model, s.floor) for s in models}
    lang = str(scalar(ws.con, "SELECT lang FROM evidence.articles WHERE article_id = ?", [article_id]))
    return annotate_version([m for m in ws.models if (m.name, m.choice.floor) not in silent], pack(lang).lang)


def _places(ws: Workspace, article_ids: Sequence[str]) -> dict[str, tuple[str, str, str]]:
    """(uri, source_id, raw_sha256) of articles."""
    if not article_ids:
        return {}
    return dict(
        ws.con.execute(
            "SELECT article_id, (uri, source_id, raw_sha256) FROM evidence.documents WHERE article_id IN (SELECT unnest(?::VARCHAR[]))",
            [list(article_ids)],
        ).fetchall()
    )
