"""Write data/README.md, the codebook, from the declaration and the tables; nobody edits it by hand.

The prose stands in codebook.md; everything in it that can change with the data is reckoned here.
"""

from collections import Counter
from math import ceil, floor
from pathlib import Path
from string import Template

from campaigns import project
from campaigns.record import agreement, plausible, schema, tables
from campaigns.record.coverage import SOUGHT, STATES, SUMMERS, coverage

TEMPLATE = Path(__file__).with_suffix(".md")
#: Hard cases: what is hard, the row that shows it, the columns that answer. A row that is gone is passed over.
CASES = [
    ("the start is that of the national action", "anhui-shichang-xingbao-y2023-1-criminal-calls-change", "start_basis end_basis note"),
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
]


def write(folder=project.DATA):
    """Write the codebook if it differs from what stands there."""
    project.write(folder / "README.md", text(folder).encode())


def text(folder=project.DATA):
    """The codebook as Markdown."""
    package = schema.package()
    raw = tables.read_all(folder)
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
        agreement="\n".join(_agreements(records)),
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
    lines = [f"## {resource['path']}", "", resource["description"], "", "| column | type | rule |", "| --- | --- | --- |"]
    links = {link["fields"][0] for link in resource["schema"].get("foreignKeys", [])}
    for field in resource["schema"]["fields"]:
        rules = field.get("constraints", {})
        told = [field["description"]]
        if "enum" in rules:
            told.append(f"One of: {', '.join(f'`{value}`' for value in rules['enum'])}.")
        if "example" in field:
            told.append(f"Example: `{field['example']}`.")
        kind = [field["type"], *["key"] * (field["name"] in links), *["required"] * bool(rules.get("required"))]
        lines.append(f"| `{field['name']}` | {', '.join(kind)} | {_cell(' '.join(told))} |")
    return "\n".join([*lines, ""])


def _cell(text):
    """Text that does not end a cell of a Markdown table."""
    return text.replace("|", "&#124;")


def _agreements(records):
    """What two readers agree on, coding by coding, each with what it does and does not cover."""
    yield "## Agreement of two readers"
    yield ""
    yield "Shares with their 95 % interval (Wilson). Kappa is Cohen's, over the columns with a closed list of values."
    for heading, told, columns in agreement.codings(records):
        yield from ("", f"### {heading}", "", told, "", "| column | pairs | agree | share | 95 % | kappa |")
        yield "| --- | ---: | ---: | ---: | ---: | ---: |"
        for found in columns:
            kappa = "" if found.kappa is None else f"{found.kappa:.2f}"
            low, high = found.interval()
            share = found.agree / found.pairs
            said = f"{share:.0%}" if share == 1 or share < 0.995 else "> 99%"
            yield f"| `{found.column}` | {found.pairs} | {found.agree} | {said} | {floor(100 * low)}% to {ceil(100 * high)}% | {kappa} |"
