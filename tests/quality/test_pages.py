"""The project's own pages hold their floors, those that rules are developed on and those kept aside; the labels are sound."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from page_gold import DROPPED, KEPT, PAGES, TextPage, html_pages, text_pages
from page_report import figures
from page_scores import letters, score_text, shingles, summary
from pagegen.__main__ import rows

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))
SETS = {"pages": PAGES, "pages_held": PAGES / "held"}


@pytest.fixture(scope="module", params=sorted(SETS))
def measured(request: pytest.FixtureRequest) -> tuple[str, dict[str, float]]:
    return request.param, figures(SETS[request.param])


def test_floors_of_pages_hold(measured: tuple[str, dict[str, float]]) -> None:
    name, found = measured
    least, most = FLOORS[name]["least"], FLOORS[name]["most"]
    assert set(found) == {*least, *most}, "a figure without a floor, or a floor without a figure"
    low = {k: (round(found[k], 3), floor) for k, floor in least.items() if found[k] < floor}
    high = {k: (round(found[k], 3), ceiling) for k, ceiling in most.items() if found[k] > ceiling}
    assert not low | high, "see `python tests/quality/page_report.py -v`"


@pytest.mark.parametrize("folder", SETS.values(), ids=SETS)
def test_each_page_has_body_and_chrome(folder: Path) -> None:
    for page in text_pages(folder):
        assert {*page.labels} & {*KEPT}, page.name
        assert {*page.labels} & {*DROPPED}, page.name
        body = [i for i, label in enumerate(page.labels) if label in KEPT]
        inside = set(page.labels[body[0] : body[-1]])
        assert "h" not in inside, f"{page.name}: a headline inside the body is x"
        assert "x" not in page.labels[: body[0]] + page.labels[body[-1] :], f"{page.name}: what stands outside is c or h"


def test_languages_and_layouts_are_many() -> None:
    pages = [page for folder in SETS.values() for page in text_pages(folder)]
    marked = [page for folder in SETS.values() for page in html_pages(folder)]
    assert len(pages) >= 48
    assert len(marked) >= 36
    assert {"en", "fr", "ar", "de", "es", "ru", "zh", "pl", "el", "tr", "pt", "ja", "ko", "he", "fa"} <= {p.lang for p in pages}
    for lang, n in (("en", 10), ("fr", 7), ("ar", 7)):
        assert sum(p.lang == lang for p in pages) >= n
        assert sum(p.lang == lang for p in marked) >= n


def test_no_line_is_on_both_sides() -> None:
    """Long lines that stand in `pages/`, in `held/` and in what is trained on are three sets without a common line."""
    sides = [
        {letters(line) for p in text_pages(folder) for line in p.lines}
        | {letters(line) for p in html_pages(folder) for line in p.text.split("\n")}
        for folder in SETS.values()
    ]
    sides.append({letters(line) for row in rows(60, 3, ("ar", "en", "fr")) for line in row["lines"]})
    for i, one in enumerate(sides):
        for other in sides[i + 1 :]:
            assert not {line for line in one & other if len(line) > 45}


def page(*rows_: str) -> TextPage:
    return TextPage("made", "window", "en", "made.example", tuple(r[2:] for r in rows_), "".join(r[0] for r in rows_))


def test_measures_worked_out_by_hand() -> None:
    body = "The council of Lusaka voted on Tuesday to close the old bridge for repairs that will take until the end of June."
    more = "Engineers found eleven cracks in its northern pier, none of them longer than a hand, said a spokesman for the works."
    score = score_text(page(f"k {body}", f"k {more}", "h Share"))
    assert (score.counts["tp"], score.counts["tn"], score.wrong) == (2, 1, [])
    worse = score_text(page(f"k {body}", f"c {more}", "s Share"))
    assert (worse.counts["tp"], worse.counts["fp"], worse.counts["fn"]) == (1, 1, 1)
    both = summary([score, worse])
    assert both["line_f1"] == pytest.approx(0.75)
    assert both["exact"] == 0.5
    assert both["outside_headlines_kept"] == 0.0
    assert both["subheads_dropped"] == 1.0
    assert shingles("a b c d e", "en").total() == 2
    assert shingles("北部水库今天开始放水", "zh").total() == 3
