"""All figures of the sample corpus as a table: `python tests/quality/report.py [warehouse.duckdb] [-v]`.

Without a file the pipeline runs first; -v adds what was missed and what was false.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb
import sample_gold
from sample_figures import measure
from sample_scores import Figure, Samples

ROOT = Path(__file__).resolve().parents[2]


def run(home: Path, raw: Path = ROOT / "raw") -> subprocess.CompletedProcess[str]:
    """The pipeline on a folder, else the sample corpus, in a process and a home of its own; the warehouse is `home`/w.duckdb."""
    env = dict(os.environ, DATELINE_RAW=str(raw), DATELINE_HOME=str(home / "var"), DATELINE_WAREHOUSE=str(home / "w.duckdb"))
    command = [sys.executable, "-m", "pipeline.cli", "run"]
    return subprocess.run(command, env=env, cwd=home, capture_output=True, text=True, check=False)


def scored(warehouse: Path) -> tuple[Samples, dict[str, Figure]]:
    """The published rows beside the key, and all figures."""
    con = duckdb.connect(str(warehouse), read_only=True)
    con.execute("SET TimeZone = 'UTC'")
    samples = Samples(con, sample_gold.load(dict(con.execute("SELECT uri, text FROM articles").fetchall())))
    return samples, measure(samples)


def table(figures: dict[str, Figure], details: bool = False) -> str:
    lines = [f"{'figure':<24}{'value':>7}{'gold':>6}{'given':>7}"]
    for name, f in figures.items():
        lines.append(f"{name:<24}{f.value:>7.3f}{f.n:>6}{'' if f.given is None else f.given:>7}")
        if details:
            lines += [f"    missed  {x}" for x in f.missed] + [f"    false   {x}" for x in f.false]
    return "\n".join(lines)


def main(arguments: list[str]) -> None:
    files = [a for a in arguments if not a.startswith("-")]
    with tempfile.TemporaryDirectory() as folder:
        if files:
            warehouse = Path(files[0])
        else:
            done = run(Path(folder))
            if done.returncode:
                sys.exit(done.stderr)
            warehouse = Path(folder) / "w.duckdb"
        print(table(scored(warehouse)[1], "-v" in arguments))


if __name__ == "__main__":
    main(sys.argv[1:])
