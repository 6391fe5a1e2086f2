"""Generated pages: the same seed gives the same rows, labels fit lines, and every pool can fill every slot."""

from __future__ import annotations

from random import Random

import pytest
from pagegen import pools
from pagegen.__main__ import rows
from pagegen.compose import Page
from pagegen.habits import draw
from pagegen.prose import Story

LANGS = pools.languages()


def test_same_seed_same_rows() -> None:
    assert list(rows(12, 7, LANGS)) == list(rows(12, 7, LANGS))
    assert list(rows(12, 7, LANGS)) != list(rows(12, 8, LANGS))


@pytest.mark.parametrize("lang", LANGS)
def test_pools_hold_the_same_entries_and_fill_their_slots(lang: str) -> None:
    pool = pools.load(lang)
    assert set(pool.entries) == set(pools.load("en").entries)
    assert len(pool.topics) >= 10
    story = Story(Random(1), pool, "A site")
    for name, entries in pool.entries.items():
        for template in entries:
            assert "{" not in story.fill(template), (name, template)


@pytest.mark.parametrize("lang", LANGS)
def test_every_row_is_labelled_line_by_line(lang: str) -> None:
    for row in rows(25, 5, (lang,)):
        lines, labels = row["lines"], row["labels"]
        assert len(lines) == len(labels)
        assert set(labels) <= set("kctdi")
        assert labels.count("k") >= 1
        assert all(line.strip() == line and line and "\n" not in line and "{" not in line for line in lines)
        if row["variant"] == "window":
            kept = [i for i, label in enumerate(labels) if label == "k"]
            assert kept[0] <= 40
            assert len(labels) - kept[-1] <= 15


def test_a_site_keeps_its_habits() -> None:
    pool = pools.load("fr")
    habits = draw(Random(4), pool, 1)
    pages = [Page(Random(seed), pool, habits).lines() for seed in (1, 2, 3)]
    for lines in pages:
        assert {("c", label) for label in habits.footer} <= set(lines)
