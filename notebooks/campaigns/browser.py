"""Read the notebooks as a reader does: in JupyterLab, in a real browser.

``read_in_browser`` opens each notebook in headless Chromium (or Chrome, or
Edge), looks at the stored outputs of the untrusted file, runs all cells, looks
again, and says what is wrong. It works on a copy of the project in a temporary
folder, with settings of its own, so neither the notebooks nor the reader's
JupyterLab are touched.

The browser is driven over its own DevTools protocol with websocket-client,
which jupyter-server brings along: no driver that must match the browser's
version (selenium), no second Node of 160 MB (playwright), no downloads.
"""

import base64
import hashlib
import io
import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.request import ProxyHandler, Request, build_opener

import websocket

from campaigns.project import DATA, ROOT

#: Names a browser by its path where it is not in one of the usual places.
BROWSER_VARIABLE = "CAMPAIGNS_BROWSER"
HOW_TO_GET_A_BROWSER = f"""\
No browser was found to read the notebooks in.
Any of Chromium, Google Chrome or Microsoft Edge will do:
  Debian, Ubuntu   sudo apt-get install chromium
  Fedora           sudo dnf install chromium
  macOS            brew install --cask chromium, or install Google Chrome
  Windows          Microsoft Edge comes with it; or install Google Chrome
If it is installed in an unusual place, set {BROWSER_VARIABLE} to the path of the program."""

RUN_AGAIN = "run the notebook from its first cell and save it"

START_SECONDS = 60
#: How long one notebook may take to open, and to run.
NOTEBOOK_SECONDS = 300
WIDTH = 1400
#: A browser draws no picture of any height: taller notebooks are taken in pieces and joined.
PIECE = 8000

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge")
_MAC_APPS = ("Chromium", "Google Chrome", "Microsoft Edge")
_WINDOWS_PROGRAMS = ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe")
_WINDOWS_FOLDERS = ("ProgramFiles", "ProgramFiles(x86)", "LocalAppData")
_BROWSER_FLAGS = [
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-sync",
    "--no-default-browser-check",
    "--no-first-run",
    "--no-proxy-server",
    "--hide-scrollbars",
    "--password-store=basic",
    "--use-mock-keychain",
    "--lang=en",
    "--remote-debugging-port=0",
    # Nothing but this machine answers: a notebook must be complete without the web.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
# Rendering every cell at once, because cells outside the window would otherwise not be in the page.
_LAB_SETTINGS = {
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none", "scrollPastEnd": False},
    "@jupyterlab/docmanager-extension:plugin": {"autosave": False},
    "@jupyterlab/apputils-extension:notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
        "doNotDisturbMode": True,
    },
}
# JupyterLab itself writes alt="Image" where an HTML output has no alt text.
_NO_WORDS = {"", "image", "img", "picture", "figure", "chart", "plot", "graph"}
_FILE_NAME = re.compile(r".*\.(?:png|svg|jpe?g|gif|webp|pdf|bmp|tiff?)", re.IGNORECASE)

