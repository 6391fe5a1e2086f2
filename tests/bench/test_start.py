"""What a start costs: the tables of the language packs in a fresh process, built and from the shelf, and a run that finds one new file.

    python tests/bench/test_start.py        # seconds of computing; of the run also by the clock

Tables: a short article in each language is cleaned and annotated, modules loaded before. The test holds a ratio, for machines and
their load differ. The run is `dateline run` as a user starts it, on a home that has read one file, when a second one is there.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LANGUAGES = ("en", "fr", "ar")
ROUNDS = 3
_MOST = 0.6  # of what building takes; a third was measured
_RAW = Path(__file__).resolve().parents[2] / "raw"
_EARLIER, _NEW = _RAW / "carthage-herald/ceasefire-tunis.txt", _RAW / "carthage-herald/convoy-attack-chad.txt"
_CODE = """
import sys, time
from pathlib import Path
from pipeline import annotate, clean
from pipeline.engines.local import uncollected
from pipeline.engines.table_files import FolderShelf
from pipeline.engines.work import CleanTask, annotate_batch, clean_batch
from pipeline.languages import languages, shelf
from pipeline.lexicon.examples import article
from pipeline.model import Profile
if sys.argv[1]:
    shelf.use(FolderShelf(Path(sys.argv[1]), frozenset(languages())))
texts = {
    "en": "On Monday the minister of health said: 'The ferry to Bari is safe.' Soldiers attacked a village near Sfax.",
    "fr": "Lundi, la ministre de la santé a déclaré : « Le ferry pour Bari est sûr. » Des soldats ont attaqué un village près de Sfax.",
    "ar": "قالت وزيرة الصحة يوم الاثنين إن العبارة إلى باري آمنة. وهاجم جنود قرية قرب صفاقس.",
}
begun = time.process_time()
with uncollected():
    found = clean_batch([CleanTask(article(text, lang).document, Profile()) for lang, text in texts.items()])
    assert [a.lang for a in found] == list(texts)
    annotate_batch(found)
print(time.process_time() - begun)
"""


def start(folder: Path | None) -> float:
    """Seconds of computing until a fresh process has worked on an article of each language; tables are built where there is no folder."""
    done = subprocess.run([sys.executable, "-c", _CODE, str(folder or "")], capture_output=True, text=True, check=True)
    return float(done.stdout)


def starts(folder: Path) -> tuple[float, float]:
    """(tables built, tables kept): of the fastest rounds, taken in turn."""
    start(folder)  # puts them there
    built, kept = zip(*((start(None), start(folder)) for _ in range(ROUNDS)), strict=True)
    return min(built), min(kept)


def run(folder: Path) -> tuple[float, float]:
    """(seconds of computing, by the clock) of `dateline run` where one file of two is new."""
    raw, took = folder / "raw", (0.0, 0.0)
    raw.mkdir()
    environment = {**os.environ, "DATELINE_HOME": str(folder / "home"), "DATELINE_RAW": str(raw)}
    for file in (_EARLIER, _NEW):
        (raw / file.name).write_bytes(file.read_bytes())
        before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run([sys.executable, "-m", "pipeline.cli", "run"], env=environment, cwd=folder, capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        took = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, time.perf_counter() - begun
    return took


def test_tables_from_the_shelf_are_there_in_a_fraction_of_the_time(tmp_path: Path) -> None:
    built, kept = starts(tmp_path / "tables")
    assert kept <= _MOST * built, (built, kept)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        built, kept = starts(Path(folder) / "tables")
        print(f"start, an article in each language: {built:.2f} s with tables built, {kept:.2f} s with tables kept")
        runs = []
        for n in range(ROUNDS):
            (place := Path(folder) / str(n)).mkdir()
            runs.append(run(place))
        computing, clock = (min(figures) for figures in zip(*runs, strict=True))
        print(f"a run with one new file: {computing:.1f} s of computing, {clock:.1f} s by the clock")


if __name__ == "__main__":
    main()
