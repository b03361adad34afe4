"""Damaged sets of tables, one line of outcome each: refused with words that lead to the cure, or read as what it was.

What an edit does is never damage: it passes without a question.
"""

import csv
import io
import os
import shutil
import subprocess
from dataclasses import replace
from datetime import date, timedelta

import pytest
from campaigns import project
from campaigns.record import accepted, checked, grouped, schema, tables, validate
from campaigns.record.departures import reminders
from campaigns.record.spreadsheet import with_whole_tokens

FIG, REF = "reported_figures", "reference"
VISITED = "gz22-households-visited"


# ---- what is done to a table: functions of its header and its rows (lists of cells, free to be changed) ----


def column(name, change):
    """Every cell of a column passed through change(index, text)."""

    def damage(header, rows):
        place = header.index(name)
        for index, row in enumerate(rows):
            row[place] = change(index, row[place])

    return damage


def each(name, change):
    """Every filled cell of a column passed through change(text)."""
    return column(name, lambda _, text: change(text) if text else text)


def reordered(order):
    def of(*names, first=0, last=None):
        """Columns, from a row to a row (0-based, last not included), in another order of rows."""

        def damage(header, rows):
            for name in names:
                place = header.index(name)
                cells = order([row[place] for row in rows[first:last]])
                for row, cell in zip(rows[first:last], cells, strict=True):
                    row[place] = cell

        return damage

    return of


alone = reordered(sorted)
backwards = reordered(lambda cells: sorted(cells, reverse=True))
down = reordered(lambda cells: [cells[0], *cells[:-1]])
up = reordered(lambda cells: [*cells[1:], cells[-1]])
turned = reordered(lambda cells: cells[::-1])
filled = reordered(lambda cells: [cells[0]] * len(cells))


def exchanged(name, one, other):
    """Two values of a column exchanged wherever they stand."""
    return each(name, lambda text: {one: other, other: one}.get(text, text))


def two_rows(*names, keys):
    """The cells of two rows exchanged."""

    def damage(header, rows):
        one, other = (next(row for row in rows if row[0] == key) for key in keys)
        for place in map(header.index, names):
            one[place], other[place] = other[place], one[place]

    return damage


def headers(one, other):
    def damage(header, rows):
        a, b = header.index(one), header.index(other)
        header[a], header[b] = header[b], header[a]

    return damage


def cell(key, **cells):
    def damage(header, rows):
        row = next(row for row in rows if row[0] == key)
        for name, text in cells.items():
            row[header.index(name)] = text

    return damage


def without(keep):
    def damage(header, rows):
        rows[:] = [row for index, row in enumerate(rows) if keep(index, dict(zip(header, row, strict=True)))]

    return damage


def scaled(*names, by, first=0):
    def times(text):
        number = float(text) * by
        return f"{number:.0f}" if number == int(number) else f"{number:.12g}"

    def damage(header, rows):
        for name in names:
            place = header.index(name)
            for row in rows[first:]:
                row[place] = times(row[place]) if row[place] else ""

    return damage


def later(*names, days):
    def damage(header, rows):
        for name in names:
            each(name, lambda text: (date.fromisoformat(text) + timedelta(days)).isoformat())(header, rows)

    return damage


def doubled(key, new):
    def damage(header, rows):
        rows.append([new, *next(row for row in rows if row[0] == key)[1:]])

    return damage


def together(*damages):
    def damage(header, rows):
        for one in damages:
            one(header, rows)

    return damage


def inserted(text, place=1):
    return lambda cell: cell[:place] + text + cell[place:]


def underscores(cell):
    return "".join("_" if char > "\x7f" else char for char in cell)


#: Damage of the rows: name, table, what is done, words that the first lines of the outcome must hold.
ROWS = []


def case(table, told, **damages):
    ROWS.extend((name.replace("_", " "), table, damage, told) for name, damage in damages.items())


