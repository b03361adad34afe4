"""Which stored outputs JupyterLab may run: those that this machine made, and no others.

A stored output can hold a script, which JupyterLab runs, with all rights of the user, where the notebook is trusted.
"""

from campaigns import project


def sign_own(notebooks, built):
    """Have Jupyter trust the notebooks whose bytes are remembered as made here; returns (signed, others) as paths."""
    from nbformat import read, sign

    notary, own, others = sign.NotebookNotary(), [], []
    try:
        for path in notebooks:
            made = built.get("notebooks", {}).get(path.name, {})
            if made.get("file") == project.digest(path.read_bytes()):
                notary.sign(read(path, as_version=4))
                own.append(path)
            else:
                held = read(path, as_version=4)
                stored = any(cell.get("outputs") for cell in held.cells)  # else there is nothing that could run
                others += [path] if stored and not notary.check_signature(held) else []
    finally:
        notary.store.close()
    return own, others


def how_others_are_trusted(others):
    """What to say of notebooks that were not made here."""
    names = ", ".join(path.name for path in others)
    return (
        f"Not made on this machine as they are now: {names}.\n"
        "Their pictures, tables and text show; scripts stored in them do not run until you trust them: run\n"
        '`python3 run.py`, which makes them anew, or choose "Trust Notebook" in JupyterLab\'s command palette.'
    )
