"""Sentences written for the tests of quotes: invented people and outlets, real geography. No corpus text.

A case: language, text, names that stand in it (type:name, the fullest form first; a surname alone is the same person), and what must be found, as
(kind, content, speaker words or None, name of the speaker's entity or None). `ALL` cases demand exactly these quotes and no other.
"""

from __future__ import annotations

from typing import NamedTuple


class Expected(NamedTuple):
    kind: str
    content: str
    speaker: str | None
    entity: str | None = None


class Case(NamedTuple):
    lang: str
    text: str
    names: tuple[str, ...]
    quotes: tuple[Expected, ...]


E = Expected

ENGLISH = (
    Case("en", "“The harbour will reopen on Monday,” said Ruth Okafor, who runs the port authority in Mombasa.", ("PER:Ruth Okafor", "GPE:Mombasa"),
         (E("direct", "The harbour will reopen on Monday", "Ruth Okafor", "Ruth Okafor"),)),
    Case("en", "\"We counted twice,\" the returning officer, Dan Whitlow, told reporters. \"Nobody should doubt the figures.\"", ("PER:Dan Whitlow",),
         (E("direct", "We counted twice", "Dan Whitlow", "Dan Whitlow"), E("direct", "Nobody should doubt the figures.", "Dan Whitlow", "Dan Whitlow"))),
    Case("en", "Mayor Lena Hartog said on Tuesday that the dikes had held and that no village was cut off.", ("PER:Lena Hartog",),
         (E("indirect", "the dikes had held and that no village was cut off", "Lena Hartog", "Lena Hartog"),)),
    Case("en", "The ministry said the convoy had crossed the border near Akçakale before dawn.", (),
         (E("indirect", "the convoy had crossed the border near Akçakale before dawn", "ministry"),)),
    Case("en", "According to a statement from the Red Crescent, four volunteers were wounded in Sanaa.", ("ORG:Red Crescent", "GPE:Sanaa"),
         (E("indirect", "four volunteers were wounded in Sanaa", "a statement from the Red Crescent", "Red Crescent"),)),
    Case("en", "Four volunteers were wounded in Sanaa, according to doctors at the hospital.", ("GPE:Sanaa",),
         (E("indirect", "Four volunteers were wounded in Sanaa", "doctors at the hospital"),)),
    Case("en", "Marta Quist called the verdict “a stain on the court” and walked out. The film “A Quiet Shore” opens in Lyon next week.", ("PER:Marta Quist", "GPE:Lyon"), ()),
    Case("en", "Omar Belhadj denied any role in the shipment. He said the papers were forged.", ("PER:Omar Belhadj",),
         (E("indirect", "any role in the shipment", "Omar Belhadj", "Omar Belhadj"), E("indirect", "the papers were forged", "He", "Omar Belhadj"))),
    Case("en", "“Why now?” Ines Duarte asked. “We had a deal.”", ("PER:Ines Duarte",),
         (E("direct", "Why now?", "Ines Duarte", "Ines Duarte"), E("direct", "We had a deal.", "Ines Duarte", "Ines Duarte"))),
    Case("en", "The bridge, she said, would not be rebuilt before winter.", (), (E("indirect", "The bridge", "she"), E("indirect", "would not be rebuilt before winter", "she"))),
    Case("en", "Prices “have nowhere to go but up,” wrote Tomas Lindqvist, an economist in Malmö, adding that rents would follow.", ("PER:Tomas Lindqvist", "GPE:Malmö"),
         (E("mixed", "Prices “have nowhere to go but up", "Tomas Lindqvist", "Tomas Lindqvist"), E("indirect", "rents would follow", "Tomas Lindqvist", "Tomas Lindqvist"))),
    Case("en", "The communique says that the envoy, Pavel Sorokin, told the assembly that talks would resume in Geneva.", ("PER:Pavel Sorokin", "GPE:Geneva"),
         (E("indirect", "talks would resume in Geneva", "Pavel Sorokin", "Pavel Sorokin"),)),
    Case("en", "Critics say the state of the roads is shameful. The United States report reached the council.", ("GPE:United States",),
         (E("indirect", "the state of the roads is shameful", "Critics"),)),
    Case("en", "“We began with nothing.\n“Then the rains came,” Joan Mbeki recalled.", ("PER:Joan Mbeki",),
         (E("direct", "Then the rains came", "Joan Mbeki", "Joan Mbeki"),)),
    Case("en", "Workers' rights groups and the '90s generation met in Leeds; nobody's demands were met.", ("GPE:Leeds",), ()),
    Case("en", "JUDGE: Where were you that night?\nMR. HALE: I was at home with my sister.", (), ()),
    Case("en", "Asked about the delay, Colonel Brandt replied: \"Ask the engineers.\"", ("PER:Brandt",), (E("direct", "Ask the engineers.", "Brandt", "Brandt"),)),
    Case("en", "The opposition leader said she was “ready to talk” if the curfew was lifted.", (), (E("mixed", "she was “ready to talk” if the curfew was lifted", "opposition leader"),)),
)

