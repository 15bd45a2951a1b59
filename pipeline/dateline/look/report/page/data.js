"use strict";
// What the views ask for, answered from the data in the page. `look/report/gather.py` says how it is packed.

/**
 * @typedef {{id: string, type: string, mode: string | null, date_start: string | null, date_end: string | null,
 *   date_precision: string, place: string | null, place_kind: string | null, country: string | null,
 *   admin1: string | null, status: string, contested: number, n_sources: number, n_sides: number,
 *   n_documents: number, point: [number, number] | null, agent: string[], recipient: string[], patient: string[],
 *   claims: [number, number][]}} PackedEvent
 * @typedef {{item: string, unit: string, best: number | null, low: number | null, high: number | null,
 *   status: string}} Figure
 * @typedef {Omit<PackedEvent, "claims" | "point"> & {figures: Figure[]}} EventRow
 * @typedef {{doc: string, title: string, publisher: string, published: string, start: number, end: number,
 *   before: string, text: string, after: string}} Snippet
 * @typedef {Snippet & {source: string, status: string, denied: boolean, flags: string[]}} ClaimSaid
 * @typedef {{value: number | null, low: number | null, high: number | null, bound: string, source: string,
 *   side: string, differs: boolean, at: Snippet}} Statement
 * @typedef {Figure & {rule: string, said: Statement[]}} FigureSaid
 * @typedef {{row: EventRow, claims: ClaimSaid[], figures: FigureSaid[]}} EventTold
 * @typedef {{type: string, place: string, actor: string, status: string, from: string, to: string,
 *   lacks: string, contested: string}} Wanted
 * @typedef {{day: string, type: string, n: number, killed: number}} DayCount
 * @typedef {{from: string, to: string, n: number}} SpanCount
 * @typedef {{total: number, rows: EventRow[], days: DayCount[], spans: SpanCount[]}} EventList
 * @typedef {{name: string, country: string | null, kind: string | null, x: number, y: number, events: number,
 *   articles: number}} MapPoint
 * @typedef {{events: EventRow[], mentions: Snippet[], n_events: number, n_mentions: number}} There
 * @typedef {{name: string, type: string, sector: string | null, country: string | null, n_documents: number,
 *   n_mentions: number, quotes: number}} ActorRow
 * @typedef {{who: string, type: string, whom: string, n: number}} Deed
 * @typedef {{layer: string, start: number, end: number, value: string, rule: string, score: number | null,
 *   evidence: {what: string, start: number, end: number}[]}} Mention
 * @typedef {{start: number, end: number, status: string, denied: boolean, flags: string[],
 *   args: {role: string, name: string, at: number | null, basis: string}[],
 *   relations: {relation: string, at: number}[]}} Claim
 * @typedef {{id: string, title: string, publisher: string, url: string, published: string, published_source: string,
 *   status: string, error: string, language: string, copy_of: string, n_mentions: number}} DocumentRow
 * @typedef {DocumentRow & {text: string, regions: [number, number, string][], mentions: Mention[],
 *   claims: Map<number, Claim>, lacking: Map<number, string>}} Article
 * @typedef {{layer: string, rows: number, rules: number, mean: number | null, unscored: number, lacks: string,
 *   lacking: number, commonest: [string, number][]}} LayerQuality
 * @typedef {{generator: string, folder: string, documents: number, layers: string[], types: string[],
 *   statuses: string[], places: string[], actors: string[], rules: Record<string, string>,
 *   map: {width: number, height: number, land: string, borders: string, contested: string, disputed: string,
 *   divisions: string}}} About
 */

const ROWS = 100; // rows of a table that are shown at a time
const NAMED = 500; // names that a field offers, at most
const SPANS = 300; // spans of days of the timeline that are longer than a week, at most
const EXACT = 6; // days from first to last day of an event that the timeline draws, as in `Tables.deaths`
const HAPPENED = ["confirmed", "asserted", "claimed", "contested", "unverified"];

/**
 * The answers from the data in the page.
 * @param {any} data
 */
