"""Who speaks where no verb of saying stands beside the words: dialogues, labels, signatures, descriptions; and frames of Arabic."""

from __future__ import annotations

import pytest
from quote_sentences import find

from pipeline.model import Quote

ANN, TOM = "PER:Ann Barlow:f", "PER:Tom Reedy:m"


def told(quotes: tuple[Quote, ...], names: list[str]) -> list[tuple[str, str | None]]:
    """Words and whoever speaks them."""
    return [(q.text, None if q.speaker_no is None else names[q.speaker_no].split(":")[1]) for q in quotes]


def test_a_turn_runs_to_the_end_of_its_line() -> None:
    text = (
        "Ann Barlow and Tom Reedy met the board.\nMS BARLOW: Who paid? He said “nobody”. I wonder.\n"
        "MR REEDY: The town did.\nMS BARLOW: Thank you."
    )
    assert told(find(text, "en", [ANN, TOM]), [ANN, TOM]) == [
        ("Who paid? He said “nobody”. I wonder.", "Ann Barlow"),
        ("The town did.", "Tom Reedy"),
        ("Thank you.", "Ann Barlow"),
    ]


def test_one_label_makes_no_dialogue() -> None:
    assert find("Ann Barlow was late.\nFirst lesson: the road is long and nobody mends it.", "en", [ANN]) == ()


def test_answers_belong_to_the_one_person_named_before_them() -> None:
    text = "We met Ann Barlow on Monday.\nQ: Is the road shut?\nA: It is shut until May.\nQ: And the bridge?\nA: The bridge is safe."
    assert told(find(text, "en", [ANN]), [ANN]) == [("It is shut until May.", "Ann Barlow"), ("The bridge is safe.", "Ann Barlow")]
    both = text.replace("met Ann Barlow", "met Ann Barlow and Tom Reedy")
    assert told(find(both, "en", [ANN, TOM]), [ANN, TOM]) == [("It is shut until May.", None), ("The bridge is safe.", None)]


def test_a_stage_direction_says_nothing() -> None:
    text = "JUDGE: Who paid for it?\nCLERK: The town paid.\nJUDGE: (crosstalk)\nCLERK: I said the town paid."
    assert [q.text for q in find(text, "en")] == ["Who paid for it?", "The town paid.", "I said the town paid."]


def test_a_quotation_before_a_question_is_kept() -> None:
    text = (
        "Ann Barlow said the road was shut. “It was a long winter for all of us.” Nobody answered.\n"
        "Q: Is the road shut?\nA: It is shut until May.\nQ: And the bridge?\nA: The bridge is safe."
    )
    assert "It was a long winter for all of us." in [q.text for q in find(text, "en", [ANN])]


@pytest.mark.parametrize(
    ("lang", "text", "words"),
    [
        ("en", "From Mayor Ann Barlow: The road will open in May and stay open.", "The road will open in May and stay open."),
        ("en", "Statement by Ann Barlow:\nThe road will open in May and stay open.", "The road will open in May and stay open."),
        ("fr", "Déclaration de Ann Barlow :\nLa route rouvrira en mai et le restera.", "La route rouvrira en mai et le restera."),
    ],
)
def test_a_label_gives_somebody_the_word(lang: str, text: str, words: str) -> None:
    assert told(find(text, lang, [ANN]), [ANN]) == [(words, "Ann Barlow")]


def test_a_line_with_a_colon_gives_the_word_to_the_paragraphs_below_it() -> None:
    text = (
        "Ann Barlow climbed the steps and spoke to the crowd:\n“The road is ours and nobody will take it.\n"
        "“The bridge is ours as well, and the mill.”"
    )
    assert told(find(text, "en", [ANN]), [ANN]) == [
        ("The road is ours and nobody will take it.", "Ann Barlow"),
        ("The bridge is ours as well, and the mill.", "Ann Barlow"),
    ]
    nobody = text.replace("Ann Barlow climbed", "Tom Reedy said the mill was lost. A stranger climbed").replace(
        " and spoke", "\nA man spoke"
    )
    assert all(name != "Tom Reedy" for words, name in told(find(nobody, "en", [TOM]), [TOM]) if words.startswith("The road"))


def test_a_signature_below_speaks_for_the_paragraphs_above_it() -> None:
    text = "“The road is ours and nobody will take it.”\n“The bridge is ours as well, and the mill.”\n– Ann Barlow, mayor"
    assert {name for _, name in told(find(text, "en", [ANN]), [ANN])} == {"Ann Barlow"}


