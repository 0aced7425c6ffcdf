"""YAML of a known shape, read strictly: every scalar is the text that was written, mistakes have their lines.

YAML's loaders guess at values (012 becomes 10, NO becomes False), let the last of two equal keys win and
follow aliases; a taxonomy wants none of that. `Reader` walks the composed nodes and collects problems as it
goes.
"""

from collections.abc import Collection, Iterator

import yaml
from rapidfuzz import process

from wenda.errors import Problem, WendaError
from wenda.yaml_errors import explain

RULE = "taxonomy"
# libyaml's parser is ten times as fast as PyYAML's own, which serves where libyaml is missing.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MAX_LENGTH = 1024 * 1024
_MAX_DEPTH = 16


class Reader:
    """Reads nodes of the file `path` into texts and lists; what is wrong with them gathers in `problems`."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def wrong(self, node: yaml.Node, message: str, hint: str = "") -> None:
        """Note that something is wrong where `node` begins."""
        self.problems.append(Problem(self.path, node.start_mark.line + 1, message, hint, RULE))

    def mapping(
        self, node: yaml.Node, name: str, keys: Collection[str], required: Collection[str]
    ) -> dict[str, yaml.Node]:
        """Return the values of `node` by key: known keys only, the first of equal ones."""
        if not isinstance(node, yaml.MappingNode):
            self.wrong(
                node, f"{name} must be keys with values, not {_kind(node)}", "write `key: value`, one a line"
            )
            return {}
        values: dict[str, yaml.Node] = {}
        for key_node, value in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else ""
            if key not in keys:
                self.wrong(key_node, f"unknown key `{key}` in {name}", _did_you_mean(key, keys))
            elif key in values:
                self.wrong(key_node, f"the key `{key}` is given twice in {name}", "keep one of the two")
            else:
                values[key] = value
        for key in required:
            if key not in values:
                self.wrong(node, f"{name} has no `{key}`", f"add `{key}: …`")
        return values

    def items(self, node: yaml.Node | None, name: str) -> list[yaml.Node]:
        """Return the items of the list `node`; a missing or empty one has none."""
        if node is None or _is_empty(node):
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.wrong(node, f"{name} must be a list, not {_kind(node)}", "write `- item`, one a line")
            return []
        return list(node.value)

    def text(self, node: yaml.Node | None, name: str) -> str:
        """Return the text of the scalar `node`, white space at its ends removed; empty when there is none."""
        if node is None:
            return ""
        if not isinstance(node, yaml.ScalarNode):
            self.wrong(
                node, f"{name} must be a text, not {_kind(node)}", "put it in quotes if it begins with [ or {"
            )
            return ""
        text = "" if _is_empty(node) else str(node.value).strip()
        if not text:
            self.wrong(node, f"{name} is empty", "write a text, or take the key out")
        return text


def compose(text: str, path: str) -> yaml.Node | None:
    """Return the root node of the YAML `text`, or nothing when it is empty.

    Raises WendaError when it is no YAML, too long, too deep, or uses anchors.
    """
    if len(text) > _MAX_LENGTH:
        raise _refused(path, 0, f"the file has more than {_MAX_LENGTH:,} characters", "")
    try:
        for event, depth in _events(text):
            line = event.start_mark.line if event.start_mark else 0
            if depth > _MAX_DEPTH:  # the composer recurses
                raise _refused(
                    path, line, f"nested more than {_MAX_DEPTH} deep", "topics hold groups, no more"
                )
            if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
                hint = "write the value out; put texts with & or * in quotes"
                raise _refused(path, line, "anchors and aliases are not allowed", hint)
        return yaml.compose(text, LOADER)  # nodes only, nothing is constructed
    except yaml.YAMLError as error:
        mistake = explain(error, text, 1)
        raise _refused(path, mistake.line - 1, mistake.message, mistake.hint) from None


def _events(text: str) -> Iterator[tuple[yaml.Event, int]]:
    """Yield the parser's events, each with how many collections it lies in."""
    depth = 0
    for event in yaml.parse(text, LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        yield event, depth


def _refused(path: str, line: int, message: str, hint: str) -> WendaError:
    return WendaError(Problem(path, line + 1, message, hint, RULE))


def _kind(node: yaml.Node) -> str:
    if _is_empty(node):
        return "nothing"
    if isinstance(node, yaml.MappingNode):
        return "keys with values"
    return "a list" if isinstance(node, yaml.SequenceNode) else "a text"


def _is_empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and not node.style and node.value in {"", "~", "null"}


def _did_you_mean(key: str, keys: Collection[str]) -> str:
    near = process.extractOne(key.lower(), list(keys), score_cutoff=70)
    return f"did you mean `{near[0]}`?" if near else f"keys here are {', '.join(keys)}"
