"use strict";
// An article: its text with the mentions of all layers, each with its value, rule, evidence and score.

/** @param {HTMLElement} main @param {About} about @param {Source} source */
function articleView(main, about, source) {
  let shown = "";
  /** @type {ReturnType<typeof reader> | null} */
  let open = null;
  /** @type {ReturnType<typeof articleList> | null} */
  let list = null;

  /** @param {URLSearchParams} params */
  return async function update(params) {
    const id = params.get("doc") || "";
    if (open && id === shown) return open(params);
    const article = id ? await source.article(id) : null;
    shown = id;
    open = null;
    if (!article) {
      if (!list || !list.element.isConnected) replace(main, (list = articleList(source)).element);
      await list.update(params, id);
      return;
    }
    replace(main);
    open = reader(main, about, article);
    open(params);
  };
}

/** The articles, as many as are asked for. @param {Source} source */
function articleList(source) {
  const field = h("input", { name: "find", autocomplete: "off", input: () => { limit = ROWS; moveTo(address("article", { find: field.value })); } });
  let limit = ROWS;
  const result = h("div", {});
  const element = h("div", { class: "articles" }, heading("Articles"),
    h("form", { class: "filters", "aria-label": "Filters", submit: (/** @type {Event} */ e) => e.preventDefault() }, labelled("Title or id", field)), result);

  /** @param {URLSearchParams} params @param {string} missing an id that no article has */
  async function update(params, missing) {
    const find = params.get("find") || "";
    if (field.value !== find) field.value = find;
    const { total, rows } = await source.documents({ find, lacks: "" }, limit);
    replace(result, missing ? h("p", { class: "none" }, "No article has the id ", said(missing), ".") : null,
      h("p", { class: "count", role: "status" }, counted(total, "article"), total > rows.length ? `, the first ${rows.length} shown` : ""),
      articleTable(rows),
      total > rows.length ? h("button", { type: "button", class: "more", click: () => { limit += ROWS; update(here().params, ""); } }, "Show more articles") : null);
  }
  return { element, update };
}

/** @param {DocumentRow[]} rows */
function articleTable(rows) {
  return table("Articles", ["Article", "Publisher", "Published", "Mentions", "Status"], rows.map((row) => [
    h("a", { href: address("article", { doc: row.id }) }, said(row.title || row.id)), said(row.publisher),
    row.published ? time(row.published) : h("span", { class: "weak" }, "undated"), String(row.n_mentions),
    [mark(row.status), row.copy_of ? [" copy of ", h("a", { href: address("article", { doc: row.copy_of }) }, said(row.copy_of))] : []].flat()]));
}

/**
 * The article in the page; what comes back shows the mention and the layers of an address.
 * @param {HTMLElement} main
 * @param {About} about
 * @param {Article} article
 */
