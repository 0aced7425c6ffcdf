"""Templates: what is the same on every page is part of them once they are compiled."""

from pathlib import Path

import jinja2
import pytest

from wenda.errors import WendaError
from wenda.site.rendering.templating import PARTS, prepare
from wenda.site.settings import Settings
from wenda.site.texts import load_texts


@pytest.fixture
def env() -> jinja2.Environment:
    """Return an environment for a site whose name is not safe as it is."""
    env = jinja2.Environment(loader=jinja2.DictLoader({f"partials/{name}.html": "" for name in PARTS}))
    prepare(env, load_texts("zh"), Settings(content_dir=Path(), site_name="问 & <答>"))
    return env


def fixed(env: jinja2.Environment, source: str) -> str | None:
    """Return the text that a template consists of, or None when it has anything to work out."""
    (output,) = env.parse(source).body
    assert isinstance(output, jinja2.nodes.Output)
    texts = [part.data for part in output.nodes if isinstance(part, jinja2.nodes.TemplateData)]
    return "".join(texts) if len(texts) == len(output.nodes) else None


def test_words_of_the_interface_are_text_of_the_compiled_template(env: jinja2.Environment) -> None:
    assert fixed(env, "<h2>{{ t.related }}</h2>") == f"<h2>{load_texts('zh').say('related')}</h2>"
    assert (
        fixed(env, '<p title="{{- t.pages.table -}}">')
        == f'<p title="{load_texts("zh").say("pages", "table")}">'
    )


def test_fixed_words_are_escaped_as_any_others_are(env: jinja2.Environment) -> None:
    assert fixed(env, "{{ settings.site_name }}") == "问 &amp; &lt;答&gt;"


@pytest.mark.parametrize(
    ("expression", "shown"),
    [
        ("t.count('question', count=2)", load_texts("zh").count("question", count=2)),
        ("t['related']", load_texts("zh").say("related")),
        ("settings.site_name ~ '!'", "问 &amp; &lt;答&gt;!"),
        ("settings.site_name | length", "7"),
        ("settings.options.page_size", "100"),
        ("name", "n"),
    ],
)
def test_what_has_to_be_worked_out_still_is(env: jinja2.Environment, expression: str, shown: str) -> None:
    source = f"{{{{ {expression} }}}}"
    assert fixed(env, source) is None
    assert env.from_string(source).render(name="n") == shown


def test_a_word_that_there_is_not_is_an_error_when_the_template_is_compiled(env: jinja2.Environment) -> None:
    with pytest.raises(WendaError, match="there is no text `nonsense`"):
        env.from_string("{{ t.nonsense }}")
