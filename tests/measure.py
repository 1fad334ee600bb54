"""What the benchmarks measure with: bytes as they are sent, seconds of processor."""

import gzip
import os
import subprocess
import sys
from pathlib import Path


def packed(path: Path) -> int:
    """Bytes as a web server sends them (gzip level 6)."""
    return len(gzip.compress(path.read_bytes(), 6, mtime=0))


def build(config: Path, site: Path) -> float:
    """Seconds of processor time for one build of the bookcase into `site`."""
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(config), "-d", str(site)]
    before = os.times()
    subprocess.run(command, check=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system
