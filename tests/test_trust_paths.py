"""Names in content that would lead out of its folder: nothing outside is read or written, whatever they name."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from attacks import article, one_line, traversals
from miniature import REPO

import build
from wenda.content.rules.collection import Collection
from wenda.content.rules.identity import bad_alias
from wenda.content.store import load_articles
from wenda.errors import WendaError
from wenda.site import assembly
from wenda.site.driver import build_site
from wenda.site.pages.all_pages import all_pages
from wenda.site.pages.page_set import SitePage
from wenda.site.settings import build_date
from wenda.site.urls import alias_url, is_safe

pytest_plugins = ["miniature_fixtures"]

TEXTS = one_line(traversals())

# Runs build.py and writes every file that is opened, listed, made, moved or removed to a log, its workers' included.
SPY = """
import json, os, sys
log = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
def note(event, given):
    if event == "open":
        path, mode, flags = given
        paths, writes = [path], bool((flags or 0) & WRITING) or bool(set(mode or "r") & set("wax+"))
    elif event in ("os.listdir", "os.scandir"):
        paths, writes = given[:1], False
    elif event in ("os.mkdir", "os.remove", "os.rmdir", "os.truncate", "os.chmod", "os.utime", "shutil.rmtree"):
        paths, writes = given[:1], True
    elif event in ("os.rename", "os.link", "os.symlink", "shutil.copyfile", "shutil.move"):
        paths, writes = given[1:2], True
    else:
        return
    for path in paths:
        if isinstance(path, (str, bytes, os.PathLike)):
            os.write(log, json.dumps([os.path.realpath(os.fsdecode(path)), writes]).encode() + b"\\n")
