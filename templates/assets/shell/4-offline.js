// Reading offline: the manifest, and the worker once the page has loaded. Only home names the manifest by itself.
if (wenda.offline && location.protocol !== "file:") {
  const at = (name) => new URL(`../${name}`, document.currentScript.src).href;
  const [manifest, worker] = [at("manifest.webmanifest"), at("sw.js")];
  addEventListener("load", () => {
    if (!document.querySelector('link[rel="manifest"]')) {
      document.head.append(Object.assign(document.createElement("link"), { rel: "manifest", href: manifest }));
    }
    navigator.serviceWorker?.register(worker).catch(() => {});
  });
}