def test_a_definite_noun_means_whom_the_article_describes_so() -> None:
    text = "Ann Barlow, a ferryman in Leeds, rose early. “The road is shut until May,” the ferryman said."
    assert told(find(text, "en", [ANN]), [ANN]) == [("The road is shut until May", "Ann Barlow")]
    two = "Tom Reedy, a ferryman in York, slept. " + text
    assert told(find(two, "en", [ANN, TOM]), [ANN, TOM]) == [("The road is shut until May", None)]
    other = text.replace("the ferryman said", "the ferryman from York said")
    assert told(find(other, "en", [ANN]), [ANN])[0][1] is None
    indefinite = text.replace("the ferryman said", "a ferryman said")
    assert told(find(indefinite, "en", [ANN]), [ANN])[0][1] is None


SAMER = "PER:سامر حداد:m"


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("ونقلت إذاعة محلية عن سامر حداد قوله إن الطريق مغلقة.", "الطريق مغلقة", "سامر حداد"),
        ("ونسبت الوكالة إلى سامر حداد تأكيده أن الطريق مغلقة.", "الطريق مغلقة", "سامر حداد"),
        ("وقال سامر حداد، طلب حجب اسمه، إن الطريق مغلقة.", "الطريق مغلقة", "سامر حداد"),
        ("سامر حداد قال لإذاعة محلية إن الطريق مغلقة.", "الطريق مغلقة", "سامر حداد"),
        ("وصل سامر حداد مساء. وذُكر أن الطريق مغلقة.", "الطريق مغلقة", None),
        ("وأكد سامر حداد أن الطريق مغلقة، أما الجسر فمفتوح.", "الطريق مغلقة", "سامر حداد"),
        ("وقال سامر حداد إن الحدود مغلقة في إشارة إلى المعبر.", "الحدود مغلقة", "سامر حداد"),
        ("ورد سامر حداد على الناس بـ«الأرقام تتكلم والضحايا أيضا»، قبل أن يخرج.", "الأرقام تتكلم والضحايا أيضا", "سامر حداد"),
        ("وقال سامر حداد، لدى خروجه من القاعة: الحكم أعاد الأمور إلى نصابها.", "الحكم أعاد الأمور إلى نصابها", "سامر حداد"),
        ("سامر حداد أكد لنا هاتفيا أن الطريق مغلقة.", "الطريق مغلقة", "سامر حداد"),
        ("وصل سامر حداد مساء. وقيل إن الطريق مغلقة.", "الطريق مغلقة", None),
        ("ونُقل عن سامر حداد أن الطريق مغلقة.", "الطريق مغلقة", "سامر حداد"),
        ("واستنادا إلى سامر حداد، أغلقت الطريق فجرا.", "أغلقت الطريق فجرا", "سامر حداد"),
    ],
)
def test_arabic_frames(text: str, words: str, speaker: str | None) -> None:
    assert told(find(text, "ar", [SAMER]), [SAMER]) == [(words, speaker)]


@pytest.mark.parametrize("text", ["يُذكر أن الطريق مغلقة.", "وكرر سامر حداد دعوته إلى الحوار في المدينة."])
def test_arabic_formulas_say_nothing_of_anybody(text: str) -> None:
    assert [q for q in find(text, "ar", [SAMER]) if q.rule_id.startswith(("that", "masdar"))] == []


@pytest.mark.parametrize(
    ("lang", "labels", "name"),
    [
        ("fr", ("A. B. — ", "Q. — ", "R. — "), "Ann Barlow"),
        ("en", ("A. B.: ", "Q: ", "A: "), "Ann Barlow"),
    ],
)
def test_initials_and_dashes_are_labels(lang: str, labels: tuple[str, str, str], name: str) -> None:
    own, question, answer = labels
    lines = [f"{own}Tous les soirs, ou presque.", f"{question}Et demain ?", f"{answer}Demain aussi, je crois."]
    text = "\n".join(["Ann Barlow.", *lines, f"{question}Pourquoi ?", f"{answer}Parce que."])
    assert [t for t in told(find(text, lang, [ANN]), [ANN]) if t[1]] == [
        ("Tous les soirs, ou presque.", name),
        ("Demain aussi, je crois.", name),
        ("Parce que.", name),
    ]


def test_arabic_initials_are_those_of_a_name_without_its_article() -> None:
    text = "سامر الحداد في بيته.\nالضفة: لماذا الآن؟\nس. ح.: لأن الطريق فتحت أخيرا.\nالضفة: وغدا؟\nس. ح.: غدا نعود كلنا."
    names = ["PER:سامر الحداد:m"]
    assert [words for words, who in told(find(text, "ar", names), names) if who] == ["لأن الطريق فتحت أخيرا.", "غدا نعود كلنا."]


