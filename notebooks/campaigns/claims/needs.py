"""What a notebook needs of the data, noted while it runs, so that an edit reruns only those that it can change.

A need is (kind, key, digest): a whole table, a selection of claims, or one
reference figure, with a digest of what it held. ``run.py`` reads the notes
and reckons the digests anew over the edited data: a notebook whose needs all
hold what they held cannot come out differently.
"""

import hashlib
import json
import os


def note(kind, key, content):
    """Write a need on ``content`` (DataFrames) down where the environment variable CAMPAIGNS_NEEDS asks for it."""
    path = os.environ.get("CAMPAIGNS_NEEDS")
    if path:
        with open(path, "a", encoding="utf-8") as file:
            file.write(json.dumps([kind, key, digest(*content)]) + "\n")


def digest(*frames):
    """Sixteen hex digits of DataFrames, the same on every machine."""
    text = "\0".join(frame.to_json(orient="split", date_format="iso", double_precision=15) for frame in frames)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def unnoted(data):
    """The tables behind ``data``, for a function that notes its own, narrower need."""
    return getattr(data, "unnoted", data)
