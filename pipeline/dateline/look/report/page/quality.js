"use strict";
// Quality: what failed, what was skipped, what has no day or place, scores by layer.

/** @param {HTMLElement} main @param {About} about @param {Source} source */
function qualityView(main, about, source) {
  /** @param {URLSearchParams} params */
  return async function update(params) {
    const layer = params.get("lacking") || "";
    const { layers, unclaimed, undated, unplaced, total } = await source.quality();
    const failed = await source.documents({ find: "", lacks: "failed" }, ROWS), old = await source.documents({ find: "", lacks: "day" }, ROWS);
    const wrong = failed.rows, undatedArticles = old.rows, articles = counted(about.documents, "article");
    const lacking = layer ? await source.lacking(layer) : [];
    const share = (/** @type {number} */ n, /** @type {number} */ of) => `${number(n)}${of ? ` (${Math.round((100 * n) / of)}%)` : ""}`;
    replace(main, heading("Quality"),
      table("In numbers", ["What", "How many", "Of"], [
        ["articles failed or skipped", number(failed.total), articles],
        ["articles without a day of publication", number(old.total), articles],
        [h("a", { href: address("events", { lacks: "day" }) }, "events without a day"), share(undated, total), counted(total, "event")],
        [h("a", { href: address("events", { lacks: "place" }) }, "events without a place"), share(unplaced, total), counted(total, "event")],
        [h("a", { href: address("quality", { lacking: "unclaimed" }) }, "counts that no claim takes"), number(unclaimed), ""],
      ]),
      table("By layer", ["Layer", "Rows", "Rules", "Mean score", "Without a score", "Lacking", "Commonest rules"], layers.map((q) => [
        q.layer, number(q.rows), String(q.rules), q.mean === null ? "" : q.mean.toFixed(2), share(q.unscored, q.rows),
        q.lacking ? h("a", { href: address("quality", { lacking: q.layer }) }, `${share(q.lacking, q.rows)} ${q.lacks}`) : "",
        q.commonest.map(([rule, n]) => h("div", {}, h("code", {}, rule), ` ${number(n)}`))])),
      layer ? h("section", { "aria-label": "Mentions that lack something" }, h("h2", {}, layer === "unclaimed" ? "Counts that no claim takes" : `${layer}: ${layers.find((q) => q.layer === layer)?.lacks || ""}`),
        lacking.map((s) => quoted(s))) : null,
      wrong.length ? table("Failed and skipped", ["Article", "Status", "Why"], wrong.map((d) => [
        h("a", { href: address("article", { doc: d.id }) }, said(d.id)), mark(d.status), said(d.error || (d.language && `its language is ${d.language}`))])) : null,
      undatedArticles.length ? table("Without a day of publication", ["Article", "Publisher"], undatedArticles.map((d) => [
        h("a", { href: address("article", { doc: d.id }) }, said(d.title || d.id)), said(d.publisher)])) : null);
  };
}
