"""The interface's words, one file a language under `texts/`; another language is one more file."""

from collections.abc import Mapping
from importlib.resources import files

import yaml

from wenda.errors import Problem, WendaError


class Texts(dict[str, "str | Texts"]):
    """Words by key, reachable as attributes (`t.pages.home`); an unknown key is an error, never an empty place."""

    def __init__(self, words: Mapping[str, object], name: str) -> None:
        self._name = name
        super().__init__(
            (key, Texts(value, f"{name}.{key}") if isinstance(value, Mapping) else str(value))
            for key, value in words.items()
        )

    def __missing__(self, key: str) -> "str | Texts":
        raise WendaError(
            Problem(f"wenda/site/texts/{self._name}", 0, f"there is no text `{key}`", "add it to the file")
        )

    def __getattr__(self, key: str) -> "str | Texts":
        if key.startswith("_"):  # Python's and Jinja's own questions, such as __html__
            raise AttributeError(key)
        return self[key]

    def say(self, *keys: str, **values: object) -> str:
        """Return the text under `keys`, the outermost first, with its placeholders filled in."""
        text: str | Texts = self
        for key in keys:
            text = text[key] if isinstance(text, Texts) else text
        return str(text).format(**values)


def languages() -> tuple[str, ...]:
    """Return the languages there are texts for."""
    return tuple(
        sorted(entry.name.removesuffix(".yml") for entry in files(__package__).joinpath("texts").iterdir())
    )


def load_texts(language: str) -> Texts:
    """Return the interface's words in `language`; raise `WendaError` when there are none."""
    if language not in languages():
        message = f"no texts for the language {language!r}"
        raise WendaError(
            Problem("theme: language", 0, message, f"one of {', '.join(languages())}, or add a file")
        )
    path = files(__package__).joinpath("texts", f"{language}.yml")
    return Texts(yaml.safe_load(path.read_text(encoding="utf-8")), f"{language}.yml")
