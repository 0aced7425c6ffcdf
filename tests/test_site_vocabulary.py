"""Structured data and the web app's manifest, held against their vocabularies: schema-dts and web-app-manifest.

What the pages say becomes a TypeScript program, and the compiler says where a type has no such property. It takes
dates, addresses and languages for plain text, so those are judged here.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from feed_rules import is_absolute
from miniature import REPO, Built
from node_programs import MODULES, package, run

from wenda.site.driver import build_site

pytest_plugins = ["miniature_fixtures"]

HEAD = """import type { Graph, Thing, WithActionConstraints, WithContext, SearchAction } from "schema-dts";
import type { WebAppManifest } from "web-app-manifest";
"""


@pytest.fixture(scope="module")
def insured(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build content/."""
    folder = tmp_path_factory.mktemp("insured") / "site"
    build_site(REPO / "mkdocs.yml", folder, None, jobs=1)
    return Built(folder)


def structured(site: Built) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield each block of structured data with the place of its page."""
    for page in sorted(site.folder.rglob("*.html")):
        html = page.read_text(encoding="utf-8")
        for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL):
            yield page.relative_to(site.folder).as_posix(), json.loads(block)


def shape(value: object) -> object:
    """Return `value` with its texts blanked, except for types: what the compiler looks at."""
    if isinstance(value, dict):
        return {
            name: member if name.startswith("@") else shape(member)
            for name, member in value.items()
            if name != "@id"
        }
    if isinstance(value, list):
        return sorted({json.dumps(shape(part), sort_keys=True) for part in value})
    return type(value).__name__


def members(value: object) -> Iterator[tuple[str, Any]]:
    """Yield the members of `value` and of all that is in it."""
    if isinstance(value, dict):
        yield from value.items()
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from members(part)


def statement(name: str, block: Mapping[str, Any]) -> str:
    kind = "Graph" if "@graph" in block else "WithContext<Thing>"
    # An action's query-input belongs to the action as a potential one, which has a type of its own.
    actions = [member for key, member in members(block) if key == "potentialAction"]
    plain = json.loads(json.dumps(block))
    for _, member in members(plain):
        if isinstance(member, dict):
            member.pop("query-input", None)
    lines = [f"export const {name}: {kind} = {json.dumps(plain, ensure_ascii=False)};"]
    lines += [
        f"export const {name}_action: WithActionConstraints<SearchAction> = {json.dumps(action)};"
        for action in actions
    ]
    return "\n".join(lines)


def compiled(folder: Path, program: str) -> str:
    """Return what the compiler says to a program."""
    script = package("typescript") / "bin" / "tsc"
    package("schema-dts")
    package("@types/web-app-manifest")
    (folder / "node_modules").symlink_to(MODULES)
    (folder / "said.ts").write_text(HEAD + program, encoding="utf-8")
    said = run(
        script, "--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", str(folder / "said.ts")
    )
    return said.stdout + said.stderr


def test_structured_data_and_manifest_keep_to_their_vocabularies(
    small: Built, insured: Built, tmp_path: Path
) -> None:
    by_shape = {
        json.dumps(shape(block), sort_keys=True): block
        for site in (small, insured)
        for _, block in structured(site)
    }
    assert len(by_shape) > 2
    statements = [statement(f"said{number}", block) for number, block in enumerate(by_shape.values())]
    manifest = small.page("manifest.webmanifest")
    assert (
        compiled(tmp_path, "\n".join([*statements, f"export const app: WebAppManifest = {manifest};"])) == ""
    )


def test_what_the_vocabularies_lack_is_told(tmp_path: Path) -> None:
    article = {"@context": "https://schema.org", "@type": "Article", "headline": "一"}
    wrong: tuple[dict[str, Any], ...] = (
        {"headlin": "一"},
        {"publisher": {"@type": "Organisation"}},
        {"isPartOf": 5},
        {"step": []},
    )
    statements = [statement("right", article)]
    statements += [statement(f"wrong{n}", {**article, **change}) for n, change in enumerate(wrong)]
    statements.append('export const app: WebAppManifest = {"display": "window"};')
    said = compiled(tmp_path, "\n".join(statements))
    lines = [int(line) - HEAD.count("\n") for line in re.findall(r"said\.ts\((\d+),", said)]
    assert sorted(set(lines)) == [2, 3, 4, 5, 6]


def is_expected(name: str, value: object, vocabulary: str) -> bool:
    """Say whether a property may be text: the compiler lets text pass for a thing, as some things are named by it."""
    ranges = re.findall(rf'"{name}"\?: SchemaValue<([^">]*), "{name}">', vocabulary)
    texts = {"Text", "URL", "Date", "DateTime", "Time"}
    return not isinstance(value, str) or any(texts & set(kinds.split(" | ")) for kinds in ranges)


def test_only_what_may_be_text_is_text(small: Built, insured: Built) -> None:
    vocabulary = (package("schema-dts") / "dist" / "schema.d.ts").read_text(encoding="utf-8")
    assert is_expected("headline", "一", vocabulary)
    assert is_expected("datePublished", "2025-01-02", vocabulary)
    assert not is_expected("about", "一", vocabulary)
    for site in (small, insured):
        for place, block in structured(site):
            for name, value in members(block):
                # `item` is an address in breadcrumbs as search engines document them, `query-input` is an action's.
                if not name.startswith("@") and name not in {"item", "query-input"}:
                    assert is_expected(name, value, vocabulary), (place, name)


def test_dates_addresses_and_languages_of_structured_data_are_what_they_say(
    small: Built, insured: Built
) -> None:
    found = set()
    for site in (small, insured):
        for place, block in structured(site):
            assert block["@context"] == "https://schema.org"
            for name, value in members(block):
                found.add(name)
                if name.startswith("date"):
                    assert re.fullmatch(r"\d{4}-\d\d-\d\d", value), place
                elif name in {"url", "item", "image", "mainEntityOfPage"} and isinstance(value, str):
                    assert is_absolute(value), place
                elif name == "inLanguage":
                    assert value == "zh-CN"
                elif name == "@type":
                    assert value not in {"QAPage", "FAQPage", "Question", "Answer"}, "nobody replies here"
    assert {"dateModified", "headline", "inLanguage", "about", "itemListElement"} <= found
