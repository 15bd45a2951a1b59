"use strict";
// Events: a timeline, filters, a table; an event opens under its row.

const FIELDS = /** @type {const} */ (["type", "place", "actor", "status", "from", "to", "lacks", "contested"]);
const COLOURS = 7; // types with a colour of their own; the others share one

/** @param {URLSearchParams} params @returns {Wanted} */
function wantedOf(params) {
  return /** @type {Wanted} */ (Object.fromEntries(FIELDS.map((name) => [name, params.get(name) || ""])));
}

/** @param {HTMLElement} main @param {About} about @param {Source} source */
function eventsView(main, about, source) {
  const form = filters(about);
  const count = h("p", { class: "count", role: "status" });
  const line = h("div", { class: "timeline" });
  const list = h("div", {});
  main.append(form, count, line, list);
  let limit = ROWS;
  let before = "";

  /** @param {URLSearchParams} params */
  async function update(params) {
    const wanted = wantedOf(params), open = params.get("event") || "";
    const asked = JSON.stringify(wanted);
    if (asked !== before) limit = ROWS;
    before = asked;
    for (const name of FIELDS) setField(form, name, wanted[name]);
    const found = await source.events(wanted, limit);
    const rows = [...found.rows];
    const told = open ? await source.event(open) : null;
    if (told && !rows.some((row) => row.id === open)) rows.unshift(told.row);
    replace(count, `${counted(found.total, "event")}${found.total > found.rows.length ? `, the first ${found.rows.length} shown` : ""}`);
    replace(line, timeline(found.days, found.total));
    for (const box of line.querySelectorAll(".scroll")) box.scrollLeft = box.scrollWidth;
    replace(list, eventTable(rows, open, told), found.total > rows.length ? more() : null);
    if (told && document.activeElement === document.body) document.getElementById("opened")?.scrollIntoView({ block: "center" });
  }

  function more() {
    return h("button", { type: "button", class: "more", click: () => { limit += ROWS; update(here().params); } },
      "Show more events");
  }
  return update;
}

/** @param {About} about */
function filters(about) {
  const list = (/** @type {string} */ id, /** @type {string[]} */ values) =>
    h("datalist", { id }, values.map((value) => h("option", { value })));
  const all = (/** @type {string[]} */ values) =>
    /** @type {[string, string][]} */ ([["", "all"], ...values.map((v) => [v, v.toLowerCase().replace(/_/g, " ")])]);
  const form = h("form", { class: "filters", "aria-label": "Filters",
      submit: (/** @type {Event} */ event) => event.preventDefault(),
      input: (/** @type {Event} */ event) => filtered(event) },
    labelled("Type", choice("type", all(about.types))),
    labelled("Place or country", h("input", { name: "place", list: "places", autocomplete: "off" })),
    labelled("Actor", h("input", { name: "actor", list: "actors", autocomplete: "off" })),
    labelled("Status", choice("status", all(about.statuses))),
    labelled("From", h("input", { name: "from", type: "date" })),
    labelled("To", h("input", { name: "to", type: "date" })),
    labelled("Lacking", choice("lacks", [["", "–"], ["day", "a day"], ["place", "a place"]])),
    h("label", { class: "tick" }, h("input", { name: "contested", type: "checkbox", value: "yes" }), "contested only"),
    h("button", { type: "button", click: () => { location.hash = address("events"); } }, "Clear"),
    list("places", about.places), list("actors", about.actors)
  );
  return form;
}

/** @param {Event} event */
function filtered(event) {
  const field = /** @type {HTMLInputElement} */ (event.target);
  const value = field.type === "checkbox" && !field.checked ? "" : field.value;
  moveTo(changed({ [field.name]: value, event: null }));
}

/** @param {HTMLFormElement} form @param {string} name @param {string} value */
function setField(form, name, value) {
  const field = /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
  if (field.type === "checkbox") field.checked = value !== "";
  else if (field.value !== value) field.value = value;
}

