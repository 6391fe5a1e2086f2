"""Figures of the project's own pages per language: `python tests/quality/page_report.py [-v] [--strict-roles] [--held]`.

-v prints the wrong lines, --floors what is reached as tables for `floors.toml`, with a hundredth of slack. With --held the
pages kept aside are scored; their lines are not printed, for rules are not developed on them.
"""

from __future__ import annotations

import sys
from math import ceil, floor
from pathlib import Path

from page_gold import PAGES, html_pages, text_pages
from page_scores import LOWER_IS_BETTER, html_f1, score_html, score_text, summary

COLUMNS = ("line_f1", "char_f1", "exact", "outside_headlines_kept", "inside_teasers_kept", "subheads_dropped")


def figures(folder: Path, strict: bool = False) -> dict[str, float]:
    """All figures of a folder by name, as `floors.toml` names them: `window.line_f1`, `exact`, `html.f1.fr` … Lines and
    characters are told apart by the shape of the page, counts of single lines and languages are over both shapes."""
    pages = text_pages(folder)
    both = [(page, score_text(page, strict)) for page in pages]
    whole = summary([score for _, score in both])
    out = {name: value for name, value in whole.items() if "f1" not in name}
    for variant in ("window", "block"):
        found = summary([score for page, score in both if page.variant == variant])
        out |= {f"{variant}.{name}": found[name] for name in ("line_f1", "char_f1")}
    out |= {f"line_f1.{lang}": summary([s for _, s in both if s.lang == lang])["line_f1"] for lang in ("en", "fr", "ar")}
    marked = [(p.lang, score_html(p, strict)) for p in html_pages(folder)]
    out["html.f1"] = html_f1([s for _, s in marked])
    return out | {f"html.f1.{lang}": html_f1([s for code, s in marked if code == lang]) for lang in ("en", "fr", "ar")}


def table(folder: Path, details: bool, strict: bool) -> str:
    lines = []
    pages = text_pages(folder)
    for variant in ("window", "block"):
        scores = [score_text(p, strict) for p in pages if p.variant == variant]
        langs = sorted({s.lang for s in scores}, key=lambda lang: (-sum(s.lang == lang for s in scores), lang))
        lines.append(f"{variant:<8}{'pages':>6}" + "".join(f"{c.replace('_', ' '):>24}" for c in COLUMNS))
        for lang in ("all", *langs):
            chosen = [s for s in scores if lang in ("all", s.lang)]
            found = summary(chosen)
            lines.append(f"{lang:<8}{len(chosen):>6}" + "".join(f"{found[c]:>24.3f}" if c in found else f"{'-':>24}" for c in COLUMNS))
        for score in scores if details else ():
            lines += [f"  {score.name} ({score.lang})"] * bool(score.wrong) + [f"    {row}" for row in score.wrong]
    marked = [(p, score_html(p, strict)) for p in html_pages(folder)]
    lines.append(f"{'html':<8}{'pages':>6}{'f1':>24}")
    for lang in ("all", *sorted({p.lang for p, _ in marked}, key=lambda code: (-sum(p.lang == code for p, _ in marked), code))):
        some = [s for p, s in marked if lang in ("all", p.lang)]
        lines.append(f"{lang:<8}{len(some):>6}{html_f1(some):>24.3f}")
    for page, (precision, recall, wrong) in marked if details else ():
        lines += [f"  {page.name} ({page.lang}) P {precision:.2f} R {recall:.2f}"] * bool(wrong) + [f"    {row}" for row in wrong]
    return "\n".join(lines)


def floors(slack: float = 0.01) -> str:
    """The tables of `floors.toml` for what is reached now, rounded to the easier hundredth."""
    out = []
    for name, folder in (("pages", PAGES), ("pages_held", PAGES / "held")):
        found = figures(folder)
        most = {k: v for k, v in found.items() if k.endswith(LOWER_IS_BETTER)}
        out += [f"[{name}.least]", *(f'"{k}" = {floor((v - slack) * 100) / 100:.2f}' for k, v in found.items() if k not in most)]
        out += [f"[{name}.most]", *(f'"{k}" = {ceil((v + slack) * 100) / 100:.2f}' for k, v in most.items())]
    return "\n".join(out)


def main(arguments: list[str]) -> None:
    if "--floors" in arguments:
        print(floors())
        return
    is_held = "--held" in arguments
    print(table(PAGES / "held" if is_held else PAGES, "-v" in arguments and not is_held, "--strict-roles" in arguments))


if __name__ == "__main__":
    main(sys.argv[1:])
