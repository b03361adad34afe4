// Filter the rows of every explorer of the page that is not yet at work; nothing is fetched.
for (const box of document.querySelectorAll(".claims-explorer:not([data-ready])")) {
  box.dataset.ready = "yes";
  const { columns, rows } = JSON.parse(box.querySelector('script[type="application/json"]').textContent);
  const at = Object.fromEntries(columns.map((name, n) => [name, n]));
  const choosers = [...box.querySelectorAll("[data-by]")], find = box.querySelector("[data-find]");
  const shownAtMost = 200, shown = ["claim", "metric", "place", "campaign", "period", "firmness", "source", "note"];

  const chosen = () => {
    const words = find.value.trim().toLowerCase();
    return rows.filter((row) =>
      choosers.every((c) => !c.value || row[at[c.dataset.by]] === c.value) &&
      (!words || row.join(" ").toLowerCase().includes(words)));
  };

  const cell = (row, name) => {
    const td = document.createElement("td");
    td.style.cssText = "text-align:left;vertical-align:top;min-width:7em";
    const address = row[at.address];
    if (name === "source" && /^https?:/.test(address)) {
      const link = td.appendChild(document.createElement("a"));
      Object.assign(link, { href: address, textContent: row[at[name]], target: "_blank", rel: "noopener" });
    } else td.textContent = row[at[name]];
    return td;
  };

  const draw = () => {
    const found = chosen(), table = box.querySelector("[data-table]");
    const more = found.length > shownAtMost ? `, the first ${shownAtMost} shown; all of them go into the CSV` : "";
    box.querySelector("[data-count]").textContent = `${found.length} of ${rows.length} claims${more}. Claims, not measurements.`;
    table.replaceChildren();
    const head = table.createTHead().insertRow();
    for (const name of shown) {
      const th = head.appendChild(document.createElement("th"));
      Object.assign(th, { textContent: name, scope: "col" });
      th.style.textAlign = "left";
    }
    const body = table.createTBody();
    for (const row of found.slice(0, shownAtMost)) body.insertRow().append(...shown.map((name) => cell(row, name)));
  };

  // Text that a spreadsheet would run is made text.
  const quoted = (value) => {
    const text = value === null ? "" : typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };

  const save = () => {
    const lines = [columns, ...chosen()].map((row) => row.map(quoted).join(","));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff" + lines.join("\n") + "\n"], { type: "text/csv" }));
    link.download = "claims.csv";
    link.click();
    URL.revokeObjectURL(link.href);
  };

  for (const chooser of [...choosers, find]) chooser.addEventListener("input", draw);
  box.querySelector("[data-save]").addEventListener("click", save);
  draw();
}
