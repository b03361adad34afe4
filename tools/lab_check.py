"""Read the notebooks as a reader does, in JupyterLab in a real browser, and say what a reader would miss.

    python3 run.py browser                              every notebook
    python3 run.py browser 04 my_question               those whose names begin so
    python3 run.py browser 04 --pictures FOLDER         with a picture of each, of its full height

Each notebook is opened from a copy of the project, through ``run.py lab`` and with settings of its own, so neither the
notebooks nor the reader's JupyterLab are touched. It is looked at twice: as stored (a file that this machine has not
made, whose scripts do not run) and after a run of all cells.
"""

import argparse
import hashlib
import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path

from campaigns import project
from playwright.sync_api import Error, sync_playwright

HOW_TO_GET_A_BROWSER = """\
No browser was found to read the notebooks in. Any of Chromium, Google Chrome or Microsoft Edge will do:
  Debian, Ubuntu   sudo apt-get install chromium
  Fedora           sudo dnf install chromium
  macOS            brew install --cask google-chrome
  Windows          Microsoft Edge comes with it
If it is installed in an unusual place, set CAMPAIGNS_BROWSER to the path of the program."""
START_SECONDS, NOTEBOOK_SECONDS = 60, 300
WIDTH, TALLEST = 1400, 16_000  # pixels of the window; no browser draws a picture of any height
#: Nothing but this machine answers: a notebook must be complete without the web.
_FLAGS = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--no-proxy-server", "--hide-scrollbars"]
_COPIED = ("notebooks", "data", "figures", "CITATION.cff")
#: Every cell is drawn at once, because cells outside the window would otherwise not be in the page.
_LAB_SETTINGS = {
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none", "scrollPastEnd": False},
    "@jupyterlab/docmanager-extension:plugin": {"autosave": False},
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "doNotDisturbMode": True},
}
#: JupyterLab itself writes alt="Image" where an HTML output has no alt text.
_NO_WORDS = {"", "image", "img", "picture", "figure", "chart", "plot", "graph"}
_FILE_NAME = re.compile(r".*\.(?:png|svg|jpe?g|gif|webp|pdf|bmp|tiff?)", re.IGNORECASE)
_SCRIPT = Path(__file__).with_suffix(".js").read_text("utf-8")


class CannotRead(RuntimeError):
    """There is no browser, or JupyterLab did not start; the message says what to do."""


def read(notebooks, pictures=None, progress=print):
    """Open and run notebooks in JupyterLab and return the faults, as plain sentences.

    A fault is an error output; an image that does not load, is blank or has no size; an image that nothing describes
    (an alt text, or a label of the words right below it); an image that is promised and not shown; a cell that was not
    run; text or a number of images that a run gives otherwise than stored; and a notebook file that changed.

    notebooks: paths of .ipynb files, no two of the same name; pictures: a folder that gets one PNG a notebook;
    progress: called with one line a notebook. Raises CannotRead.
    """
    notebooks = [Path(notebook).resolve() for notebook in notebooks]
    before, faults = _digests(notebooks), []
    with opened(notebooks) as lab:
        for path in notebooks:
            started, images = time.monotonic(), 0
            try:
                found, images = lab.look_twice(path.name, pictures)
            except Error as problem:  # of the browser or of JupyterLab; the next notebook gets a page of its own
                found = [f"not read: {problem.message.partition(chr(10))[0]} {lab.dialog()}".strip()]
            lab.close()
            faults += [f"{path.name}, {fault}" for fault in found]
            seconds = f"{time.monotonic() - started:.0f} s"
            progress(f"{path.name}: {_count(images, 'image')}, {_count(len(found), 'fault')} ({seconds})")
    changed = [path.name for path, digest in _digests(notebooks).items() if digest != before[path]]
    return faults + [f"{name}: the file changed while it was read; try again" for name in changed]


