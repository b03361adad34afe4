// The explorer: choose, search, sort, look, cite and save the rows that travel in the page; nothing is fetched.
const AT_ONCE = 100,
  LANES = 6,
  MOST_NAMED = 100;
const TOOLS = `<div data-tools><div data-facets></div>
  <label>Words <input type="search" data-find size="18" placeholder="in any order"></label>
  <button type="button" data-reset>Reset</button> <button type="button" data-save>Save as CSV</button></div>
  <div data-chosen></div><p data-count role="status"></p><div data-strip></div>
  <p>The same in Python: <code data-python tabindex="0" role="group" aria-label="line of Python"></code></p>
  <div data-scroll tabindex="0" role="region" aria-label="claims chosen">
    <table><thead></thead><tbody></tbody></table></div>
  <p><button type="button" data-more>Show more rows</button></p><p data-cite role="status"></p>`;

const element = (tag, set = {}, ...inside) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(set)) name in made ? (made[name] = value) : made.setAttribute(name, value);
  made.append(...inside);
  return made;
};
const folded = (text) =>
  String(text ?? "")
    .normalize("NFKC")
    .toLowerCase();
const compare = new Intl.Collator("en", { numeric: true }).compare;

const decoded = (columns) => {
  const cells = Object.entries(columns).map(([name, { held, at, cells }]) => [name, cells ?? at.map((n) => held[n])]);
  return cells[0][1].map((_, n) => Object.fromEntries(cells.map(([name, values]) => [name, values[n]])));
};

class Explorer {
  constructor(box) {
    this.box = box;
    this.held = JSON.parse(box.querySelector('script[type="application/json"]').textContent);
    this.rows = decoded(this.held.columns);
    for (const row of this.rows) row.text = folded(Object.values(row).join(" "));
    box.querySelector("[data-plain]")?.remove();
    box.insertAdjacentHTML("afterbegin", TOOLS);
    this.facets = this.held.facets.map((facet) => this.facet(...facet));
    this.find = this.part("[data-find]");
    this.find.addEventListener("input", () => this.draw());
    this.part("[data-reset]").addEventListener("click", () => this.reset());
    this.part("[data-save]").addEventListener("click", () => this.save());
    this.part("[data-more]").addEventListener("click", () => this.draw(this.limit + AT_ONCE));
    box.addEventListener("pointerdown", (event) => this.close(event.target));
    box.takesKey = (event) => this.key(event);
    this.heads();
    this.draw();
  }

  part(selector) {
    return this.box.querySelector(selector);
  }

  // A chooser: a folded list of boxes to tick, and a field that narrows it.
  facet(ask, label, key, words) {
    const names = new Map(this.rows.map((row) => [row[key], row[words]]));
    const facet = { ask, label, key, chosen: new Set(), options: [] };
    const list = element("ul"),
      told = element("span");
    for (const [value, name] of [...names].sort((a, b) => compare(a[1], b[1]))) {
      const tick = element("input", { type: "checkbox" }),
        count = element("span");
      const line = element("li", {}, element("label", {}, tick, name || "not known", count));
      tick.addEventListener("change", () => {
        facet.chosen[tick.checked ? "add" : "delete"](value);
        this.draw();
      });
      facet.options.push({ value, name: name || "not known", tick, count, line });
      list.append(line);
    }
    const narrow = element("input", {
      type: "search",
      placeholder: "narrow the list",
      "aria-label": `narrow the list ${label}`,
    });
    narrow.addEventListener("input", () => this.tell(facet));
    const none = element("p", { hidden: true, role: "status" });
    const fold = element("details", {}, element("summary", {}, label, told), element("div", {}, narrow, none, list));
    fold.addEventListener("toggle", () => fold.open && document.activeElement === fold.firstChild && narrow.focus());
    this.part("[data-facets]").append(fold);
    return Object.assign(facet, { narrow, told, fold, none });
  }

  heads() {
    const head = this.part("thead").insertRow();
    this.headings = this.held.shown.map(([name, label, by]) => {
      const button = element("button", { type: "button" }, label),
        th = element("th", { scope: "col" }, button);
      button.addEventListener("click", () => {
        this.order = { by, down: this.order?.by === by && !this.order.down };
        this.draw();
      });
      head.append(th);
      return { th, by };
    });
  }

  reset() {
    for (const facet of this.facets) {
      facet.chosen.clear();
      facet.narrow.value = "";
      for (const { tick } of facet.options) tick.checked = false;
    }
    this.find.value = "";
    this.order = null;
    this.draw();
  }

  // Rows that hold every word and, of each chooser but one, a chosen value.
  passing(except) {
    const words = folded(this.find.value)
      .split(/[\s,，、]+/)
      .filter(Boolean);
    return this.rows.filter(
      (row) =>
        words.every((word) => row.text.includes(word)) &&
        this.facets.every((f) => f === except || !f.chosen.size || f.chosen.has(row[f.key])),
    );
  }