function reader(main, about, article) {
  const text = h("div", { class: "text" }, paragraphs(article));
  const detail = h("aside", { class: "about", role: "region", "aria-label": "About the mention", "aria-live": "polite" });
  const switches = about.layers.map((layer) => h("label", { class: `switch layer-${layer}` },
    h("input", { type: "checkbox", name: layer, checked: true, change: switched }), layer,
    h("span", { class: "weak" }, ` ${article.mentions.filter((m) => m.layer === layer).length}`)));
  const step = (/** @type {string} */ word, /** @type {number} */ by, /** @type {string} */ key) =>
    h("button", { type: "button", "aria-keyshortcuts": key, click: () => go(by) }, word);
  main.append(heading(article.title || article.id), facts(article),
    h("div", { class: "tools" }, h("fieldset", { class: "switches" }, h("legend", {}, "Layers"), switches),
      h("div", { class: "steps" }, step("◂ Previous (p)", -1, "p"), step("Next (n) ▸", 1, "n"))),
    h("div", { class: "reading" }, h("div", {}, text, lackingList(article)), detail));
  const pieces = /** @type {HTMLElement[]} */ ([...text.querySelectorAll("[data-m]")]);
  let at = -1;
  let chosen = -1; // the one of the address, which stands again when the pointer leaves the text

  function switched() {
    const off = switches.map((s) => /** @type {HTMLInputElement} */ (s.querySelector("input"))).filter((box) => !box.checked);
    moveTo(changed({ off: off.map((box) => box.name).join(" ") }));
  }

  /** @param {string} layer */
  const isOn = (layer) => !text.classList.contains(`off-${layer}`);

  /** @param {number} by */
  function go(by) {
    const n = article.mentions.length;
    for (let i = 1; i <= n; i++) {
      const next = (((at < 0 && by < 0 ? 0 : at) + by * i) % n + n) % n;
      if (isOn(article.mentions[next].layer)) {
        choose(next, true);
        return;
      }
    }
  }

  /** Makes a mention the one of the address. @param {number} n @param {boolean} focus */
  function choose(n, focus) {
    const m = article.mentions[n];
    history.replaceState(null, "", changed({ at: `${m.start}-${m.end}`, layer: m.layer }));
    show((chosen = n));
    const piece = pieces.find((p) => holds(p, n));
    if (focus && piece) {
      piece.focus({ preventScroll: true });
      piece.scrollIntoView({ block: "nearest" });
    }
  }

  /** @param {HTMLElement} piece @returns {number[]} */
  const mentionsOf = (piece) => (piece.dataset.m || "").split(" ").map(Number);
  /** @param {HTMLElement} piece @param {number} n */
  const holds = (piece, n) => mentionsOf(piece).includes(n);
  /** The shortest mention of a piece of text, of those whose layer is on. @param {HTMLElement} piece */
  const innermost = (piece) => mentionsOf(piece).filter((n) => isOn(article.mentions[n].layer))
    .sort((a, b) => length(a) - length(b))[0];
  /** @param {number} n */
  const length = (n) => article.mentions[n].end - article.mentions[n].start;

  /** Shows what is known of a mention, and its arguments in the text. @param {number} n */
  function show(n) {
    at = n;
    const roles = rolesOf(article, n);
    for (const piece of pieces) {
      const role = mentionsOf(piece).map((m) => roles.get(m)).find((r) => r !== undefined);
      piece.classList.toggle("chosen", holds(piece, n));
      piece.classList.toggle("argument", role !== undefined);
      if (role !== undefined && mentionsOf(piece).some((m) => roles.has(m) && starts(piece, m))) piece.dataset.role = role;
      else delete piece.dataset.role;
      piece.tabIndex = holds(piece, n) && starts(piece, n) ? 0 : -1;
    }
    const others = overlapping(article, n).filter((m) => isOn(article.mentions[m].layer));
    replace(detail, mentionDetail(about, article, n), others.map((m) => mentionDetail(about, article, m)));
  }

  /** @param {HTMLElement} piece @param {number} m */
  const starts = (piece, m) => Number(piece.dataset.start) === article.mentions[m].start;

  for (const piece of pieces) {
    piece.addEventListener("mouseenter", () => { const n = innermost(piece); if (n !== undefined) show(n); });
    piece.addEventListener("click", () => { const n = innermost(piece); if (n !== undefined) choose(n, true); });
    piece.addEventListener("focus", () => { if (!holds(piece, at)) { const n = innermost(piece); if (n !== undefined) show(n); } });
  }
  text.addEventListener("mouseleave", () => { if (chosen >= 0 && chosen !== at) show(chosen); });
  if (pieces.length) pieces[0].tabIndex = 0;
  document.addEventListener("keydown", function keyed(event) {
    if (!text.isConnected) {
      document.removeEventListener("keydown", keyed);
      return;
    }
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.ctrlKey || event.metaKey || event.altKey || ["INPUT", "SELECT"].includes(target.tagName)) return;
    const by = { n: 1, j: 1, p: -1, k: -1 }[event.key] || (text.contains(target) ? { ArrowRight: 1, ArrowLeft: -1 }[event.key] : 0);
    if (!by) return;
    event.preventDefault();
    go(by);
  });

  /** @param {URLSearchParams} params */
  return function update(params) {
    const off = (params.get("off") || "").split(" ");
    about.layers.forEach((layer, i) => {
      text.classList.toggle(`off-${layer}`, off.includes(layer));
      /** @type {HTMLInputElement} */ (switches[i].querySelector("input")).checked = !off.includes(layer);
    });
    const [start, end] = (params.get("at") || "").split("-").map(Number);
    const layer = params.get("layer");
    const exact = article.mentions.findIndex((m) => m.start === start && m.end === end && (!layer || m.layer === layer));
    if (exact >= 0) {
      show((chosen = exact));
      pieces.find((p) => holds(p, exact))?.scrollIntoView({ block: "center" });
    } else if (at < 0) replace(detail, h("p", { class: "weak" }, "Point at a word, or go from one to the next with n and p."));
  };
}

