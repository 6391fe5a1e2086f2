"""What users decide by hand, all the way: it outranks the machine, outlives reingestion, and is told when it has lost its object."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from published import public

from pipeline.resolve.judgements import JudgementsError
from pipeline.settings import Settings
from pipeline.warehouse import overrides
from pipeline.warehouse.run import RunResult, nothing_to_do

Ask = Callable[..., list[tuple[object, ...]]]
Runner = Callable[..., RunResult]
Lay = Callable[[str, str | bytes], Path]
Judge = Callable[..., Path]

COLUMNS = "kind,name,value,lang,scheme,source,document,start,value_source,value_document"
TEXTS = {
    "e1": """Mining minister Oumar Tchari met the governor of Agadez, Halima Barka, on 4 March 2025.
"The road to Arlit will be open in May", Tchari said in Niamey on Tuesday.""",
    "e2": """Tchari Barkaï signed the accord on 9 March 2025 in Agadez.
"We have waited nine years for this road", said Tchari Barkaï, minister of mines of Niger.""",
    "e3": """The football club of Agadez has a new coach, Oumar Tchari, who came from Zinder on 6 March 2025.
"I know this town", coach Oumar Tchari told fans.""",
    "e4": """La société Sahara Route, dirigée par Halima Barka, a accusé le Niger le 8 mars 2025.
« Le contrat n'est pas respecté », a déclaré Halima Barka.""",
}
RECORDS = {name: ("fr" if name == "e4" else "en", text) for name, text in TEXTS.items()}


def _records(names: list[str], **changed: str) -> str:
    return "".join(
        json.dumps({"id": n, "lang": RECORDS[n][0], "published_at": "2025-03-10", "body": changed.get(n, RECORDS[n][1])}) + "\n"
        for n in names
    )


@pytest.fixture
def judge(settings: Settings) -> Judge:
    """Write a file of judgements: each row without its last cells, when and who and why are filled in."""

    def put(*rows: str, name: str = "judged.csv") -> Path:
        settings.overrides.mkdir(exist_ok=True)
        filled = [",".join([*row.split(","), *[""] * 10][:10]) for row in rows]
        path = settings.overrides / name
        path.write_text(f"{COLUMNS},who,when,why\n" + "".join(f"{row},Noor,2025-06-30,read it\n" for row in filled), encoding="utf-8")
        return path

    return put


@pytest.fixture
def gazette(lay: Lay) -> None:
    """Four short articles of one outlet, in one file of records."""
    lay("gazette/march.jsonl", _records(list(RECORDS)))


ENTITY = (
    "SELECT DISTINCT m.entity_id FROM entity_mentions AS m JOIN articles AS a USING (article_id)"
    " WHERE m.text = ? AND coalesce(a.external_id, '') LIKE ? ORDER BY ALL"
)
STATUS = "SELECT kind, status FROM judgements ORDER BY file, line_no"


def test_a_judgement_redoes_resolution_only_and_all_that_hangs_on_it(
    gazette: None, dateline: Runner, judge: Judge, published: Ask, settings: Settings
) -> None:
    dateline()
    before = {name: published(ENTITY, [name, "e%"]) for name in ("Oumar Tchari", "Tchari Barkaï")}
    assert before["Oumar Tchari"] != before["Tchari Barkaï"]
    judge("same,Oumar Tchari,Tchari Barkaï,,,gazette,e1,,gazette,e2", "different,Oumar Tchari,Oumar Tchari,,,gazette,e3",
          "name,Tchari Barkaï,Oumar Tchari Maïga,fr", "identifier,Tchari Barkaï,Q4711,,wikidata", "alias,Tchari Barkaï,Tchari père,fr",
          "type,Arlit,LOC")  # fmt: skip
    result = dateline()
    assert (result.did_nothing, result.n_cleaned, result.n_annotated) == (False, 0, 0)
    assert {status for _, status in published(STATUS)} == {"applied"}

    ((minister,),) = published(ENTITY, ["Oumar Tchari", "e1"])
    assert published(ENTITY, ["Tchari Barkaï", "e2"]) == [(minister,)]
    assert published(ENTITY, ["Oumar Tchari", "e3"]) != [(minister,)]
    facts = "SELECT name, name_lang, wikidata_id, source, n_articles FROM entities WHERE entity_id = ?"
    assert published(facts, [minister]) == [("Oumar Tchari Maïga", "fr", "Q4711", "user", 2)]
    assert published("SELECT scheme, value, basis FROM entity_identifiers WHERE entity_id = ?", [minister]) == [
        ("wikidata", "Q4711", "user")
    ]
    aliases = "SELECT alias, lang, n_mentions FROM entity_aliases WHERE entity_id = ? AND basis = 'user' ORDER BY ALL"
    assert ("Tchari père", "fr", 0) in published(aliases, [minister])
    arlit = "SELECT e.type, m.type FROM entities AS e JOIN entity_mentions AS m USING (entity_id) WHERE e.name = 'Arlit'"
    assert published(arlit) == [("LOC", "LOC")]

    # quotes, offices and parties follow, for they join on the entity
    said = (
        "SELECT a.external_id FROM quotes AS q JOIN articles AS a USING (article_id) WHERE q.speaker_entity_id = ?"
        " GROUP BY ALL ORDER BY ALL"
    )
    assert published(said, [minister]) == [("e1",), ("e2",)]
    assert published(said, published(ENTITY, ["Oumar Tchari", "e3"])[0]) == [("e3",)]
    held = "SELECT count(DISTINCT article_id) FROM entity_roles WHERE entity_id = ?"
    assert published(held, [minister]) == [(2,)]
    took_part = "SELECT count(*) > 0 FROM event_participants WHERE entity_id = ?"
    assert published(took_part, [minister]) == [(True,)]

    # ids that were cited resolve
    gone = dict(published("SELECT old_id, new_id FROM id_changes WHERE kind = 'entity' AND share_of_members = 1"))  # type: ignore[arg-type]
    for ((old,),) in (before["Tchari Barkaï"],):
        assert gone[old] == minister
    assert dateline().did_nothing


