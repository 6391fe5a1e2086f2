"""Inflected forms from paradigms: a verb is a row, a conjugation a table of endings.

`paradigms.toml` of a pack:

    [regular]
    base = ""                      # ending of the lemma that the default stem {s} lacks
    past = ["{s}ed"]               # tag = templates over named stems; a template whose stem the row lacks is left out

`verbs.tsv` of a pack: lemma, paradigm, `stems` (name=value, separated by spaces), `forms` (tag=form|form, separated by spaces;
replaces the paradigm's forms of that tag; `tag+=form` adds). Tags used by the floors: inf pres past imp fut cond subj pp prp (Latin
packs), perf impf part masdar pass (Arabic). A verb of several words writes its spaces as `_`.
"""

from __future__ import annotations

import re
from typing import Any

from pipeline.text import fold

Forms = dict[str, tuple[str, ...]]
_STEM = re.compile(r"\{(\w+)\}")


def inflect(lemma: str, paradigm: str, stems: str, forms: str, paradigms: dict[str, Any]) -> Forms:
    """Folded forms by tag, each once, in the order of the paradigm.

    Raises ValueError where the paradigm is unknown or a cell is not `name=value`.
    """
    if paradigm not in paradigms:
        raise ValueError(f"verb {lemma!r}: paradigm {paradigm!r} is not in paradigms.toml; add it, or name one of {sorted(paradigms)}")
    rules = paradigms[paradigm]
    base = str(rules.get("base", ""))
    known = {"lemma": lemma, "s": lemma[: len(lemma) - len(base)] if base and lemma.endswith(base) else lemma}
    known.update(_cells(lemma, stems))
    out: dict[str, list[str]] = {}
    for tag, templates in rules.items():
        if tag == "base":
            continue
        for template in templates:
            if all(name in known for name in _STEM.findall(template)):
                out.setdefault(tag, []).append(_STEM.sub(lambda m: known[m.group(1)], template))
    for tag, value in _cells(lemma, forms).items():
        extra = value.split("|")
        if tag.endswith("+"):
            out.setdefault(tag[:-1], []).extend(extra)
        else:
            out[tag] = extra
    return {tag: tuple(dict.fromkeys(fold(x.replace("_", " ")) for x in values if x)) for tag, values in out.items()}


def _cells(lemma: str, text: str) -> dict[str, str]:
    out = {}
    for cell in text.split():
        name, sign, value = cell.partition("=")
        if not sign:
            raise ValueError(f"verb {lemma!r}: {cell!r} is not name=value; write the cell as stem=value or tag=form|form")
        out[name] = value
    return out
