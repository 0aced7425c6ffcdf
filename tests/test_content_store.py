"""Files in, files out: whatever lies in the folder, reading goes on and writing is all or nothing."""

import os
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from wenda.atomic import write_text
from wenda.content.store import MAX_BYTES, load_articles, read_article, write_article
from wenda.errors import Severity
from wenda.model import Article


def put(folder: Path, name: str, text: str | None = None) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text or f"---\ntitle: {path.stem}\n---\n", encoding="utf-8")
    return path


def rules(folder: Path) -> list[tuple[str, str]]:
    return [(problem.rule, problem.path.removeprefix(f"{folder}/")) for problem in load_articles(folder)[1]]


def test_articles_come_sorted_by_id_from_the_whole_tree(tmp_path: Path) -> None:
    put(tmp_path, "b.md")
    put(tmp_path, "deep/er/a.md")
    articles, problems = load_articles(tmp_path)
    assert [(article.id, article.path) for article in articles] == [("a", "deep/er/a.md"), ("b", "b.md")]
    assert problems == ()


def test_problems_name_the_path_as_it_was_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "some/a.md", "no front matter\n")
    monkeypatch.chdir(tmp_path)
    assert load_articles(Path("some"))[1][0].path == "some/a.md"


def test_other_files_and_hidden_ones_are_no_articles(tmp_path: Path) -> None:
    put(tmp_path, "taxonomy.yml", "topics: []\n")
    put(tmp_path, "picture.png", "png")
    put(tmp_path, ".draft.md")
    put(tmp_path, ".git/a.md")
    assert load_articles(tmp_path) == ((), ())


def test_a_symbolic_link_is_not_followed_and_said_to_be(tmp_path: Path) -> None:
    outside = put(tmp_path, "outside/secret.md")
    folder = tmp_path / "content"
    folder.mkdir()
    (folder / "linked.md").symlink_to(outside)
    (folder / "folder").symlink_to(outside.parent)
    articles, problems = load_articles(folder)
    assert articles == ()
    told = [(problem.rule, problem.severity, Path(problem.path).name) for problem in problems]
    assert told == [("symbolic-link", Severity.WARNING, name) for name in ("folder", "linked.md")]


def test_symbolic_links_are_followed_when_that_is_wanted(tmp_path: Path) -> None:
    outside = put(tmp_path, "outside/shared.md")
    folder = tmp_path / "content"
    folder.mkdir()
    (folder / "linked.md").symlink_to(outside)
    (folder / "folder").symlink_to(outside.parent)
    (folder / "loop").symlink_to(folder)
    (folder / "own").mkdir()
    (folder / "own" / "also.md").symlink_to(outside)
    articles, problems = load_articles(folder, follow_symlinks=True)
    assert sorted(article.path for article in articles) == ["folder/shared.md", "linked.md", "own/also.md"]
    assert [Path(problem.path).name for problem in problems] == ["loop"]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    assert rules(tmp_path) == [("unreadable", "pipe.md")]


def test_a_folder_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    articles, problems = load_articles(tmp_path / "nowhere")
    assert articles == ()
    assert [(problem.path, problem.rule) for problem in problems] == [
        (str(tmp_path / "nowhere"), "unreadable")
    ]


def test_a_file_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path) -> None:
    article, problems = read_article(tmp_path, "gone.md")
    assert article is None
    assert [problem.rule for problem in problems] == ["unreadable"]


