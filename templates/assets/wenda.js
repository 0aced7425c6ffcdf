// The tools below an answer: copy its address, share it, print it. Without this script they are not shown.
// And the service worker, which keeps what was read for when there is no network.
// A classic script, so that they also work from a disk, where browsers load no modules.
"use strict";

{
  const status = document.querySelector("[data-tool-status]");

  async function copy(button) {
    const address = location.href.split("#")[0];
    let said = button.dataset.done;
    try {
      await navigator.clipboard.writeText(address);
    } catch {
      said = button.dataset.failed; // no permission, or no secure context
    }
    status.textContent = said;
    button.dataset.said = said;
    button.addEventListener("blur", () => delete button.dataset.said, { once: true });
  }

  function share() {
    const title = document.querySelector("h1").textContent;
    const text = document.querySelector(".wenda-summary")?.textContent ?? "";
    navigator.share({ title, text, url: location.href.split("#")[0] }).catch(() => {}); // closing the sheet is no mistake
  }

  const tools = { copy, share, print: () => print() };

  for (const button of document.querySelectorAll("button[data-tool]")) {
    button.addEventListener("click", () => tools[button.dataset.tool](button));
    if (button.dataset.tool === "share") button.hidden = !navigator.share;
  }
}

// Where the site's manifest is linked, it is meant to be read offline. Registering waits until the page has loaded.
if (document.querySelector('link[rel="manifest"]') && location.protocol !== "file:") {
  const worker = new URL("../sw.js", document.currentScript.src);
  addEventListener("load", () => navigator.serviceWorker?.register(worker).catch(() => {}));
}
