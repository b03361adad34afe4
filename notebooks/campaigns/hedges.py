"""The registry of hedges: all that the project knows of "more than", "at least", "about", "nearly", "up to".

A hedge's words in both languages, the end of the range that it closes, whether that end itself is excluded, its sign
in a chart and its line in a key stand here and nowhere else. A new hedge is one more entry; ``run.py``
writes it into data/datapackage.json and the codebook.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Hedge:
    """One qualifier.

    english, chinese: the words, ``{}`` stands for the number. closes_low, closes_high: whether the number is the lower
    or the upper bound. strict: the bound itself is excluded ("more than 5" is not 5). sign: the name of its sign in
    charts.marks, "" for none. key: its line in a key, (English, Chinese). before_english, before_chinese, behind: the
    words by which a report prints it, as patterns; <VERB>, <NUMBER>, <ROUND>, <SCALES> stand for
    what reading.printed puts in.
    """

    qualifier: str
    english: str
    chinese: str
    closes_low: bool
    closes_high: bool
    strict: bool
    sign: str
    key: tuple[str, str]
    before_english: str = ""
    before_chinese: str = ""
    behind: str = ""

    def say(self, number, language="en"):
        """The number with its hedge: "more than 870,000"."""
        return (self.chinese if language == "zh" else self.english).format(number)


# In the order in which a reader tries them, so that "no fewer than" is not read as "fewer than", "just under" as
# "under", nor "no more than" as "more than".
_REGISTRY = (
    Hedge("unhedged", "{}", "{}", True, True, False, "", ("printed without a hedge", "原文无限定词")),
    Hedge(
        "at_least", "at least {}", "至少{}", True, False, False, "chevron_underlined", ("at least", "至少（下限）"),
        before_english=r"at (?:the very )?least|(?:no|not) (?:fewer|less|lower) than|a minimum of|≥"
        r"|(?:not|never|n't|without) (?:(?:fall|drop|go)(?:ing)? )?(?:below|under)",
        before_chinese=r"[不未][得应能可]?[少低小][于於]|不下于?|(?:至少|最少|起码|最低(?=可|奖|给予|限|不))<VERB>"
        r"|(?<![以之网线路街身马手会晚早])上(?=[<SCALES>])",
        behind=r"(?<=\w)\s+(?:or|and) (?:more|above|over|higher|greater|better|upwards?)\b(?! than\b| \d)|\s?[及含]?以上"
        r"|(?<=元)起(?=[，,。；;、]|$)",
    ),
    Hedge(
        "nearly", "nearly {}", "近{}", False, True, True, "wall", ("nearly, or less than", "近、不到（上限）"),
        before_english=r"nearly|almost|near(?:ing)?(?=\s+[\d.]+\s*(?:%|per))|close to|approaching"
        r"|(?:just |slightly |a little )?(?:under|below|(?:fewer|less|lower) than)|not (?:quite|even)|barely"
        r"|(?:just )?(?:short|shy) of|(?:failed to|not|n't) reach(?:ed)?",
        before_chinese=r"将近(?![期日年来])|接近|逼近|直逼|几近|几乎|(?<![附最临邻就远靠将])近|不到|不足|不[满滿]|未[满滿达達]到?|不及|[少低小][于於]",
    ),
    Hedge(
        "up_to", "up to {}", "至多{}", False, True, False, "wall_underlined", ("up to, at most", "至多（上限）"),
        before_english=r"(?<!shot )(?<!went )(?<!gone )(?<!came )(?<!moved )(?<!crept )(?<!jumped )(?<!ticked )up to|as many as|as much as|at (?:the )?most|a maximum of"
        r"|(?:no|not) (?:more|higher|greater) than"
        r"|as high as|≤|(?:not|n't|never|without) (?:to )?(?:exceed|surpass|top)(?:ed|ing)?|capped at|limited to",
        before_chinese=r"(?:[不未]|没有)[得应能可曾]?(?:超[过過出]?|突破|[多高大][于於])|(?:至多|最多|封顶|上限)<VERB>"
        r"|最[高大](?:[额限]额?|金额)?(?=可|能|将?奖|将?给予|罚|处|不超|限|达\d)<VERB>",
        behind=r"(?<=\w)\s+or (?:fewer|less|under|lower|below)\b(?! than\b| \d)|\s?[及含]?以[内下]|\s?之内|(?<=元)封顶",
    ),
    Hedge(
        "more_than", "more than {}", "超过{}", True, False, True, "chevron", ("more than", "超过（下限）"),
        before_english=r"(?:slightly |well |far |a little )?(?:more than(?: and(?= \d))?|over|above)|just over|in excess of|upwards? of"
        r"|north of|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|topp(?:ed|ing)|tops|beyond|(?:greater|higher) than|>",
        before_chinese=r"超[过過出](?:[总總全][数數量额額部]的?)?|超(?![速载載员員限时時市标標])|逾(?!期)|突破|不止|[多高大][于於]|(?<![通经超])过(?=<ROUND>)|(?<![侦打])破(?=<ROUND>)",
        behind=r"<NUMBER>(?:\s?[余餘]|多|\s多(?=\s?[萬万亿億户戶人名起件辆宗]))|(?<=[成半番倍])(?:还[要有]?)?[余餘多]|(?<=[吨里斤米时亩元])[余多]|有[余餘]"
        r"|出头|开外|(?<=[\d万亿萬億])\s?\+(?![\dA-Z])|(?<=\w)(?:-| )plus(?=\s+[a-z]+s\b|\s+per\s?cent|\s*$)",
    ),
    Hedge(
        "about", "about {}", "约{}", False, False, False, "ring", ("about", "约（无上下限）"),
        before_english=r"about|around|approximately|approx\.?|roughly|some|circa|in the region of"
        r"|(?:in|on) the order of|(?:an )?estimated(?: at)?|(?<!\d)~|≈",
        before_chinese=r"大约|大概|大致|约莫|差不多|估计|[约約]",
        behind=r"(?<=\w)\s+or so\b|(?<=\w)-odd\b|左右|上下|<NUMBER>许|<NUMBER>来(?![自到源])",
    ),
)  # fmt: skip
HEDGES = {hedge.qualifier: hedge for hedge in _REGISTRY}
QUALIFIERS = tuple(HEDGES)


def bounds_of(value, qualifier):
    """Bounds (low, high) that a qualifier puts on a value; None = open (the rule of the data contract).

    The hedge of a fall speaks of its size: "fell by more than 14%" is at most -14. ``about`` closes neither end.
    """
    hedge = HEDGES[qualifier]
    ends = value if hedge.closes_low else None, value if hedge.closes_high else None
    return ends[::-1] if value < 0 else ends


#: The words of the ends of a derived range: (is it the low end, is the end excluded): (English, Chinese).
_END_WORDS = {
    (True, True): ("more than {}", "超过{}"),
    (True, False): ("at least {}", "至少{}"),
    (False, True): ("less than {}", "不到{}"),
    (False, False): ("at most {}", "至多{}"),
}

#: The words that stand before a number in Chinese.
BEFORE_IN_CHINESE = sorted({words.removesuffix("{}") for words in (*(hedge.chinese for hedge in _REGISTRY),
                            *(chinese for _, chinese in _END_WORDS.values()))} - {""})  # fmt: skip


def said_of_range(low, high, strict_low, strict_high, language="en"):
    """The words of a derived range given as numbers in words, None = open; which end is excluded is always said.

    "6.85", "more than 6.85", "at least 95", "at most 13.4", "6.1 to 6.9", "more than 6.1 and at most 6.9".
    """
    if None not in (low, high) and not strict_low and not strict_high:
        return low if low == high else f"{low}{'至' if language == 'zh' else ' to '}{high}"
    ends = ((low, True, strict_low), (high, False, strict_high))
    said = [_END_WORDS[is_low, strict][language == "zh"].format(end) for end, is_low, strict in ends if end is not None]
    return ("、" if language == "zh" else " and ").join(said)
