"""The blocking checks: one asset check a file of sql/checks/. While one of them finds a row, nothing is published."""

from collections.abc import Iterator

import dagster as dg

from pipeline.defs.run import POOL, Run
from pipeline.warehouse import run as steps
from pipeline.warehouse.checks import check_names, description_of

# All of them stand in front of `warehouse`, on a table that it is made from. Those that are about one table stand on that table.
_ASSET = "events"


@dg.multi_asset_check(
    name="check_rows",
    specs=[dg.AssetCheckSpec(name, asset=_ASSET, blocking=True, description=description_of(name)) for name in check_names()],
    required_resource_keys={"run"},
    pool=POOL,
)
def row_checks(context: dg.AssetCheckExecutionContext) -> Iterator[dg.AssetCheckResult]:
    """Every offset points to its text, every reference exists, nothing comes from a dropped line."""
    run: Run = context.resources.run
    for checked in steps.check_results(run.workspace):
        if not checked.passed:
            run.failed_checks.append(checked)
        yield dg.AssetCheckResult(
            check_name=checked.name,
            asset_key=_ASSET,
            passed=checked.passed,
            severity=dg.AssetCheckSeverity.ERROR,
            metadata={"n_offending": checked.n_offending, "where": [f"{what} {key}" for what, key, _ in checked.examples]},
        )


CHECKS = [row_checks]
