"""What is an act and what only looks like one: agreements signed, what is denied or still to come, harm that nobody does, counts."""

from __future__ import annotations

import pytest

from tests.unit.annotate.test_events_lexicon import coded


@pytest.mark.parametrize(
    ("lang", "text", "kind"),
    [
        ("en", "Envoys of Ecuador and Peru signed in Lima on Friday, after two years of talks, a fisheries agreement.", "SUPPORT"),
        ("en", "A ceasefire signed in Nairobi last week between Sudan and Chad is holding.", "AGREE"),
        ("fr", "Le Tchad et le Soudan ont signé mercredi à Nairobi un accord de cessez-le-feu.", "AGREE"),
        ("fr", "Le Pérou et l'Équateur ont signé, vendredi 3 mai à Lima, une convention sur la pêche.", "SUPPORT"),
        ("ar", "وقعت تشاد والسودان في العاصمة الكينية نيروبي أمس الأربعاء اتفاقا لوقف إطلاق النار.", "AGREE"),
    ],
)
def test_time_and_place_may_stand_before_what_is_signed(lang: str, text: str, kind: str) -> None:
    assert [e.event_type for e in coded(text, lang)] == [kind]


def test_the_two_sign_what_they_have_talked_about() -> None:
    found = coded("Senegal's president met the president of Mali on Monday and the two signed an agreement on grazing.", "en")
    assert [e.event_type for e in found] == ["CONSULT", "SUPPORT"]


def test_a_new_clause_is_no_object_of_the_signature() -> None:
    (event,) = coded("Chad and Sudan signed a ceasefire on Monday, and the agreement is holding.", "en")
    assert (event.event_type, event.trigger_text) == ("AGREE", "signed a ceasefire")


@pytest.mark.parametrize(
    ("lang", "text", "kind"),
    [
        ("en", "Oman denied that it had hosted a secret meeting with Chad.", "CONSULT"),
        ("en", "Kenya's foreign ministry denied on Tuesday that its minister had met officials of Somalia.", "CONSULT"),
        ("en", "Peru's president denied having met Chilean envoys.", "CONSULT"),
        ("en", "Ethiopia did not sign the agreement with Egypt.", "SUPPORT"),
        ("en", "Bolivia's government has not withdrawn its troops from the border with Chile.", "RETREAT"),
        ("ar", "لم تسحب بوليفيا قواتها من تشيلي.", "RETREAT"),
        ("en", "Poland denied that it had attacked Belarus.", "ASSAULT"),
        ("fr", "Le Kenya a démenti avoir rencontré des responsables somaliens.", "CONSULT"),
        ("fr", "Le Pérou n'a pas signé l'accord avec le Chili.", "SUPPORT"),
        ("ar", "نفت كينيا أنها التقت مسؤولين من الصومال.", "CONSULT"),
    ],
)
def test_what_is_denied_is_told_as_denied(lang: str, text: str, kind: str) -> None:
    assert [e.realis for e in coded(text, lang) if e.event_type == kind] == ["denied"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Elena Mbarga is expected to be sworn in as prime minister of Gabon on September 30."),
        ("en", "The agreement provides for the withdrawal of Ethiopian troops from Somalia before 5 June."),
        ("en", "A new round of talks between Chad and Libya is planned for June."),
        ("fr", "La présidente du Gabon doit prêter serment le 30 septembre."),
        ("fr", "L'accord prévoit le retrait des troupes éthiopiennes de Somalie avant le 5 juin."),
        ("fr", "Un nouveau cycle de négociations entre le Tchad et la Libye est prévu en juin."),
        ("ar", "وينص الاتفاق على انسحاب القوات الإثيوبية من الصومال قبل الخامس من يونيو المقبل."),
    ],
)
def test_what_is_still_to_come_is_planned(lang: str, text: str) -> None:
    assert [e.realis for e in coded(text, lang)] == ["planned"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "A storm killed 14 people in southern Madagascar on Tuesday."),
        ("en", "Malaria kills thousands of children in Mozambique every year."),
        ("en", "Six people were injured when a bus overturned near Nakuru, Kenya."),
        ("en", "Portugal beat Morocco 2-1 in the quarter-final on Saturday."),
        ("en", "The museum in Dakar received 40,000 visitors last year."),
        ("en", "She warned that prices in Egypt could rise again."),
        ("en", "Officials should protect witnesses and help families in Kenya."),
        ("fr", "Un incendie a fait douze morts dans un immeuble de Dakar."),
        ("ar", "أودى انهيار أرضي بحياة عشرة أشخاص في نيبال."),
        ("en", "A lawyer had been allowed to call her family in Kenya."),
        ("en", "A festival for singers from Malawi was held in Lilongwe on Tuesday, not a protest."),
        ("fr", "Cinq personnes ont été tuées dans l'effondrement d'un immeuble à Douala."),
        ("fr", "À l'aide d'une pompe, les habitants de Sfax vident les caves."),
        ("fr", "Le musée de Tunis accueille chaque année des élèves."),
        ("fr", "Le professeur a averti que les nappes du Sahel baissent."),
        ("fr", "Le Tchad doit protéger ses forêts et soutenir les villages."),
        ("ar", "لقي 20 شخصا مصرعهم في فيضانات ضربت جنوب الهند."),
        ("ar", "أصيب سبعة أشخاص في حادث سير قرب الخرطوم."),
        ("ar", "قتل الوباء 40 شخصا في موزمبيق."),
        ("ar", "أعدت وزارتا الدفاع والداخلية في كينيا التقرير."),
        ("ar", "تهدف الوزارة إلى تدريب المعلمين ودعم القرى في ملاوي."),
    ],
)
def test_nobody_acts(lang: str, text: str) -> None:
    assert coded(text, lang) == ()


