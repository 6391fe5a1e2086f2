"""Documents of a sentence or two: wire flashes, briefs, records of a feed. Odds are learnt from pages whose lines have
neighbours; a line without them is judged here.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.clean.settle import Verdict
from pipeline.clean.shapes import Shape
from pipeline.model import KEPT_ROLES

_FEW_PARAGRAPHS = 2  # of prose: no run whose middle could be told from its edges
_FEW_LINES = 4  # lines of a text that nothing of a site stands around
_DOUBTFUL = -2000  # thousandths of log-odds
_OWN = frozenset({"blank", "date_stamp", "dateline", "byline", "title"})  # roles that a text has without a site around it


def keep_brief(shapes: Sequence[Shape], out: list[Verdict | None], body: Sequence[int]) -> None:
    """Marks the body of a document too short for odds; leaves any other as it is. `body`: its open lines of prose.

    One or two paragraphs of prose are the body: a document that holds a sentence never loses it. Of a bare text of a few lines
    every sentence is kept, and a line that is all there is.
    """
    open_lines = [i for i, verdict in enumerate(out) if verdict is None]
    is_bare = all(verdict is None or verdict.role in _OWN for verdict in out) and len(open_lines) <= _FEW_LINES
    prose = [i for i in body if out[i] is None]
    if len(prose) <= _FEW_PARAGRAPHS:
        for i in prose:
            out[i] = Verdict("body", "The document has no other paragraphs.", 0.75, "brief_prose")
    if not is_bare or any(shape.hint is not None for shape in shapes):
        return
    for i in open_lines:
        shape = shapes[i]
        is_all = len(open_lines) == 1 and shape.n_words > 0 and not any(v and v.role == "title" for v in out)
        if out[i] is None and (is_all or (shape.ends == "stop" and shape.n_words > 1)):
            out[i] = Verdict("body", "The document is a text of a few lines, with nothing around it.", 0.75, "brief_text")


def keep_bare(shapes: Sequence[Shape], out: list[Verdict | None], odds: Sequence[int]) -> None:
    """Keeps the one sentence that the odds would drop from a text that nothing of a site stands around: what is left of it
    says that there is no chrome here."""
    filled = [i for i, shape in enumerate(shapes) if shape.size > 0]
    dropped = [i for i in filled if (verdict := out[i]) is not None and verdict.role not in KEPT_ROLES and verdict.role not in _OWN]
    if len(dropped) != 1 or len(filled) < _FEW_LINES or any(shape.hint is not None for shape in shapes):
        return
    (i,) = dropped
    verdict = out[i]
    if verdict is not None and verdict.rule_id.startswith("odds") and shapes[i].is_sentence and odds[i] > _DOUBTFUL:
        out[i] = Verdict("body", "A sentence of a text with nothing of a site around it.", 0.7, "bare_text")


def keep_something(out: list[Verdict | None], body: Sequence[int]) -> None:
    """Keeps the prose of the document (`body`) where the odds would keep none of it."""
    if not any(verdict is not None and verdict.role in ("body", "list_item") for verdict in out):
        for i in body:
            verdict = out[i]
            if verdict is None or verdict.role in ("other", "related_headline"):
                out[i] = Verdict("body", "The document has no other prose.", 0.6, "brief_prose")
