"""Damaged sets of tables, one outcome each: refused with words that lead to the cause, or read as what it was.

What an edit does is never damage: it passes without a question.
"""

from dataclasses import replace

import pytest
from campaigns.record import accepted, grouped, schema, validate
from campaigns.record.departures import departures, reminders
from campaigns.record.spreadsheet import read_csv, with_whole_tokens
from damaged_bytes import BYTES
from damaged_cells import mistyped
from damaged_rows import FIG, REF, ROWS, VISITED, alone, cell, column, each, without


def changed(sound, table, data):
    """The tables with one of them read from other bytes."""
    return with_whole_tokens(sound | {table: read_csv(data, table)})


def outcome(raw, sound):
    """Lines of what is refused; none if the tables are sound and as accepted."""
    unread = [fault for table in raw.values() for fault in table.faults]
    found = unread or accepted.departures(raw, [sound]) or validate.faults(raw)
    return grouped.lines(found)


def damaged(sound, table, damage):
    """The tables with one of them damaged and read again: all of it, or the few rows that are not as they were."""
    held = sound[table]
    header, rows = list(held.header), [list(row) for row in held.rows]
    damage(header, rows)
    assert (header, rows) != (held.header, held.rows), "nothing was damaged"
    same_form = header == held.header and len(rows) == len(held.rows)
    few = [n for n, row in enumerate(rows) if row != held.rows[n]] if same_form else range(len(rows))
    if len(few) > 50 or not same_form:
        return changed(sound, table, schema.written(header, rows).encode("utf-8-sig"))
    read = read_csv(schema.written(header, [rows[n] for n in few]).encode("utf-8-sig"), table)
    for n, row in zip(few, read.rows, strict=True):
        rows[n] = row
    faults = [replace(fault, row=few[fault.row - 2] + 2) for fault in read.faults]
    return with_whole_tokens(sound | {table: replace(held, rows=rows, faults=faults)})


def names(cases):
    return [case[0] for case in cases]


def test_the_battery_is_large_and_each_name_stands_once():
    assert len({*names(ROWS), *names(BYTES)}) == len(ROWS) + len(BYTES) >= 150


@pytest.mark.parametrize(("name", "table", "damage", "told"), ROWS, ids=names(ROWS))
def test_damaged_rows_are_refused_with_the_cause(sound, name, table, damage, told):
    lines = outcome(damaged(sound, table, damage), sound)
    assert told in "\n".join(lines[:3]), lines[:5] or "sound, and nobody was asked"
    assert len(lines) < 25, "one cause, told again and again"


@pytest.mark.parametrize(("name", "table", "data", "told"), BYTES, ids=names(BYTES))
def test_damaged_bytes_are_read_as_they_were_or_refused(sound, name, table, data, told):
    raw = changed(sound, table, data())
    lines = outcome(raw, sound)
    if told:
        assert told in "\n".join(lines[:4]), lines[:5] or "sound, and nobody was asked"
        assert "\x1b" not in "".join(lines)
    else:
        assert lines == [] and raw[table].rows == sound[table].rows


def test_a_source_gone_with_all_that_points_to_it_is_refused(sound):
    raw, gone = dict(sound), "china-cctv-y2023-1"
    kept = {record["figure_id"] for record in sound[FIG].records() if record["source_id"] != gone}
    for table, keep in (
        ("sources", lambda _, r: r["source_id"] != gone), (FIG, lambda _, r: r["figure_id"] in kept),
        *((name, lambda _, r: r["figure_id"] in kept or not r["figure_id"]) for name in ("candidates", "third_coding", "fourth_coding")),
    ):  # fmt: skip
        if any(not keep(0, record) for record in sound[table].records()):
            raw = raw | {table: damaged(sound, table, without(keep))[table]}
    assert f"{gone} is gone with all that points to it" in "\n".join(outcome(raw, sound))


#: Without an accepted state: table, column sorted alone, the column that no longer fits, words.
UNFIT = [
    (FIG, "metric_id", "metric_id", "the metrics that their figure_ids name"),
    (FIG, "area_id", "area_id", "the areas that their source_ids name"),
    (FIG, "source_id", "source_id", "figure_id does not begin with"),
    (FIG, "value", "figure_id", "the values of their figures"),
    ("areas", "name_en", "area_id", "the areas that their source_ids name"),
    ("candidates", "figure_id", "figure_id", "the values of their figures"),
    ("first_coding", "value", "value", "the value of their figures"),
    ("second_coding", "metric_id", "metric_id", "the metric_id of their figures"),
    ("third_coding", "third_value", "third_value", "the value of their figures"),
    ("fourth_coding", "first_area_id", "first_area_id", "the area_id of their figures"),
    (REF, "area_id", "area_id", "reference_id does not name"),
    (REF, "year", "year", "reference_id does not name"),
    (REF, "subject", "subject", "reference_id does not name"),
    ("sources", "published", "published", "source_id names"),
]


@pytest.mark.parametrize(("table", "column", "told", "words"), UNFIT)
def test_names_sums_and_codings_tell_a_moved_column_without_an_accepted_state(sound, table, column, told, words):
    found = validate.faults(damaged(sound, table, alone(column)))
    assert any(fault.column == told and words in fault.problem for fault in found), [str(fault) for fault in found[:5]]


# ---- edits are no damage ----


def renamed(old, new):
    return lambda header, rows: [row.__setitem__(slice(None), [new if c == old else c for c in row]) for row in rows]


def added(n):
    """n rows of a report, each for another village."""

    def edit(header, rows):
        model = next(row for row in rows if row[0] == "habahe-police-y2020-1-places-visited")
        for number in range(n):
            new = [*model]
            new[0] += f"-village-{'abcdefghij'[number]}"
            new[header.index("label_zh")] += "一二三四五六七八九十"[number]
            rows.append(new)

    return edit


