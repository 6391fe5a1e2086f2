"""Quotes: sentences of our own in three languages, the examples of the lexicon, and what must hold for every text."""

from __future__ import annotations

import itertools
import time
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quote_sentences import article, find, named

from pipeline.annotate import quotes
from pipeline.annotate.names import Names
from pipeline.languages import pack
from pipeline.model import Role

HERE = Path(__file__).parent


def _cases() -> list[Any]:
    out = []
    for part in ("", "_unseen", "_fresh", "_acts", "_english", "_french", "_manner"):
        rows = tomllib.loads((HERE / f"test_quotes_cases{part}.toml").read_text(encoding="utf-8"))["case"]
        out += [pytest.param(row, id=f"{row['lang']}-{row['text'][:40]}") for row in rows]
    return out


@pytest.mark.parametrize("case", _cases())
def test_sentence(case: dict[str, Any]) -> None:
    found = find(case["text"], case["lang"], case["names"])
    got = []
    for quote, wanted in zip(found, case["quotes"] + [["", "", "", ""]] * len(found), strict=False):
        entity = "" if quote.speaker_no is None else case["names"][quote.speaker_no].split(":")[1]
        got.append([quote.kind, quote.text, (quote.speaker_text or "") if wanted[2] else "", entity if wanted[3] else ""])
    assert got == [list(q) for q in case["quotes"]]


@pytest.mark.parametrize("lang", ["en", "fr", "ar"])
def test_each_language_knows_enough_verbs_of_saying(lang: str) -> None:
    assert len({row["pattern"] for row in pack(lang).table("cues") if row["pattern"].startswith("{")}) >= 110


def test_a_line_may_end_behind_the_mark_of_an_infinitive() -> None:
    assert find("La maire Jeanne Morel a promis de", "fr", ["Jeanne Morel:PER"]) == ()


def test_the_cue_is_the_verb_group() -> None:
    (quote,) = find("Le préfet a également indiqué que la route est fermée.", "fr")
    assert quote.cue_text == "indiqué"
    (quote,) = find("Le préfet a indiqué que la route est fermée.", "fr")
    assert (quote.cue_text, quote.cue_class) == ("a indiqué", "say")
    (quote,) = find("وأكد الحارس أن الباب كان مغلقا.", "ar")
    assert quote.cue_text == "أكد"


def test_segments_of_one_statement_share_an_utterance() -> None:
    found = find(
        "“We stay,” said Ann Lee. “Nobody will move us from here.”\n“Not now,” said Bo Ek.",
        "en",
        ["PER:Ann Lee", "PER:Bo Ek"],
    )
    assert [(q.utterance_no, q.segment_no) for q in found] == [(0, 1), (0, 2), (1, 1)]


def test_a_floating_paragraph_goes_on_with_its_speaker() -> None:
    text = "“We stay until the spring,” said Ann Lee.\n“Nobody will move us from here, not even the snow.”"
    assert [q.speaker_no for q in find(text, "en", ["PER:Ann Lee"])] == [0, 0]


def test_a_pronoun_takes_the_person_of_its_gender() -> None:
    text = "Ann Lee met Bo Ek in Oslo. He said the talks were useful. She said they were not."
    found = find(text, "en", ["PER:Ann Lee:f", "PER:Bo Ek:m"])
    assert [q.speaker_no for q in found] == [1, 0]


def test_an_implicit_subject_takes_the_gender_of_its_verb() -> None:
    text = "التقى سامر الخطيب هدى المنصوري في عمان. وقالت إن اللقاء مفيد."
    (quote,) = find(text, "ar", ["PER:سامر الخطيب:m", "PER:هدى المنصوري:f", "GPE:عمان"])
    assert (quote.speaker_no, quote.speaker_type, quote.speaker_text) == (1, "implicit", None)


def test_a_document_speaks_for_its_issuer_and_relays() -> None:
    text = (
        "Un communiqué publié par le Conseil du port indique que le quai est fermé. "
        "La même source a souligné que Jean Roy a affirmé que les travaux dureront un an."
    )
    first, second = find(text, "fr", ["ORG:Conseil du port", "PER:Jean Roy"])
    assert (first.speaker_no, first.speaker_type) == (0, "document")
    assert first.speaker_text == "Un communiqué publié par le Conseil du port"
    assert (second.speaker_no, second.relayed_by_text, second.relayed_by_no) == (1, "La même source", 0)


def test_a_role_speaks_for_its_holder() -> None:
    text = "The harbour master said the quay was closed."
    role = Role(4, 18, "harbour master", None, None, None, 0, None, False, "test", 1.0)
    (quote,) = find(text, "en", ["PER:Ann Lee"], roles=(role,))
    assert (quote.speaker_text, quote.speaker_type, quote.speaker_no, quote.speaker_basis) == (
        "harbour master",
        "role",
        0,
        "role_holder",
    )


def _office(text: str, words: str, office: str, holder: int | None, at: int = 0) -> Role:
    start = text.index(words, at)
    return Role(start, start + len(words), words, office, None, None, holder, None, False, "test", 1.0)


