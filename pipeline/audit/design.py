"""How an audit was drawn: what its file `design.json` holds, so that the sample can be drawn again and estimates can be weighted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from pipeline.audit.questions import Stratum
from pipeline.audit.sheets import SheetError


@dataclass(frozen=True, slots=True)
class Design:
    """The draw. `version`, `run_id`, `code_version`: of the warehouse; `sample`: units asked for of each kind; `sizes`, `drawn`: group →
    stratum → rows of the warehouse, units of the sample; `articles`: number → article_id, language, outlet."""

    name: str
    seed: str
    version: str
    run_id: str
    code_version: str
    by: tuple[str, ...]
    of: tuple[str, ...]
    sample: int
    n_articles: int
    n_articles_all: int
    sizes: Mapping[str, Mapping[Stratum, int]]
    drawn: Mapping[str, Mapping[Stratum, int]]
    articles: Mapping[str, tuple[str, str, str]]


def as_json(design: Design) -> str:
    """The file's text."""
    record = asdict(design)
    for field in ("sizes", "drawn"):
        strata = record[field]
        record[field] = {group: [[*stratum, n] for stratum, n in sorted(of.items())] for group, of in strata.items()}
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def from_json(file: str, text: str) -> Design:
    """The design that the file holds. Raises SheetError where it is none."""
    try:
        record: dict[str, Any] = json.loads(text)
        for field in ("sizes", "drawn"):
            record[field] = {
                group: {(str(lang), str(source), str(kind)): int(n) for lang, source, kind, n in strata}
                for group, strata in record[field].items()
            }
        record["articles"] = {no: (str(a), str(lang), str(source)) for no, (a, lang, source) in record["articles"].items()}
        record |= {"by": tuple(record["by"]), "of": tuple(record["of"])}
        return Design(**record)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise SheetError([f"{file} is no design of an audit: {error}. Draw the sample anew under another name."]) from error
