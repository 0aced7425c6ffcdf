"""Building again: only what changed is made anew, and the outcome is that of building everything."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from comparing import differences
from rebuilding import build, clean, picture, rewrite, settle

from wenda.site.building.past import cache_of, spare_of
from wenda.site.building.standing import standing_site

pytest_plugins = ["miniature_fixtures"]

Edit = Callable[[Path, random.Random], None]


def stands(folder: Path) -> bool:
    return standing_site(folder / "mkdocs.yml", folder / "site", None)[0] is not None


def some_article(folder: Path, chance: random.Random) -> Path:
    return chance.choice(sorted((folder / "content").rglob("*.md")))


def edit_text(folder: Path, chance: random.Random) -> None:
    with some_article(folder, chance).open("a", encoding="utf-8") as file:
        file.write(f"\n\n补充第 {chance.randrange(1000)} 条：以窗口答复为准。\n")


def edit_title(folder: Path, chance: random.Random) -> None:
    rewrite(some_article(folder, chance), "title: ", f"title: 第{chance.randrange(1000)}问 ")


def add(folder: Path, chance: random.Random) -> None:
    name = f"xin-{chance.randrange(1000)}"
    text = f"---\ntitle: 新问题{name}怎么办？\ntags: [车票]\n---\n\n见[退票](chepiao-tuipiao.md)和[旧](gone.md)。\n"
    (folder / "content" / f"{name}.md").write_text(text, encoding="utf-8")


def fulfil(folder: Path, _: random.Random) -> None:
    (folder / "content" / "gone.md").write_text("---\ntitle: 旧问题？\n---\n\n有了。\n", encoding="utf-8")


def delete(folder: Path, chance: random.Random) -> None:
    some_article(folder, chance).unlink()


def rename(folder: Path, chance: random.Random) -> None:
    path = some_article(folder, chance)
    rewrite(path, "---\ntitle:", f"---\naliases: [{path.stem}]\ntitle:")
    path.rename(path.with_name(f"gai-{chance.randrange(1000)}.md"))


def shelve(folder: Path, chance: random.Random) -> None:
    rewrite(folder / "content" / "taxonomy.yml", "name: ", f"name: 第{chance.randrange(1000)}类")


def reword(folder: Path, chance: random.Random) -> None:
    with (folder / "docs" / "guide.md").open("a", encoding="utf-8") as file:
        file.write(f"\n{chance.randrange(1000)}\n")


def reconfigure(folder: Path, chance: random.Random) -> None:
    rewrite(folder / "mkdocs.yml", "site_name: ", f"site_name: 站{chance.randrange(1000)}")


EDITS: tuple[Edit, ...] = (
    edit_text,
    edit_title,
    add,
    fulfil,
    delete,
    rename,
    picture,
    shelve,
    reword,
    reconfigure,
)


@pytest.mark.parametrize("seed", range(2))
def test_whatever_is_edited_the_site_is_that_of_a_clean_build(
    small_copy: Path, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    settle(small_copy)
    build(small_copy)
    for step in range(6):
        done = [chance.choice(EDITS) for _ in range(chance.randrange(1, 3))] if step % 3 else [edit_text]
        for edit in done:
            edit(small_copy, chance)
        settle(small_copy)
        build(small_copy, jobs=1 + step % 2)
        fresh = clean(small_copy, tmp_path / f"clean-{step}")
        assert list(differences(small_copy / "site", fresh)) == [], [edit.__name__ for edit in done]


def test_an_edited_text_renders_its_page_alone(small_copy: Path) -> None:
    build(small_copy)
    path = small_copy / "content" / "chepiao-tuipiao.md"
    text = path.read_text(encoding="utf-8") + "\n\n退票的钱原路退回。" * 40
    path.write_text(text, encoding="utf-8")
    build(small_copy)
    path.write_text(text + "\n\n补充。\n", encoding="utf-8")  # far behind what relations are told by
    assert build(small_copy).rendered == 1
    page = small_copy / "site" / "q" / "chepiao-tuipiao" / "index.html"
    assert "补充。" in page.read_text(encoding="utf-8")


def test_a_file_that_was_there_for_one_build_is_missed(small_copy: Path) -> None:
    settle(small_copy)
    add(small_copy, random.Random(0))
    build(small_copy)
    [path] = (small_copy / "content").glob("xin-*.md")
    path.unlink()
    assert not stands(small_copy)


def test_an_edited_title_renders_what_shows_it(small_copy: Path) -> None:
    first = build(small_copy)
    rewrite(small_copy / "content" / "goupiao-1.md", "title: ", "title: 改名的")
    again = build(small_copy)
    assert 1 < again.rendered < first.pages


def test_nothing_changed_needs_no_build(small_copy: Path) -> None:
    settle(small_copy)
    build(small_copy)
    assert stands(small_copy)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_every_change_is_noticed(small_copy: Path, edit: Edit) -> None:
    settle(small_copy)
    build(small_copy)
    edit(small_copy, random.Random(0))
    assert not stands(small_copy)


def test_another_day_and_another_address_are_noticed(
    small_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(small_copy)
    rewrite(small_copy / "mkdocs.yml", "site_url:", "site_url: !ENV [ADDRESS, 'https://a.example/'] #")
    settle(small_copy)
    build(small_copy)
    assert stands(small_copy)
    monkeypatch.setenv("ADDRESS", "https://b.example/")
    assert not stands(small_copy)
    monkeypatch.delenv("ADDRESS")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767300000")
    assert not stands(small_copy)


def change(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b" ")


@pytest.mark.parametrize("damage", [change, Path.unlink], ids=["changed", "removed"])
def test_a_site_that_somebody_changed_is_put_right(
    small_copy: Path, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    settle(small_copy)
    build(small_copy)
    damage(small_copy / "site" / "q" / "goupiao-1" / "index.html")
    (small_copy / "site" / "stranger.html").write_text("?", encoding="utf-8")
    assert not stands(small_copy)
    build(small_copy)
    assert list(differences(small_copy / "site", clean(small_copy, tmp_path / "clean"))) == []


@pytest.mark.parametrize("place", ["stranger.html", "q/goupiao-1/stranger.html", "q/stranger/index.html"])
def test_a_file_that_somebody_put_into_the_site_is_noticed(small_copy: Path, place: str) -> None:
    settle(small_copy)
    build(small_copy)
    path = small_copy / "site" / place
    path.parent.mkdir(exist_ok=True)
    path.write_text("?", encoding="utf-8")
    assert not stands(small_copy)
    build(small_copy)
    assert not path.exists()
    assert stands(small_copy)


def test_a_site_moved_elsewhere_and_back_still_stands(small_copy: Path) -> None:
    settle(small_copy)
    build(small_copy)
    (small_copy / "site").rename(small_copy / "away")
    assert not stands(small_copy)
    (small_copy / "away").rename(small_copy / "site")
    assert stands(small_copy)


def test_a_spare_site_that_somebody_changed_is_not_used(small_copy: Path, tmp_path: Path) -> None:
    build(small_copy)
    edit_text(small_copy, random.Random(1))
    build(small_copy)
    change(spare_of(small_copy / "site") / "q" / "goupiao-2" / "index.html")
    edit_text(small_copy, random.Random(2))
    build(small_copy)
    assert list(differences(small_copy / "site", clean(small_copy, tmp_path / "clean"))) == []


@pytest.mark.parametrize("part", ["root.json", "past", "rendering"])
@pytest.mark.parametrize("content", [b"", b"{}", b"\x81\xa4size\x01", b"\xff" * 4000])
def test_a_damaged_cache_is_rebuilt_not_trusted(
    small_copy: Path, tmp_path: Path, part: str, content: bytes
) -> None:
    settle(small_copy)
    first = build(small_copy)
    [path] = cache_of(small_copy / "site").folder.glob(f"{part}*")
    path.write_bytes(content)
    assert part == "rendering" or not stands(small_copy)
    edit_text(small_copy, random.Random(1))
    assert build(small_copy).rendered == first.pages
    assert list(differences(small_copy / "site", clean(small_copy, tmp_path / "clean"))) == []


def test_the_cache_of_another_site_is_not_trusted(small_copy: Path, tmp_path: Path) -> None:
    build(small_copy)
    shutil.copytree(cache_of(small_copy / "site").folder, cache_of(tmp_path / "other" / "site").folder)
    shutil.copytree(small_copy / "site", tmp_path / "other" / "site")
    rewrite(small_copy / "content" / "goupiao-1.md", "title: ", "title: 改名的")
    assert (
        list(differences(clean(small_copy, tmp_path / "other"), clean(small_copy, tmp_path / "clean"))) == []
    )


def test_questions_that_are_gone_are_told_once_unless_something_leads_on_from_them(small_copy: Path) -> None:
    settle(small_copy)
    assert build(small_copy).gone == ()
    content = small_copy / "content"
    (content / "goupiao-1.md").rename(content / "goupiao-eins.md")
    (content / "goupiao-2.md").rename(content / "goupiao-zwei.md")
    rewrite(content / "goupiao-zwei.md", "---\ntitle:", "---\naliases: [goupiao-2]\ntitle:")
    settle(small_copy)
    assert build(small_copy).gone == ("q/goupiao-1/",)
    assert build(small_copy).gone == ()
