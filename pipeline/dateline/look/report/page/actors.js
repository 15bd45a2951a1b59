"use strict";
// Actors: who does what to whom, who is quoted.

/** @param {HTMLElement} main @param {About} about @param {Source} source */
function actorsView(main, about, source) {
  const field = h("input", { name: "name", list: "names", autocomplete: "off",
    input: () => moveTo(address("actors", { name: field.value })) });
  const result = h("div", {});
  const names = h("datalist", { id: "names" });
  main.append(h("form", { class: "filters", "aria-label": "Filters", submit: (/** @type {Event} */ e) => e.preventDefault() },
    labelled("Name", field), names), result);

  /** @param {URLSearchParams} params */
  return async function update(params) {
    const name = params.get("name") || "";
    if (field.value !== name) field.value = name;
    const { total, actors: shown, deeds: done, exact, names: offered } = await source.actors(name);
    replace(names, offered.map((value) => h("option", { value })));
    const known = exact ? await source.actor(name) : null;
    replace(result,
      h("h2", {}, "Who does what to whom"),
      done.length ? table("Deeds", ["Who", "Does", "To whom", "Events"], done.map((d) => [
        toActor(d.who), what(d.type, null), d.whom ? toActor(d.whom) : "",
        h("a", { href: address("events", { actor: d.who, type: d.type }) }, counted(d.n, "event"))])) : h("p", { class: "none" }, "Nothing is told of such a name."),
      h("h2", {}, "Who is named and quoted"),
      h("p", { class: "count", role: "status" }, counted(total, "actor"), total > shown.length ? `, the first ${shown.length} shown` : ""),
      table("Actors", ["Name", "Type", "Country", "Articles", "Mentions", "Quoted"], shown.map((a) => [
        toActor(a.name), [a.type, a.sector ? ` ${a.sector}` : ""], a.country || "", String(a.n_documents), h("a", { href: address("actors", { name: a.name }) }, String(a.n_mentions)),
        a.quotes ? h("a", { href: address("actors", { name: a.name }) }, counted(a.quotes, "quote")) : ""])),
      known && known.quotes.length ? [h("h2", {}, "Said by ", said(name)), ...known.quotes.map((q) => quoted(q))] : null,
      known ? [h("h2", {}, "Mentions of ", said(name)), ...known.mentions.map((m) => quoted(m))] : null);
  };
}

/** @param {string} name */
function toActor(name) {
  return h("a", { href: address("actors", { name }) }, said(name));
}
