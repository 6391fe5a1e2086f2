"""Page metadata: what a page's own markup says of itself, in the order in which publishers keep it right.

JSON-LD of an article type, Open Graph and `article:` properties, the usual named meta tags, microdata, `<time>`. Values
are taken over as they stand, but for times, which come out as ISO 8601 with their offset or not at all. What the page
says ranks below what the input states (`metadata.py`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from itertools import islice

from bs4 import BeautifulSoup
from bs4.element import Tag

from pipeline.ingest.metadata import iso_time
from pipeline.ingest.sources import LANGUAGE_TAG
from pipeline.model import PageMeta

_PUBLISHED = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "date_published",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dcterms.date", "dc.date",
    "article.published", "published_time_telegram", "publish-date", "publish_date", "publication_date", "pubdate",
    "originalpublicationdate", "cxenseparse:recs:publishtime", "date",
)  # fmt: skip
_UPDATED = (
    "article:modified_time", "og:updated_time", "article:updated_time", "datemodified", "dcterms.modified",
    "last-modified", "lastmod", "article.updated", "dc.date.modified",
)  # fmt: skip
_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title")
_AUTHORS = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl")
_SITES = ("og:site_name", "application-name", "dc.publisher")
_ARTICLE_TYPES = re.compile(r"(News|Report|Analysis|Background|Opinion|Review|Satirical|Tech|Blog)?(Article|Posting)|NewsArticle|Report")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?")  # 20241119083000
_SEPARATOR = re.compile(r"\s+[|\-–—·•:»«/]+\s+|\s*[|_]\s*")
_MAX_JSON = 1_000_000  # characters of one block of JSON-LD
_MAX_NODES = 2_000
_MAX_VALUE = 1_000  # characters of one value


def page_meta(soup: BeautifulSoup, lines: tuple[str, ...]) -> PageMeta:
    """The metadata of a parsed page. Of several titles the one that stands in the page as a line is taken."""
    named = _named(soup)
    article = _json_ld_article(soup)
    document_title = _text(soup.title.get_text()) if soup.title else None
    titles = [_string(article.get("headline")), *(named.get(key) for key in _TITLES), document_title]
    return PageMeta(
        title=_title([title for title in titles if title], lines),
        published_at=_first_time([article.get("datePublished"), *_values(named, _PUBLISHED), *_item_times(soup, "datePublished")])
        or _first_time(_time_elements(soup)),
        updated_at=_first_time([article.get("dateModified"), *_values(named, _UPDATED), *_item_times(soup, "dateModified")]),
        author=_author(article.get("author")) or _first_name(_values(named, _AUTHORS)),
        site_name=next(iter(_values(named, _SITES)), None) or _author(article.get("publisher")),
        canonical_url=_canonical(soup, named),
        lang=_language(soup, named, article),
    )


def page_time(value: object) -> str | None:
    """A time as pages write it (ISO 8601, RFC 2822, `20241119083000`) as ISO 8601, None where it is none of these."""
    if not isinstance(value, str) or not 4 <= len(text := value.strip()) <= 64:
        return None
    if (moment := iso_time(text)) is not None and not (len(text) == 8 and text.isdigit() and text[:2] not in ("19", "20")):
        return moment
    if match := _COMPACT.fullmatch(text):
        year, month, day, hour, minute, second = match.groups()
        return iso_time(f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}")
    try:
        parsed: datetime = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return iso_time(parsed.isoformat())


def _named(soup: BeautifulSoup) -> dict[str, str]:
    """First non-empty content of each meta name, property or itemprop, keys in lower case."""
    found: dict[str, str] = {}
    for tag in soup.find_all("meta", limit=_MAX_NODES):
        content = _text(_attribute(tag, "content"))
        for key in ("property", "name", "itemprop"):
            label = _attribute(tag, key).strip().lower()
            if label and content:
                found.setdefault(label, content)
    return found


def _values(named: dict[str, str], keys: tuple[str, ...]) -> list[str]:
    return [named[key] for key in keys if key in named]


def _json_ld_article(soup: BeautifulSoup) -> dict[str, object]:
    """The first node of an article type that has a headline or a date, else an empty one."""
    for script in soup.find_all("script", type=re.compile(r"^\s*application/ld\+json", re.IGNORECASE), limit=50):
        content = script.string or script.get_text()
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
            if any(isinstance(name, str) and _ARTICLE_TYPES.fullmatch(name.rsplit("/", 1)[-1]) for name in names) and (
                "headline" in node or "datePublished" in node
            ):
                return node
    return {}


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
    standing: dict[str, str] = {}
    for line in lines:
        if 8 <= len(line) <= _MAX_VALUE:
            standing.setdefault(_letters(line), line)
    for title in titles:
        cuts = [title, *(title[: match.start()] for match in reversed(list(_SEPARATOR.finditer(title))))]
        for cut in cuts:
            if len(key := _letters(cut)) >= 8 and key in standing:
                return standing[key]
    return titles[0] if titles else None


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _first_time(values: list[object] | list[str]) -> str | None:
    times = [time for value in values if (time := page_time(value)) is not None]
    # Of a day and the same day with its hour, the hour says more.
    return next((time for time in times if times and len(time) > 10 and time[:10] == times[0][:10]), times[0] if times else None)


def _item_times(soup: BeautifulSoup, prop: str) -> list[str]:
    tags = soup.find_all(True, attrs={"itemprop": prop}, limit=5)
    return [_attribute(tag, "datetime") or _attribute(tag, "content") or _text(tag.get_text()) for tag in tags]


def _time_elements(soup: BeautifulSoup) -> list[str]:
    """`<time>` elements: one marked as publication, else the first in the article or main part; never one of a list."""
    tags = [tag for tag in soup.find_all("time", limit=200) if not _is_below(tag, ("aside", "nav", "footer", "li"))]
    marked = [tag for tag in tags if tag.has_attr("pubdate") or "publish" in _attribute(tag, "class").lower()]
    inside = [tag for tag in tags if _is_below(tag, ("article", "main"))]
    # Without a landmark, several dates may belong to several articles: only a single one is this page's.
    chosen = marked[:1] or inside[:1] or (tags if len({_attribute(tag, "datetime") for tag in tags}) == 1 else [])
    return [_attribute(tag, "datetime") for tag in chosen]


def _is_below(tag: Tag, names: tuple[str, ...]) -> bool:
    return any(parent.name in names for parent in islice(tag.parents, 60))  # bounded: pages may be nested without end


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


def _canonical(soup: BeautifulSoup, named: dict[str, str]) -> str | None:
    link = soup.find("link", rel="canonical")
    address = _attribute(link, "href").strip() if isinstance(link, Tag) else ""
    return next((url for url in (address, named.get("og:url", "")) if url.startswith(("http://", "https://"))), None)


def _language(soup: BeautifulSoup, named: dict[str, str], article: dict[str, object]) -> str | None:
    root = soup.find("html")
    stated = [
        _attribute(root, "lang") or _attribute(root, "xml:lang") if isinstance(root, Tag) else "",
        _string(article.get("inLanguage")) or "",
        named.get("og:locale", ""),
        named.get("content-language", ""),
    ]
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


def _attribute(tag: Tag, name: str) -> str:
    value = tag.attrs.get(name)
    if value is None:
        return ""
    return str(value) if isinstance(value, str) else " ".join(value)
