"""What is certainly no figure: dates, times, list numbers, addresses, names. One table, each rule with its reason."""

import re

from campaigns.reading.numerals import PART_OF_WORD

MONTHS = "January February March April May June July August September October November December".split()
MONTH = rf"\b(?:{'|'.join(f'{name[:3]}(?:{name[3:]})?' for name in MONTHS)}|Sept)\b"
_MONTH = rf"{MONTH}\.?"
_DAY = r"(?<![\d.,])\d{1,2}(?:st|nd|rd|th)?(?![\d.,]*\d)"
YEAR = r"(?<![\d.])(?<!\d,)(?:19|20)\d\d(?![\d.,]*\d)"
#: "In May 20 suspects were caught" is no day of May.
_NO_COUNT = r"(?!\s+(?!was\b|has\b|is\b|this\b|its\b)(?:[A-Za-z]+ )?(?:[a-z]+s|people)\b)"
_FEW = r"(?:\d{1,3}|[a-z]{1,9}(?:-[a-z]{1,9})?)"
_SPAN = r"(?:years?|months?|weeks?|days?|hours?|minutes?|decades?)"
_ENGLISH_ITEM = r"(?:one|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
_HAN_FEW = r"[一二三四五六七八九十]+"
_HAN_NUMBER = r"(?:\d{1,3}|[一二两三四五六七八九十百]{1,4})"
_HAN_DAY = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_TO = r"[-–—~～至到]"
_LATER = r"(?:次日|翌日|第二天|当日|当天)?(?:凌晨|早上?|上午|中午|下午|傍晚|晚上?|夜间|深夜)"
_CLOCK = r"(?:[时時點点](?!间|候|常|期|段|代|[名个位])(?:\d{1,2}分|半|许|整)?|[:：]\d\d)"
_PROGRAMME = "(?:专项)?(?:主题|系列|集中)?(?:活动|行动|战役|工程|机制|工作法|模式|平台|计划|大走访|专项|整治|工作|创建|会战|攻势)"
_COMMON = (  # words that hold a numeral and count nothing
    "进一步|亿万|億萬|一定|一些|一线|统一|一律|一直|一致|一旦|一方面|一系列|第一时间|第一现场|第一道|一批|一次性|万一|百姓|千方百计|千家万户|万家灯火"
    "|万家|五湖四海|二维码|一带一路|两会|三农|一并|一经|一般|一切|一共|同一|唯一|(?<!分)之一|一道|一心|一样|一下|一边|一度|不一|逐一|一一|一流|一门"
    "|一站式|一体|一网|一键|一窗|一揽子|两抢一盗|两抢|盗抢骗|两委|一盔一带|一标三实|四不两直|三无|百日|百分百|万无一失|三令五申|七夕|零距离|零容忍"
    "|零部件|零件|零售|零星|零散|零发案|零事故|清零|双百|百强|千里|万众|一举|一对一|点对点|一人一策|三包|一手|一把手|一方|一名名|一个个|一件件|一户户|一次次|一家家"
    "|三级|两级|各级|四级|一级|二级|三资|一号|二手|一时|一同|一贯|一段|一阵|一身|一头|一幕|一早|一大早|一路|一向|一声|一股|一种|一片|一处处"
)
_PLACES = "四川|三亚|九江|六安|万州|百色|三明|四平|三门峡|万宁|五指山|十堰|六盘水|七台河|双鸭山|三沙|五家渠|八宿|九龙坡|三水|五华|千阳|百里"

