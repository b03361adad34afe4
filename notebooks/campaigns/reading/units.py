"""The unit of measure that a counter word says: alone (户次), or together with the noun it counts (起 of 纠纷).

A Chinese counter is kept whole: 家次 counts visits, 家 does not. Where counter and noun leave it open, so does the unit.
"""

import re

PERCENT = re.compile(
    r"[%％﹪‰]|百分之|per\s?cent(?:\b|(?=(?:de|in)crease|drop|rise|fall))|\bpct\b|(?<=\d)\s?pc\b", re.IGNORECASE
)

# What the counter word alone says; order matters: 人次 before 人, 户次 before 户.
_ALONE = [
    (
        "percentage_points",
        r"[个個]百分[点點]|(?<=[\d一二三四五六七八九十])[个個][点點](?=[，,。；;]|$)|percentage points?",
    ),
    ("percent", PERCENT.pattern),
    ("people_or_person_times", r"人[(（]次[)）]"),
    ("person_times", r"人次|person-times"),
    ("household_visits", r"[户戶]次"),
    ("vehicle_times", r"[辆輛台臺]次|车次"),
    ("households", r"[户戶](?!外|籍|口)|\bhouseholds?\b"),
    ("yuan", r"(?<![美港欧])元(?!旦|件|素|宝)|\byuan\b|\bRMB"),
    ("disputes", r"\bdisputes?\b|纠纷|糾紛"),
    ("cases", r"\bcases?\b|案件"),
    ("people", r"人(?!民|大|均)|(?<!排)名(?!列|义|称|单)|\b(?:people|suspects?|persons?)\b"),
    ("schools", r"\bschools\b"),
    ("days", r"\bdays?\b|天"),
    ("years", r"\byears?\b(?!\s*-?\s*on)"),
]
_ALONE = [(unit, re.compile(pattern, re.IGNORECASE)) for unit, pattern in _ALONE]

#: Traditional characters of counters and nouns, each before its simplified one.
_PAIRS = (
    "戶户間间處处輛辆條条場场張张噸吨個个發发槍枪彈弹隱隐險险問问題题學学單单營营業业團团夥伙糾纠紛纷據据點点檢检報报車车違违後后為为組组織织資资傳传視视線线項项顆颗隻只棟栋"
    "連连續续區区醫医廠厂館馆縣县鄉乡鎮镇網网員员會会劃划議议見见證证調调崗岗駕驾臺台種种冊册筆笔塊块輪轮畝亩歲岁賭赌詐诈騙骗竊窃盜盗風风機机電电腦脑話话賬账號号貨货錢钱飛飞"
)
_SIMPLE = str.maketrans(dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True)))

