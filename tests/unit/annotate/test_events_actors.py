"""Who acts and where: subjects of second clauses, places that are no party, lists, headquarters, openings, nobody by default."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.annotate import annotate
from pipeline.annotate.coding.bodies import bodies
from pipeline.annotate.coding.seats import seats
from pipeline.model import Annotations, EventMention
from tests.unit.annotate.test_events_lexicon import article


def events_of(text: str, lang: str, country: str | None = None) -> tuple[Annotations, tuple[EventMention, ...]]:
    found = annotate(article(text, lang, country=country))
    return found, found.events


def codes(event: EventMention, *roles: str) -> set[str]:
    return {p.code for p in event.participants if p.code and p.role in roles}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Peru asked Bolivia to reopen the crossing, and La Paz rejected the request."),
        ("fr", "Le Pérou a exhorté la Bolivie à rouvrir le passage, et La Paz a rejeté la demande."),
        ("ar", "حثت بيرو بوليفيا على إعادة فتح المعبر، ورفضت بوليفيا الطلب."),
    ],
)
def test_a_second_clause_has_its_own_subject(lang: str, text: str) -> None:
    _, events = events_of(text, lang)
    assert [codes(e, "actor") for e in events if e.event_type == "REJECT"] == [{"BOL"}]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Ministers from Ghana, Togo and Benin met in Vienna on Monday."),
        ("fr", "Des ministres du Ghana, du Togo et du Bénin se sont rencontrés lundi à Vienne."),
        ("ar", "التقى وزراء من غانا وتوغو وبنين في فيينا يوم الاثنين."),
    ],
)
def test_where_one_meets_is_no_party(lang: str, text: str) -> None:
    found, events = events_of(text, lang)
    (event,) = [e for e in events if e.event_type == "CONSULT"]
    assert "AUT" not in {p.code for p in event.participants}
    assert event.place_no is not None
    assert found.entities[event.place_no].country == "AUT"


def test_a_list_goes_to_its_end() -> None:
    _, events = events_of("Ghana, the African Union, Benin and Nigeria signed a trade accord in Accra on Friday.", "en")
    assert {"GHA", "BEN", "NGA"} <= codes(events[0], "actor", "participant")


@pytest.mark.parametrize(
    ("lang", "text", "city"),
    [
        ("en", "Kenyan diplomats met Somali officials at the headquarters of the African Union on Monday.", "gpe:eth-addis-ababa"),
        ("fr", "Une délégation malienne a été reçue mardi au siège de l'Union africaine.", "gpe:eth-addis-ababa"),
        ("ar", "اجتمع وزراء خارجية مصر والأردن في مقر جامعة الدول العربية يوم الأحد.", "gpe:egy-cairo"),
    ],
)
def test_a_headquarters_is_in_its_city(lang: str, text: str, city: str) -> None:
    found, events = events_of(text, lang)
    assert events[0].place_no is not None
    assert found.entities[events[0].place_no].lexicon_id == city
    assert "ETH" not in {p.code for e in events for p in e.participants}


def test_one_withdraws_from_where_the_verb_says() -> None:
    found, events = events_of("Rwandan troops withdrew from Goma on Friday under a deal signed in Luanda.", "en")
    (event,) = [e for e in events if e.event_type == "RETREAT"]
    assert event.place_no is not None
    assert found.entities[event.place_no].name == "Goma"


def test_an_outlet_lends_nobody_its_country() -> None:
    text = "MAPUTO, May 6 (Coast News) - Police detained nine people on Sunday. Mozambique has seen a week of strikes."
    _, events = events_of(text, "en", country="GBR")
    assert events
    assert "GBR" not in {p.code for e in events for p in e.participants}
    assert not any(p.text == "MAPUTO" for e in events for p in e.participants)


@pytest.mark.parametrize(
    ("text", "kind", "day"),
    [
        ("Farmers who had blocked the highway since 28 April lifted their blockade.", "RETREAT", None),
        ("He accused Chad of trying to wreck the talks that opened in Lomé last week.", "ACCUSE", date(2024, 5, 6)),
        ("Japan urged South Korea on Friday to release the sailors.", "REQUEST", date(2024, 5, 3)),
    ],
)
def test_a_date_belongs_to_the_verb_of_its_clause(text: str, kind: str, day: date | None) -> None:
    _, events = events_of(text, "en")
    assert [e.date_start for e in events if e.event_type == kind] == [day]


def test_seats_are_of_bodies_that_exist() -> None:
    assert len(seats()) >= 60
    assert set(seats()) <= set(bodies())


@pytest.mark.parametrize(
    ("lang", "text", "leader"),
    [
        ("en", "A Kenyan delegation headed by Foreign Minister Grace Mutiso met Ugandan officials in Kampala.", "Grace Mutiso"),
        ("fr", "Une délégation togolaise dirigée par le ministre Kossi Ametepe a rencontré lundi les autorités du Bénin.", "Kossi Ametepe"),
        ("ar", "التقى وفد كيني برئاسة وزيرة الخارجية غريس موتيسو مسؤولين أوغنديين في كمبالا.", "غريس موتيسو"),
    ],
)
def test_who_leads_a_delegation_takes_part(lang: str, text: str, leader: str) -> None:
    found, (event,) = events_of(text, lang)
    assert leader in {found.entities[p.local_no].name for p in event.participants if p.local_no is not None and p.code is None}


@pytest.mark.parametrize(
    ("lang", "text", "city"),
    [
        ("fr", "Le Togo et le Bénin ont adopté un plan d'action au sommet de Dakar.", "Dakar"),
        ("en", "Togo and Benin agreed on an action plan at the Dakar Summit.", "Dakar"),
        ("ar", "خلال قمة الناتو في واشنطن عام 2024، اعتمد الحلف خطة عمل.", "واشنطن"),
    ],
)
def test_a_summit_is_held_in_the_city_it_is_called_after(lang: str, text: str, city: str) -> None:
    found, (event,) = events_of(text, lang)
    assert event.place_text == city
    assert event.place_no is not None
    assert found.entities[event.place_no].name == city


def test_a_meeting_that_is_told_again_has_its_day() -> None:
    text = "Chad and Niger met on Thursday. They talked about the border. This meeting took place in Agadez."
    _, events = events_of(text, "en")
    assert {e.date_start for e in events} == {date(2024, 5, 2)}
    assert events[-1].place_text == "Agadez"


def test_a_preposition_is_no_auxiliary() -> None:
    text = "Le conseiller togolais à la sécurité nationale Kossi Ametepe et le ministre béninois Jean Houngbo ont discuté de la frontière."
    _, (event,) = events_of(text, "fr")
    assert codes(event, "participant") == {"TGO", "BEN"}


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        ("طردت الدنمارك دبلوماسيين إيرانيين تتهمهما بالتجسس.", "ACCUSE", {"DNK"}, {"IRN"}),  # a relative clause without its pronoun
        ("طالبت غانا بالإفراج عن الصحافي المصري الذي اتهمته توغو بالتجسس.", "ACCUSE", {"TGO"}, {"EGY"}),
        ("رفضت كينيا مقترح تشاد، وطالبت بإطلاق سراح عمالها.", "REQUEST", {"KEN"}, {"TCD"}),  # who asks is not said again
        ("نددت النرويج بقرار بيرو، لكنها دعت تشيلي إلى الحوار.", "REQUEST", {"NOR"}, {"CHL"}),
        ("رحبت كينيا باتفاق غانا، وطلبت مصر مساعدة الأردن.", "REQUEST", {"EGY"}, {"JOR"}),
        ("انتقدت السويد تشاد، كما أشادت بدور النيجر.", "SUPPORT", {"SWE"}, {"NER"}),
    ],
)
def test_arabic_verbs_go_on_about_who_acted_before(text: str, kind: str, actors: set[str], recipients: set[str]) -> None:
    _, events = events_of(text, "ar")
    found = next(e for e in events if e.event_type == kind)
    assert codes(found, "actor") == actors
    assert recipients <= codes(found, "actor", "recipient", "participant")


@pytest.mark.parametrize(
    ("lang", "text", "kind", "actors", "recipients"),
    [
        ("en", "Lithuania expelled two Belarusian diplomats whom it accuses of spying.", "ACCUSE", {"LTU"}, {"BLR"}),
        (
            "en",
            "Oman accused Yemen of piracy. Yemen condemned the claim and asked the UN for help.",
            "ACCUSE",
            {"OMN"},
            {"YEM"},
        ),
        (
            "fr",
            "Le Tchad a bombardé le Niger. Niamey a condamné ce tir et demandé une réunion à l'ONU.",
            "ACCUSE",
            {"NER"},
            {"TCD"},
        ),
        ("en", "His Bolivian counterpart, Wilma Choque, accused Chile of theft.", "ACCUSE", {"BOL"}, {"CHL"}),
        ("en", "Slovenia's health minister, Maja Kos, resigned on Monday.", "RETREAT", {"SVN"}, {"SVN"}),
        ("en", "Athens accused Bratislava of theft, and the European Commission urged Slovakia to pay.", "REQUEST", {"EU"}, {"SVK"}),
    ],
)
def test_who_is_left_out_is_known_from_the_sentence_before(lang: str, text: str, kind: str, actors: set[str], recipients: set[str]) -> None:
    _, events = events_of(text, lang)
    found = next(e for e in events if e.event_type == kind)
    assert codes(found, "actor") == actors
    assert codes(found, "recipient") == recipients
