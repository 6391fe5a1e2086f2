"""Settings: where state, input and result lie, and how much is allowed; one order of precedence, in this one place.

Options of a command beat the environment (`DATELINE_*`), which beats `dateline.toml`, which beats the defaults. Relative
paths count from where they are written: an option's or variable's from the current directory, the file's from its own
folder, a default's from the folder of `dateline.toml` if there is one, else from the current directory.

The tables `[models]` and `[floors]` stand in the file only: which models are at hand, and what is usual in a corpus, belongs to a project.
What may be in them is known by `models.choice` and `warehouse.floors`.

To add a setting, add a row to `_SETTINGS` and a field to `Settings`. Nothing heavy is imported here: every `--help` pays.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.models.choice import Choice, read_choices
from pipeline.models.spans import ModelError
from pipeline.settings_checks import ADDRESSES, HOST, TEXTS, URL, mail_problem, place_problem, problem_of, shown_text
from pipeline.warehouse.floors import Floor, FloorsError, read_floors

FILE_NAME = "dateline.toml"
FILE_VARIABLE = "DATELINE_SETTINGS"  # names the file where it does not lie in the current directory or above it
MODELS = "models"
FLOORS = "floors"
_ROOT_MARKS = (".git", "pyproject.toml")


class SettingsError(Exception):
    """A setting that cannot be used; the message says what is wrong, where it was set, and what to write instead."""


@dataclass(frozen=True, slots=True)
class _Setting:
    key: str
    kind: Literal["path", "count", "choice", "url", "addresses", "host"]
    default: str | int  # a path may begin with the name of another setting: "{home}/warehouse.duckdb"
    low: int = 0
    high: int = 0
    choices: tuple[str, ...] = ()


_SETTINGS = (
    _Setting("home", "path", "var"),
    _Setting("raw", "path", "raw"),
    _Setting("warehouse", "path", "{home}/warehouse.duckdb"),
    _Setting("overrides", "path", "{raw}/../overrides"),
    _Setting("lexicon", "path", "{raw}/../lexicon"),
    _Setting("checks", "path", "{raw}/../checks"),
    _Setting("workers", "count", 0, 0, 512),
    _Setting("keep_versions", "count", 5, 1, 1000),
    _Setting("max_file_mb", "count", 64, 1, 4096),
    _Setting("max_page_mb", "count", 16, 1, 512),
    _Setting("max_record_mb", "count", 16, 1, 1024),
    _Setting("max_text_kb", "count", 2_000, 1, 1_000_000),
    _Setting("max_bad_records", "count", 10_000, 1, 1_000_000_000),
    _Setting("max_expansion", "count", 200, 1, 2_000),
    _Setting("max_expanded_mb", "count", 16_000, 1, 1_000_000),
    _Setting("max_page_elements", "count", 250_000, 1_000, 10_000_000),
    _Setting("max_sidecar_kb", "count", 1_000, 1, 100_000),
    _Setting("max_field_chars", "count", 4_000, 100, 1_000_000),
    _Setting("page_seconds", "count", 30, 1, 3600),
    _Setting("page_memory_mb", "count", 1024, 64, 65536),
    _Setting("reading", "choice", "full", choices=("full", "fast")),
    _Setting("speaker_certainty", "count", 75, 0, 100),
    _Setting("keep_runs_days", "count", 90, 1, 36500),
    _Setting("fresh_hours", "count", 26, 0, 8760),
    _Setting("automation", "choice", "off", choices=("off", "schedule", "sensor", "both")),
    _Setting("notify_url", URL, ""),
    _Setting("notify_mail_to", ADDRESSES, ""),
    _Setting("notify_mail_from", ADDRESSES, ""),
    _Setting("smtp_host", HOST, ""),
    _Setting("smtp_port", "count", 25, 1, 65535),
    _Setting("smtp_tls", "choice", "none", choices=("none", "starttls", "tls")),
)
KEYS = tuple(setting.key for setting in _SETTINGS)


@dataclass(frozen=True, slots=True)
class Origin:
    """A value and where it comes from: `option --raw`, `environment DATELINE_RAW`, `<path>/dateline.toml`, `default`."""

    name: str
    value: str
    origin: str


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, checked; every path absolute. Made by `load`."""

    home: Path  # all state of runs
    raw: Path  # documents; never written to
    warehouse: Path  # the published file
    overrides: Path  # what users decided by hand
    lexicon: Path  # tables that extend the packs: a user's organisations, persons, places, words
    checks: Path  # queries of the user's that a run asks before it publishes
    workers: int  # processes for per-document work; 0 in the settings means one a core and is resolved here
    keep_versions: int  # published versions that stay restorable
    max_file_mb: int  # a file that is one document
    max_page_mb: int  # an HTML page
    max_record_mb: int  # one line of a file of records
    max_text_kb: int  # thousand characters of one document's text
    max_bad_records: int  # of one file, where they outnumber the good ones
    max_expansion: int  # how many times its size a compressed file may expand to, beyond max_file_mb
    max_expanded_mb: int  # … and at most
    max_page_elements: int  # of an HTML page
    max_sidecar_kb: int  # of a <file>.meta.json
    max_field_chars: int  # of one value that a record or a sidecar states
    page_seconds: int  # for reading one HTML page
    page_memory_mb: int  # … beyond what its process takes at rest
    reading: str  # of HTML pages: "full" compares several readings, "fast" is one parse, for bulk work
    speaker_certainty: int  # percent: a speaker whose score is lower is left open
    keep_runs_days: int = 90  # records of runs, in the warehouse and on Dagster's pages
    fresh_hours: int = 26  # after so many hours without a run Dagster's pages call the tables overdue; 0: never
    automation: str = "off"  # which of schedule and folder sensor are on in an instance where nobody has switched them
    notify_url: str = ""  # told of what fails, by HTTP; "": nobody is
    notify_mail_to: str = ""  # … by mail
    notify_mail_from: str = ""
    smtp_host: str = ""
    smtp_port: int = 25
    smtp_tls: str = "none"
    models: tuple[Choice, ...] = ()  # that propose names and more; none by default
    floors: tuple[Floor, ...] = ()  # that warnings go by, where they are not the project's
    file: Path | None = None  # the `dateline.toml` that was read
    origins: tuple[Origin, ...] = ()

    def explain(self) -> list[tuple[str, str, str]]:
        """(name, value, where it comes from) of each setting, for `dateline config`."""
        return [(origin.name, origin.value, origin.origin) for origin in self.origins]


