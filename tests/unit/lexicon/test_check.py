"""A user's tables: what the validator says of each kind of mistake, and where."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import languages
from pipeline.lexicon import check
from pipeline.warehouse.lexicon import read_extension


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    languages.use(languages.Extension())


def said(folder: Path, files: dict[str, str]) -> list[tuple[str, int, str, str]]:
    """(file, line, severity, topic) of all that is wrong."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    languages.use(read_extension(folder))
    return [(Path(p.path).relative_to(folder).as_posix(), p.line, p.severity, p.topic) for p in check("user", folder)[1]]


def test_a_sound_folder(tmp_path: Path) -> None:
    files = {
        "orgs.tsv": "# ours\ntype\tcountry\tsector\ten\tfr\tar\nORG\tKEN\tCIV\tLamu Dhow Owners Guild\t\tنقابة أصحاب مراكب لامو\n",
        "persons.tsv": "id\tcountry\ten\nper:user-wanza\tKEN\tWanza Kilonzo Mbeki\n",
        "office_holders.tsv": "office\tcountry\tperson\tfrom\tto\nmayor\tKEN\tper:user-wanza\t2019-03\t\n",
        "fr/offices.tsv": "office\tgender\tnumber\tpattern\nmayor\tm\ts\tdoyen du port\n",
    }
    assert said(tmp_path, files) == []


@pytest.mark.parametrize(
    ("file", "row", "expected"),
    [
        ("orgs.tsv", "ORG\tKenya\tCIV\tLamu Dhow Guild", ("error", "cell")),
        ("orgs.tsv", "ORG\tKEN\tGUILD\tLamu Dhow Guild", ("error", "cell")),
        ("orgs.tsv", "BODY\tKEN\tCIV\tLamu Dhow Guild", ("error", "cell")),
        ("orgs.tsv", "ORG\tKEN\tCIV\tLamu Dhow Guild|", ("error", "cell")),
        ("orgs.tsv", "ORG\tKEN\tCIV\tReuters", ("warning", "homograph")),
        ("orgs.tsv", "ORG\tKEN\tCIV\tWithdrawing", ("warning", "common word")),
        ("orgs.tsv", "ORG\tKEN\tCIV\tLo", ("warning", "short")),
    ],
)
def test_a_row_of_organisations(tmp_path: Path, file: str, row: str, expected: tuple[str, str]) -> None:
    (problem,) = said(tmp_path, {file: f"type\tcountry\tsector\ten\n{row}\n"})
    assert problem == (file, 2, *expected)


@pytest.mark.parametrize(
    ("file", "header", "row", "n_problems"),
    [
        ("event_types.tsv", "type\tmode\tquad_class\tintensity\tmeaning", "x-water\t\t0\t-1\tWater is cut", 0),
        ("event_types.tsv", "type\tmode\tquad_class\tintensity\tmeaning", "PROTEST\tx-die-in\t4\t-6\tPeople lie down", 0),
        ("event_types.tsv", "type\tmode\tquad_class\tintensity\tmeaning", "WATER\t\t0\t-1\tWater is cut", 1),  # no x-
        ("event_types.tsv", "type\tmode\tquad_class\tintensity\tmeaning", "PROTEST\tdie-in\t4\t-6\tPeople lie down", 1),
        ("event_types.tsv", "type\tmode\tquad_class\tintensity\tmeaning", "x-water\t\t7\t-1\tWater is cut", 1),  # no such class
        ("event_types.tsv", "type\tmode\tquad_class\tintensity\tmeaning", "x-water\t\t0\t-11\tWater is cut", 1),  # beyond the scale
        ("event_contexts.tsv", "context\tmeaning", "climate\tWhat the weather does", 1),
        ("event_contexts.tsv", "context\tmeaning", "x-climate\tWhat the weather does", 0),
        ("en/triggers.tsv", "pattern\ttype\tmode\tframe\trealis\tcontexts\texample",
         "{arrest}\tCOERCE\tarrest\tsvo\t\tx-unknown\tPolice arrested Joe Doe in Lima.", 1),
    ],
)  # fmt: skip
def test_a_codebook_names_its_own_with_x(tmp_path: Path, file: str, header: str, row: str, n_problems: int) -> None:
    problems = [p for p in said(tmp_path, {file: f"{header}\n{row}\n"}) if p[2] == "error"]
    assert problems == [(file, 2, "error", "cell")] * n_problems


