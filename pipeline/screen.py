"""What may come to a screen: text from documents steers no terminal, and no writing direction.

Everything that a command prints goes through `say`, whatever it holds; only what paints itself (`explain`) prints its own colours,
and passes each text from outside through `printable` first.
"""

from __future__ import annotations

import unicodedata

_SPACES = "\r\n\t\u2028\u2029"
_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # embeddings, overrides, isolates


def printable(text: str) -> str:
    """A text as one line of a screen: control characters and those that turn the direction are left out, half a surrogate is U+FFFD."""
    if text.isprintable():  # no control, no line break, no half of a surrogate
        return text
    return "".join(filter(None, map(_shown, text)))


def _shown(char: str) -> str:
    if char in _SPACES:
        return " "
    category = unicodedata.category(char)
    return "\ufffd" if category == "Cs" else "" if category == "Cc" or char in _TURNS else char


def width(text: str) -> int:
    """Columns that a text takes on a screen: marks take none, wide letters two."""
    return sum(0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def lines(text: str) -> str:
    """A text of several lines, each of them `printable`; tabs stay, for rows that a user copies into a table are divided by them."""
    return "\n".join("\t".join(map(printable, line.split("\t"))) for line in text.split("\n"))


def say(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Print to the screen."""
    import typer  # noqa: PLC0415

    typer.echo(lines(text), err=err, nl=nl)
