"""More sentences for the tests of quotes, written without a look at the rules (see quote_cases)."""

from __future__ import annotations

from tests.unit.annotate.quote_cases import Case
from tests.unit.annotate.quote_cases import Expected as E

ENGLISH = (
    Case("en", "Speaking in Nairobi on Friday, Foreign Minister Grace Wanjiru insisted that the border would stay open. \"Traders have nothing to fear,\" she added.", ("GPE:Nairobi", "PER:Grace Wanjiru"),
         (E("indirect", "the border would stay open", "Grace Wanjiru", "Grace Wanjiru"), E("direct", "Traders have nothing to fear", "she", "Grace Wanjiru"))),
    Case("en", "Three people were killed, police in Karachi said on Sunday.", ("GPE:Karachi",), (E("indirect", "Three people were killed", "police in Karachi"),)),
    Case("en", "“It is a scandal,” thundered the bishop. Parishioners left in silence.", (), (E("direct", "It is a scandal", "bishop"),)),
    Case("en", "A spokesman for the Danish navy, who asked not to be named, confirmed that two frigates had left port.", (),
         (E("indirect", "two frigates had left port", "spokesman for the Danish navy"),)),
    Case("en", "In its annual report, the Lake Institute warned that fish stocks could collapse within a decade.", ("ORG:Lake Institute",),
         (E("indirect", "fish stocks could collapse within a decade", "Lake Institute", "Lake Institute"),)),
    Case("en", "The strike, union leader Piet Vos told Radio Delta, “has only just begun”.", ("PER:Piet Vos", "ORG:Radio Delta"), (E("direct", "has only just begun", "Piet Vos", "Piet Vos"),)),
    Case("en", "Asked whether he would resign, Anton Weiss laughed. “Not today.” He left by the back door.", ("PER:Anton Weiss",), ()),
    Case("en", "The president of Chad expressed deep concern over the fighting in Darfur.", ("GPE:Chad", "LOC:Darfur"), (E("indirect", "deep concern over the fighting in Darfur", None),)),
    Case("en", "Mr. Tanaka said: “We will rebuild. Stone by stone.” Ms. Silva disagreed.", ("PER:Tanaka", "PER:Silva"), (E("direct", "We will rebuild. Stone by stone.", "Tanaka", "Tanaka"),)),
    Case("en", "Nadia Ferhat, 41, a nurse who has worked in Oran since 2009, says the ward has no heating.", ("PER:Nadia Ferhat", "GPE:Oran"), (E("indirect", "the ward has no heating", "Nadia Ferhat", "Nadia Ferhat"),)),
    Case("en", "“We are not for sale” – Erik Lund, mayor of Bergen", ("PER:Erik Lund", "GPE:Bergen"), (E("direct", "We are not for sale", "Erik Lund", "Erik Lund"),)),
    Case("en", "The two sides exchanged views on trade and agreed to meet again in Doha.", ("GPE:Doha",), ()),
    Case("en", "“The pipeline is safe,” the company said in a statement, rejecting claims by residents. “It was inspected in May.”", (),
         (E("direct", "The pipeline is safe", "company"), E("indirect", "claims by residents", "company"), E("direct", "It was inspected in May.", "company"))),
    Case("en", "He thanked the doctors and promised to return.", (), (E("indirect", "to return", "He"),)),
)