# What the page is asked, as JavaScript. Cells and outputs come from JupyterLab's own model, images from the
# page itself: an image counts only if it is drawn. A closed <details> is opened while its images are measured.
_OPEN = """async path => {
  await window.jupyterapp.restored;
  const panel = await window.jupyterapp.commands.execute(
    'docmanager:open', {path, factory: 'Notebook', kernel: {name: 'python3'}});
  await panel.revealed;
  await panel.sessionContext.ready;
  window.notebook = panel;
  window.jupyterapp.shell.collapseLeft();
}"""
_CLOSE = """async () => {
  await notebook.sessionContext.shutdown();
  notebook.dispose();
}"""
_RUN = """async () => {
  const {commands, shell} = window.jupyterapp;
  shell.activateById(notebook.id);
  await commands.execute('notebook:clear-all-cell-outputs');
  await commands.execute('notebook:run-all-cells');
  while (notebook.sessionContext.session?.kernel?.status === 'busy') await new Promise(r => setTimeout(r, 50));
}"""
_SETTLE = """async () => {
  const state = () => [notebook.content.node.innerHTML.length, notebook.content.node.scrollHeight,
    ...Array.from(notebook.content.node.querySelectorAll('img'), img => img.complete)].join();
  notebook.content.node.querySelectorAll('img[loading]').forEach(img => { img.loading = 'eager'; });
  const deadline = Date.now() + 20000;
  for (let calm = 0, last = ''; calm < 5 && Date.now() < deadline; last = state()) {
    await new Promise(r => setTimeout(r, 100));
    calm = state() === last && !last.includes('false') ? calm + 1 : 0;
  }
}"""
_LOOK = """() => notebook.content.widgets.map((cell, index) => {
  const text = value => Array.isArray(value) ? value.join('') : String(value ?? '');
  const outputs = cell.model.type === 'code' ? cell.model.outputs.toJSON() : [];
  const promised = output => {
    const data = output.data ?? {};
    const drawn = text(data['text/html']).match(/<(img|svg)\\b/gi)?.length ?? 0;
    if (drawn) return drawn;
    return /<figure\\b/i.test(text(data['text/html'])) || /^<Figure size /.test(text(data['text/plain']))
      || Object.keys(data).some(type => type.startsWith('image/')) ? 1 : 0;
  };
  const blank = image => {
    try {
      const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight).getContext('2d');
      canvas.drawImage(image, 0, 0);
      const data = canvas.getImageData(0, 0, image.naturalWidth, image.naturalHeight).data;
      return new Uint32Array(data.buffer).every((pixel, _, all) => pixel === all[0]);
    } catch { return false; }  // no pixels to read
  };
  const shown = cell.outputArea?.node ?? cell.node;
  const closed = [...shown.querySelectorAll('details:not([open])')];
  closed.forEach(details => { details.open = true; });
  const images = Array.from(shown.querySelectorAll('img, .jp-RenderedHTMLCommon svg'), image => {
    const box = image.getBoundingClientRect();
    const drawing = image.tagName !== 'IMG';
    return {
      blank: !drawing && blank(image),
      loads: drawing || (image.complete && image.naturalWidth > 0),
      visible: box.width > 1 && box.height > 1,
      alt: drawing ? image.getAttribute('aria-label') ?? image.querySelector('title')?.textContent
        : image.getAttribute('alt'),
      source: text(image.getAttribute('src')).replace(location.origin + '/files/', '').split('?')[0].slice(0, 60),
    };
  });
  closed.forEach(details => { details.open = false; });
  return {
    number: index + 1,
    ran: cell.model.type !== 'code' || !cell.model.sharedModel.source.trim() || cell.model.executionCount !== null,
    errors: outputs.filter(o => o.output_type === 'error').map(o => `${o.ename}: ${o.evalue}`),
    promised: outputs.reduce((sum, output) => sum + promised(output), 0),
    images,
  };
})"""
_SCROLL = """async top => {
  const outer = notebook.content.outerNode ?? notebook.content.node;
  outer.scrollTop = top;
  await new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)));
  const box = outer.getBoundingClientRect();
  const end = notebook.content.widgets.at(-1)?.node.getBoundingClientRect().bottom ?? box.bottom;
  return {x: box.x, y: box.y, width: box.width, height: box.height, scrolled: outer.scrollTop,
    total: end - box.y + outer.scrollTop + 8};
}"""

# Every call also watches for a dialog: nobody is there to answer it.
_CALL = """(async () => {
  let timer;
  const asked = new Promise((_, reject) => {
    timer = setInterval(() => {
      const dialog = document.querySelector('.jp-Dialog-content');
      if (dialog) reject(new Error(dialog.innerText.replace(/\\s+/g, ' ')));
    }, 200);
  });
  try { return await Promise.race([(%s)(%s), asked]); } finally { clearInterval(timer); }
})()"""


class BrowserError(RuntimeError):
    """The browser, JupyterLab or a page did not do what it was asked; the message says what to do."""


def read_in_browser(notebooks, screenshots=None, progress=print):
    """Open and run notebooks in JupyterLab in a headless browser and return the faults, as plain sentences.

    A fault is an error output, an image that does not load, is blank or has no size, an image without alt text or
    with a file name for one, a cell whose image is not shown or not stored, a cell that was not run, and a notebook
    file that changed.
    Each notebook is looked at twice: as stored (an untrusted file, as a fresh reader opens it) and after a run.

    notebooks: paths of .ipynb files, no two of the same name; screenshots: a folder that gets one PNG per
    notebook, of its full height after the run; progress: called with one line per notebook.
    Raises BrowserError where there is no browser or JupyterLab does not start.
    """
    notebooks = [Path(notebook).resolve() for notebook in notebooks]
    program = find_browser()
    before = _digests(notebooks)
    faults = []
    with _temporary_folder() as folder:
        _copy_project(folder / "project", notebooks)
        with _jupyterlab(folder) as (url, token), _browser(folder, program) as new_page:
            page = None
            for name in (notebook.name for notebook in notebooks):
                started = time.monotonic()
                page = page or new_page(f"{url}lab/workspaces/{secrets.token_hex(4)}?token={token}")
                try:
                    found, images = _read_notebook(page, name, screenshots)
                except BrowserError as error:
                    found, images = [str(error)], 0
                    page.close()
                    page = None  # the next notebook gets a new one
                seconds = time.monotonic() - started
                progress(f"{name}: {_count(images, 'image')}, {_count(len(found), 'fault')} ({seconds:.0f} s)")
                faults += [f"{name}, {fault}" for fault in found]
    faults += [
        f"{path.name}: the file changed while it was read; do not save it during a run, then try again"
        for path, digest in _digests(notebooks).items()
        if digest != before[path]
    ]
    return faults


