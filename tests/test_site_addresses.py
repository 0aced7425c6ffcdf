"""Links between sources become links between pages, as MkDocs has them."""

import pytest

from wenda.site.rendering.addresses import Addresses

ADDRESSES = Addresses(
    {
        "q/a.md": "q/a/",
        "q/deep/b.md": "q/b/",
        "q/%E5%9B%BE.png": "q/%25E5%259B%25BE.png",
        "q/图.png": "q/%E5%9B%BE.png",
        "about.md": "about/",
        "index.md": "",
    }.get
)


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("deep/b.md", "../b/"),
        ("./deep/b.md#第一", "../b/#第一"),
        ("a.md?x=1", "./?x=1"),
        ("图.png", "../%E5%9B%BE.png"),
        ("%E5%9B%BE.png", "../%E5%9B%BE.png"),
        ("../about.md", "../../about/"),
        ("../index.md", "../../"),
    ],
)
def test_a_link_to_a_source_becomes_one_to_its_page(written: str, link: str) -> None:
    assert ADDRESSES.link(written, "q/a.md", "q/a/") == link


@pytest.mark.parametrize(
    "written",
    ["#x", "", "?q", "/q/a.md", "\\a.md", "https://x.example/q/a.md", "gone.md", "deep/", "mailto:a@b.c"],
)
def test_other_links_are_none_of_its_business(written: str) -> None:
    assert ADDRESSES.link(written, "q/a.md", "q/a/") is None
