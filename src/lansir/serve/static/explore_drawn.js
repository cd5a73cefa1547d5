// Draws a selection over time, or as a network, and writes the same numbers into the table below.
const figure = document.querySelector("[data-drawn]");
const canvas = figure.querySelector(".canvas");
const caption = figure.querySelector("figcaption");
const table = document.querySelector(".as-table table");
const lang = document.documentElement.lang;
const words = (key, given = {}) => {
  const found = figure.dataset[`t${key.split("_").map((part) => part[0].toUpperCase() + part.slice(1)).join("")}`];
  return Object.entries(given).reduce((text, [name, value]) => text.replace(`{${name}}`, value), found);
};
const number = (value) => value.toLocaleString(lang);
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const QUADS = {
  "verbal-cooperation": ["--vc", "dashed"], "material-cooperation": ["--mc", "solid"],
  "verbal-conflict": ["--vx", "dashed"], "material-conflict": ["--mx", "solid"],
};
const EDGES = 160;
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

function address(...terms) {
  const query = figure.dataset.query;
  const more = terms.filter((term) => term && !` ${query} `.includes(` ${term} `));
  const asked = new URLSearchParams({ q: [query, ...more].filter(Boolean).join(" ") });
  if (figure.dataset.kind !== "events") asked.set("kind", figure.dataset.kind);
  return `/explore?${asked}`;
}

function cell(row, text, { tag = "td", scope, link, numeric } = {}) {
  const made = document.createElement(tag);
  if (scope) made.scope = scope;
  if (numeric) made.className = "n";
  const inner = link ? document.createElement("a") : made;
  if (link) {
    inner.href = link;
    made.append(inner);
  }
  inner.textContent = text;
  row.append(made);
}

function head(...titles) {
  const row = document.createElement("tr");
  titles.forEach(([text, numeric]) => cell(row, text, { tag: "th", scope: "col", numeric }));
  const made = document.createElement("thead");
  made.append(row);
  return made;
}

const base = () => ({
  textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: colour("--ink") },
  tooltip: {
    renderMode: "richText", confine: true, backgroundColor: colour("--raised"), borderColor: colour("--line"),
    textStyle: { color: colour("--ink") },
  },
  legend: { type: "scroll", bottom: 6, textStyle: { color: colour("--ink") }, pageTextStyle: { color: colour("--ink") }, pageIconColor: colour("--ink"), pageIconInactiveColor: colour("--line") },
  animation: !still, animationDuration: 300,
});

const zoomed = (found) => found.times.length > 62 || found.first > 0 || found.last < found.times.length - 1;

function chartOption(found) {
  const axis = { axisLine: { lineStyle: { color: colour("--soft") } }, axisLabel: { color: colour("--soft") }, splitLine: { lineStyle: { color: colour("--line") } } };
  const shade = (series, at) => colour(QUADS[series.key]?.[0] ?? `--c${(at % 9) + 1}`);
  return {
    ...base(),
    aria: { enabled: true, label: { description: words("describe_chart") }, decal: { show: found.by === "quad" } },
    grid: { left: 8, right: 16, top: 24, bottom: zoomed(found) ? 92 : 52, containLabel: true },
    xAxis: { type: "category", data: found.labels, ...axis },
    yAxis: { type: "value", minInterval: 1, ...axis, axisLabel: { ...axis.axisLabel, formatter: number } },
    tooltip: { ...base().tooltip, trigger: "axis", axisPointer: { type: "shadow" }, order: "seriesDesc", valueFormatter: number },
    dataZoom: zoomed(found) ? [{ type: "slider", bottom: 40, height: 22, startValue: found.first, endValue: found.last, brushSelect: false, textStyle: { color: colour("--soft") } }] : [],
    series: found.series.map((series, at) => ({
      name: series.label, type: "bar", stack: "all", data: series.counts, color: shade(series, at), emphasis: { focus: "series" }, barMaxWidth: 48,
    })),
  };
}

