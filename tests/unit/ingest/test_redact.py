"""Names blanked in texts, from digests alone: every form in which a name stands goes, all else stays where and as it was."""

from __future__ import annotations

import json
import time

import pytest

from pipeline.ingest.redact import BLOCK, blanked, blanked_text, key_of, rows_of, words
from pipeline.ingest.register import BESIDE, EMPTY, EVERYWHERE, Register, salted
from pipeline.ingest.views import Form, view

SALT = "5a" * 16


def register(*names: str, entry: str = "f-1", short: str = BESIDE) -> Register:
    """The rows of one person."""
    return Register(tuple(row for name in names for row in rows_of(name, entry, SALT, "asked", "2025-06-30", scope=short)))


MARTA = register("Marta Lindqvist", "Marta Élodie Lindqvist", "Lindqvist", "مارتا ليندكفيست")


def hidden(text: str, *parts: str) -> str:
    """The text with these parts blanked by hand, blanks left out."""
    for part in parts:
        assert part in text
        text = text.replace(part, "".join(c if c.isspace() else BLOCK for c in part))
    return text


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("A word of Marta Lindqvist, today.", ["Marta Lindqvist"]),
        ("MARTA LINDQVIST and marta lindqvist", ["MARTA LINDQVIST", "marta lindqvist"]),
        ("Marta\nLindqvist, Marta  Lindqvist, Marta\u00a0Lindqvist", ["Marta\nLindqvist", "Marta  Lindqvist", "Marta\u00a0Lindqvist"]),
        ("Marta-Lindqvist and Marta Lindqvist's plan", ["Marta-Lindqvist", "Marta Lindqvist"]),
        ("Marta Elodie Lindqvist", ["Marta Elodie Lindqvist"]),
        ("Marta E\u0301lodie Lindqvist", ["Marta E\u0301lodie Lindqvist"]),
        ("Le projet d'Élodie et de Marta Élodie Lindqvist", ["Marta Élodie Lindqvist"]),
        ("« Oui », dit-elle. Le mot d’Marta Lindqvist.", ["Marta Lindqvist"]),
        ("Marta Lindqvist spoke. Lindqvist left; LINDQVIST came back.", ["Marta Lindqvist", "Lindqvist", "LINDQVIST"]),
        ("قالت مارتا ليندكفيست اليوم", ["مارتا ليندكفيست"]),
        ("قالت مَارْتَا ليندكفيست اليوم", ["مَارْتَا ليندكفيست"]),
        ("ومارتا ليندكفيست", ["مارتا ليندكفيست"]),
        ("وَلِمارتا ليندكفيست", ["مارتا ليندكفيست"]),
        ("مـارتا ليندكفيست", ["مـارتا ليندكفيست"]),
        ("كمارتاليندكفيست", ["مارتاليندكفيست"]),
        ("#MartaLindqvist wrote to @marta_lindqvist", ["MartaLindqvist", "marta_lindqvist"]),
        ("https://post.example/2025/marta-lindqvist-resigns", ["marta-lindqvist"]),
    ],
)
def test_a_name_goes_in_every_form(text: str, parts: list[str]) -> None:
    found = blanked_text(text, MARTA)
    assert found == hidden(text, *parts)
    assert len(found) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "Marta Holm met Karin Lindqvister.",
        "Marta, Lindqvist",  # two names of a list
        "Martha Lindqvist",
        "Lindqvist spoke of the harbour.",  # a short form, and no fuller one beside it: another may be meant
        "Lindqvister",
        "مارتا تقول",
        "كمارتاليند",
        "",
        "\n\t ",
        "\ud7ff\u0301\u0301 \u200f\u202b",
    ],
)
def test_all_else_stays(text: str) -> None:
    assert blanked_text(text, MARTA) is text


def test_the_article_of_arabic_is_written_together_with_to() -> None:
    one = register("سليم الحسيني", "الحسيني")
    assert blanked_text("سليم الحسيني: كتاب للحسيني", one) == hidden("سليم الحسيني: كتاب للحسيني", "سليم الحسيني", "لحسيني")


def test_one_word_is_blanked_as_a_name_only() -> None:
    rose = register("Anna Rose", "Rose")
    assert blanked_text("Anna Rose picked a rose. Rose smiled.", rose) == hidden(
        "Anna Rose picked a rose. Rose smiled.", "Anna Rose", "Rose"
    )
    assert "rose" not in blanked_text("Anna Rose: see /people/rose/2025", rose)


def test_a_person_of_one_word_is_blanked_everywhere() -> None:
    assert blanked_text("Pelagi won.", register("Pelagi", short=EVERYWHERE)) == f"{BLOCK * 6} won."


