"""A parsed page as a stream of events, the same for both parsers: an element begins, text, an element ends.

What walks a page (`render.py`, and through it `pagemeta.py`) is written once, over events. A page nested deeper than
Python's recursion limit costs nothing but itself: neither stream recurses. Comments, declarations and processing
instructions are no events; the text behind one is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, cast

from bs4.element import CData, NavigableString, PageElement, PreformattedString, Tag
from lxml import etree

START: Literal[0] = 0
TEXT: Literal[1] = 1
END: Literal[2] = 2


Attributes = Mapping[str, str]


# Kind, name of the element or text, attributes where it begins.
Event = tuple[int, str, Attributes | None]


def of_soup(root: Tag) -> Iterator[Event]:
    """Events of a BeautifulSoup tree that was parsed with `multi_valued_attributes=None`."""
    if root.name != "[document]":
        yield START, root.name, cast("Attributes", root.attrs)
    stack: list[tuple[str, Iterator[PageElement]]] = [(root.name, iter(root.contents))]
    while stack:
        name, children = stack[-1]
        for node in children:
            if isinstance(node, NavigableString):
                if not isinstance(node, PreformattedString) or isinstance(node, CData):  # no comment and the like
                    yield TEXT, node, None
            elif isinstance(node, Tag):
                yield START, node.name, cast("Attributes", node.attrs)
                stack.append((node.name, iter(node.contents)))
                break
        else:
            stack.pop()
            if name != "[document]":
                yield END, name, None


def of_lxml(root: etree._Element) -> Iterator[Event]:
    """Events of an lxml tree, from its root down; text behind the root is not part of it."""
    for event, node in _walk(root):
        if event == "start":
            yield START, node.tag, dict(node.items())
            if node.text:
                yield TEXT, node.text, None
            continue
        if event == "end":
            yield END, node.tag, None
        if node.tail and node is not root:
            yield TEXT, node.tail, None


def _walk(root: etree._Element) -> Iterable[tuple[str, etree._Element]]:
    walk: Iterable[tuple[str, etree._Element]] = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    return walk