def find_browser():
    """The path of a Chromium, Chrome or Edge; raises BrowserError that says how to get one."""
    named = os.environ.get(BROWSER_VARIABLE)
    if named:
        if found := shutil.which(named):
            return found
        raise BrowserError(f"{BROWSER_VARIABLE} names {named}, which is no program. Correct it or unset it.")
    for candidate in _usual_places():
        if found := shutil.which(candidate):
            return found
    raise BrowserError(HOW_TO_GET_A_BROWSER)


def faults_of(stored, after_run):
    """What is wrong with one notebook, from two looks at it (lists of cells as _LOOK returns them), as sentences."""
    when = {}
    for label, cells in (("as stored", stored), ("after a run", after_run)):
        for cell in cells:
            for fault in _faults_of_cell(cell):
                when.setdefault((cell["number"], fault), []).append(label)
    for old, new in zip(stored, after_run, strict=True):
        if new["ran"] and not new["errors"] and new["promised"] != old["promised"]:
            fault = f"the cell gives {_count(new['promised'], 'image')}, stored are {old['promised']}; {RUN_AGAIN}"
            when[new["number"], fault] = ["after a run"]
    if not_run := [cell["number"] for cell in after_run if not cell["ran"]]:
        fault = f"{_count(len(not_run), 'code cell')} from here on not run; an error or a dead kernel stopped the run"
        when[not_run[0], fault] = ["after a run"]
    return [f"cell {number}, {' and '.join(labels)}: {fault}" for (number, fault), labels in sorted(when.items())]


def _faults_of_cell(cell):
    """The faults of one cell in one look."""
    faults = [f"the output is an error, {error}" for error in cell["errors"]]
    if len(cell["images"]) < cell["promised"]:
        missing = cell["promised"] - len(cell["images"])
        faults.append(f"{_count(missing, 'image')} of the output not shown (an untrusted file shows no inline SVG)")
    return faults + [fault for image in cell["images"] if (fault := _fault_of_image(image))]


def _fault_of_image(image):
    """The first fault of one image, or None."""
    alt = (image["alt"] or "").strip()
    if not image["loads"]:
        return f"an image does not load ({image['source'] or 'it has no src'})"
    if not image["visible"]:
        return f"an image has no size ({image['source']})"
    if image["blank"]:
        return f"an image is blank, one colour all over; its file may be cut off ({image['source']})"
    if alt.lower() in _NO_WORDS:
        return "an image has no alt text; say in words what it shows"
    if _FILE_NAME.fullmatch(alt):
        return f"an image's alt text is a file name, {alt!r}; say in words what it shows"
    return None


