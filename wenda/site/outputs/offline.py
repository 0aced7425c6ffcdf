"""Installable and readable offline: the web app's manifest and the service worker.

The worker's file changes whenever something that it lists changes, and browsers compare it at every visit: that is how
a new version of the site reaches readers who keep an old one.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path

from wenda.site.rendering.bundles import PARTS
from wenda.site.settings import Settings

WORKER = "sw.js"
MANIFEST = "manifest.webmanifest"
SEARCH_LIST = "search/offline.json"
"""What to keep for search, in a file of its own: browsers fetch the worker again and again."""

PAPER = "#f7f8f5"  # assets/styles/01-colours.css: --w-paper
PINE = "#0c5a4e"  # assets/styles/01-colours.css: --w-pine

_FAREWELL = """// This site is no longer read offline: what an earlier version kept is removed.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  const ours = (await caches.keys()).filter((name) => name.startsWith(`wenda ${self.registration.scope} `));
  await Promise.all(ours.map((name) => caches.delete(name)));
  await self.registration.unregister();
})()));
"""


def offline(index: Mapping[str, int], settings: Settings) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of the manifest and the worker.

    `index` has the size of each file of the search index by path; the name of their folder tells what is in them.

    Where reading offline is switched off, the worker is one that takes leave.
    """
    if not settings.options.offline:
        yield WORKER, _FAREWELL.encode()
        return
    yield MANIFEST, _manifest(settings)
    yield from _worker(index, settings)


def _manifest(settings: Settings) -> bytes:
    manifest = {
        "name": settings.site_name,
        "short_name": settings.site_name,
        "description": settings.description,
        "lang": settings.language,
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PINE,
        "icons": [
            {"src": "assets/icon.svg", "type": "image/svg+xml", "sizes": "any"},
            {"src": "assets/icon.png", "type": "image/png", "sizes": "512x512"},
        ],
    }
    return json.dumps(manifest, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def _worker(index: Mapping[str, int], settings: Settings) -> Iterator[tuple[str, bytes]]:
    bundles = {path: content.encode() for path, content in settings.bundles.items()}
    assets = {**bundles, **dict(_assets(settings.templates_dir))}
    of_search = {path for path in assets if path.startswith("assets/search")}
    small = sum(index.values()) <= settings.options.offline_search_kilobytes * 1000
    digest = hashlib.sha256(_manifest(settings))
    for path, content in sorted(assets.items()):
        digest.update(path.encode() + b"\0" + hashlib.sha256(content).digest())
    digest.update("\n".join(sorted(index)).encode())
    code = files(__package__).joinpath("service_worker.js").read_text(encoding="utf-8")
    digest.update(code.encode())
    site = {
        "version": digest.hexdigest()[:12],
        "shell": ["offline/", MANIFEST, *sorted(assets.keys() - of_search)],
        "search": SEARCH_LIST if small else "",
    }
    yield WORKER, f"const site = {json.dumps(site)};\n\n{code}".encode()
    if small:
        # The manifest comes last: the worker takes an index for whole once it is there.
        shards_first = sorted(index, key=lambda path: (path.endswith("/manifest.json"), path))
        yield SEARCH_LIST, json.dumps(["search/", *sorted(of_search), *shards_first]).encode()


def _assets(templates: Path | None) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of the code and styles of the templates that are published as they are."""
    if not templates:
        return
    for path in sorted((templates / "assets").rglob("*")):
        name = path.relative_to(templates).as_posix()
        if path.is_file() and not path.name.startswith(".") and not name.startswith(PARTS):
            yield name, path.read_bytes()
