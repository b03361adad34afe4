"""What seems to have happened to a column between two states of its table: one rule that explains many cells.

Each rule takes a Moved and returns what seems to have happened with the cure, or None. One changed cell is no rule, nor
is one correction in all rows of a report; what moves many different cells in one way is.
"""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from campaigns.record.steps import plain, series_step, word_changed

#: Cells that make a rule where each could be an edit of its own, where an editor may make some alike, and where hardly
#: any could.
MANY, SOME, FEW = 10, 5, 3
#: Cells of one column changed without a rule that are worth a question, and their share of the column.
MASS, MASS_SHARE, MASS_ANYWAY = 25, 0.1, 200
#: The share of the changed cells that a rule explains; the rest may be edits made meanwhile.
NEARLY = 0.9
#: Columns in our own words, which an editor improves.
OUR_WORDS = ("note", "reason", "settlement", "counts", "what_it_is")
FACTORS = {10.0**power for power in range(-9, 10) if power} | {-1.0}


@dataclass(frozen=True)
class Moved:
    """The cells of one column that differ.

    column, kind: its name and declared type; listed: whether it has a closed list of values. cells: (spreadsheet row,
    old, new) of those that differ. before, after: the cells of all rows that both states have; numbers, groups: the
    spreadsheet rows of these, and their reports (in other tables each row stands for itself).
    """

    column: str
    kind: str
    listed: bool
    cells: list
    before: list
    after: list
    numbers: list
    groups: list

    @property
    def rows(self):
        return [row for row, _, _ in self.cells]

    @property
    def distinct(self):
        """Whether hardly two of the cells are alike."""
        filled = [cell for cell in self.before if cell]
        return len(set(filled)) >= NEARLY * len(filled)

    def lines(self):
        """(spreadsheet row, report, old, new) of all rows."""
        return zip(self.numbers, self.groups, self.before, self.after, strict=True)

    def reports(self, rows):
        """How many reports the spreadsheet rows are of."""
        of = dict(zip(self.numbers, self.groups, strict=True))
        return len({of[row] for row in rows})

    def pairs(self):
        """(old, new) where neither is blank."""
        return [(old, new) for _, old, new in self.cells if old and new]


def span(rows):
    """Rows in words."""
    return f"row {rows[0]}" if len(rows) == 1 else f"rows {min(rows)} to {max(rows)}"


def permuted(moved):
    """The same cells at other rows: sorted alone, shifted, exchanged."""
    old = Counter(old for _, old, _ in moved.cells if old)
    new = Counter(new for _, _, new in moved.cells if new)
    kept, all_of_them = (old & new).total(), max(old.total(), new.total())
    least = FEW * 2 if moved.listed else 2
    same = old == new and len(moved.cells) >= least
    nearly = len(moved.cells) >= MANY and kept >= NEARLY * all_of_them
    if len(old) < 2 or not (same or nearly or _slid(moved)):
        return None
    rows = moved.rows
    if len(rows) == 2:
        return f"the cells of rows {rows[0]} and {rows[1]} stand exchanged", "Exchange them back"
    filled = [cell for cell in moved.after if cell]
    in_order = any(all(a <= b for a, b in pairwise(order)) for order in (filled, filled[::-1]))
    told = f"no longer fits its rows from row {rows[0]} on: {kept} cells are the same, at other rows"
    return told, "Undo the sort: sort whole rows, never one column" if in_order else "Undo the sort or the shift"


def _slid(moved):
    """Whether each changed cell holds what the changed cell above it held, or below it."""
    olds, news = [old for _, old, _ in moved.cells], [new for *_, new in moved.cells]
    return len(set(olds)) >= FEW and (news[1:] == olds[:-1] or news[:-1] == olds[1:])


def other_dates(moved):
    """Days taken for months, or another year in all dates."""
    if moved.kind != "date":
        return None
    pairs = [(old, new) for old, new in moved.pairs() if len(old) == len(new) == 10]
    turned = sum(new == f"{old[:4]}-{old[8:]}-{old[5:7]}" for old, new in pairs)
    if turned >= max(FEW, NEARLY * len(moved.cells)):
        return f"in {turned} dates day and month stand exchanged ({span(moved.rows)})", "Undo it, and write YYYY-MM-DD"
    years = Counter(int(new[:4]) - int(old[:4]) for old, new in pairs if old[4:] == new[4:] and new[:4].isdecimal())
    step, times = years.most_common(1)[0] if years else (0, 0)
    if times >= max(MANY, NEARLY * len(moved.cells)) and len({old for old, _ in pairs}) >= FEW:
        return f"{times} dates stand {abs(step)} years {'earlier' if step < 0 else 'later'}", "Undo it"
    return None