def _count(number, what):
    """ "1 image", "2 images"."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def _read_notebook(page, name, screenshots):
    """Open, look, run and look again: the faults of one notebook and its number of images."""
    page.ask(_OPEN, f"notebooks/{name}")
    stored = page.look()
    page.ask(_RUN)
    after_run = page.look()
    if screenshots:
        page.picture(Path(screenshots) / f"{Path(name).stem}.png")
    page.ask(_CLOSE)
    return faults_of(stored, after_run), sum(len(cell["images"]) for cell in after_run)


def _digests(paths):
    """The SHA-256 of each file."""
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def _copy_project(target, notebooks):
    """Copy notebooks/, data/ and figures/ and put the notebooks to read among them; the originals stay untouched."""
    names = [notebook.name for notebook in notebooks]
    if twice := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"two notebooks are named {', '.join(sorted(twice))}; read them in two runs")
    skipped = shutil.ignore_patterns("__pycache__", ".*")
    for source, name in ((ROOT / "notebooks", "notebooks"), (DATA, "data"), (ROOT / "figures", "figures")):
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=skipped)
    if (ROOT / "CITATION.cff").exists():  # a chart's citation names the work
        shutil.copy(ROOT / "CITATION.cff", target)
    for notebook in notebooks:
        shutil.copy2(notebook, target / "notebooks" / notebook.name)


@contextmanager
def _temporary_folder():
    """A folder that goes when the work is done; a file that a dying process still holds is no reason to fail."""
    with tempfile.TemporaryDirectory(prefix="campaigns-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@contextmanager
def _jupyterlab(folder):
    """Run JupyterLab on the loopback address over folder/project; gives its address and token."""
    token = secrets.token_urlsafe(24)
    settings = folder / "config" / "labconfig" / "default_setting_overrides.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps(_LAB_SETTINGS), "utf-8")
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--expose-app-in-browser", *_as_root("--allow-root")]
    command += ["--ServerApp.ip=127.0.0.1", "--ServerApp.port=0", f"--ServerApp.root_dir={folder / 'project'}"]
    command += ["--ServerApp.terminals_enabled=False", "--LabApp.extension_manager=readonly"]
    with _process(command, folder / "jupyterlab.log", _environment(folder, token)) as server:
        address = server.wait_for(lambda: _address(folder / "runtime"), "see whether run.py lab starts")
        yield address, token
        with suppress(BrowserError):
            _http(f"{address}api/shutdown", "POST", {"Authorization": f"token {token}"})


def _environment(folder, token):
    """The environment of JupyterLab and its kernels: its own settings, and a folder of its own for exported charts."""
    # MPLBACKEND too, because the tests set it and a reader's JupyterLab has none.
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("JUPYTER", "IPYTHON")) and name != "MPLBACKEND"
    }
    return inherited | {
        "JUPYTER_TOKEN": token,
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTER_DATA_DIR": str(folder / "share"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
        "IPYTHONDIR": str(folder / "ipython"),
        "PYTHONPATH": os.pathsep.join(
            filter(None, [str(folder / "project" / "notebooks"), os.environ.get("PYTHONPATH")])
        ),
        "CAMPAIGNS_DATA": str(folder / "project" / "data"),
        "CAMPAIGNS_FIGURES": str(folder / "exported"),
    }


def _address(runtime):
    """The address that the server has written down, or None as long as it has not."""
    for file in runtime.glob("jpserver-*.json"):
        try:
            return json.loads(file.read_text("utf-8"))["url"]
        except ValueError:
            return None  # half written
    return None


@contextmanager
def _browser(folder, program):
    """Run a headless browser with a profile of its own; gives a function that opens a Page (arguments: Page's)."""
    profile = f"--user-data-dir={folder / 'profile'}"
    log = folder / "browser.log"
    command = [program, *_BROWSER_FLAGS, profile, *_as_root("--no-sandbox"), "about:blank"]
    with _process(command, log, os.environ | {"XDG_CONFIG_HOME": str(folder / "config")}) as browser:
        listening = re.compile(r"DevTools listening on (ws://(\S+?)/\S+)")
        found = browser.wait_for(
            lambda: listening.search(log.read_text("utf-8", "replace")),
            f"see whether it starts by hand, or name another one in {BROWSER_VARIABLE}",
        )
        yield lambda url, *ready: Page(found[2], url, *ready)
        with suppress(BrowserError), closing(_socket(found[1])) as socket:
            socket.send(json.dumps({"id": 1, "method": "Browser.close"}))


def _as_root(*flags):
    """The flags if the user is root, whom JupyterLab and the browser's sandbox otherwise turn away."""
    return flags if hasattr(os, "geteuid") and os.geteuid() == 0 else ()


@contextmanager
def _process(command, log, environment):
    """Run a program that writes to a log file; it is asked to end by the caller and killed if it does not."""
    with open(log, "wb") as out:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=environment, cwd=log.parent
        )
    try:
        yield _Started(process, log)
        with suppress(subprocess.TimeoutExpired):
            process.wait(15)
    finally:
        _end(process)


def _end(process):
    """End a program that is still running: with a request first, so that it ends its own children."""
    for request in (process.terminate, process.kill):
        if process.poll() is not None:
            return
        request()
        with suppress(subprocess.TimeoutExpired):
            process.wait(5)


class _Started:
    """A program that has been started and is waited for."""

    def __init__(self, process, log):
        self.process = process
        self.log = log

    def wait_for(self, sign, advice):
        """Call sign() until it gives something true; else raises BrowserError with advice and the end of the log."""
        deadline = time.monotonic() + START_SECONDS
        while self.process.poll() is None and time.monotonic() < deadline:
            if found := sign():
                return found
            time.sleep(0.05)
        why = f"did not answer in {START_SECONDS} s" if self.process.poll() is None else "ended at once"
        lines = self.log.read_text("utf-8", "replace").splitlines()[-15:]
        command = " ".join(self.process.args[:3])
        raise BrowserError("\n  ".join([f"{command} ... {why}; {advice}. The last it said was:", *lines]))


