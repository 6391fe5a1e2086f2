"""A glance at the markup of a page that is read fast: is it an ordinary page, or one that `guard.py` has to look at closely?

An array of bytes tells it in a tenth of a millisecond. Depth is how far beginnings outnumber ends, as in the guard, over hashes of
the first letters of names. A page whose names share a hash with elements that hold nothing may hide depth from a glance; what a
parser that falls silent loses then is missed behind it, since fewer elements come out than began.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from pipeline.ingest.flatten import MAX_DEPTH, OPTIONAL_END, VOID

_LESS, _SLASH = ord("<"), ord("/")
_PADDING = b"    "
_N = 1 << 15
_FEW = 1021


def n_begun(markup: bytes, longest_tag: int) -> int:
    """How many elements begin in a page, in UTF-8; -1 where elements may be nested too deep, or a tag is longer than
    `longest_tag`."""
    codes = np.frombuffer(markup + _PADDING, np.uint8)
    tags = np.flatnonzero(codes == _LESS)
    if not len(tags):
        return 0
    for at in tags[np.diff(tags, append=len(markup)) > longest_tag].tolist():
        if markup.find(b">", at, at + longest_tag) < 0:
            return -1
    is_end = codes[tags + 1] == _SLASH
    at = tags + is_end
    one, two, three = (_letters()[codes[at + k]] for k in (1, 2, 3))
    names = one << 10 | two << 5 | three * (two > 0)
    steps = _steps()[names]
    steps[is_end] *= -1
    depths = np.cumsum(steps)
    if max(int(depths.max()), 0) - min(int(depths.min()), 0) > MAX_DEPTH:
        return -1
    # Ends that end nothing could hide depth.
    counts = np.bincount(names % _FEW, steps, _FEW)  # a short table is a third of the time of a long one
    if -counts[counts < 0].sum() > MAX_DEPTH:
        return -1
    return int(np.count_nonzero(names[~is_end] >> 10))


@lru_cache(maxsize=1)
def _letters() -> npt.NDArray[np.int64]:
    """By byte: the place of an ASCII letter in the alphabet, 0 for all else."""
    return np.array([code & 31 if chr(code).isascii() and chr(code).isalpha() else 0 for code in range(256)], np.int64)


@lru_cache(maxsize=1)
def _steps() -> npt.NDArray[np.int64]:
    """By the hash of its name, what the beginning of an element adds to the depth."""
    steps = np.ones(_N, np.int64)
    steps[: 1 << 10] = 0  # comments and declarations
    for name in (VOID | OPTIONAL_END) - {"head"}:  # shares its hash with header
        one, two, three = (int(_letters()[ord(letter)]) for letter in f"{name}  "[:3])
        steps[one << 10 | two << 5 | three] = 0
    return steps
