"""source.toml: what it may state, and that a bad value costs that value and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import ingest
from pipeline.ingest.sources import _countries, parse_folder, parse_source
from pipeline.model import Rejection, Source

Put = Callable[[str, bytes | str], Path]

FULL = """
name = "صدى الساحل"
homepage = "https://sada.example"
country = "MRT"
language = "ar"
timezone = "Africa/Nouakchott"
rights = "© Sada"
may_publish_text = true
keep = ["article"]
[html]
drop = ".share"
"""


def test_everything_a_source_may_state() -> None:
    source, problems = parse_source(FULL.encode(), "sada", "sada/source.toml")
    assert not problems
    assert source == Source(
        "sada", "صدى الساحل", "https://sada.example", "MRT", "ar", "Africa/Nouakchott", "© Sada", True, ("article",), (".share",)
    )  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        'country = "MR"', 'country = "ZZZ"', 'country = "DDR"', 'timezone = "Mars/Olympus"', 'timezone = "../etc/passwd"',
        'timezone = "Africa"', 'language = "arabic!"', 'homepage = "sada.example"', "name = 5", 'name = ""',
        'may_publish_text = "yes"', 'keep = "<<"', "drop = [3]", 'coutnry = "MRT"', "html = 3", '[html]\nkeeep = "p"',
    ],
)  # fmt: skip
def test_a_bad_value_costs_itself_only(line: str) -> None:
    source, (problem,) = parse_source(f'rights = "R"\n{line}\n'.encode(), "s", "s/source.toml")
    assert source == Source("s", rights="R")
    assert ingest.is_warning(problem)
    assert problem.message.startswith("s/source.toml")
    assert problem.hint


def test_a_misspelt_key_is_guessed() -> None:
    _, (problem,) = parse_source(b'coutnry = "MRT"', "s", "s/source.toml")
    assert "`country`" in problem.hint


@pytest.mark.parametrize("payload", [b"name = ", b"\xff\xfe", b"x" * 2_000_000, b"a = " + b"[" * 50_000])
def test_a_file_that_is_no_toml_costs_its_content_only(payload: bytes) -> None:
    source, (problem,) = parse_source(payload, "s", "s/source.toml")
    assert (source, problem.error_code) == (Source("s"), "bad_source")


@pytest.mark.parametrize("code", ["FRA", "IRQ", "TCD", "PSE", "TWN", "SSD", "XKX", "GBR", "USA", "COD", "MMR", "TLS", "YEM"])
def test_countries_of_today_are_known(code: str) -> None:
    assert parse_source(f'country = "{code}"'.encode(), "s", "u")[0].country == code


def test_a_scan_tells_of_a_bad_source_and_goes_on(raw: Path, put: Put) -> None:
    put("s/source.toml", 'country = "Chad"\nlanguage = "fr"')
    put("s/a.txt", "text")
    problem, state = list(ingest.scan(raw))
    assert isinstance(problem, Rejection)
    assert isinstance(state, ingest.FileState)
    assert (problem.uri, state.source) == ("s/source.toml", Source("s", language="fr"))
    assert ingest.sources_below(raw) == {"s": Source("s", language="fr")}


def test_the_list_of_countries_is_that_of_iso_3166() -> None:
    assert len(_countries()) == 249 + 1  # and Kosovo


@pytest.mark.parametrize(
    "table",
    [
        "[columns]\nbody_text = 'a'", "[columns]\ntext = 3", "columns = 3", "[table]\ndelimiter = 'ab'", "[table]\nquote = 'x'",
        "[table]\nencoding = 'idna'", "[table]\nencoding = 'cp037'", "[table]\nheader = []", "[table]\nsign = ','",
        "[split]\nstart = '^a'\n[split.fields]\ntitle = {}",
        "[split]\nstart = '^a'\n[split.fields]\nnobody = 'a'", "[split]\nstart = '^a'\nbegin = 'b'", "[split]\nprofile = 'nobody'",
    ],
)  # fmt: skip
def test_a_bad_value_of_a_layout_is_told(table: str) -> None:
    folder, (problem,) = parse_folder(f"rights = 'R'\n{table}\n".encode(), "s", "s/source.toml")
    assert folder.source == Source("s", rights="R")
    assert (problem.error_code, bool(problem.hint)) == ("bad_source", True)


def test_a_layout_is_no_part_of_the_outlet() -> None:
    folder, problems = parse_folder(b"name = 'N'\n[columns]\ntext = 'content'\n[table]\ndelimiter = ';'\n", "s", "s/source.toml")
    assert not problems
    assert folder.source == Source("s", name="N")
    assert (folder.layout.columns, folder.layout.table.delimiter) == ((("text", "content"),), ";")