class Lab:
    """JupyterLab in a browser, one notebook at a time. page: playwright's page of the notebook that is open."""

    def __init__(self, browser, address):
        self.browser, self.address, self.page = browser, address, None

    def open(self, name):
        """Open a notebook of the copy in a fresh page, as stored; returns playwright's page."""
        self.page = self.browser.new_page(viewport={"width": WIDTH, "height": 2000})
        fresh = secrets.token_hex(4)  # a workspace of its own: else what the last page showed is opened again
        self.page.goto(self.address.replace("/lab?", f"/lab/workspaces/{fresh}?"))
        self.page.wait_for_function("window.jupyterapp", timeout=START_SECONDS * 1000)
        self.page.evaluate(_SCRIPT)
        self._finish("openNotebook", f"notebooks/{name}")
        return self.page

    def run(self):
        """Run all cells and wait until the kernel is idle and the page calm."""
        self._finish("runAll")

    def look(self):
        """What the page shows of each cell: see look() in lab_check.js."""
        self._finish("settle")
        return self.page.evaluate("labCheck.look()")

    def look_twice(self, name, pictures=None):
        """(faults, number of images) of one notebook, as stored and after a run."""
        self.open(name)
        stored = self.look()
        self.run()
        after_run = self.look()
        if pictures:
            height = self.page.evaluate("notebook.content.node.scrollHeight")
            self.page.set_viewport_size({"width": WIDTH, "height": min(round(height) + 200, TALLEST)})
            self._finish("settle")
            self.page.locator(".jp-NotebookPanel:visible").screenshot(path=Path(pictures) / f"{Path(name).stem}.png")
        return faults_of(stored, after_run), sum(len(cell["images"]) for cell in after_run)

    def dialog(self):
        """What a dialog of JupyterLab asks, which nobody is there to answer; "" without one."""
        boxes = self.page.locator(".jp-Dialog-content")
        return " ".join(boxes.first.inner_text().split()) if boxes.count() else ""

    def close(self):
        """End the notebook's kernel and close the page."""
        with suppress(Error):  # a page that broke off has nothing to end; the server ends its kernels
            self._finish("close")
        self.page.close()

    def _finish(self, action, *arguments):
        """Call an action of lab_check.js and wait for its promise, NOTEBOOK_SECONDS at most."""
        given = ", ".join(map(json.dumps, arguments))
        self.page.evaluate(f"labCheck.start(() => labCheck.{action}({given}))")
        self.page.wait_for_function("labCheck.done", timeout=NOTEBOOK_SECONDS * 1000)
        self.page.evaluate("labCheck.result()")


@contextmanager
def opened(notebooks):
    """A Lab over a copy of the project that holds the notebooks too. Raises CannotRead, ValueError on equal names."""
    with tempfile.TemporaryDirectory(prefix="campaigns-", ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary)
        _copy(folder / "project", notebooks)
        with sync_playwright() as playwright, browser_of(playwright) as browser, _jupyterlab(folder) as address:
            yield Lab(browser, address)


def _copy(target, notebooks):
    """Copy what notebooks use, and put the notebooks to read among them."""
    names = [path.name for path in notebooks]
    if twice := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"two notebooks are named {', '.join(sorted(twice))}; read them in two runs")
    for name in _COPIED:
        source = project.ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__", ".*"))
        elif source.exists():
            shutil.copy(source, target)
    for path in notebooks:
        shutil.copy2(path, target / "notebooks" / path.name)


@contextmanager
def browser_of(playwright):
    """The system's own browser, without a window."""
    named = os.environ.get("CAMPAIGNS_BROWSER")
    program = shutil.which(named) if named else shutil.which("chromium") or shutil.which("chromium-browser")
    if named and not program:
        raise CannotRead(f"CAMPAIGNS_BROWSER names {named}, which is no program. Correct it or unset it.")
    ways = [{"executable_path": program}] if program else [{"channel": "chrome"}, {"channel": "msedge"}]
    for way in ways:
        try:
            browser = playwright.chromium.launch(args=_FLAGS, chromium_sandbox=not _is_root(), **way)
        except Error as problem:
            why = problem.message
            continue
        yield browser
        browser.close()
        return
    raise CannotRead(f"{program} does not start: {why}" if program else HOW_TO_GET_A_BROWSER)


@contextmanager
def _jupyterlab(folder):
    """JupyterLab as ``run.py lab`` starts it in the copy; gives its address."""
    token = secrets.token_urlsafe(24)
    config = folder / "config"
    (config / "labconfig").mkdir(parents=True)
    (config / "labconfig" / "default_setting_overrides.json").write_text(json.dumps(_LAB_SETTINGS), "utf-8")
    server = {"port": 0, "allow_root": _is_root(), "open_browser": False, "terminals_enabled": False}
    held = {"ServerApp": server, "IdentityProvider": {"token": token}, "LabApp": {"expose_app_in_browser": True}}
    (config / "jupyter_lab_config.json").write_text(json.dumps(held), "utf-8")
    log = folder / "jupyterlab.log"
    command = [sys.executable, "-m", "campaigns", "lab"]
    with open(log, "wb") as out:
        process = subprocess.Popen(command, cwd=folder / "project", stdout=out, stderr=out, env=_environment(folder))
    try:
        yield f"{_address(folder, process, log)}lab?token={token}"
    finally:
        process.terminate()
        process.wait()


