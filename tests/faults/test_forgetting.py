"""Forgetting, cut short and looked at from all sides: no byte below the home holds a word of what is forgotten."""

from __future__ import annotations

import gzip
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zlib
from contextlib import closing
from pathlib import Path

import duckdb
import pytest
from invented import PAGE, SMALL
from layout import lay_all
from leaks import leaks
from published import holds, left_over
from record import Recorder
from runs import FORGETTING, settings_of
from warm import Warm

import pipeline

# Words that stand in nothing else: of one article in every format, in one outlet and in another, with a credit that is dropped.
WORDS = ("Zwarteveen", "quillayote", "Bérézovka", "كفرزبورة", "Hjortsvang")
STORY = (
    "Home | World\nZwarteveen dam breaks near Bérézovka\n\n"
    "ACCRA - The dam at Zwarteveen broke on 4 August 2024, said Kwame Asantewaa, an engineer.\n"
    '"The quillayote gates were shut", Asantewaa told reporters near كفرزبورة on Sunday.\nPhoto: Hjortsvang agency\n'
)
PERSON = ("Asantewaa", "Kwame")
STRIKE = SMALL["harbour-post/strike.txt"]
HELD: dict[str, str | bytes] = {
    "harbour-post/dam.txt": STORY,
    "harbour-post/old/dam.txt": STORY.encode("utf-16"),
    "delta-wire/dam.txt": STORY,
    "wire/dam.jsonl": "\n".join(
        json.dumps(one) for one in ({"id": "d1", "title": "Zwarteveen", "text": STORY}, {"id": "n1", "text": STRIKE})
    ),
    "harbour-post/kariba.html": PAGE.replace("Tendai Moyo", "Kwame <b>Asantewaa</b>").replace(
        "<title>", "<meta name='author' content='Kwame Asantewaa'><title>"
    ),
}
DAM = "harbour-post/dam.txt"


def left(files: dict[str, str | bytes]) -> dict[str, str | bytes]:
    """What a corpus is that never held the article; the record's file keeps its other record, in its place."""
    kept = {name: text for name, text in files.items() if "dam" not in name}
    second = str(files["wire/dam.jsonl"]).split("\n")[1]
    return {**kept, "wire/dam.jsonl": '{"text": ""}\n' + second}


def blanked(files: dict[str, str | bytes]) -> dict[str, str | bytes]:
    """… and one that never held the person's name."""
    out: dict[str, str | bytes] = {}
    for name, content in files.items():
        text = content if isinstance(content, str) else content.decode("utf-16")
        for word in PERSON:
            text = text.replace(word, "\u2588" * len(word))
        out[name] = text
    return out


