"""Small charts and templates for documents under test."""

import zipfile

from charts.made_up import rows

SOURCES = ["gz-2022", "mps-2024"]
TITLE = "Many disputes & <few> visits are claimed 六必访", "声称化解的纠纷多、走访少"
WORDS = {"subtitle": ("Claims of two bodies, 2022", "两机构的说法，2022年"), "note": ("A note.", "一条说明。")}
FINDING = "A finding with a “quoted” term 走访 & more."
IN_CHINESE = "一项带“引号”的发现，见quoted一词。"


def few(*amounts, **columns):
    """Rows of made-up claims that name sources of the record."""
    made = rows(*amounts, **columns)
    for column, words in {"said": "起", "who": "某省", "name": "某省", "detail": "某行动", "when": "2022年7月"}.items():
        made[f"{column}_zh"] = made.said + words if column == "said" else words
    return made.assign(source_id=[SOURCES[n % 2] for n in range(len(made))])


def cards(held):
    return [card for section in held for card in section.cards]


def as_template(document, template, kind, as_kind):
    with zipfile.ZipFile(document) as old, zipfile.ZipFile(template, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(kind + b".main+xml", as_kind + b".main+xml"))
