"""site/: the notebooks as a small website, from their stored outputs; it needs no script, no network and no server.

nbconvert was weighed: its pages lose the descriptions of pictures and show a PNG where the drawing is at hand, and a
template over its own would be no shorter than these, over the notebook's JSON.
"""

import json
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

import mistune
from bs4 import BeautifulSoup
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import etree
from markupsafe import Markup, escape

from campaigns import project
from campaigns.charts import explorer, fonts, save
from campaigns.charts.honesty import MisleadingChart
from campaigns.documents.webpage import NARROW, SCROLLED
from campaigns.record import schema
from campaigns.rerun import incremental

SITE = project.ROOT / "site"
_TEMPLATES = Path(__file__).with_name("site")
_MANY = 5  # columns of a table that goes beyond the width of the text
_LONG = 150  # characters of a cell that wants a broad column
_SVG = "{http://www.w3.org/2000/svg}"
_markdown = mistune.create_markdown(escape=True, plugins=["table", "strikethrough"])


@dataclass
class Page:
    """A notebook as a page. body: Markup; sections: {heading, anchor, text}; lead: its first paragraph."""

    stem: str
    title: str = ""
    lead: str = ""
    body: Markup = Markup("")
    sections: list = field(default_factory=list)


def write(notebooks, folder=SITE, charts=()):
    """Write the site of some notebooks (paths) into a folder; returns the path of its first page.

    charts: those of today; a picture that is one of them as it is stored has a second drawing, laid out for telephones.
    site/ is written anew; of another folder only the files of the same names are replaced.
    """
    folder = Path(folder)
    if folder == SITE:
        shutil.rmtree(folder, ignore_errors=True)
    links = _Links({path.stem for path in notebooks}, folder)
    drawn = {chart.name: chart for chart in charts}
    pages = [_page(path, links, drawn) for path in notebooks]
    common = {"pages": pages, "work": project.work(), "version": schema.version()}
    around = zip(pages, [None, *pages], [*pages[1:], None], strict=False)
    texts = {
        f"{page.stem}.html": ("page.html.j2", {"page": page, "before": before, "after": after})
        for page, before, after in around
    }
    script = Markup((_TEMPLATES / "search.js").read_text("utf-8"))
    texts |= {
        "index.html": ("index.html.j2", {}),
        "all.html": ("all.html.j2", {}),
        "search.html": ("search.html.j2", {"script": script, "sections": _searched(pages)}),
    }
    templates = _environment()
    texts = {name: templates.get_template(how).render(**common, **more) for name, (how, more) in texts.items()}
    said = "".join(sorted(set("".join(texts.values()))))
    texts["style.css"] = f"{fonts.faces(said)}\n{(_TEMPLATES / 'style.css').read_text('utf-8')}"
    for name, text in texts.items():
        project.write(folder / name, text.encode())
    return folder / "index.html"


def _environment():
    made = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined)
    made.trim_blocks = made.lstrip_blocks = True
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    return made


def _searched(pages):
    """Every section of the site for the search page."""
    return [
        {"address": f"{page.stem}.html#{section['anchor']}", "page": page.title, **section}
        for page in pages
        for section in page.sections
    ]


def _page(path, links, drawn):
    """The Page of a notebook."""
    cells = json.loads(path.read_text("utf-8"))["cells"]
    soup = BeautifulSoup("".join(_cell(cell) for cell in cells), "html.parser")
    page = Page(path.stem)
    _make_safe(soup)
    links.mend(soup)
    _frame_tables(soup)
    _sections(soup, page)
    first = soup.find("p")
    page.title = page.title or path.stem
    page.lead = first.get_text(" ", strip=True) if first else ""
    page.body = Markup(_with_drawings(str(soup), drawn))
    return page


def _cell(cell):
    """The HTML of a cell: prose as it reads, of code only what it gave."""
    if cell["cell_type"] == "markdown":
        return _markdown("".join(cell["source"]))
    return "".join(map(_output, cell.get("outputs", ())))


def _output(output):
    """The HTML of one output, in the richest form that it has."""
    data = {kind: "".join(held) for kind, held in output.get("data", {}).items() if not kind.endswith("json")}
    plain = "".join(output.get("text", ())) or data.get("text/plain", "")
    if "text/html" in data:
        return f'<div class="words">{data["text/html"]}</div>'
    if "text/markdown" in data:
        return _markdown(data["text/markdown"])
    if "image/png" in data:
        return _picture(data["image/png"], plain, output["metadata"].get("image/png", {}))
    if output["output_type"] == "error":
        plain = f"{output['ename']}: {output['evalue']}"
    return f"<pre>{escape(plain)}</pre>" if plain.strip() else ""


def _picture(png, plain, shown):
    """A picture: the place of its drawing where that is the very one that was stored, else its PNG."""
    alt = escape(shown.get("alt") or "A picture without a description")
    told = re.search(r"^picture (\S+): ([0-9a-f]+)$", plain, re.MULTILINE)
    drawing = project.figures() / f"{told[1]}.svg" if told else None
    if drawing and drawing.exists() and project.digest(drawing.read_bytes()) == told[2]:
        return f'<figure data-drawing="{told[1]}"></figure>'
    source = "".join(png.split())
    return f'<figure tabindex="0" aria-label="picture"><img alt="{alt}" src="data:image/png;base64,{source}"></figure>'