function embedded(data) {
  /** @type {string[]} */
  const strings = data.strings;
  const columns = data.events[0];
  /** @type {PackedEvent[]} */
  const events = data.events.slice(1).map((/** @type {any[]} */ values) =>
    Object.fromEntries(values.map((value, n) => [columns[n], value]))
  );
  const figures = data.figures.map((/** @type {any[]} */ f) => ({
    event: f[0], item: strings[f[1]], unit: strings[f[2]], best: f[3], low: f[4], high: f[5],
    status: strings[f[6]], rule: strings[f[7]], packed: f[8],
  }));
  const ofEvent = grouped(figures, (figure) => figure.event);
  const numbers = new Map(events.map((event, n) => [event.id, n]));
  const documents = new Map(data.documents.map((/** @type {any} */ d, /** @type {number} */ n) => [d.id, n]));
  /** @type {Map<number, Article>} */
  const read = new Map();

  /** @param {number} n @returns {Article} */
  function article(n) {
    const known = read.get(n);
    if (known) return known;
    const made = unpacked(data.documents[n], data, strings);
    read.set(n, made);
    return made;
  }

  /** @param {number} doc @param {number} mention @returns {Snippet} */
  function snippet(doc, mention) {
    const a = article(doc), m = a.mentions[mention];
    const [first, last] = around(a, m, mention);
    return {
      ...labels(a), start: m.start, end: m.end,
      before: slice(a.text, first, m.start), text: slice(a.text, m.start, m.end), after: slice(a.text, m.end, last),
    };
  }

  /** @param {number} n @returns {EventRow} */
  const row = (n) => ({ ...events[n], figures: ofEvent.get(n) || [] });

  /** @param {any} figure @returns {FigureSaid} */
  const told = (figure) => ({ ...figure, said: figure.packed.map((/** @type {any[]} */ s) => ({
    value: s[3], low: s[4], high: s[5], bound: strings[s[6]], source: strings[s[7]], side: strings[s[8]],
    differs: Boolean(s[9]), at: within(s[0], s[1], s[2]),
  })) });

  /** The sentence of a claim, with its number marked where there is one. @param {number} doc @param {number} claim @param {number | null} number */
  function within(doc, claim, number) {
    if (number === null) return snippet(doc, claim);
    const a = article(doc), m = a.mentions[number], said = a.claims.get(claim);
    const inside = said && said.start <= m.start && m.end <= said.end;
    const [first, last] = inside && said ? [said.start, said.end] : sentence(a.text, m.start, m.end);
    return {
      ...labels(a), start: m.start, end: m.end,
      before: slice(a.text, first, m.start), text: slice(a.text, m.start, m.end), after: slice(a.text, m.end, last),
    };
  }

  /** @param {number} doc @param {number} mention @returns {ClaimSaid} */
  function claimSaid(doc, mention) {
    const claim = article(doc).claims.get(mention);
    const sources = claim ? claim.args.filter((a) => a.role === "source").map((a) => a.name) : [];
    return {
      ...snippet(doc, mention), source: sources.join(" ← ") || "narrator", status: claim ? claim.status : "",
      denied: Boolean(claim && claim.denied), flags: claim ? claim.flags : [],
    };
  }

  return {
    /** @returns {Promise<About>} */
    async about() {
      const names = (/** @type {string} */ key) => unique(events.map((e) => /** @type {any} */ (e)[key]));
      return {
        ...data.about, documents: data.documents.length, layers: data.layers, map: data.map, rules: data.rules,
        types: names("type"), statuses: names("status"),
        places: unique([...names("place"), ...names("admin1"), ...names("country")]),
        actors: unique(events.flatMap((e) => [...e.agent, ...e.recipient, ...e.patient])),
      };
    },

    /** @param {Wanted} wanted @param {number} limit @returns {Promise<EventList>} */
    async events(wanted, limit) {
      const found = events.map((_, n) => n).filter((n) => matches(events[n], wanted));
      const rows = found.map(row);
      return { total: found.length, rows: rows.slice(0, limit), days: dayCounts(rows), spans: spanCounts(rows) };
    },

    /** @param {string} id @returns {Promise<EventTold | null>} */
    async event(id) {
      const n = numbers.get(id);
      if (n === undefined) return null;
      const claims = events[n].claims.map(([doc, mention]) => claimSaid(doc, mention));
      claims.sort((a, b) => (a.published || "9").localeCompare(b.published || "9"));
      return { row: row(n), claims, figures: (ofEvent.get(n) || []).map(told) };
    },

    /** The points of the map; of a large output the largest. @returns {Promise<{total: number, rows: MapPoint[]}>} */
    async points() {
      const rows = data.places.map((/** @type {any} */ p) => ({
        name: p.name, country: p.country, kind: p.kind, x: p.point[0], y: p.point[1], events: p.events.length,
        articles: new Set(p.mentions.map((/** @type {number[]} */ m) => m[0])).size,
      }));
      return { total: rows.length, rows };
    },

    /** What is at a point, the first of each. @param {string} name @param {number} x @param {number} y @returns {Promise<There>} */
    async place(name, x, y) {
      const found = data.places.filter((/** @type {any} */ p) => p.name === name && p.point[0] === x && p.point[1] === y);
      const there = found.flatMap((/** @type {any} */ p) => p.events), mentions = found.flatMap((/** @type {any} */ p) => p.mentions);
      return {
        n_events: there.length, n_mentions: mentions.length, events: there.slice(0, ROWS).map(row),
        mentions: mentions.slice(0, ROWS).map((/** @type {[number, number]} */ m) => snippet(...m)),
      };
    },

    /** The actors and the deeds of a name, the first of each; exact: it is one's whole name; names: for the field.
     * @param {string} name
     * @returns {Promise<{total: number, actors: ActorRow[], deeds: Deed[], exact: boolean, names: string[]}>} */
    async actors(name) {
      const part = name.toLowerCase();
      const found = data.actors.filter((/** @type {any} */ a) => a.name.toLowerCase().includes(part));
      const done = data.deeds.filter((/** @type {any[]} */ d) => [d[0], d[2]].some((n) => n.toLowerCase().includes(part)));
      return {
        total: found.length, exact: found.some((/** @type {any} */ a) => a.name === name),
        names: unique(found.slice(0, NAMED).map((/** @type {any} */ a) => a.name)),
        actors: found.slice(0, ROWS).map((/** @type {any} */ a) => ({ ...a, quotes: a.quotes.length })),
        deeds: done.slice(0, ROWS).map((/** @type {any[]} */ d) => ({ who: d[0], type: d[1], whom: d[2], n: d[3].length })),
      };
    },

    /** What an actor is quoted with, and where it is named. @param {string} name @returns {Promise<{quotes: Snippet[], mentions: Snippet[]}>} */
    async actor(name) {
      const found = data.actors.filter((/** @type {any} */ a) => a.name === name);
      const all = (/** @type {string} */ key) => found.flatMap((/** @type {any} */ a) => a[key]).slice(0, ROWS)
        .map((/** @type {[number, number]} */ m) => snippet(...m));
      return { quotes: all("quotes"), mentions: all("mentions") };
    },

    /** @param {number} limit @returns {Promise<{total: number, rows: {row: EventRow, figure: FigureSaid}[]}>} */
    async contradictions(limit) {
      const contested = figures.filter((/** @type {any} */ f) => f.status === "contested");
      contested.sort((/** @type {any} */ a, /** @type {any} */ b) => a.event - b.event);
      return { total: contested.length, rows: contested.slice(0, limit).map((/** @type {any} */ f) => ({ row: row(f.event), figure: told(f) })) };
    },

    /** Events that one side denies or disputes. @param {number} limit @returns {Promise<{total: number, rows: EventTold[]}>} */
    async disputed(limit) {
      const found = events.filter((event) => event.status === "contested" || event.status === "denied");
      const answers = await Promise.all(found.slice(0, limit).map((event) => this.event(event.id)));
      return { total: found.length, rows: answers.filter((told) => told !== null) };
    },

    /** @param {{find: string, lacks: string}} wanted @param {number} limit @returns {Promise<{total: number, rows: DocumentRow[]}>} */
    async documents({ find, lacks }, limit) {
      const part = find.toLowerCase();
      const found = data.documents.filter((/** @type {any} */ d) =>
        [d.title || "", d.id].some((name) => name.toLowerCase().includes(part)) &&
        (lacks !== "failed" || d.status !== "ok") && (lacks !== "day" || (d.status === "ok" && !d.published)));
      return { total: found.length, rows: found.slice(0, limit).map((/** @type {any} */ d) => ({ ...blank(d), n_mentions: d.mentions.length })) };
    },

    /** @param {string} id @returns {Promise<Article | null>} */
    async article(id) {
      const n = documents.get(id);
      return n === undefined ? null : article(/** @type {number} */ (n));
    },

    /** @returns {Promise<{layers: LayerQuality[], unclaimed: number, total: number, undated: number, unplaced: number}>} */
    async quality() {
      const layers = data.layer_quality.map((/** @type {any} */ q) => ({ ...q, lacking: q.lacking.length }));
      const none = wantedOf(new URLSearchParams());
      const count = (/** @type {string} */ lacks) => events.filter((event) => matches(event, { ...none, lacks })).length;
      return { layers, unclaimed: data.unclaimed.length, total: events.length, undated: count("day"), unplaced: count("place") };
    },

    /** The mentions of a layer that lack what they are for; of "unclaimed", counts that no claim takes.
     * @param {string} name @returns {Promise<Snippet[]>} the first of them */
    async lacking(name) {
      const layer = data.layer_quality.find((/** @type {any} */ q) => q.layer === name);
      const found = layer ? layer.lacking : name === "unclaimed" ? data.unclaimed : [];
      return found.slice(0, ROWS).map((/** @type {[number, number]} */ m) => snippet(...m));
    },
  };
}

