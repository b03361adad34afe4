"""What spreadsheets do to a CSV: every damage is read as what it was, or refused with row and column."""

import csv
import io
import shutil
import subprocess
from pathlib import Path

import pytest
from campaigns import project
from campaigns.record import schema, tables
from campaigns.record.spreadsheet import read_csv, tidied, with_whole_tokens
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

TABLE = "reported_figures"
#: The rows of the complete reports of the first edition, which stand first: English, with Chinese in the notes only.
REAL = b"".join((project.DATA / f"{TABLE}.csv").read_bytes().splitlines(keepends=True)[:51])
HEADER, *ROWS = csv.reader(io.StringIO(REAL.decode("utf-8-sig")))
# Rows of the real file that the damages below work on, by the number that a spreadsheet gives them.
NUMBER = {row[0]: number for number, row in enumerate(ROWS, 2)}
NOTE, WIDTH = HEADER.index("note"), len(HEADER)
VISITS, LENGTH, MOBILISED = (
    NUMBER[key] for key in ("gz22-households-visited", "gz22-qianfeng-length", "mps24-people-mobilised")
)
HEADLINE, RATE, UNCERTAIN = (
    NUMBER[f"sc{key}"] for key in ("22-criminal-cases-headline", "23-zhaohua-mediation-rate", "23-property-recovered")
)
LAST = len(ROWS) + 1


def cell(row, column, rows=ROWS):
    """The cell as the spreadsheet numbers it."""
    return rows[row - 2][HEADER.index(column)]


def file(rows=ROWS, header=HEADER, encoding="utf-8-sig", **dialect):
    """The bytes of a CSV as another program would write it."""
    out = io.StringIO()
    csv.writer(out, **{"lineterminator": "\r\n", **dialect}).writerows([header, *rows])
    return out.getvalue().encode(encoding)


def edited(row, column, new, **dialect):
    """The file with one cell overwritten."""
    rows = [list(cells) for cells in ROWS]
    rows[row - 2][HEADER.index(column)] = new
    return file(rows, **dialect)


def mapped(change, rows=ROWS, **dialect):
    """The file with every cell passed through change(column, text)."""
    return file([[change(column, text) for column, text in zip(HEADER, row, strict=True)] for row in rows], **dialect)


def of_type(kind, change, **dialect):
    """The file with every filled cell of a type changed."""
    kinds = {column: field["type"] for column, field in schema.fields(TABLE).items()}
    return mapped(lambda column, text: change(text) if text and kinds[column] == kind else text, **dialect)


def replaced(old, new, data=REAL):
    """The bytes with one piece, which must be there, replaced once."""
    assert old.encode() in data
    return data.replace(old.encode(), new if isinstance(new, bytes) else new.encode(), 1)


def renamed(**names):
    return file(header=[names.get(column, column) for column in HEADER])


def without(column):
    place = HEADER.index(column)
    return file([row[:place] + row[place + 1 :] for row in ROWS], HEADER[:place] + HEADER[place + 1 :])


def shuffled(data_header):
    return file([[row[HEADER.index(column)] for column in data_header] for row in ROWS], data_header)


def thousands(text, mark):
    sign, digits = ("-", text[1:]) if text[0] == "-" else ("", text)
    whole, point, rest = digits.partition(".")
    return sign + f"{int(whole):,}".replace(",", mark) + point + rest


def day(form):
    """ISO date to another form of writing it."""
    return lambda text: form.format(y=text[:4], m=text[5:7], d=text[8:], mm=int(text[5:7]), dd=int(text[8:]))


def wide(text):
    return text.translate(str.maketrans("0123456789.-", "０１２３４５６７８９．－"))


BLANK = [""] * len(HEADER)