def _with_drawings(body, charts):
    """A page with every drawing in its place, as SVG whose words can be searched; on a telephone its narrow one."""

    def drawn(found):
        name, broad = found[1], (project.figures() / f"{found[1]}.svg").read_bytes()
        narrow = _narrow(charts.get(name), broad)
        if narrow is None:  # shown smaller there; a touch opens it alone, to be enlarged
            svg = f'<a class="whole" href="files/figures/{name}.svg">{_inline(broad, name, "everywhere")}</a>'
        else:
            svg = _inline(broad, name, "on-page") + _inline(narrow, f"{name}-phone", "on-phone")
        return f'<figure tabindex="0" aria-label="picture">{svg}</figure>'

    return re.sub(r'<figure data-drawing="([^"]+)"></figure>', drawn, body)


def _narrow(chart, broad):
    """A chart drawn for a telephone, as SVG, from .cache/narrow where it is kept; None if it cannot be so narrow, or is
    no more what is stored."""
    if chart is None or chart.trace.encode() not in broad:
        return None
    kept = project.CACHE / "narrow" / f"{chart.name}.{project.digest(incremental.code_digest().encode() + broad)}.svg"
    if not kept.exists():
        try:
            content = save.made(chart.at(width=NARROW, height=SCROLLED), "svg")
        except MisleadingChart:
            content = b""
        for old in kept.parent.glob(f"{chart.name}.*"):
            old.unlink()
        project.write(kept, content)
    return kept.read_bytes() or None


def _inline(svg, name, kind):
    """A drawing as part of a page: its ids its own, without what the page says anyway; kind: its class."""
    root = etree.fromstring(svg, etree.XMLParser(remove_comments=True))
    for tag in ("metadata", "title", "desc", "style"):
        for element in list(root.iter(f"{_SVG}{tag}")):
            element.getparent().remove(element)
    text = etree.tostring(root, encoding="unicode")
    used = set(re.findall(r'(?:url\(|href=")#([^")]+)', text))
    text = re.sub(r' id="([^"]*)"', lambda found: f' id="{name}-{found[1]}"' if found[1] in used else "", text)
    text = re.sub(r'(url\(|href=")#', rf"\g<1>#{name}-", text)
    return re.sub(r"^<svg ", f'<svg class="{kind}" style="stroke-linejoin:round;stroke-linecap:butt" ', text)


def _make_safe(soup):
    """Take out every script but the explorer's own, and whatever else would run."""
    ours = explorer.script().strip()
    for script in soup.find_all("script"):
        if script.get("type") != "application/json" and script.get_text().strip() != ours:
            script.decompose()
    for element in soup.find_all(["iframe", "object", "embed", "base", "meta", "link"]):
        element.decompose()
    for element in soup.find_all(True):
        for name in list(element.attrs):
            address = str(element[name]).strip().lower()
            if name.startswith("on") or address.startswith(("javascript:", "data:text", "vbscript:")):
                del element[name]


class _Links:
    """Links of notebooks, made to hold in the site: to its own pages, or to copies of the project's files."""

    def __init__(self, stems, folder):
        self.stems, self.folder = stems, folder

    def mend(self, soup):
        """Point every link and picture of a page to what lies in the site; one that points to nothing becomes words."""
        for link in soup.find_all("a", href=True):
            address = self._address(link["href"])
            if address is None:
                link.unwrap()
            else:
                link["href"] = address
        for image in soup.find_all("img"):
            source = image.get("src", "")
            held = (
                source
                if source.startswith("data:image/")
                else None
                if urlsplit(source).scheme
                else self._address(source)
            )
            if held is None:
                image.replace_with(image.get("alt", ""))
            else:
                image["src"] = held

    def _address(self, href):
        parts = urlsplit(href)
        if parts.scheme:
            return href
        target = (project.NOTEBOOKS / unquote(parts.path)).resolve()
        if target.suffix == ".ipynb" and target.stem in self.stems:
            return f"{target.stem}.html"
        if target.parent.name == "figures":
            target = project.figures() / target.name
        if not target.is_file() or not target.is_relative_to(project.ROOT):
            return None
        place = Path("files", target.relative_to(project.ROOT))
        project.write(self.folder / place, target.read_bytes())
        return place.as_posix()


def _frame_tables(soup):
    """Let wide tables scroll by themselves, by keyboard too, and give columns of long text some room."""
    for table in soup.find_all("table"):
        if not table.find_parent(attrs={"tabindex": True}):
            around = {"class": "wide", "tabindex": "0", "role": "group", "aria-label": "table"}
            table.wrap(soup.new_tag("div", attrs=around))
        if len((table.tr or table).find_all(["th", "td"])) > _MANY:
            table.parent["class"] = [*table.parent.get("class", []), "broad"]
        for cell in table.find_all("td"):
            if len(cell.get_text()) > _LONG:
                cell["style"] = f"{cell.get('style', '')};min-width:18em"


def _sections(soup, page):
    """Give each heading an anchor; fill in the page's title and sections."""
    for n, heading in enumerate(soup.find_all(["h1", "h2"])):
        anchor = heading["id"] = f"{page.stem}-{n}"
        words = heading.get_text(" ", strip=True)
        page.title = page.title or words
        page.sections.append({"heading": words, "anchor": anchor, "text": _text_below(heading)})


def _text_below(heading):
    """The text up to the next heading, descriptions of pictures included."""
    told = []
    for element in heading.find_next_siblings():
        if element.name in ("h1", "h2"):
            break
        told += [image.get("alt", "") for image in element.find_all("img")]
        told.append(element.get_text(" ", strip=True))
    return " ".join(filter(None, told))
