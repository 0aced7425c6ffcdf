"""Hostile texts in every field of articles and as searches: nothing runs, nothing breaks the policy, nothing is lost.

Of the texts in ../shared, every one is in the body, the alternative titles and the sources of some article; one of
`STEP` is also a title, a summary and a tag, and some of these are searched: all of them with `ATTACKS=all` in the
environment.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
import yaml
from attacks import article, one_line, own, scripts
from playwright.sync_api import Browser, Dialog, Page
from searching import DONE

from bench.chromium import served
from wenda.site.driver import build_site

pytestmark = pytest.mark.browser

TEMPLATES = Path(__file__).parents[2] / "templates"
ALL = os.environ.get("ATTACKS") == "all"
STEP = 1 if ALL else 24
BATCH = 40
TEXTS = one_line([*own("scripts"), *scripts()[::STEP]])
TOPIC = {
    "id": "attack",
    "name": "</script><script>attacked()</script>",
    "description": '"><img src=x onerror=attacked()>',
    "keywords": ["script", "on"],
    "groups": [{"name": "<img src=x onerror=attacked()>", "keywords": ["alert"]}],
}

WATCH = """
window.ran = [];
for (const name of ["attacked", "alert", "confirm", "prompt", "print", "open"])
  window[name] = (...given) => { window.ran.push(`${name}(${given})`); };
