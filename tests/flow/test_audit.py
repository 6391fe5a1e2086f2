"""An audit all the way: drawn from a published file, judged by coders of known care, scored, and its verdicts carried out."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline import settings as settings_module
from pipeline.audit.sheets import SheetError
from pipeline.cli import app
from pipeline.settings import Settings
from pipeline.warehouse import audit_tasks
from pipeline.warehouse.connect import published_connection
from pipeline.warehouse.run import run
from pipeline.warehouse.workspace import RunOptions, open_workspace

Cells = dict[str, str]
Dateline = Callable[..., str]

_DAYS = ("4 March", "11 April", "2 May", "9 June", "17 July", "8 August", "3 September", "21 October")
_PLACES = ("Agadez", "Zinder", "Arlit", "Dosso", "Maradi", "Tahoua", "Diffa", "Tillabéri")


def _articles() -> dict[str, str]:
    """Sixteen invented articles of three outlets in two languages, with names that recur and lines of chrome."""
    out = {}
    for i, (day, place) in enumerate(zip(_DAYS, _PLACES, strict=True)):
        outlet = ("niger-gazette", "road-journal")[i % 2]
        out[f"{outlet}/{i}.txt"] = (
            f"Home | World | Sport\nNiger and Chad sign an accord in {place}\n\n"
            f"{place.upper()} - Niger and Chad signed an accord on roads in {place} on {day} 2025, said Halima Barka, the governor.\n"
            f'"We have waited nine years for the road to {place}", Barka told reporters.\nPolice broke up a protest in {place}.\n'
            "Share this article\n"
        )
        out[f"courrier-du-sahel/{i}.txt"] = (
            f"Accueil\nLe Niger et le Tchad signent un accord à {place}\n\n"
            f"{place.upper()} - Le Niger et le Tchad ont signé un accord sur les routes à {place}, a déclaré Halima Barka, gouverneure.\n"
            f"« Nous avons attendu neuf ans la route de {place} », a déclaré Halima Barka.\nPartager\n"
        )
    return out


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home with a published file, made once: an audit changes nothing in it."""
    root = tmp_path_factory.mktemp("audit")
    for name, text in _articles().items():
        path = root / "raw" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    made = settings_module.load({}, environ={"DATELINE_HOME": str(root / "home"), "DATELINE_RAW": str(root / "raw")}, cwd=root)
    with open_workspace(made, RunOptions()) as ws:
        run(ws)
    return made


def _call(settings: Settings, *words: str, code: int = 0) -> str:
    """What the command line says, in this process."""
    done = CliRunner().invoke(app, list(words), env={"DATELINE_HOME": str(settings.home), "DATELINE_RAW": str(settings.raw)})
    assert done.exit_code == code, done.output
    return str(done.output)


@pytest.fixture
def dateline(settings: Settings) -> Dateline:
    """The command line on the home that is shared."""
    return partial(_call, settings)


def _table(path: Path) -> list[Cells]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def _save(path: Path, rows: list[Cells], delimiter: str = ",") -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)


def _chance(*parts: str) -> float:
    return int(hashlib.sha256("|".join(parts).encode()).hexdigest()[:8], 16) / 16**8


def _judge(folder: Path, coder: str, wrong: float, *, slip: float = 0.0, delimiter: str = ",") -> None:
    """Fill in a sheet: a share `wrong` of the machine's decisions is wrong, the same for all coders, who slip now and then."""
    key = {row["item"]: row for row in _table(folder / "key.csv")}
    rows = _table(folder / f"coder-{coder}.csv")
    for row in rows:
        is_right = _chance(row["item"]) >= wrong
        says_right = is_right != (_chance(coder, row["item"]) < slip)
        agrees = "wrong" if key[row["item"]]["group"] in ("names apart", "lines dropped") else "right"
        row["verdict"] = agrees if says_right else {"right": "wrong", "wrong": "right"}[agrees]
    _save(folder / f"coder-{coder}.csv", rows, delimiter)


