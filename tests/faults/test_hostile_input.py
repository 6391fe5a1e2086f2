"""Hostile files cost themselves: one run over all of them, in bounded time and memory, publishes every other document.

`FILES`: name below raw/ → (content, what becomes of it: `read`, or the codes of its rows of `ingest_errors`). Pages have a test of
their own (`test_hostile_pages.py`), payloads in fields as well (`test_payloads.py`). Large files are made when they are written.
"""

# ruff: noqa: E501, PLW0108 — inputs stand on one line

from __future__ import annotations

import dataclasses
import gzip
import io
import json
import subprocess
import sys
from collections.abc import Callable

import archives
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from published import ask

from pipeline import settings as settings_module
from pipeline.settings import Settings
from pipeline.warehouse import dictionary
from pipeline.warehouse.connect import published_connection
from pipeline.warehouse.run import nothing_to_do, run
from pipeline.warehouse.workspace import open_workspace

SECONDS, MEMORY = 240, 2_500_000_000  # for all of them, on a busy machine; a run without them takes some seconds
EN = "Port of Beira reopens\n\nBEIRA - The port of Beira reopened on 4 March 2024, said Inês Machava, its director.\n"
FR = "BEIRA - Le port de Beira a rouvert le 4 mars 2024 à l’aube, a déclaré Inês Machava, sa directrice générale, très émue.\n"
AR = "بيرا - أعيد فتح ميناء بيرا يوم 4 مارس 2024، وقالت مديرة الميناء إينيس ماشافا إن السفن عادت إلى المرسى.\n"
RU = "Порт Бейра вновь открыт с понедельника, сообщила директор порта Инеш Машава журналистам в столице страны.\n"
JA = "ベイラ港は月曜日に再開した。港長のイネス・マシャバ氏が首都で記者団に語った。船は三月四日から入港している。\n"


def record(**fields: object) -> bytes:
    return json.dumps(fields).encode() + b"\n"


