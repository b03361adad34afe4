"""Whether rows still fit what names them and what repeats them: identifiers, sums, candidates and frozen codings.

What one row must agree on is told of that row. What names and repeats only as a rule (a metric within an identifier, a
value that a frozen coding holds) is counted over the whole column: many at once no longer fit if a column was sorted or
shifted by itself.
"""

import re
from collections import defaultdict

from campaigns.record.check_rows import FIGURES, SAY_WHY
from campaigns.record.schema import Fault, answered, declaration, fault, place, upwards

#: The share of a column's rows, and their number, that may depart from what names them.
ODD_ONES, AT_LEAST = 0.02, 3
#: Subjects of reference.csv whose provinces add up to the nation, with the subject that holds their sum.
SUMS = {"population": "population_31_units"}
PROVINCES = 31
#: What no two rows of a table share: by it they are known.
SAME_THING = {
    "sources": ("title", "publisher", "published"),
    "areas": ("name_zh", "parent"),
    "metrics": ("name_zh",),
    "campaigns": ("name_zh", "from"),
    "tasks": ("campaign_id", "list", "item"),
    "reference": ("subject", "staff", "area_id", "year", "span", "unit", "baseline", "value"),
}
_HAN = re.compile("[\u4e00-\u9fff]")
#: Tables whose rows are never the same but for their key.
NO_TWINS = (FIGURES, "sources", "campaigns", "areas", "metrics", "tasks", "reference", "candidates", "searches")


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
    within = re.sub("(00)+$", "", above["gb_code"])
    if area["gb_code"] and not area["gb_code"].startswith(within):
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


def twin_faults(records):
    """Rows that only their key tells apart."""
    for name in NO_TWINS:
        keys, seen = declaration()[name]["schema"]["primaryKey"], {}
        for index, record in enumerate(records[name]):
            rest = tuple(cell for column, cell in record.items() if column not in keys)
            if rest in seen:
                problem = f"only the key tells it from row {seen[rest] + 2}"
                yield fault(name, index, record, keys[0], problem, "Keep one of the two")
            seen.setdefault(rest, index)


def name_faults(records):
    """Rows of another key that are the same thing by all that names it."""
    for name, columns in SAME_THING.items():
        [key], seen = declaration()[name]["schema"]["primaryKey"], {}
        for index, record in enumerate(records[name]):
            named = tuple(record[column] for column in columns)
            if named in seen and named[0]:
                problem = f"row {seen[named] + 2} has the same {', '.join(columns)}"
                yield fault(name, index, record, key, problem, "Keep one of the two, or say what differs")
            seen.setdefault(named, index)


def sum_faults(records):
    """Yardsticks of all provinces add up to that of the nation, to one unit, or the note of the nation says why not."""
    level = {area["area_id"]: area["level"] for area in records["areas"]}
    groups = defaultdict(dict)
    for index, record in enumerate(records["reference"]):
        same = tuple(record[column] for column in ("year", "unit", "span", "baseline", "staff"))
        groups[record["subject"], *same][record["area_id"]] = index, record
    for (subject, *same), rows in groups.items():
        held = [record for _, record in rows.values() if level[record["area_id"]] == "province"]
        whole = groups.get((SUMS.get(subject, subject), *same), {}).get("CN")
        if (
            len(held) < PROVINCES
            or not whole
            or any(not r["value"] for r in (*held, whole[1]))
            or same[1] not in COUNTED
        ):
            continue
        total = sum(float(record["value"]) for record in held)
        if abs(total - float(whole[1]["value"])) > 1 and not answered(whole[1]):
            problem = f"{whole[1]['value']} is not the sum of the {len(held)} provinces, {total:.12g}"
            yield fault("reference", *whole, "value", problem, f"Look for the province that is wrong. {SAY_WHY}")


#: Units in which the parts of a whole can be added.
COUNTED = ("people", "households", "places")


def column_faults(records):
    """Columns of which many rows no longer fit what names or repeats them."""
    figures = {record["figure_id"]: record for record in records[FIGURES]}
    for file, column, what, pairs in (
        (FIGURES, "metric_id", "the metrics that their figure_ids name", _metrics_named(records)),
        (FIGURES, "area_id", "the areas that their source_ids name", _areas_named(records)),
        ("candidates", "figure_id", "the values of their figures", _candidates(records, figures)),
        ("sources", "language", "the script of their printed words", _scripts(records)),
        *_codings(records, figures),
    ):
        odd = [key for key, fits in pairs if not fits]
        if len(odd) > max(AT_LEAST, ODD_ONES * len(pairs)):
            problem = f"{len(odd)} of {len(pairs)} rows do not fit {what} (first {odd[0]})"
            cure = "It seems to have been sorted or shifted by itself, here or there: undo that"
            yield Fault(place(file), None, "", column, problem, cure)


def _metrics_named(records):
    known = {metric["metric_id"] for metric in records["metrics"]}
    found = []
    for record in records[FIGURES]:
        named = record["figure_id"].removeprefix(f"{record['source_id']}-").replace("-", "_")
        fits = named.startswith(record["metric_id"])
        if fits or re.sub(r"_[a-z0-9]$", "", named) in known:
            found.append((record["figure_id"], fits))
    return found


def _areas_named(records):
    above = {area["area_id"]: area["parent"] for area in records["areas"]}
    named = defaultdict(set)
    for area in records["areas"]:
        named[_dashed(area["name_en"])].add(area["area_id"])
    found = []
    for record in records[FIGURES]:
        parts = record["source_id"].split("-")
        name = next((n for end in range(len(parts), 0, -1) if (n := "-".join(parts[:end])) in named), None)
        if name:
            fits = named[name] & set(upwards(record["area_id"], above.get))
            found.append((record["figure_id"], bool(fits)))
    return found


def _scripts(records):
    """Reports in Chinese print Chinese, others do not."""
    language, chinese = {source["source_id"]: source["language"] for source in records["sources"]}, defaultdict(bool)
    for record in records[FIGURES]:
        chinese[record["source_id"]] |= bool(_HAN.search(record["printed"]))
    return [(source, (language[source] == "zh") == prints) for source, prints in chinese.items() if source in language]


def _candidates(records, figures):
    """The number at the end of a candidate's key against the figure that it became."""
    found = []
    for record in records["candidates"]:
        figure = figures.get(record["figure_id"])
        if figure and figure["value"]:
            number = record["candidate_key"].rpartition(":")[2]
            found.append((record["candidate_key"], _same(number, figure["value"])))
    return found


#: Frozen codings: the table, and what the columns that repeat the record begin with.
CODINGS = (("first_coding", ""), ("second_coding", ""), ("third_coding", "third_"), ("fourth_coding", "first_"))
#: What of it is hardly ever settled otherwise.
REPEATED = ("area_id", "metric_id", "value", "qualifier", "claim")


def _codings(records, figures):
    for name, prefix in CODINGS:
        for column in REPEATED:
            if records[name] and prefix + column in records[name][0]:
                pairs = [
                    (record["figure_id"], _same(record[prefix + column], figures[record["figure_id"]][column]))
                    for record in records[name]
                    if record["figure_id"] in figures
                ]
                yield name, prefix + column, f"the {column} of their figures", pairs


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
TABLES = (column_faults, twin_faults, name_faults, sum_faults)
