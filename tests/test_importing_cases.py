"""Small golden cases, one file for each thing the importer reads; see `cases/importing`."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from wenda.importing.datelines import read_dateline
from wenda.importing.flattened import unfold
from wenda.importing.labels import is_furniture, read_label
from wenda.importing.lines import Line, read_line, source_lines
from wenda.importing.markdown_writer import to_markdown
from wenda.importing.recommendations import read_recommendations
from wenda.importing.structure import structure
from wenda.importing.summaries import summarise

CASES = Path(__file__).parent / "cases" / "importing"


def cases(name: str) -> list[Any]:
    found = yaml.safe_load((CASES / f"{name}.yml").read_text(encoding="utf-8"))
    return [pytest.param(case, id=behaviour.replace(" ", "-")) for behaviour, case in found.items()]


def pairs(name: str) -> list[Any]:
    return list(yaml.safe_load((CASES / f"{name}.yml").read_text(encoding="utf-8")).items())


def hint(name: str) -> str:
    return f"mend wenda/importing, or what tests/cases/importing/{name}.yml expects"


def lines(text: str) -> tuple[Line, ...]:
    return tuple(read_line(number, source) for number, source in enumerate(source_lines(text), start=1))


@pytest.mark.parametrize("case", cases("structure"))
def test_lines_become_markdown(case: dict[str, str]) -> None:
    assert to_markdown(structure(lines(case["page"]))) + "\n" == case["markdown"], hint("structure")


@pytest.mark.parametrize("case", cases("flattened"))
def test_a_flattened_text_becomes_markdown(case: dict[str, str]) -> None:
    blocks = structure(unfold(lines(case["text"])), unmarked_headings=False)
    assert to_markdown(blocks) + "\n" == case["markdown"], hint("flattened")


@pytest.mark.parametrize("case", cases("summaries"))
def test_a_summary_is_the_short_answer(case: dict[str, str]) -> None:
    blocks = structure(lines(case["answer"]))
    assert summarise(blocks, case["question"], is_whole=True) == case["summary"], hint("summaries")


@pytest.mark.parametrize("case", cases("recommendations"))
def test_recommendations_are_told_apart(case: dict[str, Any]) -> None:
    entries, rest = read_recommendations(lines(case["part"]))
    found = [[e.title.text, "\n".join(line.text for line in e.text), e.category, e.date] for e in entries]
    assert found == case["entries"], hint("recommendations")
    assert bool(rest) == (not entries)


def test_a_line_counts_as_dated_that_says_nothing_but_date_or_category() -> None:
    part = "押金能刷卡吗\n能刷，不收手续费。\n就医问答\n2025-03-01\n押金多久退\n当天退。 2025-03-02\n"
    entries, _ = read_recommendations(lines(part))
    assert [[line.number for line in entry.dated] for entry in entries] == [[4, 3], []]


@pytest.mark.parametrize(("line", "expected"), pairs("datelines"))
def test_a_dateline_says_category_and_date(line: str, expected: list[Any] | None) -> None:
    found = read_dateline(read_line(1, line).text)
    assert (found and [found.category, found.date]) == expected, hint("datelines")


@pytest.mark.parametrize(("line", "expected"), pairs("labels"))
def test_a_label_announces_a_part(line: str, expected: list[str] | str | None) -> None:
    text = read_line(1, line).text
    label = read_label(text)
    found = [label.part.value, label.rest] if label else "furniture" if is_furniture(text) else None
    assert found == expected, hint("labels")
