"""What names make of the spans of models: one policy, in every language. Texts are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tiny_models import article

from pipeline.annotate import annotate, mentions, proposed, roles
from pipeline.annotate.gazetteer import gazetteer
from pipeline.annotate.names import Found, Names
from pipeline.annotate.reading import read
from pipeline.languages import pack
from pipeline.model import Article, LocalEntity, Mention
from pipeline.models.spans import Anchored, Proposals


def spans_of(text: str, *spans: tuple[str, str], score: float = 0.83, model: str = "spacy:tiny") -> Proposals:
    """Spans by their words; `…|word` takes the last place of the word."""
    out = []
    for words, kind in spans:
        start = text.rindex(words[2:]) if words.startswith("…|") else text.index(words)
        out.append(Anchored(start, start + len(words.removeprefix("…|")), "mentions", kind, score, model))
    return Proposals(tuple(out))


def find(article: Article, proposals: Proposals) -> Names:
    spans = tuple((line.start, line.end) for line in article.lines if line.kept)
    return mentions.find(article, pack(article.lang).tokenise(article.text, spans), (), proposals)


def outcomes(names: Names) -> dict[str, int]:
    return {c.outcome: c.n for c in names.model_counts}


def by_model(names: Names) -> list[tuple[str, str, float]]:
    return [(m.text, m.type, m.score) for m in names.mentions if m.rule_id == "model.spacy:tiny"]


def entity(names: Names, text: str) -> tuple[Mention, LocalEntity]:
    mention = next(m for m in names.mentions if m.text == text)
    return mention, names.entities[mention.local_no]


def made(text: str, lang: str) -> Article:
    return article((text, True), lang=lang)


def merged(text: str, lang: str, proposals: Proposals, *found: Found) -> tuple[list[tuple[str, str, str]], list[str]]:
    """(words, type, rule) of the finds, and the outcomes, where the rules have found just this."""
    tokens = pack(lang).tokenise(text)
    reading, book = read(tokens, lang, ()), gazetteer(lang)
    finds, counts = proposed.merge(reading, list(found), roles.spans(reading, roles.cores(reading), {}), book, [], proposals)
    named = [(text[f.start(tokens) : f.end(tokens)], f.type, f.rule) for f in finds]
    return named, [c.outcome for c in counts for _ in range(c.n)]


MODEL = "model.spacy:tiny"


@pytest.mark.parametrize(
    ("lang", "text", "words", "kind"),
    [
        ("en", "The rebels of Ansar Qarnoub had no answer.", "Ansar Qarnoub", "ORG"),
        ("fr", "Les habitants de Ouadi Halfaya ont fui.", "Ouadi Halfaya", "LOC"),
        ("ar", "توجه السكان إلى وادي الحلفاية قبل الفجر.", "وادي الحلفاية", "LOC"),
        ("de", "Gestern schrieb Oriel Vantongeren dem Rat.", "Oriel Vantongeren", "PER"),
    ],
)
def test_a_model_fills_what_rules_leave(lang: str, text: str, words: str, kind: str) -> None:
    assert merged(text, lang, spans_of(text, (words, kind))) == ([(words, kind, MODEL)], ["new"])
    names = find(made(text, lang), spans_of(text, (words, kind), score=0.99))
    mention, owner = entity(names, words)
    assert mention.type == kind
    assert owner.is_confirmed


GUESS = Found(3, 4, "PER", "guess", 0.5, confirmed=False, form="candidate")


@pytest.mark.parametrize(
    ("guess", "left", "outcome"),
    [
        (GUESS, MODEL, "confirmed"),
        (replace(GUESS, last=5), MODEL, "confirmed"),
        (replace(GUESS, first=4), MODEL, "confirmed"),
        (replace(GUESS, confirmed=True), MODEL, "confirmed"),
        (replace(GUESS, confirmed=True, score=0.65), "guess", "known_as_other"),
        (replace(GUESS, confirmed=True, score=0.9), "guess", "known_as_other"),
        (replace(GUESS, confirmed=True, score=0.2, key="org:x", type="ORG"), "guess", "known"),
    ],
)
def test_a_guess_gives_way_and_a_sure_name_does_not(guess: Found, left: str, outcome: str) -> None:
    text = "Nobody had asked Oriel Vantongeren about it."
    finds, outcomes_ = merged(text, "en", spans_of(text, ("Oriel Vantongeren", "ORG"), score=0.6), guess)
    assert ([rule for _, _, rule in finds], outcomes_) == ([left], [outcome])


def test_a_model_must_be_very_sure_of_nothing_to_overrule_a_rule() -> None:
    text = "Nobody had asked Oriel Vantongeren about it."
    sure = replace(GUESS, confirmed=True, score=0.7)
    assert merged(text, "en", spans_of(text, ("Oriel Vantongeren", "ORG"), score=1.0), sure)[1] == ["known_as_other"]


def test_rules_come_first_where_both_name_the_same_words() -> None:
    text = "President Salma Derouiche met officials of NATO in Rabat."
    given = made(text, "en")
    plain = find(given, Proposals())
    names = find(given, spans_of(text, ("Salma Derouiche", "PER"), ("NATO", "ORG"), ("Rabat", "PER")))
    assert names.mentions == plain.mentions
    assert names.entities == plain.entities
    assert outcomes(names) == {"known": 2, "known_as_other": 1}


def test_the_longer_name_is_taken_where_it_is_of_the_same() -> None:
    text = "In the harbour lay the dredgers of Accra Deep Dredging."
    given = made(text, "en")
    assert [m.text for m in find(given, Proposals()).mentions if m.type == "GPE"] == ["Accra"]
    names = find(given, spans_of(text, ("Accra Deep Dredging", "ORG")))
    assert [(m.text, m.type) for m in names.mentions] == [("Accra Deep Dredging", "ORG")]
    assert outcomes(names) == {"longer": 1}


@pytest.mark.parametrize(
    ("text", "words", "kind", "outcome"),
    [
        ("The United Nations Security Council met on Friday.", "Security", "ORG", "inside"),
        ("The ministers of Iraq and Syria met.", "Iraq and Syria", "LOC", "crosses"),
        ("The ministers of Iraq and Syria met.", "Iraq and", "ORG", "known_as_other"),
        ("The ministers of Iraq met again.", "Iraq met", "PER", "known_as_other"),
    ],
)
def test_a_sure_name_is_not_cut_or_swallowed(text: str, words: str, kind: str, outcome: str) -> None:
    given = made(text, "en")
    names = find(given, spans_of(text, (words, kind)))
    assert names.mentions == find(given, Proposals()).mentions
    assert outcomes(names) == {outcome: 1}


@pytest.mark.parametrize(
    ("lang", "text", "span", "kind", "left"),
    [
        ("en", "The award went to the Delmora Trust's board.", "the Delmora Trust's", "ORG", "Delmora Trust"),
        ("en", "A note from Prime Minister Oriel Vantongeren, the host, arrived.", "Prime Minister Oriel Vantongeren, the host", "PER",
         "Oriel Vantongeren"),
        ("en", "A note from spokesman Oriel Vantongeren arrived.", "spokesman Oriel Vantongeren", "PER", "Oriel Vantongeren"),
        ("en", "A note from “Oriel Vantongeren” arrived.", "“Oriel Vantongeren”", "PER", "Oriel Vantongeren"),
        ("fr", "Une note de l'Office Delmorin est arrivée.", "l'Office Delmorin", "ORG", "Office Delmorin"),
        ("fr", "Une note du ministre Oriel Vantongeren est arrivée.", "ministre Oriel Vantongeren", "PER", "Oriel Vantongeren"),
        ("ar", "وصل إلى القرية وخرج منها سليم ثم عاد بسليم إلى البلدة.", "…|بسليم", "PER", "سليم"),
        ("ar", "سلم الرسالة إلى ولفنكراد في القرية.", "لفنكراد", "LOC", "لفنكراد"),
    ],
)  # fmt: skip
def test_a_span_is_brought_to_what_a_mention_is(lang: str, text: str, span: str, kind: str, left: str) -> None:
    assert merged(text, lang, spans_of(text, (span, kind)))[0] == [(left, kind, MODEL)]


@pytest.mark.parametrize(
    ("text", "span", "outcome"),
    [
        ("He left the port of call.", "the port", "no_name"), ("He left. Tomas stayed.", "left. Tomas", "across_sentences"),
        ("The Verbruggenites left.", "Verbruggen", "inside_word"), ("It is the.", "the", "no_name"), ("It is … so.", "…", "no_name"),
    ],
)  # fmt: skip
def test_what_is_no_mention_is_dropped_and_counted(text: str, span: str, outcome: str) -> None:
    given = made(text, "en")
    names = find(given, spans_of(text, (span, "ORG")))
    assert outcomes(names) == {outcome: 1}
    assert by_model(names) == []


def test_days_are_no_names() -> None:
    text = "They met on Monday, 3 March 2025, in the port."
    found = annotate(made(text, "en"), spans_of(text, ("March", "LOC"), ("Monday", "ORG")))
    assert [(c.outcome, c.n) for c in found.model_counts] == [("date", 2)]


def test_the_lexicon_says_who_is_meant() -> None:
    text = "Hope was all that Victoria still had, said the harbour master of Victoria."
    given = made(text, "en")
    names = find(given, spans_of(text, ("…|Victoria", "GPE")))
    assert sum(outcomes(names).values()) == 1
    assert all(m.type == "GPE" or m.rule_id != "model.spacy:tiny" for m in names.mentions)


def test_short_forms_of_a_models_name_are_found_by_the_rules() -> None:
    text = "It was Oriel Vantongeren who spoke. Vantongeren then left."
    names = find(made(text, "en"), spans_of(text, ("Oriel Vantongeren", "PER")))
    first, owner = entity(names, "Oriel Vantongeren")
    second, same = entity(names, "Vantongeren")
    assert (first.local_no, second.form, same.name) == (second.local_no, "short_name", owner.name)


def test_the_first_model_named_is_heard_first() -> None:
    text = "The rebels of Ansar Qarnoub had no answer."
    first = spans_of(text, ("Ansar Qarnoub", "ORG"))
    second = spans_of(text, ("Ansar Qarnoub", "LOC"), model="gliner:other")
    finds, outcomes_ = merged(text, "en", Proposals((*first.spans, *second.spans)))
    assert finds == [("Ansar Qarnoub", "ORG", MODEL)]
    assert outcomes_ == ["known_as_other", "new"]


def test_without_models_nothing_is_counted_and_nothing_changes() -> None:
    given = made("President Salma Derouiche met officials of NATO in Rabat.", "en")
    assert annotate(given) == annotate(given, Proposals())
    assert annotate(given).model_counts == ()


def test_spans_of_other_floors_are_not_for_names() -> None:
    text = "The rebels of Ansar Qarnoub had no answer."
    span = Anchored(0, 5, "quotes", "direct", 0.9, "spacy:tiny")
    assert find(made(text, "en"), Proposals((span,))).mentions == find(made(text, "en"), Proposals()).mentions
