"""The editors' schema says what the reader accepts."""

from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from wenda.content.schema import SCHEMA_FILE, json_schema, schema_text

CONTENT = Path(__file__).parents[1] / "content"


def header(path: Path) -> dict[str, Any]:
    values = yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1])
    return {key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in values.items()}


def test_the_committed_file_is_the_one_that_the_fields_make() -> None:
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text(), "run: python -m wenda.content.schema"


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())


def test_our_own_content_follows_it() -> None:
    validator = jsonschema.Draft202012Validator(json_schema())
    paths = sorted(CONTENT.glob("*.md"))
    assert paths
    assert [
        (path.name, error.message) for path in paths for error in validator.iter_errors(header(path))
    ] == []


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"title": ""},
        {"title": "一", "sumary": "x"},
        {"title": "一", "tags": "甲"},
        {"title": "一", "status": "draft"},
        {"title": "一", "date": "soon"},
        {"title": "一\n二"},
    ],
)
def test_it_refuses_what_the_reader_complains_of(values: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(values, json_schema(), format_checker=jsonschema.FormatChecker())