READ = {
    # bytes and lines
    "as it is": REAL,
    "no byte order mark": REAL[3:],
    "two byte order marks": REAL[:3] + file(quoting=csv.QUOTE_ALL),
    "UTF-16 little endian": "\ufeff".encode("utf-16-le") + REAL[3:].decode().encode("utf-16-le"),
    "UTF-16 big endian": "\ufeff".encode("utf-16-be") + REAL[3:].decode().encode("utf-16-be"),
    "GB18030": REAL[3:].decode().encode("gb18030"),
    "Windows line ends": REAL.replace(b"\n", b"\r\n"),
    "old Macintosh line ends": REAL.replace(b"\n", b"\r"),
    "mixed line ends": replaced("\n", "\r\n"),
    "no last line end": REAL.rstrip(b"\n"),
    # separators and quotes
    "semicolons": file(delimiter=";"),
    "tabs": file(delimiter="\t", encoding="utf-16"),
    "Excel's separator hint": b"\xef\xbb\xbfsep=;\r\n" + file(delimiter=";", encoding="utf-8"),
    "everything quoted": file(quoting=csv.QUOTE_ALL),
    "semicolons and everything quoted": file(delimiter=";", quoting=csv.QUOTE_ALL),
    # blanks
    "trailing blanks": mapped(lambda column, text: text + "  "),
    "no-break spaces": mapped(lambda column, text: f"\u00a0{text}\u00a0"),
    "ideographic and zero-width spaces": mapped(lambda column, text: f"\u3000{text}\u200b"),
    "blanks around the column names": file(header=[f" {column} " for column in HEADER]),
    "blank rows": file([*ROWS[:3], BLANK, BLANK, *ROWS[3:]]),
    "empty lines": REAL.replace(b"\nmps24", b"\n\n\nmps24"),
    "blank rows above the header": b"\r\n\r\n" + REAL[3:],
    "row of commas at the end, no last line end": REAL + b"," * (len(HEADER) - 1),
    "blank columns at the end": file([[*row, "", ""] for row in ROWS], [*HEADER, "", ""]),
    "blank column names at the end": file(header=[*HEADER, "", " "]),
    "blank cells beyond the last column": file([[*row, "", " "] for row in ROWS]),
    "blank column within": file([[*row[:4], "", *row[4:]] for row in ROWS], [*HEADER[:4], "", *HEADER[4:]]),
    # columns
    "columns backwards": shuffled(HEADER[::-1]),
    "columns sorted": shuffled(sorted(HEADER)),
    # numbers
    "thousands separators": of_type("number", lambda text: thousands(text, ",")),
    "thousands separated by blanks": of_type("number", lambda text: thousands(text, " ")),
    "thousands separated by narrow no-break spaces": of_type("number", lambda text: thousands(text, "\u202f")),
    "thousands separated by apostrophes": of_type("number", lambda text: thousands(text, "’")),
    "thousands and two decimals": of_type("number", lambda text: f"{float(text):,.2f}"),
    "comma and point, both certain": edited(VISITS, "value", "870.000,00", delimiter=";"),
    "two points between thousands": edited(MOBILISED, "value", "23.000.000"),
    "one comma, semicolons, but printed agrees": edited(VISITS, "value", "870,000", delimiter=";"),
    "one point, semicolons, but printed agrees": edited(VISITS, "low", "870.000", delimiter=";"),
    "decimal commas with semicolons": of_type("number", lambda text: text.replace(".", ","), delimiter=";"),
    "2.3E+07 that printed confirms": edited(MOBILISED, "value", "2.3E+07"),
    "2,3E+07 that printed confirms": edited(MOBILISED, "low", "2,3E+07", delimiter=";"),
    "full-width digits": of_type("number", wide),
    "minus signs": of_type("number", lambda text: text.replace("-", "\u2212")),
    "plus sign": edited(VISITS, "value", "+870000"),
    "trailing .0": of_type("number", lambda text: text if "." in text else f"{text}.0"),
    "paragraphs with .0": of_type("integer", lambda text: f"{text}.0"),
    # dates
    "dates as 2022/7/20": of_type("date", day("{y}/{mm}/{dd}")),
    "dates as 2022-7-20": of_type("date", day("{y}-{mm}-{dd}")),
    "dates as 20.07.2022": of_type("date", day("{d}.{m}.{y}")),
    "dates as 2022年7月20日": of_type("date", day("{y}年{mm}月{dd}日")),
    "dates as 20220720": of_type("date", day("{y}{m}{d}")),
    "dates with midnight": of_type("date", day("{y}-{m}-{d} 00:00:00")),
    "dates with a midnight of Excel": of_type("date", day("{y}/{mm}/{dd} 0:00")),
    "date as 20/07/2022": edited(HEADLINE, "period_end", "20/07/2022"),
    "date as 7/20/2022": edited(HEADLINE, "period_end", "7/20/2022"),
    "date as 20 July 2022": edited(HEADLINE, "period_end", "20 July 2022"),
    "date as Jul 20, 2022": edited(HEADLINE, "period_end", "Jul 20, 2022"),
    "date in full-width digits": edited(HEADLINE, "period_end", "２０２２／７／２０"),
}

