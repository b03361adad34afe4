// The strip of the explorer: a mark a claim, a lane a unit, one axis.
const least = (row) => row.value ?? row.low ?? row.high;

// On a telephone a lane's name stands above its marks, and the drawing is as wide as the screen: text keeps its size.
const drawn = (lanes, log, held, room) => {
  const narrow = room < 560,
    width = narrow ? Math.max(280, room) : 720;
  const left = narrow ? 12 : 175,
    right = width - 20,
    high = narrow ? 40 : 24,
    size = narrow ? 12 : 11,
    rows = lanes.flat();
  const ends = rows
    .flatMap((row) => (row.body === "dot" ? [least(row)] : [row.low, row.high]))
    .filter((end) => !log || end > 0);
  const from = log ? Math.floor(Math.log10(Math.min(...ends))) : Math.min(0, ...ends);
  const to = log ? Math.ceil(Math.log10(Math.max(...ends)) + 0.01) : Math.max(100, ...ends);
  const x = (value) =>
    left + ((right - left) * ((log ? Math.log10(Math.max(value, 10 ** from)) : value) - from)) / (to - from);
  const svg = (tag, set, ...inside) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(set)) made.setAttribute(name, value);
    made.append(...inside);
    return made;
  };
  const bottom = lanes.length * high,
    parts = [];
  const step = log ? Math.ceil((to - from) / (narrow ? 5 : 20)) : (to - from) / 5;
  for (let n = from; n <= to + 1e-9; n += step) {
    const value = log ? 10 ** n : Math.round(n);
    const at = x(value),
      said = value.toLocaleString("en", { notation: value >= 1e6 ? "compact" : "standard" });
    parts.push(
      svg("path", { d: `M${at} 0V${bottom}`, stroke: "currentColor", "stroke-opacity": 0.15 }),
      svg("text", { x: at, y: bottom + 14, "text-anchor": "middle", "font-size": size, fill: "currentColor" }, said),
    );
  }
  lanes.forEach((lane, n) => {
    const y = high * (n + (narrow ? 0.7 : 0.5)),
      [at, up, anchor] = narrow ? [left, -13, "start"] : [left - 10, 4, "end"];
    parts.push(
      svg(
        "text",
        { x: at, y: y + up, "text-anchor": anchor, "font-size": size, fill: "currentColor" },
        `${lane[0].unit_words} (${lane.length})`,
      ),
    );
    for (const row of lane) parts.push(mark(row, x, y, svg, held));
  });
  const units = lanes.map((lane) => `${lane.length} in ${lane[0].unit_words}`).join(", ");
  const label = `Strip of ${rows.length} claims on one ${log ? "logarithmic" : "linear"} scale: ${units}.`;
  return svg("svg", { viewBox: `0 0 ${width} ${bottom + 19}`, role: "img", "aria-label": label }, ...parts);
};

// The signs of all charts: hollow is repaired, two diamonds are two readings, a chevron or a wall is a hedge.
const mark = (row, x, y, svg, held) => {
  const colour = row.owner === "nation" ? "currentColor" : held.colours[row.owner];
  const group = svg(
    "g",
    { stroke: colour, fill: "none", "data-id": row.figure_id },
    svg("title", {}, `${row.place}: ${row.claim}`),
  );
  if (row.body !== "dot") {
    const [a, b] = [x(row.low), x(row.high)];
    const ends = { range: "m-4 0l4 -4l4 4l-4 4z", interval: "m0 -4v8" }[row.body];
    group.append(svg("path", { d: `M${a} ${y}${ends}M${b} ${y}${ends}` }));
    if (row.body === "interval") group.append(svg("path", { d: `M${a} ${y}H${b}`, "stroke-width": 2 }));
    return group;
  }
  const at = x(least(row));
  group.append(svg("circle", { cx: at, cy: y, r: 3.5, fill: row.hollow ? "none" : colour, "fill-opacity": 0.75 }));
  if (row.sign === "ring") group.append(svg("circle", { cx: at, cy: y, r: 6 }));
  const beside = at + row.side * 7.5;
  const strokes = (held.signs[row.sign] ?? []).map(
    (stroke) => `M${stroke.map(([dx, dy]) => `${beside + row.side * 3 * dx} ${y - 3 * dy}`).join("L")}`,
  );
  if (strokes.length) group.append(svg("path", { d: strokes.join("") }));
  return group;
};
