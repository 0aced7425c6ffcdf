"""What is made of Lighthouse's reports."""

from typing import Any

from bench.lighthouse import CATEGORIES, Report, table, verdict_of


def report(performance: float, *, contrast: int | None = 1, shift: float = 0) -> Report:
    audits: dict[str, Any] = {
        "cumulative-layout-shift": {"score": 1, "numericValue": shift},
        "color-contrast": {"score": contrast},
        "speed-index": {"score": 0.4},
    }
    refs: dict[str, list[dict[str, object]]] = {name: [] for name in CATEGORIES}
    refs["performance"] = [{"id": "speed-index", "weight": 10}]
    refs["accessibility"] = [{"id": "color-contrast", "weight": 7}]
    scores = dict.fromkeys(CATEGORIES, 1.0) | {"performance": performance}
    categories = {name: {"score": scores[name], "auditRefs": refs[name]} for name in CATEGORIES}
    return {"audits": audits, "categories": categories}


def test_the_median_of_the_runs_counts_and_the_largest_shift() -> None:
    verdict = verdict_of("q/a/", [report(0.9), report(0.97, shift=0.02), report(0.99)])
    assert verdict.scores == {"performance": 97, "accessibility": 100, "best-practices": 100, "seo": 100}
    assert verdict.shift == 0.02
    assert not verdict.passes


def test_a_page_passes_when_every_score_is_reached_and_nothing_moves() -> None:
    assert verdict_of("", [report(0.95)]).passes
    assert not verdict_of("", [report(0.94)]).passes


def test_what_failed_is_named_but_not_what_is_merely_slow_or_does_not_apply() -> None:
    assert verdict_of("", [report(1, contrast=0), report(1)]).failed == ("color-contrast",)
    assert verdict_of("", [report(1, contrast=None)]).failed == ()


def test_the_table_has_a_row_for_each_page() -> None:
    lines = table([verdict_of("search/", [report(0.98)])]).splitlines()
    assert lines[-1] == "| `/search/` | 98 | 100 | 100 | 100 | 0 | nothing |"
