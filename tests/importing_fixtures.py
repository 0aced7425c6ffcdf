"""The three raw pages in a folder."""

from pathlib import Path

import pytest
from importing_sample import PAGES


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    for name, text in PAGES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path
