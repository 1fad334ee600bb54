"""Measures the making of books: seconds, memory and bytes, beside mkdocs-to-pdf on the same pages in the same run."""

import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.conftest import ROOT
from tests.measure import build

_RIVAL = """site_name: Sổ tay
theme: {{name: material, language: vi, font: false}}
docs_dir: {docs}
plugins:
  - to-pdf: {{cover_title: Sổ tay, author: Nhóm thử, copyright: "", output_path: book.pdf}}
"""
_SITE = "site_name: Sổ tay\nsite_url: https://example.org/\ndocs_dir: content\nplugins: [{tusach: {print: false}}]\n"


_OPENING = """---
title: Sổ tay
summary: Để đo.
compiled_by: Nhóm thử
published: 2026-11-01
law_as_of: 2026-11-01
---

## Lời nói đầu

Chào.
"""


def spent(command: list[str], **environment: str) -> tuple[float, float, float]:
    """Seconds of processor, seconds by the clock, and megabytes at most, of a command with all it starts."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        command, check=True, capture_output=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment}
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, time.perf_counter() - started, after.ru_maxrss / 1024


def bookcase(folder: Path, times: int) -> None:
    """A bookcase of one handbook: the sample's, its chapters so many times."""
    book = folder / "handbooks/so-tay"
    book.mkdir(parents=True)
    (folder / "content").mkdir()
    (folder / "mkdocs.yml").write_text(_SITE, encoding="utf-8")
    (folder / "content/index.md").write_text("---\ntitle: Tủ sách\nsummary: Để đo.\n---\n\nChào.\n", encoding="utf-8")
    (book / "index.md").write_text(_OPENING, encoding="utf-8")
    sources = sorted((ROOT / "handbooks/hoa-giai-o-co-so").glob("0*.md")) * times
    for rank, file in enumerate(sources, 1):
        body = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", file.read_text(encoding="utf-8").split("---", 2)[2])
        (book / f"{rank:02}-chuong-{rank}.md").write_text(f"---\ntitle: Chương {rank}\n---\n{body}", encoding="utf-8")


def main() -> None:
    """Print the figures of a book of some fifty pages."""
    with tempfile.TemporaryDirectory() as temporary:
        case, work = Path(temporary, "case"), Path(temporary, "rival")
        bookcase(case, 2)
        pages_only = build(case / "mkdocs.yml", Path(temporary, "plain"))
        command = [
            sys.executable,
            "-m",
            "mkdocs",
            "build",
            "-q",
            "-f",
            str(case / "mkdocs.yml"),
            "-d",
            f"{temporary}/site",
        ]
        print(f"the pages alone: {pages_only:.1f} s of processor")
        for label in ("all files of the book, made anew", "unchanged, from the cache"):
            cpu, wall, memory = spent(command, TUSACH_PRINT="so-tay/so-tay")
            print(
                f"{label}: {cpu - pages_only:.1f} s of processor besides, {wall:.1f} s by the clock, {memory:.0f} MB at most"
            )
        for file in sorted(Path(temporary, "site/so-tay/so-tay").glob("so-tay*.*")):
            print(f"  {file.name:24} {file.stat().st_size:>9,} bytes")
        rival(work, case)


def rival(work: Path, case: Path) -> None:
    """The same pages by mkdocs-to-pdf, installed apart from our own packages; it needs the system's pango."""
    home = ROOT / "build/cache/mkdocs-to-pdf"
    if not home.is_dir():
        install = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(home), "mkdocs-to-pdf==0.12.1"]
        if subprocess.run(install, check=False, capture_output=True).returncode:
            print("mkdocs-to-pdf: not measured, it could not be installed")
            return
    work.mkdir()
    (work / "mkdocs.yml").write_text(_RIVAL.format(docs=case / "handbooks/so-tay"), encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(work / "mkdocs.yml"), "-d", str(work / "site")]
    try:
        cpu, wall, memory = spent(command, PYTHONPATH=str(home))
    except subprocess.CalledProcessError as error:
        print(f"mkdocs-to-pdf: not measured, it failed: {error.stderr.decode().strip().splitlines()[-1]}")
        return
    size = (work / "site/book.pdf").stat().st_size
    print(
        f"mkdocs-to-pdf, one PDF: {cpu:.1f} s of processor, {wall:.1f} s by the clock, {memory:.0f} MB at most, {size:,} bytes"
    )
