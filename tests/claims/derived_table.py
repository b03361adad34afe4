"""What every number in the notebooks' sentences and charts is: the words around it, and what it must say.

SAID: {notebook: [(words, span, ...)]}; each {} in the words stands for a number, " * " for any words. A span is what
the number must say, a list of spans that it must be one of, or a function that judges the Span which was read.
CHARTS: {chart: function of a row of the record -> Span} where a chart draws something other than its rows' own numbers.
"""

from collections import Counter
from datetime import date
from math import ceil

# isort: off
from claims.recount import (
    CAMPAIGNS, CORE, COUNTS, DISTINCT, FIGURES, FULL, HEDGED, HOUSEHOLDS, KINDS_OF_VISIT, LEDGER, LEVELS_OF_AREAS,
    MANY, NAMED, NATION, OUTCOMES, OWN_OF, PLAIN, PROVINCES, RATES, ROUND, SETTLED, SILENT, SOURCES, SPOKEN_OF,
    SUMMERS, TASKS, TOLD_AGAIN, WORK, by_start, charted, fold, having, more, n, per_officer, rates_of, settled,
)  # fmt: skip

# isort: on
from claims.spans import Span, a_day, bounded, exact, hull, length, of, own, rate, row, table

TIMELINE = [r["figure_id"] for r in charted("07_what_campaigns_ask_timeline")]
TWINS = {"sc22-police-deployed": "china-mps-y2022-1-police-deployed",
         "sc22-social-forces": "china-mps-y2022-1-social-forces",
         "sc22-disputes-resolved": "china-paper-y2022-1-disputes-resolved",
         "sc22-suspects-caught": "china-chinanews-y2022-1-suspects-caught"}  # fmt: skip
DOORS = of("gz22-households-visited", "family-households-gz-y2020")
PEOPLE = of("mps24-people-mobilised", "population-china-y2020")
#: Sichuan's first day is not printed: counted from the nation's first day, or from 1 July.
SCALE = {here: by_start(here).over(rate(nation), 100) for here, nation in TWINS.items()}
ONE_IN = exact(ceil(100 / DOORS.low))
HERE, NATIONWIDE = by_start("sc22-police-deployed"), rate("china-mps-y2022-1-police-deployed")
NIGHT = rate("china-cctv-y2022-1-police-deployed").over(NATIONWIDE)
INTERIM = SCALE["sc22-disputes-resolved"]
APART = fold([by_start(r["figure_id"]) for r in charted("04_disputes_resolved_by_verb")])
PACE = a_day("gz22-households-visited")
YEARS = own("family-households-gz-y2020").over(PACE).over(exact(365))
AVOIDED = of("sc23-losses-avoided-headline", "sc23-property-recovered", 1)
AS_READ = Span(AVOIDED.high, AVOIDED.low, either=True)  # in the order of the readings, the smaller sum first
HOME = "population-sc-y2020"
YEAR, WHOLE = "sichuan-chinanews-y2024-1-disputes-mediated", "china-cctv-y2022-1-disputes-resolved"
UNITS, FORCE = "village-level-units-gz-y2023", "police-with-basic-enforcement-qualification-china-y2022"
HEDGED_AS = {r["qualifier"] for r in FIGURES} - {"unhedged"}
CODED = [{r["figure_id"]: r["value"] for r in table(f"coding/{turn}_coding")} for turn in ("first", "second")]
BOTH = [(CODED[0][name], CODED[1][name]) for name in CODED[0].keys() & CODED[1].keys()]
WITHOUT = rate("china-mps-y2022-1-police-deployed", without="china-youth-daily-y2022-1-police-deployed")
APART_HERE, APART_WITHOUT = NATIONWIDE.over(HERE), WITHOUT.over(HERE)
SHORT = "china-people-y2024-1-police-deployed"  # of two nights or three
NIGHTS_OF_SHORT = hull([rate(SHORT).over(exact(nights), 2) for nights in (2, 3)])
EACH = (of("sc22-social-forces", "sc22-police-deployed", 1),
        of("china-mps-y2022-1-social-forces", "china-mps-y2022-1-police-deployed", 1))  # fmt: skip
