"use strict";
// The page of `dateline serve`: the same answers as from the data in a page, asked of its own server, page by page.

/**
 * @param {string} question
 * @param {Record<string, string | number>} [parameters] those that are empty are left out
 * @returns {Promise<any>}
 */
async function asked(question, parameters = {}) {
  const given = Object.entries(parameters).filter(([, value]) => value !== "").map(([name, value]) => [name, String(value)]);
  const answer = await fetch(`api/${question}?${new URLSearchParams(given)}`);
  const said_ = await answer.json();
  if (!answer.ok) throw new Error(said_.error);
  return said_;
}

/**
 * The rows up to a number of them, those that are there already kept: only the pages after them are asked for.
 * @template {{total: number, rows: any[]}} T
 * @param {(offset: number) => Promise<T>} page
 * @param {string} key what the rows are of; another one begins anew
 * @param {number} limit
 * @param {Map<string, T>} kept
 * @returns {Promise<T>}
 */
async function upTo(page, key, limit, kept) {
  const first = kept.get(key) || await page(0);
  kept.clear();
  kept.set(key, first);
  while (first.rows.length < Math.min(limit, first.total)) {
    const next = await page(first.rows.length);
    if (!next.rows.length) break;
    first.rows.push(...next.rows);
  }
  return { ...first, rows: first.rows.slice(0, limit) };
}

/** @returns {Source} */
function served() {
  /** @type {any} */
  let known = {};
  /** @type {Record<string, Map<string, any>>} */
  const kept = {};
  const paged = (/** @type {string} */ question, /** @type {Record<string, string | number>} */ wanted, /** @type {number} */ limit) =>
    upTo((offset) => asked(question, { ...wanted, offset }), JSON.stringify(wanted), limit, (kept[question] ||= new Map()));
  return {
    async about() {
      return (known = await asked("about"));
    },
    events: (wanted, limit) => paged("events", wanted, limit),
    event: (id) => asked("event", { id }),
    points: () => asked("points"),
    place: (name, x, y) => asked("place", { name, x, y }),
    actors: (name) => asked("actors", { name }),
    actor: (name) => asked("actor", { name }),
    contradictions: (limit) => paged("contradictions", {}, limit),
    disputed: (limit) => paged("disputed", {}, limit),
    documents: (wanted, limit) => paged("documents", wanted, limit),
    async article(id) {
      const packed = await asked("article", { id });
      return packed && unpacked(packed, known, packed.strings);
    },
    quality: () => asked("quality"),
    lacking: (layer) => asked("lacking", { layer }),
  };
}

start(served());
