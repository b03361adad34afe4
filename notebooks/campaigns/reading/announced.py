"""Whether a figure is announced: words such as 将, 下一步, 力争, will or plans to say that it is still to come."""

import re

from campaigns.reading.verbs import SENTENCE

#: What stands behind 将 where it means "will" and not "taking": 将投入, 将在, not 将23名逃犯抓获.
_LATER = (
    r"会|于|从(?!业|犯)|在(?![逃押册校职建读案场线])|继续|进一步|持续|陆续|逐步|分批|适时|重点|全力|力争|全面|深入|不断|再|完成|达|增|招|聘"
    r"|组织(?!者|领导|卖淫)|建[成立设]|新[建增设]|开展|举[行办]|投入(?!赌)|选[派聘]|派[出驻]|推[出荐行广进]|拿出|实施|实现|走访|检查|排查|培训"
    r"|[设成]立|出动|配备|安装|参与|抽调|启动|评选|覆盖|提供(?!线索)|发放|奖励|化解|破获|侦破|调[解处]|查[处获扣]|抓获|打[掉击]|整治|受理|办理|新增|增至|力求"
)
#: Behind the verbs 计划 and 拟, which are also parts of nouns: 行动计划, 虚拟.
_MEANT = r"(?!实施[^，。]{0,4}[抢搶盗盜骗騙诈詐杀殺])(?=在|于|用|到|从|对|再|全|利用|年内?|[明今后下]年|[建投招新增设组开培走完选实聘购安出打检整改配发派推])"
_CHINESE = (
    rf"(?:[也还還仍均都]|必)将(?!近)|将(?={_LATER})(?!.{{1,6}}的(?:\d|$))|(?<![动作年项设规度个的])计划{_MEANT}|(?<![虚模草])拟{_MEANT}"
    r"|确保(?=[年全每到实完抓破化])|(?:会议|通知|方案)要求|准备(?=[在于年投建抓走])|打算"
    r"|力争(?!上游)|争取(?=在|到|年|实现|达|用)|预计|有望|目标[是为]|今年年?底前|(?<![去今年\d])年底前"
)
_CRIME = r"(?!\s+(?:rob|steal|sell|burgl|cheat|defraud|kidnap|kill|murder|smuggl|traffic|launder|attack)\w*\b)"
_FUTURE = r"(?!(?-i:Will\s+[A-Z]))will(?!\s+of\b)|shall|would(?!\s+have|-be)|(?:is|are)\s+(?:expected\s+|due\s+|set\s+)?to(?=\s+[a-z])"
_DEADLINE = r"(?:by|before)\s+the\s+end\s+of\s+(?:this|the|next)\s+(?:year|month|quarter)|next\s+(?:year|month)"
_MEANS = r"(?:(?:plan|aim|intend|hope|pledge|vow)s?|(?:plann|aim|intend|pledg|vow|expect|prepar)(?:ed|ing)|going)\s+to"
_MEANS += _CRIME + r"|should(?=\s+[a-z])|(?:goal|target)\s+(?:for|of)\b[^.,;]{0,20}\bis|scheduled\s+to"
#: What opens a paragraph, or a sentence, on what is to come.
_NEXT = re.compile(r"下一步|(?:下一?阶段|接下来|今后|未来[一二三两几\d]*年?)(?=[，,：:])|[Nn]ext\s+steps?(?=[.:,])")
_BEFORE = re.compile(rf"{_CHINESE}|\b(?:{_FUTURE}|{_DEADLINE}|{_MEANS})\b", re.IGNORECASE)
_BEHIND = re.compile(rf"{_CHINESE}|\b(?:{_FUTURE}|{_DEADLINE})\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:到|至|\bby(?:\s+the\s+end\s+of)?\s+)(20\d\d)(?!\d)")
#: What says that a figure is of what is done already.
_DONE = re.compile(
    r"已|实际|目前|此前|以来|截至|累计|共(?!同)|\b(?:after|since|has|(?<!to )(?<!will )have|had|was|were|so far|already|who|which)\b",
    re.IGNORECASE,
)


def announced(line, start, end, year=None):
    """The words beside the number at start to end of a paragraph that say that it is still to come, or "".

    year: that of the report, after which a year by which something is reached is to come.
    """
    first = max((stop.end() for stop in SENTENCE.finditer(line, 0, start)), default=0)
    words = [*_NEXT.finditer(line, 0, start), *_BEFORE.finditer(line, first, start)]
    words += [one for one in _YEAR.finditer(line, first, start) if year and int(one[1]) > year]
    word = next((one for one in reversed(words) if not _DONE.search(line, one.end(), start)), None)
    if not word and not _DONE.search(line, first, start):
        word = _BEHIND.search(re.split(r"[，,。；;:]|\.\s", line[end : end + 60])[0])
        word = word if word and not _DONE.search(line, end, end + word.start()) else None
    return word[0] if word else ""
