"""A page that does nothing but search, for measuring it in Chromium."""

MEASURE = """async (queries) => {
  const { createSearch } = await import("./assets/search/client.js");
  window.search ??= createSearch("./search/");
  const times = [];
  for (const query of queries) {
    const start = performance.now();
    const answer = await window.search.search(query);
    if (answer.type === "error") throw new Error(answer.message);
    times.push(performance.now() - start);
  }
  return times;
}"""
"""Asks one query after the other; gives the milliseconds of each, from the page to the worker and back."""
