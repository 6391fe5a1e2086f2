"""How likely the speaker of a quotation is right, told by the way that led to him.

Counted on the project's own articles whose quotations are marked (tests/quality/quotes, the half that rules were written with):
`python tests/quality/quote_scores.py --counts` prints the rows. A share is drawn towards that of all ways, the more so the fewer cases a
way has (a Beta prior worth `WEIGHT` cases), so that three lucky cases make no certainty.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.annotate.quoting.scene import Source
from pipeline.model import LocalEntity, Mention

PRIOR, WEIGHT = 0.9, 4.0
# (basis, how the speaker is written) → right, all
_COUNTED: dict[tuple[str, str], tuple[int, int]] = {
    ("name_in_place", "name"): (308, 322),
    ("pronoun", "pronoun"): (156, 174),
    ("name_in_place", "short_name"): (78, 78),
    ("implicit", "implicit"): (59, 72),
    ("apposition", "name"): (66, 68),
    ("name_in_place", "lone"): (16, 41),
    ("role_holder", "role"): (37, 41),
    ("short_name", "short_name"): (36, 39),
    ("chain", "name"): (30, 31),
    ("inherited", "name"): (15, 16),
    ("chain", "pronoun"): (12, 14),
    ("pronoun", "lone"): (3, 13),
    ("chain", "short_name"): (10, 10),
    ("document_issuer", "document"): (6, 8),
    ("inherited", "short_name"): (7, 7),
    ("label", "implicit"): (7, 7),
    ("document_chain", "document"): (4, 6),
    ("inherited", "implicit"): (3, 6),
    ("implicit", "lone"): (1, 5),
    ("inherited", "pronoun"): (4, 4),
    ("chain", "lone"): (0, 3),
    ("inherited", "lone"): (1, 3),
    ("chain", "role"): (2, 2),
    ("document", "document"): (1, 2),
    ("inherited", "role"): (2, 2),
    ("recalled", "role"): (7, 8),
    ("role_holder", "lone"): (1, 2),
    ("chain", "implicit"): (2, 2),
    ("apposition", "document"): (1, 1),
    ("apposition", "lone"): (1, 1),
    ("document_issuer", "lone"): (1, 1),
    ("document_chain", "lone"): (0, 1),
}


LONE = "lone"  # how a speaker is written of whom there is but one word, which only a capital or its place in the sentence made a name
_WEAK = ("guess.", "single.", "shape.", "person.single")


def certainty(source: Source | None, how: str, rule_score: float) -> float:
    """0 to 1: of a known speaker, the share of such that were right; else how far the rule that found the words is to be trusted. `how`:
    as `written` tells."""
    if source is None or source.local_no is None:
        return rule_score
    return share(source.basis, how)


def firm(mentions: Sequence[Mention]) -> frozenset[int]:
    """The entities (by number) that a mention names on more than its looks."""
    return frozenset(m.local_no for m in mentions if not m.rule_id.startswith(_WEAK))


def written(entities: Sequence[LocalEntity], known: frozenset[int], number: int | None, kind: str) -> str:
    """How a speaker is written: `kind`, the type of the words, or LONE. `known`: as `firm` tells."""
    if number is None or number in known:
        return kind
    entity = entities[number]
    sure = (
        " " in entity.name or entity.lexicon_id is not None or any(c.isupper() for c in entity.name[1:])
    )  # AROS, WikiLeaks are no common words
    return kind if sure or kind == "short_name" else LONE


def share(basis: str, how: str) -> float:
    """The share of speakers found that way who were right, drawn towards that of all ways."""
    right, n = _COUNTED.get((basis, how), (0, 0))
    return (right + PRIOR * WEIGHT) / (n + WEIGHT)


SHORT_NAME = round(share("short_name", "short_name"), 3)  # of a name cut short, whose whole form stands elsewhere