function chartTable(found) {
  const body = document.createElement("tbody");
  found.times.forEach((time, at) => {
    const sum = found.series.reduce((all, series) => all + series.counts[at], 0);
    if (!sum) return;
    const row = document.createElement("tr");
    cell(row, found.labels[at], { tag: "th", scope: "row", link: address(found.terms[at]) });
    for (const series of found.series) {
      const count = series.counts[at];
      cell(row, number(count), { numeric: true, link: count && series.term ? address(found.terms[at], series.term) : null });
    }
    cell(row, number(sum), { numeric: true });
    body.append(row);
  });
  const titles = found.series.map((series) => [series.label, true]);
  table.replaceChildren(head([words("table_time")], ...titles, [words("table_sum"), true]), body);
}

// Where the actors stand: those with something between them near each other, the others apart (Fruchterman and Reingold).
function placed(count, edges, width, height) {
  const ideal = 0.8 * Math.sqrt((width * height) / count);
  const pairs = new Map(edges.map(({ source, target }) => [`${Math.min(source, target)} ${Math.max(source, target)}`, [source, target]]));
  const degree = Array(count).fill(0);
  for (const ends of pairs.values()) for (const end of ends) degree[end] += 1;
  const spots = degree.map((_, at) => ({ x: width / 2 + (width / 3) * Math.cos(at * 2.4), y: height / 2 + (height / 3) * Math.sin(at * 2.4), dx: 0, dy: 0 }));
  const move = (one, x, y) => { one.dx += x; one.dy += y; };
  for (let round = 0; round < 400; round += 1) {
    const step = ideal * (1 - round / 400) + 0.5;
    for (const one of spots) {
      one.dx = (width / 2 - one.x) * 0.5;
      one.dy = (height / 2 - one.y) * 0.5;
      for (const other of spots) {
        if (one === other) continue;
        const x = one.x - other.x || 0.1, y = one.y - other.y || 0.1, push = (ideal * ideal) / (x * x + y * y);
        move(one, x * push, y * push);
      }
    }
    for (const [source, target] of pairs.values()) {
      const one = spots[source], other = spots[target];
      const x = one.x - other.x, y = one.y - other.y;
      const pull = Math.hypot(x, y) / ideal / Math.sqrt(Math.min(degree[source], degree[target]));
      move(one, -x * pull, -y * pull);
      move(other, x * pull, y * pull);
    }
    for (const one of spots) {
      const far = Math.hypot(one.dx, one.dy) || 1;
      one.x += (one.dx / far) * Math.min(far, step);
      one.y += (one.dy / far) * Math.min(far, step);
    }
  }
  spread(spots, "x", width);
  spread(spots, "y", height);
  return spots;
}

// Half by distance and half by rank, so that the middle does not clump.
function spread(spots, name, size) {
  const sorted = [...spots].sort((one, other) => one[name] - other[name]);
  const low = sorted[0][name], span = sorted.at(-1)[name] - low || 1;
  sorted.forEach((one, rank) => { one[name] = size * (0.5 * ((one[name] - low) / span) + 0.5 * (rank / Math.max(sorted.length - 1, 1))); });
}

