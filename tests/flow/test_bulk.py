"""Bulk files all the way: tables, archives and exports of press databases become articles, one bad record costs itself, what is known is
not read twice, and what is forgotten stays so."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Callable
from pathlib import Path

import archives
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from press_exports import EXPORTS
from published import holds, public

from pipeline.ingest.redact import BLOCK
from pipeline.settings import Settings
from pipeline.warehouse import documents as room
from pipeline.warehouse import forgotten
from pipeline.warehouse.connect import build_connection, published_connection
from pipeline.warehouse.forget import forget
from pipeline.warehouse.run import RunResult
from pipeline.warehouse.targets import Asked, find

Ask = Callable[..., list[tuple[object, ...]]]
Lay = Callable[[str, str | bytes], Path]
Runner = Callable[..., RunResult]

ROWS = [
    (
        "k1",
        "Kilindi votes",
        "2025-03-03",
        "KILINDI - The council of Kilindi adopted the budget of its port on 3 March 2025, said Juma Mwakio.",
    ),
    ("k2", "Le port de Sète", "2025-03-04", "SÈTE - Le port de Sète a rouvert le 4 mars 2025, a déclaré la directrice Hanna Westergaard."),
    ("k3", "ميناء بيرا", "2025-03-05", "بيرا - أعيد فتح ميناء بيرا يوم 5 مارس 2025، وقالت المديرة إينيس ماشافا إن السفن عادت إلى المرسى."),
]
NAMES = '[columns]\nid = "key"\ntitle = "headline"\npublished_at = "day"\ntext = "content"\n'


def table(rows: list[tuple[str, ...]], sign: str = ",") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=sign).writerows([("key", "headline", "day", "content"), *rows])
    return out.getvalue().encode()


def parquet(rows: list[tuple[str, ...]]) -> bytes:
    out = io.BytesIO()
    columns = list(zip(*rows, strict=True))
    pq.write_table(pa.table(dict(zip(("key", "headline", "day", "content"), map(list, columns), strict=True))), out, row_group_size=2)
    return out.getvalue()


KINDS = {
    "a.csv": table, "a.tsv": lambda rows: table(rows, "\t"), "a.csv.gz": lambda rows: gzip.compress(table(rows)), "a.parquet": parquet,
}  # fmt: skip


@pytest.mark.parametrize("name", KINDS)
def test_rows_of_tables_become_articles(name: str, lay: Lay, dateline: Runner, published: Ask, settings: Settings) -> None:
    lay("gazette/source.toml", NAMES)
    lay(f"gazette/{name}", KINDS[name]([*ROWS, ("k4", "Empty", "2025-03-06", " ")]))
    done = dateline()
    assert [uri for uri, _, _ in done.failures] == [f"gazette/{name}#4"]
    assert published("SELECT external_id, uri, title, published_on::VARCHAR, lang FROM articles ORDER BY 1") == [
        ("k1", f"gazette/{name}#1", "Kilindi votes", "2025-03-03", "en"),
        ("k2", f"gazette/{name}#2", "Le port de Sète", "2025-03-04", "fr"),
        ("k3", f"gazette/{name}#3", "ميناء بيرا", "2025-03-05", "ar"),
    ]  # fmt: skip
    assert published("SELECT error_code FROM ingest_errors") == [("missing_text",)]
    assert published("SELECT count(*) > 2 FROM entity_mentions") == [(True,)]
    holds(settings.warehouse)
    assert dateline().did_nothing


def test_the_format_makes_no_difference(lay: Lay, dateline: Runner, settings: Settings) -> None:
    lay("gazette/source.toml", NAMES)
    digests = []
    for name, made in KINDS.items():
        for other in KINDS:
            (settings.raw / "gazette" / other).unlink(missing_ok=True)
        lay(f"gazette/{name}", made(ROWS))
        dateline()
        digests.append({key: value for key, value in public(settings).items() if key not in ("articles", "sources")})
    assert all(one == digests[0] for one in digests)


def test_a_changed_table_redoes_what_changed(lay: Lay, dateline: Runner, published: Ask) -> None:
    lay("gazette/source.toml", NAMES)
    lay("gazette/a.csv", table(ROWS))
    dateline()
    changed = (*ROWS[1][:3], ROWS[1][3].replace("4 mars", "6 mars"))
    lay(
        "gazette/a.csv",
        table([("k0", "New", "2025-03-01", "KILINDI - The quay of Kilindi was closed, said Juma Mwakio."), ROWS[0], changed, ROWS[2]]),
    )
    done = dateline()
    assert (done.counts.n_new, done.counts.n_changed, done.counts.n_unchanged) == (1, 1, 2)
    assert (done.n_cleaned, done.n_annotated) == (2, 2)
    assert published("SELECT count(*) FROM history.articles") == [(1,)]


def test_a_killed_run_goes_on_and_publishes_the_same(
    lay: Lay, dateline: Runner, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay("gazette/source.toml", NAMES)
    many = [(f"n{n}", f"Ship {n}", "2025-03-03", f"BEIRA - Ship {n} left Beira on 3 March 2025, said Inês Machava.") for n in range(40)]
    lay("gazette/a.csv", table(many))
    lay("gazette/b.parquet", parquet(many[:20]))
    lay("gazette/c.warc.gz", archives.packed(*(archives.record(archives.page(place)) for place in ("Zouar", "Faya", "Bardai"))))
    store, n_stored = room._store, 0

    def dies(*arguments: object) -> None:
        nonlocal n_stored
        n_stored += 1
        if n_stored > 3:
            raise KeyboardInterrupt
        store(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(room, "_store", dies)
    with pytest.raises(KeyboardInterrupt):
        dateline(batch_size=8)
    monkeypatch.setattr(room, "_store", store)
    with build_connection(settings.home) as con:
        kept = con.execute("SELECT count(*) FROM evidence.documents").fetchall()[0][0]
    assert 0 < kept < 43
    done = dateline(batch_size=8)
    assert (done.failures, done.counts.n_new) == ((), 43)
    piecemeal = holds(settings.warehouse)
    assert dateline().did_nothing
    dateline(full=True)
    assert public(settings) == piecemeal


def test_pages_of_an_archive_become_articles(lay: Lay, dateline: Runner, published: Ask, settings: Settings) -> None:
    pages = {place: archives.record(archives.page(place), url=f"https://post.example/{place}") for place in ("Zouar", "Faya", "Bardai")}
    broken = bytearray(gzip.compress(pages["Faya"]))
    broken[80:84] = b"\xff" * 4
    lay(
        "crawl/a.warc.gz",
        archives.packed(pages["Zouar"], archives.record(b"", "revisit")) + bytes(broken) + archives.packed(pages["Bardai"]),
    )
    done = dateline()
    assert [uri for uri, _, _ in done.failures] == ["crawl/a.warc.gz#3"]
    assert published("SELECT uri, url, fetched_at::VARCHAR, title FROM articles ORDER BY uri") == [
        ("crawl/a.warc.gz#1", "https://post.example/Zouar", "2025-03-04 08:30:00", "Bridge at Zouar reopens"),
        ("crawl/a.warc.gz#4", "https://post.example/Bardai", "2025-03-04 08:30:00", "Bridge at Bardai reopens"),
    ]
    assert published("SELECT error_code FROM ingest_errors ORDER BY 1") == [("bad_record",), ("skipped_records",)]
    holds(settings.warehouse)
    assert dateline().did_nothing


@pytest.mark.parametrize("profile", ["factiva", "nexis", "europresse"])
def test_parts_of_an_export_become_articles(profile: str, lay: Lay, dateline: Runner, published: Ask, settings: Settings) -> None:
    export = EXPORTS[profile]
    lay("harbour-gazette/source.toml", 'name = "The Harbour Gazette"\ncountry = "NLD"\n')
    lay("harbour-gazette/other.txt", "Ferry resumes\n\nThe ferry from Hoek van Holland resumed on Monday, 3 March 2025.\n")
    lay("desk/source.toml", f'[split]\nprofile = "{profile}"\n')
    lay(export.name, export.content)
    assert dateline().failures == ()
    found = published(
        "SELECT uri, source_id, title, byline, published_on::VARCHAR, text FROM articles WHERE uri LIKE 'desk/%' ORDER BY uri"
    )
    assert [row[:5] for row in found] == [
        (f"{export.name}#{n}", part["source"], part["title"], part["byline"], part["published_at"])
        for n, part in enumerate(export.parts, 1)
    ]
    assert all(words in str(row[5]) for words, row in zip(export.words, found, strict=True))
    assert published("SELECT count(*) FROM quotes WHERE text LIKE '%We have an agreement%'") == [(1,)]
    holds(settings.warehouse)
    assert dateline().did_nothing
    lay("desk/source.toml", "[split]\nprofile = 'nobody'\n")
    assert [uri for uri, _, _ in dateline().failures] == [export.name]


PARTS = "== Bridge at Zouar\nThe bridge at Zouar opened, said Ilse Verbruggen.\n== Bridge at Faya\nThe bridge at Faya is shut.\n"
CRAWL = [archives.record(archives.page(place), url=f"https://post.example/{place}") for place in ("Zouar", "Faya")]
FILES: dict[str, Callable[[], bytes]] = {
    "gazette/a.csv": lambda: table(ROWS), "gazette/a.parquet": lambda: parquet(ROWS), "gazette/a.warc.gz": lambda: archives.packed(*CRAWL),
    "gazette/a.txt": PARTS.encode,
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_what_is_forgotten_of_a_bulk_file_stays_so(name: str, lay: Lay, dateline: Runner, published: Ask, settings: Settings) -> None:
    lay("gazette/source.toml", NAMES + "[split]\nstart = '^== '\n")
    path = lay(name, FILES[name]())
    dateline()
    ((gone, raw), *others) = published("SELECT article_id, raw_sha256 FROM articles ORDER BY uri")
    with published_connection(settings.warehouse) as con:
        target = find(con, forgotten.load(settings), Asked(str(gone), "", "withdrawn", "2025-06-30", settings.raw))
    forget(settings, target)
    assert published("SELECT count(*) FROM articles WHERE article_id = ?", [gone]) == [(0,)]
    assert not list((settings.home / "objects").glob(f"??/{raw}*"))
    path.write_bytes(FILES[name]() + (b"" if name.endswith(("parquet", "gz")) else b"\n"))
    path.rename(path.with_name(f"b{path.suffix if not name.endswith('.gz') else '.warc.gz'}"))
    dateline()
    assert published("SELECT count(*) FROM articles WHERE article_id = ?", [gone]) == [(0,)]
    assert len(published("SELECT 1 FROM articles")) == len(others)


@pytest.mark.parametrize(("name", "person"), [
    ("gazette/a.csv", "Hanna Westergaard"), ("gazette/a.parquet", "Hanna Westergaard"), ("gazette/a.warc.gz", "Ilse Verbruggen"),
    ("gazette/a.txt", "Ilse Verbruggen"),
])  # fmt: skip
def test_a_person_is_blanked_in_bulk_files(name: str, person: str, lay: Lay, dateline: Runner, published: Ask, settings: Settings) -> None:
    lay("gazette/source.toml", NAMES + "[split]\nstart = '^== '\n")
    lay(name, FILES[name]())
    dateline()
    n = published("SELECT count(*) FROM articles")
    with published_connection(settings.warehouse) as con:
        target = find(con, forgotten.load(settings), Asked(person, "person", "asked", "2025-06-30", settings.raw))
    forget(settings, target)
    assert published("SELECT count(*) FROM articles") == n
    assert published("SELECT count(*) FROM articles WHERE contains(text, ?)", [person]) == [(0,)]
    assert published("SELECT count(*) > 0 FROM articles WHERE contains(text, ?)", [BLOCK]) == [(True,)]
    for kept in (settings.home / "objects").rglob("*.gz"):
        assert person.encode() not in gzip.decompress(kept.read_bytes())
    holds(settings.warehouse)
