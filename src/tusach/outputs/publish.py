"""Puts a finished site in place of the old one, so that a reader never meets half a site."""

from __future__ import annotations

import ctypes
import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

_HERE, _EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of renameat2(2)


def side_folder(site: Path) -> Path:
    """A new empty folder beside `site`, on the same disk, to build in."""
    site.parent.mkdir(parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(prefix=".site-", dir=site.parent))


def write(files: Mapping[str, bytes], site: Path) -> None:
    """Write files, given by their paths on the site."""
    for path, data in files.items():
        target = site / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def replace(site: Path, fresh: Path) -> None:
    """Put `fresh` where `site` stands: in one step where the system can exchange two folders, else in two renames."""
    fresh.chmod(0o755)
    if not site.exists():
        fresh.rename(site)
        return
    old = fresh
    if not _exchanged(fresh, site):
        aside = side_folder(site)
        old = aside / "old"
        site.rename(old)
        fresh.rename(site)
        old = aside
    shutil.rmtree(old, ignore_errors=True)


def _exchanged(one: Path, other: Path) -> bool:
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    return rename is not None and rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0


class Complaints(logging.Handler):
    """Counts the host's own warnings, so that none of them goes out with a published site."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Count one."""
        self.count += 1
