"use strict";
// The map: points by events or by articles, zoom by buttons, wheel and keys; a point opens what is there.

/** @param {HTMLElement} main @param {About} about @param {Source} source */
function mapView(main, about, source) {
  const { width, height } = about.map;
  const points = svg("g", {});
  const drawing = svg("svg", { class: "world", tabindex: 0, role: "group", "aria-label": "Map of places. Keys: plus, minus, arrows.", viewBox: `0 0 ${width} ${height}` },
    svg("path", { class: "land", d: about.map.land }),
    svg("path", { class: "disputed", d: about.map.disputed }),
    svg("path", { class: "divisions", d: about.map.divisions }),
    svg("path", { class: "borders", d: about.map.borders }),
    svg("path", { class: "borders contested", d: about.map.contested }),
    points);
  const by = choice("by", [["events", "events"], ["articles", "articles"]]);
  const note = h("span", {});
  const list = h("div", { class: "there" });
  const button = (/** @type {string} */ name, /** @type {string} */ sign, /** @type {() => void} */ click) =>
    h("button", { type: "button", "aria-label": name, title: name, click }, sign);
  main.append(
    h("form", { class: "filters", submit: (/** @type {Event} */ e) => e.preventDefault() },
      labelled("Size of points by", by)),
    h("div", { class: "map" }, drawing, h("div", { class: "zoom" },
      button("Zoom in", "+", () => closer()), button("Zoom out", "−", () => zoom(1 / 0.6)),
      button("Where the events are", "◎", () => look(home)), button("Whole world", "○", () => look([0, 0, width, height])))),
    h("p", { class: "weak" }, note, "A ring stands for a country as a whole. Fine lines: divisions of the countries that places lie in. Dashed: borders that are contested; shaded: areas that two states claim. Shapes: Natural Earth, public domain."),
    list);
  by.addEventListener("change", () => moveTo(changed({ by: by.value })));

  /** @typedef {[number, number, number, number]} Box x, y, width, height */
  /** @type {Box} */
  let box = [0, 0, width, height];
  /** @type {Box} */
  let home = box;
  /** @type {MapPoint[]} */
  let places = [];
  let chosen = "";

  /** @param {Box} to */
  function look(to) {
    const wide = Math.min(width * 1.2, Math.max(to[2], width / 120));
    const high = drawing.clientWidth ? (wide * drawing.clientHeight) / drawing.clientWidth : (wide * height) / width;
    box = [to[0] + (to[2] - wide) / 2, to[1] + (to[3] - high) / 2, wide, high];
    drawing.setAttribute("viewBox", box.map((n) => n.toFixed(1)).join(" "));
    drawPoints();
  }

  /** @param {number} factor @param {number} [x] @param {number} [y] the point that stays where it is */
  function zoom(factor, x = box[0] + box[2] / 2, y = box[1] + box[3] / 2) {
    look([x - (x - box[0]) * factor, y - (y - box[1]) * factor, box[2] * factor, box[3] * factor]);
  }

  /** Zooms in on the largest point in sight, which stays where it is. */
  function closer() {
    const inside = places.filter((p) => sizeOf(p) && p.kind !== "country" && p.x > box[0] && p.x < box[0] + box[2] && p.y > box[1] && p.y < box[1] + box[3]);
    const [at] = inside.sort((a, b) => sizeOf(b) - sizeOf(a));
    if (at) zoom(0.6, at.x, at.y);
    else zoom(0.6);
  }

  function drawPoints() {
    const scale = box[2] / (drawing.clientWidth || 1000); // units of the drawing in a pixel
    const most = Math.max(1, ...places.map(sizeOf));
    const shown = places.filter((p) => sizeOf(p)).sort((a, b) => sizeOf(b) - sizeOf(a));
    const focused = points.contains(document.activeElement) ? document.activeElement?.getAttribute("href") : null;
    replace(points, shown.map((p) => {
      const r = radius(p, most) * scale;
      const name = `${p.name}${p.country && p.kind !== "country" ? ` (${p.country})` : ""}: ${counted(p.events, "event")}, ${counted(p.articles, "article")}`;
      return svg("a", { href: changed({ place: p.name, at: `${p.x},${p.y}` }), "aria-label": name, class: p.kind === "country" ? "point country" : "point", "aria-current": chosen === `${p.name} ${p.x},${p.y}` ? "true" : null },
        svg("title", {}, name), svg("circle", { cx: p.x, cy: p.y, r, "stroke-width": (p.kind === "country" ? 2.5 : 1) * scale }));
    }));
    drawLabels(shown.slice(0, 60), most, scale);
    if (focused) [...points.querySelectorAll("a")].find((a) => a.getAttribute("href") === focused)?.focus();
  }

  /** Names beside points, the largest first, as far as there is room. @param {MapPoint[]} shown @param {number} most @param {number} scale */
  function drawLabels(shown, most, scale) {
    /** @type {[number, number, number][]} */
    const taken = [];
    for (const p of shown) {
      if (p.x < box[0] || p.x > box[0] + box[2] || p.y < box[1] || p.y > box[1] + box[3]) continue;
      const x = p.x + (radius(p, most) + 3) * scale, wide = p.name.length * 8 * scale;
      if (taken.some(([a, b, w]) => Math.abs(b - p.y) < 16 * scale && x < a + w && a < x + wide)) continue;
      taken.push([x, p.y, wide]);
      points.append(svg("text", { class: "place", x, y: p.y + 4 * scale, "font-size": 14 * scale, "stroke-width": 3 * scale, "aria-hidden": "true" }, p.name));
    }
  }

  /** In pixels. @param {MapPoint} p @param {number} most */
  const radius = (p, most) => 4 + 14 * Math.sqrt(sizeOf(p) / most);
  /** @param {MapPoint} p */
  const sizeOf = (p) => (by.value === "articles" ? p.articles : p.events);

  /** The part of the world that holds nine in ten of the points. @returns {Box} */
  function middle() {
    const found = places.filter((p) => sizeOf(p) && p.kind !== "country");
    if (!found.length) return [0, 0, width, height];
    const edge = (/** @type {number[]} */ v, /** @type {number} */ share) => v.sort((a, b) => a - b)[Math.round(share * (v.length - 1))];
    const xs = found.map((p) => p.x), ys = found.map((p) => p.y);
    const [left, right, top, bottom] = [edge(xs, 0.05), edge(xs, 0.95), edge(ys, 0.05), edge(ys, 0.95)];
    const wide = Math.max(right - left, ((bottom - top) * width) / height, width / 20) * 1.3;
    return [(left + right) / 2 - wide / 2, (top + bottom) / 2 - (wide * height) / width / 2, wide, (wide * height) / width];
  }

  drawing.addEventListener("wheel", (event) => {
    event.preventDefault();
    const edge = drawing.getBoundingClientRect();
    zoom(event.deltaY > 0 ? 1.25 : 0.8, box[0] + (box[2] * (event.clientX - edge.left)) / edge.width, box[1] + (box[3] * (event.clientY - edge.top)) / edge.height);
  }, { passive: false });
  drawing.addEventListener("keydown", (event) => {
    const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (event.key === "+" || event.key === "=") closer();
    else if (event.key === "-") zoom(1 / 0.6);
    else if (move) look([box[0] + (move[0] * box[2]) / 8, box[1] + (move[1] * box[3]) / 8, box[2], box[3]]);
    else return;
    event.preventDefault();
  });
  new ResizeObserver(() => look(box)).observe(drawing);
  dragged(drawing, (dx, dy) => look([box[0] - dx * box[2], box[1] - dy * box[3], box[2], box[3]]));

  /** @param {URLSearchParams} params */
  return async function update(params) {
    const first = !places.length;
    if (first) {
      const found = await source.points();
      places = found.rows;
      if (found.total > places.length) replace(note, `The ${counted(places.length, "largest point")} of ${number(found.total)}. `);
    }
    by.value = params.get("by") === "articles" ? "articles" : "events";
    const place = params.get("place"), [x, y] = (params.get("at") || "").split(",").map(Number);
    chosen = place ? `${place} ${x},${y}` : "";
    if (first) look((home = middle()));
    else drawPoints();
    replace(list, place && Number.isFinite(x) && Number.isFinite(y) ? there(place, await source.place(place, x, y)) : null);
  };
}

