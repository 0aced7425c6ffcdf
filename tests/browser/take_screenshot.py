"""The picture in the README: an article on a phone beside the search page on a desk, from the site as it is now.

`make screenshot` writes it to .github/screenshot.jpg.
"""

import base64
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bench.chromium import ARGS, find_chromium, served
from wenda.site.driver import build_site

REPO = Path(__file__).parents[2]
PICTURE = REPO / ".github" / "screenshot.jpg"
ARTICLE = "q/yibao-tingbao-le-tongchou-hai-neng-yong-ma/"
SEARCH = "search/?q=北京医保断缴后多久能报销"
FRAME = """<body style="margin:0;display:flex;gap:24px;padding:24px;background:#dfe5e2">
<img src="{phone}" style="height:640px;border-radius:14px"><img src="{desk}" style="height:640px;border-radius:8px">"""


def shot(browser: Browser, address: str, width: int, height: int, ready: str) -> str:
    """Return the page at `address` as a data address once `ready` is there."""
    with browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN") as context:
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector(ready)
        return "data:image/png;base64," + base64.b64encode(page.screenshot(animations="disabled")).decode()


def main() -> None:
    """Build the site, look at it, keep the picture."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        build_site(REPO / "mkdocs.yml", Path(folder) / "faq", None, jobs=2)
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGS)
        with served(Path(folder)) as address:
            phone = shot(browser, f"{address}faq/{ARTICLE}", 390, 844, ".wenda-summary")
            desk = shot(browser, f"{address}faq/{SEARCH}", 1280, 844, '#search-results[data-state="done"] li')
        page = browser.new_page(viewport={"width": 1340, "height": 688})
        page.set_content(FRAME.format(phone=phone, desk=desk))
        page.screenshot(path=PICTURE, type="jpeg", quality=72)
        browser.close()


if __name__ == "__main__":
    main()