@pytest.fixture(scope="module")
def expected(warm: Warm, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """The digests of the corpora that never held it."""
    found = {}
    for name, files in (("article", left({**SMALL, **HELD})), ("person", blanked({**SMALL, **HELD}))):
        folder = tmp_path_factory.mktemp(name)
        lay_all(folder / "raw", files)
        warm.run(folder / "home", folder / "raw")
        found[name] = holds(folder / "home/warehouse.duckdb")
    return found


@pytest.fixture(scope="module")
def prepared(warm: Warm, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that holds all of it: a changed version behind the present one, two kept versions, exports, a set-aside build file, an
    answer of an endpoint, records of Dagster that quote it in rows that are there and in rows that are deleted."""
    folder = tmp_path_factory.mktemp("prepared")
    home, raw = folder / "home", folder / "raw"
    lay_all(
        raw,
        {**SMALL, **HELD, DAM: STORY.replace("4 August", "3 August"), "harbour-post/old/dam.txt": STORY.replace("4 August", "3 August")},
    )
    warm.run(home, raw)
    lay_all(raw, {**SMALL, **HELD})
    warm.run(home, raw)
    shutil.copy(home / "build.duckdb", home / "build.duckdb.damaged")
    (home / "exports").mkdir()
    (home / "exports/all.csv").write_text(STORY)
    (home / "exports/all.txt.gz").write_bytes(gzip.compress(STORY.encode("utf-16")))
    (home / "exports/other.csv").write_text(STRIKE)
    with duckdb.connect() as con:
        con.execute("COPY (SELECT ? AS said) TO '" + str(home / "exports/all.parquet") + "'", [STORY])
    (home / "answers/ab").mkdir(parents=True)
    (home / "answers/ab/ab.json").write_text(json.dumps({"content": STORY}))
    _records(home / "dagster/storage/history/runs.db")
    (home / "dagster/logs").mkdir()
    (home / "dagster/logs/one.err").write_text(f"Traceback\nValueError: {STORY}\n")
    return folder


def _records(path: Path) -> None:
    path.parent.mkdir(parents=True)
    quoting = json.dumps({"message": f"failed at: {STORY}"})
    with closing(sqlite3.connect(path)) as con:
        con.execute("CREATE TABLE event_logs (id INTEGER PRIMARY KEY, event TEXT, body BLOB)")
        con.executemany("INSERT INTO event_logs (event, body) VALUES (?, ?)", [(quoting, zlib.compress(quoting.encode()))] * 30)
        con.execute("INSERT INTO event_logs (event) VALUES ('step succeeded')")
        con.execute("DELETE FROM event_logs WHERE id BETWEEN 5 AND 25")
        con.commit()


def fresh(prepared: Path, folder: Path) -> tuple[Path, Path]:
    """The prepared project, copied: (home, raw)."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(prepared, folder)
    return folder / "home", folder / "raw"


def test_no_byte_of_an_article_is_left(warm: Warm, prepared: Path, tmp_path: Path, expected: dict[str, dict[str, str]]) -> None:
    home, raw = fresh(prepared, tmp_path / "p")
    held = leaks(home, WORDS)
    for place in ("build.duckdb", "build.duckdb.damaged", "warehouse.duckdb", "exports/all.csv", "exports/all.txt.gz", "answers/ab/ab.json",
                  "exports/all.parquet", "dagster/storage/history/runs.db", "dagster/logs/one.err"):  # fmt: skip
        assert f"{place}: Zwarteveen" in held
    assert sum(one.startswith("objects/") and one.endswith("Zwarteveen") for one in held) == 4
    assert sum(one.startswith("versions/") and one.endswith("Zwarteveen") for one in held) == 2
    done = warm.do("runs:forget_it", home=str(home), raw=str(raw), wanted=DAM)
    assert leaks(home, WORDS) == []
    assert leaks(tmp_path / "p/overrides", WORDS) == []
    assert holds(home / "warehouse.duckdb") == expected["article"]
    assert done["left_out"] == 4
    assert (home / "exports/other.csv").is_file()
    with closing(sqlite3.connect(home / "dagster/storage/history/runs.db")) as con:
        assert con.execute("SELECT event FROM event_logs ORDER BY id DESC LIMIT 1").fetchall() == [("step succeeded",)]
        assert {tuple(json.loads(event)) for (event,) in con.execute("SELECT event FROM event_logs WHERE id < 31")} == {("message",)}
    assert warm.run(home, raw)["did_nothing"]
    assert {name: (raw / name).read_bytes() for name in HELD} == {n: t if isinstance(t, bytes) else t.encode() for n, t in HELD.items()}


def test_no_byte_of_a_name_is_left(warm: Warm, prepared: Path, tmp_path: Path, expected: dict[str, dict[str, str]]) -> None:
    home, raw = fresh(prepared, tmp_path / "p")
    assert f"warehouse.duckdb: {PERSON[0]}" in leaks(home, PERSON)
    done = warm.do("runs:forget_it", home=str(home), raw=str(raw), wanted="Kwame Asantewaa")
    assert leaks(home, PERSON) == []
    assert leaks(tmp_path / "p/overrides", PERSON) == []
    assert done["blanked"] == 5
    assert holds(home / "warehouse.duckdb") == expected["person"]
    with pipeline.connect(str(home / "warehouse.duckdb")) as con:  # two files that differed in their encoding are the same bytes now
        assert con.execute("SELECT count(*), count(DISTINCT text) FROM articles").fetchall() == [(8, 6)]
    assert warm.run(home, raw)["did_nothing"]


@pytest.mark.parametrize("wanted", [DAM, "Kwame Asantewaa"])
def test_cut_short_anywhere_and_given_again(
    wanted: str, warm: Warm, prepared: Path, tmp_path: Path, expected: dict[str, dict[str, str]], fault: Recorder
) -> None:
    chance = random.Random(wanted)
    words, kind = (WORDS, "article") if wanted == DAM else (PERSON, "person")
    n_killed = 0
    for moment in FORGETTING:
        home, raw = fresh(prepared, tmp_path / "p")
        before = holds(home / "warehouse.duckdb")
        child = warm.start("runs:forget_it", home=str(home), raw=str(raw), wanted=wanted)
        assert child.wait_for(stage=moment), child.outcome()
        time.sleep(chance.random() * 0.05)
        child.kill()
        n_killed += child.outcome().exit == -signal.SIGKILL
        between = holds(home / "warehouse.duckdb")  # the old one or the new one, whole
        if chance.random() < 0.5:  # an ordinary run may come before the command is given again
            warm.run(home, raw)
        warm.do("runs:forget_it", home=str(home), raw=str(raw), wanted=wanted)
        found = holds(home / "warehouse.duckdb")
        assert between in (before, found), moment
        assert found == expected[kind], moment
        assert leaks(home, words) == [], moment
        assert left_over(home) == []
        assert warm.run(home, raw)["did_nothing"]
    assert n_killed > len(FORGETTING) // 2
    fault(
        f"killed (SIGKILL) while an {kind} is forgotten".replace("an person", "a person"),
        tries=n_killed,
        sees="nothing: the same command again finishes",
    )


def test_a_reader_that_has_the_file_open_goes_on_with_the_old_one(warm: Warm, prepared: Path, tmp_path: Path, fault: Recorder) -> None:
    home, raw = fresh(prepared, tmp_path / "p")
    asked = "SELECT count(*) FROM articles WHERE contains(text, 'Zwarteveen')"
    with pipeline.connect(str(home / "warehouse.duckdb")) as con:
        before = con.execute(asked).fetchall()
        warm.do("runs:forget_it", home=str(home), raw=str(raw), wanted=DAM)
        assert con.execute(asked).fetchall() == before != [(0,)]
    with pipeline.connect(str(home / "warehouse.duckdb")) as con:
        assert con.execute(asked).fetchall() == [(0,)]
    fault("an article is forgotten while a reader has the published file open", sees="the version that was published when it connected")


def test_dagster_s_own_records_stay_readable(tmp_path: Path) -> None:
    """A run that Dagster recorded; what an error would quote is put into its records by hand."""
    raw, home = tmp_path / "raw", tmp_path / "home"
    lay_all(raw, {"harbour-post/dam.txt": STORY, "harbour-post/strike.txt": STRIKE})
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("DATELINE_", "DAGSTER_"))}
    environment |= {"DATELINE_HOME": str(home), "DATELINE_RAW": str(raw)}

    def command(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "pipeline.cli", *arguments], env=environment, cwd=tmp_path, capture_output=True, text=True, check=True
        )
        return done.stdout

    command("run")
    (index,) = (home / "dagster/storage/history/runs").glob("index.db")
    with closing(sqlite3.connect(index)) as con:
        con.execute("UPDATE event_logs SET event = replace(event, 'pipeline', ?) WHERE id = 1", [json.dumps(STORY)[1:-1]])
        con.commit()
    assert leaks(home / "dagster", WORDS)
    assert "rewritten   dagster/storage/history/runs/index.db" in command("forget", DAM, "--reason", "withdrawn", "--yes")
    assert leaks(home, WORDS) == []
    lay_all(raw, {"harbour-post/dam.txt": STORY, "harbour-post/strike.txt": STRIKE + "More.\n"})
    assert "forgotten: 1 forgotten document left out" in command("run")
    assert settings_of(home, raw).warehouse.is_file()
