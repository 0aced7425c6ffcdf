"""The fields of front matter as a JSON Schema, by which editors complete and check while one types.

`python -m wenda.content.schema` writes it beside this module; a test keeps the two equal.
"""

import json
from pathlib import Path
from typing import Any

from wenda.atomic import write_text
from wenda.content.fields import FIELDS, Field, Kind
from wenda.model import Status

SCHEMA_FILE = Path(__file__).with_name("article.schema.json")

_LINE = {"type": "string", "minLength": 1, "pattern": "^[^\\n]*$"}


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of an article's front matter."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Front matter of a question",
        "type": "object",
        "properties": {field.name: {"description": field.description} | _type(field) for field in FIELDS},
        "required": [field.name for field in FIELDS if field.required],
        "additionalProperties": False,
    }


def schema_text() -> str:
    """Return the text of the schema's file."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


def _type(field: Field) -> dict[str, Any]:
    match field.kind:
        case Kind.LINE:
            return _LINE if field.required else _LINE | {"type": ["string", "null"]}
        case Kind.TEXT:
            return {"type": ["string", "null"]}
        case Kind.DATE:
            return {"type": ["string", "null"], "format": "date"}
        case Kind.LIST:
            return {"type": ["array", "null"], "items": _LINE, "uniqueItems": True}
        case Kind.STATUS:
            return {"enum": [*map(str, Status), None]}


if __name__ == "__main__":
    write_text(SCHEMA_FILE, schema_text())
