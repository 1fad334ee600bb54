"""Files that did not change keep their time, so that a browser that asks for them after the nightly build is not sent them again."""

from __future__ import annotations

import filecmp
import os
from pathlib import Path


def keep_times(fresh: Path, last: Path) -> int:
    """Give each file of the `fresh` site the time of the same file of the `last` one when the bytes are equal; returns how many.

    nginx and most servers answer "not modified" by time and size (RFC 9110, 13.1), and rsync sends by them. There need
    not be a last site.
    """
    kept = 0
    for path in fresh.rglob("*"):
        before = last / path.relative_to(fresh)
        try:
            if path.is_file() and before.is_file() and filecmp.cmp(path, before, shallow=False):
                time = before.stat().st_mtime_ns
                os.utime(path, ns=(time, time))
                kept += 1
        except FileNotFoundError:
            # Another build put its site in place of the last one just now.
            continue
    return kept
