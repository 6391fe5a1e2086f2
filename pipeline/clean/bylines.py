"""Bylines: short lines that name the writer ("By …", "Par …", "بقلم …", "… 기자"). The words are data, `chrome.toml` of each
language's folder.

`byline` leads stand before a name; behind those of `byline_full`, which are small words of prose, two names are asked for;
`byline_labels` ("Author") need a colon; `byline_tails` stand behind a name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.clean.words import Words, end_of, words_of
from pipeline.languages import Pack, holding, shared
from pipeline.text import fold, script_of

_WORDS = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_EMAIL = re.compile(r"[\s(|/<]{0,3}[\w.+-]{1,64}@[\w.-]{1,64}[)>\s]{0,2}$")
_WIDE_NAME = re.compile(
    r"[\s:：/／|·=＝・]{0,3}([\u3040-\u30ff\u3400-\u9fff]{2,5}(?:[\s、·・/]{1,2}[\u3040-\u30ff\u3400-\u9fff]{2,5}){0,3})\s?[)）】\]]?"
)
_MAX = 120
SIGNS = "@"  # an address may stand behind a name
_APART = frozenset(" 　:：/／|·=＝・")  # 文明 is a word, 文/明 a byline
_LONG_LEAD = 4  # characters of a lead that no word begins with: 本报记者
_MAX_WIDE = 12  # characters of names
_STOPS = ".!?؟…。"


@dataclass(frozen=True, slots=True)
class _Leads:
    by_first: dict[str, list[tuple[tuple[str, ...], str]]]  # first word → (lead, "", "full" or "label"), the longer first
    tails: dict[str, list[tuple[str, ...]]]  # last word → tail
    roles: frozenset[str]  # no names: what a writer is, and small words inside names
    wide: re.Pattern[str]
    wide_tails: tuple[str, ...]


@lru_cache(maxsize=1)
def _leads() -> _Leads:
    leads: dict[tuple[str, ...], str] = {}
    tails: set[tuple[str, ...]] = set()
    roles = {fold(row["word"]) for row in shared().table("name_particles")}
    wide: set[str] = set()
    wide_tails: set[str] = set()
    for lang in holding("chrome"):
        data = Pack(lang).toml("chrome")
        for key, kind in (("byline", ""), ("byline_full", "full"), ("byline_labels", "label")):
            for lead in data.get(key, ()):
                if _WIDE.match(lead):
                    wide.add(lead.rstrip("/・= "))
                else:
                    leads.setdefault(words_of(lead).all, kind)
        for tail in data.get("byline_tails", ()):
            if _WIDE.match(tail):
                wide_tails.add(tail)
            else:
                tails.add(words_of(tail).all)
        roles |= {fold(w) for w in data.get("byline_roles", ())}
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for lead, kind in sorted(leads.items(), key=lambda x: (-len(x[0]), x[0])):
        by_first.setdefault(lead[0], []).append((lead, kind))
    by_last: dict[str, list[tuple[str, ...]]] = {}
    for tail in sorted(tails, key=lambda x: (-len(x), x)):
        by_last.setdefault(tail[-1], []).append(tail)
    pattern = r"[(（【\[]?(?:" + "|".join(sorted(map(re.escape, wide), key=lambda w: (-len(w), w))) + ")" if wide else r"(?!)"
    return _Leads(by_first, by_last, frozenset(roles), re.compile(pattern), tuple(sorted(wide_tails)))


def openers() -> frozenset[str]:
    """Words one of which a byline begins with that has neither a word of `closers` at its end nor an address, and is not written
    in Chinese or Japanese."""
    return frozenset(_leads().by_first)


def closers() -> frozenset[str]:
    """Words one of which a byline ends with."""
    return frozenset(_leads().tails)


def byline_of(text: str, words: Words | None = None) -> str | None:
    """The name in a byline, None where the line is none: a lead word, then one to eight words that are names
    (capitals, or a script without them); or such names, then a tail. `words` are those of the line, where they are known.
    """
    if not 4 <= len(text) <= _MAX or (text.rstrip()[-1:] in _STOPS and not text.rstrip().endswith("Jr.")):
        return None
    known = _leads()
    if "@" in text:
        text, words = _EMAIL.sub("", text), None
    if _WIDE.search(text):
        return _wide_name(text, known)
    folded = (words or words_of(text)).all
    if not folded or (folded[0] not in known.by_first and folded[-1] not in known.tails):
        return None
    for lead, kind in known.by_first.get(folded[0], ()):
        n = len(lead)
        if folded[:n] == lead and len(folded) > n:
            return _named(text, n, kind, known.roles)
    return _before_tail(text, folded, known)


def _named(text: str, n: int, kind: str, roles: frozenset[str]) -> str | None:
    """The names behind a lead of n words."""
    at = end_of(text, n)
    rest = list(_WORDS.finditer(text, at))
    names = [m.group() for m in rest if len(m.group()) > 2 and fold(m.group()) not in roles]
    has_colon = bool(re.match(r"\s?[:：|]", text[at:]))
    if len(rest) > 10 or not names or (kind == "label" and not has_colon):
        return None
    script = script_of(names[0])
    is_cased = script in ("Latn", "Cyrl", "Grek", "Armn")
    if is_cased and sum(w[0].isupper() for w in names) < 0.7 * len(names):
        return None
    if kind == "full" and not has_colon and sum(w[0].isupper() for w in names) < 2:
        return None
    if not is_cased and (len(rest) > 5 or (n == 1 and not has_colon and len(rest) > 4)):
        return None
    return text[rest[0].start() :].strip(" :-–—|,")


def _before_tail(text: str, folded: tuple[str, ...], known: _Leads) -> str | None:
    """Two to four names, then what they are: `Jane Doe, special correspondent`, `홍길동 기자`."""
    for tail in known.tails.get(folded[-1], ()):
        n = len(folded) - len(tail)
        if n < 1 or folded[n:] != tail:
            continue
        head = text[: end_of(text, n)]
        names = _WORDS.findall(head)
        if not 1 <= len(names) <= 4 or any(c.isdigit() for c in head):
            continue
        if script_of(names[0]) == "Hang" and len(names) <= 2 and len(names[0]) <= 4:
            return head.strip(" ([")
        if len(names) >= 2 and all(w[0].isupper() for w in names):
            return head.strip()
    return None


def _wide_name(text: str, known: _Leads) -> str | None:
    """记者 张三, 文/李四, 山田太郎 記者: the line holds a lead, names and nothing else."""
    lead = known.wide.match(text)
    if lead is not None:
        names = _WIDE_NAME.fullmatch(text, lead.end())
        is_apart = text[lead.end() : lead.end() + 1] in _APART or lead.end() - lead.start() >= _LONG_LEAD
        return names.group(1) if names and is_apart else None
    bare = text.strip("()（）【】[] 　")
    for tail in known.wide_tails:
        head = bare[: -len(tail)].strip("・/／")
        if bare.endswith(tail) and (head[-1:].isspace() or bare != text) and _WIDE_NAME.fullmatch(head.strip()) and len(head) <= _MAX_WIDE:
            return head.strip()
    return None