FRENCH = (
    Case("fr", "« Le port rouvrira lundi », a annoncé Claire Vasseur, directrice du terminal du Havre.", ("PER:Claire Vasseur", "GPE:Havre"),
         (E("direct", "Le port rouvrira lundi", "Claire Vasseur", "Claire Vasseur"),)),
    Case("fr", "« Nous avons compté deux fois, confiait hier le préfet. Personne ne peut contester ces chiffres. »", (),
         (E("direct", "Nous avons compté deux fois", "préfet"), E("direct", "Personne ne peut contester ces chiffres.", "préfet"))),
    Case("fr", "La maire de Nantes a assuré mardi que les digues avaient tenu.", ("GPE:Nantes",), (E("indirect", "les digues avaient tenu", None),)),
    Case("fr", "Selon un communiqué publié par la Croix-Bleue, quatre bénévoles ont été blessés à Sanaa. Le communiqué précise que les secours sont sur place.", ("ORG:Croix-Bleue", "GPE:Sanaa"),
         (E("indirect", "quatre bénévoles ont été blessés à Sanaa", "un communiqué publié par la Croix-Bleue", "Croix-Bleue"), E("indirect", "les secours sont sur place", "Le communiqué", "Croix-Bleue"))),
    Case("fr", "Le pont ne sera pas reconstruit avant l'hiver, a-t-elle ajouté.", (), (E("indirect", "Le pont ne sera pas reconstruit avant l'hiver", "elle"),)),
    Case("fr", "Bruno Caster a exclu tout accord. Il a toutefois reconnu que « la porte reste ouverte ».", ("PER:Bruno Caster",),
         (E("direct", "la porte reste ouverte", "Il", "Bruno Caster"),)),
    Case("fr", "« C'est une honte ! », s'est exclamée Inès Dufour. « On nous a menti. »", ("PER:Inès Dufour",),
         (E("direct", "C'est une honte !", "Inès Dufour", "Inès Dufour"), E("direct", "On nous a menti.", "Inès Dufour", "Inès Dufour"))),
    Case("fr", "Le roman « Les Vagues de sel » sera présenté à Bordeaux ; l'auteur parle d'un « retour aux sources ».", ("GPE:Bordeaux",), ()),
    Case("fr", "Le ministre a souligné la nécessité de moderniser les ports, expliquant que le trafic avait doublé.", (),
         (E("indirect", "la nécessité de moderniser les ports", None), E("indirect", "le trafic avait doublé", None))),
    Case("fr", "Yann Le Goff, délégué du personnel, déplore : « Aucune réponse depuis trois mois. »", ("PER:Yann Le Goff",),
         (E("direct", "Aucune réponse depuis trois mois.", "Yann Le Goff", "Yann Le Goff"),)),
    Case("fr", "D'après des témoins, le camion n'a pas freiné.", (), (E("indirect", "le camion n'a pas freiné", "témoins"),)),
    Case("fr", "La gare restera fermée jusqu'à jeudi, indique la préfecture.", (), (E("indirect", "La gare restera fermée jusqu'à jeudi", "préfecture"),)),
    Case("fr", "Le texte relève du plan que les Alliés ont adopté à Madrid et la décision a été annoncée hier.", ("GPE:Madrid",), ()),
    Case("fr", "« Ce sera long », prévient Aïssa Mokrani, « mais nous y arriverons ».", ("PER:Aïssa Mokrani",),
         (E("direct", "Ce sera long", "Aïssa Mokrani", "Aïssa Mokrani"), E("direct", "mais nous y arriverons", "Aïssa Mokrani", "Aïssa Mokrani"))),
    Case("fr", "Le porte-parole a demandé aux habitants de rester chez eux, avant d'ajouter que l'eau est potable.", (),
         (E("indirect", "de rester chez eux", "porte-parole"), E("indirect", "l'eau est potable", "porte-parole"))),
    Case("fr", "Le général Marchal, interrogé par Radio Cap, a affirmé que ses hommes « n'ont pas tiré » sur la foule.", ("PER:Marchal",),
         (E("mixed", "ses hommes « n'ont pas tiré » sur la foule", "Marchal", "Marchal"),)),
)