sys.addaudithook(note)
sys.path.insert(0, sys.argv[2])
import build
sys.exit(build.main(sys.argv[3:]))
"""


@pytest.fixture
def sentinel(tmp_path: Path) -> Path:
    """Put files around the project that nobody may touch."""
    for folder in ("sentinel", "project/sentinel"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "secret.md").write_text(
            "---\ntitle: 秘密\n---\n\n秘密的正文。\n", encoding="utf-8"
        )
        (tmp_path / folder / "secret.png").write_bytes(b"secret")
    return tmp_path / "sentinel"


def spied(arguments: list[str], folder: Path) -> tuple[int, str, list[tuple[str, bool]]]:
    """Run build.py; return its exit code, what it told, and each path that was touched, with whether it was written."""
    log = folder / "spied.log"
    done = subprocess.run(
        [sys.executable, "-c", SPY, str(log), str(REPO), *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    seen = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    return done.returncode, done.stderr, [(str(path), bool(writes)) for path, writes in seen]


def _fields(number: int, text: str) -> dict[str, object]:
    single = {"title": f"问题 {number}", "category": text, "summary": text, "disclaimer": text}
    lists = {name: [text] for name in ("tags", "related", "source", "alt_titles", "searches")}
    return {**single, **lists}


def _content() -> Iterator[tuple[str, str]]:
    taken = set[str]()
    for number, text in enumerate(TEXTS):
        fields = _fields(number, text)
        address = alias_url(text)
        if is_safe(address) and address not in taken and not text.endswith(("index.html", "404.html")):
            fields["aliases"] = [text]
            taken.add(address)
        spaceless = text.replace(" ", "%20")
        body = f"![图]({spaceless}) [文]({spaceless}) ![图](<{text}>)\n\n[名]: {spaceless}\n\n<img src='{text}'> [名]"
        yield f"a{number:03}.md", article(body, fields)
        if "/" not in text and text not in {".", ".."} and len(text.encode()) < 250:
            yield f"named/{text}.md", article("名字", {"title": f"名字 {number}"})


def test_nothing_outside_of_its_folders_is_read_or_written(
    project: Callable[..., Path], tmp_path: Path, sentinel: Path
) -> None:
    config = project(dict(_content()))
    (tmp_path / "content" / "link.png").symlink_to(sentinel / "secret.png")
    (tmp_path / "content" / "folder").symlink_to(sentinel)
    (tmp_path / "content" / "linked.md").symlink_to(sentinel / "secret.md")
    code, told, seen = spied(
        ["build", "--config", str(config), "--site-dir", "out/site", "--jobs", "2"], tmp_path
    )
    assert code == 0, told
    assert len([path for path, _ in seen if path.startswith(str(tmp_path / "content"))]) > len(TEXTS)
    elsewhere = (str(sentinel), str(tmp_path / "project"), "/etc/passwd", "/etc/hosts")
    touched = [path for path, _ in seen if path.startswith(elsewhere)]
    assert touched == []
    out = str(tmp_path / "out")
    log = str(tmp_path / "spied.log")
    written = {path for path, writes in seen if writes and not path.startswith((f"{out}/", "/dev/", log))}
    assert written <= {out}
    site = tmp_path / "out" / "site"
    assert sum(
        (site / "q" / f"a{number:03}" / "index.html").is_file() for number in range(len(TEXTS))
    ) == len(TEXTS)
    assert not [file for file in site.rglob("*") if file.is_symlink() or file.name.startswith("secret")]
    assert b"\xe7\xa7\x98\xe5\xaf\x86" not in b"".join(file.read_bytes() for file in site.rglob("*.html"))


def test_every_alias_that_could_not_be_an_address_is_told_and_nothing_is_written(
    project: Callable[..., Path], tmp_path: Path, sentinel: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = [text for text in TEXTS if not is_safe(alias_url(text))]
    bad += ["长" * 100, "x" * 300, "con/", "q/NUL.html", "e\N{COMBINING ACUTE ACCENT}"]
    config = project(
        {
            f"a{number:03}.md": article("字", {"title": f"问 {number}", "aliases": [text], "region": text})
            for number, text in enumerate(bad)
        }
    )
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert build.main(["build", "--config", str(config), "--site-dir", str(tmp_path / "site")]) == 1
    told = capsys.readouterr().err
    missed = [text for number, text in enumerate(bad) if f"a{number:03}.md:" not in told]
    assert missed == []
    assert told.count("region") >= len(bad)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()} == {
        path: at for path, at in before.items() if path.is_file()
    }


def test_the_rule_and_the_builder_agree_on_what_an_alias_may_be(tmp_path: Path) -> None:
    for number, text in enumerate(TEXTS):
        (tmp_path / f"a{number}.md").write_text(
            article("字", {"title": "问", "aliases": [text]}), encoding="utf-8"
        )
    articles, _ = load_articles(tmp_path)
    refused = {finding.item for finding in bad_alias(Collection(articles, tmp_path, build_date()))}
    assert refused == {text for text in TEXTS if not is_safe(alias_url(text))}


def test_topics_with_ids_that_lead_elsewhere_are_told(
    project: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    topics = [{"id": text, "name": f"主题 {number}", "keywords": ["字"]} for number, text in enumerate(TEXTS)]
    config = project({"a.md": article("字", {"title": "问"}), "taxonomy.yml": json.dumps({"topics": topics})})
    assert build.main(["build", "--config", str(config), "--site-dir", str(tmp_path / "site")]) == 1
    assert capsys.readouterr().err.count("taxonomy.yml:") >= len(TEXTS) - 2  # con and com1 are good ids
    assert not (tmp_path / "site").exists()


def test_new_articles_and_imported_ones_stay_in_the_folder(tmp_path: Path, sentinel: Path) -> None:
    (tmp_path / "raw").mkdir()
    for number, text in enumerate(TEXTS):
        page = f"Q: {text} 怎么办\n\n回答 {number}。\n\n更多相关推荐\n1. {text} 是什么\n"
        (tmp_path / "raw" / f"{number}.txt").write_text(page, encoding="utf-8")
    code, told, seen = spied(["import", "raw", "--content", "in/content"], tmp_path)
    assert code in {0, 1}, told
    assert "Traceback" not in told
    inside = (str(tmp_path / "in"), "/dev/", str(tmp_path / "spied.log"))
    assert [path for path, writes in seen if writes and not path.startswith(inside)] == []
    assert [path for path, _ in seen if path.startswith((str(sentinel), str(tmp_path / "project")))] == []
    assert len(list((tmp_path / "in" / "content").rglob("*.md"))) > len(TEXTS) // 2


def test_pictures_that_some_disks_take_for_one_are_told(tmp_path: Path) -> None:
    for name in ("Karte.png", "karte.png", "caf\u00e9.png", "cafe\u0301.png"):
        (tmp_path / name).write_bytes(b"")
    if len(list(tmp_path.iterdir())) < 4:
        pytest.skip("this disk takes them for one itself")
    assert [problem.rule for problem in load_articles(tmp_path)[1]] == ["name-clash"] * 2


def test_no_two_pages_share_an_address_and_none_lies_outside_the_site(
    project: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def with_wrong_ones(*arguments: Any) -> Iterator[SitePage]:
        pages = list(all_pages(*arguments))
        yield from pages
        yield replace(pages[0], url=pages[0].url.upper(), source="twin.md", origin=None)
        yield replace(pages[0], url="../outside/", source="outside.md", origin=None)

    monkeypatch.setattr(assembly, "all_pages", with_wrong_ones)
    with pytest.raises(WendaError) as caught:
        build_site(project({"a.md": "---\ntitle: 一\n---\n\n文。\n"}), tmp_path / "site", None, jobs=1)
    assert [problem.message for problem in caught.value.problems] == [
        "the address Q/A/ is already that of q/a.md",
        "'../outside/' cannot be an address of the site",
    ]
    assert not (tmp_path / "site").exists()
