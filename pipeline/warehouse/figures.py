"""The figures of a run: what was found, by source, language and measure, kept for the last published runs.

They are what sudden drops are told by. Written before the checks of a run that is to be published; those of a run whose publication did not
come about are taken back by the next one, for nobody has seen what they measure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.warehouse import ledger
from pipeline.warehouse.connect import transaction
from pipeline.warehouse.store import sql_text

if TYPE_CHECKING:
    from pipeline.warehouse.workspace import Workspace

KEPT_RUNS = 30  # three times what a drop is told by: runs that are not comparable lie among them
_FACT = "figures_of"  # the run whose figures were written last


def write_figures(ws: Workspace) -> None:
    """Measure main, whose books are in step, keep the figures under this run, and leave those of the last runs."""
    con = ws.con
    with transaction(con):
        last = ledger.fact(con, _FACT)
        if last is not None and last.removeprefix("run_") != ledger.fact(con, "version"):
            con.execute("DELETE FROM state.run_figures WHERE run_id = ?", [last])
        con.execute("DELETE FROM state.run_figures WHERE run_id = ?", [ws.run_id])
        con.execute(f"INSERT INTO state.run_figures BY NAME {sql_text('report/run_figures.sql')}", {"run_id": ws.run_id})
        con.execute(
            "DELETE FROM state.run_figures WHERE run_id <> ? AND run_id NOT IN"
            " (SELECT DISTINCT run_id FROM state.run_figures WHERE run_id <> ? ORDER BY run_id DESC LIMIT ?)",
            [ws.run_id, ws.run_id, KEPT_RUNS - 1],
        )
        ledger.set_fact(con, _FACT, ws.run_id)
        con.execute(sql_text("current/figures.sql"))
