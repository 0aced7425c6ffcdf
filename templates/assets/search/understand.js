import { plain, tokens } from "./text.js";

export async function understand(query, { core }) {
  const folded = plain(query);
  const phrases = [...core.filler].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const text = folded.replace(new RegExp(phrases.join("|"), "gu"), " ");
  const regions = core.regions.flatMap(([name], region) => (text.includes(name) ? [region] : []));
  const slots = tokens(text)
    .filter(({ term }) => !core.binding.includes(term))
    .map(({ term }) => ({ term, weight: [...term].length === 2 && [...term].some((c) => core.binding.includes(c)) ? 0.3 : 1 }));
  return { text: text.split(/\s+/u).filter(Boolean).join(" "), slots, regions, marks: slots.filter((s) => s.weight === 1).map((s) => s.term) };
}
