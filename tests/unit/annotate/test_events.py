"""Events in context: who does what to whom, voice, realis, dates, attribution, and sentences in which nothing happens."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.annotate import mentions
from pipeline.annotate.dates import date_mentions
from pipeline.languages import pack
from pipeline.model import EventMention, Quote
from tests.unit.annotate.test_events_lexicon import article, coded


def parties(event: EventMention) -> tuple[set[str], set[str]]:
    """Codes of those who do, and of those who are done to."""
    doers = {p.code for p in event.participants if p.code and p.role in ("actor", "participant")}
    return doers, {p.code for p in event.participants if p.code and p.role == "recipient"}


@pytest.mark.parametrize(
    ("lang", "text", "kind", "doers", "others"),
    [
        ("en", "Turkey accused Greece of arming islands in the Aegean.", "ACCUSE", {"TUR"}, {"GRC"}),
        ("en", "Greece was accused by Turkey of arming islands.", "ACCUSE", {"TUR"}, {"GRC"}),
        ("en", "Two Libyan traders were arrested by Egyptian police.", "COERCE", {"EGY"}, {"LBY"}),
        ("en", "In May, after long talks, Kenya expelled Somali diplomats.", "SANCTION", {"KEN"}, {"SOM"}),
        ("en", "Vietnam received a delegation from Japan.", "CONSULT", {"JPN"}, {"VNM"}),
        ("en", "Chad, which borders Niger, condemned the vote in Sudan.", "ACCUSE", {"TCD"}, {"SDN"}),
        ("fr", "La Grèce a été accusée par la Turquie d'armer des îles.", "ACCUSE", {"TUR"}, {"GRC"}),
        ("fr", "En mai, le Kenya a expulsé des diplomates somaliens.", "SANCTION", {"KEN"}, {"SOM"}),
        ("fr", "Le président vietnamien a reçu des responsables japonais.", "CONSULT", {"JPN"}, {"VNM"}),
        ("ar", "اتهمت تركيا اليونان بتسليح جزر في بحر إيجه.", "ACCUSE", {"TUR"}, {"GRC"}),
        ("ar", "طردت كينيا دبلوماسيين من الصومال.", "SANCTION", {"KEN"}, {"SOM"}),
        ("ar", "استقبل رئيس فيتنام مسؤولين من اليابان.", "CONSULT", {"JPN"}, {"VNM"}),
    ],
)
def test_who_does_it_to_whom(lang: str, text: str, kind: str, doers: set[str], others: set[str]) -> None:
    (event,) = [e for e in coded(text, lang) if e.event_type == kind]
    assert parties(event) == (doers, others)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The committee's mandate is to protect wetlands and to promote tourism."),
        ("en", "Analysts say that the army could attack the enclave within weeks."),
        ("en", "No one was arrested, police said."),
        ("en", "The ministry is responsible for training teachers and financing schools."),
        ("en", "If Poland attacked the problem early, costs would fall."),
        ("en", "Niger's democratically-elected council bought armed forces uniforms."),
        ("fr", "Le comité a pour mission de protéger les zones humides et de soutenir le tourisme."),
        ("fr", "Selon des analystes, l'armée pourrait attaquer l'enclave dans quelques semaines."),
        ("fr", "Le ministère est chargé de former les enseignants et de financer les écoles."),
        ("fr", "La loi vise à soutenir les veuves et à aider les orphelins."),
        ("ar", "تهدف اللجنة إلى حماية الأراضي الرطبة ودعم السياحة."),
        ("ar", "لم يعتقل أحد، بحسب الشرطة."),
        ("ar", "الوزارة مسؤولة عن تدريب المعلمين وتمويل المدارس."),
    ],
)
def test_mandates_fears_and_denials_are_no_events(lang: str, text: str) -> None:
    assert coded(text, lang) == ()


@pytest.mark.parametrize(
    ("lang", "text", "kinds"),
    [
        ("en", "Poland asked Belarus to withdraw its troops and to release the poet.", ["REQUEST"]),
        ("en", "Poland and Belarus agreed to hold joint exercises.", ["AGREE"]),
        ("en", "Poland expelled an envoy of Belarus and accused Russia of arson.", ["SANCTION", "ACCUSE"]),
        ("fr", "La Pologne a demandé à la Biélorussie de retirer ses troupes.", ["REQUEST"]),
        ("ar", "طالبت بولندا بيلاروسيا بسحب قواتها.", ["REQUEST"]),
    ],
)
def test_what_is_asked_is_no_report_of_its_own(lang: str, text: str, kinds: list[str]) -> None:
    assert [e.event_type for e in coded(text, lang)] == kinds


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Italy's foreign minister will visit Tunisia next week."),
        ("fr", "Le président italien se rendra en Tunisie la semaine prochaine."),
        ("ar", "سيزور وزير الخارجية الإيطالي تونس الأسبوع المقبل."),
    ],
)
def test_a_visit_to_come_is_an_agreement_that_is_planned(lang: str, text: str) -> None:
    (event,) = coded(text, lang)
    assert (event.event_type, event.realis) == ("AGREE", "planned")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Turkey sent an invitation to Kazakhstan to hold talks in Ankara next year."),
        (
            "fr",
            "La Turquie a envoyé une invitation au Kazakhstan pour tenir des pourparlers à Ankara l'année prochaine.",
        ),
    ],
)
def test_an_invitation_and_the_meeting_it_is_for(lang: str, text: str) -> None:
    given_, meeting = coded(text, lang)
    assert (given_.event_type, given_.event_mode, given_.realis, given_.date_start) == (
        "AGREE",
        "invite",
        "actual",
        date(2024, 5, 6),
    )
    assert (meeting.event_type, meeting.realis, meeting.date_start, meeting.date_precision) == (
        "AGREE",
        "planned",
        date(2025, 1, 1),
        "year",
    )


def test_an_act_without_a_date_takes_the_articles_day() -> None:
    (event,) = coded("Chad expelled the ambassador of Sudan.", "en")
    assert (event.date_start, event.date_basis) == (date(2024, 5, 6), "article")
    (undated,) = coded("Chad expelled the ambassador of Sudan.", "en", published=None)
    assert (undated.date_start, undated.date_basis, undated.anchor_offset) == (None, "none", 0)


def test_background_has_no_day() -> None:
    (event,) = coded("Chad had expelled the ambassador of Sudan.", "en")
    assert (event.date_start, event.anchor_offset) == (None, None)


def test_a_deadline_does_not_date_the_deal() -> None:
    (event,) = coded("Chad and Sudan agreed to withdraw all soldiers by 31 December 2024.", "en")
    assert event.date_start == date(2024, 5, 6)


def test_they_are_the_two_of_the_sentence_before() -> None:
    first, second = coded("Chad met Sudan in Doha on Friday. They exchanged views on the border.", "en")
    assert parties(first)[0] == parties(second)[0] == {"TCD", "SDN"}
    assert {p.basis for p in second.participants} == {"coreference"}


def test_we_in_a_quotation_is_the_speaker() -> None:
    text = "“We have expelled the envoys of Sudan,” President Idrissa Mahamat of Chad said."
    found = article(text, "en")
    tokens = pack("en").tokenise(text, ((0, len(text)),))
    names = mentions.find(found, tokens, date_mentions(found, tokens))
    speaker = next(n for n, e in enumerate(names.entities) if e.type == "PER")
    quote = Quote(
        0, 1, 1, 40, text[1:40], "direct", "said", 76, 80, "say", None, None, None, "name", speaker,
        None, "name_in_place", None, None, False, "test", 1.0,
    )  # fmt: skip
    (event,) = coded(text, "en", quotes=(quote,))
    assert (event.attribution, event.quote_no) == ("quoted", 0)
    assert parties(event) == ({"TCD"}, {"SDN"})
    assert any(p.local_no == speaker and p.code is None and p.basis == "quote_speaker" for p in event.participants)


def test_people_without_a_name_act_for_the_country_of_the_place() -> None:
    (event,) = coded("Students blocked roads in Lima.", "en")
    assert [(p.role, p.code, p.basis) for p in event.participants if p.code] == [
        ("actor", "PER", "default"), ("recipient", "PER", "default")]  # fmt: skip
    assert event.place_text == "Lima"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        # a domestic act is done within the country of who acts
        ("Police in Lusaka arrested the union leader Joseph Banda.", [("actor", "ZMB"), ("recipient", "ZMB")]),
        # an act that names nobody is aimed at the side spoken of last
        ("Norway expelled two Russian diplomats. Moscow threatened retaliation.", [("actor", "RUS"), ("recipient", "NOR")]),
        # who is named without a country is of the one that the text is about
        (
            "The ministry in Rabat condemned the march. Hicham Alaoui accused the ministry of lies.",
            [("actor", "MAR"), ("recipient", "MAR")],
        ),
        # where a text knows no other side and no country of its own, nothing is supposed
        ("Rita Solberg denied the claim.", []),
    ],
)
def test_countries_that_the_words_leave_out_are_said_to_be_supposed(text: str, codes: list[tuple[str, str]]) -> None:
    event = coded(text, "en")[-1]
    assert [(p.role, p.code) for p in event.participants if p.code] == codes
    assert not codes or any(p.basis == "default" for p in event.participants)


def test_an_aside_tells_for_whom_somebody_acts() -> None:
    (event,) = coded("Delmy Castellón, an opposition member of the Honduran congress, accused Mexico of treason.", "en")
    assert parties(event) == ({"HND"}, {"MEX"})


def test_a_word_that_opens_a_sentence_is_no_person() -> None:
    (event,) = coded("Carrying empty jerrycans, about 800 people marched through Zagora in Morocco.", "en")
    assert all(p.text != "Carrying" for p in event.participants)


def test_a_mission_acts_for_its_alliance_not_for_the_country_it_is_in() -> None:
    (event,) = coded("NATO Mission Iraq trained Iraqi officers.", "en")
    assert parties(event) == ({"NATO"}, {"IRQ"})


WORDS = [
    "Chad",
    "Sudan",
    "Greece",
    "attacked",
    "was",
    "by",
    "met",
    "with",
    "will",
    "not",
    "to",
    "and",
    "that",
    ",",
    ".",
    "“",
    "”",
    "(",
    ")",
    "who",
    "agreed",
    "police",
    "the",
    "two",
    "sides",
    "14",
    "soldiers",
    "on",
    "Monday",
    "in",
    "Lima",
    "La",
    "Grèce",
    "a",
    "été",
    "accusée",
    "par",
    "nous",
    "avons",
    "tenu",
    "une",
    "réunion",
    "طالبت",
    "بولندا",
    "اتهمت",
    "في",
    "قتل",
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(WORDS),
        max_size=40,
    ),
    st.sampled_from(["en", "fr", "ar"]),
)
def test_whatever_the_text_offsets_hold(words: list[str], lang: str) -> None:
    text = " ".join(words)
    found = coded(text, lang)
    assert found == coded(text, lang)
    for event in found:
        assert event.start <= event.trigger_start < event.trigger_end <= event.end
        assert text[event.start : event.end] == event.text
        assert text[event.trigger_start : event.trigger_end] == event.trigger_text
        assert "\n" not in event.text
        assert 0.0 <= event.score <= 1.0
        for p in event.participants:
            assert p.start is None or text[p.start : p.end] == p.text
        for n in event.numbers:
            assert text[n.start : n.end] == n.text
            assert n.low is None or n.high is None or n.low <= n.high


def test_long_hostile_text_takes_no_time() -> None:
    assert coded("attacked by " * 3000, "en") == ()
    assert isinstance(coded("Chad and " * 2000 + "attacked Sudan.", "en"), tuple)
