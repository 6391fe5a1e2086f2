"""What an audit says: tables for a screen, records for programs, and a paragraph on the method to paste into a paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.audit.design import Design
from pipeline.audit.intervals import Proportion
from pipeline.audit.questions import BY_NAME
from pipeline.audit.recall import Missed, Recall
from pipeline.audit.score import Figure
from pipeline.audit.verdicts import Agreement

Cell = str | int
Table = tuple[str, tuple[str, ...], list[tuple[Cell, ...]]]  # heading, columns, rows
_COLUMNS = ("measure", "of", "question", "by", "value", "rows", "drawn", "judged", "right", "partly", "undecided",
            "estimate", "low", "high", "effective_n", "with_partly", "bound_low", "bound_high")  # fmt: skip
_LIMIT = " What was not joined is judged only among names that share a word."
_LIMIT_ONE = f"{_LIMIT} With one coder no agreement can be told, and the coder's own errors stay unseen."
_NAMES = {"lang": "language", "source": "outlet", "type": "type"}


@dataclass(frozen=True, slots=True)
class Audit:
    """All that is known of an audit. `coders`: who judged; `readers`: who read articles; `is_adjudicated`: disagreements were settled."""

    design: Design
    coders: tuple[str, ...]
    readers: tuple[str, ...]
    is_adjudicated: bool
    figures: tuple[Figure, ...]
    agreements: tuple[Agreement, ...]
    recalls: tuple[Recall, ...]
    missed: tuple[Missed, ...]


def records(audit: Audit) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Columns and rows of all figures, for CSV: precision, recall and agreement, one a row. Proportions lie between 0 and 1."""
    rows: list[tuple[Any, ...]] = [
        ("precision", f.group, f.question, f.by, f.value, f.n_rows, f.n_drawn, f.n_judged, f.n_right, f.n_partly, f.n_undecided,
         *_numbers(f.precision), _rounded(f.with_partly), *map(_rounded, f.bounds or (None, None)))
        for f in audit.figures
    ]  # fmt: skip
    rows += [
        ("recall", r.kind, "", r.by, r.value, None, None, r.n_listed, r.n_found, None, None, *_numbers(r.proportion), None, None, None)
        for r in audit.recalls
    ]
    for a in audit.agreements:
        for name, value in (("percent agreement", a.percent), ("kappa", a.kappa), ("alpha", a.alpha)):
            if value is not None:
                rows.append((name, a.group or "all", a.question, "", "", None, None, a.n, None, None, None, _rounded(value),
                             *[None] * 6))  # fmt: skip
    return _COLUMNS, rows


def as_record(audit: Audit) -> dict[str, Any]:
    """Everything, for JSON."""
    columns, rows = records(audit)
    d = audit.design
    return {
        "name": d.name, "seed": d.seed, "version": d.version, "run_id": d.run_id, "code_version": d.code_version, "by": list(d.by),
        "coders": list(audit.coders), "readers": list(audit.readers), "is_adjudicated": audit.is_adjudicated,
        "figures": [dict(zip(columns, row, strict=True)) for row in rows],
        "missed": [
            {"article": m.article, "article_id": d.articles[m.article][0], "kind": m.kind, "words": m.words, "start_char": m.start_char,
             "end_char": m.end_char}
            for m in audit.missed
        ],
        "methods": methods(audit),
    }  # fmt: skip


def tables(audit: Audit) -> list[Table]:
    """For the screen: precision in the whole, agreement, recall, and precision by each column; there units with several questions are told
    by all of them together, and each by itself in `records`."""
    columns = ("of", "question", "rows", "judged", "right", "precision", "95 % interval", "partly as right", "undecided")
    out: list[Table] = []
    last = {f.group: f.question for f in audit.figures}  # `all`, or the only one
    for by in ("", *audit.design.by):
        rows = [
            (f.group, f.question, *((f.value or "unknown",) if by else ()), f.n_rows, f.n_judged, f.n_right, _share(f.precision),
             _interval(f.precision), _plain(f.with_partly), _undecided(f))
            for f in audit.figures
            if f.by == by and (not by or ((f.n_judged or f.n_undecided) and f.question == last[f.group]))
        ]  # fmt: skip
        head = (*columns[:2], *((by,) if by else ()), *columns[2:])
        if rows:
            out.append((f"Precision by {_NAMES[by]}" if by else "Precision", head, rows))
    if audit.agreements:
        found = [
            (a.group or "all together", a.question, a.n, _plain(a.percent), _plain(a.kappa), _plain(a.alpha)) for a in audit.agreements
        ]
        out.append((f"Agreement of {', '.join(audit.coders)}",
                    ("of", "question", "items", "agree", "Cohen's kappa", "Krippendorff's alpha"), list(found)))  # fmt: skip
    if audit.recalls:
        read: list[tuple[Cell, ...]] = [
            (r.kind, r.value or ("unknown" if r.by else "all"), r.n_articles, r.n_listed, r.n_found, _share(r.proportion),
             _interval(r.proportion)) for r in audit.recalls
        ]  # fmt: skip
        out.append(
            ("Recall, from articles read in full", ("of", "articles in", "read", "listed", "found", "recall", "95 % interval"), read)
        )
    return out