/** @param {string} name @param {There} found */
function there(name, found) {
  return h("section", { "aria-label": `What is at ${name}` },
    h("h2", {}, said(name)),
    h("h3", {}, counted(found.n_events, "event"), found.n_events > found.events.length ? `, the first ${found.events.length} shown` : ""),
    found.events.length ? table("Events there", ["When", "What", "Who", "How many", "Status"], found.events.map((row) => [
      days(row.date_start, row.date_end),
      h("a", { href: address("events", { place: row.place, event: row.id }) }, what(row.type, row.mode)),
      parties(row), row.figures.map((f) => h("div", {}, figure(f))), mark(row.status)])) : null,
    h("h3", {}, counted(found.n_mentions, "mention"), found.n_mentions > found.mentions.length ? `, the first ${found.mentions.length} shown` : ""), found.mentions.map((m) => quoted(m)));
}

/** Calls back with the share of the drawing that a pointer has moved. @param {SVGElement} drawing @param {(dx: number, dy: number) => void} moved */
function dragged(drawing, moved) {
  /** @type {[number, number] | null} */
  let from = null;
  drawing.addEventListener("pointerdown", (event) => { from = [event.clientX, event.clientY]; });
  window.addEventListener("pointerup", () => { from = null; });
  drawing.addEventListener("pointermove", (event) => {
    if (!from || !event.buttons) return;
    const edge = drawing.getBoundingClientRect();
    moved((event.clientX - from[0]) / edge.width, (event.clientY - from[1]) / edge.height);
    from = [event.clientX, event.clientY];
  });
}
