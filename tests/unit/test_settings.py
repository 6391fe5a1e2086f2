"""Settings: one order of precedence, absolute paths, and errors that say what to write instead."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import settings


def test_options_beat_environment_beats_file_beats_defaults(tmp_path: Path) -> None:
    (tmp_path / "dateline.toml").write_text('home = "state"\nraw = "f"\nwarehouse = "f.duckdb"\nkeep_versions = 2\n')
    found = settings.load(
        {"raw": "o", "workers": None},
        environ={
            "DATELINE_RAW": "e",
            "DATELINE_WAREHOUSE": "e.duckdb",
            "DATELINE_MAX_FILE_MB": " 9 ",
            "DATELINE_HOME": "",
        },
        cwd=tmp_path,
    )
    assert found.raw == tmp_path / "o"
    assert found.warehouse == tmp_path / "e.duckdb"
    assert found.home == tmp_path / "state"
    assert (found.keep_versions, found.max_file_mb, found.max_record_mb) == (2, 9, 16)
    assert found.workers >= 1
    origins = {name: (value, origin) for name, value, origin in found.explain()}
    assert origins["raw"] == (str(tmp_path / "o"), "option --raw")
    assert origins["warehouse"][1] == "environment DATELINE_WAREHOUSE"
    assert origins["home"][1] == str(tmp_path / "dateline.toml")
    assert origins["max_record_mb"] == ("16", "default")


def test_defaults_follow_home_and_raw(tmp_path: Path) -> None:
    found = settings.load({}, environ={"DATELINE_HOME": "/srv/state", "DATELINE_RAW": "/srv/news/raw"}, cwd=tmp_path)
    assert found.warehouse == Path("/srv/state/warehouse.duckdb")
    assert found.overrides == Path("/srv/news/overrides")
    bare = settings.load({}, environ={}, cwd=tmp_path)
    assert (bare.home, bare.raw) == (tmp_path / "var", tmp_path / "raw")


def test_paths_of_the_file_count_from_its_folder(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "dateline.toml").write_text('raw = "news"')
    below = tmp_path / "a/b"
    below.mkdir(parents=True)
    found = settings.load({"warehouse": "here.duckdb"}, environ={}, cwd=below)
    assert found.raw == tmp_path / "news"
    assert found.home == tmp_path / "var"
    assert found.warehouse == below / "here.duckdb"


def test_the_file_of_another_project_above_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "dateline.toml").write_text('raw = "news"')
    project = tmp_path / "project"
    (project / ".git").mkdir(parents=True)
    assert settings.find_file(project) is None


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("raw = 3", "not a path"), ("raw = ''", "not a path"), ("workers = -1", "from 0 to 512"), ("workers = true", "number"),
        ("max_file_mb = '64 MB'", "whole number"), ("max_file_mb = 0", "from 1"), ("warehose = 'x'", "`warehouse`"),
        ("raw = ", "not TOML"), ("home = 'raw/state'", "never written"), ("warehouse = 'raw/w.duckdb'", "never written"),
        ("overrides = 'raw/o'", "read as articles"),
        ("warehouse = '.'", "is a folder"), ("home = 'dateline.toml'", "is a file"), ("raw = '~nobody-here/x'", "whole path"),
    ],
)  # fmt: skip
def test_bad_values_are_told_with_their_place(tmp_path: Path, line: str, words: str) -> None:
    (tmp_path / "dateline.toml").write_text(line)
    with pytest.raises(settings.SettingsError) as caught:
        settings.load({}, environ={}, cwd=tmp_path)
    assert words in str(caught.value)
    assert "dateline.toml" in str(caught.value)


def test_bad_options_and_variables_name_themselves(tmp_path: Path) -> None:
    with pytest.raises(settings.SettingsError, match="option --workers"):
        settings.load({"workers": "many"}, environ={}, cwd=tmp_path)
    with pytest.raises(settings.SettingsError, match="environment DATELINE_WORKERS"):
        settings.load({}, environ={"DATELINE_WORKERS": "٣"}, cwd=tmp_path)
    with pytest.raises(settings.SettingsError, match="no setting `row`"):
        settings.load({"row": "x"}, environ={}, cwd=tmp_path)


def test_settings_load_nothing_heavy() -> None:
    script = "import sys, pipeline.settings; print([m for m in ('dagster', 'duckdb', 'pandas', 'bs4') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_scan_of_raw_loads_no_parser(tmp_path: Path) -> None:
    (tmp_path / "s").mkdir()
    (tmp_path / "s/a.html").write_text("<p>text</p>")
    script = (
        "import sys; from pathlib import Path; from pipeline import ingest; "
        "n = len(list(ingest.scan(Path(sys.argv[1])))); "
        "print(n, [m for m in ('bs4', 'lxml', 'babel', 'dagster', 'duckdb') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1 []"


def test_floors_stand_in_the_file_and_are_shown(tmp_path: Path) -> None:
    (tmp_path / "dateline.toml").write_text('checks = "mine"\n[floors]\nmin_articles = 5\n[floors.lang.ar]\nmax_unplaced_event_share = 1\n')
    found = settings.load({}, environ={}, cwd=tmp_path)
    assert [(floor.name, floor.value, floor.lang) for floor in found.floors] == [
        ("min_articles", 5, None),
        ("max_unplaced_event_share", 1, "ar"),
    ]
    assert found.checks == tmp_path / "mine"
    assert ("floors.lang.ar.max_unplaced_event_share", "1", str(tmp_path / "dateline.toml")) in found.explain()
    (tmp_path / "dateline.toml").write_text("[floors]\nmin_article = 5\n")
    with pytest.raises(settings.SettingsError, match="Did you mean `min_articles`"):
        settings.load({}, environ={}, cwd=tmp_path)
