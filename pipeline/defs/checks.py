"""The checks on Dagster's pages: one asset check a file of sql/checks/, on the page of the table that it is about, one for the user's
own, and one that stands in front of `warehouse`: while an error finds a row, nothing is published.

A check that blocks stops whatever is made from its table. All of them are run together, when all tables are made, so a check of `articles`
cannot stop what is made from `articles`: that is past. The gate alone blocks, on a table of the last floor.
"""

from collections.abc import Iterator
from typing import Any

import dagster as dg

from pipeline.defs.aftermath import GATE
from pipeline.defs.handover import Run
from pipeline.defs.run import POOL
from pipeline.warehouse import run as steps
from pipeline.warehouse.check_files import project_checks
from pipeline.warehouse.checks import CheckResult

OWN = "own_checks"
LAST = "events"  # a table that the published file is made from, and that is made last
_CHECKS = {check.name: check for check in project_checks()}
_SEVERITY = {"error": dg.AssetCheckSeverity.ERROR, "warning": dg.AssetCheckSeverity.WARN}


def _specs() -> Iterator[dg.AssetCheckSpec]:
    for check in _CHECKS.values():
        yield dg.AssetCheckSpec(check.name, asset=check.table or LAST, description=check.description, metadata={"severity": check.severity})
    yield dg.AssetCheckSpec(OWN, asset=LAST, description="The user's own checks, in the folder `checks` beside the raw folder.")
    yield dg.AssetCheckSpec(
        GATE, asset=LAST, blocking=True, description="No check that is an error has found a row. Else nothing is published."
    )


@dg.multi_asset_check(name="check_rows", specs=list(_specs()), required_resource_keys={"run"}, pool=POOL)
def row_checks(context: dg.AssetCheckExecutionContext) -> Iterator[dg.AssetCheckResult]:
    """Every offset points to its text, every reference exists, nothing has suddenly dropped …: see `dateline check`."""
    run: Run = context.resources.run
    results = steps.check_results(run.workspace)
    run.failed_checks = [r for r in results if r.blocks]
    run.warnings = [r for r in results if not r.passed and not r.blocks]
    for warned in run.warnings:
        context.log.warning(f"{warned.name}: {warned.first}")
    for checked in results:
        if not checked.is_own:
            yield _result(checked.name, _CHECKS[checked.name].table or LAST, [checked])
    yield _result(OWN, LAST, [r for r in results if r.is_own])
    yield _result(GATE, LAST, run.failed_checks)


def _result(name: str, asset: str, results: list[CheckResult]) -> dg.AssetCheckResult:
    """One result of Dagster's from those of a check, or of several. Ids and counts are shown, and no words of articles."""
    found = [r for r in results if not r.passed]
    metadata: dict[str, Any] = {
        "n_offending": sum(r.n_offending for r in found),
        "where": [f"{what} {key}" for r in found for what, key, _ in r.examples],
    }
    if found:
        metadata["what_to_do"] = (
            f"`dateline check {found[0].name}` shows the rows" if name != GATE else "Look at: " + ", ".join(r.name for r in found)
        )
    severity = "error" if any(r.severity == "error" for r in found or results) else "warning"
    return dg.AssetCheckResult(check_name=name, asset_key=asset, passed=not found, severity=_SEVERITY[severity], metadata=metadata)


CHECKS = [row_checks]
