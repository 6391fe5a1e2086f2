"""What the values of the tables' columns say, in words: for `dateline explain` and the pages alike. The values stand in columns.tsv."""

from __future__ import annotations

# How the publication day is known (`articles.published_basis`).
PUBLISHED = {
    "given": "as the input states", "metadata": "as the page's markup states", "text": "found in the text",
    "story": "through another article of its story", "user": "as decided by hand", "none": "",
}  # fmt: skip
# How a speaker is known (`quotes.speaker_basis`).
SPEAKER = {
    "name_in_place": "the name stands beside the cue",
    "apposition": "the name stands in apposition to the words beside the cue",
    "pronoun": "the pronoun means the one named last who agrees with it",
    "role": "an office without a holder in the article",
    "role_holder": "the article says who holds the office, or describes somebody by that noun",
    "recalled": "the noun takes up whom the sentences before speak of",
    "role_corpus": "other articles near that day say who holds the office",
    "role_table": "the table of office holders says who held the office on that day",
    "document": "a document speaks",
    "document_issuer": "the document's issuer speaks",
    "document_chain": "the document named before speaks",
    "chain": "the statement goes on with the one before it",
    "inherited": "the subject of the verb before it",
    "implicit": "no words name the speaker; the one who spoke last goes on",
    "label": "the label of the line, or the one whom the interview asks",
    "short_name": "a name cut short, whose whole form stands in the article",
    "unnamed": "the text says nothing of who speaks",
    "phrase": "the words name nobody who is known",
    "model": "a model says so; the words stand in the article",
    "user": "decided by hand",
}
# How the words of a quote stand to its statement (`quotes.relation`).
RELATION = {
    "identical": "the same words",
    "near_duplicate": "nearly the same words",
    "translation": "a translation",
    "partial": "a part of it",
    "single": "nothing like it elsewhere",
    "user": "one statement, as decided by hand",
}
# How a party is known (`event_participants.basis`).
PARTY = {
    "direct": "named in the clause",
    "coreference": "a pronoun or a noun means it",
    "quote_speaker": "“we” in a quotation is its speaker",
    "title": "the headline names it",
    "default": "nobody is named; the country of the place, the text or the outlet",
    "role_corpus": "other articles near that day say who holds the office",
    "role_table": "the table of office holders says who held the office on that day",
    "user": "decided by hand",
}
# How a date is known (`event_mentions.date_basis`).
DATE = {
    "explicit": "written out",
    "relative": "counted from the day of publication",
    "article": "the article's own day: told as its news",
    "story": "from another article of its story",
    "user": "decided by hand",
    "none": "nobody says when",
}
CERTAINTY = {
    "reported": "an outlet tells it in its own voice",
    "claimed": "only somebody's words tell it",
    "disputed": "somebody denies it",
    "denied": "told only to be denied",
    "planned": "still to come when it was told",
}
ATTRIBUTION = {"narrator": "told by the outlet", "quoted": "in a quotation", "indirect": "in reported speech"}
DATE_RELATION = {
    "same": "the same day", "overlapping": "one time within the other", "near": "days close together in one story",
    "same_offset": "the same distance from undated articles", "unknown": "",
}  # fmt: skip
PLACE_RELATION = {"same": "the same place", "same_country": "places of one country", "different": "different places", "unknown": ""}
NUMBER_RELATION = {"same": "the same number", "different": "other numbers", "unknown": ""}
# What joined two reports that their likeness does not (`event_links.basis`).
TIE = {"retold": "told less exactly, and only this act fits", "user": "decided by hand"}
DIFFERENCE = {"actor": "who acts", "recipient": "to whom", "number": "how many"}