_SETTLED = [
    # English dates, times and periods
    (rf"{_MONTH}\s+{_DAY}(?:\s*(?:to|and|[-–])\s*(?:{_MONTH}\s+)?{_DAY})?(?:,?\s+{YEAR}|{_NO_COUNT})",
        "date_or_period", "a date"),
    (rf"\b[Oo]n\s+{_MONTH}\s+{_DAY}", "date_or_period", "a date"),
    (rf"{_DAY}(?:\s*(?:to|and|[-–])\s*{_DAY})?\s+(?:of\s+)?{_MONTH}(?:,?\s+{YEAR})?", "date_or_period", "a date"),
    (rf"{_MONTH},?\s+{YEAR}", "date_or_period", "a date"),
    (r"(?<![\d.,])(?:19|20)\d\d([-./])\d{1,2}\1\d{1,2}(?!\d)(?:[T\s]+\d{1,2}[:：]\d\d(?:[:：]\d\d)?)?",
        "date_or_period", "a date"),
    (r"(?<![\d.,:])\d{1,2}[:：]\d\d(?:[:：]\d\d)?(?![\d:])", "date_or_period", "a time of day"),
    (r"(?i)(?<![\d.,])(?:\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:to|and|[-–])\s*)?\d{1,2}(?:[:.]\d\d)?\s*"
        r"(?:[ap]m\b|[ap]\.m\.|o'clock)",
        "date_or_period", "a time of day"),
    (rf"\b(?:[Ii]n|[Ss]ince|[Dd]uring|[Uu]ntil|[Yy]ear|[Ff]rom|[Oo]f|[Bb]y|[Tt]o|[Bb]efore)\s+{YEAR}"
        r"(?=\s*(?:[,.;:)，。]|$)|\s+(?:the|an?|it|we|they|was|were|has|have|and|to)\b)",
        "date_or_period", "a year"),
    (rf"{YEAR}\s*[-–]\s*{YEAR}|(?i:\bbetween)\s+{YEAR}\s+and\s+{YEAR}"
    rf"|\b(?:early|mid|late)[- ]{YEAR}|\b(?:19|20)\d0s\b", "date_or_period", "years"),
    (rf"(?<!will )(?<!would )(?<!to )\b(?:past|last|next|coming|previous|every|first|over|for|after"
        rf"|within)\s+{_FEW}\s+{_SPAN}\b", "date_or_period", "a period"),
    (rf"(?i)\b{_FEW}(?:\s+(?:or|to)\s+{_FEW})?\s+{_SPAN}\s+(?:ago|earlier|later|before|after|of\s+experience)",
        "date_or_period", "a period"),
    (r"\b\d{1,3}-day\s+period\b", "date_or_period", "a period"),
    (rf"\b(?:second|latter|other)\s+half\s+of\b"
     rf"|\bfirst\s+(?:half|quarter|(?:{_FEW}\s+)?(?:months|weeks|days|quarters))\b", "date_or_period", "a period"),
    (r"(?i)\b24\s*[/x-]\s*7\b|\b(?:24|twenty-four)[\s-]hours?\b", "date_or_period", "round the clock"),
    # Chinese dates, times and periods
    (rf"(?<!\d)(?:(?:19|20)\d\d|[一二][〇零一二三四五六七八九]{{3}})年?{_TO}(?:(?:19|20)\d\d|\d\d)年(?:\d{{1,2}}月)?",
        "date_or_period", "years"),
    (r"(?<!\d)(?:(?:19|20)\d\d|[一二][〇零一二三四五六七八九]{3}"
        r"|(?<![一二三四五六七八九十百千万零〇])[一〇零二][〇零一二三四五六七八九])年(?:度|初|底)?",
        "date_or_period", "a date"),
    (rf"(?<![\d.,])\d{{1,2}}月?{_TO}\d{{1,2}}月份?", "date_or_period", "a period"),
    (rf"(?<![\d.一二三四五六七八九十])(?<!\d,){_HAN_DAY}月份?(?:[上中下]旬)?"
        rf"(?:{_HAN_DAY}[日号]?(?:{_TO}(?:{_HAN_DAY}月)?{_HAN_DAY}[日号])*)?"
        rf"(?:[日号])?",
        "date_or_period", "a date"),
    (rf"(?<![\d.,第期时续])\d{{1,2}}[日号](?:{_TO}\d{{1,2}}[日号])?(?=[，,、。；：:）)\s至到\-—晚早上下凌夜当起前后电讯在从，]|$)",
        "date_or_period", "a date"),
    (rf"{_LATER}{_HAN_DAY}{_CLOCK}(?:左右)?(?:{_TO}(?:{_LATER})?(?:次日|翌日)?{_HAN_DAY}{_CLOCK})?",
        "date_or_period", "a time of day"),
    (rf"(?<![\d.,])\d{{1,2}}[时時](?!间|候|常|期|段)(?:\d{{1,2}}分)?(?:{_TO}(?:次日|翌日"
        rf"|第二天)?(?:{_LATER})?\d{{1,2}}[时時](?:\d{{1,2}}分)?)?",
        "date_or_period", "a time of day"),
    (rf"(?<![连续期时持])(?:近|过去|最近|今后|未来|前|头|首)(?:{_HAN_FEW}|[两几]|\d+)(?:[个個]月|个?季度|年|天|周)(?!起|名|户)",
        "date_or_period", "a period"),
    (rf"(?<![\d连续期时持至到]){_HAN_NUMBER}[多余]?(?:个(?:多|半)?(?:小时|月|星期)|年|天|周|日|小时|分钟|个月)"
        "(?:以来|来|以?内|之内|以前|以后|之前|之后|前|后|间|期间|以上|以下|时间|里|多|的|如一日)",
        "date_or_period", "a length of time"),
    (r"[一二三四]季度|24小[时時]|二十四小时|十[一二三四五]五(?=规划|期间|时期)|[五十]一(?=假期|期间|黄金周)", "date_or_period", "a period"),
    # ages and sentences
    (rf"{_HAN_NUMBER}[多余]?周?[岁歲](?:以[上下])?", "name", "an age"),
    (r"\b(?:were|was|is|are|people|those)\s+(?:over|under|above|below)\s+\d\d(?!\d|[.,]\d|\s*[%a-z])", "name",
        "an age"),
    (r"(?i)\b(?:[a-z]{3,9}-)?(?:[a-z]{3,9}|\d{1,3})[\s-]years?[\s-]olds?\b"
        r"|\bage[sd]?\s+(?:(?:of|under|over|above|below|between)\s+)?\d{1,3}"
     r"(?:\s*(?:to|and|-)\s*\d{1,3})?\b", "name", "an age"),
    (rf"(?:有期徒刑|拘役|判处|判刑|管制){_HAN_NUMBER}(?:年|个月)(?:{_HAN_NUMBER}个月)?"
     rf"|\b{_FEW}[\s-](?:years?|months?)\s+(?:in\s+(?:prison|jail)|behind\s+bars|of\s+imprisonment)", "name",
        "a sentence"),
    # numbers of lists, laws, papers, telephones and pages
    (r"^\s*[(（]?\d{1,2}(?:[.．](?=[\s\u4e00-\u9fff])|[)）、])", "enumeration", "list number"),
    (rf"^\s*(?:[(（]{_HAN_FEW}[)）]|{_HAN_FEW}、)", "enumeration", "list number"),
    (rf"(?:^|[.;]\s*)(?:[Tt]he\s+)?(?i:{_ENGLISH_ITEM})\s+is\s+to\b", "enumeration", "item of a list"),
    (rf"(?:^|[。；，：])\s*(?:{_HAN_FEW}[是要](?!求|素)|第{_HAN_FEW}[，、是])", "enumeration", "item of a list"),
    (r"(?<![名居列位])第[\d零一二三四五六七八九十百]+(?:条|款|项|章|节|届|次|批|期|号|轮|季|站|阶段|期|版|场|中学|小学)", "name", "an ordinal"),
    (r"[〔\[(（](?:19|20)\d\d[〕\])）]\s*\d+号|\d{1,4}号(?:文|令|楼|院|线|公路|路|店|门)|国道\d+线?", "name",
        "number of a paper or a place"),
    (r"(?<![A-Za-z])(?!RMB|CNY|USD?|HK)[A-Z]{1,5}[-·]?\d{1,5}(?:\+\d+米?)?(?![\d.,万%％﹪])"
        r"|(?<![\d.])\d[A-JLN-VX-Z](?![A-Za-z])",
        "name", "part of a name"),
    (r"(?<![\d.])\d{1,2}(?:\s?\+\s?[\dA-Za-z]{1,2})+(?!\w)|\d(?:\+[\dN])+|(?<![\d-])\d(?:-\d){2,}(?!\d)", "programme",
        "part of a name"),
    (r"(?<![\d.])\d\.0(?!\d|\s?[%％﹪万亿个]|\s?(?:per|[mb]illion))|(?<!\d)[48]K(?![A-Za-z])", "name", "a version"),
    (r"https?://[!-~]+|www\.[!-~]+|[\w.+-]{1,64}@[\w-]+\.[\w.-]+", "boilerplate", "an address on the web"),
    (r"(?:Tel|Phone|Fax|电话|传真|手机)\s*[.:：]?\s*[(（]?\+?\d[\d ()（）/-]{4,}(?![\d ]*\s?[起个個次件万余人名户戶条宗])", "boilerplate", "a telephone number"),
    (r"(?<!\d)0\d{2,3}-\d{7,8}(?!\d)|[(（]\d{2,4}[)）]\s?\d{4}\s?\d{4}(?!\d)", "boilerplate", "a telephone number"),
    (r"(?<!\d)(?:1[12]\d|12\d{3}|9[56]\d{3})(?=[”\"]?\s+(?:[a-z-]+\s+){0,2}(?:hot)?lines?\b)"
        r"|(?<!\d)96110(?!\d)|(?<!\d)(?:110|119|122|12345|12389|96110|12110)(?=[”\"]?\s*"
        r"(?:类|报警|接处?警|处警|警情|有效警情|刑事|治安|指挥|服务台|热线|电话|平台|联动"
        r"|hotline|emergency|alarm|police(?!\s+(?:officers|were|vehicles|stations|and))|number|center|centre|call\b|services?\b))|(?:拨打|[Dd]ial(?:led|ling)?"
        r"|hotline)\s*[“\"]?\d{3,5}(?!\d)",
        "name", "number of a hotline"),
    (r"(?i)\b(?:(?<!total )of|in|the|all)\s+110(?=\s+calls\b)|\bnumber\s+110\b(?!\s+of)", "name", "number of a hotline"),
    (r"[\u4e00-\u9fff]?ICP[备证]?\s*\d[\d-]*号?(?:-\d+)?|公网安备\s*\d+号?|许可证\S{0,6}?\d+号?", "boilerplate",
        "a licence of the page"),
    (r"(?i)(?:阅读|浏览|点击|点赞|评论|转发|分享|views?|comments?|likes?|shares?)(?:量|数|次数)?\s*[:：(（]\s*[\d.,]+万?"
        r"|(?<!\d)\d{1,6}\s*(?:Comment\(s\)|次?阅读|评论|views\b)",
        "boilerplate", "a counter of the page"),
    # names and set phrases
    (rf"[“\"「『‘《](?![^”\"」』’》]{{0,14}}\d+天)[^”\"」』’》“,，。]{{1,16}}[”\"」』’》](?=[\u4e00-\u9fff]{{0,8}}{_PROGRAMME})",
        "programme", "a name in quotation marks"),
    (r"[“「『‘《][\u4e00-\u9fff+]{0,9}[一二两三四五六七八九十百千万][\u4e00-\u9fff+、]{0,9}[”」』’》](?![^，。]{0,2}(?:余|多|名))",
        "programme", "a name in quotation marks"),
    (r"[“「『‘《](?!\d+天(?!不))[\u4e00-\u9fff+]{0,9}\d{1,3}[\u4e00-\u9fff+]{3,9}[”」』’》]", "programme",
        "a name in quotation marks"),
    (r"百万警[进察]千万家|百日(?:行动|攻坚|会战|整治)|(?<!\d)(?:百警|千警|万警|万村)|[千百]名民警[进下入]", "programme", "part of a name"),
    (r"一(?![百千万亿十点點])[\u4e00-\u9fff](?:多|一|两|双|三)(?![百千万亿十])[\u4e00-\u9fff](?![户起名件])", "programme", "a set phrase"),
    (r"([一二三四五六七八九十])天\1夜", "name", "a set phrase"),
    (rf"(?<![\d百千万十二三四五六七八九])(?:{_COMMON})", "name", "a set phrase"),
    (r"[百千]?[万萬]元以上(?=的?(?:大案|[^，。、\d]{0,6}案件|电诈|诈骗))|[两二三四五六2-6]次及?以上(?=的?(?:重复|违法|报警|警情|被))", "name",
        "which cases are counted"),
    (r"(?i)每\d*[十百千万]+[人名户辆](?![^，。]{0,6}有\d)"
     r"|\b(?:per|for\s+(?:every|each)|(?<!out\s)of\s+every)\s+[\d,]+\s+[a-z]+", "name",
        "what a rate is reckoned to"),
    (r"限[高宽速重]\d+(?:\.\d+)?|(?<!\d)\d{1,4}\s?(?:公里/小?时|km/h|kph|(?:mg|毫克)/100)", "name", "a measure"),
    (r"身高\S{1,6}?(?:米\d*|厘米)|体重\d+(?:公斤|斤)", "name", "a person's size"),
    (r"[一二三四五六七八九十两]{1,3}(?:大(?![约概致于量多])|类|个(?:一批|严防|确保|必须|维护|坚持|不|到位|全覆盖|一))", "programme", "number of a list"),
    (r"万人(?=发案|命案|刑案|刑事|违法|警力|成讼)|[一二三四五六七八九十\d]{1,3}周年|[千万萬]人以上(?=大型|规模|的?活动)|“\d{1,2}[·•.]\d{1,2}”", "name",
        "part of a name"),
    (r"\b\d{1,3}(?:st|nd|rd|th)\s+(?:National|Party|CPC|Central|Plenary|session|anniversary|century|Five)", "name",
        "an ordinal"),
    (r"\b(?:Article|Section|Chapter|Room|Building|Channel|Precinct|District|Unit|Line|Route|Box|Gate|Flight"
     r"|Terminal)\s+\d+|[(（](?:19|20)\d\d[)）]", "name",
        "number of a law, a place or a year"),
    (r"(?i)\btwo (?:robber|snatch)\w*(?:,? and)? one (?:theft|steal\w*|burglary)", "name", "a set phrase"),
    (_PLACES, "name", "part of a place name"),
    (f"(?i:{PART_OF_WORD})", "name", "part of a word"),
    # conditions of a reward or a punishment
    (r"(?:(?:不[满滿]|未[满滿])?(?<![\d.])[\d.]{1,9}[千毫]?克(?:[及含]?以[上下])?){1,2}的(?=[，,])", "name", "which cases are counted"),
    (r"(?i)\b(?:one\s+of|no\s+one|one\s+another|each\s+one|at\s+once|once\s+again|once\s+more|first\s+of\s+all"
        r"|at\s+first)\b", "name", "a set phrase"),
]  # fmt: skip
_SETTLED = [(re.compile(pattern), (disposition, reason)) for pattern, disposition, reason in _SETTLED]


def settled(line):
    """For each character of a paragraph, the (disposition, reason) that is certain, or None."""
    what = [None] * len(line)
    for pattern, said in _SETTLED:
        for found in pattern.finditer(line):
            what[found.start() : found.end()] = [said] * len(found[0])
    return what
