"""Names that the world knows: countries, demonyms, cities, regions and organisations of one language as a phrase book.

Country names come from the Unicode CLDR (through babel) for every language that it covers, so a language without a pack still knows its
countries; the rest from `languages/shared/{countries,cities,regions,history,orgs}.tsv` and `languages/<lang>/demonyms.tsv`.
What a name without a row could be is decided in `persons` and `bodies`, not here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from pipeline.annotate.names import Form, Found
from pipeline.languages import pack, shared
from pipeline.languages.phrases import Match, Phrasebook
from pipeline.languages.shelf import kept
from pipeline.model import EntityType
from pipeline.text import Tokens, fold, script_of
from pipeline.values import swift

PLACE_TABLES = ("cities", "regions", "history")
_COMMAS = frozenset({",", "،"})
_WIDEST = 4  # words of a country's or region's name behind a town


@swift
@dataclass(frozen=True, slots=True)
class Entry:
    """One entity of the lexicon. `id` is the same in all languages; `name` is its usual name in the language of the gazetteer."""

    id: str
    type: EntityType
    kind: str  # country, city, region, org, event
    name: str
    code: str | None = None  # alpha-3 of a country, acronym of an organisation
    country: str | None = None  # where it lies or belongs
    parent: str | None = None  # lexicon id of the whole that it is a part of
    population: int = 0
    admin1: str | None = None  # first-order division that a place lies in or is
    cores: tuple[str, ...] = ()  # folded head nouns that stand for it once it was named ("the Alliance")


@swift
@dataclass(frozen=True, slots=True)
class Name:
    """One way to write an entry. `capital` is the number of the word that must have a capital in the text (-1: none)."""

    entry: Entry
    form: Form
    capital: int = -1
    careful: int = 0  # also a common word: 1 needs a word before it that introduces a place, 2 the noun of a place itself (town, province)


class Gazetteer:
    """All known names of one language. Build it once (`gazetteer(lang)`), it holds no state of a document."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.pack = pack(lang)
        self.entries: dict[str, Entry] = {}
        names = self.pack.toml("names")
        self.org_words = frozenset(fold(w) for w in names.get("org_words", ()))
        self._members, self._links = (frozenset(fold(w) for w in names.get(key, ())) for key in ("org_members", "org_links"))
        self.place_words = frozenset(fold(w) for w in names.get("place_words", ()))
        self._articles = frozenset(fold(w) for w in names.get("articles", ()))
        self._place_nouns = frozenset(fold(w) for w in names.get("loc_before", ()))
        self._careful = {fold(w): level for level, key in ((1, "careful"), (2, "behind_noun")) for w in names.get(key, ())}
        self._barred = frozenset(fold(w) for w in names.get("barred", ()))
        self._not_after = frozenset(fold(w) for w in self.pack.toml("demonyms").get("not_after", ()))
        self.book: Phrasebook[Name] = Phrasebook({}, self.pack.words("elisions"), self.pack.words("proclitics"))
        self.demonyms: set[str] = set()  # folded forms of one word, those that mean a language somewhere included
        self._countries()
        for table in PLACE_TABLES:
            self._table(table)
        self._table("orgs")
        self._demonyms()

    # ------------------------------------------------------------------ building
    def _countries(self) -> None:
        try:
            territories = dict(Locale(self.lang.split("-")[0]).territories)
        except (UnknownLocaleError, ValueError):
            territories = {}
        for row in shared().table("countries"):
            extra = _cell(row, self.lang)
            cldr = territories.get(row["iso2"], "")
            forms = [*_plain(cldr), *extra]
            if not forms:
                continue
            entry = Entry(row["id"], "GPE", "country", forms[0], row["code"], row["code"])
            self.entries[entry.id] = entry
            for form in forms:
                self._add(form, entry)

    def _table(self, name: str) -> None:
        for row in shared().table(name):
            own = _cell(row, self.lang)
            english = _cell(row, "en")
            forms = own or ([] if self.pack.settings.get("script", "Latn") != "Latn" else english)
            kind = {"cities": "city", "regions": "region", "history": "region", "orgs": "org"}[name]
            kind_type: EntityType = row["type"] if row.get("type") else "GPE"  # type: ignore[assignment]
            population = int(row.get("population") or 0)
            cores = tuple(fold(w) for w in row.get(f"generic_{self.lang}", "").split("|") if w)
            entry = Entry(
                row["id"],
                kind_type,
                kind,
                (forms or english or [row["id"]])[0],
                row.get("code") or None,
                row.get("country") or None,
                row.get("parent") or None,
                population,
                row.get("admin1") or None,
                cores,
            )
            self.entries[entry.id] = entry
            # acronyms and Latin names travel between languages: RFI, Reuters, NMI
            foreign = [f for f in english if f not in forms and _is_acronym(f)] if kind == "org" else []
            for form in dict.fromkeys([*forms, *foreign]):
                self._add(form, entry)

    def _add(self, form: str, entry: Entry) -> None:
        if form.startswith("="):
            self.book.add(form, Name(entry, "acronym"))  # as it is written, and in no other way
            return
        plain = form.isalpha() or form.replace(" ", "").isalpha()  # most are: their words are what the tokeniser would give
        tokens = None if plain else self.pack.tokenise(form)
        words = tuple(form.split()) if tokens is None else tokens.text
        key = fold(form)
        if not words or key in self._barred:
            return
        folded = key.split() if tokens is None else tokens.fold
        careful = self._careful.get(key, 0)
        if len(words) == 1 and _is_acronym(words[0]) and script_of(form) == "Latn":
            variants = [form]
            bare = form.replace(".", "")
            if len(bare) >= 4 and form.isalpha():
                variants.append(form.capitalize())
            if 2 <= len(bare) <= 4 and bare.isalpha() and "." not in form:
                variants.append("".join(f"{c}." for c in bare))
            for v in variants:
                self.book.add(f"={v}", Name(entry, "acronym", -1, careful))
            return
        capitals = [i for i, w in enumerate(words) if w[0].isupper()]
        capital = next((i for i in capitals if folded[i] not in self._articles), next(iter(capitals), -1))  # "the guardian" is no newspaper
        name = Name(entry, "name", capital, careful)
        if tokens is None:
            self.book.put(folded, name)
        else:
            self._phrase(tokens, name)

    def _phrase(self, tokens: Tokens, name: Name) -> None:
        self.book.put([f for f, kind in zip(tokens.fold, tokens.kind, strict=True) if kind != "p"], name)
        if "p" in tokens.kind[1:]:
            self.book.put(tokens.fold, name)  # Workers' Party, Johnson & Johnson

    def _demonyms(self) -> None:
        rules = self.pack.toml("demonyms")
        endings: dict[str, list[str]] = rules.get("endings", {})
        prefixes: list[str] = rules.get("prefixes", [""])
        capital = 0 if rules.get("capital") else -1
        codes = {row["code"]: row["id"] for row in shared().table("countries")}
        for row in self.pack.table("demonyms"):
            entry = self.entries[codes[row["code"]]]
            forms = [f for f in row.get("forms", "").split("|") if f]
            for stem in (s for s in row["stems"].split("|") if s):
                ending = max((e for e in endings if stem.endswith(e)), key=len)
                base = stem[: len(stem) - len(ending)]
                forms += [p + t.replace("{s}", base) for p in prefixes for t in endings[ending]]
            for form in dict.fromkeys(forms):
                if _is_acronym(form):
                    continue  # US, UK: the name itself
                self._phrase(self.pack.tokenise(form), Name(entry, "demonym", capital))
                self.demonyms.add(fold(form))

    # ------------------------------------------------------------------ finding
    def _introduces(self, word: str, kind: str, careful: int) -> bool:
        words = self.org_words if kind == "org" else self.place_words if careful == 1 else self._place_nouns
        return any(rest in words for _, rest in self.book.variants(word))

    def _has_members(self, tokens: Tokens, first: int) -> bool:
        """Whether those who belong to it stand before the name: قيادي في فتح."""
        return first > 1 and tokens.fold[first - 1] in self._links and tokens.fold[first - 2] in self._members

    def _is_placed(self, tokens: Tokens, m: Match[Name], entry: Entry) -> bool:
        """Whether a comma and the own country or one of its regions stand behind a town: Reading, England."""
        i = m.last + 2
        if entry.kind != "city" or i >= len(tokens) or tokens.text[i - 1] not in _COMMAS or tokens.sentence[i] != tokens.sentence[m.last]:
            return False
        within = (n.value for n in self.book.matches(tokens, i, min(i + _WIDEST, len(tokens))) if n.first == i)
        return any(n.form == "name" and n.entry.kind in ("country", "region") and n.entry.country == entry.country for n in within)

    def _goes_on(self, tokens: Tokens, m: Match[Name], entry: Entry) -> bool:
        """Whether one more word with a capital follows a town's name of one word: from Lincoln Michel, in Reading Gardens."""
        i = m.last + 1
        same = entry.kind == "city" and m.first == m.last and i < len(tokens) and tokens.sentence[i] == tokens.sentence[m.last]
        return same and tokens.kind[i] == "w" and tokens.text[i][0].isupper()

    def find(self, tokens: Tokens) -> Iterator[tuple[Found, Entry]]:
        """Every known name in the tokens, overlapping ones included, with its entry."""
        for m in self.book.matches(tokens):
            name = m.value
            entry = name.entry
            if name.capital >= 0 and not tokens.text[m.first + name.capital][0].isupper():
                continue
            before = tokens.fold[m.first - 1] if m.first and tokens.sentence[m.first - 1] == tokens.sentence[m.first] else ""
            if name.form == "demonym" and before in self._not_after:
                continue
            if (
                m.offset
                and entry.kind == "city"
                and (tokens.end[m.last] - m.start(tokens) < 5 or not tokens.fold[m.first].startswith(("و", "ب", "ل")))
            ):
                continue  # a short word behind a proclitic is more often a word of its own
            if m.offset and entry.kind == "org" and tokens.end[m.last] - m.start(tokens) < 4:
                continue  # بابل is no firm
            if name.careful and not (
                self._is_placed(tokens, m, entry)
                or (self._introduces(before, entry.kind, name.careful) and not self._goes_on(tokens, m, entry))
                or (m.offset and entry.kind == "country")
                or (entry.kind == "org" and self._has_members(tokens, m.first))
            ):
                continue
            weight = {"country": 30, "org": 28, "region": 26, "city": 20}[entry.kind] - (5 if name.form == "demonym" else 0)
            if m.first and tokens.joined[m.first] and entry.kind == "city":
                weight -= 10
            rule = f"lexicon.{'demonym' if name.form == 'demonym' else entry.kind}"
            score = 0.95 if entry.kind in ("country", "org") else 0.9
            found = Found(
                m.first, m.last, entry.type, rule, score, m.offset, name.form, entry.id, entry.country, entry.parent, entry.code,
                weight=weight
            )  # fmt: skip
            yield found, entry


def _plain(cldr: str) -> list[str]:
    """The names in a CLDR name: `Myanmar (Burma)` is two, `Congo - Kinshasa` is none that a text would use."""
    main, _, rest = cldr.partition("(")
    inner, _, tail = rest.partition(")")
    names = [f"{main.strip()} {tail.strip()}".strip(), inner.strip() if not tail.strip() else ""]
    return [n for n in names if n and " - " not in n]


def _cell(row: dict[str, str], lang: str) -> list[str]:
    cell = row.get(lang.split("-", maxsplit=1)[0])
    return [name for part in cell.split("|") if (name := part.strip())] if cell else []


def _is_acronym(form: str) -> bool:
    if form[1:].islower() or " " in form:
        return False  # most names: asked of them first
    letters = [c for c in form if c.isalpha()]
    return len(letters) >= 2 and sum(c.isupper() for c in letters) >= max(2, len(letters) - 1) and len(letters) <= 9


@lru_cache(maxsize=16)
@kept
def gazetteer(lang: str) -> Gazetteer:
    """The gazetteer of a language; countries only where it has no pack, empty where CLDR does not know it either."""
    return Gazetteer(lang)