def shifted_dates(moved):
    """One number of days between all dates: a time zone, or the calendar that begins in 1904."""
    if moved.kind != "date" or not moved.pairs():
        return None
    try:
        steps = Counter((date.fromisoformat(new) - date.fromisoformat(old)).days for old, new in moved.pairs())
    except ValueError:  # a cell that is no date is told by the rules
        return None
    days, times = steps.most_common(1)[0]
    odd, different = abs(days) in (1461, 1462), len({old for old, _ in moved.pairs()})
    enough = times >= FEW if odd else times >= MANY and different >= FEW
    if not enough or times < NEARLY * len(moved.cells):
        return None
    told = f"{times} dates stand {abs(days)} day{'s' * (abs(days) != 1)} {'earlier' if days < 0 else 'later'}"
    why = "the spreadsheet counts days from 1904" if odd else "a spreadsheet moved them, as with a time zone"
    return f"{told}: {why}", "Undo it, with the column formatted as text"


def scaled(moved):
    """One power of ten between all numbers."""
    if moved.kind not in ("number", "integer"):
        return None
    try:
        pairs = [(float(old), float(new)) for old, new in moved.pairs() if float(old)]
    except ValueError:
        return None
    found = Counter(float(f"{new / old:.6g}") for old, new in pairs)
    factor, times = found.most_common(1)[0] if found else (1, 0)
    if factor not in FACTORS or times < max(FEW, NEARLY * len(moved.cells)) or len({old for old, _ in pairs}) < 2:
        return None
    if factor < 0:
        return f"{times} numbers lost or changed their sign", "Undo it, and save the numbers plain"
    by = f"multiplied by {factor:g}" if factor > 1 else f"divided by {1 / factor:g}"
    return f"{times} numbers are {by}: points or commas were taken for others", "Undo it, and save the numbers plain"


def blanked(moved):
    """Many cells emptied, or all that were filled."""
    times = sum(not new for _, _, new in moved.cells)
    if times >= SOME or (times >= FEW and not any(moved.after)):
        return f"{times} cells were emptied ({span(moved.rows)})", "Undo it"
    return None


def one_value(moved):
    """One value in place of many: filled down, or replaced everywhere."""
    new, times = Counter(new for _, _, new in moved.cells).most_common(1)[0]
    rows = [row for row, _, now in moved.cells if now == new]
    olds = {old for _, old, now in moved.cells if now == new}
    filled_down = times >= FEW + 2 and rows[-1] - rows[0] == len(rows) - 1 and new in moved.before
    everywhere = times >= FEW and set(moved.after) == {new}
    if new and ((len(olds) >= FEW and moved.reports(rows) > 1 and (times >= MANY or filled_down)) or everywhere):
        return f"{times} cells became {new!r} ({span(rows)}), as if filled down", "Undo it"
    return None


def filled_down(moved):
    """A few neighbouring rows that hold what the row above them holds; within one report that may be an edit."""
    for new, lines in groupby(moved.lines(), key=lambda line: line[3]):
        run = list(lines)
        hits = [(row, old) for row, _, old, _ in run if old != new]
        reports, olds = len({report for _, report, *_ in run}), {old for _, old in hits}
        unlike = len(olds) >= 2 and (moved.distinct or (len(hits) >= FEW and reports >= 2))
        if new and (unlike or (len(hits) >= SOME and reports >= FEW)):
            rows = [row for row, _ in hits]
            return f"{len(rows)} cells became {new!r} ({span(rows)}), as if filled down", "Undo it"
    return None


def series(moved):
    """Cells that count on from the row above: 2023, 2024, 2025, or one day after the other."""
    steps = [
        (row, old != new, series_step(above, new), series_step(above_old, old))
        for (*_, above_old, above), (row, _, old, new) in pairwise(moved.lines())
    ]
    for step, lines in groupby(steps, key=lambda one: one[2]):
        run = list(lines)
        rows = [row for row, differs, *_ in run if differs]
        if step and len(rows) >= FEW and any(differs and was != step for _, differs, _, was in run):
            return f"{len(rows)} cells count on from the row above ({span(rows)}), as if filled by a series", "Undo it"
    return None


def substituted(moved):
    """A word or sign replaced by another wherever it stood, in several reports."""
    if moved.kind != "string":
        return None
    pairs = [(row, old, new) for row, old, new in moved.cells if old and new]
    found = Counter(word_changed(old, new) for _, old, new in pairs)
    word, other = found.most_common(1)[0][0] if found else ("", "")
    rows = [row for row, old, new in pairs if word and old.replace(word, other) == new]
    number = word != other and re.sub(r"\d", "", word) == re.sub(r"\d", "", other)
    least = SOME if number else MANY
    if moved.column in OUR_WORDS and least == MANY:  # an editor improves them
        return None
    if len(rows) < max(least, NEARLY * len(moved.cells)) or moved.reports(rows) < FEW:
        return None
    return f"in {len(rows)} texts {word!r} became {other!r} ({span(rows)})", "Undo it"


