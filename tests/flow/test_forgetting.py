"""An article, an address or a person is forgotten: the warehouse is that of a corpus that never held it, and stays so."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from published import public

from pipeline.ingest.redact import BLOCK
from pipeline.settings import Settings
from pipeline.warehouse import forgotten, versions
from pipeline.warehouse.connect import WarehouseError, build_file, published_connection
from pipeline.warehouse.difference import difference
from pipeline.warehouse.forget import Forgotten, forget
from pipeline.warehouse.run import RunResult, run
from pipeline.warehouse.targets import Asked, Target, TargetError, find
from pipeline.warehouse.workspace import open_workspace

Ask = Callable[..., list[tuple[object, ...]]]
Lay = Callable[[str, str | bytes], Path]
Runner = Callable[..., RunResult]
Texts = dict[str, str]

FLOOD = "harbour-post/flood.txt"
PAGE = (
    "<html><head><title>Port of Tema reopens</title><link rel='canonical' href='https://harbour.example/2024/tema?utm_source=x'></head><body>"
    "<article><h1>Port of Tema reopens</h1><p>TEMA - The port of Tema reopened on 4 August 2024 after a strike of eleven days, the harbour"
    " master Kwame Asantewaa said on Sunday, and the first ships were unloaded the same night.</p><p>“We lost eleven days”, Asantewaa told"
    " reporters in Tema.</p></article></body></html>"
)


def target(settings: Settings, wanted: str, kind: str = "", reason: str = "withdrawn") -> Target:
    """What a user means."""
    con = published_connection(settings.warehouse)
    try:
        return find(con, forgotten.load(settings), Asked(wanted, kind, reason, "2025-06-30", settings.raw))
    finally:
        con.close()


def forgets(settings: Settings, wanted: str, kind: str = "") -> Forgotten:
    """Do it."""
    return forget(settings, target(settings, wanted, kind))


@pytest.fixture
def never(settings: Settings, tmp_path: Path) -> Callable[[Texts], dict[str, str]]:
    """The digests of a corpus in a home that never held anything else."""

    def built(texts: Texts) -> dict[str, str]:
        folder = tmp_path / "never"
        home = folder / "home"
        other = replace(settings, raw=folder / "raw", home=home, warehouse=home / "warehouse.duckdb", overrides=folder / "overrides")
        shutil.rmtree(folder, ignore_errors=True)
        for name, text in texts.items():
            (other.raw / name).parent.mkdir(parents=True, exist_ok=True)
            (other.raw / name).write_text(text)
        if settings.overrides.is_dir():
            shutil.copytree(settings.overrides, other.overrides, ignore=shutil.ignore_patterns(forgotten.NAME))
        with open_workspace(other) as ws:
            run(ws)
        return public(other)

    return built


def without(corpus: Texts, *names: str) -> Texts:
    """The corpus without these files."""
    return {name: text for name, text in corpus.items() if name not in names}


def blanked(text: str, *names: str) -> str:
    """The text as somebody would blank it by hand."""
    for name in names:
        text = text.replace(name, "".join(c if c.isspace() else BLOCK for c in name))
    return text


# ------------------------------------------------------------------ articles
def test_an_article_goes_as_if_it_had_never_been(
    corpus: Texts, dateline: Runner, published: Ask, settings: Settings, never: Callable[[Texts], dict[str, str]]
) -> None:
    dateline()
    ((article_id,),) = published("SELECT article_id FROM articles WHERE uri = ?", [FLOOD])
    ways = (FLOOD, str(article_id), str(article_id)[:12], str(settings.raw / FLOOD))
    assert {target(settings, way).articles for way in ways} == {(article_id,)}
    done = forgets(settings, FLOOD)
    assert public(settings) == never(without(corpus, FLOOD))
    assert (done.n_left_out, done.files) == (1, (FLOOD,))
    assert (settings.raw / FLOOD).read_text() == corpus[FLOOD]
    assert dateline().did_nothing
    for way in (FLOOD, str(article_id)):  # what is forgotten is known by its id and its place, so that the command can be given again
        assert target(settings, way).rows == ()


def test_a_record_of_a_file_goes_and_the_others_stay(
    corpus: Texts, dateline: Runner, settings: Settings, never: Callable[[Texts], dict[str, str]]
) -> None:
    dateline()
    forgets(settings, "wire/notes.jsonl#1")
    second = corpus["wire/notes.jsonl"].split("\n")[1]
    found = public(settings)
    expected = never(without(corpus, "wire/notes.jsonl") | {"wire/notes.jsonl": '{"text": ""}\n' + second})
    assert found == expected


def test_versions_copies_and_places_go_with_it(
    corpus: Texts, dateline: Runner, lay: Lay, published: Ask, settings: Settings, never: Callable[[Texts], dict[str, str]]
) -> None:
    lay("delta-wire/2024/flood.txt", corpus[FLOOD])  # another outlet's copy
    lay("harbour-post/archive/flood.txt", corpus[FLOOD])  # a second place
    dateline()
    lay(FLOOD, corpus[FLOOD].replace("4,000", "5,000"))
    lay("harbour-post/archive/flood.txt", corpus[FLOOD].replace("4,000", "5,000"))
    dateline()
    ((old,),) = published("SELECT article_id FROM history.articles")
    found = target(settings, str(old))
    assert set(found.files) == {FLOOD, "delta-wire/2024/flood.txt", "harbour-post/archive/flood.txt"}
    forget(settings, found)
    assert public(settings) == never(without(corpus, FLOOD))
    assert published("SELECT count(*) FROM history.articles") == [(0,)]


def test_it_comes_back_under_no_name_and_by_no_run(corpus: Texts, dateline: Runner, lay: Lay, settings: Settings) -> None:
    dateline()
    forgets(settings, FLOOD)
    without_it = public(settings)
    assert dateline(full=True).notices == ("forgotten: 1 forgotten document left out",)
    assert public(settings) == without_it
    (settings.raw / "harbour-post/2024").mkdir()
    (settings.raw / FLOOD).rename(settings.raw / "harbour-post/2024/renamed.txt")
    lay("elsewhere/again.txt", corpus[FLOOD])
    lay("elsewhere/again.jsonl", json.dumps({"id": "x", "text": corpus[FLOOD]}))
    result = dateline()
    assert (result.counts.n_new, result.failures, result.notices) == (0, (), ("forgotten: 3 forgotten documents left out",))
    assert public(settings) == without_it
    build_file(settings.home).unlink()
    dateline()
    assert public(settings) == without_it


def test_without_its_rows_it_comes_back(corpus: Texts, dateline: Runner, settings: Settings) -> None:
    dateline()
    before = public(settings)
    forgets(settings, FLOOD)
    path = forgotten.path(settings)
    path.write_text("".join(line for line in path.read_text().splitlines(keepends=True) if not line.startswith("f-")))
    result = dateline()
    assert (result.counts.n_new, result.notices) == (1, ())
    assert public(settings) == before


def test_a_register_that_is_gone_stops_a_run(corpus: Texts, dateline: Runner, settings: Settings) -> None:
    dateline()
    forgets(settings, FLOOD)
    forgotten.path(settings).unlink()
    with pytest.raises(forgotten.RegisterError, match="register of what is forgotten is gone"):
        dateline()
    assert dateline(full=True).counts.n_new == 1


def test_a_register_from_another_machine_is_carried_out_by_a_run(
    corpus: Texts, dateline: Runner, settings: Settings, never: Callable[[Texts], dict[str, str]]
) -> None:
    dateline()
    forgotten.add(settings, target(settings, FLOOD).rows)
    result = dateline()
    assert any("dateline forget --finish" in notice for notice in result.notices)
    assert public(settings) == never(without(corpus, FLOOD))
    forget(settings, None)
    assert len(versions.kept(settings)) == 1
    assert dateline().did_nothing


def test_an_address_is_forgotten_in_any_form(
    corpus: Texts, dateline: Runner, lay: Lay, settings: Settings, never: Callable[[Texts], dict[str, str]]
) -> None:
    lay("harbour-post/tema.html", PAGE)
    dateline()
    forms = (
        "https://harbour.example/2024/tema",
        "https://harbour.example:443/2024/./tema?fbclid=1",
        "http://www.harbour.example/2024/tema/#top",
    )
    assert {target(settings, form).files for form in forms} == {("harbour-post/tema.html",)}
    forgets(settings, forms[-1])
    expected = never(corpus)
    assert public(settings) == expected
    lay("harbour-post/tema.html", PAGE.replace("eleven days", "twelve days"))  # fetched again, and changed
    lay(
        "wire/tema.jsonl",
        json.dumps({"url": "https://harbour.example/2024/tema/?utm_medium=mail", "text": "Tema: the port is open again."}),
    )
    dateline()
    assert public(settings) == expected


def test_an_address_that_nobody_has_yet_is_left_out_when_it_comes(corpus: Texts, dateline: Runner, lay: Lay, settings: Settings) -> None:
    dateline()
    before = public(settings)
    forgets(settings, "https://harbour.example/2024/tema")
    lay("harbour-post/tema.html", PAGE)
    dateline()
    assert public(settings) == before


def test_a_front_page_in_every_article_makes_them_no_one_article(corpus: Texts, dateline: Runner, lay: Lay, settings: Settings) -> None:
    for n in range(2):
        lay(
            f"desk/{n}.jsonl",
            json.dumps({"id": str(n), "url": "https://desk.example/", "text": f"The desk opened office {n} in Lima on {n + 3} May 2024."}),
        )
    dateline()
    assert target(settings, "desk/0.jsonl").files == ("desk/0.jsonl",)


# ------------------------------------------------------------------ persons
QUISPE = ("Tomas Quispe", "توماس كيسبي", "Quispe")


def test_a_person_goes_as_if_the_names_had_been_blanked_by_hand(
    corpus: Texts, dateline: Runner, published: Ask, settings: Settings, never: Callable[[Texts], dict[str, str]]
) -> None:
    dateline()
    known = {
        str(alias) for (alias,) in published("SELECT alias FROM entity_aliases JOIN entities USING (entity_id) WHERE name LIKE '%Quispe'")
    }
    assert known >= {"Tomas Quispe"}
    done = forgets(settings, "tomas QUISPE")
    assert done.n_blanked >= 2
    assert public(settings) == never({name: blanked(text, *known, "Tomas Quispe") for name, text in corpus.items()})
    assert published("SELECT count(*) FROM articles") == [(9,)]
    everything = published("SELECT string_agg(text, ' ') FROM articles")[0][0]
    assert "Quispe" not in str(everything)
    assert dateline().did_nothing
    dateline(full=True)
    assert "Quispe" not in str(published("SELECT string_agg(text, ' ') FROM articles")[0][0])


def test_a_short_form_goes_where_it_was_his_and_stays_where_it_was_not(
    corpus: Texts, dateline: Runner, lay: Lay, published: Ask, settings: Settings, never: Callable[[Texts], dict[str, str]]
) -> None:
    other = "BERGEN - Pieter Verbruggen opened a school in Bergen on 3 May 2024. Verbruggen, a teacher, spoke to parents.\n"
    lay("delta-wire/school.txt", other)
    dateline()
    with pytest.raises(TargetError, match=r"(?s)Several persons are meant by `Verbruggen`.*Ilse Verbruggen.*Pieter Verbruggen"):
        target(settings, "Verbruggen")
    forgets(settings, "Ilse Verbruggen")
    strike = blanked(corpus["harbour-post/strike.txt"], "Ilse Verbruggen", "Verbruggen")
    assert public(settings) == never(corpus | {"harbour-post/strike.txt": strike, "delta-wire/school.txt": other})
    assert published("SELECT count(*) FROM entities WHERE name = 'Pieter Verbruggen'") == [(1,)]


def test_names_go_from_pages_sidecars_and_records(
    corpus: Texts, dateline: Runner, lay: Lay, published: Ask, settings: Settings, never: Callable[[Texts], dict[str, str]]
) -> None:
    texts = {
        "harbour-post/tema.html": PAGE,
        "harbour-post/tema.html.meta.json": json.dumps({"title": "Kwame Asantewaa: eleven days", "url": "https://harbour.example/kwame-asantewaa"}),
        "wire/tema.jsonl": json.dumps({"id": "t1", "title": "Asantewaa", "body": "Kwame Asantewaa left Tema on 5 August 2024."}),
        **corpus,
    }  # fmt: skip
    for name, text in texts.items():
        lay(name, text)
    dateline()
    forgets(settings, "Kwame Asantewaa")
    assert public(settings) == never({n: blanked(t, "Kwame Asantewaa", "Asantewaa", "kwame-asantewaa") for n, t in texts.items()})
    assert published("SELECT count(*) FROM articles WHERE concat(text, title, byline, url) ILIKE '%asantewaa%'") == [(0,)]


def test_an_article_can_be_forgotten_behind_a_person_and_the_other_way_round(
    corpus: Texts, dateline: Runner, settings: Settings, never: Callable[[Texts], dict[str, str]]
) -> None:
    dateline()
    forgets(settings, "Ilse Verbruggen")
    forgets(settings, "harbour-post/strike.txt")
    assert public(settings) == never(without(corpus, "harbour-post/strike.txt"))
    forgets(settings, "Sigrid Aasland")
    visit = blanked(corpus["harbour-post/visit.txt"], "Sigrid Aasland", "Aasland")
    assert public(settings) == never(without(corpus, "harbour-post/strike.txt") | {"harbour-post/visit.txt": visit})


def test_a_name_that_the_corpus_does_not_know_is_blanked_when_it_comes(
    corpus: Texts, dateline: Runner, lay: Lay, published: Ask, settings: Settings
) -> None:
    dateline()
    with pytest.raises(TargetError, match="--as person"):
        target(settings, "Marta Lindqvist")
    forgets(settings, "Marta Lindqvist", "person")
    lay("wire/new.txt", "Marta Lindqvist opened a bridge in Oslo on 3 June 2024.")
    assert dateline().notices == ("forgotten: names blanked in 1 document",)
    assert published("SELECT text FROM articles WHERE uri = 'wire/new.txt'") == [
        (f"{BLOCK * 5} {BLOCK * 9} opened a bridge in Oslo on 3 June 2024.",)
    ]


# ------------------------------------------------------------------ versions, recovery, overrides
def test_no_kept_version_brings_it_back(corpus: Texts, dateline: Runner, lay: Lay, settings: Settings, tmp_path: Path) -> None:
    (settings.raw / FLOOD).unlink()
    before = dateline().run_id
    lay(FLOOD, corpus[FLOOD])
    held = dateline().run_id
    saved = tmp_path / "saved.duckdb"
    shutil.copy(versions.find(settings, held), saved)
    done = forgets(settings, FLOOD)
    assert done.swept.removed == [f"versions/{held.removeprefix('run_')}.duckdb"]
    assert before.removeprefix("run_") in {v.name for v in versions.kept(settings)}
    assert difference(versions.find(settings, before), versions.find(settings, "published")) == []
    with pytest.raises(WarehouseError, match="says is forgotten"):
        versions.restore(settings, str(saved))
    versions.restore(settings, before)
    shutil.copy(saved, versions.find(settings, before).with_name(f"{held.removeprefix('run_')}.duckdb"))  # out of a backup
    with pytest.raises(WarehouseError, match="says is forgotten"):
        versions.restore(settings, held)


@pytest.mark.parametrize("harm", ["lost", "damaged"])
def test_recovery_brings_nothing_back(
    harm: str, corpus: Texts, dateline: Runner, published: Ask, settings: Settings, tmp_path: Path
) -> None:
    dateline()
    held = tmp_path / "held.duckdb"
    shutil.copy(settings.warehouse, held)
    forgets(settings, FLOOD)
    found = public(settings)
    shutil.copy(held, settings.warehouse)  # out of a backup
    if harm == "lost":
        build_file(settings.home).unlink()
    else:
        build_file(settings.home).write_bytes(b"no database " * 10_000)
    dateline()
    assert public(settings) == found
    assert published("SELECT count(*) FROM history.articles") == [(0,)]


def test_what_users_decided_about_it_is_not_carried_out_any_more(
    corpus: Texts, dateline: Runner, lay: Lay, published: Ask, settings: Settings, never: Callable[[Texts], dict[str, str]]
) -> None:
    settings.overrides.mkdir()
    rows = [
        "kind,name,lang,source,document,value,who,when,why",
        "alias,Tomas Quispe,es,,,Tomás Quispe Mamani,N. Haddad,2025-06-02,his full name",
        "alias,Sigrid Aasland,no,,,Aasland,N. Haddad,2025-06-02,her family name",
        f"type,Red Crescent,,harbour-post,{FLOOD},ORG,N. Haddad,2025-06-02,a body",
    ]
    rows[2] = rows[2].replace(",no,", ",en,")
    (settings.overrides / "a.csv").write_text("\n".join([rows[0], rows[1], rows[2]]) + "\n")
    dateline()
    assert published("SELECT count(*) FROM judgements") == [(2,)]
    forgets(settings, "Tomas Quispe")
    left = published("SELECT target FROM judgements")
    assert len(left) == 1
    assert "Aasland" in str(left)
    assert "Quispe" in (settings.overrides / "a.csv").read_text()
    known = "Tomás Quispe Mamani", "Tomas Quispe", "توماس كيسبي"
    (settings.overrides / "a.csv").write_text("\n".join([rows[0], rows[2]]) + "\n")
    dateline()
    assert public(settings)["entities"] == never({name: blanked(text, *known) for name, text in corpus.items()})["entities"]
