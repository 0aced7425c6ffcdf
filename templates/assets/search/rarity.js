/** BM25's inverse document frequency of a term that `frequency` of `total` articles have; always positive. */
export const rarity = (frequency, total) => Math.log(1 + (total - frequency + 0.5) / (frequency + 0.5));
