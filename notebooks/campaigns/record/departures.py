"""What a table's rows show of damage when they are held against an accepted state of the same table."""

from collections import Counter, defaultdict
from itertools import combinations, permutations

from campaigns.record import moved as moves
from campaigns.record import schema
from campaigns.record.moved import FEW, MANY, NEARLY, Cell, Moved
from campaigns.record.schema import Fault

FIGURES = "reported_figures"
#: Tables in the order in which renamed keys reach those that point to them.
ORDER = ("sources", "areas", "metrics", "campaigns", FIGURES, "candidates")
#: Tables that are kept as they were when the readers had coded, and of it the columns that go on with the record; rows
#: of these may go too.
FROZEN = {
    **dict.fromkeys(("first_coding", "second_coding", "third_coding", "fourth_coding", "wider_codings"), ()),
    "candidates": ("figure_id", "reason"),
    "searches": ("found", "source_ids", "note"),
}


class Rows:
    """Two states of one table, row by row.

    renamed: {old key: new key} of rows whose key alone changed. gone: keys of the rows that are no more. both:
    (spreadsheet row, key, old cells, new cells) of the others, the old ones with every renamed key they point to.
    """

    def __init__(self, now, was, renamed_elsewhere):
        self.name, self.header = now.name, now.header
        self.keys = [now.header.index(key) for key in schema.keys(now.name)]
        targets = {now.header.index(column): target for column, target, _ in schema.links(now.name)}
        self.own = {place for place, target in targets.items() if target == now.name}
        names = {place: renamed_elsewhere.get(target, {}) for place, target in targets.items()}
        self.was = {self._key(row): row for row in (_renamed(row, names) for row in was.rows)}
        new = {self._key(row): (number, row) for number, row in zip(now.numbers, now.rows, strict=True)}
        come = _unique((self.rest(row), key) for key, (_, row) in new.items() if key not in self.was)
        lost = _unique((self.rest(row), key) for key, row in self.was.items() if key not in new) if come else {}
        self.renamed = {lost[rest]: come[rest] for rest in lost if rest in come}
        if self.renamed:
            names = dict.fromkeys(self.own, self.renamed)
            self.was = {self.renamed.get(key, key): _renamed(row, names) for key, row in self.was.items()}
        self.gone = [key for key in self.was if key not in new]
        self.both = [(number, key, self.was[key], row) for key, (number, row) in new.items() if key in self.was]

    def _key(self, row):
        return " ".join(row[place] for place in self.keys)

    def rest(self, row):
        """The cells that neither are the key nor point to a row of the same table."""
        return tuple(cell for place, cell in enumerate(row) if place not in self.keys and place not in self.own)

    def much_is_gone(self):
        """Whether many rows are gone, or a few of which all were the last ones, or a tenth of all."""
        n = len(self.gone)
        return n >= MANY or (n >= FEW and ([*self.was][-n:] == self.gone or n * 10 >= len(self.was)))

    def reports(self, lines):
        """How many reports some lines of both are of; in other tables each row stands for itself."""
        return len({self._report(number, new) for number, *_, new in lines})

    def _report(self, number, row):
        return row[self.header.index("source_id")] if self.name == FIGURES else number

    def differing(self, place):
        """The lines of both whose cell in a column differs."""
        return [line for line in self.both if line[2][place] != line[3][place]]

    def moved(self, place):
        """The Moved of one column."""
        cells = [Cell(n, self._report(n, new), old[place], new[place]) for n, _, old, new in self.both]
        return Moved(schema.fields(self.name)[self.header[place]], cells)


def _renamed(row, names):
    """The row with cells replaced: names is {place: {old: new}}."""
    if not any(names.values()):
        return row
    return [names[place].get(cell, cell) if place in names else cell for place, cell in enumerate(row)]


def _unique(pairs):
    pairs = list(pairs)
    times = Counter(rest for rest, _ in pairs)
    return {rest: key for rest, key in pairs if times[rest] == 1}


def departures(raw, accepted, told=""):
    """Faults: what seems to have happened to each table since the accepted state.

    raw, accepted: {name: Table}. told: the text of CHANGES.md, which says why numbers changed.
    """
    compared = compare(raw, accepted)
    found = [fault for rows in compared.values() for fault in _table_faults(rows, told)]
    return found + _gone_together(compared)


