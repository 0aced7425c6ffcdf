// What is said about an answer, in the same words in the box and on the search page.

import { element } from "./elements.js";

/** @typedef {import("./wording.js").Wording} Wording */

/**
 * What was searched instead of the words that were typed; nothing when those were only left out.
 * @param {string} words
 * @param {import("./ask.js").Answer} answer
 * @param {Wording} wording
 * @returns {Node[]}
 */
export function understood(words, answer, wording) {
  if (!answer.understood || isWithin(bare(answer.understood), bare(words))) return [];
  const [before, after] = wording.around("understood");
  return [element("span", { class: "w-understood" }, before, element("strong", {}, answer.understood), after)];
}

/** @param {string} text */
function bare(text) {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/gu, "");
}

/**
 * Say that all characters of `part` stand in `whole`, in this order.
 * @param {string} part
 * @param {string} whole
 */
function isWithin(part, whole) {
  let place = 0;
  for (const char of part) {
    place = whole.indexOf(char, place) + 1;
    if (!place) return false;
  }
  return true;
}

/**
 * How many results there are, or that none of them answers.
 * @param {import("./ask.js").Answer} answer
 * @param {Wording} wording
 */
export function counted(answer, wording) {
  const key = answer.total ? "nearest" : "nothing";
  return element("span", {}, answer.answered && answer.total ? wording.count("results", answer.total) : wording.say(key));
}

/**
 * What to tell about a trouble, and the way out of it.
 * @param {import("./ask.js").Trouble} problem
 * @param {Wording} wording
 * @param {() => void} retry
 */
export function trouble({ reason }, wording, retry) {
  const stale = reason === "version"; // an old page can't read a new index, however often it tries
  return {
    message: wording.say(reason in wording.texts ? reason : "broken"),
    label: wording.say(stale ? "reload" : "retry"),
    mend: stale ? renew : retry,
  };
}

/** Reload the page with the scripts of the new version: Chrome's reload keeps those that it still holds. */
async function renew() {
  const addresses = performance.getEntriesByType("resource").map(({ name }) => name);
  const scripts = addresses.filter((address) => address.startsWith(location.origin) && address.endsWith(".js"));
  await Promise.allSettled(scripts.map((script) => fetch(script, { cache: "reload" })));
  location.reload();
}
