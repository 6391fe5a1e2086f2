"""Spark under Dagster: the program that drives a job is started through Pipes, in Spark's environment, and its log is the run's.

What is due and what became of it is the affair of `pipeline.warehouse.cluster`; the engine starts the program. Here a session of Pipes
is put around that, so that Dagster's log has what it says; nothing is materialised there, for the asset has one writer.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import dagster as dg

from pipeline.engines.spark import SparkEngine
from pipeline.warehouse.workspace import Workspace


@contextmanager
def through_pipes(context: dg.AssetExecutionContext, workspace: Workspace) -> Iterator[None]:
    """A stretch of an asset's work in which jobs of the cluster are started through Pipes; nothing, where there is no cluster."""
    engine = workspace.engine
    if not isinstance(engine, SparkEngine):
        yield
        return

    @contextmanager
    def session() -> Iterator[Mapping[str, str]]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", dg.PreviewWarning)  # of a part of Pipes that Dagster itself uses
            with dg.open_pipes_session(
                context=context.op_execution_context,
                context_injector=dg.PipesTempFileContextInjector(),
                message_reader=dg.PipesTempFileMessageReader(),
            ) as opened:
                yield opened.get_bootstrap_env_vars()

    before, engine.around = engine.around, session
    try:
        yield
    finally:
        engine.around = before
