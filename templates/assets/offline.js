// The page that is shown without a network: back to where the reader wanted to go, and what can be read meanwhile.
"use strict";

{
  const scope = new URL("../", document.currentScript.src).href;
  const retry = document.getElementById("offline-retry");
  const wanted = new URLSearchParams(location.search).get("from");

  // Only an address of this site: anybody can write a link with another one.
  if (wanted?.startsWith(scope)) retry.href = wanted;
  // A device can be online before the site answers, so the site itself is asked; HEAD passes by the service worker.
  async function probe() {
    const answer = await fetch(retry.href, { method: "HEAD", cache: "no-store" }).catch(() => undefined);
    if (answer?.ok) location.replace(retry.href);
  }
  addEventListener("online", probe);
  setInterval(() => navigator.onLine && probe(), 5_000);

  async function read() {
    if (!(await caches.has(`wenda ${scope} pages`))) return;
    const cache = await caches.open(`wenda ${scope} pages`);
    const answers = (await cache.keys()).filter((request) => request.url.startsWith(`${scope}q/`)).reverse();
    const links = await Promise.all(answers.slice(0, 50).map(async (request) => link(request, await cache.match(request))));
    document.querySelector("#offline-read ul").append(...links);
    document.getElementById("offline-read").hidden = !links.length;
  }

  async function link(request, answer) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const item = document.createElement("li");
    const anchor = document.createElement("a");
    anchor.href = request.url;
    anchor.textContent = page.querySelector("h1")?.textContent ?? page.title;
    item.append(anchor);
    return item;
  }

  if (window.caches) read().catch(() => {}); // storage may be forbidden
}