# Counters of things: the unit that each noun makes of them. The noun nearest to the number is taken.
_INCIDENTS = {
    "disputes": "纠纷|矛盾|邻里不和",
    "calls": "警情|报警|来电|求助电话|接警|接处警|处警",
    "requests": "求助|诉求|求助事项",
    "dangers": "隐患",
    "risks": "风险|苗头",
    "problems": "问题|困难|难题|难事|堵点|烦心事|急难愁盼",
    "suggestions": "意见|建议",
    "services": "实事|好事",
    "accidents": "事故",
    "cases": "案|酒驾|醉驾|再犯|违法|违章|犯罪|行为|飙车|盗窃|诈骗|赌博|超速|超载|违停|涉毒|吸毒|电诈",
}
_PLACES = {
    "gangs": "团伙|组织|集团|黑恶势力|恶势力",
    "dens": "窝点|窩点|据点|赌场|黑作坊",
    "dangers": "隐患",
    "risks": "风险",
    "problems": "问题|困难|难题|堵点|急难愁盼",
    "suggestions": "意见|建议",
    "checkpoints": "卡点|卡口|检查站|检查点|执勤点",
    "stations": "派出所",
    "posts": "岗|警务站|工作站|警务室|服务站|执勤室",
    "organisations": "社会组织|巡逻队|志愿队|工作队|协会",
    "schools": "学校|校园|幼儿园|中小学|高校",
    "venues": "场所|娱乐|网吧|宾馆|旅馆|旅店|酒店|民宿|商铺|商户|门店|店|KTV|酒吧|浴|行业",
    "places": "考点|村|社区(?!警务)|小区|部位|路段|乱点|企业|单位|厂|工地|景区|广场|市场|车站|医院|(?<![社小园])[县区](?!域|分|块|警)|乡镇|镇街|街道"
    "|楼栋|站点|宣防点|宣传点|点位|寺|家庭农场|网格",
    "households": "家庭|群众家|困难户",
    "provinces": "省(?!级)",
    "cities": "城市|地市|设区市",
    "countries": "国家|國家",
    "accounts": "账[户号]|帐[户号]",
    "websites": "网站|网址|链接",
}
_VEHICLES = {"vehicles": "车|摩托|警力", "phones": "手机|电话", "machines": "电脑|主机|设备|机"}
_SHEETS = {"copies": "资料|传单|手册|宣传册|彩页|调查表|海报|折页|问卷|公开信|一封信|宣传|材料|名片|联系卡|警民卡|通告"}
_EVENTS = {"events": "活动|宣传|讲座|宣讲", "meetings": "会"}
NOUNS = {
    "起": _INCIDENTS, "件": _INCIDENTS, "宗": _INCIDENTS, "例": _INCIDENTS,
    "个": _PLACES, "处": _PLACES, "家": _PLACES, "间": _PLACES,
    "所": {"stations": "派出所", "schools": "学校|校园|幼儿园|中小学|小学|中学|高校", "venues": "场所|旅馆"},
    "座": _PLACES, "支": {"organisations": "队", "guns": "枪"},
    "家次": {"place_visits": "企业|单位|村|社区|学校", "venue_visits": _PLACES["venues"]},
    "间次": {"venue_visits": ""}, "处次": {"venue_visits": _PLACES["venues"]},
    "所次": {"place_visits": "学校|校园|幼儿园"}, "件次": _INCIDENTS,
    "辆": {"vehicles": ""}, "台": _VEHICLES, "部": _VEHICLES,
    "条": {"suggestions": "意见|建议|意見", "videos": "视频|短片", "warnings": "预警", "clues": "线索|情报", "messages": "信息|短信"},
    "次": {"visits": "走访|入户|上门|回访|家访", "operations": "行动|夜查|清查|整治|统一", "times": "服务|巡逻|求助|宣传"},
    "场": _EVENTS, "场次": _EVENTS,
    "份": _SHEETS, "张": _SHEETS, "册": _SHEETS, "封": _SHEETS,
    "项": {"measures": "措施|举措", "problems": "问题|困难|难题", "dangers": "隐患"},
    "把": {"knives": "刀"}, "枚": {}, "艘": {"vessels": ""}, "亩": {"mu": ""}, "批次": {},
    "公斤": {"kilograms": ""}, "千克": {"kilograms": ""}, "克": {"grams": ""}, "吨": {"tonnes": ""},
    "公里": {"kilometres": ""}, "平方米": {"square_metres": ""}, "平方公里": {"square_kilometres": ""}, "架次": {}, "架": {},
    "发": {"rounds": "弹"}, "分": {"points": "满意|得分|评分|测评|安全感|成绩"}, "类": {"kinds": ""},
    "小时": {"hours": ""}, "分钟": {"minutes": ""}, "年": {"years": "连续|为期|历时|持续|三年行动"},
    "个月": {"months": "为期|历时|连续|持续"}, "本": {}, "筒": {}, "根": {}, "盒": {}, "袋": {}, "包": {}, "瓶": {}, "桶": {}, "栋": {},
    "株": {}, "米": {}, "段": {}, "套": {}, "副": {}, "面": {}, "笔": {}, "只": {}, "头": {}, "顶": {}, "趟": {}, "组": {}, "篇": {},
    "棵": {}, "颗": {"rounds": "弹"}, "立方米": {}, "毫升": {}, "升": {}, "海里": {},
    "粒": {}, "幢": {}, "扇": {}, "尊": {}, "挺": {}, "捆": {}, "板": {}, "片": {}, "串": _INCIDENTS, "轮次": {}, "省市": {"provinces": ""}, "省区市": {"provinces": ""}, "批": {}, "轮": {}, "波次": {}, "种": {"kinds": ""}, "千米": {"kilometres": ""},
    "箱": {}, "块": {}, "幅": {}, "辆车": {"vehicles": ""}, "天": {"days": ""}, "日": {"days": "为期|历时|连续|持续"}, "岁": {},
    "起次": _INCIDENTS, "案": {"cases": ""}, "部手机": {},
    "民警": {"people": ""}, "辅警": {"people": ""}, "干警": {"people": ""}, "群众": {"people": ""},
    "警力": {"people_or_person_times": ""},
}  # fmt: skip
_WHOLE = "人次 人(次) 人（次） 户次 戶次 辆次 輛次 台次 车次 户 戶 人 名 位 元 美元 港元".split()
# A character that counts nothing before these: 人民, 处理, 名列.
_NO_COUNTER = {
    "人": "民(?!警)|均|大|员|力|口|才|身|数|行|士|工", "名": "列|义|称|单", "户": "籍|外|口|政", "元": "旦|件|素|宝", "位": "于|居|列|置|次",
    "起": "到|来|草|诉|点|义", "件": "套", "例": "如|行", "处": "置|理|罚|分|于|警|在|以|长|室|突", "家": "庭|长|属|人|访|园|里|中|户|家|乡",
    "间": "接|隔|谍", "所": "有|以|在|谓|属|辖|长", "支": "持|队(?!伍)|部|撑|付|出|援", "台": "账|湾|阶|风|胞", "部": "门|分|署|队|长|位|级|委|里|际|落|属|次|办",
    "条": "例|件|款",
    "次": "日|年|要|月|数|会", "场": "所|地|面|景|馆", "份": "额", "张": "贴|某", "封": "闭|控", "项": "目(?!标)", "把": "握|关|控|手|好",
    "克": "服|扣|拉|强", "发": "现|生|放|动|送|布|出|案|起|展|挥|改|票|的|表|行|掘|言|射|电|达|给",
    "分": "别|之|局|工|类|批|钟|组|管|布|级|析|享|辨|子|成|水|阶|区|公|开|散|层|享|头|队",
    "年": "度|级|轻|龄|代|均|初|底|末", "日": "均|常|前|报|讯|至|电|下|上|晚|起|晨|间|夜|落|出|益|，|、|当|凌|从|在|是", "天": "然|气|网|眼|平|空",
    "个": "小时|星期|工作日|季度|百分点|方面|阶段|步骤|维度|环节|人|别|体|性|层面|多月", "类": "似", "座": "谈",
    "段": "时|落", "升": "[至到降级幅为高]|\\d", "套": "路|现|取", "面": "积|对|临|向|前|部|包|试|上", "只": "要|有|是|能|为", "头": "部|目", "组": "织|成|建|长|团",
    "册": "子", "批": "准|评|捕|复|示|发", "种": "植|子|种|族|类|地|养", "轮": "流|值|胎|船|岗|换|椅",
    "案": "件|发|發|例|值|情|由|卷|犯|底|子|中|分|破|涉|率|数|數|侦|偵", "本": "次|市|县|省|地|报|月|年|周|着|人|级|区|局|所|质|来|轮|院|身|期",
    "根": "据|本|源", "包": "括|含|联|保|片|围|村|户|案|抓", "袋": "鼠", "民警": "之",
}  # fmt: skip
_VARIANTS = {simple: f"[{simple}{old}]" for old, simple in zip(_PAIRS[::2], _PAIRS[1::2], strict=True)}
#: Every Chinese counter, the longest first, in simplified and traditional characters.
COUNTER = "|".join(
    "".join(_VARIANTS.get(c, re.escape(c)) for c in word) + (f"(?!{_NO_COUNTER[word]})" if word in _NO_COUNTER else "")
    for word in sorted({*NOUNS, *_WHOLE}, key=len, reverse=True)
)