/** @typedef {ReturnType<typeof embedded>} Source */

/** @param {any} d @returns {any} a document's row, with "" for what is not known */
function blank(d) {
  const names = ["id", "title", "publisher", "url", "published", "published_source", "status", "error", "language", "copy_of"];
  return Object.fromEntries(names.map((name) => [name, d[name] || ""]));
}

/** @param {Article} a */
function labels(a) {
  return { doc: a.id, title: a.title, publisher: a.publisher, published: a.published };
}

/**
 * A document with its mentions unpacked.
 * @param {any} d
 * @param {{layers: string[], flags: string[]}} data
 * @param {string[]} strings
 * @returns {Article}
 */
function unpacked(d, data, strings) {
  let start = 0;
  const mentions = d.mentions.map((/** @type {any[]} */ [layer, step, length, value, rule, score, ...spans]) => {
    start += step;
    const evidence = [];
    for (let i = 0; i < spans.length; i += 3) {
      const first = start + spans[i + 1];
      evidence.push({ what: strings[spans[i]], start: first, end: first + spans[i + 2] });
    }
    const end = start + length;
    return { layer: data.layers[layer], start, end, value: strings[value], rule: strings[rule], score, evidence };
  });
  const claims = new Map(Object.entries(d.claims).map(([n, packed]) => {
    const [first, length, status, denied, flags, args, relations] = /** @type {any[]} */ (packed);
    return [Number(n), {
      start: first, end: first + length, status: strings[status], denied: Boolean(denied),
      flags: flags.map((/** @type {number} */ f) => data.flags[f]),
      args: args.map((/** @type {any[]} */ a) => ({ role: strings[a[0]], name: strings[a[1]], at: a[2], basis: strings[a[3]] })),
      relations: relations.map((/** @type {any[]} */ r) => ({ relation: strings[r[0]], at: r[1] })),
    }];
  }));
  const lacking = new Map(d.lacking.map((/** @type {number[]} */ [n, word]) => [n, strings[word]]));
  return { ...blank(d), n_mentions: mentions.length, text: d.text || "", regions: d.regions, mentions, claims, lacking };
}

