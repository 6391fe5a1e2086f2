"""Pages without an article are told apart from articles that look like them. All pages are invented, in several layouts."""

# ruff: noqa: E501 — a page a line
from __future__ import annotations

import json

import pytest

from pipeline import ingest
from pipeline.ingest.listing import kinds_of
from pipeline.model import Document, Rejection, Source

NAV = "<nav><ul><li><a href=/>Home</a></li><li><a href=/w>World</a></li><li><a href=/s>Sport</a></li></ul></nav>"
FOOT = "<footer><p><a href=/imprint>Imprint</a> <a href=/privacy>Privacy</a></p></footer>"


def page(body: str, head: str = "", of: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body {of}>{NAV}{body}{FOOT}</body></html>"


def og(kind: str) -> str:
    return f'<meta property="og:type" content="{kind}">'


def ld(kind: str, **more: str) -> str:
    fields = "".join(f', "{key}": "{value}"' for key, value in more.items())
    return f'<script type="application/ld+json">{{"@type": "{kind}"{fields}}}</script>'


def verdict(markup: str) -> str:
    """The error code, or `article`."""
    (found,) = (r for r in ingest.read_payload(markup.encode(), ingest.Origin("wire/a.html", Source("wire"))))
    if isinstance(found, Rejection):
        assert found.stage == "parse"
        assert "wire/a.html" in found.message
        return found.error_code
    assert isinstance(found, Document)
    return "article"


# Headlines and snippets of fronts in several languages.
EN = [
    ("Ferry to Zanzibar resumes after two days of storm", "Passengers had waited in Dar es Salaam since Saturday, said the operator."),
    ("Lusaka buys forty electric buses for the airport line", "The first ten are to run from September, the mayor said at the depot."),
    ("Glacier above Zermatt loses nine metres in a summer", "Measurements go back to 1893, and no year saw a larger loss than this one."),
    ("Council of Leith votes to keep the old tram depot", "A school of music and two workshops are to move into the halls next year."),
    ("Fishermen of Essaouira ask for a longer closed season", "Sardine catches have halved in six years, figures of the port show."),
    ("Court in Tampere annuls the sale of the lake shore", "Neighbours had sued in March; the town can still appeal until November."),
    ("New bridge over the Rufiji opens to lorries only", "Cars have to take the ferry until the ramps are finished, engineers say."),
    ("Teachers in Oaxaca end a strike of three weeks", "Lessons start again on Thursday in all but four districts of the state."),
    ("Gdansk plants a forest on the site of its old landfill", "Some 60,000 oaks and pines are to grow on the hill above the bay."),
    ("Two rescued after a night on the ice of Lake Baikal", "Their car had broken through four kilometres from the shore near Listvyanka."),
]
FR = [
    (
        "Le port de Brest rouvre ses quais après la tempête",
        "Les chalutiers ont pu rentrer lundi, selon la capitainerie, après trois jours d'attente.",
    ),
    (
        "À Dakar, une ligne de bus électriques pour le nord",
        "Les vingt premiers véhicules rouleront dès octobre, a annoncé la régie des transports.",
    ),
    (
        "La mairie de Namur vend l'ancienne caserne des pompiers",
        "Une école d'art doit s'y installer en 2026 si le conseil l'approuve en juin.",
    ),
    (
        "Un loup photographié pour la première fois dans l'Orne",
        "L'office de la biodiversité confirme le passage d'un jeune mâle venu des Vosges.",
    ),
    ("Les vignerons de Cahors demandent une aide après la grêle", "Près de six cents hectares ont été touchés en vingt minutes le 12 mai."),
    ("Fermeture du tunnel de Tende jusqu'à la fin de l'hiver", "Les travaux ont pris quatre mois de retard à cause des crues de la Roya."),
    ("Sfax inaugure son premier tramway en grande pompe", "La ligne relie le port aux quartiers du sud en dix-huit minutes."),
    ("Le musée de Tournai retrouve un tableau perdu en 1940", "Il se trouvait dans un grenier de Lille, roulé dans un tapis."),
]
AR = [
    ("ميناء طنجة يستأنف عمله بعد العاصفة", "قال مدير الميناء إن السفن الأولى دخلت صباح الاثنين بعد توقف دام ثلاثة أيام كاملة."),
    ("بلدية صور تفتتح سوقا جديدا للصيادين", "يضم السوق أربعين متجرا ومخزنا مبردا، وقد بني بمساعدة من صندوق التنمية المحلي."),
    ("اكتشاف نقوش قديمة قرب مدينة العلا", "قالت هيئة الآثار إن النقوش تعود إلى القرن الثالث قبل الميلاد وإن العمل مستمر."),
    ("إضراب عمال النقل في الخرطوم لليوم الثالث", "يطالب العمال بزيادة الأجور وبصيانة الحافلات القديمة التي تعمل منذ عشرين عاما."),
    ("مهرجان المسرح يعود إلى قرطاج بعد عامين", "تشارك في الدورة فرق من أحد عشر بلدا عربيا وأفريقيا، وتبدأ العروض مساء الجمعة."),
    ("أمطار غزيرة تغلق طرقا في جبال الأطلس", "دعت السلطات السكان إلى تجنب الأودية حتى مساء الأربعاء بسبب خطر السيول."),
]
ZH = [("青島港遇風暴後重新開放客運航線", "港務部門表示首批渡輪已於週一上午啟航，滯留旅客將在兩天內全部運送完畢。"), ("蘭州新建黃河大橋通車", "大橋全長一千六百米，設計為雙向六車道，工程歷時三年零四個月完成。"),
      ("昆明舉辦國際花卉展覽會", "來自二十個國家的三百家企業參展，預計接待觀眾超過十萬人次。"), ("專家發現新種高山杜鵑", "研究小組在海拔四千米的山谷中採集到標本，論文已在植物學期刊發表。"),
      ("哈爾濱地鐵四號線開工建設", "線路全長三十二公里，設二十五個車站，計劃於五年後投入運營。"), ("廈門漁民要求延長休漁期", "近六年來沙丁魚捕獲量下降一半，漁業協會已向主管部門提交建議。"),
      ("成都圖書館推出夜間服務", "自下月起每週五和週六開放至午夜，讀者可以預約自習座位。"), ("西寧發布首個冰川監測報告", "報告顯示過去十年間冰川面積減少約百分之八，專家呼籲加強保護。")]  # fmt: skip
ES = [
    ("El puerto de Vigo reabre tras el temporal", "Los primeros barcos entraron el lunes por la mañana, según la autoridad portuaria."),
    ("Cusco limita las visitas a las terrazas de Moray", "El municipio venderá como máximo ochocientas entradas al día desde abril."),
    (
        "Hallan un mosaico romano bajo un garaje de Mérida",
        "Los arqueólogos calculan que mide unos cuarenta metros cuadrados y es del siglo II.",
    ),
    ("La Paz amplía su red de teleféricos hacia el sur", "La nueva línea tendrá cinco estaciones y debe abrir antes de fin de año."),
    ("Los maestros de Salta levantan la huelga", "Las clases vuelven el jueves en todos los departamentos menos en dos."),
    ("Un incendio arrasa trescientas hectáreas cerca de Jerez", "Tres aviones y noventa bomberos trabajan en la zona desde el domingo."),
]


def cards(items: list[tuple[str, str]], tag: str = "article") -> str:
    return "".join(f"<{tag} class=card><h3><a href=/{n}>{title}</a></h3><p>{text}</p></{tag}>" for n, (title, text) in enumerate(items))


def linked(items: list[tuple[str, str]]) -> str:
    return "".join(f"<div class=item><a href=/{n}><h3>{title}</h3><p>{text}</p></a></div>" for n, (title, text) in enumerate(items))


def plain(items: list[tuple[str, str]], more: str) -> str:
    return "".join(f"<div><h2>{title}</h2><p>{text}</p><p><a href=/{n}>{more}</a></p></div>" for n, (title, text) in enumerate(items))


def only(items: list[tuple[str, str]]) -> str:
    return "<ul>" + "".join(f"<li><a href=/{n}>{title}</a></li>" for n, (title, _) in enumerate(items)) + "</ul>"


def results(items: list[tuple[str, str]], query: str) -> str:
    rows = "".join(f"<dt><a href=/{n}>{title}</a></dt><dd>12.03.2024 … {text}</dd>" for n, (title, text) in enumerate(items))
    return f"<form><input name=q value='{query}'></form><p>{len(items)} / 248: “{query}”</p><dl>{rows}</dl><p><a href=?p=2>2</a> <a href=?p=3>3</a></p>"


def table(items: list[tuple[str, str]]) -> str:
    rows = "".join(
        f"<tr><td>{n + 1}.</td><td><a href=/{n}>{title}</a></td></tr><tr><td></td><td>{text[:50]}</td></tr>"
        for n, (title, text) in enumerate(items)
    )
    return f"<table>{rows}</table>"


WITHOUT: dict[str, str] = {
    "front_cards": page("<main>" + cards(EN) + "</main>", og("website")),
    "front_no_metadata": page("<div id=content>" + cards(FR, "div") + cards(EN, "div") + "</div>"),
    "front_whole_card_linked": page("<main><h1>News</h1>" + linked(EN) + "</main>", og("website")),
    "front_arabic": page("<main>" + cards(AR) + cards(AR) + "</main>", og("website") + ld("WebSite", name="الوادي")),
    "front_chinese": page("<div>" + cards(ZH, "div") + "</div>"),
    "tag_page": page("<h1>Ports</h1><p>All articles about ports.</p>" + cards(EN), ld("CollectionPage", name="Ports"), "class='archive tag tag-ports'"),
    "category_wordpress": page("<h1>Catégorie : Région</h1>" + cards(FR), "", "class='archive category category-region'"),
    "search_results": page(results(EN, "harbour"), ld("SearchResultsPage", name="Search")),
    "search_no_metadata": page(results(ES + EN, "puerto")),
    "headlines_only": page("<h1>Latest</h1>" + only(EN) + only(ES)),
    "not_found": page("<main><h1>Page not found</h1><p>Sorry, the page that you are looking for is not here. It may have been moved or removed.</p></main>",
                      og("website"), "class=error404"),
    "not_found_number": page("<h1>404</h1><p>Cette page n'existe pas ou n'existe plus. Vérifiez l'adresse ou revenez à l'accueil.</p>" + only(FR)),
    "login": page("<h1>Sign in</h1><form><label>E-mail</label><input type=email><label>Password</label><input type=password><button>Sign in</button></form>"
                  "<p>No account yet? Create one in two minutes, it costs nothing.</p>"),
    "gallery": page("<h1>The week in pictures</h1>" + "".join(f"<figure><img src={n}.jpg><figcaption>{text}</figcaption></figure>" for n, (_, text) in enumerate(EN))),
    "film": page("<h1>Watch: ferry in the storm</h1><div class=player></div><p>02:14</p>", og("video.other") + ld("VideoObject", name="Ferry")),
    "cookies": page("<div id=cookie-consent class=cookie-banner><p>We and our 214 partners store information on your device and read it, to show you "
                    "advertisements and to measure what works. You can change your choice at any time.</p><button>Accept</button></div>", og("website")),
    # kept aside while the rules were written
    "front_spanish_plain_titles": page(plain(ES + EN[:4], "Leer más"), og("website")),
    "front_table": page(table(EN + ES)),
    "author_page": page("<h1>Nadia Benkirane</h1><p>Nadia Benkirane écrit sur les ports et la mer depuis 2011.</p>" + cards(FR), ld("ProfilePage", name="Nadia Benkirane"),
                        "class='archive author'"),
    "archive_by_day": page("<h1>12.03.2024</h1>" + "".join(f"<p>{n + 7}:15 <a href=/{n}>{title}</a></p>" for n, (title, _) in enumerate(EN + FR))),
    "home_with_lead": page("<main><section><h2><a href=/0>Storm closes the strait for a third day</a></h2><p>Ferries stay in harbour, and shops on the islands run "
                           "out of bread and milk; the wind is to drop on Tuesday, the weather service in Tunis says.</p></section>" + cards(EN) + cards(ES) + "</main>", og("website")),
    "search_nothing_found": page("<h1>Recherche</h1><form><input name=q></form><p>Aucun résultat pour « qsdfg ».</p>" + only(FR) + only(EN), "", "class='search search-no-results'"),
    "not_found_german": page("<h2>Fehler 404</h2><p>Die gesuchte Seite wurde leider nicht gefunden. Bitte prüfen Sie die Adresse oder nutzen Sie die Suche.</p>"),
    "not_found_arabic": page("<h1>404</h1><p>عذرا، الصفحة التي تبحث عنها غير موجودة أو تم نقلها إلى عنوان آخر.</p>", "<title>404</title>"),
    "login_french": page("<h1>Connexion</h1><form action=/login><p>Identifiez-vous pour lire la suite de nos articles et gérer votre abonnement en ligne.</p>"
                         "<input type='password' name=p></form>", og("website")),
    "gallery_arabic": page("<h1>صور الأسبوع</h1>" + "".join(f"<figure><img src={n}.jpg><figcaption>{text}</figcaption></figure>" for n, (_, text) in enumerate(AR))),
    "films": page("<h1>Videos</h1>" + linked(FR) + "<p>03:12</p>", og("website") + ld("VideoGallery", name="Vidéos")),
    "list_of_articles_in_json": page("<main>" + cards(EN[:6]) + "</main>",
        '<script type="application/ld+json">{"@type": "ItemList", "itemListElement": [' + ", ".join('{"@type": "NewsArticle", "headline": "x"}' for _ in range(6)) + "]}</script>"),
    "most_read": page("<h1>Most read</h1><ol>" + "".join(f"<li><a href=/{n}>{title}</a> <span>{n} 412 views</span></li>" for n, (title, _) in enumerate(EN)) + "</ol>", og("website")),
    "cookie_dialog_of_a_front": page("<div class='cookie-notice'><p>Nous utilisons des cookies pour mesurer l'audience et vous montrer de la publicité adaptée.</p></div>" + only(FR), og("website")),
}  # fmt: skip

LEAD = "The port of Beira reopened on Monday after four days of wind, said Inês Machava, its director."
STORY = [
    LEAD,
    "Eleven ships had waited at anchor, two of them with grain for Malawi and Zambia.",
    "Lorries stood in a queue of nine kilometres on the road to Dondo, where drivers slept in their cabins.",
    "“We work day and night until the quays are empty”, Machava told reporters at the container terminal.",
    "The harbour handles some three million tonnes a year and is the way to the sea for four countries.",
]


def story(lines: list[str] = STORY, title: str = "Port of Beira reopens") -> str:
    return f"<h1>{title}</h1>" + "".join(f"<p>{line}</p>" for line in lines)


WITH: dict[str, str] = {
    "brief_of_one_sentence": page(f"<article><h1>Beira</h1><p>{LEAD}</p></article>"),
    "flash_without_markup": page("<h3>Quake off Vanuatu</h3><div>Magnitude 6.1 quake off Vanuatu, says survey</div>"),
    "brief_among_links": page(story([LEAD]) + "<div class=more>" + only(EN) + only(FR) + "</div>"),
    "headline_only_but_called_article": page("<h1>URGENT - Le président du Sénat démissionne</h1>", og("article")),
    "story_with_huge_lists": page(story() + "<section>" + cards(EN) + cards(FR) + cards(ES) + "</section>"),
    "teasers_between_paragraphs": page("".join(f"<p>{a}</p><p><a href=/{n}>{EN[n][0]}</a></p>" for n, a in enumerate(STORY)), og("article")),
    "live_blog": page("<h1>Storm: what we know</h1>" + "".join(f"<h2>{9 + n}:20</h2><p>{text}</p>" for n, (_, text) in enumerate(EN)), ld("LiveBlogPosting", headline="Storm")),
    "questions_and_answers": page("<h1>Nine questions on the dam</h1>" + "".join(f"<h3>{t}?</h3><p>{x}</p>" for t, x in EN)),
    # kept aside while the rules were written
    "numbered_list": page("<h1>Ten islands to see</h1>" + "".join(f"<h2>{n}. {t}</h2><p>{x} {x}</p><p><a href=/m{n}>Map</a></p>" for n, (t, x) in enumerate(EN))),
    "arabic_brief": page("<h1>زلزال قبالة الساحل</h1><p>ضرب زلزال بقوة خمس درجات ساحل مدينة أغادير فجر الأحد دون خسائر.</p>" + only(AR)),
    "chinese_brief": page("<h1>快訊</h1><p>青島港週一上午重新開放，首批渡輪已經啟航。</p>"),
    "gallery_with_a_text": page(story() + "".join(f"<figure><img src=x><figcaption>{text}</figcaption></figure>" for _, text in EN)),
    "film_with_a_text": page(story(STORY[:2]), og("video.other") + ld("VideoObject", name="Port")),
    "paywalled": page(f"<article><h1>Port reopens</h1><p>{LEAD}</p></article><form><p>Subscribe to read on.</p><input type=password></form>", og("article")),
    "number_404_in_the_text": page(story(["The road N404 to Sidi Ifni is closed until Friday, the prefecture said on Tuesday.", *STORY[1:]], "Road 404 closed")),
    "wordpress_without_metadata": page(story(STORY[:2]) + only(EN), "", "class='single single-post postid-12'"),
    "table_of_results": page("<h1>Results of the vote</h1><p>" + LEAD + "</p><table>" + "".join(f"<tr><td>{t}</td><td>{n}</td></tr>" for n, (t, _) in enumerate(EN)) + "</table>"),
    "transcript": page("<h1>Interview</h1>" + "".join(f"<p>{x}</p>" for _, x in EN + ES), "", "class='home'"),
}  # fmt: skip


# Written after the rules, to see what they make of pages that they were not written for.
PT = [
    (
        "Porto de Santos bate recorde de embarques em julho",
        "Foram 14 milhões de toneladas no mês, informou a autoridade portuária na segunda-feira.",
    ),
    ("Cheia do Madeira isola três vilas de Rondônia", "A defesa civil levou água e alimentos de barco a cerca de duas mil pessoas."),
    ("Coimbra fecha ponte para obras até outubro", "O trânsito é desviado pela marginal; os comboios circulam sem alterações."),
    ("Maputo inaugura mercado do peixe renovado", "São noventa bancas e uma câmara frigorífica, pagas com fundos da cidade."),
    ("Praia regista o verão mais seco desde 1980", "As barragens da ilha de Santiago estão a um quinto da capacidade."),
    ("Greve pára os autocarros de Braga na quinta-feira", "O sindicato pede aumentos de oitenta euros e horários fixos."),
    ("Descoberta nova espécie de rã na serra do Mar", "Mede dezoito milímetros e vive em bromélias a mil metros de altitude."),
    ("Luanda amplia linha férrea até ao novo aeroporto", "As obras começam em maio e devem durar dois anos e meio."),
]
DE = [
    ("Hafen von Emden wieder offen", "Die ersten Fähren nach Borkum liefen am Montag aus, teilte die Reederei mit."),
    ("Görlitz baut zweite Brücke über die Neiße", "Die Kosten von vierzehn Millionen Euro teilen sich beide Städte."),
    ("Wolf im Bayerischen Wald fotografiert", "Das Landesamt bestätigt den Nachweis eines Rüden aus Böhmen."),
    ("Streik bei den Bussen in Kassel", "Am Donnerstag fahren nur die Linien zum Klinikum und zum Bahnhof."),
    ("Fund unter dem Dom zu Speyer", "Archäologen legten eine Mauer aus dem elften Jahrhundert frei."),
    ("Rostock pflanzt tausend Linden", "Sie sollen die Pappeln ersetzen, die der Sturm im Februar umgeworfen hat."),
]
WITHOUT |= {
    "pt_grid_h4": page(
        "<div class=grid>"
        + "".join(f"<div><img src=x><h4><a href=/{n}>{t}</a></h4><span>Cidades</span><p>{x}</p></div>" for n, (t, x) in enumerate(PT))
        + "</div>",
        og("website"),
    ),
    "de_dl_nometa": page(
        "<dl>" + "".join(f"<dt><a href=/{n}>{t}</a></dt><dd>{x} <a href=/{n}>mehr</a></dd>" for n, (t, x) in enumerate(DE + DE)) + "</dl>"
    ),
    "de_only_6": page("<h1>Regional</h1>" + cards(DE, "div"), og("website")),
    "timeline": page(
        "<ol>"
        + "".join(
            f"<li><time datetime=2024-03-0{n % 9 + 1}>0{n % 9 + 1}.03.2024</time> <a href=/{n}>{t}</a><br>{x}</li>"
            for n, (t, x) in enumerate(PT + DE)
        )
        + "</ol>"
    ),
    "archive_months": page(
        "<h1>Arquivo</h1>" + "".join(f"<li><a href=/2024/{m:02}>{m:02}/2024 – todas as notícias do mês</a></li>" for m in range(1, 13))
    ),
    "rss_reader": page(
        "".join(f"<section><h3><a href=/{n}>{t}</a></h3><p>{x} {x}</p></section>" for n, (t, x) in enumerate(PT)), ld("WebSite", name="x")
    ),
    "soft_404_website": page(
        "<h1>Ups!</h1><p>Die Seite, die Sie suchen, gibt es nicht mehr oder hat es nie gegeben.</p>" + only(DE),
        og("website"),
        "class='page not-found'",
    ),
    "login_de": page(
        "<h1>Anmelden</h1><form><p>Bitte melden Sie sich an, um den Artikel zu lesen. Noch kein Konto? Registrieren Sie sich.</p><input name=p type='password'></form>",
        og("website"),
    ),
    "radio": page("<h1>Podcast: Der Hafen</h1><div>Jetzt anhören</div><p>24:10</p>", og("video.episode")),
    "weather_front": page(
        "<h1>Wetter</h1><table>"
        + "".join(f"<tr><td>{c}</td><td>{n} °C</td></tr>" for n, c in enumerate(["Emden", "Görlitz", "Kassel", "Speyer", "Rostock"]))
        + "</table>",
        og("website"),
    ),
    "cloud_of_tags": page(
        "<h1>Themen</h1>" + "".join(f"<a href=/t{n}>{t.split()[0]}</a> " for n, (t, _) in enumerate(PT + DE + EN)), og("website")
    ),
}
WITH |= {
    "pt_brief_website": page("<h1>Urgente</h1><p>Sismo de 5,4 sentido em Faro; sem vítimas, diz a proteção civil.</p>", og("website")),
    "de_ticker": page("<h1>Ticker</h1>" + "".join(f"<p><b>1{n}:05</b> {x}</p>" for n, (_, x) in enumerate(DE)), og("website")),
    "recipe_list": page(
        "<h1>Fünf Orte am Meer</h1>"
        + "".join(f"<h2>{t}</h2><p>{x} {x} {x}</p><p><a href=/m{n}>Zur Karte von {t}</a></p>" for n, (t, x) in enumerate(DE)),
        og("article"),
    ),
    "related_first": page(only(PT) + only(DE) + story()),
    "two_paragraphs_grid": page("<main>" + story(STORY[:2]) + "</main>" + "<aside>" + cards(PT) + "</aside>", og("website")),
    "letters": page("<h1>Leserbriefe</h1>" + "".join(f"<h3>{t}</h3><p>{x} {x} {x}</p><p><i>K. Brandt, Emden</i></p>" for t, x in DE)),
    "obit": page("<h1>Adelina Couto (1931–2024)</h1><p>A cantora morreu em casa, em Braga.</p>"),
    "inline_links": page("<h1>Der Hafen</h1>" + "".join(f"<p><a href=/{n}>{t}</a>: {x} {x}</p>" for n, (t, x) in enumerate(DE))),
}


@pytest.mark.parametrize("name", WITHOUT)
def test_a_page_without_an_article_is_told_of(name: str) -> None:
    assert verdict(WITHOUT[name]) in ("list_page", "no_article")


@pytest.mark.parametrize(
    "name", [name for name in WITHOUT if name.startswith(("front", "tag", "category", "headlines", "most", "archive", "home"))]
)
def test_a_list_is_called_one(name: str) -> None:
    assert verdict(WITHOUT[name]) == "list_page"


@pytest.mark.parametrize("name", WITH)
def test_an_article_that_looks_like_none_is_read(name: str) -> None:
    assert verdict(WITH[name]) == "article"


def test_what_the_input_states_outranks_the_looks_of_a_page() -> None:
    record = json.dumps({"html": WITHOUT["front_no_metadata"], "published_at": "2024-03-04"})
    for given, expected in ((record, Document), (record.replace("published_at", "note"), Rejection)):
        (found,) = ingest.read_payload(given.encode(), ingest.Origin("wire/a.jsonl", Source("wire")))
        assert isinstance(found, expected)
    kept = ingest.Origin("wire/a.html", Source("wire", keep=("#content",)))
    assert isinstance(next(iter(ingest.read_payload(WITHOUT["front_no_metadata"].encode(), kept))), Document)


def test_kinds_are_read_from_the_markup() -> None:
    markup = (
        '<head><meta content="Article" property="og:type"><script type="application/ld+json">{"@type": ["NewsArticle", "http://schema.org/Report"],'
        ' "author": {"@type": "Person"}}</script></head><body id="top" class="page Error404"><input name=p type=password>'
    )
    assert kinds_of(markup) == ("og:article", "is:error", "is:password", "newsarticle", "report", "person")
    assert kinds_of("<p>text</p>") == ()
    assert len(kinds_of('"@type": "A" ' * 5000)) <= 200
