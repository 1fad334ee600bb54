"""Which commit last changed a file, and which one all of them are of: what books and editions say of their texts."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True)
class Revision:
    """A commit: its `name` (the first ten digits), its `day`, its `rank` from the newest (0) on."""

    name: str
    day: date
    rank: int


def revisions(root: Path) -> Mapping[str, Revision]:
    """The last commit of every committed and unchanged file below `root`, by its path from there.

    Empty without Git, and in a shallow clone, where the newest commit would pass for the last of every file.
    """
    try:
        if _git(root, "rev-parse", "--is-shallow-repository").strip() != "false":
            return {}
        log = _git(root, "log", "--format=%x01%H %cs", "--name-only", "--no-renames", "--relative", "-z", "--", ".")
        changed = set(_git(root, "diff", "--name-only", "--relative", "-z", "HEAD", "--", ".").split("\0"))
    except (OSError, subprocess.CalledProcessError):
        return {}
    found: dict[str, Revision] = {}
    for rank, entry in enumerate(log.split("\x01")[1:]):
        head, _, names = entry.partition("\0")
        name, day = head.split()
        revision = Revision(name[:10], date.fromisoformat(day), rank)
        for path in filter(None, names.lstrip("\n").split("\0")):
            found.setdefault(path, revision)
    return {path: revision for path, revision in found.items() if path not in changed}


def commit_of(root: Path) -> str:
    """The commit that stands in `root`, with a word when files of it were changed since; "" without Git."""
    try:
        changed = _git(root, "status", "--porcelain", "--", ".").strip()
        return _git(root, "rev-parse", "HEAD").strip() + (" và những sửa đổi chưa ghi vào kho" if changed else "")
    except (OSError, subprocess.CalledProcessError):
        return ""


def _git(root: Path, *command: str) -> str:
    return subprocess.run(
        ["git", "-C", str(root), *command], check=True, capture_output=True, text=True, encoding="utf-8"
    ).stdout
