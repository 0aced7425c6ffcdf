// Questions to the search engine: the newest counts, and a reader who has to wait is told why.

import { createSearch } from "./client.js";

const PATIENCE = [400, 6000]; // milliseconds until waiting is mentioned, and until the network is blamed

/**
 * @typedef {object} Result  spans: [start, end) in UTF-16 units
 * @property {string} url  relative to the site's root
 * @property {string} title
 * @property {string} summary
 * @property {string} topic
 * @property {string} region  names, outermost first, with spaces between
 * @property {string} date  ISO 8601, or empty
 * @property {boolean} excerpt
 * @property {boolean} pastYear  the title speaks of a year that has passed
 * @property {[number, number][]} titleSpans
 * @property {[number, number][]} summarySpans
 *
 * @typedef {object} Answer
 * @property {"answer"} type
 * @property {string} understood
 * @property {boolean} answered
 * @property {boolean} firstAnswers
 * @property {number} total
 * @property {Result[]} results
 * @property {Record<string, [string, number][]>} facets
 *
 * @typedef {{type: "error", reason: "offline" | "missing" | "version" | "broken"}} Trouble
 */

/**
 * Return a function that asks. It resolves to an answer, to a trouble, or, when something newer was asked in the
 * meantime, to nothing. Asking for no words opens the index and gives nothing.
 * @param {string} folder  address of the site's search/ folder
 * @param {(why: "waiting" | "slow") => void} onWait
 */
export function createAsk(folder, onWait) {
  const client = createSearch(folder);
  let newest = 0;
  /** @type {number[]} */
  let timers = [];

  /**
   * @param {string} query
   * @param {{facets?: Record<string, string[]>, offset?: number, limit?: number, tags?: boolean}} options
   * @returns {Promise<Answer | Trouble | undefined>}
   */
  return async function ask(query, options = {}) {
    const mine = ++newest;
    timers.forEach(clearTimeout);
    timers = [];
    if (!query.trim()) {
      client.search("", { limit: 0 });
      return undefined;
    }
    timers = [setTimeout(onWait, PATIENCE[0], "waiting"), setTimeout(onWait, PATIENCE[1], "slow")];
    const answer = await client.search(query, options);
    if (mine !== newest) return undefined;
    timers.forEach(clearTimeout);
    return answer;
  };
}
