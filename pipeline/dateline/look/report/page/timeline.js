"use strict";
// The timeline of events: bars by type, people killed under them, and spans of those that are not dated to a week.

const LANES = 5, LANE = 15; // rows of spans under the timeline, and how high one is
const LONGEST_SPAN = 800; // days of a span that is drawn; a longer one says too little of when
const COLOURS = 7; // types with a colour of their own; the others share one

/**
 * The timeline: a bar a day, week, month or year, as the span is, by type; under it people killed, and under those the
 * events that are dated to a month or a year, each from its first to its last day.
 * @param {DayCount[]} counts
 * @param {SpanCount[]} spans
 * @param {number} total events, with those that have no day
 */
function timeline(counts, spans, total) {
  if (!counts.length && !spans.length) return null;
  const shown = window_(counts.length ? counts : spans.flatMap(ends));
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
    bars(bins, coloured, classOf, inLanes(spans, shown)),
    h("ul", { class: "legend", "aria-label": "Types" },
      coloured.map((type) => h("li", {}, h("a", { href: changed({ type, event: null }) },
        h("span", { class: `key ${classOf(type)}` }), type.toLowerCase().replace(/_/g, " ")))),
      often.length > COLOURS ? h("li", {}, h("span", { class: "key type-other" }), "others") : null,
      h("li", {}, h("span", { class: "key killed" }), "people killed"),
      spans.length ? h("li", {}, h("span", { class: "key span" }), "dated to more than a week") : null),
    outside(counts, spans, shown, total));
}

/** @param {SpanCount} span */
const ends = (span) => [span.from, span.to].sort().map((day) => ({ day, type: "", n: span.n, killed: 0 }));

/**
 * The spans that the window shows a part of, in lanes where none lies over another: short ones and common ones first.
 * @param {SpanCount[]} spans
 * @param {{from: string, to: string}} shown
 * @returns {SpanCount[][]}
 */
function inLanes(spans, shown) {
  const long = (/** @type {SpanCount} */ s) => dayNumber(s.to) - dayNumber(s.from);
  /** @type {SpanCount[][]} */
  const lanes = [];
  const inside = spans.filter((s) => s.from <= shown.to && s.to >= shown.from && long(s) < LONGEST_SPAN);
  for (const span of inside.sort((a, b) => Math.floor(long(a) / 32) - Math.floor(long(b) / 32) || b.n - a.n)) {
    const lane = lanes.find((taken) => taken.every((other) => other.to < span.from || span.to < other.from));
    if (lane) lane.push(span);
    else if (lanes.length < LANES) lanes.push([span]);
  }
  return lanes;
}

/** What the timeline leaves out. @param {DayCount[]} counts @param {SpanCount[]} spans @param {{from: string, to: string}} shown @param {number} total */
function outside(counts, spans, shown, total) {
  const early = counts.filter((c) => c.day < shown.from), late = counts.filter((c) => c.day > shown.to);
  const events = (/** @type {DayCount[]} */ found) => sum(found.map((c) => c.n));
  const link = (/** @type {DayCount[]} */ found, /** @type {string} */ word) => found.length
    ? [h("a", { href: changed({ from: found[0].day, to: found[found.length - 1].day, event: null }) }, `${counted(events(found), "event")} ${word}`), ". "]
    : [];
  const drawn = sum(inLanes(spans, shown).flat().map((s) => s.n));
  const vague = total - events(counts) - drawn;
  return h("p", { class: "weak" }, link(early, `before ${shown.from}`), link(late, `after ${shown.to}`),
    vague ? `${counted(vague, "event")} without a day, or of spans for which there is no room: in the table only.` : null);
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
const dayNumber = (day) => Math.round(Date.parse(day) / 864e5); // a day alone is read as UTC
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

/** @param {Bin[]} bins @param {string[]} coloured @param {(type: string) => string} classOf @param {SpanCount[][]} lanes */
function bars(bins, coloured, classOf, lanes) {
  const WIDTH = 1000, TOP = 14, TALL = 130, AXIS = 18, DEEP = 50;
  const most = Math.max(...bins.map((bin) => bin.n)), worst = Math.max(1, ...bins.map((bin) => bin.killed));
  const step = WIDTH / bins.length, wide = Math.min(44, Math.max(step * 0.8, 1.5));
  const order = (/** @type {string} */ type) => (coloured.indexOf(type) + COLOURS + 1) % (COLOURS + 1);
  const every = Math.ceil(64 / step);
  const drawing = svg("svg", { viewBox: `0 0 ${WIDTH} ${TOP + TALL + AXIS + DEEP + lanes.length * LANE}`, role: "group", "aria-label": "Timeline of events" });
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
    if (step > 2 + 7 * String(bin.n).length) numbers.push(svg("text", { class: "number", "aria-hidden": "true", x: x + wide / 2, y: y - 3 }, bin.n));
    if (bin.killed) {
      const depth = Math.max(2, Math.sqrt(bin.killed / worst) * (DEEP - 14));
      bar.append(svg("rect", { class: "killed", x, y: TOP + TALL + AXIS, width: wide, height: depth }));
      if (step > 2 + 6.5 * number(bin.killed).length) numbers.push(svg("text", { class: "number", "aria-hidden": "true", x: x + wide / 2, y: TOP + TALL + AXIS + depth + 10 }, number(bin.killed)));
    }
    drawing.append(bar);
  });
  lanes.forEach((lane, n) => drawing.append(...lane.map((span) => spanBar(span, bins, step, TOP + TALL + AXIS + DEEP + n * LANE))));
  drawing.append(...numbers, svg("line", { class: "axis", x1: 0, x2: WIDTH, y1: TOP + TALL, y2: TOP + TALL }));
  return h("div", { class: "scroll" }, drawing);
}

/** Events of one span of days, as a line from its first to its last, as far as the drawing goes. @param {SpanCount} span @param {Bin[]} bins @param {number} step @param {number} y */
function spanBar(span, bins, step, y) {
  const at = (/** @type {string} */ day, /** @type {number} */ edge) => {
    const n = bins.findIndex((bin) => day <= bin.to);
    if (n < 0) return bins.length * step;
    const bin = bins[n], first = dayNumber(bin.from);
    return step * (n + Math.max(0, (dayNumber(day) + edge - first) / (dayNumber(bin.to) + 1 - first)));
  };
  const left = at(span.from, 0), wide = Math.max(3, at(span.to, 1) - left - 1);
  const name = `${span.from} to ${span.to}: ${counted(span.n, "event")}`;
  return svg("a", { href: changed({ from: span.from, to: span.to, event: null }), "aria-label": name, class: "bar span" },
    svg("title", {}, name),
    svg("rect", { class: "hit", x: left, y, width: wide, height: LANE }),
    svg("rect", { class: "span", x: left, y: y + 3, width: wide, height: LANE - 6, rx: 2 }),
    wide > 30 ? svg("text", { class: "number", "aria-hidden": "true", x: left + wide / 2, y: y + LANE - 3.5 }, span.n) : null);
}

/** @param {Bin} bin */
function axis(bin) {
  if (bin.from.endsWith("-01-01") && bin.to.endsWith("-12-31")) return bin.from.slice(0, 4);
  const long = dayNumber(bin.to) - dayNumber(bin.from) > 7;
  return spoken(bin.from, long ? MONTHS : DAYS);
}