# English: the last of these nouns within the words of a figure.
_ENGLISH = [
    ("people", r"officers|fugitives|criminals|offenders|villagers|residents|volunteers|\w*men|cadres|students"
        r"|pupils|drivers"
     r"|children|victims|informants|participants|mediators|inspectors|workers|citizens|passengers|tourists|gamblers"
     r"|addicts|respondents|nationals"
     r"|dealers|pickpockets|callers|thieves|gangsters|smugglers|traffickers|users|owners|tenants|farmers"
     r"|doctors|lawyers|hostages|seniors|elders|visitors|travell?ers|detectives|employees|fraudsters|scammers|robbers"
     r"|burglars|prisoners|inmates|\w+-(?:member|strong|man|person)"
     r"|individuals|defendants|foreigners|operators|managers|leaders|ringleaders|murderers|perpetrators|accomplices"
     r"|girls|boys|kids|infants|babies|experts|soldiers|buyers|sellers|netizens|organi[sz]ers|agents|relatives|riders"
        r"|immigrants|emigrants|refugees|motorists|pedestrians|cyclists|patients|graduates|retirees|prosecutors|firefighters"
        r"|hackers|kidnappers|prostitutes|vendors|merchants|applicants|overstayers|stowaways"
        r"|auxiliaries|members|migrants|guards|policemen|detainees|minors|teachers"),
    ("people_or_person_times", r"personnel|staff|police|(?:police|social) forces|helpers"),
    ("household_visits", r"household visits|visits to (?:households|homes|families)"),
    ("households", r"families|homes"),
    ("disputes", r"conflicts|contradictions|quarrels"),
    ("cases", r"crimes|offences|offenses|burglaries|thefts|robberies|frauds|scams|violations|incidents of \w+"),
    ("accidents", r"accidents|crashes"),
    ("calls", r"calls|alarms|emergency reports"),
    ("requests", r"requests|appeals for help"),
    ("gangs", r"gangs|syndicates|rings|(?:criminal|underworld) (?:groups|organi[sz]ations)"),
    ("dens", r"dens|hideouts|workshops|laborator(?:ies|y)|labs"),
    ("vehicles", r"vehicles|cars|motorcycles|motorbikes|e-bikes|trucks"),
    ("checkpoints", r"checkpoints|roadblocks"),
    ("venues", r"venues|hotels|bars|guesthouses|internet cafes|entertainment places|premises|restaurants"
        r"|clubs|salons|parlou?rs|casinos|cafes"),
    ("places", r"villages|communities|enterprises|companies|factories|streets|locations|sites|neighbourhoods"
        r"|markets|places|spots|shops|areas|districts|counties|towns|townships|village units|hospitals|streets?"),
    ("cities", "cities"), ("provinces", "provinces"), ("countries", "countries|nations"),
    ("accounts", "accounts"), ("websites", "websites"), ("phones", "phones|handsets"), ("cards", "cards"),
    ("messages", "messages"), ("machines", "machines|devices|computers"), ("teams", "teams|squads"),
    ("items", "items|articles|pieces"), ("detonators", "detonators"), ("grenades", "grenades"), ("bottles", "bottles"),
    ("hectares", "hectares"), ("kinds", "kinds|types|categories|varieties"),
    ("stations", r"police stations|stations"),
    ("posts", r"posts|booths"),
    ("schools", r"kindergartens|campuses"),
    ("suggestions", r"suggestions|opinions"),
    ("problems", r"problems|difficulties|grievances"),
    ("dangers", r"hazards|dangers|hidden risks"),
    ("risks", r"risks"),
    ("copies", r"leaflets|copies|brochures|flyers|pamphlets|posters|booklets"),
    ("videos", r"videos|clips"), ("warnings", r"warnings|alerts"), ("measures", r"measures"), ("knives", r"knives"),
    ("guns", r"guns|shotguns|firearms|pistols|rifles"), ("operations", r"operations|raids|sweeps"),
    ("meetings", r"meetings"),
    ("events", r"events|gatherings|lectures|talks|sessions"), ("visits", r"visits"), ("times", r"times"),
    ("clues", r"clues|tips"),
    ("kilograms", r"kilograms?|kilogrammes?|kgs?|kilos?"), ("tonnes", r"tonnes?|tons?"), ("grams", r"grams?|grammes?"),
    ("rounds", r"rounds of ammunition|bullets"), ("hours", r"hours?"), ("minutes", r"minutes"),
    ("kilometres", r"kilometres|kilometers|km"),
]  # fmt: skip
_ENGLISH = [(unit, re.compile(rf"(?<![A-Za-z_])(?:{pattern})\b", re.IGNORECASE)) for unit, pattern in _ENGLISH]


