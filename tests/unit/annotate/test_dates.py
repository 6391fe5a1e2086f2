"""Date mentions of an article: all lines, the article's own day, what stays open."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise

from pipeline.annotate.dates import anchor_of, date_mentions
from pipeline.clean import clean
from pipeline.model import Article, Document, Given, Published, Source

TEXT = (
    "Mis à jour à 09h08 le 14/3\n"
    "Le pont a rouvert mardi, il y a deux ans jour pour jour après la crue, a dit le maire de la ville à la presse.\n"
    "Le musée rouvrira aussi le mois prochain, avant l'été, selon la mairie et les associations de la ville.\n"
    "Les prix du ciment en hausse en septembre\n"
)


def _article(published_at: str | None, text: str = TEXT) -> Article:
    return clean(
        Document(
            "a",
            Source("s"),
            "s/a.txt",
            "text/plain",
            "utf-8",
            "",
            text,
            "",
            "",
            Given(published_at=published_at, lang="fr"),
        )
    )


def test_rows_carry_the_text_they_stand_on() -> None:
    for published_at in (None, "2023-03-14T10:00:00+01:00"):
        rows = date_mentions(_article(published_at))
        assert [TEXT[r.start : r.end] for r in rows] == [r.text for r in rows]
        assert [r.text for r in rows] == ["09h08 le 14/3", "mardi", "il y a deux ans", "le mois prochain", "septembre"]
        assert all(a.end <= b.start for a, b in pairwise(rows))


def test_relative_rows_count_from_the_day_of_publication() -> None:
    rows = {r.text: r for r in date_mentions(_article("2023-03-14T10:00:00+01:00"))}
    assert rows["mardi"].date_start == rows["mardi"].date_end == date(2023, 3, 14)
    assert (rows["09h08 le 14/3"].date_start, rows["09h08 le 14/3"].precision) == (date(2023, 3, 14), "minute")
    assert (rows["le mois prochain"].date_start, rows["le mois prochain"].date_end) == (
        date(2023, 4, 1),
        date(2023, 4, 30),
    )


def test_the_headline_of_another_article_counts_from_a_day_that_is_not_known() -> None:
    row = date_mentions(_article("2023-03-14"))[-1]
    assert (row.text, row.date_start, row.basis) == ("septembre", None, "none")


def test_without_a_day_nothing_is_guessed() -> None:
    rows = date_mentions(_article(None))
    assert all(r.date_start is None and r.basis == "none" for r in rows)


def test_anchor_is_the_local_day_and_hour() -> None:
    at = datetime(2023, 3, 14, 22, 30, tzinfo=UTC)
    anchor = anchor_of(Published(date(2023, 3, 15), at, "+03:00", "given", "minute", "given"))
    assert anchor is not None
    assert (anchor.day, anchor.at) == (date(2023, 3, 15), datetime.fromisoformat("2023-03-15T01:30"))
    west = anchor_of(Published(date(2023, 3, 14), at, "-03:30", "given", "minute", "given"))
    assert west is not None
    assert west.at == datetime.fromisoformat("2023-03-14T19:00")
    assert anchor_of(Published(date(2023, 3, 1), precision="month", basis="given")) is None
    assert anchor_of(Published()) is None


def test_the_same_day_is_the_day_told_last() -> None:
    text = (
        "Le bac a coulé lundi devant le port, comme celui du 3 février, et tout l'équipage a été sauvé par des pêcheurs.\n"
        "Le même jour, la préfecture a interdit toute sortie en mer aux bateaux de moins de dix mètres de long.\n"
        "Un marin avait disparu le 9 janvier ; son corps fut retrouvé deux jours plus tard par une patrouille des douanes.\n"
    )
    rows = {r.text: r.date_start for r in date_mentions(_article("2023-03-14", text))}
    assert rows["Le même jour"] == date(2023, 3, 13)
    assert rows["deux jours plus tard"] == date(2023, 1, 11)
    undated = {r.text: (r.date_start, r.basis) for r in date_mentions(_article(None, text))}
    assert undated["Le même jour"] == (None, "none")
