"""The nouns beside a number: where an English one ends, whether it makes a count, and the unit that nouns tell."""

import re

from campaigns.reading.baselines import without_baseline
from campaigns.reading.settled import YEAR
from campaigns.reading.units import counter_unit, english_unit, first_unit, noun_unit, units_of_list

_WORD = re.compile(r"""\s+(?:more\s+(?!than\b))?(?P<quote>["“'‘])?(?P<said>[A-Za-z][A-Za-z'’-]*)(?(quote)["”]?)""")
_DOLLARS = re.compile(r"\s+(?:(?:U\.?S\.?|H\.?K\.?|[A-Z][a-z]+)\s+)?(?:dollars|euros|pounds)\b")
_QUOTED = re.compile(r"""\s+(?:“[^“”]{1,30}”|"[^"]{1,30}")(?=\s+[a-z])""")  # six "street racing" gangs
_DESCRIBED = re.compile(
    r"(?:\s+(?!to|for|in|by|with|from|at|on|who|that|were|was|are|is|have|had|has|of)[a-z-]+){0,4}?"
    r"\s+(?P<noun>[a-z]+(?:s|men|people|children))\b"
)
_JOINED_WORD = re.compile(r"-([a-z]+)\b")  # a 300-member team
_MEMBERS = {"member", "strong", "man", "person", "dollar", "yuan"}
_STOP = set(
    "a about after all also among an and are as at be been before began being between but by can could did during"
    " each against versus for from had has have he her his if in into is it its last may more next of on or our"
    " out over per said shall she should since so some than that the their them then there these they this those"
    " through to under until up was we were when where which while who will with would year-on-year month-on-month"
    " am pm ago compared overseas made carried issued handled due respectively".split()
)
_CONTAINED = {("rounds", "of"), ("incidents", "of")}  # "rounds of ammunition" tells what is counted, "rounds" not
_PLURALS = {"people", "police", "personnel", "staff", "women", "men", "children", "data", "policemen", "kg"}
#: Bodies of people, which are counted where they are described: six inspection teams.
_BODIES = {"teams", "groups", "shifts", "parties"}
#: Plural nouns that a small number word makes a way of speaking, not a count.
_ABSTRACT = set(
    "teams groups shifts aspects points steps ways sides stages phases principles kinds types levels parts areas fields"
    " things times years months weeks days hours minutes decades metres meters parties sessions hands rights"
    " categories types tasks".split()
)
#: "The number of robberies in the city fell to" 40.
_SUBJECT = re.compile(r"\bnumber\s+of\s+((?:[\w'-]+\s+){1,12})$", re.IGNORECASE)
_NUMBERED = re.compile(r"([a-z]+s)\s+(?:number(?:s|ed)?|totall?ed)\s+$")
#: What is said of people where they are not named: nine injured, 30 arrested.
_DEED = re.compile(
    r"(?:killed|injured|dead|wounded|missing|arrested|detained|captured|caught|hurt|hospitali[sz]ed|convicted|sentenced"
    r"|prosecuted|jailed|imprisoned|died|die|held|hired|enrolled|aged|deaths|fatalities|casualties|injuries"
    r"|arrests|who)\b"
)
_LEVEL = re.compile(r"\b(?:from|to|and|reaching|against|than|versus)\s+$")
_VICTIMS = re.compile("deaths|fatalities|casualties|injuries|arrests|killed|wounded|injured|detained|arrested")
_AUXILIARY = re.compile(r"^[\s,]*(?:(?:were|was|are|is|have been|had been)\s+)?")
_IS_OR_ARE = re.compile(r"\s*(?:are|were|is|was|had been|have been|has been)\s+((?:[a-z-]+\s+){0,3}?[a-z]+s)\b")
_HAN_NOUN = re.compile(
    r"(?![被已均全同并予进在与和由为得获受遭因从向对返退拆移送交]|发[还還])[^\W\d]{2,6}(?<![中里内等上])"
)
_FEWER = re.compile(r"\b(?:fewer|less|more)(?:\s+than\b.*)?$", re.IGNORECASE)  # 6,000 fewer
_HAN_PEOPLE = re.compile(r"[^，。、]{0,5}?(?:[员員生民众眾警童]|人口|老人|妇女|网友|用户|居民)")
_HAN_MONEY = re.compile("(?:价值|價值|金额|金額|资金|資金|损失|損失|款|奖金|赃物)[^，。]{0,4}$")
#: How the doubt of a unit begins that no word of the list names.
NO_UNIT = "To decide: the unit is none of the list"
#: The numbers of a list whose last one has the noun: with 16, 7 and 11 cases respectively.
SHARED_COUNT = re.compile(
    r"(?:,\s+\d[\d,]*(?![\d.]))*,?\s+and\s+\d[\d,]*\s+"
    r"(?P<noun>(?:(?!and\b|of\b|in\b)[a-z-]+\s+){0,3}?[a-z]+(?:s|men|people|children))\b"
    r"|(?:、\d[\d.]*)*[、和及与與]\d[\d.]*(?P<counter>[起件宗名人户家处个辆])"
)
_NAMED_BEFORE = "To decide: is the unit that of what is named before?"
_OF_ALL = "To decide: which unit is one of all that is listed"
#: Behind the noun of a number, others without one of their own: 300 guns, knives and detonators.
_AND_OTHERS = re.compile(
    r"(?:,\s+(?:[a-z-]+\s+)?[a-z]+s)*,?\s+and\s+(?:other\s+)?(?:[a-z-]+\s+)?[a-z]+s\b(?!\s+(?:\d|by\b))"
)
#: Units of which a list is one of places.
_PLACES = {"places", "schools", "venues", "stations", "posts"}
_LENGTHS = re.compile(r"\bconsecutive years|\b(?:years|months|weeks|days) (?:running|in a row)", re.IGNORECASE)


