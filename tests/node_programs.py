"""Programs from npm that judge what was built; tests that need one are skipped where it is not installed."""

import shutil
import subprocess
from pathlib import Path

import pytest

WEB = Path(__file__).parent / "web"
MODULES = WEB / "node_modules"


def package(name: str) -> Path:
    """Return the folder of a package of tests/web, or skip the test."""
    if not shutil.which("node"):
        pytest.skip("Node.js is not installed")
    if not (MODULES / name).is_dir():
        pytest.skip(f"{name} is not installed: `make judges` installs it where npm is there")
    return MODULES / name


def run(script: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a script with Node.js and return what it said."""
    command = ["node", str(script), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
