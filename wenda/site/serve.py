"""Preview: build, serve on this machine, rebuild on every change, and reload the pages that are open.

Each build is a process of its own, so that changes to the program count too and a build that fails cannot harm the
server: its problems are shown in the terminal and on the page, and the last good site stays up.
"""

import json
import subprocess
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from watchfiles import watch

from wenda.errors import Problem, WendaError

WAIT = 25.0
"""Seconds that a page's question for news is kept waiting before it has to ask again."""

_SCRIPT = b"""
async function listen(version) {
  for (;;) {
    try {
      const news = await (await fetch(`/.wenda/news?${version}`)).json();
      if (news.version !== version) {
        if (!news.problems) return location.reload();
        version = news.version;
        show(news.problems);
      }
    } catch {
      await new Promise((again) => setTimeout(again, 1000));
    }
  }
}
function show(problems) {
  const box = document.createElement("pre");
  box.textContent = problems;
  box.style.cssText = "position:fixed;inset:auto 0 0 0;max-height:50vh;overflow:auto;margin:0;padding:1rem;"
    + "background:#7a1020;color:#fff;z-index:99;white-space:pre-wrap";
  document.body.append(box);
}
listen(Number(new URL(import.meta.url).search.slice(1)));
"""


@dataclass(slots=True)
class News:
    """What the last build came to; `version` counts builds."""

    version: int = 0
    problems: str = ""
    changed: threading.Condition = field(default_factory=threading.Condition)

    def tell(self, problems: str) -> None:
        """Note the end of a build and wake the pages that wait for it."""
        with self.changed:
            self.version += 1
            self.problems = problems
            self.changed.notify_all()

    def wait(self, seen: int) -> bytes:
        """Return the news once they are newer than `seen`, or after a while."""
        with self.changed:
            self.changed.wait_for(lambda: self.version != seen, timeout=WAIT)
            return json.dumps({"version": self.version, "problems": self.problems}).encode()


class Handler(SimpleHTTPRequestHandler):
    """Serves the site under its own path, as its host will, with a script in each page that listens for news."""

    def __init__(self, *args: Any, root: str, news: News, **options: Any) -> None:
        self.root, self.news = root, news
        super().__init__(*args, **options)

    def do_GET(self) -> None:
        """Answer the listening script, a request for a page, or one for another file."""
        path, _, query = self.path.partition("?")
        if path == "/.wenda/news":
            self._send(self.news.wait(int(query) if query.isdigit() else 0), "application/json")
        elif path == "/.wenda/listen.js":
            self._send(_SCRIPT, "text/javascript")
        elif not path.startswith(self.root):
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", self.root)
            self.end_headers()
        else:
            self._page_or_file()

    def translate_path(self, path: str) -> str:
        """Return the file for a path below the site's root."""
        return super().translate_path("/" + path.removeprefix(self.root))

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the name that the base class gave it
        """Keep the terminal for builds."""

    def _page_or_file(self) -> None:
        file = Path(self.translate_path(self.path))
        page = file / "index.html" if file.is_dir() and self.path.partition("?")[0].endswith("/") else file
        if file.is_dir() and page == file:
            super().do_GET()  # redirects to the address with a slash
        elif page.suffix == ".html" or not page.exists():
            found = page if page.exists() else Path(self.directory) / "404.html"
            script = f'<script type="module" src="/.wenda/listen.js?{self.news.version}"></script>'.encode()
            status = HTTPStatus.OK if found is page else HTTPStatus.NOT_FOUND
            self._send(
                (found.read_bytes() if found.exists() else b"") + script, "text/html; charset=utf-8", status
            )
        else:
            super().do_GET()

    def _send(self, content: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What to build and serve: `command` builds without its `--site-dir`, `root` is the path of the site.

    The site is kept in `folder`, so that the next preview need not begin from nothing.
    """

    command: Sequence[str]
    watched: Sequence[Path]
    folder: Path
    root: str
    port: int


def serve_site(preview: Preview, told: Callable[[str], None], stop: threading.Event | None = None) -> None:
    """Build, serve the site on 127.0.0.1, and build again whenever something that is watched changes.

    `told` is given the site's address. Runs until it is interrupted or `stop` is set; raises `WendaError` when the
    port is taken.
    """
    site_dir, news = preview.folder.absolute() / "site", News()
    handler = partial(Handler, root=preview.root, news=news, directory=str(site_dir))
    try:
        server = ThreadingHTTPServer(("127.0.0.1", preview.port), handler)
    except OSError as error:
        raise WendaError(
            Problem(f"port {preview.port}", 0, error.strerror or "cannot listen", "try --port 0")
        ) from error
    with server:
        threading.Thread(target=server.serve_forever).start()
        try:
            _build(preview.command, site_dir, news)
            told(f"http://127.0.0.1:{server.server_port}{preview.root}")
            for _ in watch(*preview.watched, stop_event=stop):
                _build(preview.command, site_dir, news)
        finally:
            news.tell("")  # so that no page is left waiting
            server.shutdown()


def _build(command: Sequence[str], site_dir: Path, news: News) -> None:
    whole = [*command, "--site-dir", str(site_dir)]
    built = subprocess.run(whole, stderr=subprocess.PIPE, text=True, check=False)  # noqa: S603  our own program
    print(built.stderr, end="", flush=True)
    news.tell(built.stderr if built.returncode else "")
