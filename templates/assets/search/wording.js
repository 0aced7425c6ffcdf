// The interface's texts. They stand on the search page; other pages read them from there when they need them.

export class Wording {
  /** @param {Record<string, string>} texts  words in braces are places: {count} */
  constructor(texts) {
    this.texts = texts;
    this.plurals = new Intl.PluralRules(document.documentElement.lang);
  }

  /**
   * @param {string} key
   * @param {Record<string, string | number>} values
   */
  say(key, values = {}) {
    return this.texts[key].replace(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place));
  }

  /** The text `key`_one or `key`_other with its number. @param {string} key @param {number} count */
  count(key, count) {
    const form = `${key}_${this.plurals.select(count)}`;
    return this.say(form in this.texts ? form : `${key}_other`, { count });
  }

  /** The text before and after its only place. @param {string} key */
  around(key) {
    return this.texts[key].split(/\{\w+\}/);
  }
}

/**
 * Read the texts that stand in `page`.
 * @param {Document} page
 */
export function readWording(page) {
  return new Wording(JSON.parse(page.querySelector("#search-wording").textContent));
}

/**
 * Fetch the texts from the search page; rejects when it can't be had.
 * @param {string} address
 */
export async function fetchWording(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return readWording(new DOMParser().parseFromString(await answer.text(), "text/html"));
}
