"""After a change of code or data, what it touches is done again, newest first, and nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from published import public

from pipeline.engines.parcels import ToAnnotate, ToClean
from pipeline.settings import Settings
from pipeline.warehouse import fingerprint
from pipeline.warehouse.fingerprint import reads, stage_version
from pipeline.warehouse.run import RunResult, run
from pipeline.warehouse.workspace import RunOptions, open_workspace

Ask = Callable[..., list[tuple[object, ...]]]
Lay = Callable[[str, str | bytes], Path]
Runner = Callable[..., RunResult]


def test_a_row_of_one_language_annotates_its_articles_only(
    corpus: dict[str, str], dateline: Runner, published: Ask, settings: Settings
) -> None:
    dateline()
    before = dict(published("SELECT DISTINCT lang, extractor_version FROM entity_mentions JOIN articles USING (article_id)"))
    assert set(before) == {"en", "fr", "ar"}
    (settings.lexicon / "fr").mkdir(parents=True)
    (settings.lexicon / "fr/offices.tsv").write_text("office\tgender\tnumber\tpattern\ninspector\tm\ts\tjaugeur du delta\n")
    result = dateline()
    assert (result.n_cleaned, result.n_annotated) == (0, 1)
    after = dict(published("SELECT DISTINCT lang, extractor_version FROM entity_mentions JOIN articles USING (article_id)"))
    assert {lang for lang in after if after[lang] != before[lang]} == {"fr"}
    assert dateline().did_nothing


# Annotates articles of one language in a process that has read nothing yet, and tells what of the packs was read.
_READING = """
import functools, json, sys
import pipeline.languages as packs

said = set()
for name in ("_toml", "_table", "_verbs"):
    def told(*given, original=getattr(packs, name).__wrapped__, name=name):
        said.add((given[0], given[1] + (".toml" if "." not in given[1] else "") if name == "_toml" else
                  "verbs.tsv" if name == "_verbs" else given[1] + ".tsv"))
        return original(*given)
    setattr(packs, name, functools.lru_cache(maxsize=None)(told))

from pathlib import Path
from pipeline.engines.work import CleanTask, annotate_batch, clean_batch
from pipeline.ingest import FileState, read_file, scan
from pipeline.model import Document, Profile

stage, lang, raw = sys.argv[1:]
documents = [d for f in scan(Path(raw)) if isinstance(f, FileState) for d in read_file(f) if isinstance(d, Document)]
if stage == "clean":
    clean_batch([CleanTask(d, Profile()) for d in documents])
else:
    import pickle
    articles = [a for a in pickle.load(sys.stdin.buffer) if a.lang == lang]
    assert articles
    annotate_batch(articles)
print(json.dumps(sorted(said)))
"""


@pytest.fixture(scope="module")
def samples() -> Path:
    return Path(__file__).parent.parent.parent / "raw"


def _read(stage: str, lang: str, raw: Path, articles: bytes = b"") -> list[tuple[str, str]]:
    done = subprocess.run([sys.executable, "-c", _READING, stage, lang, str(raw)], input=articles, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return [(place, name) for place, name in json.loads(done.stdout)]


def test_a_stage_reads_of_the_packs_what_its_version_is_made_of(samples: Path) -> None:
    import pickle  # noqa: PLC0415

    from pipeline.engines.work import CleanTask, clean_batch  # noqa: PLC0415
    from pipeline.ingest import FileState, read_file, scan  # noqa: PLC0415
    from pipeline.model import Document, Profile  # noqa: PLC0415

    found = _read("clean", "", samples)
    assert ("fr", "chrome.toml") in found
    assert [file for file in found if not reads("clean", None, *file)] == []
    documents = [d for f in scan(samples) if isinstance(f, FileState) for d in read_file(f) if isinstance(d, Document)]
    articles = pickle.dumps(clean_batch([CleanTask(d, Profile()) for d in documents]))
    for lang in ("en", "fr", "ar"):
        found = _read("annotate", lang, samples, articles)
        assert (lang, "triggers.tsv") in found
        assert [file for file in found if not reads("annotate", lang, *file)] == []


def test_versions_follow_the_files_that_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    digests = dict[str, str]()
    original = fingerprint._bytes_digest.__wrapped__
    monkeypatch.setattr(fingerprint, "_bytes_digest", lambda path: digests.get("/".join(path.parts[-2:]), original(path)))

    def versions() -> dict[str, str]:
        stage_version.cache_clear()
        return {
            "clean": stage_version("clean"), "publish": stage_version("publish"), "corpus": stage_version("corpus"),
            **{lang: stage_version("annotate", lang) for lang in ("en", "fr", "ar", "und")},
        }  # fmt: skip

    before = versions()
    for changed, touched in {
        "fr/triggers.tsv": {"fr", "corpus"}, "shared/orgs.tsv": {"en", "fr", "ar", "und", "corpus"},
        "fr/chrome.toml": {"clean", "fr", "corpus"}, "clean/trees_first.json": {"clean"}, "languages/EVENT_TYPES.md": set(),
    }.items():  # fmt: skip
        digests[changed] = "other"
        now = versions()
        assert {name for name in now if now[name] != before[name]} == touched, changed
        digests.clear()
    stage_version.cache_clear()


@dataclass
class Watched:
    """An engine that notes what it is given, and stops before the batch of that number."""

    stop_at: int = 10**9
    name: str = "watched"
    given: list[list[Any]] = field(default_factory=list)

    def map(self, work: Callable[[list[Any]], list[Any]], batches: Iterator[list[Any]]) -> Iterator[list[Any]]:
        for batch in batches:
            if len(self.given) == self.stop_at:
                raise KeyboardInterrupt
            self.given.append(batch)
            yield work(batch)


def _annotated(engine: Watched) -> list[str]:
    """The days of the articles that were given to be annotated, in order."""
    parcels = [parcel for (parcel,) in engine.given if isinstance(parcel, ToAnnotate)]
    return [str(published["on"]) for parcel in parcels for published in parcel.articles["published"].to_pylist()]


def test_the_newest_are_done_first_and_a_run_that_is_stopped_goes_on(lay: Lay, dateline: Runner, settings: Settings) -> None:
    days = ["2024-03-05", "2025-01-02", "2023-11-30", "2024-12-24", "2025-04-01"]
    for number, day in enumerate(days):
        lay(f"wire/{number}.txt", f"The ferry to Bari carried {number + 2} passengers on Monday.")
        lay(f"wire/{number}.txt.meta.json", json.dumps({"published_at": day}))
    engine = Watched(stop_at=8)  # two batches of lines, three of cleaning, then three of annotation
    with pytest.raises(KeyboardInterrupt), open_workspace(settings, RunOptions(batch_size=2), engine=engine) as ws:
        run(ws)
    *_, last = engine.given
    to_clean = [parcel for (parcel,) in engine.given if isinstance(parcel, ToClean)]
    cleaned = [given["published_at"][:10] for parcel in to_clean for given in parcel.documents["given"].to_pylist()]
    assert cleaned == sorted(days, reverse=True)
    annotated = _annotated(engine)
    assert annotated == sorted(days, reverse=True)[: len(annotated)]
    assert 0 < len(annotated) < len(days)
    rest = Watched()
    with open_workspace(settings, RunOptions(batch_size=2), engine=rest) as ws:
        run(ws)
    redone = _annotated(rest)
    assert len(redone) <= len(days) - len(annotated) + 2  # the batch that was under way may be done twice
    assert last
    assert public(settings)["articles"]
