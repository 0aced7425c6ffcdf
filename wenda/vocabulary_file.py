"""The files beside the articles in which an owner keeps words: topics and synonyms."""

from pathlib import Path

from wenda.errors import Problem


def read_vocabulary(path: Path, rule: str) -> tuple[str, tuple[Problem, ...]]:
    """Return what the file says, nothing where there is none, and why it cannot be read, in the name of `rule`."""
    message, hint = "the file is not UTF-8", "save it as UTF-8"
    try:
        return path.read_bytes().decode("utf-8-sig"), ()
    except FileNotFoundError:
        return "", ()
    except OSError as error:
        message, hint = f"cannot be read: {error.strerror}", "check the path and its permissions"
    except UnicodeDecodeError:
        pass
    return "", (Problem(str(path), 0, message, hint, rule),)
