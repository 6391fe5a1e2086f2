"""Raw articles of any number, as files of records: skewed over outlets and days, in three languages, with chrome, quotes and events.

For what takes documents all the way (the corpus of `synthetic.py` begins behind annotation). Persons, words and skew are those of that
module; sentences are of a few patterns. Everything follows from the seed.

    python tests/bench/raw_corpus.py FOLDER 2000
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from babel import Locale
from synthetic import FIRST, LANGS, PER_DAY, _persons, _skewed, _vocabulary

from pipeline.languages import shared

OUTLETS = 12
_HEAD = {"en": ["Home | World | Sport", "Sign in"], "fr": ["Accueil", "Se connecter"], "ar": ["الرئيسية", "تسجيل الدخول"]}
_FOOT = {
    "en": ["Share this article", "Read also: {title}"],
    "fr": ["Partager", "Lire aussi : {title}"],
    "ar": ["شارك", "اقرأ أيضا: {title}"],
}
_SENTENCES = {
    "en": (
        "{city} - The government of {a} signed an agreement with {b} on {day}, said {p}, spokesman of the foreign ministry.",
        '"{words}", {p} told reporters in {city}.',
        "President {p} visited {city} on Monday and met the foreign minister of {a}.",
        "Gunmen killed {n} people in an attack near {city} on {day}, according to the police of {b}.",
        "{p} said that {a} would send aid to {b} because of {words}.",
        "The talks were about {words}.",
    ),
    "fr": (
        "{city} - Le gouvernement de {a} a signé un accord avec {b} le {day}, a déclaré {p}, porte-parole du ministère.",
        "« {words} », a déclaré {p} à {city}.",
        "Le président {p} s'est rendu lundi à {city}, où il a rencontré le ministre des Affaires étrangères de {a}.",
        "Une attaque près de {city} a fait {n} morts le {day}, selon la police de {b}.",
        "{p} a affirmé que {a} enverrait de l'aide à {b} : {words}.",
        "Les discussions ont porté sur {words}.",
    ),
    "ar": (
        "{city} - وقعت حكومة {a} اتفاقا مع {b} يوم {day}، وفق ما أعلنه المتحدث باسم وزارة الخارجية {p}.",
        'وقال {p} للصحفيين في {city}: "{words}".',
        "وزار الرئيس {p} {city} يوم الاثنين والتقى وزير خارجية {a}.",
        "وقتل مسلحون {n} أشخاص في هجوم قرب {city} يوم {day}، بحسب شرطة {b}.",
        "وأكد {p} أن {a} سترسل مساعدات إلى {b} بسبب {words}.",
        "وتناولت المحادثات {words}.",
    ),
}
# In the order of LANGS.
_CITIES = (
    ("Tunis", "Tunis", "تونس"), ("Muscat", "Mascate", "مسقط"), ("Nairobi", "Nairobi", "نيروبي"), ("Lima", "Lima", "ليما"),
    ("Accra", "Accra", "أكرا"), ("Oslo", "Oslo", "أوسلو"),
)  # fmt: skip
_WEIGHTS = (1, 2, 1, 1, 1, 9)  # most sentences tell no event
_MONTHS = {
    "en": ("January", "February", "March", "April", "May", "June"),
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin"),
    "ar": ("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو"),
}


def _countries() -> list[tuple[str, ...]]:
    """Names of countries in all languages: as in the news, there are many."""
    codes = [row["iso2"] for row in shared().table("countries") if row["iso2"]]
    names = [tuple(Locale(lang).territories.get(code, "") for lang in LANGS) for code in codes]
    return [row for row in names if all(row) and not any(" " in name for name in row)]


def records(n: int, seed: int = 7) -> list[tuple[str, dict[str, Any]]]:
    """(outlet, record) of so many articles; a twentieth of them are told again by another outlet, word for word."""
    draw = random.Random(seed)
    countries = _countries()
    words, people = _vocabulary(), _persons(draw, max(20, n))
    out: list[tuple[str, dict[str, Any]]] = []
    for number in range(n):
        outlet = _skewed(draw, OUTLETS)
        at = outlet % len(LANGS)
        lang, day = LANGS[at], FIRST + timedelta(min(number // PER_DAY, 170))
        if out and draw.random() < 0.05:
            _, earlier = draw.choice(out[-200:])
            out.append((f"outlet-{outlet:02}", {**earlier, "id": f"a{number}"}))
            continue
        title = " ".join(draw.choice(words)[lang] for _ in range(6)).capitalize()
        body = []
        for _ in range(draw.randint(5, 14)):
            said = " ".join(draw.choice(words)[lang] for _ in range(draw.randint(8, 20)))
            sentence = draw.choices(_SENTENCES[lang], _WEIGHTS)[0].format(
                city=draw.choice(_CITIES)[at], a=draw.choice(countries)[at], b=draw.choice(countries)[at], words=said,
                p=people[_skewed(draw, len(people))], n=draw.randint(3, 40), day=f"{day.day} {_MONTHS[lang][day.month - 1]} {day.year}",
            )  # fmt: skip
            body.append(sentence)
        lines = [*_HEAD[lang], title, "", *body, *(line.format(title=title) for line in _FOOT[lang])]
        out.append((f"outlet-{outlet:02}", {"id": f"a{number}", "published_at": str(day), "lang": lang, "text": "\n".join(lines)}))
    return out


def lay(folder: Path, n: int, seed: int = 7) -> None:
    """Write the articles below a raw folder, a file an outlet."""
    by_outlet: dict[str, list[str]] = {}
    for outlet, record in records(n, seed):
        by_outlet.setdefault(outlet, []).append(json.dumps(record, ensure_ascii=False))
    for outlet, lines in by_outlet.items():
        (folder / outlet).mkdir(parents=True, exist_ok=True)
        (folder / outlet / "articles.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(arguments: Sequence[str]) -> None:
    folder, n = arguments
    lay(Path(folder), int(n))


if __name__ == "__main__":
    main(sys.argv[1:])
