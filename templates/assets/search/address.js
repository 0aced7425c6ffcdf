// What is searched, as the address says it (?q=…&topic=…&region=…), and the steps of the back button.

/** The filters, named as in the address and in the engine's answers. */
export const KINDS = ["topic", "region", "tag", "year", "status"];

const LONGEST = 200; // characters of a question

/** @typedef {{query: string, chosen: Record<string, string[]>}} Asked */

/**
 * @param {string} search  the query part of an address
 * @returns {Asked}
 */
export function readAddress(search) {
  const given = new URLSearchParams(search);
  const query = [...(given.get("q") ?? "")].slice(0, LONGEST).join("");
  return { query, chosen: Object.fromEntries(KINDS.map((kind) => [kind, [...new Set(given.getAll(kind))]])) };
}

/** @param {Asked} asked */
export function writeAddress({ query, chosen }) {
  const given = new URLSearchParams();
  if (query.trim()) given.set("q", query);
  for (const kind of KINDS) for (const value of chosen[kind]) given.append(kind, value);
  return String(given) ? `?${given}` : location.pathname;
}

/**
 * The reader's way through searches. Typing changes the address in place; a search that was meant (sent, filtered,
 * followed to a result) becomes a step of its own, and what stood in the address before it stays one.
 */
export class Trail {
  /** @param {() => void} onReturn  called when back or forward has changed the address */
  constructor(onReturn) {
    this.step = location.href;
    addEventListener("popstate", () => {
      this.step = location.href;
      onReturn();
    });
  }

  /** @param {Asked} asked */
  draft(asked) {
    try {
      history.replaceState(null, "", writeAddress(asked));
    } catch {
      // Safari allows a hundred changes in half a minute; the next one brings the address up to date
    }
  }

  /** @param {Asked} asked */
  commit(asked) {
    const address = new URL(writeAddress(asked), location.href).href;
    if (address === this.step) return;
    history.replaceState(null, "", this.step);
    history.pushState(null, "", address);
    this.step = address;
  }

  /** How many results were listed when the reader left this step. */
  get shown() {
    return Number(history.state?.shown) || 0;
  }

  set shown(count) {
    history.replaceState({ shown: count }, "");
  }
}