HUNDRED = [of(what, "sc22-police-deployed") for what in ("sc22-disputes-resolved", "sc22-suspects-caught")]
MOVED = having(CORE, kind="change")
NEAR = [r for r in having(CORE, kind="share", unit="percent") if float(r["low"] or 0) >= 95]
UNDATED = {r["source_id"] for r in SOURCES.values() if not r["published"]}
ESSAY, ASKED = ([t for t in TASKS if (t["source_id"] in UNDATED) == undated] for undated in (True, False))
DATED = having(CAMPAIGNS, campaign_id=TIMELINE)
REPORTS = ("china-cctv-y2022-1", "china-nandu-y2023-1", "china-xinhua-y2024-1")
TOTALS = {
    words: [f"{report}-{what}" for report in REPORTS] for words, what in (
        ("Criminal cases solved 破获刑事案件", "criminal-cases-solved"),
        ("Suspects caught 抓获违法犯罪嫌疑人", "suspects-caught"), ("Disputes", "disputes-resolved"))
}  # fmt: skip
HEDGED_COUNTS = having(COUNTS, qualifier=sorted(HEDGED_AS))
LEVELS = {name: (n(HEDGED_COUNTS, level=level), n(COUNTS, level=level)) for name, level in LEVELS_OF_AREAS.items()}
NARROW, WIDE = "china-nandu-y2023-1-public-order-dangers", "china-xinhua-y2024-1-dangers-removed"
NIGHTS = "china-xinhua-y2024-1-dangers-removed-b", "china-cctv-y2022-1-dangers-removed"
DRINK = "china-cctv-y2022-1-drink-and-drunk-driving"
LOW, HIGH = (exact(getattr(own(DRINK), end)) for end in ("low", "high"))
ROUND_TURNS = {
    one: [own(r["figure_id"]) for r in charted("08_three_summers_patrols") if ("round only" in r["scope"]) == one]
    for one in (True, False)
}
#: What a chart draws under a key of its own: one more reading of a row. {key: what it must say}
READINGS = {f"{DRINK}-whole-action": HIGH.over(length(row(WHOLE)))}
HUNAN, ALL_OF_2022 = "hunan-voc-y2022-1-suspects-caught", "china-chinanews-y2022-1-suspects-caught"
MORE_SUSPECTS = by_start(HUNAN).over(by_start(ALL_OF_2022))
CHONGQING = {"2022": "chongqing-chinadaily-y2023-1-{}", "2023": "chongqing-china-y2023-1-{}"}
RISES = [more(by_start(there["2023"].format(what), a_day), by_start(there["2022"].format(what), a_day))
         for there in [CHONGQING] for what in ("criminal-cases-solved", "suspects-caught")]  # fmt: skip
PLACES = {
    "Jiangsu 2023, criminal cases": "jiangsu-jschina-y2023-1-criminal-cases-solved",
    "Jiangsu 2024, criminal cases": "jiangsu-police-y2024-1-criminal-cases-solved",
    "Ningbo 2022, suspects": "ningbo-wanbao-y2022-1-suspects-caught",
    "Ningbo 2024, suspects": "ningbo-ribao-y2024-1-suspects-caught",
}
STATIONS = sorted((r["figure_id"] for r in having(DISTINCT, metric_id="fengqiao_stations", area_id="CN",
                   scope="ministry and provincial titles")), key=lambda name: row(name)["period_end"])  # fmt: skip
POSTS = [r["figure_id"] for r in charted("10_visits_2008_to_2026_posts")]
YIELDS = [of(f"{report}-{what}", f"{report}-households-visited", 1000) for report, what in (
    ("faku-liaoning-ribao-y2021-1", "disputes-resolved"), ("tongling-ribao-y2022-1", "suggestions-received"),
    ("xinfeng-safety-culture-y2012-1", "suggestions-received"))]  # fmt: skip
FIRST, LAST = (date.fromisoformat(row(name)["period_end"]) for name in STATIONS)
MONTHS = exact((LAST.year - FIRST.year) * 12 + LAST.month - FIRST.month + (LAST.day > FIRST.day))
FAKU = per_officer(row("faku-liaoning-ribao-y2021-1-households-visited"))
GANSU = "gansu-lanzhou-wanbao-y2023-1"
TOP = [r for r in RATES if own(r).low >= 95]
LOWEST = exact(min(own(r).low for r in RATES))

