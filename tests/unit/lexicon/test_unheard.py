"""Words that stand where a verb of saying belongs: found in three languages, and nothing else taken for one.

The verbs are made up (zorble, zorbuler), so that no pack will ever know them; Arabic ones are rare words that are no verbs of saying.
"""

from __future__ import annotations

import pytest

from pipeline.annotate.quoting.unheard import judge
from pipeline.languages.conjugation import guesses
from pipeline.lexicon import examples
from pipeline.lexicon.texts import words
from pipeline.lexicon.verbs import Count

NOVELS = '"The Long Way to the Sea"'


def heard(lang: str, text: str) -> list[tuple[str, str, str]]:
    """(word, frame, what is known of it)."""
    return [(w.word, w.frame, w.known) for w in found(lang, text)]


def found(lang: str, text: str) -> list:  # type: ignore[type-arg]
    names = examples.names(text, lang)
    known = [(m.start, m.end, m.text, m.type, names.entities[m.local_no].name) for m in names.mentions if m.form != "demonym"]
    out = list(words(lang, text, [(line.start, line.end) for line in examples.article(text, lang).lines if line.kept], known))
    assert all(text[w.start : w.end].lower() == w.word for w in out)
    return out


@pytest.mark.parametrize(
    "text",
    [
        '"The road will stay shut until May," zorbled Ann Barlow.',
        '"The road will stay shut until May," Ann Barlow zorbled.',
        '"The road will stay shut until May," she zorbled to reporters.',
        '"The road will stay shut until May," zorbled the mayor of Leeds, Ann Barlow.',
        '"Why must the road stay shut until May?" Ann Barlow zorbled.',
        'Ann Barlow zorbled: "The road will stay shut until May."',
        'Ann Barlow zorbled to reporters, "The road will stay shut until May."',
        'The mayor later zorbled: "The road will stay shut until May."',
    ],
)
def test_english_quotations(text: str) -> None:
    assert heard("en", text) == [("zorbled", "d", "missing")]


@pytest.mark.parametrize(
    "text",
    [
        "« La route restera fermée jusqu'en mai », zorbule Jeanne Morel.",
        "« La route restera fermée jusqu'en mai » , zorbule hier à Lille Jeanne Morel.",
        "« La route restera fermée jusqu'en mai », lui zorbule la maire de Lille, Jeanne Morel.",
        "Jeanne Morel zorbule : « La route restera fermée jusqu'en mai. »",
        "« C'est long, zorbule hier Jeanne Morel. La route restera fermée. »",
    ],
)
def test_french_quotations(text: str) -> None:
    assert heard("fr", text) == [("zorbule", "d", "missing")]


def test_french_groups() -> None:
    assert heard("fr", "« La route restera fermée jusqu'en mai », a-t-il zorbulé.") == [("zorbulé", "d", "missing")]
    assert heard("fr", "« La route restera fermée jusqu'en mai », a zorbulé hier Jeanne Morel.") == [("zorbulé", "d", "missing")]
    (word,) = found("fr", "« La route restera fermée jusqu'en mai », s'est zorbulée Jeanne Morel.")
    assert word.reflexive


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("وتثاءب سامر حداد: «الطريق ستبقى مغلقة حتى مايو».", "تثاءب"),
        ("«الطريق ستبقى مغلقة حتى مايو»، تثاءب سامر حداد.", "تثاءب"),
        ("وزير النقل يتثاءب: «الطريق ستبقى مغلقة حتى مايو».", "يتثاءب"),
    ],
)
def test_arabic_quotations(text: str, word: str) -> None:
    assert heard("ar", text) == [(word, "d", "missing")]


