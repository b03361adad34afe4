"""The forms of a chart, one a file: each turns rows into a Chart.

What a file here names in its ``__all__`` is found in this room: ``pc.forms.bars``.
"""

from importlib import import_module
from pkgutil import iter_modules

_files = [import_module(f"{__name__}.{file.name}") for file in iter_modules(__path__)]
# after all were imported, because an import sets the name of a file, which a form of that name then takes over
globals().update({name: getattr(file, name) for file in _files for name in file.__all__})
__all__ = sorted(name for file in _files for name in file.__all__)


def __dir__():
    return __all__
