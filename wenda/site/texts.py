"""The interface's words, one file a language under `texts/`; another language is one more file."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

import yaml
from babel import Locale, UnknownLocaleError

from wenda.errors import Problem, WendaError

FOLDER = files(__package__).joinpath("texts")

# YAML's safe types, read by libyaml where the system has it: ten times as fast.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_OWN_NAMES = frozenset((*dir(dict), "say", "count"))

Plural = Callable[[int], str]  # number → its form in the language: "one", "few", …, "other"


class Texts(dict[str, "str | Texts"]):
    """Words by key, reachable as attributes (`t.pages.home`); an unknown key is an error, never an empty place."""

    def __init__(self, words: Mapping[str, object], name: str, plural: Plural) -> None:
        self._name = name
        self._plural = plural
        super().__init__(
            (key, Texts(value, f"{name}.{key}", plural) if isinstance(value, Mapping) else str(value))
            for key, value in words.items()
        )
        for key in self.keys() - _OWN_NAMES:  # so that templates find them without __getattr__
            self.__dict__[key] = self[key]

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

    def count(self, *keys: str, count: int, **values: object) -> str:
        """Return the text for `count` of something: `key_one`, `key_few`, …, as Unicode's plural rules have it.

        A language needs only the forms that differ; `key_other` stands for all that are not there.
        """
        *outer, last = keys
        texts: str | Texts = self
        for key in outer:
            texts = texts[key] if isinstance(texts, Texts) else texts
        form = f"{last}_{self._plural(count)}"
        return self.say(*outer, form if form in texts else f"{last}_other", count=count, **values)


def languages() -> tuple[str, ...]:
    """Return the languages there are texts for."""
    return tuple(sorted(entry.name.removesuffix(".yml") for entry in FOLDER.iterdir()))


def load_texts(language: str) -> Texts:
    """Return the interface's words in `language`; raise `WendaError` when there are none."""
    return _load(str(FOLDER), language)


@cache
def _load(folder: str, language: str) -> Texts:
    if language not in languages():
        message = f"no texts for the language {language!r}"
        raise WendaError(
            Problem("theme: language", 0, message, f"one of {', '.join(languages())}, or add a file")
        )
    words = yaml.load(Path(folder, f"{language}.yml").read_text(encoding="utf-8"), _LOADER)  # noqa: S506  a safe one
    tag = words.get("language_tag", language)
    try:
        plural = Locale.parse(tag, sep="-").plural_form
    except (UnknownLocaleError, ValueError):
        raise WendaError(
            Problem(
                f"wenda/site/texts/{language}.yml", 0, f"language_tag: {tag!r} is no language that is known"
            )
        ) from None
    return Texts(words, f"{language}.yml", plural)
