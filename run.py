#!/usr/bin/env python3
"""The one door: makes the environment if needed, then hands over to the package campaigns.

python3 run.py             check the data, run the notebooks, export the charts
python3 run.py --help      all commands
"""

import os
import sys

ROOT = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(ROOT, ".venv")
OLDEST = (3, 11)
FOR_ALL, FOR_MAINTAINERS = "requirements.txt", "requirements-dev.txt"


def main():
    if sys.version_info < OLDEST:
        stop(
            f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed, this is {sys.version.split()[0]}. Get it from python.org."
        )
    environment = {**os.environ, "PYTHONPATH": os.path.join(ROOT, "notebooks"), "PYTHONUTF8": "1"}
    wants_help = {"-h", "--help"} & {*sys.argv[1:]}  # which needs no package, so none is installed for it
    python = sys.executable if wants_help else interpreter(needed(sys.argv[1:]))
    command = [python, "-m", "campaigns", *sys.argv[1:]]
    if os.name == "posix":
        os.execve(command[0], command, environment)
    import subprocess  # Windows has no exec that keeps the console

    sys.exit(subprocess.call(command, env=environment))


def needed(arguments):
    """The lists of packages that a command needs: those for maintainers lint the code and drive a browser."""
    lint_too = arguments[:1] == ["browser"] or (arguments[:1] == ["test"] and "--only" not in arguments)
    return [FOR_ALL, FOR_MAINTAINERS] if lint_too else [FOR_ALL]


def interpreter(lists):
    """The Python to use: this one if it holds the pins, else the one in .venv, made if it is not there."""
    python = os.path.join(VENV, *(("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")))
    inside_another = sys.prefix != sys.base_prefix and not os.path.samefile(
        sys.prefix, VENV if os.path.isdir(VENV) else ROOT
    )
    missing = [name for name in lists if text(VENV, name) != text(ROOT, name)]
    if not missing and not (inside_another and holds_pins(lists)):
        return python
    if holds_pins(lists):
        return sys.executable
    make_environment(python, missing)
    return python


def text(folder, name):
    """A list of packages: of the project, or that .venv was made from; None if it is not there."""
    try:
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            return file.read()
    except OSError:
        return None


def holds_pins(lists):
    """Whether this interpreter has every pinned package that every system needs."""
    from importlib import metadata

    pins = [line.split("#")[0].strip() for name in lists for line in text(ROOT, name).splitlines()]
    try:
        return all(
            metadata.version(name) == version for name, version in (p.split("==") for p in pins if p and ";" not in p)
        )
    except metadata.PackageNotFoundError:
        return False


def make_environment(python, lists):
    """Make .venv if it is not there, and install the lists of packages in it."""
    import subprocess

    print(f"Installing {' and '.join(lists)} in .venv (once, about a minute) ...", file=sys.stderr, flush=True)
    if not os.path.exists(python):
        made = subprocess.run([sys.executable, "-m", "venv", VENV], capture_output=True, text=True)
        if made.returncode:
            tell = made.stdout + made.stderr
            stop(
                f"{tell.strip()}\nPython cannot make an environment. On Debian or Ubuntu: apt-get install python3-venv."
            )
    wanted = [argument for name in lists for argument in ("-r", os.path.join(ROOT, name))]
    if subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted]).returncode:
        stop(
            f"The packages of {' and '.join(lists)} could not be installed. Check the network (a proxy or a mirror is\n"
            "set with the usual pip settings), then run the same command again: it goes on where it stopped."
        )
    for name in lists:
        with open(os.path.join(VENV, name), "w", encoding="utf-8") as file:
            file.write(text(ROOT, name))


def stop(message):
    print(message, file=sys.stderr)
    sys.exit(1)


if __name__ == "__main__":
    main()
