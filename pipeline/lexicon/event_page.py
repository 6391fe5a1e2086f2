"""The page of the event types: what each means, an example, and the numbers that analysts join by. For `dateline lexicon types`.

`pipeline/languages/EVENT_TYPES.md` is this page of the project's own tables: `python -m pipeline.lexicon.event_page` writes it, and a test
holds that it is in step. The command shows the types in force, those of a user's codebook among them.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.languages import ROOT, LexiconError, shared
from pipeline.languages.tables import Row

PAGE = ROOT / "EVENT_TYPES.md"
_CLASSES = {
    "0": "neither", "1": "verbal cooperation", "2": "material cooperation", "3": "verbal conflict", "4": "material conflict",
}  # fmt: skip
_HEAD = """# Event types

What Dateline codes: the sixteen types of PLOVER and APPOINT, in the project's own words and with examples of its own. Each has a quad class
(whether words or deeds, whether with or against each other), the root code of CAMEO for joins with other data sets, and an intensity from
-10 (worst conflict) to +10 (best cooperation); a mode says more and may have its own numbers. The tables are
`shared/event_types.tsv` and `shared/event_contexts.tsv`.

PLOVER's published files contradict each other in places. Here ACCUSE is negative and SANCTION is material conflict. An invitation
that was given is an AGREE of its own, beside the meeting it is for; cooperation that is still to come is a planned AGREE, force that
is still to come a THREATEN.
"""


def page(types: Sequence[Row] | None = None, contexts: Sequence[Row] | None = None) -> str:
    """The page in Markdown, of the tables in force or of those given."""
    types = shared().table("event_types") if types is None else types
    contexts = shared().table("event_contexts") if contexts is None else contexts
    out = [_HEAD]
    for name in dict.fromkeys(row["type"] for row in types):
        out += ["", *_section(name, [row for row in types if row["type"] == name])]
    out += [
        "",
        "## Contexts",
        "",
        "What an act is about, beside its type; one act may have several.",
        "",
        "| context | meaning |",
        "|---|---|",
    ]
    out += [f"| {row['context']} | {row['meaning']} |" for row in contexts]
    return "\n".join(out) + "\n"


def one(wanted: str) -> str:
    """The section of one type, in whatever case it is written. Raises LexiconError where there is none."""
    types = shared().table("event_types")
    rows = [row for row in types if row["type"].lower() == wanted.strip().lower()]
    if not rows:
        known = ", ".join(dict.fromkeys(row["type"] for row in types))
        raise LexiconError(f"There is no event type {wanted!r}. Known are {known}.")
    return "\n".join(_section(rows[0]["type"], rows)) + "\n"


def _section(name: str, rows: Sequence[Row]) -> list[str]:
    """Heading, meaning and example of the type, and a row for each of its modes."""
    head = next((row for row in rows if not row["mode"]), rows[0])
    cameo = f"CAMEO {head['cameo_root']}" if head["cameo_root"] else "no CAMEO root"
    numbers = f"Quad class {head['quad_class']} ({_CLASSES[head['quad_class']]}), {cameo}, intensity {float(head['intensity']):+g}."
    out = [f"## {name}", "", f"{head['meaning']}. {numbers}"]
    if head.get("example"):
        out += ["", f"> {head['example']}"]
    modes = [row for row in rows if row["mode"]]
    if modes:
        out += ["", "| mode | meaning | CAMEO | intensity | example |", "|---|---|---|---|---|"]
        out += [
            f"| {m['mode']} | {m['meaning']} | {m['cameo_root'] or '–'} | {float(m['intensity']):+g} | {m.get('example', '')} |"
            for m in modes
        ]
    return out


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
