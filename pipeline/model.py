"""The frozen values that cross a floor.

Here stand the values that the three per-document stages hand to each other and to the warehouse, and nothing else:
no function that decides, no storage, no clock. `read` makes a `Document` (or a `Rejection`), `clean` an `Article`,
`annotate` its `Annotations`. What one document cannot settle leaves `annotate` as evidence: a `LocalEntity` that is
not confirmed, a `Role` without a holder, a date that is an offset from an unknown day. The corpus decides.

Offsets everywhere: `start`, `end` are 0-based, half-open, in Unicode code points of `Document.text`, and
`text[start:end]` is the `text` that stands beside them. References between rows of one document are positions in the
tuples of its `Annotations` (`local_no`, `role_no`, `quote_no`, `date_no`), never ids: ids are made where rows are stored.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from pipeline.values import swift

EntityType = Literal["PER", "ORG", "GPE", "LOC", "MISC"]
Precision = Literal["minute", "hour", "day", "week", "month", "quarter", "year", "decade"]
LineRole = Literal[
    "title", "subtitle", "body", "subhead", "list_item", "byline", "dateline",  # kept
    "blank", "repeated_title", "navigation", "share", "date_stamp", "credit", "related_headline",
    "caption", "notice", "advert", "comment", "other",  # dropped
]  # fmt: skip
# What names of classes and the like say of an element (`ingest/marks.tsv`), in the order of the bits of `LineHint.marks`.
MARKS = (
    "body", "title", "teaser", "byline", "date", "caption", "gallery", "share", "related", "comment", "promo", "newsletter",
    "tags", "breadcrumb", "nav", "footer", "sidebar", "author_box", "cookie", "paywall", "hidden", "quote", "subhead",
    "article", "summary", "widget", "meta",
)  # fmt: skip
KEPT_ROLES: frozenset[str] = frozenset({"title", "subtitle", "body", "subhead", "list_item", "byline", "dateline"})


# ------------------------------------------------------------------ read: bytes -> Document
@dataclass(frozen=True, slots=True)
class Source:
    """One outlet: the folder below raw/, with what its `source.toml` states. None = not stated."""

    source_id: str
    name: str | None = None
    homepage: str | None = None
    country: str | None = None  # ISO 3166-1 alpha-3
    language: str | None = None  # BCP 47
    timezone: str | None = None  # IANA name
    rights: str | None = None
    may_publish_text: bool = False
    keep: tuple[str, ...] = ()  # CSS selectors: only these parts of a page
    drop: tuple[str, ...] = ()  # CSS selectors: never these


@dataclass(frozen=True, slots=True)
class Given:
    """What the input states about a document (record fields, sidecar, page metadata is NOT here). None = not stated.

    Times are kept as given (ISO 8601 text, checked by the reader), so that their offset is not lost.
    """

    external_id: str | None = None
    url: str | None = None
    title: str | None = None
    published_at: str | None = None
    fetched_at: str | None = None
    updated_at: str | None = None
    lang: str | None = None
    byline: str | None = None


@dataclass(frozen=True, slots=True)
class PageMeta:
    """What a page's own markup says (meta tags, JSON-LD, <time>, canonical link); None for plain text documents."""

    title: str | None = None
    published_at: str | None = None
    updated_at: str | None = None
    author: str | None = None
    site_name: str | None = None
    canonical_url: str | None = None
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class LineHint:
    """What the markup says about one rendered line; plain text has none."""

    tag: str  # the block element: p, h1 … h6, li, figcaption, blockquote, td, div …
    link_share: float  # characters inside <a> / characters of the line, 0 … 1
    region: str  # nearest landmark above: article, main, aside, nav, header, footer, figure, form, or ""
    # What follows is 0 where it was not looked for. Prose: text of lines of 80 letters and more that are no links.
    marks: int = 0  # bit i: class, id, role or itemprop of the block or its parent says MARKS[i]
    outer: int = 0  # … of an element further out
    depth: int = 0  # block elements above
    lists: int = 0  # list and table elements above
    siblings: int = 0  # lines of prose in elements beside this one, with the same parent
    bold: float = 0.0  # characters inside <b>, <strong>, <em>, <i> / characters of the line
    n_links: int = 0
    is_behind_image: bool = False  # a picture stands between this line and the one before
    path_share: float = 0.0  # share of the page's prose in elements of the same tag and class, below the same
    shares: tuple[float, ...] = ()  # share of the page's prose in the block, its parent, grandparent … (four)
    links: tuple[float, ...] = ()  # share of links in the text of the parent, the grandparent … (three)
    away: int = 0  # levels up from the innermost element with most of the page's prose to one that holds the line
    inside: int = 0  # … and levels down from there to the line
    readings: tuple[float, ...] = ()  # share of the line that each reading of the page keeps; empty: none was made
    is_chosen: bool = False  # inside a part of the page that `keep` of the source names


