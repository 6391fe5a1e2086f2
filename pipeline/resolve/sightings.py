"""Which names of the corpus a user's row means: from what was seen to local entities.

A name alone means every local entity whose fullest name in its document reads so, letters' case, accents and vowel marks aside. Words of
a document mean whom the names in these words stand for there, wherever the words have moved to within it. What stands nowhere any more
is an orphan, and says why.

Frames in, values out; a local entity is `(article_id, no)`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from pipeline.resolve import lexicon
from pipeline.resolve.frames import rows
from pipeline.resolve.judgements import Judgement, Target
from pipeline.resolve.local import Unit
from pipeline.resolve.ties import is_identifier
from pipeline.text import fold


@dataclass(frozen=True, slots=True)
class Seen:
    """What a target is in the present corpus: local entities, an id (of a lexicon or the user), or neither: `problem` says why.
    `is_unclear`: it is there, but more than one thing may be meant."""

    units: frozenset[Unit] = frozenset()
    anchor: str = ""
    problem: str = ""
    is_unclear: bool = False

    @property
    def is_there(self) -> bool:
        return bool(self.units or self.anchor)


def places(judgements: Iterable[Judgement]) -> pd.DataFrame:
    """The documents and sources that rows name: source_id, document (NULL: all of the source). No row twice."""
    named = {(t.source, t.document or None) for j in judgements for t in (j.target, j.other) if t is not None and t.source}
    listed = sorted(named, key=lambda place: (place[0], place[1] or ""))
    return pd.DataFrame(listed, columns=["source_id", "document"]).astype("str")


def named_by(j: Judgement) -> tuple[Target, ...]:
    """Whom a row about a place names, as targets of which the first that is there is meant: a name means who bears it in the row's own
    document before it means others; a row that says where it was seen, or gives an id, means that."""
    if j.kind not in ("speaker", "participant") or j.other is None:
        return ()
    if j.other.anchor or j.other.source:
        return (j.other,)
    return replace(j.other, source=j.target.source, document=j.target.document), j.other


def look(targets: Collection[Target], units: pd.DataFrame, documents: pd.DataFrame, mentions: pd.DataFrame) -> dict[Target, Seen]:
    """What each target is.

    units: article_id, no, type, name, lang, country of all local entities. documents: source_id, document (as in `places`), article_id,
    and text for those that a document names. mentions: article_id, local_no, start, end of the names in documents that are named.
    """
    articles: dict[tuple[str, str], list[str]] = defaultdict(list)
    texts: dict[str, str] = {}
    for source, document, article, text in rows(documents, "source_id", "document", "article_id", "text"):
        articles[source, document or ""].append(article)
        if text is not None:
            texts[article] = text
    spans: dict[str, list[_Span]] = defaultdict(list)
    for article, no, start, end in rows(mentions, "article_id", "local_no", "start", "end"):
        spans[article].append((int(start), int(end), int(no)))
    named = _by_name(units, {t.folded for t in targets if not t.anchor and not t.document})
    quoted = units[units["article_id"].isin(list(texts))]
    known = {(article, int(no)): (kind, country) for article, no, kind, country in rows(quoted, "article_id", "no", "type", "country")}
    out: dict[Target, Seen] = {}
    for target in targets:
        within = articles.get((target.source, target.document), []) if target.source else None
        if target.anchor:
            out[target] = _id(target)
        elif target.source and not within:
            what = f"document {target.document} of {target.source}" if target.document else f"article of {target.source}"
            out[target] = Seen(problem=f"There is no {what} any more.")
        elif target.document:
            out[target] = _in_documents(target, within or [], texts, spans, known)
        else:
            out[target] = _of_name(target, named.get(target.folded, []), set(within) if within is not None else None)
    return out


_Row = tuple[Unit, str, str, str | None]  # unit, type, language, country
_Span = tuple[int, int, int]  # start, end, local_no


def _by_name(units: pd.DataFrame, wanted: set[str]) -> Mapping[str, list[_Row]]:
    folded = {name: fold(" ".join(name.split())) for name in units["name"].unique()}
    chosen = units[units["name"].isin([name for name, form in folded.items() if form in wanted])]
    out: dict[str, list[_Row]] = defaultdict(list)
    for article, no, name, kind, lang, country in rows(chosen, "article_id", "no", "name", "type", "lang", "country"):
        out[folded[name]].append(((article, int(no)), kind, lang, country))
    return out


def _id(target: Target) -> Seen:
    if target.anchor.startswith("user:") or is_identifier(target) or lexicon.is_entry(target.anchor):
        return Seen(anchor=target.anchor)
    near = lexicon.near_entries(target.anchor)
    advice = f" Did you mean {' or '.join(near)}?" if near else " An id of your own begins with user:"
    return Seen(problem=f"No lexicon has an entry {target.anchor}.{advice}")


def _of_name(target: Target, found: Iterable[_Row], within: set[str] | None) -> Seen:
    """Every local entity of that name; else the one entry of the lexicon that bears it."""
    units = frozenset(
        unit
        for unit, kind, lang, country in found
        if (within is None or unit[0] in within)
        and target.type in ("", kind)
        and target.country in ("", country)
        and target.lang in ("", lang)
    )
    if units:
        return Seen(units=units)
    if within is None and not target.lang:
        entries = lexicon.entries_of_name(target.folded, target.type, target.country)
        if len(entries) == 1:
            return Seen(anchor=entries[0])
    return Seen(problem=f"Nobody bears the name {target} in the present articles, as the fullest name that one of them has for somebody.")


def _in_documents(
    target: Target,
    articles: Iterable[str],
    texts: Mapping[str, str],
    spans: Mapping[str, list[_Span]],
    known: Mapping[Unit, tuple[str, str | None]],
) -> Seen:
    """Whom the names in these words stand for: names that read so, else the one name in a longer passage that is quoted."""
    units: set[Unit] = set()
    stands = False
    for article in articles:
        text = texts.get(article, "")
        names = [s for s in spans.get(article, ()) if fold(" ".join(text[s[0] : s[1]].split())) == target.folded]
        at = [s for s in names if s[0] == target.start]
        if not names:
            passages = passages_of(target.name, text)
            stands = stands or bool(passages)
            names = [s for s in spans.get(article, ()) if any(s[0] < end and s[1] > start for start, end in passages)]
        found = {(article, s[2]) for s in at or names}
        if len(found) > 1 and (target.start >= 0 or stands):
            return Seen(problem=f"{target} means several there. Quote one name, with its present offset in `start`.", is_unclear=True)
        units |= found
    units = {u for u in units if target.type in ("", known[u][0]) and target.country in ("", known[u][1])}
    if units:
        return Seen(units=frozenset(units))
    if stands:
        return Seen(problem=f"The words {target} stand there, but no name was found in them.")
    return Seen(problem=f"The words {target} stand no more in the document.")


def passages_of(words: str, text: str, *, whole: bool = True) -> list[tuple[int, int]]:
    """Where the words stand in a text, blanks and line ends between them aside. `whole`: not as parts of words, as behind a proclitic."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    if whole:
        pattern = rf"(?<!\w){pattern}(?!\w)"
    return [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)]
