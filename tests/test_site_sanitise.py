"""What is left of an article's HTML: golden cases in tests/cases/site/sanitise."""

from pathlib import Path

import pytest
import yaml

from wenda.site.rendering.sanitise import sanitise

CASES = [
    pytest.param(case, id=f"{file.stem}-{number}")
    for file in sorted((Path(__file__).parent / "cases" / "site" / "sanitise").glob("*.yml"))
    for number, case in enumerate(yaml.safe_load(file.read_text(encoding="utf-8")), 1)
]


@pytest.mark.parametrize("case", CASES)
def test_sanitised_html_is_as_written_in_the_case(case: dict[str, str]) -> None:
    wanted = case["html"] if case.get("kept") else case["becomes"]
    assert sanitise(case["html"], "表格") == wanted, "if this is right, write it into the case as `becomes`"


def test_a_table_is_wrapped_and_named() -> None:
    page = sanitise("<table><tbody><tr><td>一</td></tr></tbody></table>", '表"格')
    assert page.startswith('<div class="wenda-table"')
    assert 'aria-label="表&quot;格"' in page
    assert page.endswith("</table></div>")
