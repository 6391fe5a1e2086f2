"""The version of a stage: a digest of everything that could change its rows.

That is the code of the stage (of its room and of what it imports below pipeline/, as it is compiled: without comments and
docstrings), the data files of the rooms it touches, what the user's lexicon adds to the packs where it reads them, and the locked
versions of the libraries it imports, with theirs.
`pipeline/__init__.py` is left out: it only offers helpers to analysts. Imports are read from the source, so a module that
is imported by a computed name is not seen: do not do that in a stage.
"""

from __future__ import annotations

import dis
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
from types import CodeType
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
    "publish": ("marts", "marts/macros", "marts/compat", "marts/tables", "search", "schema", "checks"),
}
# Of the packs, a stage that is named here reads these tables and no others; a test holds that it does. Annotation of an article reads all
# tables, but of its own language only and of what belongs to none.
_TABLES = {
    "clean": re.compile(r"(?:chrome|dates|pack|paradigms|identification|name_particles|verbs\w*)\.(?:tsv|toml)"),
    "publish": re.compile(r"(?!)"),
}
_NOT_DATA = {".py", ".pyc", ".pyi", ".md"}
_DISTRIBUTIONS = {"bs4": "beautifulsoup4", "charset_normalizer": "charset-normalizer", "yaml": "PyYAML"}
_IMPORT, _NOTHING = dis.opmap["IMPORT_NAME"], dis.opmap["NOP"]
_IGNORED_ROOMS = {"defs", "explorer", "__init__.py"}


def _told(code: CodeType) -> str:
    """What a compiled module does, without where its lines stand: names, constants and instructions, those of its functions included.
    Sets are sorted, for their order differs from process to process."""
    constants = [
        _told(c) if isinstance(c, CodeType) else sorted(map(repr, c)) if isinstance(c, frozenset) else repr(c) for c in code.co_consts
    ]
    names = (code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars)
    counts = (code.co_flags, code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount)
    instructions = code.co_code
    if _NOTHING in instructions[::2]:  # such as the compiler leaves where a docstring stood
        instructions = b"".join(instructions[i : i + 2] for i in range(0, len(instructions), 2) if instructions[i] != _NOTHING)
    return repr((code.co_name, counts, names, constants, instructions, code.co_exceptiontable))  # the last: how far a `try` reaches


def _imports(code: CodeType, package: str) -> set[str]:
    """Dotted names that the module imports, wherever in it; relative ones made absolute."""
    names: set[str] = set()
    if _IMPORT in code.co_code[::2]:
        level, taken = 0, None  # what stands before: how far up, and the names that are taken from it
        for instruction in dis.get_instructions(code):
            if instruction.opcode != _IMPORT:
                level, taken = taken, instruction.argval  # type: ignore[assignment]
                continue
            base = str(instruction.argval)
            if level:
                above = package.split(".")[: len(package.split(".")) - level + 1]
                base = ".".join([*above, base] if base else above)
            names.update((base, *(f"{base}.{name}" for name in taken or ())))
    return names.union(*(_imports(c, package) for c in code.co_consts if isinstance(c, CodeType)))


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
    stamp = _stamp(path)
    known = _known.get(str(path))
    if known is None or known[0] != stamp:
        known = _known[str(path)] = [stamp, *_parse(path)]
    return str(known[1]), tuple(known[2])


def _stamp(path: Path) -> str:
    status = path.stat()
    return f"{sys.version_info[:2]} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"


def _parse(path: Path) -> tuple[str, tuple[str, ...]]:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    # Compiling is several times as fast as making a syntax tree. The second level of optimisation leaves out docstrings, and asserts,
    # which change no row.
    code = compile(path.read_bytes(), "", "exec", dont_inherit=True, optimize=2)
    return hashlib.sha256(_told(code).encode("utf-8", "surrogatepass")).hexdigest(), tuple(sorted(_imports(code, ".".join(parts[:-1]))))


@cache
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


def _roots(rooms: tuple[str, ...]) -> list[Path]:
    found: list[Path] = []
    for root in rooms:
        place = PACKAGE / root
        if place.is_dir():
            found += sorted(place.rglob("*.py"))
        elif place.with_suffix(".py").is_file():
            found.append(place.with_suffix(".py"))
    return found


@cache
def _closure(rooms: tuple[str, ...]) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """(files below pipeline/ that these rooms consist of and import, top names of libraries they import)."""
    waiting, seen, libraries = _roots(rooms), set[Path](), set[str]()
    while waiting:
        path = waiting.pop()
        room = path.relative_to(PACKAGE).parts[0]
        if path in seen or room in _IGNORED_ROOMS or room.startswith("cli"):
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
    return tuple(sorted(seen)), tuple(sorted(libraries))


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
def library_versions(name: str) -> tuple[str, ...]:
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


def reads(stage: str, lang: str | None, place: str, name: str) -> bool:
    """Whether a stage reads the file `name` of the pack `place`: for a document of that language, where one is given."""
    tables = _TABLES.get(stage)
    return (tables is None or tables.fullmatch(name) is not None) and (lang is None or place in (languages.SHARED, lang))


def _is_read(stage: str, lang: str | None, path: Path) -> bool:
    parts = path.relative_to(PACKAGE).parts if path.is_relative_to(PACKAGE) else ()
    return parts[:1] != ("languages",) or reads(stage, lang, parts[1], path.name)


@cache
def stage_version(stage: str, lang: str | None = None) -> str:
    """The version of a stage, 16 hexadecimal digits; of `annotate` also for documents of one language (the name of its pack). KeyError
    for an unknown stage."""
    code, libraries = _closure(STAGES[stage])
    parts = [f"python {python_version()}", *_code_lines(code)]
    data = [path for path in _data_files(code) if _is_read(stage, lang, path)] + [
        path for folder in _SQL.get(stage, ()) for path in sql_files(folder)
    ]
    parts += [f"{path.relative_to(PACKAGE.parent).as_posix()} {_bytes_digest(path)}" for path in data]
    if PACKAGE / "languages" / "__init__.py" in code:
        added = languages.Extension(tuple(f for f in languages.current().files if reads(stage, lang, f[0], f[1])))
        parts += [f"lexicon {added.digest}"] if added.files else []
    parts += [line for name in libraries for line in library_versions(name)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def python_version() -> str:
    """Of the versions of Python, what a stage's version counts: `3.11`."""
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def stage_libraries(stage: str) -> list[tuple[str, str]]:
    """(name, version) of the libraries that a stage's version counts, with those that they require."""
    lines = {line for name in _closure(STAGES[stage])[1] for line in library_versions(name)}
    return sorted((name, version) for name, _, version in (line.partition("==") for line in lines))


def code_of(rooms: tuple[str, ...]) -> list[str]:
    """The code of rooms and of what they import below pipeline/, a line a file with its digest."""
    return _code_lines(_closure(rooms)[0])


def _code_lines(code: Iterable[Path]) -> list[str]:
    return [f"{path.relative_to(PACKAGE).as_posix()} {_module(path)[0]}" for path in code]


@cache
def _bytes_digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def file_digest(path: Path) -> str:
    """Digest of the bytes of a large file outside of the code, remembered while its size and times stay."""
    stamp = _stamp(path)
    known = _known.get(str(path))
    if known is None or known[0] != stamp:
        with path.open("rb") as file:
            known = _known[str(path)] = [stamp, hashlib.file_digest(file, "sha256").hexdigest(), []]
    return str(known[1])