class Page:
    """One tab of the browser, spoken to in the DevTools protocol."""

    def __init__(self, host, url, ready="() => Boolean(window.jupyterapp)"):
        tab = json.loads(_http(f"http://{host}/json/new?about:blank", "PUT"))
        self.closing = f"http://{host}/json/close/{tab['id']}"
        self.socket = _socket(tab["webSocketDebuggerUrl"])
        self.sent = 0
        self.resize(PIECE // 4)
        self.command("Page.navigate", url=url)
        deadline = time.monotonic() + START_SECONDS
        while not self.ask(ready):
            if time.monotonic() > deadline:
                raise BrowserError(f"the page did not start within {START_SECONDS} s")
            time.sleep(0.1)

    def close(self):
        """Close the tab."""
        self.socket.close()
        with suppress(BrowserError):
            _http(self.closing, "GET")

    def command(self, method, **parameters):
        """Send one command and return its result; raises BrowserError if it fails or takes NOTEBOOK_SECONDS."""
        self.sent += 1
        try:
            self.socket.send(json.dumps({"id": self.sent, "method": method, "params": parameters}))
            while (answer := json.loads(self.socket.recv())).get("id") != self.sent:
                continue  # events of the page
        except websocket.WebSocketTimeoutException:
            raise BrowserError(f"not done within {NOTEBOOK_SECONDS} s; run it by hand to see why") from None
        except (websocket.WebSocketException, OSError, ValueError) as error:
            raise BrowserError(f"the browser's page broke off: {error}") from error
        if "error" in answer:
            raise BrowserError(f"the browser refused {method}: {answer['error']['message']}")
        return answer["result"]

    def ask(self, function, *arguments):
        """Call a JavaScript function in the page, wait for its promise, and return what it gives."""
        call = _CALL % (function, ", ".join(json.dumps(argument) for argument in arguments))
        result = self.command("Runtime.evaluate", expression=call, awaitPromise=True, returnByValue=True)
        if problem := result.get("exceptionDetails"):
            message = problem.get("exception", {}).get("description") or problem["text"]
            raise BrowserError(f"JupyterLab says: {message.partition(chr(10))[0]}")
        return result["result"].get("value")

    def look(self):
        """Wait until the page is calm and describe its cells."""
        self.ask(_SETTLE)
        return self.ask(_LOOK)

    def resize(self, height):
        """Make the window WIDTH by height pixels."""
        self.command(
            "Emulation.setDeviceMetricsOverride", width=WIDTH, height=height, deviceScaleFactor=1, mobile=False
        )

    def picture(self, file):
        """Save the notebook in its full height as a PNG, joined from pieces where it is taller than the window."""
        from PIL import Image  # here, because only a picture needs it

        self.resize(min(round(self.ask(_SCROLL, 0)["total"]) + 200, PIECE))
        self.ask(_SETTLE)
        view = self.ask(_SCROLL, 0)
        whole = Image.new("RGB", (round(view["width"]), round(view["total"])), "white")
        for top in range(0, round(view["total"]), max(1, int(view["height"]))):
            view = self.ask(_SCROLL, top)
            clip = {key: view[key] for key in ("x", "y", "width", "height")} | {"scale": 1}
            data = self.command("Page.captureScreenshot", format="png", clip=clip)["data"]
            whole.paste(Image.open(io.BytesIO(base64.b64decode(data))), (0, round(view["scrolled"])))
        file.parent.mkdir(parents=True, exist_ok=True)
        whole.save(file)


def _socket(url):
    """A connection to the browser; the origin is left out, because the browser turns away any it does not know."""
    try:
        return websocket.create_connection(url, timeout=NOTEBOOK_SECONDS, suppress_origin=True)
    except (OSError, websocket.WebSocketException) as error:
        raise BrowserError(f"the browser has ended or does not answer ({error}); try again") from error


def _http(url, method, headers=None):
    """Ask an address on this machine, past any proxy; raises BrowserError if nothing answers."""
    request = Request(url, method=method, headers=headers or {})
    try:
        with build_opener(ProxyHandler({})).open(request, timeout=30) as answer:
            return answer.read()
    except OSError as error:
        raise BrowserError(f"the browser or JupyterLab has ended or does not answer ({error}); try again") from error


def _usual_places():
    """Where browsers stand on Linux, macOS and Windows."""
    yield from _NAMES
    for app in _MAC_APPS:
        yield f"/Applications/{app}.app/Contents/MacOS/{app}"
    for variable in _WINDOWS_FOLDERS:
        if folder := os.environ.get(variable):
            yield from (str(Path(folder) / program) for program in _WINDOWS_PROGRAMS)
