"""What tests of search do and look at."""

import itertools
import json
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, Route, expect

REPOSITORY = "https://code.example/readers/faq"
DONE = '#search-results[data-state="done"]'
FAKE = """
const asked = [];
export function createSearch() {
  return {
    async search(query) {
      if (query) asked.push(query);
      document.documentElement.dataset.asked = JSON.stringify(asked);
      if (WAIT) await new Promise((resolve) => addEventListener(`answer:${query}`, resolve));
      return { type: "answer", ...ANSWER, understood: WAIT ? query : ANSWER.understood };
    },
  };
}
"""
EMPTY = {
    "understood": "",
    "answered": False,
    "firstAnswers": False,
    "total": 0,
    "results": [],
    "facets": {kind: [] for kind in ("topic", "region", "tag", "year", "status")},
}


def answer_with(page: Page, *, wait: bool = False, **answer: object) -> None:
    """Let every search on `page` give `answer`, when told to wait not before its event `answer:WORDS`.

    What was asked stands on the document, see `asked`.
    """
    given = json.dumps({**EMPTY, **answer}, ensure_ascii=False)
    module = FAKE.replace("ANSWER", given).replace("WAIT", json.dumps(wait))
    page.route("**/client.js", lambda route: route.fulfill(content_type="text/javascript", body=module))


def result(title: str, **fields: object) -> dict[str, object]:
    """Return a result as the engine gives it."""
    given = {
        "url": f"q/{title}/",
        "title": title,
        "summary": "",
        "topic": "",
        "region": "",
        "date": "",
        "excerpt": False,
        "pastYear": False,
    }
    return {**given, "titleSpans": [], "summarySpans": [], **fields}


def asked(page: Page) -> list[str]:
    """Return the words that were searched on a page that `answer_with` answers."""
    return list(map(str, json.loads(page.get_attribute("html", "data-asked") or "[]")))


def titles(page: Page) -> list[str]:
    """Return the questions in the list of results."""
    items = page.locator("#search-results > li")
    return list(items.evaluate_all("all => all.map((item) => item.querySelector('a').textContent)"))


def search(page: Page, address: str) -> None:
    """Open the search page at `address` and wait for its answer."""
    page.goto(address)
    page.wait_for_selector(DONE, state="attached")


@contextmanager
def held(page: Page, pattern: str) -> Iterator[None]:
    """Keep requests waiting until the end."""
    waiting: list[Route] = []
    ended = False

    def keep(route: Route) -> None:
        if ended:  # the request was sent after that
            route.continue_()
        else:
            waiting.append(route)

    page.route(pattern, keep)
    yield
    ended = True
    for route in waiting:
        route.continue_()


def letters(text: str) -> Iterator[str]:
    """Yield the beginnings of `text`, as an input method composes them."""
    return itertools.accumulate(text)


def settled(tab: Page, status: str) -> None:
    """Wait until the status line says `status` and the results stand."""
    expect(tab.locator("#search-status")).to_contain_text(status)
    tab.wait_for_selector(DONE, state="attached")


def address(tab: Page) -> dict[str, list[str]]:
    """Return what the address asks for."""
    return parse_qs(urlsplit(tab.url).query, keep_blank_values=True)


def back(tab: Page) -> None:
    """Press the back button. Not `go_back`, which waits for a page to load."""
    tab.evaluate("history.back()")
