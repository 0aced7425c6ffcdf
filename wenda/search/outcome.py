"""What a build of the index came to; by itself, since those who put its files in place need nothing that made them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Index:
    """Files of an index, site-relative path to bytes, and parts of its state, name to bytes.

    Of an update both are those that changed; all others stay, but in the folder `folder`, which was `former`.
    """

    files: dict[str, bytes]
    state: dict[str, bytes]
    sizes: dict[str, int]  # of all files but the manifest, changed or not
    folder: str
    former: str
