"use strict";
// The page that has its data in it.

start(embedded(JSON.parse(/** @type {HTMLElement} */ (document.getElementById("data")).textContent || "{}")));