/** @param {EventRow[]} rows @param {string} open @param {EventTold | null} told */
function eventTable(rows, open, told) {
  const heads = ["When", "What", "Where", "Who", "How many", "Status", "Sources"];
  if (!rows.length) return h("p", { class: "none" }, "No event is like that.");
  const box = table("Events", heads, rows.map((row) => eventCells(row, row.id === open)), { class: "events" });
  const at = rows.findIndex((row) => row.id === open);
  if (at >= 0 && told) {
    const body = box.querySelectorAll("tbody tr")[at];
    body.classList.add("open");
    body.after(h("tr", { class: "detail", role: "row" }, h("td", { role: "cell", colspan: heads.length, id: "opened" }, eventDetail(told))));
  }
  return box;
}

/** @param {EventRow} row @param {boolean} open @returns {(Child | Child[])[]} */
function eventCells(row, open) {
  return [
    days(row.date_start, row.date_end),
    h("button", { type: "button", class: "opener", "aria-expanded": String(open), "aria-controls": open ? "opened" : null,
      click: () => moveTo(changed({ event: open ? null : row.id })) }, what(row.type, row.mode)),
    where(row),
    parties(row),
    row.figures.map((f) => h("div", {}, figure(f))),
    [mark(row.status), row.contested && row.status !== "contested" ? mark("contested") : null],
    `${counted(row.n_sources, "source")}${row.n_sides > 1 ? `, ${row.n_sides} sides` : ""}`,
  ];
}

/** @param {EventRow} row @returns {Child[]} */
function where(row) {
  const country = row.country && row.place_kind !== "country" ? ` ${row.country}` : "";
  return [said(row.place), country ? h("span", { class: "weak" }, country) : null];
}

/** @param {EventRow} row @returns {Child[]} */
function parties(row) {
  const names = (/** @type {string[]} */ list) => list.flatMap((name, n) => [n ? ", " : "", said(name)]);
  const to = row.recipient.length ? row.recipient : row.patient;
  return [...names(row.agent), to.length ? h("span", { class: "weak" }, row.agent.length ? " → " : "to ") : null, ...names(to)];
}

/** @param {EventTold} told */
function eventDetail(told) {
  return h("div", { class: "told" },
    told.figures.length ? h("div", {}, h("h3", {}, "Figures"), told.figures.map(figureSaid)) : null,
    h("h3", {}, counted(told.claims.length, "claim")),
    told.claims.map((claim) => quoted(claim, said(claim.source), " ", mark(claim.status),
      claim.denied ? mark("says that it did not") : null, ...claim.flags.map(mark), " in "))
  );
}

/** A figure with who says which. @param {FigureSaid} f */
function figureSaid(f) {
  return h("div", { class: "figure-said" },
    h("p", {}, figure(f), h("span", { class: "weak" }, ` ${f.rule}`)),
    h("div", { class: "statements" }, f.said.map((s) => h("div", { class: s.differs ? "statement differs" : "statement" },
      h("p", {}, h("b", {}, stated(s)), " ", said(s.source), s.side ? h("span", { class: "weak" }, ` (${s.side})`) : null,
        s.differs ? mark("differs") : null),
      quoted(s.at)))));
}

/** @param {Statement} s */
function stated(s) {
  const bound = { exact: "", approx: "about ", lower: "at least ", upper: "at most " }[s.bound];
  if (s.value !== null && bound !== undefined) return bound + number(s.value);
  return `${s.bound} ${number(s.low)} to ${number(s.high)}`;
}

/**
 * The timeline: a bar a day, week, month or year, as the span is, by type; under it people killed.
 * @param {DayCount[]} counts
 * @param {number} total events, with those that are not dated to a week
 */
