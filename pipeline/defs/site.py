"""The static site as an asset, with a job of its own: it is written when somebody asks for it, not in every run."""

import dagster as dg

from pipeline import settings as settings_module
from pipeline.defs.guide import described
from pipeline.defs.story import said
from pipeline.defs.tables import OWNERS
from pipeline.explorer import site as room
from pipeline.warehouse.fingerprint import stage_version


class SiteConfig(dg.Config):
    """What may be chosen in the Launchpad."""

    full_texts: bool = False  # whole texts of every outlet, whatever source.toml says


@dg.asset(
    name="site",
    deps=["warehouse"],
    description=described(
        "The pages of `dateline serve` as files, below `$DATELINE_HOME/site`: for any web server, or to be opened as they are. Whole texts "
        "stand in it where an outlet's `source.toml` says `may_publish_text = true`.",
        "publish",
    ),
    group_name="publish",
    kinds={"html", "file"},
    owners=OWNERS,
    code_version=stage_version("publish"),
)
def site(context: dg.AssetExecutionContext, config: SiteConfig) -> dg.MaterializeResult[None]:
    """Write the site beside the old one and put it in its place."""
    settings = settings_module.load()
    written = room.write(settings, settings.home / "site", full_texts=config.full_texts)
    context.log.info(f"{written.n_pages} pages")
    return dg.MaterializeResult(
        metadata={
            **said(f"{written.n_pages} pages.").metadata,
            "path": dg.MetadataValue.path(str(written.folder / "index.html")),
            "n_pages": dg.MetadataValue.int(written.n_pages),
            "bytes": dg.MetadataValue.int(written.n_bytes),
            "n_outlets_with_texts": dg.MetadataValue.int(len(written.sources)),
        }
    )


site_job = dg.define_asset_job(
    "write_site",
    selection=dg.AssetSelection.assets("site"),
    description="Write the pages as files from what is published now. `ops.site.config.full_texts`: whole texts of every outlet.",
    executor_def=dg.in_process_executor,
)