def test_a_line_in_marks_is_no_turn_where_the_others_stand_without_them() -> None:
    text = "JUDGE: Who paid for it?\nCLERK: The town paid.\nJUDGE: Why?\nMs Ann Barlow: “Nobody asked us.” She rose."
    found = find(text, "en", [ANN])
    assert ("Nobody asked us.", "Ann Barlow") in told(found, [ANN])
    assert all("She rose" not in q.text for q in found)


def test_somebody_without_a_name_has_a_turn() -> None:
    text = "ANN BARLOW: Who paid for it?\nA passenger: The town paid, as always.\nANN BARLOW: Thank you."
    found = [q for q in find(text, "en", [ANN]) if q.text == "The town paid, as always."]
    assert [(q.speaker_text, q.speaker_type, q.speaker_no) for q in found] == [("passenger", "anonymous", None)]


INTERVIEW = """Ann Barlow repairs bridges. An interview.
How did it begin?
I was nine, and my father had a ferry.
Was the river high?
It was. I never saw it lower than the road.
And today?
Today I mend what he only crossed.
The bridge opens in May."""


def test_an_interview_is_read_by_its_rhythm() -> None:
    assert told(find(INTERVIEW, "en", [ANN]), [ANN]) == [
        ("I was nine, and my father had a ferry.", "Ann Barlow"),
        ("It was. I never saw it lower than the road.", "Ann Barlow"),
        ("Today I mend what he only crossed.", "Ann Barlow"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        INTERVIEW.replace("And today?", "And today."),  # two questions are no interview
        INTERVIEW.replace("An interview.", "")
        .replace("I was nine", "He was nine")
        .replace("I never saw", "Nobody saw")
        .replace("I mend", "she mends"),
    ],
)
def test_an_essay_that_asks_is_no_interview(text: str) -> None:
    assert find(text, "en", [ANN]) == ()


def test_of_two_persons_before_the_questions_neither_answers() -> None:
    both = INTERVIEW.replace("repairs bridges", "and Tom Reedy repair bridges")
    assert {who for _, who in told(find(both, "en", [ANN, TOM]), [ANN, TOM])} == {None}


def test_a_name_and_an_office_below_a_quotation_sign_it() -> None:
    text = "“The road is ours and nobody will take it.”\nAnn Barlow, mayor of Leeds\nThe road opens in May."
    assert told(find(text, "en", [ANN]), [ANN]) == [("The road is ours and nobody will take it.", "Ann Barlow")]
    sentence = text.replace("Ann Barlow, mayor of Leeds", "Ann Barlow, mayor of Leeds, has slept.")
    assert told(find(sentence, "en", [ANN]), [ANN]) == [("The road is ours and nobody will take it.", None)]


def test_paragraphs_with_opening_marks_belong_to_whom_the_last_one_names() -> None:
    text = "“We began with nothing at all.\n“Then the rains came, and the mill.\n“Nobody helped us,” said Ann Barlow."
    found = find(text, "en", [ANN])
    assert told(found, [ANN]) == [
        ("We began with nothing at all.", "Ann Barlow"),
        ("Then the rains came, and the mill.", "Ann Barlow"),
        ("Nobody helped us", "Ann Barlow"),
    ]
    assert len({q.utterance_no for q in found}) == 1


def test_a_paragraph_in_marks_is_said_by_somebody() -> None:
    quote, *rest = find("The square was full.\n“Who will teach our children to swim?”\nNobody answered.", "en")
    assert (rest, quote.speaker_no, quote.speaker_basis) == ([], None, "unnamed")


@pytest.mark.parametrize(
    ("lang", "text", "who"),
    [
        ("en", "Ann Barlow, a glaciologist in Leeds, shrugged. “The ice is thin,” the scientist said.", "Ann Barlow"),
        ("fr", "Ann Barlow, glaciologue à Sion, a souri. « La glace est mince », a dit la scientifique.", "Ann Barlow"),
        ("fr", "Le suspect, que défend Me Ann Barlow, nie. « Mon client dormait cette nuit-là », a dit son avocate.", "Ann Barlow"),
        ("en", "Ann Barlow, a baker in Leeds, shrugged. “The ice is thin,” the scientist said.", None),
    ],
)
def test_a_more_general_noun_or_a_title_means_its_bearer(lang: str, text: str, who: str | None) -> None:
    assert [name for _, name in told(find(text, lang, [ANN]), [ANN])] == [who]


def test_double_parentheses_are_marks() -> None:
    text = "وقال سامر حداد: ((زوروا الموقع بلا كاميرات. ستجدون شوارع بلا أرصفة))."
    assert told(find(text, "ar", [SAMER]), [SAMER]) == [("زوروا الموقع بلا كاميرات. ستجدون شوارع بلا أرصفة", "سامر حداد")]
    assert find("The sum ((a + b) was wrong.", "en") == ()
