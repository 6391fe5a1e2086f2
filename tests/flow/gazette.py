"""Texts of a small gazette, beside each other in three languages, and how users' rows about places of them are made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pipeline.resolve.judgement_rows import Draft
from pipeline.resolve.judgements import Target
from pipeline.settings import Settings
from pipeline.text import fold
from pipeline.warehouse import judging

ENGLISH = (
    "en",
    """Governor Halima Barka met trade minister Oumar Tchari in Agadez on 4 March 2025.
"The road to Arlit will be open in May", said Halima Barka in Agadez on Tuesday.
Niger and Algeria signed a border treaty in Niamey on 6 March 2025.
"We will send troops to Mali", the Foreign Minister of Kenya, Wanjiru Odhiambo, said in Nairobi.
Follow our channel for more desert news""",
)
FRENCH = (
    "fr",
    """Le Niger et l'Algérie ont signé un traité frontalier à Niamey le 6 mars 2025.
« La route sera ouverte en mai », a déclaré Halima Barka, gouverneure d'Agadez.
Oumar Tchari visitera Alger le 20 mars 2025.""",
)
ON = date(2025, 6, 30)


@dataclass(frozen=True)
class Gazette:
    """Records of one source by their names, each with its language, and texts of other sources by theirs."""

    texts: Mapping[str, tuple[str, str]]
    beside: Mapping[str, str] = field(default_factory=dict)

    def record(self, name: str, text: str | None = None) -> str:
        """A record as the line of a file; with another text than its own, where one is given."""
        lang, own = self.texts[name]
        return json.dumps({"id": name, "lang": lang, "published_at": "2025-03-10", "body": text or own}) + "\n"

    def target(self, document: str, words: str, type_: str = "", source: str = "gazette") -> Target:
        """Words of a document, at their first place; the document itself where there are none."""
        text = self.texts[document][1] if document in self.texts else self.beside[document]
        start = text.index(words) if words else -1
        return Target(fold(words), "", source, document, start, start + len(words) if words else -1, type_, name=words)


def say(settings: Settings, *said: Draft, on: date = ON) -> Path:
    """What a user decides, written beside what was decided before."""
    return judging.append(settings, said, "Noor", "read it", on=on)
