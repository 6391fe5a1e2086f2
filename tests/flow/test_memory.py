"""What one article tells of a name, others may be told by: kinds, short forms, other scripts. Persons and bodies are invented."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipeline.warehouse.run import RunResult

ARTICLES = {
    "harbour-post/cuts.txt": (
        "Shipping group cuts jobs\n\nOSLO - The shipping company Delmora Freight will cut 400 jobs, its head, Sigrid Aasvik, said"
        " on 3 March 2025.\nThe Kestavar Institute, a research body in Bergen, said the cuts were expected.\n"
    ),
    "harbour-post/angry.txt": (
        "Port workers angry\n\nBERGEN - Delmora Freight has angered port workers, and Kestavar warned of more trouble on 4 March 2025.\n"
        "Aasvik told the Post that the company would listen.\n"
    ),
    "sada-al-mina/oslo.txt": (
        "في أوسلو\n\nأوسلو - قالت سيغريد أسفيك يوم 3 آذار 2025 إن الشركة ستسرح 400 عامل. وشاركت شركة ديلمورا فريت في اللقاء.\n"
    ),
}


def test_names_are_what_the_clearest_article_says(
    lay: Callable[[str, str], Path], dateline: Callable[..., RunResult], published: Callable[..., list[tuple[object, ...]]]
) -> None:
    for name, text in ARTICLES.items():
        lay(name, text)
    dateline()
    found = published(
        "SELECT DISTINCT m.text, m.type, e.name FROM entity_mentions AS m JOIN entities AS e USING (entity_id)"
        " WHERE m.type IN ('PER', 'ORG') ORDER BY ALL"
    )
    assert found == [
        ("Aasvik", "PER", "Sigrid Aasvik"),
        ("Delmora Freight", "ORG", "Delmora Freight"),
        ("Kestavar", "ORG", "Kestavar Institute"),
        ("Kestavar Institute", "ORG", "Kestavar Institute"),
        ("Post", "ORG", "Post"),  # the article's own outlet
        ("Sigrid Aasvik", "PER", "Sigrid Aasvik"),
        ("ديلمورا فريت", "ORG", "Delmora Freight"),
        ("سيغريد أسفيك", "PER", "Sigrid Aasvik"),
    ]
    assert published("SELECT text, rule_id FROM entity_mentions WHERE rule_id = 'corpus.kind' ORDER BY ALL") == [
        ("Delmora Freight", "corpus.kind"),
        ("Kestavar", "corpus.kind"),
    ]
