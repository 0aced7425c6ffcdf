"""What YAML's parser complains of, in words that help an author who does not know YAML."""

import yaml

_QUOTE = "put the text in quotes"
_NEITHER = "a line that is neither `key: value` nor the continuation of one"
_EXPLANATIONS = (
    ("mapping values are not allowed", "a colon and a space within a text", 'put it in quotes: key: "a: b"'),
    ("cannot start any token", "a text begins with a character that YAML keeps for itself", _QUOTE),
    ("end of stream", "a quotation mark or bracket is opened and never closed", "close it"),
    ("<stream end>", "a quotation mark or bracket is opened and never closed", "close it"),
    ("document indicator", "a quotation mark is opened and never closed", "close it"),
    ("escape", "a backslash in double quotes that means nothing", "use single quotes, or two backslashes"),
    ("did not find expected ',' or ']'", "a list in [brackets] is broken", "or write one `- item` a line"),
    ("did not find expected ',' or '}'", "a text begins with a brace, or a pair of braces is broken", _QUOTE),
    ("could not find expected ':'", _NEITHER, "write `key: value`, or indent the line to continue a text"),
    ("did not find expected", _NEITHER, "check its indentation and quotes"),
    ("undefined tag handle", "a text begins with !", _QUOTE),
    ("scanning an alias", "a text begins with *", _QUOTE),
    ("scanning an anchor", "a text begins with &", _QUOTE),
    ("scanning a tag", "a text begins with !", _QUOTE),
    ("block scalar", "a text begins with | or >", _QUOTE),
)


class WrongYamlError(Exception):
    """One thing that is wrong in YAML, at a line of its file that counts from 1."""

    def __init__(self, line: int, message: str, hint: str, rule: str = "yaml") -> None:
        super().__init__(message)
        self.line, self.message, self.hint, self.rule = line, message, hint, rule


def explain(error: yaml.YAMLError, text: str, first_line: int) -> WrongYamlError:
    """Say in plain words where the parser stumbled in `text`, which begins at `first_line`, and why."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return WrongYamlError(first_line, f"not YAML: {' '.join(str(error).split())}", _QUOTE)
    said = f"{error.context or ''} {error.problem or ''}"
    # Something unclosed is noticed at the end; its beginning is what helps.
    marks = (error.problem_mark, error.context_mark)
    unclosed = "end of stream" in said or "document indicator" in said
    mark = next((mark for mark in (reversed(marks) if unclosed else marks) if mark), None)
    lines = text.split("\n")
    number = min(mark.line if mark else 0, len(lines) - 1)
    line = first_line + number
    if "\t" in lines[number][: len(lines[number]) - len(lines[number].lstrip())]:
        return WrongYamlError(line, "the line is indented with a tab", "indent it with spaces")
    for fragment, message, hint in _EXPLANATIONS:
        if fragment in said:
            return WrongYamlError(line, message, hint)
    return WrongYamlError(line, f"not YAML: {' '.join(said.split())}", _QUOTE)
