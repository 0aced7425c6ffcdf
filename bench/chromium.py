"""A Chromium to drive and a host to show it pages, for browser tests and for measuring."""

import gzip
import io
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import BinaryIO

ARGS = (
    *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)
"""What Chromium is started with: it runs as root in containers, and it calls nobody."""


def find_chromium() -> str | None:
    """Return the browser to drive: the one that is named, else the system's; None is Playwright's own."""
    named = os.environ.get("CHROMIUM")
    return named or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve `folder` on a free port and give its address, with a final slash."""
    with _running(partial(_Quiet, directory=str(folder))) as address:
        yield address


@dataclass(slots=True)
class Host:
    """A host like GitHub Pages: text goes out gzipped, and browsers may keep everything for ten minutes."""

    address: str  # with a final slash
    sent: list[tuple[str, int]] = field(
        default_factory=list
    )  # path and bytes, headers included, of each answer


@contextmanager
def hosted(folder: Path) -> Iterator[Host]:
    """Serve `folder` as a host would, and note what goes out."""
    host = Host("")
    with _running(partial(_Hosting, host, directory=str(folder))) as host.address:
        yield host


@contextmanager
def _running(handler: Callable[..., SimpleHTTPRequestHandler]) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


class _Hosting(_Quiet):
    protocol_version = "HTTP/1.1"
    _TEXT = (
        "text/",
        "application/json",
        "application/javascript",
        "application/manifest+json",
        "image/svg+xml",
    )

    def __init__(self, host: Host, *arguments: object, directory: str) -> None:
        self._host = host
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        path = Path(self.translate_path(self.path))
        folder = path.is_dir() and self.path.partition("?")[0].endswith("/")
        file = path / "index.html" if folder else path
        kind = self.guess_type(str(file))
        if not file.is_file():
            return super().send_head()
        tag = f'"{file.stat().st_mtime_ns:x}-{file.stat().st_size:x}"'
        known = self.headers.get("If-None-Match") == tag
        text = kind.startswith(self._TEXT)
        body = b"" if known else file.read_bytes()
        body = gzip.compress(body, mtime=0) if text and body else body
        self.send_response(HTTPStatus.NOT_MODIFIED if known else HTTPStatus.OK)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
        self.send_header("ETag", tag)
        self.send_header("Cache-Control", "max-age=600")
        if text:
            self.send_header("Content-Encoding", "gzip")
        if not known:
            self.send_header("Content-Length", str(len(body)))
        headers = len(b"".join(self._headers_buffer))  # type: ignore[attr-defined]
        self.end_headers()
        self._host.sent.append((self.path, headers + len(body)))
        return io.BytesIO(body)
