"""Which models the user has named: the table `[models]` of `dateline.toml`, checked.

    [[models.mentions]]             # the floor that gets what the model says
    backend = "spacy"               # or "gliner"
    path = "weights/en_news"        # a folder, from the file's own; or: package = "en_core_web_sm", an installed spaCy package
    languages = ["en"]              # articles that the model sees; else the model's own languages
    min_score = 0.5                 # spans below are dropped
    score = 0.5                     # what spans of a model that gives no scores get (spaCy's ner)
    labels = { MILITIA = "ORG" }    # adds to and overrules labels.toml; "" leaves a label out
    name = "en_news"                # stands in the rows; else what the model is called

The floor `quotes` listens to an endpoint (`endpoints`) in the place of weights; `score` is there the most that a row gets. The floor
`events` listens to either, lets it judge what rules have coded, and knows no `score`, for it makes no rows.

Nothing heavy is imported: every command reads its settings. Whether package and weights are there is asked when a run begins (`weights`).
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.models import cells, endpoints
from pipeline.models.endpoints import Endpoint
from pipeline.models.spans import ModelError

ENDPOINT = "openai"  # the backend without weights
_COMMON = ("backend", "languages", "min_score", "name")
_WEIGHTS = ("path", "package", "labels")
_MODEL = '[[models.mentions]]\nbackend = "spacy"\npath = "weights/my_model"'


@dataclass(frozen=True, slots=True)
class Choice:
    """One model, as the user named it. Exactly one of `path` (absolute), `package` and `endpoint` is given."""

    floor: str
    backend: str
    path: Path | None
    package: str | None
    languages: tuple[str, ...]  # folded to their base and sorted; empty: the model's own
    min_score: float
    score: float
    labels: tuple[tuple[str, str], ...]  # label in capitals → kind, of this model alone
    name: str | None
    origin: str  # where it is written, for messages
    endpoint: Endpoint | None = None

    @property
    def shown(self) -> str:
        """For `dateline config` and messages."""
        languages = f" ({', '.join(self.languages)})" if self.languages else ""
        what = self.endpoint.shown if self.endpoint is not None else self.path or self.package
        return f"{self.backend} {what}{languages}"


@dataclass(frozen=True, slots=True)
class Floor:
    """What a floor takes from models: see labels.toml."""

    backends: tuple[str, ...]
    kinds: tuple[str, ...]
    labels: Mapping[str, str]
    asked: Mapping[str, str]
    judges: bool  # models do not propose there: they keep or drop what rules have found


@lru_cache(maxsize=1)
def floors() -> Mapping[str, Floor]:
    """The floors that listen to models, by name."""
    table = tomllib.loads(Path(__file__).with_name("labels.toml").read_text(encoding="utf-8"))
    return {
        name: Floor(tuple(t["backends"]), tuple(t["kinds"]), {k.upper(): v for k, v in t["labels"].items()}, t["asked"], t["judges"])
        for name, t in table.items()
    }


def read_choices(table: object, origin: str, folder: Path) -> tuple[Choice, ...]:
    """The choices in the value of `models`; relative paths count from `folder`. `origin`: the file, for messages. Raises ModelError."""
    if not isinstance(table, dict):
        raise ModelError(f"`models` is {table!r:.60}, not a table ({origin}). Write:\n{_MODEL}")
    found: list[Choice] = []
    for floor, models in table.items():
        if floor not in floors():
            raise ModelError(f"No floor `models.{floor}` listens to models ({origin}). Known: {', '.join(floors())}.")
        if not isinstance(models, list) or not all(isinstance(m, dict) for m in models):
            raise ModelError(f"`models.{floor}` is not a list of tables ({origin}). Write two brackets:\n{_MODEL}")
        found += [_choice(floor, model, f"[[models.{floor}]] number {n} in {origin}", folder) for n, model in enumerate(models, 1)]
    return tuple(found)


def _choice(floor: str, table: Mapping[str, Any], where: str, folder: Path) -> Choice:
    backends, judges = floors()[floor].backends, floors()[floor].judges
    common = _COMMON if judges else (*_COMMON, "score")
    theirs = {backend: (*common, *(endpoints.KEYS if backend == ENDPOINT else _WEIGHTS)) for backend in backends}
    _known(table, tuple(dict.fromkeys(key for keys in theirs.values() for key in keys)), where)
    backend = table.get("backend")
    if backend not in backends:
        raise ModelError(f"`backend` is {backend!r:.40}, which it cannot be, {where}. Write one of {', '.join(backends)}.")
    _known(table, theirs[backend], where)
    min_score, score = cells.share(table, "min_score", 0.5, where), cells.share(table, "score", 1.0 if judges else 0.5, where)
    if score < min_score:
        raise ModelError(f"`score` {score} is below `min_score` {min_score}: no span would be left, {where}. Lower `min_score`.")
    path, package = (None, None) if backend == ENDPOINT else _weights(table, str(backend), where)
    return Choice(
        floor=floor,
        backend=str(backend),
        path=None if path is None else folder / Path(path).expanduser(),
        package=package,
        languages=cells.languages(table, where),
        min_score=min_score,
        score=score,
        labels=_labels(table, floor, where),
        name=cells.text(table, "name", where),
        origin=where,
        endpoint=endpoints.read_endpoint(table, where) if backend == ENDPOINT else None,
    )


def _known(table: Mapping[str, Any], keys: tuple[str, ...], where: str) -> None:
    for key in table:
        if key not in keys:
            near = difflib.get_close_matches(key, keys, n=1)
            advice = f"Did you mean `{near[0]}`? " if near else ""
            raise ModelError(f"There is no `{key}` of such a model, {where}. {advice}Known are {', '.join(keys)}.")


def _weights(table: Mapping[str, Any], backend: str, where: str) -> tuple[str | None, str | None]:
    """(path, package): exactly one of them."""
    path, package = cells.text(table, "path", where), cells.text(table, "package", where)
    if (path is None) == (package is None):
        raise ModelError(
            f"A model has one of `path` and `package`, {where}. Name the folder of its weights, or an installed spaCy package."
        )
    if package is not None and backend != "spacy":
        raise ModelError(f"Weights of {backend} are no package, {where}. Write `path`, the folder that holds them.")
    if package is not None and not package.isidentifier():
        raise ModelError(f"`package` is {package!r:.60}, not the name of a package, {where}. Write one such as en_core_web_sm.")
    return path, package


def _labels(table: Mapping[str, Any], floor: str, where: str) -> tuple[tuple[str, str], ...]:
    labels, kinds = table.get("labels", {}), floors()[floor].kinds
    if not isinstance(labels, dict):
        raise ModelError(f'`labels` is {labels!r:.60}, not a table, {where}. Write one such as {{ PERSON = "PER" }}.')
    for label, kind in labels.items():
        if kind != "" and kind not in kinds:
            raise ModelError(
                f'The label {label!r:.40} is to be {kind!r:.40}, {where}. Write one of {", ".join(kinds)}, or "" to leave it out.'
            )
    return tuple(sorted(labels.items()))
