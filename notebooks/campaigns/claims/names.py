"""What an analyst calls things: names in English or Chinese, wildcards, what is near where nothing fits, and what lies
in what: areas in larger areas, rounds in the action that they belong to, by the column ``parent``."""

import difflib
import re
from fnmatch import fnmatchcase

import pandas as pd

from campaigns.claims import wording
from campaigns.record import schema

#: Question: (table, columns that hold its names; the first is the key that rows of reported_figures hold).
NAMED = {
    "place": ("areas", ("area_id", "name_en", "name_zh")),
    "province": ("areas", ("area_id", "name_en", "name_zh")),
    "metric": ("metrics", ("metric_id", "name_en", "name_zh")),
    "campaign": ("campaigns", ("campaign_id", "name_en", "name_zh")),
    "source": ("sources", ("source_id", "title", "publisher")),
}
#: What else can be asked beside the columns of the rows.
QUESTIONS = (*NAMED, "year")
#: The kind of area at the end of a Chinese name, left out in speech: 四川省 is 四川.
KIND = re.compile(r"(?<=..)(?:省|市|县|区|特别行政区|(?:壮族|回族|维吾尔)?自治区|[^省市]*族自治州)$")


class NotInRecord(KeyError):
    """A column, name or value that the record does not hold; the message says what is near."""

    def __str__(self):
        return self.args[0]


def matching(data, rows, question, values):
    """Which rows answer one question: a Series of bool. rows: joined rows; values: a list.

    A name means an area with all that lies in it, a campaign with its rounds; ``year`` the year in which the period
    ends, or of publication where no end is known. Raises NotInRecord, naming what is near.
    """
    if question == "year":
        years = rows.period_end.fillna(rows.published).dt.year.astype("Int64")
        return _in_column(years, question, [year for value in values for year in _years(value, years)])
    if question in NAMED:
        key = NAMED[question][1][0]
        return rows[key].isin(_ids(data, question, values))
    check_column(question, rows.columns, QUESTIONS)
    return _in_column(rows[question], question, values, _declared(data, question))


def check_column(column, columns, others=()):
    """Raise NotInRecord, naming what is near, for a column that there is not."""
    if column not in columns:
        choices = [*others, *columns]
        raise NotInRecord(f"no column {column}; near: {near(column, choices) or 'none'}; {_all_of(choices)}")


def check_values(data, column, name, values):
    """Raise NotInRecord for values that neither the rows of a selection have nor the record knows."""
    known = {*data.figures.get(name, ()), *_declared(data, name)}
    if not known & set(values):
        _in_column(column, name, values)


def _years(value, held):
    """The years that a question for one or several means: "2020-2022" those held from 2020 to 2022."""
    span = re.fullmatch(r"(\d{4}) ?(?:-|–|to) ?(\d{4})", str(value))
    return [y for y in sorted(set(held.dropna())) if span and int(span[1]) <= y <= int(span[2])] or [value]


def _ids(data, question, values):
    """The keys of all that the names mean, with what lies in them."""
    found = set()
    for value in values:
        hits = _called(data, question, value)
        if not hits:
            raise NotInRecord(_nothing(data, question, value))
        found |= hits
    return within(getattr(data, NAMED[question][0]), found)


def _called(data, question, value):
    """The keys of what has the name."""
    named = _named(data, question)
    return {key for key, _, names in named if any(_fits(_folded(name), _folded(value)) for name in names)}


def _named(data, question):
    """(key, how it is told, every name of it) of all that can be asked for; an area goes without its kind too."""
    name, columns = NAMED[question]
    table = getattr(data, name)
    if question == "province":
        table = table[table.level == "province"]
    for key, *names in table[list(columns)].itertuples(index=False, name=None):
        short = [KIND.sub("", name) for name in names] if name == "areas" else []
        told = key if name == "sources" else f"{key} ({wording.both_names(*names)})"
        yield key, told, list(filter(None, {key, *names, *short}))


def _nothing(data, question, value):
    """The message that teaches: what else has the name, or what is near one that nothing has."""
    if other := next((one for one in ("province", *NAMED) if _called(data, one, value)), ""):
        return f'no {question} is called {value!r}. {_told_of(data, other, value)}: {other}="{value}"'
    shown = {name: told for _, told, names in _named(data, question) for name in names}
    alike = list(dict.fromkeys(shown[name] for name in _near_names(str(value), list(shown))))[:6]
    near_it = f"Near: {'; '.join(alike)}" if alike else "Nothing is near"
    everything = f"record.{NAMED[question][0]} lists them all; * stands for any letters"
    return f"no {question} is called {value!r}. {near_it}. {everything}"


