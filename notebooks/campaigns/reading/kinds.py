"""The kinds of crime that words name: those by which a figure may be narrower than what its metric counts."""

import re

#: Kind: its words, not those of what was stolen or cheated away (被盗) nor of what warns of it (防盗, 反诈, 禁毒).
_KINDS = {
    "theft": r"(?<![被防反])盗(?!版)|(?<!被)偷|扒窃|\btheft|\bthie[fv]|\bburglar|\bpickpocket|\bshoplift",
    "robbery": r"(?<![被防反])抢(?![救险修])|\brobber|\bsnatch",
    "fraud": r"(?<![反防])诈|(?<![被防])骗|\bfraud|\bscam|\bswindl",
    "drugs": r"(?<![禁防中])毒|\bdrugs?\b|\bnarcotic",
    "gambling": r"赌|\bgambl",
    "prostitution": r"涉黄|黄赌|卖淫|嫖|\bprostitut",
    "economic crime": r"经济犯罪|传销|集资|\beconomic crime|\bpyramid",
    "injury": r"伤害|\bassault",
    "brawls": r"寻衅|斗殴|\bbrawl|\bpicking quarrel",
    "homicide": r"命案|杀人|\bhomicide|\bmurder",
    "school cases": "涉校",
    "underworld": r"涉黑|涉恶|黑恶|恶势力|\bunderworld|\bmafia|\bevil",
    "trafficking": r"拐卖|\btraffick",
    "traffic": r"交通(?=事故|违法|肇事)|[酒醉]驾|\b(?:road|traffic) accident|\bdrunk",
}
_KINDS = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _KINDS.items()}


def kinds(words):
    """{kind: its word as printed} of every kind of crime that some words name, in the order of the list."""
    found = {kind: pattern.search(words) for kind, pattern in _KINDS.items()}
    return {kind: word[0] for kind, word in found.items() if word}