def noun_end(clause, end):
    """Where the noun behind a number ends: up to five words, none of them a verb or a word of grammar."""
    previous = ""
    if dollars := _DOLLARS.match(clause, end):
        return dollars.end()
    joined = _JOINED_WORD.match(clause, end)
    if joined and (joined[1] in _MEMBERS or english_unit(joined[1] + "s")):
        end = joined.end()
        if joined[1] in _MEMBERS:
            return end
    if quoted := _QUOTED.match(clause, end):
        end = quoted.end()
    for _ in range(5):
        word = _WORD.match(clause, end)
        if not word:
            break
        said = word["said"].lower()
        joined = said == "and" and previous and not _is_plural(previous) and _WORD.match(clause, word.end())
        if joined and joined["said"].lower() not in _STOP:
            word, said, previous = joined, joined["said"].lower(), ""
        if (previous, said) not in _CONTAINED and (
            (
                said in _STOP and word["said"] != "A" and (said != "overseas" or previous)
            )  # Class A fugitives, overseas dens
            or (_is_plural(previous) and not _is_plural(said))
            or (previous and previous != "such" and re.search("(?:ed|ing|(?<!ear)ly)$", said))
        ):
            break
        end, previous = word.end(), said
        if counter_unit(said):
            break
    return end


def _is_plural(word):
    return word in _PLURALS or (word.endswith("s") and word[-2:] not in ("ss", "us", "is"))


def people_by_deed(phrase):
    """Whether the last word of an English phrase says what was done to people."""
    return re.search(rf"\s(?:{_DEED.pattern})\W*$", phrase.lower())


def counts_noun(phrase, number, hedge, large):
    """Whether a number with its noun is a count; hedge, large: whether it has a hedge, a scale word or a comma."""
    nouns = re.findall(r"[a-z'’-]+", phrase.lower())
    nouns = nouns[: nouns.index("of")] if "of" in nouns[2:] else nouns  # two rounds of
    if _LENGTHS.search(phrase):
        return True
    if nouns[-1] in ("years", "year", "times", "days", "hours", "minutes", "metres", "meters") and not hedge:
        return large and number[0].isdecimal() and not nouns[-1].startswith("year")
    if re.fullmatch(YEAR, number) and nouns[-1] in ("level", "levels", "figure", "figures", "total", "totals"):
        return False  # 3 percent below 2020 levels
    if re.fullmatch(YEAR, number) and not hedge:
        return _is_plural(nouns[-1]) and not re.search(rf"{number}\s+[A-Z]", phrase)  # the 2022 Winter Olympics
    if number[0].isdecimal() or hedge or large:
        return True
    described = nouns[-1] in _BODIES and len(nouns) > 2 and not {"other", "main"} & set(nouns)
    return _is_plural(nouns[-1]) and (nouns[-1] not in _ABSTRACT or described)


# ---- units -------------------------------------------------------------------------------------------------------


def unit_of(core, kind, words, earlier):
    """(unit or "", doubts): one of the list if the words tell it, or the printed noun or counter with a doubt.

    words: those of the clause before and behind the figure, of the sentence before it, and of the line behind it.
    """
    if sign := re.search("[$€£]|MOP", core):
        return {"$": "dollars", "€": "euros", "£": "pounds", "MOP": "patacas"}[sign[0]], [NO_UNIT]
    unit, doubts = _listed(core, kind, words, earlier)
    if unit:
        return unit, doubts
    noun = _han_noun(kind, words) if re.match("[\u4e00-\u9fff]", kind) else _english_noun(core, kind, words)
    return noun, [NO_UNIT] if noun else []


