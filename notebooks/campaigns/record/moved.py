"""What seems to have happened to a column between two states of its table: one rule that explains many cells.

Each rule takes a Moved and returns what seems to have happened with the cure, or None. One changed cell is no rule, nor
is one correction in all rows of a report; what moves many different cells in one way is: the same cells at other rows,
one step from every old cell to its new one, one value in many cells, cells that follow the row above.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby, pairwise
from os.path import commonprefix
from typing import NamedTuple
from unicodedata import normalize

#: Cells that make a rule where each could be an edit of its own, where an editor may make some alike, and where hardly
#: any could.
MANY, SOME, FEW = 10, 5, 3
#: Cells of one column changed without a rule that are worth a question, and their share of the column.
MASS, MASS_SHARE, MASS_ANYWAY = 25, 0.1, 200
#: The share of the changed cells that a rule explains; the rest may be edits made meanwhile.
NEARLY = 0.9
#: Columns in our own words, of which an editor improves many alike.
OUR_WORDS = ("note", "reason", "settlement", "counts", "what_it_is")
FACTORS = {10.0**power for power in range(-9, 10) if power}


class Cell(NamedTuple):
    """One cell in both states: spreadsheet row, report (in other tables each row stands for itself), old, new."""

    row: int
    report: object
    old: str
    new: str


@dataclass(frozen=True)
class Moved:
    """One column: its declaration, and the Cells of all rows that both states have."""

    field: dict
    all: list

    @cached_property
    def cells(self):
        """The Cells that differ."""
        return [cell for cell in self.all if cell.old != cell.new]

    @cached_property
    def filled(self):
        """The Cells that differ and were never blank."""
        return [cell for cell in self.cells if cell.old and cell.new]

    @cached_property
    def before(self):
        return Counter(cell.old for cell in self.all)

    @cached_property
    def after(self):
        return Counter(cell.new for cell in self.all)

    @property
    def listed(self):
        """Whether it has a closed list of values."""
        return "enum" in self.field.get("constraints", {})

    @property
    def distinct(self):
        """Whether hardly two of the cells are alike."""
        return len(self.before.keys() - {""}) >= NEARLY * (len(self.all) - self.before[""])


def explained(moved):
    """(the rule, (what seems to have happened, cure)) of a column, or None."""
    told = ((rule, rule(moved)) for rule in RULES)
    return next((one for one in told if one[1]), None)


def span(rows):
    """Rows in words."""
    return f"row {rows[0]}" if len(rows) == 1 else f"rows {min(rows)} to {max(rows)}"


def is_free_text(field):
    """Whether a declared column holds words, and no name of a list, key or number."""
    rules = field.get("constraints", {})
    return field["type"] == "string" and not rules.keys() & {"enum", "pattern", "unique"}


def _told(cells, words, cure="Undo it", then=""):
    return f"{len(cells)} {words} ({_span(cells)}){then}", cure


def _span(cells):
    return span([cell.row for cell in cells])


def _reports(cells):
    return len({cell.report for cell in cells})


def _by(cells, key):
    """[(what the key gives, its cells)], the most cells first."""
    groups = defaultdict(list)
    for cell in cells:
        groups[key(cell)].append(cell)
    return sorted(groups.items(), key=lambda group: -len(group[1]))


# ---- the same cells at other rows ----------------------------------------------------------------------------------


def two_values(moved):
    """Two values exchanged wherever they stood."""
    found = Counter((cell.old, cell.new) for cell in moved.filled)
    for (old, new), times in found.items():
        both = times + found[new, old]
        everywhere = both == moved.before[old] + moved.before[new]
        if found[new, old] and everywhere and both >= max(2 * FEW, NEARLY * len(moved.cells)):
            return f"{old!r} and {new!r} are exchanged in {both} cells", "Exchange them back"
    return None


def permuted(moved):
    """Sorted alone, shifted, exchanged."""
    old = Counter(cell.old for cell in moved.cells if cell.old)
    new = Counter(cell.new for cell in moved.cells if cell.new)
    kept, all_of_them = (old & new).total(), max(old.total(), new.total())
    same = old == new and len(moved.cells) >= (FEW * 2 if moved.listed else 2)
    nearly = len(moved.cells) >= MANY and kept >= NEARLY * all_of_them
    if len(old) < 2 or not (same or nearly or _slid(moved.cells)):
        return None
    if len(moved.cells) == 2:
        first, other = moved.cells
        return f"the cells of rows {first.row} and {other.row} stand exchanged", "Exchange them back"
    filled = [cell.new for cell in moved.all if cell.new]
    in_order = any(all(a <= b for a, b in pairwise(order)) for order in (filled, filled[::-1]))
    told = f"no longer fits its rows from row {moved.cells[0].row} on: {kept} cells are the same, at other rows"
    return told, "Undo the sort: sort whole rows, never one column" if in_order else "Undo the sort or the shift"


def _slid(cells):
    """Whether each changed cell holds what the changed cell above it held, or below it."""
    olds, news = [cell.old for cell in cells], [cell.new for cell in cells]
    return len(set(olds)) >= FEW and (news[1:] == olds[:-1] or news[:-1] == olds[1:])


# ---- one step from every old cell to its new one -------------------------------------------------------------------


def one_step(moved):
    """Nearly all changed cells, of several texts, changed by the same step."""
    step, cure = STEPS.get(moved.field["type"], (None, ""))
    for found, cells in _by(moved.filled, lambda cell: step and step(cell.old, cell.new)):
        if not found:
            continue
        least, words, *then = found
        unlike = len({cell.old for cell in cells})
        an_edit = least >= MANY and (unlike < FEW or moved.field["name"] in OUR_WORDS)
        if not an_edit and unlike >= 2 and len(cells) >= max(least, NEARLY * len(moved.cells)):
            return _told(cells, words, cure, *then)
    return None


def _date_step(old, new):
    if new == f"{old[:4]}-{old[8:]}-{old[5:7]}":
        return FEW, "dates in which day and month stand exchanged"
    try:
        days = (date.fromisoformat(new) - date.fromisoformat(old)).days
    except ValueError:  # a cell that is no date is told by the rules
        return None
    late = "earlier" if days < 0 else "later"
    if old[4:] == new[4:]:
        return MANY, f"dates stand {abs(int(new[:4]) - int(old[:4]))} years {late}"
    told = f"dates stand {abs(days)} day{'s' * (abs(days) != 1)} {late}"
    if abs(days) in (1461, 1462):
        return FEW, told, ": the spreadsheet counts days from 1904"
    return MANY, told, ": a spreadsheet moved them, as with a time zone"


def _number_step(old, new):
    try:
        factor = float(f"{float(new) / float(old):.6g}")
    except (ValueError, ZeroDivisionError):
        return None
    if factor == -1:
        return FEW, "numbers lost or changed their sign"
    if factor not in FACTORS:
        return None
    by = f"multiplied by {factor:g}" if factor > 1 else f"divided by {1 / factor:g}"
    return FEW, f"numbers are {by}", ": points or commas were taken for others"


def _text_step(old, new):
    if old in new:
        return MANY, f"texts have {new.replace(old, '...', 1)!r} around them"
    if old.casefold() == new.casefold():
        return FEW, "texts have letters in another case"
    if _plain(old) == _plain(new):
        return SOME, "texts got other quotes, dashes or blanks, as a program corrects them"
    if old.startswith(new) or old.endswith(new) or (_is_chinese(old) and not _is_chinese(new)):
        return FEW, "texts lost their end, their beginning or their Chinese signs, as if cut off"
    return None


_SIGNS = str.maketrans(dict.fromkeys("\"'“”‘’„«»「」") | dict.fromkeys("‐‑‒–—―−", "-") | {"…": "..."})


def _plain(text):
    return " ".join(normalize("NFKC", text.translate(_SIGNS)).split())


def _is_chinese(text):
    return any(char >= "\u4e00" for char in text)


#: Of a type of columns, what leads from an old cell to the new one, and the cure. A step gives how many cells make a
#: rule of it, its words and what is said behind them; or None.
STEPS = {
    "date": (_date_step, "Undo it, with the column formatted as text: YYYY-MM-DD"),
    "string": (_text_step, "Undo it"),
    **dict.fromkeys(("number", "integer"), (_number_step, "Undo it, and save the numbers plain")),
}


def substituted(moved):
    """A word or sign replaced by another wherever it stood, in several reports."""
    if moved.field["type"] != "string" or not moved.filled:
        return None
    word, other = _by(moved.filled, lambda cell: _word_changed(cell.old, cell.new))[0][0]
    cells = [cell for cell in moved.filled if word and cell.old.replace(word, other) == cell.new]
    is_number = word != other and re.sub(r"\d", "", word) == re.sub(r"\d", "", other)
    least = SOME if is_number else MANY
    an_edit = not is_number and moved.field["name"] in OUR_WORDS
    if an_edit or len(cells) < max(least, NEARLY * len(moved.cells)) or _reports(cells) < FEW:
        return None
    return f"in {len(cells)} texts {word!r} became {other!r} ({_span(cells)})", "Undo it"


def _word_changed(old, new):
    """(word, other word) where two texts differ, widened to whole words and numbers."""
    first = len(commonprefix([old, new]))
    last = len(commonprefix([old[first:][::-1], new[first:][::-1]]))
    first -= len(re.search("[A-Za-z0-9]*$", old[:first])[0])
    last -= len(re.match("[A-Za-z0-9]*", old[len(old) - last :])[0])
    return old[first : len(old) - last], new[first : len(new) - last]


# ---- one value in many cells ---------------------------------------------------------------------------------------


def one_value(moved):
    """Cells emptied, filled with one value, or changed from one to another wherever it stood."""
    for new, cells in _by(moved.cells, lambda cell: cell.new):
        n, olds = len(cells), Counter(cell.old for cell in cells)
        if not new and (n >= SOME or (n >= FEW and moved.after[""] == len(moved.all))):
            return _told(cells, "cells were emptied")
        mixed = len(olds) >= FEW and n >= MANY and _reports(cells) > 1
        if new and (mixed or (n >= FEW and moved.after[new] == len(moved.all))):
            return _told(cells, f"cells became {new!r}", then=", as if filled down")
        if olds[""] >= MANY and new not in moved.before:
            return f"{olds['']} blank cells became {new!r}", "Leave blank what is not known"
        for old, times in olds.items():
            if old and new and times >= MANY and old not in moved.after:
                return f"every {old!r} became {new!r} ({times} cells)", "Undo it"
            alike = [cell for cell in cells if cell.old == old] if moved.listed and old and times >= MASS else []
            if new and _reports(alike) >= SOME:
                return f"in {times} cells {old!r} became {new!r} ({_span(alike)})", "Undo it"
    return None


def doubled(moved):
    """Cells of a column in which hardly two are alike that hold what another row holds.

    Rows that were alike and still are pass: one claim printed twice, corrected twice. Two claims may print one number.
    """
    olds = defaultdict(set)
    for cell in moved.all if moved.distinct else ():
        olds[cell.new].add(cell.old)
    cells = [cell for cell in moved.cells if cell.new and len(olds[cell.new]) > 1]
    least = SOME if moved.field["name"] == "printed" else 2
    return _told(cells, "cells hold what another row holds") if len(cells) >= least else None


# ---- cells that follow the row above -------------------------------------------------------------------------------


def filled_down(moved):
    """A few neighbouring rows that hold what the row above them holds; within one report that may be an edit."""
    for new, lines in groupby(moved.all, key=lambda cell: cell.new):
        run = list(lines)
        cells, reports = [cell for cell in run if cell.old != new], _reports(run)
        unlike = len({cell.old for cell in cells}) >= 2 and (moved.distinct or (len(cells) >= FEW and reports >= 2))
        if new and (unlike or (len(cells) >= SOME and reports >= FEW)):
            return _told(cells, f"cells became {new!r}", then=", as if filled down")
    return None


def series(moved):
    """Cells that count on from the row above: 2023, 2024, 2025, or one day after the other."""
    for counts_on, lines in groupby(pairwise(moved.all), key=lambda two: _is_next(two[0].new, two[1].new)):
        changed = [(above, cell) for above, cell in lines if counts_on and cell.old != cell.new]
        if len(changed) >= FEW and not all(_is_next(above.old, cell.old) for above, cell in changed):
            cells = [cell for _, cell in changed]
            return _told(cells, "cells count on from the row above", then=", as if filled by a series")
    return None


_COUNTED = re.compile(r"(.*?)(\d{1,15})(\D*)", re.DOTALL)


def _is_next(above, cell):
    """Whether a cell is the next of a series that a spreadsheet makes of the one above."""
    try:
        one, other = date.fromisoformat(above), date.fromisoformat(cell)
    except ValueError:
        one, other = _COUNTED.fullmatch(above), _COUNTED.fullmatch(cell)
        return bool(one and other) and one.group(1, 3) == other.group(1, 3) and int(other[2]) == int(one[2]) + 1
    return (other - one).days == 1 or (other.year, above[4:]) == (one.year + 1, cell[4:])


def mass(moved):
    """More cells than an edit changes."""
    n = len(moved.cells)
    if n >= MASS_ANYWAY or (n >= MASS and n >= MASS_SHARE * len(moved.all)):
        return f"{n} of its cells differ from what was last accepted ({_span(moved.cells)})", "Look at them: git diff"
    return None


RULES = two_values, permuted, one_step, one_value, filled_down, series, substituted, doubled, mass
