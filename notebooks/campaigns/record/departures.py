"""What a table's rows show of damage when they are held against an accepted state of the same table."""

from collections import Counter, defaultdict
from itertools import combinations

from campaigns.record import moved as moves
from campaigns.record import schema
from campaigns.record.moved import FEW, MANY, NEARLY, Moved
from campaigns.record.schema import Fault

#: Tables in the order in which renamed keys reach those that point to them.
ORDER = ("sources", "areas", "metrics", "campaigns", "reported_figures", "candidates")
#: Columns that name units.
UNITS = "unit", "units"
#: Tables that are kept as they were when the readers had coded, and
#: of it the columns that go on with the record; rows of these may go too.
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
        self.keys = [now.header.index(key) for key in schema.declaration()[now.name]["schema"]["primaryKey"]]
        links = schema.declaration()[now.name]["schema"].get("foreignKeys", [])
        targets = {link["fields"][0]: link["reference"].get("resource", now.name) for link in links}
        self.own = {now.header.index(column) for column, target in targets.items() if target == now.name}
        others = {now.header.index(c): renamed_elsewhere.get(t, {}) for c, t in targets.items() if t != now.name}
        if now.name not in FROZEN:
            others |= {now.header.index(c): renamed_elsewhere.get(c, {}) for c in UNITS if c in now.header}
        old = {self._key(row): row for row in (_renamed(row, others) for row in was.rows)}
        new = {self._key(row): (number, row) for number, row in zip(now.numbers, now.rows, strict=True)}
        self.renamed = self._same_but_for_the_key(old, new)
        old = {
            self.renamed.get(key, key): _renamed(row, dict.fromkeys(self.own, self.renamed)) for key, row in old.items()
        }
        self.gone = [key for key in old if key not in new]
        self.was = old
        if now.name in FROZEN:  # kept as it was, or renamed with all else
            names = {old: new for names in renamed_elsewhere.values() for old, new in names.items()}
            old = {key: [_either(*cells, names) for cells in zip(row, new[key][1], strict=True)] if key in new else row
                   for key, row in old.items()}  # fmt: skip
        self.both = [(number, key, old[key], row) for key, (number, row) in new.items() if key in old]

    def _key(self, row):
        return row[self.keys[0]] if len(self.keys) == 1 else " ".join(row[place] for place in self.keys)

    def rest(self, row):
        """The cells that neither are the key nor point to a row of the same table."""
        return tuple(cell for place, cell in enumerate(row) if place not in self.keys and place not in self.own)

    def _same_but_for_the_key(self, old, new):
        come = _unique((self.rest(row), key) for key, (_, row) in new.items() if key not in old)
        lost = _unique((self.rest(row), key) for key, row in old.items() if key not in new) if come else {}
        return {lost[rest]: come[rest] for rest in lost if rest in come}

    def much_is_gone(self):
        """Whether the rows that are gone were the last ones, or a tenth of all."""
        return [*self.was][-len(self.gone) :] == self.gone or len(self.gone) * 10 >= len(self.was)

    def _report(self, number, row):
        """The report that a row is of; in other tables each row stands for itself."""
        return row[self.header.index("source_id")] if self.name == "reported_figures" else number

    def reports(self, lines):
        """How many reports the lines (spreadsheet row, old cells, new cells) are of."""
        return len({self._report(number, new) for number, _, new in lines})

    def moved(self, place):
        """The Moved of one column; None if no cell of it did."""
        column = self.header[place]
        field = schema.fields(self.name)[column]
        cells = [(number, old[place], new[place]) for number, _, old, new in self.both if old[place] != new[place]]
        if not cells:
            return None
        before, after = [old[place] for _, _, old, _ in self.both], [new[place] for *_, new in self.both]
        numbers = [number for number, *_ in self.both]
        groups = [self._report(number, new) for number, _, _, new in self.both]
        return Moved(
            column, field["type"], "enum" in field.get("constraints", {}), cells, before, after, numbers, groups
        )


def _renamed(row, names):
    """The row with cells replaced: names is {place: {old: new}}."""
    if not any(names.values()):
        return row
    return [names[place].get(cell, cell) if place in names else cell for place, cell in enumerate(row)]


def _either(old, new, names):
    """The old cell, or the new one where that is its new name."""
    return new if names.get(old) == new else old


def _unique(pairs):
    pairs = list(pairs)
    times = Counter(rest for rest, _ in pairs)
    return {rest: key for rest, key in pairs if times[rest] == 1}


def departures(raw, accepted, told=""):
    """Faults: what seems to have happened to each table since the accepted state.

    raw, accepted: {name: Table}. told: the text of CHANGES.md, which says why numbers changed.
    """
    found, compared = [], compare(raw, accepted)
    for rows in compared.values():
        found += _table_faults(rows) or _many_untold(rows, told)
    return found + _gone_together(compared)


