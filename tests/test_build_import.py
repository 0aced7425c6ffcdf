"""From raw pages to a site, by the command line alone."""

import json
from pathlib import Path

import pytest
from miniature import REPO, Built

import build

SEEDS = REPO.parent / "shared" / "seeds"

RAW = """图书馆的阅览室几点关门

平日晚上九点关门，周末提早到六点。

一、平日
1. 自习区开到九点；
2. 外借台八点半停止办理。

提示：节假日以门口的告示为准。

相关推荐
阅览室可以带水杯吗
有盖的水杯可以带进来，饮料要放在...
读者服务 2025-03-02
"""


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """Write one raw page and give its folder."""
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "page.txt").write_text(RAW, encoding="utf-8")
    return folder


def test_a_raw_page_becomes_articles_and_the_sums_add_up(
    raw: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = tmp_path / "ledger.json"
    content = tmp_path / "content"
    assert build.main(["import", str(raw), "--content", str(content), "--ledger", str(ledger)]) == 0
    printed = capsys.readouterr().out
    assert "2 articles: 2 created" in printed
    assert printed.endswith(f"build.py check --content {content}\n")
    assert len(list(content.glob("*.md"))) == 2
    book = json.loads(ledger.read_text(encoding="utf-8"))
    assert book["lines"] == len(RAW.splitlines())
    assert book["lines"] == sum(book["kept"].values()) + sum(book["dropped"].values())


def test_a_second_import_changes_nothing(
    raw: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = tmp_path / "content"
    arguments = ["import", str(raw), "--content", str(content)]
    assert build.main(arguments) == 0
    before = {file: file.read_bytes() for file in content.iterdir()}
    assert build.main(arguments) == 0
    assert {file: file.read_bytes() for file in content.iterdir()} == before
    printed = capsys.readouterr().out.rpartition("1 page")[2]
    assert "0 created, 0 merged, 2 unchanged" in printed
    assert "next" not in printed


def test_an_edited_file_is_left_alone_and_what_would_have_changed_is_shown(
    raw: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = tmp_path / "content"
    arguments = ["import", str(raw), "--content", str(content)]
    assert build.main(arguments) == 0
    [page] = [file for file in content.glob("*.md") if "九点" in file.read_text(encoding="utf-8")]
    page.write_text(page.read_text(encoding="utf-8").replace("九点", "十点"), encoding="utf-8")
    (raw / "page.txt").write_text(RAW.replace("八点半", "八点"), encoding="utf-8")
    build.main(arguments)
    printed = capsys.readouterr().out
    assert f"{page}: edited since its import" in printed
    assert "十点" in page.read_text(encoding="utf-8")


def test_a_ledger_that_cannot_be_written_hides_no_outcome(
    raw: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = tmp_path / "nowhere" / "ledger.json"
    assert (
        build.main(["import", str(raw), "--content", str(tmp_path / "content"), "--ledger", str(ledger)]) == 1
    )
    printed = capsys.readouterr()
    assert "2 created" in printed.out
    assert "the ledger cannot be written" in printed.err


def test_bad_pages_end_with_1_and_the_good_are_imported(
    raw: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (raw / "empty.txt").write_bytes(b"")
    content = tmp_path / "content"
    assert build.main(["import", str(raw), str(tmp_path / "nowhere"), "--content", str(content)]) == 1
    printed = capsys.readouterr().err
    assert "empty.txt: " in printed
    assert "nowhere: " in printed
    assert len(list(content.glob("*.md"))) == 2


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the source pages do not lie beside the repository")
def test_the_source_pages_become_a_site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content, site = tmp_path / "content", tmp_path / "site"
    assert build.main(["import", str(SEEDS), "--content", str(content)]) == 0
    assert "105 articles: 105 created" in capsys.readouterr().out
    texts = [file.read_text(encoding="utf-8") for file in content.glob("*.md")]
    assert sum("\nstatus: excerpt\n" in text for text in texts) == 100
    arguments = ["--config", str(REPO / "mkdocs.yml"), "--content", str(content), "--site-dir", str(site)]
    assert build.main(arguments) == 0
    assert capsys.readouterr().out.startswith("105 articles, ")
    assert Built(site).has("q/yibao-tingbao-le-tongchou-hai-neng-yong-ma/")