CHARTS = {
    "03_police_deployed_nights": lambda r: NIGHTS_OF_SHORT if r["figure_id"] == SHORT else by_start(r["figure_id"]),
    "00_start_here_scale": lambda r: SCALE[r["figure_id"]],
    "02_households_visited_door": lambda r: [DOORS, bounded(1, "more_than")],
    "03_police_deployed_helpers": lambda r: of(r["figure_id"], "sc22-police-deployed", 10),
    "05_enforcement_hundred_turns": lambda r: of(r["figure_id"], "sc22-police-deployed"),
    "10_visits_2008_to_2026_officer": per_officer,
    "10_visits_2008_to_2026_settled": settled,
    **dict.fromkeys(("03_police_deployed_day", "04_disputes_resolved_same_summer", "04_disputes_resolved_by_verb"),
                    lambda r: by_start(r["figure_id"])),
    **dict.fromkeys(("09_provinces_side_by_side_suspects",
                     "09_provinces_side_by_side_cases", "09_provinces_side_by_side_helpers"),
                    lambda r: by_start(r["figure_id"])),
    "08_three_summers_drink": lambda r: a_day(r["figure_id"]),
    "09_provinces_side_by_side_two_summers": lambda r: by_start(r["figure_id"], a_day),
}  # fmt: skip

