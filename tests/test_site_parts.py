"""Parts of pages: rendered once, safe, and written for where the page lies."""

import itertools
from collections.abc import Callable
from pathlib import Path

import jinja2
import pytest
from markupsafe import Markup

from wenda.site.rendering.parts import Parts, beside
from wenda.site.rendering.templating import PARTS, prepare
from wenda.site.settings import Settings
from wenda.site.texts import load_texts
from wenda.site.urls import relative_url

Render = Callable[..., str]


@pytest.fixture
def render() -> Render:
    """Give a function that renders a template beside one of macros, with a counter of calls."""
    calls = itertools.count(1)

    def rendered(macros: str, template: str, page_url: str = "q/a/", **values: object) -> str:
        templates = {f"partials/{name}.html": "" for name in PARTS} | {"m.html": macros, "t.html": template}
        env = jinja2.Environment(loader=jinja2.DictLoader(templates))
        prepare(env, load_texts("zh"), Settings(content_dir=Path(), site_name="站"))
        env.globals["call"] = lambda: next(calls)
        page = type("Page", (), {"url": page_url})
        return env.get_template("t.html").render(page=page, here=beside(page_url), **values)

    return rendered


def test_a_part_is_rendered_once_for_the_same_values(render: Render) -> None:
    macros = "{% macro part(a, b) %}{{ a }}{{ b }}{{ call() }};{% endmacro %}"
    template = (
        "{% from 'm.html' import part %}{{ once(part, 1, 2) }}{{ once(part, 1, 3) }}{{ once(part, 1, 2) }}"
    )
    assert render(macros, template) == "121;132;121;"


def test_two_parts_with_the_same_values_are_two(render: Render) -> None:
    macros = "{% macro one(a) %}1{% endmacro %}{% macro two(a) %}2{% endmacro %}"
    assert render(macros, "{% from 'm.html' import one, two %}{{ once(one, 0) }}{{ once(two, 0) }}") == "12"


def test_each_renders_a_part_for_every_item(render: Render) -> None:
    macros = "{% macro part(item, end) %}<i>{{ item }}{{ end }}</i>{% endmacro %}"
    template = "{% from 'm.html' import part %}{{ items | each(part, '&') }}"
    assert render(macros, template, items=["a", "<b>"]) == "<i>a&amp;</i><i>&lt;b&gt;&amp;</i>"


def test_a_part_that_lacks_something_is_an_error(render: Render) -> None:
    with pytest.raises(jinja2.UndefinedError, match="page"):
        render(
            "{% macro part() %}{{ page.url }}{% endmacro %}",
            "{% from 'm.html' import part %}{{ once(part) }}",
        )


def test_links_in_parts_lead_where_links_in_the_page_do(render: Render) -> None:
    macros = "{% macro part(here) %}{{ 'q/b/' | url(here) }} {{ '' | url(here) }}{% endmacro %}"
    template = "{% from 'm.html' import part %}{{ once(part, here) }} {{ 'q/b/' | url }} {{ '' | url }}"
    assert render(macros, template) == "../b/ ../../ ../b/ ../../"


def test_links_into_the_pages_own_folder_are_as_short_as_can_be(render: Render) -> None:
    assert render("", "{{ 'all/a/2/' | url }} {{ 'all/a/' | url }}", "all/a/") == "2/ ./"


@pytest.mark.parametrize("page", ["", "tags/", "q/a/", "topics/x/y/", "old/page.html", "page.html"])
@pytest.mark.parametrize("url", ["", "tags/", "q/b/", "q/", "assets/a.css", "https://elsewhere.example/"])
def test_pages_beside_one_another_write_links_alike(page: str, url: str) -> None:
    assert relative_url(url, beside(page)) == relative_url(url, page)


def test_what_was_kept_is_forgotten_before_it_takes_too_much_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wenda.site.rendering.parts.MOST", 2)
    calls: list[object] = []

    def part(value: object) -> Markup:
        calls.append(value)
        return Markup()

    parts = Parts()
    for number in (1, 2, 2, 3, 1):
        parts.once(part, number)
    assert calls == [1, 2, 3, 1]
