// Recent searches. They stay on the device; where storage is forbidden or full there are none.

const MOST = 8;

export class RecentSearches {
  /** @param {string} root  the site's address: other sites of the same host keep their own */
  constructor(root) {
    this.key = `wenda-searches:${new URL(root).pathname}`;
  }

  /** @returns {string[]} newest first */
  list() {
    try {
      const stored = JSON.parse(localStorage.getItem(this.key) ?? "[]");
      return Array.isArray(stored) ? stored.filter((words) => typeof words === "string" && words).slice(0, MOST) : [];
    } catch {
      return [];
    }
  }

  /** @param {string} query */
  add(query) {
    const words = query.trim();
    if (!words) return;
    const kept = this.list().filter((other) => other !== words);
    this.#store([words, ...kept].slice(0, MOST));
  }

  clear() {
    this.#store([]);
  }

  /** @param {string[]} searches */
  #store(searches) {
    try {
      if (searches.length) localStorage.setItem(this.key, JSON.stringify(searches));
      else localStorage.removeItem(this.key);
    } catch {
      // then nothing is remembered
    }
  }
}
