"""What tests of the library's pages do and look at."""

from playwright.sync_api import BrowserContext, Page

PAPER = "getComputedStyle(document.body).backgroundColor"
ARTICLE = "q/beijing-jie-ji-ben/"


def opened(context: BrowserContext, address: str) -> Page:
    """Return a new page that shows `address`."""
    page = context.new_page()
    page.goto(address, wait_until="load")
    return page