/** @param {Article} a */
function facts(a) {
  /** @type {[string, Child][]} */
  const rows = [
    ["Id", said(a.id)], ["Publisher", said(a.publisher)],
    ["Published", a.published ? h("span", {}, time(a.published), ` (${a.published_source})`) : "on an unknown day"],
    ["Address", a.url ? outward(a.url) : null], ["Copy of", a.copy_of ? h("a", { href: address("article", { doc: a.copy_of }) }, said(a.copy_of)) : null],
    ["Status", a.status !== "ok" ? mark(a.status) : null], ["Error", a.error ? said(a.error) : null],
  ];
  return h("dl", { class: "facts" }, rows.filter(([, value]) => value).map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));
}

/**
 * The text in paragraphs, cut where a mention or a region begins or ends.
 * @param {Article} article
 */
function paragraphs(article) {
  const text = article.text, long = [...text].length;
  const cuts = new Set([0, long]);
  for (const m of article.mentions) cuts.add(m.start).add(m.end);
  for (const [start, end] of article.regions) cuts.add(start).add(end);
  const edges = [...cuts].sort((a, b) => a - b);
  const over = covering(article.mentions, edges);
  /** @type {HTMLElement[]} */
  const found = [];
  let line = h("p", { dir: "auto" });
  edges.slice(0, -1).forEach((start, i) => {
    const dull = article.regions.find(([a, b, kind]) => a <= start && start < b && (kind === "repeat" || kind === "boilerplate"));
    const lines = slice(text, start, edges[i + 1]).split("\n");
    lines.forEach((/** @type {string} */ words, /** @type {number} */ n) => {
      if (n && line.childNodes.length) {
        found.push(line);
        line = h("p", { dir: "auto" });
      }
      if (words) line.append(piece(article, over[i], start, words, n === 0, dull && dull[2]));
    });
  });
  return [...found, line];
}

/** @param {Article} article @param {number[]} over @param {number} start @param {string} words @param {boolean} first @param {string | undefined | false} dull */
function piece(article, over, start, words, first, dull) {
  if (!over.length) return dull ? h("span", { class: "dull", title: dull }, words) : document.createTextNode(words);
  const layers = [...new Set(over.map((n) => `layer-${article.mentions[n].layer}`))];
  return h("span", { class: ["m", ...layers, ...(dull ? ["dull"] : [])].join(" "), "data-m": over.join(" "), "data-start": first ? start : -1, tabindex: -1 }, words);
}

/** The mentions over each stretch between two edges. @param {Mention[]} mentions @param {number[]} edges @returns {number[][]} */
function covering(mentions, edges) {
  /** @type {number[][]} */
  const over = edges.map(() => []);
  const at = new Map(edges.map((edge, i) => [edge, i]));
  mentions.forEach((m, n) => {
    for (let i = /** @type {number} */ (at.get(m.start)); edges[i] < m.end; i++) over[i].push(n);
  });
  return over;
}

