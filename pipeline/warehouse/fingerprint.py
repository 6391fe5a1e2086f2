"""The version of a stage: a digest of everything that could change its rows.

That is the code of the stage (the syntax trees of its room and of what it imports below pipeline/, without comments and
docstrings), the data files of the rooms it touches, what the user's lexicon adds to the packs where it reads them, and the locked
versions of the libraries it imports, with theirs.
`pipeline/__init__.py` is left out: it only offers helpers to analysts. Imports are read from the source, so a module that
is imported by a computed name is not seen: do not do that in a stage.
"""

from __future__ import annotations

import ast
import hashlib
import importlib.metadata
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

from pipeline import languages
from pipeline.warehouse.paths import PACKAGE, sql_files

STAGES: dict[str, tuple[str, ...]] = {
    "read": ("ingest",),
    "clean": ("clean",),
    "annotate": ("annotate",),
    "corpus": ("warehouse/corpus", "warehouse/current", "resolve"),
    "publish": ("warehouse/publish", "warehouse/dictionary"),
}
_SQL: dict[str, tuple[str, ...]] = {
    "corpus": ("corpus", "current", "ingest", "schema"),
    "publish": ("marts", "schema", "checks"),
}
_NOT_DATA = {".py", ".pyc", ".pyi"}
_DISTRIBUTIONS = {"bs4": "beautifulsoup4", "charset_normalizer": "charset-normalizer", "yaml": "PyYAML"}
_IGNORED_ROOMS = {"cli.py", "cli_lexicon.py", "defs", "explorer", "__init__.py"}


def _strip(tree: ast.Module) -> ast.Module:
    """Take docstrings out: they change nothing."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
                node.body = node.body[1:]
    return tree


def _imports(tree: ast.Module, package: str) -> list[str]:
    """Dotted names that the module imports, wherever in it; relative ones made absolute."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*above, base] if base else above)
            names.add(base)
            names.update(f"{base}.{alias.name}" for alias in node.names)
    return sorted(names)


# What the present files hold, by path: [stamp, digest of the code, names it imports]. Kept in a file between runs, since
# parsing all rooms takes longer than comparing a folder.
_known: dict[str, list[Any]] = {}


@contextmanager
def remembered(file: Path) -> Iterator[None]:
    """Use what `file` tells of modules whose size and times are unchanged, and keep there what is found anew."""
    kept: dict[str, list[Any]] = {}
    with suppress(OSError, ValueError):
        kept = json.loads(file.read_text(encoding="utf-8"))
    for path, known in kept.items():  # what was parsed before this began (assets are defined with versions) is newer, and is kept too
        _known.setdefault(path, known)
    yield
    if _known != kept:
        with suppress(OSError):  # without it the next run takes half a second longer
            beside = file.with_name(f"{file.name}.{os.getpid()}.part")
            beside.write_text(json.dumps(_known), encoding="utf-8")
            beside.replace(file)


@cache
def _module(path: Path) -> tuple[str, tuple[str, ...]]:
    """(digest of the code, names it imports) of one file."""
    status = path.stat()
    stamp = f"{sys.version_info[:2]} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"
    known = _known.get(str(path))
    if known is None or known[0] != stamp:
        known = _known[str(path)] = [stamp, *_parse(path)]
    return str(known[1]), tuple(known[2])


def _parse(path: Path) -> tuple[str, tuple[str, ...]]:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    tree = _strip(ast.parse(path.read_text(encoding="utf-8")))
    digest = hashlib.sha256(ast.dump(tree).encode("utf-8", "surrogatepass")).hexdigest()
    return digest, tuple(_imports(tree, ".".join(parts[:-1])))


def _file_of(name: str) -> Path | None:
    """The file of a dotted name below `pipeline`; None where the name is an attribute or lies elsewhere."""
    parts = name.split(".")
    if parts[0] != PACKAGE.name or len(parts) == 1:
        return None
    base = PACKAGE.joinpath(*parts[1:])
    for candidate in (base.with_suffix(".py"), base / "__init__.py"):
        if candidate.is_file():
            return candidate
    return None


def _roots(stage: str) -> list[Path]:
    found: list[Path] = []
    for root in STAGES[stage]:
        place = PACKAGE / root
        if place.is_dir():
            found += sorted(place.rglob("*.py"))
        elif place.with_suffix(".py").is_file():
            found.append(place.with_suffix(".py"))
    return found


def _closure(stage: str) -> tuple[list[Path], list[str]]:
    """(files below pipeline/ that the stage consists of, top names of libraries it imports)."""
    waiting, seen, libraries = _roots(stage), set[Path](), set[str]()
    while waiting:
        path = waiting.pop()
        if path in seen or path.relative_to(PACKAGE).parts[0] in _IGNORED_ROOMS:
            continue
        seen.add(path)
        for name in _module(path)[1]:
            top = name.split(".")[0]
            if top == PACKAGE.name:
                target = _file_of(name)
                if target is not None:
                    waiting.append(target)
                    if (package := target.parent / "__init__.py").is_file() and target.parent != PACKAGE:
                        waiting.append(package)
            elif top and top not in sys.stdlib_module_names:
                libraries.add(top)
    return sorted(seen), sorted(libraries)


def _data_files(code: Iterable[Path]) -> list[Path]:
    """The data of every room that the code touches."""
    rooms = {PACKAGE / path.relative_to(PACKAGE).parts[0] for path in code if len(path.relative_to(PACKAGE).parts) > 1}
    # The warehouse's own data is its dictionary, which the generated SQL carries already.
    rooms.discard(PACKAGE / "warehouse")
    return sorted(
        path
        for room in rooms
        for path in room.rglob("*")
        if path.is_file() and path.suffix not in _NOT_DATA and "__pycache__" not in path.parts
        and not path.name.startswith(".")
    )  # fmt: skip


@cache
def _library(name: str) -> tuple[str, ...]:
    """`name==version` of a library and of what it requires, extras left out."""
    waiting, found = [_DISTRIBUTIONS.get(name, name)], dict[str, str]()
    while waiting:
        current = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if current in found:
            continue
        try:
            distribution = importlib.metadata.distribution(current)
        except importlib.metadata.PackageNotFoundError:
            continue
        found[current] = distribution.version
        required = (re.match(r"[A-Za-z0-9._-]+", r) for r in distribution.requires or () if "extra ==" not in r)
        waiting.extend(match[0] for match in required if match)
    return tuple(f"{key}=={value}" for key, value in sorted(found.items()))


@cache
def stage_version(stage: str) -> str:
    """The version of a stage, 16 hexadecimal digits. KeyError for an unknown stage."""
    code, libraries = _closure(stage)
    parts = [f"python {sys.version_info.major}.{sys.version_info.minor}"]
    parts += [f"{path.relative_to(PACKAGE).as_posix()} {_module(path)[0]}" for path in code]
    data = _data_files(code) + [path for folder in _SQL.get(stage, ()) for path in sql_files(folder)]
    parts += [f"{path.relative_to(PACKAGE.parent).as_posix()} {_bytes_digest(path)}" for path in data]
    if PACKAGE / "languages" / "__init__.py" in code and (added := languages.current().digest):
        parts.append(f"lexicon {added}")
    parts += [line for name in libraries for line in _library(name)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


@cache
def _bytes_digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def code_version() -> str:
    """One version for all stages: what `runs.code_version` and `_meta` hold."""
    return hashlib.sha256(json.dumps({s: stage_version(s) for s in STAGES}).encode()).hexdigest()[:16]
