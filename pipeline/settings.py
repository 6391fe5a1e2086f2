"""Settings: where state, input and result lie, and how much is allowed; one order of precedence, in this one place.

Options of a command beat the environment (`DATELINE_*`), which beats `dateline.toml`, which beats the defaults. Relative
paths count from where they are written: an option's or variable's from the current directory, the file's from its own
folder, a default's from the folder of `dateline.toml` if there is one, else from the current directory.

The tables `[models]` and `[floors]` stand in the file only: which models are at hand, and what is usual in a corpus, belongs to a project.
What may be in them is known by `models.choice` and `warehouse.floors`.

To add a setting, add a row to `settings_rows` and a field to `Settings`. Nothing heavy is imported here: every `--help` pays.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.models.choice import Choice, read_choices
from pipeline.models.spans import ModelError
from pipeline.settings_checks import mail_problem, place_problem
from pipeline.settings_rows import SETTINGS, Setting, SettingsError, path_of, shown, value_of
from pipeline.warehouse.floors import Floor, FloorsError, read_floors

FILE_NAME = "dateline.toml"
FILE_VARIABLE = "DATELINE_SETTINGS"  # names the file where it does not lie in the current directory or above it
MODELS = "models"
FLOORS = "floors"
DEFAULT = "default"  # where a value comes from that nobody has written
_ROOT_MARKS = (".git", "pyproject.toml")


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
    build_memory_mb: int = 0  # what DuckDB may take while it builds, beside the processes; 0: half of the machine's memory
    engine: str = "pool"  # where clean and annotate run: "pool" (processes of this machine) or "spark"
    spark_master: str = "local[*]"  # the cluster's address
    spark: Path = Path(".venv/spark/bin/python")  # the Python of Spark's environment
    spark_memory_mb: int = 4096  # address space of a process that works on documents on the cluster; 2 GB of it are taken at rest
    spark_task_documents: int = 200  # documents of a task
    cluster: Path = Path("var/cluster")  # where documents and outcomes are handed over; all machines of the cluster see it
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
    if unknown := sorted(set(options) - {setting.key for setting in SETTINGS}):
        raise SettingsError(_unknown(unknown[0], "given as an option"))
    file = _named(environ, here) or find_file(here)
    table = _read(file) if file else {}
    base = file.parent if file else here

    values: dict[str, Any] = {}
    origins: list[Origin] = []
    for setting in SETTINGS:
        value, where, folder = _written(setting, options, environ, table, (here, base, file))
        if where == DEFAULT and isinstance(value, str):
            value = value.format(**values)
        values[setting.key] = value_of(setting, value, where, folder)
        if setting.key == "workers":
            values["workers"] = values["workers"] or os.cpu_count() or 1
        origins.append(Origin(setting.key, shown(setting, values[setting.key]), where))
    models = _models(table.get(MODELS, {}), file, base)
    origins += [Origin(f"{MODELS}.{choice.floor}", choice.shown, choice.origin) for choice in models]
    floors = _floors(table.get(FLOORS, {}), file)
    origins += [Origin(*floor.shown, str(file)) for floor in floors]
    paths = {setting.key: values[setting.key] for setting in SETTINGS if setting.kind == "path"}
    if problem := place_problem(paths, {origin.name: origin.origin for origin in origins}) or mail_problem(values):
        raise SettingsError(problem)
    return Settings(**values, models=models, floors=floors, file=file, origins=tuple(origins))


def _written(
    setting: Setting,
    options: Mapping[str, object],
    environ: Mapping[str, str],
    table: Mapping[str, object],
    places: tuple[Path, Path, Path | None],
) -> tuple[object, str, Path]:
    """What counts of all that was written: the value, where it stands, and the folder that a relative path counts from. `places`: the
    current folder, the one of the file or of defaults, and the file."""
    here, base, file = places
    variable = f"DATELINE_{setting.key.upper()}"
    if (option := options.get(setting.key)) is not None:
        return option, f"option --{setting.key.replace('_', '-')}", here
    if environ.get(variable, "").strip():
        return environ[variable].strip(), f"environment {variable}", here
    if setting.key in table:
        return table[setting.key], str(file), base
    return setting.default, DEFAULT, base


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
    return path_of(FILE_VARIABLE, value, f"environment {FILE_VARIABLE}", here) if value else None


def _read(file: Path) -> dict[str, object]:
    try:
        table: dict[str, object] = tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise SettingsError(f"The settings cannot be read: {error.strerror or error}. Tried {file}. Check its permissions.") from error
    except (ValueError, RecursionError) as error:
        raise SettingsError(f'The settings are not TOML: {error}. Found in {file}. Write lines such as: raw = "raw"') from error
    known = {setting.key for setting in SETTINGS} | {MODELS, FLOORS}
    for key in table:
        if key not in known:
            raise SettingsError(_unknown(key, f"found in {file}"))
    return table


def _unknown(key: str, where: str) -> str:
    known = [*(setting.key for setting in SETTINGS), MODELS, FLOORS]
    near = difflib.get_close_matches(key, known, n=1)
    advice = f"Did you mean `{near[0]}`? " if near else ""
    return f"There is no setting `{key}`, {where}. {advice}Known are {', '.join(known)}."


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
