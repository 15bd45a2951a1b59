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
    const name = params.get("name") || "", part = name.toLowerCase();
    if (field.value !== name) field.value = name;
    const { actors, deeds } = await source.actors();
    const exact = actors.some((a) => a.name === name);
    if (!names.childElementCount) replace(names, actors.map((a) => h("option", { value: a.name })));
    const done = deeds.filter((d) => !part || [d.who, d.whom].some((n) => n.toLowerCase().includes(part))).slice(0, ROWS);
    const shown = actors.filter((a) => !part || a.name.toLowerCase().includes(part)).slice(0, ROWS);
    const known = exact ? await source.actor(name) : null;
    replace(result,
      h("h2", {}, "Who does what to whom"),
      done.length ? table("Deeds", ["Who", "Does", "To whom", "Events"], done.map((d) => [
        toActor(d.who), what(d.type, null), d.whom ? toActor(d.whom) : "",
        h("a", { href: address("events", { actor: d.who, type: d.type }) }, counted(d.n, "event"))])) : h("p", { class: "none" }, "Nothing is told of such a name."),
      h("h2", {}, "Who is named and quoted"),
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
