"""The tables that are looked at, and what is said of them: the values of the validator, and which files a PACK stands for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from pipeline import languages
from pipeline.languages.tables import LexiconError, Row, read_lines

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, where (`line` 0: the whole file), what to do. `topic` groups problems of a kind."""

    path: str
    line: int
    severity: Severity
    topic: str
    what: str
    advice: str

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else self.path
        return f"{where}: {self.severity}: {self.what} {self.advice}"


@dataclass(frozen=True)
class Table:
    """A table as it stands in a file. `place`: a language's tag or `shared`; `name` without ending; `path` as it is shown."""

    path: str
    place: str
    name: str
    text: str
    is_users: bool = False

    @cached_property
    def lines(self) -> list[tuple[int, Row]]:
        """(line, row) of every row. Raises LexiconError."""
        return read_lines(self.text, self.path)[1]

    @property
    def kind(self) -> str:
        """The name under which `tables.tsv` and `columns.tsv` know it."""
        return "verbs_*" if self.name.startswith("verbs") else self.name

    def problem(self, line: int, severity: Severity, topic: str, what: str, advice: str) -> Problem:
        return Problem(self.path, line, severity, topic, what, advice)


def packaged(place: str) -> Iterator[Table]:
    """The tables of one folder of the package."""
    for path in sorted((languages.ROOT / place).glob("*.tsv")):
        yield Table(f"{place}/{path.name}", place, path.stem, path.read_text(encoding="utf-8"))


def of_user(folder: Path | None) -> Iterator[Table]:
    """The tables of the extension in force; `folder` is shown before their names."""
    for place, file, text in languages.current().files:
        if file.endswith(".tsv"):
            inside = file if place == languages.SHARED else f"{place}/{file}"
            yield Table(str(folder / inside) if folder else inside, place, file.removesuffix(".tsv"), text, is_users=True)


def places() -> list[str]:
    """The folders of the package that hold tables."""
    return sorted(p.name for p in languages.ROOT.iterdir() if p.is_dir() and any(p.glob("*.tsv")))


def chosen(pack: str | None, folder: Path | None) -> list[Table]:
    """The tables that PACK stands for: a language, `shared`, a table's name, or `user` for those of the user; None: all.

    Raises LexiconError where nothing is called so.
    """
    mine = list(of_user(folder))
    if pack == "user":
        return mine
    every = [t for place in places() for t in packaged(place)]
    found = [t for t in [*every, *mine] if pack is None or pack in (t.place, t.name, f"{t.place}/{t.name}")]
    if not found and not mine:
        names = sorted({t.name for t in every})
        raise LexiconError(
            f"There is no pack or table `{pack}`. Name a language ({', '.join(places())}), a table ({', '.join(names)}), or a folder."
        )
    return found
