"""The record as an analyst holds it: the checked tables, and how claims are chosen from them."""

from inspect import Parameter, Signature

from campaigns.claims import display, needs, select
from campaigns.claims.names import NAMED, near
from campaigns.record import schema, validate


def load():
    """The checked tables of data/ as a Record; raises DataError with every fault."""
    return Record(validate.load())


class Record:
    """The loaded record. ``record.figures``, ``record.metrics`` ...: a DataFrame a table, columns as in data/README.md.

    ``record.reported_figures`` is another name for ``record.figures``. Each table is noted as a need when it is taken
    whole, so that ``run.py`` knows what an edit can change; ``select`` notes only what it chose.
    """

    def __init__(self, tables):
        self.unnoted = tables

    def __dir__(self):
        return sorted([*super().__dir__(), "reported_figures", *vars(self.unnoted)])

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)  # what Python and JupyterLab ask of any object
        name = "figures" if name == "reported_figures" else name
        tables = vars(self.__dict__["unnoted"])
        if name not in tables:
            alike = near(name, [*tables, "reported_figures"])
            raise AttributeError(f"no table {name}; {'near: ' + alike + '; ' if alike else ''}all: {', '.join(tables)}")
        needs.note("table", name, [tables[name]])
        return tables[name]

    def __repr__(self):
        return "\n".join(f"{name} | {rows:,} rows | {title}" for name, rows, title in self._sizes())

    def _repr_html_(self):
        return display.Words(self._sizes(), columns=["table", "rows", "what it holds"])._repr_html_()

    def _sizes(self):
        tables = {"reported_figures" if name == "figures" else name: t for name, t in vars(self.unnoted).items()}
        return [(name, len(table), schema.declaration()[name]["description"]) for name, table in tables.items()]

    def select(self, *words, **where):
        """Choose claims: ``record.select(province="Sichuan", metric="disputes*")``. What can be asked:

        place, province: an area by name (English, 中文) or id, with all that lies in it; metric; campaign, with its
        rounds; source; year, of the period's end or else of publication, also "2020-2022" or range(2020, 2023); and
        each column of ``record.joined()``. One value or a list, ``*`` and ``?`` as wildcards, ``None`` a blank.
        Returns Claims, a table that knows its sums, rates and words. Rows that tell a claim again (same_as) stand in its
        left_out, so it can be shorter than joined(). Raises NotInRecord (a KeyError) for what the record does not hold,
        and says what is near.
        """
        if words:
            raise TypeError(
                f"say what {words[0]!r} is: select(place={words[0]!r}), select(metric=...), select(year=2022)"
            )
        return select.select(self, **where)

    def joined(self):
        """One table for people who only use pandas: reported_figures with names, claimant, publisher and date.

        Every row is in it, also those that tell a claim again, which select() leaves out: to count as it does, keep
        those whose same_as is "".

        Without the package, the plain table with the right types, a blank as <NA>::

            dates = ["period_start", "period_end"]
            pd.read_csv("data/reported_figures.csv", dtype_backend="numpy_nullable", parse_dates=dates)
        """
        return select.joined(self)


def _questions():
    """The signature of Record.select with most of what can be asked, for Tab in a notebook."""
    columns = ["unit", "qualifier", "reading", "baseline", "scope", "counted_by", "claim", *select.JOINED]
    asked = [Parameter(name, Parameter.KEYWORD_ONLY, default=None) for name in (*NAMED, "year", *columns)]
    this = Parameter("self", Parameter.POSITIONAL_OR_KEYWORD)
    return Signature([this, *asked, Parameter("where", Parameter.VAR_KEYWORD)])


Record.select.__signature__ = _questions()