FRENCH = (
    Case("fr", "« La frontière restera ouverte », a insisté vendredi à Nairobi la ministre Grace Wanjiru. « Les commerçants n'ont rien à craindre », a-t-elle ajouté.", ("GPE:Nairobi", "PER:Grace Wanjiru"),
         (E("direct", "La frontière restera ouverte", "Grace Wanjiru", "Grace Wanjiru"), E("direct", "Les commerçants n'ont rien à craindre", "elle", "Grace Wanjiru"))),
    Case("fr", "Trois personnes ont été tuées, selon la police de Karachi.", ("GPE:Karachi",), (E("indirect", "Trois personnes ont été tuées", None),)),
    Case("fr", "Pour Odile Renard, la réforme « va droit dans le mur ».", ("PER:Odile Renard",), (E("mixed", "la réforme « va droit dans le mur", "Odile Renard", "Odile Renard"),)),
    Case("fr", "Interrogé par nos confrères, le directeur de l'usine, Marc Teillet, n'a pas souhaité commenter. La CGT, elle, dénonce « un plan social déguisé ».", ("PER:Marc Teillet", "ORG:CGT"),
         (E("direct", "un plan social déguisé", "CGT", "CGT"),)),
    Case("fr", "Le président du Tchad a exprimé sa vive préoccupation face aux combats au Darfour.", ("GPE:Tchad", "LOC:Darfour"), (E("indirect", "sa vive préoccupation face aux combats au Darfour", None),)),
    Case("fr", "« Nous ne sommes pas à vendre », martèle-t-on à la mairie de Bergen.", ("GPE:Bergen",), (E("direct", "Nous ne sommes pas à vendre", "on"),)),
    Case("fr", "La ministre a déclaré à l'issue de la réunion que les deux pays signeraient un accord avant l'été, et a rappelé que la pêche restait exclue.", (),
         (E("indirect", "les deux pays signeraient un accord avant l'été", None), E("indirect", "la pêche restait exclue", None))),
    Case("fr", "Les pêcheurs attendent toujours. « Personne ne nous écoute », soupire l'un d'eux.", (), (E("direct", "Personne ne nous écoute", None),)),
    Case("fr", "Dans un entretien au Phare du Soir, Nadia Ferhat estime que l'hôpital d'Oran manque de tout.", ("ORG:Phare du Soir", "PER:Nadia Ferhat", "GPE:Oran"),
         (E("indirect", "l'hôpital d'Oran manque de tout", "Nadia Ferhat", "Nadia Ferhat"),)),
    Case("fr", "Il a par ailleurs démenti les rumeurs de démission.", (), (E("indirect", "les rumeurs de démission", "Il"),)),
    Case("fr", "Le stade, dit « la Cuvette », accueillera la finale.", (), ()),
    Case("fr", "Piet Vos : « La grève ne fait que commencer »", ("PER:Piet Vos",), (E("direct", "La grève ne fait que commencer", "Piet Vos", "Piet Vos"),)),
    Case("fr", "De son côté, le gouverneur de Bamako a fait savoir que le couvre-feu serait levé dimanche.", ("GPE:Bamako",), (E("indirect", "le couvre-feu serait levé dimanche", None),)),
    Case("fr", "Selon Erik Lund, maire de Bergen, le tunnel coûtera deux fois plus cher que prévu.", ("PER:Erik Lund", "GPE:Bergen"),
         (E("indirect", "le tunnel coûtera deux fois plus cher que prévu", "Erik Lund", "Erik Lund"),)),
)

ARABIC = (
    Case("ar", "قالت وزيرة الخارجية غريس وانجيرو، خلال مؤتمر صحفي في نيروبي، إن الحدود ستبقى مفتوحة. وأضافت: \"لا داعي لقلق التجار\".", ("PER:غريس وانجيرو", "GPE:نيروبي"),
         (E("indirect", "الحدود ستبقى مفتوحة", "غريس وانجيرو", "غريس وانجيرو"), E("direct", "لا داعي لقلق التجار", None, "غريس وانجيرو"))),
    Case("ar", "قتل ثلاثة أشخاص، بحسب ما أفادت شرطة كراتشي.", ("GPE:كراتشي",), (E("indirect", "قتل ثلاثة أشخاص", "شرطة كراتشي"),)),
    Case("ar", "وأشاد رئيس تشاد بجهود الوسطاء، داعياً إلى وقف القتال في دارفور.", ("GPE:تشاد", "LOC:دارفور"), (E("indirect", "بجهود الوسطاء", None), E("indirect", "وقف القتال في دارفور", None))),
    Case("ar", "من جهتها، ذكرت وكالة أنباء الجنوب أن السفينة غادرت عدن فجر الثلاثاء.", ("ORG:وكالة أنباء الجنوب", "GPE:عدن"),
         (E("indirect", "السفينة غادرت عدن فجر الثلاثاء", "وكالة أنباء الجنوب", "وكالة أنباء الجنوب"),)),
    Case("ar", "وتابع قائلاً: \"لسنا للبيع\"، وهو ما أثار تصفيق الحضور.", (), (E("direct", "لسنا للبيع", None),)),
    Case("ar", "عقد الجانبان اجتماعا في الدوحة واتفقا على اللقاء مجددا.", ("GPE:الدوحة",), ()),
    Case("ar", "وصرح المتحدث باسم الجيش أن العملية انتهت، نافياً سقوط ضحايا.", (), (E("indirect", "العملية انتهت", None),)),
    Case("ar", "وكان العمدة قد أعلن أن السوق سيفتح في رمضان.", (), (E("indirect", "السوق سيفتح في رمضان", None),)),
    Case("ar", "ويرى المحلل بشير نوفل أن الأسعار ستنخفض، فيما حذر آخرون من موجة غلاء جديدة.", ("PER:بشير نوفل",),
         (E("indirect", "الأسعار ستنخفض", "بشير نوفل", "بشير نوفل"), E("indirect", "موجة غلاء جديدة", "آخرون"))),
    Case("ar", "ودعت الممرضة سلمى قدور السكان إلى غلي الماء قبل شربه.", ("PER:سلمى قدور",), (E("indirect", "غلي الماء قبل شربه", "سلمى قدور", "سلمى قدور"),)),
)
