"""The fields of front matter, defined once: reading, writing and the editors' schema follow this table."""

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What a field holds."""

    LINE = "one line of text"
    TEXT = "text"
    DATE = "a date"
    LIST = "a list of texts"
    STATUS = "a status"


@dataclass(frozen=True, slots=True)
class Field:
    """One key of front matter; `name` is also the attribute of `wenda.model.Article` that holds it."""

    name: str
    kind: Kind
    description: str
    required: bool = False


FIELDS = (
    Field("title", Kind.LINE, "The question, as readers ask it.", required=True),
    Field("summary", Kind.TEXT, "The answer in one or two sentences; shown first, in results and in lists."),
    Field("date", Kind.DATE, "When the answer was first published."),
    Field("updated", Kind.DATE, "When the answer was last changed in substance."),
    Field("review_by", Kind.DATE, "When somebody should look whether the answer still holds."),
    Field("status", Kind.STATUS, "How much is known: a full answer, or only an excerpt of one."),
    Field("category", Kind.LINE, "The category that the source files the question under."),
    Field("topic", Kind.LINE, "The id or name of a topic in taxonomy.yml; worked out where absent."),
    Field("region", Kind.LINE, "The place the answer holds for; worked out from the title where absent."),
    Field("tags", Kind.LIST, "Words that articles share."),
    Field("related", Kind.LIST, "Ids of the articles that the source itself recommends."),
    Field("alt_titles", Kind.LIST, "Other ways readers ask the same; searched like the title."),
    Field("aliases", Kind.LIST, "Former ids or addresses; each becomes a redirect."),
    Field("source", Kind.LIST, "Where the answer comes from: a file's name with its digest, or an address."),
    Field("searches", Kind.LIST, "Search words that the source lists as popular."),
    Field("disclaimer", Kind.TEXT, "A notice that the source attaches and that stays with the answer."),
    Field("imported", Kind.LINE, "Digest of this file as the importer wrote it; written by `import` alone."),
)

FIELD_BY_NAME = {field.name: field for field in FIELDS}
