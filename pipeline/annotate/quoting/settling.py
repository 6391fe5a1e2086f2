"""Statements with their speaker settled: the words that name him resolved, or taken over from the statement before."""

from __future__ import annotations

from dataclasses import replace

from pipeline.annotate.quoting.emit import Row
from pipeline.annotate.quoting.scene import Source
from pipeline.annotate.quoting.speakers import Memory
from pipeline.annotate.quoting.statements import Statement
from pipeline.annotate.quoting.units import Unit


def settle(statement: Statement, unit: Unit, memory: Memory, before: Row | None, rows: list[Row]) -> Row:
    """Resolves the speaker of a statement, then tells the memory."""
    source = statement.source
    if source is None and statement.inherits:
        if before is not None:
            source = before.source
            if source is not None and statement.cue is not None:
                source = replace(source, basis="inherited")
            if statement.relay is None and before.statement.relay is not None:
                statement.relay = before.statement.relay
        else:
            statement.implicit = True
    if source is None and statement.implicit:
        cue = statement.cue
        source = Source(
            None,
            None,
            None,
            "implicit",
            gender=cue.gender if cue else "",
            number=cue.number if cue else "",
            basis="implicit",
            position=cue.group if cue else -1,
        )
    if statement.relay is not None:
        statement.relay = memory.resolve(statement.relay, unit)
    if source is not None:
        if statement.cue is not None and source.basis == "name_in_place":
            memory.heard(source, statement.cue.gender if memory.scene.grammar.order == "vso" else "")
        source = memory.resolve(source, unit)
        memory.say(source, unit)
    return Row(statement, source, _continues(statement, source, rows))


def _continues(statement: Statement, source: Source | None, rows: list[Row]) -> int | None:
    """ "…," he added, right behind a quotation of the same speaker, continues it."""
    if not rows or source is None or source.type not in ("pronoun", "implicit") or not statement.rule.startswith("left"):
        return None
    last = rows[-1]
    same = last.source is not None and last.source.local_no is not None and last.source.local_no == source.local_no
    near = last.statement.unit.line == statement.unit.line and statement.unit.number - last.statement.unit.number <= 1
    direct = last.statement.rule.startswith(("left", "quote", "colon", "floating"))
    return len(rows) - 1 if same and near and direct else None
