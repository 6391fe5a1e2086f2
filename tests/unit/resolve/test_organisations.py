"""Is it the same organisation? Names in three languages, each alone in a sentence, found and resolved as a run does.

The names stand in `organisations.tsv`. Precision is whole: a pair that is joined wrongly is worse than one that stays apart.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from pathlib import Path

import pytest

from pipeline.annotate import mentions
from pipeline.languages import pack
from pipeline.model import Article, Document, Line, LocalEntity, Published, Source
from pipeline.resolve import unlisted
from pipeline.resolve.local import Local
from pipeline.text import fold

LANGS = ("en", "fr", "ar")
SENTENCES = {
    "en": "Reporters waited outside while {} prepared its answer.",
    "fr": "Les journalistes attendaient pendant que {} préparait sa réponse.",
    "ar": "رفض متحدث باسم {} التعليق يوم الثلاثاء.",
}
FLOORS = {"open": 0.99, "held": 0.93}  # share of the pairs of one body that are found to be one; they go up, never down

Name = tuple[str, str]  # language, name


def _blocks(half: str) -> list[list[list[Name]]]:
    blocks: dict[str, list[list[Name]]] = defaultdict(list)
    text = (Path(__file__).parent / "organisations.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        cells = line.split("\t")
        if cells[0] == half:
            blocks[cells[1]].append([(lang, name) for lang, cell in zip(LANGS, cells[2:], strict=True) for name in cell.split("|") if name])
    return list(blocks.values())


def _entity(lang: str, name: str) -> LocalEntity | None:
    """The local entity of the mention that covers most of the name."""
    text = SENTENCES[lang].format(name)
    start = text.index(name)
    document = Document("a", Source("s"), "s/a.txt", "text/plain", "utf-8", "", text, "", "")
    line = Line(1, 0, len(text), True, "body", "", 1.0, "test")
    article = Article(document, (line,), None, None, None, lang, 1.0, Published())
    found = mentions.find(article, pack(lang).tokenise(text, ((0, len(text)),)), ())
    covered = [(min(m.end, start + len(name)) - max(m.start, start), -m.start, m.local_no) for m in found.mentions]
    most, _, number = max(covered, default=(0, 0, 0))
    return found.entities[number] if most > 0 else None


def _local(unit: tuple[str, int], name: str, lang: str, country: str | None, code: str | None = None) -> Local:
    return Local(unit, "ORG", name, lang, fold(name), None, country, code, True, None, 1, frozenset())


@pytest.fixture(scope="module", params=["open", "held"])
def half(request: pytest.FixtureRequest) -> tuple[str, dict[Name, str]]:
    """A half and its names → key of the entity; names that are not found are missing."""
    wanted = list(dict.fromkeys(name for block in _blocks(request.param) for body in block for name in body))
    keys: dict[Name, str] = {}
    free: dict[tuple[str, int], Name] = {}
    bodies = []
    for lang, name in wanted:
        entity = _entity(lang, name)
        if entity is None:
            continue
        if entity.lexicon_id is not None or entity.type != "ORG":
            keys[lang, name] = f"{unlisted.LEXICON}{entity.lexicon_id}"
            continue
        unit = (f"{lang} {name}", 0)
        free[unit] = (lang, name)
        bodies.append(_local(unit, entity.name, lang, entity.country, entity.code))
    keys.update((free[unit], key) for unit, key in unlisted.group(bodies, {}, {}).items())
    return request.param, keys


def test_names_of_one_body_are_one_and_of_two_are_two(half: tuple[str, dict[Name, str]]) -> None:
    which, keys = half
    same = joined = 0
    wrong = []
    for block in _blocks(which):
        for body in block:
            for a, b in itertools.combinations(body, 2):
                same += 1
                joined += a in keys and keys[a] == keys.get(b)
        for body, other in itertools.combinations(block, 2):
            wrong += [(a, b) for a in body for b in other if a in keys and keys[a] == keys.get(b) and "None" not in keys[a]]
    assert not wrong
    assert same > 150
    assert joined / same >= FLOORS[which], f"{joined} of {same}"


@pytest.mark.parametrize(
    ("lang", "name", "country", "anchor"),
    [
        ("en", "Iraqi Ministry of Defence", "IRQ", "org:irq-ministry-defence"),
        ("fr", "ministère de la Défense nationale", "TUN", "org:tun-ministry-defence"),
        ("ar", "وزارة الخارجية والمغتربين", "LBN", "org:lbn-ministry-foreign"),
        ("en", "Ministry of Defence Production", "PAK", None),
        ("en", "House of Representatives", "IRQ", "org:council-of-representatives-irq"),
        ("en", "Chamber of Deputies", "ITA", "org:ita-lower-house"),
        ("de", "Verteidigungsministerium", "DEU", None),
    ],
)
def test_an_institution_has_the_id_of_its_country_and_kind(lang: str, name: str, country: str, anchor: str | None) -> None:
    body = _local(("a", 1), name, lang, country)
    key = unlisted.group([body], {}, {})[body.unit]
    assert (key.removeprefix(unlisted.LEXICON) if key.startswith(unlisted.LEXICON) else None) == anchor