REFUSED = {
    # bytes
    "Windows-1252, where Chinese became question marks": (REAL[3:].decode().encode("cp1252", "replace"),
     [(n, c) for n, row in enumerate(ROWS, 2) for c, text in zip(HEADER, row, strict=True) if not text.isascii()],
     "Save the file as UTF-8"),
    "one byte of Windows-1252 among UTF-8": (replaced("The day of the start", b"Caf\xe9, the day of the start"),
     [(LENGTH, "note")], "Save the file as UTF-8"),
    "UTF-8 read as Windows-1252 and saved": (replaced("户 (households)", "æˆ· (households)"), [(VISITS, "note")], "'户'"),
    "UTF-8 read as GBK and saved": (replaced("(查扣冻结)", "({})".format("查扣冻结".encode().decode("gbk"))),
     [(NUMBER["gz22-qianfeng-money"], "note")], "'查扣冻结'"),
    "a replacement character": (replaced("户 (households)", "\ufffd (households)"), [(VISITS, "note")],
     "cannot be read with certainty"),
    "NUL in a cell": (replaced("more than 870,000", "more\0than 870,000"), [(VISITS, "printed")], "NUL character"),
    "UTF-16 without its mark": (REAL[3:].decode().encode("utf-16-le"), [(1, "")], "CSV UTF-8"),
    "a workbook": (b"PK\x03\x04" + REAL, [(None, "")], "only named .csv"),
    "an empty file": (b"\xef\xbb\xbf\r\n,,,\r\n", [(None, "")], "is empty"),
    # quotes
    "a quote that does not close": (replaced(' households",', " households,"), [(VISITS, "")],
     "in the row that begins"),
    "a quote that does not close in the last row": (REAL.rstrip(b"\n") + b'\nx,"y\n', [(LAST + 1, "")], "'x,"),
    "quotes within not doubled": (replaced('"15-day ""Qianfeng Action"""', '"15-day "Qianfeng Action""'),
     [(LENGTH, "")], "does not close it"),
    # columns and cells
    "a renamed column": (renamed(figure_id="Figure ID"), [(1, "Figure ID")], "Did you mean figure_id?"),
    "a column renamed beyond recognition": (renamed(note="remarks"), [(1, "remarks")], "Did you mean note?"),
    "two renamed columns": (renamed(low="lower", high="High "), [(1, "lower"), (1, "High")], "Did you mean low?"),
    "a renamed column among others that moved": (shuffled(HEADER[::-1]).replace(b"figure_id", b"Figure-ID", 1),
     [(1, "Figure-ID")], "Did you mean figure_id?"),
    "a missing column": (without("claim"), [(1, "claim")], "is missing"),
    "a doubled column": (file([[*row, row[8]] for row in ROWS], [*HEADER, "value"]), [(1, "value")], "(I and AB)"),
    "a column too many": (file([[*row, "x"] for row in ROWS], [*HEADER, "checked"]), [(1, "checked")], "column AB"),
    "no header": (REAL[REAL.index(b"\n") + 1 :], [(1, "")], "figure_id,source_id,locator"),
    "a title above the header": (b"Reported figures\r\n" + REAL[3:], [(1, "")], "names of the columns"),
    "each row in one cell": (file([[file([row], [])[5:].decode().strip()] for row in ROWS], [",".join(HEADER)]),
     [(1, "")], "a cell of its own"),
    "a comma without quotes": (replaced('"more than 870,000 households"', "more than 870,000 households"),
     [(VISITS, "")], "28 cells where the first line has 27"),
    "a remark beyond the last column": (file([[*ROWS[0], "", "ask again"], *ROWS[1:]]), [(VISITS, "")],
     "29 cells where the first line has 27"),
    "a remark in a column without a name":
     (file([[*row[:4], "ask" if row is ROWS[1] else "", *row[4:]] for row in ROWS], [*HEADER[:4], "", *HEADER[4:]]),
     [(VISITS + 1, "E")], "'ask' stands in a column without a name"),
    "a row that breaks off": (file([*ROWS[:-1], ROWS[-1][:15]]), [(LAST, HEADER[15])],
     "15 cells where the first line has 27"),
    # numbers
    "one comma with semicolons, not in printed": (edited(VISITS, "value", "871,000", delimiter=";"),
     [(VISITS, "value")], "Write 871000 or 871,"),
    "one point with semicolons, not in printed": (edited(VISITS, "value", "871.000", delimiter=";"),
     [(VISITS, "value")], "Write 871000 or 871,"),
    # several at once, in rows that blank rows have moved
    "many at once":
     (file([BLANK, [*ROWS[0][:8], "14%", *ROWS[0][9:]], BLANK, [*ROWS[1][:18], "07/08/2022", "44762", *ROWS[1][20:]]]),
     [(3, "value"), (5, "period_start"), (5, "period_end")], "Write 2022-07-20"),
}  # fmt: skip
#: One cell that is refused: name, row, column, what it holds, words that are told.
CELLS = [
    ("a decimal comma with commas", RATE, "value", "99,1", "Write 99.1 if"),
    ("groups and a comma behind them", VISITS, "value", "870,000,0", "such as 870000"),
    ("thousands as in 870.000", UNCERTAIN, "value", "110.000", "Write 110000 or 110,"),
    ("digits lost to 2.3E+07", NUMBER["sc23-early-warnings"], "value", "4.9E+07", "may have lost digits"),
    ("2.3E+07 in a row whose printed words do not say it", UNCERTAIN, "high", "1.1E+08", "may have lost digits"),
    ("1,23,456", VISITS, "value", "8,70,000", "such as 870000"),
    ("a percent sign", HEADLINE, "value", "-14%", "Write -14 alone"),
    ("a unit", MOBILISED, "value", "23 million people", "Write 23000000 alone"),
    ("a Chinese unit", MOBILISED, "value", "2300万", "Write 23000000 alone"),
    ("a currency", NUMBER["gz22-qianfeng-money"], "value", "¥88,000,000", "Write 88000000 alone"),
    ("brackets for minus", HEADLINE, "value", "(14)", "Write -14 alone"),
    ("a number that became a date", LENGTH, "value", "15-May", "turned it into a date"),
    ("07/08/2022", HEADLINE, "period_end", "07/08/2022", "Write 2022-07-08 or 2022-08-07"),
    ("a count of days", HEADLINE, "period_end", "44762", "Write 2022-07-20"),
    ("a year of two digits", HEADLINE, "period_end", "20/07/22", "YYYY-MM-DD"),
    ("a month only", HEADLINE, "period_end", "Jul-22", "YYYY-MM-DD"),
    ("a day that is none", HEADLINE, "period_end", "2022/2/30", "no such day"),
    ("a time that is not midnight", HEADLINE, "period_end", "2022-07-20 14:30:00", "not a whole date"),
    ("#REF! in a number", VISITS, "value", "#REF!", "spreadsheet's error"),
    ("#NAME? in text", VISITS, "note", "#NAME?", "spreadsheet's error"),
    ("#VALUE! in a date", VISITS, "period_end", "#VALUE!", "spreadsheet's error"),
    ("#N/A in an allowed value", VISITS, "claim", "#N/A", "spreadsheet's error"),
    ("##### in a number", VISITS, "low", "#####", "spreadsheet's error"),
    ("Err:508 in text", VISITS, "unit", "Err:508", "spreadsheet's error"),
    ("#DIV/0! in a number", VISITS, "value", "#DIV/0!", "spreadsheet's error"),
    ("Err:502 in a number", VISITS, "value", "Err:502", "spreadsheet's error"),
    ("text shortened to 1.41E+09", VISITS, "printed", "1.41E+09", "digits may be lost"),
    ("figure_id as a date", VISITS, "figure_id", "22-Mar", "Write the name again"),
    ("figure_id as a month", VISITS, "figure_id", "mar-22", "Write the name again"),
    ("figure_id as a number", VISITS, "figure_id", "1.2E+22", "Write the name again"),
    ("a key as a date", VISITS, "source_id", "2022/3/1", "Write the name again"),
]  # fmt: skip
REFUSED |= {name: (edited(*cell), [tuple(cell[:2])], told) for name, *cell, told in CELLS}


