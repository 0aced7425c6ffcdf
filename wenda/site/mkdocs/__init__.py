"""The only room that knows MkDocs: a plugin that forwards its events, and the same steps for a driver of our own.

`mkdocs build` and `mkdocs serve` use the plugin alone. `Renderer` lets Wenda's own driver take the steps of
`mkdocs.commands.build.build` one by one, so that pages can be rendered in several processes; the bytes are the same.
"""

from wenda.site.mkdocs.plugin import WendaPlugin
from wenda.site.mkdocs.renderer import Rendered, Renderer, read_settings

__all__ = ["Rendered", "Renderer", "WendaPlugin", "read_settings"]
