// Facets: what articles are filed under, which of them pass a choice, and how many results each value has.

export const KINDS = ["topic", "region", "tag", "year", "status"];
const STATUS = ["full", "excerpt"];

/** Turns value, length, value, length … into one value an article. */
function unroll(pairs, size) {
  const values = new Int32Array(size);
  for (let i = 0, at = 0; i < pairs.length; i += 2) {
    values.fill(pairs[i], at, at + pairs[i + 1]);
    at += pairs[i + 1];
  }
  return values;
}

export class Facets {
  constructor(core, size) {
    this.columns = Object.fromEntries(Object.entries(core.columns).map(([name, pairs]) => [name, unroll(pairs, size)]));
    this.topics = core.topics;
    this.regions = core.regions.map(([name]) => name);
    this.parents = core.regions.map(([, parent]) => parent);
    this.chains = this.regions.map((_, region) => {
      const chain = [];
      for (; region >= 0; region = this.parents[region]) chain.unshift(region);
      return chain;
    });
    this.paths = this.chains.map((chain) => chain.map((region) => this.regions[region]).join(" "));
    this.tags = null;
  }

  /** Say that region `a` is `b`, lies in it or around it. */
  related(a, b) {
    return this.chains[a].includes(b) || this.chains[b].includes(a);
  }

  /** All values of one kind that an article is filed under. */
  values(kind, article) {
    const number = this.columns[kind]?.[article];
    if (kind === "topic") return [number < 0 ? "" : this.topics[number]];
    if (kind === "region") return number < 0 ? [""] : this.chains[number].map((region) => this.paths[region]);
    if (kind === "year") return [number ? String(number) : ""];
    if (kind === "status") return [STATUS[number]];
    return this.tags.articles[article].map((tag) => this.tags.names[tag]);
  }

  /** A test for articles that pass `chosen` in every kind but `except`. */
  test(chosen, except) {
    const kinds = KINDS.filter((kind) => kind !== except && chosen[kind]?.length);
    const sets = kinds.map((kind) => new Set(chosen[kind]));
    return (article) => kinds.every((kind, i) => this.values(kind, article).some((value) => sets[i].has(value)));
  }

  /** How many of `articles` have each value, were another value of that kind chosen. */
  counts(articles, chosen) {
    const counts = {};
    for (const kind of KINDS) {
      if (kind === "tag" && !this.tags) continue;
      const passes = this.test(chosen, kind), found = new Map();
      for (const article of articles)
        if (passes(article)) for (const value of this.values(kind, article)) found.set(value, (found.get(value) ?? 0) + 1);
      counts[kind] = [...found].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    }
    return counts;
  }
}
