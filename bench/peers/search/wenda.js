// Wenda's own search, in its worker.
import { createSearch } from "./assets/search/client.js";

const search = createSearch("./search/");

/** Resolves to the ids of the best ten articles, and whether the reader is told that one answers. */
export async function ask(query) {
  const answer = await search.search(query);
  if (answer.type === "error") throw new Error(answer.message);
  return { ids: answer.results.map(({ id }) => id), answered: answer.answered };
}