def test_the_command_of_the_readme_draws_a_sample_of_everything(dateline: Dateline, settings: Settings) -> None:
    said = dateline("audit", "--sample", "30", "--by", "lang,source,type")
    folder = settings.home / "audits" / "main"
    assert str(folder) in said
    sample, key = _table(folder / "sample.csv"), _table(folder / "key.csv")
    assert [row["item"] for row in sample] == [row["item"] for row in key]
    units = {(row["group"], row["unit"]) for row in key}
    assert sum(group == "quotes" for group, _ in units) == 30
    assert {"quotes", "events", "names merged", "events merged", "lines kept", "lines dropped"} <= {group for group, _ in units}
    # what is marked is what stands in the warehouse, at these offsets
    con = published_connection(settings.warehouse)
    try:
        texts = dict(con.execute("SELECT uri, text FROM articles").fetchall())
    finally:
        con.close()
    for row in sample:
        words = texts[row["uri"]][int(row["start_char"]) : int(row["end_char"])]
        assert f"⟦{words}⟧" in row["evidence"], row
        other = bool(row["other_evidence"])
        assert other == bool(row["other_uri"]) == (row["kind"] == "merges")
    assert len(_table(folder / "articles.csv")) == 10
    assert {"coder-1.csv", "articles-1.csv", "README.txt"} <= {path.name for path in folder.iterdir()}
    assert (folder / "sample.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_the_sample_is_blind(dateline: Dateline, settings: Settings) -> None:
    dateline("audit", "draw", "blind", "--sample", "400", "--articles", "0")
    folder = settings.home / "audits" / "blind"
    rows = _table(folder / "coder-1.csv")
    assert set(rows[0]) == {"item", "kind", "question", "evidence", "other_evidence", "verdict", "note", "uri", "start_char", "end_char",
                            "url", "other_uri", "other_start_char", "other_end_char", "other_url"}  # fmt: skip
    con = published_connection(settings.warehouse)
    try:
        rules = {rule for (rule,) in con.execute(
            "SELECT rule_id FROM quotes UNION SELECT rule_id FROM event_mentions UNION SELECT rule_id FROM entity_mentions"
            " UNION SELECT rule_id FROM article_lines"
        ).fetchall()}  # fmt: skip
    finally:
        con.close()
    shown = "\n".join("\t".join(row.values()) for row in rows)
    assert len(rules) > 10
    assert not [rule for rule in rules if rule in shown]
    # what the machine decided of a line, or of two names, cannot be seen: neither in the statement nor in the order
    key = {row["item"]: row for row in _table(folder / "key.csv")}
    for pair in (("lines kept", "lines dropped"), ("names merged", "names apart")):
        groups = [key[row["item"]]["group"] for row in rows if key[row["item"]]["group"] in pair]
        assert len({row["question"] for row in rows if key[row["item"]]["group"] in pair}) == 1
        if len(set(groups)) == 2:
            assert len([1 for a, b in pairwise(groups) if a != b]) > 3


def test_the_same_seed_draws_the_same_and_more_holds_less(dateline: Dateline, settings: Settings) -> None:
    folder = settings.home / "audits"
    for name, words in (("one", ["--sample", "20"]), ("two", ["--sample", "20"]), ("other", ["--sample", "20", "--seed", "x"])):
        dateline("audit", "draw", name, *words)
    files = ("sample.csv", "key.csv", "articles.csv", "found.json", "coder-1.csv")
    assert all((folder / "one" / f).read_bytes() == (folder / "two" / f).read_bytes() for f in files)
    assert (folder / "one" / "sample.csv").read_bytes() != (folder / "other" / "sample.csv").read_bytes()

    before = {row["item"] for row in _table(folder / "one" / "sample.csv")}
    _judge(folder / "one", "1", 0.2)
    judged = {row["item"]: row["verdict"] for row in _table(folder / "one" / "coder-1.csv")}
    dateline("audit", "draw", "one", "--sample", "60", "--articles", "12", "--coders", "1,li")
    now = {row["item"]: row["verdict"] for row in _table(folder / "one" / "coder-1.csv")}
    assert before < set(now)
    assert {item: now[item] for item in judged} == judged
    assert {row["verdict"] for row in _table(folder / "one" / "coder-li.csv")} == {""}

    for words, said in ((["--sample", "20"], "sample 60, not 20"), (["--sample", "60", "--seed", "y"], "seed dateline, not y")):
        error = dateline("audit", "draw", "one", *words, code=2)
        assert said in error
        assert "Choose another name" in error


def test_precision_is_what_coders_were_made_to_find(dateline: Dateline, settings: Settings) -> None:
    dateline("audit", "draw", "scored", "--sample", "400", "--articles", "0", "--coders", "noor,li,Zoé")
    folder = settings.home / "audits" / "scored"
    assert "Nothing is judged yet" in dateline("audit", "score", "scored")
    _judge(folder, "noor", 0.2)
    _judge(folder, "li", 0.2, slip=0.1, delimiter=";")
    _judge(folder, "Zoé", 0.2, delimiter="\t")
    record = json.loads(dateline("audit", "score", "scored", "--format", "json"))
    whole = {(f["of"], f["question"]): f for f in record["figures"] if f["measure"] == "precision" and not f["by"]}
    key = _table(folder / "key.csv")
    for (group, question), figure in whole.items():
        if question == "all" or not figure["judged"]:
            continue
        items = [row["item"] for row in key if (row["group"], row["question"]) == (group, question)]
        # All of a small corpus is drawn, so nothing is weighted and the truth is known: two coders of three outvote slips.
        right = sum(_chance(item) >= 0.2 for item in items)
        assert (figure["judged"], figure["right"]) == (len(items), right)
        if figure["rows"] == len(items):
            assert figure["estimate"] == figure["low"] == figure["high"] == pytest.approx(right / len(items), abs=1e-4)
    lines = whole["lines dropped", "in article"]
    assert 0.6 < lines["estimate"] < 0.95
    agreement = {f["measure"]: f["estimate"] for f in record["figures"] if f["of"] == "all"}
    assert set(agreement) == {"percent agreement", "alpha"}
    assert 0.9 < agreement["percent agreement"] < 0.97  # slips of one in three coders: two of three pairs, one time in ten
    langs = {f["value"] for f in record["figures"] if f["by"] == "lang" and f["of"] == "quotes"}
    assert langs == {"en", "fr"}

    text = dateline("audit", "score", "scored")
    assert "Precision by outlet" in text
    assert "Krippendorff's alpha" in text
    method = text[text.index("Method") :]
    for said in ("stratified by language, outlet and type", "three coders", "Wilson score intervals", "Quotes, speaker:", "by majority"):
        assert said in method
    rows = list(csv.DictReader(io.StringIO(dateline("audit", "score", "scored", "--format", "csv"))))
    assert {row["measure"] for row in rows} == {"precision", "percent agreement", "alpha"}


def test_recall_counts_what_readers_find_and_dateline_has_not(dateline: Dateline, settings: Settings) -> None:
    dateline("audit", "draw", "read", "--sample", "5", "--articles", "6", "--coders", "noor")
    folder = settings.home / "audits" / "read"
    found = json.loads((folder / "found.json").read_text(encoding="utf-8"))
    rows: list[Cells] = []
    n_quotes = 0
    for article in _table(folder / "articles.csv"):
        text = (folder / article["file"]).read_text(encoding="utf-8")
        for start, end in found[article["article"]]["quote"]:
            rows.append({"article": article["article"], "kind": "quote", "words": text[start:end], "note": ""})
            n_quotes += 1
        words = "Home | World" if "Home" in text else "Accueil"  # no row of the warehouse is there
        rows.append({"article": article["article"], "kind": "quote", "words": words, "note": "as a test"})
    _save(folder / "articles-noor.csv", rows, ";")
    record = json.loads(dateline("audit", "score", "read", "--format", "json"))
    whole = next(f for f in record["figures"] if f["measure"] == "recall" and not f["by"])
    assert (whole["judged"], whole["right"]) == (n_quotes + 6, n_quotes)
    assert whole["estimate"] == pytest.approx(n_quotes / (n_quotes + 6), abs=1e-4)
    assert whole["low"] < whole["estimate"] < whole["high"]
    assert len(record["missed"]) == 6
    assert "6 of 16 articles that were read in full by 1 reader" in record["methods"]
    assert "Home | World" in dateline("audit", "score", "read", "--missed")


def test_pages_offer_tasks_and_record_verdicts(dateline: Dateline, settings: Settings) -> None:
    dateline("audit", "draw", "pages", "--sample", "6", "--articles", "0")
    tasks = audit_tasks.tasks_of(settings.home, "pages", "noor")
    assert {task.verdict for task in tasks} == {""}
    assert all(task.evidence.count("⟦") == 1 and task.uri for task in tasks)
    audit_tasks.record(settings.home, "pages", "noor", tasks[0].item, "wrong", "=2+2")
    audit_tasks.record(settings.home, "pages", "noor", tasks[1].item, "right")
    audit_tasks.record(settings.home, "pages", "noor", tasks[1].item, "")
    again = audit_tasks.tasks_of(settings.home, "pages", "noor")
    assert [(task.verdict, task.note) for task in again[:2]] == [("wrong", "=2+2"), ("", "")]
    assert "'=2+2" in (settings.home / "audits" / "pages" / "coder-noor.csv").read_text(encoding="utf-8-sig")  # no formula to a spreadsheet
    assert [task.item for task in again] == [task.item for task in tasks]
    for bad in (("noor", tasks[0].item, "perhaps"), ("noor", "i0", "right"), ("../noor", tasks[0].item, "right")):
        with pytest.raises(SheetError):
            audit_tasks.record(settings.home, "pages", *bad)
    assert not list((settings.home / "audits" / "pages").glob(".*"))


def test_what_is_wrong_is_said_with_its_place(dateline: Dateline, settings: Settings) -> None:
    assert "There is no audit `nowhere`" in dateline("audit", "score", "nowhere", code=2)
    assert "--by does not know `outlet`" in dateline("audit", "--by", "outlet", code=2)
    assert "cannot name an audit" in dateline("audit", "draw", "../x", code=2)
    dateline("audit", "draw", "bad", "--sample", "5", "--articles", "1")
    folder = settings.home / "audits" / "bad"
    rows = _table(folder / "coder-1.csv")
    rows[1]["verdict"] = "yes"
    _save(folder / "coder-1.csv", rows)
    (folder / "articles-1.csv").write_text("article,kind,words\nx,quote,y\n", encoding="utf-8")
    said = dateline("audit", "score", "bad", code=2)
    assert "coder-1.csv line 3, column `verdict`: 'yes' is no verdict" in said


def test_verdicts_become_judgements_on_request(settings: Settings, tmp_path: Path) -> None:
    shutil.copytree(settings.home.parent, tmp_path / "own")
    root = tmp_path / "own"
    own = settings_module.load({}, environ={"DATELINE_HOME": str(root / "home"), "DATELINE_RAW": str(root / "raw")}, cwd=root)

    def ask(sql: str, *values: object) -> list[tuple[object, ...]]:
        con = published_connection(own.warehouse)
        try:
            return con.execute(sql, list(values)).fetchall()
        finally:
            con.close()

    call = partial(_call, own)
    call("audit", "draw", "own", "--sample", "400", "--articles", "0", "--coders", "noor")
    folder = own.home / "audits" / "own"
    assert "has no coder `li`: there are noor" in call("audit", "apply", "own", "--coder", "li", code=2)
    key = _table(folder / "key.csv")

    def units(group: str, question: str) -> dict[str, str]:
        return {row["unit"]: row["item"] for row in key if (row["group"], row["question"]) == (group, question)}

    barka = "SELECT m.mention_id || ' ' || n.mention_id FROM entity_mentions AS m JOIN entity_mentions AS n USING (entity_id)"
    pair = next(unit for (unit,) in ask(f"{barka} WHERE m.text = 'Halima Barka' ORDER BY ALL") if unit in units("names merged", "same"))
    merged = next(unit for unit in units("events merged", "same"))
    shared = "SELECT article_id || ' ' || line_no FROM article_lines WHERE role = 'share' ORDER BY ALL"
    share = next(unit for (unit,) in ask(shared) if unit in units("lines dropped", "in article"))
    spoken = [str(unit) for (unit,) in ask("SELECT quote_id FROM quotes WHERE speaker_entity_id IS NOT NULL ORDER BY ALL LIMIT 2")]
    event, other, third, fourth = list(units("events", "type"))[:4]
    speakers, spans = units("quotes", "speaker"), units("quotes", "span")
    road = "SELECT quote_id FROM quotes WHERE text LIKE 'We have waited nine years%' ORDER BY ALL"
    cut, bare, told_as, partly = (str(unit) for (unit,) in ask(road)[:4])
    share_of = "SELECT mention_id FROM entity_mentions WHERE text = 'Niger' ORDER BY ALL LIMIT 2"
    (country,), (nothing,) = ask(share_of)
    statements = next(unit for unit in units("statements merged", "same"))
    said = {
        units("names merged", "same")[str(pair)]: ("wrong", "another Barka"), units("events merged", "same")[merged]: ("wrong", ""),
        units("lines dropped", "in article")[str(share)]: ("right", ""), speakers[spoken[0]]: ("wrong", ""),
        speakers[spoken[1]]: ("wrong", "Speaker: Chad"), units("events", "type")[event]: ("wrong", "a plan"),
        # what is right is said, in part or whole; and what is wrong without that
        spans[cut]: ("partly", "words: “we have waited nine years”"), spans[bare]: ("wrong", "this is the reporter's"),
        spans[told_as]: ("right", "kind: indirect"), spans[partly]: ("partly", "one word less"),
        units("events", "type")[other]: ("wrong", "type: CONSULT (visit)"), units("events", "type")[third]: ("wrong", "type: FEAST"),
        units("events", "type")[fourth]: ("unsure", "type: AID"), units("names", "span")[str(nothing)]: ("wrong", ""),
        units("names", "type")[str(country)]: ("wrong", "type: org"), units("statements merged", "same")[statements]: ("wrong", ""),
    }  # fmt: skip
    rows = _table(folder / "coder-noor.csv")
    for row in rows:
        row["verdict"], row["note"] = said.get(row["item"], ("", ""))
    _save(folder / "coder-noor.csv", rows)

    told = call("audit", "apply", "own", "--coder", "noor")
    assert "holds what follows from 13 verdicts of noor" in told
    assert "1 verdict says that something is wrong, but not what is right" in told
    assert "1 cannot be carried out:\n  'FEAST' is no type of events. Write AGREE, CONSULT" in told
    before = (own.overrides / "audit-own-noor.csv").read_bytes()
    call("audit", "apply", "own", "--coder", "noor")
    assert (own.overrides / "audit-own-noor.csv").read_bytes() == before  # said once

    with open_workspace(own, RunOptions()) as ws:
        run(ws)
    assert ask("SELECT kind, reason FROM judgements WHERE status <> 'applied'") == []
    first, second = str(pair).split(" ")
    assert ask("SELECT count(DISTINCT entity_id) FROM entity_mentions WHERE mention_id IN (?, ?)", first, second) == [(2,)]
    first, second = merged.split(" ")
    assert ask("SELECT count(DISTINCT event_id) FROM event_mentions WHERE event_mention_id IN (?, ?)", first, second) == [(2,)]
    article, number = str(share).split(" ")
    assert ask("SELECT kept, role FROM article_lines WHERE article_id = ? AND line_no = ?", article, int(number)) == [(True, "body")]
    assert ask("SELECT speaker_entity_id FROM quotes WHERE quote_id = ?", spoken[0]) == [(None,)]
    names = "SELECT e.name FROM quotes AS q JOIN entities AS e ON e.entity_id = q.speaker_entity_id WHERE quote_id = ?"
    assert ask(names, spoken[1]) == [("Chad",)]
    assert ask("SELECT text, rule_id FROM quotes WHERE quote_id = ?", cut) == [("We have waited nine years", "user")]
    assert ask("SELECT kind FROM quotes WHERE quote_id = ?", told_as) == [("indirect",)]
    assert ask("SELECT 1 FROM quotes WHERE quote_id = ?", bare) == []
    assert ask("SELECT 1 FROM event_mentions WHERE event_mention_id = ?", event) == []
    assert ask("SELECT event_type, event_mode FROM event_mentions WHERE event_mention_id = ?", other) == [("CONSULT", "visit")]
    assert ask("SELECT 1 FROM entity_mentions WHERE mention_id = ?", nothing) == []
    assert ask("SELECT type FROM entity_mentions WHERE mention_id = ?", country) == [("ORG",)]
    first, second = str(statements).split(" ")
    assert ask("SELECT count(DISTINCT quote_group_id), count(*) FROM quotes WHERE quote_id IN (?, ?)", first, second) == [(2, 2)]

    # once more, on what is published now: what is carried out is not asked for again
    after = (own.overrides / "audit-own-noor.csv").read_bytes()
    again = call("audit", "apply", "own", "--coder", "noor")
    assert "7 are carried out already" in again
    assert (own.overrides / "audit-own-noor.csv").read_bytes() == after

    # the version has changed: the audit stays that of the one that was judged
    assert "Choose another name" in call("audit", "draw", "own", "--sample", "400", code=2)
    assert "Names merged" in call("audit", "score", "own")
