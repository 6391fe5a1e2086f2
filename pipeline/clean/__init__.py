"""Document → Article: a role and a reason for every line, language, title, credit, publication time.

`clean` is the stage, `clean_many` the same for several documents at once. Its rooms: `lines` (the cut), `chrome`, `furniture`,
`stamps`, `bylines` … (what a line says of itself; phrases are data), `quiet` and `asks` (which lines need not be asked),
`settle`; `measures`, `overlap`, `surroundings` (what is seen of many lines at once), `trees` and `likelihood` (odds), `verdicts`
(roles), `judged` (what users decided), `language`, `published`. It sees one document, its source's profile and what users decided of it,
nothing of other documents. `train`, `grow` and `vary` make the trees and are no part of a run.
"""

from pipeline.clean.document import clean, clean_many
from pipeline.clean.lines import line_key

__all__ = ["clean", "clean_many", "line_key"]
