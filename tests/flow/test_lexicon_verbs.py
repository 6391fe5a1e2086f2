"""Verbs of saying that a corpus has and no pack knows: listed by the real command, gone and at work once their rows are added."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline import languages
from pipeline.cli import app
from pipeline.settings import Settings
from pipeline.warehouse.run import RunResult

Ask = Callable[..., list[tuple[object, ...]]]
Lay = Callable[[str, str], Path]
Run = Callable[..., RunResult]
Say = Callable[..., str]

ENGLISH = (
    "Harbour of Kilindi\n\nMOMBASA - Zuhura Mwandawiro, the mayor of Kilindi, opened the harbour on 4 March 2024.\n"
    '"The cranes will be running before the rains come," zorbled Mwandawiro.\n'
    'The so-called "quiet harbour" was full. Mwandawiro read "The Long Way to the Sea" to the children.\n'
)
AGAIN = (
    "Rains at Kilindi\n\nMOMBASA - Zuhura Mwandawiro, the mayor of Kilindi, closed the harbour on 9 April 2024.\n"
    'Mwandawiro zorbles: "The cranes have been running since the month of March."\n'
)
FRENCH = (
    "Le port de Kilindi\n\nMOMBASA - La maire de Kilindi, Zuhura Mwandawiro, a ouvert le port le 4 mars 2024.\n"
    "« Les grues tourneront avant le retour des pluies », zorbule Zuhura Mwandawiro.\n"
)
ARABIC = (
    "ميناء كيليندي\n\nمومباسا - افتتحت وزيرة النقل زهرة مونداويرو الميناء يوم 4 مارس 2024.\n"
    "وتثاءبت وزيرة النقل زهرة مونداويرو: «ستعمل الرافعات قبل أن تعود الأمطار إلى الساحل».\n"
)


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    languages.use(languages.Extension())


@pytest.fixture
def say(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Say:
    """What `dateline lexicon check …` prints."""
    monkeypatch.setenv("DATELINE_HOME", str(settings.home))
    monkeypatch.setenv("DATELINE_RAW", str(settings.raw))

    def check(*arguments: str) -> str:
        result = CliRunner().invoke(app, ["lexicon", "check", *arguments])
        assert result.exit_code == 0, result.output
        return result.output

    return check


def put(settings: Settings, name: str, text: str) -> None:
    path = settings.lexicon / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_a_missing_verb_is_listed_and_heard_once_it_is_added(settings: Settings, lay: Lay, dateline: Run, published: Ask, say: Say) -> None:
    lay("post/a.txt", ENGLISH)
    lay("post/b.txt", AGAIN)
    dateline()
    output = say("en")
    (row,) = [line for line in output.splitlines() if line.startswith("  zorbled")]
    assert row.split()[:5] == ["zorbled,", "zorbles", "2", "1", "2"]
    assert row.endswith('post/a.txt: before the rains come," zorbled Mwandawiro.')
    assert "# cues.tsv\npattern\tclass\tframes\n{zorble}\tsay\tdS\n" in output
    assert "zorble\te\n" in output
    assert "opened" not in output.partition("in no frame of")[2]
    assert "read" not in [line.split(",")[0].strip() for line in output.partition("in no frame of")[2].splitlines()]

    put(settings, "en/verbs_speech.tsv", "lemma\tparadigm\tstems\nzorble\te\t\n")
    put(settings, "en/cues.tsv", "pattern\tclass\tframes\n{zorble}\tsay\tdS\n")
    assert "zorble" not in say("en")
    dateline()
    assert published("SELECT cue_text, speaker_text FROM quotes WHERE kind = 'direct' ORDER BY cue_text") == [
        ("zorbled", "Mwandawiro"), ("zorbles", "Mwandawiro"),
    ]  # fmt: skip


def test_all_three_languages_or_one(lay: Lay, dateline: Run, say: Say) -> None:
    lay("post/a.txt", ENGLISH)
    lay("courrier/b.txt", FRENCH)
    lay("jarida/c.txt", ARABIC)
    dateline()
    output = say()
    for word in ("zorbled", "zorbule", "تثاءبت"):
        assert word in output
    assert "zorbuler\ter\n" in output
    output = say("fr")
    assert "zorbule" in output
    assert "zorbled" not in output
    assert "zorbule" not in say("--lang", "ar")
    assert "zorbule" not in say("fr", "--articles", "0")
