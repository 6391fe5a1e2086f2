"""`dateline judge`: the row that it writes, what it refuses before it writes, and that a file is replaced whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.resolve.judgement_files import parse
from pipeline.resolve.judgement_rows import Draft
from pipeline.resolve.judgements import JudgementsError, Target
from pipeline.settings import Settings
from pipeline.text import fold
from pipeline.warehouse import judging

Ask = Callable[..., list[tuple[object, ...]]]
ON = date(2025, 6, 30)


def said(role: str = "other", words: str = "Share this article") -> Draft:
    return Draft("line", Target(fold(words), "", "harbour-post", "n1", name=words), role)


def test_the_command_writes_a_row_that_the_next_run_carries_out(
    lay: Callable[[str, str], Path], dateline: Callable[..., object], published: Ask, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = 'NAIROBI - "The levy is dead", said Senator Wanjiru Odhiambo on Friday.\nKenya signed a treaty with Uganda on 7 June 2024.\n'
    lay("harbour-post/vote.txt", f"Senate of Kenya rejects the levy\n\n{text}")
    dateline()
    for name, value in {"RAW": settings.raw, "HOME": settings.home}.items():
        monkeypatch.setenv(f"DATELINE_{name}", str(value))
    monkeypatch.setenv("DATELINE_WHO", "N. Haddad")
    before = settings.warehouse.read_bytes()
    ((article,),) = published("SELECT article_id FROM articles")
    ((quote,),) = published("SELECT quote_id FROM quotes WHERE kind = 'direct'")
    ((event,),) = published("SELECT event_mention_id FROM event_mentions WHERE event_type = 'SUPPORT' OR trigger_text LIKE 'signed%'")

    def judge(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, ["judge", *words, "--why", "seen in print"])
        return done.exit_code, done.output

    code, shown = judge("speaker", quote, "none", "--dry-run")
    assert (code, settings.overrides.exists()) == (0, False)
    assert "not written" in shown
    assert "speaker,The levy is dead,none,harbour-post,harbour-post/vote.txt," in shown
    assert judge("speaker", quote, "none")[0] == 0
    assert judge("realis", event, "planned")[0] == 0
    assert judge("line", article, "1", "body", "--who", "Ann", "--file", "lines.csv")[0] == 0
    code, shown = judge("speaker", quote, "Wanjiru Odhiambo")
    assert code == 2
    assert "two speakers" in shown
    code, shown = judge("line", article, "1", "chrome")
    assert code == 2
    assert "no role of a line" in shown
    assert judge("realis", "evm_ffffffffffffffff", "planned")[0] == 2
    assert sorted(path.name for path in settings.overrides.iterdir()) == ["lines.csv", "n-haddad.csv"]
    assert settings.warehouse.read_bytes() == before

    dateline()
    assert published("SELECT kind, judged_by, status FROM judgements ORDER BY kind") == [
        ("line", "Ann", "applied"), ("realis", "N. Haddad", "applied"), ("speaker", "N. Haddad", "applied"),
    ]  # fmt: skip
    for wanted, told in ((article, "line: body, said Ann"), (f"quote:{quote}", "decided by hand"), (f"event:{event}", "realis: planned")):
        shown = CliRunner().invoke(app, ["explain", wanted]).output
        assert told in shown
        assert "seen in print" in shown


def test_a_file_is_replaced_whole_or_stays_as_it_was(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    path = judging.append(settings, [said()], "Noor", "a button", on=ON)
    first = path.read_bytes()
    path.chmod(0o640)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(JudgementsError, match=r"No space left on device.*as it was"):
            judging.append(settings, [said("share", "Share")], "Noor", "a button", on=ON)
    assert path.read_bytes() == first
    assert [p.name for p in settings.overrides.iterdir()] == ["noor.csv"]

    with pytest.raises(JudgementsError, match="two roles"):
        judging.append(settings, [said("share", "Share"), said("body")], "Ann", "text", on=ON)
    (settings.overrides / "broken.csv").write_text("kind,name\n", encoding="utf-8")
    with pytest.raises(JudgementsError, match=r"broken\.csv line 1: the header lacks"):
        judging.append(settings, [said("share", "Share")], "Noor", "a button", on=ON)
    (settings.overrides / "broken.csv").unlink()
    assert [p.name for p in settings.overrides.iterdir()] == ["noor.csv"]

    assert judging.append(settings, [said()], "Noor", "again", on=ON) == path
    assert path.read_bytes() == first  # it says so already
    judging.append(settings, [said("share", "Share")], "Noor", "a button", on=ON)
    assert path.read_bytes().startswith(first)
    assert path.stat().st_mode & 0o777 == 0o640


def test_who_judge_at_once_lose_no_row(settings: Settings) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: judging.append(settings, [said(words=f"Share {n}")], "Noor", "a button", on=ON), range(24)))
    rows = parse({"noor.csv": (settings.overrides / "noor.csv").read_bytes()})
    assert {j.target.name for j in rows} == {f"Share {n}" for n in range(24)}


@pytest.mark.parametrize("name", ["../a.csv", "a.txt", ".a.csv", "~a.csv", "b/a.csv", ""])
def test_a_file_lies_in_the_folder(settings: Settings, name: str) -> None:
    with pytest.raises(JudgementsError, match="no name of a file"):
        judging.append(settings, [said()], "Noor", "a button", file=name, on=ON)
    assert not settings.overrides.exists()


@pytest.mark.parametrize(
    ("who", "name"), [("N. Haddad", "n-haddad.csv"), ("../../etc", "etc.csv"), ("…", "judged.csv"), ("نور", "نور.csv")]
)
def test_a_file_is_named_after_who_decides(who: str, name: str) -> None:
    assert judging.file_name(who) == name
