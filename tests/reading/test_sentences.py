"""What sentences of reports state: value, hedge and baseline of every figure; what is not certain has a note.

Expected is one entry a figure: the value, before it the sign of its hedge, behind it its baseline; ``?`` is a figure
that is left to a person with a note, ``? year`` one whose baseline is told.
"""

import pytest
from campaigns.record import scan

SIGNS = {"more_than": ">", "at_least": ">=", "nearly": "<", "up_to": "<=", "about": "~", "unhedged": "", "": ""}
SHORT = {"year_on_year": "year", "previous_period": "period", "not_stated": "none"}


def said(row):
    """The entry of a drafted figure."""
    value = row["value"] or f"{row['low']} to {row['high']}"
    sign = SIGNS[row["qualifier"]] if row["value"] else ""
    return f"{sign}{value} {SHORT.get(row['baseline'], row['baseline'])}".strip()


def shown(row, entry):
    """The entry of a drafted figure where another is expected."""
    if not entry.startswith("?"):
        return said(row)
    undecided = {"value": "?", "qualifier": "", **({} if " " in entry else {"baseline": ""})}
    return said(row | undecided) if row["note"] else "no note"


CHINESE_CHANGES = [
    # a baseline holds for all that follows, until another is named
    ("与去年同期相比,刑事警情下降17%,其中盗窃警情下降22%,诈骗警情上升3%。", "-17 year; -22 year; 3 year"),
    ("刑事立案数同比下降14%。治安案件下降9%。", "-14 year; -9 year"),
    (
        "事故起数同比分别下降13.2%、21.4%,较2019年同期分别下降31%、40%。",
        "-13.2 year; -21.4 year; -31 against 2019; -40 against 2019",
    ),
    ("警情同比、环比分别上升9%和下降4%。", "9 year; -4 period"),
    ("刑事案件同比下降8.2和6.1个百分点。", "-8.2 year; -6.1 year"),
    ("刑事警情与上月基本持平,治安警情上升2%。", "2 period"),
    ("2024年,刑事案件數較2023年下降12.9%。", "-12.9 year"),
    ("治安警情同比升4%。\n全县调处纠纷比升3.2%,盗窃、诈骗案件分别比降9%和5%。", "4 year; 3.2 year; -9 year; -5 year"),
    ("全县调处纠纷比升3.2%。", "3.2 none"),
    ("截至8月,盗窃下降12%,诈骗升3%(均为同比)。", "-12 year; 3 year"),
    ("与去年同期相比:\n盗窃案件下降12%;\n诈骗案件上升3%。\n其他情况\n抢劫案件下降2%。", "-12 year; 3 year; -2 none"),
    # other words for it
    ("电诈案件较上一年下降33%。", "-33 year"),
    ("盜竊警情較去年同期下降12%。", "-12 year"),
    ("与去年同期103起相比下降15.5%。", "103; -15.5 year"),
    ("刑事立案降幅为近五年之最,达19.2%。", "-19.2 none"),
    ("警情按年下降8%。", "-8 year"),
    ("街面警情较行动开展前下降19.5%。", "-19.5 against 行动开展前"),
    ("群众安全感较年初提高1.2个百分点。", "1.2 against 年初"),
    ("自整治开展以来,飙车警情下降31%。", "-31 none"),
    ("抓获人数是2019年同期的2.4倍。", "?"),
    # a change in number
    ("全县接报警情1300起,同比减少120起,下降8.5%。", "1300; -120 year; -8.5 year"),
    ("火灾起数、亡人数、伤人数同比分别下降3起、2人、5人。", "-3 year; -2 year; -5 year"),
    ("交通事故同比少发11起,亡人事故同比减少2起3人。", "-11 year; -2 year; -3 year"),
    ("立案数比去年少了412起,破案数多了56起。", "-412 year; 56 year"),
    ("较上周的81起减少19起。", "81; -19 period"),
    ("纠纷类警情减少86起。", "-86 none"),
    ("刑事警情同比下降20.9%,480余场活动平稳。", "-20.9 year; >480"),
    ("为群众减少经济损失500万元,新增摄像头360个。", "5000000; 360"),
    ("警力增加到420名。", "420"),
    # a baseline that is the begin of a span, one of several years, or in another sentence
    ("贩毒人数由2018年的37人减至2021年的21人,减幅43.2%。", "37; 21; -43.2 against 2018"),
    ("2017年至2021年,立案数降幅34.3%;破案率升幅23.6个百分点。", "-34.3 against 2017; 23.6 against 2017"),
    ("2020年,盗窃案件比2017年、2018年和2019年分别下降6%、5%和4%。", "-6 against 2017; -5 against 2018; -4 year"),
    ("2020年与2018年相比,治安好转。盗窃案件下降12%。", "-12 against 2018"),
    ("货运列车与2019年春运同比增长41%。", "41 against 2019"),
    ("五年来,刑事案件下降36%。", "-36 against 五年来"),
    ("八类案件年均下降12%。", "-12 against 年均"),
    ("盗窃案件较五年平均数下降33.1%。", "-33.1 against 五年平均数"),
    ("案件由去年同期的3412起下降到2987起,下降12.5%。", "3412; 2987; -12.5 year"),
    ("今年发案38起,去年为65起,下降41.5%。", "38; 65; -41.5 year"),
    ("今年盗窃案件不到去年的一半。", "? year"),
    ("占比由去年的18.2%降至16.1%。", "18.2; 16.1"),
    # said at a press conference
    ("警情比去年同期少了6000多起,降了11.5个百分点。", ">-6000 year; -11.5 year"),
    ("破案率从61%到了68%,提高了7个点。", "61; 68; 7 none"),
    ("满意率比上年高出1.2个百分点,比前年低。", "1.2 year"),
    ("嫌疑人同比多抓了213人。", "213 year"),
    ("破案数比去年翻了一番还多,逮捕数增长近一倍。", ">100 year; <100 year"),
    ("盗窃案件下降幅度为近年来最大,超过30%;其次是抢劫案件,为20%。", ">-30 none; ?"),
    # a verb before a list, behind the number, or one character alone
    ("今年再降:刑事警情47.38%,盗窃警情46.4%。", "-47.38 none; -46.4 none"),
    ("降得最多的是盗窃,19.6%。", "-19.6 none"),
    ("盗窃警情实现了12%的降幅,诈骗警情也有8%的下降。", "-12 none; -8 none"),
    ("盗窃警情20%、抢劫警情31%,均同比下降。", "?; ?"),
    ("刑案发案数比上年同期低两成,满意率比全省高3%。", "-20 year; 3"),
    ("2021年办案6.2万起,比2020年多10.7%;抓人10.3万名,多28.7%。", "62000; 10.7 year; 103000; 28.7 year"),
    ("较去年同期下跌410宗或8.3%。", "-410 year; -8.3 year"),
    ("罪案數字按年跌8.3%,行劫案跌兩成。", "-8.3 year; -20 year"),
    ("与往年同期相比,警情下降12%。", "-12 against 往年同期"),
    ("全市万人发案率3.2,同比降0.4。", "3.2; -0.4 year"),
    ("盗窃案件同比-12%,诈骗案件↑3%。", "? year; 3 year"),
    # baselines: the period just before, from the head of the sentence, in brackets, told by two numbers
    ("与前三个月相比,街面警情少了31.6%。", "-31.6 period"),
    ("與行動前四十天相比,警情下降了百分之四點一。", "-4.1 period"),
    ("警情比前三年下降19.8%。", "-19.8 against 前三年"),
    ("拿今年头十个月同上年同一时段对照:立案少了13.7%。", "-13.7 year"),
    ("比起去年,报警少了412起;较之去年,警情回落9.4%。", "-412 year; -9.4 year"),
    ("治安案件数微降0.08%(同比),连年走低。", "-0.08 year"),
    ("发案率低了4.1个百分点,比去年。", "-4.1 year"),
    ("刑案去年下降16.4%,盗窃下降19.6%。", "-16.4 year; -19.6 year"),
    ("本月警情1200起,上月为1500起,降幅20%。", "1200; 1500; -20 period"),
    ("2023年立案312起、2022年立案352起,下降11.4%。", "312; 352; -11.4 year"),
    ("去年要接三十二起,今年才九起,少了七成。", "32; 9; -70 year"),
    ("与2021年、2022年同期相比,分别下降12%和8%。", "-12 against 2021; -8 year"),
    ("立案8460起,與4月相比下降14.3%。", "8460; -14.3 period"),
    ("客流与上一次高峰相比分别增长3%、22%。", "3 against 上一次高峰; 22 against 上一次高峰"),
    ("盗窃与去年同期的情况相比下降8%。", "-8 year"),
]
ENGLISH_CHANGES = [
    ("Year-on-year, burglaries fell 12 percent, robberies 9 percent.", "-12 year; -9 year"),
    ("Compared with last year, thefts and frauds fell by 27.6 and 29 percent respectively.", "-27.6 year; -29 year"),
    ("Thefts fell 12 percent from a year earlier. Robberies fell 8 percent.", "-12 year; -8 year"),
    ("Thefts fell 12 percent from a year earlier. In 2021 robberies fell 8 percent.", "-12 year; -8 year"),
    ("Thefts fell 12 percent from a year earlier.\nRobberies fell 8 percent.", "-12 year; -8 year"),
    ("Thefts fell 12 percent from a year earlier.\nIn May robberies fell 8 percent.", "-12 year; -8 year"),
    ("Thefts dropped by 14 percent compared to figures in March, burglaries by 6 percent.",
     "-14 against March; -6 against March"),
    ("In 2020, thefts were down 8.4 percent from 2019.", "-8.4 year"),
    ("Thefts were 18 percent lower than in the same period of 2019.", "-18 against 2019"),
    ("Thefts fell 12 percent compared to the first half of last year.", "-12 year"),
    ("Thefts have fallen by 30 percent since the campaign began.", "-30 none"),
    ("Thefts were down 20 percent on last year and 5 percent on last month.", "-20 year; -5 period"),
    ("Thefts fell 16 percent from before the campaign.", "-16 against before the campaign"),
    ("Thefts and frauds were down 8, 12 and 21 percent year on year.", "-8 year; -12 year; -21 year"),
    ("Street crime fell by more than a quarter in the first half of the year.", ">-25 none"),
    ("Thefts fell 5 percent after an inspection last year.", "-5 none"),
    ("There were drops in robberies by 64 percent.", "-64 none"),
    ("A 7.4-percentdecrease over the same month last year was seen.", "-7.4 year"),
    ("There were 28 fewer burglaries than last year.", "-28 year"),
    ("The number of robberies dropped by 45 from a year ago.", "-45 year"),
    ("Deaths fell by 300 and injuries by 1,200 from a year earlier.", "-300 year; -1200 year"),
    ("They tracked down 45 fugitives, rounded up 300 suspects and set up 30 posts.", "45; 300; 30"),
    ("Shares declined from 6.4% to 0.5% in one city and from 1.7% to 0.7% in another.", "6.4; 0.5; 1.7; 0.7"),
    ("Arrests were up by a staggering over 90 percent.", ">90 none"),
    ("Robberies were down by a half, and thefts 32 percent on the year.", "-50 year; -32 year"),
    ("The total is about three times the number of last year.", "? year"),
    ("They handled 64,000 cases, half of the 128,000 recorded in 2016. Thefts fell by 30 percent.",
     "64000; ? against 2016; 128000; -30 against 2016"),
    ("Between 2016 and 2020 burglaries dropped nearly 60 percent.", "<-60 against 2016"),
    ("Over the past five years, thefts have fallen by 30 percent.", "-30 against past five years"),
    ("The number of addicts has grown at an annual rate of 10 percent.", "10 year"),
    ("Seizures rose to 2.7 tonnes from 1.9 tonnes a year earlier, up 42 percent.", "2.7; 1.9; 42 year"),
    ("Thefts fell by 12% and 8% year-on-year and month-on-month respectively.", "-12 year; -8 period"),
    ("Thefts decreased 10% YoY, and 41% vs 2019.", "-10 year; -41 against 2019"),
    ("Alarms were 6,000 fewer than in the corresponding period last year, or a decline of 11.5 percentage points.",
     "-6000 year; -11.5 year"),
    ("Burglaries numbered 1,204, or 22% below last year's figure.", "1204; -22 year"),
    ("Shootings were down 11, or 8 percent, from a year ago.", "-11 year; -8 year"),
    ("Losses plummeted by 45 percent, and thefts were cut in half.", "-45 none; -50 none"),
    ("Thefts decreased to 80 percent of last year's level.", "? year"),
    ("The score was 2.1 points lower than a year ago.", "-2.1 year"),
    ("Satisfaction did not fall below 90 percent.", ">=90"),
    ("Calls declined by double digits, 14.8 percent to be exact.", "-14.8 none"),
    ("Robbery fell most, 30 percent, followed by theft, 12 percent.", "-30 none; -12 none"),
    ("Declines were recorded for robbery (12 percent) and theft (9 percent).", "-12 none; -9 none"),
    ("The decrease in robbery and theft stood at 31 and 4 percent.", "-31 none; -4 none"),
    ("Robberies fell 31 percent; muggings, 12 percent.", "-31 none; ?"),
    ("Filed cases came in 13.1 percent lower than in the same eight months of 2021.", "-13.1 year"),
    ("In 2014 they solved nearly a third (32.7 percent) more than in 2013.", "<33.3 year; 32.7 year"),
    ("In April to July 2006 arrests were up 2.9 percent on the like period of 2005. In 2009 they fell 1 percent.",
     "2.9 year; -1 year"),
    ("Thefts were 12 percent under last year's level, robberies 22 percent off last year's.", "-12 year; -22 year"),
    ("Travellers were 13 percent more than the equivalent period last year.", "13 year"),
    ("Cases were down 15 percent from the 10 days before it.", "-15 period"),
    ("With a reduction year after year, thefts fell 4 percent.", "-4 none"),
    ("A year-on-year drop of 12% and a month-on-month rise of 4% were seen.", "-12 year; 4 period"),
    ("Thefts fell 12 percent on a year earlier.\nFires dropped 20 percent last year, with deaths down 4 percent.",
     "-12 year; -20 year; -4 year"),
    ("Permits were at 30,000, swamped by 212 percent year on year.", "30000; ? year"),
    ("Thefts fell from 400 in 2016 to 300 in 2020, by an annual average of 7 percent.",
     "400; 300; -7 against annual average"),
    ("Cases skyrocketed by 45 percent.", "45 none"),
    ("In June thefts were 8 percent below that of May and 15 percent below that of June 2021.",
     "-8 period; -15 year"),
    ("Last year saw 31 robberies; this year there were 12, 61 percent less.", "31; 12; -61 year"),
    ("Solved cases increased 1.4 times over last year.", "? year"),
    ("In comparison to 2022, thefts were down 12 percent.", "-12 against 2022"),
    ("The amount of crime lowers 12 percent compared with the same time of the last year.", "-12 year"),
    ("There were 423 thefts, an increase of 89 cases (+26.6%) compared with 334 cases in the same period of 2022.",
     "423; 89 year; 26.6 year; 334"),
    ("Thefts in 2017 came to 293 cases, 94 fewer than 2016.", "293; -94 year"),
    ("The rise of 48% in the first quarter of this year narrowed down to 27% in the second quarter when compared"
     " to the same quarters last year.", "48 year; 27 year"),
    ("Thefts fell 12 percent compared with other towns.", "-12 against other towns"),
    ("Robberies fell 64 percent year on year; burglary, by 35 percent.", "-64 year; ? year"),
    ("Cases were down 15 percent from the 10-day period before.", "-15 period"),
]  # fmt: skip
#: Whether the year named is the one before, by the sentence, the day of publication or the other years of the text.
YEARS = [
    ("In 2021 thefts were 8 percent below the 2020 figure and 14 percent lower than in 2018.", "-8 year; -14 against 2018"),
    ("Published 2022-03-01\nThefts this year are down 8 percent on the same period of 2021.", "-8 year"),
    ("Published 2022-03-01\nThefts are down 8 percent on the same period of 2019.", "-8 against 2019"),
    ("Published 2022-03-01\nLast year thefts were 8 percent fewer than in 2020.", "-8 year"),
    ("The unit was set up in 2020. This year thefts are down 8 percent on 2019.", "-8 against 2019"),
    ("Thefts in May dropped 4 percent compared with April, frauds 2 percent compared with January.",
     "-4 period; -2 against January"),
    ("In 2021 calls were 8 percent more than 2020 and 15 percent more than 2019.", "8 year; 15 against 2019"),
    ("Last year frauds were up 9 percent over 2016.", "9 year"),
    ("Frauds are up 9 percent over 2016.", "9 against 2016"),
    ("The unit has served since 2004.\nFrauds are up 9 percent.", "9 none"),
    ("去年涉毒案件較前年上升21%。", "21 year"),
    ("今年涉毒案件较前年上升21%。", "21 against 前年"),
    ("二〇一七年,盗窃案件比二〇一六年下降12%,比二〇一三年下降31%。", "-12 year; -31 against 2013"),
    ("2022年,立案数与2021年相比下降9%,与疫情前的2019年实绩相比下降44%、51%。",
     "-9 year; -44 against 2019; -51 against 2019"),
    ("盗窃案件发3起,同比下降7%,较2012年同期的312起下降99%。", "3; -7 year; 312; -99 against 2012"),
    ("In the first half of 2022 thefts were 12 percent fewer than in the second half of 2021.", "-12 against 2021"),
    ("与一季度相比,二季度盗窃下降12%,比2019年四季度下降31%。", "-12 period; -31 against 2019"),
    ("截至目前,盗窃案件比2016年下降12%。2017年启动试点。", "-12 against 2016"),
]  # fmt: skip
NUMBERS = [
    # the numbers of a list share the noun of the last
    ("With 16, 7 and 11 cases respectively, three towns led; the number of thefts was 40.", "16; 7; 11; 3; 40"),
    ("盗窃、诈骗案件分别为16、11起,占总数的1/3。", "16; 11; ?"),
    ("新藥品共四十一種,15省市参加。", "41; 15"),
    # a third that is no share, a year that is no count, a hedge that is none
    ("A third party saw a fall in the third quarter; thefts fell by a third.", "-33.3 none"),
    ("Thefts in 2021 were 3 percent below 2020 levels.", "-3 year"),
    ("将近期追回的300万元发还。", "3000000"),
    # a point that was scanned as a full stop, and a hedge that is none
    ("收缴假币12。5万元。", "?"),
    ("登记人数多于去年到访的3万人。", "?"),
    ("查处多于20起的案件。", ">20"),
    ("走访群众 1.2 万 余户,投入警力2000余。", ">12000; >2000"),
    ("发案率为3‰。", "0.3"),
    ("挽回损失2.5个亿,查获毒品1吨多。", "250000000; >1"),
    ("查获毒品两公斤半。", "?"),
    ("刑拘、行拘各12人。", "?"),
    ("破案率同比提高12个百分点,达到68%。", "12 year; 68"),
    (
        "Thefts stood at 210, against 340 a year ago, with 85 percent solved, up from 78 percent a year earlier.",
        "210; 340; 85; ?",
    ),
    ("Thefts fell by one third compared with before the epidemic.", "-33.3 against before the epidemic"),
    ("Deaths fell to 312 last year from 400 in 2019.", "312; 400"),
    ("出警时间由8分钟缩短至5分钟。", "8; 5"),
    ("刑事警情7起(环比↓36.5%),纠纷246起(环比↑1.4%)。", "7; -36.5 period; 246; 1.4 period"),
    ("Thefts dropped 56 percent, and over 66 percent of all cases were solved.", "-56 none; >66"),
    ("盗窃警情约占60%。", "~60"),
    ("環(huán)比增長12.8%。", "12.8 period"),
    ("Thefts increased over 15 percent on average.", ">15 none"),
    ("警情播报:盗窃降两成\n同比,盗窃警情下降19%。", "-20 year; -19 year"),
    ("治安乱点发案下降43%,八类案件再次同比下降10%。", "-43 year; -10 year"),
    ("与“十三五”相比,立案数下降13%。", "-13 against “十三五”"),
    ("比前五年分别上升78%和3.5倍。", "78 against 前五年; ?"),
    ("110类报警5544起。", "5544"),
    ('They broke up six "street racing" gangs and sent out six inspection teams.', "6; 6"),
    ("They seized 11 grenades and several detonators.", "11; ?"),
    ("In all, 19 out of 20 disputes were settled.", "?; 20"),
    ("They solved 300 (75 percent) of the cases.", "300; 75"),
    ("One and a half million suspects were held.", "?"),
    ("They checked 2 million-plus vehicles and 300 plus drivers.", ">2000000; >300"),
    ("They checked 13.000 vehicles.", "?"),
    ("They seized 3 million U.S. dollars.", "?"),
    ("As few as 30 suspects were held.", "?"),
    ("The number is up to 83,400.", "?"),
    ("Satisfaction rose 76.%.", "?"),
    ("Burglaries numbered 310 (-4.2%).", "310; ?"),
    ("The detection rate was near 80 percent.", "<80"),
    ("刑事发案率下降到万分之3.2。", "0.032"),
    ("不到4个小区,不足百户,低于5%,不超过30起,30人以下。", "<4; <100; <5; <=30; <=30"),
    ("Fewer than 300 suspects were held, no more than 30 dens left, below 5 percent.", "<300; <=30; <5"),
    ("One out of every hundred residents was asked.", "1"),
    ("Victims aged under 16 were helped; deaths rose over 2008.", ""),
    ("最高可达5万元,最低奖励1000元,最多可获3000元,2万元封顶。", "<=50000; >=1000; <=3000; <=20000"),
    ("满意度达历史最高98.6%。", "98.6"),
    ("未超过300人,从未突破100起,满意率未达98%。", "<=300; <=100; <98"),
    ("Thefts did not exceed 300, barely 40 people came, and at least another 30 stayed.", "<=300; <40; >=30"),
    ("More than a total of 300 suspects were held.", ">300"),
    ("缴获九十五点七四千克海洛因、一点二万元、麻古1063粒。", "95.74; 12000; 1063"),
    ("发案率低于法国(3.64)。", "3.64"),
    ("万人发案率由38.2下降到32.6。", "38.2; 32.6"),
    ("They seized 74 four-wheel vehicles; eight people were killed and nine injured.", "74; 8; 9"),
    ("Seven suspects from one gang and another seven, who hid, were held in two rounds of night checks.", "7; 7; 2"),
    ("破案率列全国第一;缴获毒品不满1克的,奖励300元。", "300"),
    ("There were 13 thefts, compared with 73 in May; substances number 116.", "13; 73; 116"),
    ("Hotels were punished to the number of 38; officers killed five suspects and wounded nine.", "38; 5; 9"),
    (
        "Burglary 312, down 12 pct; two less than a year ago; victims, down four from 2021.",
        "312; -12 year; -2 year; -4 against 2021",
    ),
    ("Losses of 51 million yuan (US$8 million) were recovered.", "51000000; ?"),
    ("查处超速行驶的31辆、逾期未检的12辆。", "31; 12"),
    ("Crime fell, and 98 percent of residents feel safe.", "98"),
    ("The 12367 service hotline; on February 15 officers came; 自一七年部署。", ""),
    ("发案率由千分之三点二降至千分之二点六。", "0.32; 0.26"),
]