@pytest.mark.parametrize(
    ("lang", "text", "counts"),
    [
        ("en", "Rebels attacked a convoy in Mali, killing four people and injuring 11.", {"killed": 4, "injured": 11}),
        ("en", "The attack left 12 soldiers dead and 30 wounded near Kano in Nigeria.", {"killed": 12, "injured": 30}),
        ("en", "Police in Nairobi arrested 14 demonstrators, including three lawyers.", {"detained": 14}),
        ("en", "A court in Kenya sentenced three traders to five years in prison.", {"detained": 3}),
        ("fr", "Au Mali, quatre soldats ont été tués et une quinzaine d'autres blessés dans une attaque.", {"killed": 4, "injured": 15}),
        ("fr", "Une centaine de proches des victimes ont manifesté à Lima au Pérou.", {"participants": 100}),
        ("fr", "La police égyptienne a arrêté deux hommes âgés de 23 à 51 ans.", {"detained": 2}),
        ("fr", "La Suède a donné 86 000 dinars à Haïti.", {"money": 86000}),
        ("ar", "أسفر هجوم للمتمردين في مالي عن مقتل أربعة جنود وإصابة 11.", {"killed": 4, "injured": 11}),
    ],
)
def test_numbers_belong_to_their_own_conjunct(lang: str, text: str, counts: dict[str, float]) -> None:
    found = {(n.measure, n.best) for e in coded(text, lang) for n in e.numbers}
    assert found == set(counts.items())


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Under Namibia's constitution the president appoints the judges of the Supreme Court of Namibia."),
        ("en", "In the new film by a Chilean director, a general of Peru refuses to fire on miners from Chile."),
        ("en", "The Norwegian krone surrendered part of its gains against the euro in Denmark."),
        ("en", "Vietnam joins no alliance with Laos."),
        ("fr", "Selon la Constitution namibienne, le président nomme les juges de Namibie."),
        ("fr", "La romancière ivoirienne raconte comment un colonel attaque le Ghana."),
        ("ar", "بموجب دستور ناميبيا، يعين الرئيس قضاة المحكمة العليا في ناميبيا."),
        ("ar", "يحق للبرلمان التشادي رفض معاهدة مع النيجر."),
        ("ar", "عاصفة ثلجية تحاصر عشرات القرى في رومانيا ومولدوفا."),
    ],
)
def test_laws_stories_and_figures_of_speech_report_nothing(lang: str, text: str) -> None:
    assert coded(text, lang) == ()


@pytest.mark.parametrize(
    ("lang", "text", "kinds"),
    [
        ("en", "Doctors of Malawi to walk out on 1 June", ["PROTEST"]),  # a headline's infinitive
        ("en", "Fiji, Kazakhstan sign visa waiver deal in Suva", ["SUPPORT"]),
        ("en", "Laos and Thailand agreed on Monday, following a week of talks in Hanoi, to dredge the river.", ["AGREE", "CONSULT"]),
        (
            "fr",
            "Le Laos et la Thaïlande sont convenus, après des négociations à Hanoï, de draguer le fleuve.",
            ["AGREE", "CONSULT"],
        ),
        ("ar", "اتفقت لاوس وتايلاند، بعد مفاوضات استمرت أسبوعا في هانوي، على تعميق النهر.", ["AGREE", "CONSULT"]),
    ],
)
def test_what_one_sentence_tells(lang: str, text: str, kinds: list[str]) -> None:
    assert [e.event_type for e in coded(text, lang)] == kinds


def test_a_present_with_a_day_to_come_is_planned() -> None:
    (event,) = coded("يلتقي وزير خارجية غانا نظيره التوغولي في 20 مايو المقبل.", "ar")
    assert (event.event_type, event.realis) == ("AGREE", "planned")
