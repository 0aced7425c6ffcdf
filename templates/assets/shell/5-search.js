// The search box. Where modules do not load, the form still leads to the search page.
addEventListener("DOMContentLoaded", () => import("./search/box.js").catch(() => {}));
