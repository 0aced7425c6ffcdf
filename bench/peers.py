"""The other generators, installed at the versions that the lock files beside this module pin.

Each gets a place of its own below `bench/out/peers`; what was installed from the same lock file before stays.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

BENCH = Path(__file__).parent
INSTALLED = BENCH / "out" / "peers"
_MARK = ".installed"  # holds the digest of the lock file that was installed


class NotInstalled(Exception):  # noqa: N818  a peer that is missing is skipped, which is no error
    """A peer cannot be had on this machine; the message says why."""


def requirements(name: str) -> Path:
    """Return the lock file of the Python package `name`."""
    return BENCH / "peers" / name / "requirements.txt"


@cache
def version(package: str) -> str:
    """Return the version of `package` that the lock files pin; raises KeyError when none does."""
    pins: dict[str, str] = json.loads((BENCH / "package.json").read_text(encoding="utf-8"))["dependencies"]
    for lock in (BENCH / "peers").glob("*/requirements.txt"):
        pins |= dict(re.findall(r"^([\w-]+)==([\w.]+)", lock.read_text(encoding="utf-8"), re.MULTILINE))
    return pins[package]


@cache
def python_peer(name: str) -> Path:
    """Install the Python package `name` in a virtual environment; return that; raises `NotInstalled`."""
    lock, folder = requirements(name), INSTALLED / name
    if not _is_installed(lock, folder):
        shutil.rmtree(folder, ignore_errors=True)
        _run([sys.executable, "-m", "venv", str(folder)])
        pip = [str(folder / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check"]
        _run([*pip, "--no-deps", "--require-hashes", "--requirement", str(lock)])
        _mark(lock, folder)
    return folder


@cache
def node_peers() -> Path:
    """Install the packages of package.json; return their `node_modules`; raises `NotInstalled`."""
    lock, folder = BENCH / "package-lock.json", INSTALLED / "node"
    if not shutil.which("npm"):
        raise NotInstalled("npm is not installed")
    if not _is_installed(lock, folder):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name in (".npmrc", "package.json", "package-lock.json"):
            shutil.copy(BENCH / name, folder)
        # Not `npm ci`: it refuses a lock file without the binaries for systems that a registry may not offer.
        _run(["npm", "install", "--ignore-scripts", "--prefix", str(folder)])
        _mark(lock, folder)
    return folder / "node_modules"


def program(folder: Path, pattern: str) -> Path:
    """Return the one file below `folder` that fits `pattern`; raises `NotInstalled`."""
    found = sorted(folder.glob(pattern))
    if not found:
        raise NotInstalled(f"there is no {pattern} for this system")
    return found[0]


def _run(command: Sequence[str]) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    except OSError as error:
        raise NotInstalled(f"{command[0]}: {error.strerror}") from error
    except subprocess.CalledProcessError as error:
        said = [line for line in error.stderr.splitlines() if "error" in line.lower()]
        raise NotInstalled(said[0].strip() if said else f"{command[0]} failed") from error


def _is_installed(lock: Path, folder: Path) -> bool:
    mark = folder / _MARK
    return mark.exists() and mark.read_text(encoding="ascii") == _digest(lock)


def _mark(lock: Path, folder: Path) -> None:
    (folder / _MARK).write_text(_digest(lock), encoding="ascii")


def _digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()