@pytest.mark.parametrize(
    "row",
    [
        "mayor\tKEN\torg:nato\tper:usa-obama\t2019\t2020",
        "mayor\t\t\tper:usa-obama\t2019\t2020",
        "harbour_pilot\tKEN\t\tper:usa-obama\t2019\t2020",
        "mayor\tKEN\t\tper:nobody\t2019\t2020",
        "mayor\tKEN\t\tper:usa-obama\t2019-13\t2020",
        "mayor\tKEN\t\tper:usa-obama\t2019\t>soon",
        "mayor\tKEN\t\tper:usa-obama\t2021\t2020",
        "mayor\t\torg:nobody\tper:usa-obama\t2019\t",
    ],
)
def test_a_row_of_office_holders(tmp_path: Path, row: str) -> None:
    (problem,) = said(tmp_path, {"office_holders.tsv": f"office\tcountry\tbody\tperson\tfrom\tto\n{row}\n"})
    assert problem == ("office_holders.tsv", 2, "error", "cell")


def test_an_id_stands_once(tmp_path: Path) -> None:
    rows = "id\tcountry\ten\nper:user-a\tKEN\tWanza Kilonzo\nper:user-a\tKEN\tMuthoni Kariuki\n"
    assert said(tmp_path, {"persons.tsv": rows}) == [("persons.tsv", 3, "error", "twice")]


def test_a_known_row_is_extended_without_its_other_cells(tmp_path: Path) -> None:
    assert said(tmp_path, {"orgs.tsv": "id\tfr\norg:nato\tOrganisation atlantique du Nord\n"}) == []
    (nato,) = [row for row in languages.shared().table("orgs") if row["id"] == "org:nato"]
    assert nato["sector"] == "IGO"
    assert nato["fr"].endswith("|Organisation atlantique du Nord")


def test_a_trigger_that_does_not_fire(tmp_path: Path) -> None:
    header = "pattern\ttype\tmode\tframe\trealis\tcontexts\texample\n"
    good = "({hoist}) the flag over\tASSAULT\t\tsvo\t\t\tChad hoisted the flag over Goma.\n"
    verbs = "lemma\tparadigm\nhoist\tregular\n"
    bad = "({hoist}) the banner over\tASSAULT\t\tsvo\t\t\tThe sailors went home to Goma.\n"
    found = said(tmp_path, {"en/triggers.tsv": header + good + bad, "en/verbs_ours.tsv": verbs})
    assert found == [("en/triggers.tsv", 3, "error", "example")]


@pytest.mark.parametrize("pattern", ["({hoist}) the flag", "meet (with"])
def test_a_pattern_that_does_not_compile(tmp_path: Path, pattern: str) -> None:
    header = "pattern\ttype\tmode\tframe\trealis\tcontexts\texample\n"
    (problem,) = said(tmp_path, {"en/triggers.tsv": f"{header}{pattern}\tASSAULT\t\tsvo\t\t\tChad hoisted the flag.\n"})
    assert problem[2:] == ("error", "pattern")


@pytest.mark.parametrize(
    ("name", "text", "said_so"),
    [
        ("organisations.tsv", "id\ten\n", "no table of that name"),
        ("orgs.tsv", "id\tname\n", "no column `name`"),
        ("orgs.tsv", "id\ten\nORG\ta\tb\n", "remove the extra tabs"),
        ("xx/offices.tsv", "office\tpattern\tweight\n", "no column `weight`"),
        ("fr/words.toml", "a = 1\n", "no settings of that name"),
    ],
)
def test_what_cannot_be_read_says_where(tmp_path: Path, name: str, text: str, said_so: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(languages.LexiconError, match=said_so) as error:
        read_extension(tmp_path)
    assert str(path) in str(error.value)
