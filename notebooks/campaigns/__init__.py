"""Reported figures of Chinese police campaigns: load, choose, reckon, chart, export.

    import campaigns as pc

    record = pc.load()                                              # the checked tables
    visits = record.select(metric="households_visited", place="Guizhou")
    visits                                                          # a table, in JupyterLab
    visits.rates()                                                  # a day and 100,000 residents, bounds kept
    record.select(metric="disputes_resolved", level="province").draw("What provinces claim")

The rooms, each of which knows only those before it: hedges and reading (printed words become numbers), record (the
tables), claims (rows chosen, reckoned with, said in words), charts, rerun (notebooks run, where an edit can change
them), documents (charts in Word, slides and pages), editing (the commands around an edit), cli. Names are loaded when
they are first asked for: importing the package reads no file and changes no state of pandas or matplotlib.
"""

from importlib import import_module

#: Public name: (module, its name there; None: the module itself).
_PUBLIC = {
    "load": ("claims.load", "load"),
    "Record": ("claims.load", "Record"),
    "NotInRecord": ("claims.names", "NotInRecord"),
    "select": ("claims.select", "select"),
    "Claims": ("claims.select", "Claims"),
    "Amount": ("claims.amounts", "Amount"),
    "NoBound": ("claims.amounts", "NoBound"),
    "amounts": ("claims.amounts", None),
    "wording": ("claims.wording", None),
    "yardsticks": ("claims.yardsticks", None),
    "HEDGES": ("hedges", "HEDGES"),
    "findings": ("claims.display", "findings"),
    "table": ("claims.display", "table"),
    "claims_table": ("claims.display", "claims_table"),
    "set_against": ("claims.display", "set_against"),
    "refusal": ("claims.display", "refusal"),
    "forms": ("charts.forms", None),
    "draw": ("charts.draw", "draw"),
    "finish": ("charts.save", "finish"),
    "Explorer": ("charts.explorer", "Explorer"),
    "read_figure": ("reading.printed", "read_figure"),
    "coded_pairs": ("record.agreement", "coded_pairs"),
    "coverage": ("record.coverage", "frame"),
}

__all__ = list(_PUBLIC)


def __getattr__(name):
    if name not in _PUBLIC:
        raise AttributeError(f"campaigns has no {name!r}; it has {', '.join(_PUBLIC)}")
    module, inner = _PUBLIC[name]
    found = import_module(f"{__name__}.{module}")
    return found if inner is None else getattr(found, inner)


def __dir__():
    return sorted([*globals(), *_PUBLIC])
