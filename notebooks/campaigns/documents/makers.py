"""Each format's documents from the sections of a report: (name to fill in its file name, bytes).

wish: a build.Wish. told: Sections with their Cards, in the order to show. tell: takes a line of progress. Each library
is loaded by the format that needs it.
"""

from itertools import count

from campaigns.documents import caption
from campaigns.documents.sections import Section


def counted(what, cards, tell):
    """A function that tells of each of the Cards, as its turn comes: "slides: 02_households_visited (3 of 61)"."""
    numbers = count(1)
    return lambda card: tell(f"{what}: {card.chart.name} ({next(numbers)} of {len(cards)})")


def _cards_of(told):
    return [card for section in told for card in section.cards]


def word(wish, told, tell):
    """The Word file."""
    from campaigns.documents.word import document

    yield "", document(told, wish.work, language=wish.language, paper=wish.sheet,
                       template=wish.template("word"), table=wish.table,
                       each=counted("Word file", _cards_of(told), tell))  # fmt: skip


def slides(wish, told, tell):
    """The slides."""
    from campaigns.documents.slides import presentation

    yield "", presentation(told, wish.work, language=wish.language, template=wish.template("slides"),
                           native=wish.native, each=counted("slides", _cards_of(told), tell))  # fmt: skip


def page(wish, told, tell):
    """The page for the web."""
    from campaigns.documents import webpage

    yield "", webpage.page(told, wish.work, language=wish.language, each=counted("page", _cards_of(told), tell))


def captions(wish, told, tell):
    """Captions to paste."""
    yield "", caption.captions(_cards_of(told), wish.work).encode()


def factsheets(wish, told, tell):
    """A factsheet a section, or one of a choice of charts."""
    from campaigns.documents.factsheet import factsheet

    if len(told) > 1 and (wish.file or wish.title):  # a choice of charts under a title of its own
        told = [Section(None, wish.work.title, cards=_cards_of(told))]
    for section in told:
        tell(f"making the factsheet of {section.title} ...")
        content, missing = factsheet(section, wish.work, language=wish.language)
        if missing:
            tell(f"no room on its page for {', '.join(card.chart.name for card in missing)}; choose with --charts")
        yield section.name or "report", content


def embedded(wish, told, tell):
    """A small page a chart."""
    from campaigns.documents import webpage

    each = counted("page to embed", _cards_of(told), tell)
    for card in _cards_of(told):
        each(card)
        yield card.chart.name, webpage.embed(card)


def cards(wish, told, tell):
    """A picture a chart, to share."""
    from campaigns.documents import pictures

    each = counted("card", _cards_of(told), tell)
    for card in _cards_of(told):
        each(card)
        yield card.chart.name, pictures.card(card.chart, language=wish.language)
