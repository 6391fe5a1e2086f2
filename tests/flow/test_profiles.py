"""Profiles of sources, from files to published rows: what is redone when a source grows, and what the reason says.

Articles are invented; each has paragraphs of its own.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from published import public

from pipeline.settings import Settings
from pipeline.warehouse.connect import build_connection
from pipeline.warehouse.run import RunResult

Ask = Callable[..., list[tuple[object, ...]]]
Runner = Callable[..., RunResult]
Lay = Callable[[str, str | bytes], Path]
TOWNS = ("Sfax", "Bergen", "Puno", "Mombasa", "Gdynia", "Hue", "Halifax", "Oran")
LABEL = "Tide tables and ferries"
SAID = (
    "The harbour council of {0} voted on {1} March 2025 to widen the northern quay, said its chairwoman.",
    "Fishermen from {0} welcomed the vote, which {1} of them had asked for in a letter.",
    "Work is to begin in the autumn and will cost {1} million, most of it paid by the region around {0}.",
)


def article(number: int, *, label: str = LABEL, extra: Iterable[str] = ()) -> str:
    body = [f"{said.format(TOWNS[number % 8], number + 3)} {'Nobody objected. ' * (number // 8)}" for said in SAID]
    return "\n".join([label, f"Quay of {TOWNS[number % 8]} to be widened", "", *body, *extra]) + "\n"


def verdicts(ask: Ask, line: str) -> list[tuple[object, ...]]:
    """(kept, rule, reason, number of articles) of a line of text."""
    return ask(
        "SELECT l.kept, l.rule_id, l.reason, count(*) FROM article_lines AS l JOIN articles AS a USING (article_id)"
        " WHERE span(a.text, l.start_char, l.end_char) = ? GROUP BY ALL ORDER BY ALL",
        [line],
    )


def redone(settings: Settings) -> set[str]:
    """Files of the documents that the last run cleaned."""
    with build_connection(settings.home) as con:
        return {
            uri
            for (uri,) in con.execute(
                "SELECT d.uri FROM state.ledger AS l JOIN evidence.documents AS d USING (article_id) WHERE l.stage = 'clean'"
                " AND l.done_at = (SELECT max(started_at) FROM state.runs)"
            ).fetchall()
        }


def test_the_reason_names_the_number_and_only_documents_that_hold_the_line_are_redone(
    lay: Lay, dateline: Runner, published: Ask, settings: Settings
) -> None:
    for number in range(2):
        lay(f"quay/{number}.txt", article(number))
        lay(f"other/{number}.txt", article(number + 8))
    for number in range(2, 6):
        lay(f"quay/{number}.txt", article(number, label="Editorial"))
    dateline()
    few = public(settings)
    lay("quay/new.txt", article(6))
    dateline()
    assert redone(settings) == {"quay/0.txt", "quay/1.txt", "quay/new.txt"}
    said = "The same line stands on 2 other articles of this source."
    assert (False, "source_profile", said, 3) in verdicts(published, LABEL)
    lay("quay/newer.txt", article(7))
    dateline()
    assert redone(settings) == {"quay/newer.txt"}  # one more does not change a verdict, yet the reason counts it
    assert (False, "source_profile", said.replace("2", "3"), 4) in verdicts(published, LABEL)
    grown = public(settings)
    for name in ("newer", "new"):
        (settings.raw / f"quay/{name}.txt").unlink()
    dateline()
    assert redone(settings) == {"quay/0.txt", "quay/1.txt"}
    assert public(settings) == few
    lay("quay/new.txt", article(6))
    lay("quay/newer.txt", article(7))
    dateline()
    assert public(settings) == grown


def test_copies_and_versions_of_one_article_make_no_profile(lay: Lay, dateline: Runner, published: Ask) -> None:
    for number in range(6):
        lay(f"quay/copy{number}.txt", article(0, extra=["Most read", f"Five walks around {TOWNS[number]}"]))
    lay("quay/1.txt", article(1))
    dateline()
    by_profile = published(
        "SELECT DISTINCT span(a.text, l.start_char, l.end_char) FROM article_lines AS l JOIN articles AS a USING (article_id)"
        " WHERE l.rule_id = 'source_profile'"
    )
    assert {line for (line,) in by_profile} <= {LABEL}  # which stands on one article and on another that has six copies


def test_any_order_and_portion_of_arrival_publishes_the_same(lay: Lay, dateline: Runner, settings: Settings) -> None:
    files = {f"quay/{n}.txt": article(n, extra=["Write to us"] if n % 2 else ["Weather"]) for n in range(8)}
    files |= {"quay/again.txt": article(3, extra=["Most read"]), "wire/a.txt": article(20), "wire/b.txt": article(21)}
    for name, content in files.items():
        lay(name, content)
    dateline()
    at_once = public(settings)
    for seed in (1, 2):
        shutil.rmtree(settings.raw)
        shutil.rmtree(settings.home)
        names = sorted(files)
        random.Random(seed).shuffle(names)
        for start in range(0, len(names), 4):
            for name in names[start : start + 4]:
                lay(name, files[name])
            dateline(batch_size=3)
        assert public(settings) == at_once
