"""Whether a page holds an article at all: section fronts, search results, error pages and walls do not.

Decided on evidence that needs no language: where the page's prose stands (in one block, or in snippets between links to
other articles), how much of it there is, how many headlines are links, and what the markup calls the page. A false alarm
loses an article while a miss costs a few wrong lines, so a page is turned away only where everything speaks against it;
a brief of one sentence is an article.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.model import MARKS, LineHint, PageMeta

_SENTENCE = 60  # letters from which a line counts as prose
_PARAGRAPH = 150  # … as a paragraph of an article rather than a snippet
_FLASH = 25  # … and from which it may be the one sentence of a brief
_LINKED = 0.6  # share of links from which a line is one
_REPEATED = 4  # times from which a link is no headline but a word for the rest of an article
_HEADLINE = 20  # letters from which a link may be a headline
_OUTSIDE = frozenset(("nav", "footer", "aside"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_WIDE = re.compile("[\u0e00-\u0e7f\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_ARTICLE = re.compile(r"og:article|\w*article|\w*posting|report|qapage")
_LIST = frozenset(("collectionpage", "itemlist", "searchresultspage", "profilepage"))
_FILM = re.compile(r"og:video\b.*|videoobject|\w*gallery")
_NOT_FOUND = re.compile(r"\W{0,9}404\b.{0,40}|.{0,40}\b404\W{0,9}")
# Tokens of class and id by which systems of publication call a page (WordPress, Drupal, Joomla, TYPO3 and their likes).
_CALLED = {
    "is:error": frozenset(("error404", "error-404", "page-404", "not-found", "notfound", "page-not-found", "error-page", "errorpage")),
    "is:list": frozenset((
        "archive", "category", "tag", "home", "frontpage", "front-page", "homepage", "search", "search-results", "searchresults",
        "search-page", "page-search", "section-front", "section-page", "path-frontpage", "path-taxonomy", "path-search",
        "author-archive", "blog-list",
    )),
    "is:login": frozenset(("login", "signin", "sign-in", "page-login", "login-page", "path-user")),
    "is:single": frozenset((
        "single", "single-post", "article", "article-page", "page-article", "node-type-article", "page-node-type-article",
    )),
}  # fmt: skip
_OG_TYPE = re.compile(r"<meta\b[^<>]{0,300}\bog:type\b[^<>]{0,300}>", re.IGNORECASE)
_CONTENT = re.compile(r"""\bcontent\s{0,9}=\s{0,9}["']?\s{0,9}([^"'<>]{1,60})""", re.IGNORECASE)
_JSON_TYPE = re.compile(r'"@type"\s{0,9}:\s{0,9}(?:"([^"\[\]]{1,80})"|\[([^\[\]]{1,200})\])')
_BODY_TAG = re.compile(r"<body\b[^<>]{0,2000}>", re.IGNORECASE)
_NAMES = re.compile(r"""\b(?:class|id)\s{0,9}=\s{0,9}["']?([^"'<>]{1,1000})""", re.IGNORECASE)
_PASSWORD = re.compile(r"""<input\b[^<>]{0,500}\btype\s{0,9}=\s{0,9}["']?password""", re.IGNORECASE)
_MAX_KINDS = 200


def kinds_of(markup: str) -> tuple[str, ...]:
    """What the markup calls the page and its parts, in lower case: `og:article`, `is:list`, `is:login`, then the types of
    its JSON-LD in order."""
    og_type = _CONTENT.search(tag[0]) if (tag := _OG_TYPE.search(markup)) else None
    body = _BODY_TAG.search(markup)
    names = {name for found in _NAMES.findall(body[0].lower()) for name in found.split()} if body else set()
    return kinds_from(og_type[1] if og_type else "", names, (markup,), has_password=_PASSWORD.search(markup) is not None)


def kinds_from(og_type: str, names: set[str], json_ld: Iterable[str], *, has_password: bool) -> tuple[str, ...]:
    """As `kinds_of`, of what is known already: the type of Open Graph, classes and id of the body in lower case, texts that hold
    the JSON-LD, whether there is an input for a password."""
    kinds: list[str] = []
    if kind := og_type.strip().lower():
        kinds.append(f"og:{kind}")
    kinds += [kind for kind, known in _CALLED.items() if names & known]
    if has_password:
        kinds.append("is:password")
    for text in json_ld:
        for match in _JSON_TYPE.finditer(text):
            if len(kinds) >= _MAX_KINDS:
                break
            kinds += [name.strip(' "').rsplit("/", 1)[-1].lower() for name in (match[1] or match[2]).split(",")]
    return tuple(kinds)


def _bits(*names: str) -> int:
    return sum(1 << MARKS.index(name) for name in names if name in MARKS)


_COOKIE, _COMMENT, _BODY = _bits("cookie"), _bits("comment"), _bits("body")


@dataclass(slots=True)
class Layout:
    """What a page's lines look like. Sizes in letters; an ideograph or a letter of a script without spaces counts for two."""

    n_prose: int = 0  # lines of prose that are no link and stand in no part for other things
    prose: int = 0  # their size
    block: int = 0  # size of the largest run of them that no link to another article interrupts
    block_lines: int = 0
    lead_lines: int = 0  # lines of prose in the run that follows the first heading of the page that is no link
    body: int = 0  # size of prose in what the markup calls the body of an article
    flash: int = 0  # size of the longest line that is neither heading nor link
    headlines: int = 0  # lines that are links as a whole and long enough for a headline
    pairs: int = 0  # … with a text right behind them
    more: int = 0  # links that say the same as three others, behind a line of text each
    between: int = 0  # linked headlines between lines of prose
    captions: int = 0  # lines below pictures
    elsewhere: int = 0  # size of prose about cookies
    # while it is measured
    _run: int = 0
    _run_lines: int = 0
    _waiting: int = 0  # linked headlines since the last line of prose
    _is_leading: bool | None = None  # in the run behind the heading; None: before it
    _is_behind_text: bool = False
    _is_behind_link: bool = False

    def link(self, size: int, *, is_repeated: bool, is_outside: bool) -> None:
        """A line that is a link."""
        if size >= _HEADLINE:
            self.headlines += 1
            self._waiting += 1
        if not is_outside and (size >= _HEADLINE or is_repeated):
            self._run = self._run_lines = 0
            self.more += is_repeated and self._is_behind_text
            self._is_behind_text, self._is_behind_link = False, size >= _HEADLINE
            self._is_leading = False if self._is_leading else self._is_leading

    def text(self, size: int, hint: LineHint) -> None:
        """A line that is none, in the part of the page that may be an article."""
        if hint.tag in _HEADINGS:
            self._is_leading = True if self._is_leading is None else self._is_leading
        elif size >= _FLASH:
            self.pairs += self._is_behind_link
            self._is_behind_text, self._is_behind_link = True, False
        if hint.tag not in _HEADINGS:
            self.flash = max(self.flash, size)
        if size < _SENTENCE:
            return
        self.between += self._waiting if self.n_prose else 0
        self._waiting = 0
        self.n_prose += 1
        self.prose += size
        self.body += size if (hint.marks | hint.outer) & _BODY else 0
        self.lead_lines += bool(self._is_leading)
        self._run += size
        self._run_lines += 1
        if self._run > self.block:
            self.block, self.block_lines = self._run, self._run_lines


def layout(lines: Sequence[str], hints: Sequence[LineHint]) -> Layout:
    """Measure a page."""
    rows = [(_size(line), hint) for line, hint in zip(lines, hints, strict=True)]
    outside = _regions_of_other_things(rows)
    said = sum(size for size, hint in rows if size >= _SENTENCE and (hint.marks | hint.outer) & _COMMENT)
    # Some pages call the whole of it by what readers may do below.
    comments = _COMMENT if 2 * said < sum(size for size, hint in rows if size >= _SENTENCE and hint.link_share < _LINKED) else 0
    links = Counter(line for line, hint in zip(lines, hints, strict=True) if hint.link_share >= _LINKED)
    measured = Layout()
    for line, (size, hint) in zip(lines, rows, strict=True):
        marks = hint.marks | hint.outer
        if hint.link_share >= _LINKED:
            measured.link(size, is_repeated=links[line] >= _REPEATED, is_outside=hint.region in outside)
        elif hint.region in outside or marks & comments:
            continue
        elif marks & _COOKIE:
            measured.elsewhere += size if size >= _SENTENCE else 0
        elif hint.tag == "figcaption" or hint.region == "figure":
            measured.captions += size >= _HEADLINE
        else:
            measured.text(size, hint)
    return measured


def _regions_of_other_things(rows: Sequence[tuple[int, LineHint]]) -> frozenset[str]:
    """Landmarks that hold no article; none of them where the page has most of its prose in one."""
    inside = within = 0
    for size, hint in rows:
        # Snippets beside an article are shorter than its paragraphs.
        if size >= _PARAGRAPH and hint.link_share < _LINKED:
            if hint.region in _OUTSIDE:
                within += size
            else:
                inside += size
    return _OUTSIDE if within < 3 * _PARAGRAPH or within < 2 * inside else frozenset()


def without_article(
    lines: Sequence[str], hints: Sequence[LineHint], meta: PageMeta, kinds: Sequence[str], *, is_dated: bool = False
) -> tuple[str, str] | None:
    """(error code, what the page is) where it holds no article: `list_page` or `no_article`; None where it may hold one.

    `kinds`: of `kinds_of`. `is_dated`: the input states a day of publication, as of an article.
    """
    measured = layout(lines, hints)
    named = set(kinds)
    is_listed = bool(named & _LIST) or kinds.count("newsarticle") > 3
    is_article = "og:article" in named or "is:single" in named or (not is_listed and any(_ARTICLE.fullmatch(kind) for kind in kinds))
    is_dated = is_dated or meta.published_at is not None
    is_called = is_article or is_dated or measured.body >= 2 * _SENTENCE
    if measured.prose == 0 and measured.flash < _FLASH and (found := _empty(measured, named, is_called=is_called)):
        return found
    if is_called:
        return None
    return _list_page(measured, is_listed, named) or _wall(measured, lines, meta, named)


def _empty(measured: Layout, named: set[str], *, is_called: bool) -> tuple[str, str] | None:
    """Pages without a sentence, whatever they call themselves."""
    if measured.elsewhere:
        return "no_article", "it shows nothing but what it says about cookies"
    if any(map(_FILM.fullmatch, named)) and not measured.captions:
        return "no_article", "it shows film or pictures and no text"
    if is_called:
        return None
    if measured.captions >= 3:
        return "no_article", f"it shows {measured.captions} pictures with captions and no text"
    if measured.headlines >= 5:
        return "list_page", f"it shows {measured.headlines} headlines that are links, and no text of its own"
    if named & {"is:list", "og:website"}:
        return "no_article", "it shows no sentence"
    return None


def _list_page(measured: Layout, is_listed: bool, named: set[str]) -> tuple[str, str] | None:
    """Headlines that are links, with a few lines of text between them."""
    is_list = is_listed or "is:list" in named
    # Called a list, a page has to show a long text to pass for an article; not called anything, a short one is enough.
    enough = 900 if is_list else 450
    # Texts behind headlines of their own, on a page that calls itself a part of the site.
    is_front = "og:website" in named and measured.block_lines <= 1 and measured.pairs >= 4
    wanted = 4 if is_list or is_front else 8
    if measured.block >= enough or (not is_list and (measured.block_lines >= 3 or measured.lead_lines >= 2)):
        return None
    if measured.more >= wanted and (is_list or "og:website" in named):
        return "list_page", f"it shows {measured.more} texts of at most {measured.block} letters, each with a link to the rest"
    if measured.headlines < wanted:
        return None
    if measured.n_prose >= 3 and measured.between < measured.n_prose // 2:
        return None  # text in one piece, links around it
    if measured.n_prose < 3 and not (is_list or is_front) and measured.headlines < 15:
        return None
    if measured.n_prose in (1, 2) and not (is_list or is_front) and measured.between == 0:
        return None  # a brief, and links around it
    return "list_page", f"it shows {measured.headlines} headlines that are links and no text of more than {measured.block} letters"


def _wall(measured: Layout, lines: Sequence[str], meta: PageMeta, named: set[str]) -> tuple[str, str] | None:
    """Error pages, login forms, films and pictures without a text."""
    says_404 = any(_NOT_FOUND.fullmatch(line) for line in (meta.title or "", *lines[:60]))
    if measured.prose < 700 and ("is:error" in named or (says_404 and measured.n_prose <= 3)):
        return "no_article", "it says that there is no such page"
    if measured.prose < 500 and ("is:login" in named or ("is:password" in named and measured.n_prose <= 2)):
        return "no_article", "it asks to log in"
    if measured.prose < 120 and any(map(_FILM.fullmatch, named)):
        return "no_article", "it shows film or pictures and no text"
    if measured.captions >= 4 and measured.prose < 250:
        return "no_article", f"it shows {measured.captions} pictures with captions and hardly any text"
    if measured.elsewhere > 2 * measured.prose and measured.prose < 250:
        return "no_article", "it shows hardly more than what it says about cookies"
    return None


def _size(line: str) -> int:
    letters = "".join(line.split())
    return len(letters) + len(_WIDE.findall(letters))
