"""`build.py search`: the reference engine over the content folder, without building a site."""

import json
from dataclasses import asdict
from pathlib import Path

from wenda.search.query import Answer, Engine
from wenda.site.library.library import open_library
from wenda.site.outputs.indexing import search_index
from wenda.site.settings import Settings, build_date


def find(words: str, content_dir: Path, limit: int) -> Answer:
    """Return what the site's search page would answer; raises `WendaError` when the content has errors."""
    library = open_library(Settings(content_dir=content_dir, site_name="", today=build_date()))
    return Engine.from_files(search_index(library)).search(words, limit)


def answer_as_json(answer: Answer) -> str:
    """Return the answer for programs."""
    return json.dumps(asdict(answer), ensure_ascii=False, indent=2)


def answer_as_text(answer: Answer) -> str:
    """Return the answer for people: titles, best first, with their addresses."""
    lines = [f"{result.title}\n    {result.url}  ({result.score:.2f})" for result in answer.results]
    if not answer.answered:
        lines.insert(
            0, "Nothing answers this question; the nearest:" if lines else "Nothing answers this question."
        )
    return "\n".join(lines)
