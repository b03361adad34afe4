"""report.html: one page that holds everything it needs, fonts and downloads included."""

import base64
import html
import re

from campaigns.charts import fonts, save
from campaigns.documents import caption as words_of
from campaigns.record import schema

_MIME = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf", "csv": "text/csv"}
_STYLE = """\
:root{color-scheme:light}
body{font:16px/1.5 'Fira Sans','Noto Sans SC',sans-serif;color:#1a1a1a;background:#fff;max-width:46rem;
margin:0 auto;padding:1.5rem 1rem 4rem}
h1{font-size:1.7rem;line-height:1.25;margin:.5rem 0}h2{font-size:1.2rem;margin:2.5rem 0 .5rem}
a{color:#14507a}a:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:3px solid #9a3d00}
figure{margin:2.5rem 0;border-top:1px solid #ccc;padding-top:1rem}
figure svg{display:block;width:100%;height:auto;max-width:605px}
figure svg.narrow{display:none}
@media (max-width:36rem){figure svg.broad{display:none}figure svg.narrow{display:block}}
figcaption{font-size:.9rem}figcaption p{margin:.3rem 0;color:#505050}figcaption .caption{color:#1a1a1a}
summary{cursor:pointer;color:#14507a}.wide{overflow-x:auto}
table{border-collapse:collapse;font-size:.85rem;margin:.5rem 0}
th,td{text-align:left;vertical-align:top;padding:.25rem .6rem .25rem 0;border-bottom:1px solid #ddd}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem}
@media print{figure{break-inside:avoid}}"""


def page(cards):
    """The bytes of an HTML page that holds the charts of the Cards; it loads nothing from elsewhere."""
    words, language = cards[0].words, cards[0].language
    heading, figures = _text(words_of.title()), "\n".join(map(_figure, cards))
    reading = "".join(f"<li>{_text(line)}</li>" for line in words["reading"])
    entries = "".join(
        f'<li><a href="#{card.chart.name}">{_text(card.label + card.words["between"] + card.title)}</a></li>'
        for card in cards
    )
    body = (
        f'<a class="skip" href="#figures">{_text(words["figures"])}</a>'
        f"<header><h1>{heading}</h1><p>{_text(words['subtitle'].format(version=schema.version()))}</p></header>\n"
        f"<main><h2>{_text(words['how'])}</h2><ul>{reading}</ul>\n"
        f'<h2 id="figures">{_text(words["figures"])}</h2><ol style="list-style:none;padding:0">{entries}</ol>\n'
        f"{figures}\n</main>"
    )
    style = fonts.faces(html.unescape(re.sub(r"<[^>]*>", "", body))) + "\n" + _STYLE
    return (
        f'<!DOCTYPE html>\n<html lang="{ {"en": "en", "zh": "zh-CN"}[language] }">\n<head><meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">\n<title>{heading}</title>\n'
        f'<link rel="icon" href="data:,">\n<style>\n{style}\n</style></head>\n<body>\n{body}\n</body></html>\n'
    ).encode()


def _figure(card):
    """A chart as a figure: drawing with alt text, caption, small print, downloads, data table, long description."""
    words, chart = card.words, card.chart
    files = " · ".join(
        f'<a download="{chart.name}.{kind}" href="data:{_MIME[kind]};base64,{base64.b64encode(file).decode()}">'
        f"{kind.upper()}</a>"
        for kind, file in _downloads(chart)
    )
    small = "".join(f"<p>{_text(line)}</p>" for line in card.small_print)
    head = "".join(f'<th scope="col">{_text(name)}</th>' for name in words["headings"])
    rows = "".join(
        "<tr>" + "".join(f"<td>{_text(cell)}</td>" for cell in (about, said, printed, key)) + "</tr>"
        for key, about, said, printed in chart.claims
    )
    long = _text(chart.long_alt).replace("\n", "<br>")
    return (
        f'<figure id="{chart.name}" aria-labelledby="{chart.name}-caption">{_drawings(card)}\n'
        f'<figcaption><p class="caption" id="{chart.name}-caption"><strong>'
        f"{_text(card.label + words['between'] + card.title)}.</strong> {_text(chart.subtitle)}.</p>{small}"
        f"<p>{_text(words['download'])}: {files}</p><p>{_text(words['cite'])}: {_text(card.chart.citation)}</p>"
        f'<details><summary>{_text(words["data"])}</summary><div class="wide" tabindex="0" role="region" '
        f'aria-label="{_text(card.label)}: {_text(words["table"])}"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div><p>{long}</p></details></figcaption></figure>"
    )


def _downloads(chart):
    for kind, file in save.in_every_format(chart).items():
        yield kind, with_fonts(file) if kind == "svg" else file


def with_fonts(svg):
    """An SVG that carries the fonts of its text, so that it looks the same on every machine."""
    drawn = svg.decode()
    said = html.unescape("".join(re.findall(r"<text [^>]*>([^<]*)", drawn)))
    return drawn.replace("<defs>", f"<defs>\n  <style>{fonts.faces(said)}</style>", 1).encode()


def _drawings(card):
    """The drawing at column width, and one laid out for a telephone; the style sheet shows one of them."""
    broad, narrow = (card.chart.at(framed=False, language=card.language, **width) for width in ({}, {"width": 3.35}))
    save.check(narrow)
    return inline_svg(broad, "broad") + inline_svg(narrow, "narrow")


def inline_svg(chart, kind):
    """The drawing as part of a page: ids are made unique, what the page says anyway is left out."""
    drawn = save.made(chart, "svg").decode()
    drawn = drawn[drawn.index("<svg ") :]
    drawn = re.sub(r"<metadata>.*?</metadata>|<title>.*?</title>|<desc>.*?</desc>", "", drawn, flags=re.DOTALL)
    drawn = re.sub(r"<!--.*?-->", "", drawn, flags=re.DOTALL)
    named = set(re.findall(r'(?:url\(|href=")#([^")]+)', drawn))
    drawn = re.sub(r' id="([^"]*)"', lambda found: found[0] if found[1] in named else "", drawn)
    drawn = re.sub(r'( id="|url\(#|href="#)', rf"\g<1>{chart.name}-{kind}-", drawn)
    return drawn.replace("<svg ", f'<svg class="{kind}" ', 1)


def _text(words):
    return html.escape(words)
