"""A page that does nothing but search, for measuring it in Chromium."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

OPTIONS: dict[str, Any] = {
    "executable_path": os.environ.get("CHROMIUM") or shutil.which("chromium"),
    "args": [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
    ],
}

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


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve `folder` on a free port and give its address, with a final slash."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
