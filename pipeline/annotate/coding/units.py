"""Who can take part in an event: names, offices, groups of people and pronouns of one article, as units over tokens.

A unit is a noun phrase's head, so that frames need not know whether "the Iraqi authorities", "Baghdad" or "its prime minister"
stands there. Which unit does what is decided in `frames`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise, takewhile

from pipeline.annotate.coding.bodies import bodies, state_offices
from pipeline.annotate.coding.lexicon import Grammar
from pipeline.annotate.coding.numbers import is_number
from pipeline.model import LocalEntity, Mention, Role
from pipeline.text import Tokens
from pipeline.values import swift

_COMMAS = frozenset(",،")
_CLOSES = frozenset(",،.;")
_LED = 12  # tokens between a delegation and who leads it
_BESIDE = 3  # tokens from the adjective of a peer's country to the peer's name
_ASIDE = 16  # tokens of an aside between commas


@swift
@dataclass(frozen=True, slots=True)
class Code:
    """Whom a unit stands for: `code` alpha-3 or an acronym, `country` alpha-3, the local entity that bears the code."""

    code: str | None
    country: str | None
    local_no: int | None
    sector: str | None = None


@swift
@dataclass(frozen=True, slots=True)
class Unit:
    """Tokens first … last (inclusive). `form`: country, city, org, per, role, group (people without a name), pair (both sides),
    they, one (he, she, it), we. `codes` may be empty.
    `is_adjective`: a country's adjective, which heads no phrase. `local_no`, `role_no`: the person, body or office itself.
    `is_state`: an office of a state, whoever holds it ("the education minister")."""

    first: int
    last: int
    start: int
    end: int
    text: str
    form: str
    codes: tuple[Code, ...] = ()
    local_no: int | None = None
    role_no: int | None = None
    is_adjective: bool = False
    is_state: bool = False


class Actors:
    """The codes of one article's local entities, and its units in order of tokens."""

    def __init__(
        self,
        entities: Sequence[LocalEntity],
        mentions: Sequence[Mention],
        roles: Sequence[Role],
        tokens: Tokens,
        rules: Grammar,
    ) -> None:
        self.entities, self.tokens, self.rules = entities, tokens, rules
        self.country_no: dict[str, int] = {}
        for number, entity in enumerate(entities):
            if entity.type == "GPE" and entity.code:
                self.country_no.setdefault(entity.code, number)
        self.by_id = {e.lexicon_id: n for n, e in reversed(list(enumerate(entities))) if e.lexicon_id}
        self.codes = [self._entity_code(n) for n in range(len(entities))]
        for role in roles:  # who holds an office speaks for the office's body
            if role.holder_no is not None and self.codes[role.holder_no].code is None:
                code = self._role_code(role)
                if code is not None:
                    self.codes[role.holder_no] = code
        self.leaders: dict[int, list[int]] = {}  # first token of a delegation or its like -> the persons who lead it
        self.units = self._units(mentions, roles)

    def _entity_code(self, number: int) -> Code:
        entity = self.entities[number]
        if entity.type == "GPE" and entity.code:
            return Code(entity.code, entity.code, self.country_no.get(entity.code))
        if entity.type in ("PER", "ORG"):
            seen = 0
            known: LocalEntity | None = entity
            while known is not None and seen < 5:  # the mission of an alliance acts for the alliance, a ministry for its country
                if known.type == "GPE":
                    return self._country(known.code or known.country)
                body = bodies().get(known.lexicon_id or "") if known.type == "ORG" else None
                if body is not None and body.code is not None:
                    bearer = self.country_no.get(body.country) if body.country else self.by_id.get(body.top_id, number)
                    return Code(body.code, body.country, bearer, body.sector)
                if known.country and known.parent_no is None:
                    break
                number = known.parent_no if known.parent_no is not None else -1
                known, seen = (self.entities[number] if number >= 0 else None), seen + 1
            if known is not None and known.country:
                return self._country(known.country)
        return self._country(entity.country)

    def _country(self, country: str | None) -> Code:
        return Code(country, country, self.country_no.get(country) if country else None)

    def _role_code(self, role: Role) -> Code | None:
        if role.organisation_no is not None:
            code = self.codes[role.organisation_no]
            if code.code is not None:
                return code
        return self._country(role.country) if role.country else None

    def _units(self, mentions: Sequence[Mention], roles: Sequence[Role]) -> tuple[Unit, ...]:
        tokens, rules = self.tokens, self.rules
        found: list[Unit] = []
        for number, role in enumerate(roles):
            first, last = _span(tokens, role.start, role.end)
            code = self._role_code(role)
            if code is None and role.holder_no is not None:
                code = self.codes[role.holder_no]
            codes = (code,) if code is not None and code.code else self._inside(mentions, role)
            is_state = role.office in state_offices()
            found.append(Unit(first, last, role.start, role.end, role.text, "role", codes, role.holder_no, number, is_state=is_state))
            if not codes and role.is_plural and role.holder_no is None and self._is_pair(first):
                found[-1] = replace(found[-1], form="pair")  # "the two presidents"
            elif not codes and role.is_plural and role.holder_no is None and not is_state:
                found[-1] = replace(found[-1], form="group")  # "two journalists": people as others are
        roles_at = {i for u in found for i in range(u.first, u.last + 1)}
        for mention in mentions:
            entity = self.entities[mention.local_no]
            if entity.type not in ("PER", "ORG", "GPE"):
                continue
            first, last = _span(tokens, mention.start, mention.end)
            if (first in roles_at and last in roles_at) or (not entity.is_confirmed and self._opens_sentence(first, last)):
                continue
            code = self.codes[mention.local_no]
            form = {"PER": "per", "ORG": "org"}.get(entity.type) or ("country" if entity.code else "city")
            codes = (code,) if code.code else ()
            is_adjective = mention.form == "demonym" and not mention.text.endswith(rules.options.get("plural_ending", "\n"))
            found.append(
                Unit(
                    first,
                    last,
                    mention.start,
                    mention.end,
                    mention.text,
                    form,
                    codes,
                    mention.local_no,
                    is_adjective=is_adjective,
                )
            )
        taken = roles_at | {i for u in found for i in range(u.first, u.last + 1)}
        found += [u for u in _words(tokens, rules) if u.first not in taken]
        found.sort(key=lambda u: (u.first, -u.last, u.form))
        return tuple(self._with_appositions(self._with_offices(_with_countries(found, tokens, rules))))

    def _inside(self, mentions: Sequence[Mention], role: Role) -> tuple[Code, ...]:
        """Of whom an office is by the countries and bodies named in its own words ("the prime ministers of Armenia")."""
        behind = islice(mentions, bisect_left(mentions, role.start, key=lambda m: m.start), None)  # they stand in the order of the text
        inside = (self.codes[m.local_no] for m in takewhile(lambda m: m.start < role.end, behind) if m.end <= role.end)
        return tuple(dict.fromkeys(code for code in inside if code.code is not None))

    def _is_pair(self, first: int) -> bool:
        """Whether a word for two stands before token `first`."""
        return any(self.tokens.fold[j] in self.rules.words("pair_number") for j in range(max(0, first - 2), first))

    def _opens_sentence(self, first: int, last: int) -> bool:
        """Whether an open name may be a common word that has its capital from where it stands: a verb's form, a number, half a compound."""
        tokens = self.tokens
        if first != last or first != tokens.sentence_bounds(tokens.sentence[first])[0]:
            return False
        is_half = last + 1 < len(tokens) and tokens.joined[last + 1]
        is_common = tokens.fold[first] in self.rules.tags or tokens.fold[first] in self.rules.people
        return is_half or is_common or is_number(tokens, self.rules.lang, first)

    def _with_appositions(self, units: Sequence[Unit]) -> list[Unit]:
        """A person whom an aside between commas tells of a country or body acts for it ("X, a member of the Honduran congress, …")."""
        tokens, out = self.tokens, list(units)
        for k, unit in enumerate(out):
            comma = unit.last + 1
            if unit.form != "per" or unit.codes or unit.local_no is None or comma >= len(tokens) or tokens.text[comma] not in _COMMAS:
                continue
            end = tokens.sentence_bounds(tokens.sentence[unit.first])[1]
            close = next((j for j in range(comma + 1, min(end, comma + _ASIDE)) if tokens.text[j] in _CLOSES), None)
            if close is None or any(tokens.fold[j] in self.rules.words("relative") for j in range(comma + 1, close)):
                continue
            inside = []
            for u in islice(out, k + 1, None):  # they stand in the order of the text
                if u.first >= close:
                    break
                if u.first > comma and u.last < close:
                    inside.append(u)
            if not any(u.form in ("group", "role") for u in inside) or any(u.form == "per" for u in inside):
                continue
            codes = {c.code: c for u in inside for c in u.codes if c.code is not None}
            if len(codes) == 1:
                (code,) = codes.values()
                self.codes[unit.local_no] = code
        return self._known(out)

    def _with_offices(self, units: list[Unit]) -> list[Unit]:
        """A person beside an office acts for the office's body ("President X of Chad")."""
        self._led(units)
        for office, person in pairwise(units):
            if office.is_adjective and person.form == "per" and self._is_counterpart(office, person) and person.local_no is not None:
                if self.codes[person.local_no].code is None:
                    self.codes[person.local_no] = office.codes[0]
                continue
            if office.form == "role" and person.form == "per" and person.first - office.last <= 2 and office.codes:
                number = person.local_no
                if number is not None and self.codes[number].code is None:
                    self.codes[number] = office.codes[0]
        return self._known(units)

    def _is_counterpart(self, country: Unit, person: Unit) -> bool:
        """Whether a country's adjective and a name tell of somebody's peer ("his Bolivian counterpart, Wilma Choque")."""
        if not country.codes or person.first - country.last > _BESIDE:
            return False
        near = range(max(0, country.first - 1), person.first)
        return any(self.tokens.fold[j] in self.rules.words("counterpart") for j in near)

    def _led(self, units: Sequence[Unit]) -> None:
        """ "An Iraqi delegation led by the adviser X": who leads a group of people acts for it, and takes part in what it does."""
        tokens, led_by = self.tokens, self.rules.words("led_by")
        for k, group in enumerate(units):
            if group.form not in ("group", "org", "role") or group.is_adjective:
                continue
            for holder in units[k + 1 : k + 5]:
                between = range(group.last + 1, holder.first)
                if holder.first - group.last > _LED or tokens.sentence[holder.first] != tokens.sentence[group.first]:
                    break
                if holder.form not in ("per", "role") or holder.local_no is None or not any(tokens.fold[j] in led_by for j in between):
                    continue
                if group.codes and not holder.codes and self.codes[holder.local_no].code is None:
                    self.codes[holder.local_no] = group.codes[0]
                self.leaders.setdefault(group.first, []).append(holder.local_no)
                break

    def _known(self, units: Sequence[Unit]) -> list[Unit]:
        """Persons and offices with the codes that the article turned out to give them."""
        out = []
        for u in units:
            is_open = u.form in ("per", "role") and not u.codes and u.local_no is not None
            code = self.codes[u.local_no] if is_open and u.local_no is not None else None
            out.append(replace(u, codes=(code,)) if code is not None and code.code else u)
        return out