def methods(audit: Audit) -> str:
    """The paragraph to paste."""
    d = audit.design
    sizes = {group: (sum(strata.values()), sum(d.drawn.get(group, {}).values())) for group, strata in d.sizes.items()}
    drawn = "; ".join(f"{n:,} of {size:,} {BY_NAME[group].units}" for group, (size, n) in sizes.items() if size)
    strata = _listed([_NAMES[column] for column in d.by])
    how = (
        f"a sample of rows, stratified by {strata} with proportional allocation and a minimum for each value of what has at most twenty"
        if d.by
        else "a simple random sample of rows"
    )
    who = f"{_number(len(audit.coders))} coder{'' if len(audit.coders) == 1 else 's'}" if audit.coders else "no coder yet"
    head = (
        f"Precision was estimated on {how} (Dateline, version {d.version}, code {d.code_version}; seed “{d.seed}”): {drawn}."
        f" Items were judged by {who}, who saw the passage with its surroundings and the coded value, but no score, rule or certainty;"
        " lines were judged without their being kept or dropped, and pairs of names without their being joined or kept apart."
        f"{_agreement_said(audit)} Estimates weigh each stratum by its rows; judgements of “partly” count as wrong; undecided ones are"
        " left out, and bounds count all of them as wrong and as right. Intervals are 95 % Wilson score intervals with the effective"
        " sample size under Kish's design effect and finite population correction."
    )
    tail = f"The figures hold for this corpus and this version.{_LIMIT if len(audit.coders) > 1 else _LIMIT_ONE}"
    return " ".join([head, *(_said(f) for f in audit.figures if not f.by and f.precision), *_recall_said(audit), tail])


def _agreement_said(audit: Audit) -> str:
    whole = next((a for a in audit.agreements if not a.group), None)
    if whole is None:
        return ""
    measures = [f"{_plain(whole.percent)} of pairs of verdicts agree"]
    if whole.kappa is not None:
        measures.append(f"Cohen's kappa is {_plain(whole.kappa)}")
    if whole.alpha is not None:
        measures.append(f"Krippendorff's alpha (nominal) is {_plain(whole.alpha)}")
    way = "by adjudication" if audit.is_adjudicated else "by majority, even votes counting as undecided"
    return f" On {whole.n:,} items with at least two decided verdicts, {_listed(measures)}; disagreements were settled {way}."


def _recall_said(audit: Audit) -> list[str]:
    whole = [r for r in audit.recalls if not r.by and r.proportion]
    if not whole:
        return []
    figures = "; ".join(f"{r.kind}s {_share(r.proportion)} ({_interval(r.proportion)}; {r.n_found} of {r.n_listed})" for r in whole)
    n = max(r.n_articles for r in whole)
    said = (
        f"Recall was estimated on {n:,} of {audit.design.n_articles_all:,} articles that were read in full by {len(audit.readers)}"
        f" reader{'' if len(audit.readers) == 1 else 's'}, who listed what they found without seeing the rows of the warehouse: {figures};"
        " intervals allow for articles as clusters."
    )
    return [said]


def _said(f: Figure) -> str:
    what = f.group if f.question in {"in article", "same"} else f"{f.group}, {f.question}"
    return f"{what[0].upper()}{what[1:]}: {_share(f.precision)} ({_interval(f.precision)}; n = {f.n_judged})."


def _undecided(f: Figure) -> str:
    if not f.n_undecided:
        return ""
    return f"{f.n_undecided}" + (f" ({f.bounds[0]:.2f}–{f.bounds[1]:.2f})" if f.bounds else "")


def _numbers(p: Proportion | None) -> tuple[float | None, ...]:
    if p is None:
        return None, None, None, None
    size = round(p.effective_n, 1) if p.effective_n < float("inf") else None
    return _rounded(p.estimate), _rounded(p.low), _rounded(p.high), size


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _share(p: Proportion | None) -> str:
    return _plain(p.estimate if p else None)


def _plain(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _interval(p: Proportion | None) -> str:
    return "–" if p is None else f"{p.low:.2f}–{p.high:.2f}"


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _number(n: int) -> str:
    return {1: "one", 2: "two", 3: "three", 4: "four", 5: "five"}.get(n, str(n))
