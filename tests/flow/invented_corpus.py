"""A handful of invented articles in three languages: path below raw/ → content."""

from __future__ import annotations

import json

CORPUS: dict[str, str] = {
    "harbour-post/strike.txt": (
        "Home | World | Sport\nDockers in Rotterdam end their strike\n\n"
        "ROTTERDAM - Dockers ended a nine-day strike on Monday, 3 March 2025, said Ilse Verbruggen, spokeswoman of the union.\n"
        "\"We have an agreement\", Verbruggen told reporters in Rotterdam.\nShare this article\n"
    ),
    "harbour-post/bridge.txt": (
        "Home | World | Sport\nPeru and Bolivia open a bridge\n\n"
        "LIMA - Peru and Bolivia opened a bridge over the Desaguadero river on 12 May 2024.\n"
        "Foreign Minister Tomas Quispe said the bridge would help both countries.\nShare this article\n"
    ),
    "harbour-post/vote.txt": (
        "Home | World | Sport\nSenate of Kenya rejects the levy\n\n"
        "NAIROBI - The Senate rejected the housing levy on 7 June 2024, said Senator Wanjiru Odhiambo.\nShare this article\n"
    ),
    "harbour-post/flood.txt": (
        "Home | World | Sport\nFloods displace thousands near Dhaka\n\n"
        "DHAKA - Floods displaced 4,000 people near Dhaka on 2 July 2024, the Red Crescent said.\nShare this article\n"
    ),
    "harbour-post/visit.txt": (
        "Home | World | Sport\nNorway's minister visits Accra\n\n"
        "ACCRA - Foreign Minister Sigrid Aasland of Norway visited Ghana on 9 September 2024.\nShare this article\n"
    ),
    "courrier-du-delta/pont.txt": (
        "Accueil\nLe Pérou et la Bolivie inaugurent un pont\n\n"
        "LIMA - Le Pérou et la Bolivie ont inauguré le 12 mai 2024 un pont sur le fleuve Desaguadero.\n"
        "« Ce pont rapproche nos deux pays », a déclaré le ministre des Affaires étrangères, Tomas Quispe.\nPartager\n"
    ),
    "sahifat-alwadi/jisr.txt": (
        "الرئيسية\nبيرو وبوليفيا تفتتحان جسرا\n\n"
        "ليما - افتتحت بيرو وبوليفيا جسرا على نهر ديساغواديرو يوم 12 مايو 2024.\n"
        "وقال وزير الخارجية توماس كيسبي: \"الجسر يقرب بين بلدينا\".\nشارك\n"
    ),
    "wire/notes.jsonl": "\n".join(
        json.dumps(record, ensure_ascii=False)
        for record in (
            {"id": "n1", "published_at": "2024-05-12T10:00:00+02:00", "lang": "en",
             "body": "Chile welcomed the new bridge.\nSantiago offered its help on 13 May 2024."},
            {"id": "n2", "published_at": "2024-06-08", "text": "Kenya's Senate voted\n\nNAIROBI - The vote was held on Friday."},
        )
    ),
}  # fmt: skip
