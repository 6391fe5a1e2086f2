"""Which rooms a line may have something to say to, as bits: told at once for all lines of a batch (`quiet`), so that no room is asked
in vain. The first four are told by single signs."""

from __future__ import annotations

SHAPE, TAIL, CAPTION, BYLINE, WHOLE, OPENING, CLOSING, ANYWHERE, STAMP = (1 << k for k in range(9))
PHRASE = SHAPE | TAIL | WHOLE | OPENING | CLOSING | ANYWHERE
BY_SIGN = SHAPE | TAIL | CAPTION | BYLINE
ALL = PHRASE | BY_SIGN | STAMP
