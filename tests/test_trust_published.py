"""What is published says nothing about where and by whom it was built."""

import os
import subprocess
import sys
import zlib
from pathlib import Path

from miniature import REPO

pytest_plugins = ["miniature_fixtures"]

SECRET = "s3cr3t-t0ken-0f-th3-env1r0nment"


def test_no_published_file_holds_a_path_of_the_machine_or_a_secret_of_its_environment(
    small_copy: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home" / "somebody"
    home.mkdir(parents=True)
    page = small_copy / "content" / "deep.md"
    page.write_text("---\ntitle: 深\n---\n\n" + "1. " * 1000 + "\n\n[无](nowhere.md)", encoding="utf-8")
    config = small_copy / "mkdocs.yml"
    done = subprocess.run(
        [sys.executable, str(REPO / "build.py"), "build", "--config", str(config), "--site-dir", "out"],
        env={**os.environ, "HOME": str(home), "GITHUB_TOKEN": SECRET, "AWS_SECRET_ACCESS_KEY": SECRET},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr  # for the page that is nested too deeply
    assert SECRET not in done.stdout + done.stderr
    forbidden = [text.encode() for text in (str(tmp_path), str(home), str(REPO), SECRET, f"{Path.home()}/")]
    files = [file for file in (tmp_path / "out").rglob("*") if file.is_file()]
    assert len(files) > 50
    assert [
        file for file in files for data in [readable(file)] if any(text in data for text in forbidden)
    ] == []


def readable(file: Path) -> bytes:
    """Return the bytes of a file, and of what it holds compressed."""
    data = file.read_bytes()
    for wbits in (zlib.MAX_WBITS, -zlib.MAX_WBITS, zlib.MAX_WBITS | 16):
        try:
            return data + zlib.decompress(data, wbits)
        except zlib.error:
            continue
    return data
