"use strict";
// Events: a timeline, filters, a table; an event opens under its row.

const FIELDS = /** @type {const} */ (["type", "place", "actor", "status", "from", "to", "lacks", "contested"]);

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
    replace(line, timeline(found.days, found.spans, found.total));
    requestAnimationFrame(() => { // the latest days; asked for now, the widths would cost a layout more
      for (const box of line.querySelectorAll(".scroll")) box.scrollLeft = box.scrollWidth;
    });
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