def _words(tokens: Tokens, rules: Grammar) -> list[Unit]:
    """Pronouns and nouns for people: units without a code of their own."""
    out: list[Unit] = []
    people, pair_heads = rules.people, rules.words("pair_number")
    of_them = rules.words("of_them")
    for i, folded in enumerate(tokens.fold):
        form = people.get(folded)
        if form is None and i and folded in of_them and is_number(tokens, rules.lang, i - 1):
            out.append(Unit(i - 1, i - 1, tokens.start[i - 1], tokens.end[i - 1], tokens.text[i - 1], "group"))  # "thirty of them"
        if form is None or (form == "group" and _is_past(i, tokens, rules)):
            continue
        if form == "pair" and pair_heads and not (i and tokens.fold[i - 1] in pair_heads):
            if folded not in rules.words("group"):
                continue
            form = "group"
        out.append(Unit(i, i, tokens.start[i], tokens.end[i], tokens.text[i], form))
    return out


def _is_past(i: int, tokens: Tokens, rules: Grammar) -> bool:
    """Whether a word for people is the past of a verb where it stands ("Athens accused", not "the accused")."""
    tags = rules.tags.get(tokens.fold[i], frozenset())
    if "past" not in tags or "inf" in tags or not i or tokens.sentence[i - 1] != tokens.sentence[i]:
        return False
    return tokens.text[i - 1][:1].isupper() and tokens.fold[i - 1] not in rules.words("determiner")


