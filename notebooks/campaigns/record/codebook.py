"""Write data/README.md, the codebook, from the declaration and the tables; nobody edits it by hand.

The prose stands in codebook.md; everything in it that can change with the data is reckoned here.
"""

import re
from collections import Counter
from math import ceil, floor
from pathlib import Path
from string import Template

from campaigns import project
from campaigns.record import agreement, plausible, schema
from campaigns.record.coverage import SOUGHT, STATES, SUMMERS, coverage

#: How the fourth coding says that the record took a date or its basis over.
_DATE_TAKEN = re.compile(r"(period_start|period_end|start_basis|end_basis): taken over")
TEMPLATE = Path(__file__).with_suffix(".md")
#: Hard cases: what is hard, the row that shows it, the columns that answer. A row that is gone is passed over.
CASES = [
    ("the start is that of the national action",
     "anhui-shichang-xingbao-y2023-1-criminal-calls-change", "start_basis end_basis note"),
    ("the report says up to now", "shaanxi-cnwest-y2022-1-police-deployed-per-day", "period_end end_basis note"),
    ("the printed year is corrected", "hubei-fazhi-ribao-y2023-1-suspects-caught", "period_start start_basis note"),
    ("a state of things", "china-chinanews-y2025-1-police-vice-principals", "claim period_start period_end end_basis"),
    ("an announced length", "gz22-qianfeng-length", "claim period_start period_end note"),
    ("one night over two dates", "guangyuan-radio-tv-y2022-1-police-deployed", "period_start period_end nights scope"),
    ("a part of a round", "china-mps-y2022-1-key-locations-patrolled", "campaign_id scope nights"),
    ("one verb for several numbers", "liaoning-cri-y2025-1-criminal-calls-change", "value low high baseline"),
    ("the unit was lost in translation", "sc22-police-deployed", "unit reading note"),
    ("several readings, none preferred", "china-cctv-y2022-1-drink-and-drunk-driving", "value low high reading"),
    ("percent or percentage points", "yangquan-gov-y2023-1-clearance-rate-change", "unit note"),
    ("incomplete by its own words", "china-bjyouth-y2022-1-disputes-resolved", "qualifier incomplete scope"),
    ("police and others in one number", "guangzhou-police-y2022-1-police-and-helpers", "metric_id counted_by"),
    ("an interim of a later total", "china-chinanews-y2022-1-suspects-caught", "period_end part_of"),
    ("one kind of all", "hunan-ribao-y2022-1-active-suspects-caught", "metric_id part_of"),
    ("headline and body", "sc22-criminal-cases-body", "same_as"),
    ("one claim, two hedges", "china-scio-y2023-1-disputes-resolved-per-year", "same_as qualifier note"),
]  # fmt: skip


def write(raw):
    """Write the codebook, the declared hedges and the facts in the README beside data/, where they differ.

    raw: {name: Table}.
    """
    folder = project.DATA
    project.write(folder / "datapackage.json", schema.declared().encode())
    project.write(folder / "README.md", text(raw).encode())
    readme = folder.parent / "README.md"
    if readme.exists():
        project.write(readme, with_facts(readme.read_text("utf-8"), facts(raw)).encode())


def with_facts(readme, told):
    """A README with the facts between its marks."""
    before, rest = readme.split("<!-- facts -->", 1)
    return f"{before}<!-- facts -->\n{told}\n<!-- /facts -->{rest.split('<!-- /facts -->', 1)[1]}"


def facts(raw):
    """How many reports, numerals and figures the tables ({name: Table}) hold, in two sentences."""
    held = {name: raw[name].records() for name in ("sources", "numerals", "reported_figures")}
    complete = {source["source_id"] for source in held["sources"] if source["coverage"] == "complete"}
    ours = [row for row in held["reported_figures"] if row["source_id"] in complete]
    others = [row for row in held["reported_figures"] if row["source_id"] not in complete]

    distinct, more = (sum(not row["same_as"] for row in rows) for rows in (ours, others))
    return (
        f"{len(complete)} complete reports: {len(held['numerals'])} numerals, {len(ours)} statements of a figure, "
        f"{distinct} distinct claims.\nBeside them {len(others):,} figures selected from "
        f"{len(held['sources']) - len(complete):,} other reports, {more:,} distinct claims."
    )