#: A noun behind the counter is looked for before these.
_UP_TO_VERB = re.compile("设立|开展|进行|实施|组织(?=活|宣|民|警)|发起|受|已|由|在|被|与|和|自发|主动|得到|均")
#: Between the items of a list; what may stand between its last one and the number; an item without its noun.
_ITEMS, _TOTAL, _DESCRIBING = (
    re.compile("[、和及与]"),
    re.compile("(?:等|共计?|累计)+$"),
    re.compile("(?:刑事|治安|行政)$"),
)


def counter_unit(printed):
    """The unit that the printed counter word names by itself, or ""."""
    return next((unit for unit, pattern in _ALONE if pattern.search(printed)), "")


def counter_of(unit):
    """The Chinese counter with which the scanner reads a unit, or ""."""
    return next((counter for counter, units in NOUNS.items() if unit in units), "")


def noun_unit(counter, noun_after, noun_before):
    """The unit of a Chinese counter beside its nouns: the words just after it first, then those before it, or ""."""
    nouns = NOUNS.get(counter.translate(_SIMPLE), {})
    noun_after = _UP_TO_VERB.split(noun_after.translate(_SIMPLE))[0]
    noun_before = noun_before.translate(_SIMPLE)
    for words, nearest in ((noun_after, min), (noun_before, max)):
        found = [
            (m.start() if nearest is min else m.end(), unit) for unit, p in nouns.items() for m in re.finditer(p, words)
        ]
        if found:
            return nearest(found, key=lambda pair: pair[0])[1]
    return next((unit for unit, pattern in nouns.items() if not pattern), "")