# fmt: off
SAID = {}
SAID["00"] = [
    ("{} complete reports make {} statements of a figure, {} distinct claims; {} other reports",
     n(FULL), n(CORE + TOLD_AGAIN), n(CORE), exact(len(SOURCES) - len(FULL))),
    ("{} of the {} claims carry a hedge", n(CORE, qualifier=sorted(HEDGED_AS)), n(CORE)),
    ("{} speak of outcomes", n(CORE, stage="outcome")),
    ("{} households or visits in Guizhou are {} of its households, {} people or person-times mobilised {} of China",
     own("gz22-households-visited"), DOORS, own("mps24-people-mobilised"), PEOPLE),
    ("100% = the nation’s, to 31 Jul 2022",),
    ("police, helpers and disputes work out at {} of the nation’s", hull([SCALE[r["figure_id"]] for r in charted("00_start_here_scale")])),
    ("first night round the police come to {}.", by_start("sc22-police-deployed").over(WITHOUT, 100)),
    ("The first seven add to {};", n(DISTINCT)),
    ("{} of {} claims are hedged, {} of them by", n(DISTINCT, qualifier=sorted(HEDGED_AS)), n(DISTINCT),
     n(DISTINCT, qualifier="more_than")),
]
SAID["01"] = [
    ("{} numerals stand in the {} texts; {} of them make {} figures, {} of which repeat an earlier one: {} claims",
     n(LEDGER), n(FULL), n(LEDGER, disposition="figure"), n(CORE + TOLD_AGAIN), n(TOLD_AGAIN), n(CORE)),
    ("{} of the {} claims are printed whole and without a hedge; {} are hedged", n(PLAIN), n(CORE), n(HEDGED)),
    ("{} readings are repaired or uncertain, in texts of which {} are machine",
     n(CORE, reading=["repaired", "uncertain"]), n(FULL, translation="machine")),
    ("{} of {} claims are plain numbers, {} say “more than”", n(PLAIN), n(CORE), n(HEDGED, qualifier="more_than")),
    ("Every claim in {} reports read in full", exact(len({r["source_id"] for r in CORE}))),
    ("¦ {} ¦ a plain number ¦ {} ¦ “more than” ¦ {} ¦ damaged in * only one * ¦ {} ¦ damaged in",
     n(PLAIN), n(HEDGED, qualifier="more_than"), n(CORE, reading="repaired"), n(CORE, reading="uncertain")),
    ("Of the {} claims printed whole and without a hedge, {} end in a zero",
     n(PLAIN), n([r for r in PLAIN if r["value"].endswith("0") and "." not in r["value"]])),
    ("{} figures coded by both, {} with the same value", n(BOTH), n([r for r in BOTH if r[0] == r[1]])),
]
SAID["02"] = [
    ("claim {} households or visits", own("gz22-households-visited")),
    ("counted in {} of {} complete reports",
     exact(len({r["source_id"] for r in CORE if r["metric_id"] == "households_visited"})), n(FULL)),
    ("{} of every 100", DOORS),
    ("{} in {}, if none", bounded(1, "more_than"), ONE_IN),
    ("claim comes to {} household in {} visited in {} days", bounded(1, "more_than"), ONE_IN,
     length(row("gz22-households-visited"))),
    ("¦ of {} in {} days ¦", ONE_IN, length(row("gz22-households-visited"))),
    ("; {} households (census", own("family-households-gz-y2020")),
    ("and at {} a day, if the visits went on * would take {} years", PACE, YEARS),
    ("visits to {} of {} households, if each was counted once",
     own("gz22-households-visited"), own("family-households-gz-y2020")),
    ("all {} family households", own("family-households-gz-y2020")), ("one dot: {} households", exact(10_000)),
    ("households 户 | {} of all family", DOORS),
    ("Guizhou: {} households or visits | {} days | {} a day",
     own("gz22-households-visited"), length(row("gz22-households-visited")), a_day("gz22-households-visited")),
    ("| {} village-level units (2023) | {} a unit", own(UNITS), of("gz22-households-visited", UNITS, 1)),
    ("| {} residents (2020) | {} per 1,000",
     own("population-gz-y2020"), of("gz22-households-visited", "population-gz-y2020", 1000)),
]
SAID["03"] = [
    ("Sichuan’s {} police turns of duty work out at {} a day per 100,000 residents: * The nation’s {} to * work "
     "out at {}.", own("sc22-police-deployed"), HERE, own("china-mps-y2022-1-police-deployed"), NATIONWIDE),
    ("The nation’s rate is {} times Sichuan’s. Without its first night round it would be {}, {} times Sichuan’s, which",
     APART_HERE, WITHOUT, APART_WITHOUT),
    ("Without its first night round the nation would have {}, {} times Sichuan’s.", WITHOUT, APART_WITHOUT),
    ("The {} nights may include auxiliaries, the day of 2022 includes the first round (without it {})",
     exact(row("china-cctv-y2022-1-police-deployed")["nights"]), WITHOUT),
    ("work out at {} turns of helpers 社会力量, the nation’s at {}.", *EACH),
    ("claims work out at {} turns of helpers", EACH[1]), ("{} times as many as the police", EACH[0]),
    ("ministry’s {} people or person-times mobilised are {} of every 100 residents",
     own("mps24-people-mobilised"), PEOPLE),
    ("{} times Sichuan’s rate", APART_HERE), ("the 2022 rounds are {} times an average day", NIGHT),
    ("{} times China’s day", NIGHT), ("a day per 100,000 residents",), ("a day or a night per 100,000 residents",),
    ("July 2024, {} or {}, and", exact(2), exact(3)),
    ("work out at {} helpers’ turns for every 10 police turns", of("sc22-social-forces", "sc22-police-deployed", 10)),
    ("for every 10 police turns of duty",),
    ("March | {} a day | Sichuan’s summer, {} a day", rate("gz22-school-police"), HERE),
    ("people 人 | {} | the nation’s police as far as known, {}",
     of("gz22-school-police", "population-gz-y2020", 100_000), of(FORCE, "population-china-y2020", 100_000)),
]
SAID["04"] = [
    ("Sichuan claims {} disputes resolved", own("sc22-disputes-resolved")),
    ("works out at {} of the nation’s", INTERIM), ("¦ {} of the nation’s", INTERIM),
    ("disputes “resolved” come to {} of the nation’s", INTERIM),
    ("Sichuan claims {} disputes mediated 调处: {} times the pace",
     own(YEAR), rate(YEAR).over(by_start("sc22-disputes-resolved"))),
    ("Chengdu claims {} disputes resolved within 3 days", own("sc23-chengdu-disputes")),
    ("the ministry {} disputes a year", own("mps24-disputes-per-year")),
    ("not named is taken as {} days", exact(365)),
    ("not printed: {} days, as drawn, from 25 June*; {} from 1 July",
     *(length(row("sc22-disputes-resolved"), start) for start in (None, "2022-07-01"))),
    ("lie {} times apart", APART), ("{} times Shaanxi’s", APART), ("a day per 100,000 residents",),
]
SAID["05"] = [
    ("100 police turns of duty of Sichuan’s summer of 2022 work out at {} disputes resolved and {} suspect caught",
     HUNDRED[0], HUNDRED[1]),
    ("claims {} people caught", own("gz22-qianfeng-suspects")),
    ("Losses “avoided”, {} yuan, are {} times what", own("sc23-losses-avoided-headline"), AS_READ),
    ("allows {} yuan for each solved case", of("sc23-property-recovered", "sc23-property-cases", 1)),
    ("works out at {} yuan, the losses “avoided” at {}.",
     of("sc23-property-recovered", HOME, 1), of("sc23-losses-avoided-headline", HOME, 1)),
    ("{} warnings are {} for every 100 residents", own("sc23-early-warnings"), of("sc23-early-warnings", HOME)),
    ("Sichuan claims {} police turns of duty, {} disputes resolved and {} suspects caught", own("sc22-police-deployed"),
     own("sc22-disputes-resolved"), own("sc22-suspects-caught")),
    ("for every 100 police turns of duty",), ("{} times the sum recovered", AS_READ),
    ("are {} times what Sichuan says", lambda said: said.strict_low and said.low < AVOIDED.low),
    ("{} kinds of money", n(charted("05_enforcement_money"))),
    ("{} suspects per night operation", of("sc22-suspects-caught", "sc22-night-operations", 1)),
]
SAID["06"] = [
    ("{} of {} changes are falls", n([r for r in MOVED if r["value"].startswith("-")]), n(MOVED)),
    ("{} stand against the year before 同比, {} against the preceding",
     n(MOVED, baseline="year_on_year"), n(MOVED, baseline="previous_period")),
    ("leave little over: {} leaves {} and {} leaves {}; {} of these {} are",
     *(span for r in NEAR for span in (own(r), exact(100).less(own(r)))), n(NEAR, reading="repaired"), n(NEAR)),
    ("claims rank {} in the nation", own("sc23-satisfaction-rank")),
    ("safety, {} years", own("sc23-years-ranked-first")),
]
SAID["07"] = [
    ("Dated reports list {} tasks, in {} lists. {} more",
     n(ASKED), exact(len({t["list"] for t in ASKED})), n(ESSAY)),
    ("the most frequent kinds are * ({} tasks) and * ({}).", *(exact(k) for _, k in Counter(t["function"] for t in ASKED).most_common(2))),
    ("{} lists of tasks in dated reports; only dispute mediation stands in two", exact(len({t["list"] for t in ASKED}))),
    ("{} of {} campaigns, programmes and mechanisms", n(SILENT), n(NAMED)),
    (", {} count outputs", n(CORE, stage="output")),
    ("{} of the {} named campaigns can be dated, {} by dates",
     exact(len(DATED)), n(NAMED), n(DATED, dates_basis="stated")),
    ("{} of {} claims speak of an outcome", n(CORE, stage="outcome"), n(CORE)),
    ("{} of {} named campaigns report no figure at all", n(SILENT), n(NAMED)),
    ("{} of {} named campaigns can be dated, only {} from dates printed in",
     exact(len(DATED)), n(NAMED), n(DATED, dates_basis="stated")),
    ("Hundred-Day Action run to 27 Sep 2022, {} days", length(row(WHOLE))),
    ("Summer Hundred-Day Action ¦ {} figures", n(CORE, campaign_id="hundred-day-2022")),
    ("Six must-visits ¦ {} figures", n(CORE, campaign_id="six-must-visits")),
]
SAID["08"] = [
    *((f"{what}: {{}} in 2022, {{}} in 2023 and {{}} in 2024", *map(own, ids)) for what, ids in TOTALS.items()),
    ("in {} of them, and", exact(2)),
    ("{} claims of the ministry about the three actions and their night rounds stand in the record; {} of them",
     n(NATION), n(NATION, kind="change")),
    ("2022, police 警力, 25 Jun – 31 Jul 2022: {} turns of duty work out at {} a day",
     own("china-mps-y2022-1-police-deployed"), a_day("china-mps-y2022-1-police-deployed")),
    ("2023, patrol forces 巡防警力, 25 Jun* – 30 Sep 2023*: {} turns of duty work out at {} a day",
     own("china-cns-y2023-1-police-deployed"), a_day("china-cns-y2023-1-police-deployed")),
    ("About {} million turns of duty for a national round of two or {} nights, about {} million for all rounds of a summer",
     lambda said: {round(turns.low / 10**6) for turns in ROUND_TURNS[True]} == {said.low}, exact(3),
     lambda said: all(abs(turns.low / 10**6 - said.low) < 1 for turns in ROUND_TURNS[False])),
    ("Claimed dangers removed {} to 2024 as the word widened; in night rounds, under one word, they rose {}",
     own(WIDE).over(own(NARROW)), more(*map(own, NIGHTS))),
    ("One round of two or {} nights", exact(3)),
    ("Drink driving: {} in {} nights? Two of {} readings", HIGH, exact(row(DRINK)["nights"]), exact(3)),
    ("{} ({}) in print for the rounds of 2022: one of {} readings", HIGH, HIGH, exact(3)),
    ("prefers none of its {} readings", exact(3)),
]
SAID["09"] = [
    ("Hunan’s claim of suspects to 10 Aug 2022 works out at {} times the nation’s", MORE_SUSPECTS),
    ("Sichuan’s work out at {} a day per 100,000 residents; its word", by_start("sc22-suspects-caught")),
    ("Hunan’s suspects to 10 Aug 2022 come to {} times the nation’s to 31 July", MORE_SUSPECTS),
    ("¦ {} times China’s to 31 July", MORE_SUSPECTS),
    ("nearly everywhere, lie {} times apart", fold(rates_of("09_provinces_side_by_side_cases", campaign_id=SUMMERS))),
    ("helpers work out at {} turns of duty a day per 100,000 residents, those of the nation to 31 July of that "
     "summer at {}.", by_start("sc22-social-forces"), rate("china-mps-y2022-1-social-forces")),
    *((f"{what} * {{}} a day.", by_start(figure_id, a_day)) for what, figure_id in PLACES.items()),
    *((f"Chongqing {year}: suspects for each case {{}}.",
       of(there.format("suspects-caught"), there.format("criminal-cases-solved"), 1))
      for year, there in CHONGQING.items()),
    ("Most claims of cases solved lie between {} and {} a day per 100,000; Guangdong in 2022 and Jiangsu in 2023 above {}",
     lambda said: all(span.low > said.low for span in rates_of("09_provinces_side_by_side_cases")),
     lambda said: [(span.high or span.low) < said.low for span in rates_of("09_provinces_side_by_side_cases")].count(False) == 2,
     lambda said: [span.low > said.low for span in rates_of("09_provinces_side_by_side_cases")].count(True) == 2),
    ("cases solved a day rise by {} from one summer to the next, suspects by {}", *RISES),
    ("For {} of {} provinces no province-wide figure", exact(list(OWN_OF.values()).count(0)), n(PROVINCES)),
    ("All {} were searched alike", n(PROVINCES)),
    ("{} one or more of the figures", n([own for own in OWN_OF.values() if own])),
    ("{} only of night rounds", n([area for area in SPOKEN_OF if not OWN_OF[area]])),
    ("{} looked for and not found", exact(len(OWN_OF) - len(SPOKEN_OF))),
    ("among 18, six in each of three summers",), ("a day per 100,000 residents",),
]
SAID["10"] = [
    ("Of {} counts of households {} are of a province: Guizhou, {} households or visits, Chongqing, {} households and "
     "Jilin, {} households", n(HOUSEHOLDS), n(HOUSEHOLDS, level="province"), own("gz22-households-visited"),
     own("chongqing-china-y2021-1-households-visited"), own("jilin-baogaosu-y2021-1-households-visited")),
    ("of the ministry and the provinces together: {} in 2023 and {} in 2024.", *map(own, STATIONS)),
    ("School guard posts: {} in 2018, {} in 2021, {} in 2023 and {} in 2025; no report", *map(own, POSTS)),
    ("a thousand households come with {} disputes or suggestions: Faku County, Shenyang, {}, Tongling, {} and Xinfeng "
     "County, Ganzhou, {}.", hull(list(YIELDS)), *YIELDS),
    ("Titles went from {} to {} within {} months: {} more",
     *map(own, STATIONS), MONTHS, more(*map(own, STATIONS[::-1]))),
    ("works out at {} households a community officer, on every day of {} months", FAKU, lambda said: said.low == 8),
    ("posts: {} or fewer at the ends of 2018 and 2021, above {} from the end of 2023", own(POSTS[1]),
     lambda said: all(own(post).low > said.low for post in POSTS[2:])),
    ("the {} counts of {} or more", n(MANY), exact(1000)),
    *((f"{lane} ¦ {{}} further claims", exact(KINDS_OF_VISIT[kind] - 2)) for kind, lane in (
        ("hear", "to hear residents 走访"), ("publicity", "before a survey 入户宣传"), ("check", "places 清查"))),
    ("a thousand disputes or suggestions were found, all but Gansu’s claim of 2023 say that {} are settled",
     Span(low=min(settled(r).low for r in SETTLED[False] if r["source_id"] != GANSU), strict_low=True)),
    ("from the dot to 100%",),
    ("Fewer than {} found or received", lambda said: all(own(r["part_of"]).high < said.low for r in SETTLED[True])),
]
SAID["11"] = [
    ("Of {} counts and sums of money {} carry a hedge, such as 余, “more than”; {} of these",
     n(COUNTS), n(COUNTS, qualifier=sorted(HEDGED_AS)), n(COUNTS, qualifier=["more_than", "at_least"])),
    ("Of the hedged numbers {} show one digit or two, of the others {}", *ROUND),
    ("{} show only one digit or two, of the others {}", *ROUND),
    ("{} one digit or two", list(ROUND)),
    ("With a hedge ¦ {} numbers", n(COUNTS, reading="as_printed", qualifier=sorted(HEDGED_AS))),
    ("Without a hedge ¦ {} numbers", n(COUNTS, reading="as_printed", qualifier="unhedged")),
    ("Of {} counts and sums {} repaired or uncertain readings", n(COUNTS),
     n(COUNTS, reading=["repaired", "uncertain"])),
    ("1 digit ¦ 2 digits ¦ 3 digits ¦ 4 or more",), ("¦ 0% ¦ 50% ¦ 80% ¦ 100%",),
    ("{} of {} rates of resolution stand at 95% or above; the lowest is {}", n(TOP), n(RATES), LOWEST),
    ("{} of {} rates that reports print are 95% or more, none is below {}", n(TOP), n(RATES), LOWEST),
    ("Of {} percent changes of crime, calls and accidents {} are falls; of {} of the police’s own work {} are rises",
     n(OUTCOMES), n(OUTCOMES, falls=True), n(WORK), n(WORK, falls=False)),
    ("{} of {} claimed changes outside the police are falls; {} of {} in their own work are rises",
     n(OUTCOMES, falls=True), n(OUTCOMES), n(WORK, falls=False), n(WORK)),
    ("police qualified to enforce the law, 2022: {}", own(FORCE)),
    *((f"{name} | {{}} | {{}} | {{}}", some, every, some.over(every, 100)) for name, (some, every) in LEVELS.items()),
]
SAID["12"] = [
    ("{} distinct claims of {} reports, under {} campaigns, in {} places",
     n(DISTINCT), *(exact(len({r[name] for r in DISTINCT})) for name in ("source_id", "campaign_id", "area_id"))),
    ("{} carry no hedge; {} are uncertain", n(DISTINCT, qualifier="unhedged"), n(DISTINCT, reading="uncertain")),
    ("{} further rows tell one", exact(len(FIGURES) - len(DISTINCT))),
]
# fmt: on
