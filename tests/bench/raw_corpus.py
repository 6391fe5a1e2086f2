"""Raw articles of any number with what is true of them: happenings told by several outlets in three languages, with wire copies, chrome,
persons in several spellings and scripts, statements in translation.

Nobody's text: words are stems of the bilingual lexicon, persons are drawn from lists of names, towns and countries are real, sentences
are of a few patterns. Articles of one day tell the happenings of that day, whatever the size of the corpus: a larger one is a longer one,
as an archive is. Everything follows from the seed, and the first articles of a larger corpus are those of a smaller one.

    python tests/bench/raw_corpus.py FOLDER 2000

writes FOLDER/raw (files of records, one an outlet and month) and FOLDER/truth.jsonl: for each article its number, the happening, the
article whose copy it is, its chrome lines, and the texts of persons, statements and acts with the number of what they name.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from people import LANGS, family, skewed

from pipeline.languages import shared

FIRST = date(1998, 1, 5)
PER_DAY = 100  # articles
OUTLETS = 24
_NEW_PERSON = 0.3  # of happenings: as in the news, there are ever new names
_COPIED = 0.05

_HEAD = {"en": ("Home | World | Sport", "Sign in"), "fr": ("Accueil", "Se connecter"), "ar": ("الرئيسية", "تسجيل الدخول")}
_FOOT = {
    "en": ("Share this article", "Read also: {title}"),
    "fr": ("Partager", "Lire aussi : {title}"),
    "ar": ("شارك", "اقرأ أيضا: {title}"),
}
# What happened, by kind; the same in all languages. {p} has its full name, {a} and {b} are countries.
_ACTS = {
    "en": (
        "The government of {a} signed an agreement with {b} in {city} on {day}, in the presence of {p}.",
        "President {p} of {a} visited {city} on {day} and met the foreign minister of {b}.",
        "Gunmen killed {n} people in an attack near {city} on {day}, according to the police of {b}.",
        "{a} sent aid to {b} on {day} after the floods near {city}.",
        "{a} accused {b} on {day} of having broken the agreement of {city}.",
    ),
    "fr": (
        "Le gouvernement de {a} a signé un accord avec {b} à {city} le {day}, en présence de {p}.",
        "Le président de {a}, {p}, s'est rendu à {city} le {day} et a rencontré le ministre des Affaires étrangères de {b}.",
        "Des hommes armés ont tué {n} personnes dans une attaque près de {city} le {day}, selon la police de {b}.",
        "{a} a envoyé de l'aide à {b} le {day} après les inondations près de {city}.",
        "{a} a accusé {b} le {day} d'avoir violé l'accord de {city}.",
    ),
    "ar": (
        "وقعت حكومة {a} اتفاقا مع {b} في {city} يوم {day} بحضور {p}.",
        "زار رئيس {a} {p} مدينة {city} يوم {day} والتقى وزير خارجية {b}.",
        "قتل مسلحون {n} أشخاص في هجوم قرب {city} يوم {day}، بحسب شرطة {b}.",
        "أرسلت {a} مساعدات إلى {b} يوم {day} بعد الفيضانات قرب {city}.",
        "اتهمت {a} {b} يوم {day} بخرق اتفاق {city}.",
    ),
}
_SAID = {
    "en": ('"{words}", {p} told reporters in {city}.', '{p} said: "{words}".'),
    "fr": ("« {words} », a déclaré {p} à {city}.", "{p} a affirmé : « {words} »."),
    "ar": ('وقال {p} للصحفيين في {city}: "{words}".', 'وأكد {p}: "{words}".'),
}
_TITLES = {"en": "{a} and {b}: {words} in {city}", "fr": "{a} et {b} : {words} à {city}", "ar": "{a} و{b}: {words} في {city}"}
_TOLD = {
    "en": ("The report is about {words}.", "{words}, in the region of {city}.", "For years {words} there."),
    "fr": ("Le rapport traite de {words}.", "{words}, dans la région de {city}.", "Depuis des années, {words} là-bas."),
    "ar": ("ويتناول التقرير {words}.", "{words} في منطقة {city}.", "ومنذ سنوات {words} هناك."),
}


@dataclass(frozen=True, slots=True)
class _Person:
    no: int
    latin: tuple[str, ...]  # spellings of the full name
    arabic: str

    def written(self, draw: random.Random, lang: str) -> str:
        return self.arabic if lang == "ar" else draw.choice(self.latin)


@dataclass(slots=True)
class _Happening:
    """What some articles of a few days tell: an act, and what one or two people said of it."""

    no: int
    day: date
    act: int
    places: Mapping[str, int]  # rows of the lists: a, b, city
    n: int
    cast: list[_Person]
    statements: list[tuple[int, _Person, tuple[int, ...]]]  # number, speaker, words
    title: tuple[int, ...] = field(default_factory=tuple)


@cache
def _words() -> list[tuple[str, ...]]:
    rows = (tuple(row[lang].split("|")[0].rstrip(".") for lang in LANGS) for row in shared().table("bilingual"))
    return [row for row in rows if all(len(word) >= 3 for word in row)]


@cache
def _countries() -> list[tuple[str, ...]]:
    codes = [row["iso2"] for row in shared().table("countries") if row["iso2"]]
    names = [tuple(Locale(lang).territories.get(code, "") for lang in LANGS) for code in codes]
    return [row for row in names if all(row) and not any(" " in name for name in row)]


@cache
def _cities() -> list[tuple[str, ...]]:
    """Towns of one word, the largest first."""
    found = sorted(shared().table("cities"), key=lambda row: -int(row["population"] or 0))
    names = [(row["en"], row["fr"].split("|")[0] or row["en"], row["ar"].split("|")[0]) for row in found if row["en"] and row["ar"]]
    return [row for row in names if not any(" " in name or "|" in name for name in row)]


@cache
def _months(lang: str) -> tuple[str, ...]:
    names = Locale(lang).months["format"]["wide"]
    return tuple(names[n] for n in range(1, 13))


def _person(draw: random.Random, no: int) -> _Person:
    given = [row for row in shared().table("given_names") if row["arabic"] and row["latin"]]
    row, (latin, arabic) = draw.choice(given), family(draw)
    spellings = row["latin"].split("|")[:2]
    return _Person(no, tuple(f"{spelling.title()} {latin}" for spelling in spellings), f"{row['arabic'].split('|')[0]} {arabic}")


def _happenings(draw: random.Random, day: date, first: int, n: int, people: list[_Person]) -> list[_Happening]:
    out = []
    for no in range(first, first + n):
        cast = []
        for _ in range(2):
            if not people or draw.random() < _NEW_PERSON:
                people.append(_person(draw, len(people)))
                cast.append(people[-1])
            else:
                cast.append(people[skewed(draw, len(people))])
        places = {"a": skewed(draw, len(_countries())), "b": skewed(draw, len(_countries())), "city": skewed(draw, len(_cities()))}
        statements = [(10 * no + i, draw.choice(cast), _said(draw, 8, 18)) for i in range(draw.randint(1, 3))]
        act = draw.randrange(len(_ACTS["en"]))
        out.append(_Happening(no, day, act, places, draw.randint(3, 90), cast, statements, _said(draw, 4, 4)))
    return out


def _said(draw: random.Random, least: int, most: int) -> tuple[int, ...]:
    return tuple(draw.randrange(len(_words())) for _ in range(draw.randint(least, most)))


def _phrase(numbers: Sequence[int], at: int) -> str:
    return " ".join(_words()[n][at] for n in numbers)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _article(draw: random.Random, number: int, told: _Happening, outlet: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """(the record, what is true of it)."""
    at = outlet % len(LANGS)
    lang = LANGS[at]
    names = {p.no: p.written(draw, lang) for p in told.cast}  # a writer keeps to one spelling
    day = f"{told.day.day} {_months(lang)[told.day.month - 1]} {told.day.year}"
    facts = {"a": _countries()[told.places["a"]][at], "b": _countries()[told.places["b"]][at], "city": _cities()[told.places["city"]][at]}
    title = _TITLES[lang].format(**facts, words=_phrase(told.title, at))
    act = _ACTS[lang][told.act].format(**facts, day=day, n=told.n, p=names[told.cast[0].no])
    body, statements = [act], []
    for no, speaker, words in told.statements:
        if draw.random() < 0.8:
            said = _phrase(words, at)
            body.append(draw.choice(_SAID[lang]).format(**facts, words=said, p=names[speaker.no]))
            statements.append([said, no, speaker.no])
    for _ in range(draw.randint(8, 18)):
        filler = _phrase(_said(draw, 8, 20), at)
        body.insert(draw.randint(1, len(body)), _sentence(draw.choice(_TOLD[lang]).format(**facts, words=filler)))
    other = _sentence(_phrase(_said(draw, 6, 6), at))
    lines = [*_HEAD[lang], title, "", *body, *(line.format(title=other) for line in _FOOT[lang])]
    published = told.day + timedelta(draw.choice((0, 0, 1)))
    record = {"id": f"a{number}", "published_at": str(published), "lang": lang, "text": "\n".join(lines)}
    text = record["text"]
    persons = [[name, no] for no, name in names.items() if name in text]
    chrome = [*_HEAD[lang], *lines[-2:]]
    truth = {"id": f"a{number}", "outlet": f"outlet-{outlet:02}", "happening": told.no, "chrome": chrome}
    return record, {**truth, "persons": persons, "statements": statements, "act": [act, told.no], "copy_of": None}


def articles(n: int, seed: int = 7) -> Iterator[tuple[str, date, dict[str, Any], dict[str, Any]]]:
    """(outlet, day, record, truth) of so many articles, day by day."""
    draw = random.Random(seed)
    people: list[_Person] = []
    number = happened = 0
    day = FIRST
    while number < n:
        today = _happenings(draw, day, happened, PER_DAY * 2 // 5, people)
        happened += len(today)
        written: list[tuple[int, dict[str, Any], dict[str, Any]]] = []
        for _ in range(min(PER_DAY, n - number)):
            outlet = skewed(draw, OUTLETS)
            if written and draw.random() < _COPIED:
                of, record, truth = draw.choice(written)
                outlet = (of + len(LANGS)) % OUTLETS  # another outlet of the language
                record = {**record, "id": f"a{number}"}
                truth = {**truth, "id": f"a{number}", "outlet": f"outlet-{outlet:02}", "copy_of": truth["copy_of"] or truth["id"]}
            else:
                record, truth = _article(draw, number, today[skewed(draw, len(today))], outlet)
            written.append((outlet, record, truth))
            yield f"outlet-{outlet:02}", day, record, truth
            number += 1
        day += timedelta(1)


def lay(raw: Path, n: int, seed: int = 7, truth: Path | None = None) -> None:
    """Write the articles below a raw folder, and what is true of them into a file."""
    waiting: dict[Path, list[str]] = {}

    def write(least: int) -> None:
        if sum(map(len, waiting.values())) < least:
            return
        for path, lines in waiting.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("a", encoding="utf-8") as file:
                file.writelines(lines)
        waiting.clear()

    for outlet, day, record, known in articles(n, seed):
        waiting.setdefault(raw / outlet / f"{day:%Y-%m}.jsonl", []).append(_line(record))
        if truth is not None:
            waiting.setdefault(truth, []).append(_line(known))
        write(10_000)
    write(0)


def _line(record: Mapping[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False) + "\n"


def main(arguments: Sequence[str]) -> None:
    folder, n = Path(arguments[0]), int(arguments[1])
    lay(folder / "raw", n, truth=folder / "truth.jsonl")


if __name__ == "__main__":
    main(sys.argv[1:])
