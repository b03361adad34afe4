"""What campaigns ask and what they report: named campaigns, their lists of tasks, their dates and the stage of figures.

Kind of work, addressee and stage are this project's own coding, made from the words of the reports.
"""

from dataclasses import replace

import pandas as pd

from campaigns.claims import needs, wording
from campaigns.claims.tasks_in_chinese import IN_CHINESE

#: The stage of a figure, in the order of work: (name, what it holds), pairs (English, Chinese).
STAGES = {
    "programme": (("Design", "设计"), ("lengths, titles", "期限、称号")),
    "input": (("Input", "投入"), ("police, helpers", "警力、社会力量")),
    "activity": (("Activity", "活动"), ("visits, rounds", "走访、检查")),
    "output": (("Output", "产出"), ("cases, disputes", "案件、纠纷")),
    "outcome": (("Outcome", "成效"), ("crime, opinion", "发案、民意")),
}
#: Kinds of police work in Chinese.
WORK = {
    "contact": "联系", "welfare": "帮扶", "watch": "重点管控", "crime prevention": "犯罪预防", "dispute mediation": "纠纷调解",
    "service": "服务", "police accountability": "队伍监督", "intelligence": "摸排线索", "publicity": "宣传",
    "enforcement": "打击整治", "patrol": "巡逻",
}  # fmt: skip


def named(record):
    """Campaigns, programmes and mechanisms that the complete reports name: rows of campaigns.csv with a source."""
    return record.campaigns[record.campaigns.source_ids != ""]


def silent(record, claims):
    """Those of named() without any of the claims."""
    return named(record)[~named(record).campaign_id.isin(claims.rows.campaign_id)]


def tasks(record):
    """The listed tasks, one a row, as squares of a chart: columns group (the kind of work) and lane (who asks), both
    pairs (English, Chinese), owner, publisher, published, dated (whether the report is), and those of tasks.csv.

    Kinds of work that most lists of dated reports hold come first, of these the most frequent; a task stands for
    itself, it has no hedge.
    """
    rows = record.tasks.merge(named(record)[["campaign_id", "name_en", "name_zh", "area_id"]], on="campaign_id")
    rows = rows.merge(record.sources[["source_id", "publisher", "published"]], on="source_id")
    rows["dated"] = rows.published.notna()
    often = rows[rows.dated].groupby("function").campaign_id.agg(["nunique", "size"]).sort_values(["nunique", "size"])
    order = list(often.index[::-1])
    order += [name for name in rows.function.value_counts().index if name not in order]
    rows = rows.sort_values("function", key=lambda held: held.map(order.index), kind="stable")
    rows["figure_id"], rows["said"], rows["who"] = rows.task_id, rows.task, rows.name_en
    rows["who_zh"], rows["said_zh"] = _chinese_name(rows), rows.task_id.map(IN_CHINESE).fillna(rows.task)
    rows["group"] = [(name[0].upper() + name[1:], WORK.get(name, name)) for name in rows.function]
    rows["lane"] = list(zip(rows.name_en, rows.name_zh, strict=True))
    return _counted_once(rows.assign(area_id=_told_by(record, rows.source_id, rows.area_id)))


def _told_by(record, source_ids, run_by):
    """The area of the report that tells of each campaign, whoever runs it; of a report without figures, who runs it."""
    return source_ids.map(_areas_told_of(record).set_index("source_id").area_id).fillna(run_by)


@needs.reckoned
def _areas_told_of(record):
    """The area of the first figure of each source: DataFrame source_id, area_id."""
    return record.figures.groupby("source_id").area_id.first().reset_index()


def askers(listed, claims):
    """The programmes that list tasks, those of dated reports first, of these the longest list, each with how many
    figures it reports: heads of columns.

    listed: rows of tasks(). Returns [((English, Chinese), (detail, detail in Chinese))].
    """
    figures, heads = claims.rows.campaign_id.value_counts(), []
    lists = listed.groupby(["campaign_id", "lane"]).dated.agg(["all", "size"])
    for (campaign, lane), dated, _ in lists.sort_values(["all", "size"], ascending=False).itertuples():
        n = int(figures.get(campaign, 0))
        told = (
            (f"{wording.counted(n, 'figure')} reported", f"报告{n}个数字")
            if n
            else ("no figure reported", "未报告数字")
        )
        heads.append((lane, told if dated else (f"report undated, {told[0]}", f"报告未注日期，{told[1]}")))
    return heads