@pytest.mark.parametrize("name", READ)
def test_read_as_it_was(name):
    reading = read_csv(READ[name], TABLE)
    assert reading.faults == []
    assert reading.header == HEADER
    assert reading.rows == ROWS
    assert tidied(reading.header, reading.rows, TABLE) == REAL


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_row_and_column(name):
    data, places, words = REFUSED[name]
    faults = read_csv(data, TABLE).faults
    assert [(fault.row, fault.column) for fault in faults] == places
    assert words in " ".join(map(str, faults))
    for fault in faults:
        assert fault.file == f"{TABLE}.csv"
        assert fault.problem and fault.cure and not str(fault).endswith("..")


@pytest.mark.parametrize("table", schema.declaration())
def test_every_table_is_canonical(table):
    data = (project.DATA / schema.place(table)).read_bytes()
    reading = read_csv(data, table)
    assert (reading.faults, reading.repairs) == ([], [])
    assert reading.rows == tables.read(table).rows
    assert tidied(reading.header, reading.rows, table) == data
    assert read_csv(data[3:].decode().encode("gb18030"), table).rows == reading.rows


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("big5", "中國人民"),
        ("shift_jis", "カタカナ"),
        ("euc_jp", "カタカナ"),
        ("cp1251", "Привет"),
        ("mac_roman", "the “café’s” note"),
        ("iso8859_15", "they paid 5 € only"),
    ],
)
def test_other_encodings_are_not_guessed(codec, text):
    data = file([[*ROWS[0][:NOTE], text]], encoding=codec)
    assert [(fault.row, fault.column) for fault in read_csv(data, TABLE).faults] == [(2, "note")]


