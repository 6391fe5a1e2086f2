"""What quotes make of what an endpoint claims: one policy, in every language. Texts are invented."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from stub_endpoint import NAME
from tiny_models import article

from pipeline.annotate import annotate
from pipeline.engines.work import verify_annotations
from pipeline.model import Annotations, Article, Quote
from pipeline.models.spans import NO_PROPOSALS, Claim, Proposals
from pipeline.models.verify_quotes import verify_quotes

RULE = f"model.{NAME}"


def says(text: Article, *claims: tuple[Any, ...], score: float = 0.6) -> Annotations:
    """The annotations with these claims: (quote, speaker) and what else is told."""
    told = []
    for n, (quote, speaker, *rest) in enumerate(claims):
        more = rest[0] if rest else {}
        fields = {"kind": "indirect", "relayed_by": None, "cue": None, "score": None, "near": None, "statement": n, **more}
        told.append(Claim(quote=quote, speaker=speaker, floor="quotes", model=NAME, **fields))
    found = verify_quotes(text, "quotes", told, score=score, min_score=0.3)
    assert not found.dropped
    done = annotate(text, Proposals(quotes=found.quotes))
    verify_annotations(text, done)
    for before, behind in zip(by_place(done), by_place(done)[1:], strict=False):
        assert before.end <= behind.start
    return done


def by_place(done: Annotations) -> list[Quote]:
    return sorted(done.quotes, key=lambda q: q.start)


def outcomes(done: Annotations) -> dict[str, int]:
    return {c.outcome: c.n for c in done.model_counts}


def name_of(done: Annotations, quote: Quote) -> str | None:
    return None if quote.speaker_no is None else done.entities[quote.speaker_no].name


EN = article(
    ("“We have an agreement,” Ilse Verbruggen told reporters in Rotterdam.", True),
    ("The owners of the port were, in the eyes of Tomas Quispe, not to be trusted with a “single crane”.", True),
    ("Nobody answered. “The cranes are old and tired.”", True),
)


def test_without_claims_nothing_is_other_than_it_was() -> None:
    assert annotate(EN, NO_PROPOSALS) == annotate(EN, Proposals())


def test_what_rules_have_is_known_and_stays_as_it_is() -> None:
    plain = annotate(EN)
    done = says(EN, ("We have an agreement", "Ilse Verbruggen"), score=0.99)
    assert outcomes(done) == {"known": 1}
    assert replace(done, model_counts=()) == plain
    done = says(EN, ("have an agreement", "Tomas Quispe"), score=0.99)
    assert outcomes(done) == {"known_as_other": 1}
    assert replace(done, model_counts=()) == plain


def test_what_no_rule_finds_is_new_behind_those_of_the_rules() -> None:
    plain = annotate(EN)
    done = says(EN, ('not to be trusted with a "single crane"', "Tomas Quispe", {"cue": "in the eyes of", "score": 0.5}))
    assert outcomes(done) == {"new": 1}
    assert done.quotes[:-1] == plain.quotes
    quote = done.quotes[-1]
    assert quote.text == "not to be trusted with a “single crane"
    assert (quote.kind, quote.rule_id, quote.score, quote.in_title) == ("mixed", RULE, 0.5, False)
    assert (quote.speaker_text, quote.speaker_type, quote.speaker_basis) == ("Tomas Quispe", "name", "model")
    assert (quote.cue_text, quote.cue_class) == ("in the eyes of", None)
    assert name_of(done, quote) == "Tomas Quispe"
    assert (quote.utterance_no, quote.segment_no) == (max(q.utterance_no for q in plain.quotes) + 1, 1)


CRANES = "The cranes are old and nobody in this town cares any more."


def test_a_quote_that_rules_give_to_nobody_gets_the_models_speaker() -> None:
    lines = ["The verdict was harsh: “We will not pay for this a second time.”", *["Nobody in the hall moved."] * 3, f"“{CRANES}”"]
    text = article(*((line, True) for line in [*lines, "That was Tomas Quispe, the owner of the port."]))
    before = next(q for q in annotate(text).quotes if q.text == CRANES)
    assert (before.speaker_text, before.speaker_no) == (None, None)
    done = says(text, (CRANES, "Tomas Quispe"), score=0.4)
    assert outcomes(done) == {"speaker": 1}
    quote = next(q for q in done.quotes if q.text == CRANES)
    assert (quote.rule_id, quote.speaker_text, quote.speaker_type, quote.speaker_basis) == (before.rule_id, "Tomas Quispe", "name", "model")
    assert (name_of(done, quote), quote.score) == ("Tomas Quispe", 0.4)
    told = ("speaker_text", "speaker_start", "speaker_end", "speaker_type", "speaker_no", "speaker_basis", "score")
    assert replace(quote, **{f: getattr(before, f) for f in told}) == before


@pytest.mark.parametrize(("pronoun", "outcome"), [("he", "speaker"), ("they", "known_as_other"), ("it", "known_as_other")])
def test_a_pronoun_that_rules_cannot_tell_keeps_its_place(pronoun: str, outcome: str) -> None:
    text = article((f"“We will not pay for this a second time”, {pronoun} said.", True), ("Tomas Quispe owns the port.", True))
    (before,) = annotate(text).quotes
    assert (before.speaker_text, before.speaker_no) == (pronoun, None)
    done = says(text, ("We will not pay for this a second time", "Tomas Quispe"))
    assert outcomes(done) == {outcome: 1}
    (quote,) = done.quotes
    assert (quote.speaker_text, quote.speaker_start) == (pronoun, before.speaker_start)
    assert name_of(done, quote) == ("Tomas Quispe" if outcome == "speaker" else None)


@pytest.mark.parametrize(
    ("lang", "lines", "quote", "speaker", "told"),
    [
        # an office means its holder, by the code that rules use
        ("en", ["Foreign Minister Sigrid Aasland arrived in Accra.", "To the minister, the road was a gift to both countries."],
         "the road was a gift to both countries", "the minister", ("Sigrid Aasland", "role", "role_holder")),
        ("en", ["Sigrid Aasland arrived in Accra.", "To her mind the road was a gift to both countries."],
         "the road was a gift to both countries", "Sigrid Aasland", ("Sigrid Aasland", "name", "model")),
        # words that are nobody's name stay words
        ("en", ["A worried neighbour had another view: the road was a trap for the poor."],
         "the road was a trap for the poor", "A worried neighbour", (None, "role", "model")),
        ("fr", ["Tomas Quispe voit là un pont qui rapproche les deux pays."],
         "un pont qui rapproche les deux pays", "Tomas Quispe", ("Tomas Quispe", "name", "model")),
        ("de", ["Tomas Quispe zufolge verbindet die Brücke zwei Länder."],
         "verbindet die Brücke zwei Länder", "Tomas Quispe", (..., "name", "model")),
    ],
)  # fmt: skip
def test_the_speaker_is_resolved_as_rules_do(lang: str, lines: list[str], quote: str, speaker: str, told: tuple[Any, ...]) -> None:
    text = article(*((line, True) for line in lines), lang=lang)
    assert not annotate(text).quotes
    done = says(text, (quote, speaker))
    assert outcomes(done) == {"new": 1}
    (row,) = done.quotes
    name, kind, basis = told
    assert name is ... or name_of(done, row) == name
    assert (row.speaker_type if name is not ... else kind, row.speaker_basis) == (kind, basis)


def test_scripts_that_write_words_together_are_served() -> None:
    text = article(("外交部发言人表示，大桥已经开放。", True), lang="zh")
    done = says(text, ("大桥已经开放", "外交部发言人"))
    (row,) = done.quotes
    assert (row.text, row.speaker_text, row.speaker_no, row.kind) == ("大桥已经开放", "外交部发言人", None, "indirect")


def test_words_far_away_name_a_speaker_only_as_a_name_or_an_office() -> None:
    lines = [("A worried neighbour of Tomas Quispe came.", True), *((f"Line {n} tells of the weather.", True) for n in range(4)),
             ("For some the road was a trap for the poor.", True)]  # fmt: skip
    text = article(*lines)
    quote = "the road was a trap for the poor"
    assert outcomes(says(text, (quote, "A worried neighbour"))) == {"far_speaker": 1}
    assert outcomes(says(text, (quote, "Tomas Quispe"))) == {"new": 1}


@pytest.mark.parametrize(
    ("line", "quote", "kind", "text", "became"),
    [
        ("To Tomas Quispe it was “a gift. For us.” Nothing more.", "a gift. For us", "direct", "a gift. For us.", "direct"),
        ("To Tomas Quispe it was “a gift,” nothing more.", "“a gift,”", "indirect", "a gift", "direct"),
        ("To Tomas Quispe it was a gift.", "it was a gift.", "mixed", "it was a gift", "indirect"),
        ("To Tomas Quispe it was «Delmora Freight» that failed.", "it was «Delmora Freight» that failed", "mixed", ..., "indirect"),
        ("— It was a gift, in the eyes of Tomas Quispe.", "It was a gift", "direct", "It was a gift", "direct"),
        ("It was a gift, in the eyes of Tomas Quispe.", "It was a gift", "direct", "It was a gift", "indirect"),
    ],
)  # fmt: skip
def test_marks_in_the_text_make_span_and_kind(line: str, quote: str, kind: str, text: Any, became: str) -> None:
    done = says(article((line, True)), (quote, "Tomas Quispe", {"kind": kind}))
    (row,) = [q for q in done.quotes if q.rule_id == RULE]
    assert (row.text if text is not ... else ..., row.kind) == (text, became)


def test_reported_speech_has_more_than_one_word() -> None:
    text = article(("To Tomas Quispe it was awful.", True))
    assert outcomes(says(text, ("awful", "Tomas Quispe"))) == {"too_short": 1}


def test_parts_of_a_statement_share_its_utterance_and_relays_are_kept() -> None:
    text = article(
        ("In the eyes of Tomas Quispe, by way of Ilse Verbruggen, the bridge was late.", True),
        ("Nor was the road of any use to them.", True),
    )
    same = {"statement": 7, "relayed_by": "Ilse Verbruggen"}
    done = says(text, ("the bridge was late", "Tomas Quispe", same), ("Nor was the road of any use to them", "Tomas Quispe", same))
    rows = [q for q in done.quotes if q.rule_id == RULE]
    assert [(q.utterance_no - rows[0].utterance_no, q.segment_no) for q in rows] == [(0, 1), (0, 2)]
    assert [q.relayed_by_text for q in rows] == ["Ilse Verbruggen", "Ilse Verbruggen"]
    assert {done.entities[q.relayed_by_no].name for q in rows if q.relayed_by_no is not None} == {"Ilse Verbruggen"}


def test_of_two_models_the_first_one_counts() -> None:
    text = article(("To Tomas Quispe, unlike Ilse Verbruggen, the road was a gift.", True))

    def by(model: str, speaker: str) -> Any:
        claim = Claim("the road was a gift", "indirect", speaker, None, None, None, None, 0, "quotes", model)
        return verify_quotes(text, "quotes", [claim], score=0.6, min_score=0.3).quotes

    both = (*by("openai:a", "Tomas Quispe"), *by("openai:b", "Ilse Verbruggen"), *by("openai:c", "Tomas Quispe"))
    done = annotate(text, Proposals(quotes=both))
    assert [(c.model, c.outcome) for c in done.model_counts] == [("openai:a", "new"), ("openai:b", "known_as_other"), ("openai:c", "known")]
    assert [q.rule_id for q in done.quotes] == ["model.openai:a"]