  draw(limit = AT_ONCE) {
    this.limit = limit;
    this.found = this.passing();
    if (this.order) this.sort(this.order);
    for (const facet of this.facets) this.count(facet);
    const all = this.rows.length.toLocaleString("en");
    this.part("[data-count]").textContent =
      `${this.found.length.toLocaleString("en")} of ${all} claims. Claims, not measurements.`;
    this.chips();
    this.part("[data-python]").textContent = this.python();
    this.part("[data-strip]").replaceChildren(...this.strip());
    this.table();
  }

  sort({ by, down }) {
    const blank = (cell) => cell === null || cell === "";
    const turn = down ? -1 : 1; // blanks stand last, whichever way
    this.found.sort(({ [by]: a }, { [by]: b }) =>
      blank(a) || blank(b) ? blank(a) - blank(b) : turn * (typeof a === "number" ? a - b : compare(a, b)),
    );
  }

  // How many rows each value of a chooser would give, with all other choosers as they are.
  count(facet) {
    const counts = new Map();
    for (const row of this.passing(facet)) counts.set(row[facet.key], (counts.get(row[facet.key]) ?? 0) + 1);
    for (const option of facet.options) {
      option.rows = counts.get(option.value) ?? 0;
      option.count.textContent = option.rows.toLocaleString("en");
    }
    facet.told.textContent = facet.chosen.size ? ` (${facet.chosen.size})` : "";
    this.tell(facet);
  }

  tell(facet) {
    const wanted = folded(facet.narrow.value).split(/\s+/).filter(Boolean);
    const offered = facet.options.filter(({ rows }) => rows);
    const hits = offered.filter(({ name }) => wanted.every((word) => folded(name).includes(word)));
    const near = hits.length ? [] : offered.filter(({ name }) => wanted.every((word) => isNear(word, name)));
    const shown = new Set(hits.length ? hits : near);
    for (const option of facet.options) option.line.hidden = !option.tick.checked && !shown.has(option);
    const missing = offered.length ? `No “${facet.narrow.value.trim()}” here.` : "Nothing left to choose.";
    facet.none.textContent = hits.length ? "" : missing + (near.length ? " Near it:" : "");
    facet.none.hidden = hits.length > 0;
  }

  chips() {
    const chosen = this.facets.flatMap((f) =>
      f.options
        .filter((option) => option.tick.checked)
        .map((option) => {
          const chip = element(
            "button",
            { type: "button", "aria-label": `without ${f.label}: ${option.name}` },
            `${option.name} ×`,
          );
          chip.addEventListener("click", () => {
            option.tick.click();
            this.find.focus();
          });
          return chip;
        }),
    );
    this.part("[data-chosen]").replaceChildren(...chosen);
  }

  // The line that chooses the same rows with the package.
  python() {
    const text = (value) => (value === "" ? "None" : JSON.stringify(value));
    const given = (ask, values) => `${ask}=${values.length > 1 ? `[${values.join(", ")}]` : values[0]}`;
    const named = () =>
      this.found.length > MOST_NAMED
        ? `# words name their rows one by one, ${MOST_NAMED} at most: choose fewer`
        : `record.select(${given(
            "figure_id",
            this.found.map((row) => text(row.figure_id)),
          )})`;
    if (!this.found.length) return "# nothing is chosen";
    const all = !this.find.value.trim() && !this.facets.some((f) => f.chosen.size);
    if (this.find.value.trim() || (!this.held.whole && !all)) return named();
    const asked = this.facets
      .filter((f) => f.chosen.size)
      .map((f) => {
        const values = [...f.chosen].sort(compare);
        if (f.ask === "year")
          return given(
            "year",
            values.map((year) => year || "None"),
          );
        if (f.ask !== "province" || !f.chosen.has("CN")) return given(f.ask, values.map(text));
        if (values.length === 1) return given("area_id", [text("CN")]);
        const areas = new Set(this.rows.filter((row) => f.chosen.has(row.region_id)).map((row) => row.area_id));
        return given("area_id", [...areas].sort(compare).map(text));
      });
    const twice = asked.filter((one) => one.startsWith("area_id=")).length > 1; // one name can be given once
    return twice ? named() : `record.select(${asked.join(", ")})`;
  }

  table() {
    for (const { th, by } of this.headings)
      th.ariaSort = this.order?.by === by ? (this.order.down ? "descending" : "ascending") : "none";
    this.part("tbody").replaceChildren(
      ...this.found
        .slice(0, this.limit)
        .map((row) =>
          element(
            "tr",
            {},
            ...this.held.shown.map(([name], n) =>
              n ? element("td", { className: name }, this.cell(row, name)) : element("th", { scope: "row" }, row[name]),
            ),
          ),
        ),
    );
    this.part("[data-more]").hidden = this.found.length <= this.limit;
  }

