// What the interface calls: search as a promise, in a worker or, where there are none (file://), on the page itself.

/** Returns {search, close}. `base` is the address of the site's search/ folder, absolute or relative to the page. */
export function createSearch(base) {
  const folder = new URL(base, document.baseURI).href;
  const waiting = new Map();
  let last = 0, worker = start();

  function start() {
    try {
      const made = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
      made.addEventListener("message", ({ data }) => settle(data));
      made.addEventListener("error", onPage);
      return made;
    } catch {
      return null;
    }
  }

  // The worker can't run: what it was asked is answered here, and so is all that follows.
  function onPage() {
    worker?.terminate();
    worker = null;
    for (const { message } of waiting.values()) here(message);
  }

  async function here(message) {
    try {
      const { answer } = await import("./engine.js");
      settle(await answer(message));
    } catch (error) {
      settle({ id: message.id, type: "error", reason: "offline", message: String(error) });
    }
  }

  function settle(data) {
    waiting.get(data.id)?.resolve(data);
    waiting.delete(data.id);
  }

  return {
    /**
     * Search; resolves to an answer or an error message as worker.js describes them, never rejects.
     * Options: {facets = {}, offset = 0, limit = 10, tags = false}.
     */
    search(query, options = {}) {
      const message = { facets: {}, offset: 0, limit: 10, tags: false, ...options, id: ++last, type: "search", base: folder, query };
      return new Promise((resolve) => {
        waiting.set(message.id, { resolve, message });
        if (worker) worker.postMessage(message);
        else here(message);
      });
    },
    close() {
      worker?.terminate();
      waiting.clear();
    },
  };
}