def _environment(folder):
    """The environment of JupyterLab and its kernels: settings and exported charts in folders of their own."""
    ours = ("JUPYTER", "IPYTHON", "CAMPAIGNS", "MPLBACKEND", "PYTEST")  # a reader's JupyterLab has none of them
    places = {
        "JUPYTER_CONFIG_DIR": "config", "JUPYTER_DATA_DIR": "share", "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "settings", "JUPYTERLAB_WORKSPACES_DIR": "workspaces", "IPYTHONDIR": "ipython",
        "CAMPAIGNS_FIGURES": "exported", "PYTHONPATH": "project/notebooks",
    }  # fmt: skip
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return inherited | {name: str(folder / place) for name, place in places.items()}


def _address(folder, process, log):
    """The address that the server writes down once it listens."""
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        for file in folder.glob("runtime/jpserver-*.json"):
            if text := file.read_text("utf-8"):
                return json.loads(text)["url"]
        time.sleep(0.1)
    told = "\n  ".join(log.read_text("utf-8", "replace").splitlines()[-15:])
    raise CannotRead(f"JupyterLab does not start; see whether `python3 run.py lab` does. It says:\n  {told}")


def faults_of(stored, after_run):
    """What is wrong with one notebook, from two looks at it (lists of cells as look() gives them), as sentences."""
    when = {}
    for label, cells in (("as stored", stored), ("after a run", after_run)):
        for cell in cells:
            for fault in _faults_of_cell(cell):
                when.setdefault((cell["number"], fault), []).append(label)
    for old, new in zip(stored, after_run, strict=True):
        if new["ran"] and not new["errors"] and (fault := _moved(old, new)):
            when[new["number"], f"{fault}; run `python3 run.py`"] = ["after a run"]
    if not_run := [cell["number"] for cell in after_run if not cell["ran"]]:
        fault = f"{_count(len(not_run), 'code cell')} from here on not run; an error or a dead kernel stopped the run"
        when[not_run[0], fault] = ["after a run"]
    return [f"cell {number}, {' and '.join(labels)}: {fault}" for (number, fault), labels in sorted(when.items())]


def _moved(old, new):
    """How a run gives otherwise than stored, or None."""
    if new["promised"] != old["promised"]:
        return f"the cell gives {_count(new['promised'], 'image')}, stored are {old['promised']}"
    return "the cell gives other text than is stored" if new["text"] != old["text"] else None


def _faults_of_cell(cell):
    faults = [f"the output is an error, {error}" for error in cell["errors"]]
    if len(cell["images"]) < cell["promised"]:
        missing = cell["promised"] - len(cell["images"])
        faults.append(f"{_count(missing, 'image')} of the output not shown (an untrusted file shows no inline SVG)")
    return faults + [fault for image in cell["images"] if (fault := fault_of_image(image))]


def fault_of_image(image):
    """The first fault of one image (as look() gives it), or None."""
    words = [(text or "").strip() for text in (image["alt"], image["below"])]
    told = [text for text in words if text.lower() not in _NO_WORDS]
    if not image["loads"]:
        return f"an image does not load ({image['source'] or 'it has no src'})"
    if not image["visible"]:
        return f"an image has no size ({image['source']})"
    if image["blank"]:
        return f"an image is blank, one colour all over; its file may be cut off ({image['source']})"
    if not told:
        return "an image that nothing describes; say in words what it shows"
    if all(_FILE_NAME.fullmatch(text) for text in told):
        return f"an image is described by a file name, {told[0]!r}; say in words what it shows"
    return None


def _count(number, what):
    """ "1 image", "2 images"."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def _digests(paths):
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def _is_root():
    """Whether the user is root, whom JupyterLab and the browser's sandbox otherwise turn away."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def main():
    parser = argparse.ArgumentParser(prog="run.py browser", description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", help="how the notebooks' names begin; without any, all")
    parser.add_argument("--pictures", metavar="FOLDER", help="save a picture of each notebook")
    chosen = parser.parse_args()
    found = [
        path for path in sorted(project.NOTEBOOKS.glob("*.ipynb")) if path.name.startswith(tuple(chosen.names or [""]))
    ]
    try:
        faults = read(found, chosen.pictures)
    except CannotRead as problem:
        sys.exit(str(problem))
    if faults or not found:
        sys.exit("\n".join(faults) or f"No notebook begins with {' or '.join(chosen.names)}.")
    print("Every notebook reads well in the browser." if not chosen.names else "They read well in the browser.")


if __name__ == "__main__":
    main()