  cell(row, name) {
    if (name === "source" && /^https?:/.test(row.address))
      return element("a", { href: row.address, target: "_blank", rel: "noopener" }, row.source);
    if (name !== "figure_id") return row[name] ?? "";
    const cite = element("button", { type: "button", "aria-label": `cite ${row.figure_id}` }, row.figure_id);
    cite.addEventListener("click", () => this.cite(row));
    return cite;
  }

  cite(row) {
    const printed = row.printed ? ` (printed: “${row.printed}”)` : "";
    const where = row.address ? ` ${row.address}.` : "";
    const words =
      `${row.claimant}: ${row.what}, ${row.place}, ${row.period}: ${row.claim}${printed}. ${row.source}.${where} ` +
      `In: ${this.held.work}, ${row.figure_id}.`;
    this.part("[data-cite]").textContent = words;
    navigator.clipboard?.writeText(words).catch(() => {}); // where it may: the words stand on the page anyway
  }

  // One axis for all that is drawn, a lane a unit: counts by powers of ten, or percent by equal steps.
  strip() {
    const drawable = this.found.filter((row) => row.body !== "none");
    const percent = drawable.filter((row) => row.unit === "percent");
    const counts = drawable.filter((row) => !/^(percent|rank)/.test(row.unit) && least(row) > 0);
    const log = counts.length >= percent.length,
      units = new Map();
    for (const row of log ? counts : percent) units.set(row.unit, [...(units.get(row.unit) ?? []), row]);
    const lanes = [...units.values()].sort((a, b) => b.length - a.length).slice(0, LANES);
    const rows = lanes.flat(),
      rest = this.found.length - rows.length;
    const note =
      (log ? "Each step on the scale is ten times the last." : "Percent, in equal steps.") +
      " Lanes count different things. " +
      "Chevron: more than, at least (underlined); tick: nearly, up to (underlined); ring: about; " +
      "hollow: repaired; diamonds: one reading or the other." +
      (rest ? ` ${rest.toLocaleString("en")} more claims are not on it.` : "");
    return rows.length < 2 ? [] : [drawn(lanes, log, this.held, this.part("[data-strip]").clientWidth || 720), element("small", {}, note)];
  }

  save() {
    // Text that a spreadsheet would run is made text.
    const quoted = (value) => {
      const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value ?? "");
      return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    };
    const lines = [this.held.saved, ...this.found.map((row) => this.held.saved.map((name) => row[name]))];
    const text = lines.map((cells) => `${cells.map(quoted).join(",")}\n`).join("");
    const link = element("a", {
      download: "claims.csv",
      href: URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv" })),
    });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  close(except) {
    for (const { fold } of this.facets) if (fold.open && !fold.contains(except)) fold.open = false;
  }

  // Arrows go through an open list, letters narrow it, Enter ticks, Escape closes it.
  key(event) {
    const fold = event.target.closest("details"),
      facet = this.facets.find((one) => one.fold === fold);
    if (!facet) return;
    const ticks = facet.options.filter(({ line }) => !line.hidden).map(({ tick }) => tick);
    const stops = [fold.firstChild, facet.narrow, ...ticks],
      at = stops.indexOf(event.target);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      this.close(fold);
      fold.open = true;
      stops[Math.max(0, Math.min(stops.length - 1, at + step))].focus();
    } else if (event.key === "Escape") {
      fold.open = false;
      fold.firstChild.focus();
    } else if (event.key === "Enter" && at > 0) (at > 1 ? stops[at] : ticks[0])?.click();
    else {
      if (event.key === "Enter") this.close(fold);
      const isLetter = /^[^ ]$/u.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (isLetter && at !== 1 && (fold.open || at > 1)) facet.narrow.focus(); // which then gets the letter
      return;
    }
    event.preventDefault();
  }
}

// Keys pressed here are for the explorer: JupyterLab's shortcuts would delete the cell on "d", "d".
if (!window.claimsExplorerHasKeys) {
  window.claimsExplorerHasKeys = true;
  window.addEventListener(
    "keydown",
    (event) => {
      const box = event.target.closest?.(".claims-explorer");
      if (!box || ((event.ctrlKey || event.metaKey) && event.key === "s")) return; // saving stays JupyterLab's
      event.stopPropagation();
      box.takesKey?.(event);
    },
    true,
  );
}

for (const box of document.querySelectorAll(".claims-explorer:not([data-ready])")) {
  box.dataset.ready = "yes";
  new Explorer(box);
}
