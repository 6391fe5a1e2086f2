"""The same corpus gives the same digests, in whatever order and batches it came, and by however many workers it was read."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from invented import PAGE, WIDE
from layout import lay, lay_all
from published import holds
from warm import Warm

CORPUS = {**WIDE, "courrier-du-delta/page.html": PAGE.replace("eleven", "onze"), "sahifat-alwadi/copy.txt": WIDE["harbour-post/flood.txt"]}
# Ways to run over all of it. A number of workers of an engine is one more entry of `settings` here.
WAYS: dict[str, dict[str, Any]] = {
    "batches of one": {"batch_size": 1},
    "batches of three": {"batch_size": 3},
    "one page worker": {"settings": {"workers": 1}},
    "four page workers": {"settings": {"workers": 4}, "batch_size": 2},
}


@pytest.fixture(scope="module")
def expected(warm: Warm, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """One batch, all at once."""
    folder = tmp_path_factory.mktemp("order")
    lay_all(folder / "raw", CORPUS)
    warm.run(folder / "home", folder / "raw", settings={"workers": 2})
    digests = holds(folder / "home/warehouse.duckdb")
    assert digests["quotes"]
    assert digests["events"]
    return digests


@pytest.mark.parametrize("way", WAYS)
def test_any_way_to_run(way: str, expected: dict[str, str], warm: Warm, tmp_path: Path) -> None:
    lay_all(tmp_path / "raw", CORPUS)
    warm.run(tmp_path / "home", tmp_path / "raw", **WAYS[way])
    assert holds(tmp_path / "home/warehouse.duckdb") == expected


def test_one_document_a_run(expected: dict[str, str], warm: Warm, tmp_path: Path) -> None:
    home, raw = tmp_path / "home", tmp_path / "raw"
    lay_all(raw, CORPUS)
    n_runs = 0
    while not warm.run(home, raw, limit=1)["did_nothing"]:
        n_runs += 1
    assert n_runs == len(CORPUS)
    assert holds(home / "warehouse.duckdb") == expected


@pytest.mark.parametrize("seed", range(3))
def test_any_order_of_arrival(seed: int, expected: dict[str, str], warm: Warm, tmp_path: Path) -> None:
    home, raw = tmp_path / "home", tmp_path / "raw"
    chance, names = random.Random(seed), sorted(CORPUS)
    chance.shuffle(names)
    while names:
        for _ in range(min(len(names), chance.randint(1, 4))):
            name = names.pop()
            lay(raw, name, CORPUS[name])
        warm.run(home, raw, batch_size=chance.choice((1, 2, 200)), settings={"workers": chance.choice((1, 2, 3))})
    assert holds(home / "warehouse.duckdb") == expected