def compare(raw, accepted):
    """{name: Rows} of the tables that can be read in both states and are not the same."""
    compared, renamed = {}, _renamed_units(raw["metrics"], accepted.get("metrics"))
    for name in sorted(raw, key=lambda name: ORDER.index(name) if name in ORDER else len(ORDER)):
        now, was = raw[name], accepted.get(name)
        if was and not now.faults and not was.faults and (now.rows != was.rows or any(renamed.values())):
            compared[name] = Rows(now, was, renamed)
            renamed[name] = compared[name].renamed
    return compared


def _renamed_units(now, was):
    """{"unit": {old name: new name}, "units": {old cell: new cell}} of units renamed in every metric that has them."""
    if not was or now.faults or was.faults or now.rows == was.rows:
        return {}
    key, place = now.header.index("metric_id"), now.header.index("units")
    lists = {row[key]: row[place].split(schema.SEPARATOR) for row in was.rows}
    held = {unit for row in now.rows for unit in row[place].split(schema.SEPARATOR)}
    known = {unit for units in lists.values() for unit in units}
    pairs = {
        pair
        for row in now.rows
        for pair in zip(lists.get(row[key], []), row[place].split(schema.SEPARATOR), strict=False)
    }
    names = {old: new for old, new in pairs if old not in held and new not in known}
    cells = {
        schema.SEPARATOR.join(units): schema.SEPARATOR.join(names.get(u, u) for u in units) for units in lists.values()
    }
    return {"unit": names, "units": cells} if names else {}


def _fault(rows, row, column, problem, cure):
    return Fault(schema.place(rows.name), row, "", column, problem, f"{cure}; if it is meant: python3 run.py --accept")


def _table_faults(rows):
    displaced = _displaced_keys(rows)
    if displaced:
        return displaced
    found, exchanged = _exchanged_headers(rows)
    found += _other_columns(rows, exchanged)
    told = defaultdict(list)
    for place in range(len(rows.header)):
        moved = rows.moved(place) if place not in exchanged else None
        if moved and (what := moves.explained(moved)):
            told[what[0]].append((len(moved.cells), rows.header[place], what[1]))
    for columns in told.values():  # one rule, one sentence: that of the column with most cells
        found.append(_fault(rows, None, ", ".join(column for _, column, _ in columns), *max(columns)[2]))
    if len(rows.gone) >= MANY or (len(rows.gone) >= FEW and rows.much_is_gone()):
        problem = f"{len(rows.gone)} rows are gone, {rows.gone[0]} to {rows.gone[-1]}"
        found.append(_fault(rows, None, "", problem, "Put them back"))
    return found or _other_metrics(rows) or _thawed(rows)


def _other_metrics(rows):
    """Labels or metrics that changed so that words of the reports stand with a metric with which they stood nowhere."""
    if rows.name != "reported_figures":
        return []
    label, metric = rows.header.index("label_zh"), rows.header.index("metric_id")
    known = defaultdict(set)
    for row in rows.was.values():
        known[row[label]].add(row[metric])
    odd = [
        number for number, _, old, new in rows.both
        if (old[label], old[metric]) != (new[label], new[metric]) and new[label] and new[label] in known
        and new[metric] not in known[new[label]]
    ]  # fmt: skip
    if len(odd) < FEW:
        return []
    problem = f"{len(odd)} rows hold words that stood with other metrics only ({moves.span(odd)})"
    return [_fault(rows, None, "label_zh, metric_id", problem, "Undo what was pasted or filled down")]


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
    return [_fault(rows, None, "", f"what the readers coded is kept as it was, and it is not ({told})", "Undo it")]


def _other_columns(rows, exchanged):
    """Faults of cells that stand in another column of their row: pasted one place aside, copied or exchanged."""
    found, told = [], []
    columns = [place for place in range(len(rows.header)) if place not in exchanged]
    for other in columns:
        moved = [(number, old, new) for number, _, old, new in rows.both if old[other] != new[other]]
        for one in columns if len(moved) >= FEW else ():
            aside = [line for line in moved if line[1][one] and line[2][other] == line[1][one]]
            if len(aside) >= FEW and {one, other} not in told and _is_taken_over(rows, one, other, aside):
                told = [*told, {one, other}]
                problem = f"{len(aside)} cells stand in column {rows.header[other]} now"
                problem += f" ({moves.span([number for number, *_ in aside])})"
                found.append(_fault(rows, None, rows.header[one], problem, "Put them back into their column"))
    return found


