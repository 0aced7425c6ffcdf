"""What queries are taken to mean, in the words of search_library and a few more: tests/cases/search/understood.yml.

A slot is told as where it stands, its choices, each with how good it is where that is less than 1, and its weight.
UPDATE_CASES=1 writes down what comes out now.
"""

import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from search_library import LIBRARY, SYNONYMS, document

from wenda.search.index import build_index
from wenda.search.shards import Store
from wenda.search.understand import Interpreter
from wenda.search.understanding import Slot

CASES = Path(__file__).parent / "cases" / "search" / "understood.yml"
# A word that could be pinyin, and words of one sound: the likelier stands in more titles.
MORE = (
    document("fan", "fan 类药能报销吗"),
    *(document(f"jintie-{number}", title) for number, title in enumerate(("金铁碰伤", "金铁划伤", "进铁屑"))),
)
UPDATE = "UPDATE_CASES=1 python -m pytest tests/test_search_understanding.py"


@pytest.fixture
def interpreter() -> Interpreter:
    return Interpreter(Store(build_index((*LIBRARY, *MORE), SYNONYMS)))


def told(slot: Slot) -> str:
    spans = ",".join(f"{start}-{end}" for start, end in slot.spans)
    choices = " | ".join(
        "+".join(choice.terms) + (f" ×{choice.factor:g}" if choice.factor != 1 else "")
        for choice in slot.choices
    )
    return f"{spans}: {choices} = {slot.weight:.4g}"


def understood(interpreter: Interpreter, query: str) -> dict[str, Any]:
    meant = interpreter.understand(query)
    found = {
        "text": meant.text,
        "slots": [told(slot) for slot in meant.slots],
        "regions": " ".join(map(str, meant.regions)),
        "content": " ".join(map(str, meant.content)),
        "initials": " ".join(meant.initials),
    }
    return {key: value for key, value in found.items() if value}


def test_queries_are_understood(interpreter: Interpreter) -> None:
    text = CASES.read_text(encoding="utf-8")
    cases = yaml.safe_load(text)
    found = {query: understood(interpreter, query) for query in cases}
    if os.environ.get("UPDATE_CASES"):
        comment = "".join(line for line in text.splitlines(keepends=True) if line.startswith("#"))
        CASES.write_text(
            comment + yaml.safe_dump(found, allow_unicode=True, width=1000, sort_keys=False), encoding="utf-8"
        )
        return
    assert found == cases, f"if that is right: {UPDATE}"


@pytest.mark.parametrize(
    ("articles", "titles", "text"),
    [
        (2, 7, "断缴"),
        (2, 6, "断教"),  # not more than three times as common
        (3, 20, "断教"),  # three articles do not have it by mistake
    ],
)
def test_a_pair_is_mended_that_hardly_any_article_has_and_many_titles_have_otherwise(
    articles: int, titles: int, text: str
) -> None:
    documents = (
        *(document(f"a{number}", "随便问问", body="断教") for number in range(articles)),
        *(document(f"b{number}", "断缴") for number in range(titles)),
        *(document(f"c{number}", "退休") for number in range(30)),
    )
    interpreter = Interpreter(Store(build_index(documents, SYNONYMS)))
    assert interpreter.understand("断教").text == text
