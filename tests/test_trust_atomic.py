"""All or nothing: whatever ends a command, the site and the articles are whole, and the next command succeeds."""

import hashlib
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from killing import Killer, Moment
from miniature import REPO, SITES, copied

from wenda.content.store import load_articles

Manifest = dict[str, str]
"""The digest of each file of a folder by its path."""

MANY = pytest.param(50, marks=pytest.mark.fuzz)

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="killing a group of processes needs POSIX")


def command(*arguments: str) -> list[str]:
    return [sys.executable, str(REPO / "build.py"), *arguments]


def run(arguments: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(arguments, capture_output=True, text=True, check=False)


def succeed(arguments: Sequence[str]) -> None:
    done = run(arguments)
    assert done.returncode == 0, done.stderr


def manifest(folder: Path) -> Manifest:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


class Versions:
    """One site in three versions: with the one article or the other, and with another name, which is on all pages."""

    def __init__(self, root: Path, killer: Killer) -> None:
        self.root, self.site = root, root / "www" / "site"
        self._config = copied(SITES / "small", root / "small")
        config = str(self._config)
        self.command = command("build", "--config", config, "--site-dir", str(self.site), "--jobs", "2")
        self._texts = [("小站", "旧答。"), ("小站", "新答。"), ("大站", "新答。")]
        self.whole: list[Manifest] = []
        for number in range(3):
            self.write(number)
            succeed(self.command)
            self.whole.append(manifest(self.site))
        # From here on a build finds what the one before it left, as builds usually do.
        self.moments = [(moment, True) for moment in self._moments(killer, 0)]
        self.moments += [(moment, False) for moment in self._moments(killer, 1)]
        self.beside_when_quiet = self.beside()

    def write(self, number: int) -> None:
        """Make the sources those of a version."""
        name, answer = self._texts[number]
        text = self._config.read_text(encoding="utf-8").replace("小站", name).replace("大站", name)
        self._config.write_text(text, encoding="utf-8")
        article = self._config.parent / "content" / "changing.md"
        article.write_text(f"---\ntitle: 变不变\n---\n\n{answer}\n", encoding="utf-8")

    def _moments(self, killer: Killer, number: int) -> list[Moment]:
        """Build a version and return all moments of that, but for the share that other workers may take."""
        before = self.current
        self.write(number)
        firsts = killer.moments(self.command)
        self.write(before)
        succeed(self.command)
        self.write(number)
        in_worker = killer.moments(self.command, in_worker=True)
        return firsts + in_worker[: len(in_worker) // 2 + 1]

    def next(self, *, changes_all: bool) -> int:
        """Write a version of which all pages differ from the current one, or only some if that can be."""
        number = 0 if self.current == 2 else 2 if changes_all else 1 - self.current
        self.write(number)
        return number

    @property
    def current(self) -> int:
        """The number of the version that stands there whole."""
        return self.whole.index(manifest(self.site))

    def beside(self) -> set[str]:
        """Return what stands in the folders that a build writes to, and everything that is called unfinished."""
        folders = [self.root, self.site.parent, self._config.parent]
        names = {f"{folder.name}/{path.name}" for folder in folders for path in folder.iterdir()}
        return names | {str(path) for path in self.root.rglob("*.part")}


@pytest.fixture(scope="module")
def killer(tmp_path_factory: pytest.TempPathFactory) -> Killer:
    return Killer(tmp_path_factory.mktemp("killer") / "hook")


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory, killer: Killer) -> Versions:
    return Versions(tmp_path_factory.mktemp("versions"), killer)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """Give a function that gives a small disk a size in kilobytes and returns its folder."""
    folder = tmp_path / "disk"
    folder.mkdir()

    def resize(kilobytes: int) -> Path:
        remount = "remount," if folder.is_mount() else ""
        mount = ["mount", "-t", "tmpfs", "-o", f"{remount}size={kilobytes}k", "none", str(folder)]
        try:
            done = run(mount)
        except OSError as error:
            pytest.skip(f"cannot mount a small disk: {error}")
        if done.returncode and not remount:
            pytest.skip(f"cannot mount a small disk: {done.stderr.strip()}")
        assert done.returncode == 0, done.stderr
        return folder

    yield resize
    if folder.is_mount():
        run(["umount", "--lazy", str(folder)])


def used(disk: Path) -> int:
    """Return the kilobytes that are taken on a disk."""
    state = os.statvfs(disk)
    return (state.f_blocks - state.f_bfree) * state.f_frsize // 1024


def assert_told_of_a_full_disk(done: subprocess.CompletedProcess[str]) -> None:
    """See that a command failed in one line, with perhaps a way out below it."""
    assert done.returncode == 1, done.stderr
    lines = done.stderr.splitlines()
    assert "No space left on device" in lines[0]
    assert [line for line in lines[1:] if not line.startswith("    ")] == []


@pytest.mark.parametrize("times", [4, MANY])
def test_a_build_killed_at_any_moment_leaves_a_whole_site_and_the_next_succeeds(
    versions: Versions, killer: Killer, times: int
) -> None:
    killed = 0
    for moment, changes_all in random.Random(times).sample(versions.moments, len(versions.moments)):
        following = versions.next(changes_all=changes_all)
        killed += killer.kill(moment, versions.command)  # unless it has ended before that moment
        assert manifest(versions.site) in versions.whole, moment
        succeed(versions.command)
        assert versions.current == following, moment
        assert versions.beside() == versions.beside_when_quiet, moment
        if killed == times:
            break
    assert killed == times


def test_workers_end_when_only_the_first_process_is_killed(versions: Versions, killer: Killer) -> None:
    before = versions.current
    following = versions.next(changes_all=True)
    assert killer.kill(Moment(2, in_worker=True, only_first=True), versions.command)
    assert versions.current == before
    succeed(versions.command)
    assert versions.current == following
    assert versions.beside() == versions.beside_when_quiet


def test_builds_of_one_site_at_once_all_succeed_and_the_site_is_whole(versions: Versions) -> None:
    following = versions.next(changes_all=True)
    at_once = [
        subprocess.Popen(versions.command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    for process in at_once:
        told = process.communicate()[1]
        assert process.returncode == 0, told
    assert versions.current == following
    assert versions.beside() == versions.beside_when_quiet


@pytest.mark.parametrize("kilobytes", [40, 400])
def test_a_disk_too_small_for_a_first_site_is_told_in_one_line_and_left_as_it_was(
    disk: Callable[[int], Path], tmp_path: Path, kilobytes: int
) -> None:
    config = copied(SITES / "small", tmp_path / "small")
    site = disk(kilobytes) / "site"
    build = command("build", "--config", str(config), "--site-dir", str(site), "--jobs", "2")
    assert_told_of_a_full_disk(run(build))
    assert list(site.parent.iterdir()) == []
    disk(8000)
    succeed(build)
    assert (site / "404.html").is_file()


@pytest.mark.parametrize("free", [0, 60])
def test_the_old_site_stands_when_the_disk_is_too_full_for_a_new_one(
    disk: Callable[[int], Path], free: int
) -> None:
    config = copied(SITES / "small", disk(16_000) / "small")
    site = config.parent / "site"
    build = command("build", "--config", str(config), "--site-dir", str(site), "--jobs", "2")
    succeed(build)
    before = manifest(site)
    article = config.parent / "content" / "goupiao-1.md"
    article.write_text(f"---\ntitle: 新问\n---\n\n{'长长的新答。' * 10_000}\n", encoding="utf-8")
    disk(used(site) + free)
    assert_told_of_a_full_disk(run(build))
    assert manifest(site) == before
    disk(16_000)
    succeed(build)
    assert manifest(site) != before


def test_an_import_killed_at_any_moment_leaves_whole_articles_and_the_next_finishes_it(
    killer: Killer, tmp_path: Path
) -> None:
    content = tmp_path / "content"
    ledger = tmp_path / "ledger.json"
    bring_in = command("import", str(SITES / "raw"), "--content", str(content), "--ledger", str(ledger))
    moments = killer.moments(bring_in)
    whole = manifest(tmp_path)
    killed = 0
    for moment in random.Random(0).sample(moments, 4):
        shutil.rmtree(content, ignore_errors=True)
        killed += killer.kill(moment, bring_in)
        assert content.is_dir()
        assert load_articles(content)[1] == ()
        succeed(bring_in)
        assert manifest(tmp_path) == whole, moment
    assert killed == 4


def test_a_disk_too_full_for_an_import_is_told_in_one_line_and_articles_are_whole(
    disk: Callable[[int], Path],
) -> None:
    content = disk(40) / "content"
    bring_in = command("import", str(SITES / "raw"), "--content", str(content))
    assert_told_of_a_full_disk(run(bring_in))
    articles, problems = load_articles(content)
    assert len(articles) > 1
    assert problems == ()
    assert {path.suffix for path in content.iterdir()} == {".md"}
    disk(8000)
    succeed(bring_in)
    assert len(load_articles(content)[0]) > len(articles)


def test_a_new_article_is_there_whole_or_not_at_all(killer: Killer, tmp_path: Path) -> None:
    start = command("new", "箱子可以带几个", "--content", str(tmp_path / "content"))
    moments = killer.moments(start)
    [whole] = (tmp_path / "content").glob("*.md")
    text = whole.read_bytes()
    for moment in moments:
        whole.unlink(missing_ok=True)
        assert killer.kill(moment, start)
        assert [path.read_bytes() for path in (tmp_path / "content").glob("*.md")] in ([], [text])
    assert len(moments) > 1