def test_clauses() -> None:
    assert heard("en", "Ann Barlow zorbled that the road would stay shut.") == [("zorbled", "t", "missing")]
    assert heard("fr", "Jeanne Morel a zorbulé que la route resterait fermée.") == [("zorbulé", "t", "missing")]
    assert heard("ar", "وتثاءب وزير النقل سامر حداد بأن الطريق ستبقى مغلقة.") == [("تثاءب", "t", "missing")]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", '"The road will stay shut until May," said Ann Barlow.'),
        ("en", '"The road will stay shut until May," according to Ann Barlow.'),
        ("en", 'Ann Barlow zorbled at the so-called "rural road".'),
        ("en", f"Ann Barlow zorbled: {NOVELS}."),
        ("en", f"{NOVELS}, directed by Ann Barlow, opens on Friday."),
        ("en", '"The road will stay shut until May," farmer Ann Barlow, 50, said.'),
        ("en", 'Ann Barlow zorbled the great "book of the sea and the road" in Leeds.'),
        ("en", '"The road will stay shut until May," Ann Barlow zorbled the crowd.'),
        ("en", "It zorbled that the road would stay shut."),
        ("en", "Boeing zorbles that fly are rare."),
        ("fr", "« La route restera fermée jusqu'en mai », dit Jeanne Morel."),
        ("fr", "Jeanne Morel zorbule une « route fermée »."),
        ("fr", "« La Longue Route vers Lille », zorbulé par Jeanne Morel, sort vendredi."),
        ("fr", "Jeanne Morel a ouvert le débat : « La route restera fermée jusqu'en mai. »"),
        ("fr", "Jeanne Morel ne zorbule que la route."),
        ("ar", "وقال سامر حداد: «الطريق ستبقى مغلقة حتى مايو»."),
        ("ar", "وتثاءب سامر حداد في «طريق بغداد»."),
        ("ar", "وتثاءب سامر حداد أن يغلق الطريق."),
    ],
)
def test_what_gives_nothing(lang: str, text: str) -> None:
    assert heard(lang, text) == []


def test_what_the_packs_know() -> None:
    assert judge("en", "said", "d") is None
    assert judge("en", "decline", "d") == ("decline", "frame", "decline")
    assert judge("en", "outlined", "d") == ("outlined", "cue", "outline")
    assert judge("en", "knew", "t") == ("knew", "barred", "")
    assert judge("fr", "sait", "t") == ("sait", "barred", "")
    assert judge("fr", "indigne", "d") == ("indigne", "cue", "indigner")
    assert judge("fr", "indigne", "d", reflexive=True) is None
    assert judge("ar", "سيؤكد", "d") is None
    assert judge("ar", "وأراد", "t") == ("أراد", "barred", "أراد")


@pytest.mark.parametrize(
    ("lang", "form", "row"),
    [
        ("en", "zobbed", "zob\tdouble\td=b"),
        ("en", "believed", "believe\te"),
        ("en", "hissed", "hiss\ts"),
        ("fr", "zorbule", "zorbuler\ter"),
        ("fr", "zorbulait", "zorbuler\ter"),
        ("fr", "dérogea", "déroger\tger"),
        ("ar", "استهلت", "استهل\tsound\tp=استهل q=استهل i=ستهل a=مستهل"),
        ("ar", "يستنفر", "استنفر\tsound\tp=استنفر q=استنفر i=ستنفر a=مستنفر"),
    ],
)
def test_the_verb_of_a_form(lang: str, form: str, row: str) -> None:
    assert guesses(lang, form)[0].row == row


def test_forms_of_one_verb_are_one_row() -> None:
    count = Count("fr")
    said = ("« La route restera fermée jusqu'en mai », zorbule Jeanne Morel.", "« La route restera fermée en mai », a-t-elle zorbulé.")
    for n, text in enumerate(said):
        count.add(f"a{n}", "courrier", f"courrier/{n}.txt", text, found("fr", text))
    count.add("a2", "gazette", "gazette/2.txt", said[0], found("fr", said[0]))
    (verb,) = count.verbs()
    assert (verb.name, verb.forms, verb.n_articles, verb.n_sources, verb.n_times) == ("zorbuler", ("zorbule", "zorbulé"), 3, 2, 3)
    assert (verb.verb_row, verb.cue_row) == ("zorbuler\ter", "{zorbuler}\tsay\tdS")
    assert verb.examples[0] == ("courrier/0.txt", "fermée jusqu'en mai », zorbule Jeanne Morel.")


def test_verbs_of_thinking_are_apart() -> None:
    count = Count("en")
    text = "Ann Barlow hoped that the road would stay shut. Ann Barlow zorbled that it was open."
    count.add("a", "post", "post/a.txt", text, found("en", text))
    assert [(v.name, v.known, v.cue_row) for v in count.verbs()] == [("hope", "barred", ""), ("zorble", "missing", "{zorble}\tsay\tt")]
