"""A project that holds an article and a name in every place where they may stand, and the same project without them."""

from __future__ import annotations

import gzip
import json
import shutil
import sqlite3
import zlib
from contextlib import closing
from pathlib import Path

import duckdb
import pytest
from invented import PAGE, SMALL
from layout import lay_all
from published import holds
from warm import Warm

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


def never_held(warm: Warm, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """The digests of the corpora that never held it."""
    found = {}
    for name, files in (("article", left({**SMALL, **HELD})), ("person", blanked({**SMALL, **HELD}))):
        folder = tmp_path_factory.mktemp(name)
        lay_all(folder / "raw", files)
        warm.run(folder / "home", folder / "raw")
        found[name] = holds(folder / "home/warehouse.duckdb")
    return found


def prepare(warm: Warm, tmp_path_factory: pytest.TempPathFactory) -> Path:
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