for table, names in {
    FIG: "source_id campaign_id area_id metric_id printed label_zh value unit qualifier baseline scope counted_by "
    "period_start period_end start_basis claim note",
    "areas": "name_en name_zh parent gb_code level",
    "metrics": "name_en name_zh counts object act broader units kind stage",
    "sources": "title publisher claimant claimant_kind published url note",
    "campaigns": "name_en name_zh kind run_by area_id from what_it_is source_ids",
    REF: "subject area_id year value printed publisher published note",
    "tasks": "task function addressed_to",
    "candidates": "listed figure_id reason",
    "searches": "area_id summer query found",
    "first_coding": "value metric_id",
    "second_coding": "value",
    "third_coding": "third_value printed",
    "fourth_coding": "fourth_scope first_area_id",
    "numerals": "token disposition reason",
    "wider_codings": "second_value second_label",
}.items():
    for name in names.split():
        case(table, name, **{f"{table}: {name} sorted alone": alone(name)})

for table in (FIG, "areas", "metrics", "sources", "campaigns", REF, "candidates"):
    [key] = schema.declaration()[table]["schema"]["primaryKey"]
    case(table, f"column {key}: no longer fits its rows", **{f"{table}: the keys sorted alone": backwards(key)})

case(FIG, "area_id: no longer fits its rows from row",
     areas_one_row_down=down("area_id", first=800, last=900), areas_one_row_up=up("area_id"),
     areas_turned_round=turned("area_id", first=300, last=700))  # fmt: skip
case(
    FIG,
    "'CN-HN' and 'CN-GD' are exchanged",
    areas_of_Hunan_and_Guangdong_exchanged=exchanged("area_id", "CN-HN", "CN-GD"),
)
case(
    FIG,
    "columns printed, value, qualifier, low, high: no longer fits",
    numbers_shifted_together=down("printed", "value", "qualifier", "low", "high", first=60, last=400),
)
case(FIG, "stand exchanged", numbers_of_two_rows_exchanged=two_rows("printed", "value", "low", "high", "qualifier", "unit", keys=(
    "sichuan-fazhibao-y2022-1-police-deployed", "sichuan-fazhibao-y2022-1-social-forces")))  # fmt: skip
case(FIG, "keys of rows", keys_of_two_rows_exchanged=two_rows("figure_id", keys=(
    "sichuan-fazhibao-y2022-1-police-deployed", "sichuan-fazhibao-y2022-1-social-forces")))  # fmt: skip
case(FIG, "stand exchanged", areas_of_two_rows_exchanged=two_rows("area_id", keys=(VISITED, "sc22-suspects-caught")),
     ends_of_two_rows_exchanged=two_rows("period_end", "note", keys=(VISITED, "sc22-suspects-caught")))  # fmt: skip
case(FIG, "as if filled down", an_area_filled_down=filled("area_id", first=400, last=500),
     a_note_filled_down=filled("note", first=400, last=450), an_end_filled_down=filled("period_end", first=100, last=600))  # fmt: skip
case(FIG, "filled down", an_actor_filled_down=filled("counted_by"))
case(FIG, "earlier", dates_a_day_earlier=later("period_start", "period_end", days=-1),
     dates_of_the_1904_calendar=later("period_start", "period_end", days=-1462))  # fmt: skip
case(FIG, "later", starts_a_day_later=later("period_start", days=1))
case(FIG, "multiplied by 10", values_times_ten=scaled("value", "low", "high", by=10, first=100))
case(FIG, "divided by 1000", values_by_a_thousand=scaled("value", "low", "high", by=0.001, first=1700))
case(
    FIG, "another case", claims_in_upper_case=each("claim", str.upper), labels_in_upper_case=each("printed", str.upper)
)
case(FIG, "emptied", notes_blanked=each("note", lambda _: ""), labels_blanked=column("label_zh", lambda i, t: "" if i > 900 else t),
     scopes_blanked=each("scope", lambda _: ""), links_blanked=each("same_as", lambda _: ""),
     parts_blanked=each("part_of", lambda _: ""), incomplete_blanked=each("incomplete", lambda _: ""))  # fmt: skip
case(FIG, "each holds what the other held", headers_of_start_and_end=headers("period_start", "period_end"),
     headers_of_low_and_high=headers("low", "high"), headers_of_value_and_low=headers("value", "low"),
     headers_of_links=headers("same_as", "part_of"), headers_of_bases=headers("start_basis", "end_basis"),
     headers_of_label_and_note=headers("label_zh", "note"))  # fmt: skip
