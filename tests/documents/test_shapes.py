"""An SVG whose words are kept and whose lines are not: today's drawings of every edition are known, no other is."""

import re

import papers
import pytest
from campaigns.charts import save
from campaigns.documents import audit, pages, pictures, slides, webpage, word
from campaigns.documents.audit import CURRENT, UNSURE, shapes
from papers import VISITS, states


def _longer(svg):
    """The first mark that is drawn, stretched."""
    return re.sub(r'(<use [^>]*\bx=")([\d.]+)', lambda found: f"{found[1]}{float(found[2]) * 0.7:.6f}", svg, count=1)


def _swapped(svg):
    """Two numbers of which each stands where the other did."""
    start = svg.find("<text")
    drawn = svg[start:].replace("18,000", "@@").replace("43,000", "18,000").replace("@@", "43,000")
    return svg[:start] + drawn


COVER = '<path d="M 60 40 L 300 40 L 300 160 L 60 160 z" style="fill: #ffffff"/></svg>'
ALTERED = {
    "moved": _longer,
    "covered": lambda svg: svg.replace("</svg>", COVER),
    "covered as a title": lambda svg: svg.replace("</svg>", f'<g id="title_9">{COVER.replace("</svg>", "</g></svg>")}'),
    "hidden": lambda svg: svg.replace("<defs>", "<defs><style>use{display:none}</style>", 1),
    "shifted": lambda svg: re.sub(r'viewBox="0 0', 'viewBox="90 0', svg),
    "page inside": lambda svg: svg.replace("</svg>", "<foreignObject><p/></foreignObject></svg>"),
    "ground": lambda svg: svg.replace("</svg>", "<style>svg{background:url(data:image/png;base64,)}</style></svg>"),
    "swapped": _swapped,
}


@pytest.mark.parametrize("how", ALTERED)
@pytest.mark.parametrize("kind", papers.some(("alone", "on a page", "in shapes"), "alone"))
def test_an_altered_drawing_under_todays_words_is_never_current(how, kind, now, told, new_png):
    drawing = save.outlined(now[0]) if kind == "in shapes" else save.made(now[0], "svg")
    altered = ALTERED[how](drawing.decode()).encode()
    assert altered != drawing or (how, kind) == ("swapped", "in shapes")  # where no word is left

    def judged(svg):
        if kind == "on a page":
            return told("a.html", papers.page([(svg, now[0])], now[:1], kind="svg"))
        return told("a.svg", svg)

    assert states(judged(drawing), what="picture") == {CURRENT}
    assert states(judged(altered), what="picture") == {CURRENT if altered == drawing else UNSURE}


def _editions(chart):
    """{edition: SVG} of every way in which we publish the drawing of a chart."""
    made = {name: next(pictures.at_size(chart, name))[1] for name in pictures.SIZES}
    made |= {f"{name} zh": next(pictures.at_size(chart, name, language="zh"))[1] for name in pictures.SIZES}
    made |= {"grey": save.made(chart.at(grey=True), "svg"), "figure": save.made(chart, "svg")}
    made |= {f"Word {n}": save.outlined(part) for n, part in enumerate(word.drawn(chart))}
    made |= {f"Word zh {n}": save.outlined(part) for n, part in enumerate(word.drawn(chart, language="zh"))}
    made |= {f"slide {n}": save.outlined(part) for n, part in enumerate(slides.drawn(chart, *slides.room()))}
    inline = {"broad": chart, "narrow": chart.at(width=webpage.NARROW), "zh": chart.at(language="zh")}
    made |= {f"page {kind}": webpage.inline_svg(drawn, kind).encode() for kind, drawn in inline.items()}
    return made | {
        "website": pages._inline(made["figure"], chart.name, "on-page").encode(),
        "website, telephone": pages._inline(save.made(inline["narrow"], "svg"), chart.name, "on-phone").encode(),
    }


@pytest.mark.slow
@pytest.mark.parametrize("n", [0, 1])
def test_the_drawings_of_every_edition_are_known(n, now, tmp_path):
    known = shapes.Shapes(tmp_path)
    strange = [name for name, svg in _editions(now[n]).items() if not known.is_known(now[n], svg)]
    assert strange == []


@pytest.mark.slow
def test_drawings_of_another_version_are_not_known(now, then, tmp_path):
    for svg in _editions(then[0]).values():
        assert not shapes.Shapes(tmp_path).is_known(now[0], svg)


def test_what_was_noted_when_it_was_written_is_known_without_being_drawn(now, tmp_path, monkeypatch):
    known, svg = shapes.Shapes(tmp_path), save.outlined(now[0].at(width=4.4))
    (tmp_path / "a.svg").write_bytes(svg)
    known.note_all(audit.look_into(tmp_path / "a.svg"), now)
    monkeypatch.setattr(shapes, "_drawings", lambda chart, content: [])
    assert known.is_known(now[0], svg) and not known.is_known(now[1], svg) and now[0].name == VISITS
