"""The forms of a chart, one a file: each turns rows into a Chart.

What a file here names in its ``__all__`` is found in this room: ``pc.forms.bars``.
"""

from importlib import import_module
from inspect import Parameter, signature
from pkgutil import iter_modules

_SAID = {"title": "", "subtitle": "", "note": "", "caution": "", "left_out": None, "sources": None}


def _with_words(form):
    """The form, whose help names what it hands on to make(); __all__ may hold helpers too, which hand on nothing."""
    asked = signature(form)
    own = [one for one in asked.parameters.values() if one.kind is not Parameter.VAR_KEYWORD]
    if len(own) < len(asked.parameters):
        missing = {name: default for name, default in _SAID.items() if name not in asked.parameters}
        words = [Parameter(name, Parameter.KEYWORD_ONLY, default=default) for name, default in missing.items()]
        form.__signature__ = asked.replace(parameters=[*own, *words])
    return form


_files = [import_module(f"{__name__}.{file.name}") for file in iter_modules(__path__)]
# after all were imported, because an import sets the name of a file, which a form of that name then takes over
globals().update({name: _with_words(getattr(file, name)) for file in _files for name in file.__all__})
__all__ = sorted(name for file in _files for name in file.__all__)


def __dir__():
    return __all__
