// A result as readers see it: the question, the short answer, and what tells whether it is about them.

import { element, marked } from "./elements.js";

/** @typedef {import("./ask.js").Result} Result */
/** @typedef {{root: string, wording: import("./wording.js").Wording}} Site */

/**
 * An item of the list of results. Its first link's text is the question, to the letter.
 * @param {Result} result
 * @param {Site} site
 */
export function resultItem(result, site) {
  return element(
    "li",
    { class: "w-card w-result" },
    element("a", { class: "w-card__title", href: resultAddress(result, site) }, ...marked(result.title, result.titleSpans)),
    ...answerOf(result, "p", "w-result__answer"),
    element("p", { class: "w-card__facts" }, ...facts(result, site)),
  );
}

/**
 * An option of the list under the search box.
 * @param {Result} result
 * @param {Site} site
 */
export function resultOption(result, site) {
  return element(
    "a",
    { class: "w-suggest__option", role: "option", tabindex: "-1", href: resultAddress(result, site) },
    element("span", { class: "w-suggest__title" }, ...marked(result.title, result.titleSpans)),
    ...answerOf(result, "span", "w-suggest__answer"),
    element("span", { class: "w-suggest__facts" }, ...facts(result, site)),
  );
}

/** @param {Result} result @param {Site} site */
function resultAddress(result, site) {
  return new URL(result.url, site.root).href;
}

/** @param {Result} result @param {string} name @param {string} style */
function answerOf({ summary, summarySpans }, name, style) {
  return summary ? [element(name, { class: style }, ...marked(summary, summarySpans))] : [];
}

/** @param {Result} result @param {Site} site */
function facts({ region, topic, date, excerpt, pastYear }, { wording }) {
  const parts = [element("span", {}, region || wording.say("no_region"))];
  if (topic) parts.push(element("span", {}, topic));
  if (date) parts.push(element("time", { datetime: date }, date));
  if (excerpt) parts.push(element("span", { class: "w-badge" }, wording.say("excerpt")));
  if (pastYear) parts.push(element("span", { class: "w-badge w-past" }, wording.say("past_year")));
  return parts;
}
