"""The user's lexicon: the folder that the setting `lexicon` names, read into a value that extends the packs.

Tables that belong to no language stand in the folder itself (`orgs.tsv`, `regions.tsv`, `cities.tsv`, `persons.tsv`,
`office_holders.tsv` …), words of a language in a folder called by its tag (`fr/offices.tsv`, `xx/pack.toml` for a language of one's own).
Here only files are read and misplaced ones named; what rows must say is checked by `pipeline.lexicon`.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from pipeline import languages
from pipeline.annotate.coding.lexicon import compile_pack
from pipeline.languages.tables import LexiconError, is_names, read_lines

_TAG = re.compile(r"[a-z]{2,3}")
_ENDINGS = (".tsv", ".toml")
_CODEBOOK = frozenset({"triggers.tsv", "modifiers.tsv", "grammar.toml", "acts.toml"})
_MOST = 64_000_000  # characters of one file


def read_extension(folder: Path) -> languages.Extension:
    """The user's files as a value; an empty one where there is no folder. Files of other kinds are left alone.

    Raises LexiconError where a table or a column is none that the packs know, a row does not fit its header, or a file is not UTF-8.
    """
    if not folder.is_dir():
        return languages.Extension()
    if (astray := folder / languages.SHARED).is_dir() and _files(astray):
        raise LexiconError(f"{astray}: tables that belong to no language stand in {folder} itself; move them there.")
    found = [(languages.SHARED, path) for path in _files(folder)]
    found += [(sub.name, path) for sub in sorted(folder.iterdir()) if _TAG.fullmatch(sub.name) and sub.is_dir() for path in _files(sub)]
    tags = {place for place, _ in found} | set(languages.languages()) | set(languages.holding("chrome"))
    files = []
    for place, path in found:
        text = _text(path)
        if path.suffix == ".tsv":
            _check_columns(place, path, text, tags)
        elif (known := known_files(place)) and path.name not in known:
            raise LexiconError(
                f"{path}: there are no settings of that name. Known are {', '.join(n for n in known if n.endswith('.toml'))}."
            )
        files.append((place, path.name, text))
    return languages.Extension(tuple(sorted(files)))


def compiles(extension: languages.Extension) -> None:
    """Whether the codebook of a user can be put to work: asked once, before the first document. Raises LexiconError where it cannot."""
    for lang in languages.languages():
        if any(place == lang and file in _CODEBOOK for place, file, _ in extension.files):
            try:
                compile_pack(languages.pack(lang))
            except (ValueError, KeyError) as error:
                raise LexiconError(
                    f"Your lexicon for {lang} cannot be used: {error}. See all that is wrong: dateline lexicon check"
                ) from error


def _files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.iterdir() if p.is_file() and p.suffix in _ENDINGS and not p.name.startswith("."))


def _text(path: Path) -> str:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path}: not UTF-8 at byte {error.start}; save the file as UTF-8.") from error
    except OSError as error:
        raise LexiconError(f"{path} cannot be read: {error.strerror or error}. Check its permissions.") from error
    if len(text) > _MOST:
        raise LexiconError(f"{path} has {len(text):,} characters, {_MOST:,} are the most; split the table or leave rows out.")
    return text


@cache
def known_files(place: str) -> tuple[str, ...]:
    """The names of the files that a folder of the lexicon may hold: those of `shared`, or of any language, in the package."""
    folders = [languages.SHARED] if place == languages.SHARED else [p.name for p in languages.ROOT.iterdir() if _TAG.fullmatch(p.name)]
    return tuple(sorted({path.name for name in folders for path in (languages.ROOT / name).iterdir() if path.suffix in _ENDINGS}))


@cache
def known_columns(place: str, name: str) -> tuple[str, ...]:
    """The columns of a table in the package, those of all languages that have it; empty for an unknown one. Any table may be named
    `verbs_<something>` in the folder of a language."""
    name = "verbs_speech.tsv" if place != languages.SHARED and name.startswith("verbs") else name
    folders = (
        [languages.SHARED] if place == languages.SHARED else sorted(p.name for p in languages.ROOT.iterdir() if _TAG.fullmatch(p.name))
    )
    found: dict[str, None] = {}
    for folder in folders:
        path = languages.ROOT / folder / name
        if path.is_file():
            found.update(dict.fromkeys(read_lines(path.read_text(encoding="utf-8"), str(path))[0]))
    return tuple(found)


def _check_columns(place: str, path: Path, text: str, tags: set[str]) -> None:
    columns = known_columns(place, path.name)
    if not columns:
        known = ", ".join(name for name in known_files(place) if name.endswith(".tsv"))
        raise LexiconError(f"{path}: there is no table of that name. Known are {known}.")
    has_names = "id" in columns and any(is_names(column) for column in columns)
    for column in read_lines(text, str(path))[0]:
        if column not in columns and not (has_names and is_names(column) and column.rpartition("_")[2] in tags):
            raise LexiconError(f"{path}: there is no column `{column}`. Known are {', '.join(columns)}"
                               + (", and tags of languages that have a pack." if has_names else "."))  # fmt: skip
