"""The preview: the last good site stays up, and open pages hear of every build."""

import json
import queue
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from miniature import REPO

from wenda.site.serve import Preview, serve_site

pytest_plugins = ["miniature_fixtures"]

ARTICLE = "q/goupiao-1/"


@pytest.fixture
def preview(small_copy: Path) -> Iterator[str]:
    """Serve a copy of the small site until the test is over, and give its address."""
    command = [sys.executable, str(REPO / "build.py"), "build", "--config", str(small_copy / "mkdocs.yml")]
    told: queue.Queue[str] = queue.Queue()
    stop = threading.Event()
    preview = Preview(
        command=command,
        watched=[small_copy / "content"],
        folder=small_copy / "preview",
        root="/faq/",
        port=0,
    )
    server = threading.Thread(target=serve_site, args=(preview, told.put, stop))
    server.start()
    yield told.get(timeout=60)
    stop.set()
    server.join()


def get(address: str) -> str:
    with urlopen(address, timeout=60) as answer:
        return str(answer.read().decode())


def news(address: str, seen: int) -> dict[str, object]:
    """Wait for a build that is newer than the one `seen`."""
    found: dict[str, object] = json.loads(get(f"{address.removesuffix('faq/')}.wenda/news?{seen}"))
    return found


def change(file: Path, address: str, text: str) -> dict[str, object]:
    """Write `text` until the preview has noticed: it may not be watching yet when the first word is written."""
    seen = news(address, 0)["version"]
    assert isinstance(seen, int)
    found = {"version": seen}
    while found["version"] == seen:
        file.write_text(text, encoding="utf-8")
        found = news(address, seen)  # type: ignore[assignment]
    return found  # type: ignore[return-value]


def test_pages_listen_for_news(preview: str) -> None:
    assert '<script type="module" src="/.wenda/listen.js?1"></script>' in get(preview + ARTICLE)
    assert "location.reload" in get(f"{preview.removesuffix('faq/')}.wenda/listen.js")


def test_any_other_path_leads_to_the_site(preview: str) -> None:
    with urlopen(preview.removesuffix("faq/"), timeout=60) as answer:
        assert answer.url == preview


def test_a_page_that_is_not_there_shows_the_sites_own_404(preview: str) -> None:
    with pytest.raises(HTTPError) as missing:
        get(f"{preview}nowhere/")
    with missing.value as answer:
        assert answer.code == 404
        assert "小站" in answer.read().decode()


def test_a_change_is_built_and_a_mistake_leaves_the_last_good_site_up(preview: str, small_copy: Path) -> None:
    file = small_copy / "content" / "goupiao-1.md"
    good = file.read_text(encoding="utf-8")
    after = change(file, preview, good.replace("窗口办理", "柜台办理"))
    assert after["problems"] == ""
    assert "柜台办理" in get(preview + ARTICLE)
    after = change(file, preview, good.replace("date: 2025-01-01", "date: 2025-99-01"))
    assert "goupiao-1.md:4: " in str(after["problems"])
    assert "柜台办理" in get(preview + ARTICLE)