case("sources", "each holds what the other held", headers_of_publisher_and_claimant=headers("publisher", "claimant"),
     headers_of_days=headers("published", "event_date"), headers_of_addresses=headers("url", "read_at"))  # fmt: skip
case("campaigns", "each holds what the other held", headers_of_from_and_to=headers("from", "to"))
case("areas", "each holds what the other held", headers_of_the_names=headers("name_en", "name_zh"))
case("metrics", "each holds what the other held", headers_of_object_and_act=headers("object", "act"))
case(
    FIG,
    "rows are gone",
    the_end_cut_off=without(lambda i, _: i < 1500),
    a_stretch_cut_out=without(lambda i, _: not 200 <= i < 230),
)
case(FIG, "every 'result' became", claims_replaced=each("claim", lambda t: "standing" if t == "result" else t))
case(FIG, "became 'police'", actors_replaced=each("counted_by", lambda t: "police"))
case(FIG, "end before their end", notes_cut_at_40_signs=each("note", lambda t: t[:40].strip()))
case(FIG, "around them", apostrophes_before_texts=each("printed", lambda t: f"'{t}"))
case(FIG, "differ from what was last accepted", every_note_another=column("note", lambda i, t: f"see line {i}"))
case(FIG, "only", a_row_doubled=doubled(VISITED, "gz22-households-visited-b"))
case("sources", "only the key tells it from", a_source_doubled=doubled("china-cctv-y2022-1", "china-cctv-y2022-9"))
case(
    REF, "only the key tells it from", a_yardstick_doubled=doubled("population-china-y2020", "population-china-y2020-b")
)
case(REF, "columns value, low, high: ", yardsticks_by_a_thousand=scaled("value", "low", "high", by=0.001),
     printed_too=together(scaled("value", "low", "high", by=0.001), each("printed", lambda t: f"{float(t) / 1000:.12g}" if t.isdigit() else t)))  # fmt: skip
case(
    REF,
    "columns value, low, high, printed: no longer fits",
    yardsticks_one_row_down=down("value", "printed", "low", "high"),
)
case(REF, "area_id", areas_of_yardsticks_shifted=down("area_id"))
case(REF, "stand exchanged", two_provinces_exchanged=two_rows("value", "low", "high", "printed", keys=(
    "population-he-y2020", "population-sx-y2020")))  # fmt: skip
case(REF, "is not the sum of the 31 provinces", a_province_mistyped=cell(
    "population-he-y2020", value="74610253", low="74610253", high="74610253", printed="74610253"))  # fmt: skip
case(REF, "published", dates_a_day_earlier_in_yardsticks=later("published", days=-1))
case("sources", "published", publication_a_day_earlier=later("published", days=-1), a_year_wrong=cell(
    "sichuan-fazhibao-y2022-1", published="2021-07-21"))  # fmt: skip
case("campaigns", "column from", campaigns_of_the_1904_calendar=later("from", days=-1462))

# Words that are no words.
for told, texts in {
    "where nothing stands": dict.fromkeys(
        ("nan", "NULL", "None", "N/A", "Loading...", "undefined", "<NA>"), lambda word: lambda _: word
    ),
}.items():
    for word, change in texts.items():
        case(FIG, told, **{f"{word} in blank scopes": column("baseline", lambda i, t, c=change, w=word: t or c(w)(t))})
        case("sources", told, **{f"{word} in blank addresses": column("url", lambda i, t, w=word: t or w)})
for told, marks in {
    "a sign that shows nothing": "\u200b \u200d \u202e \u200f \u00ad \x07 \x1b \x7f \x85 \ue000 \u2066".split(" "),
    "a line break stands": ["\n", "\u2028", "\r\n"],
    "cannot be read with certainty": ["\ufffd"],
}.items():
    for mark in marks:
        name = " ".join(f"U+{ord(char):04X}" for char in mark)
        case("areas", told, **{f"{name} in a name": cell("CN-GZ", name_zh=f"贵{mark}州省")})
        case(FIG, told, **{f"{name} in printed words": cell(VISITED, printed=f"more than{mark} 870,000 households")})
