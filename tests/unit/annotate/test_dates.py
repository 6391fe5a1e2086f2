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
        assert [r.text for r in rows] == ["09h08 le 14/3", "mardi", "il y a deux ans", "le mois prochain", "été", "septembre"]
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


def _rows(text: str, lang: str, published_at: str | None, source: Source | None = None) -> dict[str, tuple[str, str]]:
    given = Given(published_at=published_at, lang=lang)
    document = Document("a", source or Source("s"), "s/a.txt", "text/plain", "utf-8", "", text, "", "", given, is_clean_text=True)
    return {r.text: (str(r.date_start), str(r.date_end)) for r in date_mentions(clean(document))}


def test_a_day_of_the_week_looks_back_in_what_was_and_ahead_in_what_will_be() -> None:
    told = {
        "en": ("The ferry sank on Friday. The inquiry will open on Friday.", "2025-01-03", "2025-01-10"),
        "fr": ("Le bac a coulé vendredi. L'enquête s'ouvrira vendredi.", "2025-01-03", "2025-01-10"),
        "ar": ("غرقت العبارة الجمعة. سيفتح التحقيق الجمعة.", "2025-01-03", "2025-01-10"),
    }
    for lang, (text, past, future) in told.items():
        article = _article("2025-01-06", text)
        rows = date_mentions(Article(article.document, article.lines, None, None, None, lang, 1.0, article.published))
        assert [str(r.date_start) for r in rows] == [past, future], lang


def test_today_is_a_day_of_the_week_too() -> None:
    assert _rows("The ferry sank on Monday, the coastguard said.", "en", "2025-01-06")["Monday"][0] == "2025-01-06"
    assert _rows("The inquiry will open by Monday, the coastguard said.", "en", "2025-01-06")["Monday"][0] == "2025-01-06"


def test_the_turn_of_the_year() -> None:
    rows = _rows("The mayor resigned on 30 December. Her party will choose on 20 January. Sales fell in December.", "en", "2026-01-04")
    assert rows == {
        "30 December": ("2025-12-30",) * 2, "20 January": ("2026-01-20",) * 2, "December": ("2025-12-01", "2025-12-31"),
    }  # fmt: skip
    rows = _rows("The mayor resigned on 2 January. Her party will choose on 3 January.", "en", "2025-12-29")
    assert rows == {"2 January": ("2025-01-02",) * 2, "3 January": ("2026-01-03",) * 2}


def test_a_leap_day_is_of_a_leap_year() -> None:
    assert _rows("He was born on 29 February.", "en", "2025-06-01")["29 February"] == ("2024-02-29",) * 2
    assert _rows("Elle est née un an plus tôt, le 29 février 2023.", "fr", "2025-06-01")["le 29 février 2023"] == ("None",) * 2
    assert _rows("The office closed a month ago.", "en", "2024-03-31")["a month ago"] == ("2024-02-01", "2024-02-29")


def test_the_day_is_that_of_the_publisher() -> None:
    text = "The ferry sank today, the coastguard of the port said on the radio."
    baghdad = Source("s", timezone="Asia/Baghdad")
    assert _rows(text, "en", "2024-11-19T23:30:00Z", baghdad)["today"][0] == "2024-11-20"
    assert _rows(text, "en", "2024-11-19T23:30:00Z")["today"][0] == "2024-11-19"
    assert _rows(text, "en", "2024-11-19T23:30:00+01:00", baghdad)["today"][0] == "2024-11-19"
    assert _rows(text, "en", "2024-11-19T23:30:00", baghdad)["today"][0] == "2024-11-19"


def test_hours_count_over_a_change_of_the_clocks() -> None:
    paris = Source("s", timezone="Europe/Paris")
    text = "Le bac a coulé il y a 3 heures, selon les garde-côtes du port."
    assert _rows(text, "fr", "2025-03-30T01:30:00Z", paris)["il y a 3 heures"][0] == "2025-03-30"
    assert _rows(text, "fr", "2025-03-29T23:30:00Z", paris)["il y a 3 heures"][0] == "2025-03-29"
    assert _rows(text, "fr", "2025-03-30T02:30:00", paris)["il y a 3 heures"][0] == "2025-03-29"


def test_an_undated_text_bounds_its_own_days() -> None:
    text = "In 2019 the port was sold. On 4 March the dockers walked out, and on 6 April they came back."
    assert _rows(text, "en", None) == {
        "2019": ("2019-01-01", "2019-12-31"), "4 March": ("2019-03-04",) * 2, "6 April": ("2019-04-06",) * 2,
    }  # fmt: skip
    text = "In 2019 the port was sold, in 2021 it was closed. On 4 March the dockers walked out."
    assert _rows(text, "en", None)["4 March"] == ("None", "None")
    assert _rows("On 4 March the dockers walked out.", "en", None)["4 March"] == ("None", "None")


def test_years_and_months_count_from_what_was_told() -> None:
    rows = _rows("The port was sold in 1990. Two years later it was closed, and the following year it burned down.", "en", "2025-06-01")
    assert rows["Two years later"] == ("1992-01-01", "1992-12-31")
    assert rows["the following year"] == ("1993-01-01", "1993-12-31")
    rows = _rows("Le port fut vendu en juin 1990. Il brûla en décembre de la même année.", "fr", "2025-06-01")
    assert rows["décembre de la même année"] == ("1990-12-01", "1990-12-31")


def test_seasons_are_those_of_the_place() -> None:
    text = "The lake dried up last summer, the mayor said."
    assert _rows(text, "en", "2025-06-01")["last summer"] == ("2024-06-01", "2024-08-31")
    assert _rows(text, "en", "2025-06-01", Source("s", country="AUS"))["last summer"] == ("2024-12-01", "2025-02-28")
