"""Precision, estimated from the verdicts that count: for each question, in the whole, and by language, outlet and type.

A unit with several questions is right in `all` of them or not. `partly` is not right; the figure beside counts it as right. Undecided items
(unsure, or an even vote) are left out; the bounds count all of them as wrong, and all as right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.audit.intervals import Cell, Proportion, stratified
from pipeline.audit.questions import BY, BY_NAME, PARTLY, RIGHT, UNSURE, WRONG, Stratum
from pipeline.audit.sheets import Keyed

ALL = "all"


@dataclass(frozen=True, slots=True)
class Figure:
    """Precision of a group of rows on one question. `by` and `value`: of which rows of the group; "" for all.

    n_rows: what the warehouse holds; n_drawn, n_judged: units of the sample, and those with a decided verdict; n_right, n_partly among
    them; n_undecided: judged, but not decided. `precision` is weighted by strata, `with_partly` counts partly right as right, `bounds`
    count undecided as wrong and as right; None where nothing is decided.
    """

    group: str
    question: str
    by: str
    value: str
    n_rows: int
    n_drawn: int
    n_judged: int
    n_right: int
    n_partly: int
    n_undecided: int
    precision: Proportion | None
    with_partly: float | None
    bounds: tuple[float, float] | None


def figures(
    key: Sequence[Keyed], sizes: Mapping[str, Mapping[Stratum, int]], by: Sequence[str], verdicts: Mapping[str, str]
) -> list[Figure]:
    """All figures. `sizes`: group → stratum → rows of the warehouse; `by`: the columns that strata are made of; `verdicts`: item → what
    counts."""
    out: list[Figure] = []
    for group, strata in sizes.items():
        outcomes = _outcomes(group, [entry for entry in key if entry.group == group], verdicts)
        for question, units in outcomes.items():
            out.append(_figure(group, question, "", "", strata, units))
            for column in by:
                i = BY.index(column)
                for value in sorted({stratum[i] for stratum in strata}):
                    some = {stratum: n for stratum, n in strata.items() if stratum[i] == value}
                    out.append(_figure(group, question, column, value, some, units))
    return out


def _outcomes(group: str, key: Iterable[Keyed], verdicts: Mapping[str, str]) -> dict[str, list[tuple[Stratum, str | None]]]:
    """Question → of each unit the stratum and what came out: RIGHT (the machine is), WRONG, PARTLY, UNSURE, None where nobody judged."""
    turned = {RIGHT: WRONG, WRONG: RIGHT} if BY_NAME[group].expected == WRONG else {}
    out: dict[str, list[tuple[Stratum, str | None]]] = defaultdict(list)
    of_unit: dict[tuple[str, Stratum], list[str | None]] = defaultdict(list)
    for entry in key:
        said = verdicts.get(entry.id)
        came = turned.get(said, said) if said is not None else None
        out[entry.question].append((entry.stratum, came))
        of_unit[entry.unit, entry.stratum].append(came)
    if len(out) > 1:
        out[ALL] = [(stratum, _together(came)) for (_, stratum), came in of_unit.items()]
    return out


def _together(came: Sequence[str | None]) -> str | None:
    """One thing that is wrong is enough; what nobody judged leaves the rest open."""
    return next((outcome for outcome in (WRONG, None, UNSURE, PARTLY) if outcome in came), RIGHT)


def _figure(
    group: str, question: str, by: str, value: str, strata: Mapping[Stratum, int], units: Iterable[tuple[Stratum, str | None]]
) -> Figure:
    counts: dict[Stratum, dict[str | None, int]] = {stratum: defaultdict(int) for stratum in strata}
    for stratum, came in units:
        if stratum in counts:
            counts[stratum][came] += 1

    def n(*outcomes: str | None) -> int:
        return sum(c[outcome] for c in counts.values() for outcome in outcomes)

    def cells(right: Sequence[str], of: Sequence[str]) -> list[Cell]:
        return [Cell(size, sum(counts[s][o] for o in of), sum(counts[s][o] for o in right)) for s, size in strata.items()]

    decided = (RIGHT, PARTLY, WRONG)
    precision = stratified(cells([RIGHT], decided))
    lenient = stratified(cells([RIGHT, PARTLY], decided))
    low, high = (stratified(cells(right, [*decided, UNSURE])) for right in ([RIGHT], [RIGHT, UNSURE]))
    return Figure(
        group, question, by, value, sum(strata.values()), n(*decided, UNSURE, None), n(*decided), n(RIGHT), n(PARTLY), n(UNSURE), precision,
        lenient.estimate if lenient else None, (low.estimate, high.estimate) if low and high else None,
    )  # fmt: skip
