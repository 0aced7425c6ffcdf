// The ranking: the browser's side of wenda/search/query.py, the same numbers in the same order.

import { answers } from "./answering.js";
import { rarity } from "./rarity.js";

const TITLE = 1, TEXT = 0.4, COVERAGE = 0.4, EVERYWHERE = 0.8, ELSEWHERE = 0.2;
const CANDIDATES = 1000, NEAR = 0.25, JUDGED = 10;

/** Values by article; those that are not zero are listed. */
class Values {
  constructor(size) {
    this.of = new Float64Array(size);
    this.articles = [];
  }

  set(article, value) {
    if (this.of[article] === 0 && value !== 0) this.articles.push(article);
    this.of[article] = value;
  }

  clear() {
    for (const article of this.articles) this.of[article] = 0;
    this.articles.length = 0;
  }
}

/** Ranks understood queries over one index. */
export class Ranker {
  constructor(store, facets) {
    this.store = store;
    this.facets = facets;
    const size = store.manifest.articles;
    this.terms = new Values(size);
    this.slot = new Values(size);
    this.worth = new Values(size);
    this.filled = new Uint16Array(size);
  }

  /**
   * {ranked: [{article, score}…] that pass the chosen facets, best first; matched: articles for the facets' counts;
   * answered; firstAnswers: the first of `ranked` is one that answers}. When facets are chosen, the weaker postings of
   * common terms count too.
   */
  async rank(meant, chosen) {
    const terms = meant.slots.flatMap(({ choices }) => choices.flatMap((choice) => choice.terms));
    const narrowed = Object.values(chosen).some((values) => values?.length);
    await this.store.load(terms);
    if (narrowed) await this.store.load(terms, "rest");
    this.#score(meant, narrowed ? ["terms", "rest"] : ["terms"]);
    const all = this.#best(meant, () => true);
    const narrow = narrowed ? this.#best(meant, this.facets.test(chosen), all[0]?.score) : all;
    const fits = ({ article }) => this.#nearness(article, meant.regions) > ELSEWHERE;
    const answering = (some) => some.length > 0 && answers(meant, some.map(({ article }) => article), this.store);
    const found = {
      ranked: narrow,
      matched: [...new Set([...all, ...narrow].map(({ article }) => article))],
      answered: answering(all.filter(fits).slice(0, JUDGED)),
      firstAnswers: answering(narrow.slice(0, 1).filter(fits)),
    };
    this.filled.fill(0);
    this.worth.clear();
    return found;
  }

  #score(meant, families) {
    for (const slot of meant.slots) {
      this.#fill(slot, families);
      for (const article of this.slot.articles) {
        this.worth.set(article, this.worth.of[article] + this.slot.of[article]);
        this.filled[article]++;
      }
      this.slot.clear();
    }
  }

  /** Set `slot` to what a slot is worth to each article: the best of its choices. */
  #fill({ choices, weight }, families) {
    let typed = 0;
    for (const { terms, factor } of choices) {
      const possible = this.#together(terms, families);
      typed = typed || possible;
      const scale = weight * factor * (possible ? Math.min(1, typed / possible) : 0);
      for (const article of this.terms.articles)
        this.slot.set(article, Math.max(this.slot.of[article], this.terms.of[article] * scale));
      this.terms.clear();
    }
  }

  /** Set `terms` to what some terms together are worth to each article; returns the rarity they have among them. */
  #together(terms, families) {
    let sum = 0, known = 0;
    for (const term of terms) {
      const { frequency } = this.store.postings(term);
      if (!frequency) continue;
      const rare = rarity(frequency, this.store.manifest.articles);
      sum += rare;
      known++;
      for (const family of families) {
        const { articles, strengths } = this.store.postings(term, family);
        for (let i = 0; i < articles.length; i++) {
          const value = (rare * (TITLE * (strengths[i] >> 4) + TEXT * (strengths[i] & 15))) / 15;
          this.terms.set(articles[i], this.terms.of[articles[i]] + value);
        }
      }
    }
    return known ? (sum * terms.length) / known : 0;
  }

  /** The articles that pass `test`, best first, down to a part of the best score, `top` if any reaches that. */
  #best(meant, test, top = 0) {
    const scores = [];
    let best = 0;
    for (const article of this.worth.articles) {
      if (!test(article)) continue;
      const covered = 1 - COVERAGE + (COVERAGE * this.filled[article]) / meant.slots.length;
      const score = rounded(this.worth.of[article] * covered * this.#nearness(article, meant.regions));
      scores.push({ article, score });
      if (score > best) best = score;
    }
    const least = NEAR * (best >= NEAR * top ? top || best : best);
    return scores.filter(({ score }) => score >= least)
      .sort((a, b) => b.score - a.score || a.article - b.article).slice(0, CANDIDATES);
  }

  #nearness(article, regions) {
    if (!regions.length) return 1;
    const place = this.facets.columns.region[article];
    if (place < 0) return EVERYWHERE;
    return regions.some((region) => this.facets.related(place, region)) ? 1 : ELSEWHERE;
  }
}

const rounded = (score) => Math.floor(score * 1e6 + 0.5) / 1e6;