TEXT = """
@SUM(A1) | “whole cell” | “防火墙”工程 | “四不”“两直”工作 | “two”, “quotes” | "straight" | =HYPERLINK("http://a.b/?c=d";"e")
<script>x</script> | a  b | $x$ 100 % & 'q' | 🚓 עברית | 2022/7/20 | 870,000 | 1,5 | '870000 | -
http://a.b/c?d=e??f | café «É» RÉSUMÉ… | № Å ﬁ ０ | 户户户 人民公安 派出所 囍 镕 | see #REF! | is it so? | 通通通
"""


@pytest.mark.parametrize("text", TEXT.strip().replace("\n", " | ").split(" | "))
def test_text_is_never_changed(text):
    for dialect in ({}, {"delimiter": ";"}, {"quoting": csv.QUOTE_ALL}, {"delimiter": "\t"}):
        reading = read_csv(edited(VISITS, "note", text, **dialect), TABLE)
        assert (cell(VISITS, "note", reading.rows), reading.faults) == (text, [])


def told(data):
    return [str(repair) for repair in read_csv(data, TABLE).repairs]


def test_every_reading_otherwise_is_said():
    place = f"{TABLE}.csv, row {VISITS}, gz22-households-visited, column value"
    assert told(edited(VISITS, "value", "870,000")) == [f"{place}: '870,000' read as '870000'"]
    said = " ".join(told(file([BLANK, ROWS[0][::-1]], [f" {c} " for c in HEADER[::-1]], delimiter=";")))
    for part in ("semicolon as separator", "another order", "blank rows skipped (row 2)"):
        assert part in said
    assert "blanks around cells removed (row 2)" in told(file([[*ROWS[0][:NOTE], "x "]]))[0]
    assert told(READ["tabs"]) == [f"{TABLE}.csv: read as UTF-16", f"{TABLE}.csv: read with tab as separator"]


def test_rows_keep_the_numbers_of_the_spreadsheet():
    broken = [*ROWS[0][:NOTE], "one\r\ntwo\n\nthree"]
    reading = read_csv(file([broken, BLANK, ROWS[1], BLANK, BLANK, ROWS[2]]), TABLE)
    assert reading.numbers == [2, 4, 7]
    assert [(fault.row, fault.column) for fault in reading.faults] == [(2, "note")]


