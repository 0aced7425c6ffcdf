"""What a site weighs: how a build tells it, and from when on it warns."""

from pathlib import Path

import pytest

from wenda.errors import Severity
from wenda.site.budget import too_large
from wenda.site.report import BuildReport
from wenda.site.settings import Options, Settings
from wenda.site.weight import Weight, weigh

SIZES = {
    "index.html": 9_000,
    "q/a/index.html": 12_000,
    "404.html": 5_000,
    "all/index.html": 80_500,
    "search/x/core.bin": 2_000_000,
}


def settings(max_megabytes: int) -> Settings:
    return Settings(content_dir=Path("content"), site_name="站", options=Options(max_megabytes=max_megabytes))


def test_all_files_are_weighed_and_pages_alone_are_named() -> None:
    largest = (("all/index.html", 80_500), ("q/a/index.html", 12_000), ("index.html", 9_000))
    assert weigh(SIZES) == Weight(5, 2_106_500, largest)


def test_pages_of_one_size_are_named_in_the_order_of_their_paths() -> None:
    sizes = {f"{name}.html": 1 for name in "edcba"}
    assert [path for path, _ in weigh(sizes).largest] == ["a.html", "b.html", "c.html"]


def report(sizes: dict[str, int], articles: int) -> list[str]:
    built = BuildReport(
        articles=articles,
        pages=4,
        rendered=1,
        weight=weigh(sizes),
        seconds=1.25,
        warnings=(),
        unrendered=(),
        left_out=("no Markdown twins",),
    )
    return str(built).splitlines()


def test_a_report_says_what_an_article_takes_and_where_the_weight_lies() -> None:
    assert report(SIZES, 100) == [
        "100 articles, 4 pages (1 of them new), 5 files, 2.1 MB (21.1 KB an article) in 1.2 s",
        "largest pages: all/ 80.5 KB, q/a/ 12.0 KB, home 9.0 KB",
        "no Markdown twins",
    ]


def test_a_report_names_some_addresses_that_are_gone() -> None:
    built = BuildReport(
        articles=1,
        pages=1,
        rendered=1,
        weight=weigh({}),
        seconds=1,
        warnings=(),
        unrendered=(),
        gone=tuple(f"q/{name}/" for name in "abcdefg"),
    )
    assert str(built).splitlines()[-1] == (
        "gone since the last build: q/a/, q/b/, q/c/, q/d/, q/e/ and 2 more; "
        "name them under `aliases` of what took their place, and links to them lead there"
    )


def test_a_site_without_articles_is_weighed_too() -> None:
    said = "0 articles, 4 pages (1 of them new), 1 file, 0.0 KB in 1.2 s"
    assert report({"sw.js": 10}, 0) == [said, "no Markdown twins"]


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0, ""),
        (1_799_999, ""),
        (1_800_000, "1.8 MB are 90% of the 2 MB"),
        (2_000_000, "2.0 MB are 100% of the 2 MB"),
        (2_100_000, "2.1 MB are more than the 2 MB"),
    ],
)
def test_a_build_warns_before_the_host_refuses(size: int, said: str) -> None:
    found = list(too_large(Weight(1, size, ()), "site", settings(max_megabytes=2)))
    assert len(found) == bool(said)
    for problem in found:
        assert problem.message.startswith(said)
        assert (problem.path, problem.rule, problem.severity) == ("site", "size", Severity.WARNING)
        assert "max_megabytes" in problem.hint
