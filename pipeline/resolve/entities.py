"""From the local entities of all documents to the persons, organisations and places of the corpus.

Here is decided which local entities are one, and which are published at all. A lexicon's id settles it. Elsewhere names of one
type are grouped: persons by `names.py`, across scripts; bodies by what they are (`unlisted.py`); the others by
their folded name. A surname alone joins a full name only where something besides the name speaks for it, and a name that no
document confirms is dropped.
Names, codes and identifiers of a settled entity come from `lexicon.py`.

Frames in, frames out; a row is a local entity, `(article_id, no)` its key.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import pandas as pd

from pipeline.resolve import names, unlisted
from pipeline.resolve.frames import rows
from pipeline.resolve.groups import agglomerate, components
from pipeline.resolve.ids import row_id
from pipeline.resolve.local import LEXICON, Local, Unit, main_countries, read_locals
from pipeline.resolve.name_pairs import score_pairs, surname_fits
from pipeline.resolve.rulings import Rulings

_PLACE = {"GPE", "LOC"}
_NEAR = 0.12  # share of articles above which a companion says nothing about who a surname is


def name_keys(units: pd.DataFrame) -> pd.DataFrame:
    """Blocking keys of the distinct names of persons without a lexicon id: columns `name`, `key`, `is_confirmed` (somewhere).

    Names of one key are compared where one of the two is confirmed: unconfirmed ones are published through a confirmed one only.
    """
    wanted = units[(units["type"] == "PER") & units["lexicon_id"].isna()]
    confirmed = set(wanted.loc[wanted["is_confirmed"].astype("bool"), "name"])
    found = [(name, key, name in confirmed) for name in sorted(set(wanted["name"])) if names.n_parts(name) > 1 for key in names.keys(name)]
    frame = pd.DataFrame(found, columns=["name", "key", "is_confirmed"])
    return frame.astype({"name": "str", "key": "str", "is_confirmed": "bool"})


def cluster(units: pd.DataFrame, name_pairs: pd.DataFrame, roles: pd.DataFrame, rulings: Rulings | None = None) -> pd.DataFrame:
    """Which local entities are one, published entity.

    units: article_id, no, type, name, lang, lexicon_id, country, code, is_confirmed, published_on, n_mentions.
    name_pairs: name_a, name_b: distinct full names of persons that share a key. roles: article_id, holder_no, office, country, body.
    rulings: what users decided, which outranks all else; `units` are those that it `informed`.
    Returns article_id, no, entity_id, anchor (the id of a lexicon or user, or None), basis (`lexicon`, `name`, `surname`, `user`),
    score; the local entities that are missing in it are not accepted.
    """
    local = read_locals(units, roles)
    settled = {u.unit: u.lexicon_id for u in local if u.lexicon_id is not None}
    basis = {u.unit: ("lexicon", 1.0) for u in local if u.lexicon_id is not None}
    free = [u for u in local if u.lexicon_id is None]
    persons = [u for u in free if u.type == "PER"]
    group: dict[Unit, str] = {unit: f"{LEXICON}{key}" for unit, key in settled.items()}

    full = [u for u in persons if names.n_parts(u.name) > 1]
    scored = name_pairs.assign(score=score_pairs(name_pairs)) if len(name_pairs) else name_pairs.assign(score=[])
    of_name = _persons(full, scored)
    for u in full:
        group[u.unit] = f"person:{of_name[u.name]}"
        basis[u.unit] = ("name", 1.0)
    for u in free:
        if u.type not in ("PER", "ORG"):
            group[u.unit] = f"{'place' if u.type in _PLACE else u.type}:{u.folded}:{u.country or ''}"
            basis[u.unit] = ("name", 0.9)
    bodies = [u for u in free if u.type == "ORG"]
    for unit, key in unlisted.group(bodies, main_countries(local), _companions(local, group)).items():
        group[unit] = key
        basis[unit] = ("name", 0.9)
        if key.startswith(LEXICON):  # the defence ministry of a country
            settled[unit] = key.removeprefix(LEXICON)

    if rulings is not None:  # before surnames look for their owners
        rulings.settlement(local, group).write(local, group, basis, settled, lambda: _companions(local, group))
    short = [u for u in persons if names.n_parts(u.name) <= 1 and u.unit not in group]
    for unit, (key, how, score) in _surnames(short, full, group, local).items():
        group[unit] = key
        basis[unit] = (how, score)
    if rulings is not None:  # and once they have them
        rulings.settlement(local, group).write(local, group, basis, settled, lambda: _companions(local, group))
    return _published(local, group, basis, settled)


def _persons(full: Sequence[Local], scored: pd.DataFrame) -> dict[str, str]:
    """Full name → the name that stands for its person."""
    pairs = [(s, a, b) for s, a, b in rows(scored, "score", "name_a", "name_b") if s >= names.SAME]

    def may_join(a: Sequence[str], b: Sequence[str]) -> bool:
        return all(names.similarity(x, y) > 0.0 for x in a for y in b)

    return agglomerate((u.name for u in full), pairs, may_join)


def _companions(local: Sequence[Local], group: dict[Unit, str]) -> dict[str, frozenset[str]]:
    """Article → the settled entities and full names in it that few articles have."""
    found: dict[str, set[str]] = defaultdict(set)
    for u in local:
        if u.unit in group:
            found[u.unit[0]].add(group[u.unit])
    spread: dict[str, int] = defaultdict(int)
    for keys in found.values():
        for key in keys:
            spread[key] += 1
    limit = max(3.0, _NEAR * len(found))
    return {article: frozenset(k for k in keys if spread[k] <= limit) for article, keys in found.items()}


def _surnames(
    short: Sequence[Local], full: Sequence[Local], group: dict[Unit, str], local: Sequence[Local]
) -> dict[Unit, tuple[str, str, float]]:
    """Persons known in their document by one word only: the full name that they are, where an office, a country or the company
    that they are named in says so and says it of one person only; else one with those of the same word in the same company."""
    company = _companions(local, group)
    members: dict[str, list[Local]] = defaultdict(list)
    for u in full:
        members[group[u.unit]].append(u)
    around: dict[str, frozenset[str]] = {}
    offices: dict[str, frozenset[tuple[str, str]]] = {}
    countries: dict[str, frozenset[str]] = {}
    owners: dict[str, set[str]] = defaultdict(set)
    for key, people in members.items():
        around[key] = frozenset().union(*(company.get(p.unit[0], frozenset()) for p in people)) - {key}
        offices[key] = frozenset().union(*(p.offices for p in people))
        countries[key] = frozenset(p.country for p in people if p.country is not None)
        for p in people:
            owners[p.name].add(key)
    fits: dict[str, dict[str, float]] = {}
    for name, found_names in surname_fits((u.name for u in short), owners).items():
        best = fits.setdefault(name, {})
        for spelling, alike in found_names:
            for key in owners[spelling]:
                best[key] = max(alike, best.get(key, 0.0))
    out: dict[Unit, tuple[str, str, float]] = {}
    alone: list[Local] = []
    nobody: frozenset[str] = frozenset()
    for u in short:
        found = []
        near = company.get(u.unit[0], nobody)
        quiet = not (u.offices or u.country)
        for key, alike in fits.get(u.name, {}).items():
            if quiet and near.isdisjoint(around[key]):
                continue  # most people of a corpus have nothing to do with this article
            if u.country and countries[key] and u.country not in countries[key]:
                continue
            shared = len(near & around[key])
            proof = 2 * len(u.offices & offices[key]) + bool(u.country and u.country in countries[key]) + min(shared, 3)
            if proof >= 1:
                found.append((proof, alike, key))
        found.sort(key=lambda f: (-f[0], -f[1], f[2]))
        if found and (len(found) == 1 or found[0][:2] > found[1][:2]):
            proof, alike, key = found[0]
            out[u.unit] = (key, "surname", round(min(0.95, 0.6 + 0.1 * proof) * alike, 3))
        else:
            alone.append(u)
    out.update(_alone(alone, company))
    return out


def _alone(short: Sequence[Local], company: dict[str, frozenset[str]]) -> dict[Unit, tuple[str, str, float]]:
    """Single words whose full name the corpus does not know: one where word and company, office or country are the same."""
    nodes: list[tuple[str, ...]] = []
    links: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
    for u in short:
        me = ("unit", u.folded, u.unit[0], f"{u.unit[1]:06d}")
        nodes.append(me)
        ties = [f"office:{o}:{c}" for o, c in sorted(u.offices)] + [f"with:{k}" for k in sorted(company.get(u.unit[0], ()))]
        ties += [f"country:{u.country}"] if u.country else []
        for tie in ties:
            nodes.append(("tie", u.folded, tie))
            links.append((me, nodes[-1]))
    root = components(nodes, links)
    out: dict[Unit, tuple[str, str, float]] = {}
    for u in short:
        key = root["unit", u.folded, u.unit[0], f"{u.unit[1]:06d}"]
        out[u.unit] = ("word:" + ":".join(key), "name", 0.7)
    return out


def _published(
    local: Sequence[Local], group: dict[Unit, str], basis: dict[Unit, tuple[str, float]], settled: dict[Unit, str]
) -> pd.DataFrame:
    """Groups that a lexicon or a document confirms, with their ids: the lexicon's or the user's, else that of the oldest member."""
    members: dict[str, list[Local]] = defaultdict(list)
    for u in local:
        members[group[u.unit]].append(u)
    out = []
    for people in members.values():
        anchor = settled.get(people[0].unit)
        if anchor is None and not any(p.is_confirmed for p in people):
            continue
        first = min(people, key=lambda p: p.age)
        entity = row_id("ent", anchor) if anchor is not None else row_id("ent", first.unit[0], "local", first.unit[1])
        out += [(*p.unit, entity, anchor, *basis[p.unit]) for p in people]
    frame = pd.DataFrame(out, columns=["article_id", "no", "entity_id", "anchor", "basis", "score"])
    return frame.sort_values(["article_id", "no"], ignore_index=True)