def test_the_minister_is_the_only_compatible_office_holder() -> None:
    text = "Foreign Minister Ann Lee met Mayor Bo Ek in Oslo. The minister said the talks were useful."
    roles = (
        _office(text, "Foreign Minister", "foreign_minister", 0),
        _office(text, "Mayor", "mayor", 1),
        _office(text, "minister", "minister", None, 40),
    )
    (quote,) = find(text, "en", ["PER:Ann Lee", "PER:Bo Ek"], roles=roles)
    assert (quote.speaker_text, quote.speaker_no, quote.speaker_basis) == ("minister", 0, "role_holder")


def test_two_holders_or_a_former_minister_leave_it_open() -> None:
    text = "Trade Minister Ann Lee met Sports Minister Bo Ek. The minister said the talks were useful."
    roles = (
        _office(text, "Trade Minister", "minister", 0),
        _office(text, "Sports Minister", "minister", 1),
        _office(text, "minister", "minister", None, 50),
    )
    (quote,) = find(text, "en", ["PER:Ann Lee", "PER:Bo Ek"], roles=roles)
    assert quote.speaker_no is None
    text = "Trade Minister Ann Lee left. The former minister said the talks were useful."
    roles = (_office(text, "Trade Minister", "minister", 0), _office(text, "minister", "minister", None, 30))
    (quote,) = find(text, "en", ["PER:Ann Lee"], roles=roles)
    assert quote.speaker_no is None


def test_whoever_is_given_an_office_holds_it() -> None:
    text = "Le roi a nommé Samira Toukan ministre du Commerce. « Le port d'abord », a dit la nouvelle ministre."
    roles = (_office(text, "ministre du Commerce", "minister", None), _office(text, "ministre", "minister", None, 60))
    (quote,) = find(text, "fr", ["PER:Samira Toukan:f"], roles=roles)
    assert (quote.speaker_no, quote.speaker_basis) == (0, "role_holder")


def test_a_document_relays_a_person_behind_an_office() -> None:
    text = "A police report says that the driver told officers that the brakes had failed."
    (quote,) = find(text, "en")
    assert (quote.text, quote.speaker_text, quote.relayed_by_text) == ("the brakes had failed", "driver", "A police report")


def test_a_heading_joins_no_chain() -> None:
    text = "“We stay until the spring,” said Ann Lee.\n“Do not leave the old well now”\nThe road is closed."
    a = article(text, "en")
    lines = tuple(replace(line, role="subhead") if line.start == text.index("“Do") else line for line in a.lines)
    a = replace(a, lines=lines)
    tokens = pack("en").tokenise(text, tuple((x.start, x.end) for x in a.lines if x.kept))
    assert [q.speaker_no for q in quotes.find(a, tokens, named(text, "en", ["PER:Ann Lee"]))] == [0]


def test_a_verb_tells_the_gender_of_its_subject() -> None:
    text = 'وقالت رنا كوكي: "حافظنا على كلمتنا"، وأضافت أن الطريق بعيدة.'
    assert [q.speaker_no for q in find(text, "ar", ["PER:رنا كوكي:m"])] == [0, 0]


def test_nobody_is_named_where_nobody_fits() -> None:
    (quote,) = find("He said the quay was closed.", "en")
    assert (quote.speaker_text, quote.speaker_type, quote.speaker_no) == ("He", "pronoun", None)


def test_a_quote_of_the_title_says_so() -> None:
    first, second = find("Mayor says bridge will close\nThe mayor said the bridge would close.", "en", title=True)
    assert (first.in_title, second.in_title) == (True, False)


def test_a_headline_with_a_colon() -> None:
    (quote,) = find("Piet Vos : « Nous irons jusqu'au bout »\nLa suite demain.", "fr", ["PER:Piet Vos"], title=True)
    assert (quote.kind, quote.speaker_no, quote.text) == ("direct", 0, "Nous irons jusqu'au bout")


_PIECES = [*"ab. ,:;!?\n\"'“”‘’«»—-–()\u00a0قالأنو", "said ", " that ", "a dit que ", "قال إن ", "he ", "selon "]
_TEXTS = st.lists(st.sampled_from(_PIECES), max_size=80).map("".join)


@settings(max_examples=150, deadline=None)
@given(_TEXTS, st.sampled_from(["en", "fr", "ar", "und"]))
def test_every_text_gives_sound_quotes(text: str, lang: str) -> None:
    found = find(text, lang)
    assert found == find(text, lang)
    for q in found:
        assert text[q.start : q.end] == q.text != ""
        if q.cue_start is not None:
            assert text[q.cue_start : q.cue_end] == q.cue_text
        if q.speaker_start is not None:
            assert text[q.speaker_start : q.speaker_end] == q.speaker_text
        assert 0 <= q.score <= 1
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert len({(q.utterance_no, q.segment_no) for q in found}) == len(found)


@pytest.mark.parametrize("piece", ['"', "“", "'", "he said ", '"a" said b, ', "selon ", "said that ", ": “", "a, ", "قال إن ", "‘a "])
def test_hostile_text_takes_linear_time(piece: str) -> None:
    lang = "ar" if piece.startswith("ق") else "fr" if piece == "selon " else "en"
    find("x", lang)  # compiles the lexicon
    seconds = []
    for size in (1_500, 6_000):
        a = article(piece * (size // len(piece)), lang)
        tokens = pack(lang).tokenise(a.text)
        started = time.process_time()
        quotes.find(a, tokens, Names((), (), ()))
        seconds.append(time.process_time() - started)
    assert seconds[1] < 12 * max(seconds[0], 0.02)