document.addEventListener("securitypolicyviolation", (event) => window.ran.push(
  `policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""
# What Chromium's own parser makes of each page, without running it: everything that could run or load.
INSPECT = r"""
(pages) => pages.flatMap(([name, html, title]) => {
  const made = new DOMParser().parseFromString(html, "text/html");
  const wrong = [];
  for (const found of made.querySelectorAll("*")) {
    const tag = found.localName;
    const kind = found.getAttribute("type");
    const isOurs = /^(\/sub\/|(\.\.?\/)*)assets\//.test(found.getAttribute("src"));
    if (tag === "script" && !/^application\/(ld\+)?json$/.test(kind) && !isOurs)
      wrong.push(`script ${found.outerHTML.slice(0, 80)}`);
    if (/json$/.test(kind)) try { JSON.parse(found.textContent); } catch (e) { wrong.push(`ld+json ${e}`); }
    if (/^(iframe|frame|object|embed|base|style|math|applet|portal|template)$/.test(tag)) wrong.push(tag);
    if (tag === "meta" && !["", "Content-Security-Policy"].includes(found.httpEquiv)) wrong.push(found.outerHTML);
    for (const { name, value } of found.attributes) {
      if (/^on|^style$|^srcdoc$|^formaction$|^srcset$|^ping$/i.test(name)) wrong.push(`${tag} ${name}`);
      if (/^(href|src|action|data|xlink:href|content)$/i.test(name) &&
          /^[\s\0-\x20]*(javascript|vbscript|data|blob|file|about):/i.test(value) && name !== "content")
        wrong.push(`${tag} ${name}=${value.slice(0, 80)}`);
    }
  }
  if (title !== null && made.querySelector("h1")?.textContent !== title) wrong.push(`no heading ${title}`);
  return wrong.map((what) => `${name}: ${what}`);
})
"""

# Sends the searches one after the other, as a reader would with the Enter key, and waits for each to be answered.
SEARCH = """
async (texts) => {
  const form = document.querySelector("#search-form");
  const list = document.querySelector("#search-results");
  for (const text of texts) {
    list.dataset.state = "asked";
    form.elements.q.value = text;
    form.requestSubmit();
    while (!/^(done|idle)$/.test(list.dataset.state))
      await new Promise((resolve) => new MutationObserver((_, seen) => { seen.disconnect(); resolve(); })
        .observe(list, { attributes: true }));
  }
}
"""


def lay_out(folder: Path) -> Path:
    """Write articles with one hostile text each and others with many, and return the site's mkdocs.yml."""
    (folder / "content").mkdir()
    (folder / "docs").mkdir()
    for number, text in enumerate(TEXTS):
        fields = dict.fromkeys(("title", "summary", "disclaimer", "category"), text)
        lists = {name: [text] for name in ("tags", "alt_titles", "source", "searches")}
        body = f"{text}\n\n- {text}\n\n段 {text}"
        _write(folder / "content" / f"a{number:05}.md", body, {**fields, "date": "2025-01-01", **lists})
    everything = one_line(scripts())
    for start in range(0, len(everything), BATCH):
        some = everything[start : start + BATCH]
        lists = dict.fromkeys(("alt_titles", "source", "searches"), some)
        _write(folder / "content" / f"b{start:05}.md", "\n\n".join(some), {"title": f"问题{start}", **lists})
    (folder / "content" / "taxonomy.yml").write_text(yaml.safe_dump({"topics": [TOPIC]}), encoding="utf-8")
    configuration = {
        "site_name": "试站",
        "site_url": "https://faq.example/sub/",
        "theme": {"name": "material", "custom_dir": str(TEMPLATES), "language": "zh"},
        "plugins": [{"wenda": {"page_size": 1000}}],
    }
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(configuration), encoding="utf-8")
    return folder / "mkdocs.yml"


def _write(file: Path, body: str, fields: dict[str, object]) -> None:
    file.write_text(article(body, fields), encoding="utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a site of hostile articles and return its folder."""
    folder = tmp_path_factory.mktemp("attacks")
    build_site(lay_out(folder), folder / "served" / "sub", None, jobs=2)
    return folder / "served" / "sub"


@contextmanager
def watched(browser: Browser, site: Path) -> Iterator[tuple[Page, str]]:
    """Open a tab, and fail when anything ran, asked or loaded that should not have. Gives the site's address too."""
    wrong: list[str] = []
    with served(site.parent) as host, browser.new_context(service_workers="block") as context:
        address = f"{host}sub/"
        context.add_init_script(WATCH)
        page = context.new_page()
        page.on("dialog", partial(_dismiss, wrong))
        page.on("popup", lambda popup: wrong.append(f"popup: {popup.url}"))
        page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
        page.on(
            "console",
            lambda said: wrong.append(f"{said.text} {said.location}") if said.type == "error" else None,
        )
        page.on(
            "request",
            lambda sent: None if sent.url.startswith(address) else wrong.append(f"request: {sent.url}"),
        )
        yield page, address
    assert wrong == []


def _dismiss(wrong: list[str], dialog: Dialog) -> None:
    wrong.append(f"dialog: {dialog.message}")
    dialog.dismiss()


def ran(page: Page) -> list[str]:
    return list(map(str, page.evaluate("window.ran")))


def test_what_the_browser_makes_of_every_page_holds_nothing_that_could_run(
    browser: Browser, site: Path
) -> None:
    headings = {f"q/a{number:05}/index.html": text for number, text in enumerate(TEXTS)}
    files = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    assert headings.keys() <= {*files}
    page = browser.new_page()
    wrong: list[str] = []
    for start in range(0, len(files), 100):
        some = files[start : start + 100]
        texts = [(file, (site / file).read_text(encoding="utf-8"), headings.get(file)) for file in some]
        wrong += page.evaluate(INSPECT, texts)
    page.close()
    assert wrong == []


def test_opened_pages_run_nothing_and_keep_to_their_policy(browser: Browser, site: Path) -> None:
    own_pages = [f"q/a{number:05}/" for number in range(0, len(own("scripts")), 3)]
    batches = [f"q/{path.parent.name}/" for path in sorted(site.glob("q/b*/index.html"))[::8]]
    listings = (
        "",
        "all/",
        "all/by-date/",
        "tags/",
        "topics/",
        "topics/attack/",
        "regions/",
        "map/",
        "404.html",
    )
    tags = [f"{path.parent.relative_to(site)}/" for path in sorted(site.glob("tags/*/index.html"))[::80]]
    with watched(browser, site) as (page, address):
        for path in (*listings, *tags, *own_pages, *batches):
            page.goto(address + path, wait_until="load")
            assert ran(page) == []


def test_no_article_is_lost(browser: Browser, site: Path) -> None:
    with watched(browser, site) as (page, address):
        shown: list[str] = []
        for path in sorted(site.glob("all/**/index.html")):
            if "by-date" not in path.parts:
                page.goto(address + path.parent.relative_to(site).as_posix() + "/")
                shown += page.locator(".w-rows > li > a").evaluate_all("all => all.map((a) => a.textContent)")
    assert sorted(title for title in shown if not re.fullmatch(r"问题\d+", title)) == sorted(TEXTS)


def test_searches_for_hostile_texts_run_nothing(browser: Browser, site: Path) -> None:
    with watched(browser, site) as (page, address):
        page.goto(f"{address}search/")
        page.evaluate(SEARCH, TEXTS if ALL else [*own("scripts"), *TEXTS[::5]])
        assert ran(page) == []
        for text in own("scripts"):
            page.goto(f"{address}search/?" + page.evaluate("(q) => String(new URLSearchParams({ q }))", text))
            page.wait_for_selector(f"{DONE}, #search-results[data-state=idle]", state="attached")
            assert ran(page) == []
            assert page.input_value("#search-input") == text