function timeline(counts, total) {
  if (!counts.length) return null;
  const shown = window_(counts);
  const inside = counts.filter((c) => c.day >= shown.from && c.day <= shown.to);
  const unit = unitOf(shown.from, shown.to);
  const bins = binned(inside, unit, shown.from, shown.to);
  const totals = grouped(inside, (c) => c.type);
  const often = [...totals].map(([type, found]) => /** @type {[string, number]} */ ([type, sum(found.map((c) => c.n))]))
    .sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([type]) => type);
  const coloured = often.slice(0, COLOURS);
  const classOf = (/** @type {string} */ type) => (coloured.includes(type) ? `type-${coloured.indexOf(type)}` : "type-other");
  return h("div", {},
    h("h2", {}, `Events by ${unit}`),
    bars(bins, coloured, classOf),
    h("ul", { class: "legend", "aria-label": "Types" },
      coloured.map((type) => h("li", {}, h("a", { href: changed({ type, event: null }) },
        h("span", { class: `key ${classOf(type)}` }), type.toLowerCase().replace(/_/g, " ")))),
      often.length > COLOURS ? h("li", {}, h("span", { class: "key type-other" }), "others") : null,
      h("li", {}, h("span", { class: "key killed" }), "people killed")),
    outside(counts, shown, total));
}

/** What the timeline leaves out. @param {DayCount[]} counts @param {{from: string, to: string}} shown @param {number} total */
function outside(counts, shown, total) {
  const early = counts.filter((c) => c.day < shown.from), late = counts.filter((c) => c.day > shown.to);
  const events = (/** @type {DayCount[]} */ found) => sum(found.map((c) => c.n));
  const link = (/** @type {DayCount[]} */ found, /** @type {string} */ word) => found.length
    ? [h("a", { href: changed({ from: found[0].day, to: found[found.length - 1].day, event: null }) }, `${counted(events(found), "event")} ${word}`), ". "]
    : [];
  const vague = total - events(counts);
  return h("p", { class: "weak" }, link(early, `before ${shown.from}`), link(late, `after ${shown.to}`),
    vague ? `${counted(vague, "event")} not dated to a week: in the table only.` : null);
}

/** The days that the timeline spans: all but a few stray ones at either end. @param {DayCount[]} counts */
function window_(counts) {
  const whole = sum(counts.map((c) => c.n));
  const at = (/** @type {number} */ share) => {
    let passed = 0;
    return (counts.find((c) => (passed += c.n) >= share * whole) || counts[counts.length - 1]).day;
  };
  const first = counts[0].day, last = counts[counts.length - 1].day;
  return dayNumber(last) - dayNumber(first) < 400 ? { from: first, to: last } : { from: at(0.04), to: at(0.99) };
}

/** @param {string} day days since 1970 */
const dayNumber = (day) => Math.round(Date.parse(`${day}T00:00:00Z`) / 864e5);
/** @param {number} n */
const dayOf = (n) => new Date(n * 864e5).toISOString().slice(0, 10);
/** @param {number[]} values */
const sum = (values) => values.reduce((a, b) => a + b, 0);

/** @param {string} from @param {string} to @returns {"day" | "week" | "month" | "year"} */
function unitOf(from, to) {
  const span = dayNumber(to) - dayNumber(from);
  return span <= 92 ? "day" : span <= 800 ? "week" : span <= 4000 ? "month" : "year";
}

/** The first day of the unit that a day lies in. @param {string} day @param {string} unit */
function opening(day, unit) {
  if (unit === "month") return `${day.slice(0, 7)}-01`;
  if (unit === "year") return `${day.slice(0, 4)}-01-01`;
  if (unit === "day") return day;
  const n = dayNumber(day);
  return dayOf(n - ((n + 3) % 7)); // 1970-01-01 was a Thursday
}

/** The first day of the next unit. @param {string} day @param {string} unit */
function following(day, unit) {
  return unit === "day" ? dayOf(dayNumber(day) + 1) : opening(dayOf(dayNumber(day) + ({ week: 7, month: 32 }[unit] || 367)), unit);
}

/** @typedef {{from: string, to: string, types: Map<string, number>, n: number, killed: number}} Bin */