@pytest.mark.parametrize(
    ("others", "text", "number"),
    [
        (["24.870.895"], "17.964", "17964"),
        (["24.870.895", "1.234,5"], "17.964", "17964"),
        (["0.125"], "17.964", "17.964"),
        (["24.870.895", "0.125"], "17.964", None),
        (["24,870,895"], "17,964", "17964"),
        (["0,125"], "17,964", "17.964"),
        ([], "17.964", None),
    ],
)
def test_a_column_has_one_style_of_numbers(others, text, number):
    """What leaves no choice elsewhere in the column decides; nothing, or two styles, leaves the cell to the editor."""
    rows = [[*ROWS[0]] for _ in range(len(others) + 1)]
    for row, cell_text in zip(rows, [text, *others], strict=True):
        row[HEADER.index("value")] = cell_text
    reading = read_csv(file(rows, delimiter=";"), TABLE)
    if number is None:
        assert [fault.row for fault in reading.faults] == [2]
    else:
        assert not reading.faults and cell(2, "value", reading.rows) == number


@pytest.mark.parametrize(
    ("column", "text", "cure"),
    [
        ("value", "14840O", "Write 148400"),
        ("value", "1O,000", "Write 10000"),
        ("value", "-l4.5", "Write -14.5"),
        ("value", "I0 000", "Write 10000"),
        ("value", "О", "Write 0"),  # a Cyrillic one
        ("value", "１４８４０Ｏ", "Write 148400"),
        ("locator", "l2", "Write 12"),
        ("period_end", "2O22-O8-08", "Write 2022-08-08"),
        ("period_end", "3l.12.2022", "Write 2022-12-31"),
    ],
)
def test_a_letter_for_a_digit_is_named_with_the_number_that_is_meant(column, text, cure):
    [fault] = read_csv(edited(HEADLINE, column, text), TABLE).faults
    assert fault.column == column and "where a digit is meant" in fault.problem and fault.cure == cure


@pytest.mark.parametrize("sign", ["–14", "14-", "— 14"])
def test_no_cure_drops_a_sign(sign):
    assert "Write 14 " not in str(read_csv(edited(HEADLINE, "value", sign), TABLE).faults[0])


@pytest.mark.parametrize(
    ("text", "separator", "number"),
    [
        ("-0", ",", "0"),
        ("-0.0", ",", "0"),
        ("007", ",", "7"),
        ("14.125", ",", "14.125"),
        ("14.50", ";", "14.5"),
        ("0,125", ";", "0.125"),
        ("1.234,5", ",", "1234.5"),
        ("1,234,567.50", ";", "1234567.5"),
        ("- 14", "\t", "-14"),
        ("", ",", ""),
        ("much", ",", "much"),
    ],
)
def test_forms_of_numbers(text, separator, number):
    reading = read_csv(edited(UNCERTAIN, "value", text, delimiter=separator), TABLE)
    assert (cell(UNCERTAIN, "value", reading.rows), reading.faults) == (number, [])


def test_a_refused_file_still_tells_the_faults_of_its_cells():
    rows = [[*row, "ask" if row is ROWS[1] else "", "x"] for row in ROWS]
    rows[0][HEADER.index("value")] = "14%"
    reading = read_csv(file(rows, [*HEADER, "", "checked"]), TABLE)
    assert [(fault.row, fault.column) for fault in reading.faults] == [
        (1, "checked"),
        (VISITS, "value"),
        (VISITS + 1, "AB"),
    ]
    assert reading.rows == reading.numbers == []


def test_tidied_brings_the_columns_into_order_and_refuses_others():
    assert tidied(HEADER[::-1], [row[::-1] for row in ROWS], TABLE) == REAL
    with pytest.raises(ValueError, match="figure_id"):
        tidied([*HEADER, "checked"], [[*row, ""] for row in ROWS], TABLE)