case("areas", "underscores stand", Chinese_as_underscores=each("name_zh", underscores))
case("metrics", "underscores stand", Chinese_as_underscores_in_metrics=each("name_zh", underscores))
case(FIG, "underscores stand", Chinese_as_underscores_in_print=each("printed", underscores))
case("areas", "question marks stand", Chinese_as_question_marks=each("name_zh", lambda t: "?" * len(t)))
case(
    "areas",
    "two alphabets",
    a_Cyrillic_o=cell("CN-GZ", name_en="Guizh\u043eu"),
    a_Greek_o=cell("CN-GZ", name_en="Guizh\u03bfu"),
)
case(
    FIG,
    "spreadsheet's error",
    a_lost_reference=cell(VISITED, note="#REF!"),
    a_lost_name=cell(VISITED, label_zh="#NAME?"),
)
case(FIG, "turned the name into", a_name_eaten=cell(VISITED, figure_id="22-Mar"))
case(FIG, "turned it into a date", a_locator_as_a_date=cell(VISITED, locator="2-Mar"))
case(FIG, "count of days", a_date_as_a_number=cell(VISITED, period_end="44781"))
case("first_coding", "count of days", a_date_of_a_coding_as_a_number=cell(VISITED, period_end="44781"))
case(FIG, "can mean 2022-07-08 or 2022-08-07", a_date_of_two_days=cell(VISITED, period_end="07/08/2022"))


# ---- what programs do to a file ----


def saved(table, change=lambda name, text: text, encoding="utf-8-sig", **dialect):
    """The bytes of a table as a program saves it, every cell passed through change(column, text)."""
    held = tables.read(table)
    rows = [[change(name, text) for name, text in zip(held.header, row, strict=True)] for row in held.rows]
    out = io.StringIO()
    csv.writer(out, **{"lineterminator": "\r\n", **dialect}).writerows([held.header, *rows])
    return out.getvalue().encode(encoding)


def numbers(table, write, columns=("value", "low", "high")):
    """A change for ``saved``: every number of the columns in another style."""
    return lambda name, text: write(text) if text and name in columns and text.replace(".", "").isdigit() else text


def dotted(text):
    whole, _, rest = text.partition(".")
    return f"{int(whole):,}".replace(",", ".") + ("," + rest if rest else "")


def bare(text):
    return dotted(text) if text.isdigit() and len(text) > 3 else text


def file(table):
    return (project.DATA / schema.place(table)).read_bytes()


