"""Whether rows still fit what names them and what repeats them: identifiers, sums, candidates and frozen codings.

What one row must agree on is told of that row. What names and repeats only as a rule (a metric within an identifier, a
value that a frozen coding holds) is counted over the whole column: many at once no longer fit if a column was sorted or
shifted by itself.
"""

import re
from collections import defaultdict

from campaigns.record.check_rows import FIGURES, SAY_WHY
from campaigns.record.schema import Fault, answered, fault, keys, place, upwards

#: The share of a column's rows, and their number, that may depart from what names them.
ODD_ONES, AT_LEAST = 0.02, 3
#: Subjects of reference.csv whose provinces add up to the nation, with the subject that holds their sum.
SUMS = {"population": "population_31_units"}
PROVINCES = 31
#: Units in which the parts of a whole can be added.
COUNTED = ("people", "households", "places")
#: What no two rows of a table share: by it they are known.
SAME_THING = {
    FIGURES: (
        "source_id campaign_id area_id metric_id label_zh unit incomplete baseline scope counted_by "
        "period_start period_end nights claim same_as part_of"
    ).split(),
    "sources": ["title", "publisher", "published"],
    "areas": ["name_zh", "parent"],
    "metrics": ["name_zh"],
    "campaigns": ["name_zh", "from"],
    "tasks": ["campaign_id", "list", "item"],
    "reference": "subject staff area_id year span unit baseline value".split(),
}
#: Frozen codings: the table, and what the columns that repeat the record begin with.
CODINGS = (("first_coding", ""), ("second_coding", ""), ("third_coding", "third_"), ("fourth_coding", "first_"))
#: What of it is hardly ever settled otherwise.
REPEATED = ("area_id", "metric_id", "value", "qualifier", "claim")
_HAN = re.compile("[\u4e00-\u9fff]")


# ---- one row -------------------------------------------------------------------------------------------------------


def figure_name_faults(record, known):
    """Identifiers of selected figures begin with their source's."""
    source = known["sources"][record["source_id"]]
    if source["coverage"] == "selected" and not record["figure_id"].startswith(f"{source['source_id']}-"):
        cure = "Write the source that figure_id begins with, or name the row after its source"
        yield "source_id", f"figure_id does not begin with {source['source_id']}", cure


def source_name_faults(source, _):
    """A year within the identifier of a source is that of its publication."""
    named = re.search(r"-y(\d{4})-", source["source_id"])
    if named and source["published"] and not source["published"].startswith(named[1]):
        problem = f"source_id names {named[1]}, published {source['published'][:4]}"
        yield "published", problem, "Make both agree"


def yardstick_name_faults(record, known):
    """Identifiers of yardsticks name subject, area and year."""
    parts, area = f"-{record['reference_id']}-", known["areas"][record["area_id"]]
    for column, names in (
        ("subject", {_dashed(record["subject"])}),
        ("area_id", {_dashed(area["name_en"]).split("-")[0], area["area_id"].split("-")[-1].lower()}),
        ("year", {f"y{record['year']}" if record["year"] else ""}),
    ):
        if not any(f"-{name}-" in parts or not name for name in names):
            yield column, f"reference_id does not name {record[column]}", "Make both agree"


def area_name_faults(area, known):
    """Identifiers and codes of areas begin with those of the area above, identifiers at least with the next above."""
    above = known["areas"].get(area["parent"])
    if not above:
        return
    next_above = known["areas"].get(above["parent"], {})
    names = [above["area_id"], *([next_above["area_id"]] if next_above.get("parent") else [])]
    if not area["area_id"].startswith(tuple(f"{name}-" for name in names)):
        yield "parent", f"area_id does not begin with {above['area_id']}", "Name the area that it lies in"
    if area["gb_code"] and not area["gb_code"].startswith(re.sub("(00)+$", "", above["gb_code"])):
        problem = f"{area['gb_code']} lies not in {above['area_id']} ({above['gb_code']})"
        yield "gb_code", problem, "Look it up in GB/T 2260, or leave it blank"


def _dashed(words):
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


def language_faults(record, _):
    """Chinese names and labels hold Chinese, English names none."""
    for column in {"label_zh", "name_zh"} & record.keys():
        if record[column] and not _HAN.search(record[column]):
            yield column, f"{record[column]!r} is not Chinese", "Write the Chinese words, or leave it blank"
    if _HAN.search(record.get("name_en", "")):
        yield "name_en", f"{record['name_en']!r} is not English", "Write the English name"


def address_faults(record, _):
    """An address is one address."""
    if record["url"] and not re.fullmatch(r"https?://(?!https?:)[^\s/]+\.[^\s/]+(/\S*)?", record["url"]):
        yield "url", f"{record['url']!r} is no address", "Write all of it, from http to the end, without a blank"


# ---- whole tables --------------------------------------------------------------------------------------------------


