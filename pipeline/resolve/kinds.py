"""What kind of name a name is, by the whole corpus, where its own article only guessed or did not say.

A kind is firm where words of the article tell it: a title, a head noun, a given name, an office. It is guessed where only the company of a
capital does (rules `guess.…`) or a model without proof, and unknown where the name is no more than a candidate. A name without a
lexicon's id takes the kind that is firm elsewhere in the corpus, and where none is, the one that most articles guess: one name is not
a person here and a body there for want of words. A guessed single word with which one body of the corpus begins, and no person's name
ends, is that body's. A firm kind is never changed, for two things may bear one name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Set

import pandas as pd

from pipeline.resolve.frames import rows
from pipeline.resolve.local import fold_name

_LEAD = 1.4  # times as much as for any other kind: less is no decision
_NOTHING = 0.45  # score of a guess for which nothing speaks


def informed(units: pd.DataFrame) -> pd.DataFrame:
    """The frame of local entities (`entities.cluster`) with the types that the corpus gives.

    Beside those columns it has `score` (of the clearest mention, 0 to 1) and `is_firm`: whether its article tells the type.
    Rows, their order and all other columns stay.
    """
    free = units[units["lexicon_id"].isna()]
    folded = {name: fold_name(name) for name in free["name"].unique()}
    keys = free["name"].map(folded)
    open_keys = set(keys[~(free["is_firm"].astype("bool") & free["is_confirmed"].astype("bool"))])
    asked = free[keys.isin(open_keys)]
    firm: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    guessed: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    waiting = []
    columns = ("name", "type", "score", "is_firm", "is_confirmed")
    for at, (name, kind, score, is_firm, is_confirmed) in zip(asked.index, rows(asked, *columns), strict=True):
        key = folded[name]
        if is_confirmed and is_firm:
            firm[key][kind] += score
            continue
        waiting.append((at, key, kind))
        if is_confirmed:
            guessed[key][kind] += max(0.0, score - _NOTHING)
    kinds = {key: _leading(firm[key]) if key in firm else _leading(guessed.get(key, {})) for key in open_keys}
    words = {key for key in guessed if key not in firm and " " not in key}
    kinds |= dict.fromkeys(_openings(units, words), "ORG")
    changed = {at: found for at, key, kind in waiting if (found := kinds[key]) is not None and found != kind}
    if not changed:
        return units
    types = units["type"].copy()
    types.loc[list(changed)] = pd.Series(changed, dtype=types.dtype)
    return units.assign(type=types)


def _openings(units: pd.DataFrame, words: Set[str]) -> set[str]:
    """Those of the folded words with which the name of one body begins that its article tells to be one, and no name of a person ends."""
    if not words:
        return set()
    bodies: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    families: set[str] = set()
    told = units[units["is_firm"].astype("bool") & units["is_confirmed"].astype("bool") & units["type"].isin(["ORG", "PER"])]
    for name, kind in told[["name", "type"]].drop_duplicates().itertuples(index=False, name=None):
        parts = fold_name(name).split(" ")
        if len(parts) < 2:
            continue
        if kind == "PER":
            families.add(parts[-1])
        elif parts[0] in words:
            bodies[parts[0]].add(tuple(parts))
    return {word for word, found in bodies.items() if len(found) == 1 and word not in families}


def _leading(votes: Mapping[str, float]) -> str | None:
    """The kind that clearly leads, None where none does."""
    ranked = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or (len(ranked) > 1 and ranked[0][1] < _LEAD * ranked[1][1]):
        return None
    return ranked[0][0]
