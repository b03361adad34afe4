#!/usr/bin/env python3
"""The one door: makes the environment if needed, then hands over to the package campaigns.

python3 run.py             check the data, run the notebooks, export the charts
python3 run.py --help      all commands
"""

import os
import sys

ROOT = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(ROOT, ".venv")
REQUIREMENTS = os.path.join(ROOT, "requirements.txt")
OLDEST = (3, 11)


def main():
    if sys.version_info < OLDEST:
        stop(
            f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed, this is {sys.version.split()[0]}. Get it from python.org."
        )
    environment = {**os.environ, "PYTHONPATH": os.path.join(ROOT, "notebooks"), "PYTHONUTF8": "1"}
    command = [interpreter(), "-m", "campaigns", *sys.argv[1:]]
    if os.name == "posix":
        os.execve(command[0], command, environment)
    import subprocess  # Windows has no exec that keeps the console

    sys.exit(subprocess.call(command, env=environment))


def interpreter():
    """The Python to use: this one if it holds the pins, else the one in .venv, made if it is not there."""
    python = os.path.join(VENV, *(("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")))
    inside_another = sys.prefix != sys.base_prefix and not os.path.samefile(
        sys.prefix, VENV if os.path.isdir(VENV) else ROOT
    )
    if stamp() == wanted() and not (inside_another and holds_pins()):
        return python
    if holds_pins():
        return sys.executable
    make_environment(python)
    return python


def wanted():
    with open(REQUIREMENTS, encoding="utf-8") as file:
        return file.read()


def stamp():
    """The requirements that .venv was made from, or None."""
    try:
        with open(os.path.join(VENV, "requirements.txt"), encoding="utf-8") as file:
            return file.read()
    except OSError:
        return None


def holds_pins():
    """Whether this interpreter has every pinned package that every system needs."""
    from importlib import metadata

    pins = (line.split("#")[0].strip() for line in wanted().splitlines())
    try:
        return all(
            metadata.version(name) == version for name, version in (p.split("==") for p in pins if p and ";" not in p)
        )
    except metadata.PackageNotFoundError:
        return False


def make_environment(python):
    import subprocess

    print("Making the environment in .venv (once, about a minute) ...", file=sys.stderr, flush=True)
    if not os.path.exists(python):
        made = subprocess.run([sys.executable, "-m", "venv", VENV], capture_output=True, text=True)
        if made.returncode:
            tell = made.stdout + made.stderr
            stop(
                f"{tell.strip()}\nPython cannot make an environment. On Debian or Ubuntu: apt-get install python3-venv."
            )
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", REQUIREMENTS]
    if subprocess.run(pip).returncode:
        stop(
            "The packages of requirements.txt could not be installed. Check the network (a proxy or a mirror is set with\n"
            "the usual pip settings), then run the same command again: it goes on where it stopped."
        )
    with open(os.path.join(VENV, "requirements.txt"), "w", encoding="utf-8") as file:
        file.write(wanted())


def stop(message):
    print(message, file=sys.stderr)
    sys.exit(1)


if __name__ == "__main__":
    main()
