"""The files that checks are: what their headers say, and which there are, the project's and the user's.

A check is a query in a file of its own. Its first comments say what must hold, and in lines of the form `-- word: value` how grave it is
where it does not, and which table it is about:

    -- No source keeps almost nothing of its texts.
    -- severity: warning
    -- table: article_lines
    SELECT 'articles' AS what, article_id AS id, '…' AS detail FROM …

The query gives offending rows; none means that it holds. The user's checks lie in the folder `checks` beside the raw folder. They are read
strictly: a header that says something unknown, or a file that holds more than one SELECT, is no check, and says so.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

from pipeline.warehouse import dictionary
from pipeline.warehouse.paths import sql_files

if TYPE_CHECKING:
    from pathlib import Path

Severity = Literal["error", "warning"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning")
MAX_BYTES = 1_000_000
_HEADER = re.compile(r"--\s*([a-z_]+)\s*:\s*(.*?)\s*")
_WORDS = ("severity", "table")
_GENERATED = "Written by"


class CheckFileError(Exception):
    """A file of checks that cannot be used; the message says what is wrong, where, and what to write instead."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check. `problem`: why it cannot be run; such a check fails. `is_own`: a file of the user's."""

    name: str
    text: str
    description: str
    severity: Severity
    table: str | None
    is_own: bool = False
    problem: str | None = None


def parse(name: str, text: str, where: str, default: Severity = "error", *, is_own: bool = False) -> Check:
    """A check from the text of its file. Raises CheckFileError for a header that is not one."""
    said: dict[str, str] = {}
    words: list[str] = []
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        if line.strip() and not line.startswith("--"):
            break
        header = _HEADER.fullmatch(line.rstrip())
        if header is None:
            words.append(line.removeprefix("--").strip())
            continue
        word, value = header[1], header[2]
        at = f"{where}, line {number}"
        if word not in _WORDS:
            near = difflib.get_close_matches(word, _WORDS, n=1)
            raise CheckFileError(f"{at}: there is no header `{word}`. Known are {' and '.join(near or _WORDS)}.")
        if word in said:
            raise CheckFileError(f"{at}: `{word}` is said twice. Leave one line of it.")
        said[word] = value
        if word == "severity" and value not in SEVERITIES:
            raise CheckFileError(f"{at}: the severity is {value!r:.40}. Write error or warning.")
        if word == "table" and value not in {t.name for t in dictionary.tables()}:
            raise CheckFileError(f'{at}: there is no table {value!r:.60}. Write the name of one: dateline query "SHOW TABLES".')
    description = " ".join(line for line in words if line and not line.startswith(_GENERATED))
    return Check(name, text, description, cast("Severity", said.get("severity", default)), said.get("table"), is_own)


def project_checks() -> list[Check]:
    """The checks of sql/checks/, in order of their names."""
    return [parse(path.stem, path.read_text(encoding="utf-8"), f"sql/checks/{path.name}") for path in sql_files("checks")]


def own_checks(folder: Path | None) -> list[Check]:
    """The user's checks: the `.sql` files directly in the folder, by name; none where there is no folder. What cannot be read or has no
    proper header is among them, as an error that says so: whoever wrote it counts on it. Hidden files are leftovers of editors."""
    if folder is None:
        return []
    try:
        paths = sorted(p for p in folder.iterdir() if p.suffix.lower() == ".sql" and not p.name.startswith((".", "~")) and p.is_file())
    except FileNotFoundError:
        return []
    except OSError as error:
        return [_unusable("checks", f"{folder} cannot be read: {error.strerror or error}. It must be a folder that can be read.")]
    return [_own_check(path) for path in paths]


def _own_check(path: Path) -> Check:
    name = path.stem
    if name in {file.stem for file in sql_files("checks")}:
        return _unusable(path.name, f"{path}: another check is called `{name}`. Give the file another name.")
    try:
        return parse(name, _read(path), str(path), "warning", is_own=True)
    except CheckFileError as error:
        return _unusable(name, str(error))


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
        if len(content) > MAX_BYTES:
            raise CheckFileError(f"{path} is larger than {MAX_BYTES:,} bytes. A check is one query.")
        return content.decode("utf-8-sig")
    except OSError as error:
        raise CheckFileError(f"{path} cannot be read: {error.strerror or error}. Check its permissions.") from error
    except UnicodeDecodeError as error:
        raise CheckFileError(f"{path} is not UTF-8. Save it as UTF-8.") from error


def _unusable(name: str, problem: str) -> Check:
    return Check(name, "", "A check of the user that cannot be read.", "error", None, is_own=True, problem=problem)
