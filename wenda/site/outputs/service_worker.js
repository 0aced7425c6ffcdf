// Reading without a network: what a reader has visited, and search on sites small enough for it.
//
// `site`, which the build writes above this line, holds
//   version  of everything listed here
//   shell    what every page needs, and the page that stands in for those never visited
//   search   where the search page, its code and its whole index are listed; empty where that is too much to keep
//
// The network comes first, so that what a reader sees online is never older than the site. The index alone is taken
// from the cache: its folder is named after its content. Its manifest is stored last, so it is whole or not there.

const scope = self.registration.scope;
const ours = `wenda ${scope} `; // other sites of the same host have caches too
const SHELL = `${ours}shell ${site.version}`;
const SEARCH = `${ours}search ${site.version}`;
const PAGES = `${ours}pages`; // outlives versions: what was read stays readable
const PAGES_KEPT = 200;
const AT_ONCE = 4; // files of the index stored at a time: the reader's own question goes first
const PATIENCE = 6_000; // milliseconds for the network, where there is something to show instead

const at = (path) => new URL(path, scope).href;
const offlinePage = at("offline/");
const indexFolder = at("search/");
const current = (names) => names.map((path) => new Request(at(path), { cache: "no-cache" }));

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(scope)) return;
  const address = bare(request.url);
  // The search box of other pages reads its texts from the search page.
  if (request.mode === "navigate" || address === at("search/")) event.respondWith(page(event, address));
  else if (/\/search\/[^/]+\//.test(address) && address.startsWith(indexFolder)) event.respondWith(part(request));
  else if (address === at("search/manifest.json")) event.respondWith(manifest(event));
  else if (address.startsWith(at("assets/"))) event.respondWith(asset(event));
});

async function install() {
  await (await caches.open(SHELL)).addAll(current(site.shell));
  const names = await caches.keys();
  if (names.some((name) => name.startsWith(`${ours}search `))) await keepSearch();
  await self.skipWaiting();
}

async function activate() {
  const keep = [SHELL, SEARCH, PAGES];
  const old = (await caches.keys()).filter((name) => name.startsWith(ours) && !keep.includes(name));
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** A page: from the network, else as it was when last read, else the page that says what can be read. */
async function page(event, address) {
  if (address === at("search/")) event.waitUntil(keepSearch());
  const answer = await newest(event, PAGES, address);
  return answer ?? Response.redirect(`${offlinePage}?from=${encodeURIComponent(event.request.url)}`);
}

async function asset(event) {
  return (await newest(event, SHELL, bare(event.request.url))) ?? Response.error();
}

/** The index's manifest: never stored by itself, as it must fit the index beside it. */
async function manifest(event) {
  event.waitUntil(keepSearch());
  return (await fetch(event.request).catch(() => kept(event.request.url, SEARCH))) ?? Response.error();
}

async function part(request) {
  return (await kept(request.url, SEARCH)) ?? fetch(request);
}

/** What the network says, stored on the way; what is kept when it says nothing in time. Undefined: neither. */
async function newest(event, cache, address) {
  const asked = fetch(event.request).then((answer) => {
    if (answer.ok && answer.type === "basic") event.waitUntil(store(cache, address, answer.clone()));
    return answer;
  });
  event.waitUntil(asked.catch(() => {}));
  const old = await kept(address, SEARCH, SHELL, cache);
  if (!old) return asked.catch(() => undefined);
  const tired = new Promise((resolve) => setTimeout(resolve, PATIENCE, old));
  return Promise.race([asked.catch(() => old), tired]);
}

async function store(name, address, answer) {
  const cache = await caches.open(name);
  await cache.delete(address); // put at the end: the first are the ones read longest ago
  await cache.put(address, answer);
  if (name !== PAGES) return;
  const addresses = await cache.keys();
  await Promise.all(addresses.slice(0, -PAGES_KEPT).map((key) => cache.delete(key)));
}

async function kept(address, ...names) {
  for (const name of names) {
    const found = (await caches.has(name)) && (await (await caches.open(name)).match(address));
    if (found) return found;
  }
  return undefined;
}

/** Keep search for later, once a reader has shown to want it. What fails now is tried again at the next question. */
let keeping;
function keepSearch() {
  keeping ??= (async () => {
    if (!site.search || (await kept(at("search/manifest.json"), SEARCH))) return;
    const cache = await caches.open(SEARCH);
    try {
      const [list] = current([site.search]);
      const files = await (await fetch(list)).json();
      while (files.length) await cache.addAll(current(files.splice(0, AT_ONCE)));
    } catch {
      await caches.delete(SEARCH);
      keeping = undefined;
    }
  })();
  return keeping;
}

function bare(address) {
  const url = new URL(address);
  url.search = url.hash = "";
  url.pathname = url.pathname.replace(/\/index\.html$/, "/"); // one page, one place
  return url.href;
}