def _listed(core, kind, words, earlier):
    """The unit that the counter of a figure tells by itself or with its nouns, else one that is borrowed."""
    before, after, _, on = words
    if kind in ("rank", "multiple"):
        return ("rank" if kind == "rank" else "times"), []
    if kind == "percent":
        return ("percentage_points" if re.search("[百个個][分]?[点點]|percentage point", core) else "percent"), []
    if not kind and (shared := SHARED_COUNT.match(on)):
        counter = shared["counter"]
        unit = counter_unit(counter) or noun_unit(counter, "", before) if counter else first_unit(shared["noun"])
        return unit, [_NAMED_BEFORE] if counter else []
    if not kind and (subject := _SUBJECT.search(before)):
        return first_unit(subject[1]), []
    han = re.match("[\u4e00-\u9fff]", kind)
    if unit := counter_unit(without_baseline(core)) or (noun_unit(kind, after, before) if han else english_unit(core)):
        listed = not han and kind == "noun" and _AND_OTHERS.match(on)
        also = [f"{_OF_ALL} ({listed[0].strip(' ,')})?"] if listed else []
        return _of_all_listed(unit, kind, after, before) if han else (unit, also)
    if people_by_deed(core) or kind in ("", "pronoun") and _DEED.match(_AUXILIARY.sub("", on)):
        return "people", []
    if not kind and (people := _HAN_PEOPLE.match(after)) or not kind and _HAN_MONEY.search(before):
        return ("people" if people else "yuan"), ["To decide: is the unit that of the words beside it?"]
    if kind == "noun" and not _FEWER.search(core):
        return _looked_on(core, on), []
    return _borrowed(core, kind, words, earlier)


def _of_all_listed(unit, kind, after, before):
    """(unit, doubts) of a Chinese figure, which may be of a list of several things: 企业、学校 are places."""
    listed = {one for one in units_of_list(kind, before) if one}
    if len(listed) < 2 or noun_unit(kind, after, "") == unit != noun_unit(kind, "", before):
        return unit, []
    return ("places", []) if listed <= _PLACES else (unit, [f"{_OF_ALL} ({', '.join(sorted(listed))})?"])


def _borrowed(core, kind, words, earlier):
    """The unit of what the sentence names before, or of the figure before that has the same counter, with a doubt."""
    before, _, sentence, _ = words
    han = re.match("[\u4e00-\u9fff]", kind)
    if han and (named := noun_unit(kind, "", sentence)):
        return named, [_NAMED_BEFORE]
    if han:
        alone = kind not in "个個家次" and len(before.strip()) <= 8
    else:
        compared = before.rstrip().endswith(("compared with", "compared to", "versus"))
        level = not kind and _LEVEL.search(before)  # from 4.33 million cases to 4.45 million
        alone = kind == "pronoun" or compared or level or not (kind or before.strip()) or _FEWER.search(core)
    usable = [e for e in reversed(earlier) if e.unit != "percent" and NO_UNIT not in e.doubts]
    same = next((e.unit for e in usable if not han or e.kind == kind), "")
    if alone and same:
        return same, ["To decide: is the unit that of the figure before?"]
    nouns = [] if kind else re.findall("[a-z]+", before.lower())
    named = [unit for noun in nouns if (unit := english_unit(noun) or ("people" if _VICTIMS.fullmatch(noun) else ""))]
    return (named[-1], [_NAMED_BEFORE]) if named else ("", [])


def _looked_on(core, after):
    """The unit of the noun behind words that only describe it: 16 | widely respected cadres; "" behind a noun."""
    words = re.findall(r"[A-Za-z][\w'’-]*", core)
    if not words or _is_plural(words[-1].lower()) and words[-1] != "overseas":
        return ""
    described = _DESCRIBED.match(after)
    return english_unit(described["noun"]) if described else ""


def _han_noun(kind, words):
    """What a Chinese counter without a unit of the list counts: cases (起), the noun that ends the clause, or itself."""
    after = words[1].strip()
    return {"起": "cases", "次": "times"}.get(kind) or (after if _HAN_NOUN.fullmatch(after) else kind)


def _english_noun(core, kind, words):
    """The plural noun of an English figure: in its own words, behind "are", or that of the number it gives; or ""."""
    before, _, _, on = words
    said = re.findall(r"[a-z][a-z'’-]*", re.split(r"\sof\s", core)[0].lower())
    subject = _SUBJECT.search(before) or _NUMBERED.search(before)
    behind = _IS_OR_ARE.match(on)
    for nouns in (said[-1:], behind and behind[1].split()[-1:], subject and subject[1].split()):
        if plural := next((noun for noun in nouns or [] if _is_plural(noun)), ""):
            return english_unit(plural) or plural
    return ""
