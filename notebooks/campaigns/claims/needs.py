"""What a notebook needs of the data, noted while it runs, so that an edit reruns only those that it can change.

A need is (kind, key, digest): a whole table, a selection of claims, one reference figure, or what a function reckons
from the tables, with a digest of what it held. ``run.py`` reckons the digests anew over the edited data: a notebook
whose needs all hold what they held cannot come out differently.
"""

import hashlib
import json
import os
from functools import wraps


def note(kind, key, content):
    """Write a need on ``content`` (DataFrames) down where the environment variable CAMPAIGNS_NEEDS asks for it."""
    if path := os.environ.get("CAMPAIGNS_NEEDS"):
        with open(path, "a", encoding="utf-8") as file:
            file.write(json.dumps([kind, key, digest(*content)]) + "\n")


def reckoned(function):
    """Of a function of the tables that returns a DataFrame, what it returns is the need, and not all that it reads.

    Nothing but the tables may change what it returns.
    """
    name = f"{function.__module__}:{function.__name__}"

    @wraps(function)
    def noted(data):
        found = function(unnoted(data))
        note("reckoned", name, [found])
        return found

    return noted


def digest(*frames):
    """Sixteen hex digits of DataFrames, the same on every machine."""
    text = "\0".join(frame.to_json(orient="split", date_format="iso", double_precision=15) for frame in frames)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def unnoted(data):
    """The tables behind ``data``, for a function that notes its own, narrower need."""
    return getattr(data, "unnoted", data)