def _with_countries(units: list[Unit], tokens: Tokens, rules: Grammar) -> list[Unit]:
    """People take the country that stands beside them ("Turkish police", "la police turque", "the army of Chad")."""
    links = rules.words("link")
    out: list[Unit] = []
    for k, unit in enumerate(units):
        if unit.form == "org" and not unit.codes:
            out.append(_where_it_sits(unit, units[k + 1 : k + 2], tokens, rules))
            continue
        if unit.form != "group" and not (unit.form == "role" and not unit.codes):
            out.append(unit)
            continue
        near: Unit | None = None
        for other in units[max(0, k - 2) : k + 3]:
            if (
                other.form not in ("country", "org", "city")
                or not other.codes
                or tokens.sentence[other.first] != tokens.sentence[unit.first]
            ):
                continue
            low, high = (other.last, unit.first) if other.first < unit.first else (unit.last, other.first)
            between = tokens.fold[low + 1 : high]
            before = other.first < unit.first
            if before and len(between) <= 2 and all(w not in links and tokens.kind[low + 1 + n] == "w" for n, w in enumerate(between)):
                if rules.options.get("adjective_first", False) and not any(w in rules.tags for w in between):
                    near = other
            elif not before and (len(between) <= 1 or (len(between) <= 3 and between[-1] in links)):
                near = near or other
        out.append(replace(unit, codes=near.codes) if near is not None else _where_it_sits(unit, units[k + 1 : k + 2], tokens, rules))
    return out


def _where_it_sits(unit: Unit, following: Sequence[Unit], tokens: Tokens, rules: Grammar) -> Unit:
    """A body or an office without a country, with that of the city right behind it ("the ministry in Rabat", "prosecutors in Lima")."""
    for city in following:
        between = tokens.fold[unit.last + 1 : city.first]
        if (
            city.form in ("city", "country")
            and not city.is_adjective
            and len(between) == 1
            and between[0] in rules.words("place_preposition")
        ):
            return replace(unit, codes=city.codes)
    return unit


def _span(tokens: Tokens, start: int, end: int) -> tuple[int, int]:
    first = tokens.at(start)
    last = tokens.at(max(start, end - 1))
    return min(first, len(tokens) - 1), min(last, len(tokens) - 1)
