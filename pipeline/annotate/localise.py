"""Which names of one document are the same: from finds to local entities and mentions.

A lexicon id, an equal name, a bracketed acronym, a surname of a full name, the head noun of a body named before: each joins a find to a local
entity. What is the same across documents is decided by `resolve`, not here.
"""

from __future__ import annotations

from pipeline.annotate.names import Found, Names
from pipeline.model import Article, LocalEntity, Mention, Role
from pipeline.text import Tokens, fold, script_of


def localise(article: Article, tokens: Tokens, found: list[Found], roles: tuple[Role, ...]) -> Names:
    """Entities in order of their first mention, mentions in text order."""
    numbers: dict[str, int] = {}
    entities: list[LocalEntity] = []
    mentions: list[Mention] = []
    for f in found:
        text = article.text[f.start(tokens) : f.end(tokens)]
        key = f.key or f"{f.type}:{fold(text)}"
        if key not in numbers:
            numbers[key] = len(entities)
            entities.append(
                LocalEntity(
                    f.type,
                    text,
                    article.lang,
                    script_of(text),
                    f.key,
                    f.country,
                    f.code,
                    f.gender,
                    None,
                    f.confirmed,
                    f.score,
                )
            )
        mentions.append(
            Mention(f.start(tokens), f.end(tokens), text, f.type, numbers[key], f.form, f.role_text, f.rule, f.score)
        )
    return Names(tuple(entities), tuple(mentions), roles)
