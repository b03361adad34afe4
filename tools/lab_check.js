// What tools/lab_check.py does and asks in a page of JupyterLab. Cells and outputs come from JupyterLab's own model,
// images from the page itself: an image counts only if it is drawn.
window.labCheck = {
  // Start an action; done and result() tell of its end.
  start(action) {
    Object.assign(this, { done: false, failed: null });
    action()
      .catch((problem) => {
        this.failed = problem;
      })
      .finally(() => {
        this.done = true;
      });
  },

  result() {
    if (this.failed) throw this.failed;
  },

  async openNotebook(path) {
    await jupyterapp.restored;
    const kernel = { name: "python3" };
    window.notebook = await jupyterapp.commands.execute("docmanager:open", { path, factory: "Notebook", kernel });
    await notebook.revealed;
    await notebook.sessionContext.ready;
    jupyterapp.shell.collapseLeft();
    jupyterapp.shell.activateById(notebook.id);
    await this.settle();
  },

  async runAll() {
    jupyterapp.shell.activateById(notebook.id);
    await jupyterapp.commands.execute("notebook:clear-all-cell-outputs");
    await jupyterapp.commands.execute("notebook:run-all-cells");
    const busy = () => notebook.sessionContext.session?.kernel?.status === "busy";
    while (busy()) await new Promise((wake) => setTimeout(wake, 50));
    await this.settle();
  },

  async close() {
    await notebook.sessionContext.shutdown();
    notebook.dispose();
  },

  // Wait until nothing moves and every image has loaded or failed.
  async settle() {
    const node = notebook.content.node,
      images = () => [...node.querySelectorAll("img")];
    const state = () => [node.innerHTML.length, node.scrollHeight, ...images().map((img) => img.complete)].join();
    for (const img of images()) img.loading = "eager";
    const deadline = Date.now() + 20000;
    for (let calm = 0, last = ""; calm < 5 && Date.now() < deadline; last = state()) {
      await new Promise((wake) => setTimeout(wake, 60));
      calm = state() === last && !last.includes("false") ? calm + 1 : 0;
    }
  },

  look() {
    return notebook.content.widgets.map((cell, at) => this.lookAt(cell, at + 1));
  },

  lookAt(cell, number) {
    const outputs = cell.model.type === "code" ? cell.model.outputs.toJSON() : [];
    const shown = cell.outputArea?.node ?? cell.node;
    const closed = [...shown.querySelectorAll("details:not([open])")];
    closed.forEach((details) => {
      details.open = true;
    }); // an image within has a size only then
    const images = [...shown.querySelectorAll("img, .jp-RenderedHTMLCommon svg")].map((image) =>
      this.lookAtImage(image, outputs),
    );
    closed.forEach((details) => {
      details.open = false;
    });
    return {
      number,
      images,
      ran: cell.model.type !== "code" || !cell.model.sharedModel.source.trim() || cell.model.executionCount !== null,
      errors: outputs.filter((o) => o.output_type === "error").map((o) => `${o.ename}: ${o.evalue}`),
      promised: outputs.reduce((sum, output) => sum + this.promised(output.data ?? {}), 0),
      text: outputs.map((o) => this.text(o.text) + this.text(o.data?.["text/plain"])).join("\n"),
    };
  },

  lookAtImage(image, outputs) {
    const box = image.getBoundingClientRect(),
      drawing = image.tagName !== "IMG";
    return {
      blank: !drawing && this.blank(image),
      loads: drawing || (image.complete && image.naturalWidth > 0),
      visible: box.width > 1 && box.height > 1,
      alt: drawing
        ? (image.getAttribute("aria-label") ?? image.querySelector("title")?.textContent)
        : image.getAttribute("alt"),
      below: image.closest(".jp-RenderedImage") && this.below(image.closest(".jp-OutputArea-child"), outputs),
      source: this.text(image.getAttribute("src")).replace(`${location.origin}/files/`, "").split("?")[0].slice(0, 60),
    };
  },

  // A picture that is an output of its own has no alt text in JupyterLab. What describes it is the label of a group in
  // the output right below; in an untrusted notebook, which loses labels, the same words must be in its text.
  below(child, outputs) {
    const next = child.nextElementSibling,
      at = [...child.parentElement.children].indexOf(next);
    const html = new DOMParser().parseFromString(this.text(outputs[at]?.data?.["text/html"]), "text/html");
    const label = html.querySelector('[role="group"][aria-label]')?.getAttribute("aria-label");
    const told =
      label && (next?.querySelector('[role="group"]')?.ariaLabel === label || next?.textContent.includes(label));
    return told ? label : null;
  },

  // How many images an output must show.
  promised(data) {
    const html = this.text(data["text/html"]),
      drawn = html.match(/<(img|svg)\b/gi)?.length ?? 0;
    const figure = /<figure\b/i.test(html) || /^<Figure size /.test(this.text(data["text/plain"]));
    return drawn || Number(figure || Object.keys(data).some((type) => type.startsWith("image/")));
  },

  blank(image) {
    try {
      const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight).getContext("2d");
      canvas.drawImage(image, 0, 0);
      const { buffer } = canvas.getImageData(0, 0, image.naturalWidth, image.naturalHeight).data;
      return new Uint32Array(buffer).every((pixel, _, all) => pixel === all[0]);
    } catch {
      return false;
    } // no pixels to read
  },

  text(value) {
    return Array.isArray(value) ? value.join("") : String(value ?? "");
  },
};
