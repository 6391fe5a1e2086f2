"""Document → Article: a role and a reason for every line, language, title, credit, publication time.

`clean` is the stage; its rooms: `lines` (the cut), `shapes` (what is seen of a line), `chrome` and `stamps` (phrases
as data), `prose` (where the body
is), `titles`, `verdicts` (roles), `language`, `published`. It sees one document and its source's profile, nothing of
other documents.
"""

from pipeline.clean.document import clean
from pipeline.clean.lines import line_key

__all__ = ["clean", "line_key"]
