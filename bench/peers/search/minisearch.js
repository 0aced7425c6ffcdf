// MiniSearch over an index that was made beforehand.
import MiniSearch from "./minisearch/index.js";
import { options } from "./options.js";

const index = MiniSearch.loadJSON(await (await fetch("./index.json")).text(), options);

export async function ask(query) {
  const results = index.search(query);
  return { ids: results.slice(0, 10).map(({ id }) => id), answered: results.length > 0 };
}
