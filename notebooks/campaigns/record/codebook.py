"""Write data/README.md, the codebook, from the declaration and the tables; nobody edits it by hand."""

from campaigns import project
from campaigns.record import schema, tables
from campaigns.record.agreement import THIRD, WIDER, agreement, coded_pairs, third_pairs, wider_pairs

HEAD = """\
# The data

*Generated from `datapackage.json` and the tables by `run.py`; edit those, not this page.*

{description}

## Editing

Open a table in a spreadsheet, change it, save it as CSV (UTF-8), and run `python3 run.py` again.
`python3 run.py check` says every fault at once: file, row as the spreadsheet numbers it, column, and what to write.
The tables are UTF-8 with a byte order mark, so that Excel shows the Chinese; other programs read them as they are.
A correction of a figure changes `printed` and `value` together, says why in `note`, and gets a line in `CHANGES.md`.

| table | rows | what a row is |
| --- | ---: | --- |
{tables}
"""


def write(folder=project.DATA):
    """Write the codebook if it differs from what stands there."""
    project.write(folder / "README.md", text(folder).encode())


def text(folder=project.DATA):
    """The codebook as Markdown."""
    package = schema.package()
    sizes = {name: len(table.rows) for name, table in tables.read_all(folder).items()}
    overview = "\n".join(f"| `{r['path']}` | {sizes[r['name']]:,} | {r['description']} |" for r in package["resources"])
    parts = [HEAD.format(description=package["description"], tables=overview), _agreement(folder)]
    parts += [_wider_agreement(folder), _third_agreement(folder)]
    parts += [
        _table(resource) for resource in package["resources"] if not resource["name"].endswith(("_coding", "_codings"))
    ]
    return "\n".join(parts)


def _table(resource):
    lines = [
        f"## {resource['path']}",
        "",
        resource["description"],
        "",
        "| column | type | rule |",
        "| --- | --- | --- |",
    ]
    links = {link["fields"][0] for link in resource["schema"].get("foreignKeys", [])}
    for field in resource["schema"]["fields"]:
        rules = field.get("constraints", {})
        told = [field["description"]]
        if "enum" in rules:
            told.append(f"One of: {', '.join(f'`{value}`' for value in rules['enum'])}.")
        if "example" in field:
            told.append(f"Example: `{field['example']}`.".replace("|", "\\|"))
        kind = (
            field["type"]
            + (", key" if field["name"] in links else "")
            + (", required" if rules.get("required") else "")
        )
        lines.append(f"| `{field['name']}` | {kind} | {' '.join(told).replace(' | ', ' &#124; ')} |")
    return "\n".join([*lines, ""])


def _agreement(folder):
    pairs, alone = coded_pairs(*(tables.read(f"{which}_coding", folder).records() for which in ("first", "second")))
    lines = [
        "## Agreement of two readers",
        "",
        f"The five complete reports were coded twice, the second time without sight of the first: {len(pairs)} figures by both, "
        f"{len(alone)} by the first reader only ({', '.join(f'`{a}`' for a in alone)}), "
        "none by the second only. The second reader had the list of metrics, which tells what to look for: agreement on what "
        "to code is therefore weaker evidence than agreement on how. Every difference was settled; how is said in "
        "`second_coding.csv`. Kappa is Cohen's, over the columns with a closed list of values.",
        "",
        *_agreement_table(agreement(pairs)),
    ]
    return "\n".join([*lines, ""])


def _wider_agreement(folder):
    pairs, alone = wider_pairs(tables.read("wider_codings", folder).records())
    second = sum(row["unmatched"].startswith("second") for row in alone)
    lines = [
        "### The selected reports",
        "",
        f"42 of the selected reports were coded twice, the second time without sight of the first: {len(pairs)} figures by both, "
        f"{len(alone) - second} by the first reader only, {second} by the second only, most of them figures of staffing and of "
        "a year's work that the first left out on purpose. Figures were matched by report and value, so agreement on the value "
        "holds by construction. Both readers labelled freely: `label` compares their own words. One person then assigned "
        "both readers' labels to metrics by the same rule, so agreement on `metric_id` is higher than two independent "
        "assignments would give. `unit_class` "
        "tells people, person-times and things apart, whatever the word. `wider_codings.csv` holds every pair.",
        "",
        *_agreement_table(agreement(pairs, WIDER)),
    ]
    return "\n".join([*lines, ""])


def _third_agreement(folder):
    rows = tables.read("third_coding", folder).records()
    asked, copies = sum(bool(row["finding"]) for row in rows), sum(row["found"] == "other_copy" for row in rows)
    lines = [
        "### A third reading of what was weakest",
        "",
        f"{len(rows)} figures of the selected reports were looked up once more by readers who had not seen the record: the "
        f"{asked} weakest rows, each with a question, and every figure that the first reader had copied without its verb or "
        f"counter word. All were found, {len(rows) - copies} on the page of the record, {copies} in another copy. The "
        "readers knew report, area and label of a figure, which in some titles holds the number. They had a shorter list of "
        "units; `settlement` in `third_coding.csv` says what became of each difference, `finding` what was found on the doubt.",
        "",
        *_agreement_table(agreement(third_pairs(rows), THIRD)),
    ]
    return "\n".join([*lines, ""])


def _agreement_table(columns):
    yield "| column | pairs | agree | share | kappa |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for found in columns:
        kappa = "" if found.kappa is None else f"{found.kappa:.2f}"
        share = found.agree / found.pairs
        told = f"{share:.0%}" if share == 1 or share < 0.995 else "> 99%"
        yield f"| `{found.column}` | {found.pairs} | {found.agree} | {told} | {kappa} |"
