"""EPUB and Word of a book, by pandoc."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from importlib import resources
from pathlib import Path

import pypandoc

from tusach.outputs.print.book import Book
from tusach.outputs.print.manuscript import READER, Manuscript
from tusach.outputs.print.typesetting import Download
from tusach.outputs.print.word import reference_docx

_HERE = resources.files(__package__)


def reading_files(book: Book, text: Manuscript, work: Path) -> list[Download]:
    """EPUB and Word from the same text, made in the folder `work`, with the opening before it and the colophon behind."""
    opening = "".join(f"<p><strong>{escape(line)}</strong></p>" for line in book.opening)
    rows = "".join(f"<p><strong>{escape(name)}:</strong> {escape(value)}</p>" for name, value in book.facts)
    html = f"{opening}{text.html}<h1>Về tài liệu này</h1>{rows}"
    about: Mapping[str, str] = {
        "title": book.title,
        "author": book.author,
        "lang": "vi-VN",
        "date": book.day.isoformat(),
        "subject": book.label,
        "description": book.opening[-1],
        "identifier": book.url or f"urn:tusach:{book.address}",
    }
    (work / "about.json").write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")
    (work / "epub.css").write_bytes((_HERE / "epub.css").read_bytes())
    reference_docx(work / "reference.docx")
    common = [
        f"--lua-filter={_HERE / 'filter.lua'}",
        f"--metadata-file={work / 'about.json'}",
        f"--resource-path={work}",
    ]
    for kind, name, extra in (
        ("epub3", f"{book.stem}.epub", [f"--css={work / 'epub.css'}", "--split-level=1", "--toc-depth=2"]),
        ("docx", f"{book.stem}.docx", [f"--reference-doc={work / 'reference.docx'}"]),
    ):
        pypandoc.convert_text(html, kind, format=READER, outputfile=str(work / name), extra_args=[*common, *extra])
    return [
        Download(f"{book.stem}.epub", "EPUB", (work / f"{book.stem}.epub").stat().st_size),
        Download(f"{book.stem}.docx", "Word", (work / f"{book.stem}.docx").stat().st_size),
    ]
