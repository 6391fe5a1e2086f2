"""Page metadata: what a page's own markup says of itself, in the order in which publishers keep it right.

`Facts` takes note of what may say something while the page is walked (`events.py`), whichever parser read it;
`page_meta` judges afterwards: JSON-LD of an article type, Open Graph and `article:` properties, the usual named meta
tags, microdata, `<time>`. Values are taken over as they stand, but for times, of which `pagedates.py` decides. What the
page says ranks below what the input states (`metadata.py`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, field
from functools import lru_cache

from lxml import etree

from pipeline.ingest.decode import storable
from pipeline.ingest.events import END, Attributes, Event
from pipeline.ingest.pagedates import Statements, decide, own_article
from pipeline.ingest.sources import LANGUAGE_TAG
from pipeline.model import PageMeta

_PUBLISHED = (
    "article:published_time", "og:published_time", "og:article:published_time", "date_published",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dcterms.date", "dc.date",
    "article.published", "published_time_telegram", "publish-date", "publish_date", "publication_date", "pubdate",
    "originalpublicationdate", "cxenseparse:recs:publishtime", "date",
)  # fmt: skip
_UPDATED = (
    "article:modified_time", "og:updated_time", "article:updated_time", "dcterms.modified",
    "last-modified", "lastmod", "article.updated", "dc.date.modified",
)  # fmt: skip
_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title")
_AUTHORS = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl")
_SITES = ("og:site_name", "application-name", "dc.publisher")
_ARTICLE_TYPES = re.compile(r"(News|Report|Analysis|Background|Opinion|Review|Satirical|Tech|Blog)?(Article|Posting)|NewsArticle|Report")
_SEPARATOR = re.compile(r"(?<!\s)\s+[|\-–—·•:»«/]+\s+|(?:(?<!\s)\s+)?[|_]\s*")
_NOT_LETTERS = re.compile(r"[\W_]+")
_MAX_JSON = 1_000_000  # characters of one block of JSON-LD
_MAX_NODES = 2_000
_MAX_VALUE = 1_000  # characters of one value
_MAX_ARTICLES = 50  # articles of JSON-LD in one page


_LISTED = frozenset(("aside", "nav", "footer", "li"))  # a date in one of these is that of another article
_OF_ARTICLE = frozenset(("article", "main"))
_TELLING = frozenset(("title", "time"))  # with or without attributes
_MAX_SCRIPTS = 50
_MAX_TIMES = 200
_MAX_ITEMS = 5


@dataclass(slots=True)
class _Time:
    """A `<time>` element."""

    value: str
    is_marked: bool  # as the time of publication
    is_inside: bool  # of the article or the main part


@dataclass(slots=True)
class Facts:
    """What a page says of itself, noted while it is walked: `start`, `text` and `end` are called for each event."""

    named: dict[str, str] = field(default_factory=dict)  # first content of each meta name, property, itemprop
    json_ld: list[str] = field(default_factory=list)
    times: list[_Time] = field(default_factory=list)
    items: dict[str, list[str]] = field(default_factory=lambda: {"datePublished": [], "dateModified": []})
    title: str | None = None
    canonical: str = ""
    lang: str = ""
    is_listening: bool = False  # to text
    _open: list[tuple[str, list[str]]] = field(default_factory=list)  # elements whose text is wanted
    _depth: int = 0
    _ends: list[int] = field(default_factory=list)  # depths at which those end
    _listed: int = 0  # open elements of _LISTED
    _inside: int = 0  # … of _OF_ARTICLE

    def start(self, name: str, node: Attributes) -> None:  # noqa: C901 (one case an element, called for each)
        """An element begins."""
        self._depth += 1
        if name in _LISTED:
            self._listed += 1
        elif name in _OF_ARTICLE:
            self._inside += 1
        if not node and name not in _TELLING:
            return
        prop = node.get("itemprop")
        if prop and prop in self.items and len(self.items[prop]) < _MAX_ITEMS:
            self._item(prop, node)
        if name == "meta":
            self._named(node, prop)
        elif name == "script":
            kind = node.get("type")
            if kind and kind.strip().lower().startswith("application/ld+json") and len(self.json_ld) < _MAX_SCRIPTS:
                self._listen("json_ld")
        elif name == "title":
            if self.title is None:
                self.title = ""
                self._listen("title")
        elif name == "time":
            if not self._listed and len(self.times) < _MAX_TIMES:
                is_marked = node.get("pubdate") is not None or "publish" in (node.get("class") or "").lower()
                self.times.append(_Time(node.get("datetime") or "", is_marked, self._inside > 0))
        elif name == "link":
            if not self.canonical and "canonical" in (node.get("rel") or "").lower().split():
                self.canonical = (node.get("href") or "").strip()
        elif name == "html" and not self.lang:
            self.lang = node.get("lang") or node.get("xml:lang") or ""

    def text(self, text: str) -> None:
        """Text stands here; called while `is_listening`."""
        for _, pieces in self._open:
            pieces.append(text)

    def end(self, name: str) -> None:
        """An element ends."""
        if self._ends and self._ends[-1] == self._depth:
            self._ends.pop()
            kind, pieces = self._open.pop()
            self.is_listening = bool(self._open)
            self._heard(kind, "".join(pieces))
        self._depth -= 1
        if name in _LISTED:
            self._listed -= 1
        elif name in _OF_ARTICLE:
            self._inside -= 1

    def walk(self, events: Iterable[Event]) -> None:
        """Take note of a whole page."""
        for kind, name, node in events:
            if node is not None:
                self.start(name, node)
            elif kind == END:
                self.end(name)
            else:
                self.text(name)

    def gather(self, root: etree._Element, *, has_items: bool) -> None:
        """Take note of a whole page that lxml parsed, as a walk does, without one. `has_items`: it may hold microdata."""
        self.lang = root.get("lang") or root.get("xml:lang") or "" if root.tag == "html" else ""
        for node in root.iter("meta", "script", "title", "time", "link"):
            name = node.tag
            if name == "meta":
                said = dict(node.items())
                if "content" in said:
                    self._named(said, said.get("itemprop"))
            elif name == "link":
                if not self.canonical and "canonical" in (node.get("rel") or "").lower().split():
                    self.canonical = (node.get("href") or "").strip()
            elif name == "script":
                kind = node.get("type")
                if kind and kind.strip().lower().startswith("application/ld+json") and len(self.json_ld) < _MAX_SCRIPTS:
                    self.json_ld.append("".join(node.itertext()))
            elif name == "title":
                if self.title is None:
                    self.title = "".join(node.itertext())
            elif len(self.times) < _MAX_TIMES and next(node.iterancestors(*_LISTED), None) is None:
                is_marked = node.get("pubdate") is not None or "publish" in (node.get("class") or "").lower()
                self.times.append(_Time(node.get("datetime") or "", is_marked, next(node.iterancestors(*_OF_ARTICLE), None) is not None))
        for node in _with_prop()(root) if has_items else ():
            values = self.items.get(node.get("itemprop"))
            if values is not None and len(values) < _MAX_ITEMS:
                values.append(node.get("datetime") or node.get("content") or _text("".join(node.itertext())))

    def _listen(self, kind: str) -> None:
        self._open.append((kind, []))
        self._ends.append(self._depth)
        self.is_listening = True

    def _heard(self, kind: str, text: str) -> None:
        if kind == "json_ld":
            self.json_ld.append(text)
        elif kind == "title":
            self.title = text
        else:
            self.items[kind].append(_text(text))

    def _item(self, prop: str, node: Attributes) -> None:
        value = node.get("datetime") or node.get("content")
        if value:
            self.items[prop].append(value)
        else:
            self._listen(prop)

    def _named(self, node: Attributes, prop: str | None) -> None:
        content = _text(node.get("content") or "")
        if not content or len(self.named) >= _MAX_NODES:
            return
        for key in (node.get("property"), node.get("name"), prop):
            if key and (label := key.strip().lower()):
                self.named.setdefault(label, content)


@lru_cache(maxsize=1)
def _with_prop() -> etree.XPath:
    return etree.XPath("//*[@itemprop]")


def page_meta(facts: Facts, lines: tuple[str, ...]) -> PageMeta:
    """The metadata of a page that was walked. Of several titles the one that stands in the page as a line is taken."""
    named = facts.named
    document_title = _text(facts.title) if facts.title else None
    urls = [url for url in (facts.canonical, named.get("og:url", "")) if url.startswith(("http://", "https://"))]
    named_titles = [title for title in (*(named.get(key) for key in _TITLES), document_title) if title]
    article = own_article(_json_ld_articles(facts.json_ld), urls, named_titles)
    lang = _language(facts.lang, named, article)
    published_at, updated_at = decide(
        Statements(
            published=[article.get("datePublished"), *_values(named, _PUBLISHED), *_own(facts, "datePublished")],
            elements=_time_elements(facts.times),
            updated=[article.get("dateModified"), *_values(named, _UPDATED), *_own(facts, "dateModified")],
            urls=urls,
            others=[time.value for time in facts.times],
            lines=lines,
            lang=lang,
        )
    )
    titles = [_string(article.get("headline")), *named_titles]
    found = PageMeta(
        title=_title([title for title in titles if title], lines),
        published_at=published_at,
        updated_at=updated_at,
        author=_author(article.get("author")) or _first_name(_values(named, _AUTHORS)),
        site_name=next(iter(_values(named, _SITES)), None) or _author(article.get("publisher")),
        canonical_url=next(iter(urls), None),
        lang=lang,
    )
    return PageMeta(*(storable(value) if value else value for value in astuple(found)))  # \u0000, \ud800 in JSON-LD


def _values(named: dict[str, str], keys: tuple[str, ...]) -> list[str]:
    return [named[key] for key in keys if key in named]


def _json_ld_articles(blocks: list[str]) -> list[dict[str, object]]:
    """The nodes of an article type that have a headline or a date, at most _MAX_ARTICLES of them."""
    found: list[dict[str, object]] = []
    for content in blocks:
        if len(content) > _MAX_JSON:
            continue
        cleaned = content.strip().removeprefix("<!--").removesuffix("-->").removeprefix("<![CDATA[").strip().removesuffix("]]>")
        try:
            data = json.loads(cleaned.strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            kinds = node.get("@type")
            names = kinds if isinstance(kinds, list) else [kinds]
            is_article = any(isinstance(name, str) and _ARTICLE_TYPES.fullmatch(name.rsplit("/", 1)[-1]) for name in names)
            if is_article and ("headline" in node or "datePublished" in node) and len(found) < _MAX_ARTICLES:
                found.append(node)
    return found


def _nodes(data: object) -> Iterator[dict[str, object]]:
    """The objects of a JSON-LD block, outer before inner, at most _MAX_NODES of them."""
    waiting = [data]
    for _ in range(_MAX_NODES):
        if not waiting:
            return
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting[:0] = value[:_MAX_NODES]
        elif isinstance(value, dict):
            yield value
            waiting.extend(value[key] for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item") if key in value)


def _title(titles: list[str], lines: tuple[str, ...]) -> str | None:
    """The page's own line that one of the stated titles equals, else the first of them.

    Compared are letters and digits only: meta tags often differ from the page in quotes, dashes and case. A stated title
    often ends in the name of the site or section, so its parts before a separator count as well, longest first.
    """
    keys = []
    for title in titles:
        cuts = [title, *(title[: match.start()] for match in reversed(list(_SEPARATOR.finditer(title))))]
        keys += [key for cut in cuts if len(key := _letters(cut)) >= 8]
    firsts = {key[0] for key in keys}
    standing: dict[str, str] = {}
    for line in lines:
        # Most lines begin with another letter: they need not be folded to say no.
        if 8 <= len(line) <= _MAX_VALUE and (line[0].lower() in firsts or not (line[0].isascii() and line[0].isalnum())):
            standing.setdefault(_letters(line), line)
    for key in keys:
        if key in standing:
            return standing[key]
    return titles[0] if titles else None


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", text.casefold())


def _own(facts: Facts, prop: str) -> list[str]:
    """The first of the page's microdata, else a meta tag of that name: one statement, however often it is made."""
    return facts.items[prop][:1] or _values(facts.named, (prop.lower(),))


