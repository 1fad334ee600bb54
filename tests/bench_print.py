"""Measures the making of books: seconds, memory and bytes, beside mkdocs-to-pdf on the same pages in the same run."""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from unittest import mock

from mkdocs.commands import build as build_command
from mkdocs.config import load_config

from tests.conftest import ROOT
from tusach import mkdocs_plugin
from tusach.outputs.print import Book, Printed, typesetting
from tusach.outputs.print.manuscript import manuscript
from tusach.outputs.print.typesetting import paper_files
from tusach.store import Store

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
    started = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment},
    )
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise subprocess.CalledProcessError(status, command)
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - started, usage.ru_maxrss / 1024


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
    """Print the figures of a book of some fifty pages, medians of five runs."""
    with tempfile.TemporaryDirectory() as temporary:
        case, work = Path(temporary, "case"), Path(temporary, "rival")
        bookcase(case, 2)
        config, site = str(case / "mkdocs.yml"), f"{temporary}/site"
        command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", config, "-d", site]
        alone = [sys.executable, "-c", f"from tests.bench_print import pdf_alone; pdf_alone({config!r}, {site!r})"]
        plain = middle(command)[0]
        print(f"the pages alone: {plain:.1f} s of processor")
        ours = told("A4 PDF alone", middle(alone, TUSACH_PRINT="so-tay/so-tay"), plain)
        told("all files of the book, made anew", spent(command, TUSACH_PRINT="so-tay/so-tay"), plain)
        told("unchanged, from the cache", spent(command, TUSACH_PRINT="so-tay/so-tay"), plain)
        for file in sorted(Path(site, "so-tay/so-tay").glob("so-tay*.*")):
            print(f"  {file.name:24} {file.stat().st_size:>9,} bytes")
        if theirs := rival(work, case):
            print(f"mkdocs-to-pdf spends {theirs / ours:.1f} times the processor of our A4 PDF, pages left out of both")


def middle(command: list[str], **environment: str) -> tuple[float, float, float]:
    """What the command spends, the median of five runs."""
    return sorted(spent(command, **environment) for _ in range(5))[2]


def told(label: str, figures: tuple[float, float, float], plain: float) -> float:
    """Print what was spent besides the pages, and give its seconds of processor."""
    cpu, wall, memory = figures
    print(
        f"{label}: {cpu - plain:.2f} s of processor besides, {wall:.1f} s by the clock in all, {memory:.0f} MB at most"
    )
    return cpu - plain


def pdf_alone(config: str, site: str) -> None:
    """Build the site and, in this very process, of its longest book the A4 PDF alone: what the rival does."""

    def one(wanted: Iterable[Book], root: Path, store: Store) -> tuple[Printed, ...]:
        book = max(wanted, key=lambda book: len(book.parts))
        store.folder.mkdir(parents=True, exist_ok=True)
        paper_files(book, manuscript(book), store.folder)
        return ()

    with (
        mock.patch.object(mkdocs_plugin, "print_books", one),
        mock.patch.object(typesetting, "_forms", return_value=[("", "PDF", "a4", 13.0)]),
        mock.patch.object(typesetting, "_poster"),
    ):
        build_command.build(load_config(config, site_dir=site))


def rival(work: Path, case: Path) -> float | None:
    """The same pages by mkdocs-to-pdf, installed apart from our own packages; it needs the system's pango."""
    home = ROOT / "build/cache/mkdocs-to-pdf"
    if not home.is_dir():
        install = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(home), "mkdocs-to-pdf==0.12.1"]
        if subprocess.run(install, check=False, capture_output=True).returncode:
            print("mkdocs-to-pdf: not measured, it could not be installed")
            return None
    work.mkdir()
    config, plain = work / "mkdocs.yml", work / "plain.yml"
    text = _RIVAL.format(docs=case / "handbooks/so-tay")
    config.write_text(text, encoding="utf-8")
    plain.write_text(text[: text.index("plugins:")] + "plugins: []\n", encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(work / "site"), "-f"]
    try:
        pages = middle([*command, str(plain)], PYTHONPATH=str(home))[0]
        figures = middle([*command, str(config)], PYTHONPATH=str(home))
    except subprocess.CalledProcessError:
        print("mkdocs-to-pdf: not measured, it failed")
        return None
    spends = told("mkdocs-to-pdf, its one PDF", figures, pages)
    print(f"  {'book.pdf':24} {(work / 'site/book.pdf').stat().st_size:>9,} bytes")
    return spends
