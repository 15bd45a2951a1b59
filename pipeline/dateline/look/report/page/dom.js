"use strict";
// Elements. Text reaches the page by textContent alone, and attributes are named by the code, never by the data.

/** @typedef {Node | string | number | null | undefined | false} Child */
/** @typedef {Record<string, string | number | boolean | null | undefined | ((event: any) => void)>} Attributes */

const SVG = "http://www.w3.org/2000/svg";

/**
 * An element of HTML. An attribute that is null or false is left out; a function listens to the event of its name.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Attributes} [attributes]
 * @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[K]}
 */
function h(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/**
 * An element of SVG.
 * @template {keyof SVGElementTagNameMap} K
 * @param {K} tag
 * @param {Attributes} [attributes]
 * @param {...(Child | Child[])} children
 * @returns {SVGElementTagNameMap[K]}
 */
function svg(tag, attributes = {}, ...children) {
  return filled(/** @type {SVGElementTagNameMap[K]} */ (document.createElementNS(SVG, tag)), attributes, children);
}

/**
 * @template {Element} E
 * @param {E} element
 * @param {Attributes} attributes
 * @param {(Child | Child[])[]} children
 * @returns {E}
 */
function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  put(element, children);
  return element;
}

/**
 * Adds children; strings and numbers become text.
 * @param {Element} element
 * @param {(Child | Child[])[]} children
 */
function put(element, children) {
  for (const child of children.flat()) {
    if (child === null || child === undefined || child === false || child === "") continue;
    element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

/**
 * The children of an element, replaced.
 * @param {Element} element
 * @param {...(Child | Child[])} children
 */
function replace(element, ...children) {
  element.textContent = "";
  put(element, children);
}

/**
 * Words of a document, in their own direction of writing.
 * @param {string | null | undefined} text
 */
function said(text) {
  return text ? h("bdi", {}, text) : null;
}

/**
 * A table with a caption and heads; the first cell of a row is its head. The roles are said, as on a narrow screen the
 * cells are laid out as blocks, which would take them away.
 * @param {string} caption
 * @param {string[]} heads
 * @param {(Child | Child[])[][]} rows
 * @param {Attributes} [attributes]
 */
function table(caption, heads, rows, attributes = {}) {
  const cells = (/** @type {(Child | Child[])[]} */ row) =>
    row.map((cell, n) =>
      n ? h("td", { role: "cell", "data-head": heads[n] }, cell)
        : h("th", { scope: "row", role: "rowheader", "data-head": heads[0] }, cell)
    );
  return h("div", { class: "scroll", tabindex: 0, role: "group", "aria-label": caption },
    h("table", { role: "table", ...attributes },
      h("caption", {}, caption),
      h("thead", { role: "rowgroup" },
        h("tr", { role: "row" }, heads.map((head) => h("th", { scope: "col", role: "columnheader" }, head)))),
      h("tbody", { role: "rowgroup" }, rows.map((row) => h("tr", { role: "row" }, cells(row))))
    )
  );
}

/**
 * A field of a form with its label.
 * @param {string} label
 * @param {HTMLElement} field
 */
function labelled(label, field) {
  return h("label", { class: "field" }, h("span", {}, label), field);
}

/**
 * A list of choices; the empty one is for all.
 * @param {string} name
 * @param {readonly (readonly [string, string])[]} choices
 */
function choice(name, choices) {
  return h("select", { name }, choices.map(([value, label]) => h("option", { value }, label)));
}

/**
 * An address of the web as a link; any other scheme stays text.
 * @param {string} url
 */
function outward(url) {
  const safe = /^https?:\/\//i.test(url);
  return safe ? h("a", { href: url, rel: "noreferrer noopener", target: "_blank" }, url) : said(url);
}

const NUMBERS = new Intl.NumberFormat("en", { maximumFractionDigits: 2 }); // made once: making one takes longer than using it

/**
 * A number in front of what it counts.
 * @param {number} n
 * @param {string} one
 * @param {string} [many]
 */
function counted(n, one, many = `${one}s`) {
  return `${NUMBERS.format(n)} ${n === 1 ? one : many}`;
}
