// One question in, one answer out: what worker.js and, without workers, client.js run.

import { Facets } from "./facets.js";
import { mark } from "./mark.js";
import { Ranker } from "./rank.js";
import { IndexError, Store } from "./store.js";
import { Interpreter } from "./understand.js";

const EAGER_TAGS = 2_000; // articles; larger sites load the tags of all articles only when asked

const JUDGED = 10; // best titles among which initials are looked for

const engines = new Map();

/** Answer a message of worker.js's protocol; never throws. */
export async function answer(message) {
  try {
    const engine = await open(message.base);
    return { id: message.id, type: "answer", ...(await search(engine, message)) };
  } catch (error) {
    const reason = error instanceof IndexError ? error.reason : "broken";
    engines.delete(message.base); // the next question reads the manifest anew
    Store.distrust(message.base);
    return { id: message.id, type: "error", reason, message: String(error?.message ?? error) };
  }
}

function open(base) {
  if (!engines.has(base))
    engines.set(base, Store.open(base).then(async (store) => {
      const core = await store.json("core");
      const facets = new Facets(core, store.manifest.articles);
      return { store, facets, interpreter: new Interpreter(store, core), ranker: new Ranker(store, facets) };
    }));
  return engines.get(base);
}

async function search(engine, { query, facets: chosen = {}, offset = 0, limit = 10, tags = false }) {
  const { store, facets, interpreter, ranker } = engine;
  if (tags || chosen.tag?.length || store.manifest.articles <= EAGER_TAGS) facets.tags ??= await store.json("tags");
  const meant = await interpreter.understand(query);
  const found = await ranker.rank(meant, chosen);
  const page = found.ranked.slice(offset, offset + limit);
  const rows = await Promise.all(page.map(({ article }) => row(store, article)));
  return {
    understood: await shown(meant, found.ranked.slice(0, JUDGED), engine),
    answered: found.answered,
    firstAnswers: found.firstAnswers,
    total: found.ranked.length,
    results: rows.map((values, i) => result(values, page[i].score, meant, facets)),
    facets: facets.counts(found.matched, chosen),
  };
}

/** The understood text, initials as the word they stand for, else as in the best title that has them. */
async function shown({ text, initials }, best, { store, interpreter }) {
  if (!initials.length) return text;
  const titles = await Promise.all(best.map(async ({ article }) => interpreter.fold((await row(store, article))[2])));
  for (const letters of initials) {
    const words = interpreter.abbreviated(letters);
    const told = titles.flatMap((title) => words.filter((word) => title.includes(word)));
    const spelled = titles.map((title) => interpreter.speller.spelled(letters, title));
    text = text.replace(letters, [...told, ...words, ...spelled].find(Boolean) ?? letters);
  }
  return text;
}

async function row(store, article) {
  const { chunk } = store.manifest;
  return (await store.json(`docs/${Math.floor(article / chunk).toString(16)}`))[article % chunk];
}

function result([id, url, title, summary, topic, region, date, excerpt, year], score, meant, facets) {
  return {
    id, url, title, summary, date, score,
    topic: facets.topics[topic] ?? "",
    region: facets.paths[region] ?? "",
    excerpt: Boolean(excerpt),
    pastYear: year > 0 && year < new Date().getFullYear(),
    titleSpans: mark(title, meant.marks),
    summarySpans: mark(summary, meant.marks),
  };
}
