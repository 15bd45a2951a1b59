"use strict";
// The address after # holds what is shown: #events?type=CASUALTY&from=2025-06-01, so that a view can be sent.

/** @typedef {{view: string, params: URLSearchParams}} Address */

/** @returns {Address} */
function here() {
  const [view, query] = location.hash.slice(1).split(/\?(.*)/s);
  return { view: view || "events", params: new URLSearchParams(query || "") };
}

/**
 * The address of a view; what is empty is left out.
 * @param {string} view
 * @param {Record<string, string | number | null | undefined>} [params]
 */
function address(view, params = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value !== null && value !== undefined && value !== "") query.set(name, String(value));
  }
  return `#${view}${query.size ? `?${query}` : ""}`;
}

/**
 * The address of this view with some parameters changed.
 * @param {Record<string, string | number | null | undefined>} changes
 */
function changed(changes) {
  const { view, params } = here();
  return address(view, { ...Object.fromEntries(params), ...changes });
}

/**
 * Goes there without a step in the browser's history: for filters, which change with every key.
 * @param {string} to
 */
function moveTo(to) {
  history.replaceState(null, "", to);
  window.dispatchEvent(new Event("hashchange"));
}

/**
 * A link to the characters of a document.
 * @param {string} doc
 * @param {number | null} start
 * @param {number | null} end
 * @param {...Child} children
 */
function toCharacters(doc, start, end, ...children) {
  const at = start === null || end === null ? null : `${start}-${end}`;
  return h("a", { href: address("article", { doc, at }) }, ...children);
}
