// Search in a worker, so that typing never waits for it. The messages:
//
// in   {id, type: "search", base, query, facets, offset, limit, tags}
//        base     absolute address of the site's search/ folder (where manifest.json lies)
//        facets   {topic: [value…], region: […], tag: […], year: […], status: ["full" | "excerpt"]}: any of each, all kinds
//        tags     true: count tags too, which loads a larger file (small sites count them anyway)
// out  {id, type: "answer", understood, answered, firstAnswers, total, results, facets}
//        understood  the words that were searched, as the reader may see them
//        answered    false: no article answers, the nearest are listed
//        firstAnswers  the first of all results itself answers
//        results     [{id, url, title, summary, topic, region, date, excerpt, pastYear, titleSpans, summarySpans,
//                    score}], url relative to the site's root, spans as [start, end) in UTF-16 units of title and summary
//        facets      {topic: [[value, count]…], …}, highest count first; a region's value is its path ("辽宁 丹东"),
//                    "" where an article has none; tag is missing when tags were not counted
// out  {id, type: "error", reason: "offline" | "missing" | "version" | "broken", message}
//        asking again retries: what failed is not kept

import { answer } from "./engine.js";

self.addEventListener("message", async ({ data }) => self.postMessage(await answer(data)));