def load(
    options: Mapping[str, str | Path | int | None] | None = None,
    *,
    environ: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> Settings:
    """Settings from options, environment, `dateline.toml` and defaults. Raises SettingsError.

    `options` maps setting names (`raw`, `warehouse`, `max_file_mb` …) to values; None counts as not given, and an empty
    variable as not set. `environ` and `cwd` default to the process's own. Nothing is created and no path needs to exist.
    """
    here = Path(os.path.abspath(cwd or Path.cwd()))  # noqa: PTH100 (symbolic links stay as the user wrote them)
    options = dict(options or {})
    environ = os.environ if environ is None else environ
    if unknown := sorted(set(options) - {setting.key for setting in _SETTINGS}):
        raise SettingsError(_unknown(unknown[0], "given as an option"))
    file = _named(environ, here) or find_file(here)
    table = _read(file) if file else {}
    base = file.parent if file else here

    paths: dict[str, Path] = {}
    counts: dict[str, int] = {}
    choices: dict[str, str] = {}
    texts: dict[str, str] = {}
    origins: list[Origin] = []
    for setting in _SETTINGS:
        variable = f"DATELINE_{setting.key.upper()}"
        option = options.get(setting.key)
        value: object
        if option is not None:
            value, where, folder = option, f"option --{setting.key.replace('_', '-')}", here
        elif environ.get(variable, "").strip():
            value, where, folder = environ[variable].strip(), f"environment {variable}", here
        elif setting.key in table:
            value, where, folder = table[setting.key], str(file), base
        else:
            value, where, folder = setting.default, "default", base
        if setting.kind == "path":
            if where == "default":
                value = str(value).format(**paths)
            paths[setting.key] = _path(setting.key, value, where, folder)
            shown = str(paths[setting.key])
        elif setting.kind == "choice":
            choices[setting.key] = shown = _choice(setting, value, where)
        elif setting.kind in TEXTS:
            texts[setting.key] = _text(setting, value, where)
            shown = shown_text(setting.kind, texts[setting.key])
        else:
            counts[setting.key] = _count(setting, value, where)
            if setting.key == "workers" and counts["workers"] == 0:
                counts["workers"] = os.cpu_count() or 1
            shown = str(counts[setting.key])
        origins.append(Origin(setting.key, shown, where))
    models = _models(table.get(MODELS, {}), file, base)
    origins += [Origin(f"{MODELS}.{choice.floor}", choice.shown, choice.origin) for choice in models]
    floors = _floors(table.get(FLOORS, {}), file)
    origins += [Origin(*floor.shown, str(file)) for floor in floors]
    if problem := place_problem(paths, {origin.name: origin.origin for origin in origins}) or mail_problem(texts):
        raise SettingsError(problem)
    return Settings(
        home=paths["home"],
        raw=paths["raw"],
        warehouse=paths["warehouse"],
        overrides=paths["overrides"],
        lexicon=paths["lexicon"],
        checks=paths["checks"],
        workers=counts["workers"],
        keep_versions=counts["keep_versions"],
        max_file_mb=counts["max_file_mb"],
        max_page_mb=counts["max_page_mb"],
        max_record_mb=counts["max_record_mb"],
        max_text_kb=counts["max_text_kb"],
        max_bad_records=counts["max_bad_records"],
        max_expansion=counts["max_expansion"],
        max_expanded_mb=counts["max_expanded_mb"],
        max_page_elements=counts["max_page_elements"],
        max_sidecar_kb=counts["max_sidecar_kb"],
        max_field_chars=counts["max_field_chars"],
        page_seconds=counts["page_seconds"],
        page_memory_mb=counts["page_memory_mb"],
        speaker_certainty=counts["speaker_certainty"],
        reading=choices["reading"],
        keep_runs_days=counts["keep_runs_days"],
        fresh_hours=counts["fresh_hours"],
        automation=choices["automation"],
        smtp_port=counts["smtp_port"],
        smtp_tls=choices["smtp_tls"],
        notify_url=texts["notify_url"],
        notify_mail_to=texts["notify_mail_to"],
        notify_mail_from=texts["notify_mail_from"],
        smtp_host=texts["smtp_host"],
        models=models,
        floors=floors,
        file=file,
        origins=tuple(origins),
    )


def find_file(cwd: Path) -> Path | None:
    """`dateline.toml` in `cwd`, or in a folder above it up to the root of the project (the first with a .git or
    pyproject.toml); None where there is none. Without a project around it, only `cwd` itself is looked at."""
    searched: list[Path] = []
    for folder in (cwd, *cwd.parents):
        searched.append(folder)
        if any((folder / mark).exists() for mark in _ROOT_MARKS):
            break
    else:
        searched = [cwd]
    return next((file for folder in searched if (file := folder / FILE_NAME).is_file()), None)


def _named(environ: Mapping[str, str], here: Path) -> Path | None:
    """The settings file that the environment names; None where it names none."""
    value = environ.get(FILE_VARIABLE, "").strip()
    return _path(FILE_VARIABLE, value, f"environment {FILE_VARIABLE}", here) if value else None


def _read(file: Path) -> dict[str, object]:
    try:
        table: dict[str, object] = tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise SettingsError(f"The settings cannot be read: {error.strerror or error}. Tried {file}. Check its permissions.") from error
    except (ValueError, RecursionError) as error:
        raise SettingsError(f'The settings are not TOML: {error}. Found in {file}. Write lines such as: raw = "raw"') from error
    known = {setting.key for setting in _SETTINGS} | {MODELS, FLOORS}
    for key in table:
        if key not in known:
            raise SettingsError(_unknown(key, f"found in {file}"))
    return table


def _unknown(key: str, where: str) -> str:
    known = [*(setting.key for setting in _SETTINGS), MODELS, FLOORS]
    near = difflib.get_close_matches(key, known, n=1)
    advice = f"Did you mean `{near[0]}`? " if near else ""
    return f"There is no setting `{key}`, {where}. {advice}Known are {', '.join(known)}."


def _path(key: str, value: object, where: str, folder: Path) -> Path:
    if not isinstance(value, (str, Path)) or not str(value).strip() or "\x00" in str(value):
        raise SettingsError(f"`{key}` is {value!r:.80}, not a path ({where}). Write the path of a file or folder.")
    try:
        expanded = Path(value).expanduser()
    except RuntimeError as error:
        raise SettingsError(f"`{key}` names a home folder that is not known: {value} ({where}). Write the whole path.") from error
    return Path(os.path.abspath(folder / expanded))  # noqa: PTH100


def _count(setting: _Setting, value: object, where: str) -> int:
    number: int | None = None
    if isinstance(value, int) and not isinstance(value, bool):
        number = value
    elif isinstance(value, str) and value.isascii() and value.strip().isdigit() and len(value) < 12:
        number = int(value)
    if number is None or not setting.low <= number <= setting.high:
        raise SettingsError(
            f"`{setting.key}` is {value!r:.40}, not a number it can be ({where}). "
            f"Write a whole number from {setting.low} to {setting.high}."
        )
    return number


def _choice(setting: _Setting, value: object, where: str) -> str:
    if value in setting.choices:
        return str(value)
    known = " or ".join(f'"{choice}"' for choice in setting.choices)
    raise SettingsError(f"`{setting.key}` is {value!r:.40}, which it cannot be ({where}). Write {known}.")


def _text(setting: _Setting, value: object, where: str) -> str:
    problem = problem_of(setting.kind, value)
    if problem:
        raise SettingsError(f"`{setting.key}` is {shown_text(setting.kind, value)!r:.80}, {problem} ({where}).")
    return str(value).strip()


def _models(value: object, file: Path | None, folder: Path) -> tuple[Choice, ...]:
    try:
        return read_choices(value, str(file), folder)
    except ModelError as error:
        raise SettingsError(str(error)) from error


def _floors(value: object, file: Path | None) -> tuple[Floor, ...]:
    try:
        return read_floors(value, str(file))
    except FloorsError as error:
        raise SettingsError(str(error)) from error