function networkOption(found) {
  const most = Math.max(...found.nodes.map((node) => node.count));
  const edges = found.edges.slice(0, EDGES);
  const drawn = new Map([...new Set(edges.flatMap((edge) => [edge.source, edge.target]))].map((at, place) => [at, place]));
  const largest = Math.max(...edges.map((edge) => edge.count), 1);
  const kinds = Object.keys(QUADS);
  const spots = placed(drawn.size, edges.map(({ source, target }) => ({ source: drawn.get(source), target: drawn.get(target) })), canvas.clientWidth, canvas.clientHeight);
  const link = (edge) => {
    const [name, line] = QUADS[edge.quad] ?? ["--c1", "solid"];
    return {
      source: String(edge.source), target: String(edge.target), value: edge.count, edge,
      lineStyle: { color: colour(name), type: line, width: 1 + 4 * Math.sqrt(edge.count / largest), curveness: 0.08 + 0.09 * Math.max(kinds.indexOf(edge.quad), 0), opacity: 0.7 },
    };
  };
  return {
    ...base(),
    aria: { enabled: true, label: { description: words("describe_network") } },
    tooltip: {
      ...base().tooltip,
      formatter: ({ dataType, data }) => dataType === "edge"
        ? `${found.nodes[data.edge.source].name} → ${found.nodes[data.edge.target].name}\n${data.edge.label}: ${words("network_times", { n: number(data.value) })}`
        : `${data.name}\n${words("network_times", { n: number(data.value) })}`,
    },
    series: [{
      type: "graph", layout: "none", roam: "move", left: 30, right: canvas.clientWidth > 600 ? 130 : 70, top: 30, bottom: 30,
      data: [...drawn].map(([at, place]) => [found.nodes[at], at, spots[place]]).map(([node, at, spot]) => ({
        id: String(at), name: node.name, value: node.count, node, x: spot.x, y: spot.y, symbolSize: 9 + 27 * Math.sqrt(node.count / most),
        itemStyle: { color: colour("--actor"), borderColor: colour("--raised"), borderWidth: 1 },
        label: { show: true, position: "right", color: colour("--ink"), textBorderColor: colour("--raised"), textBorderWidth: 3, overflow: "truncate", width: canvas.clientWidth > 600 ? 130 : 90 },
      })),
      links: edges.map(link), edgeSymbol: ["none", "arrow"], edgeSymbolSize: 7, labelLayout: { hideOverlap: true },
      emphasis: { focus: "adjacency", lineStyle: { opacity: 1 } },
    }],
  };
}

function networkTable(found) {
  const body = document.createElement("tbody");
  for (const edge of found.edges) {
    const row = document.createElement("tr");
    cell(row, found.nodes[edge.source].name, { tag: "th", scope: "row", link: address(found.nodes[edge.source].term) });
    cell(row, edge.label);
    cell(row, found.nodes[edge.target].name, { link: address(found.nodes[edge.target].term) });
    cell(row, number(edge.count), { numeric: true, link: address(edge.query) });
    body.append(row);
  }
  table.replaceChildren(head([words("table_who")], [words("table_act")], [words("table_whom")], [words("table_times"), true]), body);
}

const reached = (found) => new Set(found.edges.slice(0, EDGES).flatMap((edge) => [edge.source, edge.target])).size;

const KINDS = {
  chart: {
    option: chartOption, fill: chartTable, empty: (found) => !found.times.length,
    told: (found) => [found.undated && words("undated", { n: number(found.undated) }), found.left && words("left_out", { n: number(found.left) })],
    where: (found, { dataIndex, seriesIndex }) => address(found.terms[dataIndex], found.series[seriesIndex].term),
  },
  network: {
    option: networkOption, fill: networkTable, empty: (found) => !found.nodes.length, none: () => words("no_pairs"),
    told: (found) => [found.actors > reached(found) && words("actors_shown", { n: number(reached(found)), all: number(found.actors) }), found.edges.length > EDGES && words("edges_shown", { n: EDGES, all: number(found.edges.length) })],
    where: (found, { dataType, data }) => (dataType === "edge" ? address(data.edge.query) : address(data.node.term)),
  },
};

async function draw() {
  const kind = KINDS[figure.dataset.drawn];
  const waiting = canvas.querySelector(".waiting");
  try {
    const answer = await fetch(figure.dataset.source, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const found = await answer.json();
    const counted = words(found.complete ? "complete" : "partly", { n: number(found.counted) });
    caption.textContent = [counted, ...kind.told(found).filter(Boolean)].join(" ");
    if (kind.empty(found)) {
      waiting.textContent = kind.none?.() ?? "";
      return;
    }
    kind.fill(found);
    const area = document.createElement("div");
    area.className = "drawing-area";
    canvas.replaceChildren(area);
    const drawing = window.echarts.init(area, null, { renderer: "canvas" });
    const paint = () => drawing.setOption(kind.option(found), true);
    paint();
    drawing.on("click", (event) => { location.href = kind.where(found, event); });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
    new ResizeObserver(() => drawing.resize()).observe(area);
  } catch {
    waiting.textContent = words("failed");
  } finally {
    figure.removeAttribute("aria-busy");
  }
}

for (const form of document.querySelectorAll("form.drawing")) {
  form.addEventListener("change", () => form.requestSubmit());
}
draw();