@dataclass(frozen=True, slots=True)
class Document:
    """One document as it came in, decoded. `article_id` is a digest of source, external id and content."""

    article_id: str
    source: Source
    uri: str  # path below raw/, POSIX; `#n` behind it for the n-th record of a file
    media_type: str  # text/plain, text/html
    encoding: str  # name of the codec that decoded it
    raw_sha256: str  # of the bytes of the file, or of the record's line
    text: str
    text_sha256: str
    renderer_version: str  # "" for plain text
    given: Given = field(default_factory=Given)
    is_clean_text: bool = False  # the input calls it a body: every line with text is kept
    page: PageMeta | None = None
    hints: tuple[LineHint, ...] = ()  # one a line of `text`, or empty


@dataclass(frozen=True, slots=True)
class Rejection:
    """A file or record that could not become a document: a row of `ingest_errors`."""

    uri: str
    source_id: str
    raw_sha256: str | None
    stage: str  # scan, decode, parse, read, clean, annotate
    error_code: str  # empty_file, too_large, undecodable, binary, bad_json, missing_text, unreadable …
    message: str  # what is wrong, and where
    hint: str  # what to do


# ------------------------------------------------------------------ clean: Document -> Article
@dataclass(frozen=True, slots=True)
class Profile:
    """What the other articles of its source say about lines of one document: keys (`clean.line_key`), in three classes.

    `chrome`: on several other articles, outside the prose, or on so large a share of them that it is no part of any.
    `in_prose`: on at least three others, but within their prose: a background paragraph, a refrain, a recurring subhead; no
    chrome by that alone. `elsewhere`: on one other, or on two in a large source, outside the prose: evidence, no verdict.
    `key in profile` and `len(profile)` speak of `chrome`. Copies of an article are no other articles.
    """

    chrome: frozenset[str] = frozenset()
    in_prose: frozenset[str] = frozenset()
    elsewhere: frozenset[str] = frozenset()

    def __contains__(self, key: object) -> bool:
        return key in self.chrome

    def __len__(self) -> int:
        return len(self.chrome)


@swift
@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text and the verdict on it. Lines joined by \\n are the text."""

    line_no: int  # from 1
    start: int
    end: int
    kept: bool
    role: LineRole
    reason: str  # a sentence an analyst understands
    score: float  # probability that the verdict (kept or dropped) is right
    rule_id: str


@dataclass(frozen=True, slots=True)
class Published:
    """When the document was published, as precisely as is known, and how that is known."""

    on: date | None = None  # the publisher's calendar day
    at: datetime | None = None  # aware, UTC; only where hour or minute is known
    utc_offset: str | None = None  # "+01:00"
    tz_basis: Literal["given", "source", "assumed"] | None = None
    precision: Precision | None = None
    basis: Literal["given", "metadata", "text", "user", "none"] = "none"


@dataclass(frozen=True, slots=True)
class Decided:
    """What users decided by hand of one document, for cleaning to follow: (line_no, role, reason) of lines, each line once, and the day
    of publication; None: nothing is said of it."""

    lines: tuple[tuple[int, LineRole, str], ...] = ()
    published: Published | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A document whose lines have roles. The floors below see kept lines only (dates: all lines)."""

    document: Document
    lines: tuple[Line, ...]
    title: str | None
    byline: str | None
    credit: str | None
    lang: str  # BCP 47; "und" where it cannot be told
    lang_score: float
    published: Published
    updated_at: datetime | None = None

    @property
    def text(self) -> str:
        return self.document.text

    @property
    def title_line(self) -> Line | None:
        return next((line for line in self.lines if line.role == "title"), None)


# ------------------------------------------------------------------ annotate: Article -> Annotations
@swift
@dataclass(frozen=True, slots=True)
class LocalEntity:
    """One person, organisation or place within one document: the unit that resolution joins across documents.

    `lexicon_id` is set where a pack settles the identity (`gpe:irq`, `org:nato`). `is_confirmed` False marks a name that
    this document's evidence is too weak for: it is published only if the corpus knows the name from elsewhere.
    """

    type: EntityType
    name: str  # the fullest name in this document, without title, article or proclitic
    lang: str
    script: str  # ISO 15924: Latn, Arab, Cyrl …
    lexicon_id: str | None = None
    country: str | None = None  # alpha-3, where the text says so ("Iraqi parliament", "Iraq's National Security Advisor")
    code: str | None = None  # acronym standing beside the name
    gender: Literal["m", "f"] | None = None
    parent_no: int | None = None  # local entity whose part it is (a ministry's country, a mission's alliance)
    is_confirmed: bool = True
    score: float = 0.5


@swift
@dataclass(frozen=True, slots=True)
class Mention:
    start: int
    end: int
    text: str
    type: EntityType
    local_no: int  # position in Annotations.entities
    form: Literal["name", "short_name", "acronym", "demonym", "alias", "candidate"]
    role_text: str | None  # office or title words beside the name
    rule_id: str
    score: float