def _time_elements(times: list[_Time]) -> list[str]:
    """`<time>` elements: one marked as publication, else the first in the article or main part; never one of a list."""
    marked = [time for time in times if time.is_marked]
    inside = [time for time in times if time.is_inside]
    # Without a landmark, several dates may belong to several articles: only a single one is this page's.
    chosen = marked[:1] or inside[:1] or (times if len({time.value for time in times}) == 1 else [])
    return [time.value for time in chosen]


def _author(value: object) -> str | None:
    """Names of one or several persons or organisations of JSON-LD, joined by a comma."""
    listed = value if isinstance(value, list) else [value]
    names: list[str] = []
    for item in listed[:20]:
        name = _string(item.get("name")) if isinstance(item, dict) else _string(item)
        if name and not name.startswith(("http://", "https://")) and name not in names:
            names.append(name)
    return ", ".join(names) or None


def _first_name(values: list[str]) -> str | None:
    return next((value for value in values if not value.startswith(("http://", "https://", "@"))), None)


def _language(stated_by_root: str, named: dict[str, str], article: Mapping[str, object]) -> str | None:
    stated = [stated_by_root, _string(article.get("inLanguage")) or "", named.get("og:locale", ""), named.get("content-language", "")]
    tags = [value.strip().replace("_", "-") for value in stated]
    return next((tag for tag in tags if LANGUAGE_TAG.fullmatch(tag)), None)


def _string(value: object) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value")
    return (_text(value) or None) if isinstance(value, str) else None


def _text(value: str) -> str:
    return " ".join(value[: 4 * _MAX_VALUE].split())[:_MAX_VALUE]
