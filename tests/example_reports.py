"""Three invented reports and what an analyst settles in their drafts: those of the page, and two of other kinds."""

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from campaigns import project
from campaigns.record import schema

PAGE = project.ROOT / "ADDING_A_REPORT.md"
FOLDER = Path(__file__).parent
#: The column by which a decision names a row of its table.
ROW_BY = {"reported_figures": "printed", "numerals": "token"}


@dataclass(frozen=True)
class Example:
    """A report: file, source_id; new: {table: rows}; decisions: (table, "all" or a row's words, column, text)."""

    file: Path
    source_id: str
    new: dict
    decisions: tuple

    def settle(self, drafts):
        """Write what was decided into the drafts in a folder; a decision for no row is an error."""
        for name, rows in self.new.items():
            _write(drafts / f"{name}.csv", list(schema.fields(name)), rows)
        for name in dict.fromkeys(table for table, *_ in self.decisions):
            header, rows = _read(drafts / f"{name}.csv")
            for table, words, column, text in self.decisions:
                meant = [row for row in rows if table == name and words in ("all", row.get(ROW_BY.get(name)))]
                assert table != name or meant, f"{name}.csv has no row {words}"
                for row in meant:
                    row[column] = text
            _write(drafts / f"{name}.csv", header, [list(row.values()) for row in rows])


def _read(path):
    rows = csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline=""))
    return rows.fieldnames, list(rows)


def _write(path, header, rows):
    path.write_text(schema.written(header, rows), "utf-8-sig", newline="")


def of_the_page():
    """The example of ADDING_A_REPORT.md, as the page settles it."""
    text = PAGE.read_text("utf-8")
    blocks = re.findall(r"`drafts/(\w+)\.csv`[^`]*(?:`[^`\n]+`[^`]*)*?```csv\n(.*?)```", text, re.DOTALL)
    read = {name: list(csv.reader(io.StringIO(block))) for name, block in blocks}
    assert all(header == list(schema.fields(name)) for name, (header, *_) in read.items())
    lines = [
        tuple(cell.strip() for cell in line.split("|")[1:-1]) for line in re.findall(r"^\|.*\|$", text, re.MULTILINE)
    ]
    decisions = tuple((*where, "" if write == "(blank)" else write) for *where, write in lines[2:])
    return Example(
        FOLDER / "example_report.txt", "nowhere-2021", {name: rows[1:] for name, rows in read.items()}, decisions
    )


def _all(table, **cells):
    return tuple((table, "all", column, text) for column, text in cells.items())


CHINESE = Example(
    FOLDER / "example_report_zh.txt",
    "wuyou-2022",
    {"areas": [["CN-SC-wuyou", "Wuyou (invented)", "乌有市", "prefecture", "CN-SC", ""]]},
    (
        *_all("sources", claimant="Wuyou Public Security Bureau", claimant_kind="police", translation="original"),
        *_all("reported_figures", area_id="CN-SC-wuyou", counted_by="police"),
        ("reported_figures", "近3.5万人次", "counted_by", "others"),
        ("reported_figures", "1.2万人次", "label_zh", "投入警力"),
    ),
)  # fmt: skip

BOUNDS = Example(
    FOLDER / "example_report_bounds.txt",
    "elsewhere-2024",
    {
        "areas": [["CN-HB-elsewhere", "Elsewhere (invented)", "他乡市", "prefecture", "CN-HB", ""]],
        "campaigns": [
            ["warm-stove", "Warm Stove", "", "not_known", "campaign", "", "Elsewhere Public Security Bureau",
             "CN-HB-elsewhere", "2023-12-01", "2024-02-15", "stated", "Officers call at homes in winter", "elsewhere-2024"]
        ],
    },
    (
        *_all("sources", publisher="Invented for a test", claimant="Elsewhere Public Security Bureau"),
        *_all("sources", claimant_kind="police", translation="original"),
        *_all("reported_figures", campaign_id="warm-stove", area_id="CN-HB-elsewhere", counted_by="police", claim="result"),
        ("reported_figures", "about 31,000 households", "counted_by", "police_with_auxiliaries"),
        ("reported_figures", "up to 900 officers", "metric_id", "police_deployed"),
        ("reported_figures", "Some 1,100 disputes", "metric_id", "disputes_resolved"),
        ("reported_figures", "fell by nearly 8% year-on-year", "metric_id", "criminal_cases_change"),
        ("reported_figures", "97.2%", "metric_id", "public_satisfaction"),
        ("reported_figures", "97.2%", "claim", "standing"),
        ("reported_figures", "97.2%", "counted_by", "not_stated"),
        ("reported_figures", "97.2%", "period_start", ""),
        ("reported_figures", "97.2%", "start_basis", "not_stated"),
    ),
)  # fmt: skip


def examples():
    """All three."""
    return of_the_page(), CHINESE, BOUNDS
