"""Texts of unusual length or shape cost time and memory in proportion, and no other document.

A process of its own with bounded memory, so that what grows too fast fails here and not on a user's machine.
"""

from __future__ import annotations

import subprocess
import sys

import pytest
from published import ask

from pipeline.settings import Settings

SHAPES = {
    "words": "x y " * 50_000,
    "one_word": "a" * 1_000_000,
    "brackets": "<" * 300_000,
    "numbers": "1 " * 100_000,
    "lines": "word of\n" * 30_000,
    "quotes": "“a” " * 20_000,
}
NOTE = "Port of Beira reopens\n\nBEIRA - The port of Beira reopened on 4 March 2024, said Inês Machava, its director.\n"
_RUN = """
import resource, sys
from pipeline import settings
from pipeline.warehouse.run import run
from pipeline.warehouse.workspace import open_workspace
resource.setrlimit(resource.RLIMIT_AS, (4_000_000_000, 4_000_000_000))
with open_workspace(settings.load({"home": sys.argv[1], "raw": sys.argv[2]})) as ws:
    run(ws)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the platform does not bound a process's memory")
def test_long_texts_are_published_beside_the_others(settings: Settings) -> None:
    folder = settings.raw / "gazette"
    folder.mkdir()
    (folder / "note.txt").write_text(NOTE)
    for name, shape in SHAPES.items():
        (folder / f"{name}.txt").write_text(f"{NOTE}{shape}\n")
    command = [sys.executable, "-c", _RUN, str(settings.home), str(settings.raw)]
    done = subprocess.run(command, cwd=settings.raw, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found = {uri for (uri,) in ask(settings, "SELECT uri FROM articles")}
    assert found == {f"gazette/{name}.txt" for name in ("note", *SHAPES)}
