import { digest } from "./text.js";

const CANDIDATES = 1000, NEAR = 0.25, TITLE = 1, TEXT = 0.4;

const rarity = (frequency, total) => Math.log(1 + (total - frequency + 0.5) / (frequency + 0.5));

export async function rank(meant, { store, facets }, chosen) {
  const { articles: total, terms: shards } = store.manifest;
  const found = await store.postings("terms", [...new Set(meant.slots.map((slot) => slot.term))], (term) => digest(term) & (shards - 1));
  const scores = new Map();
  for (const { term, weight } of meant.slots) {
    const postings = found.get(term);
    if (!postings) continue;
    const w = weight * rarity(postings.frequency, total);
    postings.articles.forEach((article, i) => {
      const strength = postings.strengths[i];
      scores.set(article, (scores.get(article) ?? 0) + (w * (TITLE * (strength >> 4) + TEXT * (strength & 15))) / 15);
    });
  }
  const near = (article) => {
    if (!meant.regions.length) return 1;
    const place = facets.columns.region[article];
    if (place < 0) return 0.8;
    return meant.regions.some((region) => facets.related(place, region)) ? 1 : 0.2;
  };
  let all = [...scores].map(([article, score]) => ({ article, score: Math.round(score * near(article) * 1e6) / 1e6 }));
  all.sort((a, b) => b.score - a.score || a.article - b.article);
  all = all.slice(0, CANDIDATES);
  const matched = all.filter(({ score }) => score >= NEAR * all[0].score);
  const passes = facets.test(chosen);
  const ranked = matched.filter(({ article }) => passes(article));
  return { ranked, matched: matched.map(({ article }) => article), answered: ranked.length > 0 };
}
