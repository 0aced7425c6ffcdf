"""Miniature sites: where they lie, and how a test reads one that was built."""

import shutil
from dataclasses import dataclass
from pathlib import Path

REPO = Path(__file__).parents[1]
SITES = REPO / "tests" / "sites"


@dataclass(frozen=True)
class Built:
    """A built site, read by address."""

    folder: Path

    def page(self, url: str) -> str:
        """Return the HTML served at the site-relative `url`."""
        file = self.folder / url
        return (file / "index.html" if not url or url.endswith("/") else file).read_text(encoding="utf-8")

    def has(self, url: str) -> bool:
        """Say whether something is served at `url`."""
        file = self.folder / url
        return (file / "index.html" if not url or url.endswith("/") else file).is_file()


def copied(site: Path, folder: Path) -> Path:
    """Copy a site's sources to `folder`, where a test may change them, and return its configuration."""
    shutil.copytree(site, folder)
    configuration = folder / "mkdocs.yml"
    text = configuration.read_text(encoding="utf-8")
    configuration.write_text(text.replace("../../../templates", str(REPO / "templates")), encoding="utf-8")
    return configuration