def of_report(source, **cells):
    def edit(header, rows):
        for row in rows:
            if row[header.index("source_id")] == source:
                for name, text in cells.items():
                    row[header.index(name)] = text

    return edit


VALUE = {"printed": "more than 880,000 households", "value": "880000", "low": "880000"}


def corrected(row):
    """A row of the claim of 168,000 police forces as if 169,000 were printed."""
    its_own = any("168,000 police forces" in cell for cell in row)
    return [cell.replace("168,000", "169,000").replace("168000", "169000") for cell in row] if its_own else row


EDITS = [
    ("one number", {FIG: cell(VISITED, **VALUE)}),
    ("one note", {FIG: cell(VISITED, note="The start and the end carry no printed year. Read again.")}),
    ("one name", {"areas": cell("CN-GZ", name_en="Guizhou Province")}),
    ("ten rows added", {FIG: added(10)}),
    ("a metric renamed",
     {"metrics": renamed("households_visited", "homes_visited"), FIG: renamed("households_visited", "homes_visited")}),
    ("a metric named otherwise", {"metrics": cell("households_visited", name_en="Homes visited", name_zh="走访户")}),
    ("the end of a report's figures", {FIG: of_report("guangzhou-ribao-y2023-1", period_end="2023-08-13")}),
    ("the notes of a report's figures",
     {FIG: of_report("qinghai-ribao-y2022-1", note="Read again; the start is the first day of the action.")}),
    ("a search taken out", {"searches": without(lambda i, _: i != 7)}),
    ("one yardstick", {REF: cell("police-areas-tj-y2022", note="As the copy of the yearbook prints it.")}),
    ("rows in another order", {FIG: lambda header, rows: rows.sort(key=lambda row: row[1])}),
    ("notes improved", {FIG: column("note", lambda i, t: f"{t} Seen again in copy {i}." if t and i % 60 == 1 else t)}),
    ("notes with one more sentence",
     {FIG: column("note", lambda i, t: f"{t} Read again." if t and i % 60 == 1 else t)}),
    ("notes for rows without", {FIG: column("note", lambda i, t: t or (f"Read again, {i}." if i % 20 == 1 else t))}),
    ("a new area", {"areas": lambda header, rows: rows.append(["CN-GZ-new", "New", "新地县", "county", "CN-GZ", ""])}),
    ("addresses of an archive",
     {"sources": column("url", lambda i, t: f"https://web.archive.org/web/2023/{t}" if t and 266 < i < 276 else t)}),
    ("definitions improved", {"metrics": column("counts", lambda i, t: f"{t}; see the notes" if 9 < i < 18 else t)}),
    ("kinds of some claimants",
     {"sources": column("claimant_kind", lambda i, t: "government" if t == "police" and i in (40, 41, 42) else t)}),
    ("a few labels mended", {FIG: column("label_zh", lambda i, t: f"{t}数" if t and 300 < i < 307 else t)}),
    ("actors of a report", {FIG: of_report("qinghai-ribao-y2022-1", counted_by="police_and_others")}),
    ("sources in another order", {"sources": lambda header, rows: rows.sort(key=lambda row: row[5])}),
    ("a candidate decided otherwise",
     {"candidates": column("reason", lambda i, t: f"{t}, see there" if i == 15 else t)}),
    ("a title", {"sources": cell("mps-2024", title="Briefing on high-quality development")}),
    ("a claim printed twice, corrected twice",
     {FIG: lambda header, rows: rows.__setitem__(slice(None), [corrected(row) for row in rows])}),
]  # fmt: skip


def test_a_unit_renamed_everywhere_is_asked_once_a_table(sound):
    """It changes what every chart of the unit says."""
    metrics = damaged(sound, "metrics", each("units", lambda t: t.replace("disputes", "conflicts")))
    lines = outcome(damaged(metrics, FIG, each("unit", lambda t: t.replace("disputes", "conflicts"))), sound)
    assert "every 'disputes' became 'conflicts'" in lines[-1] and [line.split(",")[0] for line in lines] == [
        "metrics.csv",
        "reported_figures.csv",
    ]


@pytest.mark.parametrize(("name", "edits"), EDITS, ids=names(EDITS))
def test_an_edit_passes_without_a_question(sound, name, edits):
    raw = dict(sound)
    for table, edit in edits.items():
        raw[table] = damaged(sound, table, edit)[table]
    told = outcome(raw, sound)
    if name == "ten rows added":  # new figures have no candidates: the selection is not asked here
        told = [line for line in told if "candidates" not in line]
    assert told == []


def test_numbers_that_the_changes_name_are_not_asked(sound):
    raw = damaged(sound, FIG, mistyped(12))
    reports = {now[1] for now, was in zip(raw[FIG].rows, sound[FIG].rows, strict=True) if now != was}
    assert departures(raw, sound, "1.1.0: other rows")
    assert departures(raw, sound, f"Read again: {', '.join(reports)}") == []


def test_a_changed_number_without_a_line_in_the_changes_is_only_reminded_of(sound):
    raw = damaged(sound, FIG, cell(VISITED, **VALUE))
    [line] = reminders(raw, sound, "1.1.0: other rows")
    assert VISITED in line
    assert reminders(raw, sound, f"{VISITED}: read again") == []


def test_what_one_accepted_state_explains_is_not_asked(sound):
    raw = damaged(sound, FIG, alone("area_id"))
    assert accepted.departures(raw, [sound]) and accepted.departures(raw, [sound, sound])
    assert accepted.departures(raw, [sound, raw]) == []
    assert accepted.departures(raw, []) == []