def _told_of(data, question, value):
    """What a name means: "Chengdu lies in Sichuan"."""
    areas, inside = data.areas.set_index("area_id"), province(data.areas)
    held = {inside[key] for key in _called(data, "place", value)} if question == "place" else ()
    provinces = sorted(areas.name_en[area] for area in held if areas.level[area] == "province")
    return f"{value} lies in {' and '.join(provinces)}" if provinces else f"{value} is a {question}"


def _in_column(column, name, values, declared=()):
    """Rows whose cell is one of the values; text may hold * and ?, a date is 2022-07-20 or 2022, None is a blank."""
    if pd.api.types.is_datetime64_any_dtype(column):
        column = column.dt.strftime("%Y-%m-%d")
        values = [f"{value}-*" if re.fullmatch(r"\d{4}(-\d\d)?", str(value)) else value for value in values]
    keep = pd.Series(False, index=column.index)
    for value in values:
        hits = column.isna() if value is None else _equal(column, value)
        if not hits.any() and value not in (None, "", *declared):
            raise NotInRecord(_no_row(column, name, value, declared))
        keep |= hits
    return keep.astype(bool)


def _no_row(column, name, value, declared):
    """The message that teaches: what is near a value that no row has."""
    told = [f"no row has {name} {value!r}"]
    if column.dtype.kind in "iuf":
        told.append(f"it goes from {column.min()} to {column.max()}")
        told += ['a year is written 2022, several "2020-2022" or a list'] * (name == "year")
    else:
        held = [str(cell) for cell in column.dropna().unique() if cell != ""]
        alike = near(str(value), [*held, *declared])
        told += [f"near: {alike}"] * bool(alike)
        asked = [f"{question}={value!r} takes names" for question, (_, names) in NAMED.items() if names[0] == name]
        told += [*asked[:1], _all_of(held)]
    return "; ".join(told)


def _equal(column, value):
    if column.dtype.kind in "iuf":
        try:
            return (column == float(str(value).replace(",", ""))).fillna(False)
        except ValueError:
            return pd.Series(False, index=column.index)
    if isinstance(value, str) and re.search(r"[*?]", value):
        return column.map(lambda cell: isinstance(cell, str) and _fits(_folded(cell), _folded(value)))
    return (column == value).fillna(False)


def _declared(data, name):
    """Values that a column may hold though no row does now: keys of its table, allowed values."""
    for table, (key, *_) in NAMED.values():
        if key == name:
            return list(getattr(data, table)[key])
    return schema.fields("reported_figures").get(name, {}).get("constraints", {}).get("enum", [])


def _folded(name):
    return str(name).strip().casefold()


def _fits(name, pattern):
    return name == pattern or ("*" in pattern or "?" in pattern) and fnmatchcase(name, pattern)


def _near_names(wanted, names):
    """The names that hold the wanted word or are spelled much like it."""
    wanted = _folded(wanted).strip("*")
    folded = {}
    for name in names:
        folded.setdefault(_folded(name), name)
    holding = [name for short, name in folded.items() if wanted and wanted in short]
    alike = difflib.get_close_matches(wanted, folded, n=6, cutoff=0.55)
    return list(dict.fromkeys([*holding[:6], *(folded[name] for name in alike)]))[:8]


def near(wanted, names):
    """The names that are near a wanted one, in words; "" if none is."""
    return ", ".join(_near_names(wanted, names))


def _all_of(names):
    return f"choose from {', '.join(names)}" if len(names) <= 60 else f"{len(names):,} others are held"


def outer(table):
    """{id: set of the ids of all that it lies in}. table: a DataFrame, ids first; without ``parent`` a flat list."""
    ids = table.iloc[:, 0]
    parents = dict(zip(ids, table.parent if "parent" in table else [""] * len(ids), strict=True))

    def above(one):
        return {parents[one]} | above(parents[one]) if parents.get(one) else set()

    return {one: above(one) for one in parents}


def within(table, ids):
    """The given ids and those of all that lies in them, in the order of the table."""
    around = outer(table)
    return [one for one in around if one in ids or around[one] & set(ids)]


def province(table):
    """{area_id: area_id of the province that it lies in, or its own}: of a province and of the nation themselves."""
    levels = dict(zip(table.area_id, table.level, strict=True))
    return {
        one: next((other for other in (one, *around) if levels[other] == "province"), one)
        for one, around in outer(table).items()
    }
