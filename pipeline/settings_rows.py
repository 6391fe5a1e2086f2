"""The settings one by one: name, kind, default and bounds of each, and how a value that somebody wrote becomes one.

Where values come from, and which of several counts, is known by `settings`; what is wrong with places and addresses by `settings_checks`.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.settings_checks import ADDRESSES, HOST, MASTER, TEXTS, URL, problem_of, shown_text


class SettingsError(Exception):
    """A setting that cannot be used; the message says what is wrong, where it was set, and what to write instead."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting, as it is known by default."""

    key: str
    kind: Literal["path", "count", "choice", "url", "addresses", "host", "master"]
    default: str | int  # a path may begin with the name of another setting: "{home}/warehouse.duckdb"
    low: int = 0
    high: int = 0
    choices: tuple[str, ...] = ()


SETTINGS = (
    Setting("home", "path", "var"),
    Setting("raw", "path", "raw"),
    Setting("warehouse", "path", "{home}/warehouse.duckdb"),
    Setting("overrides", "path", "{raw}/../overrides"),
    Setting("lexicon", "path", "{raw}/../lexicon"),
    Setting("checks", "path", "{raw}/../checks"),
    Setting("workers", "count", 0, 0, 512),
    Setting("build_memory_mb", "count", 0, 0, 10_000_000),
    Setting("engine", "choice", "pool", choices=("pool", "spark")),
    Setting("spark_master", MASTER, "local[*]"),
    Setting("spark", "path", ".venv/spark/bin/python"),
    Setting("spark_memory_mb", "count", 4096, 2048, 1_000_000),
    Setting("spark_task_documents", "count", 200, 1, 100_000),
    Setting("cluster", "path", "{home}/cluster"),
    Setting("keep_versions", "count", 5, 1, 1000),
    Setting("max_file_mb", "count", 64, 1, 4096),
    Setting("max_page_mb", "count", 16, 1, 512),
    Setting("max_record_mb", "count", 16, 1, 1024),
    Setting("max_text_kb", "count", 2_000, 1, 1_000_000),
    Setting("max_bad_records", "count", 10_000, 1, 1_000_000_000),
    Setting("max_expansion", "count", 200, 1, 2_000),
    Setting("max_expanded_mb", "count", 16_000, 1, 1_000_000),
    Setting("max_page_elements", "count", 250_000, 1_000, 10_000_000),
    Setting("max_sidecar_kb", "count", 1_000, 1, 100_000),
    Setting("max_field_chars", "count", 4_000, 100, 1_000_000),
    Setting("page_seconds", "count", 30, 1, 3600),
    Setting("page_memory_mb", "count", 1024, 64, 65536),
    Setting("reading", "choice", "full", choices=("full", "fast")),
    Setting("speaker_certainty", "count", 75, 0, 100),
    Setting("keep_runs_days", "count", 90, 1, 36500),
    Setting("fresh_hours", "count", 26, 0, 8760),
    Setting("automation", "choice", "off", choices=("off", "schedule", "sensor", "both")),
    Setting("notify_url", URL, ""),
    Setting("notify_mail_to", ADDRESSES, ""),
    Setting("notify_mail_from", ADDRESSES, ""),
    Setting("smtp_host", HOST, ""),
    Setting("smtp_port", "count", 25, 1, 65535),
    Setting("smtp_tls", "choice", "none", choices=("none", "starttls", "tls")),
)
KEYS = tuple(setting.key for setting in SETTINGS)


def value_of(setting: Setting, value: object, where: str, folder: Path) -> Path | int | str:
    """The value of a setting from what was written `where`; a relative path counts from `folder`. Raises SettingsError."""
    if setting.kind == "path":
        return path_of(setting.key, value, where, folder)
    if setting.kind == "choice":
        return _choice(setting, value, where)
    if setting.kind in TEXTS:
        return _text(setting, value, where)
    return _count(setting, value, where)


def shown(setting: Setting, value: object) -> str:
    """A value as `dateline config` may show it."""
    return shown_text(setting.kind, value) if setting.kind in TEXTS else str(value)


def path_of(key: str, value: object, where: str, folder: Path) -> Path:
    """An absolute path. Symbolic links stay as they were written. Raises SettingsError."""
    if not isinstance(value, (str, Path)) or not str(value).strip() or "\x00" in str(value):
        raise SettingsError(f"`{key}` is {value!r:.80}, not a path ({where}). Write the path of a file or folder.")
    try:
        expanded = Path(value).expanduser()
    except RuntimeError as error:
        raise SettingsError(f"`{key}` names a home folder that is not known: {value} ({where}). Write the whole path.") from error
    return Path(os.path.abspath(folder / expanded))  # noqa: PTH100


def _count(setting: Setting, value: object, where: str) -> int:
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


def _choice(setting: Setting, value: object, where: str) -> str:
    if value in setting.choices:
        return str(value)
    known = " or ".join(f'"{choice}"' for choice in setting.choices)
    raise SettingsError(f"`{setting.key}` is {value!r:.40}, which it cannot be ({where}). Write {known}.")


def _text(setting: Setting, value: object, where: str) -> str:
    problem = problem_of(setting.kind, value)
    if problem:
        raise SettingsError(f"`{setting.key}` is {shown_text(setting.kind, value)!r:.80}, {problem} ({where}).")
    return str(value).strip()