def units_of_list(counter, words):
    """The units of the nouns that some words end with as a list, the last first: 走访企业、学校 before 400家.

    An item that only describes the next one (刑事、治安案件) has "" as its unit; the words may end with no list at all.
    """
    nouns, found = NOUNS.get(counter.translate(_SIMPLE), {}), []
    for item in reversed(_ITEMS.split(_TOTAL.sub("", words.translate(_SIMPLE)))):
        unit = next((unit for unit, pattern in nouns.items() if pattern and re.search(f"(?:{pattern})件?$", item)), "")
        if not unit and not (found and _DESCRIBING.search(item)):
            break
        found.append(unit)
    return found


def first_unit(words):
    """The unit of the first noun of some English words that names one, or ""."""
    found = [(m.end(), unit) for unit, pattern in (*_ALONE, *_ENGLISH) for m in pattern.finditer(words)]
    return min(found, default=(0, ""))[1]


def english_unit(phrase):
    """The unit that the noun at the end of an English phrase names, or ""."""
    found = [(m.end(), len(m[0]), unit) for unit, pattern in (*_ALONE, *_ENGLISH) for m in pattern.finditer(phrase)]
    last, _, unit = max(found, default=(0, 0, ""))
    return unit if not re.search(r"\w", phrase[last:]) else ""