/** The mentions that a claim joins, with their roles; of another mention, the claims that it is an argument of. @param {Article} article @param {number} n */
function rolesOf(article, n) {
  /** @type {Map<number, string>} */
  const roles = new Map();
  const claim = article.claims.get(n);
  if (claim) for (const arg of claim.args) if (arg.at !== null) roles.set(arg.at, arg.role);
  return roles;
}

/** @param {Article} article @param {number} n @returns {number[]} */
function overlapping(article, n) {
  const m = article.mentions[n];
  return article.mentions.map((_, i) => i).filter((i) => i !== n && article.mentions[i].start < m.end && m.start < article.mentions[i].end);
}

/** What was found and says little: the places without a point, the counts that no claim takes. @param {Article} article */
function lackingList(article) {
  if (!article.lacking.size) return null;
  const byWord = grouped([...article.lacking], ([, word]) => word);
  return h("details", { class: "lacking" },
    h("summary", {}, `${counted(article.lacking.size, "mention lacks", "mentions lack")} something`),
    h("dl", {}, [...byWord].flatMap(([word, found]) => [h("dt", {}, word), h("dd", {}, found.map(([n], i) => [i ? ", " : "", toMention(article, n)]).flat())])));
}

/** @param {Article} article @param {number} n @param {Child} [word] its own where it is left out */
function toMention(article, n, word) {
  const m = article.mentions[n];
  const words = word === undefined ? said(slice(article.text, m.start, Math.min(m.end, m.start + 60))) : word;
  return h("a", { href: address("article", { doc: article.id, at: `${m.start}-${m.end}`, layer: m.layer }) }, words);
}

/** @param {About} about @param {Article} article @param {number} n */
function mentionDetail(about, article, n) {
  const m = article.mentions[n], claim = article.claims.get(n);
  const link = (/** @type {number} */ to, /** @type {Child} */ word) => toMention(article, to, word);
  /** @type {[string, Child | Child[]][]} */
  const rows = [
    ["value", said(m.value)], ["lacks", said(article.lacking.get(n))], ["rule", [h("code", {}, m.rule), about.rules[m.rule] ? h("span", { class: "weak" }, ` ${about.rules[m.rule]}`) : null]], ["score", m.score === null ? null : m.score.toFixed(2)],
    ["characters", `${m.start}–${m.end}`],
    ...m.evidence.map((e) => /** @type {[string, Child]} */ ([e.what, said(slice(article.text, e.start, e.end))])),
    ...(claim ? claim.args.map((a) => /** @type {[string, Child[]]} */ ([a.role, [a.at === null ? said(a.name) : link(a.at, said(a.name)), h("span", { class: "weak" }, ` ${a.basis}`)]])) : []),
    ...(claim ? claim.relations.map((r) => /** @type {[string, Child]} */ ([r.relation.replace(/_/g, " "), link(r.at, said(slice(article.text, article.mentions[r.at].start, article.mentions[r.at].end)))])) : []),
    ...(claim && claim.flags.length ? [/** @type {[string, Child[]]} */ (["flags", claim.flags.map(mark)])] : []),
    ...[...article.claims].filter(([, c]) => c.args.some((a) => a.at === n)).map(([at, c]) => /** @type {[string, Child]} */ (
      [`${c.args.filter((a) => a.at === n)[0].role} of`, link(at, said(slice(article.text, article.mentions[at].start, article.mentions[at].end)))])),
  ];
  return h("section", { class: `mention layer-${m.layer}` },
    h("h2", {}, h("span", { class: "layer" }, m.layer), " ", said(slice(article.text, m.start, Math.min(m.end, m.start + 120)))),
    h("dl", {}, rows.filter(([, value]) => value).flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)])));
}