def test_each_trouble_with_a_file_is_told_with_a_way_out(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    put(tmp_path, "bell\x07.md")
    put(tmp_path, "医保\x07/a.md")
    (tmp_path / "link.md").symlink_to("pipe.md")
    (tmp_path / "gb.md").write_bytes("\n医保\n".encode("gb18030"))
    (tmp_path / "bytes.md").write_bytes(b"\xff\n")
    link = "warning[symbolic-link]: a symbolic link is not followed"
    assert [str(problem).removeprefix(f"{tmp_path}/") for problem in load_articles(tmp_path)[1]] == [
        "bell\\x07.md: the file's name holds characters that cannot be shown\n    rename it",
        "bytes.md:1: the file is not UTF-8: byte 0xff in this line\n    save it as UTF-8",
        "gb.md:2: the file is not UTF-8: byte 0xb1 in this line\n    it looks like GB18030; save it as UTF-8",
        f"link.md: {link}\n    put the file itself here, or set `follow_symlinks`",
        "pipe.md: this is no regular file\n    take it out of the content folder",
        "医保\\x07: the folder's name holds characters that cannot be shown\n    rename it",
    ]
    _, (problem,) = read_article(tmp_path, "gone.md")
    assert (
        str(problem)
        == "gone.md: cannot be read: No such file or directory\n    check the path and its permissions"
    )


@pytest.mark.parametrize(("encoding", "hint"), [("gb18030", "GB18030"), ("utf-16", "UTF-8")])
def test_another_encoding_is_told_with_its_line(tmp_path: Path, encoding: str, hint: str) -> None:
    (tmp_path / "a.md").write_bytes("---\ntitle: 医保\n---\n".encode(encoding))
    put(tmp_path, "b.md")
    articles, problems = load_articles(tmp_path)
    assert [article.id for article in articles] == ["b"]
    assert problems[0].rule == "not-utf-8"
    assert problems[0].line == (2 if encoding == "gb18030" else 1)
    assert hint in problems[0].hint


def test_a_huge_file_is_not_read_as_an_article(tmp_path: Path) -> None:
    put(tmp_path, "a.md", "---\ntitle: 一\n---\n" + "a" * MAX_BYTES)
    assert rules(tmp_path) == [("huge-file", "a.md")]


def test_names_that_some_disks_take_for_one_file_clash(tmp_path: Path) -> None:
    put(tmp_path, "a.md")
    put(tmp_path, "A.md")
    composed = unicodedata.normalize("NFC", "café.md")
    put(tmp_path, composed)
    put(tmp_path, unicodedata.normalize("NFD", composed))
    articles, problems = load_articles(tmp_path)
    assert len({article.id for article in articles}) == 4
    assert sum(problem.rule == "name-clash" for problem in problems) == 2


def test_a_name_that_cannot_be_shown_is_told_and_passed_over(tmp_path: Path) -> None:
    (tmp_path / "bell\x07.md").write_text("---\ntitle: 一\n---\n", encoding="utf-8")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/bytes\xff.md")).write_text(
        "---\ntitle: 二\n---\n", encoding="utf-8"
    )
    articles, problems = load_articles(tmp_path)
    assert articles == ()
    assert [problem.rule for problem in problems] == ["file-name", "file-name"]
    assert all(str(problem).replace("\n", "").isprintable() for problem in problems)


def test_files_can_be_read_by_several_workers(tmp_path: Path) -> None:
    for number in range(20):
        put(tmp_path, f"a-{number}.md")
    with ThreadPoolExecutor(2) as pool:
        assert load_articles(tmp_path, pool.map) == load_articles(tmp_path)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    article = Article(id="a", path="sub/a.md", title="一", body="正文", tags=("甲",))
    assert write_article(tmp_path, article) == tmp_path / "sub/a.md"
    (read,), problems = load_articles(tmp_path)
    assert (read.title, read.body, read.tags, problems) == ("一", "正文", ("甲",), ())


@pytest.mark.parametrize("path", ["../a.md", "/tmp/a.md", "a/../../b.md", "", "a\\b.md"])
def test_nothing_is_written_outside_the_folder(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="content folder"):
        write_article(tmp_path, Article(id="a", path=path, title="一", body=""))


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(tmp_path, "a.md", "old")

    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="disk full"):
        write_text(path, "new")
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_text_that_cannot_be_encoded_leaves_the_old_file(tmp_path: Path) -> None:
    path = put(tmp_path, "a.md", "old")
    with pytest.raises(UnicodeEncodeError):
        write_text(path, "\ud800")
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_text(encoding="utf-8") == "old"


def test_a_file_keeps_its_permissions_and_its_line_ends(tmp_path: Path) -> None:
    path = put(tmp_path, "a.md", "old")
    path.chmod(0o640)
    write_text(path, "一\r\n二\n")
    assert path.stat().st_mode & 0o777 == 0o640
    assert path.read_bytes() == "一\r\n二\n".encode()


def test_a_link_is_replaced_instead_of_written_through(tmp_path: Path) -> None:
    target = put(tmp_path, "target.md", "old")
    link = tmp_path / "link.md"
    link.symlink_to(target)
    write_text(link, "new")
    assert target.read_text(encoding="utf-8") == "old"
    assert link.read_text(encoding="utf-8") == "new"
    assert not link.is_symlink()
