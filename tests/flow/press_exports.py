"""Exports as press databases write them, one a profile of `[split]`: outlets, persons and happenings are invented, places are real."""

# ruff: noqa: E501 — markup stands on one line

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

STRIKE = "Dockers in Rotterdam ended a nine-day strike on Monday, said Ilse Verbruggen of the dockers' union."
STRIKE_MORE = "“We have an agreement”, Verbruggen told reporters in Rotterdam."
PONT = "Le pont de Tabarka a rouvert mardi après neuf mois de travaux, a annoncé le gouverneur Hédi Maalej."
PONT_MORE = "« Les camions passent de nouveau », a déclaré M. Maalej aux journalistes venus sur place."


@dataclass(frozen=True, slots=True)
class Export:
    """A file; what each of its articles states (`source` is the outlet's id), and words of each."""

    name: str
    content: str
    parts: tuple[dict[str, Any], ...]
    words: tuple[str, ...] = (STRIKE, PONT)


def _stated(title: str | None, day: str, outlet: str, lang: str | None, byline: str | None, id_: str | None) -> dict[str, Any]:
    return {"title": title, "published_at": day, "source": outlet, "lang": lang, "byline": byline, "external_id": id_}


_EN, _FR = "Dockers end strike in Rotterdam", "Le pont de Tabarka rouvre"
_GAZETTE, _DELTA = "harbour-gazette", "Le Courrier du Delta"

FACTIVA = f"""{_EN}
By Jon Aldous
312 words
3 March 2025
09:14
The Harbour Gazette
HARGZ
English
(c) 2025 The Harbour Gazette

{STRIKE}

{STRIKE_MORE}

Document HARGZ00020250303el3300001

{_FR}
Par Salma Ben Romdhane
210 mots
4 mars 2025
Le Courrier du Delta
CODEL
Français
Tous droits réservés

{PONT}

{PONT_MORE}

Document CODEL00020250304el3400002

Search Summary
"""

FACTIVA_INDEXED = f"""HD
{_EN}
BY Jon Aldous
WC 312 words
PD 3 March 2025
ET 09:14
SN The Harbour Gazette
SC HARGZ
LA English
LP
{STRIKE}
TD
{STRIKE_MORE}
NS gstrik : Strikes
RE neth : Netherlands
AN Document HARGZ00020250303el3300001

HD {_FR}
BY Salma Ben Romdhane
PD 4 mars 2025
SN Le Courrier du Delta
LA Français
LP
{PONT}
TD
{PONT_MORE}
AN Document CODEL00020250304el3400002
"""

NEXIS = f"""
                               1 of 2 DOCUMENTS

                              The Harbour Gazette

                             March 3, 2025 Monday
                                 Final Edition

HEADLINE: {_EN}

BYLINE: Jon Aldous

SECTION: NEWS; Pg. 3

LENGTH: 312 words

{STRIKE}

{STRIKE_MORE}

LOAD-DATE: March 4, 2025

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper

                               2 of 2 DOCUMENTS

                              Le Courrier du Delta

                                mardi 4 mars 2025

HEADLINE: {_FR}

BYLINE: Salma Ben Romdhane

{PONT}

{PONT_MORE}

LANGUAGE: FRENCH
"""

NEXIS_UNI = f"""{_EN}
The Harbour Gazette
March 3, 2025 Monday

Copyright 2025 The Harbour Gazette All Rights Reserved
Section: NEWS; Pg. 3
Length: 312 words
Byline: Jon Aldous
Body

{STRIKE}

{STRIKE_MORE}

Load-Date: March 4, 2025

End of Document

{_FR}
Le Courrier du Delta
mardi 4 mars 2025

Auteur : Salma Ben Romdhane
Body

{PONT}

{PONT_MORE}

End of Document
"""


def _europresse(title: str, outlet: str, head: str, byline: str, text: str, key: str) -> str:
    return (
        f'<article><header><div class="rdp__DocPublicationName"><span class="DocPublicationName">{outlet}</span></div>'
        f'<span class="DocHeader">{head}</span><div class="titreArticle"><p class="titreArticleVisu"><b>{title}</b></p></div>'
        f'<p class="sm-margin-bottomNews">{byline}</p></header>\n<section><div class="docOcurrContainer">{text}</div></section>'
        f'<div class="publiC-lblNodoc">{key}</div></article>'
    )


EUROPRESSE = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'><title>Documents</title></head><body>"
    + _europresse(_EN, "The Harbour Gazette", "News, Monday, March 3, 2025, p. 3", "Jon Aldous", f"<p>{STRIKE}</p><p>{STRIKE_MORE}</p>", "news·20250303·HG·0001")
    + _europresse(_FR, "Le Courrier du Delta", "Société, mardi 4 mars 2025 210 mots, p. 5", "Salma Ben Romdhane", f"<p>{PONT}</p><p>{PONT_MORE}</p>", "news·20250304·CD·0002")
    + "</body></html>"
)  # fmt: skip

PROQUEST = f"""____________________________________________________________

Document 1 of 2

{_EN}

Author: Jon Aldous

Full text: {STRIKE}

{STRIKE_MORE}

Subject: Strikes; Ports

Location: Netherlands

Title: {_EN}

Publication title: The Harbour Gazette

Publication date: Mar 3, 2025

Language of publication: English

ProQuest document ID: 3140000001

____________________________________________________________

Document 2 of 2

{_FR}

Author: Salma Ben Romdhane

Full text: {PONT}

{PONT_MORE}

Title: {_FR}

Publication title: Le Courrier du Delta

Publication date: Mar 4, 2025

Language of publication: French

ProQuest document ID: 3140000002

____________________________________________________________
"""

EXPORTS = {
    "factiva": Export("desk/factiva.txt", FACTIVA, (
        _stated(_EN, "2025-03-03", _GAZETTE, "en", "Jon Aldous", "HARGZ00020250303el3300001"),
        _stated(_FR, "2025-03-04", _DELTA, "fr", "Salma Ben Romdhane", "CODEL00020250304el3400002"),
    )),
    "factiva-indexed": Export("desk/indexed.txt", FACTIVA_INDEXED, (
        _stated(_EN, "2025-03-03", _GAZETTE, "en", "Jon Aldous", "HARGZ00020250303el3300001"),
        _stated(_FR, "2025-03-04", _DELTA, "fr", "Salma Ben Romdhane", "CODEL00020250304el3400002"),
    )),
    "nexis": Export("desk/nexis.txt", NEXIS, (
        _stated(_EN, "2025-03-03", _GAZETTE, "en", "Jon Aldous", None),
        _stated(_FR, "2025-03-04", _DELTA, "fr", "Salma Ben Romdhane", None),
    )),
    "nexis-uni": Export("desk/nexis_uni.txt", NEXIS_UNI, (
        _stated(_EN, "2025-03-03", _GAZETTE, None, "Jon Aldous", None),
        _stated(_FR, "2025-03-04", _DELTA, None, "Salma Ben Romdhane", None),
    )),
    "europresse": Export("desk/europresse.html", EUROPRESSE, (
        _stated(_EN, "2025-03-03", _GAZETTE, None, "Jon Aldous", "news·20250303·HG·0001"),
        _stated(_FR, "2025-03-04", _DELTA, None, "Salma Ben Romdhane", "news·20250304·CD·0002"),
    )),
    "proquest": Export("desk/proquest.txt", PROQUEST, (
        _stated(_EN, "2025-03-03", _GAZETTE, "en", "Jon Aldous", "3140000001"),
        _stated(_FR, "2025-03-04", _DELTA, "fr", "Salma Ben Romdhane", "3140000002"),
    )),
}  # fmt: skip
