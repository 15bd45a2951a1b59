"use strict";
// Contradictions: figures that differ, side by side, with who says which; then what one side denies.

const STORIES = 20; // of each kind that are shown at a time

/** @param {HTMLElement} main @param {About} about @param {Source} source */
function contradictionsView(main, about, source) {
  let limit = STORIES;
  const more = (/** @type {number} */ total, /** @type {string} */ word) => total > limit
    ? h("button", { type: "button", class: "more", click: () => { limit += STORIES; update(); } }, word) : null;

  async function update() {
    const { total, rows: found } = await source.contradictions(limit), denied = await source.disputed(limit), disputed = denied.rows;
    replace(main, heading("Contradictions"),
      found.length || disputed.length ? null : h("p", { class: "none" }, "Nothing contradicts."),
      found.length ? h("h2", {}, "Figures that differ") : null,
      found.map(({ row, figure: f }) => h("section", { class: "contradiction" },
        headline(row), h("p", {}, figure(f), h("span", { class: "weak" }, ` best by ${f.rule}`)),
        h("div", { class: "sides" }, bySide(f).map(([side, said_]) => h("div", { class: "side" },
          h("h4", {}, side), said_.map((s) => h("div", { class: s.differs ? "statement differs" : "statement" },
            h("p", {}, h("b", {}, stated(s)), " ", said(s.source), s.differs ? mark("differs") : null), quoted(s.at)))))))),
      more(total, `Show more of ${number(total)}`),
      disputed.length ? h("h2", {}, "Denied or disputed") : null,
      disputed.map((told) => h("section", { class: "contradiction" }, headline(told.row),
        h("div", { class: "sides" }, told.claims.map((claim) => h("div", { class: claim.denied || claim.status === "denied" ? "side differs" : "side" },
          quoted(claim, said(claim.source), " ", mark(claim.status), claim.denied ? mark("says that it did not") : null, " in ")))))),
      more(denied.total, `Show more of ${number(denied.total)}`));
  }
  return update;
}

/** @param {FigureSaid} f @returns {[string, Statement[]][]} */
function bySide(f) {
  return [...grouped(f.said, (s) => s.side || "no side")];
}

/** @param {EventRow} row */
function headline(row) {
  return h("h3", {}, h("a", { href: address("events", { event: row.id }) }, days(row.date_start, row.date_end), " ", what(row.type, row.mode)),
    " ", ...where(row), " ", h("span", { class: "who" }, ...parties(row)));
}