def test_a_short_form_may_be_of_one_article_alone() -> None:
    one = register("Marta Lindqvist").with_rows(rows_of("Lindqvist", "f-1", SALT, "", "2025-06-30", scope=salted("scope", "art_1", SALT)))
    assert blanked_text("Lindqvist spoke.", one, article_id="art_1") == f"{BLOCK * 9} spoke."
    assert blanked_text("Lindqvist spoke.", one, article_id="art_2") == "Lindqvist spoke."


def test_a_short_form_goes_by_the_person_that_it_is_of() -> None:
    two = MARTA.with_rows(register("Karin Holm", "Holm", entry="f-2").rows)
    assert blanked_text("Karin Holm met Lindqvist.", two) == hidden("Karin Holm met Lindqvist.", "Karin Holm")


def test_what_stands_beside_a_text_counts_with_it() -> None:
    found = blanked([("Lindqvist spoke.", "text"), ('{"title": "Marta Lindqvist"}', "record")], MARTA, "art_1")
    assert found == [f"{BLOCK * 9} spoke.", hidden('{"title": "Marta Lindqvist"}', "Marta Lindqvist")]


@pytest.mark.parametrize(
    ("source", "form", "shown"),
    [
        ("<p>Mar<b>ta</b> Lindq&#118;ist</p>", "page", "<p>███<b>██</b> █████████</p>"),
        ("<td>Marta</td><td>Lindqvist</td>", "page", "<td>█████</td><td>█████████</td>"),
        ('<img alt="Marta Lindqvist"><a href="/marta-lindqvist">', "page", '<img alt="█████ █████████"><a href="/███████████████">'),
        ('<meta content="Marta &Eacute;lodie Lindqvist">', "page", '<meta content="█████ ██████ █████████">'),
        ('<script>{"author":"Marta \\u00c9lodie Lindqvist"}</script>', "page", '<script>{"author":"█████ ██████ █████████"}</script>'),
        ('{"body": "Marta\\nLindqvist", "n": 1}', "record", '{"body": "█████\\n█████████", "n": 1}'),
        ('{"body": "Marta \\u00c9lodie Lindqvist"}', "record", '{"body": "█████ ██████ █████████"}'),
        ('{"html": "<p>Mar<i>ta<\\/i> Lindqvist<\\/p>"}', "record_page", '{"html": "<p>███<i>██<\\/i> █████████<\\/p>"}'),
        ("see https://post.example/%4Darta%20%C3%89lodie_Lindqvist", "text", "see https://post.example/█████%20████████████████"),
    ],
)  # fmt: skip
def test_escapes_and_tags_hide_no_name(source: str, form: Form, shown: str) -> None:
    assert blanked_text(source, MARTA, form) == shown


@pytest.mark.parametrize("source", ['{"a": "Marta", "b": "Lindqvist"}', '{"a": "x \\ud83d\\ude00 \\\\ \\" \\/ \\uZZZZ %G1 &unknown; <"}'])
def test_a_record_without_the_name_stays(source: str) -> None:
    assert blanked_text(source, MARTA, "record_page") is source


@pytest.mark.parametrize("form", ["text", "page", "record", "record_page"])
def test_a_view_leads_back_to_its_source(form: Form) -> None:
    source = json.dumps({"html": "<p class='x'>Caf&eacute; %C3%A9t\u00e9 <b>\U0001f600</b>\n<!-- a --> <img alt=\"&amp;\">"})
    one = view(source, form)
    places = [one.where(i) for i in range(len(one.text))]
    assert all(0 <= start < end <= len(source) for start, end in places)
    shown = [(one.text[i], source[start:end]) for i, (start, end) in enumerate(places) if not one.text[i].isspace()]
    assert all(seen == there for seen, there in shown if len(there) == 1)
    assert {"é", "\U0001f600"} <= {seen for seen, _ in shown} or form == "text"


def test_a_register_holds_no_word_of_a_name() -> None:
    assert not {"marta", "lindqvist"} & {str(value).lower() for row in MARTA.rows for value in (row.digest, row.sieve, row.entry)}
    assert key_of("Marta  LINDQVIST") == key_of("marta lindqvist") == (2, "marta lindqvist")
    assert rows_of("…", "f-1", SALT, "", "") == rows_of(" ".join("abcdefghijklm"), "f-1", SALT, "", "") == []
    assert [folded for _, _, folded in words("d'Élodie")] == ["d", "elodie"]


def test_an_empty_register_costs_nothing() -> None:
    text = "Marta Lindqvist " * 100_000
    began = time.perf_counter()
    assert blanked_text(text, EMPTY, "page") is text
    assert time.perf_counter() - began < 0.01


@pytest.mark.parametrize(
    "text", ["<" * 200_000, "<a " * 100_000, "%" * 200_000, "\\u" * 100_000, "&amp" * 100_000, "a-" * 100_000, "\u0301" * 200_000]
)
def test_hostile_text_takes_linear_time(text: str) -> None:
    began = time.perf_counter()
    blanked_text(text, MARTA, "record_page")
    assert time.perf_counter() - began < 5