@pytest.mark.parametrize(("text", "expected"), [*CHINESE_CHANGES, *ENGLISH_CHANGES, *YEARS, *NUMBERS])
def test_every_figure_of_a_sentence_is_read_or_pointed_out(text, expected):
    rows, expected = scan.drafts(text)[1], [entry for entry in expected.split("; ") if entry]
    assert len(rows) == len(expected)
    assert [shown(row, entry) for row, entry in zip(rows, expected, strict=True)] == expected


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("刑事立案数同比下降14%。治安案件下降9%。", "figure before"),
        ("Thefts fell 12 percent from a year earlier.\nRobberies fell 8 percent.", "figure before"),
        ("较2019年同期下降31%。", "another one"),
        ("自整治开展以来,飙车警情下降31%。", "the time before"),
        ("事故下降百分之十三點(diǎn)五。", "behind the brackets"),
        ("Thefts fell 12 percent from a year earlier. In 2021 robberies fell 8 percent.", "no baseline is printed"),
        ("盗窃警情同比下降12%,抢劫警情同比下降3%。\n2021年5月破案300起。\n盗窃警情下降12%", "no baseline is printed"),
        ("纠纷类警情减少86起。", "a fall is negative"),
        ("全市警力增加300名。", "added"),
        ("Deaths fell by 300 and injuries by 1,200 from a year earlier.", "for this number too"),
        ("Thefts did not rise by 5 percent.", "denied"),
        ("占比约降低9个百分点。", "hedge before the verb"),
        ("刑事案件增幅同比回落4.2个百分点。", "a change of a change"),
        ("比例是2018年的43%。", "another year's figure"),
        ("There was a rise in rape, arson and theft, by 36 percent.", "rise hold"),
        ("The share fell 5 percent; burglary, by 35.9 percent.", "a fall or a rise"),
        ("Robberies fell 31 percent; muggings, 12 percent.", "for this number too"),
        ("今年再降:刑事警情47.38%。", "hold for it"),
        ("盗窃警情20%、抢劫警情31%,均同比下降。", "fall or"),
        ("刑案去年下降16.4%。", "the year before"),
        ("2023年立案312起、2022年立案352起,下降11.4%。", "earlier of the two years"),
        ("Last year frauds were up 9 percent over 2016.", "No later year is named"),
        ("They built walls around 16 villages.", "where it is"),
        ("电诈警情同比下降12%,刑事警情下降5%。", "同比"),
        ("Gun crimes dropped 30.5 percent and explosive crimes 36.1 percent year on year.", "fall or rise"),
        ("安全感比去年底上升1.52个百分点。", "去年底"),
        ("Crime dropped 12.5 percent from 2019 and 15.4 percent for explosives.", "fall or rise"),
        ("The rise of 48% narrowed down to 27%.", "rise hold"),
        ("Fraud was down 14.3 percent from April.", "another one"),
        ("Traffic deaths were down 8.1 pct y-o-y and injuries up 2.4 pct.", "y-o-y"),
        ("Solved cases had risen 18.3 percent, arrests 11.2 percent.", "fall or rise"),
        ("盗窃警情同比见长12%。", "fall or a rise"),
        ("全省压降刑案41.3%。", "压降 hold"),
        ("日均警情比节前少了近百起。", "节前"),
        ("There were 412 fewer burglaries than in 2021.", "than in 2021"),
        ("They visited 1.200 households.", "thousands"),
        ("They visited 1 200 households.", "one number"),
        ("排查隐患2.1万起,已整改到位2万起。", "unit"),
        ("Each team visits between 30 and 50 households.", "range"),
        ("They recovered 50 million yuan ($7.7 million).", "another currency"),
    ],
)
def test_what_is_not_certain_is_said(text, word):
    assert word in scan.drafts(text)[1][-1]["note"]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("They chose 16 widely respected cadres.", "people"),
        ("With 16 and 11 cases, respectively, two towns led.", "cases"),
        ("They solved 5,135 child trafficking cases.", "cases"),
        ("They destroyed 90 overseas telecom fraud dens.", "dens"),
        ("They sold 200 zebras to people.", "zebras"),
        ("Arrests were made in 27 provinces.", "provinces"),
        ("密集分布著6個社區。", "places"),
        ("从19个国家抓获。", "countries"),
        ("追回手机164台。", "phones"),
        ("They destroyed 368 gambling platforms.", "platforms"),
        ("The number of bicycles in the city had reached 530,000.", "bicycles"),
        ("More than 30 were arrested.", "people"),
        ("覆盖41项业务。", "业务"),
        ("查处火灾63起。", "cases"),
        ("总涉案价值8.59亿。", "yuan"),
        ("超过6823万中小学生注册学习。", "people"),
        ("In the crash 16 died.", "people"),
        ("满意度分别升0.8和1.1个百分点。", "percentage_points"),
        ("Controlled psychoactive substances number 116.", "substances"),
        ("Formal arrests came to about 9,300.", "people"),
        ("They recovered US$ 5 million.", "dollars"),
        ("They recovered MOP8.8 million.", "patacas"),
        ("They held 821 immigrants.", "people"),
    ],
)
def test_the_noun_tells_the_unit_some_words_on(text, unit):
    row, *_ = scan.drafts(text)[1]
    assert row["unit"] == unit


@pytest.mark.parametrize(
    "text",
    [
        "In 2002 they solved 4.33 million cases, a fall from 4.45 million.",
        "There were 4.39 million cases in 2003 and 4.71 million in 2004.",
    ],
)
def test_a_level_counts_what_the_figure_before_it_counts(text):
    row = scan.drafts(text)[1][-1]
    assert row["unit"] == "cases" and "figure before" in row["note"]
