"use strict";
// Numbers and days as people read them.

/** @param {number | null} n */
function number(n) {
  return n === null ? "?" : NUMBERS.format(n);
}

/** The lowest and highest of a figure, "" where they are its best. @param {Figure} f */
function span(f) {
  if (f.low === f.best && f.high === f.best) return "";
  if (f.low === null && f.high === null) return "about";
  if (f.high === null) return `at least ${number(f.low)}`;
  if (f.low === null) return `at most ${number(f.high)}`;
  return `${number(f.low)} to ${number(f.high)}`;
}

/**
 * A figure in words and as a range: a line from lowest to highest, a mark at the best.
 * @param {Figure} f
 */
function figure(f) {
  const words = [f.item, f.unit && f.unit !== f.item ? ` (${f.unit})` : ""];
  const between = span(f);
  return h("span", { class: `figure ${f.status}` },
    h("b", {}, f.best === null ? between || "?" : number(f.best)), " ", said(words.join("")),
    between && f.best !== null ? h("span", { class: "between" }, ` (${between})`) : null,
    f.low !== f.high ? range(f) : null,
    f.status === "contested" ? mark("contested") : null
  );
}

/** @param {Figure} f */
function range(f) {
  const WIDTH = 72, HEIGHT = 10, EDGE = 4;
  const most = Math.max(f.best || 0, f.low || 0, f.high || 0) * (f.high === null ? 1.25 : 1.05) || 1;
  const x = (/** @type {number} */ value) => EDGE + ((WIDTH - 2 * EDGE) * value) / most;
  const left = x(f.low === null ? 0 : f.low), right = f.high === null ? WIDTH - EDGE : x(f.high);
  return svg("svg", { class: "range", width: WIDTH, height: HEIGHT, viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true" },
    svg("line", { class: "track", x1: EDGE, x2: WIDTH - EDGE, y1: 5, y2: 5 }),
    svg("line", { class: "reach", x1: left, x2: right, y1: 5, y2: 5 }),
    f.high === null ? svg("path", { class: "open", d: `M${right - 3} 2l4 3l-4 3` }) : null,
    f.best === null ? null : svg("circle", { class: "best", cx: x(f.best), cy: 5, r: 3 })
  );
}

/** A word that marks a row, by colour and by its own text. @param {string} word */
function mark(word) {
  return h("span", { class: `mark ${word.replace(/[^a-z]/g, "-")}` }, word.replace(/_/g, " "));
}

/** @param {string} type @param {string | null} mode */
function what(type, mode) {
  const plain = (/** @type {string} */ word) => word.toLowerCase().replace(/_/g, " ");
  return h("span", { class: "what" }, h("b", {}, plain(type)), mode ? ` ${plain(mode)}` : "");
}

/** @param {string | null} start @param {string | null} end */
function days(start, end) {
  if (!start && !end) return h("span", { class: "weak" }, "undated");
  if (!start) return h("span", {}, "by ", time(String(end)));
  if (!end || start === end) return time(start);
  return h("span", {}, time(start), " to ", time(end));
}

/** @param {string} day */
function time(day) {
  return h("time", { datetime: day, class: "day" }, day);
}

/** How days are spoken: with the month alone, or with the day. */
const MONTHS = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", month: "short", year: "numeric" });
const DAYS = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "short", year: "2-digit" });

/** @param {string} day @param {Intl.DateTimeFormat} shape */
function spoken(day, shape) {
  return shape.format(new Date(`${day}T00:00:00Z`));
}

/** A sentence with its mention marked, and where it stands. @param {Snippet} s @param {...Child} notes */
function quoted(s, ...notes) {
  return h("figure", { class: "quoted" },
    h("blockquote", { dir: "auto" }, s.before, toCharacters(s.doc, s.start, s.end, h("mark", {}, s.text)), s.after),
    h("figcaption", {}, ...notes, said(s.publisher || s.doc), s.published ? [", ", time(s.published)] : ", undated")
  );
}