def _is_taken_over(rows, one, other, aside):
    """Whether cells of one column in another are damage: words that are gone, or that stand in both as nowhere before.

    Dates, names of a list and keys may be alike in two columns: of them those that are exchanged, and copied dates in
    some rows of several reports. aside: (spreadsheet row, old cells, new cells) of the rows in question.
    """
    fields = [schema.fields(rows.name)[rows.header[place]] for place in (one, other)]
    gone = sum(new[one] != old[one] for _, old, new in aside)
    if all(map(moves.is_free_text, fields)):
        return gone >= FEW or not any(old[one] and old[one] == old[other] for *_, old, _ in rows.both)
    crossed = sum(new[one] == old[other] for _, old, new in aside)
    if fields[0]["type"] != "date" or fields[1]["type"] != "date":
        return crossed >= moves.SOME
    return crossed >= FEW or (len(aside) >= moves.SOME and rows.reports(aside) >= FEW)


def _displaced_keys(rows):
    """The key itself sorted, shifted or exchanged: what belongs to one key stands under another."""
    changed = [(number, key, rows.rest(new)) for number, key, old, new in rows.both if old != new]
    if len(changed) < 2:
        return []
    rests = Counter(rows.rest(row) for row in rows.was.values())
    belongs = {rest: key for key, row in rows.was.items() if rests[rest := rows.rest(row)] == 1}
    displaced = [number for number, key, rest in changed if belongs.get(rest, key) != key]
    if len(displaced) < NEARLY * sum(rests[rest] < 2 for _, _, rest in changed):
        return []
    columns = ", ".join(rows.header[place] for place in rows.keys)
    if len(displaced) < 2:
        return []
    if len(displaced) == 2:
        problem = f"the keys of rows {displaced[0]} and {displaced[1]} stand exchanged"
        return [_fault(rows, displaced[0], columns, problem, "Exchange them back")]
    problem = f"no longer fits its rows from row {displaced[0]} on ({len(displaced)} rows belong to other keys)"
    return [_fault(rows, None, columns, problem, "Undo the sort: sort whole rows, never one column")]


def _exchanged_headers(rows):
    """Faults and places of pairs of columns of which each holds what the other held."""
    found, places = [], set()
    moved = [place for place in range(len(rows.header)) if any(old[place] != new[place] for *_, old, new in rows.both)]
    for one, other in combinations(moved, 2):
        differ = [(old, new) for *_, old, new in rows.both if old[one] != old[other]]
        crossed = sum(old[one] == new[other] and old[other] == new[one] for old, new in differ)
        if crossed >= FEW and crossed >= NEARLY * len(differ):
            columns = f"{rows.header[one]}, {rows.header[other]}"
            found.append(_fault(rows, 1, columns, "each holds what the other held", "Exchange their headers back"))
            places |= {one, other}
    return found, places


def _gone_together(compared):
    """Rows gone with those that pointed to them, which no key tells any more."""
    found = []
    for name, rows in compared.items():
        lost = set(rows.gone)
        for other in compared.values():
            links = schema.declaration()[other.name]["schema"].get("foreignKeys", [])
            places = [other.header.index(k["fields"][0]) for k in links if k["reference"].get("resource") == name]
            with_it = [key for key in other.gone if any(other.was[key][place] in lost for place in places)]
            if with_it:
                first = next(other.was[with_it[0]][place] for place in places if other.was[with_it[0]][place] in lost)
                problem = f"{first} is gone with all that points to it ({len(with_it)} in {schema.place(other.name)})"
                found.append(_fault(rows, None, "", problem, "Put them back"))
    return found


def reminders(raw, accepted, told):
    """Sentences: rows that are gone, and changed numbers that ``told`` (the text of CHANGES.md) does not name."""
    lines = []
    for name, rows in compare(raw, accepted).items():
        if rows.gone:
            lines.append(f"{schema.place(name)}: {_listed(rows.gone)} {'is' if len(rows.gone) == 1 else 'are'} gone")
        if untold := _untold(rows, told):
            lines.append(
                f"{schema.place(name)}: no line in CHANGES.md says why the number of {_listed(untold)} changed"
            )
    return lines


def _untold(rows, told):
    """Keys of changed numbers that ``told`` names neither by themselves nor by their report."""
    if schema.place(rows.name).startswith("coding/"):
        return []
    numbers = [place for place, column in enumerate(rows.header) if column in ("value", "low", "high")]
    report = rows.header.index("source_id") if rows.name == "reported_figures" else rows.keys[0]
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
    return [_fault(rows, None, "value", problem, "Undo it, or write there what was corrected in which report")]


def _listed(keys):
    shown = [schema.visible(key) for key in keys[:3]]
    return ", ".join(shown) + (f" and {len(keys) - 3} more" if len(keys) > 3 else "")
