"""What names make of the spans of models: one policy, in every language. Texts are invented."""

from __future__ import annotations

import pytest
from tiny_models import article

from pipeline.annotate import annotate, mentions
from pipeline.annotate.names import Names
from pipeline.languages import pack
from pipeline.model import Article, LocalEntity, Mention
from pipeline.models.spans import Anchored, Proposals


def proposed(text: str, *spans: tuple[str, str], score: float = 0.83, model: str = "spacy:tiny") -> Proposals:
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
    given = made(text, lang)
    names = find(given, proposed(text, (words, kind)))
    mention, owner = entity(names, words)
    assert (mention.type, mention.rule_id, mention.score) == (kind, "model.spacy:tiny", 0.83)
    assert owner.is_confirmed
    assert outcomes(names) in ({"new": 1}, {"confirmed": 1})


def test_rules_come_first_where_both_name_the_same_words() -> None:
    text = "President Salma Derouiche met officials of NATO in Rabat."
    given = made(text, "en")
    plain = find(given, Proposals())
    names = find(given, proposed(text, ("Salma Derouiche", "PER"), ("NATO", "ORG"), ("Rabat", "PER")))
    assert names.mentions == plain.mentions
    assert names.entities == plain.entities
    assert outcomes(names) == {"known": 2, "known_as_other": 1}


def test_a_model_confirms_what_rules_could_not_believe() -> None:
    text = "Nobody had asked Oriel Vantongeren about it."
    given = made(text, "en")
    _, owner = entity(find(given, Proposals()), "Oriel Vantongeren")
    assert not owner.is_confirmed
    names = find(given, proposed(text, ("Oriel Vantongeren", "PER")))
    mention, owner = entity(names, "Oriel Vantongeren")
    assert (mention.form, mention.rule_id, owner.is_confirmed) == ("name", "model.spacy:tiny", True)
    assert outcomes(names) == {"confirmed": 1}


def test_the_longer_name_is_taken_where_it_is_of_the_same() -> None:
    text = "In the harbour lay the dredgers of Accra Deep Dredging."
    given = made(text, "en")
    assert [m.text for m in find(given, Proposals()).mentions if m.type == "GPE"] == ["Accra"]
    names = find(given, proposed(text, ("Accra Deep Dredging", "ORG")))
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
    names = find(given, proposed(text, (words, kind)))
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
    names = find(made(text, lang), proposed(text, (span, kind)))
    assert left in [m.text for m in names.mentions]
    assert span not in [m.text for m in names.mentions if m.text != left]


@pytest.mark.parametrize(
    ("text", "span", "outcome"),
    [
        ("He left the port of call.", "the port", "no_name"), ("He left. Tomas stayed.", "left. Tomas", "across_sentences"),
        ("The Verbruggenites left.", "Verbruggen", "inside_word"), ("It is the.", "the", "no_name"), ("It is … so.", "…", "no_name"),
    ],
)  # fmt: skip
def test_what_is_no_mention_is_dropped_and_counted(text: str, span: str, outcome: str) -> None:
    given = made(text, "en")
    names = find(given, proposed(text, (span, "ORG")))
    assert outcomes(names) == {outcome: 1}
    assert by_model(names) == []


def test_days_are_no_names() -> None:
    text = "They met on Monday, 3 March 2025, in the port."
    found = annotate(made(text, "en"), proposed(text, ("March", "LOC"), ("Monday", "ORG")))
    assert [(c.outcome, c.n) for c in found.model_counts] == [("date", 2)]


def test_the_lexicon_says_who_is_meant() -> None:
    text = "Hope was all that Victoria still had, said the harbour master of Victoria."
    given = made(text, "en")
    names = find(given, proposed(text, ("…|Victoria", "GPE")))
    assert sum(outcomes(names).values()) == 1
    assert all(m.type == "GPE" or m.rule_id != "model.spacy:tiny" for m in names.mentions)


def test_short_forms_of_a_models_name_are_found_by_the_rules() -> None:
    text = "It was Oriel Vantongeren who spoke. Vantongeren then left."
    names = find(made(text, "en"), proposed(text, ("Oriel Vantongeren", "PER")))
    first, owner = entity(names, "Oriel Vantongeren")
    second, same = entity(names, "Vantongeren")
    assert (first.local_no, second.form, same.name) == (second.local_no, "short_name", owner.name)


def test_the_first_model_named_is_heard_first() -> None:
    text = "The rebels of Ansar Qarnoub had no answer."
    first = proposed(text, ("Ansar Qarnoub", "ORG"))
    second = proposed(text, ("Ansar Qarnoub", "LOC"), model="gliner:other")
    names = find(made(text, "en"), Proposals((*first.spans, *second.spans)))
    assert by_model(names) == [("Ansar Qarnoub", "ORG", 0.83)]
    assert [(c.model, c.outcome) for c in names.model_counts] == [("gliner:other", "known_as_other"), ("spacy:tiny", "confirmed")]


def test_without_models_nothing_is_counted_and_nothing_changes() -> None:
    given = made("President Salma Derouiche met officials of NATO in Rabat.", "en")
    assert annotate(given) == annotate(given, Proposals())
    assert annotate(given).model_counts == ()


def test_spans_of_other_floors_are_not_for_names() -> None:
    text = "The rebels of Ansar Qarnoub had no answer."
    span = Anchored(0, 5, "quotes", "direct", 0.9, "spacy:tiny")
    assert find(made(text, "en"), Proposals((span,))).mentions == find(made(text, "en"), Proposals()).mentions
