"""Golden web pages and plain texts: a portal around an article, spans, old encodings, Markdown."""

from __future__ import annotations

from tests.data.golden_parts import made, row, rows_named, said, section
from tests.data.golden_pdf_letters import read_twice

_PORTAL = """<!DOCTYPE html>
<html lang="lv">
<head>
<meta charset="utf-8">
<title>Atklāta atjaunotā promenāde | Jelgavas valstspilsētas pašvaldība</title>
<meta name="keywords" content="Paraugdokuments">
<style>.menu { display: block }</style>
<script>var cookies = "Sīkdatņu iestatījumi";</script>
</head>
<body>
<div id="cookie-consent"><p>Šī vietne izmanto sīkdatnes.
Turpinot lietot vietni, jūs piekrītat to izmantošanai.</p>
<button>Piekrītu visām</button></div>
<div class="top-bar"><span class="weather">5 °C, 4.9 m/s, 86.5 %</span>
<span class="nameday">Vārda dienas: Meldra, Meldris</span>
<a href="#">Lasīt viegli</a> <a href="#">EN</a></div>
<div class="menu"><ul><li><a href="/">Sākumlapa</a></li><li><a href="/p">Pašvaldības iestādes</a></li>
<li><a href="/s">Sabiedriskās apspriešanas</a></li><li><a href="/k">Kontaktinformācija</a></li></ul></div>
<div class="breadcrumbs"><a href="/">Sākums</a> &raquo; <a href="/j">Jaunumi</a> &raquo; Pilsētvide</div>
<div class="wrapper"><div class="content">
<div class="listen">Click to listen highlighted text!</div>
<h1>Atklāta atjaunotā promenāde</h1>
<p class="date">Publicēts: 2024. gada 18. jūnijā</p>
<p>Driksas upes krastā atklāta atjaunota promenāde 620 metru garumā.</p>
<p>Projekts ilga divus gadus, un tā izmaksas ir <strong>2,9 miljoni eiro</strong>.</p>
<h2>Kas paveikts</h2>
<ul><li>Nostiprināts upes krasts</li><li>Ierīkotas piecas atpūtas vietas</li>
<li>Uzstādīti 46 gaismekļi</li></ul>
<h2>Nākamie darbi</h2>
<p>Rudenī gar promenādi iestādīs&nbsp;84 kokus.<br>Darbus veiks pašvaldības iestāde „Pilsētsaimniecība”.</p>
<p>Iedzīvotāji var pieteikt savus priekšlikumus <a href="/form">tiešsaistē</a>.</p>
<div class="share"><a href="#">Dalīties Facebook</a> <a href="#">Drukāt lapu</a></div>
<p class="updated">Pēdējo reizi informācija atjaunota: 19.06.2024.</p>
</div>
<div class="sidebar"><h3>Saistītās ziņas</h3><ul><li><a href="/1">Sākas Lielās ielas remonts</a></li>
<li><a href="/2">Aicina uz tikšanos par apkaimes plānu</a></li></ul></div></div>
<div class="footer"><p>Jelgavas valstspilsētas pašvaldība, Lielā iela 11, tālr. 63005522</p>
<p>Privātuma politika</p></div>
</body></html>
"""


@made(
    "portals.html",
    title="Atklāta atjaunotā promenāde",
    headings=[(1, "Kas paveikts"), (1, "Nākamie darbi")],
    sentences=[
        *said(
            section("Atklāta atjaunotā promenāde"),
            "Driksas upes krastā atklāta atjaunota promenāde 620 metru garumā.",
            "Projekts ilga divus gadus, un tā izmaksas ir 2,9 miljoni eiro.",
        ),
        *said(
            section("Kas paveikts"),
            "Nostiprināts upes krasts",
            "Ierīkotas piecas atpūtas vietas",
            "Uzstādīti 46 gaismekļi",
        ),
        *said(
            section("Nākamie darbi"),
            "Rudenī gar promenādi iestādīs 84 kokus.",
            "Darbus veiks pašvaldības iestāde „Pilsētsaimniecība”.",
            "Iedzīvotāji var pieteikt savus priekšlikumus tiešsaistē.",
        ),
    ],
    absent=[
        "Šī vietne izmanto sīkdatnes", "Piekrītu visām", "Sīkdatņu iestatījumi", "5 °C, 4.9 m/s",
        "Meldra, Meldris",
        "Lasīt viegli", "Sākumlapa", "Sabiedriskās apspriešanas", "Sākums » Jaunumi", "Click to listen",
        "Dalīties Facebook", "Drukāt lapu", "Pēdējo reizi informācija atjaunota",
        "Sākas Lielās ielas remonts",
        "Privātuma politika", "63005522",
    ],
)  # fmt: skip
def portal() -> bytes:
    """A municipal portal: menus, cookie banner, weather, name days, related news, footer around an article.

    The page uses plain div elements: nothing but their names and words tells the article from the rest.
    """
    return _PORTAL.encode()