CONFLICT = b"<<<<<<< HEAD\nCN-XX,A,,nation,,\n=======\nCN-XX,B,,nation,,\n>>>>>>> branch\n"
#: Damage of the bytes: name, table, bytes, words of the outcome; "" if it is read as what it was.
BYTES = [
    ("UTF-16", "areas", lambda: file("areas")[3:].decode().encode("utf-16"), ""),
    ("GB18030", "sources", lambda: file("sources")[3:].decode().encode("gb18030"), ""),
    ("semicolons", REF, lambda: saved(REF, delimiter=";"), ""),
    ("tabs", "metrics", lambda: saved("metrics", delimiter="\t", encoding="utf-16"), ""),
    ("all quoted", "tasks", lambda: saved("tasks", quoting=csv.QUOTE_ALL), ""),
    ("Macintosh lines", "tasks", lambda: saved("tasks", lineterminator="\r"), ""),
    ("doubled line ends", "tasks", lambda: saved("tasks", lineterminator="\r\r\n"), ""),
    (
        "commas in numbers",
        REF,
        lambda: saved(REF, numbers(REF, lambda t: f"{float(t):,}" if "." in t else f"{int(t):,}")),
        "",
    ),
    (
        "dates with slashes",
        "campaigns",
        lambda: saved("campaigns", lambda n, t: t.replace("-", "/") if n in ("from", "to") else t),
        "",
    ),
    (
        "published with slashes",
        REF,
        lambda: saved(REF, lambda n, t: t.replace("-", "/") if n == "published" else t),
        "",
    ),
    (
        "dates of codings with slashes",
        "fourth_coding",
        lambda: saved("fourth_coding", lambda n, t: t.replace("-", "/") if "period_" in n else t),
        "",
    ),
    (
        "dots in numbers of a German spreadsheet",
        REF,
        lambda: saved(REF, numbers(REF, dotted), delimiter=";"),
        "'2.382' can mean 2382 or 2.382",
    ),
    (
        "dots in numbers and in print",
        REF,
        lambda: saved(
            REF,
            lambda n, t: dotted(t) if n in ("value", "low", "high") and t else bare(t) if n == "printed" else t,
            delimiter=";",
        ),
        "column printed",
    ),
    ("dots in numbers, saved with commas", REF, lambda: saved(REF, numbers(REF, dotted)), "'2.382' can mean"),
    (
        "a column of numbers with dots",
        "sources",
        lambda: saved("sources", numbers("sources", lambda t: f"{t}.0", ("numerals",))),
        "",
    ),
    ("a merge conflict", "areas", lambda: file("areas") + CONFLICT, "both sides of a merge conflict (lines 349, 353)"),
    ("an empty file", "areas", lambda: b"", "the file is empty"),
    ("a header alone", "areas", lambda: file("areas").split(b"\n")[0], "347 rows are gone"),
    ("a workbook", "areas", lambda: b"PK\x03\x04" + file("areas"), "only named .csv"),
    (
        "a web page",
        "areas",
        lambda: b"<!DOCTYPE html><html><body>404</body></html>",
        "does not hold the names of the columns",
    ),
    (
        "a pointer of git lfs",
        "areas",
        lambda: b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n",
        "does not hold the names",
    ),
    ("zeros", "areas", lambda: bytes(9000), "UTF-16 without its mark"),
    ("UTF-32", "areas", lambda: file("areas")[3:].decode().encode("utf-32"), "UTF-32"),
    ("Windows-1252", "areas", lambda: file("areas")[3:].decode().encode("cp1252", "replace"), "question marks stand"),
    (
        "Big5",
        "tasks",
        lambda: file("tasks")[3:].decode().replace("Call", "走訪", 1).encode("big5"),
        "cannot be read with certainty",
    ),
    (
        "UTF-8 taken for GBK",
        "areas",
        lambda: file("areas").decode().replace("贵州省", "贵州省".encode().decode("gbk", "replace")).encode(),
        "row",
    ),
    (
        "UTF-8 taken for Windows-1252",
        "areas",
        lambda: file("areas").decode().replace("户", "æˆ·").replace("州", "å·ž").encode(),
        "wrong encoding",
    ),
    (
        "a quote that does not close",
        "tasks",
        lambda: file("tasks").replace(b",Call on the", b',"Call on the', 1),
        "does not close it",
    ),
    (
        "a quote within",
        "tasks",
        lambda: file("tasks").replace(b",Call on the", b',"Call" on the', 1),
        "does not close it",
    ),
    ("half a file", "tasks", lambda: file("tasks")[: len(file("tasks")) // 2], "cells where the first line has"),
    ("pipes", "tasks", lambda: saved("tasks", delimiter="|"), "does not hold the names of the columns"),
    (
        "full-width commas",
        "tasks",
        lambda: file("tasks").replace(b",", "，".encode()),
        "does not hold the names of the columns",
    ),
    (
        "a column of numbers first",
        "tasks",
        lambda: b"\n".join(b"%d,%s" % (n, line) for n, line in enumerate(file("tasks")[3:].splitlines())),
        "there is no column of this name",
    ),
    (
        "a header twice",
        "tasks",
        lambda: file("tasks") + file("tasks").splitlines()[0][3:] + b"\n",
        "'task_id' has not the right form",
    ),
    ("a file twice", "tasks", lambda: file("tasks") + file("tasks").split(b"\n", 1)[1], "stands already in row"),
    ("a line of sums", "tasks", lambda: file("tasks") + b"Total,,,,,43,,,\n", "has not the right form"),
    ("a comment", "tasks", lambda: b"# as of today\n" + file("tasks")[3:], "does not hold the names of the columns"),
    (
        "a header in German",
        "tasks",
        lambda: file("tasks").replace(b"task_id", b"Aufgabe", 1),
        "there is no column of this name",
    ),
    (
        "escapes in a key",
        "tasks",
        lambda: file("tasks").replace(b"six-must-visits-1", b"\x1b]0;P\x07", 1),
        "\\x1b]0;P\\x07",
    ),
    ("escapes in a header", "tasks", lambda: file("tasks").replace(b"task_id", b"\x1b]0;P\x07", 1), "\\x1b]0;P\\x07"),
    (
        "a cell of megabytes",
        "tasks",
        lambda: file("tasks").replace(b",Call on the", b',"' + b"x" * 2_000_000, 1),
        "does not close it",
    ),
    ("a table of another name", "areas", lambda: file("tasks"), "does not hold the names of the columns"),
    (
        "a number of numerals beyond all",
        "sources",
        lambda: saved("sources", numbers("sources", lambda t: "999999999", ("numerals",))),
        "numerals",
    ),
]


# ---- what must come of it ----


def changed(sound, table, data):
    """The tables with one of them read from other bytes."""
    return with_whole_tokens(sound | {table: tables.parsed(data, table)})


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
    read = tables.parsed(schema.written(header, [rows[n] for n in few]).encode("utf-8-sig"), table)
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
EDITS = [
    ("one number", {FIG: cell(VISITED, **VALUE)}),
    ("one note", {FIG: cell(VISITED, note="The start and the end carry no printed year. Read again.")}),
    ("one name", {"areas": cell("CN-GZ", name_en="Guizhou Province")}),
    ("ten rows added", {FIG: added(10)}),
    (
        "a metric renamed",
        {
            "metrics": renamed("households_visited", "homes_visited"),
            FIG: renamed("households_visited", "homes_visited"),
        },
    ),
    ("a metric named otherwise", {"metrics": cell("households_visited", name_en="Homes visited", name_zh="走访户")}),
    ("the end of a report's figures", {FIG: of_report("guangzhou-ribao-y2023-1", period_end="2023-08-13")}),
    (
        "the notes of a report's figures",
        {FIG: of_report("qinghai-ribao-y2022-1", note="Read again; the start is the first day of the action.")},
    ),
    ("a search taken out", {"searches": without(lambda i, _: i != 7)}),
    ("one yardstick", {REF: cell("police-areas-tj-y2022", note="As the copy of the yearbook prints it.")}),
    ("rows in another order", {FIG: lambda header, rows: rows.sort(key=lambda row: row[1])}),
    ("a title", {"sources": cell("mps-2024", title="Briefing on high-quality development")}),
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


# ---- files ----


@pytest.fixture
def elsewhere(data_folder, monkeypatch):
    """The check at work on a copy of data/."""
    for module in (project, schema):
        monkeypatch.setattr(module, "DATA", data_folder)
    monkeypatch.setattr(project, "CACHE", data_folder / ".cache")
    schema.package.cache_clear(), schema.declaration.cache_clear()
    yield data_folder
    schema.package.cache_clear(), schema.declaration.cache_clear()


def folder(path):
    path.unlink()
    path.mkdir()


def loop(path):
    path.unlink()
    path.symlink_to(path.name)


FILES = [
    ("missing", "tasks.csv", os.unlink, "tasks.csv: the file is missing. Put it back"),
    ("a folder", "tasks.csv", folder, "tasks.csv: a folder stands in its place"),
    ("a link to itself", "tasks.csv", loop, "tasks.csv: it is a link that leads to itself"),
    ("a copy of a browser", "tasks.csv", lambda p: shutil.copy(p, p.with_name("tasks (1).csv")), "tasks (1).csv: it is no table"),
    ("a copy of a coding", "coding/first_coding.csv", lambda p: shutil.copy(p, p.with_name("first_coding - Copy.csv")),
     "coding/first_coding - Copy.csv: it is no table"),
    ("a workbook beside", "tasks.csv", lambda p: p.with_suffix(".xlsx").write_bytes(b"PK"), "tasks.xlsx: it is no table"),
    ("another case", "tasks.csv", lambda p: p.rename(p.with_name("Tasks.CSV")), "the file is missing"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "file", "damage", "told"), FILES, ids=names(FILES))
def test_a_file_that_is_not_what_it_was(elsewhere, name, file, damage, told):
    damage(elsewhere / file)
    assert told in "\n".join(checked.check().told())


def test_a_file_that_may_not_be_read(elsewhere, monkeypatch):
    def locked(self):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr("pathlib.Path.read_bytes", locked)
    assert "it may not be read. Close the program that holds it" in str(tables.read("tasks", elsewhere).faults[0])


def test_what_programs_leave_beside_is_no_table(elsewhere):
    for name in (".~lock.tasks.csv#", "~$tasks.xlsx", ".tasks.csv.swp"):
        (elsewhere / name).write_text("x")
    assert tables.strangers(elsewhere) == []


DECLARATIONS = [
    ("a comma too many", lambda text: text.replace('"resources": [', '"resources": [,'), "line"),
    ("cut off", lambda text: text[:5000], "line"),
    ("a conflict", lambda text: "<<<<<<< HEAD\n" + text, "merge conflict"),
    ("no tables", lambda text: "{}", "declares the tables no more"),
    ("a list", lambda text: "[]", "declares the tables no more"),
    ("a table less", lambda text: text.replace('"name": "areas"', '"name": "regions"'), "declares no 'areas'"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "damage", "told"), DECLARATIONS, ids=names(DECLARATIONS))
def test_a_broken_declaration_is_said_with_its_cure(elsewhere, name, damage, told):
    path = elsewhere / "datapackage.json"
    path.write_text(damage(path.read_text("utf-8")), "utf-8")
    with pytest.raises(schema.BrokenDeclaration, match="git checkout") as problem:
        checked.check()
    assert told in str(problem.value)


def test_a_missing_declaration_and_one_with_a_mark(elsewhere):
    path = elsewhere / "datapackage.json"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert checked.check().told() == []
    path.unlink()
    schema.package.cache_clear(), schema.declaration.cache_clear()
    with pytest.raises(schema.BrokenDeclaration, match="datapackage.json: No such file"):
        checked.check()


def test_tidy_follows_links_and_finds_the_tables_of_codings(elsewhere):
    real = elsewhere / ".kept" / "areas.csv"
    real.parent.mkdir()
    (elsewhere / "areas.csv").rename(real)
    (elsewhere / "areas.csv").symlink_to(real)
    kept = real.read_bytes(), (elsewhere / "coding/first_coding.csv").read_bytes()
    real.write_bytes(kept[0].replace(b"\n", b"\r\n"))
    (elsewhere / "coding/first_coding.csv").write_bytes(kept[1][3:])
    forms = checked.untidy(checked.check().raw)
    assert forms == {real: kept[0], elsewhere / "coding/first_coding.csv": kept[1]}


def test_the_state_of_the_last_run_and_the_committed_one(elsewhere, sound):
    """A column sorted alone after a run is refused until the state that holds it is accepted."""
    shutil.copytree(elsewhere, elsewhere / ".cache" / "data", ignore=shutil.ignore_patterns(".cache"))
    assert checked.check().sound
    text = schema.written(sound["areas"].header, damaged(sound, "areas", alone("name_en"))["areas"].rows)
    (elsewhere / "areas.csv").write_text(text, "utf-8-sig")
    found = checked.check()
    assert [(fault.file, fault.column) for fault in found.departures] == [("areas.csv", "name_en")]
    assert "more may follow" in found.told()[-1] or not found.faults
    assert not checked.check(accept=True).departures
    git = ["git", "-C", str(elsewhere), "-c", "user.name=a", "-c", "user.email=a@b.c"]
    for command in (["init", "-q"], ["add", "areas.csv"], ["commit", "-q", "-m", "sorted"]):
        subprocess.run([*git, *command], check=True, capture_output=True)
    assert not checked.check().departures, "what came with a commit is accepted"


def test_faults_of_one_kind_are_one_line():
    found = [
        schema.Fault("a.csv", row, f"k{row}", "value", f"{row!r} is 'x{row}'", "Write it") for row in range(2, 1199)
    ]
    other = schema.Fault("a.csv", None, "", "", "the header is wrong", "Mend it")
    assert grouped.lines([*found, other]) == [
        "a.csv: the header is wrong. Mend it.",
        "a.csv, rows 2 to 1198, column value: 1,197 times as in row 2: 2 is 'x2'. Write it.",
    ]
