"""Raw dumps written for this project: which lines are kept, which is the title, what the chrome says of source and day.

The first line of each file states what must come out; line numbers count from the line behind it.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from clean_documents import text_document

from pipeline.clean import clean

DUMPS = sorted((Path(__file__).parent / "dumps").glob("*.txt"))


def _numbers(text: str) -> set[int]:
    out: set[int] = set()
    for part in text.split(","):
        low, _, high = part.partition("-")
        out |= set(range(int(low), int(high or low) + 1))
    return out


@pytest.mark.parametrize("path", DUMPS, ids=[p.stem for p in DUMPS])
def test_dump(path: Path) -> None:
    head, text = path.read_text(encoding="utf-8").rstrip("\n").split("\n", 1)
    wanted = dict(part.split("=", 1) for part in head.removeprefix("# ").replace("credit=", "credit=", 1).split(" ") if "=" in part)
    credit = head.split("credit=")[1].split(" published=")[0]
    article = clean(text_document(text))
    assert {line.line_no for line in article.lines if line.kept} == _numbers(wanted["kept"])
    title = article.title_line
    assert (str(title.line_no) if title else "") == wanted["title"]
    assert article.credit == (credit or None)
    assert article.lang == wanted["lang"]
    published = article.published
    stated = "-" if published.on is None else published.at.strftime("%Y-%m-%dT%H:%M") if published.at else str(published.on)
    assert stated == wanted["published"]