_SPANS = """<!DOCTYPE html>
<html lang="lv"><head><meta charset="utf-8"><title>Investīciju plāns 2025.–2027. gadam</title>
<meta name="keywords" content="Paraugdokuments"></head>
<body><main>
<h1>Investīciju plāns 2025.–2027. gadam</h1>
<p>Plānā iekļauti projekti ar apstiprinātu finansējumu.</p>
<table>
<caption>Valmieras novada investīcijas</caption>
<thead>
<tr><th rowspan="2">Prioritāte</th><th rowspan="2">Projekts</th><th colspan="2">Finansējums, EUR</th></tr>
<tr><th>pašvaldība</th><th>ES fondi</th></tr>
</thead>
<tbody>
<tr><td rowspan="3">Mobilitāte</td><td>Tilts pār Gauju</td><td>900 000</td><td>5 100 000</td></tr>
<tr><td>Autoosta</td><td>240 000</td><td>1 360 000</td></tr>
<tr><td>Veloceliņš uz Kocēniem</td><td>86 000</td><td></td></tr>
<tr><td rowspan="2">Kultūra</td><td>Teātra mazā zāle</td><td colspan="2">valsts mērķdotācija</td></tr>
<tr><td>Brīvdabas estrāde</td><td>310 000</td><td>&nbsp;</td></tr>
</tbody></table>
<p>Summas precizē pēc iepirkumiem.</p>
</main></body></html>
"""
_SPAN_NAMES = ("Prioritāte", "Projekts", "Finansējums, EUR – pašvaldība", "Finansējums, EUR – ES fondi")


@made(
    "tabula.html",
    title="Investīciju plāns 2025.–2027. gadam",
    sentences=said(
        section(),
        "Plānā iekļauti projekti ar apstiprinātu finansējumu.",
        "Valmieras novada investīcijas",
        "Summas precizē pēc iepirkumiem.",
    ),
    rows=[
        *rows_named(
            _SPAN_NAMES,
            [
                ("Mobilitāte", "Tilts pār Gauju", "900 000", "5 100 000"),
                ("Mobilitāte", "Autoosta", "240 000", "1 360 000"),
                ("Mobilitāte", "Veloceliņš uz Kocēniem", "86 000", ""),
            ],
        ),
        row({"Prioritāte": "Kultūra", "Projekts": "Teātra mazā zāle",
             "Finansējums, EUR – pašvaldība": "valsts mērķdotācija"}),
        row({"Prioritāte": "Kultūra", "Projekts": "Brīvdabas estrāde",
             "Finansējums, EUR – pašvaldība": "310 000"}),
    ],
)  # fmt: skip
def table_with_spans() -> bytes:
    """A table with rowspan parents, a header of two rows and a cell over two columns, told once."""
    return _SPANS.encode()


