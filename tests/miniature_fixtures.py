"""Miniature sites, built as their owner would build them; test modules name this one in `pytest_plugins`."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml
from miniature import REPO, SITES, Built, copied

from wenda.site.driver import build_site


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build tests/sites/small once for all who only read it."""
    folder = tmp_path_factory.mktemp("small") / "site"
    build_site(SITES / "small" / "mkdocs.yml", folder, None, jobs=1)
    return Built(folder)


@pytest.fixture
def project(tmp_path: Path) -> Callable[..., Path]:
    """Give a function that lays out a site's folder and returns its mkdocs.yml.

    It takes the content files by path, and the plugin's options.
    """

    def lay_out(content: Mapping[str, str], **options: object) -> Path:
        for path, text in content.items():
            file = tmp_path / "content" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        (tmp_path / "docs").mkdir(exist_ok=True)
        configuration = {
            "site_name": "试站",
            "site_url": "https://faq.example/sub/path/",
            "theme": {"name": "material", "custom_dir": str(REPO / "templates"), "language": "zh"},
            "plugins": [{"wenda": options}],
        }
        file = tmp_path / "mkdocs.yml"
        file.write_text(yaml.safe_dump(configuration, allow_unicode=True), encoding="utf-8")
        return file

    return lay_out


@pytest.fixture
def build(project: Callable[..., Path], tmp_path: Path) -> Callable[..., Built]:
    """Give a function that lays out a site, builds it and returns it."""

    def lay_out_and_build(content: Mapping[str, str], **options: object) -> Built:
        build_site(project(content, **options), tmp_path / "site", None, jobs=1)
        return Built(tmp_path / "site")

    return lay_out_and_build


@pytest.fixture
def small_copy(tmp_path: Path) -> Path:
    """Return a copy of tests/sites/small that a test may change."""
    return copied(SITES / "small", tmp_path / "small").parent