@swift
@dataclass(frozen=True, slots=True)
class Role:
    """Words that name an office or function ("prime minister of Iraq"), with or without their holder."""

    start: int
    end: int
    text: str
    office: str | None  # key of the office, the same in every language: head_of_government, foreign_minister …
    country: str | None  # alpha-3
    organisation_no: int | None  # local entity of the body the office belongs to
    holder_no: int | None  # local entity of the person who holds it, where the text says so
    gender: Literal["m", "f"] | None
    is_plural: bool
    rule_id: str
    score: float


@swift
@dataclass(frozen=True, slots=True)
class DateMention:
    """A temporal expression. `anchor_offset` keeps what an unknown publication day leaves open:
    days from that day to `date_start` (today 0, yesterday -1), None where the expression does not count from it."""

    start: int
    end: int
    text: str
    date_start: date | None
    date_end: date | None  # inclusive
    precision: Precision
    basis: Literal["explicit", "relative", "none"]
    anchor_offset: int | None
    rule_id: str


QuoteKind = Literal["direct", "mixed", "indirect"]
SpeakerType = Literal["name", "short_name", "pronoun", "role", "document", "collective", "implicit", "anonymous"]


@swift
@dataclass(frozen=True, slots=True)
class Quote:
    """One contiguous span of somebody's words. Segments of one statement share `utterance_no`."""

    utterance_no: int  # from 0, in order of appearance
    segment_no: int  # from 1
    start: int
    end: int
    text: str
    kind: QuoteKind
    cue_text: str | None
    cue_start: int | None
    cue_end: int | None
    cue_class: str | None  # say, claim, deny, ask, promise, warn, accuse, praise, according_to …
    speaker_text: str | None
    speaker_start: int | None
    speaker_end: int | None
    speaker_type: SpeakerType | None
    speaker_no: int | None  # local entity
    speaker_role_no: int | None  # role whose holder speaks, where no name could be found in the document
    speaker_basis: str | None  # name_in_place, apposition, document_issuer, pronoun, role_holder, chain …
    relayed_by_text: str | None
    relayed_by_no: int | None  # local entity
    in_title: bool
    rule_id: str
    score: float


Realis = Literal["actual", "planned", "requested", "denied", "hypothetical"]
ParticipantRole = Literal["actor", "recipient", "participant", "host", "place"]


@swift
@dataclass(frozen=True, slots=True)
class Participant:
    """Who takes part. A person who acts for a country or body is a row with `code` None beside the row of the body."""

    role: ParticipantRole
    local_no: int | None  # local entity
    role_no: int | None  # role whose holder takes part, where the document does not name the holder
    code: str | None  # alpha-3, NATO, UN, EU …; IGO, NGO
    country: str | None
    sector: str | None
    text: str | None
    start: int | None
    end: int | None
    basis: Literal["direct", "coreference", "quote_speaker", "title", "default"]


@dataclass(frozen=True, slots=True)
class EventNumber:
    measure: Literal["killed", "injured", "detained", "displaced", "participants", "money", "votes", "other"]
    low: float | None
    best: float | None
    high: float | None
    unit: str | None
    qualifier: str | None
    text: str
    start: int
    end: int
    rule_id: str
    score: float


@swift
@dataclass(frozen=True, slots=True)
class EventMention:
    """One report of one event: the clause that states it, its trigger, and what the clause says of it."""

    start: int
    end: int
    text: str
    trigger_text: str
    trigger_start: int
    trigger_end: int
    event_type: str
    event_mode: str | None
    cameo_root: str | None
    quad_class: int
    intensity: float
    contexts: tuple[str, ...]
    realis: Realis
    attribution: Literal["narrator", "quoted", "indirect"]
    quote_no: int | None
    date_start: date | None
    date_end: date | None
    date_precision: Precision | None
    date_text: str | None
    date_basis: Literal["explicit", "relative", "article", "none"]
    anchor_offset: int | None  # as in DateMention: the day is that many days from the unknown publication day
    place_no: int | None  # local entity
    place_text: str | None
    place_precision: Literal["point", "city", "admin1", "country", "region"] | None
    in_title: bool
    rule_id: str
    score: float
    participants: tuple[Participant, ...] = ()
    numbers: tuple[EventNumber, ...] = ()


@dataclass(frozen=True, slots=True)
class ModelCount:
    """What became of the spans that a model proposed for one article, or of the events that it judged: how many met with which outcome.

    `outcome`: new, longer, confirmed, known … as the floor used them (`annotate.proposed`), else why they were dropped
    (`models.verify`); of events kept, dropped, unanswered, else why what the model said was ignored (`models.verify_events`).
    """

    model: str  # <backend>:<name>
    floor: str
    outcome: str
    n: int


@dataclass(frozen=True, slots=True)
class Annotations:
    """All that one article says, as evidence for the corpus."""

    article_id: str
    entities: tuple[LocalEntity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    roles: tuple[Role, ...] = ()
    dates: tuple[DateMention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    events: tuple[EventMention, ...] = ()
    model_counts: tuple[ModelCount, ...] = ()
