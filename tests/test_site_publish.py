"""Putting a site in place: all of it, or nothing."""

from pathlib import Path

import pytest

from wenda.errors import WendaError
from wenda.site.staging import publish
from wenda.site.staging.publish import refuse_sources, staged


def write_site(folder: Path, word: str) -> None:
    for name in (".nojekyll", "404.html", "index.html"):
        (folder / name).write_text(word, encoding="utf-8")


def build_new(site: Path) -> None:
    with staged(site) as stage:
        write_site(stage.folder, "new")


def build_and_fail(site: Path) -> None:
    with staged(site) as stage:
        write_site(stage.folder, "new")
        raise LookupError


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_first_site_is_put_in_place(tmp_path: Path) -> None:
    with staged(tmp_path / "site") as stage:
        write_site(stage.folder, "new")
        assert not (tmp_path / "site").exists()
    assert (tmp_path / "site" / "index.html").read_text(encoding="utf-8") == "new"
    assert names(tmp_path) == ["site"]


@pytest.mark.parametrize("way", ["in one step", "by two renames"])
def test_a_new_site_replaces_the_old_one_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    if way == "by two renames":
        monkeypatch.setattr(publish, "_exchange", lambda *_: False)
    site = tmp_path / "site"
    site.mkdir()
    write_site(site, "old")
    (site / "gone.html").write_text("old", encoding="utf-8")
    with staged(site) as stage:
        write_site(stage.folder, "new")
    assert {path.read_text(encoding="utf-8") for path in site.iterdir()} == {"new"}
    assert names(tmp_path) == ["site"]


def test_the_old_site_stands_when_a_build_fails(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    write_site(site, "old")
    with pytest.raises(LookupError):
        build_and_fail(site)
    assert {path.read_text(encoding="utf-8") for path in site.iterdir()} == {"old"}
    assert names(tmp_path) == ["site"]


def test_a_folder_with_something_else_in_it_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "precious.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(WendaError, match="not a site built by Wenda"), staged(tmp_path / "home"):
        pass
    assert names(tmp_path / "home") == ["precious.txt"]


def test_a_whole_disk_is_not_replaced() -> None:
    with pytest.raises(WendaError, match="a whole disk"), staged(Path("/")):
        pass


@pytest.mark.parametrize("name", [".git", ".hg", ".svn"])
def test_a_site_that_is_a_repository_too_is_not_replaced(tmp_path: Path, name: str) -> None:
    site = tmp_path / "site"
    site.mkdir()
    write_site(site, "old")
    (site / name).write_text("gitdir: elsewhere", encoding="utf-8")
    with pytest.raises(WendaError, match="would be lost"):
        build_new(site)
    assert (site / name).exists()
    assert (site / "index.html").read_text(encoding="utf-8") == "old"
    assert names(tmp_path) == ["site"]


@pytest.mark.parametrize("place", ["content", "content/site", "link/site"])
def test_a_site_cannot_lie_in_what_it_is_made_from(tmp_path: Path, place: str) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "content")
    with pytest.raises(WendaError, match="which it is made from"):
        refuse_sources(tmp_path / place, [tmp_path / "docs", tmp_path / "content"])
    refuse_sources(tmp_path / "content-site", [tmp_path / "docs", tmp_path / "content"])


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    with staged(tmp_path / "site") as stage:
        write_site(stage.folder, "new")
    assert "index.html" in names(tmp_path / "site")


def test_a_file_is_not_taken_for_a_folder(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("file", encoding="utf-8")
    with pytest.raises(WendaError, match="a file, not a folder"), staged(tmp_path / "site"):
        pass


def test_what_a_killed_build_left_is_swept_away(tmp_path: Path) -> None:
    (tmp_path / ".site-site-999999999").mkdir()
    (tmp_path / ".site-other-999999999").mkdir()
    with staged(tmp_path / "site") as stage:
        write_site(stage.folder, "new")
    assert names(tmp_path) == [".site-other-999999999", "site"]


def test_a_disk_that_refuses_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "/somewhere/file")

    monkeypatch.setattr(publish, "_put_in_place", full)
    with pytest.raises(WendaError, match=r"^/somewhere/file: cannot write the site: No space left"):
        build_new(tmp_path / "site")
    assert names(tmp_path) == []


def test_the_old_site_is_put_back_when_a_build_was_killed_between_two_renames(tmp_path: Path) -> None:
    old = tmp_path / ".site-site-999999999-old"
    old.mkdir()
    write_site(old, "old")
    with pytest.raises(LookupError):
        build_and_fail(tmp_path / "site")
    assert {path.read_text(encoding="utf-8") for path in (tmp_path / "site").iterdir()} == {"old"}
    assert names(tmp_path) == ["site"]


def test_the_site_of_a_name_that_begins_alike_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".site-site-two-999999999").mkdir()
    build_new(tmp_path / "site")
    assert names(tmp_path) == [".site-site-two-999999999", "site"]