def test_without_rows_nothing_is_other_than_it_was(gazette: None, dateline: Runner, judge: Judge, settings: Settings) -> None:
    dateline()
    plain = public(settings)
    settings.overrides.mkdir()
    assert dateline().did_nothing
    path = judge("same,Oumar Tchari,Tchari Barkaï", "identifier,Halima Barka,Q12,,wikidata")
    assert not dateline().did_nothing
    assert public(settings) != plain
    path.unlink()
    assert not dateline().did_nothing
    assert public(settings) == plain


def test_it_outlives_new_versions_moves_and_a_full_run(
    gazette: None, lay: Lay, dateline: Runner, judge: Judge, published: Ask, settings: Settings
) -> None:
    lay("notes/bulletin.txt", "Governor Halima Barka opened the well of Iferouane.\n\nIFEROUANE - Halima Barka spoke on 3 March 2025.\n")
    dateline()
    ((sha,),) = published("SELECT raw_sha256 FROM articles WHERE source_id = 'notes'")
    start = RECORDS["e1"][1].index("Halima Barka")
    judge(
        f"different,Halima Barka,Halima Barka,,,gazette,e1,{start},gazette,e4", f"same,Halima Barka,Halima Barka,,,notes,{sha},,gazette,e1"
    )
    dateline()

    def holds() -> bool:
        governor, owner = published(ENTITY, ["Halima Barka", "e1"]), published(ENTITY, ["Halima Barka", "e4"])
        return bool(governor and owner and governor != owner and published(ENTITY, ["Halima Barka", ""]) == governor)

    assert holds()
    longer = "Niamey, Monday.\n" + RECORDS["e1"][1].replace("met the governor", "met again the governor")
    lay("gazette/march.jsonl", _records(list(RECORDS), e1=longer))  # a new version, its offsets moved
    dateline()
    assert holds()
    (settings.raw / "gazette/march.jsonl").rename(settings.raw / "gazette/2025-03.jsonl")
    (settings.raw / "notes/bulletin.txt").rename(settings.raw / "notes/b.txt")
    dateline()
    assert holds()
    dateline(full=True)
    assert holds()
    assert published(STATUS) == [("different", "applied"), ("same", "applied")]


def test_what_has_lost_its_object_is_orphaned_and_comes_back_with_it(
    gazette: None, lay: Lay, dateline: Runner, judge: Judge, published: Ask, settings: Settings
) -> None:
    judge("same,Oumar Tchari,Tchari Barkaï,,,gazette,e1,,gazette,e2")
    dateline()
    assert published(STATUS) == [("same", "applied")]
    all_there = public(settings)
    lay("gazette/march.jsonl", _records(list(RECORDS), e2=RECORDS["e2"][1].replace("Tchari Barkaï", "the minister")))
    dateline()
    assert published("SELECT status, reason FROM judgements") == [
        ("orphaned", "The words “Tchari Barkaï” (gazette, e2) stand no more in the document.")
    ]
    lay("gazette/march.jsonl", _records(["e1", "e3", "e4"]))
    dateline()
    assert published("SELECT status, reason, entity_id FROM judgements") == [
        ("orphaned", "There is no document e2 of gazette any more.", published(ENTITY, ["Oumar Tchari", "e1"])[0][0])
    ]
    lay("gazette/march.jsonl", _records(list(RECORDS)))
    dateline()
    assert published(STATUS) == [("same", "applied")]
    assert public(settings) == all_there


