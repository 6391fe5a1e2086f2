"""Dagster's instance lies below DATELINE_HOME, and nothing of it elsewhere; the pages are served on this machine only."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
import yaml

from pipeline import settings as settings_module
from pipeline.engines.instance import ServerError, environment, instance_folder, serve

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def settings(tmp_path: Path) -> settings_module.Settings:
    return settings_module.load({"home": tmp_path / "a home: 'x'", "raw": tmp_path / "raw"}, environ={}, cwd=tmp_path)


def test_every_place_of_the_instance_lies_below_the_home(settings: settings_module.Settings) -> None:
    folder = instance_folder(settings)
    configuration = yaml.safe_load((folder / "dagster.yaml").read_text())
    places = [
        configuration["storage"]["sqlite"]["base_dir"],
        configuration["compute_logs"]["config"]["base_dir"],
        configuration["local_artifact_storage"]["config"]["base_dir"],
    ]
    assert all(Path(place).is_relative_to(settings.home) for place in places)
    assert configuration["telemetry"] == {"enabled": False}
    assert configuration["nux"] == {"enabled": False}


def test_it_is_the_root_s_configuration_with_other_places(settings: settings_module.Settings) -> None:
    ours = yaml.safe_load((instance_folder(settings) / "dagster.yaml").read_text())
    root = yaml.safe_load((ROOT / "dagster.yaml").read_text())
    for configuration in (ours, root):
        configuration["storage"]["sqlite"]["base_dir"] = ""
        configuration["compute_logs"]["config"]["base_dir"] = ""
        configuration["local_artifact_storage"]["config"]["base_dir"] = ""
    assert ours == root


def test_dagster_s_processes_see_the_same_settings(settings: settings_module.Settings, tmp_path: Path) -> None:
    variables = environment(settings, {"PATH": "/bin"})
    assert settings_module.load(environ=variables, cwd=tmp_path / "raw").explain()[:2] == [
        ("home", str(settings.home), "environment DATELINE_HOME"),
        ("raw", str(settings.raw), "environment DATELINE_RAW"),
    ]
    assert variables["DAGSTER_HOME"] == str(settings.home / "dagster")


def test_a_taken_port_is_told(settings: settings_module.Settings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(ServerError, match="is taken"):
            serve(settings, taken.getsockname()[1], print)
