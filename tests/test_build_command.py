"""The command line: what each command prints and how it ends."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from miniature import REPO, SITES

import build
from wenda import errors

pytest_plugins = ["miniature_fixtures"]

SMALL = str(SITES / "small" / "content")


def run(*arguments: str, cwd: Path = REPO) -> subprocess.CompletedProcess[str]:
    """Run build.py in a process of its own, as users do."""
    command = [sys.executable, str(REPO / "build.py"), *arguments]
    environment = {**os.environ, "COLUMNS": "200"}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--nonsense"],
        ["nonsense"],
        ["--jobs", "many"],
        ["--jobs", "0"],
        ["import"],
        ["search"],
        ["new"],
        ["check", "--content"],
        ["check", "--nonsense"],
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert build.main(arguments) == 2
    assert "Error" in "".join(capsys.readouterr())


def test_a_reader_who_stops_reading_is_no_mistake() -> None:
    command = [sys.executable, str(REPO / "build.py"), "check", "--content", SMALL]
    with subprocess.Popen(
        command, cwd=REPO, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        told = process.stderr.read()
    assert process.returncode == 141
    assert "Error" not in told


def test_a_python_without_the_libraries_is_told_which_to_use() -> None:
    command = [sys.executable, "-S", str(REPO / "build.py"), "--help"]  # -S: without what is installed
    done = subprocess.run(command, cwd=REPO, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert (
        done.stderr == "cyclopts is not installed: run `make site` once, then `.venv/bin/python build.py`\n"
    )


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert build.main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in ("build", "import", "check", "serve", "search", "new", "--debug"))


def test_help_and_mistakes_load_nothing_heavy() -> None:
    loaded = "import sys, build; build.main(['--help']); print(*sorted(sys.modules), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", loaded], cwd=REPO, capture_output=True, text=True, check=True
    )
    assert not {"mkdocs", "jinja2", "numpy", "markdown", "pypinyin", "wenda.site"} & set(done.stderr.split())


def test_build_says_what_there_is_and_what_it_weighs(small_copy: Path, tmp_path: Path) -> None:
    done = run("--config", str(small_copy / "mkdocs.yml"), "--site-dir", str(tmp_path / "site"))
    assert done.returncode == 0
    assert done.stderr == ""
    sums, largest = done.stdout.splitlines()
    assert sums.startswith("9 articles, ")
    assert largest.startswith("largest pages: ")


@pytest.mark.parametrize(
    ("address", "is_told"),
    [("https://example.github.io/wenda/", True), ("https://faq.example/", False), ("", False)],
)
def test_a_site_with_the_address_of_the_example_is_told_to_set_its_own(
    project: Callable[..., Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    address: str,
    *,
    is_told: bool,
) -> None:
    config = project({"a.md": "---\ntitle: 甲\n---\n\n文。\n"})
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("https://faq.example/sub/path/", address or "''"), encoding="utf-8")
    arguments = ["build", "--config", str(config), "--site-dir", str(tmp_path / "site"), "--jobs", "1"]
    for _ in range(2):  # the second build has nothing to do
        assert build.main(arguments) == 0
        assert ("set WENDA_SITE_URL" in capsys.readouterr().out) == is_told


def test_build_lists_every_problem_and_leaves_the_old_site(small_copy: Path, tmp_path: Path) -> None:
    arguments = ("build", "--config", str(small_copy / "mkdocs.yml"), "--site-dir", str(tmp_path / "site"))
    assert run(*arguments).returncode == 0
    before = sorted(file.name for file in (tmp_path / "site").rglob("*"))
    (small_copy / "content" / "one.md").write_text(
        "---\ntitle: 一\ndate: 2025-02-30\n---\n\n文。\n", encoding="utf-8"
    )
    (small_copy / "content" / "two.md").write_text("---\ntitel: 二\n---\n\n文。\n", encoding="utf-8")
    done = run(*arguments)
    assert done.returncode == 1
    assert "one.md:3: " in done.stderr
    assert "two.md:2: " in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(file.name for file in (tmp_path / "site").rglob("*")) == before
    assert not list(tmp_path.glob(".site-*"))


def test_a_site_behind_a_link_is_put_where_the_link_leads(
    project: Callable[..., Path], tmp_path: Path
) -> None:
    config = project({"a.md": "---\ntitle: 甲\n---\n\n文。\n"})
    served = tmp_path / "www" / "html"
    served.mkdir(parents=True)
    (tmp_path / "site").symlink_to(served)
    arguments = ["build", "--config", str(config), "--site-dir", str(tmp_path / "site"), "--jobs", "1"]
    for title in ("乙", "丙"):
        (config.parent / "content" / "a.md").write_text(
            f"---\ntitle: {title}\n---\n\n文。\n", encoding="utf-8"
        )
        assert build.main(arguments) == 0
        assert title in (served / "q" / "a" / "index.html").read_text(encoding="utf-8")
    assert (tmp_path / "site").readlink() == served
    assert not list(tmp_path.rglob(".site-*"))


@pytest.mark.parametrize("folder", ["content/site", "docs"])
def test_a_site_within_its_own_sources_is_refused(
    project: Callable[..., Path], capsys: pytest.CaptureFixture[str], folder: str
) -> None:
    config = project({"a.md": "---\ntitle: 甲\n---\n\n文。\n"})
    before = sorted(config.parent.rglob("*"))
    site = config.parent / folder
    assert build.main(["build", "--config", str(config), "--site-dir", str(site), "--jobs", "1"]) == 1
    assert str(site) in capsys.readouterr().err
    assert sorted(config.parent.rglob("*")) == before


def test_an_authors_mistake_is_told_and_the_site_is_built(
    project: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = project(
        {"a.md": "---\ntitle: 甲\n---\n\n见[乙](gone.md)。\n", "b.md": "---\ntitle: 甲\n---\n\n**没有关。\n"}
    )
    arguments = ["build", "--config", str(config), "--site-dir", str(tmp_path / "site"), "--jobs", "1"]
    assert build.main(arguments) == 0
    told = capsys.readouterr().err
    assert "content/a.md:5: warning[broken-link]" in told
    assert "content/b.md:5: warning[unbalanced-bold]" in told
    assert (tmp_path / "site" / "q" / "a" / "index.html").is_file()


def test_strict_lets_warnings_prevent_the_site(
    project: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = project({"a.md": "---\ntitle: 甲\n---\n\n见[乙](gone.md)。\n"})
    arguments = [
        "build",
        "--strict",
        "--config",
        str(config),
        "--site-dir",
        str(tmp_path / "site"),
        "--jobs",
        "1",
    ]
    assert build.main(arguments) == 1
    assert "content/a.md:5: " in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


def test_a_site_that_is_too_large_for_its_host_is_told(
    project: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = project({"a.md": f"---\ntitle: 甲\n---\n\n{'很长的正文。' * 60_000}\n"}, max_megabytes=1)
    assert build.main(["--config", str(config), "--site-dir", str(tmp_path / "site"), "--jobs", "1"]) == 0
    assert "more than the 1 MB that the host publishes" in capsys.readouterr().err


def test_mkdocs_lists_every_problem_too(small_copy: Path, tmp_path: Path) -> None:
    (small_copy / "content" / "one.md").write_text(
        "---\ntitle: 一\ndate: 2025-02-30\n---\n\n文。\n", encoding="utf-8"
    )
    command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(command, cwd=small_copy, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "content/one.md:3: " in done.stderr


def test_a_wrong_configuration_ends_with_1_and_says_what_is_wrong(
    project: Callable[..., Path], tmp_path: Path
) -> None:
    config = project({"a.md": "---\ntitle: 甲\n---\n"}, page_sise=3, newest="many")
    done = run("--config", str(config), "--site-dir", str(tmp_path / "site"))
    assert done.returncode == 1
    assert "'page_sise': there is no such option; did you mean `page_size`?" in done.stderr
    assert "'newest': expected a whole number, found 'many'" in done.stderr
    assert not (tmp_path / "site").exists()


def test_a_configuration_without_templates_is_told(
    project: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = project({"a.md": "---\ntitle: 甲\n---\n"})
    config.write_text(config.read_text(encoding="utf-8").replace("custom_dir", "other_dir"), encoding="utf-8")
    assert build.main(["--config", str(config), "--site-dir", str(tmp_path / "site")]) == 1
    assert "custom_dir: is not set" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["build"], ["check"], ["search", "词"]], ids=lambda command: command[0])
def test_a_missing_content_folder_is_told(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = [*command, "--content", str(tmp_path / "nowhere")]
    if command == ["build"]:
        arguments += ["--site-dir", str(tmp_path / "site"), "--config", str(REPO / "mkdocs.yml")]
    assert build.main(arguments) == 1
    assert "nowhere: there is no such folder" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_folder_without_articles_is_told_with_how_to_begin(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    (tmp_path / "content").mkdir()
    site = ["--site-dir", str(tmp_path / "site")] if command == "build" else []
    assert build.main([command, "--content", str(tmp_path / "content"), *site]) == 1
    told = capsys.readouterr().err
    assert "holds no articles" in told
    assert "build.py import" in told
    assert len(told.splitlines()) == 2


def test_debug_shows_where_a_problem_was_found(tmp_path: Path) -> None:
    with pytest.raises(errors.WendaError):
        build.main(["check", "--debug", "--content", str(tmp_path / "nowhere")])


def test_check_ends_with_1_when_there_are_errors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: 甲\ndate: never\n---\n\n文。\n", encoding="utf-8")
    assert build.main(["check", "--content", str(tmp_path)]) == 1
    printed = capsys.readouterr()
    assert f"{tmp_path / 'a.md'}:3: " in printed.err
    assert "1 error, 1 warning" in printed.out


def test_check_ends_with_0_when_an_editor_would_only_frown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.md").write_text(
        "---\ntitle: 2019 年怎么买票\n---\n\n去窗口就可以买到。\n", encoding="utf-8"
    )
    assert build.main(["check", "--content", str(tmp_path)]) == 0
    assert "warning[past-year]" in capsys.readouterr().err


def test_search_prints_titles_best_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert build.main(["search", "退票手续费", "--content", SMALL]) == 0
    assert capsys.readouterr().out.startswith("车票退票要收多少手续费\n    q/chepiao-tuipiao/")


def test_search_prints_json_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert build.main(["search", "--json", "改签", "几次", "--content", SMALL]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["answered"] is True
    assert answer["results"][0]["id"] == "gaiqian-jici"


def test_new_writes_a_file_and_says_where(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build.main(["new", "箱子可以带几个", "--content", str(tmp_path)]) == 0
    path = Path(capsys.readouterr().out.strip())
    assert path.parent == tmp_path
    assert "title: 箱子可以带几个" in path.read_text(encoding="utf-8")
