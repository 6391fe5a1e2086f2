"""A run over an unchanged folder of 100,000 files, beside a plain walk over it with os.scandir and stat: three times its time is what it
may take. The test takes a fifth of the files, for time's sake, where opening the books weighs more, and allows for that and for noise.

Process start-up aside: both are measured in one process, in turn, the best of several rounds. The books are filled by a real run over
tiny copies of a few texts. `python tests/bench/test_unchanged_run.py [FILES]` prints the figures.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from pipeline import settings as settings_module
from pipeline.engines.local import uncollected
from pipeline.settings import Settings
from pipeline.warehouse.run import nothing_to_do, run
from pipeline.warehouse.workspace import RunOptions, open_workspace

FILES, FOLDERS, ROUNDS = 100_000, 100, 7
FEWER, ALLOWED = 20_000, 7.0


def lay(raw: Path, n_files: int) -> None:
    """Files of some bytes each, in folders of folders."""
    for folder in range(FOLDERS):
        place = raw / f"outlet-{folder % 10}" / f"2024-{folder:02}"
        place.mkdir(parents=True)
        for n in range(n_files // FOLDERS):
            (place / f"{n:05}.txt").write_bytes(b"The ferry to Bari carried %d passengers on Monday.\n" % (n % 3))


def walk(folder: str) -> int:
    """Names and states of all that lies below, as plainly as Python can."""
    n_files = 0
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                n_files += walk(entry.path)
            else:
                entry.stat()
                n_files += 1
    return n_files


def measured(settings: Settings, n_files: int) -> tuple[float, float]:
    """Seconds of (a plain walk, what `dateline run` does where nothing is new): of the fastest rounds."""
    plain, ours = [], []
    with uncollected():
        for _ in range(ROUNDS):
            begun = time.perf_counter()
            assert walk(str(settings.raw)) == n_files
            between = time.perf_counter()
            assert nothing_to_do(settings)
            ours.append(time.perf_counter() - between)
            plain.append(between - begun)
    return min(plain), min(ours)


def figures(folder: Path, n_files: int) -> tuple[float, float]:
    """Lay the files, run once, measure."""
    settings = settings_module.load({"home": folder / "home", "raw": folder / "raw"}, environ={}, cwd=folder)
    lay(settings.raw, n_files)
    with open_workspace(settings, RunOptions(batch_size=5_000)) as ws:
        run(ws)
    return measured(settings, n_files)


def told(n_files: int, plain: float, ours: float) -> str:
    return f"{n_files:,} files: a plain walk {plain:.2f} s, an unchanged run {ours:.2f} s, {ours / plain:.1f} times as long"


def test_an_unchanged_run_is_a_few_plain_walks(tmp_path: Path) -> None:
    plain, ours = figures(tmp_path, FEWER)
    print(told(FEWER, plain, ours))
    assert ours <= ALLOWED * plain, told(FEWER, plain, ours)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        n = int(sys.argv[1]) if len(sys.argv) > 1 else FILES
        print(told(n, *figures(Path(place), n)))
