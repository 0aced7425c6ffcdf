"""Links: how pages write them, where they lead, and which of them are broken."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from wenda.site.rendering.links import Survey, Target, broken, ids, targets
from wenda.site.urls import alias_url, file_of, is_safe, relative_url

CASES = yaml.safe_load(
    (Path(__file__).parent / "cases/site/targets/relative.yml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(("written", "wanted"), CASES["links"].items())
def test_a_link_leads_where_the_case_says(written: str, wanted: str | None) -> None:
    found = [
        target.file + (f"#{target.anchor}" if target.anchor else "")
        for target in targets(f'<a href="{written}">x</a>', CASES["page"], "/faq/")
    ]
    assert found == ([wanted] if wanted else [])


@pytest.mark.parametrize(
    ("url", "page", "wanted"),
    [
        ("q/two/", "q/one/", "../two/"),
        ("q/one/", "q/one/", "./"),
        ("", "q/one/", "../../"),
        ("", "", "./"),
        ("q/one/", "", "q/one/"),
        ("all/2/", "all/", "2/"),
        ("all/", "all/2/", "../"),
        ("q/one/", "old/refund.html", "../q/one/"),
        ("assets/a.css", "search/", "../assets/a.css"),
        ("https://elsewhere.example/", "q/one/", "https://elsewhere.example/"),
        ("#main", "q/one/", "#main"),
        ("topics/", "topics/a/b/", "../../"),
    ],
)
def test_addresses_are_written_relative_to_the_page(url: str, page: str, wanted: str) -> None:
    assert relative_url(url, page) == wanted


def test_links_in_text_and_in_attribute_values_are_not_links() -> None:
    page = '<p title="&lt;a href=x&gt;">&lt;a href="y"&gt; href="z"</p>'
    page += '<a data-x="a > b href=" href="real/">r</a>'
    assert [target.written for target in targets(page, "index.html", "/")] == ["real/"]


def test_ids_are_found_wherever_they_stand_in_a_tag() -> None:
    assert ids('<h2 class="a" id="one">x</h2><p id="二">id="no"</p><br id="three">') == {"one", "二", "three"}


def test_only_doubtful_links_are_handed_on() -> None:
    page = '<h2 id="here">x</h2><a href="#here">a</a><a href="#gone">b</a>'
    page += '<a href="../b/">c</a><a href="../c/#x">d</a>'
    survey = Survey("/", {"a/index.html", "b/index.html", "c/index.html"})
    doubtful = survey.doubtful(page, "a/index.html")
    assert [target.written for target in doubtful] == ["#gone", "../c/#x"]


class AllBut(frozenset[str]):
    """Every file there could be, but for those given."""

    def __contains__(self, file: object) -> bool:
        return not super().__contains__(file)


PIECES = ("../", "./", "..", ".", "/", "a/", "a", "b.html", "-", "词", "%61", "&amp;", "?q=词", ":", " ")


@given(
    written=st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join),
    file=st.sampled_from(("index.html", "q/a/index.html", "all/2/index.html", "404.html")),
)
def test_a_link_is_doubted_unless_the_very_file_that_it_leads_to_is_there(written: str, file: str) -> None:
    page = f'<a href="{written}">x</a>'
    leads = list(targets(page, file, "/faq/"))
    wanted = frozenset(target.file for target in leads)
    assert list(Survey("/faq/", wanted).doubtful(page, file, anchors=False)) == []
    assert list(Survey("/faq/", AllBut(wanted)).doubtful(page, file, anchors=False)) == leads


def test_what_is_good_in_one_folder_may_be_doubtful_in_another() -> None:
    survey, page = Survey("/", {"q/a/index.html", "q/b/index.html"}), '<a href="../b/">b</a>'
    found = [survey.doubtful(page, file) for file in ("q/a/index.html", "q/c/index.html", "t/a/index.html")]
    assert [[target.file for target in doubtful] for doubtful in found] == [[], [], ["t/b/index.html"]]


def test_anchors_can_be_passed_over() -> None:
    survey = Survey("/", {"a/index.html", "b/index.html"})
    page = '<a href="#gone">1</a><a href="../b/#x">2</a><a href="../c/#x">3</a>'
    assert [target.written for target in survey.doubtful(page, "a/index.html", anchors=False)] == ["../c/#x"]


def test_a_missing_file_and_a_missing_anchor_are_told_with_their_page(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('<p id="there"></p>', encoding="utf-8")
    links = [Target("a.html", "there", "1"), Target("a.html", "gone", "2"), Target("b.html", "", "3")]
    problems = list(broken({"content/x.md": links}, tmp_path))
    assert [f"{problem.path}: {problem.message}" for problem in problems] == [
        "content/x.md: links to 2, which has no such anchor",
        "content/x.md: links to 3, which is not there",
    ]
    assert all("q/its-id.md" in problem.hint for problem in problems)


def test_a_place_that_many_pages_miss_is_told_once(tmp_path: Path) -> None:
    gone = [Target("gone.css", "", "../gone.css")]
    found = [problem.message for problem in broken({"a": gone, "b": gone, "c": gone}, tmp_path)]
    assert found == ["links to ../gone.css, which is not there; so do 2 other pages"]


@pytest.mark.parametrize(
    ("alias", "url"),
    [
        ("old-id", "q/old-id/"),
        ("old/path/", "old/path/"),
        ("/old/path", "old/path/"),
        ("old/page.html", "old/page.html"),
        ("page.html", "page.html"),
    ],
)
def test_an_alias_is_a_former_id_or_a_former_address(alias: str, url: str) -> None:
    assert alias_url(alias) == url


@pytest.mark.parametrize("url", ["q/one/", "old/page.html", "旧站/退票/", "", "404.html"])
def test_addresses_within_the_site_are_safe(url: str) -> None:
    assert is_safe(url)


@pytest.mark.parametrize(
    "url",
    [
        "../x/",
        "a/../b/",
        "a//b/",
        "/etc/passwd",
        "C:/x/",
        "a\\b/",
        ".hidden/",
        "a./",
        "~/x/",
        "a\0b/",
        "x" * 200,
    ],
)
def test_addresses_that_lead_out_or_mean_something_to_a_disk_are_not(url: str) -> None:
    assert not is_safe(url)


def test_a_folder_is_served_by_its_index() -> None:
    assert (file_of(""), file_of("q/one/"), file_of("404.html")) == (
        "index.html",
        "q/one/index.html",
        "404.html",
    )


def test_links_and_images_of_an_article_that_lead_nowhere_leave_their_words() -> None:
    body = '<p><a href="../gone/" title="x">去</a><img alt="图" src="../gone.png"><a href="../b/#x">留</a><a>无</a></p>'
    kept = '<p><a>去</a>图<a href="../b/#x">留</a><a>无</a></p>'
    assert Survey("/", {"q/a/index.html", "q/b/index.html"}).unlink(body, "q/a/index.html") == kept


def test_links_of_an_article_to_other_hosts_are_kept() -> None:
    body = '<a href="https://elsewhere.example/">远</a><a href="mailto:a@b.example">信</a><a href="#x">近</a>'
    assert Survey("/", {"q/a/index.html"}).unlink(body, "q/a/index.html") == body
