"""Stretches of prose: found as the definition says, in linear time, and told apart by what stands over them."""

from __future__ import annotations

import random
import time

import numpy as np
import pytest

from pipeline.clean.measures import CODES, measure
from pipeline.clean.overlap import stems_of
from pipeline.clean.regions import NAMES, region_columns, stretches
from pipeline.clean.surroundings import Columns, pages_of, prose_weights
from pipeline.clean.vocabulary import vocabulary_columns

ARTICLE = (
    "Ferry service to Torsvik suspended after storm damage",
    "12 March 2024",
    "The ferry between the mainland and Torsvik will stay in port until Friday, the harbour office said on Tuesday.",
    "Waves tore two mooring lines during the storm, and divers found damage at the rudder.",
)
RULES = (
    "Menu",
    "Search",
    "Comments are read by our moderators before they are published, which may take a few hours on weekends and holidays.",
    "Please stay polite, do not post links or advertising, and remember that your password is never asked for by our staff.",
    "Contributions that insult others are removed, and accounts that do so again and again are closed without further notice.",
    "All rights in the contents of this website are reserved; every use beyond private reading needs our written permission.",
)


def _reference(weights: list[int]) -> list[tuple[int, int]]:
    """The definition: the best run, then the best ones on either side of it."""

    def within(a: int, b: int) -> list[tuple[int, int]]:
        best, most = None, 0
        for i in range(a, b):
            total = 0
            for j in range(i, b):
                total += weights[j]
                if total > most:
                    best, most = (i, j + 1), total
        return [] if best is None else [*within(a, best[0]), best, *within(best[1], b)]

    return within(0, len(weights))


def test_stretches_are_all_maximal_scoring_subsequences() -> None:
    draw = random.Random(11)
    for _ in range(400):
        weights = [draw.choice((-7, -5, -3, -1, 2, 4, 6, 9)) * 1000 + draw.randint(-99, 99) for _ in range(draw.randint(0, 14))]
        assert stretches(weights) == _reference(weights)


def test_a_hundred_thousand_lines_that_sink_take_linear_time() -> None:
    def seconds(n: int) -> float:
        found = []
        for _ in range(3):
            begun = time.process_time()
            stretches([-2, 1] * n)
            found.append(time.process_time() - begun)
        return min(found)

    assert seconds(200_000) < 50 * max(seconds(10_000), 0.002)  # twenty times the lines; the square would be four hundred


def _columns(lines: tuple[str, ...]) -> tuple[Columns, list[int]]:
    settled = [CODES["date_stamp"] if line[0].isdigit() else 0 for line in lines]
    m = measure(lines, [0] * len(lines), settled)
    s, p = stems_of(m), pages_of(m.document)
    vocabulary = vocabulary_columns(m, s, p, ["en"])
    return region_columns(m, s, p, prose_weights(m), vocabulary) | vocabulary, list(range(len(lines)))


def test_a_report_and_the_sites_own_words_are_told_apart() -> None:
    lines = (*ARTICLE, "Share", "Print", "Next", "Previous", "Weather", "Traffic", *RULES)
    found, _ = _columns(lines)
    report, rules = 2, len(ARTICLE) + 6 + 3
    assert found["region_rank"][report] == 1
    assert found["region_rank"][rules] == 0  # the longer one
    assert found["region_titled"][report] > found["region_titled"][rules]
    assert found["region_stamped"][report] < found["region_stamped"][rules]
    assert found["region_site_words"][report] < found["region_site_words"][rules]
    assert found["site_words"][rules] >= 1
    assert found["site_words"][report] == 0


@pytest.mark.parametrize("parts", [(ARTICLE, RULES), (RULES, ARTICLE), (ARTICLE, ARTICLE), (RULES, ARTICLE[:1], ARTICLE[2:], RULES)])
def test_lines_see_the_stretches_of_their_own_document_alone(parts: tuple[tuple[str, ...], ...]) -> None:
    lines = [line for part in parts for line in part]
    m = measure(lines, [n for n, part in enumerate(parts) for _ in part], [0] * len(lines))
    s, p = stems_of(m), pages_of(m.document)
    whole = region_columns(m, s, p, prose_weights(m), vocabulary_columns(m, s, p, ["en"] * len(parts)))
    first = 0
    for part in parts:
        alone, _ = _columns_of(part)
        for name in NAMES:
            assert np.array_equal(whole[name][first : first + len(part)], alone[name]), name
        first += len(part)


def _columns_of(lines: tuple[str, ...]) -> tuple[Columns, int]:
    m = measure(lines, [0] * len(lines), [0] * len(lines))
    s, p = stems_of(m), pages_of(m.document)
    return region_columns(m, s, p, prose_weights(m), vocabulary_columns(m, s, p, ["en"])), len(lines)


def test_documents_without_prose_have_no_stretch() -> None:
    found, n = _columns_of(("Home", "News", "Sport"))
    assert set(found) == set(NAMES)
    assert all(len(column) == n for column in found.values())


def test_words_of_a_site_count_in_their_own_language_only() -> None:
    line = "Subscribe to our newsletter and get it into your inbox every morning."
    m = measure([line, line], [0, 1], [0, 0])
    s, p = stems_of(m), pages_of(m.document)
    found = vocabulary_columns(m, s, p, ["en", "fr"])
    assert found["site_words"][0] >= 3
    assert found["site_words"][0] > found["site_words"][1]


def test_an_unknown_language_has_no_words_of_a_site() -> None:
    m = measure(["Subscribe to our newsletter today."], [0], [0])
    s, p = stems_of(m), pages_of(m.document)
    assert vocabulary_columns(m, s, p, ["xx"])["site_words"].tolist() == [0.0]
