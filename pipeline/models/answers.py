"""Answers of endpoints, kept: a folder of files named by the digest of the question, so that the same corpus gives the same rows and
nothing is asked twice.

A question is what the model is called, and the request as it is meant: neither where the endpoint stands nor the key. A file stands in the
folder whole or not at all; several processes may write at once. One that is damaged is none: the question is asked anew. Nothing here is
ever taken away: delete the folder to ask everything again.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.models.spans import ModelError

_MAX_SIZE = 8 << 20  # bytes of a file; an answer has a megabyte at most, and each sign of it six here


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model said. `is_cut`: its end is missing, for the answer had no more room."""

    content: str
    is_cut: bool


class Answers:
    """The answers below one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, question: dict[str, Any]) -> Answer | None:
        """The answer that is kept; None where there is none, or none that can be read."""
        try:
            with self._path(question).open("rb") as file:
                kept = json.loads(file.read(_MAX_SIZE))
            content, is_cut = kept["content"], kept["is_cut"]
            is_whole = isinstance(content, str) and isinstance(is_cut, bool) and kept["sha256"] == _digest(content)
        except (OSError, ValueError, RecursionError, KeyError, TypeError):
            return None
        return Answer(content, is_cut) if is_whole else None

    def put(self, question: dict[str, Any], answer: Answer) -> None:
        """Keep an answer, in the place of another where there is one. Raises ModelError where it cannot be written."""
        path = self._path(question)
        kept = {"model": question["model"], "content": answer.content, "is_cut": answer.is_cut, "sha256": _digest(answer.content)}
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor, temporary = tempfile.mkstemp(prefix=".tmp-", dir=path.parent)
            try:
                with os.fdopen(descriptor, "wb") as file:
                    file.write(json.dumps(kept).encode())
                os.replace(temporary, path)  # noqa: PTH105 (a name from mkstemp)
            except BaseException:
                Path(temporary).unlink(missing_ok=True)
                raise
        except OSError as error:
            raise ModelError(
                f"An answer of the model {question['model']} could not be kept: {error.strerror or error}. Wanted to write {path}. "
                "Make room on the disk and check the permissions of DATELINE_HOME."
            ) from error

    def _path(self, question: dict[str, Any]) -> Path:
        digest = _digest(json.dumps(question, sort_keys=True))
        return self.folder / digest[:2] / f"{digest}.json"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
