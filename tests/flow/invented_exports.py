"""Articles for the tests of exports, citations and releases: an outlet whose texts may go out, one whose texts may not; all invented."""

from __future__ import annotations

import json

LONG = (
    "We have counted the boats and the nets, we have counted the families that live from them, and we have counted the days since the"
    " harbour was closed, and whichever way we count, what we are asked to give up is more than what we were promised when the barrage was"
    " first drawn on a map in an office far from here, and nobody who drew that line has ever had to mend a net"
)
ARTICLES: dict[str, str] = {
    "open-post/source.toml": 'name = "The Open Post"\nhomepage = "https://openpost.example"\nlanguage = "en"\nmay_publish_text = true\n',
    "open-post/dakar.txt": (
        "Senegal and Gambia open a ferry\n\n"
        "DAKAR - Senegal and Gambia opened a ferry line between Dakar and Banjul on 12 May 2025.\n"
        'Foreign Minister Ousmane Kerr said: "The river no longer divides us."\n'
        '"My sons will see their aunt every week now", said Mariama Touré, a fishmonger in Banjul.\n'
    ),
    "open-post/dakar.txt.meta.json": '{"published_at": "2025-05-12"}',
    "closed-mail/source.toml": 'name = "Closed Mail"\nhomepage = "https://closedmail.example"\nlanguage = "en"\n',
    "closed-mail/records.jsonl": "\n".join(
        json.dumps(record, ensure_ascii=False)
        for record in (
            {
                "id": "c1", "published_at": "2025-05-13", "title": "=HYPERLINK(\"https://evil.example\";\"ferry\")",
                "url": "https://closedmail.example/ferry",
                "body": "Senegal and Gambia opened a ferry line between Dakar and Banjul on 12 May 2025.\n"
                "Mariama Touré said that the crossing took an hour.\nTouré sells fish in Banjul.",
            },
            {
                "id": "c2", "published_at": "2025-05-14", "title": "Fishers reject the barrage", "url": "https://closedmail.example/barrage",
                "body": f"Fishers in Saint-Louis rejected the barrage on Tuesday.\n“{LONG}”, said Aliou Ndong, a net maker there.\n"
                "Kenya condemned Uganda on 13 May 2025.",
            },
        )
    ),
    "jarida/source.toml": 'name = "جريدة"\nlanguage = "ar"\n',
    "jarida/abbara.txt": (
        "عبّارة جديدة بين داكار وبانجول\n\n"
        "داكار - افتتحت السنغال وغامبيا خط عبّارة بين داكار وبانجول يوم 12 مايو 2025.\n"
        "وقالت مارياما توري: \"سيرى أبنائي خالتهم كل أسبوع\".\n"
    ),
}  # fmt: skip