def restyled(moved):
    """The same text with other quotes, dashes or blanks."""
    times = sum(plain(old) == plain(new) for old, new in moved.pairs()) if moved.kind == "string" else 0
    told = _text_rule(moved, times, "texts got other quotes, dashes or blanks, as a program corrects them")
    return told if times >= SOME else None


def distinct_doubled(moved):
    """Cells of a column in which hardly two are alike that hold what another row holds.

    Rows that were alike and still are pass: one claim printed twice, corrected twice. Two claims may print one number.
    """
    if not moved.distinct:
        return None
    olds = {}
    for old, new in zip(moved.before, moved.after, strict=True):
        olds.setdefault(new, []).append(old)
    rows = [row for row, _, new in moved.cells if new and len(set(olds[new])) > 1]
    least = SOME if moved.column == "printed" else 2
    return (f"{len(rows)} cells hold what another row holds ({span(rows)})", "Undo it") if len(rows) >= least else None


def replaced(moved):
    """One value replaced by another wherever it stood, or written into many blank cells."""
    [(new, times)] = Counter(new for _, old, new in moved.cells if not old).most_common(1) or [("", 0)]
    if times >= MANY and new not in moved.before:
        return f"{times} blank cells became {new!r}", "Leave blank what is not known"
    for (old, new), times in Counter((old, new) for _, old, new in moved.cells if old and new).most_common():
        if times >= MANY and old not in moved.after:
            return f"every {old!r} became {new!r} ({times} cells)", "Undo it"
        rows = [row for row, *pair in moved.cells if pair == [old, new]] if moved.listed and times >= MASS else []
        if rows and moved.reports(rows) >= SOME:
            return f"in {times} cells {old!r} became {new!r} ({span(rows)})", "Undo it"
    return None


def two_values(moved):
    """Two values exchanged wherever they stood."""
    found, held = Counter((old, new) for _, old, new in moved.cells if old and new), Counter(moved.before)
    for (old, new), times in found.items():
        back = found[new, old]
        everywhere = times + back == held[old] + held[new]
        if back and everywhere and times + back >= max(2 * FEW, NEARLY * len(moved.cells)):
            return f"{old!r} and {new!r} are exchanged in {times + back} cells", "Exchange them back"
    return None


def other_case(moved):
    """Letters in upper or lower case."""
    times = sum(old.casefold() == new.casefold() for old, new in moved.pairs())
    return _text_rule(moved, times, "letters are in another case")


def cut_off(moved):
    """Text that lost its end or its beginning."""
    if moved.kind != "string":
        return None
    for held, told in (
        (str.startswith, "texts end before their end, as if cut off"),
        (str.endswith, "texts begin after their beginning, as if cut off"),
    ):
        times = sum(held(old, new) and len(new) < len(old) for old, new in moved.pairs())
        if cut := _text_rule(moved, times, told):
            return cut
    return None


def without_chinese(moved):
    """Chinese signs lost."""
    times = sum(any(c >= "\u4e00" for c in old) and not any(c >= "\u4e00" for c in new) for old, new in moved.pairs())
    return _text_rule(moved, times, "texts lost their Chinese signs")


def same_added(moved):
    """The same signs put before or behind every text."""
    if moved.kind != "string" or moved.column == "note":
        return None
    added = Counter(new.replace(old, "\0", 1) for old, new in moved.pairs() if old in new)
    form, times = added.most_common(1)[0] if added else ("", 0)
    return (
        _text_rule(moved, times, f"texts have {form.replace(chr(0), '...')!r} around them") if times >= MANY else None
    )


def _text_rule(moved, times, words):
    different = len({old for old, _ in moved.pairs()})
    if times < max(FEW, NEARLY * len(moved.cells)) or different < 2:
        return None
    return f"{times} {words} ({span(moved.rows)})", "Undo it"


def mass(moved):
    """More cells than an edit changes."""
    n = len(moved.cells)
    if n >= MASS_ANYWAY or (n >= MASS and n >= MASS_SHARE * len(moved.after)):
        return f"{n} of its cells differ from what was last accepted ({span(moved.rows)})", "Look at them: git diff"
    return None


def is_free_text(field):
    """Whether a declared column holds words, and no name of a list, key or number."""
    rules = field.get("constraints", {})
    return field["type"] == "string" and not rules.keys() & {"enum", "pattern", "unique"}


RULES = (
    two_values, permuted, other_dates, shifted_dates, scaled, blanked,
    other_case, without_chinese, cut_off, same_added, restyled, one_value, replaced, filled_down, series, substituted,
    distinct_doubled, mass,
)  # fmt: skip


def explained(moved):
    """(the rule, (what seems to have happened, cure)) of a column, or None."""
    told = ((rule, rule(moved)) for rule in RULES)
    return next((one for one in told if one[1]), None)
