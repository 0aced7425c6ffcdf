"""What a site weighs: how a build tells it, and from when on it warns."""

from pathlib import Path

import pytest

from wenda.errors import Severity
from wenda.site.budget import Weight, report, too_large, weigh
from wenda.site.settings import Options, Settings

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


def test_a_report_says_what_an_article_takes_and_where_the_weight_lies() -> None:
    assert list(report(weigh(SIZES), 100)) == [
        "5 files, 2.1 MB, 21.1 KB an article",
        "largest pages: all/ 80.5 KB, q/a/ 12.0 KB, home 9.0 KB",
    ]


def test_a_site_without_articles_is_weighed_too() -> None:
    assert list(report(weigh({"sw.js": 10}), 0)) == ["1 file, 0.0 KB"]


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
