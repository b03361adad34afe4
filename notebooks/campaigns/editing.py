"""The commands around an edit of the data: check, rebuild, watch, tidy."""

import contextlib
import subprocess
import sys
import time

from campaigns import project
from campaigns.record import checked, grouped


def check_data():
    """Say every fault of data/, or that there is none."""
    return 1 if _sound() is None else 0


def _sound(accept=False, ask=False):
    """What the check found, or None after every fault was said; ask: at a terminal, the editor about what departs."""
    found = checked.check(accept, _say)
    if ask and found.departures and not found.unread and _at_a_terminal():
        print("\n".join(grouped.lines(found.departures)))
        if _answer("Is all of this meant? [y/N] ", default="n"):
            found = checked.check(True, _say)
        else:
            print("Nothing was changed.", file=sys.stderr)
            return None
    if not found.sound:
        print("".join(f"{line}\n" for line in found.repairs()), end="")
        lines, count = found.told(), len(found.unread) + len(found.departures) + len(found.faults)
        kinds = f" of {len(lines)} kind{'s' * (len(lines) > 1)}" if len(lines) < count else ""
        told = f"{count:,} fault{'s' * (count > 1)}{kinds} in data/. Nothing was changed."
        print("\n".join([*lines, told]), file=sys.stderr)
        return None
    print("\n".join([*found.look_again(), found.in_one_line()]), flush=True)
    return found


def _say(words):
    print(words, file=sys.stderr, flush=True)


def _at_a_terminal():
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


def _answer(question, default):
    try:
        return (input(question).strip() or default).lower().startswith("y")
    except EOFError:
        return False


def _offer_to_tidy(raw):
    """After a spreadsheet saved: the canonical form, so that git shows only the edit. Whether there was cause to."""
    forms = checked.untidy(raw)
    if not forms:
        return False
    names = ", ".join(path.name for path in forms)
    print(f"{names}: as a spreadsheet saved it; python3 run.py tidy writes the form in which git shows only the edit.")
    if _at_a_terminal() and _answer("Write it now? [Y/n] ", default="y"):
        _write_tidy(forms)
    return True


def _write_tidy(forms):
    for path, content in forms.items():
        project.write(path, content)
        print(f"{path.name} is tidy now.")


def rebuild(everything=False, accept=False):
    """Check the data, run the notebooks that the last edits can change, export their charts, say what moved."""
    from campaigns.rerun import execute, incremental, unchanged

    begin = time.perf_counter()
    with incremental.alone(), incremental.held_tables() as (digests, keep_tables):
        execute.warm_up()  # while the data is checked, and it is found out what must run
        before = unchanged.read()
        found = _sound(accept, ask=True)
        if found is None:
            return 1
        untidy = _offer_to_tidy(found.raw)
        code = _bring_up_to_date(found.raw, digests, everything)
        if not code:
            keep_tables()
            print(f"Done in {time.perf_counter() - begin:.1f} s.")
            if not untidy:
                incremental.note_sound(before, [*found.look_again(), found.in_one_line()])
        return code


def _bring_up_to_date(raw, digests, everything):
    """raw: the checked tables, digests: of their files as they were read."""
    from campaigns.record import codebook
    from campaigns.rerun import change_report, contents, incremental

    contents.write()
    paths, why = project.notebooks(), "all were asked for"
    if not everything:
        paths, why = incremental.to_run(incremental.recall(), raw, digests)
    codebook.write(raw)
    if not paths:
        print(incremental.nothing_to_do())
        return 0
    print(f"Running {len(paths)} of {len(project.notebooks())} notebooks: {why}.", flush=True)
    before = change_report.Snapshot.take(incremental.digests(), project.CACHE / "data")
    failed = incremental.run(paths, digests, lambda words: print(f"  {words}", flush=True))
    after = change_report.Snapshot.take(incremental.digests(), project.DATA)
    print("\n".join(change_report.report(before, after, len(failed))))
    if failed:
        print("\n".join(["Failed, and left as they were, each with its charts:", *failed]), file=sys.stderr)
    return 1 if failed else 0


def rebuild_all(accept=False):
    """Run every notebook, whatever changed."""
    return rebuild(everything=True, accept=accept)


def watch():
    """Wait for edits of data/ and the notebooks, and bring the charts up to date after each."""
    from campaigns.rerun import incremental

    print(f"Watching {project.DATA} and {project.NOTEBOOKS}; stop with Ctrl-C.", flush=True)
    seen = None
    while True:
        tables_now = _times(project.DATA)
        if (tables_now, incremental.digests()) != seen:
            # A process of its own finds code and declaration as they are now.
            subprocess.call([sys.executable, "-m", "campaigns"], cwd=project.ROOT, env=project.environment())
            # The notebooks are written by the run itself; a table saved meanwhile is another edit.
            seen = tables_now, incremental.digests()
        time.sleep(0.5)


def _times(folder):
    """When each table was saved; one that is being replaced just now counts as gone."""
    found = {}
    for path in folder.rglob("*.csv"):
        with contextlib.suppress(OSError):
            found[path] = path.stat().st_mtime_ns
    return found


def tidy():
    """Write every table in its one canonical form; nothing is written unless all of them are sound."""
    from campaigns.rerun import incremental

    with incremental.alone():
        found = _sound()
        if found is None:
            return 1
        _write_tidy(checked.untidy(found.raw))
