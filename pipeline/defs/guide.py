"""What the page of an asset tells an operator beside what the asset holds: how to see how it fared, what failed, and what to do."""

from __future__ import annotations

_GUIDES = {  # floor → (how it fared, what failed, what to do)
    "input": (
        "the latest event tells when it last changed",
        "a file that cannot be used stops a run before it does anything: its page names file, line and remedy",
        "`dateline overrides` and `dateline lexicon check` say what is made of each row; mend the file, the next run reads it",
    ),
    "ingest": (
        "`n_new`, `n_changed` and `n_removed` stand below; Plots show them over runs",
        "the asset `ingest_errors` lists each file, with the reason",
        (
            "mend, replace or remove the file: the next run reads it. Files that you have not touched are read again by a run with "
            "`retry_failed: true`"
        ),
    ),
    "errors": (
        "`how_it_fared` counts what failed in the last run, `unresolved` what waits for somebody in all",
        (
            "*Events*, the latest one, lists file, error code, what is wrong and what to do about it (the newest 100); the rest: "
            '`dateline query "FROM ingest_errors WHERE NOT is_resolved"`'
        ),
        (
            "mend, replace or remove the file: the next run reads it. Files that you have not touched are read again by a run with "
            "`retry_failed: true`"
        ),
    ),
    "clean": (
        (
            "lines kept and dropped by role, and the shares of articles without title, day or body; a sudden change in Plots mostly means"
            " that a site has changed its pages"
        ),
        "rows of `ingest_errors` with the stage `clean`",
        (
            "`dateline explain FILE` shows an article line by line, with the reason for each; a source's `source.toml` keeps or drops parts"
            " of its pages"
        ),
    ),
    "annotate": (
        "`n_redone`: the articles that the last run worked on",
        "rows of `ingest_errors` with the stage `annotate`",
        "`dateline explain FILE` shows what was found in an article, `dateline lexicon check` which words no lexicon knows",
    ),
    "resolve": (
        "the checks, here and of `events`, tell whether rows agree with each other, and of sudden drops",
        "while a check that is an error finds a row, the published file stays as it was; a warning holds up nothing",
        "`dateline explain event:ID` or `quote:ID` shows why rows belong together; what you know better goes into `overrides/`",
    ),
    "marts": (
        "a view has no rows of its own: it is as good as the tables that it shows",
        "see the asset `warehouse`",
        "nothing: each publication makes it anew",
    ),
    "publish": (
        "`published_anew`: whether the last run replaced the file; one that finds nothing new does not",
        "the last run under Runs, and the checks of `events`: until they pass, the file stays as it was",
        "mend what the run's page names and start `reingest` again; `dateline restore` brings back an earlier version",
    ),
    "exports": (
        "`version`, `files` and `bytes` stand below",
        "the run's page says why; the folder of an earlier export stays as it was",
        (
            "start the job `export` again, or `dateline export --format FORMAT DIR`; whole texts go out only where the outlet's source.toml"
            " allows it"
        ),
    ),
}
_STALE = (
    "*Stale*: code, lexicon or input has changed since; the next run redoes what that touches. "
    "A part of the work: Jobs, `reingest`, Launchpad, resource `run`."
)


def described(holds: str, floor: str) -> str:
    """The description of an asset: what it holds, and the guide of its floor."""
    fared, failed, todo = _GUIDES[floor]
    return f"{holds}\n\n- **How it fared:** {fared}.\n- **What failed:** {failed}.\n- **What to do:** {todo}.\n\n{_STALE}"