def _counted_once(rows):
    """Rows that stand for themselves: one each, without hedge, in the colour of the area whose report tells of them."""
    plain = dict(value=1.0, low=1.0, high=1.0, qualifier="unhedged", reading="as_printed", level="province")
    return rows.assign(owner=_owners(rows.area_id), when="", printed="", **plain)


def _owners(areas):
    """Whose claims are told by the reports of areas, see select.joined()."""
    return ["nation" if area == "CN" else "core" for area in areas]


def dated(record):
    """Named campaigns with a first day, as spans of a timeline, in the order of their days.

    Columns figure_id, name, detail, said (each once more in Chinese), start, end (NaT where none is named), drawn_to
    (the end, or the day of the report or of what it tells of, or the first day), start_basis, end_basis, owner (of the
    report that tells of it).
    """
    found = named(record)[named(record)["from"].notna()].sort_values("from", kind="stable")
    rows = found.rename(columns={"campaign_id": "figure_id", "from": "period_start", "to": "period_end"})
    rows = rows.assign(
        start_basis=rows.dates_basis, end_basis=rows.dates_basis.where(rows.period_end.notna(), ""), claim=""
    )
    first = rows.source_ids.str.split(" | ", regex=False).str[0]
    tellers = _told_by(record, first, rows.area_id)
    rows = rows.assign(start=rows.period_start, end=rows.period_end, owner=_owners(tellers))
    days = record.sources.set_index("source_id")[["published", "event_date"]]
    rows["drawn_to"] = rows.end.fillna(first.map(days.published)).fillna(first.map(days.event_date)).fillna(rows.start)
    for language, ending in (("en", ""), ("zh", "_zh")):
        place, told = record.areas.set_index("area_id")[f"name_{language}"], list(rows.itertuples())
        rows[f"detail{ending}"] = [_detail(row, place, by, language) for row, by in zip(told, tellers, strict=True)]
        rows[f"said{ending}"] = [length(row.start, row.end, language) for row in told]
    return rows.assign(name=rows.name_en, name_zh=_chinese_name(rows))


def _chinese_name(rows):
    return rows.name_zh.where(rows.name_zh != "", rows.name_en)


def _detail(row, place, teller, language):
    """Where a campaign runs, whose report tells of it if another's, and its days. place: names of areas."""
    here, there, zh = place[row.area_id], place[teller], language == "zh"
    other = "" if here == there else f"（见{there}报告）" if zh else f", in {there}’s report"
    return wording.joined(language, here + other, wording.period(row, language))


def length(start, end, language="en"):
    """The length of a span in words: whole years, whole months, else days; "no end named" where there is none."""
    if pd.isna(end):
        return ("no end named", "未写明终点")[language == "zh"]
    after = end + pd.Timedelta(days=1)
    months = (after.year - start.year) * 12 + after.month - start.month
    count, unit = (months, "month") if start.day == after.day == 1 else ((after - start).days, "day")
    if unit == "month" and count % 12 == 0:
        count, unit = count // 12, "year"
    chinese = {"year": "年", "month": "个月", "day": "天"}
    return f"{count}{chinese[unit]}" if language == "zh" else wording.counted(count, unit)


def reported(claims, most=14):
    """Claims with columns group (the campaign and who claims) and lane (the stage), pairs (English, Chinese).

    The campaigns whose figures reach furthest stand first, among those the ones with most figures. Of more campaigns
    than ``most`` the last share one group, so that the chart fits a page.
    """
    order, count = list(STAGES), claims.rows.campaign_id.value_counts()
    furthest = claims.rows.groupby("campaign_id").stage.agg(lambda held: max(map(order.index, held)))
    ranked = sorted(count.index, key=lambda campaign: (-furthest[campaign], -count[campaign], campaign))
    further = ranked[most - 1 :] if len(ranked) > most else []
    rest = f"{len(further)} further campaigns", f"另外{len(further)}项"
    heads = {campaign: _with_places(held) for campaign, held in claims.rows.groupby("campaign_id")}
    told = claims.marked(
        group=lambda row: rest if row.campaign_id in further else heads[row.campaign_id],
        lane=lambda row: STAGES[row.stage][0],
    )
    placed = told.rows.sort_values("campaign_id", key=lambda held: held.map(ranked.index), kind="stable")
    return replace(told, rows=placed)


def _with_places(rows):
    """A campaign's name with the nation or the provinces whose claims the rows are, a pair (English, Chinese)."""
    first = next(rows.itertuples())
    english, chinese = (list(dict.fromkeys(rows[column])) for column in ("province_en", "province_zh"))
    return (
        f"{first.campaign_en} ({wording.listed(english)})",
        f"{first.campaign_zh or first.campaign_en}（{'、'.join(chinese)}）",
    )
