"""How certain a speaker must be is asked when the corpus is resolved: another answer needs no reading of the articles."""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipeline.settings import load
from pipeline.warehouse.run import run
from pipeline.warehouse.workspace import RunOptions, open_workspace

TEXT = """The bridge stays shut, the mayor says

Ann Barlow, mayor of Leeds, met reporters on Monday. “The bridge stays shut until May,” Barlow said. “Nobody will cross it before that day.”

She added that the road would reopen first.
"""
ROWS = "SELECT speaker_text, speaker_entity_id IS NOT NULL FROM quotes ORDER BY start_char"


def _run(home: Path, raw: Path, certainty: int) -> list[tuple[str, bool]]:
    settings = load({"home": home, "raw": raw, "speaker_certainty": certainty}, environ={}, cwd=home.parent)
    with open_workspace(settings, RunOptions()) as ws:
        run(ws)
    with duckdb.connect(str(settings.warehouse), read_only=True) as con:
        return con.execute(ROWS).fetchall()


def test_below_it_the_words_stand_alone(tmp_path: Path) -> None:
    raw = tmp_path / "raw" / "post"
    raw.mkdir(parents=True)
    (raw / "bridge.txt").write_text(TEXT, encoding="utf-8")
    sure = _run(tmp_path / "home", tmp_path / "raw", 50)
    assert [who for _, who in sure] == [True] * len(sure)
    assert len(sure) >= 2
    strict = _run(tmp_path / "home", tmp_path / "raw", 100)
    assert [text for text, _ in strict] == [text for text, _ in sure]
    assert not any(who for _, who in strict)
    with duckdb.connect(str(tmp_path / "home" / "warehouse.duckdb"), read_only=True) as con:
        assert con.execute("SELECT count(*) FROM quote_groups WHERE speaker_entity_id IS NOT NULL").fetchone() == (0,)
    assert _run(tmp_path / "home", tmp_path / "raw", 50) == sure


SHORT = """The bridge stays shut, the mayor of Leeds says

The mayor of Leeds met reporters on Monday. “The bridge stays shut until May,” Barlow said. “Nobody will cross it before that day.”
"""


def test_one_word_is_a_sure_speaker_where_another_article_has_the_whole_name(tmp_path: Path) -> None:
    raw = tmp_path / "raw" / "post"
    raw.mkdir(parents=True)
    (raw / "short.txt").write_text(SHORT, encoding="utf-8")
    alone = _run(tmp_path / "home", tmp_path / "raw", 75)
    assert alone
    assert not any(who for _, who in alone)
    (raw / "bridge.txt").write_text(TEXT, encoding="utf-8")
    _run(tmp_path / "home", tmp_path / "raw", 75)
    with duckdb.connect(str(tmp_path / "home" / "warehouse.duckdb"), read_only=True) as con:
        rows = con.execute("SELECT DISTINCT speaker_entity_id, score FROM quotes WHERE speaker_text = 'Barlow'").fetchall()
    assert len({entity for entity, _ in rows}) == 1
    assert all(entity is not None and score > 0.75 for entity, score in rows)
