"""Writing a file so that it is never half there."""

import os
import re
import secrets
import stat
from pathlib import Path

_PART = re.compile(r"\.[0-9a-f]{16}\.part")
"""Names of files that are being written."""


def write_bytes(path: Path, data: bytes, *, flush: bool = True) -> None:
    """Write `data`: whatever happens, `path` holds what it held before, or all of `data`.

    Without `flush` that holds for a crash of this process, not of the machine, and takes a tenth of the time.
    A symbolic link at `path` is replaced, not followed. Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            if flush:
                file.flush()
                os.fsync(file.fileno())
        if path.is_file() and not path.is_symlink():
            temporary.chmod(stat.S_IMODE(path.stat().st_mode))
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def write_text(path: Path, text: str, *, flush: bool = True) -> None:
    """Write `text` in UTF-8, as `write_bytes` does."""
    write_bytes(path, text.encode("utf-8"), flush=flush)


def remove_unfinished(folder: Path) -> None:
    """Remove what was left below `folder` by processes that were killed while writing; nobody may be writing there."""
    for where, _, names in os.walk(folder):
        for name in filter(_PART.fullmatch, names):
            Path(where, name).unlink(missing_ok=True)