_OLD = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1257">
<title>Rēzeknes pilsētas domes lēmums</title><meta name="keywords" content="Paraugdokuments"></head>
<body>
<h1>Par nekustamā īpašuma nodokļa atvieglojumiem</h1>
<p>Dome nolemj piešķirt atvieglojumus daudzbērnu ģimenēm un vientuļiem pensionāriem.</p>
<p>Atvieglojumu apmērs ir 70 % no aprēķinātā nodokļa.</p>
<h2>Kārtība</h2>
<p>Iesniegumu iesniedz līdz katra gada 1. jūnijam.</p>
<p>Lēmums „Par atvieglojumiem” stājas spēkā ar šo gadu.</p>
</body></html>
"""


@made(
    "veca-lapa.html",
    title="Par nekustamā īpašuma nodokļa atvieglojumiem",
    headings=[(1, "Kārtība")],
    sentences=[
        *said(
            section(),
            "Dome nolemj piešķirt atvieglojumus daudzbērnu ģimenēm un vientuļiem pensionāriem.",
            "Atvieglojumu apmērs ir 70 % no aprēķinātā nodokļa.",
        ),
        *said(
            section("Kārtība"),
            "Iesniegumu iesniedz līdz katra gada 1. jūnijam.",
            "Lēmums „Par atvieglojumiem” stājas spēkā ar šo gadu.",
        ),
    ],
    letters=True,
)
def old_page() -> bytes:
    """A page in windows-1257 that says so in its head."""
    return _OLD.encode("windows-1257")


@made(
    "veca-lapa-bez-zimes.html",
    title="Pilsētas svētku programma",
    headings=[(1, "Sestdiena")],
    sentences=said(
        section(),
        "Svētki ilgs trīs dienas, un tajos piedalīsies 40 kolektīvu.",
        "Pļavnieku estrādē uzstāsies pūtēju orķestris.",
        "Amatnieku tirdziņš būs atvērts no plkst. 10.",
        "Bērniem ieeja visos pasākumos ir bez maksas.",
    ),
    letters=True,
)
def undeclared_page() -> bytes:
    """A page in windows-1257 that says UTF-8 in its head: the bytes decide."""
    page = """<html><head><meta charset="utf-8"><title>Pilsētas svētku programma</title>
<meta name="keywords" content="Paraugdokuments"></head><body>
<h1>Pilsētas svētku programma</h1>
<p>Svētki ilgs trīs dienas, un tajos piedalīsies 40 kolektīvu.</p>
<h2>Sestdiena</h2>
<p>Pļavnieku estrādē uzstāsies pūtēju orķestris. Amatnieku tirdziņš būs atvērts no plkst. 10.</p>
<p>Bērniem ieeja visos pasākumos ir bez maksas.</p>
</body></html>
"""
    return page.encode("windows-1257")


@made(
    "lapa-divreiz.html",
    title="Kapitāla daļu pārvaldība",
    headings=[(1, "Līdzdalība")],
    sentences=said(
        section(),
        "Pašvaldībai pieder daļas četrās kapitālsabiedrībās.",
        "Peļņu izlieto infrastruktūras atjaunošanai.",
        "Ķeguma siltumtīkli darbojas kopš 2009. gada.",
        "Nākamo izvērtējumu veiks ne vēlāk kā 2027. gadā.",
    ),
    letters=True,
)
def page_read_twice() -> bytes:
    """UTF-8 letters read as windows-1252 and saved again as UTF-8: "daÄ¼as" for "daļas"."""
    page = """<html><head><meta charset="utf-8"><title>Kapitāla daļu pārvaldība</title>
<meta name="keywords" content="Paraugdokuments"></head><body>
<h1>Kapitāla daļu pārvaldība</h1>
<p>Pašvaldībai pieder daļas četrās kapitālsabiedrībās.</p>
<p>Peļņu izlieto infrastruktūras atjaunošanai.</p>
<h2>Līdzdalība</h2>
<p>Ķeguma siltumtīkli darbojas kopš 2009. gada.</p>
<p>Nākamo izvērtējumu veiks ne vēlāk kā 2027. gadā.</p>
</body></html>
"""
    return read_twice(page).encode()


@made(
    "redzami-tagi.html",
    title="Konkurss „Mēs savai pilsētai”",
    headings=[(1, "Nosacījumi")],
    sentences=said(
        section(),
        "Konkursā var piedalīties iedzīvotāju grupas un biedrības.",
        "Vienam projektam piešķir līdz 1 500 eiro.",
        "Pieteikumus pieņem līdz 1. aprīlim.",
    ),
    absent=["strong", "br"],
)
def visible_tags() -> bytes:
    """Tags that were escaped once too often and stand in the text: a reader does not type them."""
    return """<!DOCTYPE html><html lang="lv"><head><meta charset="utf-8">
<title>Konkurss „Mēs savai pilsētai”</title>
<meta name="keywords" content="Paraugdokuments"></head>
<body><article><h1>Konkurss „Mēs savai pilsētai”</h1>
<p>Konkursā var piedalīties &lt;strong&gt;iedzīvotāju grupas&lt;/strong&gt; un biedrības.</p>
<h2>Nosacījumi</h2>
<p>Vienam projektam piešķir līdz 1 500 eiro.&lt;br /&gt;Pieteikumus pieņem līdz 1. aprīlim.</p>
</article></body></html>
""".encode()


_DECISION = """VENTSPILS VALSTSPILSĒTAS PAŠVALDĪBAS DOME