def packed(*parts: tuple[bytes, int]) -> bytes:
    """Gzip of each part so many times, made without holding what is in it."""
    target = io.BytesIO()
    with gzip.GzipFile(fileobj=target, mode="wb", compresslevel=9, mtime=0) as file:
        for part, times in parts:
            block = part * max(1, min(times, 10_000_000 // len(part)))
            for _ in range(times * len(part) // len(block)):
                file.write(block)
    return target.getvalue()


def columns(texts: list[str]) -> bytes:
    """A Parquet file with one column."""
    target = io.BytesIO()
    pq.write_table(pa.table({"text": texts}), target, compression="zstd")
    return target.getvalue()


GOOD = record(id="good", text=EN)
FILES: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    # encodings
    **{f"{codec}-{lang}.txt": (lambda codec=codec, text=text: (text * 3).encode(codec), set())  # type: ignore[misc]
       for codec in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be")
       for lang, text in (("en", EN), ("fr", FR), ("ar", AR))},
    **{f"legacy-{codec}.txt": (lambda codec=codec, text=text: text.encode(codec, "replace") * 5, set())  # type: ignore[misc]
       for codec, text in (("cp1252", FR), ("latin-1", FR), ("cp1256", AR), ("cp1251", RU), ("koi8-r", RU), ("shift_jis", JA), ("gb18030", JA))},
    "ebcdic.txt": (lambda: (EN * 40).encode("cp037", "replace"), {"undecodable"}),
    "noise.txt": (lambda: bytes(range(128, 256)) * 400, {"undecodable"}),
    "program.txt": (lambda: b"\x7fELF" + bytes(range(256)) * 40, {"binary"}),
    "gzip.txt": (lambda: gzip.compress(EN.encode()), {"binary"}),
    "utf16.jsonl": (lambda: GOOD.decode().encode("utf-16"), {"undecodable"}),
    # characters
    "nul.txt": (lambda: EN.encode() * 40 + b"\x00\x00", set()),
    "zeros.txt": (lambda: b"\x00" * 100_000, {"binary"}),
    "surrogates.txt": (lambda: FR.encode() * 50 + b"\xed\xa0\x80\xed\xbf\xbf", {"damaged_text"}),
    "overlong.txt": (lambda: (FR * 60).encode() + b"\xc0\x80\xf8\x88\x80\x80\x80", {"damaged_text"}),
    "surrogates.jsonl": (lambda: record(id="\ud800", title="\udfff", url="http://a.example/\ud83d", text=EN + "\ud800 \x00 \udc00"), set()),
    "bom.txt": (lambda: b"\xef\xbb\xbf" * 3 + EN.encode(), set()),
    "only_bom.txt": (lambda: b"\xef\xbb\xbf", {"empty_file"}),
    "bidi.txt": (lambda: EN.replace("port", "\u202eport\u202c\u2066\u2069\u200f").encode(), set()),
    "marks.txt": (lambda: (EN + "a" + "\u0301" * 200_000).encode(), set()),
    "line_ends.txt": (lambda: EN.replace("\n", "\r").encode() + "\u2028\u2029\x85\x0b\x0c\r\r\n".encode(), set()),
    # sizes
    "one_line.txt": (lambda: b"word of a line " * 6_700_000, {"too_large"}),
    "long_text.txt": (lambda: EN.encode() * 30_000, {"too_large"}),
    "one_line.jsonl": (lambda: b'{"text": "' + b"word of a line " * 6_700_000 + b'"}\n' + record(id="behind", text=EN.replace("Port", "Dock")), {"too_large"}),
    "strings.jsonl": (lambda: record(text="a b " * 3_900_000) + record(title="x" * 15_900_000, text=EN + "1") + record(id="y" * 15_900_000, text=EN + "2"),
                      {"too_large", "bad_metadata"}),
    "blank.txt": (lambda: b"\n" * 3_000_000, {"empty_file"}),
    "blank_lines.txt": (lambda: EN.encode() + b"\n" * 500_000 + FR.encode(), set()),
    "empty.txt": (lambda: b"", {"empty_file"}),
    # compression
    "blank.jsonl.gz": (lambda: packed((b"\n", 1_000_000_000), (GOOD, 1)), {"too_large"}),
    "spaced.jsonl.gz": (lambda: packed((b" \n" + b"\n" * 998, 150_000)), {"too_large"}),
    "zeros.jsonl.gz": (lambda: packed((b"\x00", 1_000_000_000)), {"too_large"}),
    "twice.jsonl.gz": (lambda: gzip.compress(packed((b"\n", 300_000_000))), {"binary"}),
    "cut.jsonl.gz": (lambda: gzip.compress(record(id="cut", text=EN.replace("Port", "Quay")) * 50)[:-20], {"bad_gzip"}),
    "tail.jsonl.gz": (lambda: gzip.compress(record(id="tail", text=EN.replace("Port", "Pier"))) + b"garbage" * 9, {"bad_gzip"}),
    "members.jsonl.gz": (lambda: b"".join(gzip.compress(record(id=f"m{n}", text=EN.replace("Port", f"Pier {n}"))) for n in range(50)), set()),
    "no_gzip.jsonl.gz": (lambda: record(id="plain", text=EN.replace("Port", "Berth")), set()),
    # records
    "no_objects.jsonl": (lambda: b'1\n"a"\nnull\n[]\n[{"text": "a"}]\n{}\nnot json\n{"text": 1}\n{"text": " "}\n{"text": null, "html": []}\n' + GOOD,
                         {"bad_json", "missing_text"}),
    "flood.jsonl.gz": (lambda: packed((b"1\n", 50_000_000)), {"too_many_errors", "bad_json"}),
    "deep.jsonl": (lambda: b'{"text": "a", "x": ' + b"[" * 200_000 + b"]" * 200_000 + b"}\n" + b'{"a":' * 200_000 + b"\n", {"too_complex"}),
    "numbers.jsonl": (lambda: b'{"id": ' + b"9" * 100_000 + b', "text": "a"}\n{"id": 1e999, "lang": NaN, "text": "' + b"The port reopened. " + b'"}\n',
                      {"bad_json", "bad_metadata"}),
    "keys.jsonl": (lambda: b"{" + b",".join(b'"k%d": 1' % n for n in range(200_000)) + b', "text": "The quay reopened on Monday."}\n', set()),
    "values.jsonl": (lambda: record(id=[], url={}, title=7, published_at="2024-02-30", fetched_at="9999-12-31T23:59:59-23:59", lang="\x1b[2J", source="../x",
                                    text=EN + "3"), {"bad_metadata"}),
    # tables, archives
    "cell.csv": (lambda: b'id,text\nc1,"' + b"x" * 100_000_000 + b'"\nc2,' + EN.split("\n")[2].replace("port", "lock").replace(",", ";").encode() + b"\n", {"too_large"}),
    "open.csv": (lambda: b'id,text\no1,"never closed\no2,' + EN.split("\n")[2].replace("port", "weir").replace(",", ";").encode() + b"\n", {"bad_quotes"}),
    "nul.csv": (lambda: b"id,text\nn1," + EN.split("\n")[2].replace("port", "mole").replace(",", ";").encode() * 3 + b" \x00\n", set()),
    "ragged.csv": (lambda: b"id,text\nr1\nr2,a,b\nr3," + EN.split("\n")[2].replace("port", "slip").replace(",", ";").encode() + b"\n", {"ragged_row"}),
    "headless.csv": (lambda: b"1,2\n3,4\n", {"no_text_column"}),
    "twice.csv": (lambda: b"text,text\na,b\n", {"bad_header"}),
    "flood.csv.gz": (lambda: packed((b"id,text\n", 1), (b"1\n", 50_000_000)), {"too_many_errors", "ragged_row"}),
    "bomb.csv.gz": (lambda: packed((b"id,text\n", 1), (b"\n", 1_000_000_000)), {"too_large"}),
    "torn.parquet": (lambda: b"PAR1" + b"x" * 10_000 + b"PAR1", {"bad_parquet"}),
    "bomb.parquet": (lambda: columns(["x" * 17_000_000] * 8), {"too_large"}),
    "bomb.warc.gz": (lambda: packed((b"\x00", 1_000_000_000)), {"too_large"}),
    "body.warc": (lambda: archives.record(packed((b"<p>a", 300_000_000)), headers="Content-Type: text/html\r\nContent-Encoding: gzip") + archives.record(archives.page("Zouar")), {"too_large"}),
    "length.warc": (lambda: archives.record(archives.page("Faya"), length=10**16) + archives.record(archives.page("Bardai")), {"too_large"}),
    "noise.warc.gz": (lambda: b"\x1f\x8b\x08" * 1_000_000, {"bad_record"}),
    # companions
    "beside.txt": (lambda: EN.replace("Port", "Wharf").encode(), {"bad_sidecar"}),
    "beside.txt.meta.json": (lambda: b"[" * 100_000, set()),
    "beside_large.txt": (lambda: EN.replace("Port", "Jetty").encode(), {"bad_sidecar"}),
    "beside_large.txt.meta.json": (lambda: b" " * 30_000_000, set()),
}  # fmt: skip
TOML = b'name = "\\u0000 \\u202e"\ncountry = 7\nkeep = [":is(", "' + b"a " * 50_000 + b'"]\n[x]\n' + b"y" * 5_000 + b" = 1\n"
NEIGHBOURS = {"post/zebra.txt": "Ferry resumes\n\nThe ferry from Dar es Salaam to Zanzibar resumed on Monday, 3 March 2025, said Neema Mushi.\n",
              "gazette/aaa.txt": "Bridge opens\n\nPeru and Bolivia opened a bridge on 12 May 2024, said Tomas Quispe.\n"}  # fmt: skip
_RUN = """
import resource, sys
from pipeline import settings
from pipeline.warehouse.run import run
from pipeline.warehouse.workspace import open_workspace
if sys.platform == "linux":
    resource.setrlimit(resource.RLIMIT_DATA, (int(sys.argv[3]), int(sys.argv[3])))
with open_workspace(settings.load({"home": sys.argv[1], "raw": sys.argv[2], "workers": 1})) as ws:
    run(ws)
"""


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """All files in one raw folder, and one run in a process whose memory and time are bounded."""
    folder = tmp_path_factory.mktemp("hostile")
    settings = settings_module.load({}, environ={"DATELINE_HOME": str(folder / "home"), "DATELINE_RAW": str(folder / "raw")}, cwd=folder)
    for name, content in {
        **{f"gazette/{n}": make for n, (make, _) in FILES.items()},
        **{n: t.encode for n, t in NEIGHBOURS.items()},
    }.items():
        path = settings.raw / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content())
    (settings.raw / "gazette/source.toml").write_bytes(b'name = "\\u0000"\n' + TOML)
    (settings.raw / "post/source.toml").write_bytes(TOML)
    command = [sys.executable, "-c", _RUN, str(settings.home), str(settings.raw), str(MEMORY)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=SECONDS)
    assert done.returncode == 0, done.stderr[-3000:]
    return settings


def rows(settings: Settings) -> dict[str, set[str]]:
    """The codes of each file."""
    found: dict[str, set[str]] = {}
    for uri, code in ask(settings, "SELECT uri, error_code FROM ingest_errors"):
        found.setdefault(str(uri).partition("#")[0], set()).add(str(code))
    return found


def test_every_other_document_is_published(ran: Settings) -> None:
    read = {str(uri) for (uri,) in ask(ran, "SELECT uri FROM articles")}
    assert set(NEIGHBOURS) <= read
    assert {"gazette/one_line.jsonl#2", "gazette/strings.jsonl#2", "gazette/strings.jsonl#3", "gazette/no_objects.jsonl#11", "gazette/tail.jsonl.gz#1",
            "gazette/members.jsonl.gz#50"} <= read | {str(uri) for (uri,) in ask(ran, "SELECT uri FROM article_locations")}  # fmt: skip


@pytest.mark.parametrize("name", [name for name in FILES if not name.endswith(".meta.json")])
def test_each_file_is_read_or_a_row_says_why_not(name: str, ran: Settings) -> None:
    expected = FILES[name][1]
    codes = rows(ran).get(f"gazette/{name}", set())
    if name == "legacy-latin-1.txt":
        codes -= {"damaged_text"}  # the apostrophe of FR is not in it
    assert codes - {"damaged_text"} == expected - {"damaged_text"}
    if "damaged_text" in expected:
        assert "damaged_text" in codes
    places = ask(ran, f"SELECT uri FROM article_locations WHERE starts_with(uri, 'gazette/{name}')")
    if expected <= {"damaged_text", "bad_sidecar"}:
        assert places


def test_each_row_says_what_and_what_to_do_in_one_line(ran: Settings) -> None:
    found = ask(ran, "SELECT uri, error_code, message, hint FROM ingest_errors")
    assert len(found) < 24_000  # of each flood no more than `max_bad_records`
    for uri, code, message, hint in found:
        assert str(code).strip(), uri
        assert 20 < len(str(message)) < 1_000, message
        assert len(str(hint)) > 10, uri
        assert "internal_error" not in str(code), message


def test_the_texts_are_what_the_bytes_say(ran: Settings) -> None:
    texts = {
        str(uri).partition("/")[2]: str(text)
        for uri, text in ask(ran, "SELECT l.uri, a.text FROM article_locations l JOIN articles a USING (article_id)")
    }
    for lang, text in (("en", EN), ("fr", FR), ("ar", AR)):
        for codec in ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"):
            assert texts[f"{codec}-{lang}.txt"] == text * 3, codec
    assert texts["legacy-cp1252.txt"] == FR * 5
    assert texts["legacy-cp1256.txt"].startswith("بيرا - أعيد فتح ميناء")
    assert texts["bidi.txt"] == EN.replace("port", "\u202eport\u202c\u2066\u2069\u200f")
    assert texts["nul.txt"].endswith("\n\ufffd\ufffd")
    assert texts["surrogates.jsonl#1"] == EN + "\ufffd \ufffd \ufffd"


def test_no_published_text_holds_nul_or_half_a_surrogate(ran: Settings) -> None:
    con = published_connection(ran.warehouse)
    try:
        for table in dictionary.tables():
            columns = [c.name for c in table.columns if c.type == "VARCHAR"]
            for name in columns:
                found = con.execute(f'SELECT "{name}" FROM main."{table.name}" WHERE contains("{name}", chr(0))').fetchall()
                assert not found, (table.name, name)
            for row in con.execute(f'FROM main."{table.name}"').fetchall():
                repr(row).encode("utf-8")  # fails on half a surrogate
    finally:
        con.close()


def test_the_next_run_has_nothing_to_do(ran: Settings) -> None:
    assert nothing_to_do(settings_module.load({"home": ran.home, "raw": ran.raw, "workers": 1}, environ={}))


def test_limits_are_settings_and_another_limit_is_another_reading(settings: Settings) -> None:
    folder = settings.raw / "gazette"
    folder.mkdir()
    (folder / "long.txt").write_text(EN * 40)
    (folder / "bad.jsonl").write_bytes(b"1\n" * 30 + GOOD)
    (folder / "bomb.jsonl.gz").write_bytes(packed((b"\n", 3_000_000), (record(id="b", text=FR), 1)))
    (folder / "page.html").write_text(f"<main>{'<i></i>' * 2_000}<p>{EN}</p></main>")
    (folder / "told.txt").write_text(EN + FR)
    (folder / "told.txt.meta.json").write_text(json.dumps({"title": "T" * 300, "note": "n" * 3_000}))
    (folder / "titled.jsonl").write_bytes(record(id="t", text=FR + EN, title="T" * 300))
    small = dataclasses.replace(
        settings, max_text_kb=2, max_bad_records=20, max_expansion=2, max_file_mb=1,
        max_page_elements=1_000, max_sidecar_kb=2, max_field_chars=200,
    )  # fmt: skip
    small_codes = {"too_large", "too_many_errors", "bad_json", "too_complex", "bad_sidecar", "bad_metadata"}
    for asked, codes in ((small, small_codes), (settings, {"bad_json"})):
        with open_workspace(asked) as ws:
            run(ws)
        assert {str(code) for (code,) in ask(settings, "SELECT DISTINCT error_code FROM ingest_errors WHERE NOT is_resolved")} == codes
    assert len(ask(settings, "SELECT * FROM articles")) == 6