def text(raw):
    """The codebook of the tables ({name: Table}) as Markdown."""
    package = schema.package()
    overview = [f"| `{r['path']}` | {len(raw[r['name']].rows):,} | {r['description']} |" for r in package["resources"]]
    records = {name: table.records() for name, table in raw.items()}
    left_out = [record["reason"] for record in records["candidates"] if record["reason"]]
    return Template(TEMPLATE.read_text("utf-8")).substitute(
        description=package["description"],
        tables="\n".join(overview),
        cases="\n".join(_cases(records["reported_figures"])),
        sizes=" to ".join(f"{size:g}" for size in plausible.HOUSEHOLD_SIZES),
        answer=schema.ANSWER,
        summers=", ".join(SUMMERS),
        coverage="\n".join(_coverage(coverage(records))),
        rare=sum(reason.startswith(("once_only", "few_rows")) for reason in left_out),
        left_out=len(left_out),
        **_agreements(records),
        columns="\n".join(_columns(r) for r in package["resources"] if not r["name"].endswith(("_coding", "_codings"))),
    )


def _cases(records):
    by_id = {record["figure_id"]: record for record in records}
    for case, figure_id, columns in CASES:
        if record := by_id.get(figure_id):
            coded = "; ".join(f"{column}: {_cell(record[column]) or 'blank'}" for column in columns.split())
            yield f"| {case} | `{figure_id}` | {_cell(record['printed'])} | {coded} |"


def _coverage(found):
    counts = Counter((one.what, one.summer, one.state) for one in found)
    for what in SOUGHT:
        for summer in SUMMERS:
            yield f"| {what} | {summer} | {' | '.join(str(counts[what, summer, state]) for state in STATES)} |"


def _columns(resource):
    lines = [f"## {resource['path']}\n\n{resource['description']}\n\n| column | type | rule |\n| --- | --- | --- |"]
    linked = {column for column, *_ in schema.links(resource["name"]) if column != "source_ids"}
    for field in resource["schema"]["fields"]:
        rules = field.get("constraints", {})
        told = [field["description"]]
        if "enum" in rules:
            told.append(f"One of: {', '.join(f'`{value}`' for value in rules['enum'])}.")
        if "example" in field:
            told.append(f"Example: `{field['example']}`.")
        kind = [field["type"], *["key"] * (field["name"] in linked), *["required"] * bool(rules.get("required"))]
        lines.append(f"| `{field['name']}` | {', '.join(kind)} | {_cell(' '.join(told))} |")
    return "\n".join([*lines, ""])


def _cell(text):
    """Text that does not end a cell of a Markdown table."""
    return text.replace("|", "&#124;")


def _agreements(records):
    """The counts and the tables of the agreement of two readers, by their names in codebook.md."""
    complete, alone = agreement.coded_pairs(records["first_coding"], records["second_coding"])
    wider, of_one = agreement.wider_pairs(records["wider_codings"])
    of_second = sum(row["unmatched"].startswith("second") for row in of_one)
    third, fourth = records["third_coding"], records["fourth_coding"]
    return {
        "complete_pairs": len(complete),
        "complete_alone": len(alone),
        "complete": _agreement(agreement.agreement(complete)),
        "wider_pairs": len(wider),
        "wider_first": len(of_one) - of_second,
        "wider_second": of_second,
        "wider": _agreement(agreement.agreement(wider, agreement.WIDER)),
        "third_rows": len(third),
        "third_asked": sum(bool(row["finding"]) for row in third),
        "third_copies": sum(row["found"] == "other_copy" for row in third),
        "third": _agreement(agreement.agreement(agreement.sides(third, "third"), agreement.THIRD)),
        "fourth_rows": len(fourth),
        "fourth_settled": sum(bool(row["settlement"]) for row in fourth),
        "fourth_dates": sum(bool(_DATE_TAKEN.search(row["settlement"])) for row in fourth),
        "fourth": _agreement(agreement.agreement(agreement.sides(fourth, "fourth"), agreement.FOURTH)),
    }


def _agreement(columns):
    """Agreement per column as a Markdown table; the ends of an interval are rounded outwards."""
    lines = ["| column | pairs | agree | share | 95% | kappa |", "| --- | ---: | ---: | ---: | ---: | ---: |"]
    for found in columns:
        kappa = "" if found.kappa is None else f"{found.kappa:.2f}"
        low, high = found.interval()
        share = found.agree / found.pairs
        said = f"{share:.0%}" if share == 1 or share < 0.995 else "> 99%"
        between = f"{floor(100 * low)}% to {ceil(100 * high)}%"
        lines.append(f"| `{found.column}` | {found.pairs} | {found.agree} | {said} | {between} | {kappa} |")
    return "\n".join(lines)
