"""Markdown and views → HTML: converted, made harmless, laid out by templates, its links judged."""
