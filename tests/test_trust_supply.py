"""What is installed is what was locked, and what is published says whose it is."""

import re
from importlib.metadata import distribution
from pathlib import Path

import pytest
from miniature import REPO, Built
from packaging.specifiers import SpecifierSet

pytest_plugins = ["miniature_fixtures"]

LOCKS = sorted(
    [*(REPO / "requirements").glob("*.txt"), *(REPO / "bench" / "peers").glob("*/requirements.txt")]
)
WORKFLOWS = sorted((REPO / ".github" / "workflows").glob("*.yml"))

FREE = re.compile(r"MIT|BSD|Apache|ISC|PSF|MPL|Unlicense|HPND|Zlib|0BSD|GPL|Public Domain", re.IGNORECASE)


def locked(lock: Path) -> list[str]:
    """Return the entries of a lock file, each a package with its version and hashes."""
    text = re.sub(r"\\\n\s*", " ", lock.read_text(encoding="utf-8"))
    return [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]


def name_of(entry: str) -> str:
    """Return the name of the package of an entry of a lock file."""
    return entry.partition("==")[0].partition("[")[0]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.relative_to(REPO).as_posix())
def test_every_package_is_locked_to_one_version_and_its_hashes(lock: Path) -> None:
    entries = locked(lock)
    assert entries
    assert [
        each
        for each in entries
        if not re.match(r"[\w.-]+(\[[\w,-]+\])?==\S+ .*--hash=sha256:[0-9a-f]{64}", each)
    ] == []


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda workflow: workflow.name)
def test_workflows_use_actions_of_one_commit_only(workflow: Path) -> None:
    used = re.findall(r"uses: (\S+)", workflow.read_text(encoding="utf-8"))
    assert used
    assert [action for action in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action)] == []


def test_every_locked_package_runs_on_the_oldest_python_that_the_readme_promises() -> None:
    promised = re.search(r"Python (\d+\.\d+) or newer", (REPO / "README.md").read_text(encoding="utf-8"))
    assert promised
    needs = {
        name: "".join(distribution(name).metadata.get_all("Requires-Python") or ())
        for lock in ("site.txt", "dev.txt")
        for name in map(name_of, locked(REPO / "requirements" / lock))
    }
    too_new = {
        name: wanted for name, wanted in needs.items() if f"{promised[1]}.0" not in SpecifierSet(wanted)
    }
    assert too_new == {}


def test_every_package_that_builds_a_site_says_under_which_free_licence_it_is() -> None:
    unclear = {}
    for entry in locked(REPO / "requirements" / "site.txt"):
        name = name_of(entry)
        about = distribution(name).metadata
        classifiers = [value for value in about.get_all("Classifier") or () if value.startswith("License ::")]
        expressions = about.get_all("License-Expression") or []
        licences = [licence[:200] for licence in about.get_all("License") or []]
        told = " ".join([*expressions, *licences, *classifiers])
        if not FREE.search(told):
            unclear[name] = told
    assert unclear == {}


def test_every_package_that_builds_a_site_is_listed_with_its_licence() -> None:
    rows = re.findall(
        r"^\| ([\w.-]+) \| (.+) \|$", (REPO / "LICENCES.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    listed = dict(rows[2:])  # after the head of the table
    entries = locked(REPO / "requirements" / "site.txt")
    assert set(listed) == set(map(name_of, entries))
    assert all(FREE.search(licence) for licence in listed.values())


def test_the_licence_of_materials_stylesheets_goes_where_they_go(small: Built) -> None:
    notice = small.page("assets/mkdocs-material.LICENSE.txt")
    assert "Permission is hereby granted" in notice
    assert "Martin Donath" in notice