TEXTS = st.text(st.sampled_from("ab0-?#=.,;\t\n \u00a0\"“”«»'户è‡Ãé…"), max_size=7)
QUICK = settings(
    max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


@QUICK
@given(st.lists(st.lists(TEXTS, min_size=5, max_size=5), max_size=3))
def test_tidied_is_idempotent(rows):
    """Whatever text the cells hold: what is read without fault is the text, and is written and read the same."""
    header = list(schema.fields("areas"))
    reading = read_csv(tidied(header, rows, "areas"), "areas")
    if not reading.faults:
        trimmed = [row for row in ([text.strip() for text in row] for row in rows) if any(row)]
        assert [row[1:3] for row in reading.rows] == [row[1:3] for row in trimmed]
        once = tidied(reading.header, reading.rows, "areas")
        again = read_csv(once, "areas")
        assert (again.rows, again.faults) == (reading.rows, [])
        assert tidied(again.header, again.rows, "areas") == once


@QUICK
@given(
    st.binary(max_size=60), st.sampled_from([b"", b"\xef\xbb\xbf", b"\xff\xfe", REAL[:300], REAL[3:600], b"sep=;\n"])
)
def test_no_bytes_raise(data, before):
    reading = read_csv(before + data, TABLE)
    assert reading.faults or all(len(row) == len(HEADER) for row in reading.rows)


@QUICK
@given(st.from_regex(r"[-+(]?[0-9]{1,4}([,. ’'E%/-][0-9]{1,4}){0,3}[)%]?", fullmatch=True), st.sampled_from(",;\t"))
def test_a_number_is_canonical_or_refused(text, separator):
    reading = read_csv(edited(UNCERTAIN, "value", text, delimiter=separator), TABLE)
    if not reading.faults:
        read = cell(UNCERTAIN, "value", reading.rows)
        assert float(read) == float(f"{float(read):.12g}") and not read.startswith("+")
        assert read_csv(edited(UNCERTAIN, "value", read), TABLE).rows == reading.rows


@pytest.mark.parametrize(
    ("figure_id", "lost", "whole"),
    [
        ("gz22-households-visited", "870000", "870,000"),
        ("", "11", "011"),  # by the reason of its line
        ("", "1", "01"),
    ],
)
def test_a_token_of_the_ledger_keeps_its_form(raw, figure_id, lost, whole):
    ledger = raw["numerals"]
    place = ledger.header.index("token")
    [row] = [r for r in ledger.rows if r[place] == whole and (r[place + 2] == figure_id)]
    row[place] = lost
    read = with_whole_tokens(raw)["numerals"]
    assert [r[place] for r in read.rows] == [r[place] for r in tables.read("numerals").rows]
    assert len(read.repairs) == 1 and whole in str(read.repairs[0])


def test_a_sound_token_is_left_as_it_is(raw):
    ledger = raw["numerals"]
    place, reason = ledger.header.index("token"), ledger.header.index("reason")
    [row] = [r for r in ledger.rows if r[place] == "01"]
    row[place], row[reason] = "5", "May 5, the day of the report, 2022-05-05"
    assert with_whole_tokens(raw)["numerals"].rows == ledger.rows


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize(
    "token", ["44,34,76,1", "59,34,UTF8,1,,0,true,true"], ids=["commas", "semicolons, all text quoted"]
)
def test_round_trip_through_libreoffice(tmp_path_factory, tmp_path, token):
    """Every table, opened in LibreOffice Calc and saved as CSV, is after tidying what it was, byte for byte."""
    profile = (tmp_path_factory.getbasetemp() / "profile").as_uri()
    convert = ["--infilter=CSV:44,34,76,1", "--convert-to", f"csv:Text - txt - csv (StarCalc):{token}"]
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", *convert, "--outdir", tmp_path]
    kept = {name: (project.DATA / schema.place(name)).read_bytes() for name in schema.declaration()}
    files = [project.DATA / schema.place(name) for name in kept]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=180)
    if not any(tmp_path.iterdir()):
        pytest.skip("LibreOffice Calc is not installed")
    for place in map(schema.place, schema.declaration()):  # Calc writes all into one folder
        (tmp_path / place).parent.mkdir(exist_ok=True)
        (tmp_path / Path(place).name).rename(tmp_path / place)
    assert (tmp_path / f"{TABLE}.csv").read_bytes() != kept[TABLE]
    for name, table in tables.read_all(tmp_path).items():
        assert table.faults == [], name
        assert tidied(table.header, table.rows, name) == kept[name], name
