// Whether an article answers a question: the browser's side of wenda/search/answering.py, which explains it.

import { rarity } from "./rarity.js";

const COVERED = 0.42, ENOUGH = 2, IN_TITLE = 4;

/** Says whether one of `articles` answers. */
export function answers(meant, articles, store) {
  if (!meant.content.length || !articles.length) return articles.length > 0;
  const rarest = rarity(0, store.manifest.articles);
  const places = meant.content.map((place) => {
    const slots = meant.slots.filter(({ spans }) => spans.some(([start, end]) => start <= place && place < end));
    return { slots, weight: weight(slots, store, rarest) };
  });
  const all = places.reduce((sum, place) => sum + place.weight, 0);
  return articles.some((article) => {
    const filled = new Map(meant.slots.map((slot) => [slot, Math.max(...slot.choices.map((choice) => filledBy(choice, article, store)))]));
    const covered = places.reduce((sum, place) => sum + place.weight * Math.max(0, ...place.slots.map((slot) => filled.get(slot))), 0);
    return covered >= COVERED * all || covered >= ENOUGH * rarest;
  });
}

function weight(slots, store, rarest) {
  let least = rarest;
  for (const { choices } of slots) {
    const frequencies = choices[0].terms.map((term) => store.postings(term).frequency);
    if (frequencies.every(Boolean))
      least = Math.min(least, ...frequencies.map((frequency) => rarity(frequency, store.manifest.articles)));
  }
  return least;
}

function filledBy({ terms, factor }, article, store) {
  let had = 0, whole = 0;
  for (const term of terms) {
    const postings = store.postings(term), rare = rarity(postings.frequency, store.manifest.articles);
    whole += rare;
    had += rare * presence(postings, article);
  }
  return (factor * had) / whole;
}

function presence({ articles, strengths }, article) {
  let low = 0, high = articles.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (articles[middle] < article) low = middle + 1;
    else high = middle;
  }
  if (articles[low] !== article) return 0;
  const strength = strengths[low];
  if (strength >> 4) return strength >> 4 > IN_TITLE ? 1 : 0.6;
  return Math.min(1, 0.25 + (strength & 15) / 15);
}