def compare(raw, accepted):
    """{name: Rows} of the tables that can be read in both states and are not the same."""
    compared, renamed = {}, {}
    for name in sorted(raw, key=lambda name: ORDER.index(name) if name in ORDER else len(ORDER)):
        now, was = raw[name], accepted.get(name)
        if was and not now.faults and not was.faults and (now.rows != was.rows or any(renamed.values())):
            compared[name] = Rows(now, was, renamed)
            renamed[name] = compared[name].renamed
    return compared


def _table_faults(rows, told):
    """Faults of the first kind of damage that there is: what follows from it is not told."""
    if displaced := _displaced_keys(rows):
        return displaced
    exchanged, found = _exchanged_headers(rows), []
    for pair in exchanged:
        columns = ", ".join(rows.header[place] for place in pair)
        found.append(_fault(rows, columns, "each holds what the other held", "Exchange their headers back", 1))
    places = [place for place in range(len(rows.header)) if not any(place in pair for pair in exchanged)]
    found += [*_other_columns(rows, places), *_moved_columns(rows, places)]
    if rows.much_is_gone():
        problem = f"{len(rows.gone)} rows are gone, {rows.gone[0]} to {rows.gone[-1]}"
        found.append(_fault(rows, "", problem, "Put them back"))
    return found or _other_metrics(rows) or _thawed(rows) or _many_untold(rows, told)


def _fault(rows, column, problem, cure, row=None):
    return Fault(schema.place(rows.name), row, "", column, problem, f"{cure}; if it is meant: python3 run.py --accept")


def _moved_columns(rows, places):
    """Faults of columns that moved; one rule, one sentence: that of the column with most cells."""
    told = defaultdict(list)
    for place in places:
        lines = rows.differing(place)
        if lines and (what := moves.explained(rows.moved(place))):
            told[what[0]].append((len(lines), rows.header[place], what[1]))
    for columns in told.values():
        yield _fault(rows, ", ".join(column for _, column, _ in columns), *max(columns)[2])


def _displaced_keys(rows):
    """The key itself sorted, shifted or exchanged: what belongs to one key stands under another."""
    changed = [(number, key, rows.rest(new)) for number, key, old, new in rows.both if old != new]
    if len(changed) < 2:
        return []
    belongs = _unique((rows.rest(row), key) for key, row in rows.was.items())
    rests = Counter(rows.rest(row) for row in rows.was.values())
    displaced = [number for number, key, rest in changed if belongs.get(rest, key) != key]
    if len(displaced) < max(2, NEARLY * sum(rests[rest] < 2 for _, _, rest in changed)):
        return []
    columns, first = ", ".join(rows.header[place] for place in rows.keys), displaced[0]
    if len(displaced) == 2:
        problem = f"the keys of rows {first} and {displaced[1]} stand exchanged"
        return [_fault(rows, columns, problem, "Exchange them back", first)]
    problem = f"no longer fits its rows from row {first} on ({len(displaced)} rows belong to other keys)"
    return [_fault(rows, columns, problem, "Undo the sort: sort whole rows, never one column")]


def _exchanged_headers(rows):
    """Pairs of columns of which each holds what the other held."""
    found = []
    for one, other in combinations([place for place in range(len(rows.header)) if rows.differing(place)], 2):
        differ = [(old, new) for *_, old, new in rows.both if old[one] != old[other]]
        crossed = sum(old[one] == new[other] and old[other] == new[one] for old, new in differ)
        if crossed >= max(FEW, NEARLY * len(differ)):
            found.append((one, other))
    return found


def _other_columns(rows, places):
    """Faults of cells that stand in another column of their row: pasted one place aside, copied or exchanged."""
    moved, told = {place: rows.differing(place) for place in places}, set()
    for other, one in permutations(places, 2):
        aside = [line for line in moved[other] if line[2][one] and line[3][other] == line[2][one]]
        if len(aside) >= FEW and (other, one) not in told and _is_taken_over(rows, one, other, aside):
            told.add((one, other))
            problem = f"{len(aside)} cells stand in column {rows.header[other]} now"
            problem += f" ({moves.span([number for number, *_ in aside])})"
            yield _fault(rows, rows.header[one], problem, "Put them back into their column")


