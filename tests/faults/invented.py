"""Small invented articles for tests that break things: three languages, a page, a file of records. Runs over them are short."""

from __future__ import annotations

import json

STRIKE = "Dockers in Rotterdam end their strike\n\nROTTERDAM - Dockers ended a strike on 3 March 2025, said Ilse Verbruggen of the union.\n"
STRIKE_LATER = STRIKE.replace("3 March", "4 March") + '"We have an agreement", Verbruggen told reporters in Rotterdam.\n'
BRIDGE = "Peru and Bolivia open a bridge\n\nLIMA - Peru and Bolivia opened a bridge on 12 May 2024, said Minister Tomas Quispe.\n"
PONT = "Le Pérou et la Bolivie inaugurent un pont\n\nLIMA - Le Pérou et la Bolivie ont inauguré un pont le 12 mai 2024, a déclaré Tomas Quispe.\n"  # noqa: E501
JISR = 'بيرو وبوليفيا تفتتحان جسرا\n\nليما - افتتحت بيرو وبوليفيا جسرا يوم 12 مايو 2024.\nوقال وزير الخارجية توماس كيسبي: "الجسر يقرب بين بلدينا".\n'  # noqa: E501
FLOOD = "Floods near Dhaka\n\nDHAKA - Floods displaced 4,000 people near Dhaka on 2 July 2024, the Red Crescent said.\n"
PAGE = (
    "<!DOCTYPE html><html lang='en'><head><title>Kariba holds</title></head><body><h1>Kariba holds</h1>"
    "<p>The dam at Kariba holds, said Tendai Moyo, an engineer of the river authority, after a week of rain.</p>"
    "<p>Water stood eleven metres below the spillway on Tuesday, 4 June 2024, four metres higher than the year before.</p>"
    "</body></html>"
)
RECORDS = "\n".join(
    json.dumps(record, ensure_ascii=False)
    for record in (
        {"id": "n1", "published_at": "2024-05-12T10:00:00+02:00", "lang": "en", "body": "Chile welcomed the bridge on 13 May 2024."},
        {"id": "n2", "published_at": "2024-06-08", "text": "Kenya's Senate voted\n\nNAIROBI - The vote was held on Friday."},
    )
)

SMALL = {"harbour-post/strike.txt": STRIKE, "courrier-du-delta/pont.txt": PONT, "sahifat-alwadi/jisr.txt": JISR}
WIDE = {
    **SMALL,
    "harbour-post/bridge.txt": BRIDGE,
    "harbour-post/flood.txt": FLOOD,
    "harbour-post/kariba.html": PAGE,
    "wire/notes.jsonl": RECORDS,
}