LĒMUMS
Ventspilī

2024. gada 25. aprīlī                                       Nr. 61

Par pašvaldības stipendijām studējošajiem

Dome konstatē, ka pilsētas slimnīcā un skolās trūkst speciālistu, tāpēc ir
nepieciešams atbalstīt studējošos, kuri pēc augstskolas absolvēšanas sāks
darbu Ventspilī.

Pamatojoties uz Pašvaldību likuma 10. panta pirmo daļu, dome nolemj:

1. Piešķirt desmit stipendijas topošajiem ārstiem un pedagogiem.

2. Noteikt, ka stipendija ir 300 eiro mēnesī desmit mēnešus gadā, un to
   izmaksā no pašvaldības budžeta.

3. Stipendiju komisijai līdz 1. septembrim izstrādāt nolikumu.

Domes priekšsēdētājs                                    J. Paraugs

Paraugdokuments
"""


@made(
    "domes-lemums.txt",
    title="Par pašvaldības stipendijām studējošajiem",
    sentences=said(
        section(),
        "Dome konstatē, ka pilsētas slimnīcā un skolās trūkst speciālistu, tāpēc ir nepieciešams atbalstīt "
        "studējošos, kuri pēc augstskolas absolvēšanas sāks darbu Ventspilī.",
        "Pamatojoties uz Pašvaldību likuma 10. panta pirmo daļu, dome nolemj:",
        "1. Piešķirt desmit stipendijas topošajiem ārstiem un pedagogiem.",
        "2. Noteikt, ka stipendija ir 300 eiro mēnesī desmit mēnešus gadā, un to izmaksā no pašvaldības "
        "budžeta.",
        "3. Stipendiju komisijai līdz 1. septembrim izstrādāt nolikumu.",
    ),
    letters=True,
)
def decision() -> bytes:
    """A council decision as a windows-1257 text with hard line breaks and hanging numbers."""
    return _DECISION.replace("\n", "\r\n").encode("windows-1257")


_MARKDOWN = """# Projekts „Zaļais pagalms”

Projekta ieviesējs ir **Rīgas** apkaimju *iedzīvotāju centrs*. Sīkāk lasiet
[projekta lapā](https://example.org/pagalms).

## Aktivitātes

1. Augu dobes ierīkos divpadsmit pagalmos.
2. Lietusūdens krātuves uzstādīs pie katras dobes.
    - Krātuves tilpums ir 300 litru.

> Dalībnieki atzīst, ka pagalmi kļuvuši zaļāki.

## Budžets

| Pozīcija | Daudzums | Summa, EUR |
| :-- | --: | --: |
| Augsne | 24 m³ | 1 680 |
| Krātuves | 12 | 3 540,00 |
| Kopā | | 5 220,00 |

### Piezīmes

Projekta kods ir `LV-ZP-2024/03`.

<!-- Paraugdokuments -->
"""


@made(
    "projekts.md",
    title="Projekts „Zaļais pagalms”",
    headings=[(1, "Aktivitātes"), (1, "Budžets"), (2, "Piezīmes")],
    sentences=[
        *said(
            section(),
            "Projekta ieviesējs ir Rīgas apkaimju iedzīvotāju centrs.",
            "Sīkāk lasiet projekta lapā.",
        ),
        *said(
            section("Aktivitātes"),
            "Augu dobes ierīkos divpadsmit pagalmos.",
            "Lietusūdens krātuves uzstādīs pie katras dobes.",
            "Krātuves tilpums ir 300 litru.",
            "Dalībnieki atzīst, ka pagalmi kļuvuši zaļāki.",
        ),
        *said(section("Piezīmes"), "Projekta kods ir LV-ZP-2024/03."),
    ],
    rows=[
        row({"Pozīcija": "Augsne", "Daudzums": "24 m³", "Summa, EUR": "1 680"}),
        row({"Pozīcija": "Krātuves", "Daudzums": "12", "Summa, EUR": "3 540,00"}),
        row({"Pozīcija": "Kopā", "Summa, EUR": "5 220,00"}),
    ],
    absent=["https://example.org/pagalms", "Paraugdokuments"],
)
def markdown() -> bytes:
    """Markdown with emphasis, a link, nested lists, a quotation, a table with an empty cell, and code."""
    return _MARKDOWN.encode()
