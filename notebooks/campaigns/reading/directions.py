"""The words that say fall or rise, before a number and behind it. A fall "to 14%" (降至, 降到) names a level, no change."""

import re

from campaigns.reading.numerals import MULTIPLIED

#: What was done more or less often: 少发12起, 多抓获逃犯37人.
_DEED = "(?:[发报立破死伤亡]亡?案?件?|抓获?[^\\W\\d多少]{0,4})"
FALL = (
    r"(?:\b|(?<=percent))(?:fell|fall(?:en|s|ing)?|down|drop(?:s|ped|ping)?|declin(?:es?|ed|ing)"
    r"|decreas(?:es?|ed|ing)|shrank|shrunk"
    r"|slump(?:ed|s)?|plummet(?:ed|s|ing)?|tumbl(?:ed?|es|ing)|(?:^|(?<=was )|(?<=were ))off"
    r"|reduc(?:es?|ed|tions?|ing)|plung(?:es?|ed|ing)|dip(?:s|ped)?|slid|slide|sank|dwindled"
    r"|lower(?:s|ed|ing)|cut(?:s|ting)?|slashed|contract(?:ed|ions?)|shrinkage|eased|shrink(?:s|ing)?|slip(?:s|ped)|receded|ebbed"
    r"|subsided|crashed|sagged|abated|tapered|retreated|lessened|weakened|pared|tailed|decrements?|downturns?|cutbacks?|nosedived|diminish(?:ed|es)|trimmed|collapsed)\b(?!\s+(?:to|below|under)\b)"
    r"|(?:下降|下行|减低|缩小|缩水|下落|剧减|大减|暴跌|滑落|跌落|下滑|下跌|下挫|回落|锐减|骤减|骤降|递减|减少|減少|降低|缩减|压降|压减|大跌|大降|走低|收窄|缩短|减轻)(?:率|幅度|(?![至到为為]))"
    r"|(?<![占佔])[降减減跌]幅|(?:^|(?<=[同环環]比)|(?<=较年)|(?<=[再净年])|(?<=(?<!占)比))[降跌少减減](?![至到为為水低少])|(?<=分[别別])[降减](?![至到为為])"
    r"|[降减減跌](?:了(?=[\d近约超逾差一二两三四五六七八九十]|$)|(?=[\d近约超逾]|百分之|[一二三四五六七八九]成|$))"
    rf"|(?<=[年期月])低了?(?=[\d近约]|$)|(?<![至最不很减较更许多])少{_DEED}?了?(?=[近约超逾]?[\d百千]|$)"
)
RISE = (
    r"(?:\b|(?<=percent))(?:rose|ris(?:en?|es|ing)|(?<!make )(?<!made )(?<!makes )(?<!set )up"
    r"|grew|grow(?:n|s|th|ing)?|jump(?:s|ed)?"
    r"|increas(?:es?|ed|ing)|climb(?:s|ed|ing)?"
    r"|surg(?:es?|ed|ing)|soar(?:s|ed|ing)?|(?:sky)?rocket(?:ed|s|ing)|spik(?:es?|ed|ing)|leap(?:t|ed|s)?|swell(?:ed|s)?|upticks?|upsurges?|upturns?|increments?"
    r"|ballooned|mushroomed|multiplied|rebound(?:s|ed)?|escalated|edged|hik(?:e[sd]?|ing)"
    r"|raised|boost(?:s|ed)?|expanded|gain(?:s|ed)?|improve(?:d|ments?))\b(?!\s+(?:to|above|past)\b)"
    r"|(?:成[长長](?=率|了?[近约超]?(?:\d|$))|上[升昇]|上行|上涨|上漲|上扬|走高|增长|增長|增加|提升|提高|攀升|反弹|飙升|飆升|跃升|骤升|骤增|暴增|暴涨|大增|激增|猛增|剧增|陡增|递增|扩大)(?:率|幅度|(?![至到为為]))"
    r"|(?<![占佔])[涨漲增升]幅|(?:^|(?<=[同环環]比)|(?<=[再净年])|(?<=(?<!占)比))[升增涨漲多](?![至到为為长加])|(?<=分[别別])[升增](?![至到为為])"
    r"|(?<!新)[升增涨漲](?:了(?=[\d近约超逾差一二两三四五六七八九十]|$)|(?=[\d近约超逾]|百分之|$))"
    rf"|(?<=[年期月别])[高多]出?了?(?=[\d近约]|$)|多了(?=[近约超逾]?[\d百千]|$)|(?<=[较比期年，,、])多{_DEED}?了?(?=[近约超逾]?[\d百千]|$)"
)
#: Alone before a percentage, as 比去年低8.2% or ;抓人多28.7%.
_OF_PERCENT = r"(?:[近约超逾]?\d[\d.]*\s?(?:[%％﹪]|[个個]百分)|百分之|[近约超逾]?[一二两兩三四五六七八九]成)"
_ALONE = rf"(?<![最不更提降减減升新较較增至太很])(?:{{}})出?了?(?={_OF_PERCENT})"
FALL += f"|{_ALONE.format('[低少降减減跌]')}|[降减跌]得|↓"
RISE += f"|{_ALONE.format('[高多]')}|[升增涨]得|↑"
#: Behind a number: "14 percent lower", "28 fewer burglaries".
_BEHIND = "(?:(?<=% )|(?<=[%t]\\) )|(?<=… )|(?<=percent )|(?<=per cent )|(?<=points )|(?<=point ))"
_FEWER = rf"{_BEHIND}(?:lower|fewer|less|below|under|beneath|off|smaller)\b(?!\s+than\s+(?!(?:19|20)\d\d\b)\d)"
FEWER_BEHIND = r"(?:\s+(?!or\b)[a-z-]+){0,2}?\s+(?:fewer|less|lower)\b(?!-|\s+than\s+(?!(?:19|20)\d\d\b)\d)"
_MORE = rf"{_BEHIND}(?:higher|more|above|larger)\b"
#: Any of them, in the printed words of one figure.
SAID_FALL = re.compile(f"{FALL}|{_FEWER}|{MULTIPLIED[-50]}", re.IGNORECASE)
SAID_RISE = re.compile(
    "|".join([RISE, _MORE, r"\+(?=\d)", *(word for size, word in MULTIPLIED.items() if size > 0)]),
    re.IGNORECASE,
)
