"""Sources: what `raw/<source>/source.toml` states about an outlet, checked value by value.

A bad value costs that value and one rejection, a file that is no TOML its whole content; the documents of the folder are
read in either case. Nothing is inferred here: what the file does not state stays None.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from pipeline.ingest.decode import storable
from pipeline.ingest.files import read_small
from pipeline.ingest.layout import PLAIN, TABLES, Layout, parse_layout
from pipeline.ingest.origin import Limits
from pipeline.ingest.rejections import rejection_for, warning
from pipeline.model import Rejection, Source

SOURCE_FILE = "source.toml"
UNSORTED = "unsorted"  # the source of files that lie directly in raw/
LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,7}")  # BCP 47, its shape
_KEYS = ("name", "homepage", "country", "language", "timezone", "rights", "may_publish_text", "keep", "drop")
_EXTRA_COUNTRIES = frozenset({"XKX"})  # Kosovo: user-assigned, in no list of ISO 3166-1
# What CLDR maps beside them: codes withdrawn (BUR …), and reserved for parts of countries (ASC …).
_NOT_CODES = frozenset("BUR DDR FXX TMP YMD ZAR ASC CPT CRQ DGA TAA".split())  # noqa: SIM905
_USER_ASSIGNED = re.compile("AA[A-Z]|Q[M-Z][A-Z]|X[A-Z][A-Z]|ZZ[A-Z]")  # ISO 3166-1, 8.1.3


class _BadValueError(Exception):
    """(what is wrong with it, what to write instead)."""

    def __init__(self, wrong: str, hint: str) -> None:
        super().__init__(wrong)
        self.wrong = wrong
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Folder:
    """What a `source.toml` states: of the outlet, and of how its bulk files are laid out."""

    source: Source
    layout: Layout = PLAIN


def load_folder(path: Path, source_id: str, uri: str) -> tuple[Folder, list[Rejection]]:
    """Read one `source.toml`. `uri` names it in messages. Without the file: a Folder that states nothing."""
    try:
        payload = read_small(path, Limits().max_sidecar)
    except FileNotFoundError:
        return Folder(Source(source_id)), []
    except OSError as error:
        return Folder(Source(source_id)), [replace(rejection_for(error, uri, source_id), error_code="bad_source")]
    return parse_folder(payload, source_id, uri)


def load_source(path: Path, source_id: str, uri: str) -> tuple[Source, list[Rejection]]:
    """As `load_folder`, of the outlet alone."""
    folder, problems = load_folder(path, source_id, uri)
    return folder.source, problems


def parse_source(payload: bytes, source_id: str, uri: str) -> tuple[Source, list[Rejection]]:
    """As `parse_folder`, of the outlet alone."""
    folder, problems = parse_folder(payload, source_id, uri)
    return folder.source, problems


def parse_folder(payload: bytes, source_id: str, uri: str) -> tuple[Folder, list[Rejection]]:
    """A Folder from the bytes of a `source.toml`, and one rejection (`bad_source`) for each value not taken."""
    table: dict[str, object]
    try:
        if len(payload) > Limits().max_sidecar:
            payload = b"= larger than a description of a source"  # told like any other TOML that is none
        table = tomllib.loads(payload.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())[:200]
        problem = f"{uri} is not read: {reason}."
        hint = 'Write TOML in UTF-8, such as: name = "The Harbour Post".'
        return Folder(Source(source_id)), [warning(uri, source_id, None, "bad_source", problem, hint)]

    laid = {key: table.pop(key) for key in TABLES if key in table}
    flat = {key: value for key, value in table.items() if key != "html"}
    html_table = table.get("html")
    if isinstance(html_table, dict):  # [html] keep = [...] is the same as keep = [...]
        flat |= {key if key in ("keep", "drop") else f"html.{key}": value for key, value in html_table.items()}
    elif html_table is not None:
        flat["html"] = html_table

    problems: list[Rejection] = []
    values: dict[str, str] = {}
    selectors: dict[str, tuple[str, ...]] = {"keep": (), "drop": ()}
    may_publish_text = False
    for key, value in flat.items():
        try:
            if key in ("keep", "drop"):
                selectors[key] = _selectors(value)
            elif key == "may_publish_text":
                may_publish_text = _boolean(value)
            else:
                values[key] = _value(key, value)
        except _BadValueError as error:
            message = f"{uri}: `{key[:60]}` {error.wrong}; the value is not used."
            problems.append(warning(uri, source_id, None, "bad_source", message, error.hint))
    source = Source(
        source_id=source_id,
        name=values.get("name"),
        homepage=values.get("homepage"),
        country=values.get("country"),
        language=values.get("language"),
        timezone=values.get("timezone"),
        rights=values.get("rights"),
        may_publish_text=may_publish_text,
        keep=selectors["keep"],
        drop=selectors["drop"],
    )
    layout, wrong = parse_layout(laid) if laid else (PLAIN, [])
    for key, what, hint in wrong:
        problems.append(warning(uri, source_id, None, "bad_source", f"{uri}: `{storable(key[:60])}` {what}; the value is not used.", hint))
    return Folder(source, layout), problems


def _value(key: str, value: object) -> str:
    if key not in _KEYS:
        near = difflib.get_close_matches(key, _KEYS, n=1)
        advice = f"Did you mean `{near[0]}`? " if near else ""
        raise _BadValueError("is not a key of source.toml", f"{advice}Known are {', '.join((*_KEYS, *(f'[{name}]' for name in TABLES)))}.")
    if not isinstance(value, str) or not value.strip():
        raise _BadValueError(f"is {value!r:.60}, not a text", f'Write {key} = "…", or leave the line out.')
    value = storable(value.strip())
    if key == "country":
        if value not in _countries():
            raise _BadValueError(f"is {value!r:.60}, no ISO 3166-1 alpha-3 code", 'Write three letters: "FRA", "IRQ".')
    elif key == "language":
        if not LANGUAGE_TAG.fullmatch(value):
            raise _BadValueError(f"is {value!r:.60}, no BCP 47 tag", 'Write a language tag: "fr", "ar", "pt-BR".')
    elif key == "timezone":
        _check_timezone(value)
    elif key == "homepage" and not value.startswith(("http://", "https://")):
        raise _BadValueError(f"is {value!r:.60}, no web address", "Write it with http:// or https://.")
    return value


def _boolean(value: object) -> bool:
    if not isinstance(value, bool):
        raise _BadValueError(f"is {value!r:.60}, neither true nor false", "Write true or false, without quotes.")
    return value


def _check_timezone(value: str) -> None:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        hint = 'Write a name of the IANA time zone database: "Asia/Baghdad", "Europe/Paris".'
        raise _BadValueError(f"is {value!r:.60}, no time zone", hint) from None


def _selectors(value: object) -> tuple[str, ...]:
    listed: Iterable[object] = [value] if isinstance(value, str) else value if isinstance(value, list) else [None]
    found: list[str] = []
    for selector in listed:
        if not isinstance(selector, str) or not selector.strip():
            raise _BadValueError("is not a list of CSS selectors", 'Write drop = ["nav", ".related"].')
        import soupsieve  # noqa: PLC0415 (loads a parser: only where a source has selectors)

        try:
            soupsieve.compile(selector)
        except soupsieve.SelectorSyntaxError:
            raise _BadValueError(f"holds {selector!r:.60}, no CSS selector", "Try it in a browser's console.") from None
        found.append(selector.strip())
    return tuple(found)


@cache
def _countries() -> frozenset[str]:
    """ISO 3166-1 alpha-3 codes: the three-letter aliases of CLDR that stand for a territory of today."""
    from babel.core import get_global  # noqa: PLC0415 (60 KB of CLDR: only where a country is stated)

    aliases = get_global("territory_aliases")
    current = {code for code in aliases if len(code) == 3 and code.isalpha() and len(aliases[code]) == 1}
    return _EXTRA_COUNTRIES | {code for code in current - _NOT_CODES if not _USER_ASSIGNED.fullmatch(code)}