def twin_faults(records):
    """Rows of another key that are the same thing by all that names it."""
    for name, columns in SAME_THING.items():
        seen = {}
        for index, record in enumerate(records[name]):
            named = tuple(record[column] for column in columns)
            if named in seen and named[0]:
                problem = f"row {seen[named] + 2} has the same {', '.join(columns)}"
                cure = "Keep one of the two, or say what differs"
                if name == FIGURES:
                    problem = f"only its number tells it from {records[name][seen[named]]['figure_id']}"
                    cure = f"{cure}: scope, label_zh, counted_by, baseline or period; or link them with same_as"
                yield fault(name, index, record, keys(name)[0], problem, cure)
            seen.setdefault(named, index)


def sum_faults(records):
    """Yardsticks of all provinces add up to that of the nation, to one unit, or the note of the nation says why not."""
    level = {area["area_id"]: area["level"] for area in records["areas"]}
    groups = defaultdict(dict)
    for index, record in enumerate(records["reference"]):
        same = tuple(record[column] for column in ("year", "unit", "span", "baseline", "staff"))
        if record["value"] and record["unit"] in COUNTED:
            groups[record["subject"], *same][record["area_id"]] = index, record
    for (subject, *same), rows in groups.items():
        held = [float(record["value"]) for _, record in rows.values() if level[record["area_id"]] == "province"]
        whole = groups.get((SUMS.get(subject, subject), *same), {}).get("CN")
        if len(held) < PROVINCES or not whole or answered(whole[1]):
            continue
        if abs(sum(held) - float(whole[1]["value"])) > 1:
            problem = f"{whole[1]['value']} is not the sum of the {len(held)} provinces, {sum(held):.12g}"
            yield fault("reference", *whole, "value", problem, f"Look for the province that is wrong. {SAY_WHY}")


def column_faults(records):
    """Columns of which many rows no longer fit what names or repeats them."""
    for name, column, what, fits in _witnesses(records):
        told = [(record[keys(name)[0]], fits(record)) for record in records[name]]
        told = [(key, fit) for key, fit in told if fit is not None]
        odd = [key for key, fit in told if not fit]
        if len(odd) > max(AT_LEAST, ODD_ONES * len(told)):
            problem = f"{len(odd)} of {len(told)} rows do not fit {what} (first {odd[0]})"
            cure = "It seems to have been sorted or shifted by itself, here or there: undo that"
            yield Fault(place(name), None, "", column, problem, cure)


def _witnesses(records):
    """(table, column, what its rows should fit, function of a row: whether it does, None where nothing is said)."""
    figures = {record["figure_id"]: record for record in records[FIGURES]}
    metrics = {metric["metric_id"] for metric in records["metrics"]}
    chinese = defaultdict(bool)
    for record in records[FIGURES]:
        chinese[record["source_id"]] |= bool(_HAN.search(record["printed"]))

    def metric(record):
        name = record["figure_id"].removeprefix(f"{record['source_id']}-").replace("-", "_")
        return name.startswith(record["metric_id"]) or (False if re.sub(r"_[a-z0-9]$", "", name) in metrics else None)

    def language(source):
        prints = chinese.get(source["source_id"])
        return None if prints is None else prints == (source["language"] == "zh")

    def candidate(record):
        value = figures.get(record["figure_id"], {}).get("value")
        return _same(record["candidate_key"].rpartition(":")[2], value) if value else None

    def repeated(own, column):
        return lambda r: _same(r[own], figures[r["figure_id"]][column]) if r["figure_id"] in figures else None

    yield FIGURES, "metric_id", "the metrics that their figure_ids name", metric
    yield FIGURES, "area_id", "the areas that their source_ids name", _lies_in_the_area_named(records["areas"])
    yield "candidates", "figure_id", "the values of their figures", candidate
    yield "sources", "language", "the script of their printed words", language
    for name, prefix in CODINGS:
        for column in REPEATED:
            if records[name] and prefix + column in records[name][0]:
                yield name, prefix + column, f"the {column} of their figures", repeated(prefix + column, column)


def _lies_in_the_area_named(areas):
    above, named = {area["area_id"]: area["parent"] for area in areas}, defaultdict(set)
    for area in areas:
        named[_dashed(area["name_en"])].add(area["area_id"])

    def fits(record):
        parts = record["source_id"].split("-")
        names = ("-".join(parts[:end]) for end in range(len(parts), 0, -1))
        held = next((named[name] for name in names if name in named), None)
        return held and bool(held & set(upwards(record["area_id"], above.get)))

    return fits


def _same(one, other):
    try:
        return one == other or float(one) == float(other)
    except ValueError:
        return False


ROWS = {
    FIGURES: (figure_name_faults, language_faults),
    "sources": (source_name_faults, address_faults),
    "reference": (yardstick_name_faults, address_faults),
    "areas": (language_faults, area_name_faults),
} | dict.fromkeys(("campaigns", "metrics"), (language_faults,))
TABLES = (column_faults, twin_faults, sum_faults)