def test_neither_the_order_of_articles_nor_of_rows_and_files_changes_a_row(
    dateline: Runner, lay: Lay, judge: Judge, published: Ask, settings: Settings
) -> None:
    rows = ["same,Oumar Tchari,Tchari Barkaï,,,gazette,e1,,gazette,e2", "different,Oumar Tchari,Oumar Tchari,,,gazette,e3",
            "identifier,Halima Barka,Q12,,wikidata,gazette,gazette/3.jsonl#1", "alias,gpe:ner,Sahara Route,fr"]  # fmt: skip
    for n, name in enumerate(reversed(RECORDS)):
        lay(f"gazette/{n}.jsonl", _records([name]))
        judge(*rows[n:], name=f"{n}.csv")
        dateline(batch_size=1)
    assert {status for _, status in published(STATUS)} == {"applied"}
    piecemeal = public(settings)
    shutil.rmtree(settings.home)
    shutil.rmtree(settings.overrides)
    judge(*rows[::-1], name="all of them.CSV")
    dateline()
    assert public(settings) == piecemeal


def test_a_spelling_that_means_a_country_gives_its_code_to_parties(dateline: Runner, lay: Lay, judge: Judge, published: Ask) -> None:
    lay("gazette/g.jsonl", json.dumps({"id": "g", "lang": "en", "published_at": "2025-03-10",
        "body": "Georgia and Armenia signed a trade accord on 4 March 2025 in Atlanta.\nGeorgia will open an office."}))  # fmt: skip
    parties = ("SELECT p.code, e.name FROM event_participants AS p JOIN entities AS e USING (entity_id)"
               " WHERE p.text = 'Georgia' GROUP BY ALL ORDER BY ALL")  # fmt: skip
    dateline()
    assert published(parties) == [("GEO", "Georgia")]
    judge("different,Georgia,gpe:geo,,,gazette,g")
    dateline()
    assert published(parties) == [(None, "Georgia")]
    assert published("SELECT code, country, source FROM entities WHERE name = 'Georgia'") == [(None, None, "induced")]
    judge("same,Georgia,gpe:usa,,,gazette,g")
    dateline()
    assert published(parties) == [("USA", "United States")]


def test_files_that_cannot_be_used_stop_a_run_before_it_does_anything(
    gazette: None, lay: Lay, dateline: Runner, judge: Judge, published: Ask, settings: Settings
) -> None:
    judge("same,Oumar Tchari,Tchari Barkaï")
    dateline()
    before = settings.warehouse.read_bytes()
    bad = settings.overrides / "bad.csv"
    lay("gazette/april.txt", "Halima Barka resigned in Agadez on 2 April 2025.")
    for row, said in (("smae,A,B", "bad.csv line 2, column `kind`"), ("different,Tchari Barkaï,Oumar Tchari", "bad.csv line 2 says that")):
        bad.write_text(f"kind,name,value,who,when,why\n{row},Noor,2025-06-30,x\n")
        for go in (dateline, lambda: nothing_to_do(settings), lambda: dateline(full=True)):
            with pytest.raises(JudgementsError, match=said):
                go()
    assert settings.warehouse.read_bytes() == before
    bad.unlink()
    result = dateline()
    assert result.counts.n_new == 1
    assert published(STATUS) == [("same", "applied")]


def test_a_folder_that_went_is_taken_for_a_mistake(
    gazette: None, dateline: Runner, judge: Judge, published: Ask, settings: Settings
) -> None:
    judge("same,Oumar Tchari,Tchari Barkaï")
    dateline()
    shutil.rmtree(settings.overrides)
    with pytest.raises(JudgementsError, match="Is the disk mounted"):
        dateline()
    settings.overrides.mkdir()
    dateline()
    assert published(STATUS) == []


def test_files_that_are_no_judgements_are_left_alone(settings: Settings, judge: Judge) -> None:
    judge("same,A,B")
    for name in ("notes.xlsx", ".~lock.judged.csv#", "~judged.csv", ".hidden.csv"):
        (settings.overrides / name).write_bytes(b"\x00")
    assert [path.name for path in overrides.files(settings.overrides)] == ["judged.csv"]
    assert overrides.ignored(settings.overrides) == ["notes.xlsx"]
    assert overrides.statement(settings, None).splitlines()[1:] == [
        "new       judged.csv line 2: same “A” · “B”",
        "          The next `dateline run` carries it out.",
        "ignored   notes.xlsx: not a .csv file",
    ]
