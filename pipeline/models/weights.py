"""Where the weights of a chosen model lie, and what makes them the ones they are: folder, digest, libraries. Of an endpoint, what stands in
their place: the folder of its answers and the digest of what it is asked.

Neither the model's library nor the model is imported here: a run that finds nothing new asks this too. What only loading can
tell is asked in `backends`.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.models import event_questions, questions
from pipeline.models.choice import Choice, floors
from pipeline.models.spans import ModelError

# Files that a folder of weights has; of those behind one another, any.
_MARKS = {
    "spacy": (("config.cfg",), ("meta.json",)),
    "gliner": (("gliner_config.json",), ("model.safetensors", "pytorch_model.bin")),
}


_ASKED = {"quotes": questions.DIGEST, "events": event_questions.DIGEST}  # of endpoints, by floor


@dataclass(frozen=True, slots=True)
class Model:
    """A chosen model, found. Plain values: it goes to the processes of an engine as it is."""

    choice: Choice
    folder: Path  # of the weights; of an endpoint, where its answers are kept
    name: str  # `<backend>:<name>`: what stands in the rows
    languages: tuple[str, ...]  # bases of language tags; empty: every language
    digest: str  # of all files of the folder; of an endpoint, of what it is told
    libraries: tuple[str, ...]  # distributions that it runs on, by name

    @property
    def kinds(self) -> Mapping[str, str]:
        """Label in capitals → kind of the floor, "" for labels that are left out."""
        return {**floors()[self.choice.floor].labels, **{label.upper(): kind for label, kind in self.choice.labels}}

    @property
    def asked(self) -> tuple[str, ...]:
        """What a model is asked for that is told what to look for."""
        own = {label: kind for label, kind in self.choice.labels if kind}
        left_out = {label.upper() for label, kind in self.choice.labels if not kind}
        common = [label for label in floors()[self.choice.floor].asked if label.upper() not in left_out]
        return tuple(dict.fromkeys([*common, *own]))

    def reads(self, lang: str) -> bool:
        """Whether it is shown articles of a language."""
        return not self.languages or lang.split("-", maxsplit=1)[0].lower() in self.languages

    @property
    def judges(self) -> bool:
        """Whether it keeps or drops what rules have found, and proposes nothing."""
        return floors()[self.choice.floor].judges

    @property
    def identity(self) -> tuple[object, ...]:
        """All that what it says depends on, but for the versions of libraries and code: no path, no address, no key."""
        c = self.choice
        asked = () if c.endpoint is None else c.endpoint.identity
        return (c.floor, c.backend, self.name, self.languages, c.min_score, c.score, c.labels, self.digest, *asked)


def endpoint(choice: Choice, answers: Path) -> Model:
    """The endpoint of a choice, whose answers are kept in the folder. It is not looked for: it is spoken to when there is something to
    ask."""
    assert choice.endpoint is not None
    return Model(choice, answers, _named(choice, choice.name or choice.endpoint.model), choice.languages, _ASKED[choice.floor], ())


def locate(choice: Choice, digest_of: Callable[[Path], str]) -> Model:
    """Find the weights of a choice. `digest_of` gives the digest of a file's bytes (it may remember). Raises ModelError where the
    library or the weights are missing or the weights are of another language than asked."""
    library = choice.backend  # distribution and extra have its name
    try:
        importlib.metadata.version(library)
    except importlib.metadata.PackageNotFoundError:
        raise ModelError(
            f"The model {choice.shown} needs the library {library}, which is not installed, {choice.origin}. "
            f"Install it: .venv/bin/pip install -e '.[{choice.backend}]', or take the model out of dateline.toml."
        ) from None
    folder = _folder(choice)
    marks = _MARKS[choice.backend]
    if missing := [" or ".join(names) for names in marks if not any((folder / name).is_file() for name in names)]:
        raise ModelError(
            f"{folder} holds no {choice.backend} model: {missing[0]} is missing, {choice.origin}. "
            f"Name the folder that holds {' and '.join(' or '.join(names) for names in marks)}."
        )
    told = _meta(folder, choice) if choice.backend == "spacy" else {}
    own = str(told.get("lang", "")) or "xx"
    wrong = [lang for lang in choice.languages if own not in (lang, "xx")]
    if wrong:
        raise ModelError(
            f"The model in {folder} is for the language {own}, not for {wrong[0]}, {choice.origin}. "
            f'Write languages = ["{own}"], or name a model for {wrong[0]}.'
        )
    name = choice.name or (f"{own}_{told['name']}-{told.get('version', '')}".rstrip("-") if told.get("name") else folder.name)
    required = told.get("requirements")
    wanted = [re.match(r"[A-Za-z0-9._-]*", str(r)) for r in (required if isinstance(required, list) else ())]
    return Model(
        choice=choice,
        folder=folder,
        name=_named(choice, name),
        languages=choice.languages or (() if own == "xx" else (own,)),
        digest=_digest(folder, digest_of),
        libraries=tuple(dict.fromkeys([library, *sorted(match[0] for match in wanted if match and match[0])])),
    )


def _named(choice: Choice, name: str) -> str:
    return f"{choice.backend}:{re.sub(r'[^A-Za-z0-9._-]+', '_', name)[:80]}"


def _folder(choice: Choice) -> Path:
    if choice.path is not None:
        if not choice.path.is_dir():
            what = "is a file, not the folder of a model" if choice.path.exists() else "does not exist"
            raise ModelError(
                f"The weights of a {choice.backend} model cannot be found: {choice.path} {what}, {choice.origin}. "
                "Dateline downloads nothing: put the model there, or write where it lies."
            )
        return choice.path
    spec = importlib.util.find_spec(str(choice.package))
    if spec is None or spec.origin is None:
        raise ModelError(
            f"The model package {choice.package} is not installed, {choice.origin}. "
            "Dateline downloads nothing: install the package, or write `path`, the folder of a model."
        )
    # A package of spaCy's holds its weights in a folder of its name and version.
    inside = sorted(p for p in Path(spec.origin).parent.glob(f"{choice.package}-*") if (p / "config.cfg").is_file())
    return inside[-1] if inside else Path(spec.origin).parent


def _meta(folder: Path, choice: Choice) -> dict[str, Any]:
    file = folder / "meta.json"
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ModelError(f"{file} cannot be read: {error}, {choice.origin}. Put the model there anew.") from error
    if not isinstance(told, dict):
        raise ModelError(f"{file} is not what spaCy writes there, {choice.origin}. Put the model there anew.")
    return told


def _digest(folder: Path, digest_of: Callable[[Path], str]) -> str:
    """Of the names and bytes of all files below the folder."""
    found = hashlib.sha256()
    files = [p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    for path in sorted(files, key=lambda p: p.relative_to(folder).as_posix()):
        found.update(f"{path.relative_to(folder).as_posix()}\0{digest_of(path)}\n".encode("utf-8", "surrogatepass"))
    return found.hexdigest()[:32]