ARABIC = (
    Case("ar", "قال مدير الميناء سامر الخطيب إن السفن ستعود إلى اللاذقية يوم الاثنين.", ("PER:سامر الخطيب", "GPE:اللاذقية"),
         (E("indirect", "السفن ستعود إلى اللاذقية يوم الاثنين", "سامر الخطيب", "سامر الخطيب"),)),
    Case("ar", "وأضاف الخطيب: «لن نغلق الأرصفة مرة أخرى».", ("PER:الخطيب",), (E("direct", "لن نغلق الأرصفة مرة أخرى", "الخطيب", "الخطيب"),)),
    Case("ar", "أكدت وزيرة البيئة هدى المنصوري أهمية حماية الأهوار، مشيرةً إلى أن منسوب المياه انخفض.", ("PER:هدى المنصوري",),
         (E("indirect", "أهمية حماية الأهوار", "هدى المنصوري", "هدى المنصوري"), E("indirect", "منسوب المياه انخفض", "هدى المنصوري", "هدى المنصوري"))),
    Case("ar", "وفقًا لبيان صادر عن الهلال الأزرق، أصيب أربعة متطوعين في صنعاء. وأوضح البيان أن حالتهم مستقرة.", ("ORG:الهلال الأزرق", "GPE:صنعاء"),
         (E("indirect", "أصيب أربعة متطوعين في صنعاء", None, "الهلال الأزرق"), E("indirect", "حالتهم مستقرة", "البيان", "الهلال الأزرق"))),
    Case("ar", "شدد على ضرورة ترميم الجسر قبل الشتاء.", (), (E("indirect", "ضرورة ترميم الجسر قبل الشتاء", None),)),
    Case("ar", "وقالت ليلى حداد، رئيسة البلدية، إنها \"لن تستقيل\" قبل نهاية ولايتها.", ("PER:ليلى حداد",), (E("mixed", "لن تستقيل\" قبل نهاية ولايتها", "ليلى حداد", "ليلى حداد"),)),
    Case("ar", "لكن نادر عيسى قال إن المفاوضات مستمرة في جنيف.", ("PER:نادر عيسى", "GPE:جنيف"), (E("indirect", "المفاوضات مستمرة في جنيف", "نادر عيسى", "نادر عيسى"),)),
    Case("ar", "افتتح معرض «ألوان الصحراء» في مسقط بحضور جمهور كبير.", ("GPE:مسقط",), ()),
    Case("ar", "أعرب السفير عن قلقه من تدهور الأوضاع، مؤكداً أن بلاده ستواصل الدعم.", (),
         (E("indirect", "قلقه من تدهور الأوضاع", None), E("indirect", "بلاده ستواصل الدعم", None))),
    Case("ar", "«الطريق مغلق منذ الفجر»، قال شرطي في المكان.", (), (E("direct", "الطريق مغلق منذ الفجر", None),)),
    Case("ar", "ونفى المتحدث أن تكون الشركة قد سرحت عمالا.", (), (E("indirect", "تكون الشركة قد سرحت عمالا", None),)),
    Case("ar", "بحسب «صدى الجنوب»، غادر الوفد عدن صباح اليوم.", ("ORG:صدى الجنوب", "GPE:عدن"), (E("indirect", "غادر الوفد عدن صباح اليوم", "صدى الجنوب", "صدى الجنوب"),)),
)