def _is_taken_over(rows, one, other, aside):
    """Whether cells of one column in another are damage: words that are gone, or that stand in both as nowhere before.

    Dates, names of a list and keys may be alike in two columns: of them those that are exchanged, and copied dates in
    some rows of several reports. aside: the lines in question.
    """
    fields = [schema.fields(rows.name)[rows.header[place]] for place in (one, other)]
    if all(map(moves.is_free_text, fields)):
        gone = sum(new[one] != old[one] for *_, old, new in aside)
        return gone >= FEW or not any(old[one] and old[one] == old[other] for *_, old, _ in rows.both)
    crossed = sum(new[one] == old[other] for *_, old, new in aside)
    if any(field["type"] != "date" for field in fields):
        return crossed >= moves.SOME
    return crossed >= FEW or (len(aside) >= moves.SOME and rows.reports(aside) >= FEW)


def _other_metrics(rows):
    """Labels or metrics that changed so that words of the reports stand with a metric with which they stood nowhere."""
    if rows.name != FIGURES:
        return []
    pair = [rows.header.index(column) for column in ("label_zh", "metric_id")]
    known = {tuple(row[place] for place in pair) for row in rows.was.values()}
    labels = {label for label, _ in known if label}
    now = [(number, tuple(new[place] for place in pair)) for number, _, _, new in rows.both]
    odd = [number for number, held in now if held not in known and held[0] in labels]
    if len(odd) < FEW:
        return []
    problem = f"{len(odd)} rows hold words that stood with other metrics only ({moves.span(odd)})"
    return [_fault(rows, "label_zh, metric_id", problem, "Undo what was pasted or filled down")]


def _thawed(rows):
    """Changes of what is kept as it was."""
    if rows.name not in FROZEN:
        return []
    kept = [place for place, column in enumerate(rows.header) if column not in FROZEN[rows.name]]
    changed = [number for number, _, old, new in rows.both if any(old[place] != new[place] for place in kept)]
    gone = [*rows.renamed] or (rows.gone if not FROZEN[rows.name] else [])
    if not changed and not gone:
        return []
    told = f"{moves.span(changed)} changed" if changed else f"{_listed(gone)} gone"
    return [_fault(rows, "", f"what the readers coded is kept as it was, and it is not ({told})", "Undo it")]


def _gone_together(compared):
    """Rows gone with those that pointed to them, which no key tells any more."""
    found = []
    for name, rows in compared.items():
        lost = set(rows.gone)
        for other in compared.values():
            if other is rows:
                continue
            places = [other.header.index(column) for column, target, _ in schema.links(other.name) if target == name]
            held = [{other.was[key][place] for place in places} & lost for key in other.gone]
            if with_it := [keys for keys in held if keys]:
                first = min(with_it[0])
                problem = f"{first} is gone with all that points to it ({len(with_it)} in {schema.place(other.name)})"
                found.append(_fault(rows, "", problem, "Put them back"))
    return found


def reminders(raw, accepted, told):
    """Sentences: rows that are gone, and changed numbers that ``told`` (the text of CHANGES.md) does not name."""
    lines = []
    for name, rows in compare(raw, accepted).items():
        if rows.gone:
            lines.append(f"{schema.place(name)}: {_listed(rows.gone)} {'is' if len(rows.gone) == 1 else 'are'} gone")
        if untold := _untold(rows, told):
            problem = f"no line in CHANGES.md says why the number of {_listed(untold)} changed"
            lines.append(f"{schema.place(name)}: {problem}")
    return lines


def _untold(rows, told):
    """Keys of changed numbers that ``told`` names neither by themselves nor by their report."""
    if schema.place(rows.name).startswith("coding/"):
        return []
    numbers = [place for place, column in enumerate(rows.header) if column in ("value", "low", "high")]
    report = rows.header.index("source_id") if rows.name == FIGURES else rows.keys[0]
    return [
        key
        for _, key, old, new in rows.both
        if any(old[place] != new[place] for place in numbers) and key not in told and new[report] not in told
    ]


def _many_untold(rows, told):
    """A table in which many numbers changed and nothing says why."""
    keys = _untold(rows, told)
    if len(keys) < MANY:
        return []
    problem = f"{len(keys)} numbers changed, and no line in CHANGES.md says why ({_listed(keys)})"
    return [_fault(rows, "value", problem, "Undo it, or write there what was corrected in which report")]


def _listed(keys):
    shown = [schema.visible(key) for key in keys[:3]]
    return ", ".join(shown) + (f" and {len(keys) - 3} more" if len(keys) > 3 else "")
