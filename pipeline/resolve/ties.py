"""What the rows of users tie together, and where they contradict each other.

`same`, `alias` and `identifier` say that two things named are one entity; so do their chains. Here stand these ties and the check that
nobody says otherwise: that two of a chain are different, or bear two names to show, two types, two values of a scheme of which an entity
has one, or two ids of the lexicon. What the names mean in the corpus is not asked here: a contradiction is one whatever articles there are.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence

from pipeline.resolve import lexicon
from pipeline.resolve.groups import components
from pipeline.resolve.judgements import SCHEMES, Judgement, JudgementsError, Target
from pipeline.resolve.place_ties import contradictions

Tie = tuple[Target, Target, Judgement | None]  # None: the lexicon says so


def ties(judgements: Iterable[Judgement]) -> list[Tie]:
    """What is one with what, by which row. An identifier of a known scheme is a node of its own, and one with the entry of the lexicon
    that has it."""
    out: list[Tie] = []
    for j in judgements:
        if j.kind in ("same", "alias") and j.other is not None:
            out.append((j.target, j.other, j))
        elif j.kind == "identifier" and j.scheme in SCHEMES:
            node = Target(anchor=f"{j.scheme}:{j.value}")
            out.append((j.target, node, j))
            entry = lexicon.entry_of_identifier(j.scheme, j.value)
            if entry is not None:
                out.append((node, Target(anchor=entry), None))
    return out


def is_identifier(target: Target) -> bool:
    """Whether a node is an identifier, as `ties` makes them."""
    return target.anchor.partition(":")[0] in SCHEMES


def is_id(target: Target) -> bool:
    """Whether a node is an id that a lexicon or the user gives to one entity."""
    return bool(target.anchor) and not is_identifier(target)


def check(judgements: Sequence[Judgement]) -> None:
    """Raise JudgementsError where rows contradict each other; each problem names the rows."""
    problems = _spellings(judgements)
    tied = ties(judgements)
    root = components({t for j in judgements for t in (j.target, j.other) if t is not None} | {t for a, b, _ in tied for t in (a, b)},
                      [(a, b) for a, b, _ in tied])  # fmt: skip
    between = _Chains(tied)
    for j in judgements:
        if j.kind == "different" and j.other is not None and root[j.target] == root[j.other]:
            chain = between(j.target, j.other)
            problems.append(
                f"{j.place} says that {j.target} and {j.other} are different, but {_places(chain)} "
                f"{'says' if len(chain) == 1 else 'say'} that they are one. Take one side of it out."
            )
    problems += _two_values(
        judgements, root, "name", lambda j: f"{j.value} ({j.lang})", "names to show", "Keep one; write `alias` for the other."
    )
    problems += _two_values(judgements, root, "type", lambda j: j.value, "types", "Keep one.")
    for scheme in SCHEMES:
        rows = [j for j in judgements if j.scheme == scheme]
        problems += _two_values(rows, root, "identifier", lambda j: j.value, f"values of {scheme}", "An entity has one: keep it.")
    problems += _two_ids(judgements, root, between) + contradictions(judgements)
    if problems:
        raise JudgementsError(problems)


def _places(rows: Iterable[Judgement]) -> str:
    places = [j.place for j in rows]
    return " and ".join([", ".join(places[:-1]), places[-1]] if len(places) > 1 else places)


def _spellings(judgements: Iterable[Judgement]) -> list[str]:
    """Spellings that mean two things: not taken for a proof that the two are one."""
    rows = [j for j in judgements if j.kind == "alias"]
    tied = ties(j for j in judgements if j.kind != "alias")
    root = components({j.target for j in rows} | {t for a, b, _ in tied for t in (a, b)}, [(a, b) for a, b, _ in tied])
    first: dict[Target, Judgement] = {}
    problems = []
    for j in rows:
        assert j.other is not None
        other = first.setdefault(j.other, j)
        if root[other.target] != root[j.target]:
            problems.append(
                f"{other.place} and {j.place} contradict each other: the spelling {j.other} means {other.target} in one and {j.target}"
                " in the other. Keep one of them; if both are one entity, say so with a row of kind `same`."
            )
    return problems


def _two_values(
    judgements: Iterable[Judgement], root: Mapping[Target, Target], kind: str, value: Callable[[Judgement], str], what: str, advice: str
) -> list[str]:
    first: dict[Target, Judgement] = {}
    problems = []
    for j in judgements:
        if j.kind == kind:
            other = first.setdefault(root[j.target], j)
            if value(other) != value(j):
                problems.append(
                    f"{other.place} and {j.place} contradict each other: they give {j.target} two {what}, {value(other)} and {value(j)}."
                    f" {advice}"
                )
    return problems


def _two_ids(judgements: Sequence[Judgement], root: Mapping[Target, Target], between: _Chains) -> list[str]:
    """Chains that end in two ids: only a row that names both joins two entries."""
    nodes = {t for t in root if is_id(t)}
    joined = components(nodes, [(j.target, j.other) for j in judgements if j.kind == "same" and j.other is not None
                                and is_id(j.target) and is_id(j.other)])  # fmt: skip
    first: dict[Target, Target] = {}
    problems = []
    for node in sorted(nodes):
        other = first.setdefault(root[node], node)
        if joined[other] != joined[node]:
            rows = between(other, node)
            problems.append(
                f"{_places(rows)} {'makes' if len(rows) == 1 else 'make'} {other} and {node} one entity. If they are, say so with a row"
                f" of kind `same` that names both; else take one of these rows out."
            )
    return problems


class _Chains:
    """Rows through which two targets are one: the fewest."""

    def __init__(self, tied: Sequence[Tie]) -> None:
        self._next: dict[Target, list[tuple[Target, Judgement | None]]] = defaultdict(list)
        for a, b, j in tied:
            self._next[a].append((b, j))
            self._next[b].append((a, j))

    def __call__(self, a: Target, b: Target) -> list[Judgement]:
        came: dict[Target, tuple[Target, Judgement | None]] = {a: (a, None)}
        waiting = deque([a])
        while waiting and b not in came:
            here = waiting.popleft()
            for there, j in self._next[here]:
                if there not in came:
                    came[there] = (here, j)
                    waiting.append(there)
        rows: list[Judgement] = []
        while b != a:
            b, j = came[b]
            if j is not None:
                rows.append(j)
        return sorted(rows, key=lambda j: (j.file, j.line))
