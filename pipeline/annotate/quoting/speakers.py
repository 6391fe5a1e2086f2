"""Who a speaker is: documents to their issuers, pronouns and implicit subjects to the nearest fitting speaker, offices to their holders.

A `Memory` walks through the article with the extractor. It answers with the position of a local entity, or None where the text does
not settle it: a wrong speaker is the worst error here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline.annotate.quoting import descriptions, offices, recalled
from pipeline.annotate.quoting.noun_phrases import issued_by
from pipeline.annotate.quoting.scene import COMMAS, NAMES, UNNAMED, Scene, Source
from pipeline.annotate.quoting.units import Unit
from pipeline.model import Mention
from pipeline.text import fold

REACH = 8  # units that a pronoun looks back
RECENT = 24  # statements that are remembered
_ISSUED = 12  # sentences back to where a document was named
_BARE = 2  # words of "the statement", and sentences back to whose it may be; "the final communiqué" is another one
TATWEEL = "\u0640"  # stretches the last letter of an abbreviation: هـ.
_HOLDER = 10  # items behind an office in which its holder stands, behind a comma
_OUTRANKS = 2  # sentences further back in which a subject outranks a name behind a preposition


@dataclass(slots=True)
class Spoken:
    unit: int
    line: int
    source: Source


@dataclass
class Memory:
    """What has been said so far, and by whom."""

    scene: Scene
    units: tuple[Unit, ...]
    spoken: list[Spoken] = field(default_factory=list)
    issuer: int | None = None  # of the document named last
    genders: dict[int, str] = field(default_factory=dict)

    def resolve(self, source: Source, unit: Unit) -> Source:
        """The source with `local_no` filled where it can be."""
        if source.local_no is not None:
            self.note(source)
            return source
        if source.basis == UNNAMED:
            return source
        if source.type == "document":
            return self._document(source, unit)
        if source.type in ("pronoun", "implicit"):
            found = self._antecedent(source, unit)
            return replace(source, role_no=self._pending_role(source, unit)) if found is None else replace(source, local_no=found)
        return self._by_noun(source, unit)

    def _by_noun(self, source: Source, unit: Unit) -> Source:
        """An office to its holder, a name cut short to the whole one."""
        if source.type == "role":
            found = self._holder(source) if source.role_no is None else offices.holder(self.scene, source, unit, self.units)
            if found is None:
                found = descriptions.bearer(self.scene, source)
            if found is not None:
                return replace(source, local_no=found, basis="role_holder")
            surname = self._behind_forename(source) if source.basis == "phrase" else None
            if surname is not None:
                return replace(source, local_no=surname, type="short_name", basis="short_name")
            found = recalled.bearer(self.scene, source, self._before(source, unit))
            return source if found is None else replace(source, local_no=found, basis="recalled")
        if source.type == "name":
            found = self._shortened(source)
            if found is not None:
                return replace(source, local_no=found, type="short_name", basis="short_name")
            called = self._called(source) if source.basis == "label" else None
            return source if called is None else replace(source, local_no=called)
        return source

    def _behind_forename(self, source: Source) -> int | None:
        """Whose name the word goes on with elsewhere, in a script without capitals: «المحارمة» behind «النائب جهاد المحارمة»."""
        t, words = self.scene.tokens, fold(source.text or "").split()
        if (
            self.scene.grammar.order != "vso"
            or not words
            or (len(words) > 1 and not self.scene.grammar.has("proclitic_prepositions", words[1][:1]))
        ):
            return None
        found = set()
        for m in self._earlier(source):
            i = t.at(m.end - 1) + 1
            if m.type == "PER" and i < len(t) and t.fold[i] == words[0] and t.sentence[i] == t.sentence[i - 1]:
                found.add(m.local_no)
        return found.pop() if len(found) == 1 else None

    def _before(self, source: Source, unit: Unit) -> Iterator[int | None]:
        """Who spoke or is the first name of a sentence before the words of a source, the nearest first; None: somebody unknown spoke."""
        for n in recalled.nearest(unit):
            yield from (said.source.local_no for said in reversed(self.spoken[-RECENT:]) if said.unit == n)
            here = self.units[n]
            for p, item in enumerate(here.items):
                m = self.scene.mention(item) if item >= 0 else None
                if m is None or m.type not in ("PER", "ORG") or (source.start is not None and m.end > source.start):
                    continue
                behind = self.scene.behind(here, m.end, p)
                owns = behind < len(here) and self.scene.grammar.has("possessives", here.words[behind])
                governed = p > 0 and self.scene.grammar.has("prepositions", here.words[p - 1])
                if self.scene.entities[m.local_no].is_confirmed and not owns and not governed:
                    yield m.local_no
                    break

    def until(self, unit: Unit) -> Memory:
        """What had been said by the end of a unit; what is resolved with it is not remembered here."""
        spoken = [said for said in self.spoken if said.unit <= unit.number]
        document = next((said.source for said in reversed(spoken) if said.source.issuer_no is not None), None)
        return replace(
            self,
            spoken=spoken,
            issuer=None if document is None else document.issuer_no,
            genders=dict(self.genders),
        )

    def note(self, source: Source) -> None:
        if source.local_no is not None and source.gender and source.local_no not in self.genders:
            self.genders[source.local_no] = source.gender

    def _document(self, source: Source, unit: Unit) -> Source:
        if source.issuer_no is not None:
            self.issuer = source.issuer_no
            return replace(source, local_no=source.issuer_no)
        if source.anaphoric and self.issuer is not None and source.basis == "document_issuer":
            return replace(source, local_no=self.issuer, basis="document_chain")
        if source.anaphoric and (issuer := self._issued_before(source, unit)) is not None:
            return replace(source, local_no=issuer)
        if source.anaphoric and source.basis == "document_issuer" and self.spoken and len((source.text or "").split()) <= _BARE:
            last = self.spoken[-1].source
            if (
                unit.number - self.spoken[-1].unit <= _BARE
                and last.local_no is not None
                and last.type in ("name", "short_name", "document")
            ):
                return replace(source, local_no=last.local_no, basis="document_chain")
        return source

    def _issued_before(self, source: Source, unit: Unit) -> int | None:
        """Whoever issued the document of that name, where an earlier sentence says so without letting it speak."""
        nouns = {source.head, descriptions.without_article(self.scene, source.head)}
        for n in range(unit.number - 1, max(unit.number - _ISSUED, -1), -1):
            here = self.units[n]
            for p, word in enumerate(here.words):
                if word in nouns or descriptions.without_article(self.scene, word) in nouns:
                    issuer = issued_by(self.scene, here, p, len(here))
                    if issuer is not None:
                        return issuer
        return None

    def _fits(self, number: int, source: Source) -> bool:
        entity = self.scene.entities[number]
        gender = self.genders.get(number) or entity.gender or ""
        return not (source.gender and gender and gender != source.gender)

    def _antecedent(self, source: Source, unit: Unit) -> int | None:
        """The nearest person who fits in gender: speakers first, then the person named first in each sentence, going back."""
        if source.head == "1" or source.number == "p":
            last = self.spoken[-1] if self.spoken else None
            same = last is not None and source.type == "implicit" and last.source.number == "p"
            return last.source.local_no if last is not None and same else None
        limit = source.start if source.start is not None else unit.start
        oblique: tuple[int, int] | None = None  # a name behind a preposition, and where: a subject a little further back outranks it
        if source.start is None and 0 <= source.position < len(unit):
            limit = self.scene.start(unit.items[source.position])
            spoke = self.spoken and self.spoken[-1].unit == unit.number
            found, settled = (None, False) if spoke else self._subject_here(source, unit, limit)
            if settled:
                return found
        for n in range(unit.number, max(unit.number - REACH, -1), -1):
            here = self.units[n]
            for said in reversed(self.spoken[-RECENT:]):
                if said.unit != n:
                    continue
                number = said.source.local_no
                if number is not None and self._speaks(number, source) and self._fits(number, source):
                    return number
                if number is None and self._rivals(said.source, source):
                    return None  # somebody spoke last whom nothing identifies: rather nobody than somebody else
            carried = n < unit.number and self._carries(here, source)
            if n < unit.number and not _neuter(source) and self._nameless_office(here, source):
                return None
            if oblique is not None and oblique[1] - n > _OUTRANKS:
                return oblique[0]
            found, governed = (
                (None, None) if carried or _neuter(source) else self._named_in(here, source, limit if n == unit.number else None)
            )
            if found is not None:
                return found
            if oblique is None and governed is not None:
                oblique = governed, n
        return None if oblique is None else oblique[0]

    def _carries(self, here: Unit, source: Source) -> bool:
        """A sentence that begins with the same pronoun names somebody else: "He warned Ann Lee." """
        g = self.scene.grammar
        p = next((p for p, w in enumerate(here.words) if (here.items[p] >= 0 and not g.has("adverbs", w)) or w in g.pronouns), None)
        known = None if p is None else g.pronouns.get(here.words[p])
        return known is not None and known.kind == "subject" and (known.gender, known.number) == (source.gender, source.number)

    def _nameless_office(self, here: Unit, source: Source) -> bool:
        """A sentence whose subject is an office that nobody is known to hold ("The minister left"), or somebody new ("an old man rose"):
        a pronoun behind it is that person."""
        g = self.scene.grammar
        if g.order == "vso":
            return False
        if recalled.somebody_new(self.scene, here, source.gender):
            return True
        p = 1 if g.has("definite", here.words[0]) and len(here) > 1 else 0
        role = self.scene.role(here.items[p])
        if role is None or role.is_plural or role.holder_no is not None or self.scene.mention(here.items[p]) is not None:
            return False
        near = self.scene.behind(here, role.end, p)
        for q in range(near, min(near + _HOLDER, len(here))):  # Le président de la coopérative, Ann Lee, conteste
            m = self.scene.mention(here.items[q])
            if m is not None and (q < near + 3 or (m.type == "PER" and here.words[q - 1] in COMMAS)):
                return False
        return not (role.gender and source.gender and role.gender != source.gender)

    def heard(self, source: Source, gender: str) -> None:
        """What the form of a verb tells of the person who stands as its subject: «قالت»."""
        if source.local_no is not None and source.type in ("name", "short_name") and gender == "f":
            self.genders[source.local_no] = gender

    def _subject_here(self, source: Source, unit: Unit, limit: int) -> tuple[int | None, bool]:
        """An office that the same sentence names first is the subject that its later verbs go on with: «ورفض الوزير السابق …، واكتفى»."""
        g = self.scene.grammar
        for p, item in enumerate(unit.items):
            if item < 0 or self.scene.start(item) >= limit:
                break
            m, role = self.scene.mention(item), self.scene.role(item)
            if m is not None and m.type == "PER":
                break
            if role is None or role.is_plural or (p and g.has("prepositions", unit.words[p - 1])):
                continue
            if role.gender and source.gender and role.gender != source.gender:
                continue
            return (self._named_behind(unit, role.end) if role.holder_no is None else role.holder_no), True
        return None, self._other_subject(source, unit)

    def _named_behind(self, unit: Unit, offset: int) -> int | None:
        """The person whose name follows an office: «الوالي المساعد محمد سالم»."""
        behind = self.scene.behind(unit, offset, 0)
        for item in unit.items[behind : behind + 2]:
            m = self.scene.mention(item)
            if m is not None and m.type == "PER":
                return m.local_no
        return None

    def _other_subject(self, source: Source, unit: Unit) -> bool:
        """Verb first: an earlier verb of the sentence has a subject that nothing identifies, and this one goes on with it:
        «وسئل وكيل أعماله عن العرض، فاكتفى …»."""
        g = self.scene.grammar
        if g.order != "vso" or not 3 < source.position < len(unit):
            return False
        before = unit.words[: source.position]
        if any(self.scene.mention(i) is not None for i in unit.items[: source.position]):
            return False
        return any(w in g.finite_forms or (w[:1] in g.classes["conjunction_prefixes"] and w[1:] in g.finite_forms) for w in before)

    def _pending_role(self, source: Source, unit: Unit) -> int | None:
        """The office of the last speaker, whom only other documents may name."""
        for said in reversed(self.spoken[-RECENT:]):
            if unit.number - said.unit > REACH or said.source.local_no is not None or not self._rivals(said.source, source):
                return None
            if said.source.role_no is not None:
                return said.source.role_no
        return None

    def _rivals(self, other: Source, source: Source) -> bool:
        """An unidentified person who could be meant as well."""
        if other.type not in ("role", "name", "anonymous", "implicit", "pronoun") or other.number == "p":
            return False
        return not (other.gender and source.gender and other.gender != source.gender)

    def _shortened(self, source: Source) -> int | None:
        """A capitalised noun that is the head of a longer name in the document: Conseil for Conseil de sécurité nationale."""
        if source.basis == "label":
            return self._labelled(fold(source.text or ""))
        words = fold(source.text or "").split()
        best = None
        for m in self._earlier(source):
            if m.type != "PER" and fold(m.text).split()[: len(words)] == words:
                best = m.local_no
        return best

    def _called(self, source: Source) -> int | None:
        """The name that a label is itself, where the article tells no more of its bearer."""
        return next((m.local_no for m in self.scene.mentions[:NAMES] if (m.start, m.end) == (source.start, source.end)), None)

    def _labelled(self, label: str) -> int | None:
        """Whom a label of a transcript means: a surname behind a title, or initials. None where two persons fit."""
        found: dict[int, set[int]] = {1: set(), 2: set()}  # by a surname alone, by a name in full
        words = label.split()
        initials = "".join(c for c in label if c.isalpha() and c != TATWEEL) if len(words) == 1 or "." in label else ""
        for m in self.scene.mentions[:NAMES]:
            name = [descriptions.without_article(self.scene, w) for w in fold(m.text).replace("-", " ").split()]
            surname = words[-1:] == fold(m.text).split()[-1:]
            if m.type == "PER" and name and (surname or (len(name) > 1 and "".join(w[0] for w in name) == initials)):
                found[min(len(name), 2)].add(m.local_no)
        people = found[2] or found[1]
        return next(iter(people)) if len(people) == 1 else None

    def _earlier(self, source: Source) -> Sequence[Mention]:
        """The names that stand before the words of a source, the nearest ones only."""
        mentions = self.scene.mentions
        end = len(mentions) if source.start is None else bisect_left(mentions, source.start, key=lambda m: m.start)
        return mentions[max(0, end - NAMES) : end]

    def _speaks(self, number: int, source: Source) -> bool:
        kind = self.scene.entities[number].type
        if _neuter(source):
            return kind in ("ORG", "GPE")
        return kind == "PER" or source.type == "implicit"

    def _named_in(self, unit: Unit, source: Source, limit: int | None) -> tuple[int | None, int | None]:
        """The first fitting person of a sentence that neither a preposition governs nor something is owned by, and the first that one
        governs."""
        governed: int | None = None
        seen: int | None = None
        g = self.scene.grammar
        if self.scene.names_none(unit.items):
            return None, None
        for p, item in enumerate(unit.items):
            if item < 0:
                continue
            m = self.scene.mention(item)
            if m is None or m.local_no == seen or (limit is not None and m.end > limit):
                continue
            seen = m.local_no
            if m.type != "PER" or not self._fits(m.local_no, source):
                continue
            if not self.scene.entities[m.local_no].is_confirmed and " " not in m.text:
                continue  # a capital of any kind; a fuller name that other documents may confirm is nearer than whom stands before it
            behind = self.scene.behind(unit, m.end, p)
            if behind < len(unit) and g.has("possessives", unit.words[behind]):
                continue  # Ann Lee's captain
            if p and g.has("prepositions", unit.words[p - 1]):
                governed = m.local_no if governed is None else governed
                continue
            return m.local_no, governed
        return None, governed

    def _holder(self, source: Source) -> int | None:
        """A definite noun that stands beside a person's name elsewhere in the document: "the governor" → the governor named before."""
        if not source.head or len(source.head) < 4 or source.start is None or not descriptions.is_definite(self.scene, source):
            return None
        for said in reversed(self.spoken[-RECENT:]):
            if said.source.head == source.head and said.source.type == source.type and said.source.local_no is not None:
                return said.source.local_no
        best = None
        for m in self._earlier(source):
            if m.type == "PER" and m.role_text and source.head in fold(m.role_text).split() and self._fits(m.local_no, source):
                best = m.local_no
        return best

    def say(self, source: Source, unit: Unit) -> None:
        self.note(source)
        self.spoken.append(Spoken(unit.number, unit.line, source))

    def last(self, unit: Unit, lines: int = 2) -> Source | None:
        """Who spoke last, if it was at most so many lines ago."""
        if not self.spoken or unit.line - self.spoken[-1].line > lines:
            return None
        return self.spoken[-1].source


def _neuter(source: Source) -> bool:
    """English it: a body, never a person."""
    return source.type == "pronoun" and not source.gender and source.number == "s" and source.head == "3"