/** @param {DayCount[]} counts @param {string} unit @param {string} from @param {string} to @returns {Bin[]} */
function binned(counts, unit, from, to) {
  /** @type {Bin[]} */
  const bins = [];
  for (let at = opening(from, unit); at <= to; at = following(at, unit)) {
    bins.push({ from: at, to: dayOf(dayNumber(following(at, unit)) - 1), types: new Map(), n: 0, killed: 0 });
  }
  const byDay = new Map(bins.map((bin) => [bin.from, bin]));
  for (const c of counts) {
    const bin = byDay.get(opening(c.day, unit));
    if (!bin) continue;
    bin.types.set(c.type, (bin.types.get(c.type) || 0) + c.n);
    bin.n += c.n;
    bin.killed += c.killed;
  }
  return bins;
}

/** @param {Bin[]} bins @param {string[]} coloured @param {(type: string) => string} classOf */
function bars(bins, coloured, classOf) {
  const WIDTH = 1000, TOP = 14, TALL = 130, AXIS = 18, DEEP = 50;
  const most = Math.max(...bins.map((bin) => bin.n)), worst = Math.max(1, ...bins.map((bin) => bin.killed));
  const step = WIDTH / bins.length, wide = Math.min(44, Math.max(step * 0.8, 1.5));
  const order = (/** @type {string} */ type) => (coloured.indexOf(type) + COLOURS + 1) % (COLOURS + 1);
  const every = Math.ceil(64 / step);
  const drawing = svg("svg", { viewBox: `0 0 ${WIDTH} ${TOP + TALL + AXIS + DEEP}`, role: "group", "aria-label": "Timeline of events" });
  /** @type {SVGTextElement[]} */
  const numbers = []; // beside the links, whose names say them
  bins.forEach((bin, n) => {
    const x = n * step + (step - wide) / 2;
    if (n % every === 0 && n * step < WIDTH - 60) drawing.append(svg("text", { class: "axis", x: n * step + 2, y: TOP + TALL + 13 }, axis(bin)));
    if (!bin.n) return;
    const name = `${bin.from === bin.to ? bin.from : `${bin.from} to ${bin.to}`}: ${counted(bin.n, "event")}` +
      (bin.killed ? `, ${counted(bin.killed, "person", "people")} killed` : "");
    const bar = svg("a", { href: changed({ from: bin.from, to: bin.to, event: null }), "aria-label": name, class: "bar" },
      svg("title", {}, name),
      svg("rect", { class: "hit", x: n * step, y: 0, width: step, height: TOP + TALL + AXIS + DEEP }));
    let y = TOP + TALL;
    for (const [type, count] of [...bin.types].sort((a, b) => order(a[0]) - order(b[0]))) {
      const height = (count / most) * TALL;
      bar.append(svg("rect", { class: classOf(type), x, y: (y -= height), width: wide, height }));
    }
    if (step > 9) numbers.push(svg("text", { class: "number", "aria-hidden": "true", x: x + wide / 2, y: y - 3 }, bin.n));
    if (bin.killed) {
      const depth = Math.max(2, Math.sqrt(bin.killed / worst) * (DEEP - 14));
      bar.append(svg("rect", { class: "killed", x, y: TOP + TALL + AXIS, width: wide, height: depth }));
      if (step > 16) numbers.push(svg("text", { class: "number", "aria-hidden": "true", x: x + wide / 2, y: TOP + TALL + AXIS + depth + 10 }, number(bin.killed)));
    }
    drawing.append(bar);
  });
  drawing.append(...numbers, svg("line", { class: "axis", x1: 0, x2: WIDTH, y1: TOP + TALL, y2: TOP + TALL }));
  return h("div", { class: "scroll" }, drawing);
}

/** @param {Bin} bin */
function axis(bin) {
  if (bin.from.endsWith("-01-01") && bin.to.endsWith("-12-31")) return bin.from.slice(0, 4);
  const long = dayNumber(bin.to) - dayNumber(bin.from) > 7;
  return spoken(bin.from, long ? { month: "short", year: "numeric" } : { day: "numeric", month: "short", year: "2-digit" });
}
