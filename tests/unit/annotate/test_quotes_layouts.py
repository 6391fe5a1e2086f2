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
    ],
)
def test_arabic_frames(text: str, words: str, speaker: str | None) -> None:
    assert told(find(text, "ar", [SAMER]), [SAMER]) == [(words, speaker)]


@pytest.mark.parametrize("text", ["يُذكر أن الطريق مغلقة.", "وكرر سامر حداد دعوته إلى الحوار في المدينة."])
def test_arabic_formulas_say_nothing_of_anybody(text: str) -> None:
    assert [q for q in find(text, "ar", [SAMER]) if q.rule_id.startswith(("that", "masdar"))] == []
