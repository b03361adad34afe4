"""report.html, one page that holds everything it needs, and one small page for each chart to embed elsewhere."""

import base64
import re
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import etree
from markupsafe import Markup

from campaigns.charts import fonts, save
from campaigns.charts.honesty import MisleadingChart
from campaigns.charts.layout import EDGE
from campaigns.documents import office, rows
from campaigns.documents.words import TAGS, WORDS, spoken, unbroken, whole_terms

#: What a page offers to download; PDF and more are in figures/.
FILES = {"svg": "image/svg+xml", "png": "image/png", "csv": "text/csv"}
NARROW = 3.35  # inches: the width that a telephone shows well
SCROLLED = 60  # inches: a page that scrolls sets a chart no limit
_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_TOLD_BY_PAGE = {f"{{{_SVG}}}{name}" for name in ("metadata", "title", "desc", "style")}


def page(sections, work, *, language="en", each=lambda card: None):
    """The bytes of an HTML page that holds the charts of Sections; it loads nothing from elsewhere.

    each: called with each Card before its chart is drawn.
    """
    drawings, files = {}, {}
    for card in [card for section in sections for card in section.cards]:
        each(card)
        drawings[card.number], files[card.number] = _drawings(card), list(_downloads(card.chart))
    return _rendered("page.html.j2", language, work=work, sections=sections, drawings=drawings, files=files)


def embed(card):
    """The bytes of a small HTML page with one chart, to be shown in a frame of another page."""
    return _rendered("embed.html.j2", card.language, card=card, drawing=_drawings(card))


def _rendered(name, language, **held):
    """A template filled in, with the fonts reduced to what it says."""
    template = _environment(language).get_template(name)
    style = Markup((office.TEMPLATES / "style.css").read_text("utf-8"))
    text = template.render(style=style, words=WORDS[language], language=language, lang=TAGS[language], **held)
    said = re.sub(r"<style>.*?</style>|href=\"data:[^\"]*\"|<[^>]*>", "", text, flags=re.DOTALL)
    faces = fonts.faces("".join(sorted(set(Markup(said).unescape()))))
    return text.replace("<style>", f"<style>{faces}\n", 1).encode()


@cache
def _environment(language):
    made = Environment(loader=FileSystemLoader(office.TEMPLATES), autoescape=True, undefined=StrictUndefined)
    made.trim_blocks = made.lstrip_blocks = True
    made.globals |= {"told": rows.told, "heads": rows.heads}
    made.filters["key"] = _key
    made.filters["spoken"] = lambda text: _spoken(text, language)
    return made


def _spoken(text, language):
    """Markup of a text in which what is not in the document's language is marked so."""
    return Markup().join(
        Markup('<span lang="{}">{}</span>').format(tag, words) if tag != TAGS[language] else words
        for words, tag in spoken(whole_terms(unbroken(text)), language)
    )


def _key(name):
    """Markup of the name of a row, whose number does not stand alone on a line."""
    start, last = re.fullmatch(r"(.*?)([^-]+-\d+|)", name).groups()
    return Markup("{}<span>{}</span>").format(start, last) if last else name


def _downloads(chart):
    """(kind, address) of the files of a chart, the address being the file itself."""
    for kind, mime in FILES.items():
        content = save.made(chart, kind)
        content = with_fonts(content) if kind == "svg" else content
        yield kind, f"data:{mime};base64,{base64.b64encode(content).decode()}"


def with_fonts(svg):
    """An SVG that carries the fonts of its text, so that it looks the same on every machine."""
    root = etree.fromstring(svg)
    said = "".join("".join(text.itertext()) for text in root.iter(f"{{{_SVG}}}text"))
    style = etree.Element(f"{{{_SVG}}}style")
    style.text = fonts.faces("".join(sorted(set(said))))
    next(root.iter(f"{{{_SVG}}}defs")).insert(0, style)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _drawings(card):
    """The drawing at column width, and one laid out for a telephone; the style sheet shows one of them. A chart that
    cannot be so narrow is shown smaller."""
    broad = card.chart.at(language=card.language)
    try:
        narrow = card.chart.at(language=card.language, width=NARROW, height=SCROLLED)
    except MisleadingChart:
        return Markup(inline_svg(broad, "only"))
    return Markup(inline_svg(broad, "broad") + inline_svg(narrow, "narrow"))


def inline_svg(chart, kind):
    """The drawing as part of a page: ids are made unique, what the page says anyway, title included, is left out."""
    root = etree.fromstring(save.made(chart, "svg"), etree.XMLParser(remove_comments=True, remove_blank_text=True))
    for element in [e for e in root.iter() if e.tag in _TOLD_BY_PAGE]:
        element.getparent().remove(element)
    _without_title(root, chart)
    _with_ids_of_its_own(root, f"{chart.name}-{kind}")
    root.set("class", kind)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode")


def _with_ids_of_its_own(root, start):
    """Make ids unique on the page; those that nothing points at go."""
    used = set(re.findall(r'(?:url\(|href=")#([^")]+)', etree.tostring(root, encoding="unicode")))
    for element in root.iter():
        if element.attrib.get("id", "") not in used:
            element.attrib.pop("id", None)
        for name, value in element.attrib.items():
            if name == "id":
                element.set(name, f"{start}-{value}")
            elif "#" in value:
                element.set(
                    name,
                    re.sub(r"(url\(|^)#", rf"\g<1>#{start}-", value) if _points(value, used) else value,
                )


def _points(value, used):
    """Whether an attribute points at one of the ids; a colour such as #1a1a1a does not."""
    return any(f"#{one}" in value for one in used)


def _without_title(root, chart):
    """Take the title out, and the room that it took, and the white at the left, where the text beside it begins."""
    for element in list(root.iter(f"{{{_SVG}}}g")):
        if (element.get("id") or "").startswith("title"):
            element.getparent().remove(element)
    left, top, width, height = map(float, root.get("viewBox").split())
    gone, white = office.title_height(chart) * 72, EDGE - 3  # half a digit: an axis may begin there
    root.set("viewBox", f"{left + white:g} {top + gone:g} {width - white:g} {height - gone:g}")
    for size in ("width", "height"):
        root.attrib.pop(size, None)
