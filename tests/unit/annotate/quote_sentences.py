"""What the tests of quotes share: an article from plain lines, names by hand, and the quotes that stand in it."""

from __future__ import annotations

import re

from pipeline.annotate import quotes
from pipeline.annotate.names import Names
from pipeline.languages import pack
from pipeline.model import Article, Document, Line, LocalEntity, Mention, Published, Quote, Role, Source


def article(text: str, lang: str, title: bool = False) -> Article:
    lines, position = [], 0
    for number, line in enumerate(text.split("\n"), 1):
        kept = bool(line.strip())
        role = "title" if title and number == 1 else "body" if kept else "blank"
        lines.append(Line(number, position, position + len(line), kept, role, "", 1.0, "test"))
        position += len(line) + 1
    document = Document("a", Source("s"), "s/a.txt", "text/plain", "utf-8", "", text, "", "")
    return Article(document, tuple(lines), None, None, None, lang, 1.0, Published())


def named(text: str, lang: str, specs: list[str], roles: tuple[Role, ...] = ()) -> Names:
    """Names by hand: `PER:Ann Lee` stands wherever the text has it, and `Lee` alone is the same person. `:m`, `:f` behind it: gender."""
    entities: list[LocalEntity] = []
    mentions: list[Mention] = []
    for spec in specs:
        kind, name, *gender = spec.split(":")
        number = len(entities)
        entities.append(LocalEntity(kind, name, lang, "Latn", gender=gender[0] if gender else None))  # type: ignore[arg-type]
        forms = [name] + ([name.split()[-1]] if kind == "PER" and " " in name else [])
        for form in forms:
            for m in re.finditer(re.escape(form), text):
                if not any(x.start < m.end() and m.start() < x.end for x in mentions):
                    shape = "name" if form == name else "short_name"
                    mentions.append(Mention(m.start(), m.end(), form, kind, number, shape, None, "test", 1.0))  # type: ignore[arg-type]
    return Names(tuple(entities), tuple(sorted(mentions, key=lambda m: m.start)), roles)


def find(text: str, lang: str, specs: list[str] | None = None, title: bool = False, roles: tuple[Role, ...] = ()) -> tuple[Quote, ...]:
    a = article(text, lang, title)
    tokens = pack(lang).tokenise(text, tuple((x.start, x.end) for x in a.lines if x.kept))
    return quotes.find(a, tokens, named(text, lang, specs or [], roles))
