"use strict";
// The page: a tab a view; the address says which, and what in it.

/** @typedef {(main: HTMLElement, about: About, source: Source) => (params: URLSearchParams) => void | Promise<void>} View */

/** @type {Record<string, [string, View]>} */
const VIEWS = {
  events: ["Events", eventsView],
  map: ["Map", mapView],
  actors: ["Actors", actorsView],
  contradictions: ["Contradictions", contradictionsView],
  article: ["Articles", articleView],
  quality: ["Quality", qualityView],
};

/** @param {string} text */
function heading(text) {
  return h("h1", {}, said(text));
}

/** @param {Source} source */
async function start(source) {
  const about = await source.about();
  const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
  const main = byId("main");
  replace(byId("folder"), about.folder);
  replace(byId("made"), `${counted(about.documents, "article")}, read by ${about.generator}. Every number leads to the characters that it came from.`);
  byId("skip").addEventListener("click", (event) => { event.preventDefault(); main.focus(); });
  let shown = "";
  /** @type {ReturnType<View> | null} */
  let update = null;

  let running = false, again = false;

  /** Shows what the address says. Where it changes before that is there, it is shown after: an answer is never of the address before. */
  async function show() {
    again = running;
    if (running) return;
    running = true;
    do {
      again = false;
      await showOnce().catch((/** @type {Error} */ error) => {
        update = null;
        replace(main, heading("No answer"), h("p", { role: "alert" }, said(error.message)), h("p", {}, "Is the server still running? "),
          h("p", {}, h("button", { type: "button", click: show }, "Try again")));
      });
    } while (again);
    running = false;
    document.body.dataset.shown = location.hash || "#";
  }

  async function showOnce() {
    const { view, params } = here();
    const known = view in VIEWS ? view : "events";
    const doc = known === "article" ? params.get("doc") : "";
    replace(byId("tabs"), Object.entries(VIEWS).map(([name, [title]]) =>
      h("a", { href: address(name), "aria-current": name === known ? "page" : null }, title)));
    if (shown !== known || !update) {
      const fresh = h("div", { class: known });
      replace(main, fresh);
      if (known === "events" || known === "map" || known === "actors") fresh.append(heading(VIEWS[known][0]));
      update = VIEWS[known][1](fresh, about, source);
      if (shown) window.scrollTo(0, 0);
      shown = known;
    }
    document.title = `${doc || VIEWS[known][0]} · ${about.folder} · Dateline`;
    await update(params);
  }
  window.addEventListener("hashchange", show);
  await show();
}
