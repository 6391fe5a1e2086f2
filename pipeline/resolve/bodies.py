"""What a body is, whatever the language of its name: the ministry of defence of a country, its parliament, its army.

Here stands the reading of an organisation's name into the concepts of the bilingual lexicon, its country's words left out.
Two names of one country that read alike name one body; a name with a word that no lexicon knows stays for itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from pipeline.languages import pack
from pipeline.resolve.lexicon import names_of_country
from pipeline.resolve.wording import read
from pipeline.text import fold


@lru_cache(maxsize=16)
def _demonyms(lang: str) -> Mapping[str, tuple[str, ...]]:
    """Country → how the folded words begin that say that something is of it."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in pack(lang).table("demonyms"):
        for cell in (row.get("stems"), row.get("forms")):
            found[row["code"]].update(fold(form) for form in (cell or "").split("|") if form)
    return {code: tuple(sorted(stems)) for code, stems in found.items()}


@lru_cache(maxsize=16_384)
def body_key(name: str, lang: str, country: str | None) -> str | None:
    """The concepts of a body's name, equal for its names in other languages; None where a word of it is unknown or no country is."""
    if country is None:
        return None
    own = _demonyms(lang).get(country, ()) + tuple(
        word for full in names_of_country(country) for word in fold(full).replace("-", " ").split() if len(word) > 3
    )
    concepts = set()
    for item in read(name, lang).items:
        if any(item.word.startswith(stem.removeprefix("ال")) and len(item.word) - len(stem) <= 4 for stem in own):
            continue
        if item.concept is None:
            return None
        concepts.add(item.concept)
    return "+".join(sorted(concepts)) if concepts else None