/**
 * Where the sentence around a mention begins and ends: that of the claim, else what lies between full stops.
 * @param {Article} a
 * @param {Mention} m
 * @param {number} n
 * @returns {[number, number]}
 */
function around(a, m, n) {
  const claim = a.claims.get(n);
  if (claim) return [Math.min(claim.start, m.start), Math.max(claim.end, m.end)];
  return sentence(a.text, m.start, m.end);
}

/** @param {string} text @param {number} start @param {number} end @returns {[number, number]} */
function sentence(text, start, end) {
  const LONGEST = 300;
  const before = slice(text, Math.max(0, start - LONGEST), start), after = slice(text, end, end + LONGEST);
  const opened = Math.max(...[". ", "! ", "? ", "\n"].map((mark) => before.lastIndexOf(mark)));
  const closed = after.search(/[.!?](\s|["”]|$)|\n/);
  const left = opened < 0 ? before : before.slice(opened + 1);
  const right = closed < 0 ? after : after.slice(0, closed + 1);
  return [start - [...left.trimStart()].length, end + [...right.trimEnd()].length];
}

/** Texts with characters outside the basic plane, as arrays of characters: offsets count characters, as in the tables. */
const SPLIT = new Map();

/** @param {string} text @param {number} start @param {number} end */
function slice(text, start, end) {
  if (!/[\ud800-\udfff]/.test(text)) return text.slice(start, end);
  let chars = SPLIT.get(text);
  if (!chars) SPLIT.set(text, (chars = [...text]));
  return chars.slice(start, end).join("");
}

/** @param {PackedEvent} event @param {Wanted} wanted */
function matches(event, wanted) {
  const holds = (/** @type {(string | null)[]} */ names, /** @type {string} */ part) =>
    names.some((name) => name && name.toLowerCase().includes(part.toLowerCase()));
  const first = event.date_start || event.date_end, last = event.date_end || event.date_start;
  return (!wanted.type || event.type === wanted.type) &&
    (!wanted.status || event.status === wanted.status) &&
    (wanted.lacks !== "day" || (!first && !last)) && (wanted.lacks !== "place" || !event.place) &&
    (!wanted.contested || Boolean(event.contested)) &&
    (!wanted.place || event.country === wanted.place.toUpperCase() || holds([event.place, event.admin1], wanted.place)) &&
    (!wanted.actor || holds([...event.agent, ...event.recipient, ...event.patient], wanted.actor)) &&
    (!wanted.from || (last !== null && last >= wanted.from)) &&
    (!wanted.to || (first !== null && first <= wanted.to));
}

/** @param {EventRow[]} rows @returns {DayCount[]} how many events a day and type, and the people killed in them */
function dayCounts(rows) {
  /** @type {Map<string, DayCount>} */
  const found = new Map();
  for (const row of rows) {
    if (!row.date_start || !row.date_end || dayNumber(row.date_end) - dayNumber(row.date_start) > EXACT) continue;
    const key = `${row.date_start} ${row.type}`;
    const at = found.get(key) || { day: row.date_start, type: row.type, n: 0, killed: 0 };
    at.n += 1;
    const killed = row.figures.find((f) => f.item === "people killed");
    if (killed && killed.best && HAPPENED.includes(row.status)) at.killed += killed.best;
    found.set(key, at);
  }
  return [...found.values()].sort((a, b) => a.day.localeCompare(b.day));
}

/** @param {EventRow[]} rows @returns {SpanCount[]} how many events a span of days that is longer than a week, the commonest first */
function spanCounts(rows) {
  /** @type {Map<string, SpanCount>} */
  const found = new Map();
  for (const row of rows) {
    if (!row.date_start || !row.date_end || dayNumber(row.date_end) - dayNumber(row.date_start) <= EXACT) continue;
    const key = `${row.date_start} ${row.date_end}`;
    const at = found.get(key) || { from: row.date_start, to: row.date_end, n: 0 };
    at.n += 1;
    found.set(key, at);
  }
  return [...found.values()].sort((a, b) => b.n - a.n || a.from.localeCompare(b.from) || a.to.localeCompare(b.to)).slice(0, SPANS);
}

/**
 * @template T, K
 * @param {T[]} items
 * @param {(item: T) => K} key
 * @returns {Map<K, T[]>}
 */
function grouped(items, key) {
  const found = new Map();
  for (const item of items) {
    const k = key(item);
    const group = found.get(k);
    if (group) group.push(item);
    else found.set(k, [item]);
  }
  return found;
}

/** @param {(string | null)[]} values @returns {string[]} what is there, once, by the alphabet */
function unique(values) {
  return /** @type {string[]} */ ([...new Set(values.filter(Boolean))]).sort(new Intl.Collator().compare);
}
